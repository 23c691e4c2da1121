//! The view builder, modeled on Leptos' own [`html`](leptos::html) builder.
//!
//! ```text
//! el!(button type="button" part="stop")
//!     .attr("aria-label", move || form.text(…))   // a text, an Option, or a closure
//!     .text("Stop")
//!     .child(…)
//!     .show(move || is_visible.get(), el!(span))  // rendered while the closure returns true
//!     .each(move || items)                        // a dynamic list of children
//!     .on("click", move |event| …)
//!     .node_ref(&button)
//! ```
//!
//! Leptos' `view!` compiles code for every type of element, attribute, and event, and runs an
//! effect for each value that tracks signals. For this form, that was a quarter of the module, and
//! most of the time and memory of its view. Here, all elements have one type and are created by
//! cloning, and all values of one field share one effect, which writes only changed values.
//!
//! Two backends share this API. In browsers, an element is created in the document, or adopted from
//! a rendered form. On servers (feature `ssr`), it becomes HTML: closures run once, and listeners
//! and references are dropped.

#[cfg(not(feature = "ssr"))]
mod browser;
mod children;
mod event;
#[cfg(not(feature = "ssr"))]
mod hydration;
mod leptos_view;
mod template;
#[cfg(feature = "ssr")]
mod text;
mod value;

#[cfg(not(feature = "ssr"))]
use browser as backend;
#[cfg(feature = "ssr")]
use text as backend;

use std::any::Any;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;
use std::mem;
use std::rc::Rc;

use web_sys::{Element, Event};

use children::Children;

pub(crate) use backend::{forget_written, is_changed, is_edited, set_written};
pub(crate) use children::Item;
pub(crate) use event::{is, is_by_input_method, is_composing, is_primary, key};
#[cfg(not(feature = "ssr"))]
pub(crate) use hydration::{is_hydrating, unordered};
pub(crate) use leptos_view::{Source, View};
pub(crate) use template::{Template, check_attribute, check_tag, el};
#[cfg(feature = "ssr")]
pub(crate) use text::{escape, is_hydrating, unordered};
pub(crate) use value::Value;

/// The attribute of a rendered form: the version of the view, the number of its nodes, and their
/// positions in the order of creation.
pub(crate) const ORDER: &str = "data-order";

/// The version of the view.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A text of the view, or an attribute's value.
pub(crate) type Text = Cow<'static, str>;

/// An element of the view, with its effects and listeners. Dropping it stops them.
pub(crate) struct El {
    node: backend::Node,
    /// The bindings that do not run in an effect yet.
    bindings: Vec<Binding>,
    /// Effects and listeners.
    held: Vec<Box<dyn Any>>,
}

impl fmt::Debug for El {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("El")
    }
}

/// A part of an element that tracks signals.
enum Binding {
    /// A value, with the text that was last written. An unchanged value is not written again.
    Value {
        node: backend::Node,
        place: Place,
        last: Option<Text>,
        value: Box<dyn Fn() -> Option<Text>>,
    },
    /// A dynamic list of elements before a marker.
    Children(Children),
    /// Another effect, in browsers only.
    Effect(Box<dyn FnMut()>),
}

/// The target of a value.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    /// The text of an element without other children.
    Text,
    /// An attribute.
    Attribute(&'static str),
    /// The value of an input or a select.
    Value,
    /// Whether an input is checked.
    Checked,
}

impl Place {
    /// Whether the user can change it too.
    fn is_control(self) -> bool {
        matches!(self, Self::Value | Self::Checked)
    }
}

/// A reference to the element of an [`El`]. It is set when the element exists in a document, which
/// is never the case on a server. All clones refer to the same element.
#[derive(Clone, Default)]
pub(crate) struct NodeRef(Rc<OnceCell<Element>>);

impl NodeRef {
    /// The element, in browsers.
    pub fn get(&self) -> Option<&Element> {
        self.0.get()
    }
}

impl El {
    /// Creates an element. Use [`el!`].
    pub fn new(template: Template) -> Self {
        Self {
            node: backend::Node::new(template),
            bindings: Vec::new(),
            held: Vec::new(),
        }
    }

    /// Sets an attribute to a text, an optional text, or the result of a closure that tracks
    /// signals. A Boolean attribute is set by `true`.
    pub fn attr(self, name: &'static str, value: impl Value) -> Self {
        value.apply(self, Place::Attribute(name))
    }

    /// Sets the text of an element without other children.
    pub fn text(self, text: impl Value) -> Self {
        text.apply(self, Place::Text)
    }

    /// Sets the value of an input or a select, when the closure's signals change.
    pub fn value(self, value: impl Fn() -> String + 'static) -> Self {
        value.apply(self, Place::Value)
    }

