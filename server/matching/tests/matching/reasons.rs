//! A reason is true of its two texts: each kind is held against the texts and the data that it speaks of, on our own
//! collections with places, remits and earlier answers put to them.

use crate::collection::Collection;
use crate::made::{self, VOCABULARY, lever, proposal};
use domain::institutions::Remit;
use domain::places::{NeighbourhoodName, Position};
use domain::reason::{Condition, Reason};
use domain::taxonomy::{LeverKind, Theme};
use matching::text::{InstitutionText, LeverText, ModuleText, ProposalText, Site};
use matching::{Evidence, Index, MOST_REASONS, Match, Tally};
use std::collections::HashSet;

/// A town with everything in it.
struct Town {
    all: Collection,
    index: Index,
    evidence: Evidence,
    /// Answers by lever, whatever the theme.
    answers: Vec<(String, Theme, Tally)>,
}

/// One of our own collections, its institutions, ideas and remits spread over four neighbourhoods and a few streets.
fn town(half: &str) -> Town {
    let mut all = Collection::own(half);
    let spot =
        |i: usize| Position { lon: -0.02 + 0.004 * (i % 9) as f64, lat: 51.5 + 0.003 * (i % 7) as f64 };
    let area = |i: usize| ["north", "south", "east", "west"][i % 4].to_owned();
    for (i, institution) in all.institutions.iter_mut().enumerate() {
        institution.sites = vec![
            Site { name: format!("{} house", institution.name), position: spot(i) },
            Site { name: format!("{} annexe", institution.name), position: spot(i * 5 + 3) },
        ];
    }
    for (i, proposal) in all.proposals.iter_mut().enumerate() {
        proposal.point = (i % 5 != 0).then(|| spot(i * 3 + 1));
        let slug = area(i);
        proposal.neighbourhood = (i % 6 != 0).then(|| NeighbourhoodName { name: slug.to_uppercase(), slug });
    }
    let (mut evidence, mut answers) = (Evidence::default(), Vec::new());
    for (i, lever) in all.levers.iter_mut().enumerate() {
        lever.remit = match i % 3 {
            0 => Remit::Neighbourhoods { slugs: vec![area(i), area(i + 1)] },
            1 => Remit::Within { metres: 2_500 },
            _ => Remit::Everywhere,
        };
        let theme = Theme::ALL[i % Theme::ALL.len()];
        let tally = Tally { confirmed: i as u32 % 6, dismissed: i as u32 % 4, answered: 9 };
        evidence.add(&lever.id, theme, tally);
        answers.push((lever.id.clone(), theme, tally));
    }
    let index = made::index(&all.institutions, &all.levers, &all.modules);
    Town { all, index, evidence, answers }
}

/// The labels and wants of what the matcher reads in a title and a text.
fn spoken_of(index: &Index, title: &str, text: &str) -> HashSet<String> {
    let understood = [title, text].map(|part| index.understood(part)).concat();
    let concepts = understood.iter().filter_map(|u| VOCABULARY.concept(&u.concept));
    concepts.flat_map(|c| [Some(c.label.clone()), c.want.clone()]).flatten().collect()
}

/// The great circle between two points in metres (the haversine formula), reckoned apart from the crate.
fn metres(a: Position, b: Position) -> f64 {
    let (from, to) = (a.lat.to_radians(), b.lat.to_radians());
    let (north, east) = ((to - from) / 2.0, (b.lon - a.lon).to_radians() / 2.0);
    let h = north.sin().powi(2) + from.cos() * to.cos() * east.sin().powi(2);
    2.0 * 6_371_008.8 * h.sqrt().asin()
}

fn words_of(text: &str) -> Vec<String> {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
}

/// What levers of a kind give by its name alone.
fn stated(kind: LeverKind) -> &'static [&'static str] {
    match kind {
        LeverKind::Employment => &["jobs"],
        LeverKind::Finance => &["a grant"],
        LeverKind::Convening => &["somebody to bring everyone to the table"],
        LeverKind::Volunteering => &["volunteers"],
        LeverKind::Ownership => &["community ownership"],
        _ => &[],
    }
}

