//! The page's `fetch`, called defensively, and the text of a response.

use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStreamDefaultReader;

use super::deadline::Deadline;

/// The largest response body that is read, in bytes. A skill has a few hundred.
const MAX_BODY: usize = 1 << 20;

/// Calls the page's `fetch`, which may be a wrapper that throws or answers no promise.
pub(crate) fn fetch(request: &web_sys::Request) -> Option<Promise> {
    let global = js_sys::global();
    let fetch: Function = Reflect::get(&global, &"fetch".into())
        .ok()?
        .dyn_into()
        .ok()?;
    Some(Promise::resolve(&fetch.call1(&global, request).ok()?))
}

/// The body as text, if it comes in time and is within the limit. It is decoded as
/// [`Response.text()`](https://fetch.spec.whatwg.org/#dom-body-text) does: without a byte order
/// mark, and with U+FFFD for what is not UTF-8.
pub(crate) async fn body_text(
    stream: web_sys::ReadableStream,
    deadline: &Deadline,
) -> Option<String> {
    // A page's wrapper of `fetch` may be reading it already.
    if stream.locked() {
        return None;
    }
    // Checked, and with options of its own: WebKit reads a `mode` that a page has put on every
    // object's prototype, and throws.
    let options = Object::create(JsValue::NULL.unchecked_ref::<Object>());
    let get_reader: Function = Reflect::get(&stream, &"getReader".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let reader: ReadableStreamDefaultReader =
        get_reader.call1(&stream, &options).ok()?.dyn_into().ok()?;
    let mut bytes = Vec::new();
    loop {
        let Some(Ok(chunk)) = deadline.race(reader.read()).await else {
            break;
        };
        if Reflect::get(&chunk, &"done".into()).is_ok_and(|done| done.is_truthy()) {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
            return Some(String::from_utf8_lossy(bytes).into_owned());
        }
        let chunk: Uint8Array = Reflect::get(&chunk, &"value".into())
            .ok()?
            .dyn_into()
            .ok()?;
        if bytes.len() + chunk.length() as usize > MAX_BODY {
            break;
        }
        bytes.extend(chunk.to_vec());
    }
    // Nobody waits for the rest; a stream that cannot be cancelled ends by itself.
    wasm_bindgen_futures::spawn_local(async move { drop(JsFuture::from(reader.cancel()).await) });
    None
}

/// Whether the browser says that it is offline.
pub(crate) fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}
