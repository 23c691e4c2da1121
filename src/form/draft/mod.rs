//! The draft that outlives a reload, and the record of a submission whose outcome is open.

mod copy;
mod record;
mod save;
mod storage_keys;
mod switch;