impl Town {
    fn holds_for_a_lever(&self, proposal: &ProposalText, lever: &LeverText, reason: &Reason) -> bool {
        let own = format!("{}. {}", lever.title, lever.text);
        let asked = spoken_of(&self.index, &proposal.title, &proposal.body);
        let offered = spoken_of(&self.index, &lever.title, &lever.text);
        match reason {
            Reason::Need { want, offer } => {
                asked.contains(want)
                    && (offered.contains(offer) || stated(lever.kind).contains(&offer.as_str()))
            }
            Reason::Topic { topic } => asked.contains(topic) && offered.contains(topic),
            Reason::Words { words } => words.iter().all(|word| words_of(&own).contains(word)),
            Reason::Theme { theme } => proposal.theme == Some(*theme),
            Reason::Near { metres: said, site } => {
                let home = self.all.institutions.iter().find(|i| i.id == lever.institution);
                let sites = home.map(|i| i.sites.as_slice()).unwrap_or_default();
                let away = |s: &Site| proposal.point.map_or(f64::MAX, |point| metres(s.position, point));
                let nearest = sites.iter().map(away).fold(f64::MAX, f64::min);
                let named = sites.iter().find(|s| s.name == *site).map_or(f64::MAX, away);
                // The earth is no ball: half a per cent.
                (f64::from(*said) - named).abs() <= 1.0 + named * 0.005
                    && named <= nearest + 1.0
                    && *said <= 1_200
            }
            Reason::Remit { area } => match (&lever.remit, &proposal.neighbourhood) {
                (Remit::Neighbourhoods { slugs }, Some(here)) => {
                    slugs.contains(&here.slug) && here.name == *area
                }
                _ => false,
            },
            Reason::Condition { condition } => match condition {
                Condition::CostCeiling { amount } => {
                    lever.cost_ceiling == Some(*amount)
                        || lever.text.replace(',', "").contains(&format!("£{amount}"))
                }
                Condition::ConstitutedGroup => {
                    lever.constituted_group || asks_for_a_constitution(&lever.text)
                }
                _ => true,
            },
            Reason::Record { yes, of } => {
                let mine = self
                    .answers
                    .iter()
                    .filter(|(id, theme, _)| *id == lever.id && proposal.theme.is_none_or(|t| t == *theme));
                let sum = mine
                    .fold((0, 0), |sum, (_, _, t)| (sum.0 + t.confirmed, sum.1 + t.confirmed + t.dismissed));
                sum == (*yes, *of)
            }
            Reason::Mission { .. } | Reason::Skill { .. } | Reason::Asked { .. } | Reason::Stage { .. } => {
                false
            }
        }
    }

    fn holds_for_a_module(
        &self,
        proposal: &ProposalText,
        module: &ModuleText,
        reason: &Reason,
        levers: &[Match],
    ) -> bool {
        let asked = spoken_of(&self.index, &proposal.title, &proposal.body);
        let own = format!("{}. {}", module.title, module.text);
        match reason {
            Reason::Skill { skill, task } => module.skills.contains(skill) && asked.contains(task),
            Reason::Asked { lever, condition } => levers.iter().any(|found| {
                let titled = self.all.levers.iter().any(|l| l.id == found.id && l.title == *lever);
                titled && found.reasons.contains(&Reason::Condition { condition: condition.clone() })
            }),
            Reason::Topic { topic } => {
                asked.contains(topic) && spoken_of(&self.index, &module.title, &module.text).contains(topic)
            }
            Reason::Words { words } => words.iter().all(|word| words_of(&own).contains(word)),
            Reason::Theme { theme } => proposal.theme == Some(*theme),
            Reason::Stage { stage } => proposal.stage == Some(*stage),
            _ => false,
        }
    }
}

fn asks_for_a_constitution(text: &str) -> bool {
    let text = text.to_lowercase();
    ["constituted", "incorporated", "registered charities", "charities only", "written rules"]
        .iter()
        .any(|cue| text.contains(cue))
}

