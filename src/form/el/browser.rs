//! The view's elements, and what follows the form's signals in them.
//!
//! Leptos' `view!` compiles its machinery for every kind of element, attribute and event, and runs
//! an effect for each attribute that follows a signal: of this form that was a quarter of the
//! module, and most of the time and memory of its view. Here an element is one type, made at once,
//! and a whole field follows its signals in one effect, which changes only what has become another.

use std::any::Any;
use std::borrow::Cow;
use std::cell::RefCell;
use std::{fmt, mem, ptr};

use js_sys::WeakMap;
use leptos::prelude::{RenderEffect, document};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlInputElement, Node};

use super::children::{Contents, Item};

/// Words of the view, or the value of an attribute.
pub(crate) type Text = Cow<'static, str>;

/// A value that follows the signals that it reads; `None` where there is none.
type Follow = Box<dyn Fn() -> Option<Text>>;

/// An element of the view, with what keeps it alive. Dropped, it follows and listens no more.
pub(crate) struct El {
    element: Element,
    /// What follows signals and has no effect yet that runs it.
    followers: Vec<Follower>,
    /// Effects and listeners.
    held: Vec<Box<dyn Any>>,
}

impl fmt::Debug for El {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("El").field(&self.element.tag_name()).finish()
    }
}

/// What of an element follows signals.
enum Follower {
    /// One value, as it was set last: what has not changed is not set again.
    Value {
        element: Element,
        place: Place,
        last: Option<Text>,
        value: Follow,
    },
    /// Elements before a marker.
    Contents(Contents),
    /// Anything else.
    Other(Box<dyn FnMut()>),
}

/// Where a value stands.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    /// The text of an element that holds nothing else.
    Text,
    /// An attribute.
    Attribute(&'static str),
    /// What an input or a select holds.
    Value,
    /// Whether an input is checked.
    Checked,
}

thread_local! {
    /// The elements that others are copies of, by where what they are made of stands in memory.
    static FIRST: RefCell<Vec<(&'static str, Element)>> = const { RefCell::new(Vec::new()) };
}

/// A new element. What it is made of is its name, `.` and what its class and its part are called,
/// and its attributes, as in `p.hint id=hint hidden`.
///
/// A copy of an element costs a fraction of one that is made, and shares its attributes with all
/// other copies.
pub(crate) fn el(of: &'static str) -> El {
    let copy = FIRST.with_borrow_mut(|first| {
        let known = first
            .iter()
            .find(|(known, _)| ptr::eq(*known, of))
            .map(|(_, element)| element.clone());
        known.unwrap_or_else(|| {
            let made = make(of);
            first.push((of, made.clone()));
            made
        })
    });
    #[expect(clippy::expect_used, reason = "an element can be copied")]
    let element = copy.clone_node().expect("a copy").unchecked_into();
    El {
        element,
        followers: Vec::new(),
        held: Vec::new(),
    }
}

fn make(of: &str) -> Element {
    let mut words = of.split(' ');
    let (tag, name) = words.next().map_or((of, None), |first| {
        first
            .split_once('.')
            .map_or((first, None), |(tag, name)| (tag, Some(name)))
    });
    #[expect(
        clippy::expect_used,
        reason = "every name in the view is one of HTML's"
    )]
    let element = document()
        .create_element(tag)
        .expect("the name of an element");
    for attribute in ["class", "part"] {
        set_attribute(&element, attribute, name);
    }
    for word in words {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        set_attribute(&element, name, Some(value));
    }
    element
}

impl El {
    /// Whether nothing waits for an effect.
    pub fn follows_nothing(&self) -> bool {
        self.followers.is_empty()
    }

    pub fn element(&self) -> &Element {
        &self.element
    }

    /// Sets an attribute.
    pub fn set(self, name: &str, value: &str) -> Self {
        set_attribute(&self.element, name, Some(value));
        self
    }

