//! Statutes, codes, bills, orders, treaties, the law of the European Union.

use super::signs::{self, Signs};
use super::{Found, court, pinpoint};
use crate::model::cite::{Locator, LocatorLabel};
use crate::reference::dates;
use crate::reference::pattern::pattern;
use crate::reference::stated::{Field, Stated};

const SECTION: &str = r"§{1,2}\s?((?:[\w.:]+[-–])?[\w.:]+(?:\(\w{1,4}\))*(?:\s?[-–]\s?[\w.:]+(?:\(\w{1,4}\))*)?)";

pattern!(
    CODE,
    &format!(
        r"^(?:(.+?),\s)?((\d{{1,3}})\s(U\.\s?S\.\s?C\.(?:\s?A\.)?|C\.\s?F\.\s?R\.|USC|CFR))\s(?:{SECTION}|(?:pt\.|Part)\s(\d+))"
    )
);
pattern!(
    STATE_CODE,
    &format!(
        r"^(Restatement \((?:Second|Third|Fourth)\) of [A-Z][\w ]*?|[A-Z][\w.]*\.?\s(?:[\w.&’]+\s){{0,5}}(?:Code|Stat\.|Laws|Law)(?:\sAnn\.)?)\s{SECTION}"
    )
);
pattern!(
    PUBLIC_LAW,
    &format!(
        r"^(?:(.+?),\s)?((?:Pub\. ?L\.|P\.L\.|Public Law)\s(?:No\.\s)?(\d+[-–]\d+))(?:,\s{SECTION})?(?:,\s(\d+)\s(Stat\.)\s(\d[\d,]*))?(?:,\s(\d[\d,–-]*))?"
    )
);
pattern!(
    ORDER,
    r"^(Exec(?:utive|\.) Order (?:No\. )?(\d+(?:,\d{3})*))(?:,\s[“‘](.+?),?[”’],?)?(?:,?\s(\d+)\s(Fed\. Reg\.|Federal Register|F\.R\.|FR)\s(\d[\d,]*))?(?:,\s(\d[\d,–-]*))?"
);
pattern!(REGISTER, r"^(.+?),\s(\d+)\s(Fed\. Reg\.)\s(\d[\d,]*)(?:,\s(\d[\d,–-]*))?");
pattern!(
    HOUSE_REPORT,
    r"^((?:H\.\s?R\.|S\.|H\.)\s(?:Conf\.\s)?(?:Rep\.|Doc\.|Rept\.)\s(?:No\.\s)?(\d+[-–]\d+))(?:,\spt\.\s\d)?"
);
pattern!(
    BILL,
    r"^(?:(.+?),\s)?((?:H\.\s?R\.|S\.|H\.\s?J\.\s?Res\.|S\.\s?J\.\s?Res\.|H\.\s?Res\.|S\.\s?Res\.|H\.\s?Con\.\s?Res\.|S\.\s?Con\.\s?Res\.)\s(\d+)),?\s\d+(?:st|nd|rd|th)\sCong(?:ress|\.)(?:,?\s\(?\d\w\w\s[Ss]ess(?:ion|\.)\)?)?"
);
pattern!(
    ACT,
    needs = ["Act", "Regulations", "Order", "Rules", "Ordinance", "Bill", "Code", "Measure"],
    r"^(?:The )?((?:(?:[A-ZÄÖÜ][\p{L}’'&-]*|\([A-Z][^()]*\)),?\s(?:(?:of|and|the|for|to|in|on|etc\.?|with|from|by)\s)*)+?(?:Act|Regulations|Order|Rules|Ordinance|Bill|Code|Measure)(?:\s\([A-Z][\p{L} ]+\))?\s(?:of\s)?((?:1[2-9]|20)\d\d)(?:\s\([A-Z][\p{L} .]+\))?)"
);
pattern!(INSTRUMENT, r"^,?\s(?:SI|SR|SSI|S\.I\.)\s((?:No\.\s)?\d{4}/\d+)");
pattern!(
    TREATY,
    r"^(.+?)\s\((?:adopted|opened for signature|signed|concluded|done|of)(?:\son|\sat\s\p{L}+,?|\sin\s\p{L}+,?)?\s(\d{1,2} \p{L}+ \d{4})(?:[,;]\s(?:entered into force|in force|effective)(?:\son)?\s\d{1,2} \p{L}+ \d{4})?\)"
);
pattern!(
    SERIES,
    r"^,?\s(\d{1,5})\s(UNTS|LNTS|ILM|UST|ETS|CETS|U\.N\.T\.S\.|L\.N\.T\.S\.|I\.L\.M\.|U\.S\.T\.|T\.I\.A\.S\.)\s(\d[\d,]*)"
);
pattern!(
    AMERICAN_TREATY,
    needs = ["U.N.T.S.", "L.N.T.S.", "I.L.M.", "U.S.T.", "Stat.", "T.I.A.S."],
    r"^(.+?),\s((?:[A-Z][a-z]+\.?\s\d{1,2},\s\d{4}))(?:,\sart\.\s[\w.]+)?,\s(\d{1,5})\s(U\.N\.T\.S\.|L\.N\.T\.S\.|I\.L\.M\.|U\.S\.T\.|Stat\.|T\.I\.A\.S\.)\s(\d[\d,]*)"
);
pattern!(
    NAMED_TREATY,
    needs = ["Treaty", "Convention", "Covenant", "Charter", "Protocol", "Statute", "Constitution"],
    r"^((?:The )?(?:[\p{Lu}][\p{L}’-]*,?\s(?:(?:of|on|the|and|for|to|against|in|relating|with|concerning|its)\s)*)*?(?:Treaty|Convention|Covenant|Charter|Protocol|Statute|Constitution)(?:\s(?:of|on|for|relating|to|against|concerning)\s(?:(?:the|of|and|on|in|to|for)\s)*[\p{Lu}][\p{L}’-]*(?:\s(?:(?:of|the|and|on|in|to|for)\s)*[\p{Lu}][\p{L}’-]*)*)?)(?:\s\(?((?:1[4-9]|20)\d\d)\)?)?,\s((?:art|Art|ch|Ch)[\p{L}]*\.?\s)"
);
pattern!(
    EU_ACT,
    r"^((?:(?:Council|Commission|Parliament and Council|European Parliament and Council)\s)?(?:Implementing\s|Delegated\s|Framework\s|Joint\s)?(?:Regulation|Directive|Decision|Verordnung|Richtlinie|Règlement|Recommendation)\s(?:\((?:EU|EC|EEC|EG|UE|EU, Euratom|CFSP|GASP|Euratom)\)\s)?(?:No\.?\s|Nr\.\s|n°\s)?(\d{1,4}/\d{1,4}(?:/\w+)?)(?:\sof\s(?:the\sEuropean\sParliament\sand\sof\sthe\sCouncil\sof\s)?\d{1,2}\s\p{L}+\s\d{4})?(?:\s(?:on|of|concerning|establishing|amending|laying|relating|regarding|repealing)\s[^\[,]{3,200})?)"
);
pattern!(
    JOURNAL,
    r"^,?\s?(?:\[((?:19|20)\d\d)\]\s|\(((?:19|20)\d\d)\)\s)?(OJ|ABl\.|JO)\s?([LC]\s?\d+(?:[/,]\s?(?:p\.\s)?\d+)?)(?:/(\d+))?(?:,\sp\.\s\d+)?"
);
pattern!(
    UN,
    r"^((?:UNSC|UNGA|UN Security Council|UN General Assembly|UNSCR|S\.C\.|G\.A\.|Security Council|General Assembly|UNHRC|HRC)\s(?:Res(?:olution|\.)?)\s([\dA-Z/()]+))(?:\s\(([^()]*\d{4})\))?(?:,?\s(?:UN\sDoc\.?|U\.N\. Doc\.)\s([A-Z]/[\w/.()-]+))?"
);
pattern!(
    FRENCH,
    r"^((?:Loi|Décret|Ordonnance|Arrêté)(?:\s(?:organique|constitutionnelle))?\sn°\s?(\S+?)\sdu\s(\d{1,2}(?:er)?\s\p{L}+\s\d{4})(?:\s(?:relati[fv]e?s?|portant|pour|sur|modifiant|visant)\s[^,]{3,160})?)"
);
pattern!(
    GERMAN,
    r"^((?:§{1,2}|Art\.)\s(\d+\p{L}?(?:[\s,]+(?:Abs\.|S\.|Satz|Nr\.|Hs\.|lit\.|ff?\.|bis|und|u\.)?\s?[\d\p{L}]{0,3}\.?)*?))\s((?:[\p{Lu}][\p{L}]*\p{Lu}[\p{L}]*|GG|[\p{Lu}][\p{L}]+gesetz(?:buch)?)(?:\s\p{Lu}{2,3})?)$"
);
pattern!(
    SLAVIC,
    r"^((?:Федеральн\w+\s(?:конституционн\w+\s)?закон|Закон\s(?:України|РФ|УРСР|СССР)|Указ\sПрезидент\w+\s(?:України|РФ|Российской Федерации)|Постанов\w+\s[^«»,№]{3,80}?|Конституці\w+\sУкраїни|Конституци\w+\s(?:РФ|Российской Федерации)|Розпорядження\s[^«»,№]{3,60}?|Распоряжение\s[^«»,№]{3,60}?|Наказ\s[^«»,№]{3,60}?|Приказ\s[^«»,№]{3,60}?))"
);
pattern!(
    HANSARD,
    r"^((?:HC|HL)\sDeb(?:ate)?s?)[ ,(]+(\d{1,2}\s\p{L}+\s\d{4})\)?[ ,]+(?:vol\.?\s(\d+)[ ,]+)?(?:cols?\.?\s)?(\d+\w*(?:[-–]\d+\w*)?)"
);
pattern!(
    CONST,
    r"^((?:U\.S\.|[A-Z][a-z]+\.)\sConst\.)\s(art\.|amend\.)\s([IVXL]+|\d+)((?:,\s§\s?\d+)?(?:,\scl\.\s?\d+)?)"
);

