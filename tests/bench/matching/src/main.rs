//! How fast matching is, one core, beside tantivy's BM25 top-10 on the same texts in the same run.
//! `cargo run --release` in this folder; reads the texts from `FULCRUM_DATA` (default `../shared/data` beside the
//! checkout). Many levers and proposals are made by recombining sentences of those texts with a fixed generator.
//! Times are the thread's own CPU time, so that what else the machine does counts little; each index is built in a
//! process of its own, so that its memory is its own.

use cpu_time::ThreadTime;
use matching::similar::SimilarIndex;
use matching::text::{InstitutionText, LeverText, ModuleText, ProposalText};
use matching::{Change, Evidence, Index, Kept, Vocabulary, lines};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

const LEVERS: usize = 10_000;
const MODULES: usize = 1_000;
const PROPOSALS: usize = 100_000;
const ASKED: usize = 1_000;
/// Proposals matched anew at a time after a lever changed, and how many times that is tried.
const STEP: usize = 100;
const STEPS: usize = 30;
/// What is stored of the levers that match a proposal.
const KEPT: Kept = Kept { most: 5, near: 0.6 };

fn main() {
    let Some(part) = std::env::args().nth(1) else {
        let myself = std::env::current_exe().expect("this program");
        for part in ["similar", "match"] {
            let ended = std::process::Command::new(&myself).arg(part).status().expect("begun");
            assert!(ended.success(), "{part} failed");
        }
        return;
    };
    let data = std::env::var_os("FULCRUM_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data"), PathBuf::from);
    let Some(texts) = Texts::load(&data) else {
        println!("skipped: no data in {}", data.display());
        return;
    };
    let mut draw = Draw(1);
    let levers = texts.levers(&mut draw);
    let modules = texts.modules(&mut draw);
    let proposals = texts.proposals(&mut draw);
    if part == "similar" {
        similar_speed(&proposals);
    } else {
        matching_speed(&texts, &levers, &modules, &proposals);
    }
}

fn matching_speed(texts: &Texts, levers: &[LeverText], modules: &[ModuleText], proposals: &[ProposalText]) {
    let before = resident();
    let begun = ThreadTime::now();
    let index = Index::build(&Vocabulary::built_in(), &texts.institutions, levers, modules);
    println!(
        "index of {LEVERS} levers and {MODULES} modules: built in {:?}, {} MB",
        begun.elapsed(),
        resident() - before
    );
    let evidence = Evidence::default();
    let asked = &proposals[..ASKED];
    let whole = timed(asked, |p| {
        let (levers, modules) = index.matches(p, &evidence);
        levers.len() + modules.len()
    });
    let only = timed(asked, |p| index.levers(p, &evidence).len());
    let bare = tantivy_speed(levers, asked);
    println!("levers and modules with reasons: {}", figures(&whole));
    println!("levers with reasons:             {}", figures(&only));
    println!("tantivy BM25 top 10 of levers:   {}", figures(&bare));
    println!("median over tantivy's: {:.1}", median(&whole).as_secs_f64() / median(&bare).as_secs_f64());
    after_a_change(index, levers, proposals);
}

/// A lever's text changes: it is put anew into the index, every proposal is read and asked whether that can touch it, and
/// those that it can are matched anew, both a step at a time. Between two steps anything else may run; what is asked
/// meanwhile asks the index as it is, which nobody locks.
fn after_a_change(mut index: Index, levers: &[LeverText], proposals: &[ProposalText]) {
    let begun = ThreadTime::now();
    levers.iter().take(1_000).for_each(|lever| index.put_lever(lever));
    println!("putting a changed lever: {:?} each", begun.elapsed() / 1_000);
    let before = Arc::new(index);
    let shown =
        |p| KEPT.of(before.matches(p, &Evidence::default()).0).into_iter().map(|found| found.id).collect();
    let shown: Vec<Vec<String>> = proposals.iter().map(shown).collect();
    for at in [0, LEVERS / 2, LEVERS - 1] {
        let retold = LeverText { text: levers[(at + 1) % LEVERS].text.clone(), ..levers[at].clone() };
        let mut after = Index::clone(&before);
        after.put_lever(&retold);
        one_change(&Arc::clone(&before), Arc::new(after), &retold.id, proposals, &shown);
    }
    let evidence = Evidence::default();
    let spread: Vec<&[ProposalText]> =
        proposals.chunks(STEP).step_by(PROPOSALS / STEP / STEPS).take(STEPS).collect();
    let steps = timed(&spread, |step| step.iter().map(|p| before.matches(p, &evidence).0.len()).sum());
    println!("matching anew, a step of {STEP}: {}", figures(&steps));
    let mean = steps.iter().sum::<Duration>() / STEPS as u32;
    println!("all {PROPOSALS} anew: {:.0?} of one core", mean * (PROPOSALS / STEP) as u32);
}

