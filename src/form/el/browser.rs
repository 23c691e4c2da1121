//! Elements in a document: the backend for browsers.

use std::any::Any;
use std::cell::RefCell;
use std::ptr;

use js_sys::WeakMap;
use leptos::prelude::{RenderEffect, document};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlInputElement, HtmlOptionElement};

use super::{NodeRef, Place, Template, hydration};

/// An element.
#[derive(Clone)]
pub(super) struct Node(Element);

/// A position among the children of an element: a comment, which `:empty` ignores and
/// `Node.normalize()` keeps.
pub(super) struct Marker(web_sys::Node);

thread_local! {
    /// An element of each template. Cloning it is much faster than creating one, and shares the
    /// attributes.
    static PROTOTYPES: RefCell<Vec<(&'static str, Element)>> = const { RefCell::new(Vec::new()) };
}

impl Node {
    pub fn new(template: Template) -> Self {
        if let Some(element) = hydration::take_element(template) {
            return Self(element);
        }
        let prototype = PROTOTYPES.with_borrow_mut(|prototypes| {
            let known = prototypes.iter().find(|(of, _)| ptr::eq(*of, template.0));
            if let Some((_, element)) = known {
                return element.clone();
            }
            let made = make(template);
            prototypes.push((template.0, made.clone()));
            made
        });
        #[expect(clippy::expect_used, reason = "an element can be cloned")]
        Self(prototype.clone_node().expect("a clone").unchecked_into())
    }

    pub fn element(&self) -> &Element {
        &self.0
    }

    pub fn refer(&self, reference: &NodeRef) {
        // Each reference is set once.
        let _ = reference.0.set(self.0.clone());
    }

    pub fn mount(&self, parent: &Element, before: Option<&Element>) {
        // Any element can be inserted into an element.
        let _ = parent.insert_before(&self.0, before.map(AsRef::as_ref));
    }

    pub fn append(&self, child: &Self) {
        if hydration::is_hydrating() {
            if child.is_in(&self.0) {
                return;
            }
            // Only one of the two comes from the rendered form, so they do not match.
            if child.has_parent() || self.has_parent() {
                hydration::set_mismatch();
                return;
            }
        }
        append(&self.0, &child.0);
    }

    pub fn append_text(&self, text: &str) {
        if !hydration::is_hydrating() {
            append(&self.0, &document().create_text_node(text));
        }
    }

    pub fn append_marker(&self) -> Marker {
        if let Some(marker) = hydration::take_comment() {
            return Marker(marker);
        }
        let marker = document().create_comment("");
        if hydration::is_hydrating() && self.has_parent() {
            hydration::set_mismatch();
        } else {
            append(&self.0, &marker);
        }
        Marker(marker.into())
    }

    /// Inserts the element before another.
    pub fn insert_before(&self, next: &Self) {
        insert(&self.0, &next.0);
    }

    /// Whether the element is a child of this parent.
    fn is_in(&self, parent: &web_sys::Node) -> bool {
        self.0.parent_node().as_ref() == Some(parent)
    }

    pub fn remove(&self) {
        if !hydration::is_mismatch() {
            self.0.remove();
        }
    }

    pub fn has_parent(&self) -> bool {
        self.0.parent_node().is_some()
    }

    pub fn is_equal(&self, other: &Self) -> bool {
        self.0.is_equal_node(Some(&other.0))
    }

    pub fn is_changed(&self) -> bool {
        is_changed(&self.0)
    }

    pub fn put(&self, place: Place, value: Option<&str>) {
        // `value` of a select works like that of an input.
        let input = self.0.unchecked_ref::<HtmlInputElement>();
        if hydration::is_hydrating() {
            // The rendered value is usually the same. If so, the user's input is kept.
            let is_same = match place {
                Place::Text => self.0.text_content().as_deref() == value,
                Place::Attribute(name) => self.0.get_attribute(name).as_deref() == value,
                Place::Value | Place::Checked => {
                    let is_edited = is_edited(&self.0);
                    forget_selected(&self.0);
                    if is_edited {
                        let is_checked = value.is_some();
                        let written = match place {
                            Place::Checked => is_checked.into(),
                            _ => value.unwrap_or_default().into(),
                        };
                        WRITTEN.with(|known| known.set(&self.0, &written));
                    }
                    is_edited
                }
            };
            // A control of another field keeps its input.
            if !is_same && matches!(place, Place::Attribute("name")) {
                hydration::set_mismatch();
            }
            if is_same || hydration::is_mismatch() {
                return;
            }
        }
        match place {
            Place::Text => self.0.set_text_content(value),
            Place::Attribute(name) => set_attribute(&self.0, name, value),
            Place::Value => {
                let value = value.unwrap_or_default();
                // In some browsers, setting the same value moves the caret.
                if input.value() != value {
                    input.set_value(value);
                }
            }
            Place::Checked => input.set_checked(value.is_some()),
        }
        if place.is_control() {
            set_written(&self.0);
        }
    }

    pub fn listen(
        &self,
        name: &'static str,
        capture: bool,
        handle: Box<dyn Fn(Event)>,
    ) -> Box<dyn Any> {
        let listener = Listener {
            element: self.0.clone(),
            name,
            capture,
            closure: Closure::wrap(handle),
        };
        let function = listener.closure.as_ref().unchecked_ref();
        // Any listener can be added to an element.
        let _ = self
            .0
            .add_event_listener_with_callback_and_bool(name, function, capture);
        Box::new(listener)
    }
}

impl Marker {
    /// Inserts an element before the marker.
    pub fn insert_before(&self, node: &Node) {
        let is_there = || {
            let parent = self.0.parent_node();
            parent.is_some_and(|parent| node.is_in(&parent))
        };
        if !hydration::is_hydrating() || !is_there() {
            insert(&node.0, &self.0);
        }
    }
}

/// Runs bindings immediately and whenever one of their signals changes.
pub(super) fn run(mut bindings: impl FnMut() + 'static) -> Box<dyn Any> {
    Box::new(RenderEffect::new(move |_: Option<()>| bindings()))
}

fn make(template: Template) -> Element {
    #[expect(clippy::expect_used, reason = "`el!` knows only elements of HTML")]
    let element = document()
        .create_element(template.tag())
        .expect("the name of an element");
    for (name, value) in template.attributes() {
        set_attribute(&element, name, Some(value));
    }
    element
}

/// An event listener. Dropping it removes the listener before its closure. Otherwise, an event that
/// is being dispatched would call the dropped closure, and wasm-bindgen would throw.
struct Listener {
    element: Element,
    name: &'static str,
    capture: bool,
    closure: Closure<dyn Fn(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.closure.as_ref().unchecked_ref();
        let _ = self.element.remove_event_listener_with_callback_and_bool(
            self.name,
            function,
            self.capture,
        );
    }
}

thread_local! {
    /// The value that the form last wrote to each control.
    static WRITTEN: WeakMap = WeakMap::new();
}

/// Returns the current value of a control: whether it is checked, or its text.
fn current(control: &Element) -> JsValue {
    // `value` of a select works like that of an input.
    let input = control.unchecked_ref::<HtmlInputElement>();
    if is_checkable(control) {
        input.checked().into()
    } else {
        input.value().into()
    }
}

/// Removes the attribute `selected` from the options of a rendered select. The view's options do
/// not have it.
fn forget_selected(control: &Element) {
    let select = control.unchecked_ref::<HtmlInputElement>();
    if let Ok(Some(option)) = control.query_selector("option[selected]") {
        let value = select.value();
        set_attribute(&option, "selected", None);
        select.set_value(&value);
    }
}

fn is_checkable(control: &Element) -> bool {
    control
        .get_attribute("type")
        .is_some_and(|kind| matches!(&*kind, "radio" | "checkbox"))
}

/// Whether the value of a rendered control differs from the rendered value.
pub(crate) fn is_edited(control: &Element) -> bool {
    let input = control.unchecked_ref::<HtmlInputElement>();
    if is_checkable(control) {
        return input.checked() != input.default_checked();
    }
    if control.local_name() != "select" {
        return input.value() != input.default_value();
    }
    let option = |selector| control.query_selector(selector).ok().flatten();
    // If no option is marked, the browser selects the first.
    let rendered = option("option[selected]").or_else(|| option("option"));
    let rendered = rendered.map(|option| option.unchecked_into::<HtmlOptionElement>().value());
    rendered.is_some_and(|rendered| rendered != input.value())
}

/// Whether the value of a control differs from what the form last wrote: the user, a script, a
/// password manager or a test tool has changed it, possibly without an event.
pub(crate) fn is_changed(control: &Element) -> bool {
    WRITTEN.with(|written| written.has(control) && written.get(control) != current(control))
}

/// Records that the value of a control is that of its field.
pub(crate) fn set_written(control: &Element) {
    WRITTEN.with(|written| written.set(control, &current(control)));
}

/// Makes the next effect write a control again, even if its field has not changed.
pub(crate) fn forget_written(control: &Element) {
    WRITTEN.with(|written| written.delete(control));
}

fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    // All names in the view are valid in HTML.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

fn append(parent: &Element, child: &web_sys::Node) {
    // A new node can be inserted into any element.
    let _ = parent.append_child(child);
}

fn insert(element: &Element, next: &web_sys::Node) {
    if hydration::is_hydrating() && element.parent_node().is_some() {
        // The rendered node is in another place.
        hydration::set_mismatch();
    }
    if hydration::is_mismatch() {
        return;
    }
    // The next node is a child of the view's parent.
    if let Some(parent) = next.parent_node() {
        let _ = parent.insert_before(element, Some(next));
    }
}
