//! Forms from the package's renderer: the element hydrates their nodes and keeps the user's input.

use page_tests::{Endpoint, Key, Page, Result, Step};
use serde_json::{Value, json};

use super::LATER;
use crate::package::{html, site};

/// Returns an element with its options as attributes, and the server-rendered form.
pub fn element(attributes: &str, options: &Value) -> String {
    format!(
        "<add-skill endpoint=\"/beta/me/profile/skills\" {attributes}>{}</add-skill>",
        add_skill::element::render(&options.to_string())
    )
}

/// Records each node of the rendered form.
pub const MARK: &str = "
    window.form = element.shadowRoot.querySelector('form');
    window.nodes = [...form.querySelectorAll('*')];
    window.isSame = () => {
      const now = [...element.shadowRoot.querySelectorAll('form *')].filter((node) => nodes.includes(node));
      return form.isConnected && nodes.every((node, index) => node === now[index]) && !form.hasAttribute('data-order');
    };";

/// Opens a page with a server-rendered form, before its script is loaded.
pub async fn open(body: &str) -> Result<Page> {
    let site = site(&html(LATER, body))?;
    let page = Page::open_without_form(Endpoint::start(site, None)?, "/").await?;
    page.run(MARK, &[]).await?;
    Ok(page)
}

async fn open_default() -> Result<Page> {
    open(&element("", &json!({}))).await
}

/// Loads the script, and waits until the form is ready.
pub async fn load(page: &Page) -> Result {
    page.run("load();", &[]).await?;
    page.ready().await
}

pub async fn assert_in_place(page: &Page) -> Result {
    let lost = page
        .run(
            "return isSame() || [nodes.filter((node) => !node.isConnected).map((node) => node.outerHTML.slice(0, 200)),
               [...element.shadowRoot.querySelectorAll('form *')].filter((node) => !nodes.includes(node)).map((node) => node.outerHTML.slice(0, 200))];",
            &[],
        )
        .await?;
    assert_eq!(lost, true, "the form was replaced");
    Ok(())
}

/// Returns the focused control and its selection.
pub async fn caret(page: &Page) -> Result<Value> {
    page.run(
        "const { name, selectionStart, selectionEnd, selectionDirection } = element.shadowRoot.activeElement ?? {};
         return [name, selectionStart, selectionEnd, selectionDirection];",
        &[],
    )
    .await
}

#[tokio::test]
async fn an_untouched_server_rendered_form_hydrates_in_place_and_adds_a_skill() -> Result {
    let page = open_default().await?;
    load(&page).await?;
    assert_in_place(&page).await?;
    let styles = "return [element.shadowRoot.querySelectorAll('style').length, element.shadowRoot.adoptedStyleSheets.length];";
    assert_eq!(page.run(styles, &[]).await?, json!([0, 1]));
    assert_eq!(
        page.run("return JSON.stringify({ ...sessionStorage });", &[])
            .await?,
        "{}"
    );
    page.watch_requests().await?;
    page.fill("displayName", "Rust").await?;
    page.add_category("hobby").await?;
    page.submit().await?;
    let added = page.event("skill-added").await?;
    assert_eq!(added["skill"]["categories"], json!(["hobby"]));
    let body = page.posts().await?[0]["body"].clone();
    let body: Value = serde_json::from_str(body.as_str().unwrap_or_default())?;
    assert_eq!(
        body,
        json!({ "@odata.type": "#microsoft.graph.skillProficiency", "displayName": "Rust", "categories": ["hobby"] })
    );
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn hydration_keeps_values_focus_selection_and_scroll_position() -> Result {
    let page = open(&format!(
        "<div style=\"height: 150vh\"></div>{}<div style=\"height: 150vh\"></div>",
        element("", &json!({}))
    ))
    .await?;
    page.run(
        "element.shadowRoot.querySelector('details').open = true;",
        &[],
    )
    .await?;
    page.type_into("webUrl", "https://example.com/a").await?;
    page.choose("proficiency", "expert").await?;
    page.type_into("categories", "hob").await?;
    page.select_radio("inference.userHasVerifiedAccuracy", "false")
        .await?;
    page.type_into("displayName", "Rust").await?;
    page.run(
        "element.shadowRoot.activeElement.setSelectionRange(1, 3, 'backward');
         scrollBy(0, 40);
         window.events = [];
         for (const type of ['focusin', 'focusout', 'selectionchange', 'scroll']) form.addEventListener(type, ({ type }) => events.push(type));",
        &[],
    )
    .await?;
    let scrolled = page.run("return scrollY;", &[]).await?;
    load(&page).await?;

    assert_in_place(&page).await?;
    assert_eq!(
        caret(&page).await?,
        json!(["displayName", 1, 3, "backward"])
    );
    assert_eq!(page.run("return scrollY;", &[]).await?, scrolled);
    assert_eq!(
        page.run(
            "return events.filter((type) => type.startsWith('focus'));",
            &[]
        )
        .await?,
        json!([])
    );
    assert!(page.details_are_open().await?);
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.value("proficiency").await?, "expert");
    assert_eq!(page.value("categories").await?, "hob");
    assert_eq!(page.value("webUrl").await?, "https://example.com/a");
    let host = "return element.shadowRoot.querySelector('[part~=host]')?.textContent ?? null;";
    page.until("the link's host is shown", async || {
        Ok(page.run(host, &[]).await? == "example.com")
    })
    .await?;

    page.submit().await?;
    let skill = page.event("skill-added").await?["skill"].clone();
    assert_eq!(skill["displayName"], "Rust");
    assert_eq!(skill["proficiency"], "expert");
    assert_eq!(skill["categories"], json!(["hob"]));
    assert_eq!(skill["webUrl"], "https://example.com/a");
    assert_eq!(skill["inference"]["userHasVerifiedAccuracy"], false);
    Ok(())
}

