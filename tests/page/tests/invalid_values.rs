//! Invalid values are never sent. The form shows an error at the field and in the summary.

use anyhow::{Context, ensure};
use page_tests::{Engine, Page, Result, Subject};
use serde_json::{Value, json};

/// How an invalid value gets into the form.
enum Wrong {
    Typed(&'static str),
    Pasted(String),
    /// Set by the page's script, because the form does not offer the value.
    Prefilled(Value),
    /// Typed twice, each time with Enter.
    DuplicateFound(&'static str),
}
use Wrong::{DuplicateFound, Pasted, Prefilled, Typed};

/// A field, the input, and a part of the error.
type Case = (&'static str, Wrong, &'static str);

fn pasted(text: &str) -> Wrong {
    Pasted(text.to_owned())
}

#[tokio::test]
async fn invalid_names_are_not_sent() -> Result {
    if Engine::of_environment()?.skips(Subject::Rules) {
        return Ok(());
    }
    check(vec![
        ("displayName", Typed(""), "Enter a skill name"),
        ("displayName", Typed("   "), "Enter a skill name"),
        (
            "displayName",
            pasted("\u{200B}\u{2060}\u{FEFF}"),
            "visible character",
        ),
        ("displayName", pasted("Ru\tst"), "control characters"),
        ("displayName", pasted("Ru\u{7}st"), "control characters"),
        ("displayName", pasted("Ru\u{85}st"), "control characters"),
        ("displayName", pasted("Ru\u{202E}st"), "direction"),
        ("displayName", pasted("Ru\u{2067}st"), "direction"),
        ("displayName", pasted("Ru\u{FFFD}st"), "unreadable"),
        ("displayName", pasted("Ru\u{FFFF}st"), "unreadable"),
        (
            "displayName",
            Pasted("x".repeat(1001)),
            "1000 characters or fewer",
        ),
    ])
    .await
}

#[tokio::test]
async fn invalid_categories_are_not_sent() -> Result {
    if Engine::of_environment()?.skips(Subject::Rules) {
        return Ok(());
    }
    check(vec![
        ("categories", pasted("\u{200B}"), "visible character"),
        ("categories", pasted("hob\u{7}by"), "control characters"),
        ("categories", pasted("hob\u{202E}by"), "direction"),
        ("categories", pasted("hob\u{FFFD}by"), "unreadable"),
        (
            "categories",
            Pasted("x".repeat(257)),
            "256 characters or fewer",
        ),
        (
            "categories",
            DuplicateFound("hobby"),
            "You have already added",
        ),
        (
            "categories",
            Prefilled(json!({ "categories": ["hobby", "hobby"] })),
            "You have already added",
        ),
        (
            "categories",
            Prefilled(json!({ "categories": ["hobby", "\u{202E}"] })),
            "direction",
        ),
    ])
    .await
}

#[tokio::test]
async fn invalid_choices_are_not_sent() -> Result {
    if Engine::of_environment()?.skips(Subject::Rules) {
        return Ok(());
    }
    check(vec![
        (
            "proficiency",
            Prefilled(json!({ "proficiency": "wizard" })),
            "Select one of these options: Elementary",
        ),
        (
            "proficiency",
            Prefilled(json!({ "proficiency": "Expert" })),
            "Select one of these options: Elementary",
        ),
        (
            "proficiency",
            Prefilled(json!({ "proficiency": "4" })),
            "Select one of these options: Elementary",
        ),
        (
            "proficiency",
            Prefilled(json!({ "proficiency": "unknownFutureValue" })),
            "unknownFutureValue",
        ),
        (
            "allowedAudiences",
            Prefilled(json!({ "allowedAudiences": "nobody" })),
            "Select one of these options: Only me",
        ),
        (
            "allowedAudiences",
            Prefilled(json!({ "allowedAudiences": "me,nobody" })),
            "Select one of these options: Only me",
        ),
        (
            "allowedAudiences",
            Prefilled(json!({ "allowedAudiences": "unknownFutureValue" })),
            "unknownFutureValue",
        ),
        (
            "inference.userHasVerifiedAccuracy",
            Prefilled(json!({ "inference": { "userHasVerifiedAccuracy": "maybe" } })),
            "Yes or No",
        ),
    ])
    .await
}

#[tokio::test]
async fn invalid_links_are_not_sent() -> Result {
    check(vec![
        ("webUrl", Typed("example.com"), "https://example.com/page"),
        ("webUrl", Typed("/page"), "https://example.com/page"),
        (
            "webUrl",
            Typed("//example.com/"),
            "https://example.com/page",
        ),
        ("webUrl", Typed("https://"), "https://example.com/page"),
        (
            "webUrl",
            Typed("https:example.com"),
            "https://example.com/page",
        ),
        (
            "webUrl",
            Typed("https:///example.com"),
            "https://example.com/page",
        ),
        (
            "webUrl",
            Typed("https:\\\\example.com"),
            "https://example.com/page",
        ),
        (
            "webUrl",
            Typed("https://exam ple.com/"),
            "https://example.com/page",
        ),
        (
            "webUrl",
            Typed("javascript:alert(1)"),
            "starts with https://",
        ),
        (
            "webUrl",
            Typed("JaVaScRiPt:alert(1)"),
            "starts with https://",
        ),
        ("webUrl", Typed("data:text/html,x"), "starts with https://"),
        ("webUrl", Typed("vbscript:x"), "starts with https://"),
        (
            "webUrl",
            Typed("blob:https://example.com/x"),
            "starts with https://",
        ),
        (
            "webUrl",
            Typed("file:///etc/passwd"),
            "starts with https://",
        ),
        (
            "webUrl",
            Typed("ftp://example.com/"),
            "starts with https://",
        ),
        ("webUrl", Typed("https://me@example.com/"), "username"),
        (
            "webUrl",
            Typed("https://me:secret@example.com/"),
            "username",
        ),
        (
            "webUrl",
            Pasted(format!("https://example.com/{}", "x".repeat(2048))),
            "2048 characters or fewer",
        ),
        (
            "webUrl",
            Prefilled(json!({ "webUrl": "java\nscript:alert(1)" })),
            "control characters",
        ),
        (
            "webUrl",
            Prefilled(json!({ "webUrl": "https://example.com/\u{202E}" })),
            "direction",
        ),
    ])
    .await
}

#[tokio::test]
async fn invalid_scores_are_not_sent() -> Result {
    let typed = |text| ("inference.confidenceScore", Typed(text), "number");
    let words = [
        "abc",
        "NaN",
        "inf",
        "-inf",
        "Infinity",
        "0x1",
        "1_0",
        "1,000.5",
        "1 000",
        "--1",
        "1e",
        ".",
        "٠٫٥٫١",
        "½",
    ];
    let mut cases: Vec<_> = words.map(typed).into();
    cases.push((
        "inference.confidenceScore",
        Typed("1e400"),
        "smaller number",
    ));
    cases.push((
        "inference.confidenceScore",
        Typed("0.00000000000000000000000000000001"),
        "32 characters or fewer",
    ));
    check(cases).await
}

#[tokio::test]
async fn invalid_dates_are_not_sent() -> Result {
    if Engine::of_environment()?.skips(Subject::Rules) {
        return Ok(());
    }
    let words = [
        "yesterday",
        "2026-01-31",
        "2026-01-31T09:30:00",
        "2026-01-31 09:30:00Z",
        "2026-01-31T09:30:00+0100",
        "2026-02-30T09:30:00Z",
        "2026-13-01T09:30:00Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T09:30:00.1234567890123Z",
        "31.01.2026 09:30",
    ];
    let created = words.map(|text| {
        (
            "createdDateTime",
            Typed(text),
            "a date, time, and UTC offset",
        )
    });
    let modified = (
        "lastModifiedDateTime",
        Typed("tomorrow"),
        "a date, time, and UTC offset",
    );
    check(created.into_iter().chain([modified]).collect()).await
}

#[tokio::test]
async fn invalid_identities_are_not_sent() -> Result {
    if Engine::of_environment()?.skips(Subject::Rules) {
        return Ok(());
    }
    let fields = [
        "createdBy.application.id",
        "createdBy.application.displayName",
        "createdBy.device.id",
        "createdBy.device.displayName",
        "createdBy.user.id",
        "createdBy.user.displayName",
        "lastModifiedBy.application.id",
        "lastModifiedBy.application.displayName",
        "lastModifiedBy.device.id",
        "lastModifiedBy.device.displayName",
        "lastModifiedBy.user.id",
        "lastModifiedBy.user.displayName",
    ];
    let mut cases: Vec<_> = fields
        .map(|field| (field, pasted("a\u{202E}b"), "direction"))
        .into();
    cases.push(("id", pasted("a\tb"), "control characters"));
    cases.push(("id", Pasted("x".repeat(257)), "256 characters or fewer"));
    cases.push((
        "createdBy.user.displayName",
        pasted("\u{200B}"),
        "visible character",
    ));
    check(cases).await
}

#[tokio::test]
async fn the_error_summary_lists_all_errors_in_page_order() -> Result {
    let page = Page::open().await?;
    page.fill("webUrl", "example").await?;
    page.open_details().await?;
    page.fill("createdBy.user.id", "\u{FFFD}").await?;
    page.fill("inference.confidenceScore", "high").await?;
    page.submit().await?;
    page.focus_arrives("summary").await?;
    let summary = page.summary().await?;
    let begins: Vec<_> = summary
        .iter()
        .map(|line| line.split(':').next().unwrap_or_default())
        .collect();
    assert_eq!(
        begins,
        [
            "Enter a skill name",
            "Link",
            "Confidence score",
            "Created by – User ID"
        ]
    );
    assert!(page.stored().await?.is_empty());
    Ok(())
}

/// Tests all cases on one page, and reports all failures.
async fn check(cases: Vec<Case>) -> Result {
    let page = Page::open().await?;
    page.watch_requests().await?;
    let mut defects = Vec::new();
    for (field, wrong, says) in cases {
        let shown = match &wrong {
            Typed(text) | DuplicateFound(text) => format!("{text:?}"),
            Pasted(text) => format!("{:?}", text.chars().take(40).collect::<String>()),
            Prefilled(skill) => skill.to_string(),
        };
        if let Err(defect) = refuses(&page, field, wrong, says).await {
            defects.push(format!("{field}, {shown}: {defect:#}"));
        }
        page.run("element.reset();", &[]).await?;
    }
    assert!(defects.is_empty(), "\n{}", defects.join("\n"));
    Ok(())
}

async fn refuses(page: &Page, field: &str, wrong: Wrong, says: &str) -> Result {
    let is_in_details = field.contains('.') || field.ends_with("DateTime") || field == "id";
    if is_in_details {
        page.open_details().await?;
    }
    let before = (page.posts().await?.len(), page.stored().await?.len());
    enter(page, field, wrong).await?;
    if is_in_details {
        page.close_details().await?;
    }
    page.submit().await?;
    page.focus_arrives("summary").await?;

    let error = page
        .error(field)
        .await?
        .context("there is no error at the field")?;
    ensure!(error.contains(says), "the error at the field is “{error}”");
    ensure!(
        page.is_marked_invalid(field).await?,
        "the field has no aria-invalid"
    );
    let (label, summary) = (page.label(field).await?, page.summary().await?);
    let line = summary.iter().find(|line| match &*error {
        // This error names its field.
        "Enter a skill name" => **line == error,
        _ => line.ends_with(&format!("{label}: {error}")),
    });
    let line = line.with_context(|| format!("the summary does not tell it: {summary:?}"))?;
    ensure!(
        (page.posts().await?.len(), page.stored().await?.len()) == before,
        "a skill was sent"
    );

    page.follow_summary(line).await?;
    page.focus_arrives(field).await?;
    ensure!(
        !is_in_details || page.details_are_open().await?,
        "the details stay closed"
    );
    mend(page, field).await?;
    ensure!(
        page.error(field).await?.is_none(),
        "the error stays after the correction: {:?}",
        page.error(field).await?
    );
    ensure!(
        !page.is_marked_invalid(field).await?,
        "aria-invalid stays after the correction"
    );
    ensure!(
        !page.summary().await?.contains(line),
        "the summary still lists it after the correction"
    );
    Ok(())
}

async fn enter(page: &Page, field: &str, wrong: Wrong) -> Result {
    if let Prefilled(mut skill) = wrong {
        skill["displayName"] = json!("Rust");
        return page.prefill(&skill).await;
    }
    if field != "displayName" {
        page.fill("displayName", "Rust").await?;
    }
    match wrong {
        Typed(text) => page.fill(field, text).await,
        Pasted(text) => page.paste(field, &text).await,
        DuplicateFound(text) => {
            page.add_category(text).await?;
            page.add_category(text).await
        }
        Prefilled(_) => Ok(()),
    }
}

async fn mend(page: &Page, field: &str) -> Result {
    match field {
        "proficiency" => page.choose(field, "expert").await,
        "allowedAudiences" => page.choose(field, "everyone").await,
        "inference.userHasVerifiedAccuracy" => page.select_radio(field, "true").await,
        "categories" => {
            for _ in 0..page.categories().await?.len() {
                page.click("remove").await?;
            }
            page.clear(field).await?;
            page.add_category("professional").await
        }
        "webUrl" => page.fill(field, "https://example.com/").await,
        "inference.confidenceScore" => page.fill(field, "0.5").await,
        "createdDateTime" | "lastModifiedDateTime" => {
            page.fill(field, "2016-12-31T23:58:10.4520456+03:00").await
        }
        _ => page.fill(field, "Rust").await,
    }
}
