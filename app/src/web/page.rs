//! Drawing a page: one document, whole when it leaves, the same bytes for the same content.

use super::state::App;
use super::who::Who;
use crate::components::Shell;
use crate::messages::{self, Language};
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use service::people::Viewer;
use std::sync::Arc;

/// What the document's head and bars need to know of a page.
#[derive(Debug, Clone, Default)]
pub struct Head {
    pub title: String,
    pub description: Option<String>,
    /// Which entry of the bars this page belongs to.
    pub section: Section,
    pub status: StatusCode,
    /// Something to tell once, such as after sharing an idea.
    pub flash: Option<Flash>,
    /// A page with one job, such as a form, has no bar at its foot.
    pub one_job: bool,
    /// The same as a feed.
    pub feed: Option<Feed>,
    /// Not for search engines.
    pub private: bool,
}

/// An entry of the bars.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Section {
    #[default]
    Ideas,
    Institutions,
    Learn,
    You,
    None,
}

/// A feed of what a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    pub title: String,
    pub href: String,
}

/// Something to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flash {
    pub title: String,
    pub text: String,
}

impl Head {
    #[must_use]
    pub fn new(title: impl Into<String>, section: Section) -> Self {
        Self { title: title.into(), section, ..Self::default() }
    }

    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    #[must_use]
    pub fn one_job(mut self) -> Self {
        self.one_job = true;
        self
    }

    #[must_use]
    pub fn feed(mut self, feed: Feed) -> Self {
        self.feed = Some(feed);
        self
    }

    #[must_use]
    pub fn private(mut self) -> Self {
        self.private = true;
        self
    }

    #[must_use]
    pub fn flash(mut self, flash: Option<Flash>) -> Self {
        self.flash = flash;
        self
    }
}

impl App {
    /// Draws a page: `body` is what stands in and around `<main>`.
    pub fn page<V: IntoView + 'static>(&self, who: &Who, head: Head, body: impl FnOnce() -> V) -> Response {
        self.document(&who.0, head, body)
    }

    /// As [`App::page`], for where only the viewer is known.
    pub fn document<V: IntoView + 'static>(
        &self,
        viewer: &Viewer,
        head: Head,
        body: impl FnOnce() -> V,
    ) -> Response {
        let status = head.status;
        let html = messages::in_language(Language::default(), || self.draw(viewer, head, body));
        let mut response = (status, Body::from(html)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        response
    }

    /// Components draw synchronously here: what they show was fetched before, so nothing is awaited and nothing is
    /// streamed. The shared context says that this is an islands document.
    fn draw<V: IntoView + 'static>(&self, viewer: &Viewer, head: Head, body: impl FnOnce() -> V) -> String {
        let html = self.part(|| {
            let body = body().into_any();
            view! { <Shell app=self.clone() viewer=viewer.clone() head=head body=body /> }
        });
        format!("<!doctype html>{html}")
    }

    /// Draws a part of a page by itself, in the language that is set.
    pub fn part<V: IntoView + 'static>(&self, body: impl FnOnce() -> V) -> String {
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let html = owner.with(|| body().into_any().to_html());
        owner.cleanup();
        html
    }
}

/// After a form succeeded: `303 See Other`.
#[must_use]
pub fn redirect(to: &str) -> Response {
    axum::response::Redirect::to(to).into_response()
}