fn one_change(
    before: &Arc<Index>,
    after: Arc<Index>,
    lever: &str,
    proposals: &[ProposalText],
    shown: &[Vec<String>],
) {
    let evidence = Evidence::default();
    let begun = ThreadTime::now();
    let change = Change::between(Arc::clone(before), Arc::clone(&after), &[lever.to_owned()], KEPT);
    let made = begun.elapsed();
    let begun = ThreadTime::now();
    let touched: Vec<&ProposalText> = proposals
        .iter()
        .zip(shown)
        .filter(|(p, shown)| change.touches(p, &evidence, shown))
        .map(|(p, _)| p)
        .collect();
    let asked = begun.elapsed();
    let begun = ThreadTime::now();
    touched.iter().for_each(|p| {
        std::hint::black_box(after.matches(p, &evidence));
    });
    println!(
        "a lever's text changed (all touched: {}): compared in {made:.1?}, {PROPOSALS} asked in {asked:.1?}, the {} touched \
         matched anew in {:.1?}",
        change.touches_all(),
        touched.len(),
        begun.elapsed()
    );
}

fn similar_speed(proposals: &[ProposalText]) {
    let before = resident();
    let begun = ThreadTime::now();
    let mut index = SimilarIndex::new(&Vocabulary::built_in());
    proposals.iter().for_each(|p| index.put(&p.id, &p.title, &p.body, p.point));
    println!(
        "similar index of {PROPOSALS} proposals: built in {:?}, {} MB",
        begun.elapsed(),
        resident() - before
    );
    let asked = &proposals[..ASKED];
    println!("similar: {}", figures(&timed(asked, |p| index.like(&p.title, &p.body, None, 10).len())));
    let box_of = |p: &ProposalText| p.title.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
    println!("search:  {}", figures(&timed(asked, |p| index.search(&box_of(p), 10).len())));
}

/// tantivy as it comes, with its English stemmer, asked for any of the proposal's words.
fn tantivy_speed(levers: &[LeverText], asked: &[ProposalText]) -> Vec<Duration> {
    use tantivy::collector::TopDocs;
    use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
    use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
    use tantivy::{Index, TantivyDocument, Term};
    let mut schema = Schema::builder();
    let stemmed =
        TextFieldIndexing::default().set_tokenizer("en_stem").set_index_option(IndexRecordOption::WithFreqs);
    let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(stemmed));
    let index = Index::create_in_ram(schema.build());
    let mut writer = index.writer_with_num_threads(1, 50_000_000).expect("a writer");
    for lever in levers {
        let mut doc = TantivyDocument::new();
        doc.add_text(text, format!("{} {}", lever.title, lever.text));
        writer.add_document(doc).expect("added");
    }
    writer.commit().expect("committed");
    let reader = index.reader().expect("a reader");
    let searcher = reader.searcher();
    let mut tokens = index.tokenizers().get("en_stem").expect("the stemmer");
    asked
        .iter()
        .map(|proposal| {
            let begun = ThreadTime::now();
            let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
            let whole = format!("{} {}", proposal.title, proposal.body);
            tokens.token_stream(&whole).process(&mut |token| {
                let term = Term::from_field_text(text, &token.text);
                clauses.push((Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))));
            });
            let found =
                searcher.search(&BooleanQuery::new(clauses), &TopDocs::with_limit(10).order_by_score());
            std::hint::black_box(found.expect("searched"));
            begun.elapsed()
        })
        .collect()
}

