//! Blocks of items, which make long lists fast.
//!
//! A browser lays out only the block that changes, so the thousandth item costs as much as the
//! tenth. The blocks have no role, so assistive technology recognizes a single list.

use web_sys::Element;

use crate::form::el::{El, el};

/// The number of items in a block. Each block starts a new line, so it is large enough to fill
/// several lines.
pub(crate) const ITEMS: u32 = 50;

/// Returns the list, without items.
pub(crate) fn list() -> El {
    el!(div class="items" part="items" role="list")
}

/// Returns an item, without content.
pub(crate) fn item() -> El {
    el!(li part="item" role="listitem")
}

/// Returns the list that contains an element.
pub(crate) fn list_of(within: &Element) -> Option<Element> {
    within.closest(".items").ok().flatten()
}

/// Returns the item at an index.
pub(crate) fn at(list: &Element, index: usize) -> Option<Element> {
    let mut index = u32::try_from(index).ok()?;
    let mut block = list.first_element_child();
    while let Some(current) = block {
        let count = current.child_element_count();
        if index < count {
            return current.children().item(index);
        }
        index -= count;
        block = current.next_element_sibling();
    }
    None
}

/// Returns the index of an item.
pub(crate) fn index_of(item: &Element) -> usize {
    let before = |element: &Element| {
        std::iter::successors(
            element.previous_element_sibling(),
            Element::previous_element_sibling,
        )
    };
    let blocks = item.parent_element().map_or(0, |block| {
        before(&block)
            .map(|block| block.child_element_count())
            .sum()
    });
    blocks as usize + before(item).count()
}

/// Returns the last item.
pub(crate) fn last(list: &Element) -> Option<Element> {
    list.last_element_child()?.last_element_child()
}

/// Returns the item after this one.
pub(crate) fn next(item: &Element) -> Option<Element> {
    item.next_element_sibling().or_else(|| {
        item.parent_element()?
            .next_element_sibling()?
            .first_element_child()
    })
}

/// Returns the item before this one.
pub(crate) fn previous(item: &Element) -> Option<Element> {
    item.previous_element_sibling().or_else(|| {
        item.parent_element()?
            .previous_element_sibling()?
            .last_element_child()
    })
}

/// Inserts an item before another, or at the end.
pub(crate) fn insert(list: &Element, item: El, before: Option<&Element>) {
    let block = match before {
        Some(before) => before.parent_element(),
        None => list
            .last_element_child()
            .filter(|block| block.child_element_count() < ITEMS),
    };
    match block {
        Some(block) => item.mount(&block, before),
        None => block_of([item]).mount(list, None),
    }
}

/// Returns a block of items.
pub(crate) fn block_of(items: impl IntoIterator<Item = El>) -> El {
    el!(ul role="none").children(items)
}

/// Returns the texts of the items, for a list that a server has rendered.
pub(crate) fn texts(list: &Element) -> Vec<String> {
    let mut texts = Vec::new();
    let mut item = at(list, 0);
    while let Some(current) = item {
        let text = current.query_selector("bdi").ok().flatten();
        texts.push(
            text.and_then(|text| text.text_content())
                .unwrap_or_default(),
        );
        item = next(&current);
    }
    texts
}

/// Removes an item, and its block if that is empty.
pub(crate) fn remove(item: &Element) {
    let block = item.parent_element();
    item.remove();
    if let Some(block) = block.filter(|block| block.child_element_count() == 0) {
        block.remove();
    }
}
