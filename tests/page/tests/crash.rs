//! Crashes: any end of the module is reported, and does not lose input.

use std::fs;

use page_tests::{Endpoint, Page, Result, Site};
use serde_json::json;

/// Opens the demo page with a changed wasm-bindgen script.
async fn open_with(from: &str, to: &str) -> Result<Page> {
    let site = Site::copy()?;
    let name = site.name("add-skill", ".js")?;
    let glue = fs::read_to_string(site.path().join(&name))?;
    assert!(glue.contains(from), "{name} has no {from}");
    site.add(&name, &glue.replace(from, to))?;
    Page::open_at(Endpoint::start(site, None)?, "/").await
}

async fn filled(page: &Page) -> Result {
    page.fill("displayName", "Rust").await?;
    page.choose("proficiency", "expert").await?;
    page.add_category("hobby").await?;
    // The last moment of input is lost with the form, but this input is saved.
    let is_kept = "return Object.values(sessionStorage).some((kept) => kept.includes('[\"hobby\"]') && kept.includes('expert'));";
    page.until("the draft is kept", async || {
        Ok(page.run(is_kept, &[]).await? == true)
    })
    .await
}

/// Asserts that the button reloads the page, and that the input is restored.
async fn assert_back(page: &Page) -> Result {
    page.run("window.isOld = true;", &[]).await?;
    page.click("reload").await?;
    page.until("the page is loaded again", async || {
        Ok(page.run("return window.isOld !== true;", &[]).await? == true)
    })
    .await?;
    page.ready().await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.value("proficiency").await?, "expert");
    assert_eq!(page.categories().await?, ["hobby"]);
    page.submit().await?;
    page.event("skill-added").await?;
    Ok(())
}

#[tokio::test]
async fn row_66_a_panic_is_reported_and_the_draft_is_restored_after_a_reload() -> Result {
    let page = Page::open().await?;
    filled(&page).await?;
    page.panic().await?;
    assert!(
        page.crash_message()
            .await?
            .starts_with("Something went wrong. Your draft was saved."),
        "{}",
        page.crash_message().await?
    );
    page.focus_arrives("crashed").await?;
    let form =
        "return [element.shadowRoot.querySelector('form'), element.matches(':state(ready)')];";
    assert_eq!(page.run(form, &[]).await?, json!([null, false]));
    let console = page.console().await?.join("\n");
    assert!(
        console.contains("<add-skill>: crashed (panic at ") && console.contains(".rs:"),
        "{console}"
    );
    assert!(
        !console.contains("Rust") && !console.contains("hobby"),
        "{console}"
    );
    assert_back(&page).await
}

#[tokio::test]
async fn row_66_a_trap_in_an_event_listener_is_reported_and_the_draft_is_restored() -> Result {
    let page = open_with(
        "return f(state.a, state.b, ...args);",
        "return f(args[0]?.data === '!' ? 0x7ffffff0 : state.a, state.b, ...args);",
    )
    .await?;
    filled(&page).await?;
    page.type_into("displayName", "!").await?;
    page.has_crashed().await?;
    assert_back(&page).await
}

#[tokio::test]
async fn row_66_a_trap_in_a_property_getter_is_reported_and_not_thrown() -> Result {
    let page = open_with(
        "wasm.instance_skill(this.__wbg_ptr)",
        "wasm.instance_skill(window.trap ? 0x7ffffff0 : this.__wbg_ptr)",
    )
    .await?;
    filled(&page).await?;
    assert_eq!(
        page.run("return element.skill.displayName;", &[]).await?,
        "Rust"
    );
    assert_eq!(
        page.run("window.trap = true; return element.skill.displayName;", &[])
            .await?,
        "Rust",
        "as it was last reported"
    );
    page.has_crashed().await?;
    assert_back(&page).await
}

