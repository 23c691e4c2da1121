//! Folders of files.

use std::fs;
use std::path::Path;

use crate::Result;

/// Copies the content of an existing folder to another one. Links, such as a browser's lock, are
/// not copied.
pub fn copy(from: &Path, to: &Path) -> Result {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            fs::create_dir(&target)?;
            copy(&entry.path(), &target)?;
        } else if kind.is_file() {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
