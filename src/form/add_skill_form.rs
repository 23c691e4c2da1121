//! The whole form, from top to bottom.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node, ShadowRoot};

use crate::graph::{Failure, TokenError, known_skills, no_token};
use crate::i18n::{Group, Key, Ui};
use crate::skill::{Draft, Entry, FieldPath, SkillProficiency};

use super::callbacks::Callbacks;
use super::el::{El, Item, NodeRef, ORDER, Source, View, el};
use super::errors::error_summary;
use super::field_frame::group;
use super::fields::field;
use super::options::Options;
use super::props::{EventHandler, TokenSource, Validator};
use super::state::SkillForm;
use super::submission::{Countdown, button, live_regions, next_steps};
use super::view::SsrInput;

/// A form that adds a skill to the user's Microsoft 365 profile.
///
/// Add [`STYLE`](super::STYLE) to the page. The form's elements have the parts of `<add-skill>` as
/// attributes: `[part~="label"]`.
///
/// ```
/// use add_skill::skill::SkillProficiency;
/// use add_skill::{AccessToken, AddSkillForm, STYLE, TokenError, TokenRequest};
/// use leptos::prelude::*;
///
/// #[component]
/// fn Profile() -> impl IntoView {
///     let added = RwSignal::new(Vec::new());
///     view! {
///         <style>{STYLE}</style>
///         <AddSkillForm
///             get_access_token=acquire_token
///             on_added=move |skill: SkillProficiency| added.update(|added| added.push(skill))
///         />
///     }
/// }
///
/// async fn acquire_token(request: TokenRequest) -> Result<AccessToken, TokenError> {
///     AccessToken::new(sign_in(request.scopes).await)
/// }
/// # async fn sign_in(_: Vec<String>) -> String { String::new() }
/// ```
///
/// # Handle
///
/// To prefill, submit, or observe the form, create a [`SkillForm`] and pass it as `form`. It has its
/// own options and callbacks, so only `lang`, `disabled`, and `readonly` of the other props apply.
///
/// ```
/// # use add_skill::{AccessToken, AddSkillForm, Callbacks, Options, SkillForm};
/// use add_skill::skill::{Draft, FieldPath};
/// use leptos::prelude::*;
///
/// # #[component]
/// # fn Profile() -> impl IntoView {
/// # let callbacks = Callbacks::new(std::rc::Rc::new(|_| Box::pin(async { AccessToken::new(String::new()) })));
/// let form = SkillForm::new(Options::default(), callbacks);
/// let mut draft = Draft::default();
/// draft.set_text(FieldPath::DisplayName, "Rust");
/// form.set_draft(&draft);
/// view! { <AddSkillForm form /> }
/// # }
/// ```
///
/// # Validation
///
/// `validate` is called when the user submits a skill that breaks no rule, and again only after the
/// skill has changed. After 5 seconds without a result, the submission continues.
///
/// ```
/// # use add_skill::{AccessToken, AddSkillForm, TokenError, TokenRequest};
/// use add_skill::skill::{FieldPath, SkillProficiency};
/// # use leptos::prelude::*;
///
/// async fn validate(skill: SkillProficiency) -> Vec<(FieldPath, String)> {
///     match skill.display_name {
///         Some(name) if is_known(&name).await => Vec::new(),
///         _ => vec![(FieldPath::DisplayName, "Enter a skill of our catalog".to_owned())],
///     }
/// }
/// # async fn is_known(_: &str) -> bool { true }
/// # async fn get(_: TokenRequest) -> Result<AccessToken, TokenError> { AccessToken::new(String::new()) }
/// # #[component]
/// # fn Profile() -> impl IntoView {
/// view! { <AddSkillForm get_access_token=get validate /> }
/// # }
/// ```
///
/// # Server-side rendering
///
/// With the feature `ssr`, the component renders HTML. With `hydrate`, a browser hydrates it in
/// place and keeps the user's input. Callbacks are dropped on a server.
#[component]
pub fn AddSkillForm(
    /// The state of the form, which may outlive the view.
    #[prop(optional, into)]
    form: Option<SkillForm>,
    /// The URL of the skills collection, absolute or relative to the page.
    #[prop(optional, into)]
    endpoint: Option<String>,
    /// The scopes of the access tokens, by default `User.ReadWrite`.
    #[prop(optional, into)]
    scopes: Option<Vec<String>>,
    /// The fields to show, in order.
    #[prop(optional, into)]
    fields: Option<Vec<FieldPath>>,
    /// The required fields in addition to `displayName`.
    #[prop(optional, into)]
    required: Vec<FieldPath>,
    /// The values to start with.
    #[prop(optional, into)]
    skill: Option<SkillProficiency>,
    /// All other options; `endpoint`, `scopes`, `fields` and `required` take precedence.
    #[prop(optional, into)]
    options: Options,
    /// The language of the form, as a tag such as `de-AT`. English by default.
    #[prop(optional, into)]
    lang: Option<String>,
    /// Whether the user can neither fill in nor submit the form.
    #[prop(optional, into)]
    disabled: Option<Signal<bool>>,
    /// Whether the user can only read the values.
    #[prop(optional, into)]
    readonly: Option<Signal<bool>>,
    /// Called once per request for an access token.
    #[prop(optional, into)]
    get_access_token: Option<TokenSource>,
    /// Called with a skill that breaks no rule. Its messages are shown at their fields, and the form
    /// sends nothing.
    #[prop(optional, into)]
    validate: Option<Validator>,
    /// Called with a valid skill before it is sent. Return `false` to prevent that.
    #[prop(optional, into)]
    on_submit: Option<EventHandler<SkillProficiency, bool>>,
    /// Called with the skill that was added.
    #[prop(optional, into)]
    on_added: Option<EventHandler<SkillProficiency>>,
    /// Called with the skill and the existing one with the same name, before the user is asked what
    /// to do. Return `false` to prevent that. Nothing is sent then.
    #[prop(optional, into)]
    on_exists: Option<EventHandler<(SkillProficiency, SkillProficiency), bool>>,
    /// Called with an existing skill after the user has changed it.
    #[prop(optional, into)]
    on_updated: Option<EventHandler<SkillProficiency>>,
    /// Called with the id of an added skill after the user has removed it again.
    #[prop(optional, into)]
    on_removed: Option<EventHandler<String>>,
    /// Called with the failure and the message that the user sees.
    #[prop(optional, into)]
    on_failed: Option<EventHandler<(Failure, String)>>,
) -> impl IntoView {
    let form = form.unwrap_or_else(|| {
        let mut options = options;
        options.endpoint = endpoint.unwrap_or(options.endpoint);
        options.scopes = scopes.unwrap_or(options.scopes);
        options.fields = fields.or(options.fields);
        options.constraints.required.extend(required);
        let token =
            get_access_token.map_or_else(|| no_token(TokenError::Unusable), |source| source.0);
        let mut callbacks = Callbacks::new(token);
        callbacks.validate = validate.map(|validator| validator.0);
        if let Some(EventHandler(handle)) = on_submit {
            callbacks.on_submit = Rc::new(move |skill| handle(skill.clone()));
        }
        if let Some(EventHandler(handle)) = on_added {
            callbacks.on_added = Rc::new(move |skill, _| handle(skill.clone()));
        }
        if let Some(EventHandler(handle)) = on_exists {
            callbacks.on_exists =
                Rc::new(move |skill, existing| handle((skill.clone(), existing.clone())));
        }
        if let Some(EventHandler(handle)) = on_updated {
            callbacks.on_updated = Rc::new(move |skill, _| handle(skill.clone()));
        }
        if let Some(EventHandler(handle)) = on_removed {
            callbacks.on_removed = Rc::new(move |id| handle(id.to_owned()));
        }
        if let Some(EventHandler(handle)) = on_failed {
            callbacks.on_failed =
                Rc::new(move |failure, text| handle((failure.clone(), text.to_owned())));
        }
        let form = SkillForm::new(options, callbacks);
        if let Some(skill) = skill {
            form.set_draft(&Draft::from(skill));
        }
        form
    });
    if let Some(lang) = lang {
        form.set_language(&lang, None);
    }
    follow(disabled, form.clone(), SkillForm::set_disabled);
    follow(readonly, form.clone(), SkillForm::set_readonly);
    view_of(form)
}

