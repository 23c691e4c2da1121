//! Elements of the view that come and go.

use std::mem;

use web_sys::Node;

use super::browser::{El, Text, insert};

/// Elements that come and go.
pub(crate) struct Contents {
    /// They stand before it.
    marker: Node,
    shown: Vec<Shown>,
    items: Box<dyn Fn() -> Vec<Item>>,
}

/// An element that is there.
struct Shown {
    key: Option<Text>,
    el: El,
}

/// One of several elements that come and go.
pub(crate) enum Item {
    /// It follows nothing. One that is equal to what is shown already is not shown anew.
    Plain(El),
    /// As long as there is one of this key it stays as it was made.
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

impl Contents {
    pub fn new(marker: Node, items: impl Fn() -> Vec<Item> + 'static) -> Self {
        Self {
            marker,
            shown: Vec::new(),
            items: Box::new(items),
        }
    }

    /// Shows the items as they are now. What stays is not touched.
    pub fn update(&mut self) {
        let mut before = mem::take(&mut self.shown);
        for item in (self.items)() {
            let same = before.iter().position(|shown| shown.is(&item));
            let shown = if let Some(place) = same {
                // What stood before it and did not come again is gone.
                before
                    .drain(..place)
                    .for_each(|gone| gone.el.element().remove());
                before.remove(0)
            } else {
                let shown = Shown::new(item);
                insert(
                    shown.el.element(),
                    before
                        .first()
                        .map_or(&self.marker, |next| next.el.element().as_ref()),
                );
                shown
            };
            self.shown.push(shown);
        }
        for gone in before {
            gone.el.element().remove();
        }
    }
}

impl Shown {
    fn new(item: Item) -> Self {
        match item {
            Item::Plain(el) => {
                debug_assert!(el.follows_nothing(), "what follows something has a key");
                Self { key: None, el }
            }
            Item::Keyed(key, make) => Self {
                key: Some(key),
                el: make().following(),
            },
        }
    }

    fn is(&self, item: &Item) -> bool {
        match item {
            Item::Plain(el) => {
                self.key.is_none() && self.el.element().is_equal_node(Some(el.element()))
            }
            Item::Keyed(key, _) => self.key.as_ref() == Some(key),
        }
    }
}
