//! A page whose policy blocks requests to the service.

use page_tests::{Endpoint, Page, Result, Site};

/// Only requests to the page's own origin are allowed, and the form posts to Graph.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

const HTML: &str = "<!doctype html>
<html lang=\"en\">
<title>Blocked</title>
<add-skill></add-skill>
<script type=\"module\" src=\"blocked.js\"></script>
";

const SCRIPT: &str = "import init from './add-skill.js';
    document.querySelector('add-skill').getAccessToken = async () => 'CANARY-token';
    await init({ module_or_path: './add-skill_bg.wasm' });";

#[tokio::test]
async fn a_connection_blocked_by_the_csp_of_the_page_is_reported_as_not_sent() -> Result {
    let site = Site::copy()?;
    site.add("blocked.js", SCRIPT)?;
    site.add_page("blocked.html", HTML)?;
    let page = Page::open_at(Endpoint::start(site, Some(POLICY))?, "/blocked.html").await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    let failed = page.event("skill-failed").await?;
    assert_eq!(failed["kind"], "not-sent");
    assert!(
        page.alert()
            .await?
            .starts_with("This site blocks the connection"),
        "{}",
        page.alert().await?
    );
    assert_eq!(page.value("displayName").await?, "Rust");
    let violations = page.violations().await?;
    assert!(
        violations
            .iter()
            .all(|violation| violation["violatedDirective"] == "connect-src"),
        "{violations:?}"
    );
    Ok(())
}
