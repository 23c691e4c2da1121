//! Import of skills from texts, and their export as CSV.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use add_skill::i18n::Language;
use add_skill::platform::fold;
use add_skill::several::export::to_csv;
use add_skill::several::import::{ImportError, LABELS, MAX_ROWS, import};
use add_skill::skill::{DEFAULT_FIELDS, Draft, Entry, Enumeration, FieldPath, Kind, Value};
use proptest::prelude::*;
use strum::VariantArray;

/// Returns the fields that a draft fills: `name | level | categories | link`, without blank ones at
/// the end.
fn summary(draft: &Draft) -> String {
    let text = |field| draft.entry(field).text().to_owned();
    let cells = [
        text(FieldPath::DisplayName),
        text(FieldPath::Proficiency),
        draft.entry(FieldPath::Categories).list().join("/"),
        text(FieldPath::WebUrl),
    ];
    cells.join(" | ").trim_end_matches([' ', '|']).to_owned()
}

fn imported(text: &str) -> Vec<String> {
    match import(text) {
        Ok(drafts) => drafts.iter().map(summary).collect(),
        Err(error) => vec![format!("{error:?}")],
    }
}

/// Checks the import of each text. The expected skills are separated by line breaks.
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(imported(text).join("\n"), *expected, "{text:?}");
    }
}

#[test]
fn each_line_of_a_list_is_one_skill_including_its_commas() {
    check(&[
        ("Rust", "Rust"),
        (
            "Rust\nSales, marketing\n\n  Go  \n",
            "Rust\nSales, marketing\nGo",
        ),
        ("Rust\r\nGo\rC++\r\r\nC#", "Rust\nGo\nC++\nC#"),
        ("\u{FEFF}Rust\n\u{200B}Go", "Rust\nGo"),
        ("Rust; Go\nC; D", "Rust; Go\nC; D"),
        ("a\0b", "a\0b"),
        (
            "Skills, tools, and methods\nRust",
            "Skills, tools, and methods\nRust",
        ),
        ("[Rust]\n{Go}", "[Rust]\n{Go}"),
        ("{\"displayName\":\"Rust\"", "{\"displayName\":\"Rust\""),
    ]);
}

#[test]
fn quotes_around_a_whole_line_are_removed_and_others_are_kept() {
    check(&[
        ("\"Sales, marketing\"\nGo", "Sales, marketing\nGo"),
        (
            "\"Best\" practices\n\"Sales, marketing\"",
            "\"Best\" practices\nSales, marketing",
        ),
        ("\"So-called \"\"experts\"\"\"", "So-called \"experts\""),
        ("\"Unclosed\nGo", "\"Unclosed\nGo"),
        ("6\" pipes\n\"", "6\" pipes\n\""),
        ("\"\"\nGo", "Go"),
        // One copied column with a line break in a cell.
        ("\"Public\nspeaking\"\nGo", "Public speaking\nGo"),
    ]);
}

#[test]
fn bullets_and_indentation_are_removed_if_all_lines_have_them() {
    check(&[
        ("- Rust\n- Go", "Rust\nGo"),
        ("* Rust\n• Go\n– C", "Rust\nGo\nC"),
        ("1. Rust\n2) Go", "Rust\nGo"),
        ("Skills\n- Rust\n- Go", "Rust\nGo"),
        ("- Rust\nGo", "- Rust\nGo"),
        ("-Rust\n-Go", "-Rust\n-Go"),
        ("3D printing\n2D", "3D printing\n2D"),
        ("\tRust\n\t\tGo", "Rust\nGo"),
        ("- Rust\n\t- Go", "Rust\nGo"),
        // Word copies bullets with tabs.
        ("•\tRust\n•\tGo", "Rust\nGo"),
        ("1.\tRust\n2.\tGo", "Rust\nGo"),
        ("-\n*", "Empty"),
    ]);
}

