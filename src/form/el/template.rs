//! The fixed part of an element: its tag and its fixed attributes, checked by the compiler.

/// A tag and its fixed attributes, as `tag NUL name NUL value NUL name NUL value …`.
///
/// A single text takes less space in the module than a list of pairs, and is as fast to read.
#[derive(Clone, Copy)]
pub(crate) struct Template(pub &'static str);

impl Template {
    /// Returns the name of the element.
    pub fn tag(self) -> &'static str {
        self.0.split('\0').next().unwrap_or_default()
    }

    /// Returns the names and values of the attributes, in order.
    pub fn attributes(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let mut parts = self.0.split('\0').skip(1);
        std::iter::from_fn(move || Some((parts.next()?, parts.next()?)))
    }
}

/// Creates an [`El`](super::El) with fixed attributes: `el!(input type="text" dir="auto")`.
///
/// An attribute without a value is Boolean: `el!(form novalidate)`. Tags and attributes that
/// this crate does not use do not compile; add them to `TAGS` and `ATTRIBUTES`.
macro_rules! el {
    ($tag:ident $($name:ident $(-$rest:ident)* $(= $value:literal)?)*) => {{
        const _: () = {
            $crate::form::el::check_tag(stringify!($tag));
            $($crate::form::el::check_attribute(
                stringify!($tag),
                concat!(stringify!($name) $(, "-", stringify!($rest))*),
            );)*
        };
        $crate::form::el::El::new($crate::form::el::Template(concat!(
            stringify!($tag)
            $(, "\0", stringify!($name) $(, "-", stringify!($rest))*, "\0" $(, $value)?)*
        )))
    }};
}
pub(crate) use el;

/// The elements of the view.
const TAGS: [&str; 31] = [
    "a", "bdi", "button", "caption", "dd", "details", "div", "dl", "dt", "fieldset", "form", "h2",
    "input", "label", "legend", "li", "option", "output", "p", "progress", "select", "span",
    "summary", "table", "tbody", "td", "textarea", "th", "thead", "tr", "ul",
];

/// The attributes of the view, each with the elements that can have it. An empty list means all.
///
/// Sources: [HTML](https://html.spec.whatwg.org/multipage/indices.html#attributes-3) and
/// [WAI-ARIA](https://www.w3.org/TR/wai-aria/#state_prop_def).
const ATTRIBUTES: [(&str, &[&str]); 18] = [
    ("accept", &["input"]),
    ("aria-hidden", &[]),
    ("autocapitalize", &[]),
    ("autocomplete", &["form", "input", "select", "textarea"]),
    ("class", &[]),
    ("dir", &[]),
    ("enterkeyhint", &[]),
    ("inputmode", &[]),
    ("novalidate", &["form"]),
    ("part", &[]),
    ("readonly", &["input", "textarea"]),
    ("role", &[]),
    ("rows", &["textarea"]),
    ("scope", &["th"]),
    ("spellcheck", &[]),
    ("tabindex", &[]),
    ("target", &["a", "form"]),
    ("type", &["button", "input"]),
];

/// Fails to compile for an element that is not in `TAGS`.
pub(crate) const fn check_tag(tag: &str) {
    assert!(contains(&TAGS, tag), "unknown element");
}

/// Fails to compile for an attribute that the element cannot have.
pub(crate) const fn check_attribute(tag: &str, name: &str) {
    let mut index = 0;
    while index < ATTRIBUTES.len() {
        let (known, tags) = ATTRIBUTES[index];
        if is_same(known, name) {
            assert!(
                tags.is_empty() || contains(tags, tag),
                "the element has no such attribute"
            );
            return;
        }
        index += 1;
    }
    panic!("unknown attribute");
}

const fn contains(names: &[&str], name: &str) -> bool {
    let mut index = 0;
    while index < names.len() {
        if is_same(names[index], name) {
            return true;
        }
        index += 1;
    }
    false
}

const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut index = 0;
    while index < one.len() {
        if one[index] != other[index] {
            return false;
        }
        index += 1;
    }
    true
}
