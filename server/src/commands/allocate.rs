//! `fulcrum allocate`: shares out a fund by a file of ballots. Flags and files only; the engine decides.

use allocation::command::{self, CommandError, Format, Options};
use allocation::compare::Preference;
use allocation::completions::Completion;
use allocation::market::Utility;
use allocation::quotas::Quota;
use allocation::rule::Rule;
use allocation::ties::Ties;
use clap::{Args, Subcommand};
use indicatif::ProgressBar;
use serde::de::DeserializeOwned;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Shares out a fund by a Pabulib file of ballots, exactly; exits 2 with the reason for a file it cannot decide.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, arg_required_else_help = true)]
pub(super) struct Allocate {
    #[command(subcommand)]
    other: Option<Other>,
    #[command(flatten)]
    decide: Decide,
}

#[derive(Debug, Subcommand)]
enum Other {
    /// Checks an outcome: feasible, exhaustive, priceable, EJR up to one, with certificates.
    Verify {
        file: PathBuf,
        /// The outcome, as JSON with `selected`.
        #[arg(long)]
        outcome: PathBuf,
        /// cost, cardinality, points or borda
        #[arg(long, value_parser = key::<Utility>)]
        utility: Option<Utility>,
        /// json or text
        #[arg(long, value_parser = key::<Format>, default_value = "json")]
        format: Format,
    },
    /// Times equal shares over every .pb file of a folder.
    Bench { folder: PathBuf },
}

#[derive(Debug, Args)]
struct Decide {
    /// A Pabulib file
    file: Option<PathBuf>,
    /// A CSV file of ballots in the place of the file's own: columns vote, and points, voter_id, voters
    #[arg(long)]
    ballots: Option<PathBuf>,
    /// greedy, greedy-no-skip, greedy-threshold, mes, phragmen, maximin or bos
    #[arg(long, value_parser = key::<Rule>, default_value = "mes")]
    rule: Rule,
    /// cost, cardinality, points or borda [default: what suits the ballots]
    #[arg(long, value_parser = key::<Utility>)]
    utility: Option<Utility>,
    /// none, add1, add1-integral, add1u, increase, epsilon or utilitarian
    #[arg(long, value_parser = key::<Completion>, default_value = "add1")]
    completion: Completion,
    /// id, id-reversed, cost-votes-id or cost-votes-lot
    #[arg(long, value_parser = key::<Ties>, default_value = "cost-votes-lot")]
    ties: Ties,
    /// The lot's seed, with `--ties cost-votes-lot`
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// A rule for each district or category, what is left pooled
    #[arg(long, value_parser = key::<Quota>)]
    quota: Option<Quota>,
    /// The comparison step: greedy, where more voters prefer it
    #[arg(long, value_name = "greedy")]
    compare: Option<Against>,
    /// Each round, each loser, shares by district and theme
    #[arg(long)]
    explain: bool,
    /// Where one voter's share went, by their id in the file
    #[arg(long)]
    voter: Option<String>,
    /// json or text
    #[arg(long, value_parser = key::<Format>, default_value = "json")]
    format: Format,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Against {
    Greedy,
}

impl Allocate {
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let printed = match (&self.other, &self.decide.file) {
            (Some(Other::Verify { file, outcome, utility, format }), _) => {
                open(file).and_then(|file| open(outcome).map(|outcome| (file, outcome))).and_then(
                    |(file, outcome)| command::verify(file, outcome, *utility, *format).map_err(|e| said(&e)),
                )
            }
            (Some(Other::Bench { folder }), _) => bench(folder),
            (None, Some(file)) => self.decide.run(file),
            (None, None) => Err("which file? See fulcrum allocate --help".to_owned()),
        };
        match printed {
            Ok(text) => {
                println!("{}", text.trim_end());
                Ok(ExitCode::SUCCESS)
            }
            Err(reason) => {
                eprintln!("fulcrum: {reason}");
                Ok(ExitCode::from(2))
            }
        }
    }
}

impl Decide {
    fn run(&self, file: &Path) -> Result<String, String> {
        let options = Options {
            rule: self.rule,
            utility: self.utility,
            completion: self.completion,
            ties: self.ties,
            seed: self.seed,
            quota: self.quota,
            compare: self.compare.map(|Against::Greedy| Preference::default()),
            explain: self.explain,
            voter: self.voter.clone(),
            format: self.format,
        };
        let bar = ProgressBar::new_spinner();
        bar.enable_steady_tick(Duration::from_millis(200));
        let told = self.told(&options, file, &mut |tried, cost| {
            bar.set_message(format!("{tried} endowments tried, {cost} spent"));
        });
        bar.finish_and_clear();
        told
    }

    fn told(
        &self,
        options: &Options,
        file: &Path,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<String, String> {
        let read = open(file)?;
        let told = match &self.ballots {
            None => command::run(options, read, progress),
            Some(ballots) => command::run_with_ballots(options, read, open(ballots)?, progress),
        };
        told.map_err(|error| match (&error, &self.ballots) {
            (CommandError::Ballots(error), Some(ballots)) => format!("{}: {error}", ballots.display()),
            _ => format!("{}: {}", file.display(), said(&error)),
        })
    }
}

/// One line a file: voters, projects, seconds to read and to decide without completion and with add1.
fn bench(folder: &Path) -> Result<String, String> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "pb"))
        .collect();
    files.sort();
    let began = Instant::now();
    let mut lines = vec!["voters\tprojects\tread\tnone\tadd1\tfile".to_owned()];
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        lines.push(match command::bench(open(&path)?, &mut || began.elapsed()) {
            Ok(t) => {
                format!("{}\t{}\t{:.4}\t{:.4}\t{:.4}\t{name}", t.voters, t.projects, t.read, t.none, t.add1)
            }
            Err(error) => format!("-\t-\t-\t-\t-\t{name}: {}", said(&error)),
        });
    }
    Ok(lines.join("\n"))
}

fn open(path: &Path) -> Result<File, String> {
    File::open(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn said(error: &CommandError) -> String {
    error.to_string()
}

/// A flag's value by the engine's own key for it.
fn key<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_value(text.into()).map_err(|error| error.to_string())
}
