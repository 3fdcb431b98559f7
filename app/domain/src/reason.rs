//! Why a lever or a module was matched to a proposal: data, so that the catalogue can say it in any language.

use crate::taxonomy::{Skill, Stage, Theme};
use serde::{Deserialize, Serialize};

/// One reason for a match, strongest first in a list. `kind` in JSON is [`Reason::kind`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// The proposal asks for `want`; the lever offers `offer`. Both are short noun phrases ("a kitchen").
    Need {
        want: String,
        offer: String,
    },
    /// Both are about the same thing, named by the vocabulary ("warm rooms").
    Topic {
        topic: String,
    },
    /// Both use the same telling words, as written in the lever or module.
    Words {
        words: Vec<String>,
    },
    Theme {
        theme: Theme,
    },
    /// A site of the institution is `metres` away, as the crow flies.
    Near {
        metres: u32,
        site: String,
    },
    /// The lever covers where the proposal is (`area` names it).
    Remit {
        area: String,
    },
    /// What the lever asks of the people who use it: not a no, something to prepare.
    Condition {
        condition: Condition,
    },
    /// The institution took on `yes` of `of` proposals like this one.
    Record {
        yes: u32,
        of: u32,
    },
    Mission {
        title: String,
    },
    /// The work behind the proposal takes this skill, which the module teaches (`task` says for what).
    Skill {
        skill: Skill,
        task: String,
    },
    /// A lever matched to the same proposal asks for what this module teaches.
    Asked {
        lever: String,
        condition: Condition,
    },
    /// The module fits the proposal's stage.
    Stage {
        stage: Stage,
    },
}

/// What a lever asks of a group before it can be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "asks", rename_all = "snake_case")]
pub enum Condition {
    /// At most this much, in whole units of the place's currency.
    CostCeiling {
        amount: u64,
    },
    /// A group with a constitution (and usually a bank account).
    ConstitutedGroup,
    Insurance,
    Safeguarding,
    FoodHygiene,
    /// At least this many people signed up.
    Participants {
        at_least: u32,
    },
    /// So many weeks' notice.
    Notice {
        weeks: u32,
    },
    /// People who live in the institution's homes, or on its land.
    OwnTenants,
    /// A named supervisor, key holder or sponsor.
    NamedPerson,
    /// Some other condition, in the lever's own words.
    Other {
        text: String,
    },
}

impl Reason {
    /// The key that the API and the CLI print as `kind`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Need { .. } => "need",
            Self::Topic { .. } => "topic",
            Self::Words { .. } => "words",
            Self::Theme { .. } => "theme",
            Self::Near { .. } => "near",
            Self::Remit { .. } => "remit",
            Self::Condition { .. } => "condition",
            Self::Record { .. } => "record",
            Self::Mission { .. } => "mission",
            Self::Skill { .. } => "skill",
            Self::Asked { .. } => "asked",
            Self::Stage { .. } => "stage",
        }
    }

    /// True when the reason asks something of the proposal's authors rather than speaking for the match.
    #[must_use]
    pub fn is_caution(&self) -> bool {
        matches!(self, Self::Condition { .. })
    }
}
