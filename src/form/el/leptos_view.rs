//! The view as Leptos takes it.

use std::any::Any;

use leptos::attr::Attribute;
use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use super::El;

/// A view for Leptos: elements in a browser, HTML on a server.
pub(crate) struct View {
    #[cfg(not(feature = "ssr"))]
    make: SendWrapper<Box<dyn FnOnce() -> El>>,
    /// Rendered at once: nothing else crosses a server's threads.
    #[cfg(feature = "ssr")]
    html: String,
    attributes: Vec<AnyAttribute>,
}

/// A view in a document.
pub(crate) struct Shown {
    /// Keeps the effects and listeners alive.
    _el: El,
    element: Element,
    /// Keeps the page's own attributes alive.
    _attributes: Vec<Box<dyn Any>>,
}

impl View {
    #[cfg(not(feature = "ssr"))]
    pub fn new(make: impl FnOnce() -> El + 'static) -> Self {
        Self {
            make: SendWrapper::new(Box::new(make)),
            attributes: Vec::new(),
        }
    }

    #[cfg(feature = "ssr")]
    pub fn new(make: impl FnOnce() -> El + 'static) -> Self {
        Self {
            html: make().activate().into_html(),
            attributes: Vec::new(),
        }
    }
}

impl Render for View {
    type State = Shown;

    #[cfg(not(feature = "ssr"))]
    fn build(self) -> Shown {
        let el = (self.make.take())().activate();
        let element = el.node.element().clone();
        let attributes = self
            .attributes
            .into_iter()
            .map(|attribute| Box::new(attribute.build(&element)) as _)
            .collect();
        Shown {
            _el: el,
            element,
            _attributes: attributes,
        }
    }

    #[cfg(feature = "ssr")]
    fn build(self) -> Shown {
        unreachable!("a server has no document")
    }

    fn rebuild(self, shown: &mut Shown) {
        let before = std::mem::replace(shown, self.build());
        // An element without a parent is not replaced.
        let _ = before.element.replace_with_with_node_1(&shown.element);
    }
}

impl AddAnyAttr for View {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(mut self, attribute: NewAttr) -> Self {
        self.attributes
            .push(attribute.into_cloneable_owned().into_any_attr());
        self
    }
}

impl RenderHtml for View {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = PLACE.len();

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        html: &mut String,
        position: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
        html.push_str(PLACE);
        *position = Position::NextChild;
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Shown {
        match position.get() {
            Position::FirstChild => cursor.child(),
            Position::Current => {}
            _ => cursor.sibling(),
        }
        let shown = self.build();
        let (place, element) = (cursor.current(), &shown.element);
        // It stands where the server has rendered it.
        let _ = place
            .unchecked_ref::<Element>()
            .replace_with_with_node_1(element);
        cursor.set(element.clone().into());
        position.set(Position::NextChild);
        shown
    }

    fn into_owned(self) -> Self {
        self
    }
}

/// What a server renders.
const PLACE: &str = "<form class=\"add-skill\"></form>";

impl Mountable for Shown {
    fn unmount(&mut self) {
        self.element.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        // A form that nobody holds goes into any element.
        let _ = parent.insert_before(&self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(parent) = self.element.parent_node() else {
            return false;
        };
        // Perhaps a shadow root, which takes nodes as an element does.
        child.mount(parent.unchecked_ref(), Some(&self.element));
        true
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}