pub fn read(text: &str, signs: Signs) -> Option<Found> {
    let may = |families: u16, form: fn(&str) -> Option<Found>| signs.any(families).then(|| form(text)).flatten();
    may(signs::CONGRESS, congress)
        .or_else(|| may(signs::CODES, codes))
        .or_else(|| may(signs::UNION, union))
        .or_else(|| may(signs::TREATIES, treaties))
        .or_else(|| may(signs::NATIONS, nations))
        .or_else(|| may(signs::FRENCH, french))
        .or_else(|| may(signs::SECTIONS, german))
        .or_else(|| may(signs::HANSARD, hansard))
        .or_else(|| may(signs::SLAVIC, slavic))
        .or_else(|| may(signs::ACTS, acts))
}

fn law(kind: &'static str, title: &str) -> Stated {
    let mut stated = Stated { kind, ..Stated::default() };
    stated.put(Field::Title, title.trim().trim_end_matches(','));
    stated
}

fn finish(text: &str, mut stated: Stated, mut len: usize, locator: Option<Locator>, sure: f64) -> Option<Found> {
    let (first, taken) = if locator.is_some() { (locator, 0) } else { pinpoint(text.get(len..)?) };
    len += taken;
    // A law has no court: a bracket without a year is another name.
    let bracket = text.get(len..)?.split(')').next().unwrap_or("");
    if bracket.contains(|c: char| c.is_ascii_digit()) {
        len += court(text.get(len..)?, &mut stated);
    }
    let (second, taken) = if first.is_some() { (first, 0) } else { pinpoint(text.get(len..)?) };
    stated.take(Field::Authority);
    Some(Found { stated, locator: second, len: len + taken, sure })
}

