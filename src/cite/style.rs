//! Citation styles: one of the archive by name, or a site's own `.csl` file.

use std::collections::HashMap;

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{self, IndependentStyle, InheritableNameOptions, Locale, LocaleCode, StyleClass};

use super::csl::{self, Fault, Read, Why};
use super::{locale, rewrite};
use crate::base::hash::Fingerprint;
use crate::base::text::nearest;

/// Goes into every fingerprint: words of another engine are not taken from a cache.
const ENGINE: &[u8] = b"ibid 2";

/// The names that editors use, where the archive has others.
const ALIASES: [(&str, &str); 5] = [
    ("mhra", "modern-humanities-research-association-notes"),
    ("modern-humanities-research-association", "modern-humanities-research-association-notes"),
    ("harvard", "harvard-cite-them-right"),
    ("chicago", "chicago-notes"),
    ("chicago-fullnote", "chicago-notes"),
];

/// A style in the language of a site, ready to format.
#[derive(Debug)]
pub struct Style {
    pub(super) csl: IndependentStyle,
    pub(super) locale: LocaleCode,
    pub(super) locales: Vec<Locale>,
    pub(super) words: locale::Words,
    pub(super) fingerprint: Fingerprint,
    /// Where each macro stands.
    pub(super) macros: HashMap<String, usize>,
    /// What the style and its citation say of names.
    pub(super) names_in_text: InheritableNameOptions,
    pub(super) names_in_entries: InheritableNameOptions,
    /// The style says itself where the letter of "2021a" stands.
    pub(super) prints_letters: bool,
}

/// Why a style cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StyleError {
    Unknown {
        name: String,
        nearest: Option<String>,
    },
    /// A `.csl` file at fault.
    File(Fault),
}

impl Style {
    /// A style of the archive. `language` is the site's tag.
    pub fn load(name: &str, language: &str) -> Result<Self, StyleError> {
        let (style, origin) = archived(name)?;
        Ok(Self::new(style, origin.as_bytes(), language))
    }

    /// The style that a `.csl` file holds. One that only names another takes it from the archive, or from `beside`: the
    /// text of the file of that name, where the site has one.
    pub fn of_file(xml: &str, beside: &dyn Fn(&str) -> Option<String>, language: &str) -> Result<Self, StyleError> {
        let (parent, own_language, at) = match csl::read(xml).map_err(StyleError::File)? {
            Read::Style(style) => return Ok(Self::new(*style, xml.as_bytes(), language)),
            Read::Dependent { parent, language, at } => (parent, language, at),
        };
        let fault = |why| StyleError::File(Fault { at, why });
        let text = beside(&parent);
        let mut style = match &text {
            Some(text) => match csl::read(text) {
                Ok(Read::Style(style)) => *style,
                Ok(Read::Dependent { .. }) | Err(_) => return Err(fault(Why::Parent(parent))),
            },
            None => archived(&parent).map_err(|_| fault(Why::Parent(parent)))?.0,
        };
        if let Some(own) = own_language {
            style.default_locale = Some(LocaleCode(own));
        }
        Ok(Self::new(style, format!("{xml}{}", text.unwrap_or_default()).as_bytes(), language))
    }

    fn new(mut style: IndependentStyle, origin: &[u8], language: &str) -> Self {
        rewrite::repair(&mut style);
        let locale = locale::choose(style.default_locale.as_ref(), language);
        let locales = locale::load(&locale);
        let own = own_locales(&style, &locale);
        let words = locale::words(&own.chain(&locales).collect::<Vec<_>>(), &locale);
        let fingerprint = Fingerprint::of_parts([ENGINE, origin, locale.as_bytes()]);
        let macros = style.macros.iter().enumerate().map(|(n, called)| (called.name.clone(), n)).collect();
        let options = &style.settings.options;
        let names_in_text = options.apply(&style.citation.name_options);
        let names_in_entries = style.bibliography.as_ref().map(|b| options.apply(&b.name_options)).unwrap_or_default();
        let prints_letters = rewrite::prints_letters(&style);
        let locale = LocaleCode(locale);
        Self {
            csl: style,
            locale,
            locales,
            words,
            fingerprint,
            macros,
            names_in_text,
            names_in_entries,
            prints_letters,
        }
    }

    /// The style's own words for its language, and those of the language.
    pub(super) fn all_locales(&self) -> impl Iterator<Item = &Locale> {
        own_locales(&self.csl, &self.locale.0).chain(&self.locales)
    }

