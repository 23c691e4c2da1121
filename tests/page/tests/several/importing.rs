//! Text, tables, files, and the property `skills` become rows.

use page_tests::{Engine, Key, List, Result, Row, Subject};
use serde_json::json;

use crate::several::sending::counts;

/// Returns the values of the rows: name, level, categories, and link.
fn values(rows: &[Row]) -> Vec<[&str; 4]> {
    rows.iter()
        .map(|row| [&*row.name, &*row.level, &*row.categories, &*row.link])
        .collect()
}

#[tokio::test]
async fn a_list_can_be_entered_reviewed_and_added_with_only_the_keyboard() -> Result {
    let list = List::open().await?;
    assert_eq!(list.tab().await?, "control text");
    list.press("Rust" + Key::Enter + "Go" + Key::Enter + "Judo")
        .await?;
    assert_eq!(list.tab().await?, "import");
    list.press(Key::Enter + "").await?;
    list.has_rows(3).await?;
    assert_eq!(list.value("text").await?, "");
    assert_eq!(list.notice().await?, "3 skills added to the list");
    assert_eq!(list.focused().await?, "import", "the focus stays");

    assert_eq!(list.tab().await?, "choose-file");
    assert_eq!(list.tab().await?, "select-all");
    assert_eq!(list.tab().await?, "control set-level");
    list.press("Exp").await?;
    // A closed list of options changes with each key in all engines but one.
    list.until("the level is set", async || {
        Ok(list.rows().await?.iter().all(|row| row.level == "expert"))
    })
    .await?;
    assert_eq!(list.tab().await?, "select");
    assert_eq!(list.tab().await?, "displayName");
    list.press(Key::End + " 2024").await?;
    assert_eq!(list.tab().await?, "proficiency");
    assert_eq!(list.tab().await?, "control categories");
    list.press("a, b").await?;
    assert_eq!(list.tab().await?, "webUrl");
    list.press("https://a.example/").await?;
    assert_eq!(list.tab().await?, "remove");
    assert_eq!(list.tab().await?, "select", "of the second row");
    list.press(" ").await?;
    list.main_button_is("Add 2 skills").await?;
    for _ in 0..20 {
        if list.tab().await? == "submit" {
            break;
        }
    }
    list.press(Key::Enter + "").await?;

    assert_eq!(list.settled().await?, counts(2, 1, 0, 0));
    let stored = list.stored().await?;
    assert_eq!(stored[0]["displayName"], "Rust 2024");
    assert_eq!(stored[0]["proficiency"], "expert");
    assert_eq!(stored[0]["categories"], json!(["a", "b"]));
    assert_eq!(stored[0]["webUrl"], "https://a.example/");
    assert_eq!(stored[1]["displayName"], "Judo");
    list.focus_is_kept().await
}

#[tokio::test]
async fn a_pasted_spreadsheet_table_is_imported_as_rows() -> Result {
    let list = List::open().await?;
    let table = "Skill\tLevel\tCategories\tLink\n\
        Rust\tExpert\tprofessional; hobby\thttps://example.com/rust\n\
        Judo\tbeginner\t\t\n";
    list.paste("text", table).await?;
    list.click("import").await?;
    list.has_rows(2).await?;
    let rows = list.rows().await?;
    assert_eq!(
        values(&rows),
        [
            [
                "Rust",
                "expert",
                "professional, hobby",
                "https://example.com/rust"
            ],
            ["Judo", "elementary", "", ""]
        ]
    );
    Ok(())
}

#[tokio::test]
async fn a_file_selected_in_the_file_dialog_is_imported() -> Result {
    let list = List::open().await?;
    list.choose_file_on_disk("skills.txt", "Rust\nJudo").await?;
    assert_eq!(list.row(2).await?.name, "Judo");
    // The same file again.
    list.choose_file_on_disk("skills.txt", "Go\nChess").await
}

#[tokio::test]
async fn files_of_all_formats_and_encodings_are_imported() -> Result {
    let csv = "Skill;Level\r\nFrançais;Expert\r\nJürgen’s Zürich;\r\n";
    let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        "\u{FEFF}"
            .encode_utf16()
            .chain(text.encode_utf16())
            .flat_map(bytes)
            .collect()
    };
    let windows: Vec<u8> = csv
        .chars()
        .map(|character| match character {
            '’' => 0x92,
            other => u8::try_from(u32::from(other)).unwrap_or(b'?'),
        })
        .collect();
    let (little, big) = (utf16(csv, u16::to_le_bytes), utf16(csv, u16::to_be_bytes));
    let resume = json!({ "basics": { "name": "Somebody" }, "skills": [
        { "name": "Web development", "level": "Master", "keywords": ["HTML", "CSS"] },
        { "name": "Judo" },
    ] })
    .to_string();
    let linked_in = "Name\nTeam leadership\n\"Compression, lossless\"\n";

    let list = List::open().await?;
    let mut count = 0;
    let francais = [
        ["Français", "expert", "", ""],
        ["Jürgen’s Zürich", "", "", ""],
    ];
    for (name, bytes, expected) in [
        ("utf-8.csv", csv.as_bytes(), francais),
        ("bom.csv", ["\u{FEFF}", csv].concat().as_bytes(), francais),
        ("windows-1252.csv", &windows, francais),
        ("utf-16le.txt", &little, francais),
        ("utf-16be.txt", &big, francais),
        (
            "resume.json",
            resume.as_bytes(),
            [
                ["Web development", "expert", "HTML, CSS", ""],
                ["Judo", "", "", ""],
            ],
        ),
        (
            "Skills.csv",
            linked_in.as_bytes(),
            [
                ["Team leadership", "", "", ""],
                ["Compression, lossless", "", "", ""],
            ],
        ),
    ] {
        list.choose_files(&[(name, bytes)]).await?;
        count += 2;
        list.has_rows(count).await?;
        let rows = list.rows().await?;
        assert_eq!(values(&rows[count - 2..]), expected, "{name}");
    }
    assert_eq!(list.problem().await?, "");
    Ok(())
}

