//! Judgments: reporters, neutral citations, European and German courts.

use super::signs::{self, Signs};
use super::{Found, court, pinpoint};
use crate::model::cite::{Locator, LocatorLabel};
use crate::reference::dates;
use crate::reference::pattern::pattern;
use crate::reference::stated::{Field, Stated};

/// "F.4th", "U.S.", "F. Supp. 3d", "N.E.2d", "AC", "EHRR".
const REPORTER: &str =
    r"[A-Z][A-Za-z’'&]*\.?(?:\s?(?:[A-Z][A-Za-z’'&]*\.?|App\.?|Supp\.?|\d(?:d|th|st|nd|rd)\b|\((?:[A-Z][\w .]*)\)))*";
const NAME: &str = r"(?:(?:In re|Ex parte|Re|Matter of|The)\s.+?|.+?\sv\.?\s.+?|.+? \(No\.? \d\))";

pattern!(VOLUME_PAGE, &format!(r"^({NAME}),?\s(\d{{1,4}})\s({REPORTER})\s(\d+(?:,\d{{3}})*)\b"));
pattern!(SHORT, needs = ["at"], &format!(r"^([^,]{{2,80}}),\s(\d{{1,4}})\s({REPORTER})\sat\s"));
pattern!(
    SLIP,
    &format!(
        r"^({NAME}),\s(?:Civ(?:il|\.)?\s(?:Action\s)?)?Nos?\.\s([\w:.–-]+)(?:,\s(\d{{4}})\s(WL|LEXIS|U\.S\. Dist\. LEXIS|U\.S\. App\. LEXIS)\s(\d+))?"
    )
);
pattern!(BRACKETS, r"^(.+?),?\s\[(\d{4})\]\s");
pattern!(
    NEUTRAL,
    r"^,?\s?\[(\d{4})\]\s((?:UK|EW|NI|CS|IE|HCA|SCC|NZ|ZA|SG|FCA|FC|NSW|VSC|ONCA|BCCA|HK|XEW|CAT)[A-Z]*(?:\s(?:Civ|Crim|Fam|Admin|Ch|Comm|QB|KB|TCC|Pat))?)\s(\d+)(?:\s\((?:Admin|Ch|Comm|QB|KB|Fam|TCC|Pat|IPEC|Civ)\))?"
);
pattern!(REPORT, &format!(r"^,?\s?\[(\d{{4}})\]\s(?:(\d{{1,2}})\s)?({REPORTER})\s([IVX]+[-–]\d+|\d[\d,]*)"));
pattern!(ROUND_REPORT, &format!(r"^(.+?)\s\((\d{{4}})\)\s(\d{{1,3}})\s({REPORTER})\s(\d+)"));
pattern!(
    EU,
    r"^(?:Joined )?(?:Cases?|Rs\.|aff\.|Affaire|Rechtssache) ([CTF][-‑–]\d+/\d+(?:\s?P|\sPPU|\sR)?(?:(?:,| and| et| und)\s(?:[CTF][-‑–])?\d+/\d+)*),?\s(.+?)(?:,?\s\[(\d{4})\]|,|\s\(|$)"
);
pattern!(ECLI, r"^,?\s?(?:\[(\d{4})\]\s)?(ECLI:[A-Z]{2}:\w+:(\d{4}):\w+|EU:[CTF]:(\d{4}):\w+)");
pattern!(ECTHR, r"^(.+?\sv\.?\s.+?),?\s\(?(?:App(?:lication|l)?\.?|no\.)\s?(?:[Nn]os?\.?\s)?(\d{1,6}/\d{2})\)?,?\s?");
pattern!(
    ECTHR_COURT,
    r"^\(?(ECtHR|ECHR|Eur\. Ct\. H\.R\.|Commission Decision)(?:\s\(?GC\)?)?,?\s?(?:\[GC\],?\s?)?([^()\[\],]{3,30}(?:, \d{4})?)\)?"
);
pattern!(
    GERMAN,
    r"^((?:BVerfG|BGH|BVerwG|BAG|BFH|BSG|BPatG|EuGH|EGMR|OVG|VGH|OLG|LG|VG|KG|StGH|VerfGH|OGH|VfGH|BGer)(?: \p{Lu}[\p{L}-]+)?),?\s(?:(Urteil|Beschluss|Urt\.|Beschl\.|Entscheidung|U\.|B\.)\s(?:v\.|vom)\s)"
);
pattern!(
    COLLECTION,
    r"^(BVerfGE|BGHZ|BGHSt|BVerwGE|BAGE|BFHE|EuGHE|RGZ|RGSt)\s(\d{1,3}),\s(\d{1,4})(?:\s\((\d{1,4}(?:\sff?\.)?)\)|,\s(\d{1,4}))?"
);

