//! The form in a Leptos application that a server renders, as docs/leptos.md describes it: HTML that
//! the browser hydrates.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use page_tests::{Engine, Page, Rendered, Result, Subject};
use reqwest::Client;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::bundlers::{flat, snippets};

/// The form that is rendered immediately, and the one that waits for data in a `<Suspense>`.
const IMMEDIATE: &str = "#immediate form";
const STREAMED: &str = "#streamed form";

/// The form's own class, and that of the application.
const CLASS: &str = "add-skill mine";

/// The number of concurrent connections, and of requests per connection.
const CONNECTIONS: usize = 16;
const REQUESTS: usize = 40;
/// Every fifth request is aborted.
const ABORTED: usize = 5;

/// Marks the elements that the server has rendered.
const MARK: &str =
    "for (const node of document.querySelectorAll('main *')) node.isOfServer = true;";
/// Returns the number of elements in the forms, and those without the mark. Options and the preview
/// of a link are not compared: they depend on the user's input.
const MADE: &str = "const names = 'div, fieldset, legend, label, input, select, button, details';
    const nodes = [...document.querySelectorAll(`form, form :is(${names})`)];
    return [nodes.length, nodes.filter(({ isOfServer }) => !isOfServer).map((node) => node.outerHTML)];";
/// Records the texts that change.
const WATCH_TEXTS: &str = "window.changes = [];
    new MutationObserver((records) => changes.push(...records.map(({ target }) => target.textContent)))
      .observe(document.querySelector('main'), { characterData: true, childList: true, subtree: true });";

/// How long a response may take. A server whose thread has panicked may never send it.
const PATIENCE: Duration = Duration::from_secs(20);

async fn text(client: &Client, url: &str) -> Result<String> {
    let response = client.get(url).timeout(PATIENCE).send().await?;
    Ok(response.error_for_status()?.text().await?)
}

/// The values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(&*start)
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('"')?.0))
        .collect()
}

async fn hydrate(page: &Page) -> Result {
    page.run("load();", &[]).await?;
    page.until("both forms are hydrated", async || {
        let rest = "return document.querySelectorAll('form[data-order]').length;";
        Ok(page.run(rest, &[]).await? == 0)
    })
    .await
}

