//! The npm package in pages without a build: with a script tag, with an import map, as one file,
//! under other tags, and in a form.

use page_tests::{Endpoint, Page, Result, Site, Step};
use serde_json::{Value, json};

/// Without this, Chromium requests a favicon and logs that it is missing.
const ICON: &str = "<link rel=\"icon\" href=\"data:,\" />";

/// A page with the element and a token.
pub fn html(head: &str, body: &str) -> String {
    format!(
        "<!doctype html>
        <html lang=\"en\">
        <meta charset=\"utf-8\">
        <title>Package</title>
        {ICON}
        {head}
        {body}
        <script src=\"/token.js\"></script>
        "
    )
}

/// Set before the class is defined.
pub const TOKEN: &str = "for (const form of document.querySelectorAll('add-skill, other-skill')) form.getAccessToken = async () => 'CANARY-package';";
pub const ELEMENT: &str = "<add-skill endpoint=\"/beta/me/profile/skills\"></add-skill>";
pub const SCRIPT: &str = "<script type=\"module\" src=\"/package/add-skill.js\"></script>";

/// Creates a site with the package and one page.
pub fn site(html: &str) -> Result<Site> {
    let site = Site::with_package("package")?;
    site.add("token.js", TOKEN)?;
    site.add_page("index.html", html)?;
    Ok(site)
}

async fn open(html: &str) -> Result<Page> {
    Page::open_at(Endpoint::start(site(html)?, None)?, "/").await
}

/// Adds a skill. Asserts that no error is logged.
pub async fn assert_adds_a_skill(page: &Page) -> Result {
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    assert_eq!(page.stored().await?.len(), 1);
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    assert_eq!(page.violations().await?, Vec::<Value>::new());
    Ok(())
}

#[tokio::test]
async fn one_script_tag_is_enough() -> Result {
    assert_adds_a_skill(&open(&html(SCRIPT, ELEMENT)).await?).await
}

#[tokio::test]
async fn the_readme_snippet_fetches_each_file_once_and_works_under_a_strict_csp() -> Result {
    const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'none'; \
        base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
    let readme = Site::with_package("package")?.read("package/README.md")?;
    let snippets = readme
        .split("```html\n")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once("```")?.0));
    let snippet = snippets
        .into_iter()
        .find(|snippet| snippet.contains("modulepreload"))
        .unwrap_or_default()
        .replace("/add-skill/", "/package/");
    assert!(snippet.contains("integrity=\"sha384-"), "{snippet}");
    let site = site(&html(&snippet, ELEMENT).replace(ICON, ""))?;
    let page = Page::open_at(Endpoint::start_with_faults(site, Some(POLICY))?, "/").await?;
    // An unused preload would be a second request.
    let met = page.endpoint().met().await?;
    let requests = met["requests"].as_array().into_iter().flatten();
    let mut fetched: Vec<_> = requests
        .filter_map(|request| request["url"].as_str()?.split_once("/package/"))
        .map(|(_, name)| name)
        .collect();
    fetched.sort_unstable();
    if page.engine().cannot(Step::Preload).is_some() {
        fetched.dedup();
    }
    let files = [
        "add-skill.js",
        "add-skill_bg.wasm",
        "define.js",
        "runtime.js",
        "shell.js",
    ];
    assert_eq!(fetched, files);
    assert_adds_a_skill(&page).await
}

#[tokio::test]
async fn a_script_with_a_wrong_integrity_hash_does_not_run() -> Result {
    let hash = "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC";
    let script = format!(
        "<script type=\"module\" src=\"/package/add-skill.js\" integrity=\"{hash}\"></script>"
    );
    let site = site(&html(
        &script,
        "<add-skill><p id=\"fallback\">Write to us instead.</p></add-skill>",
    ))?;
    let page = Page::open_without_form(Endpoint::start(site, None)?, "/").await?;
    let state =
        "await new Promise((resolve) => document.readyState === 'complete' ? resolve() : addEventListener('load', resolve));
        return [customElements.get('add-skill') === undefined, document.querySelector('#fallback').getClientRects().length];";
    assert_eq!(page.run(state, &[]).await?, json!([true, 1]));
    Ok(())
}

#[tokio::test]
async fn the_package_works_with_an_import_map() -> Result {
    let head = "<script type=\"importmap\">{ \"imports\": { \"add-skill-element\": \"/package/add-skill.js\", \"add-skill-element/\": \"/package/\" } }</script>
        <script type=\"module\">
          import { AddSkillElement, define } from 'add-skill-element';
          import { define as same } from 'add-skill-element/define.js';
          window.isSame = define === same && customElements.get('add-skill') === AddSkillElement;
        </script>";
    let page = open(&html(head, ELEMENT)).await?;
    assert_eq!(page.run("return window.isSame;", &[]).await?, true);
    assert_adds_a_skill(&page).await
}

