//! Small forms on an idea: back, follow, hide. Each answers with the page it came from.

use crate::web::{App, Form, PageResult, Who, redirect};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use domain::ids::{CommentId, ProposalId};
use service::{Missing, ServiceError};

/// An id from a path; what is no id is not there.
pub fn id<T: std::str::FromStr>(text: &str, what: Missing) -> Result<T, ServiceError> {
    text.parse().map_err(|_| ServiceError::NotFound(what))
}

pub async fn support(
    State(app): State<App>,
    who: Who,
    Path(id_text): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> PageResult {
    let id: ProposalId = id(&id_text, Missing::Proposal)?;
    app.service.set_support(&who.resident()?, id, form.get("on") != "0").await?;
    Ok(redirect(&back_to(&headers, id)))
}

pub async fn follow(State(app): State<App>, who: Who, Path(id_text): Path<String>, form: Form) -> PageResult {
    let id: ProposalId = id(&id_text, Missing::Proposal)?;
    app.service.set_follow(&who.resident()?, id, form.get("on") != "0").await?;
    Ok(redirect(&format!("/proposals/{id}")))
}

pub async fn hide(State(app): State<App>, who: Who, Path(id_text): Path<String>, form: Form) -> PageResult {
    let id: ProposalId = id(&id_text, Missing::Proposal)?;
    let because = form.given("show").is_none().then(|| form.get("reason"));
    app.service.hide_proposal(&who.moderator()?, id, because).await?;
    Ok(redirect(&format!("/proposals/{id}")))
}

pub async fn hide_comment(
    State(app): State<App>,
    who: Who,
    Path(id_text): Path<String>,
    form: Form,
) -> PageResult {
    let id: CommentId = id(&id_text, Missing::Comment)?;
    let because = form.given("show").is_none().then(|| form.get("reason"));
    let proposal = app.service.hide_comment(&who.moderator()?, id, because).await?;
    Ok(redirect(&format!("/proposals/{proposal}#c-{id}")))
}

/// The page of this site that a form was on, by its `Referer`; else the idea's own.
fn back_to(headers: &HeaderMap, id: ProposalId) -> String {
    let own = format!("/proposals/{id}");
    let Some(referer) = headers.get(header::REFERER).and_then(|v| v.to_str().ok()) else { return own };
    let host = headers.get(header::HOST).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let Ok(url) = url::Url::parse(referer) else { return own };
    let same =
        url.host_str().is_some_and(|h| host == h || host == format!("{h}:{}", url.port().unwrap_or(80)));
    let plain = !url.path().starts_with("//") && !url.path().ends_with("/support");
    if same && plain {
        url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
    } else {
        own
    }
}