    /// Sets whether an input is checked, when the closure's signals change.
    pub fn checked(self, is_checked: impl Fn() -> bool + 'static) -> Self {
        is_checked.apply(self, Place::Checked)
    }

    /// Appends a text.
    pub fn text_node(self, text: &str) -> Self {
        self.node.append_text(text);
        self
    }

    /// Appends an element.
    pub fn child(mut self, child: El) -> Self {
        self.node.append(&child.node);
        self.adopt(child);
        self
    }

    /// Appends elements.
    pub fn children(self, children: impl IntoIterator<Item = El>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// Appends an element that is rendered while `when` returns true.
    pub fn show(mut self, when: impl Fn() -> bool + 'static, child: El) -> Self {
        let (marker, node) = (self.node.append_marker(), child.node.clone());
        self.adopt(child);
        self.bindings.push(Binding::Effect(Box::new(move || {
            if !when() {
                node.remove();
            } else if !node.has_parent() {
                marker.insert_before(&node);
            }
        })));
        self
    }

    /// Appends a dynamic list of elements. Elements with bindings have a key: see [`Item`].
    pub fn each(mut self, items: impl Fn() -> Vec<Item> + 'static) -> Self {
        let children = Children::new(self.node.append_marker(), items);
        self.bindings.push(Binding::Children(children));
        self
    }

    /// Runs `effect` immediately and whenever its signals change, in browsers only.
    pub fn effect(mut self, effect: impl FnMut() + 'static) -> Self {
        if !cfg!(feature = "ssr") {
            self.bindings.push(Binding::Effect(Box::new(effect)));
        }
        self
    }

    /// Listens for an event, in browsers.
    pub fn on(self, name: &'static str, handle: impl Fn(Event) + 'static) -> Self {
        self.listen(name, false, Box::new(handle))
    }

    /// Listens for an event in its capture phase, before all listeners in the element. Effects run
    /// between listeners, and must not overwrite input that has not been read yet.
    pub fn on_capture(self, name: &'static str, handle: impl Fn(Event) + 'static) -> Self {
        self.listen(name, true, Box::new(handle))
    }

    fn listen(mut self, name: &'static str, capture: bool, handle: Box<dyn Fn(Event)>) -> Self {
        self.held.push(self.node.listen(name, capture, handle));
        self
    }

    /// Sets `reference` to the element, in browsers.
    pub fn node_ref(self, reference: &NodeRef) -> Self {
        self.node.refer(reference);
        self
    }

    /// Keeps a value alive as long as the element.
    pub fn hold(mut self, value: impl Any) -> Self {
        self.held.push(Box::new(value));
        self
    }

    /// Inserts the element into a document, in browsers. Its bindings do not run.
    pub fn mount(self, parent: &Element, before: Option<&Element>) {
        self.node.mount(parent, before);
    }

    /// Inserts the element into a document, in browsers, and runs its bindings until the returned
    /// element is dropped.
    #[cfg(feature = "several")]
    pub fn render(self, parent: &Element) -> Self {
        let el = self.activate();
        el.node.mount(parent, None);
        el
    }

    /// Removes the element from its document, and stops its bindings.
    #[cfg(feature = "several")]
    pub fn remove(self) {
        self.node.remove();
    }

    fn put(self, place: Place, value: Option<&str>) -> Self {
        self.node.put(place, value);
        self
    }

    fn bind(mut self, place: Place, value: Box<dyn Fn() -> Option<Text>>) -> Self {
        self.bindings.push(Binding::Value {
            node: self.node.clone(),
            place,
            last: None,
            value,
        });
        self
    }

    fn adopt(&mut self, child: El) {
        self.bindings.extend(child.bindings);
        self.held.extend(child.held);
    }

    /// Runs the bindings so far, of the element and its children, in one effect, apart from those of
    /// the parent.
    pub fn activate(mut self) -> Self {
        let mut bindings = mem::take(&mut self.bindings);
        if !bindings.is_empty() {
            let run = move || bindings.iter_mut().for_each(Binding::run);
            self.held.push(backend::run(run));
        }
        self
    }
}

impl Binding {
    fn run(&mut self) {
        match self {
            Self::Value {
                node,
                place,
                last,
                value,
            } => {
                let now = value();
                // A control whose value differs from the written one was changed by the user or a
                // script. It is not written until its field changes, and is read before the skill
                // is sent.
                // The rendered element may have an attribute that must be removed.
                if *last != now || is_hydrating() || (place.is_control() && !node.is_changed()) {
                    node.put(*place, now.as_deref());
                    *last = now;
                }
            }
            Self::Children(children) => children.update(),
            Self::Effect(effect) => effect(),
        }
    }
}