fn section(value: Option<crate::reference::pattern::Match<'_>>) -> Option<Locator> {
    Some(Locator { label: LocatorLabel::Section, value: value?.as_str().trim_end_matches(['.', ':']).to_owned() })
}

fn congress(text: &str) -> Option<Found> {
    if let Some(found) = HOUSE_REPORT.captures(text) {
        let mut stated = law("report", found.get(1)?.as_str());
        stated.put(Field::Number, found.get(2)?.as_str());
        return finish(text, stated, found.get(0)?.end(), None, 1.0);
    }
    if let Some(found) = BILL.captures(text) {
        let number = found.get(2)?.as_str();
        let mut stated = law("bill", found.get(1).map_or(number, |name| name.as_str()));
        stated.put(Field::Number, number);
        let mut len = found.get(0)?.end();
        // "(2023), § 203" and "§ 203 (2023)".
        let (mut locator, taken) = pinpoint(text.get(len..)?);
        len += taken;
        len += court(text.get(len..)?, &mut stated);
        if locator.is_none() {
            let (later, taken) = pinpoint(text.get(len..)?);
            locator = later;
            len += taken;
        }
        stated.take(Field::Authority);
        return Some(Found { stated, locator, len, sure: 1.0 });
    }
    if let Some(found) = ORDER.captures(text) {
        let mut stated = law("legislation", found.get(3).or(found.get(1))?.as_str());
        stated.put(Field::Number, found.get(2)?.as_str());
        let locator = reporter(&found, [4, 5, 6], &mut stated, 7);
        let mut len = found.get(0)?.end();
        if let Some(date) = dates::first(text.get(len..)?).filter(|date| date.range.start <= 2) {
            stated.year = Some(date.year);
            stated.put(Field::Date, date.value);
            len += date.range.end
                + usize::from(text.get(len + date.range.end..).is_some_and(|rest| rest.starts_with(')')));
        }
        return finish(text, stated, len, locator, 1.0);
    }
    if let Some(found) = PUBLIC_LAW.captures(text) {
        let mut stated = law("legislation", found.get(1).or(found.get(2))?.as_str());
        stated.put(Field::Number, found.get(3)?.as_str());
        let page = reporter(&found, [5, 6, 7], &mut stated, 8);
        return finish(text, stated, found.get(0)?.end(), section(found.get(4)).or(page), 0.92);
    }
    None
}

