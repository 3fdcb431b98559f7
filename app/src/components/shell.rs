//! The document around every page: head, bars, footer.

use super::Icon;
use crate::messages as m;
use crate::say;
use crate::web::page::{Head, Section};
use crate::web::state::App;
use domain::people::initials;
use leptos::prelude::*;
use service::people::Viewer;

/// One document. `body` holds `<main>`.
#[component]
pub fn Shell(app: App, viewer: Viewer, head: Head, body: AnyView) -> impl IntoView {
    let place = app.service.place();
    let place_name = if place.is_loaded() { place.head.name.clone() } else { String::new() };
    let language = m::language();
    let title = if place_name.is_empty() {
        head.title.clone()
    } else {
        m::page_title(head.title.as_str(), place_name.as_str())
    };
    let credit = say::credit(&place, &app.settings);
    let bar = (!head.one_job).then(|| view! { <Bar section=head.section unread=unread(&viewer) /> });
    view! {
        <html lang=language.tag() dir=if language.is_rtl() { "rtl" } else { "ltr" }>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <title>{title}</title>
                {head.description.clone().map(|text| view! { <meta name="description" content=text /> })}
                {head.feed.clone().map(|feed| view! {
                    <link rel="alternate" r#type="application/atom+xml" title=feed.title href=feed.href />
                })}
                {head.private.then(|| view! { <meta name="robots" content="noindex" /> })}
                <meta name="theme-color" content="#fbf6ec" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#17130e" media="(prefers-color-scheme: dark)" />
                <link rel="preload" href="/assets/atkinson.woff2" r#as="font" r#type="font/woff2" crossorigin="anonymous" />
                <link rel="stylesheet" href=app.settings.assets.style.clone() />
                <link rel="icon" href="/assets/favicon.svg" r#type="image/svg+xml" />
                <script r#type="module" src=app.settings.assets.boot.clone()></script>
            </head>
            <body>
                <a class="skip" href="#main">{m::skip_to_page()}</a>
                {app.settings.demo.then(|| view! { <Demo /> })}
                <Top viewer=viewer.clone() section=head.section place=place_name />
                {head.flash.clone().map(|flash| view! {
                    <div class="flash w-g" role="status"><Icon name="check" /><p><b>{flash.title}</b>" "{flash.text}</p></div>
                })}
                {body}
                <Foot credit=credit demo=app.settings.demo />
                {bar}
            </body>
        </html>
    }
}

fn unread(viewer: &Viewer) -> u32 {
    viewer.account().map_or(0, |account| account.unread)
}

fn current(is: bool) -> Option<&'static str> {
    is.then_some("page")
}

#[component]
fn Top(viewer: Viewer, section: Section, place: String) -> impl IntoView {
    let you = match viewer.account() {
        Some(account) => {
            let news = account.unread;
            view! {
                <a class="round" href="/you" aria-current=current(section == Section::You)>
                    <span class="face small w-c" aria-hidden="true">{initials(&account.display_name)}</span>
                    {(news > 0).then(|| view! { <span class="dot"></span> })}
                    <span class="visually-hidden">
                        {m::nav_you()}{(news > 0).then(|| format!(", {}", m::notices_new(news)))}
                    </span>
                </a>
            }
            .into_any()
        }
        None => view! { <a class="btn" href="/sign-in">{m::sign_in()}</a> }.into_any(),
    };
    view! {
        <header class="top">
            <a class="brand" href="/">
                <img src="/assets/logo.svg" width="32" height="32" alt="" />
                <span>{m::brand()}" "<span class="brand-place">{place}</span></span>
            </a>
            <nav class="nav" aria-label=m::nav_main()>
                <a href="/" aria-current=current(section == Section::Ideas)>{m::nav_ideas()}</a>
                <a href="/institutions" aria-current=current(section == Section::Institutions)>{m::nav_institutions()}</a>
                <a href="/academy" aria-current=current(section == Section::Learn)>{m::nav_learn()}</a>
                {desks(&viewer)}
                <a class="btn main" href="/proposals/new">{m::nav_new_idea()}</a>
            </nav>
            {you}
        </header>
    }
}

/// What those who answer for an institution, or run the place, come for.
fn desks(viewer: &Viewer) -> impl IntoView + use<> {
    let memberships = viewer.account().map(|account| account.memberships.clone()).unwrap_or_default();
    let inboxes = memberships.into_iter().map(|membership| {
        view! { <a href=format!("/institutions/{}/inbox", membership.slug)>{m::inbox_heading()}</a> }
    });
    let manage = viewer.facilitator().is_ok().then(|| view! { <a href="/manage">{m::nav_manage()}</a> });
    view! { {inboxes.collect_view()}{manage} }
}

/// Under the thumb on a phone.
#[component]
fn Bar(section: Section, unread: u32) -> impl IntoView {
    view! {
        <nav class="bar" aria-label=m::nav_main_foot()>
            <a href="/" aria-current=current(section == Section::Ideas)><Icon name="map" />{m::nav_ideas()}</a>
            <a href="/institutions" aria-current=current(section == Section::Institutions)>
                <Icon name="institution" />{m::nav_institutions()}
            </a>
            <a class="btn main" href="/proposals/new">{m::nav_new_idea()}</a>
            <a href="/academy" aria-current=current(section == Section::Learn)><Icon name="learn" />{m::nav_learn()}</a>
            <a href="/you" aria-current=current(section == Section::You)>
                <Icon name="you" />{m::nav_you()}
                {(unread > 0).then(|| view! { <span class="dot"></span> })}
            </a>
        </nav>
    }
}

/// The demo's sign-in buttons.
#[component]
fn Demo() -> impl IntoView {
    let buttons =
        [("amina", m::demo_resident()), ("ana", m::demo_staff()), ("joseph", m::demo_facilitator())];
    let buttons =
        buttons.map(|(who, word)| view! { <button class="btn small" name="as" value=who>{word}</button> });
    view! {
        <aside class="demo" aria-label=m::demo_note()>
            <p><b>{m::demo_note()}</b>" "{m::demo_try_as()}</p>
            <form class="demo-as" method="post" action="/demo">{buttons.collect_view()}</form>
        </aside>
    }
}

#[component]
fn Foot(credit: Option<String>, demo: bool) -> impl IntoView {
    view! {
        <footer class="foot">
            <ul class="foot-links">
                <li><a href="/neighbourhoods">{m::footer_neighbourhoods()}</a></li>
                <li><a href="/about">{m::footer_about()}</a></li>
                <li><a href="/about#matching">{m::footer_matching()}</a></li>
                <li><a href="/privacy">{m::footer_privacy()}</a></li>
            </ul>
            {credit.map(|credit| view! { <p class="credit">{credit}</p> })}
            {demo.then(|| view! { <p class="credit">{m::demo_people()}</p> })}
        </footer>
    }
}