#[tokio::test]
async fn hydration_does_not_interrupt_an_ime_composition() -> Result {
    let page = open_default().await?;
    if page.engine().cannot(Step::Compose).is_some() {
        return Ok(());
    }
    page.type_into("displayName", "x").await?;
    page.run(
        "window.ends = 0; form.addEventListener('compositionend', () => { ends += 1; });",
        &[],
    )
    .await?;
    page.compose("に").await?;
    load(&page).await?;
    assert_in_place(&page).await?;
    assert_eq!(page.run("return ends;", &[]).await?, 0);
    page.compose("にほ").await?;
    page.accept("日本").await?;
    assert_eq!(page.value("displayName").await?, "x日本");
    assert_eq!(page.run("return ends;", &[]).await?, 1);
    page.submit().await?;
    let added = page.event("skill-added").await?;
    assert_eq!(added["skill"]["displayName"], "x日本");
    Ok(())
}

#[tokio::test]
async fn hydration_keeps_rendered_values_and_edits_made_before_the_script_loads() -> Result {
    let skill = json!({
        "displayName": "Rust", "proficiency": "expert", "categories": ["one", "two", "three"],
        "collaborationTags": ["askMeAbout", "ableToMentor"], "webUrl": "https://example.com/",
        "allowedAudiences": "everyone",
        "inference": { "confidenceScore": 0.5, "userHasVerifiedAccuracy": true },
        "unknown": { "member": 1 },
    });
    let fields =
        "displayName proficiency categories collaborationTags webUrl allowedAudiences inference";
    let body = element(
        &format!("fields=\"{fields}\""),
        &json!({ "fields": fields, "skill": skill }),
    );
    let page = open(&body).await?;
    page.fill("displayName", "Go").await?;
    page.choose("proficiency", "elementary").await?;
    page.select_radio("inference.userHasVerifiedAccuracy", "false")
        .await?;
    page.select_radio("collaborationTags", "askMeAbout").await?;
    page.type_into("categories", "four").await?;
    load(&page).await?;
    assert_in_place(&page).await?;
    assert_eq!(page.categories().await?, ["one", "two", "three"]);
    page.press(Key::Enter + "").await?;
    assert_eq!(page.categories().await?, ["one", "two", "three", "four"]);
    page.remove_category("two").await?;
    page.submit().await?;
    let added = page.event("skill-added").await?;
    assert_eq!(added["skill"]["displayName"], "Go");
    assert_eq!(added["skill"]["proficiency"], "elementary");
    assert_eq!(
        added["skill"]["categories"],
        json!(["one", "three", "four"])
    );
    assert_eq!(added["skill"]["collaborationTags"], json!(["ableToMentor"]));
    assert_eq!(added["skill"]["webUrl"], "https://example.com/");
    assert_eq!(
        added["skill"]["inference"],
        json!({ "confidenceScore": 0.5, "userHasVerifiedAccuracy": false })
    );
    assert_eq!(added["skill"]["unknown"], json!({ "member": 1 }));
    Ok(())
}

