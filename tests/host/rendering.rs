//! Server-rendered HTML: what assistive technology and the element rely on, for every language and
//! every selection of fields.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use add_skill::form::{AddSkillForm, Callbacks, Options, SkillForm, to_html};
use add_skill::graph::TokenError;
use add_skill::i18n::Language;
use add_skill::skill::{Draft, Entry, FieldPath, SkillProficiency};
use proptest::prelude::*;
use scraper::{ElementRef, Html, Selector};
use strum::VariantArray;

fn select<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

fn options(fields: Option<Vec<FieldPath>>, required: Vec<FieldPath>) -> Options {
    let mut options = Options::default();
    options.fields = fields;
    options.constraints.required = required;
    options
}

fn form(options: Options) -> SkillForm {
    let no_token = |_| -> add_skill::graph::TokenFuture {
        Box::pin(std::future::ready(Err(TokenError::Removed)))
    };
    SkillForm::new(options, Callbacks::new(std::rc::Rc::new(no_token)))
}

/// Returns the text of an element, without markup.
fn text(element: ElementRef) -> String {
    element.text().collect::<String>().trim().to_owned()
}

/// Asserts the properties of every form.
fn assert_accessible(html: &str) {
    let html = Html::parse_fragment(html);
    let mut ids = BTreeMap::new();
    for element in select(&html, "[id]") {
        *ids.entry(element.attr("id").unwrap().to_owned())
            .or_insert(0) += 1;
    }
    assert!(
        ids.values().all(|count| *count == 1),
        "an id is there twice: {ids:?}"
    );
    for attribute in [
        "aria-describedby",
        "aria-labelledby",
        "aria-controls",
        "for",
    ] {
        for element in select(&html, &format!("[{attribute}]")) {
            for id in element.attr(attribute).unwrap().split(' ') {
                assert!(
                    ids.contains_key(id),
                    "{attribute} refers to {id}, which is not there"
                );
            }
        }
    }
    for control in select(&html, "input, select, textarea") {
        let path = control.attr("name").expect("a control has a name");
        let field = FieldPath::from_str(path).unwrap_or_else(|_| panic!("{path} is no Graph path"));
        assert_eq!(field.path(), path);
        assert!(
            control
                .attr("part")
                .unwrap()
                .contains(&path.replace('.', "-")),
            "{path} has no part of its own"
        );
        let by_id = control.attr("id").and_then(|id| {
            select(&html, "label[for]")
                .into_iter()
                .find(|label| label.attr("for") == Some(id))
        });
        let around = control
            .ancestors()
            .filter_map(ElementRef::wrap)
            .find(|around| around.value().name() == "label");
        let label = by_id
            .or(around)
            .unwrap_or_else(|| panic!("{path} has no label"));
        assert!(!text(label).is_empty(), "the label of {path} is empty");
    }
    for group in select(&html, "fieldset:not([role=none])") {
        let legend = group.child_elements().next().expect("a group has children");
        assert_eq!(legend.value().name(), "legend");
        assert!(!text(legend).is_empty(), "a legend is empty");
    }
    for button in select(&html, "button") {
        let name = button
            .attr("aria-label")
            .map_or_else(|| text(button), str::to_owned);
        assert!(!name.is_empty(), "a button has no name");
        assert!(matches!(button.attr("type"), Some("button" | "submit")));
    }
}

/// Returns the fields of a form, in order.
fn fields(html: &str) -> Vec<String> {
    let html = Html::parse_fragment(html);
    let fields = select(&html, "[data-field]");
    fields
        .iter()
        .map(|field| field.attr("data-field").unwrap().to_owned())
        .collect()
}

#[test]
fn a_form_is_accessible_and_has_the_right_direction_in_every_language() {
    for language in Language::VARIANTS {
        let html = to_html(&Options::default(), language.tag());
        assert_accessible(&html);
        let parsed = Html::parse_fragment(&html);
        let form = select(&parsed, "form")[0];
        assert_eq!(form.attr("lang"), Some(language.tag()));
        let is_rtl = matches!(language, Language::Ar | Language::He);
        assert_eq!(
            form.attr("dir"),
            Some(if is_rtl { "rtl" } else { "ltr" }),
            "{}",
            language.tag()
        );
        assert!(
            !html.contains('{'),
            "{}: a placeholder is left: {html}",
            language.tag()
        );
    }
    let (german, english) = (
        to_html(&Options::default(), "de-AT"),
        to_html(&Options::default(), "xx"),
    );
    assert!(german.contains("Name der Fähigkeit") && english.contains("Skill name"));
}

#[test]
fn ten_forms_on_a_page_have_unique_ids() {
    let page: String = (0..10)
        .map(|_| to_html(&Options::default(), "en"))
        .collect();
    assert_accessible(&page);
}