pub fn read(text: &str, signs: Signs) -> Option<Found> {
    if text.contains(['“', '‘']) && !text.contains(" v") {
        return None;
    }
    let may = |families: u16, form: fn(&str) -> Option<Found>| signs.any(families).then(|| form(text)).flatten();
    may(signs::EU_CASES, european)
        .or_else(|| may(signs::VERSUS, strasbourg))
        .or_else(|| may(signs::VERSUS | signs::MATTERS | signs::REPORTER_AT, american))
        .or_else(|| may(signs::VERSUS | signs::MATTERS, english))
        .or_else(|| may(signs::GERMAN_COURTS, german))
}

fn case() -> Stated {
    Stated { kind: "legal_case", ..Stated::default() }
}

fn american(text: &str) -> Option<Found> {
    if let Some(found) = SHORT.captures(text) {
        let mut stated = Stated::default();
        stated.put(Field::Title, found.get(1)?.as_str());
        stated.put(Field::Volume, found.get(2)?.as_str());
        stated.put(Field::Container, found.get(3)?.as_str());
        let at = found.get(3)?.end();
        let (locator, taken) = pinpoint(text.get(at..)?);
        return Some(Found { stated, locator, len: at + taken, sure: 1.0 });
    }
    if let Some(found) = VOLUME_PAGE.captures(text) {
        let (name, volume, reporter, page) = (found.get(1)?, found.get(2)?, found.get(3)?, found.get(4)?);
        let name = name.as_str();
        if name.contains(['[', '“', '‘'])
            || name.ends_with([',', ')'])
            || name.contains(", No. ")
            || name.contains(", Nos. ")
            || reporter.as_str() == "v."
        {
            return None;
        }
        let mut stated = case();
        stated.put(Field::Title, name.trim_end_matches(','));
        stated.put(Field::Volume, volume.as_str());
        stated.put(Field::Container, reporter.as_str());
        stated.put(Field::Pages, page.as_str());
        let mut len = page.end();
        let (locator, taken) = pinpoint(text.get(len..)?);
        len += taken;
        // Parallel reporters say nothing new.
        pattern!(PARALLEL, r"^,\s\d{1,4}\s[A-Z][\w. ]*?\s\d+(?:,\s\d+)?");
        while let Some(more) = PARALLEL.find(text.get(len..)?) {
            len += more.end();
        }
        len += court(text.get(len..)?, &mut stated);
        let sure = if stated.year.is_some() { 1.0 } else { 0.85 };
        return Some(Found { stated, locator, len, sure });
    }
    let found = SLIP.captures(text)?;
    let mut stated = case();
    stated.put(Field::Title, found.get(1)?.as_str());
    stated.put(Field::Number, found.get(2)?.as_str());
    let mut len = found.get(0)?.end();
    if let (Some(volume), Some(container), Some(page)) = (found.get(3), found.get(4), found.get(5)) {
        stated.put(Field::Volume, volume.as_str());
        stated.put(Field::Container, container.as_str());
        stated.put(Field::Pages, page.as_str());
    }
    let (locator, taken) = pinpoint(text.get(len..)?);
    len += taken;
    len += court(text.get(len..)?, &mut stated);
    Some(Found { stated, locator, len, sure: 0.8 })
}

fn english(text: &str) -> Option<Found> {
    let mut stated = case();
    let mut len;
    if let Some(found) = BRACKETS.captures(text) {
        let name = found.get(1)?;
        let title = name.as_str();
        let named = title.contains(" v ")
            || title.contains(" v. ")
            || title.starts_with("Re ")
            || title.starts_with("R (")
            || title.starts_with("In re ")
            || title.starts_with("Ex p");
        if !named || title.contains(['“', '‘']) {
            return None;
        }
        stated.put(Field::Title, title);
        len = name.end();
        if let Some(neutral) = NEUTRAL.captures(text.get(len..)?) {
            stated.year = neutral.get(1)?.as_str().parse().ok();
            let all = neutral.get(0)?;
            stated.put(Field::Number, all.as_str().trim_start_matches([',', ' ']));
            len += all.end();
        }
        if let Some(report) = REPORT.captures(text.get(len..)?).filter(|report| report.get(4).is_some()) {
            let year = report.get(1)?.as_str();
            stated.year = stated.year.or(year.parse().ok());
            stated.put(Field::Volume, report.get(2).map_or(year, |volume| volume.as_str()));
            stated.put(Field::Container, report.get(3)?.as_str());
            stated.put(Field::Pages, report.get(4)?.as_str());
            len += report.get(0)?.end();
        }
        if stated.get(Field::Number).is_none() && stated.get(Field::Container).is_none() {
            return None;
        }
    } else {
        let found = ROUND_REPORT.captures(text)?;
        let title = found.get(1)?.as_str();
        if !(title.contains(" v ") || title.contains(" v. ") || title.starts_with("Re ")) || title.contains(['“', '‘'])
        {
            return None;
        }
        stated.put(Field::Title, title);
        stated.year = found.get(2)?.as_str().parse().ok();
        stated.put(Field::Volume, found.get(3)?.as_str());
        stated.put(Field::Container, found.get(4)?.as_str());
        stated.put(Field::Pages, found.get(5)?.as_str());
        len = found.get(0)?.end();
    }
    len += court(text.get(len..)?, &mut stated);
    let (locator, taken) = pinpoint(text.get(len..)?);
    len += taken;
    len += court(text.get(len..)?, &mut stated);
    Some(Found { stated, locator, len, sure: 1.0 })
}

