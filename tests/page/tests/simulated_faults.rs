//! The demo page's list of faults: the endpoint supports each, and each has the described result.

use page_tests::{Engine, Look, Page, Result, Rules, Subject};
use serde_json::{Value, json};

const CARD: &str = "#faults-card";

/// Returns the entries: the name, the fault, the result, the description, and the button to select.
async fn situations(page: &Page) -> Result<Vec<[String; 5]>> {
    let read = "return [...document.querySelectorAll('#situation option')].filter(({ value }) => value !== 'own')
        .map(({ label, value, dataset }) => [label, value, dataset.becomes, dataset.says, dataset.press ?? '']);";
    Ok(serde_json::from_value(page.run(read, &[]).await?)?)
}

async fn choose(page: &Page, fault: &str) -> Result {
    let choose = "const chooser = document.querySelector('#situation');
        chooser.value = given[0];
        chooser.dispatchEvent(new Event('change', { bubbles: true }));
        return [chooser.value, document.querySelector('#fault').value, new URL(location.href).searchParams.get('fault') ?? ''];";
    assert_eq!(
        page.run(choose, &[fault.into()]).await?,
        json!([fault, fault, fault])
    );
    Ok(())
}

async fn card_is_shown(page: &Page) -> Result {
    let is_shown = format!("return document.querySelector('{CARD}').checkVisibility();");
    page.until("the card is shown", async || {
        Ok(page.run(&is_shown, &[]).await? == true)
    })
    .await
}

/// Waits for an event that the user's decision or the service has caused.
async fn outcome(page: &Page, name: &str, number: usize) -> Result<Value> {
    let ended = async || {
        Ok(page
            .events()
            .await?
            .into_iter()
            .filter(|event| event["type"] != "skill-submit")
            .nth(number))
    };
    page.eventually(&format!("{name} comes to an end"), ended)
        .await
}

#[tokio::test]
async fn every_demo_fault_has_its_described_outcome() -> Result {
    if Engine::of_environment()?.skips(Subject::Demo) {
        return Ok(());
    }
    let page = Page::open_with_faults().await?;
    card_is_shown(&page).await?;
    let situations = situations(&page).await?;
    assert!(situations.len() > 30, "{situations:?}");
    for [name, fault, becomes, says, press] in situations {
        let faults: Vec<_> = fault.split(" & ").collect();
        page.endpoint().simulate(&json!(faults)).await?;
        page.endpoint().simulate(&json!([])).await?;
        assert!(says.ends_with('.'), "{name}: {says}");

        page.run(
            "element.draft = 'off'; sessionStorage.clear(); history.replaceState(null, '', '/');",
            &[],
        )
        .await?;
        page.reload().await?;
        choose(&page, &fault).await?;
        page.speed_up(20).await?;
        page.fill("displayName", &name).await?;
        page.choose("proficiency", "expert").await?;
        page.submit().await?;
        let mut end = outcome(&page, &name, 0).await?;
        if becomes == "not-removed" {
            assert_eq!(end["type"], "skill-added", "{name}: {end}");
            page.click(&press).await?;
            let is_said = async || Ok(page.status().await?.contains("did not confirm"));
            page.until("the failure is said", is_said).await?;
            page.click(&press).await?;
            end = outcome(&page, &name, 1).await?;
            assert_eq!(end["type"], "skill-removed", "{name}: {end}");
        } else {
            if !press.is_empty() {
                page.click(&press).await?;
                end = outcome(&page, &name, 1).await?;
            }
            let kind = match end["type"].as_str() {
                Some("skill-added") => json!("added"),
                Some("skill-updated") => json!("updated"),
                _ => end["detail"]["kind"].clone(),
            };
            assert_eq!(kind, becomes, "{name}: {end}");
        }
        let is_met = page.endpoint().met().await?.to_string().contains(faults[0]);
        assert!(
            is_met || fault.is_empty(),
            "{name}: the request did not ask for it"
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_custom_fault_is_part_of_the_url_and_the_example_markup() -> Result {
    if Engine::of_environment()?.skips(Subject::Demo) {
        return Ok(());
    }
    let page = Page::open_with_faults().await?;
    card_is_shown(&page).await?;
    let write = "const words = document.querySelector('#fault');
        words.value = given[0];
        words.dispatchEvent(new Event('change', { bubbles: true }));";
    let fault = "status:418;header:ETag: \"1\" & method:GET;status:500";
    page.run(write, &[fault.into()]).await?;
    let endpoint =
        "/beta/me/profile/skills?fault=status:418;header:ETag:+%221%22&fault=method:GET;status:500";
    let seen = "return [element.endpoint, document.querySelector('#situation').value, document.querySelector('#fault').value,
        document.querySelector('#markup').textContent.includes(element.endpoint)];";
    assert_eq!(
        page.run(seen, &[]).await?,
        json!([endpoint, "own", fault, true])
    );
    page.reload().await?;
    card_is_shown(&page).await?;
    assert_eq!(
        page.run(seen, &[]).await?,
        json!([endpoint, "own", fault, true])
    );
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    assert_eq!(page.event("skill-failed").await?["status"], 418);
    page.run(write, &["".into()]).await?;
    assert_eq!(
        page.run(seen, &[]).await?,
        json!(["/beta/me/profile/skills", "", "", true])
    );
    assert_eq!(page.run("return location.search;", &[]).await?, "");
    Ok(())
}

#[tokio::test]
async fn the_fault_card_is_hidden_if_the_endpoint_does_not_support_faults() -> Result {
    if Engine::of_environment()?.skips(Subject::Demo) {
        return Ok(());
    }
    let page = Page::open().await?;
    page.run("history.replaceState(null, '', '/?fault=status:403');", &[])
        .await?;
    page.reload().await?;
    let is_away =
        "return location.search === '' && element.endpoint === '/beta/me/profile/skills';";
    page.until("the fault is taken away", async || {
        Ok(page.run(is_away, &[]).await? == true)
    })
    .await?;
    assert_eq!(
        page.run(
            &format!("return document.querySelector('{CARD}').checkVisibility();"),
            &[]
        )
        .await?,
        false
    );
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn the_fault_card_is_accessible_in_all_themes_and_color_schemes() -> Result {
    if Engine::of_environment()?.skips(Subject::Demo) {
        return Ok(());
    }
    for look in [Look::Light, Look::Dark, Look::ForcedColors] {
        let page = Page::open_for_audit(look).await?;
        card_is_shown(&page).await?;
        for theme in ["plain", "fluent", "brand"] {
            assert!(page.set_theme(theme).await?);
            assert_eq!(
                page.of(CARD).audit(Rules::All).await?,
                Vec::<String>::new(),
                "{theme}"
            );
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_fault_card_causes_no_violations_under_a_strict_policy() -> Result {
    let policy = "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; \
        img-src data:; require-trusted-types-for 'script'; trusted-types 'none'";
    let page = Page::open_with_faults_under(policy).await?;
    card_is_shown(&page).await?;
    choose(&page, "status:403").await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    assert_eq!(page.event("skill-failed").await?["kind"], "rejected");
    assert_eq!(page.violations().await?, Vec::<Value>::new());
    Ok(())
}
