//! The page's `fetch`, called defensively, and the text of a response.

use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStreamDefaultReader;

use super::deadline::Deadline;
use super::options::options;

/// The maximum size of a response body, in bytes. A skill has a few hundred.
const MAX_BODY: usize = 1 << 20;

/// Calls the page's `fetch`. Returns `None` if `fetch` is missing or throws.
///
/// The page may have wrapped `fetch` in a function that does not return a promise.
/// `Promise.resolve` accepts any value.
pub(crate) fn fetch(request: &web_sys::Request) -> Option<Promise> {
    let global = js_sys::global();
    let fetch: Function = Reflect::get(&global, &"fetch".into())
        .ok()?
        .dyn_into()
        .ok()?;
    Some(Promise::resolve(&fetch.call1(&global, request).ok()?))
}

/// Returns the body as text, or `None` if it is late, unreadable, or larger than 1 MiB.
///
/// The body is decoded as in [`Response.text()`](https://fetch.spec.whatwg.org/#dom-body-text):
/// without a byte order mark, and with U+FFFD in place of invalid UTF-8.
pub(crate) async fn body_text(
    stream: web_sys::ReadableStream,
    deadline: &Deadline,
) -> Option<String> {
    // A wrapper of `fetch` may already read the body.
    if stream.locked() {
        return None;
    }
    // If the page added `mode` to `Object.prototype`, WebKit reads it from the options and throws.
    // Options without a prototype prevent this, and `call1` turns any other exception into an
    // `Err`.
    let options: Object = options();
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
    // The result is irrelevant, and a stream that cannot be canceled ends on its own.
    wasm_bindgen_futures::spawn_local(async move { drop(JsFuture::from(reader.cancel()).await) });
    None
}

/// Returns whether the browser reports that it is offline.
pub(crate) fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}
