//! The form's stylesheet, without what only its authors need.

/// As it is written.
const WRITTEN: &str = concat!(
    include_str!("../../style/tokens.css"),
    include_str!("../../style/element.css"),
    include_str!("../../style/lists.css"),
    include_str!("../../style/categories.css"),
    include_str!("../../style/messages.css"),
    include_str!("../../style/print.css"),
);

const LENGTH: usize = minify::<0>(WRITTEN).1;
const MINIFIED: [u8; LENGTH] = minify(WRITTEN).0;

/// The form's stylesheet. `<add-skill>` adopts it; an app that uses
/// [`AddSkillForm`](super::AddSkillForm) by itself adds it to its page.
pub const STYLE: &str = match str::from_utf8(&MINIFIED) {
    Ok(style) => style,
    Err(_) => panic!("what is left of a text is no text"),
};

/// A stylesheet without comments and without white space that says nothing, as far as there is
/// room, and how long all of it is. By the compiler; it is ours: no text in it has a comment's
/// beginning, a space beside one of `{};,` or one behind a colon.
const fn minify<const ROOM: usize>(css: &str) -> ([u8; ROOM], usize) {
    let (css, mut bytes, mut length, mut place) = (css.as_bytes(), [0; ROOM], 0, 0);
    let (mut last, mut is_space) = (b'}', false);
    while place < css.len() {
        match css[place] {
            b'/' if css[place + 1] == b'*' => {
                while css[place] != b'*' || css[place + 1] != b'/' || css[place - 1] == b'/' {
                    place += 1;
                }
                place += 1;
            }
            b' ' | b'\n' => is_space = true,
            byte => {
                if is_space && !is_mark(byte) && !is_mark(last) && last != b':' {
                    put(&mut bytes, length, b' ');
                    length += 1;
                }
                // The last declaration of a rule needs no end.
                if byte == b'}' && last == b';' {
                    length -= 1;
                }
                put(&mut bytes, length, byte);
                length += 1;
                (last, is_space) = (byte, false);
            }
        }
        place += 1;
    }
    (bytes, length)
}

const fn put(bytes: &mut [u8], place: usize, byte: u8) {
    if place < bytes.len() {
        bytes[place] = byte;
    }
}

const fn is_mark(byte: u8) -> bool {
    matches!(byte, b'{' | b'}' | b';' | b',')
}