#[tokio::test]
async fn the_standalone_script_fetches_no_wasm_and_finds_its_catalogs() -> Result {
    let head = "<script src=\"/package/add-skill.standalone.js\" defer></script>";
    let page = open(&html(head, ELEMENT)).await?;
    let resources = "return performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.wasm')).length;";
    assert_eq!(page.run(resources, &[]).await?, 0);
    page.run("document.documentElement.lang = 'de';", &[])
        .await?;
    page.until("the texts are in German", async || {
        Ok(page.label("displayName").await?.contains("Fähigkeit"))
    })
    .await?;
    assert_adds_a_skill(&page).await
}

#[tokio::test]
async fn define_accepts_another_tag_and_other_file_locations() -> Result {
    let head = "<script type=\"module\">
        import { define } from '/package/define.js';
        window.isUndefined = customElements.get('add-skill') === undefined;
        define('other-skill', { wasm: new URL('/elsewhere.wasm', location), locales: '/words/' });
        window.isAddSkill = customElements.get('add-skill') !== undefined;
        </script>";
    let site = site(&html(
        head,
        "<other-skill endpoint=\"/beta/me/profile/skills\" lang=\"fr\"></other-skill>",
    ))?;
    std::fs::rename(
        site.path().join("package/add-skill_bg.wasm"),
        site.path().join("elsewhere.wasm"),
    )?;
    std::fs::rename(
        site.path().join("package/locales"),
        site.path().join("words"),
    )?;
    let endpoint = Endpoint::start(site, None)?;
    let page = Page::open_on(endpoint, "/", "other-skill").await?;
    assert_eq!(
        page.run("return [window.isUndefined, window.isAddSkill];", &[])
            .await?,
        json!([true, false])
    );
    page.until("the texts are in French", async || {
        Ok(page.label("displayName").await?.contains("compétence"))
    })
    .await?;
    assert_adds_a_skill(&page).await
}

#[tokio::test]
async fn the_class_members_match_the_manifest() -> Result {
    let page = open(&html(SCRIPT, ELEMENT)).await?;
    let difference = "
        const { modules } = await (await fetch('/package/custom-elements.json')).json();
        const described = new Set(modules[0].declarations[0].members.filter((member) => !member.static).map(({ name }) => name));
        const callbacks = /Callback$|^(?:constructor|handleEvent|languageChanged|sayUnavailable)$/;
        const there = Object.getOwnPropertyNames(customElements.get('add-skill').prototype).filter((name) => !callbacks.test(name));
        return [there.filter((name) => !described.has(name)), [...described].filter((name) => !there.includes(name))];";
    assert_eq!(page.run(difference, &[]).await?, json!([[], []]));
    Ok(())
}

#[tokio::test]
async fn the_element_is_a_form_associated_control() -> Result {
    let body = "<form id=\"outer\"><fieldset id=\"set\"><label for=\"it\">Skill</label>
        <add-skill id=\"it\" name=\"skill\" endpoint=\"/beta/me/profile/skills\"></add-skill></fieldset></form>";
    let page = open(&html(SCRIPT, body)).await?;
    let value = "return new FormData(outer).get('skill');";
    let is_valid = "return [outer.checkValidity(), element.validity.valid, element.matches(':invalid'), outer.elements.length];";
    assert_eq!(
        page.run(is_valid, &[]).await?,
        json!([false, false, true, 2])
    );
    page.fill("displayName", "Rust").await?;
    assert_eq!(
        page.run(is_valid, &[]).await?,
        json!([true, true, false, 2])
    );
    let skill: Value =
        serde_json::from_str(page.run(value, &[]).await?.as_str().unwrap_or_default())?;
    assert_eq!(skill["displayName"], "Rust");

    page.run("set.disabled = true;", &[]).await?;
    let state = "return [new FormData(outer).has('skill'), element.willValidate, element.shadowRoot.querySelector('[name=displayName]').disabled];";
    assert_eq!(page.run(state, &[]).await?, json!([false, false, true]));
    page.run("set.disabled = false;", &[]).await?;
    assert_eq!(page.run(state, &[]).await?, json!([true, true, false]));

    // As browsers and password managers fill in forms: the value, and then the events.
    page.run(
        "const input = element.shadowRoot.querySelector('[name=webUrl]');
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, 'https://example.com/');
        for (const type of ['input', 'change']) input.dispatchEvent(new Event(type, { bubbles: true }));",
        &[],
    )
    .await?;
    let skill: Value =
        serde_json::from_str(page.run(value, &[]).await?.as_str().unwrap_or_default())?;
    assert_eq!(skill["webUrl"], "https://example.com/");

    page.run("outer.reset();", &[]).await?;
    assert_eq!(page.value("displayName").await?, "");
    assert_eq!(
        page.run("return Object.keys(element.skill).length;", &[])
            .await?,
        0
    );
    Ok(())
}
