//! The stylesheet of the list, minified at compile time. It follows that of the form.

use crate::form::minify;

const SOURCE: &str = include_str!("../../style/several.css");
const LENGTH: usize = minify::<0>(SOURCE).1;
const MINIFIED: [u8; LENGTH] = minify(SOURCE).0;

/// The stylesheet of the list.
pub(crate) const STYLE: &str = match str::from_utf8(&MINIFIED) {
    Ok(style) => style,
    Err(_) => panic!("the minified stylesheet is not valid UTF-8"),
};
