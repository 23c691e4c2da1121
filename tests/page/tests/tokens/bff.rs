//! `docs/auth-bff.md`, with its back end.

use page_tests::{Engine, Result, Subject, Tokens};
use serde_json::{Value, json};

/// Requests a ticket from the back end, like the page's own script.
const TICKET: &str = "
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    const response = await fetch('/tickets', request);
    return response.ok ? (await response.json()).ticket : response.status;";

/// Lists the skills with a ticket, with or without cookies. Returns the status.
const USE: &str = "
    const [ticket, credentials] = given;
    const headers = { authorization: `Bearer ${ticket}` };
    return (await fetch('/graph/beta/me/profile/skills', { headers, credentials })).status;";

/// Opens the page, signs a user in, and adds a skill.
async fn signed_in_as(person: &str) -> Result<Tokens> {
    let page = Tokens::open("bff").await?;
    page.submit_and_follow_in_popup(person).await?;
    page.is_added().await?;
    Ok(page)
}

/// Asserts that no Graph token is in the page, or was in a response of its origin.
async fn assert_no_token_came(page: &Tokens) -> Result {
    page.assert_no_token_is_left().await?;
    for method in ["GET", "POST", "DELETE"] {
        for answer in page.responses(method).await? {
            assert_eq!(answer["leaked"], json!([]), "{answer}");
        }
    }
    let databases = page
        .run("return (await indexedDB.databases()).length;", &[])
        .await?;
    let cookies = page.run("return document.cookie;", &[]).await?;
    assert_eq!((databases, cookies), (json!(0), json!("")));
    Ok(())
}

#[tokio::test]
async fn a_signed_in_user_adds_a_skill_and_the_page_never_receives_a_graph_token() -> Result {
    let page = Tokens::open("bff").await?;
    page.watch_requests().await?;
    page.submit_and_follow_in_popup("ada").await?;
    let post = page.is_added().await?;
    assert_eq!(
        (&post["person"], &post["origin"]),
        (&json!("ada"), &json!(null)),
        "the back end sends it to Graph"
    );
    assert_eq!(page.stored().await?[0]["displayName"], "Rust");
    let requests = page.requests().await?;
    assert!(requests.iter().all(|request| {
        request["url"]
            .as_str()
            .is_some_and(|url| url.starts_with(&page.place("site")))
    }));
    assert_no_token_came(&page).await?;

    page.fill("displayName", "Leptos").await?;
    page.submit().await?;
    page.is_added().await?;
    assert_eq!(page.windows().await?, 1);
    assert_no_token_came(&page).await
}

#[tokio::test]
async fn a_ticket_works_once() -> Result {
    if Engine::of_environment()?.skips(Subject::TokenSources) {
        return Ok(());
    }
    let page = signed_in_as("ada").await?;
    let ticket = page.run(TICKET, &[]).await?;
    let arguments = [ticket, "omit".into()];
    assert_eq!(page.run(USE, &arguments).await?, 200);
    assert_eq!(page.run(USE, &arguments).await?, 401);
    assert_eq!(
        page.run(USE, &["of nobody".into(), "omit".into()]).await?,
        401
    );
    Ok(())
}

#[tokio::test]
async fn a_ticket_is_invalid_in_another_session_and_after_sign_out() -> Result {
    if Engine::of_environment()?.skips(Subject::TokenSources) {
        return Ok(());
    }
    let page = signed_in_as("ada").await?;
    let [first, second] = [page.run(TICKET, &[]).await?, page.run(TICKET, &[]).await?];

    // Ada's session still exists, in another browser.
    page.forget_cookies().await?;
    page.fill("displayName", "Leptos").await?;
    page.submit_and_follow_in_popup("bob").await?;
    assert_eq!(page.is_added().await?["person"], "bob");
    assert_eq!(
        page.run(USE, &[first.clone(), "same-origin".into()])
            .await?,
        401
    );
    assert_eq!(
        page.run(USE, &[first, "omit".into()]).await?,
        401,
        "trying it has used it up"
    );
    assert_eq!(
        page.run(USE, &[second, "omit".into()]).await?,
        200,
        "it acts for ada"
    );
    assert_eq!(
        page.seen("GET")
            .await?
            .pop()
            .map(|list| list["person"].clone()),
        Some(json!("ada"))
    );

    let ticket = page.run(TICKET, &[]).await?;
    page.run("document.querySelector('#sign-out').click();", &[])
        .await?;
    page.until("bob is signed out", async || {
        Ok(page.run(TICKET, &[]).await? == 401)
    })
    .await?;
    assert_eq!(page.run(USE, &[ticket, "omit".into()]).await?, 401);
    assert_eq!(page.value("displayName").await?, "");
    Ok(())
}

