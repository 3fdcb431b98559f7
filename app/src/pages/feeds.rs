//! Lists of ideas as Atom feeds (RFC 4287): the same queries as the front page's.

use crate::messages as m;
use crate::pages::proposals::list::pairs;
use crate::say;
use crate::web::{App, PageResult, markdown};
use atom_syndication::{Content, Entry, Feed, FixedDateTime, Link, Person, Text};
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::Time;
use domain::proposals::{Proposal, Sort};
use service::people::Viewer;
use service::proposals::ListQuery;
use service::{Missing, ServiceError};

/// As many ideas as a feed holds.
const MOST: &str = "50";

/// Any list, as its address on the front page asks for it: newest first unless another order is asked for.
pub async fn list(State(app): State<App>, Query(query): Query<ListQuery>) -> PageResult {
    answer(&app, query, "/feed.atom".to_owned()).await
}

/// A neighbourhood's ideas.
pub async fn neighbourhood(State(app): State<App>, Path(slug): Path<String>) -> PageResult {
    if app.service.place().neighbourhood(&slug).is_none() {
        return Err(ServiceError::NotFound(Missing::Neighbourhood).into());
    }
    let path = format!("/neighbourhoods/{slug}/feed.atom");
    answer(&app, ListQuery { neighbourhood: Some(slug), ..ListQuery::default() }, path).await
}

async fn answer(app: &App, query: ListQuery, path: String) -> PageResult {
    let shown = pairs(&query);
    let sort = query.sort.clone().unwrap_or_else(|| Sort::Newest.key().to_owned());
    let query = ListQuery { limit: Some(MOST.to_owned()), after: None, sort: Some(sort), ..query };
    let list = app.service.list_whole_proposals(&Viewer::Anonymous, &query).await?.items;
    let ideas: Vec<Proposal> = list.into_iter().map(|(idea, _)| idea).collect();
    let base = app.settings.base_url.trim_end_matches('/');
    let own = if path == "/feed.atom" && !shown.is_empty() {
        format!("{base}{path}?{shown}")
    } else {
        format!("{base}{path}")
    };
    let alternate = if shown.is_empty() { format!("{base}/") } else { format!("{base}/?{shown}") };
    let place = say::place_name(&app.service.place());
    let feed = Feed {
        title: Text::plain(title(app, &query, &place)),
        id: own.clone(),
        updated: moment(ideas.iter().map(|idea| idea.created_at).max().unwrap_or(Time(0))),
        authors: vec![Person { name: place, ..Person::default() }],
        links: vec![link(own, "self", "application/atom+xml"), link(alternate, "alternate", "text/html")],
        entries: ideas.into_iter().map(|idea| entry(idea, base)).collect(),
        ..Feed::default()
    };
    Ok(respond(&feed))
}

fn title(app: &App, query: &ListQuery, place: &str) -> String {
    let here = app.service.place();
    let neighbourhood = query.neighbourhood.as_deref().and_then(|slug| here.neighbourhood(slug.trim()));
    match (neighbourhood, query.near.as_deref().map(str::trim)) {
        (Some(n), _) => m::feed_title(n.name.as_str()),
        (None, Some(spot)) if !spot.is_empty() => m::feed_near(spot),
        _ => m::feed_title(place),
    }
}

fn entry(card: Proposal, base: &str) -> Entry {
    let place = card.neighbourhood.map(|n| n.name);
    let meta = [place, Some(say::theme(card.theme).to_owned())].into_iter().flatten().collect::<Vec<_>>();
    let content = Content {
        value: Some(markdown::render(&card.body)),
        content_type: Some("html".to_owned()),
        ..Content::default()
    };
    Entry {
        title: Text::plain(card.title),
        id: format!("urn:uuid:{}", card.id),
        updated: moment(card.created_at),
        published: Some(moment(card.created_at)),
        links: vec![link(format!("{base}/proposals/{}", card.id), "alternate", "text/html")],
        summary: Some(Text::plain(format!("{}. {}", meta.join(" · "), m::feed_backed(card.support_count)))),
        content: Some(content),
        ..Entry::default()
    }
}

fn link(href: String, rel: &str, mime: &str) -> Link {
    Link { href, rel: rel.to_owned(), mime_type: Some(mime.to_owned()), ..Link::default() }
}

/// A moment as Atom has it; the beginning of 1970 where it does not read back, which it always does.
fn moment(at: Time) -> FixedDateTime {
    at.rfc3339().parse().unwrap_or_default()
}

fn respond(feed: &Feed) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/atom+xml; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=60"),
    ];
    (headers, feed.to_string()).into_response()
}
