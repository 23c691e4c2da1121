//! The operations: add a skill, list skills, read one, change one, delete one.
//! <https://learn.microsoft.com/graph/api/profile-post-skills?view=graph-rest-beta> and its related
//! pages.

use axum::Extension;
use axum::extract::{OriginalUri, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

use crate::app::App;
use crate::body::{self, Payload};
use crate::collection::{Collection, SkillId};
use crate::etag::{Etag, Etags, IfMatch};
use crate::list_options::{ListOptions, Select};
use crate::problem::{Detail, Problem};
use crate::store::Outcome;
use crate::{resource, validate};

/// `POST …/skills`: responds with 201 when the skill is on the disk.
pub async fn add(
    State(app): State<App>,
    collection: Collection,
    etags: Etags,
    headers: HeaderMap,
    Extension(payload): Extension<Payload>,
) -> Result<Response, Problem> {
    let sent = body::json_object(&headers, payload)?;
    require_valid(validate::new_skill(&sent))?;
    let skill = resource::create(sent);
    let location = format!("{}/{}", collection.url, skill.id);
    let answer = skill_answer(&collection.context, skill.members.clone(), None, etags);
    app.store.add(collection.person, skill).await?;
    Ok((StatusCode::CREATED, [(LOCATION, location)], answer).into_response())
}

/// `GET …/skills`: responds with one page.
pub async fn list(
    State(app): State<App>,
    collection: Collection,
    etags: Etags,
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
    let skills = page.skills.into_iter().map(|skill| {
        let etag = etags.of(&skill);
        resource::shown(skill, options.select.as_ref(), etag.as_ref())
    });
    answer.insert("value".to_owned(), skills.collect());
    let etag = etags.of(&answer);
    Ok(json_answer(&Value::Object(answer), etag.as_ref()))
}

/// `GET …/skills/{id}`
pub async fn find(
    State(app): State<App>,
    collection: Collection,
    SkillId(id): SkillId,
    etags: Etags,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, Problem> {
    let select = Select::parse_query(uri.query().unwrap_or_default())?;
    let found = app.store.find(collection.person, id.clone()).await?;
    let skill = found.ok_or_else(|| Problem::no_such_skill(&id))?;
    Ok(skill_answer(
        &collection.context,
        skill,
        select.as_ref(),
        etags,
    ))
}

/// `PATCH …/skills/{id}`: responds with 200 and the changed skill when it is on the disk.
pub async fn update(
    State(app): State<App>,
    collection: Collection,
    SkillId(id): SkillId,
    (etags, if_match): (Etags, IfMatch),
    headers: HeaderMap,
    Extension(payload): Extension<Payload>,
) -> Result<Response, Problem> {
    let sent = body::json_object(&headers, payload)?;
    require_valid(validate::changes(&sent))?;
    let change = move |skill: &mut Map<String, Value>| resource::update(skill, sent);
    let outcome = app
        .store
        .update(collection.person, id.clone(), if_match, change)
        .await?;
    Ok(skill_answer(
        &collection.context,
        done(outcome, &id)?,
        None,
        etags,
    ))
}

/// `DELETE …/skills/{id}`
pub async fn remove(
    State(app): State<App>,
    collection: Collection,
    SkillId(id): SkillId,
    if_match: IfMatch,
) -> Result<StatusCode, Problem> {
    let outcome = app
        .store
        .remove(collection.person, id.clone(), if_match)
        .await?;
    done(outcome, &id)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Returns the error of a skill with invalid properties.
fn require_valid(details: Vec<Detail>) -> Result<(), Problem> {
    if details.is_empty() {
        Ok(())
    } else {
        Err(Problem::invalid(details))
    }
}

fn done<T>(outcome: Outcome<T>, id: &str) -> Result<T, Problem> {
    match outcome {
        Outcome::Done(result) => Ok(result),
        Outcome::Missing => Err(Problem::no_such_skill(id)),
        Outcome::Mismatch => Err(Problem::precondition_failed(id)),
    }
}

/// Responds with a single skill.
fn skill_answer(
    context: &str,
    skill: Map<String, Value>,
    select: Option<&Select>,
    etags: Etags,
) -> Response {
    let etag = etags.of(&skill);
    let skill = resource::shown(skill, select, etag.as_ref());
    json_answer(&resource::with_context(context, skill), etag.as_ref())
}

fn json_answer(body: &Value, etag: Option<&Etag>) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (CACHE_CONTROL, "no-cache"),
    ];
    let mut answer = (headers, body.to_string()).into_response();
    if let Some(etag) = etag.and_then(Etag::to_header) {
        answer.headers_mut().insert(ETAG, etag);
    }
    answer
}