    /// Sets an attribute where there is a value.
    pub fn set_some(self, name: &str, value: Option<&str>) -> Self {
        set_attribute(&self.element, name, value);
        self
    }

    /// Sets the text of an element that holds nothing else.
    pub fn text(self, text: &str) -> Self {
        self.element.set_text_content(Some(text));
        self
    }

    /// Puts a text behind what the element holds.
    pub fn text_node(self, text: &str) -> Self {
        append(&self.element, &document().create_text_node(text));
        self
    }

    /// Puts an element behind what this one holds.
    pub fn child(mut self, child: El) -> Self {
        append(&self.element, &child.element);
        self.take_over(child);
        self
    }

    pub fn children(self, children: impl IntoIterator<Item = El>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// Puts an element behind what this one holds, while `is_there`.
    pub fn child_while(mut self, child: El, is_there: impl Fn() -> bool + 'static) -> Self {
        let (marker, element) = (self.marker(), child.element.clone());
        self.take_over(child);
        self.follow_all(move || {
            if !is_there() {
                element.remove();
            } else if element.parent_node().is_none() {
                insert(&element, &marker);
            }
        })
    }

    /// Lets elements come and go behind what this one holds.
    pub fn contents(mut self, items: impl Fn() -> Vec<Item> + 'static) -> Self {
        let contents = Contents::new(self.marker(), items);
        self.followers.push(Follower::Contents(contents));
        self
    }

    /// Lets a value follow signals.
    pub fn follow(mut self, place: Place, value: impl Fn() -> Option<Text> + 'static) -> Self {
        let value = Box::new(value);
        self.followers.push(Follower::Value {
            element: self.element.clone(),
            place,
            last: None,
            value,
        });
        self
    }

    /// Lets a Boolean attribute follow signals.
    pub fn flag(self, name: &'static str, is_on: impl Fn() -> bool + 'static) -> Self {
        self.follow(Place::Attribute(name), move || {
            is_on().then_some(Cow::Borrowed(""))
        })
    }

    /// Lets the text follow signals, of an element that holds nothing else.
    pub fn follow_text(self, text: impl Fn() -> String + 'static) -> Self {
        self.follow(Place::Text, move || Some(text().into()))
    }

    /// Runs whenever what it reads changes.
    pub fn follow_all(mut self, change: impl FnMut() + 'static) -> Self {
        self.followers.push(Follower::Other(Box::new(change)));
        self
    }

    /// Listens to an event.
    pub fn on(self, name: &'static str, handle: impl Fn(Event) + 'static) -> Self {
        self.listen(name, false, Box::new(handle))
    }

    /// Listens to an event before all in the element do. Effects run between two listeners: what a
    /// person has typed must be known before an effect shows what was known.
    pub fn on_first(self, name: &'static str, handle: impl Fn(Event) + 'static) -> Self {
        self.listen(name, true, Box::new(handle))
    }

    fn listen(mut self, name: &'static str, is_first: bool, handle: Box<dyn Fn(Event)>) -> Self {
        self.held.push(Box::new(Listener::new(
            &self.element,
            name,
            is_first,
            handle,
        )));
        self
    }

    /// Keeps something as long as the element.
    pub fn hold(mut self, held: impl Any) -> Self {
        self.held.push(Box::new(held));
        self
    }

    /// From here on all that follows signals in this element does so, in one effect.
    pub fn following(mut self) -> Self {
        let mut followers = mem::take(&mut self.followers);
        if !followers.is_empty() {
            let effect = RenderEffect::new(move |_: Option<()>| {
                followers.iter_mut().for_each(Follower::run)
            });
            self.held.push(Box::new(effect));
        }
        self
    }

    fn take_over(&mut self, child: El) {
        self.followers.extend(child.followers);
        self.held.extend(child.held);
    }

    /// A position among the children: a comment, which `:empty` ignores and `Node.normalize()`
    /// keeps.
    fn marker(&self) -> Node {
        let marker = document().create_comment("");
        append(&self.element, &marker);
        marker.into()
    }
}

impl Follower {
    fn run(&mut self) {
        match self {
            Self::Value {
                element,
                place,
                last,
                value,
            } => {
                let now = value();
                // A control whose value differs from what was written has been changed by the user
                // or a script. It is left alone until its field changes, and read before the skill
                // is sent.
                if *last != now || (place.is_control() && !is_changed(element)) {
                    place.set(element, now.as_deref());
                    *last = now;
                }
            }
            Self::Contents(contents) => contents.update(),
            Self::Other(change) => change(),
        }
    }
}

impl Place {
    /// Whether the user changes it too.
    fn is_control(self) -> bool {
        matches!(self, Self::Value | Self::Checked)
    }

