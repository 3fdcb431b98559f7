//! Sharing an idea. Everything about the form posts to it: sharing, looking for ideas like it, moving the map's
//! cross; what was typed is kept each time.

mod form;
mod location;

use crate::web::page::{Head, Section};
use crate::web::{App, Form, FormState, PageResult, Who, redirect};
use crate::{messages as m, web::PageError};
use axum::extract::State;
use axum::response::Response;
use domain::proposals::{Draft, ProposalCard, TITLE_MOST};
use service::ServiceError;
use service::proposals::{SIMILAR_BODY_MOST, SimilarQuery};

/// What the form's page shows.
#[derive(Debug, Clone)]
struct Written {
    state: FormState,
    /// Ideas that ask for something like it; `None` where nobody has looked.
    similar: Option<Vec<ProposalCard>>,
}

pub async fn page(State(app): State<App>, who: Who) -> PageResult {
    who.resident()?;
    Ok(draw(&app, &who, Written { state: FormState::default(), similar: None }))
}

pub async fn submit(State(app): State<App>, who: Who, form: Form) -> PageResult {
    let resident = who.resident()?;
    if let Some(wish) = form.given("do") {
        let moved = location::moved(&app.service.place(), &form, wish);
        return again(&app, &who, &form, FormState::filled(&moved)).await;
    }
    match app.service.create_proposal(&resident, &draft(&form)).await {
        Ok(id) => Ok(redirect(&format!("/proposals/{id}?shared"))),
        Err(error) => {
            let state = FormState::after(&form, error)?;
            again(&app, &who, &form, state).await
        }
    }
}

/// The form once more, with what neighbours ask for already.
async fn again(app: &App, who: &Who, form: &Form, state: FormState) -> Result<Response, PageError> {
    let first = |name: &str, most: u32| Some(form.get(name).chars().take(most as usize).collect());
    let query = SimilarQuery {
        title: first("title", TITLE_MOST),
        body: first("body", SIMILAR_BODY_MOST),
        ..SimilarQuery::default()
    };
    let similar = match app.service.similar_proposals(who, &query).await {
        // Nothing is like a text that cannot be read: sharing it says what is wrong with it.
        Err(ServiceError::Invalid(_)) => Vec::new(),
        found => found?,
    };
    Ok(draw(app, who, Written { state, similar: Some(similar) }))
}

fn draft(form: &Form) -> Draft {
    let point = location::chosen(form);
    Draft {
        title: form.get("title").to_owned(),
        body: form.get("body").to_owned(),
        theme: form.get("theme").to_owned(),
        lon: point.map(|(lon, _)| lon).or_else(|| form.number("lon")),
        lat: point.map(|(_, lat)| lat).or_else(|| form.number("lat")),
        neighbourhood: form.given("neighbourhood").map(ToOwned::to_owned),
        near: form.given("near").map(ToOwned::to_owned),
    }
}

fn draw(app: &App, who: &Who, written: Written) -> Response {
    let head =
        Head::new(m::new_idea_heading(), Section::Ideas).status(written.state.status()).one_job().private();
    let (service, settings) = (app.service.clone(), app.settings.clone());
    app.page(who, head, move || form::form(&service, &settings, written))
}
