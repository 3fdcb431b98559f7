//! One neighbourhood: its map, what it asks for, who has answered, what would help.

use super::query;
use crate::components::map::{MapLinks, MapPicture};
use crate::components::{Icon, IdeaList, Lines};
use crate::messages as m;
use crate::say;
use crate::web::page::{Feed, Head, Section};
use crate::web::{App, PageResult, Who};
use axum::extract::{Path, State};
use domain::neighbourhoods::{Answering, Demand, Needed, ThemeDemand};
use leptos::prelude::*;
use service::board::Filter;
use service::map::{Picture, View};
use service::neighbourhoods::{NeighbourhoodPage, SiteHere};

pub async fn page(State(app): State<App>, who: Who, Path(slug): Path<String>) -> PageResult {
    let page = app.service.neighbourhood(&who, &slug).await?;
    let view = View::fit(page.bounds, 390.0, 300.0, 340.0, 190.0);
    let filter = Filter { neighbourhood: Some(page.id), ..Filter::default() };
    let picture = app.service.picture(view, &filter, 1.0);
    let name = page.demand.name.clone();
    let feed =
        Feed { title: m::feed_title(name.as_str()), href: format!("/neighbourhoods/{slug}/feed.atom") };
    let head = Head::new(name.as_str(), Section::Ideas)
        .description(m::neighbourhood_description(name.as_str()))
        .feed(feed);
    Ok(app.page(&who, head, || view! { <Show page=page picture=picture /> }))
}

#[component]
fn Show(page: NeighbourhoodPage, picture: Picture) -> impl IntoView {
    let NeighbourhoodPage { demand, themes, ideas, answering, needed, sites, now, .. } = page;
    let all = format!("/?{}", query(&demand.slug));
    let links = MapLinks::to_ideas(format!("/map?{}&", query(&demand.slug)));
    let feed = format!("/neighbourhoods/{}/feed.atom", demand.slug);
    let (slug, name) = (demand.slug.clone(), demand.name.clone());
    let none = ideas.is_empty();
    view! {
        <main id="main" class="page wide">
            <header class="page-head"><h1>{name.clone()}</h1></header>
            <div class="split">
                <div class="stack loose">
                    <div class="mapbox local"><MapPicture picture=picture links=links place=name.clone() /></div>
                    <Counts demand=demand />
                    <section class="stack">
                        <h2>{m::neighbourhood_most_backed()}</h2>
                        {if none {
                            view! { <p class="quiet">{m::neighbourhood_none()}</p> }.into_any()
                        } else {
                            view! { <IdeaList cards=ideas now=now /> }.into_any()
                        }}
                        <div class="actions">
                            <a class="btn" href=all>{m::neighbourhood_all(name)}</a>
                            <a class="btn quiet" href=feed><Icon name="bell" />" "{m::neighbourhood_feed()}</a>
                        </div>
                    </section>
                </div>
                <div class="split-side">
                    <Themes slug=slug themes=themes />
                    <Answered answering=answering />
                    <Lessons needed=needed />
                    <Sites sites=sites />
                </div>
            </div>
        </main>
    }
}

#[component]
fn Counts(demand: Demand) -> impl IntoView {
    let numbers = [
        ("c", demand.ideas, m::neighbourhood_ideas()),
        ("i", demand.support, m::neighbourhood_backing()),
        ("a", demand.unanswered, m::neighbourhood_waiting()),
    ];
    let numbers = numbers
        .map(|(colour, count, word)| view! { <div class=colour><dt>{word}</dt><dd>{count}</dd></div> });
    view! { <dl class="numbers few">{numbers.collect_view()}</dl> }
}

fn line(href: String, what: String, word: String) -> AnyView {
    view! { <li><a class="line" href=href><span>{what}</span><span class="quiet">{word}</span></a></li> }
        .into_any()
}

#[component]
fn Themes(slug: String, themes: Vec<ThemeDemand>) -> impl IntoView {
    let lines: Vec<_> = themes
        .into_iter()
        .map(|asked| {
            let href = format!("/?{}&theme={}", query(&slug), asked.theme.key());
            line(href, say::theme(asked.theme).to_owned(), m::neighbourhood_themes_ideas(asked.ideas))
        })
        .collect();
    view! { <Lines heading=m::neighbourhood_themes() lines=lines /> }
}

#[component]
fn Answered(answering: Vec<Answering>) -> impl IntoView {
    let lines: Vec<_> = answering
        .into_iter()
        .map(|who| {
            line(format!("/institutions/{}", who.slug), who.name, m::neighbourhood_answered(who.ideas))
        })
        .collect();
    view! {
        <Lines heading=m::neighbourhood_answering() none=m::neighbourhood_answering_none().into_any() lines=lines />
    }
}

#[component]
fn Lessons(needed: Vec<Needed>) -> impl IntoView {
    let lines: Vec<_> = needed
        .into_iter()
        .map(|module| {
            let word = m::neighbourhood_needed_by(module.ideas, module.minutes);
            line(format!("/academy/{}", module.slug), module.title, word)
        })
        .collect();
    view! { <Lines heading=m::neighbourhood_needed() lines=lines /> }
}

#[component]
fn Sites(sites: Vec<SiteHere>) -> impl IntoView {
    let lines: Vec<_> = sites
        .into_iter()
        .map(|here| line(format!("/institutions/{}", here.slug), here.site, here.institution))
        .collect();
    view! { <Lines heading=m::neighbourhood_sites() lines=lines /> }
}
