//! Unprinted things: letters, minutes and files of archives; interviews and what people told the author.

use std::ops::Range;

use super::general::Read;
use super::parts::{self, Group, Kind};
use super::pattern::pattern;
use super::stated::{Field, Stated};
use super::text::Even;
use super::{dates, locators, names, web};
use crate::model::cite::LocatorLabel;
use crate::model::work::Name;

const PAPERS: &str = r"(?:(?:Draft|Secret|Private|Personal|Confidential|Official|Unsigned) )?(?:Minutes?|(?:memorandum|minute|letter|telegram|cable|despatch|dispatch|note|report)|Memorandum|Memo|Letter|Telegram|Cable|Despatch|Dispatch|Note|Aide-mémoire|Report|Diary(?: entry)?|Circular|Record of (?:a )?(?:conversation|meeting)|Draft|Brief|Briefing|Notes?|Aufzeichnung|Brief|Bericht|Vermerk|Telegramm|Lettre|Note|Rapport|Лист|Письмо|Доповідна записка|Докладная записка|Телеграмма|Телеграма|Протокол|Directive|Order|Intelligence summary|Statement)";

pattern!(
    DOCUMENT,
    &format!(r"^(?:The )?({PAPERS}(?: no\. \d+)?)(?: (?:by|of|from|von|de|par|від|от) ([^,]+?))?(?: to ([^,]+?))?,")
);
pattern!(
    LETTER,
    r"^(\p{Lu}[\p{L}.’'-]*(?: \p{Lu}[\p{L}.’'-]*| (?:de|von|van|of)){0,4}) (?:to|an|à|до|к) (\p{Lu}[\p{L}.’'-]*(?: \p{Lu}[\p{L}.’'-]*| (?:de|von|van|of|the)){0,5}),"
);
pattern!(
    HOUSE,
    needs = [
        "archi",
        "архив",
        "архів",
        "record office",
        "librar",
        "biblioth",
        "museum",
        "historical society",
        "historisches"
    ],
    r"(?i)\b(?:national archives|archives?|archiv|archivio|archivo|archiwum|архив|архів|record office|bundesarchiv|staatsarchiv|hauptstaatsarchiv|library|bibliothek|bibliothèque|libraries|museum|historical society|historisches|institute archives?)\b"
);
pattern!(
    SIGLUM,
    r"(?i)^(?:TNA|NARA|PRO|NA|BArch|PAAA|GStA PK|ГАРФ|РГАСПИ|РГВА|РГАНИ|АВПРФ|ГДА СБУ|ЦДАВО(?: України)?|ЦДАГО(?: України)?|ЦДІАК?|ДАКО|ДАРФ|AAN|CAW|SHD|AMAE|USNA|BL|NLS|IWM|LHCMA)\b"
);
pattern!(
    CALL,
    r"^(?:(?:FO|CAB|PREM|WO|DEFE|ADM|AIR|HO|CO|DO|FCO|FCDO|T|BT|KV|RG|HS|GFM|MSS?|Add\.? MSS?|R|NL|N|NS|RH|RW|BA|B|C|D|E|F|Rep\.|I\.? HA|ZL|SB|MAE|AN|AJ|AMS|AN|record group|record series|box|folder|file|carton|reel|series|entry|fonds?|collection|inv\.|sygn\.|Bd\.|Nr\.|Akte|ф\.|фонд|оп\.|опис|опись|д\.|спр\.|справа|дело|т\.|dossier|carton|liasse)(?:\b|\s)\s?(?:Eng\.|Lat\.|c\.|d\.|Add\.|Germ\.)?[\s\w/.()-]*\d[\w/.:()-]*(?:\s?\([\w ]+\))?|[A-Z]{1,4}(?:\([A-Z]\))? \d+/\d+(?:/\d+)*|[A-Z]{1,4}\(\d\d\)\s?\d+|.*\b(?:Papers|Nachlass|Nachlaß|Collection|Fonds|MSS?|Manuscripts|Records)\b.*)$"
);
pattern!(
    INTERVIEW,
    needs = ["interview", "інтерв", "интервью", "entretien", "entrevista", "wywiad"],
    r"(?i)^((?:(?:[\p{L}’'-]+ )?(?:author(?:[’']s|s[’']?)?|authors[’']|personal|telephone|phone|online|confidential|anonymous|skype|zoom|written|unpublished|my|own|in-person|virtual|email) )*interview(?:s|ed)?\b|інтерв[’']ю|интервью|entretien|entrevista|wywiad|інтерв’ю)"
);
pattern!(
    TOLD,
    needs = [
        "conversation",
        "correspondence",
        "communication",
        "mail",
        "message",
        "discussion",
        "gespräch",
        "rozmowa",
        "розмова",
        "беседа",
        "разговор",
        "information"
    ],
    r"(?i)^((?:(?:author[’']s|personal|private|confidential|e-?mail|telephone) )*(?:conversations?|correspondence|communications?|e-?mails?|messages?|discussions?)\b (?:with|to|from|by|between)\b|personal communication\b|e-?mail (?:to|from)\b|gespräch mit\b|rozmowa z\b|розмова з\b|беседа с\b|разговор с\b|information from\b)"
);
pattern!(
    WITH,
    needs = ["interview", "discussion", "conversation", "mail", "communication"],
    r"(?i)^(?:interview(?:ed)?|personal interview|telephone interview|in discussion|in conversation|e-?mail(?: message)?|personal communication|interview by|interviewed by|interview with)\b"
);

