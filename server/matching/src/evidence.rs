//! What became of earlier matches: counts a lever and theme, smoothed so that few answers move little.

use domain::reason::Reason;
use domain::taxonomy::Theme;
use std::collections::HashMap;

/// What became of a lever's matches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// The institution took it on: confirmed, exploring, committed or done.
    pub confirmed: u32,
    /// Somebody said that the match was wrong, or the institution that it is not possible.
    pub dismissed: u32,
    /// The institution answered in public, whatever it said.
    pub answered: u32,
}

/// Tallies by lever and theme. Empty evidence leaves the ranking as the texts make it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {
    by_lever: HashMap<String, Vec<(Theme, Tally)>>,
}

/// So many imagined answers, half of them yes, stand before the real ones: a new lever starts in the middle.
const IMAGINED: f32 = 6.0;
/// The score moves by at most this share, up or down.
const REACH: f32 = 0.3;
/// Answers about other themes count this much.
const OTHER_THEMES: f32 = 0.25;
/// Fewer answers than this are no record.
const FEWEST: u32 = 3;

impl Evidence {
    /// Adds to what is known of a lever's matches with proposals of a theme.
    pub fn add(&mut self, lever: &str, theme: Theme, tally: Tally) {
        let tallies = self.by_lever.entry(lever.to_owned()).or_default();
        match tallies.iter_mut().find(|(t, _)| *t == theme) {
            Some((_, had)) => {
                had.confirmed = had.confirmed.saturating_add(tally.confirmed);
                had.dismissed = had.dismissed.saturating_add(tally.dismissed);
                had.answered = had.answered.saturating_add(tally.answered);
            }
            None => tallies.push((theme, tally)),
        }
    }

    /// What to multiply a lever's score by: 1 for a lever nobody answered about, between 0.7 and 1.3 always.
    pub(crate) fn factor(&self, lever: &str, theme: Option<Theme>) -> f32 {
        let (mut yes, mut all) = (0.0, 0.0);
        for (about, tally) in self.by_lever.get(lever).into_iter().flatten() {
            let weight = if theme.is_none_or(|t| t == *about) { 1.0 } else { OTHER_THEMES };
            // An answer that is neither yes nor no still shows an institution that looks: a quarter of a yes.
            let settled = tally.confirmed.saturating_add(tally.dismissed);
            let open = tally.answered.saturating_sub(settled) as f32;
            yes += weight * (tally.confirmed as f32 + 0.75 * open * 0.5);
            all += weight * (settled as f32 + 0.5 * open);
        }
        let share = (yes + IMAGINED / 2.0) / (all + IMAGINED);
        1.0 + REACH * (share - 0.5) * 2.0
    }

    /// The most that [`Evidence::factor`] can give.
    pub(crate) fn most(&self) -> f32 {
        if self.by_lever.is_empty() { 1.0 } else { 1.0 + REACH }
    }

    /// "Took on 7 of 9 like this", where it mostly did.
    pub(crate) fn record(&self, lever: &str, theme: Option<Theme>) -> Option<Reason> {
        let tallies = self.by_lever.get(lever)?;
        let same = tallies.iter().filter(|(about, _)| theme.is_none_or(|t| t == *about));
        let (yes, of) = same.fold((0_u32, 0_u32), |(yes, of), (_, t)| {
            (yes.saturating_add(t.confirmed), of.saturating_add(t.confirmed).saturating_add(t.dismissed))
        });
        (of >= FEWEST && yes * 2 >= of).then_some(Reason::Record { yes, of })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(confirmed: u32, dismissed: u32) -> Tally {
        Tally { confirmed, dismissed, answered: confirmed + dismissed }
    }

    #[test]
    fn evidence_moves_a_little_and_never_starves() {
        let mut evidence = Evidence::default();
        assert!((evidence.factor("new", Some(Theme::Food)) - 1.0).abs() < f32::EPSILON);
        evidence.add("yes", Theme::Food, tally(1, 0));
        evidence.add("no", Theme::Food, tally(0, 1_000));
        let (yes, no) = (evidence.factor("yes", Some(Theme::Food)), evidence.factor("no", Some(Theme::Food)));
        assert!(yes > 1.0 && yes < 1.1, "{yes}");
        assert!((0.7..0.75).contains(&no), "{no}");
        assert!(evidence.factor("no", Some(Theme::Green)) > no);
    }

    #[test]
    fn a_record_needs_three_answers_most_of_them_yes() {
        let mut evidence = Evidence::default();
        evidence.add("l", Theme::Food, tally(2, 0));
        assert_eq!(evidence.record("l", Some(Theme::Food)), None);
        evidence.add("l", Theme::Food, tally(5, 2));
        assert_eq!(evidence.record("l", Some(Theme::Food)), Some(Reason::Record { yes: 7, of: 9 }));
        evidence.add("l", Theme::Green, tally(0, 9));
        assert_eq!(evidence.record("l", Some(Theme::Green)), None);
    }
}
