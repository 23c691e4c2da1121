//! The form in a page of each bundler and meta-framework, as docs/bundlers.md describes it.

use std::path::Path;

use anyhow::{Context as _, ensure};
use page_tests::{Endpoint, Engine, Page, Result, Site, Subject};
use serde_json::{Value, json};

/// The catalogs in the package: those of all languages except English.
const CATALOGS: usize = 13;

/// A test for each application, by its folder's name.
macro_rules! bundlers {
    ($($(#[$attribute:meta])* $host:ident $folder:literal)*) => {$(
        #[tokio::test]
        $(#[$attribute])*
        async fn $host() -> Result {
            if Engine::of_environment()?.skips(Subject::Frameworks) {
                return Ok(());
            }
            assert_form_works(&open($folder, "").await?).await
        }
    )*};
}

bundlers! {
    commonjs "commonjs"
    esbuild "esbuild"
    esbuild_with_code_splitting "esbuild-splitting"
    rollup "rollup"
    vite_library "vite-library"
    #[ignore = "`make hosts-all` builds it"]
    astro "astro"
    #[ignore = "`make hosts-all` builds it"]
    bun "bun"
    #[ignore = "`make hosts-all` builds it"]
    parcel "parcel"
    #[ignore = "`make hosts-all` builds it"]
    react_router "react-router"
    #[ignore = "`make hosts-all` builds it"]
    rsbuild "rsbuild"
    #[ignore = "`make hosts-all` builds it"]
    rspack "rspack"
    #[ignore = "`make hosts-all` builds it"]
    sveltekit "sveltekit"
    #[ignore = "`make hosts-all` builds it"]
    webpack "webpack"
}

#[tokio::test]
async fn esbuild_with_the_version_in_the_module_url() -> Result {
    if Engine::of_environment()?.skips(Subject::Frameworks) {
        return Ok(());
    }
    assert_form_works(&open("esbuild", "versioned.html").await?).await
}

#[tokio::test]
#[ignore = "`make hosts-all` builds it"]
async fn nuxt_prefetches_no_catalog() -> Result {
    if Engine::of_environment()?.skips(Subject::Frameworks) {
        return Ok(());
    }
    let page = open("nuxt", "").await?;
    let prefetched = "return [...document.querySelectorAll('link[rel=prefetch]')].map(({ href }) => href).filter((href) => href.endsWith('.json'));";
    assert_eq!(page.run(prefetched, &[]).await?, json!([]));
    assert_form_works(&page).await
}

#[tokio::test]
#[ignore = "`make hosts-all` builds it"]
async fn a_progressive_web_app_precaches_the_module_and_all_catalogs() -> Result {
    if Engine::of_environment()?.skips(Subject::Frameworks) {
        return Ok(());
    }
    let page = open("pwa", "").await?;
    let cached = "await navigator.serviceWorker.ready;
        const names = [];
        for (const key of await caches.keys()) {
          for (const { url } of await (await caches.open(key)).keys()) names.push(new URL(url).pathname);
        }
        return ['.wasm', '.json'].map((ending) => names.filter((name) => name.endsWith(ending)).length);";
    assert_eq!(page.run(cached, &[]).await?, json!([1, CATALOGS]));
    assert_form_works(&page).await
}

#[tokio::test]
#[ignore = "`make hosts-all` builds it"]
async fn storybook() -> Result {
    if Engine::of_environment()?.skips(Subject::Frameworks) {
        return Ok(());
    }
    let page = open(
        "storybook",
        "iframe.html?id=add-a-skill--prefilled&viewMode=story",
    )
    .await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_form_works(&page).await
}

/// Asserts that a server has rendered the form and that the element has hydrated it: a form that
/// the element has created has no method.
async fn assert_server_rendered(folder: &str, path: &str, selector: &str) -> Result {
    if Engine::of_environment()?.skips(Subject::Frameworks) {
        return Ok(());
    }
    let page = open(folder, path).await?;
    let element = page.of(selector);
    element.ready().await?;
    let html = "return (await (await fetch(location.href)).text()).split('<template shadowrootmode').length;";
    assert_eq!(page.run(html, &[]).await?, 2);
    let form = "const form = element.shadowRoot.querySelector('form');
        return [form.getAttribute('method'), form.hasAttribute('data-order'), element.querySelector('template')];";
    assert_eq!(
        element.run(form, &[]).await?,
        json!(["dialog", false, null])
    );
    assert_form_works(&element).await
}

#[tokio::test]
#[ignore = "`make hosts-all` builds it"]
async fn next_with_a_server_rendered_form() -> Result {
    assert_server_rendered("next", "server-rendered.html", "add-skill").await
}

#[tokio::test]
#[ignore = "`make hosts-all` builds it"]
async fn nuxt_with_a_server_rendered_form() -> Result {
    assert_server_rendered("nuxt", "", "#server-rendered").await
}

#[tokio::test]
#[ignore = "`make hosts-all` builds it"]
async fn astro_with_a_server_rendered_form() -> Result {
    assert_server_rendered("astro", "server-rendered/index.html", "add-skill").await
}

/// Opens a page of an application that `make hosts` or `make hosts-all` has built.
async fn open(folder: &str, path: &str) -> Result<Page> {
    let site = Site::of_host(folder)?;
    if let Some(file) = path.split('?').next().filter(|file| !file.is_empty()) {
        let html = site.read(file)?;
        site.add_page(file, &html)?;
    }
    Page::open_at(
        Endpoint::start_with_faults(site, None)?,
        &format!("/{path}"),
    )
    .await
}

/// Adds a skill in English, switches to German, and asserts that every request succeeds and the module is loaded once.
async fn assert_form_works(page: &Page) -> Result {
    assert_eq!(page.label("displayName").await?, "Skill name");
    // Frameworks set properties when they hydrate the page, which can happen after the form is
    // ready.
    page.until("it has its token", async || {
        Ok(page
            .run("return Boolean(element.getAccessToken);", &[])
            .await?
            == true)
    })
    .await?;
    page.run("element.endpoint = '/beta/me/profile/skills';", &[])
        .await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    assert_eq!(page.stored().await?.len(), 1);

    page.run(
        "(element.closest('[lang]') ?? document.documentElement).lang = 'de';",
        &[],
    )
    .await?;
    page.until("it is in German", async || {
        Ok(page.label("displayName").await?.contains("Fähigkeit"))
    })
    .await?;
    let requests = "const requests = performance.getEntriesByType('resource');
        return [
          new Set(requests.map(({ name }) => name).filter((name) => /\\.wasm(?:\\?|$)/.test(name))).size,
          requests.filter(({ responseStatus }) => responseStatus >= 400).map(({ name }) => name),
        ];";
    assert_eq!(page.run(requests, &[]).await?, json!([1, []]));
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    assert_eq!(page.violations().await?, Vec::<Value>::new());
    Ok(())
}

/// A fenced block of the page: the file in its title, relative to tests/hosts, and its text.
pub(super) type Snippet = (String, String);

pub(super) fn snippets(markdown: &str) -> Result<Vec<Snippet>> {
    let mut snippets = Vec::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let file = info
            .split_once("title=\"")
            .and_then(|(_, rest)| Some(rest.split_once('"')?.0));
        let file =
            file.with_context(|| format!("a snippet has no title that names its file: {line}"))?;
        let text: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
        snippets.push((file.to_owned(), text.join("\n")));
    }
    Ok(snippets)
}

/// A text with its lines' indentation removed, and lines that a shell continues joined.
pub(super) fn flat(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    lines.join("\n").replace("\\\n", "")
}

/// An application builds each snippet, so that each one works.
#[test]
fn each_snippet_of_the_bundler_and_server_docs_is_part_of_an_application() -> Result {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (page, least) in [("bundlers", 11), ("server-rendering", 4)] {
        let markdown = std::fs::read_to_string(root.join(format!("docs/{page}.md")))?;
        let snippets = snippets(&markdown)?;
        assert!(snippets.len() >= least, "{snippets:?}");
        for (file, snippet) in snippets {
            let path = root.join("tests/hosts").join(&file);
            let text =
                flat(&std::fs::read_to_string(&path).with_context(|| format!("reading {file}"))?);
            ensure!(
                text.contains(&flat(&snippet)),
                "{file} does not contain this snippet of docs/{page}.md:\n{snippet}"
            );
        }
    }
    Ok(())
}
