//! The routes, and the layers of all requests.

use axum::Router;
use axum::extract::OriginalUri;
use axum::http::Method;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get};

use crate::app::App;
use crate::faults::{self, Faults};
use crate::problem::Problem;
use crate::site::Site;
use crate::{auth, body, cors, frame, skills};

/// Returns the whole server. A request passes these layers, from outside in: its ids and the format
/// of errors (`frame`), CORS, the reading of its body, and, below `/beta`, the bearer check. A
/// layer for all requests and responses belongs next to `body`. With faults, there are two more
/// layers: one around all others, and one directly around the handlers and the bearer check.
pub fn router(app: App, site: Option<Site>, faults: Option<Faults>) -> Router {
    let mut router = Router::new().nest("/beta", beta());
    if let Some(faults) = &faults {
        router = router.merge(faults::router(faults.clone()));
    }
    router = match site {
        Some(site) => router.fallback_service(site.router()),
        None => router.fallback(not_found),
    };
    if let Some(faults) = &faults {
        router = router.layer(from_fn_with_state(
            (faults.clone(), app.store.clone()),
            faults::work,
        ));
    }
    router = router
        .layer(from_fn(body::read))
        .layer(cors::layer(faults.is_some()))
        .layer(from_fn_with_state(app.clone(), frame::frame));
    if let Some(faults) = faults {
        router = router.layer(from_fn_with_state(faults, faults::exchange));
    }
    router.with_state(app)
}

fn beta() -> Router<App> {
    let mut router = Router::new();
    for person in ["/me", "/users/{user}"] {
        let path = format!("{person}/profile/skills");
        router = router
            .route(&path, collection())
            // The contract posts to `/$ref`. The live service, and the contract's own example, post
            // to the collection.
            .route(&format!("{path}/$ref"), collection())
            .route(
                &format!("{path}/{{skill}}"),
                get(skills::find)
                    .patch(skills::update)
                    .delete(skills::remove),
            );
    }
    router
        .method_not_allowed_fallback(not_allowed)
        .fallback(not_found)
        .layer(from_fn(auth::require_bearer))
}

fn collection() -> MethodRouter<App> {
    get(skills::list).post(skills::add)
}

async fn not_found(OriginalUri(uri): OriginalUri) -> Problem {
    Problem::no_such_route(uri.path())
}

async fn not_allowed(method: Method) -> Problem {
    Problem::method_not_allowed(&method)
}
