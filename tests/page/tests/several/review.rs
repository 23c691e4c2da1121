//! The table before anything is sent: problems, marks, edits, removals, and the controls for all.

use page_tests::{Engine, Key, List, Result, Subject};
use serde_json::json;

use crate::several::sending::counts;

/// Returns the accessible names of the controls of a row, from their headings.
const NAMES: &str = "
    const row = element.shadowRoot.querySelector('[part~=row]');
    const text = (id) => element.shadowRoot.getElementById(id)?.textContent ?? `nothing has the id ${id}`;
    return [...row.querySelectorAll('input, select')].map((control) => control.getAttribute('aria-labelledby').split(' ').map(text).join(' '));";

#[tokio::test]
async fn each_row_shows_all_its_validation_errors_and_can_be_corrected_in_place() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    let category = "x".repeat(300);
    list.import(
        &format!("Skill,Level,Categories,Link\nR\u{FFFD}st,Wizard,{category},javascript:alert(1)\nJudo,,,\n"),
        2,
    )
    .await?;
    for field in ["displayName", "proficiency", "categories", "webUrl"] {
        let path = format!("1/{field}");
        assert!(list.error(&path).await?.is_some(), "{field}");
        assert!(list.is_marked_invalid(&path).await?, "{field}");
    }
    assert_eq!(list.row(1).await?.status, "Needs changes");
    assert_eq!(
        list.text_of("with-errors").await?,
        "1 selected skill needs changes and will not be added."
    );
    list.main_button_is("Add 1 skill").await?;

    list.fill("1/displayName", "Rust").await?;
    list.choose("1/proficiency", "expert").await?;
    list.fill("1/categories", "hobby").await?;
    list.fill("1/webUrl", "https://example.com/").await?;
    list.row_shows(1, "Ready to add").await?;
    for field in ["displayName", "proficiency", "categories", "webUrl"] {
        assert_eq!(list.error(&format!("1/{field}")).await?, None, "{field}");
    }
    list.main_button_is("Add 2 skills").await?;
    assert_eq!(list.text_of("with-errors").await?, "");

    list.fill("1/displayName", "").await?;
    list.tab().await?;
    assert_eq!(
        list.error("1/displayName").await?.as_deref(),
        Some("Enter a skill name")
    );
    list.main_button_is("Add 1 skill").await?;
    assert_eq!(list.submit_and_settle().await?, counts(1, 1, 0, 0));
    assert_eq!(list.stored_names().await?, ["Judo"]);
    Ok(())
}

#[tokio::test]
async fn errors_in_fields_without_a_column_are_shown_in_the_row_status() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.run(
        "element.skills = [{ displayName: 'Rust', allowedAudiences: 'nobody', thumbnailUrl: 'ftp://example.com' }];",
        &[],
    )
    .await?;
    list.row_shows(1, "Needs changes").await?;
    let status = list.row(1).await?.status;
    assert!(status.contains("Who can see this skill: "), "{status}");
    assert!(status.contains("Select one of these options"), "{status}");
    list.until("nothing can be added", async || {
        Ok(list
            .run(
                "return element.shadowRoot.querySelector('[part~=submit]').disabled;",
                &[],
            )
            .await?
            == true)
    })
    .await
}

#[tokio::test]
async fn required_fields_and_custom_validation_apply_to_each_row() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open_with("required=\"proficiency\"").await?;
    list.run(
        "element.validate = ({ displayName }) => displayName === 'Judo' ? { displayName: 'Not this one' } : {};",
        &[],
    )
    .await?;
    list.import("Rust\tExpert\nJudo\tExpert\nChess\t", 3)
        .await?;
    assert_eq!(
        list.error("3/proficiency").await?.as_deref(),
        Some("Select a proficiency level")
    );
    list.submit_and_settle().await?;
    assert_eq!(list.stored_names().await?, ["Rust"]);
    assert_eq!(
        list.error("2/displayName").await?.as_deref(),
        Some("\u{2068}Not this one\u{2069}")
    );
    Ok(())
}