#[test]
fn values_are_rendered_as_attributes() {
    let form = form(Options::default());
    let json = r#"{"displayName":"<Rust & \"C\">","proficiency":"expert","categories":["a","<b>"],"allowedAudiences":"organization","inference":{"confidenceScore":0.5,"userHasVerifiedAccuracy":false}}"#;
    let skill: SkillProficiency = serde_json::from_str(json).unwrap();
    form.set_draft(&Draft::from(skill));
    let html = form.to_html();
    assert_accessible(&html);
    let parsed = Html::parse_fragment(&html);
    let value = |name: &str| {
        select(&parsed, &format!("[name='{name}']"))[0]
            .attr("value")
            .map(str::to_owned)
    };
    assert_eq!(value("displayName").as_deref(), Some(r#"<Rust & "C">"#));
    assert_eq!(value("inference.confidenceScore").as_deref(), Some("0.5"));
    let chosen = |name: &str| {
        let options = select(&parsed, &format!("[name='{name}'] option[selected]"));
        options
            .iter()
            .map(|option| option.attr("value").unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(chosen("proficiency"), ["expert"]);
    assert_eq!(chosen("allowedAudiences"), ["organization"]);
    let items = select(&parsed, "[part=item] bdi");
    assert_eq!(
        items.iter().map(|item| text(*item)).collect::<Vec<_>>(),
        ["a", "<b>"]
    );
    let checked = select(&parsed, "[type=radio][checked]");
    assert_eq!(
        checked
            .iter()
            .map(|radio| radio.attr("value").unwrap())
            .collect::<Vec<_>>(),
        ["false"]
    );
}

#[test]
fn app_attributes_are_added_to_the_form_and_escaped() {
    use leptos::prelude::*;

    let text = r#"<Rust & "C"> 'x'"#;
    let form = form(Options::default());
    let html = view! {
        <AddSkillForm form attr:data-text=text attr:class=text class:wide=true style:color=text />
    }
    .to_html();
    assert_accessible(&html);
    let parsed = Html::parse_fragment(&html);
    let form = select(&parsed, "form")[0];
    assert_eq!(form.attr("data-text"), Some(text));
    assert_eq!(form.attr("class"), Some(&*format!("add-skill {text} wide")));
    assert_eq!(form.attr("style"), Some(&*format!("color:{text};")));
    assert_eq!(form.attr("part"), Some("form"));
}

#[test]
fn the_creation_order_lists_each_node_exactly_once() {
    let html = to_html(&Options::default(), "en");
    let parsed = Html::parse_fragment(&html);
    let form = select(&parsed, "form")[0];
    let order = form.attr("data-order").unwrap();
    let mut parts = order.split(' ');
    assert_eq!(parts.next(), Some(env!("CARGO_PKG_VERSION")));
    let count = parts.next().unwrap();
    let places: Vec<usize> = parts
        .filter(|place| *place != "-")
        .map(|place| place.parse().unwrap())
        .collect();
    let nodes = form
        .descendants()
        .filter(|node| node.value().is_element() || node.value().is_comment())
        .count();
    assert_eq!(count, nodes.to_string());
    assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), places.len());
    assert_eq!(
        places.len(),
        nodes,
        "an empty form has nothing that the browser makes otherwise"
    );
}

fn any_fields() -> impl Strategy<Value = Vec<FieldPath>> {
    proptest::sample::subsequence(FieldPath::ALL.to_vec(), 1..=FieldPath::ALL.len()).prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_selection_of_fields_is_accessible_and_in_the_given_order(
        chosen in any_fields(),
        required in any_fields(),
        language in proptest::sample::select(Language::VARIANTS),
        texts in proptest::collection::vec("\\PC{0,12}", 4),
    ) {
        let form = form(options(Some(chosen.clone()), required.clone()));
        form.set_language(language.tag(), None);
        let mut draft = Draft::default();
        for (field, text) in chosen.iter().zip(&texts) {
            if matches!(Entry::empty(*field), Entry::Text(_)) {
                draft.set(*field, Entry::Text(text.clone()));
            }
        }
        form.set_draft(&draft);
        let html = form.to_html();
        assert_accessible(&html);
        let paths: Vec<_> = chosen.iter().map(|field| field.path().to_owned()).collect();
        let shown = fields(&html);
        // Consecutive fields of one group are in one fieldset, in the same order.
        prop_assert_eq!(shown, paths);
        let parsed = Html::parse_fragment(&html);
        for field in &chosen {
            let required = *field == FieldPath::DisplayName || required.contains(field);
            let marker = select(&parsed, &format!("[data-field='{}'] [part=required]", field.path()));
            prop_assert_eq!(!marker.is_empty(), required, "{}", field.path());
        }
    }
}