/// Reads a stretch as something that is kept or was said, and not printed.
pub fn read(even: &Even, groups: &[Group], range: Range<usize>) -> Option<Read> {
    let mut parts = parts::cut(even, groups, range.clone());
    super::general::join(even, &mut parts);
    let text = even.get(range.clone());
    let first = parts.first().filter(|part| part.kind == Kind::Words)?;
    let mut read = spoken(even, &parts, text, first).or_else(|| kept(even, &parts, text, &range))?;
    read.range = range.start..read.range.end.max(range.start);
    read.marked = true;
    Some(read)
}

fn whole(even: &Even, range: &Range<usize>) -> String {
    even.get(range.clone()).trim().trim_end_matches(['.', ',']).to_owned()
}

/// Interviews and the like: who, where, when.
fn spoken(even: &Even, parts: &[parts::Part], text: &str, first: &parts::Part) -> Option<Read> {
    let head = even.get(first.inner.clone());
    let second = parts.get(1).map_or("", |part| even.get(part.inner.clone()));
    let mut stated = Stated::default();
    let mut sure = 0.95;
    let mut from = 1;
    if INTERVIEW.is_match(head) {
        stated.kind = "interview";
        stated.put(Field::Title, head);
    } else if TOLD.is_match(head) {
        stated.kind = "personal_communication";
        stated.put(Field::Title, head);
    } else if WITH.is_match(second) && parts.get(1).is_some_and(|part| part.kind == Kind::Words) {
        // "Ada Voss, interview by the author, Arle, May 3, 2020"
        let people = names::read(head)?;
        stated.kind = if second.to_lowercase().contains("mail") || second.to_lowercase().contains("communication") {
            "personal_communication"
        } else {
            "interview"
        };
        stated.authors = people.names;
        stated.put(Field::Title, second);
        from = 2;
        sure = 0.75;
    } else {
        return None;
    }
    // An interview that a newspaper printed has a title of its own.
    if parts.iter().skip(from).any(|part| part.kind == Kind::Quoted) || text.len() > 300 {
        return None;
    }
    let mut end = parts.get(from - 1).map_or(first.outer.end, |part| part.outer.end);
    let date = dates::first(text)?;
    stated.year = Some(date.year);
    stated.put(Field::Date, date.value);
    for part in parts.iter().skip(from) {
        let words = even.get(part.inner.clone());
        if part.kind == Kind::Url {
            web::address(words, &mut stated);
        } else if let Some(day) = web::accessed(words) {
            stated.put(Field::Accessed, day);
        } else if dates::first(words).is_some()
            || dates::year(words).is_some()
            || (words.bytes().any(|b| b.is_ascii_digit()) && words.len() < 12)
        {
        } else if part.kind == Kind::Words
            && words.starts_with(char::is_uppercase)
            && words.split(' ').count() <= 4
            && stated.get(Field::Place).is_none()
        {
            stated.put(Field::Place, words);
        } else if part.kind == Kind::Words
            && (words.starts_with("via ") || words.starts_with("by ") || words.starts_with("over "))
        {
        } else if part.kind == Kind::Words
            && words.starts_with(char::is_lowercase)
            && stated.get(Field::Place).is_none()
        {
            // "interview with X, former deputy minister": still who it was.
            let title = whole(even, &(first.inner.start..part.inner.end));
            if from == 1 {
                stated.set(Field::Title, title);
            }
            sure = 0.7;
        } else {
            sure *= 0.7;
        }
        end = part.outer.end;
    }
    Some(Read { stated, locator: None, front: String::new(), year_first: false, range: 0..end, sure, marked: true })
}

/// A call number, or the name of a collection; the first name of a house without a number is none.
fn is_call(text: &str, homeless: bool) -> bool {
    let numbered = text.contains(|c: char| c.is_ascii_digit()) || text.contains("Papers");
    CALL.is_match(text) && (numbered || !homeless || !is_house(text))
}

/// A name of an archive or a library, or its siglum.
fn is_house(text: &str) -> bool {
    HOUSE.is_match(text) || SIGLUM.is_match(text)
}

