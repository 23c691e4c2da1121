//! Data from outside: a service's response, a page's values, and the content of the tab's storage.
//! Each reader must not panic, and has one property that it guarantees for all data.
//!
//! `PROPTEST_CASES` is the number of cases per test, 256 by default. `make fuzz` runs a million.

mod anything;
mod page;
mod service;
mod storage;
