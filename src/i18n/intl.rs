//! Numbers, plurals, lists and times in the page's language, by the platform
//! ([Intl](https://tc39.es/ecma402/)). A tag that the platform refuses counts as English.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::platform::double_text;

/// The formats of one language.
#[derive(Clone, Copy, Debug)]
pub struct Intl<'a> {
    tag: &'a str,
}

impl<'a> Intl<'a> {
    /// The formats for a language tag.
    pub fn new(tag: &'a str) -> Self {
        Self { tag }
    }

    /// Which form of a word goes with a count: `zero`, `one`, `two`, `few`, `many` or `other`.
    pub fn plural_category(self, count: usize) -> String {
        if self.is_english() {
            return in_english(count);
        }
        let category = self.format("PluralRules", &[], "select", &[double(count).into()]);
        category.unwrap_or_else(|| in_english(count))
    }

    /// A count, written as [`Intl::number`] writes numbers.
    pub fn count(self, count: usize) -> String {
        if self.is_english() {
            count.to_string()
        } else {
            self.number(double(count))
        }
    }

    /// Whether counts need no formatter: the first of a page takes the browser longer than a frame.
    /// `-u-` would ask for other digits.
    fn is_english(self) -> bool {
        self.tag == "en" || self.tag.starts_with("en-") && !self.tag.contains("-u-")
    }

    /// A number with the language's decimal mark and digits, and without separators, as a person
    /// would type it.
    pub fn number(self, number: f64) -> String {
        // Beyond these the platform writes an exponent, which no language has a word for.
        if number == 0.0 || (1e-6..1e21).contains(&number.abs()) {
            let options = [("useGrouping", "false"), ("maximumFractionDigits", "20")];
            if let Some(text) = self.format("NumberFormat", &options, "format", &[number.into()]) {
                return text;
            }
        }
        double_text(number)
    }

    /// A number of bytes in kilobytes: "0.3 kB", "1,250 kB".
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

    /// Alternatives: "a, b or c".
    pub fn disjunction(self, items: &[String]) -> String {
        let list = items
            .iter()
            .map(|item| JsValue::from_str(item))
            .collect::<Array>();
        let options = [("type", "disjunction")];
        self.format("ListFormat", &options, "format", &[list.into()])
            .unwrap_or_else(|| items.join(", "))
    }

    /// A time from now: "in 5 seconds", "in 2 minutes".
    pub fn relative_time(self, seconds: u32) -> String {
        let (count, unit) = if seconds < 120 {
            (seconds, "second")
        } else {
            (seconds.div_ceil(60), "minute")
        };
        let parts = [count.into(), JsValue::from(unit)];
        self.format("RelativeTimeFormat", &[], "format", &parts)
            .unwrap_or_else(|| format!("{count} {unit}s"))
    }

    /// A time to come, of milliseconds since 1970 and seconds from now: as exact as it is near, and
    /// with the day where the time alone could be today's.
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

    /// What a method of a formatter of this language answers. By name, because js-sys' types for
    /// all of them would weigh more than they say.
    fn format(
        self,
        class: &str,
        options: &[(&str, &str)],
        method: &str,
        given: &[JsValue],
    ) -> Option<String> {
        let given = given.iter().collect::<Array>();
        let with = |tag: &str| {
            let format = formatter(class, tag, options)?;
            let method: Function = Reflect::get(&format, &method.into())
                .ok()?
                .dyn_into()
                .ok()?;
            method.apply(&format, &given).ok()?.as_string()
        };
        with(self.tag).or_else(|| with("en"))
    }
}

thread_local! {
    /// The formatters that were made, by all that they were made of: to make one takes longer than
    /// all that it is used for.
    static MADE: RefCell<BTreeMap<String, JsValue>> = const { RefCell::new(BTreeMap::new()) };
}

fn formatter(class: &str, tag: &str, options: &[(&str, &str)]) -> Option<JsValue> {
    let mut key = [class, " ", tag].concat();
    for (name, value) in options {
        key.extend([" ", name, " ", value]);
    }
    if let Some(made) = MADE.with_borrow(|made| made.get(&key).cloned()) {
        return Some(made);
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &class.into()).ok()?.dyn_into().ok()?;
    let own: Object = Object::create(JsValue::NULL.unchecked_ref());
    for (name, value) in options {
        let value = if *value == "false" {
            JsValue::FALSE
        } else {
            (*value).into()
        };
        // An object made here takes any member.
        let _ = Reflect::set(&own, &(*name).into(), &value);
    }
    let formatter = Reflect::construct(&class, &Array::of2(&tag.into(), &own)).ok()?;
    MADE.with_borrow_mut(|made| made.insert(key, formatter.clone()));
    Some(formatter)
}

fn in_english(count: usize) -> String {
    if count == 1 { "one" } else { "other" }.to_owned()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "no list or text that a browser holds is that long"
)]
fn double(count: usize) -> f64 {
    count as f64
}
