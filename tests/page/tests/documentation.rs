//! The live forms of the built documentation.

use page_tests::{Endpoint, Engine, Page, Result, Site, Subject};
use serde_json::Value;

/// Only files of the site. Its generator writes inline scripts and styles.
const OWN_ORIGIN: &str = "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/// Opens a page of the site that has a form.
async fn open(path: &str) -> Result<Page> {
    let site = Site::documentation()?;
    let html = std::fs::read_to_string(site.path().join(path))?;
    if path != "index.html" {
        site.add_page(path, &html)?;
    }
    Page::open_at(
        Endpoint::start(site, Some(OWN_ORIGIN))?,
        &format!("/{path}"),
    )
    .await
}

#[tokio::test]
async fn the_live_form_adds_a_skill_without_storing_it_on_the_server() -> Result {
    let page = open("index.html").await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    let added = page.event("skill-added").await?;
    assert_eq!(added["skill"]["displayName"], "Rust", "{added}");
    let heard = "return document.querySelector('.heard')?.textContent ?? '';";
    page.until("the page shows the events", async || {
        Ok(page
            .run(heard, &[])
            .await?
            .to_string()
            .contains("skill-added"))
    })
    .await?;
    assert_eq!(page.stored().await?, Vec::<Value>::new());
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn the_selected_fault_applies_to_each_submission() -> Result {
    let page = open("errors.html").await?;
    let choose = "const select = document.querySelector('#situation'); select.value = given[0]; select.dispatchEvent(new Event('change'));";
    page.run(choose, &["refused".into()]).await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    assert_eq!(page.event("skill-failed").await?["kind"], "rejected");
    page.run(choose, &["lost".into()]).await?;
    page.submit().await?;
    page.event("skill-added").await?;
    Ok(())
}

#[tokio::test]
async fn the_form_switches_to_the_selected_language() -> Result {
    let page = open("localization.html").await?;
    page.until("the texts are in German", async || {
        Ok(page.label("displayName").await?.contains("Fähigkeit"))
    })
    .await?;
    let choose = "const select = document.querySelector('#language'); select.value = 'fr'; select.dispatchEvent(new Event('change'));";
    page.run(choose, &[]).await?;
    page.until("the texts are in French", async || {
        Ok(page.label("displayName").await?.contains("compétence"))
    })
    .await?;
    Ok(())
}

#[tokio::test]
async fn no_documentation_page_requests_a_cross_origin_resource() -> Result {
    if Engine::of_environment()?.skips(Subject::Documentation) {
        return Ok(());
    }
    let page = open("index.html").await?;
    let links = "return [...document.querySelectorAll('.VPSidebar a')].map((link) => new URL(link.href).pathname);";
    let links = page.run(links, &[]).await?;
    let links: Vec<_> = links
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    assert!(links.len() > 10, "{links:?}");
    for link in links {
        page.visit(link).await?;
        let asked = "const { origin } = location; \
            return performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.startsWith(origin + '/') && !name.startsWith('data:'));";
        assert_eq!(
            page.run(asked, &[]).await?,
            Value::Array(Vec::new()),
            "{link}"
        );
        let title = page
            .run("return document.querySelector('h1')?.innerText ?? '';", &[])
            .await?;
        assert!(
            title
                .as_str()
                .is_some_and(|title| !title.is_empty() && title != "404"),
            "{link}: {title}"
        );
    }
    Ok(())
}
