//! Duplicate detection after success, and the removal of duplicates.

use crate::graph::outcome::{Answer, Created, Outcome, RequestIds};
use crate::graph::submission::listing::{self, ListRequest};
use crate::graph::submission::reconcile;
use crate::graph::submission::record::{Record, Stage};
use crate::graph::submission::state::{Added, Checks, Effect, EffectId, State, Undo};
use crate::graph::timeouts::PAGE_WATCH;
use crate::skill::SkillProficiency;

use super::Step;

/// The delays before each check for late duplicates, in milliseconds. An attempt whose response was
/// lost may still add the skill.
const LATE_CHECK_DELAYS: [u32; 2] = [10_000, 60_000];

/// The removal of an added skill.
#[derive(Clone, Debug)]
pub(super) struct Undoing {
    effect: EffectId,
    /// The id of the skill.
    id: String,
    /// The name of the skill.
    name: String,
    /// Whether the collection has contained it.
    is_listed: bool,
}

impl Step<'_> {
    /// Returns whether the collection is checked for duplicates.
    ///
    /// Even if the page turned the check off, it is performed if an earlier attempt may have added
    /// the skill: such a duplicate would come from the form itself.
    fn needs_follow_up(&self) -> bool {
        let record = self.machine.record.as_ref();
        self.machine.target.checks != Checks::None
            || record.is_some_and(|record| record.may_have_been_added)
    }

    /// Handles the response that the skill was added, and checks whether it was added only once.
    pub(crate) fn created(&mut self, created: Created) -> State {
        let is_verified = self.needs_follow_up();
        let mut added = self.added(created, Vec::new());
        self.schedule_follow_up(&mut added, is_verified);
        self.emit_added(&added);
        self.verify(added)
    }

    /// Saves whether the check for duplicates is still due, so that a closed page performs it at
    /// the next visit.
    fn schedule_follow_up(&mut self, added: &mut Added, needs_follow_up: bool) {
        added.record = added.record.take().filter(|_| needs_follow_up);
        match &mut added.record {
            Some(record) => {
                record.stage = Stage::Added;
                record.added_id = added.created.id().cloned();
                self.effects.push(Effect::SaveRecord(record.clone()));
            }
            None => self.effects.push(Effect::ForgetRecord),
        }
    }

    /// Handles skills that were found in the collection. All but the first are duplicates.
    ///
    /// If there were several attempts, one may still add a late duplicate.
    pub(crate) fn found(&mut self, own: Vec<SkillProficiency>, ids: RequestIds) -> State {
        let attempts = self
            .machine
            .record
            .as_ref()
            .map_or(0, |record| record.attempt);
        let mut own = own.into_iter();
        let created = Created {
            skill: own.next(),
            ids,
            is_new: false,
        };
        let mut added = self.added(created, own.filter_map(|duplicate| duplicate.id).collect());
        self.schedule_follow_up(&mut added, attempts > 1);
        self.emit_added(&added);
        self.schedule_late_check(added)
    }

    /// Resumes a submission whose skill was added before the check for duplicates finished.
    pub(crate) fn added_before(&mut self, ids: RequestIds) -> State {
        let added_skill = |record: &Record| {
            Some(SkillProficiency {
                id: Some(record.added_id.clone()?),
                ..record.payload.clone()
            })
        };
        let skill = self.machine.record.as_ref().and_then(added_skill);
        let created = Created {
            skill,
            ids,
            is_new: false,
        };
        let is_verified = self.needs_follow_up();
        let mut added = self.added(created, Vec::new());
        added.record = added.record.filter(|_| is_verified);
        self.verify(added)
    }

    /// Closes the submission, so that the next skill starts another.
    fn added(&mut self, created: Created, duplicates: Vec<String>) -> Added {
        self.cancel();
        let record = self.machine.record.take().map(Box::new);
        let posted = record.as_ref().map(|record| &record.payload);
        let name = posted
            .or(created.skill.as_ref())
            .and_then(|skill| skill.display_name.clone())
            .unwrap_or_default();
        // A service that returns the id of another skill must not have that one removed.
        let baseline = record.as_ref().and_then(|it| it.baseline_ids.as_ref());
        let is_removable = |id: &String| {
            listing::item(&self.machine.target.collection, id).is_some()
                && !baseline.is_some_and(|ids| ids.contains(id))
        };
        let is_ours = created.is_new && created.id().is_some_and(is_removable);
        Added {
            name,
            undo: if is_ours {
                Undo::Possible
            } else {
                Undo::Impossible
            },
            created,
            duplicates,
            removing: None,
            has_removed: false,
            has_failed_to_remove: false,
            record,
            late_checks: 0,
            is_between_checks: false,
            listed_id: None,
        }
    }

    fn emit_added(&mut self, added: &Added) {
        self.effects.push(Effect::Emit(Outcome::Created(Box::new(
            added.created.clone(),
        ))));
    }

    /// Checks for duplicates if that is still due.
    ///
    /// A form that was removed from the page asks for no token. It checks when it is inserted
    /// again.
    pub(crate) fn verify(&mut self, mut added: Added) -> State {
        added.is_between_checks = false;
        if added.record.is_some() && !self.machine.is_detached {
            let effect_id = self.begin_operation(PAGE_WATCH);
            self.list(effect_id, &ListRequest::Newest);
        }
        State::Created(Box::new(added))
    }

    /// Handles the response to the check. An unreadable response is ignored.
    pub(crate) fn on_verified(&mut self, mut added: Added, answer: Answer) -> State {
        if let (Ok(listing), Some(record)) = (listing::read(answer), &added.record) {
            let (id, duplicates) = reconcile::find_duplicates(
                added.created.skill.as_ref(),
                &listing.skills,
                record,
                self.inputs.now,
            );
            added.duplicates = duplicates;
            let own = added.created.id();
            let mut listed = listing.skills.iter().map(|skill| skill.id.as_ref());
            if own.is_some() && listed.any(|id| id == own) {
                added.listed_id = own.cloned();
            }
            if added.undo == Undo::Done {
                // Whatever is still there is a duplicate of the removed skill.
                let rest = id.filter(|id| Some(id) != added.created.id());
                added.duplicates.splice(0..0, rest);
                return self.end_follow_up(added);
            }
            // The response to the POST may not have contained the id. Without a baseline, the id
            // would be a guess.
            if record.baseline_ids.is_some() && id.is_some() {
                added
                    .created
                    .skill
                    .get_or_insert_default()
                    .id
                    .get_or_insert_with(|| id.unwrap_or_default());
            }
        }
        self.end_follow_up(added)
    }

    /// Ends a check, or gives up on it or on a removal after its time limit. The check that a removal
    /// has interrupted follows.
    pub(crate) fn end_follow_up(&mut self, mut added: Added) -> State {
        self.cancel();
        if end_removal(&mut added).is_some() {
            added.has_failed_to_remove = true;
            return self.verify(added);
        }
        self.schedule_late_check(added)
    }

    /// Schedules another check if a lost attempt may still add a duplicate and none has been found.
    fn schedule_late_check(&mut self, mut added: Added) -> State {
        let needs_follow_up = added.duplicates.is_empty()
            && added
                .record
                .as_ref()
                .is_some_and(|record| record.may_have_been_added);
        match LATE_CHECK_DELAYS
            .get(usize::from(added.late_checks))
            .filter(|_| needs_follow_up)
        {
            Some(delay) => {
                added.late_checks += 1;
                added.is_between_checks = true;
                self.begin_operation(*delay);
            }
            None if added.record.take().is_some() => self.effects.push(Effect::ForgetRecord),
            None => {}
        }
        State::Created(Box::new(added))
    }

    /// Handles duplicates that a lookup for several forms has found. They replace those of the form's
    /// own check.
    pub(crate) fn found_duplicates(&mut self, mut added: Added, ids: Vec<String>) -> State {
        self.cancel();
        added.is_between_checks = false;
        added.duplicates = ids;
        if added.record.take().is_some() {
            self.effects.push(Effect::ForgetRecord);
        }
        State::Created(Box::new(added))
    }

    /// Removes a duplicate, one at a time. Ids of other skills are ignored.
    pub(crate) fn remove_duplicate(&mut self, added: Added, id: String) -> State {
        if added.removing.is_none() && added.duplicates.contains(&id) {
            self.remove(added, id)
        } else {
            State::Created(Box::new(added))
        }
    }

    /// Removes the added skill again.
    pub(crate) fn undo(&mut self, added: Added) -> State {
        let is_possible = added.undo == Undo::Possible && added.removing.is_none();
        match added.created.id().cloned() {
            Some(id) if is_possible => {
                let (name, is_listed) = (added.name.clone(), added.listed_id.as_ref() == Some(&id));
                let state = self.remove(added, id.clone());
                self.machine.undoing.push(Undoing {
                    effect: self.machine.last_effect_id,
                    id,
                    name,
                    is_listed,
                });
                state
            }
            _ => State::Created(Box::new(added)),
        }
    }

    fn remove(&mut self, mut added: Added, id: String) -> State {
        let url = listing::item(&self.machine.target.collection, &id);
        added.has_failed_to_remove = url.is_none();
        if let Some(url) = url {
            let effect_id = self.begin_operation(PAGE_WATCH);
            self.effects.push(Effect::Delete(effect_id, url));
            added.removing = Some(id);
        }
        State::Created(Box::new(added))
    }

    /// Handles a removal that ends after the next submission has started, or after its time limit.
    /// `is_removed` is `None` if the skill does not exist.
    pub(crate) fn on_late_removal(
        &mut self,
        mut state: State,
        id: EffectId,
        is_removed: Option<bool>,
    ) -> State {
        let undoing = &mut self.machine.undoing;
        let Some(index) = undoing.iter().position(|undoing| undoing.effect == id) else {
            return state;
        };
        let undoing = undoing.remove(index);
        let is_removed = is_removed.unwrap_or(undoing.is_listed);
        if let State::Created(added) = &mut state
            && added.created.id() == Some(&undoing.id)
        {
            // The form shows the failure already.
            if !is_removed {
                return state;
            }
            added.undo = Undo::Done;
            added.has_failed_to_remove = false;
        }
        self.effects.push(Effect::Emit(if is_removed {
            Outcome::Removed(undoing.id)
        } else {
            Outcome::NotRemoved(undoing.name)
        }));
        state
    }

    /// Handles a skill that does not exist. If the collection has contained it, it was removed.
    /// Otherwise, the service may have responded to the POST with another id.
    pub(crate) fn on_missing(&mut self, added: Added) -> State {
        let is_removed = added.removing == added.listed_id
            || added
                .removing
                .as_ref()
                .is_some_and(|id| added.duplicates.contains(id));
        self.on_removed(added, is_removed)
    }

    /// Handles the result of a removal. If it failed, the check that it has interrupted follows.
    pub(crate) fn on_removed(&mut self, mut added: Added, is_removed: bool) -> State {
        let effect = self.machine.last_effect_id;
        self.machine
            .undoing
            .retain(|undoing| undoing.effect != effect);
        self.cancel();
        added.has_failed_to_remove = !is_removed;
        let removed = end_removal(&mut added).filter(|_| is_removed);
        let Some(removed) = removed else {
            return self.verify(added);
        };
        if added.duplicates.contains(&removed) {
            added.duplicates.retain(|duplicate| *duplicate != removed);
            added.has_removed = true;
            return State::Created(Box::new(added));
        }
        added.undo = Undo::Done;
        self.effects.push(Effect::Emit(Outcome::Removed(removed)));
        self.verify(added)
    }
}

/// Ends a removal. Returns the id of the skill. The earlier removal of a duplicate is no longer
/// reported after an undo.
fn end_removal(added: &mut Added) -> Option<String> {
    let id = added.removing.take()?;
    added.has_removed &= added.duplicates.contains(&id);
    Some(id)
}
