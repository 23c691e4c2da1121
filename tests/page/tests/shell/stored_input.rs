//! The user's input until the module is loaded, over moves and reloads.

use page_tests::Result;
use serde_json::json;

use super::{HOLD, defined, load, open, shown, start, with};
use crate::package::{ELEMENT, SCRIPT, html};
use crate::server_rendered::in_place::{MARK, assert_in_place, element};

#[tokio::test]
async fn a_moved_element_keeps_the_latest_input_and_a_replacement_inherits_it() -> Result {
    let page = open("", &[ELEMENT, "<div id=\"other\"></div>"].concat()).await?;
    page.fill("displayName", "First").await?;
    page.run(
        "document.dispatchEvent(new Event('visibilitychange'));",
        &[],
    )
    .await?;
    page.fill("displayName", "Second").await?;
    page.run("document.querySelector('#other').append(element);", &[])
        .await?;
    assert_eq!(page.value("displayName").await?, "Second");
    page.run("element.replaceWith(element.cloneNode(false));", &[])
        .await?;
    shown(&page).await?;
    assert_eq!(page.value("displayName").await?, "Second");
    page.run(
        "document.dispatchEvent(new Event('visibilitychange')); element.reset();",
        &[],
    )
    .await?;
    assert_eq!(page.value("displayName").await?, "");
    load(&page).await?;
    assert_eq!(page.value("displayName").await?, "");
    Ok(())
}

#[tokio::test]
async fn a_reload_before_the_module_loads_keeps_the_input() -> Result {
    let page = open("", &with("fields=\"displayName proficiency collaborationTags inference.userHasVerifiedAccuracy\"")).await?;
    page.fill("displayName", "Rust").await?;
    page.choose("proficiency", "expert").await?;
    page.select_radio("collaborationTags", "ableToMentor")
        .await?;
    page.select_radio("inference.userHasVerifiedAccuracy", "true")
        .await?;
    page.visit("/").await?;
    shown(&page).await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    page.visit("/").await?;
    shown(&page).await?;
    load(&page).await?;
    assert_in_place(&page).await?;
    let early = "return Object.keys(sessionStorage).filter((key) => key.startsWith('add-skill-early')).length;";
    assert_eq!(page.run(early, &[]).await?, 0);
    page.submit().await?;
    let skill = page.event("skill-added").await?["skill"].clone();
    assert_eq!(skill["displayName"], "Rust");
    assert_eq!(skill["proficiency"], "expert");
    assert_eq!(skill["collaborationTags"], json!(["ableToMentor"]));
    assert_eq!(skill["inference"]["userHasVerifiedAccuracy"], true);
    Ok(())
}

#[tokio::test]
async fn draft_off_stores_no_input() -> Result {
    let page = open("", &with("draft=\"off\"")).await?;
    page.fill("displayName", "Rust").await?;
    page.visit("/").await?;
    shown(&page).await?;
    assert_eq!(page.value("displayName").await?, "");
    let stored = "return JSON.stringify({ ...sessionStorage });";
    assert_eq!(page.run(stored, &[]).await?, "{}");
    Ok(())
}

#[tokio::test]
async fn an_element_can_be_moved_or_reset_before_the_module_loads() -> Result {
    let page = open("", &[ELEMENT, "<div id=\"other\"></div>"].concat()).await?;
    page.type_into("displayName", "Rust").await?;
    page.run("document.querySelector('#other').append(element);", &[])
        .await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    page.run(
        "const removed = element.cloneNode(false); document.body.append(removed); removed.remove();",
        &[],
    )
    .await?;
    load(&page).await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    page.submit().await?;
    page.event("skill-added").await?;
    let page = open("", ELEMENT).await?;
    page.type_into("displayName", "Rust").await?;
    page.run("element.reset();", &[]).await?;
    assert_eq!(page.value("displayName").await?, "");
    load(&page).await?;
    assert_eq!(page.value("displayName").await?, "");
    Ok(())
}