#[tokio::test]
async fn a_skill_set_by_the_page_overrides_rendered_values_but_not_user_input() -> Result {
    let body = element("", &json!({ "skill": { "displayName": "Rust" } }));
    let page = open(&body).await?;
    page.type_into("webUrl", "https://example.com/").await?;
    page.run(
        "element.skill = { displayName: 'Go', webUrl: 'https://example.org/', proficiency: 'expert' };",
        &[],
    )
    .await?;
    load(&page).await?;
    assert_eq!(page.value("displayName").await?, "Go");
    assert_eq!(page.value("proficiency").await?, "expert");
    assert_eq!(page.value("webUrl").await?, "https://example.com/");
    Ok(())
}

#[tokio::test]
async fn input_before_hydration_overrides_a_stored_draft() -> Result {
    let page = open_default().await?;
    load(&page).await?;
    page.fill("displayName", "Draft").await?;
    page.fill("webUrl", "https://example.com/draft").await?;
    page.choose("proficiency", "expert").await?;
    page.until("the draft is stored", async || {
        let stored = page
            .run("return JSON.stringify({ ...sessionStorage });", &[])
            .await?;
        Ok(stored.as_str().is_some_and(|it| it.contains("expert")))
    })
    .await?;
    page.visit("/").await?;
    page.run(MARK, &[]).await?;
    page.type_into("displayName", "Newer").await?;
    load(&page).await?;
    assert_in_place(&page).await?;
    page.until("the draft is back", async || {
        Ok(page.value("proficiency").await? == "expert")
    })
    .await?;
    assert_eq!(page.value("displayName").await?, "Newer");
    assert_eq!(page.value("webUrl").await?, "https://example.com/draft");
    assert_eq!(
        page.run("return element.skill.displayName;", &[]).await?,
        "Newer"
    );
    Ok(())
}

#[tokio::test]
async fn a_click_or_enter_before_the_script_loads_does_not_navigate_or_add_a_skill() -> Result {
    let page = open_default().await?;
    page.type_into("displayName", "Rust").await?;
    page.run("window.isHere = true;", &[]).await?;
    page.press(Key::Enter + "").await?;
    page.submit().await?;
    page.run(
        "await new Promise((resolve) => setTimeout(resolve, 300));",
        &[],
    )
    .await?;
    let here = page.run("return [window.isHere, location.search];", &[]);
    assert_eq!(here.await?, json!([true, ""]));
    load(&page).await?;
    assert_in_place(&page).await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.stored().await?.len(), 0);
    Ok(())
}

#[tokio::test]
async fn validation_errors_and_suggestions_work_after_hydration() -> Result {
    let page = open(&element(
        "required=\"webUrl\"",
        &json!({ "required": "webUrl" }),
    ))
    .await?;
    page.run(
        "element.suggest = async (text) => [`${text}ust`, `${text}uby`];",
        &[],
    )
    .await?;
    load(&page).await?;
    page.submit().await?;
    page.focus_arrives("summary").await?;
    assert_eq!(page.summary().await?.len(), 2);
    assert!(page.is_marked_invalid("displayName").await?);
    page.type_into("displayName", "R").await?;
    let options = "return [...element.shadowRoot.querySelectorAll('[part~=suggestion]')].map((option) => option.textContent);";
    page.until("there are suggestions", async || {
        Ok(page.run(options, &[]).await? == json!(["Rust", "Ruby"]))
    })
    .await?;
    page.press(Key::Down + "").await?;
    page.press(Key::Enter + "").await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.error("displayName").await?, None);
    page.fill("webUrl", "https://example.com/").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    // The form is used again.
    assert_eq!(page.value("displayName").await?, "");
    Ok(())
}

