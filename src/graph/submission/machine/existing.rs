//! The lookup before the first POST: a skill with the same name, and the baseline.

use std::sync::Arc;

use crate::graph::outcome::{Answer, Failure, FailureKind, Reason, RequestIds};
use crate::graph::submission::listing::{self, ListRequest};
use crate::graph::submission::state::{Checks, Effect, Existing, State};
use crate::graph::timeouts::PREPARING_WATCH;
use crate::platform::fold;
use crate::skill::SkillProficiency;

use super::Step;
use super::lost_response::MAX_PAGES;

/// The progress of the lookup.
#[derive(Clone, Debug, Default)]
pub(super) struct Lookup {
    /// The number of the page, from 1.
    page: u8,
    /// The ids of the skills on the pages before.
    ids: Vec<String>,
}

impl Step<'_> {
    /// Reads the first page of the collection.
    pub(crate) fn look_up(&mut self) -> State {
        self.machine.lookup = Lookup::default();
        let request = if self.asks() {
            ListRequest::Existing
        } else {
            ListRequest::Ids
        };
        self.look_up_page(&request)
    }

    fn look_up_page(&mut self, request: &ListRequest) -> State {
        self.machine.lookup.page += 1;
        let id = self.begin_operation(PREPARING_WATCH);
        self.list(id, request);
        State::Preparing
    }

    /// Returns whether the user is asked about an existing skill.
    fn asks(&self) -> bool {
        self.machine.target.checks == Checks::All
    }

    /// Handles the response with a page of the collection.
    ///
    /// A complete list is the baseline. Without the question to the user, only one page is read,
    /// and a longer collection has no baseline, because a skill could be on an unread page.
    pub(crate) fn on_prepared(&mut self, answer: Answer) -> State {
        let Ok(listing) = listing::read(answer) else {
            return self.ask_token(None, None);
        };
        let asks = self.asks();
        let existing = asks.then(|| self.find_existing(&listing.skills)).flatten();
        let ids = listing.skills.iter().filter_map(|skill| skill.id.clone());
        self.machine.lookup.ids.extend(ids);
        if asks {
            self.effects.push(Effect::Learn {
                skills: listing.skills,
                is_first_page: self.machine.lookup.page == 1,
            });
        }
        if let Some(existing) = existing {
            return self.exists(existing);
        }
        let Some(next) = listing.next else {
            let ids = std::mem::take(&mut self.machine.lookup.ids);
            if let Some(record) = &mut self.machine.record {
                record.baseline_ids = Some(ids);
            }
            return self.ask_token(None, None);
        };
        let may_follow = asks && self.machine.lookup.page < MAX_PAGES;
        match listing::follow(&next, &self.machine.target.collection).filter(|_| may_follow) {
            Some(url) => self.look_up_page(&ListRequest::Page(url)),
            None => self.ask_token(None, None),
        }
    }

    /// Finds the skill with the name of the submitted one. If there are several, one with the same
    /// level takes precedence, because it leaves nothing to change.
    fn find_existing(&self, skills: &[SkillProficiency]) -> Option<Existing> {
        let sent = &self.machine.record.as_ref()?.payload;
        let name = fold(sent.display_name.as_deref()?);
        let mut found: Option<&SkillProficiency> = None;
        for skill in skills {
            let listed = skill.display_name.as_deref().unwrap_or_default();
            if (found.is_none() || skill.proficiency == sent.proficiency) && fold(listed) == name {
                found = Some(skill);
            }
        }
        let skill = found?;
        let has_url = skill
            .id
            .as_deref()
            .is_some_and(|id| listing::item(&self.machine.target.collection, id).is_some());
        let level = sent.proficiency.clone();
        Some(Existing {
            level: level.filter(|_| has_url && skill.proficiency != sent.proficiency),
            skill: Arc::new(skill.clone()),
        })
    }

    /// Ends the submission before anything is sent, so that the user can decide.
    fn exists(&mut self, existing: Existing) -> State {
        self.cancel();
        self.machine.record = None;
        self.effects.push(Effect::ForgetRecord);
        State::Exists(Box::new(existing))
    }

    /// Reports that the user keeps the existing skill.
    pub(crate) fn keep_existing(&mut self) -> State {
        let failure = Failure::new(
            FailureKind::Exists,
            Reason::Exists,
            RequestIds::new(self.inputs.guid.clone()),
        );
        self.emit(failure.clone());
        State::Rejected(Box::new(failure))
    }
}
