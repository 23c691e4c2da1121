//! The lookups of the profile: one before a transfer, and one after it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::form::Status;
use crate::graph::known_skills::{self, KnownSkill};
use crate::graph::{AccessToken, Collection, LookupError, TokenError};
use crate::platform::deadline::Deadline;
use crate::platform::{Cancel, Millis, now};

use super::list::SkillList;
use super::notice::Notice;
use super::profile::Profile;
use super::row::{Mark, Progress, Row};
use super::texts::Text;
use super::verification::{Claimed, Listed, duplicates};

/// How long a lookup of the profile is used, in milliseconds.
const MAX_AGE: Millis = 60_000;

/// The delays before a failed lookup after a transfer is repeated, in milliseconds.
const REPETITION_DELAYS: [u32; 2] = [1_000, 3_000];

impl SkillList {
    /// Returns whether the profile has to be read before a transfer.
    pub fn is_profile_old(&self) -> bool {
        let profile = self.profile.borrow();
        self.is_unverified.get()
            || profile
                .as_ref()
                .is_none_or(|profile| now() - profile.read_at > MAX_AGE)
    }

    /// Returns the ids of the profile's skills, if all were read.
    pub fn profile_ids(&self) -> Option<Vec<String>> {
        self.profile.borrow().as_ref()?.ids.clone()
    }

    /// Asks the page for the token of a lookup. Returns `None` if the endpoint is invalid: the first
    /// row reports that.
    ///
    /// # Errors
    /// See [`TokenError`].
    pub async fn lookup_token(&self) -> Result<Option<AccessToken>, TokenError> {
        let cancel = Cancel::default();
        self.cancel.replace(cancel.clone());
        match self.form.client() {
            Ok(client) => client.lookup_token(&cancel).await.map(Some),
            Err(_) => Ok(None),
        }
    }

    /// Reads the profile before the skills are added, and marks those that it has.
    ///
    /// # Errors
    /// See [`LookupError`]. The skills can be added without a lookup.
    pub async fn look_up(&self, token: Option<AccessToken>) -> Result<(), LookupError> {
        self.is_looking_up.set(true);
        let result = self.read_profile(token).await;
        self.is_looking_up.set(false);
        match result {
            Ok(collection) => {
                self.learn(&collection);
                Ok(())
            }
            // The user has stopped it, or another one has the list now.
            Err(error @ LookupError::NoToken(TokenError::Removed)) => Err(error),
            Err(error) => {
                // The marks stay, but the next transfer reads the profile again.
                if let Some(profile) = &mut *self.profile.borrow_mut() {
                    profile.ids = None;
                    profile.read_at = 0;
                }
                self.notice.set(Some(Notice::Of(Text::NotLookedUp)));
                Err(error)
            }
        }
    }

    async fn read_profile(&self, token: Option<AccessToken>) -> Result<Collection, LookupError> {
        let id = self.id.borrow().clone();
        // What is added while the profile is being read is not verified by this.
        let was_unverified = self.is_unverified.replace(false);
        self.is_verifying.set(was_unverified);
        self.is_reading.set(true);
        let result = self.request_profile(token).await;
        if !self.is_same(&id) {
            return Err(LookupError::NoToken(TokenError::Removed));
        }
        self.is_reading.set(false);
        self.is_verifying.set(false);
        let is_complete = result.as_ref().is_ok_and(|it| it.is_complete);
        let has_more = self.is_unverified.get();
        if was_unverified && !is_complete {
            self.is_unverified.set(true);
        }
        if has_more {
            self.verify_single();
        }
        result
    }

    /// Returns whether this is still the list with an id, and not that of another user.
    pub fn is_same(&self, id: &str) -> bool {
        *self.id.borrow() == id
    }

    async fn request_profile(&self, token: Option<AccessToken>) -> Result<Collection, LookupError> {
        let client = self.form.client().map_err(|_| LookupError::NotListed)?;
        known_skills::listen();
        let cancel = Cancel::default();
        self.cancel.replace(cancel.clone());
        client.look_up(token, &cancel).await
    }

    /// Verifies a transfer: shows which skills were added twice, and checks the outcomes that are
    /// unknown. If the lookup fails, it is repeated unless the transfer has paused. Returns whether
    /// the whole profile could be read.
    pub async fn verify_transfer(&self, may_repeat: bool) -> bool {
        let mut unknown = self.live_rows();
        unknown.retain(|row| untrack(|| row.progress()) == Progress::Unknown);
        if unknown.is_empty() && !self.is_unverified.get() {
            return true;
        }
        let mut result = self.read_again().await;
        for delay in REPETITION_DELAYS {
            if result != Err(LookupError::NotListed) || !may_repeat || self.is_stopping() {
                break;
            }
            Deadline::new(delay).passed().await;
            result = self.read_again().await;
        }
        if result.is_ok() {
            for row in unknown {
                row.form.check_again();
                row.settle().await;
            }
        }
        result == Ok(true) && self.verify().await
    }

