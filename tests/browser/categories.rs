//! The categories: adding, removing, and keyboard navigation.

use crate::harness::{self, Form, dispatch, form, settle, until};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::HtmlElement;

fn active(form: &Form) -> web_sys::Element {
    form.root()
        .active_element()
        .expect("the focus is in the form")
}

/// Returns the category whose button has the focus, or the name of the focused control.
fn place(form: &Form) -> String {
    let active = active(form);
    match active.closest("li").unwrap() {
        Some(item) => item
            .query_selector("bdi")
            .unwrap()
            .unwrap()
            .text_content()
            .unwrap(),
        None => active.get_attribute("name").unwrap_or_default(),
    }
}

fn press(form: &Form, key: &str) {
    harness::press_on(&active(form), key);
}

/// Pastes a text into the categories' input.
fn paste(form: &Form, text: &str) {
    // In Firefox, scripts cannot set the clipboard data of an event.
    let code = "const paste = new Event('paste', {bubbles: true, cancelable: true, composed: true}); \
        input.dispatchEvent(Object.assign(paste, {clipboardData: {getData: () => text}}));";
    let paste = js_sys::Function::new_with_args("input, text", code);
    paste
        .call2(&JsValue::NULL, &form.control("categories"), &text.into())
        .unwrap();
}

/// Types into the categories' input, and keeps the focus there.
fn type_only(form: &Form, text: &str) {
    let input = form.control("categories");
    input
        .unchecked_ref::<web_sys::HtmlInputElement>()
        .set_value(text);
    dispatch(&input, "input");
}

/// Two thousand lines, and two that are already in the list.
fn many_lines() -> String {
    let lines = (0..2000).map(|number| format!("category {number}"));
    lines
        .chain(["category 7".to_owned(), "category 8".to_owned()])
        .collect::<Vec<_>>()
        .join("\n")
}

/// Returns what screen readers announce about the list.
fn said(form: &Form) -> String {
    form.find(".field[data-field=categories] [role=status]")
        .unwrap()
        .text_content()
        .unwrap()
}

#[wasm_bindgen_test]
async fn enter_comma_button_and_change_add_a_category_and_enter_never_submits() {
    let form = form("").await;
    form.fill("displayName", "Rust");
    let input = form.control("categories");
    for (text, key) in [
        ("one", "Enter"),
        ("two,", ""),
        ("three", "change"),
        ("four", "button"),
    ] {
        input
            .unchecked_ref::<web_sys::HtmlInputElement>()
            .set_value(text);
        dispatch(&input, "input");
        match key {
            "Enter" => form.press("categories", "Enter"),
            "change" => dispatch(&input, "change"),
            "button" => form.click("[part=add-category]"),
            _ => {}
        }
        settle().await;
    }
    form.press("categories", "Enter");
    settle().await;
    assert_eq!(form.items(), ["one", "two", "three", "four"]);
    assert!(form.events("skill-submit").is_empty());
    assert_eq!(form.value("categories"), "");
}

#[wasm_bindgen_test]
async fn a_duplicate_category_is_reported_and_stays_in_the_input() {
    let form = form("").await;
    form.fill("categories", "caf\u{e9}");
    form.fill("categories", "cafe\u{301}");
    settle().await;
    assert!(
        form.error("categories")
            .unwrap()
            .contains("You have already added")
    );
    assert_eq!(form.items().len(), 1);
    assert_eq!(form.value("categories"), "cafe\u{301}");
    form.fill("displayName", "Rust");
    form.submit();
    until("the summary has the focus", || {
        form.root()
            .active_element()
            .is_some_and(|active| active.class_name() == "summary")
    })
    .await;
    assert!(form.text("summary").contains("You have already added"));
    assert!(form.events("skill-submit").is_empty());
}

#[wasm_bindgen_test]
async fn removing_a_category_keeps_the_focus_and_announces_the_removal() {
    let form = form("").await;
    form.fill("categories", "a,b,c");
    settle().await;
    form.control("categories")
        .unchecked_into::<HtmlElement>()
        .focus()
        .unwrap();
    form.press("categories", "Backspace");
    assert_eq!(
        active(&form).get_attribute("aria-label").as_deref(),
        Some("Remove \u{2068}c\u{2069}")
    );
    for left in [vec!["a", "b"], vec!["a"], vec![]] {
        active(&form).unchecked_into::<HtmlElement>().click();
        settle().await;
        assert_eq!(form.items(), left);
    }
    assert_eq!(
        active(&form).get_attribute("name").as_deref(),
        Some("categories")
    );
    assert!(form.root().text_content().unwrap().contains("a removed"));
}

