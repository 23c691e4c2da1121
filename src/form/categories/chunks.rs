//! Items of a list in blocks of a few. A browser lays out again the block that changes and no
//! other: of a thousand items the next one costs what the tenth did. To who reads the page it is
//! one list, as blocks are no lists to them.

use web_sys::Element;

use crate::form::el::{El, el};

/// How many items a block has. It begins a line of its own, so it fills several.
pub(crate) const ITEMS: u32 = 50;

/// The list, without items yet.
pub(crate) fn list() -> El {
    el!(div class="items" part="items" role="list")
}

/// An item, without contents yet.
pub(crate) fn item() -> El {
    el!(li part="item" role="listitem")
}

/// The list that an item, or a part of one, is in.
pub(crate) fn list_of(within: &Element) -> Option<Element> {
    within.closest(".items").ok().flatten()
}

/// The item at a place, from 0.
pub(crate) fn at(list: &Element, place: usize) -> Option<Element> {
    let mut place = u32::try_from(place).ok()?;
    let mut block = list.first_element_child();
    while let Some(here) = block {
        let count = here.child_element_count();
        if place < count {
            return here.children().item(place);
        }
        place -= count;
        block = here.next_element_sibling();
    }
    None
}

/// The place of an item, from 0.
pub(crate) fn place(item: &Element) -> usize {
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

/// The last item.
pub(crate) fn last(list: &Element) -> Option<Element> {
    list.last_element_child()?.last_element_child()
}

/// The item after this one.
pub(crate) fn next(item: &Element) -> Option<Element> {
    item.next_element_sibling().or_else(|| {
        item.parent_element()?
            .next_element_sibling()?
            .first_element_child()
    })
}

/// The item before this one.
pub(crate) fn previous(item: &Element) -> Option<Element> {
    item.previous_element_sibling().or_else(|| {
        item.parent_element()?
            .previous_element_sibling()?
            .last_element_child()
    })
}

/// Puts an item before another, or at the end.
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

/// A block of items.
pub(crate) fn block_of(items: impl IntoIterator<Item = El>) -> El {
    el!(ul role="none").children(items)
}

/// The texts of the items that a server has rendered.
pub(crate) fn texts(list: &Element) -> Vec<String> {
    let mut texts = Vec::new();
    let mut item = at(list, 0);
    while let Some(here) = item {
        let text = here.query_selector("bdi").ok().flatten();
        texts.push(
            text.and_then(|text| text.text_content())
                .unwrap_or_default(),
        );
        item = next(&here);
    }
    texts
}

/// Takes an item away.
pub(crate) fn remove(item: &Element) {
    let block = item.parent_element();
    item.remove();
    if let Some(block) = block.filter(|block| block.child_element_count() == 0) {
        block.remove();
    }
}
