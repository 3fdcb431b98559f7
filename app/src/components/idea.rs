//! Ideas in lists, and the button that backs one.

use crate::islands::Back;
use crate::messages as m;
use crate::say;
use domain::Time;
use domain::ids::ProposalId;
use domain::proposals::{AnswerLine, ProposalCard};
use domain::taxonomy::ResponseKind;
use leptos::prelude::*;

/// Cards, one under the other.
#[component]
pub fn IdeaList(cards: Vec<ProposalCard>, now: Time, #[prop(default = true)] buttons: bool) -> impl IntoView {
    let items =
        cards.into_iter().map(|card| view! { <li><IdeaCard card=card now=now buttons=buttons /></li> });
    view! { <ol class="ideas">{items.collect_view()}</ol> }
}

#[component]
fn IdeaCard(card: ProposalCard, now: Time, buttons: bool) -> impl IntoView {
    let (colour, filled) = knot(&card.answer);
    let place = card.neighbourhood.map(|n| n.name);
    let meta = [place, Some(say::theme(card.theme).to_owned()), Some(say::ago(card.created_at, now))];
    let meta = meta.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let button = buttons.then(|| {
        view! { <BackButton id=card.id title=card.title.clone() count=card.support_count backed=card.supported /> }
    });
    view! {
        <article class=format!("idea {colour}")>
            {button}
            <div class="idea-body">
                <h2 class="idea-title"><a href=format!("/proposals/{}", card.id)>{card.title}</a></h2>
                <p class="idea-meta">{meta}</p>
            </div>
            <p class="answer">
                <span class=if filled { "knot" } else { "knot open" }></span>
                <span>{say::answer(&card.answer)}</span>
            </p>
        </article>
    }
}

/// Who moves next, as the card's colour, and whether they have answered.
fn knot(answer: &AnswerLine) -> (&'static str, bool) {
    match answer {
        AnswerLine::Answered { kind: ResponseKind::Done, .. } => ("g", true),
        AnswerLine::Answered { kind: ResponseKind::Exploring, .. } | AnswerLine::Waiting { .. } => {
            ("t", false)
        }
        AnswerLine::Answered { .. } => ("t", true),
        AnswerLine::Nobody => ("c", false),
    }
}

/// Backs an idea or takes it back: a form, which the island makes quick.
#[component]
pub fn BackButton(
    id: ProposalId,
    title: String,
    count: u32,
    backed: bool,
    /// The main button of an idea's own page rather than a card's.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    view! {
        <Back
            id=id.to_string()
            title=title
            count=count
            backed=backed
            large=large
            on_word=m::backed().to_owned()
            off_word=m::back_it().to_owned()
        />
    }
}
