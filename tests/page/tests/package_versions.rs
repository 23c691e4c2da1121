//! Scripts that load twice, and WebAssembly modules that fail to load: the result, the console
//! message, and the message for the user.

use anyhow::{Context, ensure};
use page_tests::{Endpoint, Engine, Page, Result, Site, Subject};
use serde_json::{Value, json};

use crate::package::{ELEMENT, SCRIPT, assert_adds_a_skill, html, site};

/// Returns the text that replaces the form.
const UNAVAILABLE: &str =
    "return element.shadowRoot?.querySelector('[part=unavailable]')?.innerText ?? null;";

/// Waits until there is a text, and returns it.
async fn reported(page: &Page) -> Result<Value> {
    let read = async || Ok(Some(page.run(UNAVAILABLE, &[]).await?).filter(|text| !text.is_null()));
    page.eventually("the error is shown", read).await
}

/// Opens a page on which the form fails to load. Returns the text for the user, and the console
/// messages.
async fn open_without_form(endpoint: Endpoint, path: &str) -> Result<(Page, String)> {
    let page = Page::open_without_form(endpoint, path).await?;
    let lines = page
        .eventually("the console tells of it", async || {
            let lines: Vec<_> = page
                .console()
                .await?
                .into_iter()
                .filter(|line| line.contains("<add-skill> "))
                .collect();
            Ok((!lines.is_empty()).then(|| lines.join("\n")))
        })
        .await?;
    Ok((page, lines))
}

#[tokio::test]
async fn a_script_that_is_loaded_twice_works() -> Result {
    let site = site(&html(
        &format!("{SCRIPT}<script type=\"module\" src=\"/package/add-skill.js?again\"></script>"),
        ELEMENT,
    ))?;
    let page = Page::open_at(Endpoint::start(site, None)?, "/").await?;
    assert_adds_a_skill(&page).await
}

#[tokio::test]
async fn the_first_of_two_versions_is_used_and_the_second_logs_both() -> Result {
    let second = "<script type=\"module\">
        import './package/add-skill.js';
        import { define } from './second/add-skill.js';
        define('other-skill');
        </script>";
    let other =
        "<other-skill endpoint=\"/beta/me/profile/skills\" draft-key=\"other\"></other-skill>";
    let site = site(&html(second, &format!("{ELEMENT}{other}")))?;
    site.add_package("second")?;
    let script = site.read("second/define.js")?;
    assert!(script.contains("0.1.0"));
    site.add("second/define.js", &script.replace("0.1.0", "0.2.0"))?;
    let page = Page::open_at(Endpoint::start(site, None)?, "/").await?;
    let other = page.of("other-skill");
    other.ready().await?;
    let versions =
        "return ['add-skill', 'other-skill'].map((tag) => customElements.get(tag).version);";
    assert_eq!(page.run(versions, &[]).await?, json!(["0.1.0", "0.2.0"]));
    let lines = page.console().await?.join("\n");
    assert!(
        lines.contains(
            "<add-skill>: already defined by another copy (version 0.1.0). This copy (version 0.2.0) is not used."
        ),
        "{lines}"
    );
    other.fill("displayName", "Watercolour").await?;
    other.submit().await?;
    other.event("skill-added").await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    assert_eq!(page.stored().await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn an_existing_definition_is_kept_and_no_wasm_is_fetched() -> Result {
    let older = "<script>customElements.define('add-skill', class extends HTMLElement {
        connectedCallback() { this.textContent = 'An older one'; } });</script>";
    let site = site(&html(&format!("{older}{SCRIPT}"), ELEMENT))?;
    let page = Page::open_without_form(Endpoint::start(site, None)?, "/").await?;
    let warned = "already defined by another script. This copy";
    page.until("it says so", async || {
        Ok(page.console().await?.join("\n").contains(warned))
    })
    .await?;
    assert_eq!(
        page.run("return element.textContent;", &[]).await?,
        "An older one"
    );
    let fetched = "return performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.wasm')).length;";
    assert_eq!(
        page.run(fetched, &[]).await?,
        0,
        "what nothing needs was fetched"
    );
    Ok(())
}

