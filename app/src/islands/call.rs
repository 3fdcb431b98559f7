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

/// Sends the form as a browser without scripts would.
pub(super) fn submit(form: Option<EventTarget>) {
    if let Some(form) = form.and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) {
        let _ = form.submit();
    }
}
