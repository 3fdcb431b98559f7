//! What both fuzzers do with bytes: any bytes as lines of institutions, levers, modules and proposals, filed, asked,
//! taken out again. Breaks a promise: panics.

use matching::similar::SimilarIndex;
use matching::text::ProposalText;
use matching::vocabulary::Edit;
use matching::{Evidence, Index, MOST_MATCHES, MOST_REASONS, Match, Vocabulary, lines};
use std::sync::LazyLock;

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::built_in);
static EMPTY: LazyLock<Index> = LazyLock::new(|| Index::build(&VOCABULARY, &[], &[], &[]));
static NOBODY: LazyLock<SimilarIndex> = LazyLock::new(|| SimilarIndex::new(&VOCABULARY));

/// Files and asks.
///
/// # Panics
/// When a promise of the crate does not hold for these bytes.
pub fn ask(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (mut proposals, _) = lines::proposals(&text);
    let (title, body) = text.split_once('\n').unwrap_or((&text, ""));
    proposals.push(ProposalText { title: title.into(), body: body.into(), ..ProposalText::default() });
    let mut index = EMPTY.clone();
    fill(&mut index, &text);
    let mut similar = NOBODY.clone();
    for proposal in proposals.iter().take(8) {
        let levers = index.levers(proposal, &Evidence::default());
        let modules = index.modules(proposal, &levers);
        holds(&levers);
        holds(&modules);
        assert_eq!(levers, index.levers(proposal, &Evidence::default()), "the same twice");
        let _ = index.understood(&proposal.title);
        similar.put(&proposal.id, &proposal.title, &proposal.body, proposal.point);
        let found = similar.like(&proposal.title, &proposal.body, proposal.point, 5);
        assert!(found.iter().all(|f| f.score.is_finite() && f.score > 0.0));
        assert!(similar.search(&proposal.title, 5).len() <= 5);
    }
    for proposal in &proposals {
        similar.remove(&proposal.id);
    }
    assert!(similar.is_empty());
    edit(&text);
}

fn fill(index: &mut Index, text: &str) {
    let (institutions, _) = lines::institutions(text);
    let (levers, _) = lines::levers(text);
    let (modules, _) = lines::modules(text);
    institutions.iter().for_each(|i| index.put_institution(i));
    levers.iter().for_each(|l| index.put_lever(l));
    modules.iter().for_each(|m| index.put_module(m));
    if let Some(lever) = levers.first() {
        let before = index.sizes();
        assert!(index.remove_lever(&lever.id));
        index.put_lever(lever);
        assert_eq!(index.sizes(), before);
    }
}

fn holds(found: &[Match]) {
    assert!(found.len() <= MOST_MATCHES);
    assert!(found.is_sorted_by(|a, b| a.score >= b.score), "best first");
    for one in found {
        assert!(one.score > 0.0 && one.score <= 1.0, "{}", one.score);
        assert!((1..=MOST_REASONS).contains(&one.reasons.len()), "{:?}", one.reasons);
    }
}

/// An edit is refused or applied, and never half.
fn edit(text: &str) {
    let mut words = text.split('"');
    let (Some(concept), Some(form)) = (words.next(), words.next()) else { return };
    let (concept, form) = (concept.to_owned(), form.to_owned());
    for edit in [
        Edit::AddForm { concept: "kitchen".into(), form: form.clone() },
        Edit::AddLink { from: concept.clone(), to: form.clone(), strength: 0.5 },
        Edit::AddConcept { key: concept, label: form, themes: vec![], forms: vec![], needs: vec![] },
    ] {
        let _ = VOCABULARY.with([&edit]);
    }
}
