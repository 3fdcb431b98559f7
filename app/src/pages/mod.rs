//! Pages by noun. Each module has its handlers and its views; [`router`] gathers their addresses.

pub mod about;
pub mod academy;
pub mod feeds;
pub mod institutions;
pub mod manage;
pub mod map;
pub mod neighbourhoods;
pub mod people;
pub mod proposals;

use crate::web::errors::{OopsPage, Told};
use crate::web::page::{Head, Section};
use crate::web::{App, Who, redirect};
use axum::Router;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use axum::routing::{get, post};
use leptos::prelude::*;
use service::people::Viewer;
use service::{Missing, ServiceError};

/// Every page of the app; the demo's sign-in buttons where `demo` is on.
pub fn router(demo: bool) -> Router<App> {
    let router = Router::new()
        .route("/", get(proposals::list::page))
        .route("/map", get(map::page))
        .route("/map/beside", get(map::beside::part))
        .route("/proposals/new", get(proposals::new::page).post(proposals::new::submit))
        .route("/proposals/{id}", get(proposals::show::page).post(proposals::show::comment))
        .route("/proposals/{id}/support", post(proposals::act::support))
        .route("/proposals/{id}/follow", post(proposals::act::follow))
        .route("/proposals/{id}/merge", get(proposals::merge::page).post(proposals::merge::act))
        .route("/proposals/{id}/merge/find", get(proposals::merge_find::page))
        .route("/proposals/{id}/hide", post(proposals::act::hide))
        .route("/comments/{id}/hide", post(proposals::act::hide_comment))
        .route("/neighbourhoods", get(neighbourhoods::list::page))
        .route("/neighbourhoods/{slug}", get(neighbourhoods::show::page))
        .route("/neighbourhoods/{slug}/feed.atom", get(feeds::neighbourhood))
        .route("/feed.atom", get(feeds::list))
        .route("/institutions", get(institutions::list::page))
        .route("/institutions/{slug}", get(institutions::show::page))
        .route("/institutions/{slug}/inbox", get(institutions::inbox::page))
        .route("/institutions/{slug}/inbox/{proposal}", post(institutions::inbox::decide))
        .route(
            "/institutions/{slug}/answer/{proposal}",
            get(institutions::answer::page).post(institutions::answer::submit),
        )
        .route("/academy", get(academy::list::page))
        .route("/academy/{module}", get(academy::module::page).post(academy::module::begin))
        .route("/academy/{module}/{lesson}", get(academy::lesson::page).post(academy::lesson::submit))
        .route("/you", get(people::you::page))
        .route("/you/name", get(people::settings::name).post(people::settings::change_name))
        .route("/you/leave", get(people::settings::leaving).post(people::settings::leave))
        .route("/you/left", get(people::settings::left))
        .route("/you/password", get(people::settings::password).post(people::settings::change_password))
        .route("/about", get(about::about))
        .route("/privacy", get(about::privacy))
        .route("/manage", get(manage::page))
        .route("/manage/unmatched", get(manage::unmatched::page))
        .route("/manage/hidden", get(manage::hidden))
        .route("/manage/people", get(manage::people::page).post(manage::people::grant))
        .route("/manage/institutions/new", get(manage::institution::blank).post(manage::institution::create))
        .route(
            "/manage/institutions/{slug}",
            get(manage::institution::page).post(manage::institution::change),
        )
        .route("/manage/institutions/{slug}/staff", post(manage::institution::staff))
        .route(
            "/manage/institutions/{slug}/levers/new",
            get(manage::lever::blank).post(manage::lever::create),
        )
        .route("/manage/levers/{id}", get(manage::lever::page).post(manage::lever::change))
        .route("/manage/proposals/{id}/stage", post(manage::stage))
        .route("/manage/vocabulary", get(manage::vocabulary::page).post(manage::vocabulary::undo))
        .route(
            "/manage/vocabulary/new",
            get(manage::vocabulary::new::blank).post(manage::vocabulary::new::teach),
        )
        .route(
            "/manage/vocabulary/{key}",
            get(manage::vocabulary::concept::page).post(manage::vocabulary::concept::teach),
        )
        .route("/sign-in", get(people::sign_in::page).post(people::sign_in::submit))
        .route("/sign-up", get(people::sign_up::page).post(people::sign_up::submit))
        .route("/sign-out", post(people::sign_in::sign_out))
        .fallback(missing);
    if demo { router.route("/demo", post(people::demo::submit)) } else { router }
}

async fn missing() -> crate::web::PageError {
    ServiceError::NotFound(Missing::Page).into()
}

/// A layer: a handler that fails, or a guard before it, leaves only what the failure is called; here it becomes a
/// whole page with its bars. One who must sign in first is sent there and comes back.
pub async fn draw_failures(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let here = parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
    let was_get = parts.method == Method::GET;
    let mut looking = axum::http::request::Request::new(()).into_parts().0;
    looking.extensions = parts.extensions.clone();
    parts.extensions = looking.extensions.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(told) = response.extensions().get::<Told>().cloned() else { return response };
    if told.status == StatusCode::UNAUTHORIZED {
        return redirect(&people::sign_in::address(was_get.then_some(here.as_str())));
    }
    // Where even this fails (the database is away) the page is drawn for nobody in particular.
    let who = Who::from_request_parts(&mut looking, &app).await.unwrap_or(Who(Viewer::Anonymous));
    let head = Head::new(told.title, Section::None).status(told.status).private();
    let mut page = app.page(&who, head, || view! { <OopsPage told=told /> });
    for (name, value) in response.headers() {
        page.headers_mut().entry(name).or_insert_with(|| value.clone());
    }
    page.headers_mut().remove(axum::http::header::CONTENT_LENGTH);
    page
}
