//! What the vocabulary does not know: reads proposals as JSON lines and prints the words that no form covers, by how
//! many texts say them, then the share of texts in which nothing is understood. With `texts`: the
//! latter in full. With `heard`: which words were taken for which concept, and how often, to find false friends.
//! `cargo run --release -p matching --example gaps -- FILE [texts | heard]`

use matching::{Index, Vocabulary, lines};
use std::collections::{BTreeSet, HashMap};

fn main() {
    let Some(path) = std::env::args().nth(1) else {
        println!("which file?");
        return;
    };
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let (proposals, bad) = lines::proposals(&text);
    let index = Index::build(&Vocabulary::built_in(), &[], &[], &[]);
    let mode = std::env::args().nth(2).unwrap_or_default();
    let show = mode == "texts";
    let mut said: HashMap<String, usize> = HashMap::new();
    let mut texts: HashMap<String, usize> = HashMap::new();
    let mut silent = 0;
    for proposal in &proposals {
        let whole = format!("{}. {}", proposal.title, proposal.body);
        let understood = index.understood(&whole);
        for u in &understood {
            *said.entry(format!("{}\t{}", u.words, u.concept)).or_default() += 1;
        }
        let covered: BTreeSet<&str> = understood.iter().flat_map(|u| u.words.split(' ')).collect();
        let whole = whole.to_lowercase();
        let words: BTreeSet<&str> =
            whole.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 2).collect();
        for word in words.difference(&covered) {
            *texts.entry((*word).to_owned()).or_default() += 1;
        }
        if understood.is_empty() {
            silent += 1;
            if show {
                println!("{} | {} | {}", proposal.id, proposal.title, proposal.body);
            }
        }
    }
    if mode == "heard" {
        let mut said: Vec<_> = said.into_iter().collect();
        said.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        said.iter().take(4_000).for_each(|(words, n)| println!("{n}\t{words}"));
    } else if !show {
        let mut texts: Vec<_> = texts.into_iter().collect();
        texts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        texts.iter().take(1_500).for_each(|(word, n)| println!("{n}\t{word}"));
    }
    println!("{silent} of {} understood in nothing; {} lines not read", proposals.len(), bad.len());
}
