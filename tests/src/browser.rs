//! A browser: it keeps cookies, says where it comes from, and sends requests through the whole router.

use crate::Answer;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::request::Builder;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use serde_json::Value;
use service::Service;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};
use tower::ServiceExt;

/// The host that tests reach the server by.
pub const HOST: &str = "fulcrum.test";

/// Someone's browser.
#[derive(Debug)]
pub struct Browser {
    router: Router,
    cookies: Mutex<BTreeMap<String, String>>,
    address: SocketAddr,
}

/// A request being put together.
#[derive(Debug)]
#[must_use = "nothing is asked before `send`"]
pub struct Ask<'a> {
    browser: &'a Browser,
    request: Builder,
    body: Body,
}

impl Browser {
    pub(crate) fn new(router: Router, address: SocketAddr) -> Self {
        Self { router, cookies: Mutex::default(), address }
    }

    /// A browser at a server over this service, for places that are not as [`Place`](crate::Place) makes them.
    #[must_use]
    pub fn visiting(service: Service) -> Self {
        Self::new(crate::place::router(service), SocketAddr::from(([192, 0, 2, 1], 50_000)))
    }

    /// A browser at a server with a basemap, as the setting `basemap` would have it.
    ///
    /// # Errors
    /// Where the setting is not taken.
    pub fn over_basemap(service: Service, basemap: &str) -> Result<Self, String> {
        let router = crate::place::router_over(service, Some(basemap))?;
        Ok(Self::new(router, SocketAddr::from(([192, 0, 2, 1], 50_000))))
    }

    /// A request as a page of this site would send it.
    pub fn ask(&self, method: &Method, path: &str) -> Ask<'_> {
        self.ask_plainly(method, path).header("sec-fetch-site", "same-origin")
    }

    /// A request that does not say which site it comes from.
    pub fn ask_plainly(&self, method: &Method, path: &str) -> Ask<'_> {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, HOST);
        let cookies: Vec<_> = self.jar().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        Ask { browser: self, request, body: Body::empty() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(&Method::GET, path).send().await
    }

    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.ask(&Method::POST, path).form(fields).send().await
    }

    /// `GET /api/v1{path}`.
    pub async fn api_get(&self, path: &str) -> Answer {
        self.api(&Method::GET, path).send().await
    }

    /// `POST /api/v1{path}`.
    pub async fn api_post(&self, path: &str, body: &Value) -> Answer {
        self.api(&Method::POST, path).json(body).send().await
    }

    /// `PUT /api/v1{path}` without a body.
    pub async fn api_put(&self, path: &str) -> Answer {
        self.api(&Method::PUT, path).send().await
    }

    /// `DELETE /api/v1{path}`.
    pub async fn api_delete(&self, path: &str) -> Answer {
        self.api(&Method::DELETE, path).send().await
    }

    /// A request to the API.
    pub fn api(&self, method: &Method, path: &str) -> Ask<'_> {
        self.ask(method, &format!("/api/v1{path}"))
    }

    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.jar().get(name).cloned()
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        self.jar().insert(name.to_owned(), value.to_owned());
    }

    /// Makes the next requests come from another network address.
    pub fn move_to(&mut self, address: [u8; 4]) {
        self.address = SocketAddr::from((address, 50_000));
    }

    fn jar(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, String>> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep_cookies(&self, headers: &HeaderMap) {
        for line in headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok()) {
            let mut parts = line.split(';').map(str::trim);
            let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else { continue };
            if parts.any(|part| part.eq_ignore_ascii_case("max-age=0")) {
                self.jar().remove(name);
            } else {
                self.set_cookie(name, value);
            }
        }
    }
}

impl Ask<'_> {
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.header("content-type", "application/x-www-form-urlencoded").body(body)
    }

    pub fn json(self, body: &Value) -> Self {
        self.header("content-type", "application/json").body(body.to_string())
    }

    pub fn body(mut self, body: impl Into<Body>) -> Self {
        self.body = body.into();
        self
    }

    /// # Panics
    /// Where the request itself is not one, or the answer is no text.
    pub async fn send(self) -> Answer {
        let (status, headers, bytes) = self.bytes().await;
        let text = String::from_utf8(bytes).expect("text");
        Answer { status, headers, text }
    }

    /// The answer's status, headers and bytes.
    ///
    /// # Panics
    /// Where the request itself is not one.
    pub async fn bytes(self) -> (StatusCode, HeaderMap, Vec<u8>) {
        let mut request = self.request.body(self.body).expect("a request");
        request.extensions_mut().insert(ConnectInfo(self.browser.address));
        let Ok(response) = self.browser.router.clone().oneshot(request).await;
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a whole answer");
        self.browser.keep_cookies(&parts.headers);
        (parts.status, parts.headers, bytes.to_vec())
    }
}
