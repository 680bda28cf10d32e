//! The words of a language: CSL's locales, of which only those that a site needs are read.

use std::collections::HashMap;

use hayagriva::archive;
use hayagriva::citationberg::taxonomy::{Kind, Locator, NumberVariable, OtherTerm, Term};
use hayagriva::citationberg::{Date, DateForm, Locale, LocaleCode, TermForm};

use super::engine;

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

/// A language as a style speaks it: its terms and dates, and what our own typography takes from it.
#[derive(Clone, Debug)]
pub struct Words {
    pub outer: (String, String),
    pub inner: (String, String),
    pub and: String,
    pub et_al: String,
    pub months: Vec<String>,
    /// "March 5, 2022" rather than "5 March 2022".
    pub month_first: bool,
    pub page_dash: String,
    /// Full stops and commas stand inside quotation marks.
    pub punctuation_in_quote: bool,
    /// "1st March", but "2 March".
    pub ordinal_first_only: bool,
    /// For one and for several.
    terms: HashMap<(Term, TermForm), (String, String)>,
    numeric: Option<Date>,
    text: Option<Date>,
}

impl Words {
    /// A term in a form, or in the next one that the language has.
    pub fn term(&self, term: Term, form: TermForm, plural: bool) -> Option<&str> {
        let term = canonical(term);
        let mut form = Some(form);
        while let Some(wanted) = form {
            if let Some((one, several)) = self.terms.get(&(term, wanted)) {
                return Some(if plural { several } else { one });
            }
            form = wanted.fallback();
        }
        None
    }

    pub fn date(&self, form: DateForm) -> Option<&Date> {
        match form {
            DateForm::Numeric => self.numeric.as_ref(),
            DateForm::Text => self.text.as_ref(),
        }
    }
}

/// One of the names that are written alike: "volume" is a number and a locator.
fn canonical(term: Term) -> Term {
    match term {
        Term::Locator(Locator::Issue) => Term::NumberVariable(NumberVariable::Issue),
        Term::Locator(Locator::Section) => Term::NumberVariable(NumberVariable::Section),
        Term::Locator(Locator::Volume) => Term::NumberVariable(NumberVariable::Volume),
        Term::PageVariable => Term::Locator(Locator::Page),
        Term::Kind(Kind::Book) => Term::Locator(Locator::Book),
        Term::Kind(Kind::Chapter) => Term::Locator(Locator::Chapter),
        Term::Kind(Kind::Figure) => Term::Locator(Locator::Figure),
        term => term,
    }
}

/// The first of the locales that has a term gives it; `locales` starts with the style's own and ends with the fallback.
pub fn words(locales: &[&Locale], code: &str) -> Words {
    let mut terms: HashMap<(Term, TermForm), (String, String)> = HashMap::new();
    for locale in locales {
        let fallback = locale.lang.as_ref().is_some_and(|lang| lang.0 == FALLBACK && code != FALLBACK);
        let known: Vec<Term> = if fallback { terms.keys().map(|(term, _)| *term).collect() } else { Vec::new() };
        let known: std::collections::HashSet<Term> = known.into_iter().collect();
        for term in locale.terms.iter().flat_map(|terms| &terms.terms) {
            let name = canonical(term.name);
            // Another language is asked only for what this one has in no form.
            if known.contains(&name) {
                continue;
            }
            let text = |text: Option<&str>| text.unwrap_or("").to_owned();
            let both = (text(term.single()), text(term.multiple().or(term.single())));
            terms.entry((name, term.form)).or_insert(both);
        }
    }
    let option = |pick: fn(&hayagriva::citationberg::LocaleOptions) -> Option<bool>| {
        locales.iter().find_map(|locale| locale.style_options.as_ref().and_then(pick)).unwrap_or(false)
    };
    let dates = || locales.iter().flat_map(|locale| &locale.date);
    let mut words = Words {
        outer: Default::default(),
        inner: Default::default(),
        and: String::new(),
        et_al: String::new(),
        months: Vec::new(),
        month_first: code == FALLBACK,
        page_dash: String::new(),
        punctuation_in_quote: option(|options| options.punctuation_in_quote),
        ordinal_first_only: option(|options| options.limit_day_ordinals_to_day_1),
        terms,
        numeric: engine::local(dates(), DateForm::Numeric).cloned(),
        text: engine::local(dates(), DateForm::Text).cloned(),
    };
    let term = |term, fallback: &str| {
        let found = words.term(Term::Other(term), TermForm::Long, false).filter(|text| !text.is_empty());
        found.unwrap_or(fallback).to_owned()
    };
    let outer = (term(OtherTerm::OpenQuote, "“"), term(OtherTerm::CloseQuote, "”"));
    let inner = (term(OtherTerm::OpenInnerQuote, "‘"), term(OtherTerm::CloseInnerQuote, "’"));
    let (and, et_al) = (term(OtherTerm::And, "and"), term(OtherTerm::EtAl, "et al."));
    let months = (0..12).filter_map(OtherTerm::month).map(|month| term(month, "")).collect();
    let page_dash = term(OtherTerm::PageRangeDelimiter, "–");
    (words.outer, words.inner, words.and, words.et_al) = (outer, inner, and, et_al);
    (words.months, words.page_dash) = (months, page_dash);
    words
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