/// Applies a signal to the form, now and whenever it changes.
fn follow(signal: Option<Signal<bool>>, form: SkillForm, set: fn(&SkillForm, bool)) {
    let Some(signal) = signal else { return };
    set(&form, signal.get_untracked());
    Effect::new(move |_| set(&form, signal.get()));
}

/// Renders an empty form as HTML on a server, in the language of a tag such as `de-AT`.
///
/// In a browser, `<add-skill>` and [`AddSkillForm`] hydrate its elements.
///
/// ```
/// # #[cfg(feature = "ssr")] {
/// use add_skill::form::{Options, to_html};
///
/// let html = to_html(&Options::default(), "de");
/// assert!(html.starts_with("<form "));
/// # }
/// ```
#[cfg(feature = "ssr")]
pub fn to_html(options: &Options, language: &str) -> String {
    let form = SkillForm::new(
        options.clone(),
        Callbacks::new(no_token(TokenError::Unusable)),
    );
    form.set_language(language, None);
    form.to_html()
}

#[cfg(feature = "ssr")]
impl SkillForm {
    /// Leaves out the fields under "More details". A browser adds them after it has taken over the
    /// form.
    pub(crate) fn omit_details(&self) {
        self.inner.view.omits_details.set(true);
    }

    /// Renders the form as HTML on a server, with its values.
    ///
    /// Numbers and counts are formatted as in English if the server has no `Intl`. A browser
    /// replaces them.
    pub fn to_html(&self) -> String {
        use leptos::tachys::view::RenderHtml;

        View::new(FormView::new(self.clone())).to_html()
    }
}

