//! Conditional and repeated children.

use std::mem;

use super::backend::{Marker, Node};
use super::{El, Text};

/// A dynamic list of children.
pub(super) struct Children {
    /// The comment after the children.
    marker: Marker,
    shown: Vec<Shown>,
    items: Box<dyn Fn() -> Vec<Item>>,
}

/// A child that is currently rendered.
struct Shown {
    key: Option<Text>,
    el: El,
}

/// An item of a dynamic list of children.
pub(crate) enum Item {
    /// A child without bindings. If it equals the rendered one, the rendered one is kept.
    Plain(El),
    /// A child with bindings, which is kept as long as the list contains its key. Its bindings
    /// share one effect.
    Keyed(Text, Box<dyn FnOnce() -> El>),
}

impl Item {
    pub fn keyed(key: impl Into<Text>, make: impl FnOnce() -> El + 'static) -> Self {
        Self::Keyed(key.into(), Box::new(make))
    }
}

impl From<El> for Item {
    fn from(el: El) -> Self {
        Self::Plain(el)
    }
}

impl Children {
    pub fn new(marker: Marker, items: impl Fn() -> Vec<Item> + 'static) -> Self {
        Self {
            marker,
            shown: Vec::new(),
            items: Box::new(items),
        }
    }

    /// Renders the current items. Items that are kept are not changed.
    pub fn update(&mut self) {
        let mut before = mem::take(&mut self.shown);
        for item in (self.items)() {
            let same = before.iter().position(|shown| shown.is(&item));
            let shown = if let Some(index) = same {
                // The items before it that are not in the list anymore are removed.
                before.drain(..index).for_each(|gone| gone.node().remove());
                before.remove(0)
            } else {
                let shown = Shown::new(item);
                match before.first() {
                    Some(next) => shown.node().insert_before(next.node()),
                    None => self.marker.insert_before(shown.node()),
                }
                shown
            };
            self.shown.push(shown);
        }
        for gone in before {
            gone.node().remove();
        }
    }
}

impl Shown {
    fn new(item: Item) -> Self {
        match item {
            Item::Plain(el) => {
                debug_assert!(el.bindings.is_empty(), "an item with bindings has a key");
                Self { key: None, el }
            }
            Item::Keyed(key, make) => Self {
                key: Some(key),
                el: make().activate(),
            },
        }
    }

    fn node(&self) -> &Node {
        &self.el.node
    }

    fn is(&self, item: &Item) -> bool {
        match item {
            Item::Plain(el) => self.key.is_none() && self.node().is_equal(&el.node),
            Item::Keyed(key, _) => self.key.as_ref() == Some(key),
        }
    }
}