#[tokio::test]
async fn an_element_parsed_after_the_script_runs_shows_the_rendered_values() -> Result {
    let script = "<script src=\"/package/add-skill.standalone.js\"></script>";
    let properties =
        json!({ "skill": { "displayName": "Rust" }, "messages": { "ui.submit": "Save" } });
    let site = site(&html(script, &element("", &properties)))?;
    let page = Page::open_at(Endpoint::start(site, None)?, "/").await?;
    page.until("it has the values", async || {
        Ok(page.value("displayName").await? == "Rust")
    })
    .await?;
    let rest = "return [element.shadowRoot.querySelectorAll('form').length, element.querySelectorAll('template').length,
        element.shadowRoot.querySelector('[part~=submit]').textContent];";
    assert_eq!(page.run(rest, &[]).await?, json!([1, 0, "Save"]));
    page.submit().await?;
    page.event("skill-added").await?;
    Ok(())
}

/// A browser that processes the attribute before the module is loaded focuses the error summary,
/// which is empty.
#[tokio::test]
async fn autofocus_focuses_the_first_field_of_a_server_rendered_form() -> Result {
    let page = open(&element("autofocus", &json!({}))).await?;
    page.run(
        "for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
         element.shadowRoot.querySelector('.summary').focus();",
        &[],
    )
    .await?;
    load(&page).await?;
    page.focus_arrives("displayName").await
}

#[tokio::test]
async fn autofocus_does_not_move_the_focus_from_the_users_field() -> Result {
    let page = open(&element("autofocus", &json!({}))).await?;
    page.type_into("webUrl", "h").await?;
    load(&page).await?;
    assert_eq!(caret(&page).await?[0], "webUrl");
    Ok(())
}

#[tokio::test]
async fn a_readonly_or_disabled_form_hydrates_in_place() -> Result {
    for name in ["readonly", "disabled"] {
        let page = open(&element(
            name,
            &json!({ name: "", "skill": { "displayName": "Rust", "categories": ["one"] } }),
        ))
        .await?;
        load(&page).await?;
        assert_in_place(&page).await?;
        assert_eq!(page.value("displayName").await?, "Rust");
        page.run(&format!("element.removeAttribute('{name}');"), &[])
            .await?;
        page.fill("displayName", "Go").await?;
        page.remove_category("one").await?;
        page.submit().await?;
        assert_eq!(
            page.event("skill-added").await?["skill"]["displayName"],
            "Go"
        );
    }
    Ok(())
}

/// The server renders the form before the user has signed in, and the page enables it early.
#[tokio::test]
async fn hydration_removes_rendered_attributes_that_the_element_does_not_have() -> Result {
    for name in ["readonly", "disabled", "required=webUrl"] {
        let (name, value) = name.split_once('=').unwrap_or((name, ""));
        let page = open(&element("", &json!({ name: value }))).await?;
        load(&page).await?;
        // A required field also has a marker, which is removed.
        if name != "required" {
            assert_in_place(&page).await?;
        }
        page.fill("displayName", "Go").await?;
        page.submit().await?;
        let added = page.event("skill-added").await?;
        assert_eq!(added["skill"]["displayName"], "Go", "{name}");
        let selector = ":is([disabled], [readonly], [required]:not([name=displayName]))";
        let left = format!("return element.shadowRoot.querySelectorAll('{selector}').length;");
        assert_eq!(page.run(&left, &[]).await?, 0, "{name}");
    }
    Ok(())
}

/// Returns the form, without differences between forms on one page, and without values that are
/// attributes on a server and properties in a browser.
pub const MARKUP: &str = "
    const markup = (element) => {
      const copy = element.shadowRoot.querySelector('form').cloneNode(true);
      for (const input of copy.querySelectorAll('input')) {
        input.removeAttribute('checked');
        if (input.type === 'text') input.removeAttribute('value');
      }
      for (const option of copy.querySelectorAll('option')) option.removeAttribute('selected');
      copy.removeAttribute('method');
      for (const node of [copy, ...copy.querySelectorAll('*')]) {
        const attributes = [...node.attributes].map(({ name, value }) => [name, value.replace(/add-skill-\\d+-/g, 'add-skill-')]);
        for (const [name] of attributes) node.removeAttribute(name);
        for (const [name, value] of attributes.sort()) node.setAttribute(name, value);
      }
      return copy.outerHTML;
    };";

