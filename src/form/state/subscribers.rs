//! Who reads the form's signals.

use leptos::reactive::graph::Source;

use super::SkillForm;

impl SkillForm {
    /// Lets go of all that reads the form's signals, once its view is gone. Leptos itself does so
    /// only with the signal, so that a form that is shown again and again would hold what is left
    /// of each of its views.
    pub(crate) fn clear_subscribers(&self) {
        let inner = &self.inner;
        inner.entries.iter().for_each(Source::clear_subscribers);
        inner.errors.iter().for_each(Source::clear_subscribers);
        let others: [&dyn Source; 16] = [
            &inner.extra,
            &inner.options,
            &inner.messages,
            &inner.direction,
            &inner.status,
            &inner.submission,
            &inner.summary,
            &inner.disabled,
            &inner.readonly,
            &inner.details_rendered,
            &inner.fields_with_hidden_errors,
            &inner.has_suggest,
            &inner.suggestions,
            &inner.notice,
            &inner.announcement,
            &inner.pending,
        ];
        others.into_iter().for_each(Source::clear_subscribers);
    }
}
