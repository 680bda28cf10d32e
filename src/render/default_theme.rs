//! The files of the default theme, compiled in: `themes/default/` of the sources.
//!
//! Only the list; what they are for is [`theme`](super::theme)'s business.

macro_rules! template {
    ($name:literal) => {
        ($name, include_str!(concat!("../../themes/default/templates/", $name)))
    };
}

macro_rules! file {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../themes/default/static/", $name)))
    };
}

/// Templates by name.
pub const TEMPLATES: &[(&str, &str)] = &[
    template!("404.html"),
    template!("archive.html"),
    template!("author.html"),
    template!("authors.html"),
    template!("base.html"),
    template!("briefing.html"),
    template!("citations.html"),
    template!("cited-authors.html"),
    template!("components.html"),
    template!("entities.html"),
    template!("entity.html"),
    template!("home.html"),
    template!("map.html"),
    template!("page.html"),
    template!("partials/about.html"),
    template!("partials/contents.html"),
    template!("partials/group.html"),
    template!("partials/groups.html"),
    template!("partials/index-orders.html"),
    template!("partials/linked-from.html"),
    template!("partials/footer.html"),
    template!("partials/menu.html"),
    template!("partials/note-styles.html"),
    template!("partials/notes.html"),
    template!("partials/works-cited.html"),
    template!("redirect.html"),
    template!("series-list.html"),
    template!("series.html"),
    template!("timeline.html"),
    template!("topic.html"),
    template!("topics.html"),
    template!("work.html"),
];

/// Files for `assets/`, by path.
pub const STATIC: &[(&str, &[u8])] = &[
    file!("code.css"),
    file!("fonts/OFL.txt"),
    file!("fonts/source-serif-4-italic-cyrillic.woff2"),
    file!("fonts/source-serif-4-italic-latin-ext.woff2"),
    file!("fonts/source-serif-4-italic-latin.woff2"),
    file!("fonts/source-serif-4-regular-cyrillic.woff2"),
    file!("fonts/source-serif-4-regular-latin-ext.woff2"),
    file!("fonts/source-serif-4-regular-latin.woff2"),
    file!("fonts/source-serif-4-semibold-cyrillic.woff2"),
    file!("fonts/source-serif-4-semibold-latin-ext.woff2"),
    file!("fonts/source-serif-4-semibold-latin.woff2"),
    file!("ibid.css"),
    file!("ibid.js"),
    file!("icon.svg"),
];

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{STATIC, TEMPLATES};

    /// A file that is in the folder and not in the list would be missing from every site.
    #[test]
    fn the_list_is_complete() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
        for (folder, names) in [
            ("templates", TEMPLATES.iter().map(|(name, _)| *name).collect::<Vec<_>>()),
            ("static", STATIC.iter().map(|(name, _)| *name).collect()),
        ] {
            let folder = root.join(folder);
            for entry in walkdir::WalkDir::new(&folder).into_iter().map(Result::unwrap) {
                if entry.file_type().is_file() {
                    let name = entry.path().strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/");
                    assert!(names.contains(&name.as_str()), "{name} is not in the list");
                }
            }
        }
    }
}