#[tokio::test]
async fn hydration_matches_a_client_rendered_form_in_every_language() -> Result {
    let languages = [
        "en", "de", "fr", "es", "pt-BR", "it", "nl", "pl", "ja", "zh-Hans", "ko", "ar", "he", "hi",
    ];
    let forms = languages.map(|lang| {
        let skill = json!({ "displayName": "Rust", "categories": ["a", "b"], "inference": { "confidenceScore": 0.5 } });
        format!(
            "{}<add-skill endpoint=\"/beta/me/profile/skills\" class=\"made\" lang=\"{lang}\"></add-skill>",
            element(&format!("class=\"rendered\" lang=\"{lang}\""), &json!({ "lang": lang, "skill": skill }))
        )
    });
    assert_alike(&forms.concat(), "element.skill = { displayName: 'Rust', categories: ['a', 'b'], inference: { confidenceScore: 0.5 } };").await
}

#[tokio::test]
async fn hydration_matches_a_client_rendered_form_for_various_fields_and_options() -> Result {
    let options = [
        json!({ "fields": "displayName" }),
        json!({ "fields": "createdBy webUrl lastModifiedBy displayName" }),
        json!({ "fields": "displayName proficiency categories collaborationTags thumbnailUrl webUrl allowedAudiences inference createdBy lastModifiedBy createdDateTime lastModifiedDateTime" }),
        json!({ "required": "proficiency categories inference.userHasVerifiedAccuracy" }),
        json!({ "audiences": "organization everyone", "required": "allowedAudiences" }),
        json!({ "fields": "inference", "score-range": "0 1" }),
        json!({ "dir": "rtl", "fields": "collaborationTags" }),
    ];
    let forms = options.map(|options| {
        let attributes = options.as_object().into_iter().flatten();
        let attributes = attributes
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join(" ");
        format!(
            "{}<add-skill endpoint=\"/beta/me/profile/skills\" class=\"made\" {attributes}></add-skill>",
            element(&format!("class=\"rendered\" {attributes}"), &options)
        )
    });
    assert_alike(&forms.concat(), "").await
}

/// Asserts that each rendered form is hydrated, and equals that of the element behind it.
async fn assert_alike(body: &str, prepare: &str) -> Result {
    let page = open(body).await?;
    let script = format!(
        "{MARKUP}
         for (const element of document.querySelectorAll('.made')) {{ {prepare} }}
         const rendered = [...document.querySelectorAll('.rendered')].map((element) => [element, [...element.shadowRoot.querySelectorAll('form, form *')]]);
         await load();
         const elements = [...document.querySelectorAll('add-skill')];
         while (!elements.every((element) => element.matches(':state(ready)'))) await new Promise((resolve) => setTimeout(resolve, 20));
         // Another form has a Rust instance, and all its fields, when the user turns to it.
         for (const element of elements) element.dispatchEvent(new Event('pointerenter'));
         await new Promise((resolve) => setTimeout(resolve, 100));
         for (const element of elements) element.shadowRoot.querySelector('form').dispatchEvent(new Event('pointerenter'));
         await new Promise((resolve) => setTimeout(resolve, 100));
         const wrong = [];
         for (const [element, nodes] of rendered) {{
           const now = [...element.shadowRoot.querySelectorAll('form, form *')];
           const form = element.shadowRoot.querySelector('form');
           if (form.hasAttribute('data-order') || now.length !== nodes.length || now.some((node, index) => node !== nodes[index])) wrong.push(`${{element.cloneNode().outerHTML}} was replaced`);
           const [is, should] = [markup(element), markup(element.nextElementSibling)];
           let at = 0;
           while (at < is.length && is[at] === should[at]) at += 1;
           if (is !== should) wrong.push([element.cloneNode().outerHTML, is.slice(Math.max(0, at - 100), at + 100), should.slice(Math.max(0, at - 100), at + 100)]);
         }}
         return wrong;"
    );
    assert_eq!(page.run(&script, &[]).await?, json!([]));
    Ok(())
}