#[test]
fn a_single_line_is_split_at_separators_that_names_do_not_contain() {
    check(&[
        ("Rust; Go;C++;", "Rust\nGo\nC++"),
        ("Leadership • Management", "Leadership\nManagement"),
        ("Leadership · Management", "Leadership\nManagement"),
        ("A/B testing | SEO", "A/B testing\nSEO"),
        ("Rust, Go", "Rust, Go"),
        ("Col·laboració", "Col·laboració"),
    ]);
}

#[test]
fn tabs_separate_cells_without_a_header() {
    check(&[
        ("Rust\tExpert\nGo\t", "Rust | expert\nGo"),
        (
            "Rust\thobby, work\tExpert\thttps://rust-lang.org\nGo\t\t\tHTTP://go.dev",
            "Rust | expert | hobby/work | https://rust-lang.org\nGo |  |  | HTTP://go.dev",
        ),
        // A word that is no level makes the column one of categories.
        ("Rust\tExpert\nGo\tsome", "Rust |  | Expert\nGo |  | some"),
        ("Rust\tCode\tExpert\tBasic", "Rust | expert | Code"),
        ("\tExpert\nRust\tBasic", "Rust | elementary"),
        ("\t\t\n \t \nRust\tExpert", "Rust | expert"),
    ]);
}

#[test]
fn commas_and_semicolons_separate_cells_without_a_header_only_if_unambiguous() {
    check(&[
        (
            "Rust,Expert\nGo,beginner\nC",
            "Rust | expert\nGo | elementary\nC",
        ),
        ("Rust;Expert", "Rust | expert"),
        ("Rust,,,\nGo,,,", "Rust\nGo"),
        (
            "Rust,https://rust-lang.org",
            "Rust |  |  | https://rust-lang.org",
        ),
        ("\"Sales, marketing\";Expert", "Sales, marketing | expert"),
        (
            "Rust,Expert\nSales,marketing",
            "Rust,Expert\nSales,marketing",
        ),
    ]);
}

#[test]
fn a_header_names_the_columns_in_any_order_and_with_gaps() {
    check(&[
        ("Level,Skill name\nExpert,Rust", "Rust | expert"),
        (
            "Skill;Level;Keywords;URL\nRust;advanced;a, b;https://a.example",
            "Rust | advancedProfessional | a/b | https://a.example",
        ),
        (
            "Skill,Years,Level\n\"Sales, marketing\",5,\n,,\nGo",
            "Sales, marketing\nGo",
        ),
        (
            "SKILL_NAME\tproficiency-level\nRust\tGENERAL PROFESSIONAL",
            "Rust | generalProfessional",
        ),
        ("Name,Skill,Level\nAda,Rust,expert", "Rust | expert"),
        (
            "Skill,Category,Keywords\nRust,code,\"code, hobby\"",
            "Rust |  | code/hobby",
        ),
        ("Skill name,Skill\n,Rust\nGo,x", "Rust\nGo"),
        ("Skill,Note\nRust,x\nGo,y", "Rust\nGo"),
        ("Level\nExpert", "Level\nExpert"),
    ]);
}

#[test]
fn a_header_alone_and_a_blank_text_contain_no_skill() {
    let headers = ["displayName", "\u{FEFF}Name\r\n", "Skill,Level", "技能名称"];
    let blank = [
        "",
        " \n\t\r\n",
        "\u{FEFF}",
        "\u{200B}\n",
        "\t\t",
        "\"\"",
        "sep=;\n",
    ];
    for text in headers.iter().chain(&blank) {
        assert_eq!(import(text), Err(ImportError::Empty), "{text:?}");
    }
}

#[test]
fn an_id_column_is_imported_only_with_graph_property_names() {
    let ids = |text| {
        let drafts = import(text).unwrap();
        let texts = drafts
            .iter()
            .map(|draft| draft.entry(FieldPath::Id).text().to_owned());
        texts.collect::<Vec<_>>()
    };
    assert_eq!(ids("id,skill\n1,Rust"), [""]);
    assert_eq!(ids("id,displayName\n1,Rust"), ["1"]);
}

