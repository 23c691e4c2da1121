//! The operations: add a skill, list skills, read one, delete one.
//! <https://learn.microsoft.com/graph/api/profile-post-skills?view=graph-rest-beta> and its related
//! pages.

use axum::Extension;
use axum::extract::{OriginalUri, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

use crate::app::App;
use crate::body::{self, Payload};
use crate::collection::{Collection, SkillId};
use crate::list_options::{ListOptions, Select};
use crate::problem::Problem;
use crate::{resource, validate};

/// `POST …/skills`: responds with 201 when the skill is on the disk.
pub async fn add(
    State(app): State<App>,
    collection: Collection,
    headers: HeaderMap,
    Extension(payload): Extension<Payload>,
) -> Result<Response, Problem> {
    let sent = body::json_object(&headers, payload)?;
    let details = validate::skill(&sent);
    if !details.is_empty() {
        return Err(Problem::invalid(details));
    }
    let skill = resource::create(sent);
    let location = format!("{}/{}", collection.url, skill.id);
    let entity = resource::with_context(&collection.context, skill.members.clone());
    app.store.add(collection.person, skill).await?;
    Ok((
        StatusCode::CREATED,
        [(LOCATION, location)],
        json_answer(&entity),
    )
        .into_response())
}

/// `GET …/skills`: responds with one page.
pub async fn list(
    State(app): State<App>,
    collection: Collection,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, Problem> {
    let query = uri.query().unwrap_or_default();
    let options = ListOptions::parse(query)?;
    let (options, page) = app.store.page(collection.person, options).await?;

    let mut answer = Map::new();
    answer.insert("@odata.context".to_owned(), Value::from(collection.context));
    if options.count {
        answer.insert("@odata.count".to_owned(), Value::from(page.total));
    }
    if page.is_followed {
        let next = format!(
            "{}{}?{}",
            collection.origin,
            uri.path(),
            options.next_query(query)
        );
        answer.insert("@odata.nextLink".to_owned(), Value::from(next));
    }
    let skills = page
        .skills
        .into_iter()
        .map(|skill| resource::select(skill, options.select.as_ref()));
    answer.insert("value".to_owned(), skills.collect());
    Ok(json_answer(&Value::Object(answer)))
}

/// `GET …/skills/{id}`
pub async fn find(
    State(app): State<App>,
    collection: Collection,
    SkillId(id): SkillId,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, Problem> {
    let select = Select::parse_query(uri.query().unwrap_or_default())?;
    let found = app.store.find(collection.person, id.clone()).await?;
    let skill = resource::select(
        found.ok_or_else(|| Problem::no_such_skill(&id))?,
        select.as_ref(),
    );
    Ok(json_answer(&resource::with_context(
        &collection.context,
        skill,
    )))
}

/// `DELETE …/skills/{id}`
pub async fn remove(
    State(app): State<App>,
    collection: Collection,
    SkillId(id): SkillId,
) -> Result<StatusCode, Problem> {
    let removed = app.store.remove(collection.person, id.clone()).await?;
    if removed {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::no_such_skill(&id))
    }
}

fn json_answer(body: &Value) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (CACHE_CONTROL, "no-cache"),
    ];
    (headers, body.to_string()).into_response()
}
