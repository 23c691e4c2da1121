//! Hydration: the view adopts the elements of a rendered form.
//!
//! The view creates its elements in the same order on a server and in a browser. The HTML contains
//! this order, as the positions of the elements in the document. During hydration, the view adopts
//! the next of these elements instead of creating one, so that its value, caret, focus, and
//! composition are kept.
//!
//! As soon as a form does not match, it is no longer changed, because the user may be typing in it
//! until the view replaces it.

use std::cell::RefCell;
use std::vec;

use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use super::{El, ORDER, Template, VERSION};

thread_local! {
    /// The nodes that the view adopts next, during hydration.
    static NODES: RefCell<Option<Nodes>> = const { RefCell::new(None) };
}

struct Nodes {
    /// In the order of creation. `None` for a node that was not in the rendered document.
    rest: vec::IntoIter<Option<Node>>,
    is_mismatch: bool,
}

/// Whether a form is being hydrated.
pub(crate) fn is_hydrating() -> bool {
    NODES.with_borrow(Option::is_some)
}

/// Whether the form that is being hydrated does not match the view. Its nodes must not be changed
/// anymore.
pub(super) fn is_mismatch() -> bool {
    NODES.with_borrow(|nodes| nodes.as_ref().is_some_and(|nodes| nodes.is_mismatch))
}

/// Marks the form that is being hydrated as not matching the view.
pub(super) fn set_mismatch() {
    NODES.with_borrow_mut(|nodes| {
        if let Some(nodes) = nodes {
            nodes.is_mismatch = true;
        }
    });
}

/// Creates elements that a server does not create in this order.
pub(crate) fn unordered<T>(make: impl FnOnce() -> T) -> T {
    let nodes = NODES.take();
    let elements = make();
    NODES.set(nodes);
    elements
}

/// Returns the next node, or `None` if the view must create it.
fn take(is_expected: impl FnOnce(&Node) -> bool) -> Option<Node> {
    NODES.with_borrow_mut(|nodes| {
        let nodes = nodes.as_mut().filter(|nodes| !nodes.is_mismatch)?;
        match nodes.rest.next() {
            Some(Some(node)) if is_expected(&node) => Some(node),
            Some(None) => None,
            _ => {
                nodes.is_mismatch = true;
                None
            }
        }
    })
}

/// Creates a view from the elements of a rendered form.
///
/// Returns `None` if they do not match the view, for example because it has other fields or another
/// version.
pub(super) fn hydrate(form: &Element, make: impl FnOnce() -> El) -> Option<El> {
    let order = form.get_attribute(ORDER)?;
    let mut parts = order.split(' ');
    let is_version = parts.next() == Some(VERSION);
    let count = parts.next().and_then(|count| count.parse().ok());
    let mut document = Vec::new();
    collect(form, &mut document);
    // Browser extensions also insert nodes.
    if !is_version || count != Some(document.len()) {
        return None;
    }
    let mut node_at = |position: &str| match position {
        "-" => Some(None),
        position => Some(Some(
            document.get_mut(position.parse::<usize>().ok()?)?.take()?,
        )),
    };
    let nodes = parts.map(&mut node_at).collect::<Option<Vec<_>>>()?;
    NODES.set(Some(Nodes {
        rest: nodes.into_iter(),
        is_mismatch: false,
    }));
    let el = make().activate();
    let nodes = NODES.take()?;
    let is_complete = !nodes.is_mismatch && nodes.rest.len() == 0;
    is_complete.then(|| {
        // Removing an attribute cannot fail.
        let _ = form.remove_attribute(ORDER);
        el
    })
}

/// Returns the elements and comments of a tree, in document order.
fn collect(node: &Node, nodes: &mut Vec<Option<Node>>) {
    if node.node_type() != Node::TEXT_NODE {
        nodes.push(Some(node.clone()));
    }
    let mut child = node.first_child();
    while let Some(node) = child {
        collect(&node, nodes);
        child = node.next_sibling();
    }
}

/// Returns the next element, if it was created from this template.
pub(super) fn take_element(template: Template) -> Option<Element> {
    let node = take(|node| {
        node.dyn_ref::<Element>().is_some_and(|element| {
            let is_same =
                |(name, value): (&str, &str)| element.get_attribute(name).as_deref() == Some(value);
            // A Leptos app can replace the attributes of the form itself.
            let is_form = element.has_attribute(ORDER);
            element.local_name() == template.tag()
                && (is_form || template.attributes().all(is_same))
        })
    })?;
    Some(node.unchecked_into())
}

/// Returns the next comment.
pub(super) fn take_comment() -> Option<Node> {
    take(|node| node.node_type() == Node::COMMENT_NODE)
}
