//! How long each step may take, in milliseconds. The driver limits the requests themselves; the
//! machine watches over them from outside, and so waits a little longer.

/// From a POST to the end of its answer.
pub(super) const POST: u32 = 30_000;
/// From the request of a page of the collection to the end of its answer.
pub(super) const PAGE: u32 = 10_000;
/// From asking the page for a token to having one, while the user may have to sign in.
pub(super) const TOKEN: u32 = 300_000;

/// After a POST nothing can come any more.
pub(super) const POST_WATCH: u32 = POST + 5_000;
/// The same for a page of the collection that a lost answer is looked for on: the user has signed
/// in before.
pub(super) const PAGE_WATCH: u32 = PAGE + 50_000;
/// The same for the first look, during which the user may have to sign in.
pub(super) const PREPARING_WATCH: u32 = TOKEN + PAGE + 5_000;
