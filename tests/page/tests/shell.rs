//! The shell: the form that the package's first script shows, while the WebAssembly module is held
//! back. The module then takes its nodes over.

use page_tests::{Endpoint, Key, Page, Result, Step};
use serde_json::{Value, json};

use crate::package::{ELEMENT, SCRIPT, html, site};
use crate::server_rendered::LATER;
use crate::server_rendered::in_place::{MARK, assert_in_place, caret, element};

/// Holds the module back until the test calls `load`.
const HOLD: &str = "<script>{
    const native = fetch;
    const held = new Promise((resolve) => { window.load = resolve; });
    window.fetch = (...given) => {
      const url = String(given[0]?.url ?? given[0]);
      return url.includes('_bg.wasm') ? held.then(() => native(...given)) : native(...given);
    };
  }</script>";

/// Waits until the shell is visible.
async fn shown(page: &Page) -> Result {
    let shown =
        "return Boolean(element.shadowRoot?.querySelector('form[data-shell][data-order]'));";
    page.until("the shell is visible", async || {
        Ok(page.run(shown, &[]).await? == true)
    })
    .await?;
    page.run(MARK, &[]).await?;
    Ok(())
}

/// Opens a page whose module is held back.
async fn open_html(html: &str) -> Result<Page> {
    let page = Page::open_without_form(Endpoint::start(site(html)?, None)?, "/").await?;
    shown(&page).await?;
    Ok(page)
}

async fn open(head: &str, body: &str) -> Result<Page> {
    open_html(&html(&[head, HOLD, SCRIPT].concat(), body)).await
}

async fn load(page: &Page) -> Result {
    page.run("load();", &[]).await?;
    page.ready().await
}

fn with(attributes: &str) -> String {
    ELEMENT.replace("<add-skill ", &format!("<add-skill {attributes} "))
}

#[tokio::test]
async fn the_form_is_filled_in_before_the_module_is_loaded_and_taken_over_in_place() -> Result {
    let page = open("", ELEMENT).await?;
    page.fill("displayName", "Rust").await?;
    page.choose("proficiency", "expert").await?;
    page.paste("webUrl", "https://example.com/a").await?;
    page.choose("allowedAudiences", "me").await?;
    page.type_into("categories", "hobby").await?;
    page.press(Key::Enter + "").await?;
    page.type_into("categories", "work").await?;
    page.run(
        "element.shadowRoot.activeElement.setSelectionRange(1, 3);",
        &[],
    )
    .await?;
    assert_eq!(
        page.run("return element.skill;", &[]).await?,
        json!({ "displayName": "Rust", "proficiency": "expert", "webUrl": "https://example.com/a", "allowedAudiences": "me" })
    );
    load(&page).await?;
    assert_in_place(&page).await?;
    let here = caret(&page).await?;
    assert_eq!(
        (&here[0], &here[1], &here[2]),
        (&json!("categories"), &json!(1), &json!(3))
    );
    page.submit().await?;
    let skill = page.event("skill-added").await?["skill"].clone();
    assert_eq!(skill["displayName"], "Rust");
    assert_eq!(skill["proficiency"], "expert");
    assert_eq!(skill["webUrl"], "https://example.com/a");
    assert_eq!(skill["allowedAudiences"], "me");
    assert_eq!(skill["categories"], json!(["hobby", "work"]));
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    assert_eq!(page.violations().await?, Vec::<Value>::new());
    Ok(())
}

#[tokio::test]
async fn a_composition_goes_on() -> Result {
    let page = open("", ELEMENT).await?;
    if page.engine().cannot(Step::Compose).is_some() {
        return Ok(());
    }
    page.type_into("displayName", "x").await?;
    page.compose("に").await?;
    load(&page).await?;
    assert_in_place(&page).await?;
    page.compose("にほ").await?;
    page.accept("日本").await?;
    assert_eq!(page.value("displayName").await?, "x日本");
    page.submit().await?;
    assert_eq!(
        page.event("skill-added").await?["skill"]["displayName"],
        "x日本"
    );
    Ok(())
}