/// Volume, series and first page of a reporter; the pinpoint behind it.
fn reporter(
    found: &crate::reference::pattern::Captures<'_>,
    groups: [usize; 3],
    stated: &mut Stated,
    pin: usize,
) -> Option<Locator> {
    let [volume, series, page] = groups.map(|n| found.get(n));
    stated.put(Field::Volume, volume?.as_str());
    stated.put(Field::Container, series?.as_str());
    stated.put(Field::Pages, page?.as_str());
    Some(Locator { label: LocatorLabel::Page, value: found.get(pin)?.as_str().to_owned() })
}

fn codes(text: &str) -> Option<Found> {
    if let Some(found) = CODE.captures(text) {
        let whole = found.get(2)?.as_str();
        let stated = match found.get(1) {
            Some(name) if !name.as_str().contains(['“', '(']) => {
                let mut stated = law("legislation", name.as_str());
                stated.put(Field::Volume, found.get(3)?.as_str());
                stated.put(Field::Container, found.get(4)?.as_str());
                stated
            }
            Some(_) => return None,
            None => law("legislation", whole),
        };
        let part = found.get(6).map(|part| Locator { label: LocatorLabel::Part, value: part.as_str().to_owned() });
        return finish(text, stated, found.get(0)?.end(), section(found.get(5)).or(part), 0.97);
    }
    if let Some(found) = REGISTER.captures(text).filter(|_| !text.starts_with("Exec")) {
        let mut stated = law("regulation", found.get(1)?.as_str());
        let locator = reporter(&found, [2, 3, 4], &mut stated, 5);
        return finish(text, stated, found.get(0)?.end(), locator, 0.8);
    }
    if let Some(found) = CONST.captures(text) {
        let value = format!("{}{}", found.get(3)?.as_str(), found.get(4).map_or("", |rest| rest.as_str()));
        let locator = Locator { label: LocatorLabel::Article, value };
        return finish(text, law("legislation", found.get(1)?.as_str()), found.get(0)?.end(), Some(locator), 0.7);
    }
    let found = STATE_CODE.captures(text)?;
    finish(text, law("legislation", found.get(1)?.as_str()), found.get(0)?.end(), section(found.get(2)), 0.92)
}

