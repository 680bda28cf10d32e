//! The calls into hayagriva: one rendering for one cite.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::taxonomy::Locator as CslLocator;
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChildren, LocatorPayload,
    SpecificLocator, standalone_citation,
};

use super::style::Style;
use crate::model::cite::{Locator, LocatorLabel, Position};

/// Words in this language are never put into title case, which breaks names (`NATO’s`, `Radio Free Europe/Radio Liberty`).
const NO_LANGUAGE: &str = "zxx";

#[derive(Clone, Copy)]
pub struct Engine<'a> {
    locales: &'a [Locale],
    locale: &'a LocaleCode,
}

impl<'a> Engine<'a> {
    pub fn new(style: &'a Style) -> Self {
        Self { locales: &style.locales, locale: &style.locale }
    }

    /// One cite by a style in which its position is decided.
    pub fn cite(self, style: &IndependentStyle, item: &Item, locator: Option<&Locator>) -> Option<ElemChildren> {
        guarded(|| Some(standalone_citation(self.request(style, vec![cited(item, locator, false)], None))))
    }

    /// One cite by a style that has to see the citations before it: names that later citations shorten.
    pub fn cite_after(
        self,
        style: &IndependentStyle,
        item: &Item,
        locator: Option<&Locator>,
        position: Position,
    ) -> Option<ElemChildren> {
        let other = Locator { label: LocatorLabel::Page, value: "\u{0}".to_owned() };
        let gaps = usize::try_from(style.citation.near_note_distance).unwrap_or(1).clamp(1, 50);
        let (before, gaps) = match position {
            Position::First => (None, 0),
            Position::Subsequent => (Some(None), gaps),
            Position::NearNote => (Some(None), 1),
            Position::Ibid => (Some(locator), 0),
            Position::IbidWithLocator => (Some(Some(&other)), 0),
        };
        guarded(|| {
            let mut driver = BibliographyDriver::new();
            if let Some(locator) = before {
                driver.citation(self.request(style, vec![cited(item, locator, true)], Some(1)));
            }
            for _ in 0..gaps {
                driver.citation(self.request(style, vec![], None));
            }
            driver.citation(self.request(style, vec![cited(item, locator, false)], Some(2)));
            let mut rendered = driver.finish(self.bibliography(style));
            rendered.citations.pop().map(|citation| citation.citation)
        })
    }

    /// One cite by a style that prints the number of the work.
    pub fn cite_numbered(
        self,
        style: &IndependentStyle,
        item: &Item,
        locator: Option<&Locator>,
        number: usize,
    ) -> Option<ElemChildren> {
        guarded(|| {
            let mut driver = BibliographyDriver::new().with_citation_number_offset(number.saturating_sub(1));
            driver.citation(self.request(style, vec![cited(item, locator, false)], None));
            let mut rendered = driver.finish(self.bibliography(style));
            rendered.citations.pop().map(|citation| citation.citation)
        })
    }

    /// The entry of one work. `silent` words the citation that makes it known.
    pub fn entry(
        self,
        base: &IndependentStyle,
        silent: &IndependentStyle,
        item: &Item,
        number: usize,
    ) -> Option<ElemChildren> {
        guarded(|| {
            let mut driver = BibliographyDriver::new().with_citation_number_offset(number.saturating_sub(1));
            driver.citation(self.request(silent, vec![cited(item, None, true)], None));
            let rendered = driver.finish(self.bibliography(base));
            Some(rendered.bibliography?.items.pop()?.content)
        })
    }

    fn request<'d>(
        self,
        style: &'d IndependentStyle,
        items: Vec<CitationItem<'d, Item>>,
        note: Option<usize>,
    ) -> CitationRequest<'d, Item>
    where
        'a: 'd,
    {
        CitationRequest::new(items, style, Some(self.locale.clone()), self.locales, note)
    }

    fn bibliography<'d>(self, style: &'d IndependentStyle) -> BibliographyRequest<'d>
    where
        'a: 'd,
    {
        BibliographyRequest::new(style, Some(self.locale.clone()), self.locales)
    }
}

fn cited<'a>(item: &'a Item, locator: Option<&'a Locator>, hidden: bool) -> CitationItem<'a, Item> {
    let locator = locator.map(|locator| SpecificLocator(label(locator.label), LocatorPayload::Str(&locator.value)));
    CitationItem::new(item, locator, Some(LocaleCode(NO_LANGUAGE.to_owned())), hidden, None)
}

/// CSL's name of a locator's label.
pub fn label(label: LocatorLabel) -> CslLocator {
    match label {
        LocatorLabel::Page => CslLocator::Page,
        LocatorLabel::Chapter => CslLocator::Chapter,
        LocatorLabel::Section => CslLocator::Section,
        LocatorLabel::Paragraph => CslLocator::Paragraph,
        LocatorLabel::Note => CslLocator::Note,
        LocatorLabel::Figure => CslLocator::Figure,
        LocatorLabel::Table => CslLocator::Table,
        LocatorLabel::Volume => CslLocator::Volume,
        LocatorLabel::Part => CslLocator::Part,
        LocatorLabel::Line => CslLocator::Line,
        LocatorLabel::Column => CslLocator::Column,
        LocatorLabel::Folio => CslLocator::Folio,
        LocatorLabel::Article => CslLocator::ArticleLocator,
        LocatorLabel::Appendix => CslLocator::Appendix,
        LocatorLabel::Timestamp => CslLocator::Timestamp,
    }
}

/// What the engine says, or nothing where it panics. Items are made so that it does not (in 400,000 odd fields over all
/// styles of its archive none was left); this belt keeps one fault of its own from taking the site down (THREATS E1).
fn guarded(call: impl FnOnce() -> Option<ElemChildren>) -> Option<ElemChildren> {
    catch_unwind(AssertUnwindSafe(call)).ok().flatten()
}
