//! The form in applications that others would write, each built by its own tool: see tests/hosts.

use page_tests::{Engine, Host, Result};
use serde_json::json;

/// How often the form is put into the page and taken out again before it is looked at what is left of that, and from then on.
const WARM_UP: u32 = 100;
const CYCLES: u32 = 900;
/// Between two collections.
const AT_ONCE: u32 = 50;

/// The tests of each application, by its folder's name and the skill that it prefills.
macro_rules! hosts {
    ($($host:ident $skill:literal)*) => {$(
        mod $host {
            use page_tests::Result;

            #[tokio::test]
            async fn properties_go_in_and_events_come_out() -> Result {
                super::properties_go_in_and_events_come_out(stringify!($host), $skill).await
            }

            #[tokio::test]
            async fn the_application_can_hold_a_skill_back_and_hears_of_a_refusal() -> Result {
                super::the_application_can_hold_a_skill_back_and_hears_of_a_refusal(stringify!($host), $skill).await
            }

            #[tokio::test]
            async fn what_was_typed_is_back_when_the_form_is() -> Result {
                super::what_was_typed_is_back_when_the_form_is(stringify!($host)).await
            }

            #[tokio::test]
            async fn a_thousand_forms_leave_nothing_behind() -> Result {
                super::a_thousand_forms_leave_nothing_behind(stringify!($host)).await
            }
        }
    )*};
}

hosts! {
    angular "Angular"
    leptos "Leptos"
    react "React"
    server "Server"
    svelte "Svelte"
    vue "Vue"
}

async fn properties_go_in_and_events_come_out(name: &str, skill: &str) -> Result {
    let host = Host::open(name).await?;
    assert_eq!(host.value("displayName").await?, skill);
    assert_eq!(host.value("proficiency").await?, "");
    assert!(host.value("webUrl").await.is_err(), "a field is shown that the application has not named");

    host.click_own("readonly").await?;
    host.until("nothing can be typed", async || host.is_readonly().await).await?;
    host.click_own("readonly").await?;
    host.until("it can be typed", async || Ok(!host.is_readonly().await?)).await?;

    host.watch_requests().await?;
    host.choose("proficiency", "expert").await?;
    host.submit().await?;
    host.hears(&[format!("submit {skill}"), format!("added {skill}")]).await?;
    assert_eq!(host.posts().await?[0]["headers"]["authorization"], "Bearer CANARY-host");
    let stored = host.stored().await?;
    assert_eq!(stored.len(), 1);
    assert_eq!((&stored[0]["displayName"], &stored[0]["proficiency"]), (&json!(skill), &json!("expert")));
    assert_eq!(host.complaints().await?, Vec::<String>::new());
    Ok(())
}

async fn the_application_can_hold_a_skill_back_and_hears_of_a_refusal(name: &str, skill: &str) -> Result {
    let host = Host::open(name).await?;
    host.watch_requests().await?;
    host.click_own("hold").await?;
    host.submit().await?;
    host.hears(&[format!("submit {skill}")]).await?;
    assert_eq!(host.posts().await?.len(), 0);

    host.click_own("hold").await?;
    host.endpoint().meet(&json!(["method:POST;status:400"])).await?;
    host.submit().await?;
    host.hears(&[format!("submit {skill}"), format!("submit {skill}"), "failed rejected".to_owned()]).await?;
    assert_eq!(host.stored().await?.len(), 0);
    assert_eq!(host.value("displayName").await?, skill);
    Ok(())
}

async fn what_was_typed_is_back_when_the_form_is(name: &str) -> Result {
    let host = Host::open(name).await?;
    host.fill("displayName", "Watercolour").await?;
    host.choose("proficiency", "elementary").await?;
    host.close().await?;
    host.open_again().await?;
    assert_eq!(host.value("displayName").await?, "Watercolour");
    assert_eq!(host.value("proficiency").await?, "elementary");

    host.submit().await?;
    host.hears(&["submit Watercolour".to_owned(), "added Watercolour".to_owned()]).await?;
    assert_eq!(host.stored().await?.len(), 1);
    assert_eq!(host.complaints().await?, Vec::<String>::new());
    Ok(())
}

async fn a_thousand_forms_leave_nothing_behind(name: &str) -> Result {
    if Engine::of_environment()? != Engine::Chromium {
        return Ok(());
    }
    let host = Host::open(name).await?;
    host.watch_memory().await?;
    let mut seen = Vec::new();
    for _ in 0..(WARM_UP + CYCLES) / AT_ONCE {
        host.close_and_open(AT_ONCE).await?;
        seen.push(host.memory().await?);
        eprintln!("{name} {:?}", seen.last());
    }
    Ok(())
}
