//! Levers, modules and proposals made by hand, and asking about them.

use domain::institutions::Remit;
use domain::taxonomy::{LeverKind, Skill, Strand};
use matching::text::{InstitutionText, LeverText, ModuleText, ProposalText};
use matching::{Evidence, Index, MOST_MATCHES, MOST_REASONS, Match, Vocabulary};
use std::sync::LazyLock;

pub static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::built_in);

/// A service for everybody, open, of the institution `i`.
pub fn lever(id: &str, title: &str, text: &str) -> LeverText {
    LeverText {
        id: id.into(),
        institution: "i".into(),
        kind: LeverKind::Service,
        title: title.into(),
        text: text.into(),
        themes: vec![],
        remit: Remit::Everywhere,
        cost_ceiling: None,
        constituted_group: false,
        capacity_left: None,
        open: true,
    }
}

/// A module that says what its title says.
pub fn module(id: &str, title: &str, skills: Vec<Skill>) -> ModuleText {
    ModuleText { id: id.into(), title: title.into(), text: title.into(), strand: Strand::Delivery, skills }
}

pub fn proposal(title: &str, body: &str) -> ProposalText {
    ProposalText { title: title.into(), body: body.into(), ..ProposalText::default() }
}

/// The ids of the levers that match, best first, before anybody answered.
pub fn ids(index: &Index, proposal: &ProposalText) -> Vec<String> {
    index.levers(proposal, &Evidence::default()).into_iter().map(|found| found.id).collect()
}

/// Matches are few, best first, and each has a score and reasons within bounds.
pub fn assert_in_bounds(found: &[Match]) {
    assert!(found.len() <= MOST_MATCHES);
    assert!(found.is_sorted_by(|a, b| a.score >= b.score), "best first");
    for one in found {
        assert!(one.score > 0.0 && one.score <= 1.0, "{}", one.score);
        assert!((1..=MOST_REASONS).contains(&one.reasons.len()), "{:?}", one.reasons);
    }
}

/// As [`Index::build`] with the built-in vocabulary, which is made ready once for all tests.
pub fn index(institutions: &[InstitutionText], levers: &[LeverText], modules: &[ModuleText]) -> Index {
    static EMPTY: LazyLock<Index> = LazyLock::new(|| Index::build(&VOCABULARY, &[], &[], &[]));
    let mut index = EMPTY.clone();
    institutions.iter().for_each(|i| index.put_institution(i));
    levers.iter().for_each(|l| index.put_lever(l));
    modules.iter().for_each(|m| index.put_module(m));
    index
}
