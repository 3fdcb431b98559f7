//! Figures on the judged collection: all, by halves, with whole institutions left out, with bootstrap intervals.
//! `cargo run --release -p matching --example judged [-- MODE [a|b|c|d]]`: `lines` prints the ranking, `worst` what is
//! ranked worst, `read` what is understood of each text, `ablate` what each part is worth in every collection, `search`
//! looks for better weights on the first half and prints what they do on the second, `own` measures our own collections,
//! `set NAME=VALUE…` all collections with other weights. A second word, `a` to `d`, takes one of our own instead; `d` is
//! not read.

#[path = "../tests/matching/collection.rs"]
mod collection;
#[path = "../tests/matching/ranking.rs"]
mod ranking;

use collection::{Collection, Grades};
use matching::text::ProposalText;
use matching::{Evidence, Index, Vocabulary, Weights, lines};
use ranking::{Ranking, mean, ndcg};

/// Institutions whose levers had not been read when the vocabulary was first written.
const LEFT_OUT: &[&str] = &["di-03", "di-05", "di-07", "di-09", "di-11"];

fn main() {
    let which = std::env::args().nth(2).unwrap_or_default();
    let all = match which.as_str() {
        "a" | "b" | "c" | "d" => Some(Collection::own(&which)),
        _ => Collection::shared(),
    };
    match std::env::args().nth(1).as_deref() {
        Some("set") => return set(),
        Some("ablate") => return ablate(),
        _ => {}
    }
    let Some(all) = all else {
        println!("skipped: no data");
        return;
    };
    match std::env::args().nth(1).as_deref() {
        Some("own") => own(),
        Some("lines") => print_lines(&all),
        Some("worst") => worst(&all),
        Some("read") => read(&all),
        Some("search") => search(&all),
        _ => report(&all),
    }
}

/// The weights that may be set or searched for, by name.
const FIELDS: &[&str] = &[
    "links",
    "words",
    "theme",
    "institution",
    "about",
    "kind",
    "theme_tasks",
    "tasks",
    "mentions",
    "emphasis",
    "meeting",
    "coherence",
    "title",
    "usual",
    "tells",
    "means",
    "who",
    "subject",
    "task_step",
    "rarity",
];

fn field<'a>(w: &'a mut Weights, name: &str) -> Option<&'a mut f32> {
    Some(match name {
        "links" => &mut w.links,
        "words" => &mut w.words,
        "theme" => &mut w.theme,
        "institution" => &mut w.institution,
        "about" => &mut w.about,
        "kind" => &mut w.kind,
        "theme_tasks" => &mut w.theme_tasks,
        "tasks" => &mut w.tasks,
        "mentions" => &mut w.mentions,
        "emphasis" => &mut w.emphasis,
        "meeting" => &mut w.meeting,
        "coherence" => &mut w.coherence,
        "title" => &mut w.title,
        "usual" => &mut w.usual,
        "tells" => &mut w.tells,
        "means" => &mut w.means,
        "who" => &mut w.who,
        "subject" => &mut w.subject,
        "task_step" => &mut w.task_step,
        "rarity" => &mut w.rarity,
        "least_lever" => &mut w.least_lever,
        "least_module" => &mut w.least_module,
        "has_place" => &mut w.has_place,
        "beside_lever" => &mut w.beside_lever,
        "beside_module" => &mut w.beside_module,
        _ => return None,
    })
}

/// Every collection with each `NAME=VALUE` of the command line set, one after the other.
fn set() {
    let mut collections: Vec<(&str, Collection)> =
        Collection::shared().map(|c| ("shared", c)).into_iter().collect();
    collections.extend(["a", "b", "c", "d"].map(|half| (half, Collection::own(half))));
    let means = |weights: &Weights| {
        let mut line = String::new();
        for (name, all) in &collections {
            let ranking = all.rank(weights.clone());
            let of = |half: fn(&str) -> bool| {
                let levers = mean(&values(all, &all.lever_grades, &ranking, half, |r| &r.0));
                let modules = mean(&values(all, &all.module_grades, &ranking, half, |r| &r.1));
                format!("{levers:.3} {modules:.3}")
            };
            line += &format!("  {name} {} | {}", of(odd), of(|id| !odd(id)));
        }
        line
    };
    println!("{:>20}{}", "as it is", means(&Weights::default()));
    for setting in std::env::args().skip(2) {
        let mut weights = Weights::default();
        for part in setting.split(',') {
            if let Some((name, value)) = part.split_once('=')
                && let (Some(field), Ok(value)) = (field(&mut weights, name), value.parse())
            {
                *field = value;
            }
        }
        println!("{setting:>20}{}", means(&weights));
    }
}

