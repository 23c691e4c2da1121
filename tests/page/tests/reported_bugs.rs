//! Regressions for faults that users reported for web components, form libraries, and WebAssembly.

use page_tests::{Endpoint, Page, Result, Step};
use serde_json::{Value, json};

use crate::package::{ELEMENT, SCRIPT, html, site};

/// Waits for a condition in the page, also in frames.
const HELPERS: &str = "
  const arrives = async (what) => {
    for (let tries = 0; tries < 500; tries++) {
      const found = await what();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`it did not come: ${what}`);
  };
  const ready = (form) => arrives(() => form.matches(':state(ready)') && form.shadowRoot.querySelector('form'));
  const control = (form, name = 'displayName') => form.shadowRoot.querySelector(`[name='${name}']`);
  const type = (form, text, name) => {
    const input = control(form, name);
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  };
  const press = (target, key, more = {}) =>
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }));
";

async fn open(head: &str, body: &str) -> Result<Page> {
    Page::open_at(
        Endpoint::start(site(&html(&[SCRIPT, head].concat(), body))?, None)?,
        "/",
    )
    .await
}

async fn run(page: &Page, script: &str) -> Result<Value> {
    page.run(&[HELPERS, script].concat(), &[]).await
}

/// Returns the warnings that the page has logged.
async fn warnings(page: &Page) -> Result<Vec<String>> {
    let mut lines = page.console().await?;
    lines.retain(|line| line.starts_with("warn: "));
    Ok(lines)
}

/// Parents whose width depends on their content.
const SHRINKING: &str = "
  <dialog><add-skill></add-skill></dialog>
  <div style='display: flex'><add-skill></add-skill></div>
  <div style='display: flex; flex-direction: column; align-items: center'><add-skill></add-skill></div>
  <div style='display: grid; place-items: center'><add-skill></add-skill></div>
  <div style='display: grid; grid-template-columns: auto 1fr'><add-skill></add-skill><i></i></div>
  <div style='display: inline-block'><add-skill></add-skill></div>
  <div style='display: inline-flex'><add-skill></add-skill></div>
  <div style='display: inline-grid'><add-skill></add-skill></div>
  <div style='float: left'><add-skill></add-skill></div>
  <div style='position: absolute'><add-skill></add-skill></div>
  <div style='position: fixed; inset-inline-start: 0'><add-skill></add-skill></div>
  <div style='width: fit-content'><add-skill></add-skill></div>
  <table><tr><td><add-skill></add-skill></td></tr></table>
  <div style='display: flex'><div><add-skill></add-skill></div></div>
  <add-skill style='display: inline-block'></add-skill>
  <add-skill style='width: fit-content'></add-skill>
  <div style='position: fixed; left: 50%; transform: translateX(-50%)'><add-skill></add-skill></div>
  <div style='font-size: 200%'><add-skill></add-skill></div>";

#[tokio::test]
async fn the_form_has_a_usable_width_in_shrink_to_fit_containers() -> Result {
    let frame = |width: u32| {
        format!("<iframe style='width: {width}px; height: 600px; border: 0'></iframe>")
    };
    let page = open("", &[ELEMENT, &frame(1000), &frame(320)].concat()).await?;
    let script = "
        const html = given[0];
         const widths = [];
         for (const frame of document.querySelectorAll('iframe')) {
           frame.contentDocument.write(`<!doctype html><meta name=viewport content='width=device-width'><script type=module src=/package/add-skill.js></` + `script><body style='margin: 8px'>${html}`);
           frame.contentDocument.close();
           const { contentDocument: inner, contentWindow: view } = frame;
           await arrives(() => inner.querySelectorAll('add-skill').length === 18);
           inner.querySelector('dialog').showModal();
           for (const form of inner.querySelectorAll('add-skill')) await ready(form);
           for (const form of inner.querySelectorAll('add-skill')) {
             const { left, right, width } = form.getBoundingClientRect();
             const input = control(form).getBoundingClientRect();
             widths.push({ at: view.innerWidth, parent: form.parentElement.outerHTML.slice(0, 60), left, right, width, input: input.width });
           }
           const wide = [...inner.querySelectorAll('body *')].filter((part) => part.getBoundingClientRect().right > view.innerWidth).map((part) => part.outerHTML.slice(0, 60));
           widths.push({ at: view.innerWidth, overflow: inner.documentElement.scrollWidth - view.innerWidth, wide });
         }
         return widths;";
    let found = page
        .run(&[HELPERS, script].concat(), &[SHRINKING.into()])
        .await?;
    for form in found.as_array().into_iter().flatten() {
        let number = |name: &str| form[name].as_f64().unwrap_or_default();
        if form["overflow"].is_null() {
            // An element whose left edge is centered has only half of the window.
            let at = number("at");
            let least = if form["parent"].to_string().contains("left: 50%") {
                at / 2.0 - 10.0
            } else if at > 500.0 {
                500.0
            } else {
                240.0
            };
            assert!(
                number("width") >= least && number("input") >= least - 60.0,
                "{form}"
            );
            assert!(number("left") >= 0.0 && number("right") <= at, "{form}");
        } else {
            assert!(number("overflow") <= 0.0, "{form}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn keys_during_composition_never_submit_and_enter_adds_a_composed_category() -> Result {
    let page =
        open("", "<add-skill endpoint='/beta/me/profile/skills' fields='displayName categories webUrl inference'></add-skill>")
            .await?;
    page.watch_requests().await?;
    let script = "
      await ready(element);
      type(element, 'Rust');
      for (const input of element.shadowRoot.querySelectorAll('input:not([type=radio])')) {
        for (const composing of [{ isComposing: true }, { isComposing: true, keyCode: 229 }, { keyCode: 229 }]) {
          input.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, composed: true }));
          const isLeft = press(input, 'Enter', composing);
          if (isLeft) throw new Error(`${input.name} would let the browser send the form`);
        }
      }
      const categories = control(element, 'categories');
      categories.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, composed: true }));
      categories.value = 'hobby';
      categories.dispatchEvent(new InputEvent('input', { isComposing: true, bubbles: true, composed: true }));
      press(categories, 'Enter', { isComposing: true });
      await arrives(() => element.skill.categories?.join() === 'hobby' && categories.value === '');
      // Enter confirms a word of the input method. The word is not added yet.
      categories.value = '趣味';
      categories.dispatchEvent(new InputEvent('input', { isComposing: true, bubbles: true, composed: true }));
      press(categories, 'Enter', { isComposing: true, keyCode: 229 });
      return [element.skill.categories, categories.value];";
    assert_eq!(run(&page, script).await?, json!([["hobby"], "趣味"]));
    assert_eq!(page.requests().await?, Vec::<Value>::new());
    Ok(())
}

