//! What is left out to be fast leaves no word out: a style cut to the shape of a work says of it what the whole style
//! says, and a work worded for all of its pages is worded as for each.

use std::sync::Arc;

use hayagriva::archive::ArchivedStyle;

use super::works;
use crate::cite::engine::{self, Engine};
use crate::cite::formatting::Ask;
use crate::cite::specialise::{Place, Shape, specialise};
use crate::cite::{Formatting, Style, item, rewrite};
use crate::model::cite::{Locator, LocatorLabel, Position};
use crate::model::work::Work;

fn styles() -> Vec<Style> {
    ArchivedStyle::all().iter().filter_map(|style| Style::load(style.names()[0], None, "en-GB").ok()).collect()
}

#[test]
fn the_branches_that_are_cut_say_nothing() {
    let locators = [
        None,
        Some(Locator { label: LocatorLabel::Page, value: "33-35".to_owned() }),
        Some(Locator { label: LocatorLabel::Chapter, value: "IV".to_owned() }),
    ];
    let mut compared = 0;
    for style in styles() {
        let engine = Engine::new(&style);
        let silent = rewrite::silent(&style.csl);
        let positions = [Position::First, Position::Subsequent, Position::IbidWithLocator];
        let variants = positions.map(|position| {
            let mut variant = rewrite::at(&style.csl, position);
            rewrite::without_affixes(&mut variant);
            variant
        });
        for work in works() {
            let prepared = item::prepare(&work, &style.words, style.is_note_style(), None);
            for locator in &locators {
                let label = locator.as_ref().map(|locator| engine::label(locator.label));
                let shape = Shape { item: &prepared.item, locator: label, place: Place::Decided };
                for variant in &variants {
                    let whole = engine.cite(variant, &prepared.item, locator.as_ref());
                    let cut = engine.cite(&specialise(variant, &shape), &prepared.item, locator.as_ref());
                    assert_eq!(cut, whole, "{} {:?} in {:?}", work.key, locator, style.csl.info.title.value);
                    compared += 1;
                }
            }
            let shape = Shape { item: &prepared.item, locator: None, place: Place::Entry };
            let whole = engine.entry(&style.csl, &silent, &prepared.item, 1);
            let cut = engine.entry(&specialise(&style.csl, &shape), &silent, &prepared.item, 1);
            assert_eq!(cut, whole, "entry of {} in {:?}", work.key, style.csl.info.title.value);
        }
    }
    assert!(compared > 500, "{compared}");
}

#[test]
fn a_page_makes_no_difference_to_the_words_around_it() {
    let works: Vec<Arc<Work>> = works().into_iter().map(Arc::new).collect();
    let labels = [LocatorLabel::Page, LocatorLabel::Chapter, LocatorLabel::Volume, LocatorLabel::Note];
    for style in styles() {
        let formatting = Formatting::new(style, &works, Arc::default());
        for work in &works {
            for (label, value) in labels.iter().flat_map(|label| ["1", "2", "13", "279"].map(|value| (*label, value))) {
                let locator = Locator { label, value: value.to_owned() };
                for position in [Position::First, Position::IbidWithLocator] {
                    let whole = formatting.whole(Ask::Cite, work, Some(&locator), position, false);
                    let one = formatting.one(Ask::Cite, work, Some(&locator), position, false);
                    assert_eq!(one, whole, "{} {locator:?}", work.key);
                }
            }
        }
    }
}
