//! Which of a round's candidates is the cheapest for its supporters.

use std::cmp::Ordering;

use super::candidate::{By, Decision, Evaluated, compare_ratios};
use super::exact::{Known, TruePrice};
use super::run::{EMPTY, Run};

impl Run<'_> {
    /// Picks the best of those evaluated, of which the last looks best and costs at most `high`, and takes it out of them.
    /// None if, looked at exactly, none that might be the best is affordable: those are gone then, and the others are
    /// candidates again.
    pub(super) fn decide(&mut self, evaluated: &mut Vec<Evaluated>, high: u64) -> Option<Decision> {
        let scale = evaluated.last()?.candidate.scale;
        let may_win = |e: &Evaluated| {
            compare_ratios(e.candidate.low, e.candidate.scale, high, scale) != Ordering::Greater
        };
        let alone = evaluated.len() == 1 || evaluated.iter().filter(|e| may_win(e)).count() == 1;
        if high < u64::MAX && alone {
            let winner = evaluated.pop()?;
            return Some(Decision { winner, low: winner.candidate.low, high, by: By::Bounds });
        }
        let rivals: Vec<usize> = (0..evaluated.len()).filter(|&at| may_win(&evaluated[at])).collect();
        if let Some((at, by)) = self.decide_plainly(evaluated, &rivals) {
            let winner = evaluated.swap_remove(at);
            return Some(Decision { winner, low: winner.x, high: winner.x + 1, by });
        }
        self.decide_exactly(evaluated, &rivals)
    }

    /// Decides between rivals whose supporters either have nothing left or can all pay the same in full: each price is
    /// then `cost / R` exactly, with R the weighted gains of those who pay. None if that is not so for one of them.
    fn decide_plainly(&self, evaluated: &[Evaluated], rivals: &[usize]) -> Option<(usize, By)> {
        let mut best: Option<(usize, (u64, u64))> = None;
        let mut by = By::Plainly;
        for &at in rivals {
            let Evaluated { candidate, x, .. } = evaluated[at];
            let rich = self.rich_or_empty(candidate.project, u128::from(x) + 1 + self.drift)?;
            if rich < self.market.worth(candidate.project) {
                by = By::Exactly;
            }
            // ρ = cost / (R · scale), where the scale is the cost or 1.
            let ratio =
                if candidate.scale > 1 { (1, rich) } else { (self.market.cost(candidate.project), rich) };
            let wins = best.is_none_or(|(other, best)| {
                let rank = |at: usize| self.ranks[evaluated[at].candidate.project];
                compare_ratios(ratio.0, ratio.1, best.0, best.1).then(rank(at).cmp(&rank(other)))
                    == Ordering::Less
            });
            if wins {
                best = Some((at, ratio));
            }
        }
        best.map(|(at, _)| (at, by))
    }

    /// The weighted gains of supporters with more than `x·gain`, if all others have nothing for sure. No single budget is
    /// off by more than the drift.
    fn rich_or_empty(&self, project: usize, x: u128) -> Option<u64> {
        let x = u64::try_from(x).ok()?;
        let gains = self.market.gains(project);
        let mut rich = 0;
        for (at, &class) in self.market.supporters(project).iter().enumerate() {
            let gain = gains.get(at).copied().unwrap_or(1);
            if self.budgets[class as usize] > x.saturating_mul(gain) {
                rich += self.market.weight(class as usize) * gain;
            } else if self.known[class as usize] & EMPTY == 0 {
                return None;
            }
        }
        (rich > 0).then_some(rich)
    }

    /// Decides between rivals by their true prices.
    fn decide_exactly(&mut self, evaluated: &mut Vec<Evaluated>, rivals: &[usize]) -> Option<Decision> {
        let mut best: Option<(Evaluated, TruePrice)> = None;
        let mut gone = Vec::new();
        for &at in rivals {
            let rival = evaluated[at];
            let Some(price) = self.true_price(&rival) else {
                gone.push(rival.candidate.project);
                continue;
            };
            let wins = best.as_ref().is_none_or(|(other, best)| {
                let (a, b) = (&rival.candidate, &other.candidate);
                let mine = &price.numerator * best.rich * b.scale;
                let theirs = &best.numerator * price.rich * a.scale;
                mine.cmp(&theirs).then(self.ranks[a.project].cmp(&self.ranks[b.project])) == Ordering::Less
            });
            if wins {
                best = Some((rival, price));
            }
        }
        self.slack.forget();
        evaluated.retain(|e| !gone.contains(&e.candidate.project));
        let Some((winner, price)) = best else {
            for left in evaluated.drain(..) {
                self.candidates.put(left.candidate);
            }
            return None;
        };
        evaluated.retain(|e| e.candidate.project != winner.candidate.project);
        let low = self.exact.fixed(&price, self.shift).unwrap_or(0);
        Some(Decision { winner, low, high: low.saturating_add(1), by: By::Exactly })
    }

    fn true_price(&mut self, of: &Evaluated) -> Option<TruePrice> {
        let high = self.find_high(of, self.guess_high(of));
        let known =
            Known { market: self.market, bought: &self.bought, places: &self.places, endowment: self.fixed };
        self.exact.price(&known, of.candidate.project, of.candidate.low, high)
    }
}