fn european(text: &str) -> Option<Found> {
    let found = EU.captures(text)?;
    let mut stated = case();
    stated.put(Field::Number, found.get(1)?.as_str());
    let name = found.get(2)?;
    stated.put(Field::Title, name.as_str().trim_end_matches(','));
    let mut len = name.end();
    if let Some(ecli) = ECLI.captures(text.get(len..)?) {
        let year = [1, 3, 4].into_iter().find_map(|n| ecli.get(n));
        stated.year = year.and_then(|year| year.as_str().parse().ok());
        stated.put(Field::Container, ecli.get(2)?.as_str());
        len += ecli.get(0)?.end();
    } else if let Some(report) = REPORT.captures(text.get(len..)?) {
        let year = report.get(1)?.as_str();
        stated.year = year.parse().ok();
        stated.put(Field::Volume, report.get(2).map_or(year, |volume| volume.as_str()));
        stated.put(Field::Container, report.get(3)?.as_str());
        stated.put(Field::Pages, report.get(4)?.as_str());
        len += report.get(0)?.end();
    } else {
        len += court(text.get(len..)?, &mut stated);
    }
    let (locator, taken) = pinpoint(text.get(len..)?);
    Some(Found { stated, locator, len: len + taken, sure: 0.97 })
}

fn strasbourg(text: &str) -> Option<Found> {
    let found = ECTHR.captures(text)?;
    let mut stated = case();
    stated.put(Field::Title, found.get(1)?.as_str());
    stated.put(Field::Number, found.get(2)?.as_str());
    let mut len = found.get(0)?.end();
    if let Some(court) = ECTHR_COURT.captures(text.get(len..)?) {
        stated.put(Field::Authority, court.get(1)?.as_str());
        let date = court.get(2)?.as_str().trim();
        if let Some(date) = dates::first(date) {
            stated.year = Some(date.year);
            stated.put(Field::Date, date.value);
        } else {
            stated.year = dates::year(date);
        }
        len += court.get(0)?.end();
    }
    let (locator, taken) = pinpoint(text.get(len..)?);
    Some(Found { stated, locator, len: len + taken, sure: 0.92 })
}

fn german(text: &str) -> Option<Found> {
    if let Some(found) = COLLECTION.captures(text) {
        let mut stated = case();
        stated.put(Field::Container, found.get(1)?.as_str());
        stated.put(Field::Volume, found.get(2)?.as_str());
        stated.put(Field::Pages, found.get(3)?.as_str());
        stated.put(
            Field::Title,
            format!("{} {}, {}", found.get(1)?.as_str(), found.get(2)?.as_str(), found.get(3)?.as_str()),
        );
        let locator = found
            .get(4)
            .or(found.get(5))
            .map(|page| Locator { label: LocatorLabel::Page, value: page.as_str().to_owned() });
        return Some(Found { stated, locator, len: found.get(0)?.end(), sure: 0.8 });
    }
    let found = GERMAN.captures(text)?;
    let mut stated = case();
    stated.put(Field::Authority, found.get(1)?.as_str());
    let mut len = found.get(0)?.end();
    let date = dates::first(text.get(len..)?).filter(|date| date.range.start == 0)?;
    stated.year = Some(date.year);
    stated.put(Field::Title, format!("{} vom {}", found.get(2)?.as_str(), text.get(len..len + date.range.end)?));
    stated.put(Field::Date, date.value);
    len += date.range.end;
    pattern!(
        DOCKET,
        r"^[,–\s-]+(?:Az\.:?\s|Rs\.\s)?((?:\d\s)?[\p{Lu}][\p{L}]*(?:\s\([\p{L}]+\))?\s\d+/\d+|C[-–]\d+/\d+|[IVX]+\s[\p{Lu}]+\s\d+/\d+|\d+\s[\p{L}]+\s\d+[./]\d+)"
    );
    if let Some(docket) = DOCKET.captures(text.get(len..)?) {
        stated.put(Field::Number, docket.get(1)?.as_str());
        len += docket.get(0)?.end();
    }
    let (locator, taken) = pinpoint(text.get(len..)?);
    Some(Found { stated, locator, len: len + taken, sure: 0.8 })
}