#[tokio::test]
async fn a_failed_module_load_shows_a_localized_message_and_logs_the_cause() -> Result {
    for (fault, says) in [
        (
            json!({ "path": "_bg.wasm", "status": 404, "times": "always" }),
            "returned status 404",
        ),
        (
            json!({ "path": "_bg.wasm", "body": "html", "status": 200, "times": "always" }),
            "returned an HTML page",
        ),
        (
            json!({ "path": "_bg.wasm", "body": "cut", "times": "always" }),
            "is corrupt",
        ),
        (
            json!({ "path": "_bg.wasm", "reset": "before", "times": "always" }),
            "could not be loaded: the server did not respond",
        ),
    ] {
        let site = site(&html(
            SCRIPT,
            &ELEMENT.replace("<add-skill", "<add-skill lang=\"de-AT\""),
        ))?;
        let endpoint = Endpoint::start_with_faults(site, None)?;
        endpoint.simulate(&json!([fault])).await?;
        let page = Page::open_without_form(endpoint, "/").await?;
        let text = reported(&page).await?;
        assert_eq!(
            text,
            "Das Formular konnte nicht geladen werden. Überprüfen Sie Ihre Verbindung, und laden Sie die Seite neu."
        );
        let lines = page.console().await?.join("\n");
        assert!(
            lines.contains("<add-skill> 0.1.0 cannot be shown: ") && lines.contains(says),
            "{fault}: {lines}"
        );
        let rejected = "return element.submit().then(() => 'resolved', ({ kind, message }) => [kind, message]);";
        assert_eq!(page.run(rejected, &[]).await?, json!(["not-sent", text]));
    }
    Ok(())
}

#[tokio::test]
async fn fallback_content_takes_precedence_over_the_unavailable_message() -> Result {
    let site = site(&html(
        SCRIPT,
        "<add-skill><p id=\"fallback\">Write to us instead.</p></add-skill>",
    ))?;
    std::fs::remove_file(site.path().join("package/add-skill_bg.wasm"))?;
    let (page, lines) = open_without_form(Endpoint::start(site, None)?, "/").await?;
    assert!(lines.contains("404"), "{lines}");
    assert_eq!(page.run(UNAVAILABLE, &[]).await?, Value::Null);
    assert_eq!(
        page.run(
            "return document.querySelector('#fallback').getClientRects().length;",
            &[]
        )
        .await?,
        1
    );
    Ok(())
}

#[tokio::test]
async fn a_module_with_the_wrong_content_type_works_and_logs_a_warning() -> Result {
    let endpoint = Endpoint::start_with_faults(site(&html(SCRIPT, ELEMENT))?, None)?;
    endpoint
        .simulate(&json!([{ "path": "_bg.wasm", "type": "text/plain", "times": "always" }]))
        .await?;
    let page = Page::open_at(endpoint, "/").await?;
    let lines = page.console().await?.join("\n");
    assert!(
        lines.contains("was served with Content-Type \"text/plain\". Serve it as application/wasm"),
        "{lines}"
    );
    assert_adds_a_skill(&page).await
}

#[tokio::test]
async fn the_console_names_the_csp_directive_that_blocks_the_module() -> Result {
    for (policy, says) in [
        (
            "script-src 'self'; connect-src 'self'",
            "Add 'wasm-unsafe-eval' to its script-src",
        ),
        (
            "script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'",
            "Add its origin to connect-src",
        ),
    ] {
        let site = site(&html(
            &format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">{SCRIPT}"),
            ELEMENT,
        ))?;
        let (page, lines) = open_without_form(Endpoint::start(site, None)?, "/").await?;
        assert!(lines.contains(says), "{policy}: {lines}");
        assert!(
            page.run(UNAVAILABLE, &[])
                .await?
                .to_string()
                .contains("could not load")
        );
    }
    Ok(())
}

