//! Fuzzing with the stable compiler: mutates our own collections and known nuisances from a seed, for so many seconds.
//! `cargo run --release -p matching --example fuzz -- SECONDS [SEED]`, or `make fuzz-matching`. What breaks a promise,
//! or takes more than two seconds of this thread's time on a processor, is kept as a file whose name is printed; `… --example fuzz -- FILE` runs it again.

#[path = "../fuzz/ask.rs"]
mod ask;

use cpu_time::ThreadTime;
use std::path::Path;
use std::time::{Duration, Instant};

const LONGEST: usize = 120_000;
/// Time that a busy machine takes for others is not counted.
const TOO_SLOW: Duration = Duration::from_secs(2);

fn main() {
    let first = std::env::args().nth(1).unwrap_or_else(|| "600".into());
    let Ok(seconds) = first.parse::<u64>() else {
        ask::ask(&std::fs::read(&first).unwrap_or_default());
        println!("{first}: no promise broken");
        return;
    };
    let seed = std::env::args().nth(2).and_then(|s| s.parse().ok()).unwrap_or(1);
    let pieces = pieces();
    let mut draw = Draw(seed);
    let begun = Instant::now();
    let (mut runs, mut slowest, mut broken) = (0_u64, Duration::ZERO, 0);
    while begun.elapsed() < Duration::from_secs(seconds) {
        let input = draw.input(&pieces);
        let started = ThreadTime::now();
        let held = std::panic::catch_unwind(|| ask::ask(&input)).is_ok();
        let took = started.elapsed();
        runs += 1;
        slowest = slowest.max(took);
        if !held || took > TOO_SLOW {
            broken += 1;
            let file = std::env::temp_dir().join(format!("matching-{seed}-{runs}"));
            let kept = std::fs::write(&file, &input).is_ok();
            println!(
                "{} in {took:?}: {} (kept: {kept})",
                if held { "slow" } else { "broken" },
                file.display()
            );
        }
    }
    println!("{runs} inputs from seed {seed}, {broken} broke a promise, the slowest took {slowest:?}");
    if broken > 0 {
        std::process::exit(1);
    }
}

/// What inputs are made of: lines of our own collections, and nuisances.
fn pieces() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/collection");
    let mut pieces: Vec<Vec<u8>> = NUISANCES.iter().map(|n| n.as_bytes().to_vec()).collect();
    for half in ["a", "b", "c", "d"] {
        for name in ["institutions", "levers", "modules", "proposals"] {
            let text =
                std::fs::read_to_string(folder.join(half).join(format!("{name}.jsonl"))).unwrap_or_default();
            pieces.extend(text.lines().map(|line| format!("{line}\n").into_bytes()));
        }
    }
    pieces
}

/// A linear congruential generator (Knuth's MMIX constants).
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }

    fn input(&mut self, pieces: &[Vec<u8>]) -> Vec<u8> {
        let mut input = Vec::new();
        for _ in 0..=self.below(12) {
            let piece = &pieces[self.below(pieces.len())];
            let times = if self.below(40) == 0 { self.below(2_000) } else { 1 };
            for _ in 0..times {
                input.extend_from_slice(piece);
            }
        }
        input.truncate(LONGEST);
        for _ in 0..self.below(10) {
            self.mutate(&mut input, pieces);
        }
        input.truncate(LONGEST);
        input
    }

    fn mutate(&mut self, input: &mut Vec<u8>, pieces: &[Vec<u8>]) {
        let at = self.below(input.len() + 1);
        let to = (at + self.below(60)).min(input.len());
        match self.below(7) {
            0 => drop(input.drain(at..to)),
            1 => {
                let copy = input[at..to].to_vec();
                let before = self.below(input.len() + 1);
                drop(input.splice(before..before, copy));
            }
            2 => {
                let piece = pieces[self.below(pieces.len())].clone();
                drop(input.splice(at..to, piece));
            }
            3 if at < input.len() => input[at] = self.below(256) as u8,
            4 if at < input.len() => input[at] ^= 1 << self.below(8),
            5 => {
                let nuisance = NUISANCES[self.below(NUISANCES.len())].bytes().collect::<Vec<_>>();
                drop(input.splice(at..at, nuisance));
            }
            _ => input.truncate(at),
        }
    }
}

const NUISANCES: &[&str] = &[
    "\u{0}",
    "\u{202e}",
    "\u{feff}",
    "\n",
    "\"",
    "\\u0000",
    "£",
    "£99999999999999999999",
    "€1 million",
    "up to £",
    " to £",
    "🙂",
    "👨‍👩‍👧‍👦",
    "e\u{301}\u{301}\u{301}",
    "ﷺ",
    "ß",
    "İ",
    "আমাদের রান্নাঘর দরকার",
    "działkę",
    "kitchen ",
    "kitchen kitchen kitchen ",
    "we need ",
    "no ",
    "not a ",
    "instead of ",
    "nowhere _ sit",
    "twelve enrolled learners",
    "six weeks' notice",
    "{\"id\":\"x\",\"title\":\"\",\"text\":\"\"}\n",
    "{\"id\":\"l\",\"institution\":\"i\",\"kind\":\"land\",\"remit\":{\"within\":{\"metres\":0}}}\n",
    "{\"id\":\"p\",\"title\":\"a kitchen\",\"text\":\"\",\"lat\":90,\"lon\":180,\"theme\":\"food\"}\n",
    "-1e999",
    "null",
    ",,,,",
    ".!?.!?",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
];