/// The other forms of a page are shells until the user turns to them.
#[tokio::test]
async fn the_shell_is_the_form_of_the_module_in_every_language_and_for_every_choice_of_fields()
-> Result {
    let page = open("", ELEMENT).await?;
    load(&page).await?;
    let check = "
        const sets = ['', 'displayName', 'displayName allowedAudiences webUrl', 'categories,displayName',
          'inference.confidenceScore inference.userHasVerifiedAccuracy collaborationTags thumbnailUrl',
          'lastModifiedDateTime createdDateTime id displayName'];
        const languages = ['en', 'de', 'fr', 'es', 'pt-BR', 'it', 'nl', 'pl', 'ja', 'zh-Hans', 'ko', 'ar', 'he', 'hi', 'de-AT', 'iw'];
        const others = [{}, { required: 'webUrl categories collaborationTags allowedAudiences' }, { audiences: 'everyone me' }, { readonly: '' }, { disabled: '' }, { dir: 'rtl' }];
        const until = async (holds) => { while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5)); };
        const markup = (form, attributes) => {
          const copy = form.cloneNode(true);
          for (const name of ['data-order', 'data-shell', 'data-asleep', 'method']) copy.removeAttribute(name);
          for (const option of copy.querySelectorAll('[selected]')) option.removeAttribute('selected');
          for (const contents of copy.querySelectorAll(cases.indexOf(attributes) % 2 ? 'details > .fields, dl' : 'details > .fields, dl, select')) contents.replaceChildren();
          return copy.outerHTML.replace(/add-skill-[0-9]+-/g, 'add-skill-0-');
        };
        const wrong = [];
        const cases = [...languages.flatMap((lang) => sets.map((fields) => ({ lang, fields }))), ...others.flatMap((other) => sets.map((fields) => ({ lang: 'en', fields, ...other })))];
        for (const attributes of cases) {
          const added = document.createElement('add-skill');
          for (const [name, value] of Object.entries({ endpoint: '/beta/me/profile/skills', ...attributes })) added.setAttribute(name, value);
          // With a skill, the shell of a form that sleeps has all options.
          if (cases.indexOf(attributes) % 2) added.skill = {};
          document.body.append(added);
          let form = added.shadowRoot.querySelector('form');
          // Until its catalog is loaded, an element waits for the module.
          for (let tries = 0; tries < 200 && !form?.hasAttribute('data-shell'); tries += 1) {
            document.body.lastElementChild.remove();
            await new Promise((resolve) => setTimeout(resolve, 20));
            const again = added.cloneNode(false);
            if (cases.indexOf(attributes) % 2) again.skill = {};
            document.body.append(again);
            form = again.shadowRoot.querySelector('form');
          }
          if (!form?.hasAttribute('data-shell')) { wrong.push([attributes, 'no shell']); continue; }
          const host = form.getRootNode().host;
          const nodes = [...form.querySelectorAll('*')];
          const before = markup(form, attributes);
          host.dispatchEvent(new PointerEvent('pointerenter'));
          await until(() => host.shadowRoot.querySelector('form') && !host.shadowRoot.querySelector('form[data-order]'));
          await new Promise((resolve) => setTimeout(resolve));
          const after = markup(host.shadowRoot.querySelector('form'), attributes);
          if (host.shadowRoot.querySelector('form') !== form || nodes.some((node) => !node.isConnected)) wrong.push([attributes, 'replaced']);
          if (before !== after) {
            const at = [...before].findIndex((character, index) => character !== after[index]);
            wrong.push([attributes, before.slice(Math.max(0, at - 80), at + 120), after.slice(Math.max(0, at - 80), at + 120)]);
          }
          host.remove();
        }
        return [cases.length, wrong];";
    let result = page.run(check, &[]).await?;
    assert_eq!(result[0], 132);
    assert_eq!(result[1], json!([]));
    Ok(())
}

#[tokio::test]
async fn a_click_or_enter_before_the_module_is_loaded_adds_the_skill_once() -> Result {
    for key in ["", "Enter"] {
        let page = open("", ELEMENT).await?;
        page.watch_announcements().await?;
        page.fill("displayName", "Rust").await?;
        if key.is_empty() {
            page.submit().await?;
            page.submit().await?;
        } else {
            page.press(Key::Enter + "").await?;
            page.press(Key::Enter + "").await?;
        }
        assert!(page.status().await?.contains("still loading"));
        let stop = "return Boolean(element.shadowRoot.querySelector('[part~=stop]'));";
        assert_eq!(page.run(stop, &[]).await?, true);
        assert_eq!(page.stored().await?.len(), 0);
        load(&page).await?;
        page.event("skill-added").await?;
        assert_in_place(&page).await?;
        assert_eq!(page.stored().await?.len(), 1);
        let waiting: Vec<_> = page
            .announcements()
            .await?
            .into_iter()
            .filter(|text| text.contains("still loading"))
            .collect();
        assert_eq!(waiting.len(), 1, "{waiting:?}");
        assert_eq!(page.complaints().await?, Vec::<String>::new());
    }
    Ok(())
}

