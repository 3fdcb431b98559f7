//! How islands speak to the public API: `fetch`, JSON, and nothing that weighs more.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{EventTarget, HtmlFormElement, Request, RequestInit, Response};

/// The answer of a call as a JavaScript value; `Err` with the status where the API says no (0: not reached).
pub(super) async fn send(method: &str, path: &str) -> Result<JsValue, u16> {
    let options = RequestInit::new();
    options.set_method(method);
    let request = Request::new_with_str_and_init(path, &options).map_err(|_| 0_u16)?;
    let window = web_sys::window().ok_or(0_u16)?;
    let response = JsFuture::from(window.fetch_with_request(&request)).await.map_err(|_| 0_u16)?;
    let response: Response = response.dyn_into().map_err(|_| 0_u16)?;
    if !response.ok() {
        return Err(response.status());
    }
    let json = response.json().map_err(|_| response.status())?;
    JsFuture::from(json).await.map_err(|_| response.status())
}

/// A field of an answer that holds a whole number.
pub(super) fn number(answer: &JsValue, field: &str) -> Option<u32> {
    let value = js_sys::Reflect::get(answer, &field.into()).ok()?.as_f64()?;
    (value >= 0.0 && value <= f64::from(u32::MAX)).then_some(value as u32)
}

/// A field of an answer that holds text.
pub(super) fn text(answer: &JsValue, field: &str) -> Option<String> {
    js_sys::Reflect::get(answer, &field.into()).ok()?.as_string()
}

/// A field of an answer that holds a list.
pub(super) fn items(answer: &JsValue, field: &str) -> Vec<JsValue> {
    let list = js_sys::Reflect::get(answer, &field.into()).ok();
    list.and_then(|list| list.dyn_into::<js_sys::Array>().ok()).map(|list| list.to_vec()).unwrap_or_default()
}

/// What is typed in the field with this id.
pub(super) fn typed(id: &str) -> Option<String> {
    let field = web_sys::window()?.document()?.get_element_by_id(id)?;
    js_sys::Reflect::get(&field, &"value".into()).ok()?.as_string()
}

/// A text, or its first `most` letters, as part of an address.
pub(super) fn encoded(text: &str, most: u32) -> String {
    let first: String = text.chars().take(most as usize).collect();
    js_sys::encode_uri_component(&first).into()
}

/// Whether one of these has the focus.
pub(super) fn has_focus(ids: &[&str]) -> bool {
    let focused = web_sys::window().and_then(|window| window.document()?.active_element());
    focused.is_some_and(|element| ids.contains(&element.id().as_str()))
}

/// The id of what an event is about.
pub(super) fn id_of(target: &EventTarget) -> Option<String> {
    target.dyn_ref::<web_sys::Element>().map(web_sys::Element::id)
}

/// Sends the form as a browser without scripts would.
pub(super) fn submit(form: Option<EventTarget>) {
    if let Some(form) = form.and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) {
        let _ = form.submit();
    }
}