#[tokio::test]
async fn the_form_submits_in_a_sandbox_without_allow_forms() -> Result {
    let page = open(
        "",
        &[
            ELEMENT,
            "<iframe sandbox='allow-scripts allow-same-origin'></iframe>",
        ]
        .concat(),
    )
    .await?;
    let script = "
      const frame = document.querySelector('iframe');
      const html = `<!doctype html><script type=module src=/package/add-skill.js></` + `script><add-skill endpoint='/beta/me/profile/skills'></add-skill>`;
      frame.srcdoc = html;
      const form = await arrives(() => frame.contentDocument?.querySelector('add-skill'));
      form.getAccessToken = async () => 'CANARY-sandbox';
      await ready(form);
      const heard = [];
      for (const kind of ['skill-added', 'skill-failed']) form.addEventListener(kind, ({ type, detail }) => heard.push(`${type} ${detail.skill?.displayName}`));
      type(form, 'By the button');
      form.shadowRoot.querySelector('[part~=submit]').click();
      await arrives(() => heard.length === 1);
      type(form, 'By Enter');
      press(control(form), 'Enter');
      await arrives(() => heard.length === 2);
      // With errors, both focus the summary.
      press(control(form), 'Enter');
      await arrives(() => form.shadowRoot.activeElement?.classList.contains('summary'));
      return heard;";
    assert_eq!(
        run(&page, script).await?,
        json!(["skill-added By the button", "skill-added By Enter"])
    );
    assert_eq!(page.stored().await?.len(), 2);
    Ok(())
}

/// Forms in shadow roots of other elements, and in frames.
const APART: &str = "<my-card></my-card><my-card></my-card><my-card id='named'></my-card><iframe src='/inner.html'></iframe><iframe src='/inner.html'></iframe>
  <script>
    customElements.define('my-card', class extends HTMLElement {
      constructor() {
        super();
        const form = document.createElement('add-skill');
        this.attachShadow({ mode: 'open' }).append(form);
      }
    });
  </script>";

const ALL_APART: &str = "
  const forms = async () => {
    const cards = [...document.querySelectorAll('my-card')].map(({ shadowRoot }) => shadowRoot.querySelector('add-skill'));
    const framed = [];
    for (const frame of document.querySelectorAll('iframe')) framed.push(await arrives(() => frame.contentDocument?.querySelector('add-skill')));
    const all = [element, ...cards, ...framed];
    for (const form of all) await ready(form);
    return all;
  };";

