//! What follows success: a quiet look for doubles, and their removal.

use crate::skill::SkillProficiency;

use super::super::listing::{self, ListRequest};
use super::super::outcome::{Answer, Created, Outcome, RequestIds};
use super::super::reconcile;
use super::super::state::{Added, Effect, State};
use super::Step;
use super::checking::PAGE;

impl Step<'_> {
    /// The skill was added. An answer alone does not say how often; the collection does.
    pub(super) fn created(&mut self, created: Created) -> State {
        let mut added = self.added(created, Vec::new());
        if !self.machine.is_detached && self.machine.target.verify {
            let ticket = self.ticket(PAGE);
            self.list(ticket, &ListRequest::Newest);
        } else {
            added.record = None;
        }
        State::Created(Box::new(added))
    }

    /// The skill is in the collection; further copies of it are doubles.
    pub(super) fn found(&mut self, ours: Vec<SkillProficiency>, ids: RequestIds) -> State {
        let mut ours = ours.into_iter();
        let created = Created { skill: ours.next(), ids };
        let added = self.added(created, ours.filter_map(|double| double.id).collect());
        State::Created(Box::new(Added { record: None, ..added }))
    }

    /// The submission is over: what is posted next is another.
    fn added(&mut self, created: Created, doubles: Vec<String>) -> Added {
        self.cancel();
        let record = self.machine.record.take().map(Box::new);
        self.effects.push(Effect::ForgetRecord);
        self.effects.push(Effect::Tell(Outcome::Created(Box::new(created.clone()))));
        Added { created, doubles, removing: None, has_failed_to_remove: false, record }
    }

    /// The quiet look was answered. One that says nothing is no reason to worry anybody.
    pub(super) fn verified(&mut self, mut added: Added, answer: Answer) -> State {
        self.cancel();
        if let (Ok(listing), Some(record)) = (listing::read(answer), added.record.take()) {
            let (own, doubles) = reconcile::doubles(added.created.skill.as_ref(), &listing.skills, &record, self.now.at);
            added.doubles = doubles;
            // The answer may not have said it.
            if own.is_some() {
                added.created.skill.get_or_insert_default().id = own;
            }
        }
        State::Created(Box::new(added))
    }

    /// What follows success did not come in time.
    pub(super) fn unanswered_after(&mut self, mut added: Added) -> State {
        self.cancel();
        added.has_failed_to_remove |= added.removing.take().is_some();
        State::Created(Box::new(Added { record: None, ..added }))
    }

    /// Removes a copy, one at a time. Only what was found to be one is ever removed.
    pub(super) fn remove(&mut self, mut added: Added, id: String) -> State {
        if added.removing.is_none() && added.doubles.contains(&id) {
            let url = listing::item(&self.machine.target.collection, &id);
            added.has_failed_to_remove = url.is_none();
            if let Some(url) = url {
                let ticket = self.ticket(PAGE);
                self.effects.push(Effect::Delete(ticket, url));
                added.removing = Some(id);
            }
        }
        State::Created(Box::new(added))
    }

    /// A copy was removed, or could not be.
    pub(super) fn removed(&mut self, mut added: Added, is_removed: bool) -> State {
        self.cancel();
        let removing = added.removing.take();
        if is_removed {
            added.doubles.retain(|double| Some(double) != removing.as_ref());
        }
        added.has_failed_to_remove = !is_removed;
        State::Created(Box::new(added))
    }
}