#[tokio::test]
#[ignore = "`make hosts-all` builds it"]
async fn the_server_renders_forms_as_html_and_streams_one_out_of_order() -> Result {
    let server = Rendered::start("", "")?;
    let html = text(
        &Client::new(),
        &server.url("/?skill=Rust%20%26%20%22WebAssembly%22"),
    )
    .await?;

    let (page, rest) = html.split_once("</html>").unwrap_or_default();
    assert!(page.contains("Loading…"), "it does not stream: {page}");
    assert_eq!(
        (
            page.matches("<form ").count(),
            rest.matches("<form ").count()
        ),
        (1, 1)
    );
    assert!(
        rest.contains("value=\"Rust &amp; &quot;WebAssembly&quot;\""),
        "{rest}"
    );
    for form in [page, rest] {
        for label in ["Skill name", "Proficiency level", "Categories", "Link"] {
            assert!(form.contains(&format!(">{label}</")), "there is no {label}");
        }
        let names: BTreeSet<_> = values(form, "name").into_iter().collect();
        for name in ["displayName", "proficiency", "webUrl", "allowedAudiences"] {
            assert!(names.contains(name), "{names:?}");
        }
    }
    let ids = values(&html, "id");
    let distinct: BTreeSet<_> = ids.iter().copied().collect();
    assert_eq!(ids.len(), distinct.len(), "{ids:?}");
    for control in values(&html, "for") {
        assert!(distinct.contains(control), "there is no #{control}");
    }
    assert_eq!(server.complaints(), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
#[ignore = "`make hosts-all` builds it"]
async fn hydration_keeps_input_focus_and_caret() -> Result {
    if Engine::of_environment()?.skips(Subject::Frameworks) {
        return Ok(());
    }
    let (server, _port, page) = Rendered::open("/?skill=Rust", STREAMED).await?;
    let immediate = page.of(IMMEDIATE);
    page.run(MARK, &[]).await?;
    immediate.submit().await?;
    immediate.type_into("displayName", "Watercolour").await?;
    immediate.choose("proficiency", "expert").await?;
    page.type_into("webUrl", "https://example.com/").await?;
    page.type_into("categories", "hob").await?;
    page.type_into("displayName", "ace").await?;
    page.run("document.activeElement.setSelectionRange(1, 3);", &[])
        .await?;
    // The caret's position at the start of typing depends on the driver.
    let name = page.value("displayName").await?;
    assert!(name.contains("Rust") && name.contains("ace"), "{name}");

    hydrate(&page).await?;
    let caret = "const { name, selectionStart, selectionEnd, isOfServer } = document.activeElement;
        return [name, selectionStart, selectionEnd, isOfServer];";
    assert_eq!(
        page.run(caret, &[]).await?,
        json!(["displayName", 1, 3, true])
    );
    assert_eq!(page.value("displayName").await?, name);
    assert_eq!(page.value("webUrl").await?, "https://example.com/");
    assert_eq!(page.value("categories").await?, "hob");
    assert_eq!(immediate.value("displayName").await?, "Watercolour");
    assert_eq!(immediate.value("proficiency").await?, "expert");
    let made = page.run(MADE, &[]).await?;
    assert_eq!(made[1], json!([]));
    assert!(made[0].as_u64() > Some(200), "{made}");
    // A click on the button did not leave the page.
    let query = "return location.search;";
    assert_eq!(page.run(query, &[]).await?, "?skill=Rust");

    page.type_into("displayName", "!").await?;
    page.submit().await?;
    let name = page.value("displayName").await?;
    let events = "return document.querySelector('#events').textContent;";
    page.until("the skill is added", async || {
        Ok(page.run(events, &[]).await? == format!("added {name}").as_str())
    })
    .await?;
    let stored = page.stored().await?;
    assert_eq!(stored.len(), 1);
    assert_eq!(stored[0]["displayName"], name.as_str());
    assert_eq!(stored[0]["webUrl"], "https://example.com/");
    assert_eq!(stored[0]["categories"], json!(["hob"]));
    assert_eq!(immediate.value("displayName").await?, "Watercolour");
    // A warning of Leptos too.
    assert_eq!(page.console().await?, Vec::<String>::new());
    assert_eq!(page.violations().await?, Vec::<Value>::new());
    assert_eq!(server.complaints(), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
#[ignore = "`make hosts-all` builds it"]
async fn each_form_has_unique_ids_and_the_class_of_the_app() -> Result {
    if Engine::of_environment()?.skips(Subject::Frameworks) {
        return Ok(());
    }
    let (_server, _port, page) = Rendered::open("/", STREAMED).await?;
    let classes = "return [...document.forms].map(({ className }) => className);";
    assert_eq!(page.run(classes, &[]).await?, json!([CLASS, CLASS]));
    let ids = "const ids = [...document.querySelectorAll('main [id]')].map(({ id }) => id);
        const labels = [...document.querySelectorAll('label[for]')];
        return [
          ids.filter((id, place) => ids.indexOf(id) !== place),
          labels.filter(({ control, form }) => control?.form !== form || !form).map(({ outerHTML }) => outerHTML),
          labels.length > 20,
        ];";
    assert_eq!(page.run(ids, &[]).await?, json!([[], [], true]));
    hydrate(&page).await?;
    assert_eq!(page.run(ids, &[]).await?, json!([[], [], true]));
    assert_eq!(page.run(classes, &[]).await?, json!([CLASS, CLASS]));
    assert_eq!(page.console().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
#[ignore = "`make hosts-all` builds it"]
async fn hydration_keeps_the_language_of_the_server() -> Result {
    if Engine::of_environment()?.skips(Subject::Frameworks) {
        return Ok(());
    }
    let (server, _port, page) = Rendered::open("/?lang=de-AT&skill=Rust", STREAMED).await?;
    assert_eq!(page.label("displayName").await?, "Name der Fähigkeit");
    page.run(MARK, &[]).await?;
    page.type_into("displayName", "ace").await?;
    let name = page.value("displayName").await?;
    page.run(WATCH_TEXTS, &[]).await?;

    hydrate(&page).await?;
    assert_eq!(page.run("return changes;", &[]).await?, json!([]));
    assert_eq!(page.value("displayName").await?, name);
    assert_eq!(page.run(MADE, &[]).await?[1], json!([]));
    assert_eq!(page.label("displayName").await?, "Name der Fähigkeit");
    assert_eq!(page.console().await?, Vec::<String>::new());
    assert_eq!(server.complaints(), Vec::<String>::new());
    Ok(())
}

#[test]
fn each_server_rendering_snippet_is_part_of_the_application() -> Result {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = std::fs::read_to_string(root.join("docs/leptos.md"))?;
    let (_, section) = page
        .split_once("\n## Render on a server")
        .context("the page has this section")?;
    let snippets = snippets(section)?;
    assert_eq!(snippets.len(), 7);
    for (file, snippet) in snippets {
        let text = std::fs::read_to_string(root.join("tests/hosts").join(&file))?;
        assert!(flat(&text).contains(&flat(&snippet)), "{file}: {snippet}");
    }
    Ok(())
}

/// Closes the connection before the response ends: immediately, or after its first bytes.
async fn abort(address: &str, path: &str, is_read: bool) -> Result {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    if is_read {
        timeout(PATIENCE, stream.read_exact(&mut [0; 1024])).await??;
    }
    Ok(())
}

/// Asserts that a response is complete, and contains no value of another request.
fn assert_whole(html: &str, skill: &str) {
    assert!(html.ends_with("__INCOMPLETE_CHUNKS=[];</script>"), "{html}");
    assert_eq!(html.matches("<form ").count(), 2);
    assert_eq!(html.matches("</form>").count(), 2);
    assert!(html.contains(&format!("value=\"{skill}\"")), "{html}");
    for rest in html.split("Skill-").skip(1) {
        let end = rest.find(|char: char| !char.is_ascii_alphanumeric() && char != '-');
        assert_eq!(
            ["Skill-", &rest[..end.unwrap_or(rest.len())]].concat(),
            skill
        );
    }
}

#[tokio::test]
#[ignore = "`make hosts-all` builds it"]
async fn hundreds_of_concurrent_requests_return_complete_html_without_a_panic() -> Result {
    let server = Rendered::start("", "")?;
    let mut connections = JoinSet::new();
    for connection in 0..CONNECTIONS {
        let (address, url) = (server.address().to_owned(), server.url(""));
        connections.spawn(async move {
            let client = Client::new();
            for request in 0..REQUESTS {
                let skill = format!("Skill-{connection}-{request}-end");
                let path = format!("/?skill={skill}");
                if (connection + request) % ABORTED == 0 {
                    abort(&address, &path, request % 2 == 0).await?;
                } else {
                    assert_whole(&text(&client, &[&*url, &path].concat()).await?, &skill);
                }
            }
            Result::Ok(())
        });
    }
    while let Some(connection) = connections.join_next().await {
        connection??;
    }
    // Until the server has dropped what it made for aborted requests.
    tokio::time::sleep(Duration::from_millis(200)).await;
    let last = text(&Client::new(), &server.url("/?skill=Skill-last")).await?;
    assert_whole(&last, "Skill-last");
    assert_eq!(server.complaints(), Vec::<String>::new());
    Ok(())
}
