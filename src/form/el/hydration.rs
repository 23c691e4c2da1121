//! Takes over the elements that a server has rendered.
//!
//! The view makes its elements in the same order on a server and in a browser. The HTML has that
//! order, as the positions of the elements in the document. While a form is hydrated, making an
//! element takes the next of these instead, so that its value, caret, focus and composition stay.

use std::cell::RefCell;
use std::vec;

use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use super::{El, ORDER};

thread_local! {
    /// The nodes that the view takes next, while a form is hydrated.
    static NODES: RefCell<Option<Nodes>> = const { RefCell::new(None) };
}

struct Nodes {
    /// In the order of creation; `None` for a node that is not in the document.
    rest: vec::IntoIter<Option<Node>>,
    is_mismatch: bool,
}

/// Whether a form is being hydrated.
pub(crate) fn is_hydrating() -> bool {
    NODES.with_borrow(Option::is_some)
}

/// Takes the next node. Returns `None` if the view must make it.
fn take(is_expected: impl FnOnce(&Node) -> bool) -> Option<Node> {
    NODES.with_borrow_mut(|nodes| {
        let nodes = nodes.as_mut()?;
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

/// Makes a view of the elements of a form that a server has rendered.
///
/// Returns `None` if they are not those of the view: it has other fields, for example, or another
/// version.
pub(super) fn hydrate(form: &Element, make: impl FnOnce() -> El) -> Option<El> {
    let order = form.get_attribute(ORDER)?;
    let mut document = Vec::new();
    collect(form, &mut document);
    let positions = order.split(' ');
    let nodes = positions
        .map(|position| {
            position
                .parse()
                .ok()
                .and_then(|position: usize| document.get(position).cloned())
        })
        .collect::<Vec<_>>();
    NODES.set(Some(Nodes {
        rest: nodes.into_iter(),
        is_mismatch: false,
    }));
    let el = make().activate();
    let nodes = NODES.take()?;
    let is_complete = !nodes.is_mismatch && nodes.rest.len() == 0;
    is_complete.then(|| {
        // Whatever it says, it is true once.
        let _ = form.remove_attribute(ORDER);
        el
    })
}

/// The elements and comments of a tree, in document order.
fn collect(node: &Node, nodes: &mut Vec<Node>) {
    if node.node_type() != Node::TEXT_NODE {
        nodes.push(node.clone());
    }
    let mut child = node.first_child();
    while let Some(node) = child {
        collect(&node, nodes);
        child = node.next_sibling();
    }
}

/// The next element, if it has this tag.
pub(super) fn take_element(tag: &str) -> Option<Element> {
    let node = take(|node| {
        node.dyn_ref::<Element>()
            .is_some_and(|element| element.local_name() == tag)
    })?;
    Some(node.unchecked_into())
}

/// The next comment.
pub(super) fn take_comment() -> Option<Node> {
    take(|node| node.node_type() == Node::COMMENT_NODE)
}
