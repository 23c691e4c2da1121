//! The form's stylesheet, minified at compile time.

/// The source of the stylesheet.
const SOURCE: &str = concat!(
    include_str!("../../style/tokens.css"),
    include_str!("../../style/element.css"),
    include_str!("../../style/lists.css"),
    include_str!("../../style/categories.css"),
    include_str!("../../style/messages.css"),
    include_str!("../../style/print.css"),
);

/// The form's stylesheet.
///
/// `<add-skill>` adopts it. An app that uses [`AddSkillForm`](super::AddSkillForm) adds it to its
/// page.
pub const STYLE: &str = minified!(SOURCE);

/// Returns a constant stylesheet, minified at compile time.
macro_rules! minified {
    ($source:expr) => {{
        const LENGTH: usize = $crate::form::minify::<0>($source).1;
        const MINIFIED: [u8; LENGTH] = $crate::form::minify($source).0;
        match str::from_utf8(&MINIFIED) {
            Ok(style) => style,
            Err(_) => panic!("the minified stylesheet is not valid UTF-8"),
        }
    }};
}
pub(crate) use minified;

/// Returns a stylesheet without comments and redundant white space, and its length.
///
/// The text is truncated to `CAPACITY` bytes, but the length is not. This function relies on a
/// property of our stylesheets: their strings contain no `/*`, no space next to one of `{};,`, and
/// no space after a colon.
pub(crate) const fn minify<const CAPACITY: usize>(css: &str) -> ([u8; CAPACITY], usize) {
    let (css, mut bytes, mut length, mut index) = (css.as_bytes(), [0; CAPACITY], 0, 0);
    let (mut last, mut is_space) = (b'}', false);
    while index < css.len() {
        match css[index] {
            b'/' if css[index + 1] == b'*' => {
                while css[index] != b'*' || css[index + 1] != b'/' || css[index - 1] == b'/' {
                    index += 1;
                }
                index += 1;
            }
            b' ' | b'\n' => is_space = true,
            byte => {
                if is_space && !is_punctuation(byte) && !is_punctuation(last) && last != b':' {
                    put(&mut bytes, length, b' ');
                    length += 1;
                }
                // The last declaration of a rule needs no semicolon.
                if byte == b'}' && last == b';' {
                    length -= 1;
                }
                put(&mut bytes, length, byte);
                length += 1;
                (last, is_space) = (byte, false);
            }
        }
        index += 1;
    }
    (bytes, length)
}

const fn put(bytes: &mut [u8], index: usize, byte: u8) {
    if index < bytes.len() {
        bytes[index] = byte;
    }
}

const fn is_punctuation(byte: u8) -> bool {
    matches!(byte, b'{' | b'}' | b';' | b',')
}
