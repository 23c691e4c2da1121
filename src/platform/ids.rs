//! Random numbers and GUIDs.

use js_sys::Reflect;
use wasm_bindgen::JsCast;

/// Returns a random number from 0 (inclusive) to 1 (exclusive), for the jitter of a delay.
pub(crate) fn random() -> f64 {
    js_sys::Math::random()
}

/// Returns a new random GUID, or an empty string if the browser has no `crypto`.
///
/// Only secure contexts have
/// [`crypto.randomUUID`](https://w3c.github.io/webcrypto/#Crypto-method-randomUUID). In other
/// contexts, the GUID is formatted from random bytes.
pub fn guid() -> String {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into())
        .ok()
        .and_then(|crypto| crypto.dyn_into::<web_sys::Crypto>().ok());
    let Some(crypto) = crypto else {
        return String::new();
    };
    if Reflect::has(&crypto, &"randomUUID".into()).unwrap_or(false) {
        return crypto.random_uuid();
    }
    let mut bytes = [0; 16];
    // Sixteen bytes never exceed the quota of `getRandomValues`.
    let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    // Version and variant bits of a version 4 UUID:
    // <https://www.rfc-editor.org/rfc/rfc9562#section-5.4>
    bytes[6] = bytes[6] & 0x0F | 0x40;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let hex = |byte: &u8| {
        [byte >> 4, byte & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)]))
    };
    let mut guid: String = bytes.iter().flat_map(hex).collect();
    for hyphen in [8, 13, 18, 23] {
        guid.insert(hyphen, '-');
    }
    guid
}
