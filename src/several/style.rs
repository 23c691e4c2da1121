//! The stylesheet of the list. It follows that of the form.

use crate::form::minified;

/// The stylesheet of the list.
pub(crate) const STYLE: &str = minified!(include_str!("../../style/several.css"));
