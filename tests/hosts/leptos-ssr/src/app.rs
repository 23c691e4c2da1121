//! The page, with a form that is rendered immediately and one that waits for data.

use std::rc::Rc;

use add_skill::graph::TokenHosts;
use add_skill::skill::{Draft, FieldPath};
use add_skill::{
    AccessToken, AddSkillForm, Callbacks, Options, STYLE, SkillForm, TokenError, TokenRequest,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The server's data about the user who requests the page.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Profile {
    skill: String,
    endpoint: String,
    token_hosts: String,
}

/// Returns the profile of the user who requests the page.
///
/// # Errors
/// The server cannot be reached.
#[server]
pub async fn get_profile() -> Result<Profile, ServerFnError> {
    // An application would query a database or a service.
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    Ok(Profile {
        skill: parameter("skill").unwrap_or_default(),
        endpoint: std::env::var("SKILLS_ENDPOINT").unwrap_or(Options::default().endpoint),
        token_hosts: std::env::var("TOKEN_HOSTS").unwrap_or_default(),
    })
}

/// Returns a parameter of the request for the page.
#[cfg(feature = "ssr")]
fn parameter(name: &str) -> Option<String> {
    use axum::extract::Query;
    use std::collections::HashMap;

    let request = use_context::<axum::http::request::Parts>()?;
    let Query(mut parameters) = Query::<HashMap<String, _>>::try_from_uri(&request.uri).ok()?;
    parameters.remove(name)
}

/// Returns the language of the page: that of the request.
#[cfg(feature = "ssr")]
pub fn language() -> String {
    parameter("lang").unwrap_or_else(|| "en".to_owned())
}

/// Returns the language of the page: that in which the server has rendered it.
#[cfg(not(feature = "ssr"))]
pub fn language() -> String {
    let html = document().document_element();
    html.and_then(|html| html.get_attribute("lang"))
        .unwrap_or_default()
}

/// The HTML around the application.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang=language()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>"Leptos on a server"</title>
                <link rel="icon" href="data:," />
                <style>{STYLE}</style>
                <HydrationScripts options />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// The application.
#[component]
pub fn App() -> impl IntoView {
    let events = RwSignal::new(Vec::new());
    let streamed = new_form(events);
    // Leptos panics if a `Resource` is read after the browser has closed the connection.
    let profile = ArcResource::new(|| (), |()| get_profile());

    view! {
        <main>
            <h1>"Leptos on a server"</h1>
            <section id="immediate">
                <AddSkillForm
                    options=options("immediate")
                    lang=language()
                    get_access_token=acquire_token
                    attr:class="mine"
                />
            </section>
            <section id="streamed">
                <Suspense fallback=|| view! { <p>"Loading…"</p> }>
                    {move || {
                        let (profile, form) = (profile.clone(), streamed.clone());
                        Suspend::new(async move {
                            if let Ok(profile) = profile.await {
                                prefill(&form, profile);
                            }
                            view! { <AddSkillForm form lang=language() attr:class="mine" /> }
                        })
                    }}
                </Suspense>
            </section>
            <output id="events">{move || events.get().join("\n")}</output>
        </main>
    }
}

/// Creates an empty form. A server drops the callbacks without calling them.
fn new_form(events: RwSignal<Vec<String>>) -> SkillForm {
    let mut callbacks = Callbacks::new(Rc::new(|request| Box::pin(acquire_token(request))));
    callbacks.on_added = Rc::new(move |skill, _| {
        let name = skill.display_name.clone().unwrap_or_default();
        events.update(|events| events.push(format!("added {name}")));
    });
    SkillForm::new(options("streamed"), callbacks)
}

/// An application would call its identity provider.
async fn acquire_token(_: TokenRequest) -> Result<AccessToken, TokenError> {
    AccessToken::new(String::from("CANARY-host"))
}

/// Each form of the page keeps its own draft.
fn options(draft_key: &str) -> Options {
    let mut options = Options::default();
    options.draft_key = Some(draft_key.to_owned());
    options
}

fn prefill(form: &SkillForm, profile: Profile) {
    let mut options = form.options();
    options.token_hosts = TokenHosts::parse(&profile.token_hosts, |_| ());
    options.endpoint = profile.endpoint;
    form.set_options(options);

    let mut draft = Draft::default();
    draft.set_text(FieldPath::DisplayName, &profile.skill);
    form.set_draft(&draft);
}