#[test]
fn localized_labels_are_recognized_as_headers_levels_and_audiences() {
    for labels in LABELS {
        let labels: Vec<_> = labels.split('|').collect();
        let (header, members) = (labels[1..6].join("\t"), &labels[6..]);
        for (label, level) in members
            .iter()
            .zip(Enumeration::SkillProficiencyLevel.selectable())
        {
            let drafts = import(&format!("{header}\nRust\t{label}\ta")).unwrap();
            assert_eq!(summary(&drafts[0]), format!("Rust | {} | a", level.name()));
        }
        for (label, audience) in members[5..]
            .iter()
            .zip(Enumeration::AllowedAudiences.selectable())
        {
            let drafts = import(&format!("{header}\nRust\t\t\t\t{label}")).unwrap();
            let text = drafts[0].entry(FieldPath::AllowedAudiences).text();
            assert_eq!(text, audience.name(), "{}", labels[0]);
        }
    }
}

#[test]
fn no_label_has_two_meanings() {
    let mut meanings = BTreeMap::<_, BTreeSet<_>>::new();
    for labels in LABELS {
        for (index, label) in labels.split('|').enumerate().skip(1) {
            let group = match index {
                1..=5 => "field",
                6..=10 => "level",
                _ => "audience",
            };
            meanings
                .entry((group, fold(label)))
                .or_default()
                .insert(index);
        }
    }
    meanings.retain(|_, indices| indices.len() > 1);
    assert!(meanings.is_empty(), "{meanings:?}");
}

#[test]
fn the_labels_match_the_catalogs() {
    let members = |enumeration: Enumeration| {
        let key = enumeration.label_key();
        enumeration
            .selectable()
            .map(move |member| format!("{key}.{}", member.name()))
    };
    let keys: Vec<_> = DEFAULT_FIELDS
        .map(|field| format!("label.{}", field.path()))
        .into_iter()
        .chain(members(Enumeration::SkillProficiencyLevel))
        .chain(members(Enumeration::AllowedAudiences))
        .collect();
    let mut lines: Vec<_> = Language::VARIANTS
        .iter()
        .map(|language| {
            let tag = language.tag();
            let file = format!("{}/src/i18n/locales/{tag}.json", env!("CARGO_MANIFEST_DIR"));
            let catalog: BTreeMap<String, String> =
                serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
            let labels = keys.iter().map(|key| format!("|{}", catalog[key]));
            tag.to_owned() + &labels.collect::<String>()
        })
        .collect();
    lines.sort();
    let source: Vec<_> = lines.iter().map(|line| format!("    {line:?},")).collect();
    assert_eq!(
        LABELS.to_vec(),
        lines,
        "paste into labels.rs:\n{}",
        source.join("\n")
    );
}

#[test]
fn unknown_levels_are_kept_for_the_user_to_correct() {
    check(&[
        (
            "Skill,Level\nRust,4\nGo,Guru\nC,unknownFutureValue",
            "Rust | 4\nGo | Guru\nC | unknownFutureValue",
        ),
        (
            "Skill,Level\na,Beginner\nb,novice\nc,Basic\nd,intermediate\ne,Advanced\nf,Master",
            "a | elementary\nb | elementary\nc | elementary\nd | generalProfessional\ne | advancedProfessional\nf | expert",
        ),
    ]);
}

#[test]
fn multiple_audiences_are_joined_with_commas_as_in_graph() {
    let audiences = |cell: &str| {
        let drafts = import(&format!("Skill\tallowedAudiences\nRust\t{cell}")).unwrap();
        drafts[0]
            .entry(FieldPath::AllowedAudiences)
            .text()
            .to_owned()
    };
    assert_eq!(audiences("Only me, Everyone"), "me,everyone");
    assert_eq!(audiences("Only me, nobody"), "Only me, nobody");
}