    fn set(self, element: &Element, value: Option<&str>) {
        // A select has its value as an input has.
        let input = element.unchecked_ref::<HtmlInputElement>();
        match self {
            Self::Text => element.set_text_content(value),
            Self::Attribute(name) => set_attribute(element, name, value),
            Self::Value => {
                let value = value.unwrap_or_default();
                // Set anew, the same value would move the caret in some browsers.
                if input.value() != value {
                    input.set_value(value);
                }
            }
            Self::Checked => input.set_checked(value.is_some()),
        }
        if self.is_control() {
            set_written(element);
        }
    }
}

/// An event listener. Dropping it removes the listener before its closure: an event that is being
/// dispatched would still call the closure, and wasm-bindgen would throw.
struct Listener {
    element: Element,
    name: &'static str,
    is_first: bool,
    closure: Closure<dyn Fn(Event)>,
}

impl Listener {
    fn new(
        element: &Element,
        name: &'static str,
        is_first: bool,
        handle: Box<dyn Fn(Event)>,
    ) -> Self {
        let listener = Self {
            element: element.clone(),
            name,
            is_first,
            closure: Closure::wrap(handle),
        };
        let function = listener.closure.as_ref().unchecked_ref();
        // An element takes any listener.
        let _ = element.add_event_listener_with_callback_and_bool(name, function, is_first);
        listener
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.closure.as_ref().unchecked_ref();
        let _ = self.element.remove_event_listener_with_callback_and_bool(
            self.name,
            function,
            self.is_first,
        );
    }
}

thread_local! {
    /// The value that the form last wrote to each control.
    static WRITTEN: WeakMap = WeakMap::new();
}

/// The current value of a control: whether it is checked, or its text.
fn shown(control: &Element) -> JsValue {
    // A select has its value as an input has.
    let input = control.unchecked_ref::<HtmlInputElement>();
    let is_checkable = control
        .get_attribute("type")
        .is_some_and(|kind| matches!(&*kind, "radio" | "checkbox"));
    if is_checkable {
        input.checked().into()
    } else {
        input.value().into()
    }
}

/// Whether the value of a control differs from what the form last wrote: the user, a script, a
/// password manager or a test tool has changed it, possibly without an event.
pub(crate) fn is_changed(control: &Element) -> bool {
    WRITTEN.with(|written| written.has(control) && written.get(control) != shown(control))
}

/// Records that the value of a control is that of its field.
pub(crate) fn set_written(control: &Element) {
    WRITTEN.with(|written| written.set(control, &shown(control)));
}

/// Makes the next effect write a control again, even if its field has not changed.
pub(crate) fn forget_written(control: &Element) {
    WRITTEN.with(|written| written.delete(control));
}

fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    // Every name in the view is one that HTML allows.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

fn append(parent: &Element, child: &Node) {
    // A new node goes into any element.
    let _ = parent.append_child(child);
}

/// Puts an element before a marker.
pub(crate) fn insert(element: &Element, marker: &Node) {
    // The marker stands in the view, wherever that stands.
    if let Some(parent) = marker.parent_node() {
        let _ = parent.insert_before(element, Some(marker));
    }
}