fn timed<T>(asked: &[T], mut ask: impl FnMut(&T) -> usize) -> Vec<Duration> {
    asked.iter().take(10).for_each(|one| {
        std::hint::black_box(ask(one));
    });
    let one = |one: &T| {
        let begun = ThreadTime::now();
        std::hint::black_box(ask(one));
        begun.elapsed()
    };
    asked.iter().map(one).collect()
}

fn median(times: &[Duration]) -> Duration {
    at(times, 0.5)
}

fn at(times: &[Duration], share: f64) -> Duration {
    let mut times = times.to_vec();
    times.sort();
    times[((times.len() - 1) as f64 * share) as usize]
}

fn figures(times: &[Duration]) -> String {
    format!("median {:?}, p95 {:?}, p99 {:?}", median(times), at(times, 0.95), at(times, 0.99))
}

/// Megabytes this process holds.
fn resident() -> i64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: i64 = statm.split(' ').nth(1).and_then(|p| p.parse().ok()).unwrap_or(0);
    pages * 4096 / 1_000_000
}

/// A fixed linear congruential generator (Knuth's MMIX constants).
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

struct Texts {
    institutions: Vec<InstitutionText>,
    levers: Vec<LeverText>,
    modules: Vec<ModuleText>,
    proposals: Vec<ProposalText>,
    sentences: Vec<String>,
}

impl Texts {
    fn load(data: &Path) -> Option<Self> {
        let read = |name: &str| std::fs::read_to_string(data.join(name)).ok();
        let levers = lines::levers(&read("matching/levers.jsonl")?).0;
        let modules = lines::modules(&read("matching/modules.jsonl")?).0;
        let sentences = levers.iter().flat_map(|l| l.text.split(". ")).map(str::to_owned).collect();
        let mut proposals = lines::proposals(&read("matching/proposals.jsonl")?).0;
        proposals.extend(lines::proposals(&read("proposals/proposals.jsonl")?).0);
        let institutions = lines::institutions(&read("matching/institutions.jsonl")?).0;
        Some(Self { institutions, levers, modules, proposals, sentences })
    }

    /// Three sentences of levers and one of a proposal each, so that the words are as many as in life.
    fn levers(&self, draw: &mut Draw) -> Vec<LeverText> {
        let make = |i: usize| {
            let mut lever = draw.of(&self.levers).clone();
            let other: String = draw.of(&self.proposals).body.chars().take(120).collect();
            let parts = [draw.of(&self.sentences), draw.of(&self.sentences), draw.of(&self.sentences)];
            lever.text = format!("{}. {}. {}. {other}", parts[0], parts[1], parts[2]);
            lever.title = format!("{} {i}", lever.title);
            lever.id = format!("l{i}");
            lever
        };
        (0..LEVERS).map(make).collect()
    }

    fn modules(&self, draw: &mut Draw) -> Vec<ModuleText> {
        let make = |i: usize| {
            let mut module = draw.of(&self.modules).clone();
            module.id = format!("m{i}");
            module.text = format!("{} {}", module.text, draw.of(&self.modules).text);
            module
        };
        (0..MODULES).map(make).collect()
    }

    /// The real ones first, then each again with words of another.
    fn proposals(&self, draw: &mut Draw) -> Vec<ProposalText> {
        let make = |i: usize| {
            let mut proposal = self.proposals[i % self.proposals.len()].clone();
            if i >= self.proposals.len() {
                let other: String = draw.of(&self.proposals).body.chars().take(160).collect();
                proposal.body = format!("{} {other}", proposal.body);
            }
            proposal.id = format!("{i:032}");
            proposal
        };
        (0..PROPOSALS).map(make).collect()
    }
}
