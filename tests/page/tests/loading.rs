//! Rows 64 and 70 of FAULTS.md: the module fails to load, or loads twice.

use page_tests::{Endpoint, Page, Result, Site};
use serde_json::json;

/// The page's policy blocks WebAssembly.
const BLOCKED: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'\">";

/// A page with fallback content, which reports when the module has failed to load.
fn html(head: &str, script: &str) -> String {
    format!(
        "<!doctype html>
        <html lang=\"en\">
        {head}
        <title>Loading</title>
        <add-skill endpoint=\"/beta/me/profile/skills\"><p id=\"fallback\">The form needs WebAssembly.</p></add-skill>
        <script type=\"module\" src=\"{script}\"></script>
        "
    )
}

/// Creates a site with a page for each loading failure.
fn site() -> Result<Site> {
    let site = Site::copy()?;
    site.add_page("plain.html", "<!doctype html><title>Plain</title>")?;
    let (module, wasm) = (
        site.name("add-skill", ".js")?,
        site.name("add-skill", "_bg.wasm")?,
    );
    let other = "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC";
    for (name, head, source) in [
        ("blocked", BLOCKED, format!("'./{wasm}'")),
        (
            "tampered",
            "",
            format!("fetch('./{wasm}', {{ integrity: '{other}' }})"),
        ),
        ("missing", "", "'./nowhere_bg.wasm'".to_owned()),
    ] {
        let script = format!(
            "import init from './{module}';
            try {{ await init({{ module_or_path: {source} }}); window.end = 'started'; }} catch {{ window.end = 'failed'; }}"
        );
        site.add(&format!("{name}.js"), &script)?;
        site.add_page(&format!("{name}.html"), &html(head, &format!("{name}.js")))?;
    }
    Ok(site)
}

#[tokio::test]
async fn row_64_if_the_module_fails_to_load_the_fallback_content_and_the_draft_are_kept() -> Result
{
    let page = Page::open_at(Endpoint::start(site()?, None)?, "/").await?;
    page.fill("displayName", "Rust").await?;
    page.add_category("hobby").await?;
    let kept = "return JSON.stringify({ ...sessionStorage });";
    page.until("the draft is kept", async || {
        Ok(page.run(kept, &[]).await?.to_string().contains("hobby"))
    })
    .await?;
    for name in ["blocked", "tampered", "missing"] {
        // The input that the page saves when it unloads counts too.
        page.visit("/plain.html").await?;
        let before = page.run(kept, &[]).await?;
        page.visit(&format!("/{name}.html")).await?;
        page.until("the module has failed", async || {
            Ok(page.run("return window.end ?? null;", &[]).await? == "failed")
        })
        .await?;
        let fallback = "return document.querySelector('#fallback').getClientRects().length;";
        assert_eq!(page.run(fallback, &[]).await?, 1, "{name}");
        assert_eq!(page.run(kept, &[]).await?, before, "{name}");
    }
    page.visit("/").await?;
    page.ready().await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.categories().await?, ["hobby"]);
    Ok(())
}

#[tokio::test]
async fn row_64_a_module_with_the_wrong_content_type_loads() -> Result {
    let endpoint = Endpoint::start_with_faults(Site::copy()?, None)?;
    endpoint
        .simulate(&json!([{ "path": "_bg.wasm", "type": "text/plain", "times": "always" }]))
        .await?;
    let page = Page::open_at(endpoint, "/").await?;
    let met = page.endpoint().met().await?;
    let requests = met["requests"].as_array().into_iter().flatten();
    let modules: Vec<_> = requests
        .filter(|request| request["url"].to_string().contains("_bg.wasm"))
        .collect();
    assert!(
        !modules.is_empty() && modules.iter().all(|request| request["fault"].is_object()),
        "{modules:?}"
    );
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    Ok(())
}

#[tokio::test]
async fn row_70_a_script_loaded_twice_defines_the_element_once_and_keeps_the_input() -> Result {
    let site = Site::copy()?;
    let (module, wasm) = (
        site.name("add-skill", ".js")?,
        site.name("add-skill", "_bg.wasm")?,
    );
    let page = Page::open_at(Endpoint::start(site, None)?, "/").await?;
    page.watch_requests().await?;
    page.fill("displayName", "Rust").await?;
    page.add_category("hobby").await?;
    // Another module with the same script, so that all of it runs again.
    let again = format!(
        "window.first = customElements.get('add-skill');
        const {{ default: init }} = await import('/{module}?again');
        await init({{ module_or_path: '/{wasm}?again' }});
        return customElements.get('add-skill') === window.first;"
    );
    assert_eq!(page.run(&again, &[]).await?, true);
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.categories().await?, ["hobby"]);
    assert_eq!(page.complaints().await?, Vec::<String>::new());

    page.submit().await?;
    page.event("skill-added").await?;
    assert_eq!(page.posts().await?.len(), 1);
    assert_eq!(page.stored().await?.len(), 1);
    // An element that is created after the second load works like the first.
    page.run("const later = document.createElement('add-skill'); later.id = 'later'; document.body.append(later);", &[]).await?;
    page.of("#later").ready().await
}
