//! The form uses the page's language.

use crate::harness::{Fetch, Form, document, form, js, settle, until};
use add_skill::i18n::Language;
use strum::VariantArray;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

async fn says(form: &Form, submit: &str) {
    until(submit, || {
        form.find("[part=submit]")
            .is_some_and(|button| button.text_content().unwrap() == submit)
    })
    .await;
}

fn attribute(form: &Form, name: &str) -> Option<String> {
    form.find("form").unwrap().get_attribute(name)
}

#[wasm_bindgen_test]
async fn the_form_uses_its_lang_and_falls_back_to_the_base_language_or_english() {
    for (tag, submit) in [
        ("de-AT", "Fähigkeit hinzufügen"),
        ("pt-PT", "Adicionar habilidade"),
        ("zh-CN", "添加技能"),
        ("zh-TW", "Add skill"),
        ("en-GB", "Add skill"),
        ("xx", "Add skill"),
    ] {
        let form = form(&format!("lang={tag}")).await;
        says(&form, submit).await;
        let spoken = if submit == "Add skill" && tag != "en-GB" {
            "en"
        } else {
            tag
        };
        assert_eq!(attribute(&form, "lang").as_deref(), Some(spoken), "{tag}");
    }
}

#[wasm_bindgen_test]
async fn every_language_loads_and_its_plural_categories_match_those_of_intl() {
    for language in Language::VARIANTS {
        let form = form(&format!("lang={}", language.tag())).await;
        let label = form.find("[part=label]").unwrap().text_content().unwrap();
        assert_eq!(
            *language == Language::En,
            label.starts_with("Skill name"),
            "{}: {label}",
            language.tag()
        );
        let categories = js(&format!(
            "new Intl.PluralRules('{}').resolvedOptions().pluralCategories.sort().join()",
            language.tag()
        ));
        let mut own = language.plural_categories().to_vec();
        own.sort_unstable();
        assert_eq!(
            categories.as_string().unwrap(),
            own.join(","),
            "{}",
            language.tag()
        );
    }
}

#[wasm_bindgen_test]
async fn the_form_follows_a_change_of_the_pages_language_and_keeps_the_input() {
    let form = form("").await;
    let html = document().document_element().unwrap();
    form.fill("displayName", "Rust");
    form.fill("categories", "one");
    html.set_attribute("lang", "fr").unwrap();
    says(&form, "Ajouter la compétence").await;
    settle().await;
    assert_eq!(form.value("displayName"), "Rust");
    assert!(
        form.find("[part=remove]")
            .unwrap()
            .get_attribute("aria-label")
            .unwrap()
            .contains("one")
    );
    assert!(
        !form
            .find("[part=remove]")
            .unwrap()
            .get_attribute("aria-label")
            .unwrap()
            .contains("Remove")
    );
    html.remove_attribute("lang").unwrap();
    form.host.set_attribute("lang", "en").unwrap();
    says(&form, "Add skill").await;
}

#[wasm_bindgen_test]
async fn punctuation_follows_the_language() {
    for (tag, comma, colon) in [
        ("zh-Hans", "，1", "链接："),
        ("fr", ". 1", "Lien\u{a0}: "),
        ("ar", "، فئة", "ارتباط: "),
    ] {
        let form = form(&format!("lang={tag}")).await;
        until(tag, || attribute(&form, "lang").as_deref() == Some(tag)).await;
        form.fill("categories", "one,");
        form.fill("webUrl", "example");
        settle().await;
        let status = form.find(".field[data-field=categories] [role=status]");
        let announced = status.unwrap().text_content().unwrap();
        assert!(announced.contains(comma), "{announced}");
        form.submit();
        settle().await;
        assert!(
            form.text("summary").contains(colon),
            "{}",
            form.text("summary")
        );
    }
}

#[wasm_bindgen_test]
async fn a_lang_on_the_host_of_a_surrounding_shadow_root_applies() {
    let outer = document().create_element("div").unwrap();
    outer.set_attribute("lang", "nl").unwrap();
    document().body().unwrap().append_child(&outer).unwrap();
    let form = form("").await;
    let root = outer
        .attach_shadow(&web_sys::ShadowRootInit::new(web_sys::ShadowRootMode::Open))
        .unwrap();
    root.append_child(&form.host).unwrap();
    until("Dutch", || {
        attribute(&form, "lang").as_deref() == Some("nl")
    })
    .await;
    outer.set_attribute("lang", "it").unwrap();
    until("Italian", || {
        attribute(&form, "lang").as_deref() == Some("it")
    })
    .await;
    outer.remove();
}

