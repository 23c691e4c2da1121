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

use super::browser::El;

/// A view that is made in a browser. A server renders its place, an empty form.
pub(crate) struct Markup {
    make: SendWrapper<Box<dyn FnOnce() -> El>>,
    attributes: Vec<AnyAttribute>,
}

/// A view that was made.
pub(crate) struct Shown {
    el: El,
    /// What keeps the page's own attributes alive.
    _attributes: Vec<Box<dyn Any>>,
}

impl Markup {
    pub fn new(make: impl FnOnce() -> El + 'static) -> Self {
        Self {
            make: SendWrapper::new(Box::new(make)),
            attributes: Vec::new(),
        }
    }
}

impl Render for Markup {
    type State = Shown;

    fn build(self) -> Shown {
        let el = (self.make.take())();
        let attributes = self
            .attributes
            .into_iter()
            .map(|attribute| Box::new(attribute.build(el.element())) as _)
            .collect();
        Shown {
            el,
            _attributes: attributes,
        }
    }

    fn rebuild(self, shown: &mut Shown) {
        let before = std::mem::replace(shown, self.build());
        // An element that stands nowhere is replaced nowhere.
        let _ = before
            .el
            .element()
            .replace_with_with_node_1(shown.el.element());
    }
}

impl AddAnyAttr for Markup {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(mut self, attribute: NewAttr) -> Self {
        self.attributes
            .push(attribute.into_cloneable_owned().into_any_attr());
        self
    }
}

impl RenderHtml for Markup {
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
        let (place, element) = (cursor.current(), shown.el.element());
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
        self.el.element().remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        // A form that nobody holds goes into any element.
        let _ = parent.insert_before(self.el.element(), marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(parent) = self.el.element().parent_node() else {
            return false;
        };
        // Perhaps a shadow root, which takes nodes as an element does.
        child.mount(parent.unchecked_ref(), Some(self.el.element()));
        true
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.el.element().clone()]
    }
}
