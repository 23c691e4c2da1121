//! What others wrote, whatever it is: a service's answer, a page's values, what stands in the tab's
//! storage. No panic, and of each reader one promise that holds for all of it.
//!
//! `PROPTEST_CASES` says how often each is tried, 256 times where it does not; `make fuzz` tries a
//! million.

mod anything;
mod page;
mod service;
mod storage;
