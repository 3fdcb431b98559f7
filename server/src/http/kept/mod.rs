//! Public pages kept in memory, compressed, and served like files to whoever is not signed in.
//!
//! A page is kept for the board's revision it was drawn at, which every event of the change feed moves that a public
//! page could show: a server never serves what was so before a write of its own, and before another server's for as
//! long as the feed is behind (half a second). Since pages say "3 minutes ago", none is kept for long.
//!
//! What is personal never gets here: a request with any cookie passes by, and an answer that sets one, is no `200`
//! or says that it varies by more than its coding is not kept.

mod address;
mod shelf;

use super::coding::Coding;
use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Time;
use service::Service;
use service::board::Board;
use sha2::{Digest, Sha256};
use shelf::{Page, Shelf};
use std::sync::Arc;

/// Memory for pages, in bytes.
const MOST_BYTES: usize = 24 * 1024 * 1024;
/// Largest page that is kept, before it is packed.
const LARGEST: usize = 2 * 1024 * 1024;
/// How long a page is kept, in milliseconds.
const MOST_AGE: i64 = 30 * Time::SECOND;

const REVALIDATE: HeaderValue = HeaderValue::from_static("private, no-cache");
const VARY: HeaderValue = HeaderValue::from_static("accept-encoding, cookie");
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// The layer's state. Cheap to clone.
#[derive(Clone)]
pub(super) struct Keeper {
    service: Service,
    shelf: Arc<Shelf>,
}

impl Keeper {
    pub(super) fn new(service: Service) -> Self {
        Self { service, shelf: Arc::new(Shelf::new(MOST_BYTES, MOST_AGE)) }
    }
}

/// The layer: outside of sessions, inside of compression.
pub(super) async fn keep(State(keeper): State<Keeper>, request: Request, next: Next) -> Response {
    let Some(address) = public(&request) else { return next.run(request).await };
    let key = (address, Coding::wanted(request.headers()));
    // Before the page is drawn: what changes meanwhile makes it one of an earlier revision.
    let (revision, now) = (keeper.service.board(Board::revision), keeper.service.now());
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    if let Some(page) = keeper.shelf.get(&key, revision, now) {
        return answer(&page, known.as_ref());
    }
    let response = next.run(request).await;
    if !may_be_kept(&response) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(html) = to_bytes(body, LARGEST).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    match draw(&html, key.1, now) {
        Ok(page) => {
            let page = Arc::new(page);
            keeper.shelf.put(key, revision, Arc::clone(&page));
            answer(&page, known.as_ref())
        }
        Err(_) => Response::from_parts(parts, Body::from(html)),
    }
}

/// The address of a public page that someone asks for who brings no cookie.
fn public(request: &Request) -> Option<String> {
    let personal = [header::COOKIE, header::AUTHORIZATION, header::RANGE];
    if request.method() != Method::GET || personal.iter().any(|name| request.headers().contains_key(name)) {
        return None;
    }
    address::address(request.uri().path(), request.uri().query().unwrap_or_default())
}

fn may_be_kept(response: &Response) -> bool {
    let headers = response.headers();
    let of_known_size = response.body().size_hint().exact().is_some_and(|size| size <= LARGEST as u64);
    response.status() == StatusCode::OK
        && of_known_size
        && headers.get(header::CONTENT_TYPE) == Some(&HTML)
        && !headers.contains_key(header::SET_COOKIE)
        && !headers.contains_key(header::CONTENT_ENCODING)
        && headers.get_all(header::VARY).iter().all(|by| by == "accept-encoding")
}

fn draw(html: &[u8], coding: Coding, now: Time) -> std::io::Result<Page> {
    let hash = Sha256::digest(html);
    let hash: String = hash[..12].iter().map(|byte| format!("{byte:02x}")).collect();
    let etag = format!("\"{hash}-{}\"", coding.name().unwrap_or("plain"));
    let etag = HeaderValue::from_str(&etag).map_err(std::io::Error::other)?;
    Ok(Page { body: coding.pack(html)?.into(), coding, etag, drawn: now })
}

/// The page, or `304` for who has it already.
fn answer(page: &Page, known: Option<&HeaderValue>) -> Response {
    let mut response = if known.is_some_and(|known| knows(known, &page.etag)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Response::new(Body::from(page.body.clone()));
        response.headers_mut().insert(header::CONTENT_TYPE, HTML);
        if let Some(coding) = page.coding.header() {
            response.headers_mut().insert(header::CONTENT_ENCODING, coding);
        }
        response
    };
    say(response.headers_mut(), page);
    response
}

fn say(headers: &mut HeaderMap, page: &Page) {
    headers.insert(header::ETAG, page.etag.clone());
    headers.insert(header::VARY, VARY);
    headers.insert(header::CACHE_CONTROL, REVALIDATE);
}

/// Whether `If-None-Match` names the tag, by the weak comparison that is made there.
fn knows(known: &HeaderValue, etag: &HeaderValue) -> bool {
    let (Ok(known), Ok(etag)) = (known.to_str(), etag.to_str()) else { return false };
    known.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag) || known.trim() == "*"
}