#[test]
fn categories_are_split_outside_quotes_and_deduplicated() {
    let categories = |cell: &str| {
        let drafts = import(&format!("Skill\tCategories\nRust\t{cell}")).unwrap();
        drafts[0].entry(FieldPath::Categories).list().to_vec()
    };
    assert_eq!(
        categories("a, b;c、d، e，f"),
        ["a", "b", "c", "d", "e", "f"]
    );
    assert_eq!(categories(" ,a,, A , ａ,"), ["a"]);
    assert_eq!(categories("x, \"a, b\" ;\"c\"\"d\""), ["x", "a, b", "c\"d"]);
    assert_eq!(categories("x,\"a, b"), ["x", "\"a", "b"]);
    assert_eq!(categories("x,\"a\" b,c"), ["x", "\"a\" b", "c"]);
    assert_eq!(categories("\"a\nb\tc\""), ["a", "b", "c"]);
}

#[test]
fn line_breaks_and_tabs_in_a_name_become_spaces() {
    check(&[(
        "Skill,Level\n\"Public\r\n speaking\t(on\u{B}stage)\u{2028}\",expert",
        "Public speaking (on stage) | expert",
    )]);
}

#[test]
fn other_graph_fields_and_excel_booleans_are_imported() {
    let csv = "displayName,inference.userHasVerifiedAccuracy,collaborationTags,inference.confidenceScore,createdBy.user.displayName\r\nRust,TRUE,\"Ask me about, ableToMentor\",0.5,Ada\r\n";
    let drafts = import(csv).unwrap();
    let draft = &drafts[0];
    assert_eq!(
        draft.entry(FieldPath::UserHasVerifiedAccuracy).text(),
        "true"
    );
    assert_eq!(
        draft.entry(FieldPath::CollaborationTags).list(),
        ["askMeAbout", "ableToMentor"]
    );
    assert_eq!(draft.entry(FieldPath::ConfidenceScore).text(), "0.5");
    assert_eq!(
        draft.entry(FieldPath::CreatedByUserDisplayName).text(),
        "Ada"
    );
}

#[test]
fn the_excel_separator_line_is_applied_and_skipped() {
    check(&[
        ("sep=;\r\nSkill;Level\r\nRust;Expert\r\n", "Rust | expert"),
        (
            "\u{FEFF}\"SEP=|\"\nSkill|Level\nRust|Expert",
            "Rust | expert",
        ),
        ("sep=\t\nRust\tcode", "Rust |  | code"),
        ("sep=,\nRust,code", "Rust |  | code"),
        ("sep=ab\nRust", "sep=ab\nRust"),
    ]);
}

/// `skills` of <https://github.com/jsonresume/resume-schema/blob/master/sample.resume.json>.
const JSON_RESUME: &str = r#"{
  "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
  "basics": { "name": "Richard Hendriks", "label": "Programmer" },
  "skills": [
    { "name": "Web Development", "level": "Master", "keywords": ["HTML", "CSS", "Javascript"] },
    { "name": "Compression", "level": "Master", "keywords": ["Mpeg", "MP4", "GIF"] }
  ],
  "languages": [{ "language": "English", "fluency": "Native speaker" }]
}"#;

/// The response of <https://learn.microsoft.com/graph/api/profile-list-skills?view=graph-rest-beta>.
const GRAPH: &str = r#"{ "value": [ {
  "id": "0fb4c1e3-c1e3-0fb4-e3c1-b40fe3c1b40f",
  "allowedAudiences": "organization",
  "inference": null,
  "createdDateTime": "2020-07-06T06:34:12.2294868Z",
  "createdBy": { "application": null, "device": null,
    "user": { "displayName": "Innocenty Popov", "id": "db789417-4ccb-41d1-a0a9-47b01a09ea49" } },
  "source": null,
  "categories": ["Professional"],
  "displayName": "API Design",
  "proficiency": "advancedProfessional",
  "webUrl": null,
  "collaborationTags": ["ableToMentor"]
} ] }"#;

