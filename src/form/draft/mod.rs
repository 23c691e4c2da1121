//! The draft that outlives a reload, and the record of a submission whose outcome is open.

mod copy;
mod record;
mod restore;
mod save;
mod storage_keys;
mod stored_text;
mod switch;
