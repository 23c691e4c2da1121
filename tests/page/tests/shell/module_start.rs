//! The time at which the module starts.

use page_tests::{Page, Result};
use serde_json::json;

use super::{shown, start};
use crate::package::{ELEMENT, SCRIPT, html};

/// Records the steps of the module. The page has no frame until `paint`, and with `IN_FRAME` no
/// timer of 0.1 seconds, so that only a frame can start the module.
const STEPS: &str = "<script>{
    const [frame, later] = [requestAnimationFrame, setTimeout];
    const { compileStreaming, instantiate } = WebAssembly;
    const held = [];
    window.steps = [];
    window.requestAnimationFrame = (run) => held.push(run);
    window.setTimeout = (run, after, ...given) => IN_FRAME && after === 100 ? 0 : later(run, after, ...given);
    WebAssembly.compileStreaming = async (...given) => {
      const module = await compileStreaming(...given);
      steps.push('compiled');
      return module;
    };
    WebAssembly.instantiate = (...given) => {
      steps.push('started');
      return instantiate(...given);
    };
    window.paint = () => frame(() => {
      steps.push('frame');
      // Runs after the callbacks of the frame.
      const observer = new ResizeObserver(() => {
        steps.push('layout');
        observer.disconnect();
      });
      observer.observe(document.body);
      window.requestAnimationFrame = frame;
      for (const run of held) run(performance.now());
    });
  }</script>";

async fn open(is_in_frame: bool) -> Result<Page> {
    let steps = STEPS.replace("IN_FRAME", &is_in_frame.to_string());
    start(&html(&[&steps, SCRIPT].concat(), ELEMENT)).await
}

#[tokio::test]
async fn the_compiled_module_starts_after_the_first_frame_that_contains_the_form() -> Result {
    let page = open(true).await?;
    shown(&page).await?;
    let steps = "await new Promise((resolve) => setTimeout(resolve)); return steps;";
    page.until("the module is compiled", async || {
        Ok(page.run(steps, &[]).await? != json!([]))
    })
    .await?;
    assert_eq!(page.run(steps, &[]).await?, json!(["compiled"]));
    page.run("paint();", &[]).await?;
    page.ready().await?;
    let all = ["compiled", "frame", "layout", "started"];
    assert_eq!(page.run(steps, &[]).await?, json!(all));
    Ok(())
}

#[tokio::test]
async fn the_module_starts_in_a_tab_that_renders_no_frames() -> Result {
    let page = open(false).await?;
    page.ready().await?;
    let steps = page.run("return steps;", &[]).await?;
    assert_eq!(steps, json!(["compiled", "started"]));
    Ok(())
}
