//! What a lever asks of those who use it, read from its own text: a sentence that says so, not a word that could.

use crate::reading::money;
use crate::text::LeverText;
use domain::reason::Condition;
use domain::taxonomy::LeverKind;

/// The conditions of a lever, those stated as data first, each once.
pub(crate) fn read(lever: &LeverText) -> Vec<Condition> {
    let text = lever.text.to_lowercase().replace('\u{2019}', "'");
    let sentences: Vec<&str> = sentences(&text).collect();
    let asks = |ask: &Ask| sentences.iter().any(|sentence| ask.is_made_in(sentence));
    let mut found = Vec::new();
    let ceiling = || if lever.kind == LeverKind::Finance { ceiling(&sentences) } else { None };
    if let Some(amount) = lever.cost_ceiling.or_else(ceiling) {
        found.push(Condition::CostCeiling { amount });
    }
    if lever.constituted_group || asks(&CONSTITUTED) {
        found.push(Condition::ConstitutedGroup);
    }
    if asks(&FOOD_HYGIENE) {
        found.push(Condition::FoodHygiene);
    }
    if asks(&OWN_TENANTS) {
        found.push(Condition::OwnTenants);
    }
    if let Some(at_least) = participants(&text) {
        found.push(Condition::Participants { at_least });
    }
    if asks(&INSURANCE) {
        found.push(Condition::Insurance);
    }
    if asks(&SAFEGUARDING) || asks(&CHECKS) {
        found.push(Condition::Safeguarding);
    }
    if let Some(weeks) = sentences.iter().find_map(|sentence| notice(sentence)) {
        found.push(Condition::Notice { weeks });
    }
    if asks(&NAMED_PERSON) {
        found.push(Condition::NamedPerson);
    }
    found
}

/// How a sentence asks for something: it names it, it asks, and nothing in it says that it is not asked of those who
/// come. Each is the beginning of a word or of some.
struct Ask {
    names: &'static [&'static str],
    /// One of these too; empty where naming it is asking for it.
    asking: &'static [&'static str],
    unless: &'static [&'static str],
}

impl Ask {
    fn is_made_in(&self, sentence: &str) -> bool {
        let any = |cues: &[&str]| cues.iter().any(|cue| begins_a_word(sentence, cue));
        any(self.names) && (self.asking.is_empty() || any(self.asking)) && !any(self.unless) && !any(WAIVERS)
    }
}

/// It is not asked, or somebody else sees to it.
const WAIVERS: &[&str] = &[
    "not need",
    "need not",
    "no need",
    "not require",
    "not have to",
    "don't have to",
    "don't need",
    "without a",
    "whether or not",
    "we provide",
    "we arrange",
    "we cover",
    "we help",
    "handled",
    "in-house",
    "helps",
    "help with",
    "help to",
    "become",
];

const CONSTITUTED: Ask = Ask {
    names: &[
        "constituted",
        "incorporated bod",
        "incorporated organi",
        "registered charities",
        "charities and cics",
        "charities, cics",
        "with a constitution",
        "governing document",
        "written constitution",
        "written rules",
        "charities only",
        "formal groups",
    ],
    asking: &[],
    // A lower price, a preference and "informal groups too" shut nobody out.
    unless: &[
        "informal",
        "unconstituted",
        "individual",
        "anyone",
        "rate",
        "discount",
        "reduced",
        "prefer",
        "priorit",
        "run by",
    ],
};

const FOOD_HYGIENE: Ask = Ask {
    names: &[
        "hygiene certificate",
        "food hygiene",
        "haccp",
        "food safety certificate",
        "registered food business",
        "hygiene rating",
    ],
    asking: &[
        "need",
        "require",
        "must",
        "with",
        "hold",
        "show",
        "proof",
        "evidence",
        "only",
        "provided that",
        "subject to",
        "registered",
    ],
    unless: &[
        "training", "trained", "course", "class", "teach", "taught", "learn", "coach", "inspect", "offer",
        "we ",
    ],
};

const OWN_TENANTS: Ask = Ask {
    names: &[
        "own tenants",
        "our tenants",
        "tenants only",
        "our residents only",
        "residents of our homes",
        "leaseholders only",
        "tenants and leaseholders",
        "our own homes",
        "living in our homes",
        "tenants' use",
    ],
    asking: &[],
    unless: &[
        "priorit",
        "not only",
        "not just",
        "as well as",
        "also",
        "open to all",
        "including",
        "neighbours",
    ],
};