/// Letters and files.
#[allow(clippy::too_many_lines, reason = "one walk over the parts, a branch for each kind of part")]
fn kept(even: &Even, parts: &[parts::Part], text: &str, range: &Range<usize>) -> Option<Read> {
    let words = |part: &parts::Part| even.get(part.inner.clone());
    let marked = parts.iter().any(|part| {
        matches!(part.kind, Kind::Quoted | Kind::Italic | Kind::Url) && part.outer.start < range.start + 40
    });
    let archive = parts.iter().position(|part| part.kind == Kind::Words && is_house(words(part)));
    let calls = parts
        .iter()
        .filter(|part| part.kind == Kind::Words && CALL.is_match(words(part)) && dates::first(words(part)).is_none())
        .count();
    let mut stated = Stated::default();
    let mut start = 0;
    let mut sure = 1.0;
    let kept = calls > 0 || archive.is_some();
    if let Some(found) = kept.then(|| LETTER.captures(text)).flatten() {
        stated.kind = "personal_communication";
        let (from, to) = (found.get(1)?.as_str(), found.get(2)?.as_str());
        stated.authors.extend(names::one(names::titleless(from)));
        stated.put(Field::Title, format!("{from} to {to}"));
        start = 1;
    } else if let Some(found) = DOCUMENT.captures(text).filter(|_| calls > 0 || archive.is_some()) {
        let kind = found.get(1)?.as_str();
        let letter = matches!(kind, "Letter" | "Brief" | "Lettre" | "Лист" | "Письмо") && found.get(3).is_some();
        stated.kind = if letter { "personal_communication" } else { "manuscript" };
        if let Some(who) = found.get(2) {
            stated.authors.extend(names::one(names::titleless(who.as_str())));
        }
        let title = match found.get(3) {
            Some(_) => text.get(..found.get(0)?.end() - 1)?.to_owned(),
            None => kind.to_owned(),
        };
        stated.put(Field::Title, title);
        start = 1;
    } else if marked || (calls == 0 || archive.is_none()) && calls < 2 {
        return None;
    } else {
        stated.kind = "manuscript";
        sure = 0.85;
    }
    let mut location: Vec<Range<usize>> = Vec::new();
    let mut house: Option<Range<usize>> = None;
    let mut locator = None;
    let mut end = parts.get(start.max(1) - 1)?.outer.end;
    for part in parts.iter().skip(start) {
        let text = words(part);
        let last = house.as_ref().is_some_and(|house| house.end + 3 > part.inner.start)
            && text.split(' ').count() <= 3
            && text.starts_with(char::is_uppercase)
            && !CALL.is_match(text);
        if let Some(date) = dates::whole(text) {
            stated.year = stated.year.or(Some(date.year));
            stated.put(Field::Date, date.value);
        } else if dates::year(text).is_some() {
            stated.year = stated.year.or(dates::year(text));
        } else if let Some(found) = locators::whole(text).filter(|found| {
            found.labelled
                && !matches!(found.locator.label, LocatorLabel::Note)
                && !text.starts_with("оп")
                && !text.starts_with("д.")
                && !text.starts_with("ф.")
        }) {
            locator = Some(found.locator);
        } else if part.kind != Kind::Words {
            sure *= 0.7;
        } else if is_call(text, house.is_none()) {
            location.push(part.inner.clone());
        } else if is_house(text) && house.is_none() {
            house = Some(part.inner.clone());
        } else if last {
            // "The National Archives, Kew"
            if let Some(house) = &mut house {
                house.end = part.inner.end;
            }
        } else if stated.title().is_empty() && text.starts_with(char::is_uppercase) {
            stated.put(Field::Title, text);
            sure *= 0.8;
        } else if let Some(last) = location.last_mut() {
            last.end = part.inner.end;
            sure *= 0.9;
        } else if !stated.title().is_empty() && text.starts_with(|c: char| c.is_alphabetic()) {
            sure *= 0.75;
        }
        end = part.outer.end;
    }
    if let Some(house) = house {
        stated.put(Field::Archive, even.get(house));
    }
    // Parts of the call number that stand together are one.
    let mut place = String::new();
    for range in &location {
        if !place.is_empty() {
            place.push_str(", ");
        }
        place.push_str(even.get(range.clone()));
    }
    stated.put(Field::ArchiveLocation, place);
    if stated.title().is_empty() && stated.get(Field::ArchiveLocation).is_none() {
        return None;
    }
    let named = stated.authors.iter().any(|name| matches!(name, Name::Person { .. }));
    if !named && stated.year.is_none() {
        sure *= 0.85;
    }
    Some(Read { stated, locator, front: String::new(), year_first: false, range: 0..end, sure, marked: true })
}