    /// Citations belong in notes.
    pub fn is_note_style(&self) -> bool {
        self.csl.settings.class == StyleClass::Note
    }

    /// Whether the archive has a style of this name; without loading it.
    pub fn exists(name: &str) -> bool {
        let name = name.trim().to_ascii_lowercase();
        ALIASES.iter().any(|(alias, _)| *alias == name) || Self::names().any(|known| known == name)
    }

    /// The names of the archive, for help and messages.
    pub fn names() -> impl Iterator<Item = &'static str> {
        usable().flat_map(|style| style.names().iter().copied())
    }

    /// The built-in styles: the name that an editor types, other names, the title, whether it makes notes.
    pub fn list() -> Vec<Listed> {
        let mut out: Vec<Listed> = usable()
            .filter_map(|style| {
                let citationberg::Style::Independent(csl) = style.get() else { return None };
                let known = style.names();
                let aliases = ALIASES.iter().filter(|(_, name)| known.contains(name)).map(|(alias, _)| *alias);
                let mut names: Vec<&str> = known.iter().copied().chain(aliases).collect();
                names.sort_by_key(|name| (name.len(), *name));
                names.dedup();
                let notes = csl.settings.class == StyleClass::Note;
                Some(Listed { names, title: csl.info.title.value, notes })
            })
            .collect();
        out.sort_by_key(|style| style.title.to_lowercase());
        out
    }
}

/// A built-in style, for a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The shortest first; never empty.
    pub names: Vec<&'static str>,
    pub title: String,
    pub notes: bool,
}

fn usable() -> impl Iterator<Item = ArchivedStyle> {
    ArchivedStyle::all().iter().copied().filter(|style| is_usable(*style))
}

/// The engine makes no labels for our works.
fn is_usable(style: ArchivedStyle) -> bool {
    !matches!(style, ArchivedStyle::Alphanumeric)
}

/// Those that a style brings for a language: for its dialect first, then for the language, then for all.
fn own_locales<'a>(style: &'a IndependentStyle, code: &str) -> impl Iterator<Item = &'a Locale> {
    let base = |tag: &str| tag.split('-').next().unwrap_or("").to_ascii_lowercase();
    let rank = |own: &Locale| match &own.lang {
        Some(lang) if lang.0.eq_ignore_ascii_case(code) => Some(0),
        Some(lang) if lang.0.eq_ignore_ascii_case(&base(code)) => Some(1),
        Some(_) => None,
        None => Some(2),
    };
    let mut found: Vec<(i32, &Locale)> = style.locale.iter().filter_map(|own| Some((rank(own)?, own))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, own)| own)
}

fn archived(name: &str) -> Result<(IndependentStyle, &'static str), StyleError> {
    let wanted = name.trim().to_ascii_lowercase();
    let wanted = ALIASES.iter().find(|(alias, _)| *alias == wanted).map_or(wanted.as_str(), |(_, name)| name);
    let found = ArchivedStyle::by_name(wanted).filter(|style| is_usable(*style)).and_then(|style| match style.get() {
        citationberg::Style::Independent(csl) => Some((csl, *style.names().first()?)),
        citationberg::Style::Dependent(_) => None,
    });
    found.ok_or_else(|| {
        let known = Style::names().chain(ALIASES.iter().map(|(alias, _)| *alias));
        StyleError::Unknown { name: name.to_owned(), nearest: nearest(wanted, known).map(str::to_owned) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_known_by_the_names_that_editors_use() {
        for (name, note) in [
            ("chicago-notes", true),
            ("Chicago", true),
            ("mhra", true),
            ("apa", false),
            ("mla", false),
            ("harvard", false),
            ("ieee", false),
            ("chicago-author-date", false),
        ] {
            assert_eq!(Style::load(name, "en").unwrap().is_note_style(), note, "{name}");
        }
    }

    #[test]
    fn an_unknown_style_is_told_with_the_nearest() {
        let error = Style::load("chicago-note", "en").unwrap_err();
        assert_eq!(error, StyleError::Unknown { name: "chicago-note".into(), nearest: Some("chicago-notes".into()) });
        for name in ["", "alphanumeric"] {
            assert!(matches!(Style::load(name, "en"), Err(StyleError::Unknown { nearest: None, .. })), "{name}");
        }
    }
}
