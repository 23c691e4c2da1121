//! An adapter that lets Leptos render the view.

use std::any::Any;

use leptos::attr::Attribute;
use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
#[cfg(not(feature = "ssr"))]
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use super::El;
#[cfg(not(feature = "ssr"))]
use super::hydration::hydrate;

/// The class of a form.
const CLASS: &str = "add-skill";

/// Provides the contents of a [`View`].
#[cfg_attr(
    feature = "ssr",
    allow(dead_code, reason = "a server only makes elements")
)]
pub(crate) trait Source {
    /// Creates the elements.
    fn make(&self) -> El;

    /// Reads the user's input from a rendered form, before the view hydrates it.
    fn adopt(&self, form: &Element);

    /// Restores the stored draft, and then the user's input: before the elements are created, or
    /// after they are hydrated.
    fn restore(&self);

    /// Ends a failed hydration whose form is not replaced for now.
    fn abandon(&self);

    /// Restores the focus and whether the details are open, after a rendered form was replaced.
    fn refocus(&self, form: &Element);
}

/// A view for Leptos: elements in a browser, HTML on a server.
pub(crate) struct View {
    #[cfg(not(feature = "ssr"))]
    source: SendWrapper<Box<dyn Source>>,
    /// The rendered form, unless Leptos hydrates it.
    #[cfg(not(feature = "ssr"))]
    rendered: SendWrapper<Option<Element>>,
    /// Whether that form must not be replaced for now.
    #[cfg(not(feature = "ssr"))]
    is_in_place_only: bool,
    /// Rendered immediately, because only a string can be sent between threads.
    #[cfg(feature = "ssr")]
    html: String,
    attributes: Vec<AnyAttribute>,
    /// Set with the first attribute, so that the module of `<add-skill>`, which adds none, does not
    /// contain the function.
    #[cfg(not(feature = "ssr"))]
    restore_class: Option<fn(&Element)>,
}

/// A view in a document.
pub(crate) struct Shown {
    /// Keeps the effects and listeners alive. `None` for a form that does not match and must not be
    /// replaced for now.
    el: Option<El>,
    element: Element,
    /// Keeps the app's attributes alive.
    _attributes: Vec<Box<dyn Any>>,
}

impl View {
    #[cfg(not(feature = "ssr"))]
    pub fn new(source: impl Source + 'static) -> Self {
        Self {
            source: SendWrapper::new(Box::new(source)),
            rendered: SendWrapper::new(None),
            is_in_place_only: false,
            attributes: Vec::new(),
            restore_class: None,
        }
    }

    #[cfg(feature = "ssr")]
    #[expect(clippy::needless_pass_by_value, reason = "as in a browser")]
    pub fn new(source: impl Source + 'static) -> Self {
        Self {
            html: super::backend::render(|| source.make()),
            attributes: Vec::new(),
        }
    }

    /// Sets a rendered form to hydrate. If it does not match, the view replaces it. With
    /// `is_in_place_only`, the view does not change it and renders nothing.
    #[cfg(not(feature = "ssr"))]
    pub fn hydrating(mut self, rendered: Option<Element>, is_in_place_only: bool) -> Self {
        self.rendered = SendWrapper::new(rendered);
        self.is_in_place_only = is_in_place_only;
        self
    }

    /// Does nothing on a server.
    #[cfg(feature = "ssr")]
    pub fn hydrating(self, _rendered: Option<Element>, _is_in_place_only: bool) -> Self {
        self
    }
}

impl Render for View {
    type State = Shown;