#[test]
fn every_reason_is_true_of_the_two_texts() {
    let mut seen: HashSet<&'static str> = HashSet::new();
    for half in ["a", "b", "c", "d"] {
        let town = town(half);
        for proposal in &town.all.proposals {
            let (levers, modules) = town.index.matches(proposal, &town.evidence);
            for found in &levers {
                let lever = town.all.levers.iter().find(|l| l.id == found.id).expect("one of the levers");
                for reason in &found.reasons {
                    seen.insert(reason.kind());
                    let holds = town.holds_for_a_lever(proposal, lever, reason);
                    assert!(holds, "{} and {}: {reason:?}", proposal.id, lever.id);
                }
            }
            for found in &modules {
                let module = town.all.modules.iter().find(|m| m.id == found.id).expect("one of the modules");
                for reason in &found.reasons {
                    seen.insert(reason.kind());
                    let holds = town.holds_for_a_module(proposal, module, reason, &levers);
                    assert!(holds, "{} and {}: {reason:?}", proposal.id, module.id);
                }
            }
        }
    }
    for kind in ["need", "topic", "words", "theme", "near", "remit", "condition", "record", "skill"] {
        assert!(seen.contains(kind), "no reason of kind {kind} was seen: {seen:?}");
    }
}

#[test]
fn a_match_has_one_to_four_reasons_cautions_last_and_none_twice() {
    for half in ["a", "b", "c", "d"] {
        let town = town(half);
        for proposal in &town.all.proposals {
            let (levers, modules) = town.index.matches(proposal, &town.evidence);
            for found in levers.iter().chain(&modules) {
                let reasons = &found.reasons;
                assert!((1..=MOST_REASONS).contains(&reasons.len()));
                assert!(!reasons[0].is_caution(), "{}: {reasons:?}", found.id);
                assert!(reasons.is_sorted_by_key(Reason::is_caution), "{}: {reasons:?}", found.id);
                assert!(reasons.iter().enumerate().all(|(i, r)| !reasons[..i].contains(r)), "{reasons:?}");
            }
        }
    }
}

fn kitchen() -> LeverText {
    LeverText {
        institution: "college".into(),
        kind: LeverKind::Land,
        ..lever("kitchen", "Training kitchen", "Production kitchen booked by groups on Saturdays.")
    }
}

const HERE: Position = Position { lon: 0.01, lat: 51.54 };

fn reasons(
    lever: &LeverText,
    proposal: &ProposalText,
    site: Option<Position>,
    evidence: &Evidence,
) -> Vec<Reason> {
    let college = InstitutionText {
        id: "college".into(),
        name: "Harbour College".into(),
        kind: domain::taxonomy::InstitutionKind::FeCollege,
        about: String::new(),
        sites: site.map(|position| Site { name: "Quay campus".into(), position }).into_iter().collect(),
    };
    let index = made::index(&[college], std::slice::from_ref(lever), &[]);
    index.levers(proposal, evidence).into_iter().next().map(|m| m.reasons).unwrap_or_default()
}

fn wish() -> ProposalText {
    ProposalText {
        theme: Some(Theme::Food),
        point: Some(HERE),
        ..proposal("A kitchen", "We need a kitchen to cook in.")
    }
}

fn away(north_metres: f64) -> Option<Position> {
    Some(Position { lat: HERE.lat + north_metres / 111_250.0, ..HERE })
}

#[test]
fn near_is_said_within_a_walk_and_its_number_is_right() {
    let near = |site, proposal: &ProposalText| {
        reasons(&kitchen(), proposal, site, &Evidence::default()).into_iter().find_map(|r| match r {
            Reason::Near { metres, site } => Some((metres, site)),
            _ => None,
        })
    };
    let (said, site) = near(away(400.0), &wish()).expect("400 m is near");
    assert!((398..=402).contains(&said) && site == "Quay campus", "{said} {site}");
    assert!(near(away(1_150.0), &wish()).is_some());
    assert_eq!(near(away(1_260.0), &wish()), None);
    assert_eq!(near(away(50_000.0), &wish()), None);
    // Where it is not known where either is, nothing is said.
    assert_eq!(near(None, &wish()), None);
    assert_eq!(near(away(400.0), &ProposalText { point: None, ..wish() }), None);
}

