//! Every neighbourhood on a map shaded by what it asks for, and the same as a table.

use crate::components::map::ShadeMap;
use crate::messages as m;
use crate::say;
use crate::web::page::{Head, Section};
use crate::web::{App, PageResult, Who};
use axum::extract::{Query, State};
use domain::neighbourhoods::{Demand, Measure};
use leptos::prelude::*;
use serde::Deserialize;
use service::map::{Shades, View};

/// What the map is shaded by; what is no measure is ideas.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Shown {
    pub show: String,
}

pub async fn page(State(app): State<App>, who: Who, Query(shown): Query<Shown>) -> PageResult {
    let measure =
        Measure::ALL.iter().copied().find(|measure| measure.key() == shown.show).unwrap_or_default();
    let place = app.service.place();
    let shades = app.service.shades(View::fit(place.bounds(), 390.0, 360.0, 366.0, 336.0), measure);
    let name = say::place_name(&place);
    let lead = m::neighbourhoods_lead(name.as_str());
    let head = Head::new(m::neighbourhoods_title(), Section::Ideas).description(lead.as_str());
    Ok(app.page(&who, head, || view! { <All shades=shades measure=measure place=name lead=lead /> }))
}

#[component]
fn All(shades: Shades, measure: Measure, place: String, lead: String) -> impl IntoView {
    let label = match measure {
        Measure::Ideas => m::neighbourhoods_map_ideas(place),
        Measure::Support => m::neighbourhoods_map_support(place),
        Measure::Unanswered => m::neighbourhoods_map_unanswered(place),
    };
    let none = shades.areas.is_empty();
    let demand: Vec<_> = shades.areas.iter().map(|area| area.demand.clone()).collect();
    view! {
        <main id="main" class="page wide">
            <header class="page-head"><h1>{m::neighbourhoods_title()}</h1><p class="lead">{lead}</p></header>
            {if none {
                view! { <p class="quiet">{m::neighbourhoods_none()}</p> }.into_any()
            } else {
                view! {
                    <Measures chosen=measure />
                    <div class="stack"><ShadeMap shades=shades measure=measure label=label /></div>
                    <Numbers demand=demand />
                }
                .into_any()
            }}
        </main>
    }
}

#[component]
fn Measures(chosen: Measure) -> impl IntoView {
    let chips = Measure::ALL.iter().map(|measure| {
        let word = match measure {
            Measure::Ideas => m::neighbourhoods_by_ideas(),
            Measure::Support => m::neighbourhoods_by_support(),
            Measure::Unanswered => m::neighbourhoods_by_unanswered(),
        };
        let current = (*measure == chosen).then_some("true");
        let href = format!("/neighbourhoods?show={}", measure.key());
        view! { <a class="chip" href=href aria-current=current>{word}</a> }
    });
    view! { <nav class="chips" aria-label=m::neighbourhoods_show()>{chips.collect_view()}</nav> }
}

#[component]
fn Numbers(demand: Vec<Demand>) -> impl IntoView {
    let rows = demand.into_iter().map(|line| {
        view! {
            <tr>
                <th scope="row"><a href=format!("/neighbourhoods/{}", line.slug)>{line.name}</a></th>
                <td class="num">{line.ideas}</td>
                <td class="num">{line.support}</td>
                <td class="num">{line.unanswered}</td>
            </tr>
        }
    });
    view! {
        <div class="tablebox">
            <table class="table">
                <caption>{m::neighbourhoods_table()}</caption>
                <thead><tr>
                    <th scope="col">{m::neighbourhoods_column()}</th>
                    <th scope="col" class="num">{m::neighbourhoods_by_ideas()}</th>
                    <th scope="col" class="num">{m::neighbourhoods_by_support()}</th>
                    <th scope="col" class="num">{m::neighbourhoods_by_unanswered()}</th>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}