#[tokio::test]
async fn each_form_keeps_its_own_draft_across_shadow_roots_and_frames() -> Result {
    let site = site(&html(SCRIPT, &[ELEMENT, APART].concat()))?;
    site.add_page("inner.html", &html(SCRIPT, "<add-skill></add-skill>"))?;
    let page = Page::open_at(Endpoint::start(site, None)?, "/").await?;
    let typed = "(await forms()).forEach((form, index) => type(form, `Skill ${index}`));
        return await arrives(() => Object.keys(sessionStorage).length === 6);";
    run(&page, &[ALL_APART, typed].concat()).await?;
    page.reload().await?;
    let back = "return (await forms()).map((form) => control(form).value);";
    let expected = json!([
        "Skill 0", "Skill 1", "Skill 2", "Skill 3", "Skill 4", "Skill 5"
    ]);
    assert_eq!(run(&page, &[ALL_APART, back].concat()).await?, expected);
    assert_eq!(page.console().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn an_unknown_outcome_is_restored_only_in_the_form_that_submitted_it() -> Result {
    let site = site(&html(SCRIPT, &[ELEMENT, APART].concat()))?;
    site.add_page("inner.html", &html(SCRIPT, "<add-skill></add-skill>"))?;
    let page = Page::open_at(Endpoint::start(site, None)?, "/").await?;
    // The response to the second form's POST is lost, and the collection cannot be read.
    let lost = "
      const [, form] = await forms();
      form.endpoint = '/beta/me/profile/skills';
      form.getAccessToken = async () => 'CANARY-lost';
      const { fetch } = window;
      window.fetch = async (request, ...more) => {
        if (!request.url?.includes('/profile/skills')) return fetch(request, ...more);
        if (request.method === 'POST') throw new TypeError('lost');
        return new Response('', { status: 403 });
      };
      type(form, 'Lost');
      return form.submit().then(() => 'added', ({ kind }) => kind);";
    assert_eq!(run(&page, &[ALL_APART, lost].concat()).await?, "unknown");
    page.reload().await?;
    let offers = "
      const all = await forms();
      all[1].endpoint = '/beta/me/profile/skills';
      await arrives(() => all[1].matches(':state(submitting)') || all[1].shadowRoot.querySelector('[part~=next-steps]'));
      return all.map((form) => [control(form).value, form.matches(':state(submitting)') || Boolean(form.shadowRoot.querySelector('[part~=next-steps]'))]);";
    let none = json!(["", false]);
    assert_eq!(
        run(&page, &[ALL_APART, offers].concat()).await?,
        json!([none, ["Lost", true], none, none, none, none])
    );
    Ok(())
}

#[tokio::test]
async fn a_conditionally_rendered_form_does_not_pass_its_draft_to_another_form() -> Result {
    let page = open(
        "",
        "<add-skill endpoint='/beta/me/profile/skills'></add-skill><section><add-skill id='stays'></add-skill></section>",
    )
    .await?;
    // Without ids, the positions no longer identify the forms after one of them was removed.
    let several = "
      const place = document.querySelector('section');
      place.replaceChildren();
      const add = async () => { const form = document.createElement('add-skill'); place.append(form); await ready(form); return form; };
      element.remove();
      const [first, second] = [await add(), await add()];
      type(first, 'First');
      type(second, 'Second');
      await arrives(() => Object.values(sessionStorage).filter((text) => /First|Second/.test(text)).length === 2);
      const names = () => [...place.children].map((form) => control(form).value);
      const seen = [];
      place.replaceChildren();
      await add();
      seen.push(names());
      place.replaceChildren();
      await add();
      await add();
      await arrives(() => names().join() === 'First,Second');
      seen.push(names());
      // A form that is inserted before another one, or instead of a third one, has its own draft.
      const [left, right] = place.children;
      place.prepend(document.createElement('add-skill'));
      left.remove();
      place.append(document.createElement('add-skill'));
      for (const form of place.children) await ready(form);
      await new Promise((resolve) => setTimeout(resolve, 50));
      seen.push(names());
      const [newest, , last] = place.children;
      type(newest, 'Newest');
      type(last, 'Last');
      await arrives(() => Object.values(sessionStorage).filter((text) => /Newest|Second|Last/.test(text)).length === 3);
      newest.reset();
      await arrives(() => control(newest).value === '');
      seen.push([...Object.values(sessionStorage)].filter((text) => /Second|Last/.test(text)).length);
      return seen;";
    assert_eq!(
        run(&page, several).await?,
        json!([[""], ["First", "Second"], ["", "Second", ""], 2])
    );
    let reported = warnings(&page).await?;
    assert!(
        reported.len() == 1 && reported[0].contains("draft-key"),
        "{reported:?}"
    );
    Ok(())
}

#[tokio::test]
async fn an_element_that_replaces_another_restores_its_latest_input() -> Result {
    let page = open("", ELEMENT).await?;
    let script = "
      await ready(element);
      const seen = [];
      const next = async (replace, text) => {
        type(document.querySelector('add-skill'), text);
        replace();
        const form = document.querySelector('add-skill');
        await ready(form);
        seen.push(control(form).value);
      };
      await next(() => { document.body.innerHTML = document.body.innerHTML; }, 'by innerHTML');
      await next(() => document.querySelector('add-skill').replaceWith(document.querySelector('add-skill').cloneNode()), 'by replaceWith');
      await next(() => { const old = document.querySelector('add-skill'); const { parentNode } = old; const fresh = old.cloneNode(); old.remove(); parentNode.append(fresh); }, 'by remove');
      await next(() => document.querySelector('add-skill').parentNode.replaceChildren(document.querySelector('add-skill').cloneNode()), 'by replaceChildren');
      return seen;";
    assert_eq!(
        run(&page, script).await?,
        json!([
            "by innerHTML",
            "by replaceWith",
            "by remove",
            "by replaceChildren"
        ])
    );
    Ok(())
}

#[tokio::test]
async fn a_response_with_a_byte_order_mark_is_decoded() -> Result {
    let page = open("", ELEMENT).await?;
    for (body, id) in [
        (
            "\u{FEFF}{\"id\":\"marked\",\"displayName\":\"Rust\"}",
            "marked",
        ),
        ("\u{FEFF}\r\n{\"id\":\"x\u{FFFD}\"}\r\n", "x\u{FFFD}"),
    ] {
        page.respond_with(json!({ "status": 201, "body": body, "headers": { "Content-Type": "application/json" } })).await?;
        page.fill("displayName", "Rust").await?;
        page.submit().await?;
        assert_eq!(page.event("skill-added").await?["skill"]["id"], id);
    }
    Ok(())
}

#[tokio::test]
async fn a_malformed_claims_challenge_asks_the_user_to_sign_in() -> Result {
    let page = open("", ELEMENT).await?;
    page.run("element.getAccessToken = async (request) => { (window.asked ??= []).push(request.claims ?? null); return 'CANARY-claims'; };", &[]).await?;
    page.watch_requests().await?;
    let challenge = "Bearer error=\"insufficient_claims\", claims=\"%%%not base64%%%\"";
    page.respond_with(
        json!({ "status": 401, "body": "", "headers": { "WWW-Authenticate": challenge } }),
    )
    .await?;
    page.fill("displayName", "Rust").await?;
    page.submit().await?;
    assert_eq!(page.event("skill-failed").await?["kind"], "needs-auth");
    assert_eq!(page.posts().await?.len(), 1);
    assert!(
        page.run(
            "return window.asked.every((claims) => claims === null);",
            &[]
        )
        .await?
            == true
    );
    Ok(())
}

#[tokio::test]
async fn an_invalid_attribute_value_is_logged_once_and_does_not_widen_the_options() -> Result {
    let page = open("", "<add-skill draft-key='first'></add-skill>").await?;
    let script = "
      const attributes = {
        audiences: ['me,organization', 'everyon', 'Everyone', ''],
        fields: ['displayName, proficiency', 'displayname'],
        draft: ['none'], required: ['weburl'], 'score-range': ['0-1', '0, 1'], verify: ['false'], 'token-hosts': ['http://a.example,b.example'],
      };
      const seen = {};
      for (const [name, values] of Object.entries(attributes)) {
        for (const value of values) {
          const form = document.createElement('add-skill');
          form.setAttribute(name, value);
          form.setAttribute('draft-key', `${name} ${value}`);
          document.body.append(form);
          await ready(form);
          // A second read reports nothing again.
          form.setAttribute('endpoint', '/beta/me/profile/skills');
          const fields = new Set([...form.shadowRoot.querySelectorAll('.fields > [data-field]')].map(({ dataset }) => dataset.field));
          const offered = [...(control(form, 'allowedAudiences')?.options ?? [])].map((option) => option.value).filter(Boolean);
          seen[`${name}=${value}`] = name === 'audiences' ? offered : [...fields].slice(0, 3);
          form.remove();
        }
      }
      return seen;";
    let seen = run(&page, script).await?;
    assert_eq!(
        seen["audiences=me,organization"],
        json!(["me", "organization"])
    );
    assert_eq!(
        (&seen["audiences=everyon"], &seen["audiences=Everyone"]),
        (&json!([]), &json!([]))
    );
    assert_eq!(seen["audiences="].as_array().map(Vec::len), Some(7));
    assert_eq!(
        seen["fields=displayName, proficiency"],
        json!(["displayName", "proficiency"])
    );
    assert_eq!(seen["fields=displayname"], json!(["displayName"]));
    let reported = warnings(&page).await?;
    for value in [
        "everyon",
        "Everyone",
        "displayname",
        "none",
        "weburl",
        "0-1",
        "false",
        "http://a.example",
    ] {
        let count = reported
            .iter()
            .filter(|line| line.contains(&format!("\"{value}\"")))
            .count();
        assert_eq!(count, 1, "{value}: {reported:?}");
    }
    assert_eq!(reported.len(), 8, "{reported:?}");
    Ok(())
}

#[tokio::test]
async fn removing_moving_or_replacing_a_form_during_its_events_causes_no_error() -> Result {
    let page = open("", ELEMENT).await?;
    let script = "
      const events = ['keydown', 'keyup', 'input', 'change', 'click', 'pointerdown', 'pointerup', 'focusin', 'focusout', 'paste', 'submit', 'compositionend', 'drop', 'toggle'];
      const ways = {
        remove: (form) => form.remove(),
        move: (form) => document.body.prepend(form),
        replace: (form) => form.replaceWith(document.createElement('add-skill')),
      };
      let count = 0;
      for (const way of Object.values(ways)) {
        for (const name of events) {
          for (const selector of ['[name=displayName]', '[name=categories]', '[name=proficiency]', '[part~=submit]', '[part~=details-summary]']) {
            const form = document.createElement('add-skill');
            form.suggest = async () => [];
            document.body.append(form);
            await ready(form);
            const target = form.shadowRoot.querySelector(selector);
            window.addEventListener(name, () => { count += 1; way(form); }, { capture: true, once: true });
            // Also without the members of keyboard or pointer events.
            target.dispatchEvent(new Event(name, { bubbles: true, composed: true, cancelable: true }));
            await 0;
            for (const left of document.querySelectorAll('add-skill')) left.remove();
          }
        }
      }
      return count;";
    assert_eq!(run(&page, script).await?, 14 * 3 * 5);
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn the_form_submits_its_visible_values() -> Result {
    let page = open("", "<add-skill endpoint='/beta/me/profile/skills' fields='displayName webUrl proficiency categories collaborationTags inference'></add-skill>").await?;
    page.watch_requests().await?;
    let script = "
      await ready(element);
      control(element).value = 'Set by a script';
      // An error elsewhere does not erase it.
      type(element, 'nowhere', 'webUrl');
      control(element, 'webUrl').dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true }));
      await element.submit().catch(() => {});
      if (control(element).value !== 'Set by a script') throw new Error(`it is ${control(element).value}`);
      control(element, 'webUrl').value = 'https://example.com/';
      control(element, 'webUrl').dispatchEvent(new Event('change', { bubbles: true }));
      control(element, 'proficiency').value = 'expert';
      control(element, 'categories').value = 'one、two';
      element.shadowRoot.querySelector('[value=ableToMentor]').checked = true;
      element.shadowRoot.querySelector('[name=\"inference.userHasVerifiedAccuracy\"][value=true]').checked = true;
      element.shadowRoot.querySelector('[part~=submit]').click();";
    run(&page, script).await?;
    page.event("skill-added").await?;
    let stored = page.stored().await?;
    for (member, value) in [
        ("displayName", json!("Set by a script")),
        ("webUrl", json!("https://example.com/")),
        ("proficiency", json!("expert")),
        ("categories", json!(["one", "two"])),
        ("collaborationTags", json!(["ableToMentor"])),
    ] {
        assert_eq!(stored[0][member], value, "{member}");
    }
    assert_eq!(stored[0]["inference"]["userHasVerifiedAccuracy"], true);
    // The page's last prefill applies, although the form does not show it yet.
    let prefilled = "element.skill = { displayName: 'Prefilled' }; return (await element.submit()).displayName;";
    assert_eq!(run(&page, prefilled).await?, "Prefilled");
    // A reset or another prefill also replaces the visible value.
    let replaced = "
      const seen = [];
      for (const replace of [() => element.reset(), () => { element.skill = {}; }, () => { element.skill = { webUrl: 'https://example.com/' }; }]) {
        control(element).value = 'Quiet';
        control(element, 'categories').value = 'quiet';
        element.shadowRoot.querySelector('[value=ableToMentor]').checked = true;
        control(element, 'proficiency').selectedIndex = 2;
        replace();
        await new Promise((resolve) => setTimeout(resolve, 20));
        seen.push([control(element).value, control(element, 'categories').value, element.shadowRoot.querySelector('[value=ableToMentor]').checked, control(element, 'proficiency').value, Object.keys(element.skill).join()]);
      }
      return seen;";
    let empty = |skill: &str| json!(["", "", false, "", skill]);
    assert_eq!(
        run(&page, replaced).await?,
        json!([empty(""), empty(""), empty("webUrl")])
    );
    Ok(())
}

