//! A server for each test, and the requests that tests send.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};

/// The path of a user's skills.
pub const SKILLS: &str = "/beta/me/profile/skills";

/// The time limit for the end of a server.
const PATIENCE: Duration = Duration::from_secs(20);

/// The binary under test.
pub fn binary() -> Command {
    Command::new(env!("CARGO_BIN_EXE_skills-endpoint"))
}

/// Runs the binary until it ends.
pub fn run(args: &[&str]) -> Output {
    binary().args(args).output().unwrap()
}

/// A running server, which ends on drop.
#[derive(Debug)]
pub struct Server {
    pub child: Child,
    pub origin: String,
    client: Client,
}

impl Server {
    /// Starts a server with an empty store.
    pub fn start() -> Self {
        Self::with(&["--memory"])
    }

    /// Starts a server with these options on a free port, and waits until it is ready.
    pub fn with(args: &[&str]) -> Self {
        let mut child = binary()
            .args(["--port", "0"])
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = child.stdout.as_mut().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let Some(origin) = line.strip_prefix("listening on ") else {
            panic!("it did not start: {:?}", child.wait_with_output());
        };
        Self {
            child,
            origin: origin.trim_end().to_owned(),
            client: Client::new(),
        }
    }

    /// Creates a request without a token.
    pub fn anonymous(&self, method: Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, format!("{}{path}", self.origin))
    }

    /// Creates a request with a token.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.anonymous(method, path).bearer_auth("a.token")
    }

    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    pub async fn delete(&self, path: &str) -> Response {
        self.request(Method::DELETE, path).send().await.unwrap()
    }

    pub async fn post(&self, path: &str, skill: &Value) -> Response {
        self.request(Method::POST, path)
            .json(skill)
            .send()
            .await
            .unwrap()
    }

    pub async fn patch(&self, path: &str, changes: &Value) -> Response {
        self.request(Method::PATCH, path)
            .json(changes)
            .send()
            .await
            .unwrap()
    }

    /// Posts an unchanged body as `application/json`.
    pub async fn post_text(&self, path: &str, body: impl Into<reqwest::Body>) -> Response {
        let request = self.request(Method::POST, path);
        request
            .header("Content-Type", "application/json")
            .body(body)
            .send()
            .await
            .unwrap()
    }

    /// Adds a skill to the user's own. Returns the created skill.
    pub async fn add(&self, skill: &Value) -> Value {
        let response = self.post(SKILLS, skill).await;
        let status = response.status();
        let body = json_of(response).await;
        assert_eq!(201, status, "{body}");
        body
    }

    /// Adds a skill that has only a name. Returns its id.
    pub async fn add_named(&self, name: &str) -> String {
        let created = self.add(&json!({ "displayName": name })).await;
        created["id"].as_str().unwrap().to_owned()
    }

    /// Adds a skill that has only a name. Returns its path.
    pub async fn add_path(&self, name: &str) -> String {
        format!("{SKILLS}/{}", self.add_named(name).await)
    }

    /// Returns the skill at this path.
    pub async fn find(&self, path: &str) -> Value {
        let response = self.get(path).await;
        assert_eq!(200, response.status());
        json_of(response).await
    }

    /// Returns the `value` of a list.
    pub async fn list(&self, path: &str) -> Vec<Value> {
        let response = self.get(path).await;
        assert_eq!(200, response.status());
        json_of(response).await["value"].as_array().unwrap().clone()
    }

    /// Sends a signal by its name. The server can end before this returns.
    pub fn signal(&self, name: &str) {
        let status = Command::new("kill")
            .args(["-s", name, &self.child.id().to_string()])
            .status();
        assert!(status.unwrap().success());
    }

    /// Waits for the end of a server that was asked to end. Returns whether it succeeded.
    pub fn ends_well(&mut self) -> bool {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.child.try_wait().unwrap() {
                Some(status) => return status.success(),
                None => assert!(Instant::now() < deadline, "it does not end"),
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns the body of a response, which must be JSON and have its type.
pub async fn json_of(response: Response) -> Value {
    assert_eq!("application/json", header(&response, "content-type"));
    serde_json::from_str(&response.text().await.unwrap()).unwrap()
}

/// Returns a header of a response, or an empty text.
pub fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .map(|value| value.to_str().unwrap())
        .unwrap_or_default()
}

/// Returns the `displayName`s of a list.
pub fn names(skills: &[Value]) -> Vec<&str> {
    skills
        .iter()
        .map(|skill| skill["displayName"].as_str().unwrap())
        .collect()
}

/// Returns the request of the contract's example, with values instead of the placeholders "String"
/// and "Double".
pub fn contract_example() -> Value {
    json!({
        "@odata.type": "#microsoft.graph.skillProficiency",
        "allowedAudiences": "organization",
        "inference": {
            "@odata.type": "microsoft.graph.inferenceData",
            "confidenceScore": 0.75,
            "userHasVerifiedAccuracy": true
        },
        "createdBy": {
            "@odata.type": "microsoft.graph.identitySet",
            "application": {
                "@odata.type": "microsoft.graph.identity",
                "id": "Id value",
                "displayName": "Display Name value"
            },
            "device": { "@odata.type": "microsoft.graph.identity" },
            "user": { "@odata.type": "microsoft.graph.identity" }
        },
        "categories": ["Categories value"],
        "displayName": "Display Name value",
        "proficiency": "generalProfessional",
        "webUrl": "https://example.com/webUrl/"
    })
}