#[tokio::test]
async fn skills_already_on_the_profile_are_marked_and_not_selected() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    let endpoint = list.endpoint();
    endpoint
        .add(&json!({ "displayName": "rust", "proficiency": "expert" }))
        .await?;
    endpoint
        .add(&json!({ "displayName": "Cafe\u{301}" }))
        .await?;
    list.import("RUST\nCafé\nJudo", 3).await?;
    let rows = list.rows().await?;
    assert_eq!(
        rows.iter().map(|row| &*row.status).collect::<Vec<_>>(),
        [
            "Already on your profile (Expert)",
            "Already on your profile",
            "Ready to add"
        ]
    );
    assert_eq!(
        rows.iter().map(|row| row.is_selected).collect::<Vec<_>>(),
        [false, false, true]
    );
    // The mark belongs to the name.
    list.fill("1/displayName", "Rust 2024").await?;
    list.row_shows(1, "Ready to add").await?;
    assert!(list.row(1).await?.is_selected);
    list.fill("1/displayName", "rUST").await?;
    list.row_shows(1, "Already on your profile").await?;
    assert!(!list.row(1).await?.is_selected);

    // "Select all" leaves marked rows alone. The user can add them one by one.
    list.click("select-all").await?;
    list.main_button_is("Add 1 skill").await?;
    list.click("2/select").await?;
    list.main_button_is("Add 2 skills").await?;
    assert_eq!(list.submit_and_settle().await?, counts(2, 1, 0, 0));
    assert_eq!(
        list.stored_names().await?,
        ["rust", "Cafe\u{301}", "Café", "Judo"]
    );
    Ok(())
}

#[tokio::test]
async fn only_one_of_several_rows_with_the_same_name_is_selected() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.import("Rust\nJudo\nrust\nRUST ", 4).await?;
    assert_eq!(
        list.statuses().await?,
        [
            "Ready to add",
            "Ready to add",
            "Same name as row 1",
            "Same name as row 1"
        ]
    );
    list.click("1/remove").await?;
    list.row_shows(3, "Ready to add").await?;
    list.row_shows(4, "Same name as row 3").await?;
    list.main_button_is("Add 2 skills").await?;
    list.fill("3/displayName", "Go").await?;
    list.row_shows(4, "Ready to add").await?;
    list.main_button_is("Add 3 skills").await?;
    assert_eq!(list.submit_and_settle().await?, counts(3, 0, 0, 0));
    assert_eq!(list.stored_names().await?, ["Judo", "Go", "RUST"]);
    Ok(())
}

#[tokio::test]
async fn a_removed_row_can_be_restored_and_keeps_the_focus() -> Result {
    let list = List::open().await?;
    list.import("Rust\nJudo", 2).await?;
    list.fill("1/displayName", "Go").await?;
    list.click("1/remove").await?;
    list.row_shows(1, "Removed from the list").await?;
    list.main_button_is("Add 1 skill").await?;
    list.focus_arrives("restore").await?;
    assert!(list.row(1).await?.is_removed);
    let skills = "return element.skills.length;";
    assert_eq!(list.run(skills, &[]).await?, 1);
    list.press(Key::Enter + "").await?;
    list.row_shows(1, "Ready to add").await?;
    list.focus_arrives("remove").await?;
    let row = list.row(1).await?;
    assert_eq!((&*row.name, row.is_selected), ("Go", true));
    list.main_button_is("Add 2 skills").await
}

#[tokio::test]
async fn a_click_that_triggers_an_error_in_another_row_is_not_lost() -> Result {
    let list = List::open().await?;
    list.import("Rust\nJudo\nChess\nGo", 4).await?;
    list.fill("2/webUrl", "exam").await?;
    list.click("4/remove").await?;
    list.row_shows(4, "Removed from the list").await?;
    assert!(list.error("2/webUrl").await?.is_some());
    Ok(())
}

#[tokio::test]
async fn the_submit_button_keeps_its_node_when_its_label_changes() -> Result {
    let list = List::open().await?;
    list.import("Rust\nJudo", 2).await?;
    list.run(
        "window.button = pageTests.part('add-skills', 'submit');",
        &[],
    )
    .await?;
    list.click("2/select").await?;
    list.main_button_is("Add 1 skill").await?;
    let is_same = "return pageTests.part('add-skills', 'submit') === window.button;";
    assert_eq!(list.run(is_same, &[]).await?, true);
    Ok(())
}

#[tokio::test]
async fn the_level_can_be_set_for_all_selected_rows() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.import("Rust\nJudo\nChess\tBeginner", 3).await?;
    list.click("2/select").await?;
    list.choose("set-level", "expert").await?;
    let levels = async || -> Result<Vec<String>> {
        Ok(list
            .rows()
            .await?
            .into_iter()
            .map(|row| row.level)
            .collect())
    };
    assert_eq!(levels().await?, ["expert", "", "expert"]);
    assert_eq!(list.value("set-level").await?, "", "it is not a field");
    list.click("select-all").await?;
    list.choose("set-level", "none").await?;
    assert_eq!(levels().await?, ["", "", ""]);
    list.click("select-all").await?;
    list.until("nothing is selected", async || {
        Ok(list.rows().await?.iter().all(|row| !row.is_selected))
    })
    .await
}

