//! From a view to the bytes of a page, through the theme's templates.
//!
//! The default theme is compiled in; a site's theme replaces it file by file. Every template escapes what it shows
//! unless it says `safe`, and only fields whose name ends in `html` may be called that. Templates can reach the view
//! and nothing else: no file, no environment, no clock, no network (THREATS A7; trust in themes).

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use tera::{Context, ErrorKind, Kwargs, State, Tera};

use super::default_theme::{STATIC, TEMPLATES};
use super::escape;
use crate::base::hash::Fingerprint;
use crate::model::page::{Page, SiteView};

/// Templates that are ready to be used, and the files that go with them.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    fingerprint: Fingerprint,
}

/// What is wrong with a template, for the one who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeError {
    /// `briefing.html`.
    pub template: String,
    /// From 1, where it is known.
    pub line: Option<usize>,
    pub message: String,
}

impl Theme {
    /// The default theme with a site's own templates over it (`partials/notes.html` → text).
    pub fn load(overrides: &BTreeMap<String, String>, site: &SiteView) -> Result<Self, ThemeError> {
        let mut templates: BTreeMap<&str, &str> = TEMPLATES.iter().copied().collect();
        templates.extend(overrides.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let mut tera = Tera::new();
        tera.set_escape_fn(escape::write);
        tera.autoescape_on([""]);
        tera.register_filter("grouped", grouped);
        tera.add_raw_templates(templates.iter()).map_err(|error| problem(&error, ""))?;
        tera.global_context().insert("site", site);
        let mut parts: Vec<Vec<u8>> = vec![serde_json::to_vec(site).unwrap_or_default()];
        parts.extend(templates.iter().flat_map(|(name, text)| [name.as_bytes().to_vec(), text.as_bytes().to_vec()]));
        let fingerprint = Fingerprint::of_parts(parts.iter().map(Vec::as_slice));
        Ok(Self { tera, fingerprint })
    }

    /// Of all templates and of what every page shows.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }
}

/// `{{ page.words | grouped }}`: `1,165`.
fn grouped(n: u64, _: Kwargs, _: &State<'_>) -> String {
    crate::base::text::grouped(n)
}

/// Writes a page.
pub fn html(page: &Page, theme: &Theme) -> Result<String, ThemeError> {
    let template = page.page.template();
    let context = Context::from_serialize(page).map_err(|error| problem(&error, template))?;
    theme.tera.render(template, &context).map_err(|error| problem(&error, template))
}

/// What a page's bytes depend on: its view and the theme. Two pages with one fingerprint are the same bytes.
#[must_use]
pub fn fingerprint(page: &Page, theme: &Theme) -> Fingerprint {
    let view = serde_json::to_vec(page).unwrap_or_default();
    let theme = theme.fingerprint.0.to_le_bytes();
    Fingerprint::of_parts([page.page.template().as_bytes(), &view, &theme])
}

/// The default theme's static files, each to be written below `assets/`; a site's own files of the same name go first.
#[must_use]
pub fn static_files() -> &'static [(&'static str, &'static [u8])] {
    STATIC
}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "template {}, line {line}: {}", self.template, self.message),
            None if self.template.is_empty() => f.write_str(&self.message),
            None => write!(f, "template {}: {}", self.template, self.message),
        }
    }
}

impl Error for ThemeError {}

fn problem(error: &tera::Error, template: &str) -> ThemeError {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let named = if report.filename().is_empty() { template } else { report.filename() };
            ThemeError {
                template: named.to_owned(),
                line: Some(report.span().start_line).filter(|line| *line > 0),
                message: report.message().to_owned(),
            }
        }
        ErrorKind::MissingParent { current, parent } => ThemeError {
            template: current.clone(),
            line: None,
            message: format!("it extends {parent}, which is not in the theme"),
        },
        kind => ThemeError { template: template.to_owned(), line: None, message: kind.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Theme, ThemeError, fingerprint, html};
    use crate::model::page::{Head, LinkView, Page, RedirectView, SiteView, View};
    use crate::model::url::Url;

    fn site_view() -> SiteView {
        SiteView {
            title: "{{ site }} <b>".into(),
            description: String::new(),
            language: "en".into(),
            base_url: "https://x.y/".into(),
            fonts: "own".into(),
            paragraphs: "spaced".into(),
            menu: Vec::new(),
            pages: Vec::new(),
            most_notes: 0,
            has_code: false,
            generator: "ibid".into(),
        }
    }

    fn page(title: &str) -> Page {
        Page {
            url: Url("old.html".into()),
            head: Head { title: title.into(), ..Head::default() },
            root: String::new(),
            page: View::Redirect(Box::new(RedirectView {
                to: LinkView { title: title.into(), url: "new.html".into() },
            })),
        }
    }

    fn theme(redirect: &str) -> Result<Theme, ThemeError> {
        Theme::load(&BTreeMap::from([("redirect.html".to_owned(), redirect.to_owned())]), &site_view())
    }

    #[test]
    fn a1_a7_text_is_escaped_and_never_a_template() {
        let theme = theme("{{ site.title }} {{ page.to.title }}").unwrap();
        let html = html(&page("\"{% x %}<script>'"), &theme).unwrap();
        assert_eq!(html, "{{ site }} &lt;b&gt; &quot;{% x %}&lt;script&gt;&#39;");
    }

    #[test]
    fn a_fault_names_its_template_and_line() {
        let error = theme("one\n{% if %}").unwrap_err();
        assert_eq!((error.template.as_str(), error.line), ("redirect.html", Some(2)));
        let theme = theme("one\ntwo {{ page.nothing.more }}").unwrap();
        let error = html(&page("x"), &theme).unwrap_err();
        assert_eq!((error.template.as_str(), error.line), ("redirect.html", Some(2)), "{error}");
    }

    #[test]
    fn a_template_cannot_reach_the_machine() {
        for call in ["get_env(name=\"HOME\")", "now()", "load_data(path=\"/etc/passwd\")"] {
            assert!(theme(&format!("{{{{ {call} }}}}")).and_then(|theme| html(&page("x"), &theme)).is_err(), "{call}");
        }
    }

    #[test]
    fn the_fingerprint_follows_view_and_theme() {
        let (one, two) = (theme("a").unwrap(), theme("b").unwrap());
        assert_eq!(fingerprint(&page("x"), &one), fingerprint(&page("x"), &one));
        assert_ne!(fingerprint(&page("x"), &one), fingerprint(&page("y"), &one));
        assert_ne!(fingerprint(&page("x"), &one), fingerprint(&page("x"), &two));
    }
}