    /// Verifies a skill that was added without a transfer.
    pub fn verify_single(&self) {
        let is_idle = self.transfer.read_untracked().is_none() && !self.is_reading.get();
        if is_idle && self.form.options().verify {
            let list = self.clone();
            spawn_local(async move {
                // If it fails, the next transfer verifies the skill.
                list.verify().await;
            });
        }
    }

    /// Reads the profile until all added skills are verified. Returns whether they are.
    async fn verify(&self) -> bool {
        while self.is_unverified.get() {
            if self.read_again().await != Ok(true) {
                return false;
            }
        }
        true
    }

    /// Reads the profile again. Returns whether it could be read completely.
    ///
    /// # Errors
    /// See [`LookupError`].
    pub async fn read_again(&self) -> Result<bool, LookupError> {
        let collection = self.read_profile(None).await?;
        self.learn(&collection);
        self.save();
        Ok(collection.is_complete)
    }

    /// Remembers what a lookup has found, and shows the duplicates of the added skills.
    fn learn(&self, collection: &Collection) {
        let listed: Vec<_> = collection.skills.iter().map(Listed::of).collect();
        self.learn_names(collection, &listed);
        if collection.is_complete {
            self.learn_ids(&listed);
        }
        self.refresh();
    }

    fn learn_names(&self, collection: &Collection, listed: &[Listed]) {
        let mut names = Vec::new();
        if self.form.options().asks_about_existing() {
            let levels = collection.skills.iter().map(|it| KnownSkill::of(it).level);
            names.extend(listed.iter().map(|it| it.name.clone()).zip(levels));
            // The unread pages may have the other skills.
            if !collection.is_complete {
                let earlier = self.profile.take().map(|profile| profile.names);
                names.extend(earlier.into_iter().flatten());
            }
        }
        self.profile.replace(Some(Profile {
            names,
            learned: Vec::new(),
            ids: None,
            read_at: now(),
        }));
    }

    fn learn_ids(&self, listed: &[Listed]) {
        let ids: Vec<_> = listed.iter().filter_map(|skill| skill.id.clone()).collect();
        let rows = self.live_rows();
        // A removal whose result was lost by a reload has succeeded.
        for row in &rows {
            let id = row.added_id.get_untracked();
            let is_idle = untrack(|| row.form.status()) == Status::Editing;
            if row.is_removing.get() && is_idle && id.is_some_and(|id| !ids.contains(&id)) {
                self.set_undone(row);
            }
        }
        let known = self.known_ids.take();
        if let Some(known) = &known {
            let claimed: Vec<_> = rows.iter().map(Claimed::by).collect();
            for row in &rows {
                if untrack(|| row.progress()) == Progress::Added || row.is_undone() {
                    row.set_duplicates(duplicates(&row.folded_name(), listed, known, &claimed));
                }
            }
        }
        let known = settle(known.as_deref(), listed, &rows);
        self.known_ids.replace(Some(known));
        if let Some(profile) = &mut *self.profile.borrow_mut() {
            profile.ids = Some(ids);
        }
    }

    /// Returns the mark of a row whose name the profile has.
    pub fn existing(&self, name: &str) -> Option<Mark> {
        let profile = self.profile.borrow();
        let profile = profile.as_ref()?;
        if let Some((_, level)) = profile.names.iter().find(|(known, _)| known == name) {
            return Some(Mark::Exists(level.clone()));
        }
        // It may have been removed again since.
        let is_learned = profile.learned.iter().any(|learned| learned == name);
        let known = is_learned.then(|| self.known(name)).flatten()?;
        Some(Mark::Exists(known.level))
    }

    /// Returns the skill with a name that another form or tab has added.
    pub fn known(&self, name: &str) -> Option<KnownSkill> {
        let client = self.form.client().ok()?;
        known_skills::find(&client.scope(), name)
    }

    /// Remembers the name of such a skill.
    pub fn learn_name(&self, folded_name: &str) {
        let mut profile = self.profile.borrow_mut();
        let learned = &mut profile.get_or_insert_default().learned;
        learned.push(folded_name.to_owned());
    }

    /// Forgets the name of a skill that the profile does not have anymore.
    pub fn forget_name(&self, name: &str) {
        if let Some(profile) = &mut *self.profile.borrow_mut() {
            profile.names.retain(|(known, _)| known != name);
        }
    }

    /// Forgets the profile, because another user has the list.
    pub fn forget_profile(&self) {
        self.profile.take();
        self.known_ids.take();
        self.is_unverified.set(false);
        self.is_reading.set(false);
        self.is_verifying.set(false);
    }
}

/// Returns the ids that need no report in the future. A skill with the name of a row that was sent
/// may be a duplicate that the user has not removed yet.
fn settle(known: Option<&[String]>, listed: &[Listed], rows: &[Row]) -> Vec<String> {
    let sent: Vec<_> = rows
        .iter()
        .filter(|row| row.was_sent())
        .map(Row::folded_name)
        .collect();
    let is_settled = |skill: &&Listed| {
        known.is_none_or(|known| {
            skill.id.as_ref().is_some_and(|id| known.contains(id))
                || !sent.iter().any(|name| **name == *skill.name)
        })
    };
    listed
        .iter()
        .filter(is_settled)
        .filter_map(|skill| skill.id.clone())
        .collect()
}
