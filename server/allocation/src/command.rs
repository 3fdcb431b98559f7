//! `fulcrum allocate`, all but reading flags and opening files: options and a file's bytes in, text out.

use std::io::Read;
use std::time::Duration;

use num_bigint::BigInt;
use num_rational::BigRational;
use serde::{Deserialize, Serialize};

use crate::compare::{Preference, Votes};
use crate::completions::Completion;
use crate::election::{Election, Place};
use crate::explain::{explain_groups, explain_shares};
use crate::market::{Market, MarketError, Utility};
use crate::mes::{Endowment, MesError};
use crate::outcome::{Claimed, Comparison, Outcome, PartOutcome, Quotas};
use crate::pabulib::{Keep, ReadError, read_ballots, read_election};
use crate::quotas::{self, Quota};
use crate::report;
use crate::rule::{Bought, Rule, RuleError, Settings};
use crate::ties::Ties;
use crate::verify;

/// How results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// One JSON object.
    #[default]
    Json,
    /// Tables and sentences.
    Text,
}

/// What the flags of `fulcrum allocate` say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// `--rule`
    pub rule: Rule,
    /// `--utility`
    pub utility: Option<Utility>,
    /// `--completion`
    pub completion: Completion,
    /// `--ties`
    pub ties: Ties,
    /// `--seed`
    pub seed: u64,
    /// `--quota`
    pub quota: Option<Quota>,
    /// `--compare greedy`
    pub compare: Option<Preference>,
    /// `--explain`
    pub explain: bool,
    /// Whose share to explain: a `voter_id`.
    pub voter: Option<String>,
    /// `--format`
    pub format: Format,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            rule: Rule::Mes,
            utility: None,
            completion: Completion::Add1,
            ties: Ties::default(),
            seed: 0,
            quota: None,
            compare: None,
            explain: false,
            voter: None,
            format: Format::Json,
        }
    }
}

