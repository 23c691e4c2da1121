//! Numbers, plurals, lists, and times in the page's language, formatted by the platform
//! ([Intl](https://tc39.es/ecma402/)).
//!
//! If the platform rejects a language tag, English is used.

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::platform::{self, OrderedMap, double_text};

/// Whether there is an `Intl`. A native server has none: it formats as in English, and a browser
/// replaces that.
const HAS_INTL: bool = cfg!(target_arch = "wasm32");

/// Formats values in one language.
#[derive(Clone, Copy, Debug)]
pub struct Intl<'a> {
    tag: &'a str,
}

impl<'a> Intl<'a> {
    /// Creates the formats of a language tag.
    pub fn new(tag: &'a str) -> Self {
        Self { tag }
    }

    /// Returns the plural category of a count: `zero`, `one`, `two`, `few`, `many`, or `other`.
    pub fn plural_category(self, count: usize) -> String {
        if self.is_english() {
            return english_category(count);
        }
        let category = self.format("PluralRules", &[], "select", &[double(count).into()]);
        category.unwrap_or_else(|| english_category(count))
    }

    /// Formats a count like [`Intl::number`].
    pub fn count(self, count: usize) -> String {
        if self.is_english() {
            count.to_string()
        } else {
            self.number(double(count))
        }
    }

    /// Returns whether counts need no formatter.
    ///
    /// The first formatter of a page takes a browser longer than one frame. An extension (`-u-`)
    /// can select other digits, so it needs a formatter.
    fn is_english(self) -> bool {
        !HAS_INTL || self.tag == "en" || self.tag.starts_with("en-") && !self.tag.contains("-u-")
    }

    /// Formats a number with the language's decimal separator and digits, but without grouping
    /// separators, as a user would enter it.
    pub fn number(self, number: f64) -> String {
        // Outside this range, the platform uses an exponent, which is not localized.
        if HAS_INTL && (number == 0.0 || (1e-6..1e21).contains(&number.abs())) {
            let options = [("useGrouping", "false"), ("maximumFractionDigits", "20")];
            if let Some(text) = self.format("NumberFormat", &options, "format", &[number.into()]) {
                return text;
            }
        }
        double_text(number)
    }

    /// Formats a number of bytes in kilobytes: "0.3 kB", "1,250 kB".
    pub fn size(self, bytes: usize) -> String {
        let kilobytes = (double(bytes) / 100.0).ceil() / 10.0;
        let options = [
            ("style", "unit"),
            ("unit", "kilobyte"),
            ("maximumFractionDigits", "1"),
        ];
        self.format("NumberFormat", &options, "format", &[kilobytes.into()])
            .unwrap_or_else(|| [&double_text(kilobytes), " kB"].concat())
    }

    /// Formats alternatives: "a, b, or c".
    pub fn disjunction(self, items: &[String]) -> String {
        self.list(items, "disjunction")
    }

    /// Formats values: "a, b, and c".
    ///
    /// The type `unit` omits the conjunction, but also all separators in Chinese and Japanese.
    pub fn conjunction(self, items: &[String]) -> String {
        self.list(items, "conjunction")
    }

    fn list(self, items: &[String], kind: &str) -> String {
        if !HAS_INTL || items.len() < 2 {
            return items.join(", ");
        }
        let list = items
            .iter()
            .map(|item| JsValue::from_str(item))
            .collect::<Array>();
        let options = [("type", kind)];
        self.format("ListFormat", &options, "format", &[list.into()])
            .unwrap_or_else(|| items.join(", "))
    }

    /// Formats a time from now: "now", "in 5 seconds", "in 2 minutes".
    pub fn relative_time(self, seconds: u32) -> String {
        let (count, unit) = if seconds < 120 {
            (seconds, "second")
        } else {
            (seconds.div_ceil(60), "minute")
        };
        let parts = [count.into(), JsValue::from(unit)];
        let options = [("numeric", "auto")];
        self.format("RelativeTimeFormat", &options, "format", &parts)
            .unwrap_or_else(|| format!("{count} {unit}s"))
    }

    /// Formats a future time, given in milliseconds since the Unix epoch and in seconds from now.
    ///
    /// A near time includes seconds. A time that is at least 12 hours away includes the date.
    pub fn time(self, milliseconds: f64, seconds: u32) -> String {
        let options = [
            ("timeStyle", if seconds < 120 { "medium" } else { "short" }),
            ("dateStyle", "medium"),
        ];
        let options = if seconds < 12 * 3600 {
            &options[..1]
        } else {
            &options
        };
        self.format("DateTimeFormat", options, "format", &[milliseconds.into()])
            .unwrap_or_default()
    }

    /// Returns the result of a method of a formatter for this language, or for English.
    ///
    /// The class is looked up by name, because the js-sys types of all formatters would add to the
    /// module's size.
    fn format(
        self,
        class: &str,
        options: &[(&str, &str)],
        method: &str,
        arguments: &[JsValue],
    ) -> Option<String> {
        let arguments = arguments.iter().collect::<Array>();
        let format_in = |tag: &str| {
            let format = formatter(class, tag, options)?;
            let method: Function = Reflect::get(&format, &method.into())
                .ok()?
                .dyn_into()
                .ok()?;
            method.apply(&format, &arguments).ok()?.as_string()
        };
        format_in(self.tag).or_else(|| format_in("en"))
    }
}

/// The maximum number of cached formatters.
const MAX_FORMATTERS: usize = 64;

thread_local! {
    /// Caches formatters by class, tag, and options, because creating one takes longer than all its
    /// uses.
    static FORMATTERS: RefCell<OrderedMap<String, JsValue>> = const { RefCell::new(OrderedMap::new()) };
}

fn formatter(class: &str, tag: &str, options: &[(&str, &str)]) -> Option<JsValue> {
    let mut key = [class, " ", tag].concat();
    for (name, value) in options {
        key.extend([" ", name, " ", value]);
    }
    if let Some(formatter) = FORMATTERS.with_borrow(|formatters| formatters.get(&key).cloned()) {
        return Some(formatter);
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &class.into()).ok()?.dyn_into().ok()?;
    let object: Object = platform::options();
    for (name, value) in options {
        let value = if *value == "false" {
            JsValue::FALSE
        } else {
            (*value).into()
        };
        // Setting a property of a new object never fails.
        let _ = Reflect::set(&object, &(*name).into(), &value);
    }
    let formatter = Reflect::construct(&class, &Array::of2(&tag.into(), &object)).ok()?;
    FORMATTERS.with_borrow_mut(|formatters| {
        // A server may see any number of tags.
        if formatters.len() >= MAX_FORMATTERS {
            *formatters = OrderedMap::new();
        }
        formatters.insert(key, formatter.clone());
    });
    Some(formatter)
}

fn english_category(count: usize) -> String {
    if count == 1 { "one" } else { "other" }.to_owned()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "no list or text that a browser holds is that long"
)]
fn double(count: usize) -> f64 {
    count as f64
}
