//! The words of a language: CSL's locales, of which only those that a site needs are read.

use hayagriva::archive;
use hayagriva::citationberg::taxonomy::{OtherTerm, Term};
use hayagriva::citationberg::{Locale, LocaleCode, TermForm};

/// Where the engine looks when a language lacks a term.
const FALLBACK: &str = "en-US";

/// The locale of the archive for a language tag, and the fallback.
pub fn load(tag: &str) -> Vec<Locale> {
    let mut locales: Vec<Locale> = Vec::with_capacity(2);
    let code = code(tag);
    for code in [code.as_str(), FALLBACK] {
        if locales.iter().all(|locale| locale.lang.as_ref().is_none_or(|lang| lang.0 != code)) {
            locales.extend(read(code));
        }
    }
    locales
}

/// The language that a style speaks on a site. A style keeps its own spelling of the site's language: Chicago stays
/// American on a British site.
pub fn choose(default: Option<&LocaleCode>, site: &str) -> String {
    match default {
        Some(own) if base(&own.0).eq_ignore_ascii_case(base(site)) => code(&own.0),
        _ => code(site),
    }
}

/// The archive's code for a language tag: `de` is `de-DE`, an unknown language is American English.
fn code(tag: &str) -> String {
    let tag = tag.trim().replace('_', "-");
    let codes: Vec<&str> = archive::LOCALES.iter().filter_map(|bytes| code_of(bytes)).collect();
    let of_base = |code: &&str| base(code).eq_ignore_ascii_case(base(&tag));
    let usual = match base(&tag).to_ascii_lowercase().as_str() {
        "en" => FALLBACK.to_owned(),
        "zh" => "zh-CN".to_owned(),
        base => format!("{base}-{}", base.to_uppercase()),
    };
    let same = |wanted: &str| codes.iter().find(|code| code.eq_ignore_ascii_case(wanted));
    let found = same(&tag).or_else(|| same(&usual)).or_else(|| codes.iter().find(|code| of_base(code)));
    found.copied().unwrap_or(FALLBACK).to_owned()
}

fn base(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or("")
}

/// A locale of the archive names itself in its first entry, as CBOR text after the word `@xml:lang`.
fn code_of(bytes: &[u8]) -> Option<&str> {
    const WORD: &[u8] = b"@xml:lang";
    let at = bytes.get(..64)?.windows(WORD.len()).position(|window| window == WORD)? + WORD.len();
    let len = usize::from(bytes.get(at)?.checked_sub(0x60)?);
    std::str::from_utf8(bytes.get(at + 1..at + 1 + len)?).ok()
}

fn read(code: &str) -> Option<Locale> {
    let bytes = archive::LOCALES.iter().find(|bytes| code_of(bytes) == Some(code))?;
    ciborium::de::from_reader(*bytes).ok()
}

/// What our own typography takes from a style's locale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub outer: (String, String),
    pub inner: (String, String),
    pub and: String,
    pub et_al: String,
    pub months: Vec<String>,
    pub no_date: String,
    /// "March 5, 2022" rather than "5 March 2022".
    pub month_first: bool,
}

/// The first of the locales that has a term gives it; `locales` starts with the style's own.
pub fn words(locales: &[&Locale], code: &str) -> Words {
    let form = |term: OtherTerm, form: TermForm, fallback: &str| {
        let found = locales.iter().find_map(|locale| locale.term(Term::Other(term), form)?.single());
        found.unwrap_or(fallback).to_owned()
    };
    let term = |term, fallback: &str| form(term, TermForm::Long, fallback);
    let months = [
        OtherTerm::Month01,
        OtherTerm::Month02,
        OtherTerm::Month03,
        OtherTerm::Month04,
        OtherTerm::Month05,
        OtherTerm::Month06,
        OtherTerm::Month07,
        OtherTerm::Month08,
        OtherTerm::Month09,
        OtherTerm::Month10,
        OtherTerm::Month11,
        OtherTerm::Month12,
    ];
    Words {
        outer: (term(OtherTerm::OpenQuote, "“"), term(OtherTerm::CloseQuote, "”")),
        inner: (term(OtherTerm::OpenInnerQuote, "‘"), term(OtherTerm::CloseInnerQuote, "’")),
        and: term(OtherTerm::And, "and"),
        et_al: term(OtherTerm::EtAl, "et al."),
        months: months.into_iter().map(|month| term(month, "")).collect(),
        no_date: form(OtherTerm::NoDate, TermForm::Short, "n.d."),
        month_first: code == FALLBACK,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_locale_of_the_archive_names_itself() {
        for bytes in archive::LOCALES {
            let locale: Locale = ciborium::de::from_reader(*bytes).unwrap();
            assert_eq!(locale.lang.map(|code| code.0).as_deref(), code_of(bytes));
        }
    }

    #[test]
    fn a_language_finds_its_locale() {
        for (tag, expected) in [
            ("en-GB", "en-GB"),
            ("en", "en-US"),
            ("de", "de-DE"),
            ("de_AT", "de-AT"),
            ("uk", "uk-UA"),
            ("pt", "pt-PT"),
            ("sr", "sr-Cyrl-RS"),
            ("be", "en-US"),
            ("", "en-US"),
        ] {
            assert_eq!(code(tag), expected, "{tag}");
        }
    }

    #[test]
    fn a_style_keeps_its_own_spelling_of_the_sites_language() {
        let american = LocaleCode("en-US".into());
        assert_eq!(choose(Some(&american), "en-GB"), "en-US");
        assert_eq!(choose(Some(&american), "de"), "de-DE");
        assert_eq!(choose(None, "en-GB"), "en-GB");
    }
}
