//! GET and DELETE of one skill. `changing` tests PATCH.

use crate::server::{SKILLS, Server, contract_example, json_of};

#[tokio::test]
async fn a_get_by_id_returns_the_skill_as_it_was_created() {
    let server = Server::start();
    let created = server.add(&contract_example()).await;

    let found = server
        .get(&format!("{SKILLS}/{}", created["id"].as_str().unwrap()))
        .await;

    assert_eq!(200, found.status());
    assert_eq!(created, json_of(found).await);
}

#[tokio::test]
async fn a_deleted_skill_is_not_found() {
    let server = Server::start();
    let path = format!("{SKILLS}/{}", server.add_named("Rust").await);
    server.add_named("Ada").await;

    let removed = server.delete(&path).await;

    assert_eq!(204, removed.status());
    assert_eq!("", removed.text().await.unwrap());
    for response in [server.get(&path).await, server.delete(&path).await] {
        assert_eq!(404, response.status());
        assert_eq!("itemNotFound", json_of(response).await["error"]["code"]);
    }
    assert_eq!(1, server.list(SKILLS).await.len());
}
