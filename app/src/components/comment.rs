//! What neighbours say.

use crate::messages as m;
use crate::say;
use domain::Time;
use domain::people::initials;
use domain::proposals::Comment;
use leptos::prelude::*;

/// Comments, oldest first. A moderator may hide each.
#[component]
pub fn CommentList(comments: Vec<Comment>, now: Time, may_moderate: bool) -> impl IntoView {
    let items = comments
        .into_iter()
        .map(|comment| view! { <CommentItem comment=comment now=now may_moderate=may_moderate /> });
    view! { <ol class="comments">{items.collect_view()}</ol> }
}

#[component]
fn CommentItem(comment: Comment, now: Time, may_moderate: bool) -> impl IntoView {
    let name = comment.author.map_or_else(|| m::proposal_author_unknown().to_owned(), |a| a.display_name);
    let hidden = comment.hidden.clone();
    let class = if hidden.is_some() { "comment hidden" } else { "comment" };
    let text = match hidden.as_deref() {
        Some(why) => view! { <p>{m::comment_hidden(why.to_owned())}</p> }.into_any(),
        None => comment
            .body
            .split("\n\n")
            .map(|part| view! { <p>{part.to_owned()}</p> })
            .collect_view()
            .into_any(),
    };
    view! {
        <li class=class id=format!("c-{}", comment.id)>
            <span class="face small w-c" aria-hidden="true">{initials(&name)}</span>
            <div class="comment-body">
                <p class="comment-by">
                    <b>{name}</b>" "
                    <time class="quiet" datetime=comment.created_at.rfc3339()>{say::ago(comment.created_at, now)}</time>
                </p>
                {text}
                {may_moderate.then(|| view! { <HideForm action=format!("/comments/{}/hide", comment.id) hidden=hidden.is_some() /> })}
            </div>
        </li>
    }
}

/// Hiding with a reason, or showing again.
#[component]
pub fn HideForm(action: String, hidden: bool) -> impl IntoView {
    if hidden {
        view! {
            <form method="post" action=action><button class="link" name="show" value="1">{m::unhide_submit()}</button></form>
        }
        .into_any()
    } else {
        let id = action.replace('/', "-");
        view! {
            <details class="fold reveal">
                <summary class="link">{m::hide_open()}</summary>
                <form class="form fold-body" method="post" action=action>
                    <div class="field">
                        <label for=id.clone()>{m::hide_reason()}</label>
                        <input id=id name="reason" required=true minlength="3" maxlength="300" />
                    </div>
                    <div class="actions"><button class="btn danger small">{m::hide_submit()}</button></div>
                </form>
            </details>
        }
        .into_any()
    }
}
