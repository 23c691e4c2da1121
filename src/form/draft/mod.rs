//! The saved draft and the record of an unfinished submission. Both survive a reload.

mod copy;
mod record;
mod restore;
mod save;
mod storage_keys;
mod stored_text;
mod switch;