/// The attribute of a form that the page's script has rendered before the module was loaded. The
/// nodes are those of an empty form, with the page's values in its controls.
const SHELL: &str = "data-shell";

/// Returns the form of a server or of the page's script in an element's shadow root, before a view
/// hydrates it.
pub(crate) fn rendered_in(root: &ShadowRoot) -> Option<Element> {
    let selector = ["form[", ORDER, "]"].concat();
    root.query_selector(&selector).ok().flatten()
}

/// Returns the view of the form in an element's shadow root. It hydrates a server-rendered form. If
/// that does not match, the view replaces it, unless `is_in_place_only`.
pub(crate) fn view_in(
    form: SkillForm,
    root: &ShadowRoot,
    is_in_place_only: bool,
) -> impl IntoView + use<> {
    let rendered = rendered_in(root);
    let view = FormView::new(form);
    if rendered.is_none() {
        // The form was not rendered by the server build, so it is replaced.
        view.adopt(root.unchecked_ref());
    }
    let mut child = root.first_child();
    while let Some(node) = child {
        child = node.next_sibling();
        if rendered
            .as_ref()
            .is_none_or(|form| !node.contains(Some(form)))
        {
            // Removing a child never fails.
            let _ = root.remove_child(&node);
        }
    }
    View::new(view).hydrating(rendered, is_in_place_only)
}

/// Returns the view of a form.
pub(super) fn view_of(form: SkillForm) -> impl IntoView {
    View::new(FormView::new(form))
}

/// The form, and the user's input in the server-rendered form.
struct FormView {
    form: SkillForm,
    input: RefCell<SsrInput>,
    /// The values of the form while it takes over a shell, which is that of an empty form.
    values: RefCell<Option<Vec<Entry>>>,
}

