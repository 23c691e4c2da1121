//! The strictest policy: only the page's own files, no inline scripts or styles, and no HTML from
//! text.

use page_tests::{Endpoint, Page, Result, Site};

pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'none'; \
    base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const HTML: &str = "<!doctype html>
<html lang=\"en\">
<title>Strict</title>
<add-skill endpoint=\"/beta/me/profile/skills\">No WebAssembly</add-skill>
<script type=\"module\" src=\"strict.js\"></script>
";

#[tokio::test]
async fn the_form_works_under_a_strict_policy_with_trusted_types() -> Result {
    let site = Site::copy()?;
    site.add_page("strict.html", HTML)?;
    let module = site.name("add-skill", ".js")?;
    let wasm = site.name("add-skill", "_bg.wasm")?;
    let script = format!(
        "import init from './{module}';
        document.querySelector('add-skill').getAccessToken = async () => 'CANARY-token';
        await init({{ module_or_path: './{wasm}' }});"
    );
    site.add("strict.js", &script)?;
    let page = Page::open_at(Endpoint::start(site, Some(POLICY))?, "/strict.html").await?;

    page.fill("webUrl", "javascript:alert(1)").await?;
    page.submit().await?;
    page.focus_arrives("summary").await?;
    assert_eq!(page.summary().await?.len(), 2);
    page.fill("webUrl", "https://example.com/").await?;
    page.fill("displayName", "<img src=x onerror=alert(1)>")
        .await?;
    page.add_category("<b>hobby</b>").await?;
    page.open_details().await?;
    page.fill("inference.confidenceScore", "0,5").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    assert!(
        page.status()
            .await?
            .contains("<img src=x onerror=alert(1)>")
    );
    assert_eq!(page.stored().await?.len(), 1);

    page.refuse_token("signed out").await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    page.event("skill-failed").await?;
    page.reload().await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    assert_eq!(page.complaints().await?, Vec::<String>::new());

    let styles = "return element.shadowRoot.adoptedStyleSheets.reduce((sum, { cssRules }) => sum + cssRules.length, 0);";
    assert_ne!(page.run(styles, &[]).await?, 0, "the form has no styles");
    page.panic().await?;
    assert_eq!(page.violations().await?, Vec::<serde_json::Value>::new());
    Ok(())
}