#[tokio::test]
async fn a_remembered_submission_can_be_stopped() -> Result {
    let page = open("", ELEMENT).await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.click("stop").await?;
    assert_eq!(page.status().await?, "");
    load(&page).await?;
    assert_in_place(&page).await?;
    page.run(
        "await new Promise((resolve) => setTimeout(resolve, 100));",
        &[],
    )
    .await?;
    assert_eq!(page.stored().await?.len(), 0);
    page.submit().await?;
    page.event("skill-added").await?;
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn required_fields_are_checked_before_the_module_is_loaded() -> Result {
    let page = open("", &with("required=\"webUrl proficiency categories\"")).await?;
    page.submit().await?;
    page.focus_arrives("summary").await?;
    let errors = [
        "Enter a skill name",
        "Select a proficiency level",
        "Add at least one category",
        "Enter a link",
    ];
    assert_eq!(page.summary().await?, errors);
    assert_eq!(page.error("displayName").await?.as_deref(), Some(errors[0]));
    assert!(page.is_marked_invalid("webUrl").await?);
    assert_eq!(
        page.run("return element.checkValidity();", &[]).await?,
        false
    );
    page.follow_summary("skill name").await?;
    page.type_into("displayName", "Rust").await?;
    assert_eq!(page.error("displayName").await?, None);
    assert_eq!(page.summary().await?, errors[1..]);
    load(&page).await?;
    assert_in_place(&page).await?;
    assert_eq!(caret(&page).await?[0], "displayName");
    page.until("the module shows the errors", async || {
        Ok(page.summary().await? == errors[1..])
    })
    .await?;
    page.choose("proficiency", "expert").await?;
    page.add_category("hobby").await?;
    page.fill("webUrl", "https://example.com/").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    Ok(())
}

#[tokio::test]
async fn a_token_source_that_is_set_later_is_waited_for() -> Result {
    let page = open_without_token().await?;
    wait_for_token(&page).await?;
    // Frameworks set it to undefined first.
    page.run("element.getAccessToken = undefined;", &[]).await?;
    assert!(page.status().await?.contains("still loading"));
    assert_eq!(page.stored().await?.len(), 0);
    page.run("element.getAccessToken = async () => 'CANARY-later';", &[])
        .await?;
    page.event("skill-added").await?;
    assert_in_place(&page).await?;
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

async fn open_without_token() -> Result<Page> {
    let head = [HOLD, SCRIPT].concat();
    let html = html(&head, ELEMENT).replace("<script src=\"/token.js\"></script>", "");
    open_html(&html).await
}

/// Submits a form without a token source, and waits until the module has started.
async fn wait_for_token(page: &Page) -> Result {
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.run("load();", &[]).await?;
    let loaded = "return performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.endsWith('_bg.wasm') && responseEnd > 0);";
    page.until("the module is loaded", async || {
        Ok(page.run(loaded, &[]).await? == true)
    })
    .await?;
    page.run(
        "for (let frames = 0; frames < 20; frames += 1) await new Promise(requestAnimationFrame);",
        &[],
    )
    .await?;
    assert!(page.status().await?.contains("still loading"));
    Ok(())
}

#[tokio::test]
async fn a_remembered_submission_is_dropped_when_the_values_change() -> Result {
    for change in [
        "element.reset();",
        "element.skill = { displayName: 'Other' };",
        "element.skill = null;",
        "element.toggleAttribute('readonly', true);",
        "element.disabled = true;",
        "const { parentNode } = element; element.remove(); await new Promise((resolve) => setTimeout(resolve)); parentNode.append(element);",
        "const input = element.shadowRoot.querySelector('[name=displayName]'); input.value = 'half'; input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));",
    ] {
        let page = open_without_token().await?;
        wait_for_token(&page).await?;
        page.run(change, &[]).await?;
        page.ready().await?;
        assert_eq!(page.status().await?, "", "{change}");
        page.run(
            "element.getAccessToken = async () => 'CANARY-later'; await new Promise((resolve) => setTimeout(resolve, 100));",
            &[],
        )
        .await?;
        let left = "return element.shadowRoot.querySelectorAll('[part~=stop], [aria-disabled=true]').length;";
        assert_eq!(page.run(left, &[]).await?, 0, "{change}");
        assert_eq!(page.stored().await?.len(), 0, "{change}");
    }
    Ok(())
}

#[tokio::test]
async fn a_skill_that_the_page_sets_between_the_click_and_the_hydration_is_not_sent() -> Result {
    for change in [
        "element.skill = { displayName: 'Other', webUrl: 'https://example.com/' };",
        // The page changes its object in place.
        "window.skill.webUrl = 'https://example.com/';",
    ] {
        let page = open("", ELEMENT).await?;
        page.run(
            "window.skill = { displayName: 'Rust' }; element.skill = window.skill;",
            &[],
        )
        .await?;
        page.until("the shell has the value", async || {
            Ok(page.value("displayName").await? == "Rust")
        })
        .await?;
        page.submit().await?;
        page.run(change, &[]).await?;
        load(&page).await?;
        page.run(
            "await new Promise((resolve) => setTimeout(resolve, 100));",
            &[],
        )
        .await?;
        assert_eq!(page.stored().await?.len(), 0, "{change}");
        assert_eq!(page.value("webUrl").await?, "https://example.com/");
        page.submit().await?;
        page.event("skill-added").await?;
    }
    Ok(())
}

#[tokio::test]
async fn reading_the_skill_while_the_module_starts_changes_nothing() -> Result {
    let page = open("", ELEMENT).await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.run(
        "window.read = new Set();
         const timer = setInterval(() => { read.add(element.skill.displayName); }, 0);
         setTimeout(() => clearInterval(timer), 5000);",
        &[],
    )
    .await?;
    page.run("load();", &[]).await?;
    page.event("skill-added").await?;
    assert_eq!(page.stored().await?.len(), 1);
    // Afterward, the form is empty.
    let read = page.run("return [...read].filter(Boolean);", &[]).await?;
    assert_eq!(read, json!(["Rust"]));
    Ok(())
}

#[tokio::test]
async fn a_click_is_repeated_if_the_browser_blocks_storage() -> Result {
    let blocked = "<script>for (const name of ['sessionStorage', 'localStorage']) Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });</script>";
    let page = open(blocked, ELEMENT).await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.run("load();", &[]).await?;
    page.event("skill-added").await?;
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn in_another_language_the_shell_works_until_the_module_has_its_catalog() -> Result {
    // The module requests the catalog again.
    let hold = "<script>{
        const native = fetch;
        let requests = 0;
        const held = new Promise((resolve) => { window.loadCatalog = resolve; });
        window.fetch = (...given) => {
          const isCatalog = String(given[0]?.url ?? given[0]).endsWith('/de.json');
          requests += isCatalog ? 1 : 0;
          return isCatalog && requests > 1 ? held.then(() => native(...given)) : native(...given);
        };
      }</script>";
    let page = open(hold, &with("lang=\"de\"")).await?;
    page.run("load();", &[]).await?;
    page.run(
        "for (let frames = 0; frames < 30; frames += 1) await new Promise(requestAnimationFrame);",
        &[],
    )
    .await?;
    page.submit().await?;
    page.focus_arrives("summary").await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    assert!(page.status().await?.contains("wird noch geladen"));
    page.run("loadCatalog();", &[]).await?;
    page.event("skill-added").await?;
    assert_in_place(&page).await?;
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_moved_element_keeps_the_newest_input_and_a_replaced_one_passes_it_on() -> Result {
    let page = open("", &[ELEMENT, "<div id=\"other\"></div>"].concat()).await?;
    page.fill("displayName", "First").await?;
    page.run(
        "document.dispatchEvent(new Event('visibilitychange'));",
        &[],
    )
    .await?;
    page.fill("displayName", "Second").await?;
    page.run("document.querySelector('#other').append(element);", &[])
        .await?;
    assert_eq!(page.value("displayName").await?, "Second");
    page.run("element.replaceWith(element.cloneNode(false));", &[])
        .await?;
    shown(&page).await?;
    assert_eq!(page.value("displayName").await?, "Second");
    page.run(
        "document.dispatchEvent(new Event('visibilitychange')); element.reset();",
        &[],
    )
    .await?;
    assert_eq!(page.value("displayName").await?, "");
    load(&page).await?;
    assert_eq!(page.value("displayName").await?, "");
    Ok(())
}

#[tokio::test]
async fn a_fieldset_of_the_page_disables_and_enables_shells_and_forms_that_sleep() -> Result {
    let body = format!("<fieldset id=\"around\">{}</fieldset>", ELEMENT.repeat(2));
    let page = open("", &body).await?;
    let set = |disabled: bool| {
        format!(
            "document.querySelector('#around').disabled = {disabled}; await new Promise((resolve) => setTimeout(resolve, 50));"
        )
    };
    let disabled = "return [...document.querySelectorAll('add-skill')].map(({ shadowRoot }) => shadowRoot.querySelector('[name=displayName]').disabled);";
    page.fill("displayName", "Rust").await?;
    for is_disabled in [true, false] {
        page.run(&set(is_disabled), &[]).await?;
        assert_eq!(
            page.run(disabled, &[]).await?,
            json!([is_disabled, is_disabled])
        );
    }
    load(&page).await?;
    for is_disabled in [true, false] {
        page.run(&set(is_disabled), &[]).await?;
        page.until("both follow", async || {
            Ok(page.run(disabled, &[]).await? == json!([is_disabled, is_disabled]))
        })
        .await?;
    }
    assert_eq!(page.value("displayName").await?, "Rust");
    Ok(())
}

#[tokio::test]
async fn a_skill_that_throws_leaves_the_other_elements_of_the_page_alone() -> Result {
    let prefill = "<script>addEventListener('DOMContentLoaded', () => {
        document.querySelectorAll('add-skill')[1].skill = { get displayName() { throw new Error('odd'); } };
      });</script>";
    let page = Page::open_without_form(
        Endpoint::start(
            site(&html(&[prefill, HOLD, SCRIPT].concat(), &ELEMENT.repeat(2)))?,
            None,
        )?,
        "/",
    )
    .await?;
    shown(&page).await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.run("load();", &[]).await?;
    page.event("skill-added").await?;
    Ok(())
}

#[tokio::test]
async fn a_form_without_a_module_says_so_and_keeps_the_input() -> Result {
    let site = site(&html(SCRIPT, ELEMENT))?;
    std::fs::remove_file(site.path().join("package/add-skill_bg.wasm"))?;
    let page = Page::open_without_form(Endpoint::start(site, None)?, "/").await?;
    shown(&page).await?;
    page.until("it says that it could not load", async || {
        Ok(page.alert().await?.contains("could not load"))
    })
    .await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    assert!(page.alert().await?.contains("could not load"));
    assert_eq!(page.status().await?, "");
    page.visit("/").await?;
    shown(&page).await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    Ok(())
}

#[tokio::test]
async fn a_module_that_is_late_is_announced() -> Result {
    let hurry = "<script>{ const native = setTimeout; window.setTimeout = (run, after = 0, ...given) => native(run, after >= 1000 ? after / 50 : after, ...given); }</script>";
    let page = open(hurry, ELEMENT).await?;
    page.until("it says that it is still loading", async || {
        Ok(page.notice().await?.contains("still loading"))
    })
    .await?;
    page.fill("displayName", "Rust").await?;
    load(&page).await?;
    let same = "return element.shadowRoot.querySelector('form') === form;";
    assert_eq!(page.run(same, &[]).await?, true);
    assert_eq!(page.notice().await?, "");
    assert_eq!(page.value("displayName").await?, "Rust");
    Ok(())
}

#[tokio::test]
async fn a_reload_before_the_module_is_loaded_loses_nothing() -> Result {
    let page = open("", &with("fields=\"displayName proficiency collaborationTags inference.userHasVerifiedAccuracy\"")).await?;
    page.fill("displayName", "Rust").await?;
    page.choose("proficiency", "expert").await?;
    page.answer("collaborationTags", "ableToMentor").await?;
    page.answer("inference.userHasVerifiedAccuracy", "true")
        .await?;
    page.visit("/").await?;
    shown(&page).await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    page.visit("/").await?;
    shown(&page).await?;
    load(&page).await?;
    assert_in_place(&page).await?;
    let early = "return Object.keys(sessionStorage).filter((key) => key.startsWith('add-skill-early')).length;";
    assert_eq!(page.run(early, &[]).await?, 0);
    page.submit().await?;
    let skill = page.event("skill-added").await?["skill"].clone();
    assert_eq!(skill["displayName"], "Rust");
    assert_eq!(skill["proficiency"], "expert");
    assert_eq!(skill["collaborationTags"], json!(["ableToMentor"]));
    assert_eq!(skill["inference"]["userHasVerifiedAccuracy"], true);
    Ok(())
}

#[tokio::test]
async fn nothing_is_stored_if_the_page_permits_no_drafts() -> Result {
    let page = open("", &with("draft=\"off\"")).await?;
    page.fill("displayName", "Rust").await?;
    page.visit("/").await?;
    shown(&page).await?;
    assert_eq!(page.value("displayName").await?, "");
    let stored = "return JSON.stringify({ ...sessionStorage });";
    assert_eq!(page.run(stored, &[]).await?, "{}");
    Ok(())
}

#[tokio::test]
async fn a_stored_draft_is_restored_but_never_sent_by_an_earlier_click() -> Result {
    let page = open("", ELEMENT).await?;
    load(&page).await?;
    page.fill("displayName", "Draft").await?;
    page.fill("webUrl", "https://example.com/draft").await?;
    page.until("the draft is stored", async || {
        let stored = page
            .run("return JSON.stringify({ ...sessionStorage });", &[])
            .await?;
        Ok(stored.as_str().is_some_and(|it| it.contains("/draft")))
    })
    .await?;
    page.visit("/").await?;
    shown(&page).await?;
    page.fill("displayName", "Newer").await?;
    page.submit().await?;
    load(&page).await?;
    assert_in_place(&page).await?;
    page.until("the draft is back", async || {
        Ok(page.value("webUrl").await? == "https://example.com/draft")
    })
    .await?;
    assert_eq!(page.value("displayName").await?, "Newer");
    assert!(!page.notice().await?.is_empty());
    page.run(
        "await new Promise((resolve) => setTimeout(resolve, 200));",
        &[],
    )
    .await?;
    assert_eq!(page.stored().await?.len(), 0);
    assert_eq!(page.status().await?, "");
    page.submit().await?;
    page.event("skill-added").await?;
    Ok(())
}

#[tokio::test]
async fn prefilled_values_are_in_the_shell() -> Result {
    let skill = json!({
        "displayName": "Rust", "proficiency": "expert", "categories": ["one", "C# & <b>"], "webUrl": "https://example.com/",
        "allowedAudiences": "everyone", "inference": { "confidenceScore": 0.5 }, "unknown": { "member": 1 },
    });
    let prefill = format!(
        "<script>addEventListener('DOMContentLoaded', () => {{ document.querySelector('add-skill').skill = {skill}; }});</script>"
    );
    let page = open(&prefill, ELEMENT).await?;
    page.until("the shell has the values", async || {
        Ok(page.value("displayName").await? == "Rust")
    })
    .await?;
    page.run(MARK, &[]).await?;
    assert_eq!(page.value("proficiency").await?, "expert");
    assert_eq!(page.categories().await?, ["one", "C# & <b>"]);
    assert_eq!(page.run("return element.skill;", &[]).await?, skill);
    page.fill("displayName", "Rust!").await?;
    load(&page).await?;
    let same = "return element.shadowRoot.querySelector('form') === form;";
    assert_eq!(page.run(same, &[]).await?, true);
    assert_eq!(page.categories().await?, ["one", "C# & <b>"]);
    assert_eq!(page.value("webUrl").await?, "https://example.com/");
    page.submit().await?;
    let added = page.event("skill-added").await?["skill"].clone();
    assert_eq!(added["displayName"], "Rust!");
    assert_eq!(added["categories"], skill["categories"]);
    assert_eq!(added["unknown"], skill["unknown"]);
    assert_eq!(added["inference"], skill["inference"]);
    Ok(())
}

#[tokio::test]
async fn what_the_page_sets_before_the_module_is_loaded_shows() -> Result {
    let page = open("", ELEMENT).await?;
    page.run(
        "element.messages = { 'label.displayName': 'Talent', de: { 'ui.submit': 'Speichern' } };
         element.fields = 'webUrl displayName';
         element.required = 'webUrl';
         element.lang = 'de';",
        &[],
    )
    .await?;
    page.until("the shell has the page's texts", async || {
        let submit = "return element.shadowRoot.querySelector('[part=submit]')?.textContent ?? '';";
        Ok(page.label("displayName").await? == "Talent"
            && page.run(submit, &[]).await? == "Speichern")
    })
    .await?;
    page.run(MARK, &[]).await?;
    page.type_into("displayName", "Rust").await?;
    load(&page).await?;
    assert_in_place(&page).await?;
    let names =
        "return [...element.shadowRoot.querySelectorAll('[name]')].map(({ name }) => name);";
    assert_eq!(
        page.run(names, &[]).await?,
        json!(["webUrl", "displayName"])
    );
    Ok(())
}

#[tokio::test]
async fn an_element_that_is_moved_removed_or_reset_before_the_module_is_loaded_works() -> Result {
    let page = open("", &[ELEMENT, "<div id=\"other\"></div>"].concat()).await?;
    page.type_into("displayName", "Rust").await?;
    page.run("document.querySelector('#other').append(element);", &[])
        .await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    page.run(
        "const removed = element.cloneNode(false); document.body.append(removed); removed.remove();",
        &[],
    )
    .await?;
    load(&page).await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    page.submit().await?;
    page.event("skill-added").await?;
    let page = open("", ELEMENT).await?;
    page.type_into("displayName", "Rust").await?;
    page.run("element.reset();", &[]).await?;
    assert_eq!(page.value("displayName").await?, "");
    load(&page).await?;
    assert_eq!(page.value("displayName").await?, "");
    Ok(())
}

#[tokio::test]
async fn a_form_of_the_page_waits_for_the_module() -> Result {
    let body = format!(
        "<form id=\"around\" action=\"/\">{}<button>Save</button></form>",
        with("name=\"skill\"")
    );
    let page = open("", &body).await?;
    page.fill("displayName", "Rust").await?;
    let valid = "return document.querySelector('#around').checkValidity();";
    assert_eq!(page.run(valid, &[]).await?, false);
    load(&page).await?;
    assert_in_place(&page).await?;
    assert_eq!(page.run(valid, &[]).await?, true);
    let data = "return JSON.parse(new FormData(document.querySelector('#around')).get('skill')).displayName;";
    assert_eq!(page.run(data, &[]).await?, "Rust");
    Ok(())
}

#[tokio::test]
async fn a_promise_of_an_early_submission_is_that_of_the_module() -> Result {
    let page = open("", ELEMENT).await?;
    page.fill("displayName", "Rust").await?;
    page.run(
        "element.submit().then((skill) => { window.added = skill.displayName; }, ({ kind }) => { window.added = kind; });",
        &[],
    )
    .await?;
    load(&page).await?;
    page.until("the promise is fulfilled", async || {
        Ok(page.run("return window.added ?? null;", &[]).await? == "Rust")
    })
    .await?;
    Ok(())
}

#[tokio::test]
async fn under_a_strict_policy_with_trusted_types_the_shell_is_the_same() -> Result {
    const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'none'; \
        base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
    let icon = "<link rel=\"icon\" href=\"data:,\" />";
    let site = site(&html("<script src=\"/hold.js\"></script><script type=\"module\" src=\"/package/add-skill.js\"></script>", ELEMENT).replace(icon, ""))?;
    let hold = HOLD.replace("<script>", "").replace("</script>", "");
    site.add("hold.js", &hold)?;
    let page = Page::open_without_form(Endpoint::start(site, Some(POLICY))?, "/").await?;
    shown(&page).await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    load(&page).await?;
    page.event("skill-added").await?;
    assert_in_place(&page).await?;
    assert_eq!(page.violations().await?, Vec::<Value>::new());
    Ok(())
}

#[tokio::test]
async fn a_shell_of_another_version_is_replaced_with_the_input() -> Result {
    let page = open("", ELEMENT).await?;
    page.fill("displayName", "Rust").await?;
    page.choose("proficiency", "expert").await?;
    page.run(
        "element.shadowRoot.querySelector('form').dataset.order = '0.0.0 1 0';",
        &[],
    )
    .await?;
    load(&page).await?;
    let replaced = "return element.shadowRoot.querySelector('form') !== form && element.shadowRoot.querySelectorAll('form').length === 1;";
    assert_eq!(page.run(replaced, &[]).await?, true);
    page.submit().await?;
    let skill = page.event("skill-added").await?["skill"].clone();
    assert_eq!(
        (&skill["displayName"], &skill["proficiency"]),
        (&json!("Rust"), &json!("expert"))
    );
    Ok(())
}

#[tokio::test]
async fn fields_that_have_no_shell_wait_for_the_module() -> Result {
    let page = Page::open_without_form(
        Endpoint::start(
            site(&html(
                &[HOLD, SCRIPT].concat(),
                &with("fields=\"displayName createdBy.user.id\"").replace(
                    "></add-skill>",
                    "><p id=\"fallback\">Please wait.</p></add-skill>",
                ),
            ))?,
            None,
        )?,
        "/",
    )
    .await?;
    page.until("the class is defined", async || {
        Ok(page
            .run("return Boolean(customElements.get('add-skill'));", &[])
            .await?
            == true)
    })
    .await?;
    let visible = "return document.querySelector('#fallback').getClientRects().length;";
    assert_eq!(page.run(visible, &[]).await?, 1);
    load(&page).await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    Ok(())
}

#[tokio::test]
async fn a_click_in_a_form_of_a_server_is_remembered_too() -> Result {
    let page = Page::open_without_form(
        Endpoint::start(
            site(&html(&[HOLD, SCRIPT].concat(), &element("", &json!({}))))?,
            None,
        )?,
        "/",
    )
    .await?;
    page.run(MARK, &[]).await?;
    page.until("the class is defined", async || {
        Ok(page
            .run("return Boolean(customElements.get('add-skill'));", &[])
            .await?
            == true)
    })
    .await?;
    page.submit().await?;
    page.focus_arrives("summary").await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    assert!(page.status().await?.contains("still loading"));
    load(&page).await?;
    page.event("skill-added").await?;
    assert_in_place(&page).await?;
    assert_eq!(page.stored().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn other_forms_of_a_page_sleep_until_the_user_or_the_page_turns_to_them() -> Result {
    let page = open("", &ELEMENT.repeat(3)).await?;
    load(&page).await?;
    let others = "const [, second, third] = document.querySelectorAll('add-skill'); const isAsleep = ({ shadowRoot }) => shadowRoot.querySelector('form').hasAttribute('data-asleep');";
    let asleep = format!("{others} return [isAsleep(second), isAsleep(third)];");
    page.until("the others sleep", async || {
        Ok(page.run(&asleep, &[]).await? == json!([true, true]))
    })
    .await?;
    // The page reads and sets a property.
    assert_eq!(
        page.run(
            &format!("{others} third.skill = {{ displayName: 'Go' }}; return [third.skill.displayName, isAsleep(third)];"),
            &[]
        )
        .await?,
        json!(["Go", false])
    );
    // The user types.
    page.run(
        "document.querySelectorAll('add-skill')[1].id = 'second';",
        &[],
    )
    .await?;
    let second = page.of("#second");
    second.fill("displayName", "Rust").await?;
    assert_eq!(page.run(&asleep, &[]).await?, json!([false, false]));
    second.submit().await?;
    let added = second.event("skill-added").await?;
    assert_eq!(added["skill"]["displayName"], "Rust");
    // Removed and inserted again, a form still works.
    page.run(
        "const added = document.createElement('add-skill'); added.id = 'late'; added.setAttribute('endpoint', element.getAttribute('endpoint'));
         added.getAccessToken = element.getAccessToken; document.body.append(added); added.remove(); document.body.append(added);",
        &[],
    )
    .await?;
    let late = page.of("#late");
    late.ready().await?;
    late.fill("displayName", "Zig").await?;
    late.submit().await?;
    page.until("both are stored", async || {
        Ok(page.stored().await?.len() == 2)
    })
    .await?;
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn the_scroll_position_and_the_focus_stay() -> Result {
    let body =
        format!("<div style=\"height: 150vh\"></div>{ELEMENT}<div style=\"height: 150vh\"></div>");
    let page = open("", &body).await?;
    page.type_into("webUrl", "https://example.com/").await?;
    page.run(
        "element.shadowRoot.querySelector('details').open = true;
         scrollBy(0, 40);
         window.events = [];
         for (const type of ['focusin', 'focusout']) form.addEventListener(type, ({ type }) => events.push(type));",
        &[],
    )
    .await?;
    let scrolled = page.run("return scrollY;", &[]).await?;
    load(&page).await?;
    assert_in_place(&page).await?;
    // Firefox rounds the position when the details are rendered.
    let moved = page
        .run(&format!("return Math.abs(scrollY - {scrolled});"), &[])
        .await?;
    assert!(moved.as_f64().is_some_and(|moved| moved <= 1.0), "{moved}");
    assert_eq!(page.run("return events;", &[]).await?, json!([]));
    assert!(page.details_are_open().await?);
    assert_eq!(caret(&page).await?[0], "webUrl");
    page.fill("inference.confidenceScore", "0.5").await?;
    Ok(())
}

#[tokio::test]
async fn an_open_submission_of_an_earlier_visit_is_resumed_and_nothing_else_is_sent() -> Result {
    let endpoint =
        Endpoint::start_with_faults(site(&html(&[HOLD, SCRIPT].concat(), ELEMENT))?, None)?;
    let page = Page::open_without_form(endpoint, "/").await?;
    shown(&page).await?;
    load(&page).await?;
    // The response of the POST is lost, and the lists fail.
    page.endpoint()
        .meet(&json!([
            { "method": "GET" },
            { "method": "POST", "status": 504, "commit": true },
            { "method": "GET", "status": 500, "times": "always" },
        ]))
        .await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    let stored = "return Object.keys(sessionStorage).some((key) => key.endsWith(':sent'));";
    page.until("the submission is recorded", async || {
        Ok(page.run(stored, &[]).await? == true)
    })
    .await?;
    page.endpoint().meet(&json!([])).await?;
    page.visit("/").await?;
    shown(&page).await?;
    page.fill("displayName", "Go").await?;
    page.submit().await?;
    load(&page).await?;
    assert_in_place(&page).await?;
    page.until("the earlier skill is found", async || {
        Ok(page.status().await?.contains("Rust"))
    })
    .await?;
    assert_eq!(page.value("displayName").await?, "Go");
    assert_eq!(page.stored().await?.len(), 1);
    page.submit().await?;
    page.until("both are stored", async || {
        Ok(page.stored().await?.len() == 2)
    })
    .await?;
    Ok(())
}

#[tokio::test]
async fn a_module_that_is_blocked_or_does_not_start_leaves_the_input_in_the_form() -> Result {
    let broken = "<script>{
        const native = WebAssembly.instantiate;
        WebAssembly.instantiate = () => Promise.reject(new Error('no memory'));
        void native;
      }</script>";
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self' 'unsafe-inline'; connect-src 'self'\">";
    for head in [broken, policy] {
        let page = Page::open_without_form(
            Endpoint::start(site(&html(&[head, HOLD, SCRIPT].concat(), ELEMENT))?, None)?,
            "/",
        )
        .await?;
        shown(&page).await?;
        page.fill("displayName", "Rust").await?;
        page.submit().await?;
        page.run("load();", &[]).await?;
        page.until("it says that it could not load", async || {
            Ok(page.alert().await?.contains("could not load"))
        })
        .await?;
        // The remembered click is forgotten.
        assert_eq!(page.status().await?, "");
        assert_eq!(page.value("displayName").await?, "Rust");
        let busy = "return element.shadowRoot.querySelectorAll('[aria-disabled=true], [part~=stop]').length;";
        assert_eq!(page.run(busy, &[]).await?, 0);
        let rejected = "return element.submit().then(() => 'resolved', ({ kind }) => kind);";
        assert_eq!(page.run(rejected, &[]).await?, "not-sent");
    }
    Ok(())
}

#[tokio::test]
async fn the_page_can_set_read_and_reset_the_skill_of_a_shell_with_input() -> Result {
    let page = open("", &with("lang=\"ar\"")).await?;
    assert_eq!(
        page.run("return form.dir;", &[]).await?,
        "rtl",
        "it is right to left"
    );
    page.fill("displayName", "Rust").await?;
    page.run(
        "element.skill = { proficiency: 'expert', displayName: 'Go', unknown: 1 };",
        &[],
    )
    .await?;
    assert_eq!(
        page.run("return element.skill;", &[]).await?,
        json!({ "proficiency": "expert", "displayName": "Rust", "unknown": 1 })
    );
    load(&page).await?;
    // The user's input is newer than the page's skill.
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.value("proficiency").await?, "expert");
    page.run("element.reset();", &[]).await?;
    assert_eq!(page.value("displayName").await?, "");
    assert_eq!(page.value("proficiency").await?, "");
    Ok(())
}

#[tokio::test]
async fn the_first_script_alone_shows_and_checks_the_form_and_remembers_a_click() -> Result {
    let endpoint = Endpoint::start_with_faults(site(&html(LATER, ELEMENT))?, None)?;
    endpoint
        .meet(&json!([{ "path": "shell.js", "delay": "4s", "times": "always" }]))
        .await?;
    let page = Page::open_without_form(endpoint, "/").await?;
    let first =
        "return Boolean(element.shadowRoot?.querySelector('form[data-shell]:not([data-order])'));";
    page.run("window.load();", &[]).await?;
    page.until("the form of the first script is visible", async || {
        Ok(page.run(first, &[]).await? == true)
    })
    .await?;
    page.run(MARK, &[]).await?;
    page.submit().await?;
    page.focus_arrives("summary").await?;
    assert_eq!(page.summary().await?, ["Enter a skill name"]);
    assert_eq!(
        page.error("displayName").await?.as_deref(),
        Some("Enter a skill name")
    );
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    assert_in_place(&page).await?;
    assert_eq!(page.stored().await?.len(), 1);
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}