#[test]
fn published_exports_are_imported() {
    check(&[
        (
            JSON_RESUME,
            "Web Development | expert | HTML/CSS/Javascript\nCompression | expert | Mpeg/MP4/GIF",
        ),
        (GRAPH, "API Design | advancedProfessional | Professional"),
        // LinkedIn, in a published copy of an export:
        // https://github.com/abhishekwebcode/Abhishek-Mathur-Complete_LinkedInDataExport_11-04-2018
        (
            "Name\nHTML\nHTML5\njQuery UI\nGoogle+\n",
            "HTML\nHTML5\njQuery UI\nGoogle+",
        ),
        // https://github.com/mohamedeways/LinkedIn-Profile
        (
            "Name\nEnterprise Resource Planning (ERP)\ncss3 \n",
            "Enterprise Resource Planning (ERP)\ncss3",
        ),
        // Excel in a country with semicolons: https://github.com/borislabuda/my_cv
        (
            "Area;Category;Skill;;;;;;;;;\nApp Development;DEV;ASP.NET;;;;;;;;;\nIT specialist/managment;IT;IT budgeting;;;;;;;;;\n",
            "ASP.NET |  | DEV\nIT budgeting |  | IT",
        ),
        // https://github.com/chrisdavitt/bbl
        (
            "Skill,Category\nKick-Off Return,G\nClaw(s),M\nMA+,X\n",
            "Kick-Off Return |  | G\nClaw(s) |  | M\nMA+ |  | X",
        ),
        // Google Sheets' clipboard, as of https://github.com/DataGridXL/DataGridXL2/issues/24
        (
            "Skill\tLevel\n\"apple\n\"\"banana\"\"\"\texpert\n\"Best\"\tbasic",
            "apple \"banana\" | expert\nBest | elementary",
        ),
    ]);
}

