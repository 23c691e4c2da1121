//! Time limits of the steps of a submission, in milliseconds.
//!
//! The driver limits the requests themselves. The machine's own limits (`*_WATCH`) take effect only
//! if the driver's fail, and are therefore longer.

/// From a POST to the end of its response.
pub(super) const POST: u32 = 30_000;
/// From the request for a page of the collection to the end of its response.
pub(super) const PAGE: u32 = 10_000;
/// From asking the page for a token to receiving it. The user may have to sign in.
pub(super) const TOKEN: u32 = 300_000;

/// After this time, the response to a POST can no longer arrive.
pub(super) const POST_WATCH: u32 = POST + 5_000;
/// After this time, a page of the collection can no longer arrive. The user has already signed in.
pub(super) const PAGE_WATCH: u32 = PAGE + 50_000;
/// After this time, the check before the first POST has failed. The user may have to sign in during
/// it.
pub(super) const PREPARING_WATCH: u32 = TOKEN + PAGE + 5_000;
