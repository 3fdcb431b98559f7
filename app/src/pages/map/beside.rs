//! What stands beside the map and follows it: how many ideas it shows and where, the chosen one, the list.
//!
//! `GET /map/beside` is the same part of the page by itself, for a map that moves without a new page.

use super::MapQuery;
use crate::components::{Icon, IdeaList};
use crate::messages as m;
use crate::messages::{Language, in_language};
use crate::say;
use crate::web::{App, PageResult, Who};
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{Html, IntoResponse};
use domain::Time;
use domain::ids::ProposalId;
use domain::proposals::ProposalCard;
use leptos::prelude::*;
use service::Result;
use service::map::{InView, View};
use service::proposals::ListQuery;

/// How many ideas are listed beside the map.
const MOST: usize = 20;

/// What is shown beside the map.
pub struct Beside {
    pub card: Option<ProposalCard>,
    view: InView,
    items: Vec<ProposalCard>,
    place: String,
    /// The map's address with nothing chosen.
    close: String,
    now: Time,
}

impl Beside {
    /// What passes `list`, whose `bbox` is what the map shows; `chosen` is an idea's id, `close` the map's address
    /// without it.
    pub(super) async fn of(
        app: &App,
        who: &Who,
        list: &ListQuery,
        chosen: Option<&str>,
        close: String,
    ) -> Result<Self> {
        let view = app.service.in_view(&app.service.board_filter(list).await?);
        let shown = ListQuery { after: None, limit: Some(MOST.to_string()), ..list.clone() };
        let items = app.service.list_proposals(who, &shown).await?.items;
        let chosen: Option<ProposalId> = chosen.and_then(|id| id.parse().ok());
        let card = match chosen {
            Some(id) => app.service.proposal_cards(who, &[id]).await?.pop(),
            None => None,
        };
        let place = say::place_name(&app.service.place());
        Ok(Self { card, view, items, place, close, now: app.service.now() })
    }
}

/// `GET /map/beside?bbox=…&sel=…`
pub async fn part(
    State(app): State<App>,
    who: Who,
    Query(query): Query<MapQuery>,
    Query(list): Query<ListQuery>,
) -> PageResult {
    let close = super::base(&ListQuery { bbox: None, ..list.clone() });
    let beside = Beside::of(&app, &who, &list, query.sel.as_deref(), close).await?;
    let html = in_language(Language::default(), || app.part(|| view! { <Aside beside=beside /> }));
    Ok(([(header::CACHE_CONTROL, "private, no-cache")], Html(html)).into_response())
}

/// The ideas the map shows, in words: a line that is spoken, the chosen idea's card, the list.
#[component]
pub(super) fn Aside(beside: Beside) -> impl IntoView {
    let Beside { card, view, items, place, close, now } = beside;
    let class = if card.is_some() { "map-card" } else { "map-card none" };
    let (shown, total) = (items.len(), view.total);
    let more = (total > shown).then(|| view! { <p class="quiet">{m::ideas_shown(shown, total)}</p> });
    view! {
        <div id="map-card" class=class>
            {card.map(|card| view! {
                <section aria-label=m::map_chosen()>
                    <IdeaList cards=vec![card] now=now />
                    <a class="tool close" href=close data-close="" aria-label=m::map_close_card()><Icon name="close" /></a>
                </section>
            })}
        </div>
        <section class="map-list" id="map-list">
            <div role="status"><h2 class="map-said">{said(&view, &place)}</h2></div>
            <div class="map-ideas">
                {(shown > 0).then(|| view! { <IdeaList cards=items now=now /> })}
                {more}
            </div>
        </section>
    }
}

/// "12 ideas in Stratford, 3 about streets".
fn said(view: &InView, place: &str) -> String {
    let about = view.neighbourhood.as_ref().map_or(place, |n| n.name.as_str());
    match view.theme {
        _ if view.total == 0 => m::map_said_none().to_owned(),
        Some((theme, count)) if count < view.total => {
            m::map_said_theme(m::ideas_in_place(view.total, about), count, say::theme(theme).to_lowercase())
        }
        _ => m::ideas_in_place(view.total, about),
    }
}

/// `west,south,east,north` of a view, as `bbox` has it.
pub(super) fn bbox(view: &View) -> String {
    let (nw, se) = (view.unproject(0.0, 0.0), view.unproject(view.width, view.height));
    format!("{:.6},{:.6},{:.6},{:.6}", nw.lon, se.lat, se.lon, nw.lat)
}