#[tokio::test]
async fn separators_in_composed_dropped_or_pasted_text_split_categories() -> Result {
    let page = open("", ELEMENT).await?;
    let script = "
      await ready(element);
      const input = control(element, 'categories');
      const seen = [];
      // Not every engine lets a script make such an event with data.
      const dispatch = (name, member, text) => {
        const data = new DataTransfer();
        data.setData('text/plain', text);
        input.dispatchEvent(Object.defineProperty(new Event(name, { bubbles: true, cancelable: true }), member, { value: data }));
      };
      const settled = async (count) => { await arrives(() => (element.skill.categories?.length ?? 0) === count); seen.push([...element.skill.categories]); };
      input.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
      input.value = '趣味、';
      input.dispatchEvent(new InputEvent('input', { isComposing: true, bubbles: true, composed: true }));
      input.dispatchEvent(new CompositionEvent('compositionend', { data: '、', bubbles: true }));
      await settled(1);
      dispatch('drop', 'dataTransfer', 'one\\r\\ntwo\\nthree');
      await settled(4);
      dispatch('paste', 'clipboardData', '\"a\\nb\"\\tplain\\n\"say \"\"hi\"\"\\r\\nthere\"\\n\"quoted\"');
      await settled(8);
      return seen;";
    let all = [
        "趣味",
        "one",
        "two",
        "three",
        "a b",
        "plain",
        "say \"hi\" there",
        "\"quoted\"",
    ];
    assert_eq!(run(&page, script).await?, json!([all[..1], all[..4], all]));
    Ok(())
}