/// Why a command gives no result. The program exits with 2 and the reason.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// The file is wrong at a line and column.
    #[error("{0}")]
    Read(#[from] ReadError),
    /// The file of ballots is wrong at a line and column.
    #[error("the ballots, {0}")]
    Ballots(ReadError),
    /// The rule cannot decide this election.
    #[error("{0}")]
    Rule(#[from] RuleError),
    /// The rule cannot decide this election for an amount at a line and column.
    #[error("line {line}, column {column}: {error}", line = .place.line, column = .place.column)]
    Amount {
        /// Where it stands.
        place: Place,
        /// What is wrong with it.
        error: RuleError,
    },
    /// No ballot has the voter's id.
    #[error("there is no voter {0:?}")]
    NoVoter(String),
    /// Which rule explains what one voter paid.
    #[error("only equal shares without quotas charges each voter's share")]
    NoShares,
    /// The outcome to be checked is not one.
    #[error("the outcome at line {line}, column {column}: {reason}")]
    Outcome {
        /// Line of the outcome's file.
        line: usize,
        /// Column of that line.
        column: usize,
        /// What is wrong.
        reason: String,
    },
    /// The outcome names a project that the election does not have, or one twice.
    #[error("the outcome names {0:?}, which the election does not have, or names it twice")]
    Selected(String),
}

impl CommandError {
    /// Names the place in the election's file, if it is about an amount there.
    fn placed(self, election: &Election) -> Self {
        match self {
            Self::Rule(error) => match error.place(election) {
                Some(place) => Self::Amount { place, error },
                None => Self::Rule(error),
            },
            other => other,
        }
    }
}

impl From<MarketError> for CommandError {
    fn from(error: MarketError) -> Self {
        Self::Rule(error.into())
    }
}

impl From<MesError> for CommandError {
    fn from(error: MesError) -> Self {
        Self::Rule(error.into())
    }
}

/// Reads an election, decides it, and prints the outcome. `progress` is told the endowments tried and the cost so far.
///
/// # Errors
/// [`CommandError`] with the reason, and the line and column where the file is at fault.
pub fn run(
    options: &Options,
    file: impl Read,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<String, CommandError> {
    let election = read_election(file, Keep { voters: options.voter.is_some() })?;
    decide_and_print(options, &election, progress)
}

/// [`run`] with the ballots of a CSV file ([`read_ballots`]) in the place of the election's own.
///
/// # Errors
/// As from [`run`]; [`CommandError::Ballots`] where the CSV file is at fault.
pub fn run_with_ballots(
    options: &Options,
    file: impl Read,
    ballots: impl Read,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<String, CommandError> {
    let election = read_election(file, Keep::default())?;
    let keep = Keep { voters: options.voter.is_some() };
    let election = read_ballots(ballots, election, keep).map_err(CommandError::Ballots)?;
    decide_and_print(options, &election, progress)
}

fn decide_and_print(
    options: &Options,
    election: &Election,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<String, CommandError> {
    let outcome = decide(options, election, progress)?;
    Ok(match options.format {
        Format::Json => report::json(&outcome),
        Format::Text => report::text(election, &outcome),
    })
}

/// Decides an election.
///
/// # Errors
/// [`CommandError`] if the rule cannot decide it, or the voter to be told is not there.
pub fn decide(
    options: &Options,
    election: &Election,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Outcome, CommandError> {
    outcome(options, election, progress).map_err(|error| error.placed(election))
}

fn outcome(
    options: &Options,
    election: &Election,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Outcome, CommandError> {
    let settings = Settings { rule: options.rule, utility: options.utility, completion: options.completion };
    let ranks = options.ties.ranks(election, options.seed);
    let mut parts = options.quota.map(|quota| quotas::parts(election, quota));
    let Bought { mut selected, trace } = match &mut parts {
        None => settings.run(election, &ranks, progress)?,
        Some(parts) => quotas::run(election, parts, &settings, (options.ties, options.seed), progress)?,
    };
    let greedy = by_votes(election, &ranks)?;
    let voter = options.voter.as_ref().map(|id| find_voter(election, id)).transpose()?;
    let explanation = match &trace {
        _ if !options.explain && voter.is_none() => None,
        Some(trace) => {
            let market = Market::new(election, settings.utility_for(election.kind()))?;
            Some(explain_shares(&market, &ranks, (trace, &selected), &greedy, voter)?)
        }
        None if voter.is_some() && election.ballots.voters() > 0 => return Err(CommandError::NoShares),
        None => Some(explain_groups(election, &selected, &greedy)),
    };
    let quota = options.quota.zip(parts).map(|(by, parts)| with_parts(election, by, &parts, &selected));
    let comparison = options.compare.map(|preference| compare(election, preference, &selected, &greedy));
    if comparison.as_ref().is_some_and(|c| c.switched) {
        selected = greedy;
    }
    let is_mes = options.rule == Rule::Mes;
    let utility =
        settings.rule.has_utility() && (is_mes || options.rule == Rule::Bos || options.utility.is_some());
    Ok(Outcome {
        cost: election.amount(election.cost_of(&selected)).to_string(),
        budget: election.amount(election.budget).to_string(),
        exhaustive: election.is_exhaustive(&selected),
        selected: ids(election, &selected),
        rule: options.rule,
        utility: utility.then(|| settings.utility_for(election.kind())),
        completion: is_mes.then_some(options.completion),
        ties: options.ties,
        seed: (options.ties == Ties::CostVotesLot).then_some(options.seed),
        voters: election.ballots.voters(),
        projects: election.projects.len(),
        endowment: trace.map(|trace| fraction(election, trace.endowment)),
        quota,
        comparison,
        explanation,
    })
}

/// Reads an election and an outcome as JSON, checks the outcome, and prints what is found.
///
/// # Errors
/// [`CommandError`] where either is at fault.
pub fn verify(
    file: impl Read,
    outcome: impl Read,
    utility: Option<Utility>,
    format: Format,
) -> Result<String, CommandError> {
    let election = read_election(file, Keep::default())?;
    let claimed: Claimed = serde_json::from_reader(outcome).map_err(|e| CommandError::Outcome {
        line: e.line(),
        column: e.column(),
        reason: e.to_string(),
    })?;
    let selected = places(&election, &claimed.selected)?;
    let usual = Utility::usual_for(election.kind());
    let utility = utility.or(claimed.utility).filter(|u| u.fits(election.kind())).unwrap_or(usual);
    let verdict = verify::verify(&election, utility, &selected)
        .map_err(|error| CommandError::from(error).placed(&election))?;
    Ok(match format {
        Format::Json => report::json(&verdict),
        Format::Text => report::verdict(&verdict),
    })
}

/// How long one election takes.
#[derive(Clone, Debug, Serialize)]
pub struct Timing {
    /// Number of voters.
    pub voters: u64,
    /// Number of projects.
    pub projects: usize,
    /// Seconds to read the file.
    pub read: f64,
    /// Seconds for equal shares without completion, reading not counted.
    pub none: f64,
    /// Seconds for equal shares with add1, reading not counted.
    pub add1: f64,
}

/// Times an election with the usual utility, by a clock that tells the time since some moment.
///
/// # Errors
/// [`CommandError`] as from [`run`].
pub fn bench(file: impl Read, clock: &mut dyn FnMut() -> Duration) -> Result<Timing, CommandError> {
    let started = clock();
    let election = read_election(file, Keep::default())?;
    let read = clock();
    let mut timed = |completion| {
        let started = clock();
        let settings = Settings { rule: Rule::Mes, utility: None, completion };
        settings.run(&election, &Ties::Id.ranks(&election, 0), &mut |_, _| {})?;
        Ok::<f64, CommandError>(clock().saturating_sub(started).as_secs_f64())
    };
    Ok(Timing {
        none: timed(Completion::None)?,
        add1: timed(Completion::Add1)?,
        voters: election.ballots.voters(),
        projects: election.projects.len(),
        read: read.saturating_sub(started).as_secs_f64(),
    })
}

fn by_votes(election: &Election, ranks: &[u32]) -> Result<Vec<usize>, CommandError> {
    let settings = Settings { rule: Rule::Greedy, utility: None, completion: Completion::None };
    Ok(settings.run(election, ranks, &mut |_, _| {})?.selected)
}

fn find_voter(election: &Election, id: &str) -> Result<usize, CommandError> {
    let found = election.voter_ids.as_ref().and_then(|ids| ids.iter().position(|known| known == id));
    found.ok_or_else(|| CommandError::NoVoter(id.to_owned()))
}

fn ids(election: &Election, projects: &[usize]) -> Vec<String> {
    projects.iter().map(|&p| election.projects[p].id.clone()).collect()
}

/// The projects with these ids.
fn places(election: &Election, ids: &[String]) -> Result<Vec<usize>, CommandError> {
    let mut known: std::collections::HashMap<&str, usize> =
        election.projects.iter().enumerate().map(|(at, p)| (p.id.as_str(), at)).collect();
    ids.iter().map(|id| known.remove(id.as_str()).ok_or_else(|| CommandError::Selected(id.clone()))).collect()
}

fn compare(election: &Election, preference: Preference, rule: &[usize], greedy: &[usize]) -> Comparison {
    let votes = Votes::count(election, preference, rule, greedy);
    Comparison {
        preference,
        votes,
        rule_selected: ids(election, rule),
        greedy_selected: ids(election, greedy),
        greedy_cost: election.amount(election.cost_of(greedy)).to_string(),
        switched: votes.switches(),
    }
}

fn with_parts(election: &Election, by: Quota, parts: &[quotas::Part], selected: &[usize]) -> Quotas {
    let in_parts: usize = parts.iter().map(|part| part.selected.len()).sum();
    Quotas {
        by,
        parts: parts
            .iter()
            .map(|part| PartOutcome {
                name: part.name.clone(),
                budget: election.amount(part.budget).to_string(),
                cost: election.amount(election.cost_of(&part.selected)).to_string(),
                selected: ids(election, &part.selected),
            })
            .collect(),
        pooled: ids(election, &selected[in_parts..]),
    }
}

/// An endowment as a fraction of the currency, in lowest terms.
fn fraction(election: &Election, endowment: Endowment) -> String {
    let unit = BigInt::from(10_u8).pow(election.decimals);
    let numerator = BigInt::from(endowment.numerator);
    BigRational::new(numerator, BigInt::from(endowment.denominator) * unit).to_string()
}