#[tokio::test]
async fn missing_webassembly_support_is_reported() -> Result {
    let head = format!("<script>delete globalThis.WebAssembly;</script>{SCRIPT}");
    let (page, lines) =
        open_without_form(Endpoint::start(site(&html(&head, ELEMENT))?, None)?, "/").await?;
    assert!(
        lines.contains("this browser does not support WebAssembly"),
        "{lines}"
    );
    assert!(
        page.run(UNAVAILABLE, &[])
            .await?
            .to_string()
            .contains("could not load")
    );
    Ok(())
}

#[tokio::test]
async fn a_module_of_another_version_than_the_script_does_not_start() -> Result {
    let site = site(&html(SCRIPT, ELEMENT))?;
    // A module with an import that no script of this package provides.
    let head = "<script type=\"module\">
        import { define } from '/package/define.js';
        const other = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 7, 1, 1, 97, 1, 98, 0, 0];
        define('add-skill', { wasm: new Uint8Array(other) });
        </script>";
    site.add_page("other.html", &html(head, ELEMENT))?;
    let (page, lines) = open_without_form(Endpoint::start(site, None)?, "/other.html").await?;
    assert!(
        lines.contains("does not match the version of this script"),
        "{lines}"
    );
    assert!(
        page.run(UNAVAILABLE, &[])
            .await?
            .to_string()
            .contains("could not load")
    );
    Ok(())
}

#[tokio::test]
async fn the_form_loads_when_the_browser_is_online_again() -> Result {
    let endpoint = Endpoint::start_with_faults(site(&html(SCRIPT, ELEMENT))?, None)?;
    endpoint
        .simulate(&json!([{ "path": "_bg.wasm", "status": 503 }]))
        .await?;
    let page = Page::open_without_form(endpoint, "/").await?;
    reported(&page).await?;
    page.run("dispatchEvent(new Event('online'));", &[]).await?;
    page.ready().await?;
    assert_eq!(page.run(UNAVAILABLE, &[]).await?, Value::Null);
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    Ok(())
}

#[tokio::test]
async fn a_module_url_set_while_another_one_loads_is_tried_too() -> Result {
    let head = format!(
        "{SCRIPT}<script type=\"module\">
        import {{ define }} from '/package/define.js';
        define('add-skill', {{ wasm: new Request('/elsewhere.wasm') }});
        </script>"
    );
    let site = site(&html(&head, ELEMENT))?;
    std::fs::rename(
        site.path().join("package/add-skill_bg.wasm"),
        site.path().join("elsewhere.wasm"),
    )?;
    let page = Page::open_at(Endpoint::start(site, None)?, "/").await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    Ok(())
}

