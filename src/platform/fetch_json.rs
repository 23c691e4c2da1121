//! Files of the form itself, such as its message catalogs.

use gloo_net::http::RequestBuilder;
use wasm_bindgen::JsCast;

use super::deadline::Deadline;
use super::fetch::{body_text, fetch};
use super::{Value, json};

/// Fetches JSON from the module's own files, without a token.
///
/// Returns `None` if no valid JSON arrives within `milliseconds`, whatever the cause.
pub async fn fetch_json(url: &str, milliseconds: u32) -> Option<Value> {
    let deadline = Deadline::new(milliseconds);
    let request: web_sys::Request = RequestBuilder::new(url).build().ok()?.into();
    let response: web_sys::Response = deadline
        .race(fetch(&request)?)
        .await?
        .ok()?
        .dyn_into()
        .ok()?;
    if !response.ok() {
        return None;
    }
    json::parse(&body_text(response.body()?, &deadline).await?)
}