#[tokio::test]
async fn dropped_files_are_imported_in_order_with_one_profile_lookup() -> Result {
    let list = List::open().await?;
    list.drop_files(&[("one.csv", b"Rust\n"), ("two.txt", b"Judo\nChess\n")])
        .await?;
    list.has_rows(3).await?;
    assert_eq!(
        list.rows()
            .await?
            .iter()
            .map(|row| row.name.clone())
            .collect::<Vec<_>>(),
        ["Rust", "Judo", "Chess"]
    );
    assert_eq!(
        list.seen("GET").await?.len(),
        1,
        "the profile is read once for all files"
    );
    Ok(())
}

#[tokio::test]
async fn text_without_skills_and_binary_files_are_reported() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    list.click("import").await?;
    assert_eq!(
        list.reports_a_problem().await?,
        "No skills were found. Enter at least one skill name."
    );
    let invalid = "return element.shadowRoot.querySelector('textarea').ariaInvalid === 'true';";
    assert_eq!(list.run(invalid, &[]).await?, true);
    list.import("Rust", 1).await?;
    assert_eq!(list.problem().await?, "");

    list.choose_files(&[("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01")])
        .await?;
    assert_eq!(
        list.reports_a_problem().await?,
        "“photo.png” could not be read. Select a CSV, TSV, or JSON file."
    );
    assert_eq!(list.rows().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn more_than_500_skills_cause_an_error_and_the_text_is_kept() -> Result {
    let list = List::open().await?;
    let names = |count: u32| {
        (0..count)
            .map(|number| format!("Skill {number}"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    list.enter(&names(501)).await?;
    list.click("import").await?;
    let problem = list.reports_a_problem().await?;
    assert_eq!(
        problem,
        "A list can contain up to 500 skills. It would contain 501, so nothing was added to it."
    );
    assert_eq!(list.value("text").await?, names(501));
    assert_eq!(list.rows().await?, []);

    if list.engine().skips(Subject::Rules) {
        return Ok(());
    }
    list.import(&names(500), 500).await?;
    list.enter("One more").await?;
    list.click("import").await?;
    assert!(list.reports_a_problem().await?.contains("501"));
    assert_eq!(list.rows().await?.len(), 500);
    list.click("1/remove").await?;
    list.click("import").await?;
    list.has_rows(501).await?;
    Ok(())
}

#[tokio::test]
async fn the_page_can_set_and_read_the_skills_property() -> Result {
    if Engine::of_environment()?.skips(Subject::Lists) {
        return Ok(());
    }
    let list = List::open().await?;
    let skills = json!([
        { "displayName": "Rust", "proficiency": "expert", "categories": ["hobby"], "allowedAudiences": "me" },
        { "displayName": "Judo" },
    ]);
    let set = "element.skills = given[0]; return element.skills;";
    assert_eq!(list.run(set, std::slice::from_ref(&skills)).await?, skills);
    list.has_rows(2).await?;
    assert_eq!(list.row(1).await?.level, "expert");
    list.fill("1/displayName", "Go").await?;
    let read = "return element.skills.map(({ displayName }) => displayName);";
    assert_eq!(list.run(read, &[]).await?, json!(["Go", "Judo"]));

    let console = list.console().await?;
    assert_eq!(console, Vec::<String>::new());
    for (value, is_of_list) in [("'Rust'", false), ("[1]", false), ("null", true)] {
        list.run(&format!("element.skills = {value};"), &[]).await?;
        let warned = list
            .console()
            .await?
            .iter()
            .any(|line| line.contains("<add-skills>: skills must be an array of at most 500"));
        assert_eq!(warned, !is_of_list, "{value}");
    }
    assert_eq!(list.rows().await?, []);
    Ok(())
}

#[tokio::test]
async fn remaining_skills_can_be_downloaded_and_imported_again() -> Result {
    let list = List::open().await?;
    if list.engine().skips(Subject::Rules) {
        return Ok(());
    }
    list.import(
        "Skill,Level,Categories,Link\n\
         Rust,Expert,\"hobby, professional\",https://example.com/\n\
         \"=1+1, \"\"quoted\"\"\",,,\n\
         Ärger 日本,Elementary,,\n\
         Added,,,\n",
        4,
    )
    .await?;
    list.simulate(json!([{ "method": "POST", "status": 400, "times": 3 }]))
        .await?;
    assert_eq!(list.submit_and_settle().await?, counts(1, 0, 3, 0));
    list.record_files().await?;
    list.click("download").await?;
    let (name, csv) = list.saved_file().await?;
    assert_eq!(name, "skills.csv");
    list.click("download-json").await?;
    let (name, lines) = list.saved_file().await?;
    assert_eq!(name, "skills.jsonl");
    let before = list.rows().await?;

    let lines = String::from_utf8(lines)?;
    let lines: Vec<serde_json::Value> = lines
        .lines()
        .map(serde_json::from_str)
        .collect::<std::result::Result<_, _>>()?;
    assert_eq!(lines.len(), 3);
    assert_eq!(
        lines[0],
        json!({ "displayName": "Rust", "proficiency": "expert", "categories": ["hobby", "professional"], "webUrl": "https://example.com/" })
    );

    list.click("clear").await?;
    list.has_rows(0).await?;
    list.choose_files(&[("skills.csv", &csv)]).await?;
    list.has_rows(3).await?;
    assert_eq!(values(&list.rows().await?), values(&before[..3]));
    Ok(())
}