#[wasm_bindgen_test]
async fn clearing_a_rejected_category_makes_the_form_valid_again() {
    let form = form("").await;
    form.fill("displayName", "Rust");
    form.fill("categories", "a");
    form.fill("categories", "a");
    settle().await;
    assert!(form.is("invalid"));
    assert_eq!(form.call("checkValidity"), JsValue::FALSE);
    form.type_in("categories", "");
    settle().await;
    assert!(!form.is("invalid"));
    assert_eq!(form.call("checkValidity"), JsValue::TRUE);
}

#[wasm_bindgen_test]
async fn arrow_keys_move_between_the_categories_which_have_one_tab_stop() {
    let form = form("").await;
    form.fill("categories", "a,b,c");
    settle().await;
    let stops = |form: &Form| {
        form.all("[part=remove]")
            .iter()
            .filter(|button| button.get_attribute("tabindex").as_deref() == Some("0"))
            .count()
    };
    assert_eq!(stops(&form), 1);
    form.control("categories")
        .unchecked_into::<HtmlElement>()
        .focus()
        .unwrap();
    form.press("categories", "ArrowLeft");
    for (key, at) in [
        ("ArrowLeft", "b"),
        ("ArrowLeft", "a"),
        ("ArrowLeft", "a"),
        ("ArrowRight", "b"),
        ("End", "c"),
        ("Home", "a"),
        ("ArrowDown", "b"),
        ("ArrowUp", "a"),
        ("End", "c"),
        ("ArrowRight", "categories"),
    ] {
        press(&form, key);
        assert_eq!(place(&form), at, "{key}");
        assert_eq!(stops(&form), 1);
    }
}

#[wasm_bindgen_test]
async fn arrow_keys_are_reversed_in_a_right_to_left_form() {
    let form = form("lang=he").await;
    form.fill("categories", "a,b");
    settle().await;
    form.control("categories")
        .unchecked_into::<HtmlElement>()
        .focus()
        .unwrap();
    form.press("categories", "ArrowRight");
    assert_eq!(place(&form), "b");
    press(&form, "ArrowRight");
    assert_eq!(place(&form), "a");
    press(&form, "ArrowLeft");
    press(&form, "ArrowLeft");
    assert_eq!(place(&form), "categories");
}

#[wasm_bindgen_test]
async fn delete_and_backspace_remove_the_focused_category() {
    let form = form("").await;
    form.fill("categories", "a,b,c");
    settle().await;
    form.control("categories")
        .unchecked_into::<HtmlElement>()
        .focus()
        .unwrap();
    form.press("categories", "Backspace");
    press(&form, "ArrowLeft");
    press(&form, "Delete");
    settle().await;
    assert_eq!(
        (form.items(), place(&form)),
        (vec!["a".to_owned(), "c".to_owned()], "c".to_owned())
    );
    press(&form, "Backspace");
    settle().await;
    assert_eq!(
        (form.items(), place(&form)),
        (vec!["a".to_owned()], "a".to_owned())
    );
}

#[wasm_bindgen_test]
async fn changes_to_the_categories_are_announced_with_the_count() {
    let form = form("").await;
    form.fill("categories", "a");
    until("one", || said(&form) == "a added, 1 category").await;
    form.type_in("categories", "b,c,");
    until("three", || {
        said(&form) == "2 categories added, 3 categories"
    })
    .await;
    form.fill("categories", "d");
    until("four", || said(&form) == "d added, 4 categories").await;
    assert_eq!(form.text("count"), "4 categories");
    form.click("li:nth-child(2) [part=remove]");
    until("three", || said(&form) == "b removed, 3 categories").await;
    assert_eq!(form.items(), ["a", "c", "d"]);
}

#[wasm_bindgen_test]
async fn a_readonly_or_disabled_form_does_not_remove_a_category() {
    for attribute in ["readonly", "disabled"] {
        let form = form("").await;
        form.fill("categories", "a,b");
        form.host.set_attribute(attribute, "").unwrap();
        settle().await;
        form.click("[part=remove]");
        settle().await;
        assert_eq!(form.items(), ["a", "b"], "{attribute}");
    }
}

#[wasm_bindgen_test]
async fn a_thousand_categories_are_added_together_and_render_few_elements() {
    let form = form("").await;
    let many: Vec<String> = (0..1000)
        .map(|number| format!("category {number}"))
        .collect();
    form.fill("categories", &many.join(","));
    until("all are there", || form.items().len() == 1000).await;
    let elements = form.all("[part=items] *").len();
    assert_eq!(
        elements, 3020,
        "an item is three elements, and fifty are laid out by themselves"
    );
    form.click("[part=items] > :nth-child(11) > :nth-child(25) [part=remove]");
    until("one less", || form.items().len() == 999).await;
    assert!(!form.items().contains(&"category 524".to_owned()));
}