#[tokio::test]
async fn a_cleared_list_can_be_restored() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.import("Rust\nJudo", 2).await?;
    list.fill("2/displayName", "Chess").await?;
    list.click("clear").await?;
    list.has_rows(0).await?;
    assert_eq!(
        list.notice().await?.lines().next(),
        Some("The list was cleared.")
    );
    list.click("restore-list").await?;
    list.has_rows(2).await?;
    assert_eq!(list.row(2).await?.name, "Chess");

    list.run("element.reset();", &[]).await?;
    list.has_rows(0).await?;
    list.reload().await?;
    assert_eq!(list.rows().await?, [], "nothing of it is stored");
    Ok(())
}

#[tokio::test]
async fn a_disabled_or_readonly_list_cannot_be_changed_or_sent() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.import("Rust\nJudo", 2).await?;
    let controls = "return [...element.shadowRoot.querySelectorAll('input:not([hidden]), select, textarea, button')]
        .filter((control) => !control.disabled && !control.readOnly && !['download', 'download-json'].includes(control.part.value)
            && (element.disabled || control.type !== 'checkbox'))
        .map(({ name, part }) => name || part.value);";
    for lock in ["disabled", "readonly"] {
        list.run(&format!("element.{lock} = true;"), &[]).await?;
        list.until("all controls are locked", async || {
            Ok(list.run(controls, &[]).await? == json!([]))
        })
        .await?;
        for button in ["1/remove", "clear"] {
            let click = format!("pageTests.part('add-skills', '{button}').click();");
            list.run(&click, &[]).await?;
        }
        let is_dropped = list.drop_files(&[("a.csv", b"Chess")]).await.is_ok();
        assert!(!is_dropped, "{lock}");
        let submit = "return element.submit().then(() => 'sent', ({ kind }) => kind);";
        assert_eq!(list.run(submit, &[]).await?, "not-ready");
        let rows = list.rows().await?;
        assert_eq!(rows.len(), 2, "{lock}");
        assert!(!rows[0].is_removed, "{lock}");
        list.run(&format!("element.{lock} = false;"), &[]).await?;
    }
    assert_eq!(list.submit_and_settle().await?, counts(2, 0, 0, 0));
    Ok(())
}

#[tokio::test]
async fn each_row_control_is_labeled_by_its_column_and_row() -> Result {
    let list = List::open().await?;
    if list.engine().skips(Subject::Rules) {
        return Ok(());
    }
    list.import("Rust", 1).await?;
    assert_eq!(
        list.run(NAMES, &[]).await?,
        json!([
            "Add 1",
            "Skill name 1",
            "Proficiency level 1",
            "Categories 1",
            "Link 1"
        ])
    );
    Ok(())
}

#[tokio::test]
async fn the_list_updates_when_the_page_language_changes() -> Result {
    let list = List::open().await?;
    list.import("Rust\nJudo\nrust", 3).await?;
    list.run("document.documentElement.lang = 'de';", &[])
        .await?;
    list.main_button_is("2 Fähigkeiten hinzufügen").await?;
    assert_eq!(
        list.statuses().await?,
        [
            "Bereit zum Hinzufügen",
            "Bereit zum Hinzufügen",
            "Gleicher Name wie in Zeile 1"
        ]
    );
    list.fill("1/displayName", "").await?;
    list.tab().await?;
    assert_eq!(
        list.error("1/displayName").await?.as_deref(),
        Some("Geben Sie einen Namen für die Fähigkeit ein")
    );
    if list.engine().skips(Subject::Rules) {
        return Ok(());
    }

    list.run(
        "document.documentElement.lang = 'ar'; document.documentElement.dir = 'rtl';",
        &[],
    )
    .await?;
    list.main_button_is("إضافة مهارتين").await?;
    let direction = "return getComputedStyle(element.shadowRoot.querySelector('table')).direction;";
    assert_eq!(list.run(direction, &[]).await?, "rtl");
    // New rows and the transfer have the language too.
    list.import("Chess", 1).await?;
    list.row_shows(4, "جاهزة للإضافة").await?;
    assert_eq!(list.submit_and_settle().await?, counts(3, 1, 0, 0));
    list.notice_shows("تمت إضافتها: ").await?;
    list.row_shows(4, "تمت إضافتها").await?;
    assert_eq!(list.complaints().await?, Vec::<String>::new());
    Ok(())
}