#[tokio::test]
async fn a_reload_keeps_the_input_in_a_server_rendered_form() -> Result {
    let fields = "displayName proficiency collaborationTags inference.userHasVerifiedAccuracy";
    let skill = json!({
        "displayName": "Rust", "proficiency": "expert", "collaborationTags": ["askMeAbout", "ableToMentor"],
        "inference": { "userHasVerifiedAccuracy": true },
    });
    let options = json!({ "fields": fields, "skill": skill });
    let form = element(&format!("fields=\"{fields}\""), &options);
    let page = start(&html(&[HOLD, SCRIPT].concat(), &form)).await?;
    defined(&page).await?;
    page.fill("displayName", "Go").await?;
    page.choose("proficiency", "elementary").await?;
    page.select_radio("collaborationTags", "askMeAbout").await?;
    page.select_radio("inference.userHasVerifiedAccuracy", "false")
        .await?;
    for _ in 0..2 {
        page.visit("/").await?;
        page.until("the input is restored", async || {
            Ok(page.value("displayName").await? == "Go")
        })
        .await?;
    }
    assert_eq!(
        page.run("return element.skill;", &[]).await?,
        json!({
            "displayName": "Go", "proficiency": "elementary", "collaborationTags": ["ableToMentor"],
            "inference": { "userHasVerifiedAccuracy": false },
        })
    );
    page.run(MARK, &[]).await?;
    load(&page).await?;
    assert_in_place(&page).await?;
    page.submit().await?;
    let added = page.event("skill-added").await?["skill"].clone();
    assert_eq!(added["displayName"], "Go");
    assert_eq!(added["proficiency"], "elementary");
    assert_eq!(added["collaborationTags"], json!(["ableToMentor"]));
    assert_eq!(added["inference"]["userHasVerifiedAccuracy"], false);
    Ok(())
}

#[tokio::test]
async fn a_draft_key_set_after_input_separates_the_input_of_users() -> Result {
    let page = open("", ELEMENT).await?;
    page.fill("displayName", "Rust").await?;
    page.run("element.draftKey = 'alice';", &[]).await?;
    page.visit("/").await?;
    shown(&page).await?;
    assert_eq!(page.value("displayName").await?, "");
    page.run("element.draftKey = 'bob';", &[]).await?;
    assert_eq!(page.value("displayName").await?, "");
    page.run("element.draftKey = 'alice';", &[]).await?;
    assert_eq!(page.value("displayName").await?, "Rust");
    page.run("element.draft = 'off';", &[]).await?;
    page.visit("/").await?;
    shown(&page).await?;
    page.run("element.draftKey = 'alice';", &[]).await?;
    assert_eq!(page.value("displayName").await?, "");
    Ok(())
}

#[tokio::test]
async fn resetting_a_server_rendered_form_clears_its_values_and_errors() -> Result {
    let skill = json!({ "displayName": "Rust", "proficiency": "expert", "inference": { "userHasVerifiedAccuracy": true } });
    let form = element("", &json!({ "skill": skill }));
    let page = start(&html(&[HOLD, SCRIPT].concat(), &form)).await?;
    defined(&page).await?;
    page.fill("displayName", "").await?;
    page.submit().await?;
    page.focus_arrives("summary").await?;
    for is_loaded in [false, true] {
        if is_loaded {
            load(&page).await?;
        } else {
            page.run("element.reset();", &[]).await?;
        }
        assert_eq!(page.summary().await?, Vec::<String>::new());
        assert_eq!(page.error("displayName").await?, None);
        assert_eq!(page.value("displayName").await?, "");
        assert_eq!(page.value("proficiency").await?, "");
        let described = page
            .run(
                "return element.shadowRoot.querySelector('[part~=choice-description]').textContent;",
                &[],
            )
            .await?;
        assert_ne!(described, "Others come to you with the hardest questions.");
    }
    Ok(())
}