#[wasm_bindgen_test]
async fn keyboard_navigation_reaches_all_groups_of_a_long_list() {
    let form = form("").await;
    let many: Vec<String> = (0..120).map(|number| number.to_string()).collect();
    form.fill("categories", &many.join(","));
    until("all are there", || form.items().len() == 120).await;
    let buttons = || form.all("[part=items] button");
    let focus = |index: usize| {
        buttons()[index]
            .unchecked_ref::<HtmlElement>()
            .focus()
            .unwrap();
    };
    let step = |key: &str| {
        press(&form, key);
        place(&form)
    };
    focus(48);
    assert_eq!(
        ["ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft"].map(step),
        ["49", "50", "49", "48"]
    );
    assert_eq!(["End", "ArrowLeft", "Home"].map(step), ["119", "118", "0"]);
    for left in (0..50).rev() {
        focus(left);
        press(&form, "Delete");
        until("it is gone", || buttons().len() == 70 + left).await;
    }
    assert_eq!(place(&form), "50");
    assert_eq!(
        form.all("[part=items] > *").len(),
        2,
        "nothing is left of the first fifty"
    );
}

#[wasm_bindgen_test]
async fn a_rejected_category_is_reported_while_others_of_the_same_input_are_added() {
    let form = form("").await;
    form.fill("categories", "a,b,c");
    form.fill("categories", "b,next");
    until("one is refused", || {
        form.error("categories").is_some() && form.items().len() == 4
    })
    .await;
    assert!(
        form.error("categories")
            .unwrap()
            .contains("You have already added “\u{2068}b\u{2069}”")
    );
    assert_eq!(form.value("categories"), "b");
}

#[wasm_bindgen_test]
async fn a_long_paste_does_not_block_the_page_and_is_announced_at_its_end() {
    let form = form("").await;
    paste(&form, &many_lines());
    leptos::task::tick().await;
    assert!((1..2000).contains(&form.items().len()), "it has only begun");
    assert_eq!(said(&form), "");
    type_only(&form, "next");
    until("all are announced", || {
        said(&form) == "2000 categories added, 2000 categories"
    })
    .await;
    until("all are shown", || form.items().len() == 2000).await;
    assert_eq!(
        form.value("categories"),
        "category 7, category 8, next",
        "what was refused goes before what was typed meanwhile"
    );
    assert!(
        form.error("categories")
            .unwrap()
            .contains("You have already added “\u{2068}category 7\u{2069}”")
    );
    for (typed, stays) in [
        ("category 7, category 8, nex", "category 7, category 8, nex"),
        ("category 7, category 8, ", "category 7, category 8"),
        ("category 7, ", "category 7"),
        ("", ""),
    ] {
        type_only(&form, typed);
        settle().await;
        assert_eq!(form.value("categories"), stays, "behind {typed:?}");
    }
    assert_eq!(form.error("categories"), None);
}

#[wasm_bindgen_test]
async fn a_category_typed_during_a_long_paste_is_added_after_it() {
    let form = form("").await;
    paste(&form, &many_lines());
    type_only(&form, "next,");
    until("all are announced", || {
        said(&form) == "2001 categories added, 2001 categories"
    })
    .await;
    until("all are shown", || form.items().len() == 2001).await;
    assert_eq!(form.items().last().unwrap(), "next");
    assert_eq!(form.value("categories"), "category 7, category 8");
}

#[wasm_bindgen_test]
async fn the_skill_property_contains_all_categories_during_a_long_paste() {
    let form = form("").await;
    paste(&form, &many_lines());
    let skill = js_sys::Reflect::get(&form.host, &"skill".into()).unwrap();
    let categories = js_sys::Reflect::get(&skill, &"categories".into()).unwrap();
    assert_eq!(categories.unchecked_ref::<js_sys::Array>().length(), 2000);
    settle().await;
    assert_eq!(form.value("categories"), "category 7, category 8");
}

#[wasm_bindgen_test]
fn string_lists_round_trip_through_json() {
    let lists = [
        vec![],
        vec![""],
        vec!["a"],
        vec!["\"", "\\", "\\n", "a\nb", "\u{E000}", "\u{2028}"],
        vec!["a", "", "b, c", "\\ue000"],
    ];
    for list in lists {
        let text = add_skill::platform::stringify(&list.clone().into());
        assert_eq!(
            add_skill::platform::parse_json(&text),
            Some(list.clone().into()),
            "{text}"
        );
        assert!(!text.is_empty());
    }
}