const INSURANCE: Ask = Ask {
    names: &["public liability", "insurance", "insures", "insured"],
    asking: &[
        "must",
        "need",
        "require",
        "show",
        "sign",
        "bring",
        "own insurance",
        "proof",
        "evidence",
        "certificate",
        "insures",
        "apply",
        "subject to",
        "with public liability",
        "cover of",
    ],
    unless: &[
        "we insure",
        "coach",
        "advice",
        "included",
        "covered by",
        "insured by",
        "our insurance",
        "national insurance",
    ],
};

const SAFEGUARDING: Ask = Ask {
    names: &["safeguarding policy", "safeguarding declaration", "safeguarding lead"],
    asking: &[],
    unless: &["our safeguarding", "we ", "write", "writing", "training", "course", "template", "advice"],
};

const CHECKS: Ask = Ask {
    names: &["dbs"],
    asking: &["must", "need", "require", "subject to", "show", "evidence", "compulsory", "mandatory"],
    unless: &["dbs-checked", "dbs checked", "we ", "our ", "staff", "training", "free dbs"],
};

const NAMED_PERSON: Ask = Ask {
    names: &[
        "sponsor",
        "named asset owner",
        "key holder",
        "keyholder",
        "named lead",
        "named contact",
        "named supervisor",
        "responsible person",
        "named person",
    ],
    asking: &[
        "must",
        "need",
        "require",
        "have a",
        "supplies",
        "sign",
        "subject to",
        "conditional on",
        "nominate",
        "only with",
    ],
    unless: &["sponsorship", "fiscal sponsor", "find", "we ", "our "],
};

/// True where the cue stands at the beginning of a word: "informal groups" are no "formal groups".
fn begins_a_word(text: &str, cue: &str) -> bool {
    text.match_indices(cue).any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}

/// Pieces between full stops, semicolons and line ends; a stop inside a number ends nothing.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '!', '?', '\n'])
        .flat_map(|part| part.split(". "))
        .map(str::trim)
        .filter(|s| !s.is_empty())
}

/// The most a sentence about money gives: "up to £5,000", "maximum £5,000", "£500 to £5,000", "between £500 and £5,000".
fn ceiling(sentences: &[&str]) -> Option<u64> {
    let most = |sentence: &&str| {
        let led = LED_BY
            .iter()
            .flat_map(|cue| sentence.match_indices(cue).map(|(at, cue)| at + cue.len() - '£'.len_utf8()));
        let ranges = RANGES.iter().flat_map(|cue| {
            let begins = |at: usize| sentence[..at].rfind('£').is_some_and(|from| at - from < 12);
            sentence
                .match_indices(cue)
                .filter(move |(at, _)| begins(*at))
                .map(|(at, cue)| at + cue.len() - '£'.len_utf8())
        });
        led.chain(ranges)
            .filter(|at| !speaks_of_means(sentence, *at))
            .filter_map(|at| money(&sentence[at..]))
            .max()
    };
    sentences.iter().filter_map(most).max()
}

const LED_BY: &[&str] = &[
    "up to £",
    "maximum £",
    "maximum of £",
    "no more than £",
    "limit of £",
    "capped at £",
    "ceiling of £",
    "max £",
];
const RANGES: &[&str] = &[" to £", " and £", "–£", "-£", " – £", " - £"];

/// True where the sum is what somebody has or earns, not what is given.
fn speaks_of_means(sentence: &str, at: usize) -> bool {
    let from = sentence[..at].char_indices().rev().nth(45).map_or(0, |(at, _)| at);
    const MEANS: &[&str] = &[
        "income",
        "turnover",
        "savings",
        "earning",
        "earn",
        "salary",
        "wage",
        "reserves",
        "arrears",
        "owe",
        "worth",
        "contracts",
    ];
    MEANS.iter().any(|cue| begins_a_word(&sentence[from..at], cue))
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

/// "six weeks' notice", "28 days' notice"; not the notice that ends something.
fn notice(text: &str) -> Option<u32> {
    const ENDS: &[&str] =
        &["terminat", "ending", "end by", "ended", "quit", "vacate", "leave", "break", "either side"];
    if ENDS.iter().any(|cue| begins_a_word(text, cue)) {
        return None;
    }
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
mod tests;