#[tokio::test]
async fn an_unfinished_pointer_press_does_not_defer_validation_errors() -> Result {
    let page = open("", ELEMENT).await?;
    let script = "
      await ready(element);
      const form = element.shadowRoot.querySelector('form');
      const leave = (name) => control(element, name).dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true }));
      const error = () => element.shadowRoot.querySelector('[data-field=webUrl] .error').textContent !== '';
      const mended = async () => { type(element, 'https://example.com/', 'webUrl'); await arrives(() => !error()); type(element, 'nowhere', 'webUrl'); };
      // The context menu receives the release of the secondary button.
      type(element, 'nowhere', 'webUrl');
      form.dispatchEvent(new PointerEvent('pointerdown', { button: 2, bubbles: true, composed: true }));
      leave('webUrl');
      await arrives(error);
      // A dialog of the browser receives the release of the primary button. The next key press ends
      // it.
      await mended();
      form.dispatchEvent(new PointerEvent('pointerdown', { button: 0, bubbles: true, composed: true }));
      press(control(element, 'webUrl'), 'Tab');
      leave('webUrl');
      await arrives(error);
      await mended();
      form.dispatchEvent(new PointerEvent('pointerdown', { button: 0, bubbles: true, composed: true }));
      leave('webUrl');
      form.dispatchEvent(new PointerEvent('pointercancel', { bubbles: true, composed: true }));
      await arrives(error);
      return true;";
    assert_eq!(run(&page, script).await?, true);
    Ok(())
}

#[tokio::test]
async fn a_normalized_shadow_root_shows_errors_and_results() -> Result {
    let page = open("", ELEMENT).await?;
    page.run("element.shadowRoot.normalize();", &[]).await?;
    page.submit().await?;
    page.focus_arrives("summary").await?;
    page.run("element.shadowRoot.normalize();", &[]).await?;
    assert!(page.error("displayName").await?.is_some());
    page.fill("displayName", "Rust").await?;
    page.add_category("one").await?;
    page.submit().await?;
    page.event("skill-added").await?;
    page.until("it says so", async || {
        Ok(page.status().await?.contains("Rust"))
    })
    .await
}

