//! The theme of a site: the built-in one, with the site's own files in place of its files.

use std::collections::BTreeMap;

use super::Failure;
use super::session::Session;
use crate::io::read;
use crate::model::site::Site;
use crate::model::url::built_in;
use crate::render::theme::{Theme, static_files};
use crate::render::views;

/// What a site is shown with.
#[derive(Debug)]
pub struct Dress {
    pub theme: Theme,
    /// Files for the folder `assets`, by path from the site's root.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Loads the theme. `themes/NAME/templates/X.html` stands in for the built-in template X, `themes/NAME/static/Y` for the
/// built-in file Y, and further files are added.
pub fn load(session: &Session, site: &Site) -> Result<Dress, Failure> {
    let name = &session.config.theme.name;
    if name != "default" && session.theme_files.is_empty() {
        return Err(Failure::new(format!("there is no theme {name}: the folder themes/{name} is missing or empty"))
            .help("make the folder, or take the line with theme out of ibid.toml"));
    }
    let mut templates = BTreeMap::new();
    let mut files: BTreeMap<String, Vec<u8>> =
        static_files().iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect();
    for (path, place) in &session.theme_files {
        let shown = format!("themes/{name}/{path}");
        let bytes = read::bytes(place, &shown).map_err(|diagnostic| Failure::new(diagnostic.message))?;
        if let Some(template) = path.strip_prefix("templates/") {
            let text = String::from_utf8(bytes).map_err(|_| Failure::new(format!("{shown} is not UTF-8")))?;
            templates.insert(template.to_owned(), text);
        } else if let Some(file) = path.strip_prefix("static/") {
            files.insert(file.to_owned(), bytes);
        }
    }
    let theme = Theme::load(&templates, &views::site_view(site)).map_err(|error| Failure::new(error.to_string()))?;
    let own_fonts = session.config.theme.fonts == crate::model::config::Fonts::Own;
    let files = files
        .into_iter()
        .filter(|(path, _)| {
            own_fonts || !path.starts_with("fonts/") || session.theme_files.contains_key(&format!("static/{path}"))
        })
        .map(|(path, bytes)| (format!("{}/{path}", built_in::ASSETS), bytes))
        .collect();
    Ok(Dress { theme, files })
}
