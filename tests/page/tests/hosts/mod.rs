//! The form in applications with different frameworks and build tools: see tests/hosts.

mod bundlers;
mod leptos_ssr;
mod several;

use page_tests::{Engine, Host, Memory, Result, Step};
use serde_json::json;

use crate::server_rendered::in_place::{MARK, assert_in_place};

/// The numbers of mounts before the first measurement and after it.
const WARM_UP: u32 = 200;
/// The number of mounts between two garbage collections. With a smaller number, the module needs
/// less memory temporarily, so smaller leaks are detected.
const AT_ONCE: u32 = 20;
/// The number of consecutive measurements, because in one of them, a node may not be collected yet.
const SETTLED: usize = 5;
/// The number of bytes of the JavaScript heap that a form may leave, because the engine caches
/// compiled code.
const HEAP: u64 = 1_024;

/// The tests of each application, by the name of its folder and its prefilled skill.
macro_rules! hosts {
    ($($(#[$attribute:meta])* $host:ident $skill:literal)*) => {$(
        mod $host {
            use page_tests::{Engine, Result, Subject};

            #[tokio::test]
            $(#[$attribute])*
            async fn the_application_sets_properties_and_receives_events() -> Result {
                super::the_application_sets_properties_and_receives_events(stringify!($host), $skill).await
            }

            #[tokio::test]
            $(#[$attribute])*
            async fn the_application_can_cancel_a_submission_and_receives_a_rejection() -> Result {
                if Engine::of_environment()?.skips(Subject::Frameworks) {
                    return Ok(());
                }
                super::the_application_can_cancel_a_submission_and_receives_a_rejection(stringify!($host), $skill).await
            }

            #[tokio::test]
            $(#[$attribute])*
            async fn a_reopened_form_restores_its_input() -> Result {
                if Engine::of_environment()?.skips(Subject::Frameworks) {
                    return Ok(());
                }
                super::a_reopened_form_restores_its_input(stringify!($host)).await
            }

            #[tokio::test]
            $(#[$attribute])*
            async fn hundreds_of_closed_forms_do_not_leak_memory() -> Result {
                super::hundreds_of_closed_forms_do_not_leak_memory(stringify!($host)).await
            }
        }
    )*};
}

/// The tests of each application whose module arrives late, by the name of its folder.
macro_rules! late {
    ($($host:ident)*) => {$(
        mod $host {
            use page_tests::Result;

            #[tokio::test]
            async fn input_entered_before_the_module_loads_is_kept() -> Result {
                crate::hosts::input_entered_before_the_module_loads_is_kept(stringify!($host)).await
            }
        }
    )*};
}

/// The module arrives late.
mod late {
    late! {
        angular
        react
        react18
        svelte
        vue
    }
}

hosts! {
    angular "Angular"
    leptos "Leptos"
    #[ignore = "`make hosts-all` builds it"]
    next "Next"
    react "React"
    react18 "React 18"
    server "Server"
    svelte "Svelte"
    vue "Vue"
}

async fn input_entered_before_the_module_loads_is_kept(name: &str) -> Result {
    let host = Host::open_late(name).await?;
    let shown = "return Boolean(document.querySelector('add-skill')?.shadowRoot?.querySelector('form[data-shell]'));";
    host.until("the shell is visible", async || {
        Ok(host.run(shown, &[]).await? == true)
    })
    .await?;
    host.fill("displayName", "Early").await?;
    host.choose("proficiency", "expert").await?;
    host.run(MARK, &[]).await?;
    host.simulate(json!([])).await?;
    host.ready().await?;
    assert_in_place(&host).await?;
    assert_eq!(host.value("displayName").await?, "Early");
    host.submit().await?;
    host.event("skill-added").await?;
    let stored = host.stored().await?;
    assert_eq!(
        (&stored[0]["displayName"], &stored[0]["proficiency"]),
        (&json!("Early"), &json!("expert"))
    );
    Ok(())
}

async fn the_application_sets_properties_and_receives_events(name: &str, skill: &str) -> Result {
    let host = Host::open(name).await?;
    assert_eq!(host.value("displayName").await?, skill);
    assert_eq!(host.value("proficiency").await?, "");
    assert!(
        host.value("webUrl").await.is_err(),
        "a field is shown that the application has not named"
    );

    host.click_own("readonly").await?;
    host.until("nothing can be typed", async || host.is_readonly().await)
        .await?;
    host.click_own("readonly").await?;
    host.until("it can be typed", async || Ok(!host.is_readonly().await?))
        .await?;

    host.watch_requests().await?;
    host.choose("proficiency", "expert").await?;
    host.submit().await?;
    host.receives(&[format!("submit {skill}"), format!("added {skill}")])
        .await?;
    assert_eq!(
        host.posts().await?[0]["headers"]["authorization"],
        "Bearer CANARY-host"
    );
    let stored = host.stored().await?;
    assert_eq!(stored.len(), 1);
    assert_eq!(
        (&stored[0]["displayName"], &stored[0]["proficiency"]),
        (&json!(skill), &json!("expert"))
    );
    assert_eq!(host.complaints().await?, Vec::<String>::new());
    Ok(())
}

async fn the_application_can_cancel_a_submission_and_receives_a_rejection(
    name: &str,
    skill: &str,
) -> Result {
    let host = Host::open(name).await?;
    host.watch_requests().await?;
    host.click_own("hold").await?;
    host.submit().await?;
    host.receives(&[format!("submit {skill}")]).await?;
    assert_eq!(host.posts().await?.len(), 0);

    host.click_own("hold").await?;
    host.endpoint()
        .simulate(&json!(["method:POST;status:400"]))
        .await?;
    host.submit().await?;
    host.receives(&[
        format!("submit {skill}"),
        format!("submit {skill}"),
        "failed rejected".to_owned(),
    ])
    .await?;
    assert_eq!(host.stored().await?.len(), 0);
    assert_eq!(host.value("displayName").await?, skill);
    Ok(())
}

async fn a_reopened_form_restores_its_input(name: &str) -> Result {
    let host = Host::open(name).await?;
    host.fill("displayName", "Watercolour").await?;
    host.choose("proficiency", "elementary").await?;
    host.close().await?;
    host.open_again().await?;
    assert_eq!(host.value("displayName").await?, "Watercolour");
    assert_eq!(host.value("proficiency").await?, "elementary");

    host.submit().await?;
    host.receives(&[
        "submit Watercolour".to_owned(),
        "added Watercolour".to_owned(),
    ])
    .await?;
    assert_eq!(host.stored().await?.len(), 1);
    assert_eq!(host.complaints().await?, Vec::<String>::new());
    Ok(())
}

async fn hundreds_of_closed_forms_do_not_leak_memory(name: &str) -> Result {
    does_not_leak_memory(name, async |host, times| host.close_and_open(times).await).await
}

/// As with Vue's `<KeepAlive>`, and with tabs that keep their state.
#[tokio::test]
async fn a_form_removed_and_reinserted_hundreds_of_times_does_not_leak_memory() -> Result {
    does_not_leak_memory("vue", async |host, times| {
        host.detach_and_reinsert(times).await
    })
    .await
}

async fn does_not_leak_memory(name: &str, cycle: impl AsyncFn(&Host, u32) -> Result) -> Result {
    if Engine::of_environment()?.cannot(Step::Memory).is_some() {
        return Ok(());
    }
    let host = Host::open(name).await?;
    // `make hosts-all` uses a larger number.
    let cycles = std::env::var("CYCLES").map_or(Ok(300), |cycles| cycles.parse::<u32>())?;
    host.watch_memory().await?;
    cycle(&host, WARM_UP).await?;
    let mut periods = Vec::new();
    // The module grows by whole pages, and sometimes once for other reasons. A leak makes it grow
    // in each period.
    for _ in 0..3 {
        let mut memory = Vec::new();
        for _ in 0..cycles / AT_ONCE {
            cycle(&host, AT_ONCE).await?;
            memory.push(host.memory().await?);
        }
        let [start, end] = [&memory[..SETTLED], &memory[memory.len() - SETTLED..]].map(least);
        let counted = |memory: Memory| (memory.nodes, memory.listeners);
        assert_eq!(counted(end), counted(start), "{memory:?}");
        assert!(
            end.heap.saturating_sub(start.heap) / u64::from(cycles) < HEAP,
            "{memory:?}"
        );
        if end.module == start.module {
            return Ok(());
        }
        periods.push(memory);
    }
    panic!("the module grows on and on: {periods:?}");
}

/// Returns the minimum of these measurements.
fn least(looks: &[Memory]) -> Memory {
    let least = |of: fn(&Memory) -> u64| looks.iter().map(of).min().unwrap_or_default();
    Memory {
        module: least(|of| of.module),
        nodes: least(|of| of.nodes),
        listeners: least(|of| of.listeners),
        heap: least(|of| of.heap),
    }
}

#[tokio::test]
async fn server_rendered_html_is_hydrated_without_warnings() -> Result {
    let host = Host::open("server-development").await?;
    let served = host.run("return (await fetch('/')).text();", &[]).await?;
    assert!(
        served
            .as_str()
            .is_some_and(|html| html.contains("<add-skill endpoint=")),
        "{served}"
    );
    host.submit().await?;
    host.receives(&["submit Server".to_owned(), "added Server".to_owned()])
        .await?;
    let mut said = host.console().await?;
    said.retain(|line| !line.contains("React DevTools"));
    assert_eq!(said, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn removing_a_prop_of_the_react_component_removes_its_attribute() -> Result {
    for name in ["react18", "server"] {
        let host = Host::open(name).await?;
        let attributes =
            "return ['lang', 'readonly', 'fields'].map((name) => element.getAttribute(name));";
        let usual = json!([null, null, "displayName proficiency"]);
        assert_eq!(host.run(attributes, &[]).await?, usual, "{name}");
        host.click_own("readonly").await?;
        let is_german = async || {
            Ok(host.run(attributes, &[]).await? == json!(["de", "", "displayName proficiency"]))
        };
        host.until("it is German and read-only", is_german).await?;
        host.click_own("readonly").await?;
        host.until("it is as before", async || {
            Ok(host.run(attributes, &[]).await? == usual)
        })
        .await?;
    }
    Ok(())
}
