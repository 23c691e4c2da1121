//! Elements as HTML text: the backend for servers.
//!
//! The HTML contains the order in which the view has created its elements. During hydration, a
//! browser creates them in the same order, and adopts these instead (see `hydration.rs`).

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::{Rc, Weak};

use leptos::prelude::untrack;
use web_sys::{Element, Event};

use super::{El, NodeRef, Place, Template};

/// An element.
#[derive(Clone)]
pub(super) struct Node(Rc<Data>);

struct Data {
    template: Template,
    /// Its position in the order of creation.
    number: Option<usize>,
    attributes: RefCell<Vec<(&'static str, String)>>,
    children: RefCell<Vec<Child>>,
    parent: RefCell<Weak<Data>>,
    /// The value of a control.
    value: RefCell<Option<String>>,
    is_checked: Cell<bool>,
}

enum Child {
    Node(Node),
    Text(String),
    Marker(Option<usize>),
}

/// A position among the children of an element: a comment.
pub(super) struct Marker {
    parent: Node,
    number: Option<usize>,
}

/// The positions of the view's elements and markers in the document.
struct Order {
    /// The positions, in the order of creation.
    positions: Vec<Option<usize>>,
    /// The number of elements and markers in the document.
    count: usize,
}

thread_local! {
    /// The number of elements and markers that the view has created. `None` while it creates some
    /// whose order differs in a browser.
    static CREATED: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Returns the next number in the order of creation.
fn next_number() -> Option<usize> {
    let number = CREATED.get();
    CREATED.set(number.map(|number| number + 1));
    number
}

/// Renders a view.
pub(super) fn render(make: impl FnOnce() -> El) -> String {
    CREATED.set(Some(0));
    let el = make().activate();
    let created = CREATED.take().unwrap_or_default();
    let mut order = Order {
        positions: vec![None; created],
        count: 0,
    };
    el.node.number(&mut order);
    let mut html = String::new();
    el.node.write(&mut html, Some(&order));
    html
}

/// Creates elements that a browser does not create in this order.
pub(crate) fn unordered<T>(make: impl FnOnce() -> T) -> T {
    let number = CREATED.take();
    let elements = make();
    CREATED.set(number);
    elements
}

impl Node {
    pub fn new(template: Template) -> Self {
        let attributes = template
            .attributes()
            .map(|(name, value)| (name, value.to_owned()))
            .collect();
        Self(Rc::new(Data {
            template,
            number: next_number(),
            attributes: RefCell::new(attributes),
            children: RefCell::default(),
            parent: RefCell::default(),
            value: RefCell::default(),
            is_checked: Cell::default(),
        }))
    }

    #[expect(clippy::unused_self, reason = "a server has no document")]
    pub fn refer(&self, _reference: &NodeRef) {}

    #[expect(clippy::unused_self, reason = "a server has no document")]
    pub fn mount(&self, _parent: &Element, _before: Option<&Element>) {}

    pub fn append(&self, child: &Self) {
        *child.0.parent.borrow_mut() = Rc::downgrade(&self.0);
        self.0
            .children
            .borrow_mut()
            .push(Child::Node(child.clone()));
    }

    pub fn append_text(&self, text: &str) {
        self.0
            .children
            .borrow_mut()
            .push(Child::Text(text.to_owned()));
    }

    pub fn append_marker(&self) -> Marker {
        let number = next_number();
        self.0.children.borrow_mut().push(Child::Marker(number));
        Marker {
            parent: self.clone(),
            number,
        }
    }

    /// Inserts the element before another.
    pub fn insert_before(&self, next: &Self) {
        if let Some(parent) = next.0.parent.borrow().upgrade() {
            let is_next =
                |child: &Child| matches!(child, Child::Node(node) if Rc::ptr_eq(&node.0, &next.0));
            Self(parent).insert(self, is_next);
        }
    }

    fn insert(&self, child: &Self, is_next: impl FnMut(&Child) -> bool) {
        let index = self.0.children.borrow().iter().position(is_next);
        *child.0.parent.borrow_mut() = Rc::downgrade(&self.0);
        let mut children = self.0.children.borrow_mut();
        let index = index.unwrap_or(children.len());
        children.insert(index, Child::Node(child.clone()));
    }

    pub fn remove(&self) {
        if let Some(parent) = self.0.parent.take().upgrade() {
            let stays =
                |child: &Child| !matches!(child, Child::Node(node) if Rc::ptr_eq(&node.0, &self.0));
            parent.children.borrow_mut().retain(stays);
        }
    }

    pub fn has_parent(&self) -> bool {
        self.0.parent.borrow().strong_count() > 0
    }

    pub fn is_equal(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    #[expect(clippy::unused_self, reason = "no user changes it here")]
    pub fn is_changed(&self) -> bool {
        false
    }

    pub fn put(&self, place: Place, value: Option<&str>) {
        match place {
            Place::Text => {
                *self.0.children.borrow_mut() = value
                    .map(|text| Child::Text(text.to_owned()))
                    .into_iter()
                    .collect();
            }
            Place::Attribute(name) => {
                let mut attributes = self.0.attributes.borrow_mut();
                let known = attributes.iter().position(|(known, _)| *known == name);
                match (known, value) {
                    (Some(index), Some(value)) => value.clone_into(&mut attributes[index].1),
                    (Some(index), None) => drop(attributes.remove(index)),
                    (None, Some(value)) => attributes.push((name, value.to_owned())),
                    (None, None) => {}
                }
            }
            Place::Value => *self.0.value.borrow_mut() = value.map(str::to_owned),
            Place::Checked => self.0.is_checked.set(value.is_some()),
        }
    }

    #[expect(clippy::unused_self, reason = "no event happens here")]
    pub fn listen(
        &self,
        _name: &'static str,
        _capture: bool,
        _handle: Box<dyn Fn(Event)>,
    ) -> Box<dyn Any> {
        Box::new(())
    }

    /// Adds the element and its descendants to the order.
    fn number(&self, order: &mut Order) {
        order.add(self.0.number);
        for child in self.0.children.borrow().iter() {
            match child {
                Child::Node(element) => element.number(order),
                Child::Marker(number) => order.add(*number),
                Child::Text(_) => {}
            }
        }
    }

    /// Appends the element as HTML. The outermost element contains the order.
    fn write(&self, html: &mut String, order: Option<&Order>) {
        let tag = self.0.template.tag();
        let attribute = |html: &mut String, name: &str, value: &str| {
            html.push(' ');
            html.push_str(name);
            if !value.is_empty() {
                html.push_str("=\"");
                escape(value, html);
                html.push('"');
            }
        };
        html.push('<');
        html.push_str(tag);
        for (name, value) in self.0.attributes.borrow().iter() {
            attribute(html, name, value);
        }
        if let Some(order) = order {
            attribute(html, super::ORDER, &order.to_string());
            // With the default method, a submission would reload the page until a script handles
            // the event. With this method, it does nothing outside of a dialog.
            attribute(html, "method", "dialog");
        }
        let value = self.0.value.borrow();
        if tag == "input" {
            if let Some(value) = value.as_ref().filter(|value| !value.is_empty()) {
                // A browser removes line breaks from the value, but not from the attribute.
                // Hydration would consider the difference to be the user's input.
                attribute(html, "value", &value.replace(['\r', '\n'], ""));
            }
            if self.0.is_checked.get() {
                attribute(html, "checked", "");
            }
            html.push('>');
            return;
        }
        html.push('>');
        for child in self.0.children.borrow().iter() {
            match child {
                Child::Node(option) if tag == "select" => {
                    if value.is_some() && option.value() == *value {
                        option.put(Place::Attribute("selected"), Some(""));
                    }
                    option.write(html, None);
                }
                Child::Node(node) => node.write(html, None),
                Child::Text(text) => escape(text, html),
                Child::Marker(_) => html.push_str("<!---->"),
            }
        }
        html.push_str("</");
        html.push_str(tag);
        html.push('>');
    }

    /// Returns the attribute `value` of an option.
    fn value(&self) -> Option<String> {
        let attributes = self.0.attributes.borrow();
        let value = attributes.iter().find(|(name, _)| *name == "value");
        value.map(|(_, value)| value.clone())
    }
}

impl Marker {
    /// Inserts an element before the marker.
    pub fn insert_before(&self, node: &Node) {
        let is_this =
            |child: &Child| matches!(child, Child::Marker(number) if *number == self.number);
        self.parent.insert(node, is_this);
    }
}

impl Order {
    /// Adds the next element or marker in the document, by its number in the order of creation.
    fn add(&mut self, number: Option<usize>) {
        if let Some(number) = number {
            self.positions[number] = Some(self.count);
        }
        self.count += 1;
    }
}

/// Returns the version, the number of nodes, and their positions in the document, in the order of
/// creation. A node that is not in the document is `-`.
impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", super::VERSION, self.count)?;
        for position in &self.positions {
            match position {
                Some(position) => write!(f, " {position}")?,
                None => f.write_str(" -")?,
            }
        }
        Ok(())
    }
}

/// Runs bindings once, because signals do not change on a server.
pub(super) fn run(bindings: impl FnOnce()) -> Box<dyn Any> {
    untrack(bindings);
    Box::new(())
}

/// Appends text, escaped for HTML's contents and quoted attributes.
pub(crate) fn escape(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\u{A0}' => html.push_str("&nbsp;"),
            character => html.push(character),
        }
    }
}

/// Controls do not change on a server.
pub(crate) fn is_edited(_control: &Element) -> bool {
    false
}

/// Controls do not change on a server.
pub(crate) fn is_changed(_control: &Element) -> bool {
    false
}

/// There is no document on a server.
pub(crate) fn set_written(_control: &Element) {}

/// There is no document on a server.
pub(crate) fn forget_written(_control: &Element) {}

/// There is no hydration on a server.
pub(crate) const fn is_hydrating() -> bool {
    false
}
