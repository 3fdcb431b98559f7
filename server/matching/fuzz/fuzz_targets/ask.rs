//! Any bytes as lines of levers, modules and proposals, filed and asked. `cargo +nightly fuzz run ask`.
//! `tests/hostile.rs` does the same for a bounded number of made-up texts with the stable compiler.
#![no_main]

use libfuzzer_sys::fuzz_target;
use matching::similar::SimilarIndex;
use matching::text::ProposalText;
use matching::{Evidence, Index, Vocabulary, lines};
use std::sync::LazyLock;

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::built_in);

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let (institutions, _) = lines::institutions(&text);
    let (levers, _) = lines::levers(&text);
    let (modules, _) = lines::modules(&text);
    let (mut proposals, _) = lines::proposals(&text);
    let index = Index::build(&VOCABULARY, &institutions, &levers, &modules);
    let (title, body) = text.split_once('\n').unwrap_or((&text, ""));
    proposals.push(ProposalText { title: title.into(), body: body.into(), ..ProposalText::default() });
    let mut similar = SimilarIndex::new(&VOCABULARY);
    for proposal in &proposals {
        let found = index.levers(proposal, &Evidence::default());
        let taught = index.modules(proposal, &found);
        assert!(found.iter().chain(&taught).all(|m| !m.reasons.is_empty() && m.reasons.len() <= 4));
        similar.put(&proposal.id, &proposal.title, &proposal.body, proposal.point);
        let _ = similar.like(&proposal.title, &proposal.body, proposal.point, 5);
        let _ = similar.search(&proposal.title, 5);
    }
});
