//! A set of strings: the browser's own, because the standard library's adds 2 kB (brotli).

/// A set of strings.
#[derive(Debug, Default)]
pub struct StringSet(imp::Set);

impl StringSet {
    /// Adds a string. Returns whether it is new.
    pub fn insert(&mut self, text: &str) -> bool {
        imp::insert(&mut self.0, text)
    }

    /// Returns the number of strings.
    pub fn len(&self) -> usize {
        imp::len(&self.0)
    }

    /// Returns whether there are no strings.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(target_arch = "wasm32")]
mod imp {
    use wasm_bindgen::JsValue;

    #[derive(Debug)]
    pub struct Set(js_sys::Set);

    impl Default for Set {
        fn default() -> Self {
            Self(js_sys::Set::new(&JsValue::UNDEFINED))
        }
    }

    pub fn insert(set: &mut Set, text: &str) -> bool {
        let size = set.0.size();
        set.0.add(&JsValue::from_str(text));
        set.0.size() > size
    }

    pub fn len(set: &Set) -> usize {
        set.0.size() as usize
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    pub type Set = std::collections::HashSet<String>;

    pub fn insert(set: &mut Set, text: &str) -> bool {
        set.insert(text.to_owned())
    }

    pub fn len(set: &Set) -> usize {
        set.len()
    }
}