/// Our own collections, with how many texts with nothing relevant were left alone.
fn own() {
    for name in ["a", "b", "c", "d"] {
        let all = Collection::own(name);
        let ranking = all.rank(Weights::default());
        let levers = values(&all, &all.lever_grades, &ranking, |_| true, |r| &r.0);
        let modules = values(&all, &all.module_grades, &ranking, |_| true, |r| &r.1);
        let none = |(p, _): &(&ProposalText, &Ranked)| !all.lever_grades.contains_key(&p.id);
        let none: Vec<_> = all.proposals.iter().zip(&ranking).filter(none).collect();
        let quiet = none.iter().filter(|(_, r)| r.0.is_empty()).count();
        println!("own {name}: levers {}  modules {}", interval(&levers), interval(&modules));
        println!("       left alone {quiet} of {}", none.len());
        let first = |grades: &Grades, pick: fn(&Ranked) -> &Vec<String>| {
            let hits = all.proposals.iter().zip(&ranking).filter_map(|(p, r)| {
                let strong = |id: &String| grades.get(&p.id)?.iter().find(|(t, g)| t == id && *g >= 2.0);
                let any = grades.get(&p.id)?.iter().any(|(_, g)| *g >= 2.0);
                any.then(|| f64::from(u8::from(pick(r).first().and_then(strong).is_some())))
            });
            mean(&hits.collect::<Vec<_>>())
        };
        let (levers, modules) = (first(&all.lever_grades, |r| &r.0), first(&all.module_grades, |r| &r.1));
        println!("       the first is graded 2 or better: levers {levers:.3}  modules {modules:.3}");
    }
}

fn odd(id: &str) -> bool {
    id.bytes().last().is_some_and(|b| b % 2 == 1)
}

fn report(all: &Collection) {
    let ranking = all.rank(Weights::default());
    type Half = fn(&str) -> bool;
    let halves: [(&str, Half); 3] = [("all", |_| true), ("first half", odd), ("second half", |id| !odd(id))];
    for (name, half) in halves {
        let levers = values(all, &all.lever_grades, &ranking, half, |r| &r.0);
        let modules = values(all, &all.module_grades, &ranking, half, |r| &r.1);
        println!("{name:>16}: levers {}  modules {}", interval(&levers), interval(&modules));
    }
    let part = left_out(all);
    let ranking = part.rank(Weights::default());
    let levers = values(&part, &part.lever_grades, &ranking, |_| true, |r| &r.0);
    println!("  institutions left out at first, all proposals: levers {}", interval(&levers));
    let levers = values(&part, &part.lever_grades, &ranking, |id| !odd(id), |r| &r.0);
    println!("  institutions left out at first, second half: levers {}", interval(&levers));
    let ranking = all.rank(Weights::default());
    for (proposal, (levers, modules)) in all.proposals.iter().zip(&ranking) {
        let none =
            (!all.lever_grades.contains_key(&proposal.id), !all.module_grades.contains_key(&proposal.id));
        if none.0 || (none.0 != levers.is_empty()) {
            println!(
                "  quiet? {} nothing relevant {:?}, matches {} {}",
                proposal.id,
                none,
                levers.len(),
                modules.len()
            );
        }
    }
}

/// Only the levers of those institutions.
fn left_out(all: &Collection) -> Collection {
    let levers: Vec<_> =
        all.levers.iter().filter(|l| LEFT_OUT.contains(&l.institution.as_str())).cloned().collect();
    let mut grades = all.lever_grades.clone();
    for grades in grades.values_mut() {
        grades.retain(|(target, _)| levers.iter().any(|l| l.id == *target));
    }
    Collection {
        institutions: all.institutions.clone(),
        levers,
        modules: all.modules.clone(),
        proposals: all.proposals.clone(),
        lever_grades: grades,
        module_grades: all.module_grades.clone(),
    }
}

