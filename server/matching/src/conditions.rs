//! What a lever asks of those who use it, read from its own text.

use crate::reading::money;
use crate::text::LeverText;
use domain::reason::Condition;
use domain::taxonomy::LeverKind;

/// The conditions of a lever, those stated as data first, each once.
pub(crate) fn read(lever: &LeverText) -> Vec<Condition> {
    let text = lever.text.to_lowercase();
    let says = |cues: &[&str]| cues.iter().any(|cue| text.contains(cue));
    let mut found = Vec::new();
    if let Some(amount) = lever.cost_ceiling.or_else(|| ceiling(lever, &text)) {
        found.push(Condition::CostCeiling { amount });
    }
    if lever.constituted_group || says(CONSTITUTED) {
        found.push(Condition::ConstitutedGroup);
    }
    if says(&[
        "hygiene certificate",
        "food hygiene",
        "haccp",
        "food safety certificate",
        "registered food business",
        "hygiene rating",
    ]) {
        found.push(Condition::FoodHygiene);
    }
    if says(&[
        "own tenants",
        "our tenants",
        "tenants only",
        "our residents only",
        "residents of our homes",
        "leaseholders only",
        "tenants and leaseholders",
        "our own homes",
        "living in our homes",
    ]) {
        found.push(Condition::OwnTenants);
    }
    if let Some(at_least) = participants(&text) {
        found.push(Condition::Participants { at_least });
    }
    if says(&[
        "public liability",
        "insurance certificate",
        "proof of insurance",
        "insures",
        "insurance required",
        "own insurance",
        "insured",
    ]) {
        found.push(Condition::Insurance);
    }
    if says(&["dbs", "safeguarding policy", "safeguarding declaration", "safeguarding lead"]) {
        found.push(Condition::Safeguarding);
    }
    if let Some(weeks) = notice(&text) {
        found.push(Condition::Notice { weeks });
    }
    if says(&[
        "sponsor",
        "named asset owner",
        "key holder",
        "keyholder",
        "named lead",
        "named contact",
        "named supervisor",
        "responsible person",
        "named person",
    ]) {
        found.push(Condition::NamedPerson);
    }
    found
}

const CONSTITUTED: &[&str] = &[
    "constituted",
    "incorporated bod",
    "incorporated organi",
    "registered charit",
    "charities and cics",
    "with a constitution",
    "governing document",
    "written constitution",
    "charities only",
    "formal groups",
    "charities, cics",
];

/// "up to £5,000", "maximum £5,000", "£500 to £5,000" in a lever that gives money.
fn ceiling(lever: &LeverText, text: &str) -> Option<u64> {
    if lever.kind != LeverKind::Finance {
        return None;
    }
    for cue in [
        "up to £",
        "maximum £",
        "maximum of £",
        "no more than £",
        "limit of £",
        "capped at £",
        "ceiling of £",
        "max £",
    ] {
        if let Some(at) = text.find(cue) {
            return money(&text[at..]);
        }
    }
    let (before, after) =
        text.split_once(" to £").or_else(|| text.split_once("–£")).or_else(|| text.split_once("-£"))?;
    let begins = before.rfind('£').is_some_and(|at| before.len() - at < 12);
    if begins { money(&format!("£{after}")) } else { None }
}

/// "twelve enrolled learners", "minimum of eight participants".
fn participants(text: &str) -> Option<u32> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.iter().enumerate().find_map(|(i, word)| {
        let whom = ["learners", "participants", "attendees", "members", "people", "residents", "households"];
        let at_least = number(word).filter(|n| (2..=500).contains(n))?;
        let before = words[i.saturating_sub(3)..i]
            .iter()
            .any(|w| ["minimum", "least", "needs", "requires"].contains(w));
        let after = words.get(i + 1..(i + 3).min(words.len()))?;
        let enrolled = after.iter().any(|w| ["enrolled", "signed"].contains(w));
        (after.iter().any(|w| whom.contains(w)) && (before || enrolled)).then_some(at_least)
    })
}

/// "six weeks' notice", "28 days' notice".
fn notice(text: &str) -> Option<u32> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|w| !w.is_empty())
        .collect();
    words.windows(3).find_map(|w| {
        let unit = w[1].trim_end_matches(['\'', '’']);
        let count = number(w[0])?;
        match (unit, w[2]) {
            ("week" | "weeks", "notice") => Some(count),
            ("month" | "months", "notice") => Some(count * 4),
            ("day" | "days", "notice") => Some(count.div_ceil(7)),
            _ => None,
        }
    })
}

fn number(word: &str) -> Option<u32> {
    const NAMES: &[&str] = &[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    NAMES
        .iter()
        .position(|name| *name == word)
        .map(|n| n as u32)
        .or_else(|| word.parse().ok())
        .filter(|n| *n < 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::institutions::Remit;

    fn lever(kind: LeverKind, text: &str) -> LeverText {
        LeverText {
            id: "l".into(),
            institution: "i".into(),
            kind,
            title: String::new(),
            text: text.into(),
            themes: vec![],
            remit: Remit::Everywhere,
            cost_ceiling: None,
            constituted_group: false,
            capacity_left: None,
            open: true,
        }
    }

    #[test]
    fn conditions_are_read_from_the_text() {
        let grant = lever(
            LeverKind::Finance,
            "Small awards of £300 to £2,000. Groups must be constituted; four weeks' notice.",
        );
        assert_eq!(
            read(&grant),
            [
                Condition::CostCeiling { amount: 2_000 },
                Condition::ConstitutedGroup,
                Condition::Notice { weeks: 4 }
            ]
        );
        let class = lever(LeverKind::Service, "A minimum of ten participants; tutors hold DBS clearance.");
        assert_eq!(read(&class), [Condition::Participants { at_least: 10 }, Condition::Safeguarding]);
        assert_eq!(read(&lever(LeverKind::Land, "Rooms to hire for £12 to £20 an hour.")), []);
    }
}