#[tokio::test]
async fn the_element_api_works_without_the_module_after_a_crash() -> Result {
    let page = Page::open().await?;
    filled(&page).await?;
    page.panic().await?;
    let answers = "element.skill = { displayName: 'Set' }; element.reset(); element.messages = {}; element.lang = 'de'; element.disabled = true;
        element.disabled = false; element.suggest = undefined; element.focus();
        const kind = await element.submit().catch(({ message, kind }) => [message, kind]);
        element.remove(); document.querySelector('main').append(element);
        return [element.skill, kind, element.checkValidity(), element.reportValidity(), element.validity.valid, element.validationMessage];";
    let message = "Something went wrong. Your draft was saved. Reload the page to continue.";
    assert_eq!(
        page.run(answers, &[]).await?,
        json!([{ "displayName": "Set" }, [message, "not-ready"], true, true, true, ""])
    );
    assert!(
        page.crash_message().await?.starts_with(message),
        "moved, it still says so"
    );
    assert_eq!(page.events().await?, Vec::<serde_json::Value>::new());

    let later = "const later = document.createElement('add-skill'); later.id = 'later'; later.draft = 'off';
        document.querySelector('main').append(later); return later.skill;";
    assert_eq!(page.run(later, &[]).await?, json!({}));
    let later = page.of("#later").crash_message().await?;
    assert!(
        later.starts_with("Something went wrong, and your entries could not be saved."),
        "{later}"
    );
    Ok(())
}

#[tokio::test]
async fn a_crash_reports_a_pending_submission_as_unknown_and_nothing_is_sent() -> Result {
    let page = Page::open().await?;
    filled(&page).await?;
    page.watch_requests().await?;
    page.run("element.verify = 'off';", &[]).await?;
    page.hold_token().await?;
    page.run("element.submit().catch((error) => { window.lost = { kind: error.kind, message: error.message }; });", &[]).await?;
    page.until("a token is asked for", async || {
        Ok(page.tokens_asked().await? == 1)
    })
    .await?;
    page.panic().await?;
    assert_eq!(page.event("skill-failed").await?["kind"], "unknown");
    page.until("it is rejected", async || {
        Ok(page.run("return window.lost?.kind;", &[]).await? == "unknown")
    })
    .await?;
    page.release_token("token").await?;
    assert_eq!(
        page.run("return element.submit().catch(({ kind }) => kind);", &[])
            .await?,
        "unknown"
    );
    assert_eq!(page.posts().await?, Vec::<serde_json::Value>::new());
    Ok(())
}

#[tokio::test]
async fn the_crash_message_uses_the_language_and_direction_of_the_form() -> Result {
    let page = Page::open().await?;
    page.run("element.lang = 'ar'; element.dir = 'rtl';", &[])
        .await?;
    let spoken = "return element.shadowRoot.querySelector('form').lang;";
    page.until("the texts are in Arabic", async || {
        Ok(page.run(spoken, &[]).await? == "ar")
    })
    .await?;
    page.panic().await?;
    assert!(
        page.crash_message().await?.contains("حدث خطأ ما."),
        "{}",
        page.crash_message().await?
    );
    let read = "const { lang } = element.shadowRoot.firstElementChild;
        return [lang, getComputedStyle(element.shadowRoot.querySelector('[part=reload]')).direction];";
    assert_eq!(page.run(read, &[]).await?, json!(["ar", "rtl"]));
    Ok(())
}

/// A module of the page, in which `f` is `unreachable`. It is in a file, because scripts that a
/// driver runs are not scripts of the page.
const OTHER: &str = "
const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
const { instance } = await WebAssembly.instantiate(new Uint8Array(bytes));
addEventListener('error', ({ error }) => { window.trapped = error.constructor.name; }, { once: true });
setTimeout(() => instance.exports.f());
";

#[tokio::test]
async fn a_trap_in_another_module_of_the_page_does_not_affect_the_form() -> Result {
    let site = Site::copy()?;
    site.add("other.js", OTHER)?;
    let page = Page::open_at(Endpoint::start(site, None)?, "/").await?;
    let other = "document.head.append(Object.assign(document.createElement('script'), { type: 'module', src: '/other.js' }));";
    page.run(other, &[]).await?;
    page.until("it traps", async || {
        Ok(page.run("return window.trapped;", &[]).await? == "RuntimeError")
    })
    .await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    assert_eq!(page.crash_message().await?, "");
    Ok(())
}