/// Ids of levers and of modules, best first.
type Ranked = (Vec<String>, Vec<String>);

fn values(
    all: &Collection,
    grades: &Grades,
    ranking: &Ranking,
    of: fn(&str) -> bool,
    pick: fn(&Ranked) -> &Vec<String>,
) -> Vec<f64> {
    let pairs = all.proposals.iter().zip(ranking).filter(|(p, _)| of(&p.id));
    pairs.filter_map(|(p, r)| ndcg(pick(r), grades.get(&p.id)?)).collect()
}

/// Mean with the 95 % interval of 2,000 bootstrap samples (a fixed linear congruential generator draws).
fn interval(values: &[f64]) -> String {
    let mut state = 1_u64;
    let mut means: Vec<f64> = (0..2_000)
        .map(|_| {
            let draw = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                values[(state >> 33) as usize % values.len()]
            };
            mean(&std::iter::repeat_with(draw).take(values.len()).collect::<Vec<_>>())
        })
        .collect();
    means.sort_by(f64::total_cmp);
    format!("{:.3} [{:.3}, {:.3}] n={}", mean(values), means[50], means[1_949], values.len())
}

/// The proposals of the read half that are ranked worst, with what was found.
fn worst(all: &Collection) {
    let ranking = all.rank(Weights::default());
    let everything = std::env::args().nth(2).is_some();
    let mut rows = Vec::new();
    for (proposal, (levers, modules)) in
        all.proposals.iter().zip(&ranking).filter(|(p, _)| everything || odd(&p.id))
    {
        for (kind, found, grades) in [("L", levers, &all.lever_grades), ("M", modules, &all.module_grades)] {
            let Some(grades) = grades.get(&proposal.id) else { continue };
            let Some(value) = ndcg(found, grades) else { continue };
            let mut grades = grades.clone();
            grades.sort_by(|a, b| b.1.total_cmp(&a.1));
            let title = &proposal.title;
            rows.push((
                value,
                format!(
                    "{kind} {value:.2} {} {title}\n     got {:?}\n     want {grades:?}",
                    proposal.id,
                    &found[..found.len().min(6)]
                ),
            ));
        }
    }
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.iter().for_each(|(_, row)| println!("{row}"));
}

fn print_lines(all: &Collection) {
    let vocabulary = Vocabulary::built_in();
    let index = Index::build(&vocabulary, &all.institutions, &all.levers, &all.modules);
    for proposal in &all.proposals {
        let line = lines::answer(&index, proposal, &Evidence::default(), |_, found| found.reasons.clone());
        println!("{}", serde_json::to_string(&line).unwrap_or_default());
    }
}

/// What each part is worth: the mean change when it is taken away, over the same proposals, with its 95 % interval.
fn ablate() {
    let mut collections: Vec<(&str, Collection)> =
        Collection::shared().map(|c| ("judged by others", c)).into_iter().collect();
    collections.extend(["a", "b", "c", "d"].map(|half| (half, Collection::own(half))));
    for (name, all) in &collections {
        let whole = per_proposal(all, Weights::default());
        println!("| {name}: without | levers | modules |\n| --- | --- | --- |");
        println!("| nothing | {:.3} | {:.3} |", mean(&known(&whole.0)), mean(&known(&whole.1)));
        for (part, weights) in without() {
            let less = per_proposal(all, weights);
            let change = |with: &[Option<f64>], without: &[Option<f64>]| {
                let pairs = with.iter().zip(without).filter_map(|(w, o)| Some(o.as_ref()? - w.as_ref()?));
                interval(&pairs.collect::<Vec<_>>())
            };
            println!("| {part} | {} | {} |", change(&whole.0, &less.0), change(&whole.1, &less.1));
        }
    }
}