#[wasm_bindgen_test]
async fn the_text_direction_follows_the_language_unless_dir_is_set() {
    for (attributes, direction) in [
        ("lang=ar", Some("rtl")),
        ("lang=he-IL", Some("rtl")),
        ("lang=en", Some("ltr")),
        ("lang=ar dir=ltr", Some("ltr")),
    ] {
        let form = form(attributes).await;
        assert_eq!(
            attribute(&form, "dir").as_deref(),
            direction,
            "{attributes}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_catalog_is_fetched_at_most_once_for_all_elements() {
    let fetch = Fetch::replaced(
        "async () => new Response(JSON.stringify({'ui.submit': 'Fetched'}), {headers: {'content-type': 'application/json'}})",
    );
    // No earlier test of this suite uses Korean. If it is loaded already, the counts of the other
    // tests do not change.
    let (one, other) = (form("lang=ko").await, form("lang=ko").await);
    one.ready().await;
    other.ready().await;
    assert!(fetch.count() <= 1, "{}", fetch.count());
}

#[wasm_bindgen_test]
async fn the_form_is_in_english_if_its_catalog_fails_to_load() {
    let _fetch = Fetch::replaced("async () => { throw new TypeError('Failed to fetch'); }");
    let form = form("lang=hi-IN").await;
    let submit = form.text("submit");
    // An earlier test may have loaded these catalogs.
    assert!(["Add skill", "कौशल जोड़ें"].contains(&&*submit), "{submit}");
}

#[wasm_bindgen_test]
async fn custom_messages_override_strings_and_add_languages() {
    let form = form("lang=de").await;
    form.set(
        "messages",
        &js("({'ui.submit': 'Los', 'label.lastModifiedBy.user.id': 'Wer'})"),
    );
    says(&form, "Los").await;
    let label = |name: &str| {
        let field = form.control(name).closest(".field").unwrap().unwrap();
        field
            .query_selector("[part=label] span")
            .unwrap()
            .unwrap()
            .text_content()
            .unwrap()
    };
    assert_eq!(label("lastModifiedBy.user.id"), "Wer");
    assert_eq!(label("createdBy.user.id"), "Benutzer-ID");

    form.set("messages", &js("({sv: {'ui.submit': 'Spara', 'count.items.other': '{count} stycken'}, fa: {'ui.submit': 'ثبت'}})"));
    form.host.set_attribute("lang", "sv-SE").unwrap();
    says(&form, "Spara").await;
    assert_eq!(attribute(&form, "lang").as_deref(), Some("sv-SE"));
    form.fill("categories", "a,b");
    until("the count", || form.text("count") == "2 stycken").await;
    form.host.set_attribute("lang", "fa").unwrap();
    says(&form, "ثبت").await;
    assert_eq!(attribute(&form, "dir").as_deref(), Some("rtl"));
    form.set("messages", &JsValue::UNDEFINED);
    says(&form, "Add skill").await;
    assert_eq!(attribute(&form, "lang").as_deref(), Some("en"));
}

#[wasm_bindgen_test]
async fn numbers_are_shown_with_the_decimal_separator_of_the_language() {
    let form = form("lang=de fields=inference").await;
    form.type_in("inference.confidenceScore", "0.5");
    until("how it was understood", || {
        form.text("parsed-number").contains("0,5")
    })
    .await;
    form.type_in("inference.confidenceScore", "0,5");
    until("nothing to say", || form.text("parsed-number").is_empty()).await;
    assert!(
        form.skill().contains("\"confidenceScore\":0.5"),
        "{}",
        form.skill()
    );
    form.type_in("inference.confidenceScore", "0\u{66B}25");
    until("the Arabic mark", || {
        form.text("parsed-number").contains("0,25")
    })
    .await;
}

#[wasm_bindgen_test]
async fn counts_use_the_plural_forms_of_the_language() {
    let form = form("lang=pl").await;
    for (add, count) in [("a,b", "2 kategorie"), ("c,d,e", "5 kategorii")] {
        form.fill("categories", add);
        until(count, || form.text("count") == count).await;
    }
}