#[tokio::test]
async fn without_the_clipboard_api_a_corrupt_draft_is_copied_or_shown() -> Result {
    let page = open("", ELEMENT).await?;
    let damaged = "
      type(element, 'x');
      const key = await arrives(() => Object.keys(sessionStorage)[0]);
      window.removeEventListener('pagehide', element);
      sessionStorage.setItem(key, 'a damaged draft');
      element.draft = 'off';
      return key;";
    run(&page, "await ready(element);").await?;
    let key = run(&page, damaged).await?;
    let restored = "sessionStorage.setItem(given[0], 'a damaged draft');";
    for (command, notice) in [
        ("return true;", "Copied to clipboard."),
        ("return false;", "could not be copied"),
    ] {
        page.run(restored, std::slice::from_ref(&key)).await?;
        page.reload().await?;
        let lacking = format!(
            "Object.defineProperty(navigator, 'clipboard', {{ value: undefined, configurable: true }});
             document.execCommand = () => {{ window.copied = getSelection().toString() || element.shadowRoot.activeElement?.value; {command} }};"
        );
        page.run(&lacking, &[]).await?;
        page.until("the draft is found", async || {
            Ok(page.notice().await?.contains("could not be opened"))
        })
        .await?;
        page.run(
            "element.shadowRoot.querySelector('[part~=copy]').click();",
            &[],
        )
        .await?;
        page.until("the result is shown", async || {
            Ok(page.notice().await?.contains(notice))
        })
        .await?;
        assert_eq!(
            page.run("return window.copied;", &[]).await?,
            "a damaged draft"
        );
    }
    let shown = "const area = element.shadowRoot.querySelector('.notice textarea'); return [area.value, area.selectionEnd];";
    assert_eq!(page.run(shown, &[]).await?, json!(["a damaged draft", 15]));
    Ok(())
}

#[tokio::test]
async fn the_form_inherits_the_font_size_of_its_context() -> Result {
    let page = open(
        "<style>html { font-size: 62.5% } body { font-size: 1.6rem } section { font-size: 20px }</style>",
        &[ELEMENT, "<section><add-skill></add-skill></section>"].concat(),
    )
    .await?;
    let script = "
      const sizes = [];
      for (const form of document.querySelectorAll('add-skill')) {
        await ready(form);
        const [label, input] = [form.shadowRoot.querySelector('label'), control(form)];
        sizes.push([getComputedStyle(label).fontSize, getComputedStyle(input).fontSize, Math.round(input.getBoundingClientRect().height)]);
      }
      return sizes;";
    assert_eq!(
        run(&page, script).await?,
        json!([["16px", "16px", 40], ["20px", "20px", 50]])
    );
    Ok(())
}

#[tokio::test]
async fn invisible_content_is_not_fallback_content() -> Result {
    let contents = [
        "<br>",
        "<p></p>",
        "<!-- nothing -->",
        "<span hidden>hidden</span>",
        "<script type='text/plain'>no text</script>",
        "<div style='height: 9px'></div>",
        "&nbsp;",
    ];
    let shown = [
        "Text",
        "<p>Text</p>",
        "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==' width='9' height='9'>",
    ];
    let elements = contents
        .iter()
        .chain(&shown)
        .flat_map(|content| ["<add-skill>", content, "</add-skill>"])
        .collect::<String>();
    let site = site(&html(SCRIPT, &elements))?;
    std::fs::remove_file(site.path().join("package/add-skill_bg.wasm"))?;
    let page = Page::open_without_form(Endpoint::start(site, None)?, "/").await?;
    let script = "
      const unavailable = () => [...document.querySelectorAll('add-skill')].map(({ shadowRoot }) => Boolean(shadowRoot?.querySelector('[part~=unavailable]')?.textContent));
      await arrives(() => unavailable().includes(true));
      return unavailable();";
    assert_eq!(
        run(&page, script).await?,
        json!([[true; 7].to_vec(), [false; 3].to_vec()].concat())
    );
    Ok(())
}

#[tokio::test]
async fn input_and_change_events_fire_as_for_a_native_control() -> Result {
    let page = open(
        "",
        "<add-skill endpoint='/beta/me/profile/skills' fields='displayName proficiency categories inference'></add-skill>",
    )
    .await?;
    let script = "
      await ready(element);
      const heard = [];
      for (const name of ['input', 'change']) document.addEventListener(name, (event) => {
        if (event.target !== element || !event.bubbles) throw new Error(`${name} of ${event.target}`);
        heard.push(`${name} ${JSON.stringify(element.skill.categories ?? element.skill.displayName ?? null)}`);
      });
      const reported = async (what) => { await 0; await new Promise((resolve) => setTimeout(resolve)); return [what, ...heard.splice(0)]; };
      const seen = [];
      type(element, 'Rust');
      control(element).dispatchEvent(new Event('change', { bubbles: true }));
      seen.push(await reported('name'));
      type(element, 'one', 'categories');
      heard.length = 0;
      press(control(element, 'categories'), 'Enter');
      seen.push(await reported('category'));
      element.shadowRoot.querySelector('[part~=remove]').click();
      seen.push(await reported('removal'));
      element.suggest = async () => ['Rust', 'Ruby'];
      type(element, 'Ru');
      await arrives(() => element.shadowRoot.querySelectorAll('[part~=suggestion]').length === 2);
      heard.length = 0;
      element.shadowRoot.querySelectorAll('[part~=suggestion]')[1].click();
      seen.push(await reported('suggestion'));
      control(element).dispatchEvent(new Event('change', { bubbles: true }));
      seen.push(await reported('the input is left'));
      element.skill = { displayName: 'By a script', categories: ['two'] };
      element.reset();
      seen.push(await reported('scripts'));
      element.addEventListener('skill-submit', (event) => event.preventDefault());
      type(element, 'By Enter');
      press(control(element), 'Enter');
      seen.push(await reported('Enter'));
      return seen;";
    let heard = json!([
        ["name", "input \"Rust\"", "change \"Rust\""],
        ["category", "input [\"one\"]", "change [\"one\"]"],
        ["removal", "input \"Rust\"", "change \"Rust\""],
        ["suggestion", "input \"Ruby\"", "change \"Ruby\""],
        ["the input is left"],
        ["scripts"],
        ["Enter", "input \"By Enter\"", "change \"By Enter\""],
    ]);
    assert_eq!(run(&page, script).await?, heard);
    Ok(())
}

