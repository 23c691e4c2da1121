//! Numbers, plurals, lists and times in the page's language, by the platform
//! ([Intl](https://tc39.es/ecma402/)). A tag that the platform refuses counts as English.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::skill::platform::double_text;

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
        let category = self.format("PluralRules", &[], "select", &[double(count).into()]);
        category.unwrap_or_else(|| if count == 1 { "one" } else { "other" }.to_owned())
    }

    /// A count, written as [`Intl::number`] writes numbers.
    pub fn count(self, count: usize) -> String {
        self.number(double(count))
    }

    /// A number with the language's decimal mark and digits, and without separators, as a person would type it.
    pub fn number(self, number: f64) -> String {
        // Beyond these the platform writes an exponent, which no language has a word for.
        if number == 0.0 || (1e-6..1e21).contains(&number.abs()) {
            let options = [("useGrouping", JsValue::FALSE), ("maximumFractionDigits", 20.into())];
            if let Some(text) = self.format("NumberFormat", &options, "format", &[number.into()]) {
                return text;
            }
        }
        double_text(number)
    }

    /// A number of bytes in kilobytes: "0.3 kB", "1,250 kB".
    pub fn size(self, bytes: usize) -> String {
        let kilobytes = (double(bytes) / 100.0).ceil() / 10.0;
        let options = [("style", "unit".into()), ("unit", "kilobyte".into()), ("maximumFractionDigits", 1.into())];
        self.format("NumberFormat", &options, "format", &[kilobytes.into()])
            .unwrap_or_else(|| [&double_text(kilobytes), " kB"].concat())
    }

    /// Alternatives: "a, b or c".
    pub fn alternatives(self, items: &[String]) -> String {
        let list = items.iter().map(|item| JsValue::from_str(item)).collect::<Array>();
        let options = [("type", JsValue::from("disjunction"))];
        self.format("ListFormat", &options, "format", &[list.into()]).unwrap_or_else(|| items.join(", "))
    }

    /// A time from now: "in 5 seconds", "in 2 minutes".
    pub fn from_now(self, seconds: u32) -> String {
        let (count, unit) = if seconds < 120 { (seconds, "second") } else { (seconds.div_ceil(60), "minute") };
        let parts = [count.into(), JsValue::from(unit)];
        self.format("RelativeTimeFormat", &[], "format", &parts).unwrap_or_else(|| format!("{count} {unit}s"))
    }

    /// A time to come, of milliseconds since 1970 and seconds from now: as exact as it is near, and with the day where the time
    /// alone could be today's.
    pub fn time(self, milliseconds: f64, seconds: u32) -> String {
        let time = ("timeStyle", JsValue::from(if seconds < 120 { "medium" } else { "short" }));
        let options = [time, ("dateStyle", JsValue::from("medium"))];
        let options = if seconds < 12 * 3600 { &options[..1] } else { &options };
        self.format("DateTimeFormat", options, "format", &[milliseconds.into()]).unwrap_or_default()
    }

    /// What a method of a formatter of this language answers. By name, because js-sys' types for all of them would weigh
    /// more than they say.
    fn format(self, class: &str, options: &[(&str, JsValue)], method: &str, given: &[JsValue]) -> Option<String> {
        let given = given.iter().collect::<Array>();
        let with = |tag: &JsValue| {
            let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
            let class: Function = Reflect::get(&intl, &class.into()).ok()?.dyn_into().ok()?;
            let own: Object = Object::create(JsValue::NULL.unchecked_ref());
            for (name, value) in options {
                // An object made here takes any member.
                let _ = Reflect::set(&own, &(*name).into(), value);
            }
            let format = Reflect::construct(&class, &Array::of2(tag, &own)).ok()?;
            let method: Function = Reflect::get(&format, &method.into()).ok()?.dyn_into().ok()?;
            method.apply(&format, &given).ok()?.as_string()
        };
        with(&self.tag.into()).or_else(|| with(&"en".into()))
    }
}

#[expect(clippy::cast_precision_loss, reason = "no list or text that a browser holds is that long")]
fn double(count: usize) -> f64 {
    count as f64
}
