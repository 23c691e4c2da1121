//! GET of the collection: order, pages, and filters.

use serde_json::{Value, json};

use crate::server::{SKILLS, Server, contract_example, header, json_of, names};

async fn with_skills(skills: &[&str]) -> Server {
    let server = Server::start();
    for name in skills {
        server.add_named(name).await;
    }
    server
}

#[tokio::test]
async fn skills_are_listed_oldest_first() {
    let server = with_skills(&["Rust", "Ada", "C"]).await;

    let response = server.get(SKILLS).await;

    assert_eq!(200, response.status());
    assert_eq!("no-cache", header(&response, "cache-control"));
    let list = json_of(response).await;
    assert_eq!(
        ["Rust", "Ada", "C"].to_vec(),
        names(list["value"].as_array().unwrap())
    );
    assert_eq!(
        format!(
            "{}/beta/$metadata#users('me')/profile/skills",
            server.origin
        ),
        list["@odata.context"]
    );
    assert!(list.get("@odata.nextLink").is_none() && list.get("@odata.count").is_none());
}

#[tokio::test]
async fn a_new_user_has_an_empty_list() {
    let server = Server::start();
    assert_eq!(json!([]), json_of(server.get(SKILLS).await).await["value"]);
}

#[tokio::test]
async fn orderby_sorts_the_list() {
    let server = with_skills(&["rust", "Ada", "C"]).await;
    for (order, expected) in [
        ("displayName", ["Ada", "C", "rust"]),
        ("displayName%20desc", ["rust", "C", "Ada"]),
        ("createdDateTime+desc", ["C", "Ada", "rust"]),
        ("createdDateTime%20asc", ["rust", "Ada", "C"]),
    ] {
        let skills = server.list(&format!("{SKILLS}?%24orderby={order}")).await;
        assert_eq!(expected.to_vec(), names(&skills), "{order}");
    }
}

#[tokio::test]
async fn following_the_next_links_returns_each_skill_once() {
    let server = with_skills(&["a", "b", "c", "d", "e", "f"]).await;
    let mut path = format!(
        "{SKILLS}?$orderby=displayName%20desc&$top=2&$skip=1&$select=displayName&$count=true"
    );
    let mut seen: Vec<String> = Vec::new();
    let mut pages = 0;

    loop {
        let page = json_of(server.get(&path).await).await;
        assert_eq!(6, page["@odata.count"]);
        seen.extend(
            names(page["value"].as_array().unwrap())
                .into_iter()
                .map(str::to_owned),
        );
        pages += 1;
        let Some(next) = page.get("@odata.nextLink") else {
            break;
        };
        path = next
            .as_str()
            .unwrap()
            .strip_prefix(&server.origin)
            .unwrap()
            .to_owned();
        assert!(path.starts_with(SKILLS), "{path}");
    }

    assert_eq!(["e", "d", "c", "b", "a"].to_vec(), seen);
    assert_eq!(3, pages);
}

#[tokio::test]
async fn a_page_has_100_skills_by_default() {
    let server = Server::start();
    for index in 0..101 {
        server.add_named(&index.to_string()).await;
    }

    let page = json_of(server.get(SKILLS).await).await;

    assert_eq!(100, page["value"].as_array().unwrap().len());
    assert!(
        page["@odata.nextLink"]
            .as_str()
            .unwrap()
            .ends_with("?$skiptoken=100")
    );
    assert_eq!(101, server.list(&format!("{SKILLS}?$top=999")).await.len());
}

#[tokio::test]
async fn select_returns_the_id_and_the_selected_properties() {
    let server = Server::start();
    let created = server.add(&contract_example()).await;
    let expected = json!({ "id": created["id"], "displayName": "Display Name value", "webUrl": created["webUrl"] });

    let list = server
        .list(&format!("{SKILLS}?$select=displayName,webUrl"))
        .await;
    let path = format!(
        "{SKILLS}/{}?$select=displayName,%20webUrl",
        created["id"].as_str().unwrap()
    );
    let mut one = json_of(server.get(&path).await).await;

    assert_eq!(vec![expected.clone()], list);
    one.as_object_mut()
        .unwrap()
        .remove("@odata.context")
        .unwrap();
    assert_eq!(expected, one);
}

#[tokio::test]
async fn a_filter_matches_a_name_exactly() {
    let server = with_skills(&["Rust", "rust", "L'art", "Rust "]).await;
    for (filter, expected) in [
        ("displayName%20eq%20'Rust'", vec!["Rust"]),
        ("displayName+eq+'L''art'", vec!["L'art"]),
        ("displayName%20eq%20'%'", vec![]),
        ("displayName%20eq%20''", vec![]),
    ] {
        let page = json_of(
            server
                .get(&format!("{SKILLS}?$filter={filter}&$count=true"))
                .await,
        )
        .await;
        let skills: &Vec<Value> = page["value"].as_array().unwrap();
        assert_eq!(expected, names(skills), "{filter}");
        assert_eq!(expected.len(), page["@odata.count"]);
    }
}

#[tokio::test]
async fn invalid_query_options_are_rejected() {
    let server = Server::start();
    for query in [
        "$top=0",
        "$top=1000",
        "$top=-1",
        "$top=+1",
        "$top=",
        "$top=1&%24top=2",
        "$skip=x",
        "$skiptoken=x",
        "$count=1",
        "$orderby=proficiency",
        "$orderby=displayName,id",
        "$orderby=displayName%20down",
        "$filter=displayName%20eq%20Rust",
        "$filter=displayName%20eq%20'a'b'",
        "$filter=displayName%20eq%20'",
        "$filter=proficiency%20eq%20'expert'",
        "$select=",
        "$expand=source",
        "$search=x",
    ] {
        let response = server.get(&format!("{SKILLS}?{query}")).await;
        assert_eq!(400, response.status(), "{query}");
        assert_eq!(
            "BadRequest",
            json_of(response).await["error"]["code"],
            "{query}"
        );
    }
    assert_eq!(
        200,
        server
            .get(&format!("{SKILLS}?&cache-buster=1&$top=1"))
            .await
            .status()
    );
}