fn union(text: &str) -> Option<Found> {
    let found = EU_ACT.captures(text)?;
    let title = found.get(1)?;
    let mut stated = law("legislation", title.as_str());
    stated.put(Field::Number, found.get(2)?.as_str());
    if let Some(date) = dates::first(title.as_str()) {
        stated.year = Some(date.year);
        stated.put(Field::Date, date.value);
    }
    let mut len = title.end();
    if let Some(journal) = JOURNAL.captures(text.get(len..)?) {
        let year = journal.get(1).or(journal.get(2));
        stated.year = stated.year.or(year.and_then(|year| year.as_str().parse().ok()));
        stated.put(Field::Container, journal.get(3)?.as_str());
        let place = journal.get(4)?.as_str();
        match (place.split_once('/'), journal.get(5)) {
            (Some((volume, page)), _) => {
                stated.put(Field::Volume, volume);
                stated.put(Field::Pages, page);
            }
            (None, Some(page)) => {
                stated.put(Field::Volume, place);
                stated.put(Field::Pages, page.as_str());
            }
            (None, None) => stated.put(Field::Volume, place),
        }
        len += journal.get(0)?.end();
    }
    // The number holds the year: 2016/679, 95/46/EC.
    if stated.year.is_none() {
        let number = stated.get(Field::Number).unwrap_or("").to_owned();
        stated.year = number.split('/').find_map(dates::year);
    }
    finish(text, stated, len, None, 0.8)
}

fn treaties(text: &str) -> Option<Found> {
    let (mut stated, mut len) = if let Some(found) = TREATY.captures(text) {
        let mut stated = law("treaty", found.get(1)?.as_str());
        if let Some(date) = dates::first(found.get(2)?.as_str()) {
            stated.year = Some(date.year);
            stated.put(Field::Date, date.value);
        }
        (stated, found.get(0)?.end())
    } else if let Some(found) = AMERICAN_TREATY.captures(text) {
        let mut stated = law("treaty", found.get(1)?.as_str());
        if let Some(date) = dates::first(found.get(2)?.as_str()) {
            stated.year = Some(date.year);
            stated.put(Field::Date, date.value);
        }
        let _ = reporter(&found, [3, 4, 5], &mut stated, 6);
        (stated, found.get(0)?.end())
    } else {
        let found = NAMED_TREATY.captures(text)?;
        let mut stated = law("treaty", found.get(1)?.as_str());
        stated.year = found.get(2).and_then(|year| year.as_str().parse().ok());
        return finish(text, stated, found.get(3)?.start().saturating_sub(2), None, 0.85);
    };
    if let Some(series) = SERIES.captures(text.get(len..)?) {
        let _ = reporter(&series, [1, 2, 3], &mut stated, 4);
        len += series.get(0)?.end();
    }
    finish(text, stated, len, None, 0.95)
}

fn nations(text: &str) -> Option<Found> {
    let found = UN.captures(text)?;
    let mut stated = law("report", found.get(1)?.as_str());
    stated.put(Field::Number, found.get(4).or(found.get(2))?.as_str());
    if let Some(date) = found.get(3) {
        if let Some(date) = dates::first(date.as_str()) {
            stated.year = Some(date.year);
            stated.put(Field::Date, date.value);
        } else {
            stated.year = date.as_str().get(date.as_str().len().saturating_sub(4)..).and_then(dates::year);
        }
    }
    finish(text, stated, found.get(0)?.end(), None, 0.7)
}