#[tokio::test]
async fn another_origin_cannot_get_a_ticket_or_sign_the_user_out() -> Result {
    let page = signed_in_as("ada").await?;
    // The other origin is on the same site, so SameSite does not help, and its policy allows all
    // requests.
    page.go(&format!("{}/oauth2/v2.0/logout", page.place("authority")))
        .await?;
    let forge = "
        const request = { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{}' };
        await fetch(given[0], request);";
    for path in ["/tickets", "/sign-out"] {
        page.run(forge, &[format!("{}{path}", page.place("site")).into()])
            .await?;
        let answer = page.responses("POST").await?.pop().unwrap_or_default();
        assert_eq!(
            (&answer["path"], &answer["status"]),
            (&json!(path), &json!(403))
        );
    }
    page.go(&format!("{}/page.html", page.place("site")))
        .await?;
    page.ready().await?;
    assert!(
        page.run(TICKET, &[]).await?.is_string(),
        "ada is signed in still"
    );
    Ok(())
}

#[tokio::test]
async fn the_proxy_returns_404_for_other_paths_and_methods() -> Result {
    if Engine::of_environment()?.skips(Subject::TokenSources) {
        return Ok(());
    }
    let page = signed_in_as("ada").await?;
    let get = "
        const headers = { authorization: `Bearer ${given[0]}` };
        return (await fetch(given[1], { headers, method: given[2] })).status;";
    for (path, method) in [
        ("/graph/beta/me", "GET"),
        ("/graph/beta/me/profile/skills/../../../users", "GET"),
        ("/graph/beta/me/profile/skills/a%2F..%2Fb", "GET"),
        ("/graph//example.com/beta/me/profile/skills", "GET"),
        ("/graph/beta/me/profile/skills", "PUT"),
    ] {
        let ticket = page.run(TICKET, &[]).await?;
        assert_eq!(
            page.run(get, &[ticket, path.into(), method.into()]).await?,
            404,
            "{method} {path}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn after_a_lost_response_later_pages_of_the_collection_are_read_through_the_proxy() -> Result
{
    if Engine::of_environment()?.skips(Subject::TokenSources) {
        return Ok(());
    }
    let page = signed_in_as("ada").await?;
    page.until("the check for duplicates has ended", async || {
        Ok(page.seen("GET").await?.len() == 2)
    })
    .await?;
    page.endpoint()
        .simulate(&json!([
            "method:POST;status:504;commit",
            "method:GET;after:1;pages:2"
        ]))
        .await?;
    page.fill("displayName", "Leptos").await?;
    page.submit().await?;
    page.is_added().await?;
    assert_eq!(page.seen("POST").await?.len(), 2, "it was sent once");
    assert_eq!(page.stored().await?.len(), 2);
    let lists = page.seen("GET").await?;
    assert!(
        lists.iter().any(|list| list["path"]
            .as_str()
            .is_some_and(|path| path.contains("page"))),
        "{lists:?}"
    );
    assert_no_token_came(&page).await
}

#[tokio::test]
async fn a_claims_challenge_is_resolved_by_the_back_end_or_in_a_popup() -> Result {
    let page = signed_in_as("ada").await?;
    for (name, needs_person) in [("Leptos", false), ("wasm", true)] {
        page.arrange(json!({ "claimsNeedPerson": needs_person }))
            .await?;
        page.require_claims().await?;
        page.fill("displayName", name).await?;
        if needs_person {
            page.submit_and_follow_in_popup("ada").await?;
        } else {
            page.submit().await?;
        }
        let post = page.is_added().await?;
        assert!(post["claims"].is_object(), "{post}");
        assert_no_token_came(&page).await?;
    }
    assert_eq!(page.stored().await?.len(), 3);
    Ok(())
}

#[tokio::test]
async fn a_canceled_rejected_or_blocked_sign_in_sends_nothing_and_the_next_click_signs_in() -> Result
{
    let page = Tokens::open("bff").await?;
    page.submit_and_follow_in_popup("cancel").await?;
    page.is_not_sent().await?;

    page.arrange(json!({ "refuses": "unauthorized_client" }))
        .await?;
    page.submit().await?;
    page.is_not_sent().await?;
    page.arrange(json!({ "refuses": "" })).await?;

    page.run(
        "window.native = window.open; window.open = () => null;",
        &[],
    )
    .await?;
    page.submit().await?;
    page.is_not_sent().await?;
    page.run("window.open = window.native;", &[]).await?;
    assert_eq!(page.seen("GET").await?, Vec::<Value>::new());

    let asked = page.responses("POST").await?.len();
    page.submit().await?;
    page.eventually("there is a window", async || {
        Ok((page.windows().await? > 1).then_some(()))
    })
    .await?;
    assert_eq!(
        page.responses("POST").await?.len(),
        asked,
        "the press opens it, before anything is asked"
    );
    page.follow_in_popup("ada").await?;
    assert_eq!(page.is_added().await?["person"], "ada");
    Ok(())
}