    #[cfg(not(feature = "ssr"))]
    fn build(self) -> Shown {
        let (source, rendered) = (self.source.take(), self.rendered.take());
        if let Some(rendered) = &rendered {
            source.adopt(rendered);
        }
        let hydrated = rendered
            .as_ref()
            .and_then(|form| hydrate(form, || source.make()));
        let el = match (hydrated, rendered) {
            (Some(el), _) => {
                source.restore();
                el
            }
            (None, Some(element)) if self.is_in_place_only => {
                source.abandon();
                return Shown {
                    el: None,
                    element,
                    _attributes: Vec::new(),
                };
            }
            (None, rendered) => {
                source.restore();
                let el = source.make().activate();
                let element = el.node.element();
                if let Some(rendered) = rendered {
                    // An element without a parent cannot be replaced.
                    let _ = rendered.replace_with_with_node_1(element);
                }
                source.refocus(element);
                el
            }
        };
        let element = el.node.element().clone();
        let attributes = self
            .attributes
            .into_iter()
            .map(|attribute| Box::new(attribute.build(&element)) as _)
            .collect::<Vec<_>>();
        if let Some(restore_class) = self.restore_class {
            restore_class(&element);
        }
        Shown {
            el: Some(el),
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
        // An element without a parent cannot be replaced.
        let _ = before.element.replace_with_with_node_1(&shown.element);
    }
}

impl AddAnyAttr for View {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(mut self, attribute: NewAttr) -> Self {
        self.attributes
            .push(attribute.into_cloneable_owned().into_any_attr());
        #[cfg(not(feature = "ssr"))]
        {
            self.restore_class = Some(restore_class);
        }
        self
    }
}

impl RenderHtml for View {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    #[cfg(feature = "ssr")]
    fn to_html_with_buf(
        self,
        html: &mut String,
        position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        extra: Vec<AnyAttribute>,
    ) {
        let (mut attributes, mut class, mut style, mut inner) = Default::default();
        for attribute in self.attributes.into_iter().chain(extra) {
            attribute.to_html(&mut attributes, &mut class, &mut style, &mut inner);
        }
        html.push_str(&with_attributes(&self.html, &attributes, &class, &style));
        *position = Position::NextChild;
    }

    #[cfg(not(feature = "ssr"))]
    fn to_html_with_buf(
        self,
        _html: &mut String,
        _position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _extra: Vec<AnyAttribute>,
    ) {
        unreachable!("a server enables the feature `ssr`")
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Shown {
        match position.get() {
            Position::FirstChild => cursor.child(),
            Position::Current => {}
            _ => cursor.sibling(),
        }
        let rendered = cursor.current().unchecked_into::<Element>();
        let shown = self.hydrating(Some(rendered), false).build();
        let element = &shown.element;
        cursor.set(element.clone().into());
        position.set(Position::NextChild);
        shown
    }

    fn into_owned(self) -> Self {
        self
    }
}

/// Adds the form's class if an app's `attr:class` has replaced it. The stylesheet needs it.
#[cfg(not(feature = "ssr"))]
fn restore_class(form: &Element) {
    let classes = form.class_name();
    if !classes.split(' ').any(|class| class == CLASS) {
        form.set_class_name(&[CLASS, " ", &classes].concat());
    }
}

/// Adds an app's attributes to the form's start tag. Leptos does not escape the classes and the
/// style.
#[cfg(feature = "ssr")]
fn with_attributes(html: &str, attributes: &str, class: &str, style: &str) -> String {
    let mut html = html.to_owned();
    if !class.is_empty() {
        let own = [" class=\"", CLASS].concat();
        let mut classes = [&own, " "].concat();
        super::backend::escape(class.trim(), &mut classes);
        html = html.replacen(&own, &classes, 1);
    }
    // The tag's name precedes the attributes.
    let mut tag = ["<form", attributes].concat();
    if !style.is_empty() {
        tag.push_str(" style=\"");
        super::backend::escape(style.trim(), &mut tag);
        tag.push('"');
    }
    html.replacen("<form", &tag, 1)
}

impl Mountable for Shown {
    fn unmount(&mut self) {
        if self.el.is_some() {
            self.element.remove();
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        // A form that is already in place would lose the focus if it were moved.
        if self.element.parent_node().as_ref() != Some(parent.as_ref()) || marker.is_some() {
            // A form can be inserted into any element.
            let _ = parent.insert_before(&self.element, marker);
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(parent) = self.element.parent_node() else {
            return false;
        };
        // The parent may be a shadow root. Nodes are inserted into it in the same way.
        child.mount(parent.unchecked_ref(), Some(&self.element));
        true
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}
