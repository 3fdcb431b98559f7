//! What every answer carries and every change must show.

use app::App;
use app::web::PageError;
use app::web::state::Basemap;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use service::{Missing, ServiceError};

/// No inline script, no other host. Islands need `wasm-unsafe-eval`; the map's pictures are SVG in the page.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                      font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

const HEADERS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "geolocation=(self), camera=(), microphone=(), payment=()"),
];

/// The content security policy; it names another host only where the operator's basemap comes from there.
pub(super) fn policy(basemap: &Basemap) -> HeaderValue {
    let own = HeaderValue::from_static(POLICY);
    crate::tiles::origin(basemap).map_or(own.clone(), |origin| {
        let policy = POLICY.replace("connect-src 'self'", &format!("connect-src 'self' {origin}"));
        HeaderValue::from_str(&policy).unwrap_or(own)
    })
}

pub(super) async fn security_headers(
    State(policy): State<HeaderValue>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    for (name, value) in HEADERS {
        response
            .headers_mut()
            .entry(HeaderName::from_static(name))
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Nothing is at an address that does not read as text, and no database takes a zero byte.
pub(super) async fn readable_address(request: Request, next: Next) -> Response {
    if is_text(request.uri().path()) {
        next.run(request).await
    } else {
        PageError::from(ServiceError::NotFound(Missing::Page)).into_response()
    }
}

fn is_text(path: &str) -> bool {
    let mut parts = path.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        match part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend_from_slice(&part.as_bytes()[2..]);
            }
            None => bytes.extend_from_slice(part.as_bytes()),
        }
    }
    !bytes.contains(&0) && std::str::from_utf8(&bytes).is_ok()
}

/// Refuses a change that another website's page sent: by `Sec-Fetch-Site`, which browsers send and pages cannot
/// forge, else by `Origin`. A client that sends neither is no browser and holds no one's cookie by accident.
pub(super) async fn same_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || is_ours(&app, &request) {
        next.run(request).await
    } else {
        PageError::CrossOrigin.into_response()
    }
}

fn is_ours(app: &App, request: &Request) -> bool {
    let text = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    match text(HeaderName::from_static("sec-fetch-site")) {
        Some("same-origin" | "none") => return true,
        Some(_) => return false,
        None => {}
    }
    match text(header::ORIGIN) {
        None => !request.headers().contains_key(header::ORIGIN),
        Some(origin) => {
            let host = text(header::HOST).unwrap_or_default();
            origin == app.settings.base_url
                || origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://")) == Some(host)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_text;

    #[test]
    fn an_address_is_text_without_zero_bytes() {
        for good in ["/", "/proposals/1", "/institutions/caf%C3%A9", "/100%", "/a%zz", "/%e2%82%ac"] {
            assert!(is_text(good), "{good}");
        }
        for odd in ["/%00", "/a%00b", "/%ff", "/%C3", "/%e2%82/x"] {
            assert!(!is_text(odd), "{odd}");
        }
    }
}
