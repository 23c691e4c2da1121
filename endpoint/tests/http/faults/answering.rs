//! Statuses, errors, headers, redirects.

use std::time::SystemTime;

use super::{count, post, requests, start};
use crate::server::{header, json_of};

#[tokio::test]
async fn an_error_status_has_graphs_error_code_and_stores_nothing() {
    let server = start();
    for (status, code) in [
        (400, "BadRequest"),
        (401, "InvalidAuthenticationToken"),
        (403, "accessDenied"),
        (404, "itemNotFound"),
        (409, "nameAlreadyExists"),
        (413, "RequestEntityTooLarge"),
        (415, "UnsupportedMediaType"),
        (429, "TooManyRequests"),
        (500, "generalException"),
        (502, "BadGateway"),
        (503, "serviceNotAvailable"),
        (504, "GatewayTimeout"),
        (507, "quotaLimitReached"),
        (509, "activityLimitReached"),
        (599, "UnknownError"),
    ] {
        let response = post(&server, &format!("status:{status}")).await.unwrap();
        assert_eq!(status, response.status());
        let request_id = header(&response, "request-id").to_owned();
        let error = json_of(response).await["error"].take();
        assert_eq!(code, error["code"]);
        assert_eq!(request_id, error["innerError"]["request-id"]);
    }
    assert_eq!(0, count(&server).await);
}

#[tokio::test]
async fn a_fault_may_set_the_code_message_and_target_of_the_error() {
    let server = start();

    let response = post(&server, "code:UnknownError;message:").await.unwrap();
    assert_eq!(400, response.status());
    let error = json_of(response).await["error"].take();
    assert_eq!(
        ("UnknownError", ""),
        (
            error["code"].as_str().unwrap(),
            error["message"].as_str().unwrap()
        )
    );
    assert!(error.get("details").is_none());

    let response = post(
        &server,
        "status:403;code:ErrorAccessDeniedForRole;message:<img src=x>;target:webUrl",
    )
    .await
    .unwrap();
    assert_eq!(403, response.status());
    let error = json_of(response).await["error"].take();
    assert_eq!("ErrorAccessDeniedForRole", error["code"]);
    assert_eq!("<img src=x>", error["message"]);
    assert_eq!("webUrl", error["details"][0]["target"]);
}

#[tokio::test]
async fn a_success_status_other_than_201_stores_nothing_and_has_no_default_body() {
    let server = start();
    for status in [200, 202, 204, 206] {
        let response = post(&server, &format!("status:{status}")).await.unwrap();
        assert_eq!(status, response.status());
        assert_eq!("", response.text().await.unwrap());
    }
    let portal = post(&server, "status:200;body:html").await.unwrap();
    assert_eq!(
        (200, "text/html"),
        (portal.status().as_u16(), header(&portal, "content-type"))
    );
    assert!(portal.text().await.unwrap().contains("<script>"));
    assert_eq!(0, count(&server).await);
}

#[tokio::test]
async fn a_fault_sets_response_headers_verbatim() {
    let server = start();
    for value in ["5", "0.5", "-5", "3600", "abc", "10, 20", "1e3", ""] {
        let response = post(&server, &format!("status:429;retry-after:{value}"))
            .await
            .unwrap();
        assert_eq!(value, header(&response, "retry-after"));
    }
    let response = post(&server, "header:ETag: \"1\";header:Request-Id: theirs")
        .await
        .unwrap();
    assert_eq!(
        (201, "\"1\"", "theirs"),
        (
            response.status().as_u16(),
            header(&response, "etag"),
            header(&response, "request-id")
        )
    );
}

#[tokio::test]
async fn a_retry_after_date_is_relative_to_now() {
    let server = start();
    let ahead = post(&server, "status:503;retry-after-date:120s")
        .await
        .unwrap();
    let behind = post(&server, "status:503;retry-after-date:-2m")
        .await
        .unwrap();
    let date = |response| httpdate::parse_http_date(header(response, "retry-after")).unwrap();
    let now = SystemTime::now();
    assert!((100..=120).contains(&date(&ahead).duration_since(now).unwrap().as_secs()));
    assert!((119..=140).contains(&now.duration_since(date(&behind)).unwrap().as_secs()));
}

#[tokio::test]
async fn a_redirect_may_have_any_location_and_stores_nothing() {
    let server = start();
    for (fault, status, location) in [
        (
            "redirect:https://evil.example/a?b",
            302,
            "https://evil.example/a?b".to_owned(),
        ),
        (
            "status:301;redirect:http://127.0.0.1:1/",
            301,
            "http://127.0.0.1:1/".to_owned(),
        ),
        (
            "status:303;redirect:/elsewhere",
            303,
            "/elsewhere".to_owned(),
        ),
        (
            "status:307;redirect:javascript:alert(1)",
            307,
            "javascript:alert(1)".to_owned(),
        ),
        (
            "status:308;redirect:self",
            308,
            format!(
                "{}{}",
                server.origin,
                super::with("status:308;redirect:self")
            ),
        ),
    ] {
        let response = post(&server, fault).await.unwrap();
        assert_eq!(
            (status, location.as_str()),
            (response.status().as_u16(), header(&response, "location"))
        );
        assert_eq!("", response.text().await.unwrap());
    }
    assert_eq!(0, count(&server).await);
}

#[tokio::test]
async fn a_303_with_commit_redirects_to_the_stored_skill() {
    let server = start();
    let response = post(&server, "status:303;commit").await.unwrap();
    assert_eq!(303, response.status());
    let location = header(&response, "location")
        .strip_prefix(&server.origin)
        .unwrap()
        .to_owned();
    assert_eq!(200, server.get(&location).await.status());
    assert!(location.ends_with(requests(&server).await[0]["committed"][0].as_str().unwrap()));
}

#[tokio::test]
async fn a_fault_may_replace_or_remove_the_content_type() {
    let server = start();
    let response = post(&server, "type:text/html").await.unwrap();
    assert_eq!(
        (201, "text/html"),
        (
            response.status().as_u16(),
            header(&response, "content-type")
        )
    );
    let response = post(&server, "type:none").await.unwrap();
    assert_eq!(
        (201, false),
        (
            response.status().as_u16(),
            response.headers().contains_key("content-type")
        )
    );
    assert!(response.text().await.unwrap().starts_with('{'));
}

#[tokio::test]
async fn a_request_without_a_token_is_rejected_despite_a_fault() {
    let server = start();
    let request = server.anonymous(reqwest::Method::POST, &super::with("status:504;commit"));
    assert_eq!(401, request.send().await.unwrap().status());
}