#[tokio::test]
async fn stylesheets_adopted_by_the_page_stay_in_the_shadow_root() -> Result {
    let page = open("", ELEMENT).await?;
    let script = "
      await ready(element);
      const form = document.createElement('add-skill');
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(':host { --of-the-page: yes }');
      form.shadowRoot.adoptedStyleSheets = [sheet];
      document.body.append(form);
      await ready(form);
      form.remove();
      document.body.append(form);
      await ready(form);
      const { adoptedStyleSheets: sheets } = form.shadowRoot;
      return [sheets.length, sheets[0] === sheet, getComputedStyle(form).getPropertyValue('--of-the-page').trim()];";
    assert_eq!(run(&page, script).await?, json!([2, true, "yes"]));
    Ok(())
}

#[tokio::test]
async fn typing_does_not_serialize_a_long_draft_for_the_form_data() -> Result {
    let page = open(
        "",
        &format!(
            "<form>{}</form>",
            ELEMENT.replace("<add-skill", "<add-skill name='skill'")
        ),
    )
    .await?;
    let script = "
      await ready(element);
      element.skill = { displayName: 'Rust', categories: Array.from({ length: 1000 }, (_, index) => `category ${index}`) };
      const form = document.querySelector('form');
      const written = () => JSON.parse(new FormData(form).get('skill'));
      if (written().categories.length !== 1000) throw new Error('the prefill is not in the form');
      let count = 0;
      const { stringify } = JSON;
      JSON.stringify = (value, ...rest) => { if (String(value).includes('category 999')) count += 1; return stringify(value, ...rest); };
      const { setFormValue } = ElementInternals.prototype;
      let reported = 0;
      ElementInternals.prototype.setFormValue = function (...given) { reported += 1; return setFormValue.apply(this, given); };
      for (const text of ['a', 'ab', 'abc']) { type(element, text); await 0; }
      const perKey = [count, reported];
      // The form data contains the current value, and other entries with the same name do not
      // change.
      const extra = document.createElement('input');
      Object.assign(extra, { type: 'hidden', name: 'skill', value: 'other' });
      form.prepend(extra);
      const [other, now, ...more] = new FormData(form).getAll('skill');
      extra.remove();
      JSON.stringify = stringify;
      const read = [other, JSON.parse(now).displayName, more.length, JSON.parse(element.value).displayName, form.elements[0].value === element.value];
      type(element, '');
      const none = new FormData(form).getAll('skill');
      type(element, 'Rust');
      return { perKey, read, none, back: written().displayName };";
    let expected = json!({ "perKey": [0, 0], "read": ["other", "abc", 0, "abc", true], "none": [], "back": "Rust" });
    assert_eq!(run(&page, script).await?, expected);
    Ok(())
}

#[tokio::test]
async fn the_form_data_contains_the_current_values_in_control_order() -> Result {
    let several = "<form id='all'><input name='s' value='first'><add-skill id='x' name='s' draft='off'></add-skill><add-skill id='y' name='s' draft='off'></add-skill>
        <input name='z' value='last'><add-skill id='w' name='s' draft='off'></add-skill><button>Go</button></form>";
    let page = open("", several).await?;
    let script = "
      const form = document.querySelector('#all');
      const [x, y, w] = ['x', 'y', 'w'].map((id) => document.getElementById(id));
      for (const each of [x, y, w]) await ready(each);
      const reported = [];
      form.addEventListener('formdata', ({ formData }) => reported.push([...formData].map(([name, value]) => `${name}=${value.startsWith('{') ? JSON.parse(value).displayName : value}`).join('&')));
      type(w, 'W'); type(x, 'X'); new FormData(form);
      type(y, 'Y'); new FormData(form);
      type(x, 'Y'); type(y, 'X'); new FormData(form);
      type(y, ''); new FormData(form);
      // A script sets the value without an event. A click on the form's button updates it before
      // the browser's validation.
      control(y).value = 'Quiet';
      let isSent = 0;
      form.addEventListener('submit', (event) => { event.preventDefault(); isSent += 1; new FormData(form); });
      form.querySelector('button').click();
      return [reported, isSent];";
    let reported = [
        "s=first&s=X&z=last&s=W",
        "s=first&s=X&s=Y&z=last&s=W",
        "s=first&s=Y&s=X&z=last&s=W",
        "s=first&s=Y&z=last&s=W",
        "s=first&s=Y&s=Quiet&z=last&s=W",
    ];
    assert_eq!(run(&page, script).await?, json!([reported, 1]));
    // Entries of other controls do not change, even if they have the same name or the name of a
    // control of the form.
    let neighbours = "
      const seen = [];
      for (const html of [
        '<select name=s><option disabled selected>choose</select>',
        '<select name=s multiple><option disabled selected>one</select>',
        '<object name=s></object>',
        '<input name=elements value=own>',
      ]) {
        const form = document.createElement('form');
        form.innerHTML = `<input type=hidden name=csrf value=TOKEN>${html}<button name=act value=save></button><add-skill name=s draft=off></add-skill><input name=z value=last>`;
        document.body.append(form);
        const element = form.querySelector('add-skill');
        await ready(element);
        type(element, 'a');
        await arrives(() => new FormData(form).has('s'));
        await new Promise((resolve) => setTimeout(resolve, 400));
        type(element, 'b');
        seen.push([...new FormData(form, form.querySelector('button'))].map(([name, value]) => `${name}=${value.startsWith('{') ? JSON.parse(value).displayName : value}`).join('&'));
        form.remove();
      }
      return seen;";
    let usual = "csrf=TOKEN&act=save&s=b&z=last";
    assert_eq!(
        run(&page, neighbours).await?,
        json!([
            usual,
            usual,
            usual,
            "csrf=TOKEN&elements=own&act=save&s=b&z=last"
        ])
    );
    Ok(())
}

