//! Which folder is the site's.

use std::env;
use std::path::{Path, PathBuf};

use super::Failure;

/// The folder given; or this folder or the nearest above it that holds an `ibid.toml`; or this one, where it holds
/// `content`.
pub fn find(given: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(root) = given {
        let whole = root.canonicalize().map_err(|error| Failure::io("cannot find the folder", root, &error))?;
        if !whole.is_dir() {
            return Err(Failure::new(format!("{} is not a folder", root.display())));
        }
        return Ok(whole);
    }
    let here = env::current_dir()
        .and_then(|here| here.canonicalize())
        .map_err(|error| Failure::io("cannot find the folder", Path::new("."), &error))?;
    let found = here.ancestors().find(|folder| folder.join("ibid.toml").is_file());
    // A folder of briefings is a site before anybody has written settings for it.
    let found = found.or_else(|| here.join("content").is_dir().then_some(here.as_path()));
    found.map(Path::to_path_buf).ok_or_else(|| {
        Failure::new(format!("there is no ibid.toml in {} or above it", here.display()))
            .help("go to the site's folder, name it with --root, or make a site with: ibid init my-briefings")
    })
}
