//! The list of skills in a page without build tools and in a React application.

use page_tests::{Endpoint, List, Result, Site};
use serde_json::json;

#[tokio::test]
async fn a_page_without_build_tools_imports_reviews_and_adds_a_list() -> Result {
    let site = Site::with_package("package")?;
    site.add_page("several.html", PLAIN[0])?;
    site.add("several.js", PLAIN[1])?;
    let list = List::open_on(Endpoint::start_with_faults(site, None)?, "/several.html").await?;
    list.import("Skill,Level\nRust,expert\nJudo,\n", 2).await?;
    list.fill("2/displayName", "Chess").await?;
    assert_eq!(
        adds_all(&list).await?,
        "skill-added Rust\nskill-added Chess\nskills-settled {\"added\":2,\"skipped\":0,\"failed\":0,\"unknown\":0}\n"
    );
    assert_eq!(list.stored_names().await?, ["Rust", "Chess"]);
    Ok(())
}

#[tokio::test]
async fn react_sets_the_list_and_receives_its_events() -> Result {
    let site = Site::of_host("react")?;
    let list = List::open_on(Endpoint::start_with_faults(site, None)?, "/#several").await?;
    list.has_rows(2).await?;
    assert_eq!(list.value("1/displayName").await?, "React");
    list.choose("2/proficiency", "expert").await?;
    assert_eq!(adds_all(&list).await?, "added React\nadded Vite\nsettled 2");
    let stored = list.stored().await?;
    assert_eq!(stored[1]["proficiency"], json!("expert"));
    Ok(())
}

const PLAIN: [&str; 2] = [
    include_str!("../../../hosts/plain/several.html"),
    include_str!("../../../hosts/plain/several.js"),
];

/// Adds the list. Returns the events that the application shows.
async fn adds_all(list: &List) -> Result<String> {
    list.submit_and_settle().await?;
    assert_eq!(list.complaints().await?, Vec::<String>::new());
    let shown = "return document.querySelector('#events').textContent;";
    Ok(list
        .run(shown, &[])
        .await?
        .as_str()
        .unwrap_or_default()
        .to_owned())
}