#[tokio::test]
async fn autofocus_focuses_the_form_unless_another_element_has_the_focus() -> Result {
    let page = open(
        "",
        "<add-skill autofocus endpoint='/beta/me/profile/skills'></add-skill>",
    )
    .await?;
    page.focus_arrives("displayName").await?;
    let script = "
      const input = document.createElement('input');
      document.body.append(input);
      input.focus();
      // WebKit applies the first autofocus of a page in one of the next frames, even if an element has the focus.
      for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
      const form = document.createElement('add-skill');
      form.autofocus = true;
      document.body.append(form);
      await ready(form);
      return document.activeElement === input;";
    assert_eq!(run(&page, script).await?, true);
    Ok(())
}

#[tokio::test]
async fn the_suggestion_list_scrolls_separately_and_the_input_stays_in_view() -> Result {
    let page = open(
        "<style>#box { height: 160px; overflow: auto }</style>",
        &format!("<div id='box'>{ELEMENT}</div>"),
    )
    .await?;
    let script = "
      await ready(element);
      element.suggest = async () => Array.from({ length: 10 }, (_, index) => `Skill ${index}`);
      control(element).focus();
      type(element, 'S');
      await arrives(() => element.shadowRoot.querySelectorAll('[part~=suggestion]').length === 10);
      const [box, list] = [document.querySelector('#box'), element.shadowRoot.querySelector('[role=listbox]')];
      for (let count = 0; count < 9; count += 1) { press(control(element), 'ArrowDown'); await 0; }
      const selected = await arrives(() => element.shadowRoot.querySelector('[aria-selected=true]'));
      const [item, outer] = [selected.getBoundingClientRect(), list.getBoundingClientRect()];
      const [input, around] = [control(element).getBoundingClientRect(), box.getBoundingClientRect()];
      return [input.top >= around.top - 1 && input.bottom <= around.bottom + 1, item.top >= outer.top - 1 && item.bottom <= outer.bottom + 1];";
    assert_eq!(run(&page, script).await?, json!([true, true]));
    Ok(())
}

#[tokio::test]
async fn the_form_submits_although_navigator_online_is_false() -> Result {
    let page = open("", ELEMENT).await?;
    for verify in ["on", "off"] {
        let script = format!(
            "element.verify = '{verify}';
             Object.defineProperty(navigator, 'onLine', {{ value: false, configurable: true }});
             const said = [];
             const status = element.shadowRoot.querySelector('.status');
             new MutationObserver(() => said.push(status.textContent)).observe(status, {{ childList: true, subtree: true }});
             await ready(element);
             type(element, 'Connected');
             await element.submit();
             return said.some((text) => text.includes('You appear to be offline'));"
        );
        assert_eq!(run(&page, &script).await?, true);
        page.event("skill-added").await?;
    }
    assert_eq!(page.stored().await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn the_validation_error_names_an_invisible_character_inside_a_link() -> Result {
    let page = open("", ELEMENT).await?;
    page.fill("displayName", "Rust").await?;
    for (link, name) in [
        ("https://example.com/a\u{200B}b", "U+200B"),
        ("https://exam\u{AD}ple.com/", "U+00AD"),
    ] {
        page.fill("webUrl", link).await?;
        page.submit().await?;
        page.focus_arrives("summary").await?;
        assert!(
            page.error("webUrl")
                .await?
                .is_some_and(|error| error.contains(name)),
            "{link:?}"
        );
    }
    page.fill("webUrl", "\u{200B}https://example.com/a\u{FEFF}")
        .await?;
    page.submit().await?;
    assert_eq!(
        page.event("skill-added").await?["skill"]["webUrl"],
        "https://example.com/a"
    );
    Ok(())
}

#[tokio::test]
async fn print_shows_every_category_and_no_buttons() -> Result {
    let page = open("", ELEMENT).await?;
    if page.engine().cannot(Step::Window).is_some() {
        return Ok(());
    }
    let fill = "element.skill = { displayName: 'Rust', categories: Array.from({ length: 120 }, (_, index) => `A category of the form, number ${index}`) };
        await arrives(() => element.shadowRoot.querySelectorAll('[part~=item]').length === 120);";
    run(&page, fill).await?;
    page.print_media().await?;
    let look = "
      const items = element.shadowRoot.querySelector('.items');
      const { bottom } = items.getBoundingClientRect();
      const hidden = [...items.querySelectorAll('li')].filter((item) => item.getBoundingClientRect().bottom > bottom + 1 || !item.checkVisibility()).length;
      const pressed = [...element.shadowRoot.querySelectorAll('button, summary')].filter((button) => button.checkVisibility()).length;
      return [items.scrollHeight <= items.clientHeight + 1, hidden, pressed, control(element).checkVisibility()];";
    assert_eq!(run(&page, look).await?, json!([true, 0, 0, true]));
    Ok(())
}