#[tokio::test]
async fn each_failure_of_the_wasm_option_has_its_own_console_message() -> Result {
    for (wasm, says) in [
        (
            "Promise.reject('no way')",
            "the promise in the \"wasm\" option rejected (no way)",
        ),
        ("42", "must be a URL, Request, Response, bytes, module"),
        (
            "fetch('/nowhere.wasm')",
            "/nowhere.wasm returned status 404",
        ),
        (
            "new Request('/package/add-skill_bg.wasm', { integrity: 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' })",
            "the integrity hash does not match",
        ),
    ] {
        let head = format!(
            "<script type=\"module\">import {{ define }} from '/package/define.js'; define('add-skill', {{ wasm: {wasm} }});</script>"
        );
        let (page, lines) =
            open_without_form(Endpoint::start(site(&html(&head, ELEMENT))?, None)?, "/").await?;
        assert!(lines.contains(says), "{wasm}: {lines}");
        assert!(
            page.run(UNAVAILABLE, &[])
                .await?
                .to_string()
                .contains("could not load"),
            "{wasm}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn the_unavailable_message_can_be_customized_and_follows_the_language() -> Result {
    let site = site(&html(SCRIPT, ELEMENT))?;
    std::fs::remove_file(site.path().join("package/add-skill_bg.wasm"))?;
    let page = Page::open_without_form(Endpoint::start(site, None)?, "/").await?;
    reported(&page).await?;
    page.run("element.lang = 'fr';", &[]).await?;
    assert!(
        page.run(UNAVAILABLE, &[])
            .await?
            .to_string()
            .contains("n’a pas pu être chargé")
    );
    page.run("element.messages = { fr: { 'ui.unavailable': 'Rien ici' }, 'ui.unavailable': 'Nothing here' };", &[]).await?;
    assert_eq!(page.run(UNAVAILABLE, &[]).await?, "Rien ici");
    page.run(
        "element.lang = 'de'; element.messages = { 'ui.unavailable': 42 };",
        &[],
    )
    .await?;
    assert!(
        page.run(UNAVAILABLE, &[])
            .await?
            .to_string()
            .contains("konnte nicht geladen werden")
    );
    Ok(())
}

#[tokio::test]
async fn the_console_explains_a_missing_token_without_logging_values() -> Result {
    let page = Page::open_at(Endpoint::start(site(&html(SCRIPT, ELEMENT))?, None)?, "/").await?;
    page.fill("displayName", "Rust").await?;
    for (source, says) in [
        ("undefined", "getAccessToken is not set."),
        ("'CANARY-text'", "getAccessToken is not a function."),
        (
            "async () => ({ accessToken: 'CANARY-member' })",
            "getAccessToken returned object; expected a string.",
        ),
        (
            "async () => { throw new TypeError('CANARY-error'); }",
            "getAccessToken rejected (TypeError).",
        ),
        (
            "async () => 'Bearer CANARY-word'",
            "Return it without \"Bearer \".",
        ),
    ] {
        page.run(&format!("element.getAccessToken = {source};"), &[])
            .await?;
        page.submit().await?;
        assert_eq!(
            page.event("skill-failed").await?["kind"],
            "not-sent",
            "{source}"
        );
        let lines = page.console().await?.join("\n");
        assert!(
            lines.contains(says) && !lines.contains("CANARY"),
            "{source}: {lines}"
        );
    }
    assert_eq!(page.stored().await?.len(), 0);
    Ok(())
}

/// Returns the name of the module's imports: the name of its build, which the script also contains.
fn build(script: &str) -> Result<String> {
    let mut quoted = script.split('"').skip(1).step_by(2);
    let is_build =
        |text: &&str| text.len() == 8 && script.contains(&format!("{{__proto__:null,\"{text}\":"));
    Ok(quoted
        .find(is_build)
        .context("runtime.js names no build")?
        .to_owned())
}

/// Returns the module of another build.
fn of_build(site: &Site, own: &str, other: &str) -> Result<Vec<u8>> {
    let mut module = std::fs::read(site.path().join("package/add-skill_bg.wasm"))?;
    let places: Vec<_> = (0..module.len() - own.len())
        .filter(|place| module[*place..].starts_with(own.as_bytes()))
        .collect();
    ensure!(!places.is_empty(), "the module does not name {own}");
    for place in places {
        module[place..place + own.len()].copy_from_slice(other.as_bytes());
    }
    Ok(module)
}

#[tokio::test]
async fn a_cached_module_of_the_previous_release_is_fetched_again() -> Result {
    let site = site(&html(SCRIPT, ELEMENT))?;
    let own = build(&site.read("package/runtime.js")?)?;
    let (file, now) = (
        site.path().join("package/add-skill_bg.wasm"),
        std::fs::read(site.path().join("package/add-skill_bg.wasm"))?,
    );
    std::fs::write(&file, of_build(&site, &own, "another1")?)?;
    site.add_page("before.html", &html("", ""))?;
    let endpoint = Endpoint::start_with_faults(site, None)?;
    let cached =
        json!({ "path": "_bg.wasm", "header": "Cache-Control: max-age=3600", "times": "always" });
    endpoint.simulate(&json!([cached])).await?;
    let page = Page::open_without_form(endpoint, "/before.html").await?;
    // The previous release was loaded before.
    page.run(
        "await (await fetch('/package/add-skill_bg.wasm')).arrayBuffer();",
        &[],
    )
    .await?;
    std::fs::write(&file, now)?;
    page.visit("/").await?;
    page.ready().await?;
    assert_adds_a_skill(&page).await
}

#[tokio::test]
async fn a_script_starts_only_with_the_module_of_its_own_build() -> Result {
    if Engine::of_environment()?.skips(Subject::Builds) {
        return Ok(());
    }
    let site = site(&html("", ELEMENT))?;
    let own = build(&site.read("package/runtime.js")?)?;
    let builds = [own.clone(), "another1".to_owned(), "another2".to_owned()];
    for build in &builds {
        std::fs::write(
            site.path().join(format!("{build}.wasm")),
            of_build(&site, &own, build)?,
        )?;
        // The scripts of a build load each other.
        for name in ["define", "shell", "runtime"] {
            let mut script = site
                .read(&format!("package/{name}.js"))?
                .replace(&own, build);
            for other in ["define", "shell", "runtime"] {
                script = script.replace(
                    &format!("\"./{other}.js\""),
                    &format!("\"./{build}-{other}.js\""),
                );
            }
            site.add(&format!("package/{build}-{name}.js"), &script)?;
        }
    }
    let pairs: Vec<_> = builds
        .iter()
        .flat_map(|script| builds.iter().map(move |module| (script, module)))
        .collect();
    for (script, module) in &pairs {
        let start = format!(
            "<script type=\"module\">import {{ define }} from '/package/{script}-define.js'; define('add-skill', {{ wasm: '/{module}.wasm' }});</script>"
        );
        site.add_page(&format!("{script}-{module}.html"), &html(&start, ELEMENT))?;
    }
    let page = Page::open_without_form(Endpoint::start(site, None)?, "/").await?;
    for (script, module) in pairs {
        page.visit(&format!("/{script}-{module}.html")).await?;
        if script == module {
            page.ready().await?;
            continue;
        }
        assert!(
            reported(&page)
                .await?
                .to_string()
                .contains("outdated version"),
            "{script} {module}"
        );
        let lines = page.console().await?.join("\n");
        assert!(
            lines.contains("does not match the version of this script"),
            "{script} {module}: {lines}"
        );
        assert_eq!(
            page.run(
                "return [element.matches(':state(ready)'), sessionStorage.length];",
                &[]
            )
            .await?,
            json!([false, 0])
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_trap_before_the_first_form_shows_the_unavailable_message() -> Result {
    let trap = "<script>
        for (const name of ['instantiate', 'instantiateStreaming']) {
          const native = WebAssembly[name];
          WebAssembly[name] = async (...given) => {
            const { instance, module } = await native(...given);
            const trapped = (name, member) => (/invoke/.test(name) ? () => { throw new WebAssembly.RuntimeError('unreachable'); } : member);
            return { module, instance: { exports: Object.fromEntries(Object.entries(instance.exports).map(([name, member]) => [name, trapped(name, member)])) } };
          };
        }
        </script>";
    let page = Page::open_without_form(
        Endpoint::start(site(&html(&format!("{trap}{SCRIPT}"), ELEMENT))?, None)?,
        "/",
    )
    .await?;
    let text = reported(&page).await?;
    assert!(text.to_string().contains("could not load"), "{text}");
    let rejected =
        "return element.submit().then(() => 'resolved', ({ kind, message }) => [kind, message]);";
    assert_eq!(page.run(rejected, &[]).await?[1], text);
    Ok(())
}
