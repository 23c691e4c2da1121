//! `/faults`: scripts, and the log of requests.

use reqwest::Method;
use serde_json::{Value, json};

use super::{count, post, reported, requests, script, start, with};
use crate::server::{SKILLS, header, json_of};

#[tokio::test]
async fn a_script_applies_its_faults_in_order_to_matching_requests() {
    let server = start();
    let faults = json!([
        { "method": "POST", "times": 2, "status": 429, "header": { "Retry-After": 1, "X-Also": "yes" } },
        "method:GET;status:500",
        { "method": "GET" },
        "method:GET;status:404",
    ]);
    script(&server, faults.clone()).await;

    assert_eq!(500, server.get(SKILLS).await.status());
    let busy = server.post(SKILLS, &json!({ "displayName": "Rust" })).await;
    assert_eq!(429, busy.status());
    assert_eq!(
        ("1", "yes"),
        (
            busy.headers()["retry-after"].to_str().unwrap(),
            busy.headers()["x-also"].to_str().unwrap()
        )
    );

    let left = reported(&server).await["left"].take();
    let expected = json!([
        { "fault": faults[0], "after": 0, "times": 1 },
        { "fault": faults[2], "after": 0, "times": 1 },
        { "fault": faults[3], "after": 0, "times": 1 },
    ]);
    assert_eq!(expected, left);

    assert_eq!(
        429,
        server
            .post(SKILLS, &json!({ "displayName": "Rust" }))
            .await
            .status()
    );
    assert_eq!(
        201,
        server
            .post(SKILLS, &json!({ "displayName": "Rust" }))
            .await
            .status()
    );
    let gets = [
        server.get(SKILLS).await,
        server.get(SKILLS).await,
        server.get(SKILLS).await,
    ];
    assert_eq!(
        [200, 404, 200],
        gets.map(|response| response.status().as_u16())
    );
    assert_eq!(json!([]), reported(&server).await["left"]);
}