#[test]
fn a_remit_of_so_many_metres_rules_out_only_what_is_known_to_lie_beyond() {
    let lever = LeverText { remit: Remit::Within { metres: 800 }, ..kitchen() };
    let is_met =
        |site, proposal: &ProposalText| !reasons(&lever, proposal, site, &Evidence::default()).is_empty();
    assert!(is_met(away(700.0), &wish()));
    assert!(!is_met(away(900.0), &wish()));
    assert!(is_met(away(900.0), &ProposalText { point: None, ..wish() }), "unknown is not a no");
    assert!(is_met(None, &wish()), "unknown is not a no");
}

#[test]
fn a_remit_is_said_only_inside_it() {
    let lever = LeverText { remit: Remit::Neighbourhoods { slugs: vec!["quay".into()] }, ..kitchen() };
    let within = |slug: &str| ProposalText {
        neighbourhood: Some(NeighbourhoodName { slug: slug.into(), name: "The Quay".into() }),
        ..wish()
    };
    let said = Reason::Remit { area: "The Quay".into() };
    assert!(reasons(&lever, &within("quay"), None, &Evidence::default()).contains(&said));
    assert_eq!(reasons(&lever, &within("moor"), None, &Evidence::default()), []);
    // A lever for everywhere says nothing of a remit, nor does one whose idea has no known place.
    assert!(!reasons(&kitchen(), &within("quay"), None, &Evidence::default()).contains(&said));
    let unknown = reasons(&lever, &wish(), None, &Evidence::default());
    assert!(!unknown.is_empty() && unknown.iter().all(|r| r.kind() != "remit"), "{unknown:?}");
}

#[test]
fn a_record_is_said_of_ideas_of_the_theme_and_before_the_weaker_reasons() {
    let mut evidence = Evidence::default();
    evidence.add("kitchen", Theme::Food, Tally { confirmed: 7, dismissed: 2, answered: 9 });
    evidence.add("kitchen", Theme::Green, Tally { confirmed: 30, dismissed: 0, answered: 30 });
    let said = reasons(&kitchen(), &wish(), away(300.0), &evidence);
    let kinds: Vec<&str> = said.iter().map(Reason::kind).collect();
    assert!(said.contains(&Reason::Record { yes: 7, of: 9 }), "{said:?}");
    assert_eq!(kinds[..3], ["need", "record", "near"], "{said:?}");
    let mostly_no = {
        let mut evidence = Evidence::default();
        evidence.add("kitchen", Theme::Food, Tally { confirmed: 1, dismissed: 8, answered: 9 });
        evidence
    };
    assert!(reasons(&kitchen(), &wish(), None, &mostly_no).iter().all(|r| r.kind() != "record"));
}

#[test]
fn what_only_the_kind_or_the_institution_suggests_is_not_said_to_be_offered() {
    // Land is not always a room, and a college is not always about English.
    let field =
        LeverText { title: "Paddock by the lock".into(), text: "Licence to graze.".into(), ..kitchen() };
    let hall = ProposalText {
        title: "Somewhere to meet".into(),
        body: "We need a room to meet in.".into(),
        ..wish()
    };
    let said = reasons(&field, &hall, None, &Evidence::default());
    assert!(said.iter().all(|r| r.kind() != "need"), "{said:?}");
}

#[test]
fn what_is_refused_or_only_told_of_is_not_said_to_be_needed() {
    let skate =
        LeverText { title: "Skate park renewal".into(), text: "Skate parks renewed.".into(), ..kitchen() };
    let no = ProposalText {
        title: "Quiet for Mill Lane".into(),
        body: "We do not want another skate park. We want trees and benches.".into(),
        ..wish()
    };
    let needs = |said: &[Reason]| said.iter().filter(|r| r.kind() == "need").count();
    assert_eq!(needs(&reasons(&skate, &no, None, &Evidence::default())), 0);
    let told = ProposalText {
        title: "Lunch for old people".into(),
        body: "The chapel kitchen is next door. We need volunteers to drive people.".into(),
        ..wish()
    };
    let said = reasons(&kitchen(), &told, None, &Evidence::default());
    let wanted = Reason::Need { want: "a kitchen".into(), offer: "a kitchen".into() };
    assert!(!said.contains(&wanted), "{said:?}");
}