impl FormView {
    fn new(form: SkillForm) -> Self {
        Self {
            form,
            input: RefCell::default(),
            values: RefCell::default(),
        }
    }
}

impl Source for FormView {
    fn make(&self) -> El {
        view(&self.form)
    }

    fn adopt(&self, form: &Element) {
        self.input.replace(SsrInput::read(form));
        // A form that is to be replaced may be all that is in a shadow root.
        if form.node_type() == Node::ELEMENT_NODE && form.has_attribute(SHELL) {
            self.values.replace(Some(self.form.take_values()));
        }
    }

    fn restore(&self) {
        let values = self.values.take();
        let is_shell = values.is_some();
        if let Some(values) = values {
            self.form.put_values(values);
        }
        self.form.restore_draft();
        // A hidden tab may never be idle, so that this does not wait for that.
        known_skills::listen();
        let input = self.input.borrow();
        // The user's input is newer than the stored draft.
        input.put(&self.form);
        if is_shell {
            input.restore_selection(&self.form);
        }
    }

    fn abandon(&self) {
        if let Some(values) = self.values.take() {
            self.form.put_values(values);
        }
        self.form.set_form_element(None);
    }

    fn refocus(&self, form: &Element) {
        self.input.borrow().refocus(&self.form, form);
    }
}

fn view(form: &SkillForm) -> El {
    let countdown = Countdown::new(form);
    let (live_regions, detailed, stepping) =
        (live_regions(form, &countdown), form.clone(), form.clone());
    let reference = NodeRef::default();
    let view = el!(form class="add-skill" part="form" novalidate autocomplete="off")
        .lang_and_dir(form)
        .delegate_field_events(form)
        .render_details_lazily(form)
        .track_pointer(form)
        .submit_on_enter(form)
        .child(error_summary(form))
        .child(notice(form))
        .child(visible(form))
        .each(move || in_details(&detailed))
        .child(actions(form))
        .child(live_regions)
        .effect(countdown.ticking())
        .each(move || next_steps(&stepping, &countdown))
        .node_ref(&reference);
    form.set_form_element(reference.get().cloned().map(JsCast::unchecked_into));
    if cfg!(feature = "ssr") {
        return view;
    }
    let gone_from = SendWrapper::new(form.clone());
    on_cleanup(move || {
        // Another form may be mounted immediately, and restores this form's draft.
        gone_from.flush_draft();
        gone_from.set_form_element(None);
    });
    view
}

fn notice(form: &SkillForm) -> El {
    let form = form.clone();
    el!(div class="notice" part="notice" role="status").each(move || {
        let Some(notice) = form.inner.draft.notice.get() else {
            return Vec::new();
        };
        let words = el!(span).text(&form.text(&Key::Ui(notice)));
        if notice == Ui::DraftNotKept {
            return vec![words.into()];
        }
        // The buttons apply to the record if there is one.
        let (copy, discard) = match form.unreadable_record() {
            Some(_) => ((Ui::CopyRecord, "copy"), (Ui::DismissRecord, "discard")),
            None => ((Ui::CopyDraft, "copy"), (Ui::DiscardDraft, "discard")),
        };
        let copy = matches!(notice, Ui::DraftUnreadable | Ui::RecordUnreadable)
            .then(|| button(&form, (copy.0, copy.1, SkillForm::copy_unreadable)));
        let text = (notice == Ui::CopyManually)
            .then(|| form.unreadable_text())
            .flatten();
        let text = text.map(|text| {
            el!(textarea readonly rows="3" part="unreadable")
                .attr("aria-label", &form.text(&Key::Ui(notice)))
                .text(&text)
        });
        let discard = button(&form, (discard.0, discard.1, SkillForm::discard_notice));
        let buttons = el!(span class="actions").children(copy.into_iter().chain([discard]));
        [Some(words), text, Some(buttons)]
            .into_iter()
            .flatten()
            .map(Item::from)
            .collect()
    })
}