#[test]
fn json_of_each_shape_is_imported() {
    check(&[
        (r#"{"displayName":"Rust","proficiency":"4"}"#, "Rust | 4"),
        (
            r#" [{"displayName":"Rust"},{"name":"Go","level":3,"years":5},"C",7,null] "#,
            "Rust\nGo | 3\nC",
        ),
        (r#"{"skills":["Rust","Go"]}"#, "Rust\nGo"),
        (
            "{\"displayName\":\"Rust\"}\r\n\n{\"name\":\"Go\",\"level\":\"Advanced\"}\n",
            "Rust\nGo | advancedProfessional",
        ),
        (
            r#"{"displayName":"Rust","categories":[" a","A",""],"webUrl":"https://a.example"}"#,
            "Rust |  | a | https://a.example",
        ),
        (r#"{"displayName":" Public\nspeaking "}"#, "Public speaking"),
        ("{}", "Empty"),
        ("[]", "Empty"),
        ("[1, 2]", "Empty"),
        (r#"{"displayName":" "}"#, "Empty"),
    ]);
}

#[test]
fn unknown_members_are_kept_in_graph_json_but_not_in_json_resume() {
    let extra = |text| import(text).unwrap()[0].extra().clone();
    let kept = extra(r#"{"displayName":"Rust","x":{"y":1}}"#);
    let member = kept.get("x").and_then(|x| x.get("y"));
    assert_eq!(member, Some(&Value::Number(1.0)));
    assert!(!extra(r#"{"name":"Rust","x":1}"#).contains_key("x"));
}

#[test]
fn too_many_rows_are_rejected_with_their_count() {
    let lines = |count| "Rust\n".repeat(count);
    assert_eq!(import(&lines(MAX_ROWS)).unwrap().len(), MAX_ROWS);
    assert_eq!(
        import(&format!("Name\n{}", lines(MAX_ROWS))).unwrap().len(),
        MAX_ROWS
    );
    let too_many = Err(ImportError::TooMany(MAX_ROWS + 1));
    assert_eq!(import(&lines(MAX_ROWS + 1)), too_many);
    assert_eq!(import(&format!("Name\n{}", lines(MAX_ROWS + 1))), too_many);
    assert_eq!(import(&"a;".repeat(MAX_ROWS + 1)), too_many);
    let object = "{\"name\":\"a\"}";
    assert_eq!(
        import(&format!("{object}\n").repeat(MAX_ROWS + 1)),
        too_many
    );
    assert_eq!(
        import(&format!("[{}]", vec![object; MAX_ROWS + 1].join(","))),
        too_many
    );
}

#[test]
fn huge_texts_are_imported_in_linear_time() {
    let parts = [
        "a\n",
        "a",
        ",",
        "\t",
        "\"",
        "\",",
        "\"\"a,",
        "a;",
        "a,expert\n",
        "{\n",
        "[",
        "[{\"name\":\"a\"},",
        "- \n",
        "'",
        "\0",
        "\r",
        "é\u{2028}",
        "a,\"b\n",
        "\"a\n\"\t",
    ];
    for part in parts {
        if let Err(ImportError::TooMany(count)) = import(&part.repeat(200_000 / part.len())) {
            assert!(count > MAX_ROWS, "{part:?}");
        }
    }
    let items = format!("Skill,Categories\nRust,\"{}\"", "\"\"a,".repeat(50_000));
    assert_eq!(import(&items).unwrap().len(), 1);
    // 10 MB.
    assert_eq!(
        import(&"Rust, Go\n\n".repeat(1_000_000)),
        Err(ImportError::TooMany(1_000_000))
    );
    assert_eq!(import(&"\r\n".repeat(5_000_000)), Err(ImportError::Empty));
}

#[test]
fn no_exported_cell_is_a_formula() {
    let names = [
        "=1+1", "+1", "-1", "@a", "'=1", "''-x", "C++", "'quoted'", "-", "\t=1", "\r=1", "\n=1",
    ];
    let drafts: Vec<_> = names.iter().map(|name| named(name)).collect();
    let csv = to_csv(&drafts);
    assert_eq!(
        csv.split("\r\n").nth(1),
        Some("'=1+1,,,"),
        "an apostrophe makes it a text"
    );
    assert!(csv.contains("\r\nC++,,,\r\n") && csv.contains("\r\n'quoted',,,\r\n"));
    let read = imported(&csv);
    assert_eq!(read[..9], names[..9]);
    assert_eq!(read[9..], ["=1", "=1", "=1"]);
}

#[test]
fn csv_export_has_the_default_columns_and_other_filled_graph_properties() {
    let mut draft = named("Sales, \"marketing\"");
    draft.set_text(FieldPath::Proficiency, "expert");
    draft.set_list(FieldPath::Categories, vec!["a".into(), "b, c".into()]);
    let mut other = named("Rust");
    other.set_text(FieldPath::ConfidenceScore, "0.5");
    assert_eq!(to_csv(&[]), "displayName,proficiency,categories,webUrl\r\n");
    assert_eq!(
        to_csv(&[draft, other]),
        "displayName,proficiency,categories,webUrl,inference.confidenceScore\r\n\
         \"Sales, \"\"marketing\"\"\",expert,\"a,\"\"b, c\"\"\",,\r\n\
         Rust,,,,0.5\r\n"
    );
}

fn named(name: &str) -> Draft {
    let mut draft = Draft::default();
    draft.set_text(FieldPath::DisplayName, name);
    draft
}

/// Texts that are close to a rule, and arbitrary texts.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "['=+@\t\r\n\",;\u{FEFF}\u{200B} a-]{0,8}",
        "(- |1\\. |• )?[a-c;,\"]{0,5}",
        prop::sample::select(vec![
            "Name",
            "displayName",
            "Expert",
            "id",
            "sep=;",
            "{}",
            "https://a.example"
        ])
        .prop_map(str::to_owned),
    ]
}

fn any_draft() -> impl Strategy<Value = Draft> {
    let contents = (any_text(), prop::collection::vec(any_text(), 0..4));
    (
        prop::collection::vec(contents, FieldPath::ALL.len()),
        any::<u32>(),
    )
        .prop_map(|(contents, filled)| {
            let mut draft = Draft::default();
            for ((field, (text, list)), index) in FieldPath::ALL.iter().zip(contents).zip(0..) {
                if index == 0 || filled & 1 << index != 0 {
                    draft.set(
                        *field,
                        match draft.entry(*field) {
                            Entry::List(_) => Entry::List(list),
                            Entry::Text(_) => Entry::Text(text),
                        },
                    );
                }
            }
            draft
        })
}

/// Returns a text without surrounding white space and without zero-width characters before it.
fn trimmed(text: &str) -> &str {
    text.trim_start_matches(|it: char| {
        it.is_whitespace() || "\u{200B}\u{200C}\u{200D}\u{2060}\u{FEFF}".contains(it)
    })
    .trim_end()
}

/// Returns the draft that an import of `draft` must return, or `None` if it has no name.
fn tidy(mut draft: Draft) -> Option<Draft> {
    for field in FieldPath::ALL {
        let text = |text: &str| {
            let words = trimmed(text).split([
                '\n', '\r', '\t', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}',
            ]);
            let words = words.map(str::trim).filter(|word| !word.is_empty());
            match field.kind() {
                _ if *field == FieldPath::DisplayName => words.collect::<Vec<_>>().join(" "),
                // The texts above contain one label of a level, and no audience.
                Kind::One(Enumeration::SkillProficiencyLevel) if text == "Expert" => {
                    "expert".to_owned()
                }
                Kind::Boolean => trimmed(text).to_ascii_lowercase(),
                _ => trimmed(text).to_owned(),
            }
        };
        let entry = match draft.entry(*field) {
            Entry::Text(own) => Entry::Text(text(own)),
            Entry::List(items) => {
                let mut known = BTreeSet::new();
                let items = items.iter().map(|item| trimmed(item).to_owned());
                Entry::List(
                    items
                        .filter(|item| !item.is_empty() && known.insert(fold(item)))
                        .collect(),
                )
            }
        };
        draft.set(*field, entry);
    }
    (!draft.entry(FieldPath::DisplayName).is_empty()).then_some(draft)
}

proptest! {
    #[test]
    fn any_text_is_imported_without_a_panic_and_each_skill_has_a_name(
        text in any::<String>(),
        cells in prop::collection::vec((any_text(), "[,;\t\n\r]"), 0..20),
    ) {
        let table: String = cells.into_iter().map(|(cell, separator)| cell + &separator).collect();
        for text in [text, table] {
            if let Ok(drafts) = import(&text) {
                prop_assert!((1..=MAX_ROWS).contains(&drafts.len()));
                for draft in &drafts {
                    prop_assert!(!draft.entry(FieldPath::DisplayName).text().trim().is_empty());
                }
                // What was imported is tidy, so it survives the export.
                if drafts.iter().all(|draft| draft.extra().is_empty()) {
                    prop_assert_eq!(import(&to_csv(&drafts)).unwrap(), drafts);
                }
            }
        }
    }

    #[test]
    fn normalized_drafts_round_trip_through_csv(
        drafts in prop::collection::vec(any_draft(), 1..6)
    ) {
        let tidy: Vec<_> = drafts.into_iter().filter_map(tidy).collect();
        if !tidy.is_empty() {
            prop_assert_eq!(import(&to_csv(&tidy)).unwrap(), tidy);
        }
    }
}