fn french(text: &str) -> Option<Found> {
    let found = FRENCH.captures(text)?;
    let mut stated = law("legislation", found.get(1)?.as_str());
    stated.put(Field::Number, found.get(2)?.as_str());
    if let Some(date) = dates::first(found.get(3)?.as_str()) {
        stated.year = Some(date.year);
        stated.put(Field::Date, date.value);
    }
    finish(text, stated, found.get(0)?.end(), None, 0.85)
}

fn german(text: &str) -> Option<Found> {
    let found = GERMAN.captures(text)?;
    let label = if text.starts_with('§') { LocatorLabel::Section } else { LocatorLabel::Article };
    let locator = Locator { label, value: found.get(2)?.as_str().trim().to_owned() };
    let stated = law("legislation", found.get(3)?.as_str());
    Some(Found { stated, locator: Some(locator), len: text.len(), sure: 0.85 })
}

fn hansard(text: &str) -> Option<Found> {
    let found = HANSARD.captures(text)?;
    let mut stated = law("hearing", found.get(1)?.as_str());
    if let Some(date) = dates::first(found.get(2)?.as_str()) {
        stated.year = Some(date.year);
        stated.put(Field::Date, date.value);
    }
    if let Some(volume) = found.get(3) {
        stated.put(Field::Volume, volume.as_str());
    }
    let locator = Locator { label: LocatorLabel::Column, value: found.get(4)?.as_str().to_owned() };
    Some(Found { stated, locator: Some(locator), len: found.get(0)?.end(), sure: 0.75 })
}

/// "Закон України «Про …» від 5 травня 2020 р. № 123-IX, ст. 5": the parts in any order.
fn slavic(text: &str) -> Option<Found> {
    pattern!(NUMBER, r"№\s?([\w/–-]+)");
    pattern!(PLACE, r",\s((?:ст|п|ч|розд|гл)\.\s?\d+[\d.\-–]*)");
    let found = SLAVIC.captures(text)?;
    let mut title = found.get(1)?.as_str().trim().to_owned();
    let mut end = found.get(1)?.end();
    let quoted = text.find('«').and_then(|open| Some((open, open + text.get(open..)?.find('»')? + "»".len())));
    if let Some((open, close)) = quoted {
        title = format!("{title} {}", text.get(open..close)?);
        end = end.max(close);
    }
    let mut stated = law("legislation", &title);
    if let Some(date) = dates::first(text) {
        end = end.max(date.range.end);
        stated.year = Some(date.year);
        stated.put(Field::Date, date.value);
    }
    if let Some(number) = NUMBER.captures(text) {
        end = end.max(number.get(0)?.end());
        stated.put(Field::Number, number.get(1)?.as_str());
    }
    let mut locator = None;
    if let Some(place) = PLACE.captures(text.get(end..)?) {
        locator = crate::reference::locators::whole(place.get(1)?.as_str()).map(|found| found.locator);
        end += place.get(0)?.end();
    }
    Some(Found { stated, locator, len: end, sure: 0.7 })
}

fn acts(text: &str) -> Option<Found> {
    let found = ACT.captures(text)?;
    let title = found.get(1)?;
    if title.as_str().contains(['“', '"']) {
        return None;
    }
    let mut stated = law("legislation", title.as_str());
    stated.year = found.get(2)?.as_str().parse().ok();
    let mut len = found.get(0)?.end();
    if let Some(number) = INSTRUMENT.captures(text.get(len..)?) {
        stated.put(Field::Number, number.get(1)?.as_str());
        len += number.get(0)?.end();
    }
    let rest = text.get(len..)?.trim_start();
    // "Act 2009, …" with a publisher behind it is a book about one.
    if rest.starts_with('(')
        && !rest.contains("Act")
        && !rest.starts_with("(UK")
        && !rest.starts_with("(“")
        && !rest.starts_with("(‘")
        && !rest.starts_with("(here")
    {
        return None;
    }
    finish(text, stated, len, None, 0.97)
}
