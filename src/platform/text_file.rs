//! The text of a file, in the encodings of spreadsheets.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, TextDecoder, TextDecoderOptions};

/// The maximum size of a file, in bytes.
const MAX_SIZE: f64 = 10e6;

/// Reads a file. Returns `None` if it cannot be read or is larger than 10 MB.
///
/// Its encoding is that of its byte order mark, or UTF-8, or, if it is not valid UTF-8,
/// [windows-1252](https://encoding.spec.whatwg.org/#windows-1252), which Excel writes.
pub(crate) async fn read(file: &Blob) -> Option<String> {
    if file.size() > MAX_SIZE {
        return None;
    }
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    let bytes = Uint8Array::new(&buffer).to_vec();
    let label = match *bytes {
        [0xFF, 0xFE, ..] => "utf-16le",
        [0xFE, 0xFF, ..] => "utf-16be",
        _ => "utf-8",
    };
    let text = decode(&bytes, label).or_else(|| decode(&bytes, "windows-1252"))?;
    // Texts contain no NUL, but most other files do.
    (!text.contains('\0')).then_some(text)
}

/// Decodes bytes, or returns `None` if they are invalid. Removes the byte order mark.
fn decode(bytes: &[u8], label: &str) -> Option<String> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = TextDecoder::new_with_label_and_options(label, &options).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}
