//! Nobody is kept out: axe-core finds nothing wrong, in no state and whatever colours a person has chosen.

use page_tests::{Engine, Look, Page, Result, State, Step};

/// One language that is read from the left, and one that is read from the right.
const LANGUAGES: [&str; 2] = ["en", "ar"];

#[tokio::test]
async fn no_state_keeps_anyone_out_in_light_colours() -> Result {
    check(Look::Light).await
}

#[tokio::test]
async fn no_state_keeps_anyone_out_in_dark_colours() -> Result {
    check(Look::Dark).await
}

#[tokio::test]
async fn no_state_keeps_anyone_out_in_forced_colours() -> Result {
    check(Look::ForcedColors).await
}

/// Looks at every state in every language, and tells of all that is found.
async fn check(look: Look) -> Result {
    if Engine::of_environment()?.cannot(Step::Audit).is_some() {
        return Ok(());
    }
    let page = Page::open_for_audit(look).await?;
    let mut defects = Vec::new();
    for language in LANGUAGES {
        for state in State::ALL {
            page.show(state, language).await?;
            assert_eq!(page.run(&format!("return matchMedia('{}').matches;", look.media()), &[]).await?, true, "{look:?}");
            defects.extend(page.audit().await?.into_iter().map(|line| format!("{state:?} in {language}: {line}")));
        }
    }
    assert!(defects.is_empty(), "\n{}", defects.join("\n"));
    Ok(())
}

#[tokio::test]
async fn where_all_is_wrong_every_field_has_its_error() -> Result {
    let page = Page::open().await?;
    page.show(State::EveryError, "en").await?;
    let fields =
        "return new Set([...element.shadowRoot.querySelectorAll('[part~=\"control\"], input')].map(({ name }) => name)).size;";
    let fields = page.run(fields, &[]).await?.as_u64().unwrap_or_default();
    assert_eq!(page.summary().await?.len() as u64, fields);
    Ok(())
}
