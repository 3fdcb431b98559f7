//! Institutions in lists and on their own page: how they answer, the levers they hold, what they promised.

use super::Icon;
use crate::messages as m;
use crate::say;
use domain::Time;
use domain::institutions::{Answered, InstitutionCard, LeverShown, Record, Remit};
use domain::people::initials;
use domain::taxonomy::LeverKind;
use domain::time::parse_day;
use leptos::prelude::*;
use service::places::PlaceMap;

/// An institution as a card.
#[component]
pub fn InstitutionItem(card: InstitutionCard) -> impl IntoView {
    let InstitutionCard { institution, record, .. } = card;
    let kind = say::institution_kind(institution.kind);
    let half = record.median_days.map_or_else(|| m::institution_no_answer().to_owned(), m::institution_half);
    view! {
        <article class="match t institution">
            <header class="match-head">
                <div class="who">
                    <span class="face square w-t" aria-hidden="true">{initials(&institution.name)}</span>
                    <div>
                        <h2><a href=format!("/institutions/{}", institution.slug)>{institution.name.clone()}</a></h2>
                        <p class="quiet">{kind}" · "{m::institution_levers_count(record.levers)}</p>
                    </div>
                </div>
            </header>
            <Says record=record />
            <p class="quiet">{half}</p>
        </article>
    }
}

#[component]
fn Says(record: Record) -> impl IntoView {
    view! {
        <p class="says">
            <span class="knot t"></span>{m::institution_says_yes(record.committed + record.done)}
            <span class="knot open t"></span>{m::institution_says_exploring(record.exploring)}
            <span class="knot open"></span>{m::institution_says_no(record.not_possible)}
        </p>
    }
}

/// How it answers, in figures that mean something. A figure without anything behind it is left out.
#[component]
pub fn RecordNumbers(record: Record, answer_days: u32) -> impl IntoView {
    let said = record.committed + record.done + record.exploring + record.not_possible;
    let yes = record.committed + record.done;
    let figure = |colour: &'static str, figure: String, says: String| {
        view! { <div class=colour><dt>{says}</dt><dd>{figure}</dd></div> }
    };
    let half = record
        .median_days
        .map(|days| figure("t", m::institution_number_days(days), m::institution_number_half().to_owned()));
    let in_time = (record.due > 0).then(|| {
        let share = m::institution_number_of(record.in_time, record.due);
        figure("t", share, m::institution_number_in_time(answer_days))
    });
    let yes = (said > 0)
        .then(|| figure("t", m::institution_number_of(yes, said), m::institution_number_yes().to_owned()));
    let kept = (record.promised > 0).then(|| {
        let share = m::institution_number_of(record.kept, record.promised);
        figure("g", share, m::institution_number_kept().to_owned())
    });
    let waiting = (record.waiting > 0).then(|| {
        let says = format!(
            "{}, {}",
            m::institution_number_waiting(record.waiting),
            m::institution_number_late(record.overdue)
        );
        figure("a", record.waiting.to_string(), says)
    });
    view! { <dl class="numbers">{half}{in_time}{yes}{kept}{waiting}</dl> }
}

/// A lever in a list: what it is, where it works, what room is left.
#[component]
pub fn LeverItem(
    shown: LeverShown,
    /// Where its remit is said to reach, see [`remit`].
    reach: String,
    currency: String,
    /// What can be done with it, for those who look after it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let left = shown.left();
    let lever = shown.lever;
    let (tag, wash) = match left {
        _ if !lever.open => (Some(m::lever_closed().to_owned()), ""),
        Some(left) => {
            (Some(m::lever_room(left, lever.capacity.unwrap_or(0))), if left == 0 { "w-a" } else { "w-t" })
        }
        None => (None, ""),
    };
    let taken = (shown.taken > 0).then(|| m::lever_taken(shown.taken));
    let ceiling = lever.cost_ceiling.map(|most| m::lever_ceiling(say::money(u64::from(most), &currency)));
    let constituted = lever.constituted_group.then(|| m::lever_constituted().to_owned());
    let facts = [Some(say::lever_kind(lever.kind).to_owned()), Some(reach), ceiling, constituted, taken];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <li class="lever" id=format!("l-{}", lever.id)>
            <Icon name=icon(lever.kind) />
            <div>
                <h3>{lever.title}</h3>
                <p class="quiet">{facts}</p>
                {(!lever.text.is_empty()).then(|| view! { <p>{lever.text}</p> })}
            </div>
            {tag.map(|tag| view! { <span class=format!("tag {wash}")>{tag}</span> })}
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </li>
    }
}

/// The area a lever covers, in words.
#[must_use]
pub fn remit(remit: &Remit, place: &PlaceMap) -> String {
    match remit {
        Remit::Everywhere => m::lever_everywhere(say::place_name(place)),
        Remit::Within { metres } => m::lever_within(say::distance(*metres)),
        Remit::Neighbourhoods { slugs } => {
            let names: Vec<_> = slugs
                .iter()
                .map(|slug| place.neighbourhood(slug).map_or(slug.as_str(), |found| found.name.as_str()))
                .collect();
            m::lever_some_neighbourhoods(names.join(", "))
        }
    }
}

fn icon(kind: LeverKind) -> &'static str {
    match kind {
        LeverKind::Employment => "work",
        LeverKind::Procurement => "coins",
        LeverKind::Land => "key",
        LeverKind::Service => "people",
        LeverKind::Environment => "leaf",
        LeverKind::Finance => "coins",
        LeverKind::Convening => "comment",
        LeverKind::DataResearch => "search",
        LeverKind::Volunteering => "heart",
        LeverKind::Ownership => "home",
    }
}

/// A commitment on its institution's page: what, for which idea, by when.
#[component]
pub fn Promise(answered: Answered, now: Time) -> impl IntoView {
    answered.response.commitment.map(|commitment| {
        let late = parse_day(&commitment.due).is_some_and(|due| due < now.day());
        let (tag, wash) = match (commitment.done_at.is_some(), late) {
            (true, _) => (m::promise_kept(), "w-g"),
            (false, true) => (m::promise_late(), "w-c"),
            (false, false) => (m::promise_on_time(), "w-t"),
        };
        let about = m::promise_for(answered.proposal_title, say::stored_day(&commitment.due, now));
        view! {
            <article class="match t">
                <header class="match-head">
                    <h3><a href=format!("/proposals/{}", answered.response.proposal)>{commitment.what}</a></h3>
                    <span class=format!("tag {wash}")>{tag}</span>
                </header>
                <p class="quiet">{about}</p>
            </article>
        }
    })
}