fn visible(form: &SkillForm) -> El {
    let form = form.clone();
    el!(div class="fields" part="fields").each(move || {
        let fields = visible_fields(
            &form.inner.options.read(),
            &form.inner.view.fields_with_hidden_errors.read(),
        );
        grouped(&form, &fields)
    })
}

/// Returns the fields that the page shows, and hidden fields whose errors block the submission.
fn visible_fields(options: &Options, revealed: &[FieldPath]) -> Vec<FieldPath> {
    let mut fields = options.visible();
    let shown = [fields.clone(), options.in_details()].concat();
    fields.extend(revealed.iter().filter(|field| !shown.contains(field)));
    fields
}

/// Returns the section *More details*, if it has fields. Tracked.
fn in_details(form: &SkillForm) -> Vec<Item> {
    let form = form.clone();
    let is_there = !form.inner.options.read().in_details().is_empty();
    is_there
        .then(|| Item::keyed("details", move || details(&form)))
        .into_iter()
        .collect()
}

fn details(form: &SkillForm) -> El {
    let (fields, opened) = (form.clone(), form.clone());
    let summary = el!(summary part="details-summary").bind_text(form, Key::Ui(Ui::MoreDetails));
    let contents = move || {
        let is_rendered = fields.inner.view.details_rendered.get();
        if is_rendered {
            grouped(&fields, &fields.inner.options.read().in_details())
        } else {
            Vec::new()
        }
    };
    el!(details class="details" part="details")
        .child(summary)
        .child(el!(div class="fields").each(contents))
        .on("toggle", move |_| opened.render_details())
}

/// Returns the fields in order. Adjacent fields of one group are under the group's name.
fn grouped(form: &SkillForm, fields: &[FieldPath]) -> Vec<Item> {
    let mut items = Vec::new();
    for run in fields.chunk_by(|one, next| group(*one) == group(*next)) {
        match group(run[0]) {
            None => items.extend(run.iter().map(|path| field_item(form, *path))),
            Some(name) => {
                let (form, run) = (form.clone(), run.to_vec());
                let key = run
                    .iter()
                    .map(|path| path.path())
                    .collect::<Vec<_>>()
                    .join(" ");
                items.push(Item::keyed(key, move || group_view(&form, name, &run)));
            }
        }
    }
    items
}

fn field_item(form: &SkillForm, path: FieldPath) -> Item {
    let form = form.clone();
    Item::keyed(path.path(), move || field(&form, path))
}

fn group_view(form: &SkillForm, name: Group, members: &[FieldPath]) -> El {
    let title = el!(legend part="group-title").bind_text(form, Key::Group(name));
    let (form, members) = (form.clone(), members.to_vec());
    let fields = el!(div class="fields").each(move || {
        let item = |path: &FieldPath| field_item(&form, *path);
        members.iter().map(item).collect()
    });
    el!(fieldset class="group" part="group")
        .child(title)
        .child(fields)
}

fn actions(form: &SkillForm) -> El {
    let (busy, stoppable) = (form.clone(), form.clone());
    // During a submission, the button keeps the focus: `aria-disabled`, not `disabled`.
    let submit = el!(button type="submit" class="primary" part="submit")
        .bind_locked(form)
        .submit_on_click(form)
        .attr("aria-disabled", move || {
            busy.status().is_submitting().then_some("true")
        })
        .bind_text(form, Key::Ui(Ui::Submit));
    el!(div class="actions" part="actions")
        .child(submit)
        .each(move || {
            let is_busy = stoppable.status().is_submitting();
            is_busy
                .then(|| button(&stoppable, (Ui::Stop, "stop", SkillForm::stop)).into())
                .into_iter()
                .collect()
        })
}
