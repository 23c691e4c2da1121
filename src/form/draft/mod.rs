//! The saved draft and the record of an unfinished submission. Both survive a reload.

mod copy;
mod restore;
mod save;
pub(crate) mod storage_keys;
mod stored_draft;
mod submission_record;
mod switch;
