//! The server.

use any_spawner::Executor;
use axum::Router;
use axum::routing::{get, post};
use host_leptos_ssr::shell;
use leptos::config::get_configuration;
use leptos_axum::{handle_server_fns, render_app_to_stream};
use tower_http::services::ServeDir;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // An application with `leptos_router` calls `generate_route_list`, which does this.
    Executor::init_tokio()?;
    // As cargo-leptos configures it: LEPTOS_OUTPUT_NAME, LEPTOS_SITE_ROOT and LEPTOS_SITE_ADDR.
    let options = get_configuration(None)?.leptos_options;
    let files = ServeDir::new(&*options.site_root);
    let listener = tokio::net::TcpListener::bind(options.site_addr).await?;
    println!("listening on http://{}", listener.local_addr()?);

    let app = Router::new()
        .route(
            "/",
            get(render_app_to_stream(move || shell(options.clone()))),
        )
        .route("/api/{*name}", post(handle_server_fns))
        .fallback_service(files);
    Ok(axum::serve(listener, app).await?)
}