#[tokio::test]
async fn a_fault_object_may_contain_separators_and_json_values() {
    let server = start();
    let text = "a;b:c";
    script(
        &server,
        json!([
            { "method": "POST", "commit": true, "status": 200, "set": { "displayName": text, "inference": null, "categories": [1] } },
            { "text": { "id": 7 }, "header": { "X-Number": 7, "X-Text": text }, "hide": ["ETag", "Location"] },
            { "code": text, "message": text, "status": 403 },
        ]),
    )
    .await;

    let set = json_of(server.post(SKILLS, &json!({ "displayName": "Rust" })).await).await;
    assert_eq!(
        json!([text, [1]]),
        json!([set["displayName"], set["categories"]])
    );
    assert!(set.as_object().unwrap()["inference"].is_null());
    let given = server.get(SKILLS).await;
    assert_eq!(
        ("7", text),
        (header(&given, "x-number"), header(&given, "x-text"))
    );
    let exposed = header(&given, "access-control-expose-headers").to_ascii_lowercase();
    assert!(
        !exposed.contains("etag") && !exposed.contains("location"),
        "{exposed}"
    );
    assert_eq!(r#"{"id":7}"#, given.text().await.unwrap());
    let error = json_of(server.get(SKILLS).await).await["error"].take();
    assert_eq!(
        json!([text, text]),
        json!([error["code"], error["message"]])
    );
}

#[tokio::test]
async fn a_scripted_fault_may_apply_to_the_nth_request_or_always() {
    let server = start();
    script(
        &server,
        json!([
            "after:2;status:500",
            "method:DELETE;times:always;status:403"
        ]),
    )
    .await;
    for expected in [200, 200, 500, 200] {
        assert_eq!(expected, server.get(SKILLS).await.status());
    }
    for _ in 0..3 {
        assert_eq!(403, server.delete(&format!("{SKILLS}/1")).await.status());
    }
    assert_eq!("always", reported(&server).await["left"][0]["times"]);
}

#[tokio::test]
async fn a_script_applies_to_the_skills_unless_it_specifies_a_path() {
    let server = start();
    script(&server, json!(["status:500", "path:.wasm;status:418"])).await;
    assert_eq!(404, server.get("/nowhere").await.status());
    assert_eq!(418, server.get("/a.wasm").await.status());
    assert_eq!(500, server.get(SKILLS).await.status());
}

#[tokio::test]
async fn a_fault_of_the_request_takes_precedence_over_the_script() {
    let server = start();
    script(&server, json!(["status:500"])).await;
    assert_eq!(429, server.get(&with("status:429")).await.status());
    assert_eq!(500, server.get(SKILLS).await.status());
}

#[tokio::test]
async fn the_log_contains_every_request_with_its_result_and_without_its_token() {
    let server = start();
    server.anonymous(Method::GET, SKILLS).send().await.unwrap();
    let request = server
        .anonymous(Method::POST, &with("status:429;times:1"))
        .bearer_auth("s3cret-t0ken");
    let request = request
        .header("client-request-id", "mine")
        .header("Retry-Attempt", "1")
        .header("Origin", "https://a.example");
    request
        .json(&json!({ "displayName": "Żółć" }))
        .send()
        .await
        .unwrap();
    let id = server.add_named("Rust").await;
    server.delete(&format!("{SKILLS}/{id}")).await;

    let reported = reported(&server).await;

    assert!(!reported.to_string().contains("t0ken"), "{reported}");
    let seen = reported["requests"].as_array().unwrap();
    let of = |name: &str| {
        seen.iter()
            .map(|request| request[name].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        json!(["GET", "POST", "POST", "DELETE"]),
        json!(of("method"))
    );
    assert_eq!(json!([401, 429, 201, 204]), json!(of("status")));
    assert_eq!(json!([[], [], [id], [id]]), json!(of("committed")));
    assert_eq!(
        json!([null, "status:429;times:1", null, null]),
        json!(of("fault"))
    );
    assert_eq!(
        json!([null, { "length": "Bearer s3cret-t0ken".len() }]),
        json!(of("authorization")[..2])
    );
    let post = &seen[1];
    assert_eq!(json!(with("status:429;times:1")), post["url"]);
    assert_eq!(json!(r#"{"displayName":"Żółć"}"#), post["body"]);
    assert_eq!(
        (
            &json!("mine"),
            &json!("1"),
            &json!("https://a.example"),
            &json!("application/json")
        ),
        (
            &post["client-request-id"],
            &post["retry-attempt"],
            &post["origin"],
            &post["content-type"]
        )
    );
    assert!(
        post["headers"]
            .as_array()
            .unwrap()
            .contains(&json!("authorization"))
    );
    let times: Vec<_> = of("time")
        .iter()
        .map(|time| time.as_u64().unwrap())
        .collect();
    assert!(
        times.is_sorted() && times[0] > 1_700_000_000_000,
        "{times:?}"
    );
}

#[tokio::test]
async fn replacing_or_deleting_the_script_resets_the_log_and_the_counters() {
    let server = start();
    for method in [Method::PUT, Method::DELETE] {
        script(&server, json!(["status:500;times:always"])).await;
        assert_eq!(500, server.get(SKILLS).await.status());
        assert_eq!(
            429,
            post(&server, "status:429;times:1;after:0")
                .await
                .unwrap()
                .status()
        );

        let response = server
            .anonymous(method, "/faults")
            .json(&json!([]))
            .send()
            .await
            .unwrap();

        assert_eq!(204, response.status());
        assert_eq!(
            json!({ "left": [], "requests": [] }),
            reported(&server).await
        );
        assert_eq!(200, server.get(SKILLS).await.status());
        assert_eq!(
            429,
            post(&server, "status:429;times:1;after:0")
                .await
                .unwrap()
                .status()
        );
    }
    assert_eq!(0, count(&server).await);
}

#[tokio::test]
async fn an_invalid_script_is_rejected_and_the_previous_one_stays_active() {
    let server = start();
    script(&server, json!(["status:500"])).await;
    for bad in [
        "",
        "{}",
        "[7]",
        "[{\"status\":\"x\"}]",
        "[\"statsu:1\"]",
        "[{\"status\":[500,\"y\"]}]",
        "[{\"commit\":false}]",
        "[{\"late\":null}]",
        "nonsense",
    ] {
        let request = server.anonymous(Method::PUT, "/faults").body(bad);
        let response = request.send().await.unwrap();
        assert_eq!(400, response.status(), "{bad}");
        assert_ne!(Value::Null, json_of(response).await["error"]["message"]);
    }
    assert_eq!(500, server.get(SKILLS).await.status());
    assert_eq!(
        405,
        server
            .anonymous(Method::POST, "/faults")
            .send()
            .await
            .unwrap()
            .status()
    );
}

#[tokio::test]
async fn a_request_outside_the_service_is_logged() {
    let server = start();
    server
        .post("/stolen?by=redirect", &json!({ "displayName": "Rust" }))
        .await;
    let seen = requests(&server).await;
    assert_eq!(
        (json!("POST"), json!("/stolen?by=redirect")),
        (seen[0]["method"].clone(), seen[0]["url"].clone())
    );
}