/// Each proposal's nDCG@5 of levers and of modules, where something is relevant.
fn per_proposal(all: &Collection, weights: Weights) -> (Vec<Option<f64>>, Vec<Option<f64>>) {
    let ranking = all.rank(weights);
    let value = |grades: &Grades, id: &str, found: &[String]| ndcg(found, grades.get(id)?);
    let of = |(p, (levers, modules)): (&ProposalText, &Ranked)| {
        (value(&all.lever_grades, &p.id, levers), value(&all.module_grades, &p.id, modules))
    };
    all.proposals.iter().zip(&ranking).map(of).unzip()
}

fn known(values: &[Option<f64>]) -> Vec<f64> {
    values.iter().copied().flatten().collect()
}

/// The parts, each by the weights that take it away.
fn without() -> Vec<(&'static str, Weights)> {
    let whole = Weights::default;
    vec![
        ("concepts", Weights { concepts: 0.0, least_lever: 0.0, ..whole() }),
        ("links between concepts", Weights { links: 0.0, least_lever: 0.0, ..whole() }),
        ("words", Weights { words: 0.0, ..whole() }),
        ("theme", Weights { theme: 0.0, ..whole() }),
        ("institution", Weights { institution: 0.0, ..whole() }),
        ("what the institution says of itself", Weights { about: 0.0, ..whole() }),
        ("what a lever's kind gives", Weights { kind: 0.0, ..whole() }),
        ("mood: asking counts as telling", Weights { tells: 1.0, ..whole() }),
        ("for whom", Weights { who: 0.0, ..whole() }),
        ("what stands beside a single word", Weights { coherence: 0.0, ..whole() }),
        ("rarity", Weights { rarity: 0.0, ..whole() }),
        ("own ground", Weights { own_ground: 1.0, ..whole() }),
        ("works want no room", Weights { has_place: 1.0, ..whole() }),
        ("tasks", Weights { tasks: 0.0, least_module: 0.0, ..whole() }),
        ("tasks usual in the theme", Weights { theme_tasks: 0.0, ..whole() }),
        ("the subject", Weights { subject: 0.0, ..whole() }),
        ("what matched levers ask for", Weights { asked: 0.0, ..whole() }),
    ]
}

/// What is understood of every text.
fn read(all: &Collection) {
    let index = Index::build(&Vocabulary::built_in(), &[], &[], &[]);
    let print = |id: &str, title: &str, text: &str| {
        let said: Vec<String> = index
            .understood(&format!("{title}. {text}"))
            .into_iter()
            .map(|u| format!("{}[{}]", u.concept, u.words))
            .collect();
        println!("{id} {title}: {}", said.join(" "));
    };
    all.levers.iter().for_each(|l| print(&l.id, &l.title, &l.text));
    all.modules.iter().for_each(|m| print(&m.id, &m.title, &m.text));
    all.proposals.iter().for_each(|p| print(&p.id, &p.title, &p.body));
}

/// A random walk over the weights that goes where the first half gets better.
fn search(all: &Collection) {
    let mut state = 7_u64;
    let mut rnd = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1_u64 << 24) as f32
    };
    let mut best = Weights::default();
    let score = |w: &Weights| {
        let ranking = all.rank(w.clone());
        let f = |half: fn(&str) -> bool| {
            (
                mean(&values(all, &all.lever_grades, &ranking, half, |r| &r.0)),
                mean(&values(all, &all.module_grades, &ranking, half, |r| &r.1)),
            )
        };
        (f(odd), f(|id| !odd(id)))
    };
    let mut top = score(&best);
    println!("{top:?}");
    let rounds = std::env::args().nth(3).and_then(|n| n.parse().ok()).unwrap_or(400);
    for _ in 0..rounds {
        let mut w = best.clone();
        for _ in 0..2 {
            let name = FIELDS[(rnd() * FIELDS.len() as f32) as usize % FIELDS.len()];
            if let Some(field) = field(&mut w, name) {
                *field *= 2.0_f32.powf(rnd() * 3.0 - 1.5);
            }
        }
        w.tells = w.tells.min(1.0);
        let s = score(&w);
        if s.0.0 + s.0.1 > top.0.0 + top.0.1 {
            top = s;
            best = w;
            println!("{top:?}");
        }
    }
    println!("{best:#?}");
}
