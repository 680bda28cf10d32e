//! Who published a work, where and when: "(2nd edn, London: Harrow, 2018)", "Paris, Seuil, 1998", "Berlin 1998".

use super::dates;
use super::pattern::pattern;
use super::stated::{Field, Stated};
use super::words;

pattern!(
    EDITION,
    begins = [
        "0",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
        "9",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "rev",
        "new",
        "updated",
        "enlarged",
        "expanded",
        "international",
        "paperback",
        "изд.",
        "вид.",
        "aufl.",
    ],
    r"(?ix)^(?:
    (\d{1,2})(?:\.|st|nd|rd|th|d|e|re|ème|-е|-є)?\s?(?:(?:rev(?:ised)?\.?|enl\.?|expanded|überarb\.|erw\.|доп\.|испр\.)\s(?:and\s\w+\s)?)?(?:ed\.?|edn\.?|edition|aufl\.?|auflage|éd\.?|édition|изд\.?|вид\.?|wyd\.?)
    |(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s(?:rev(?:ised)?\.?\s)?(?:edition|edn|ed)\.?
    |(rev(?:ised)?\.?|new|updated|enlarged|expanded|international|paperback)\s(?:ed\.?|edn\.?|edition)
    |(?:изд\.|вид\.|aufl\.)\s(\d{1,2})(?:-е|-є)?
)$"
);
pattern!(VOLUMES, r"(?i)^\d{1,2}\s(?:vols?\.?|volumes|bde\.?|bände|tomes|т\.|тт\.|t\.)$");
pattern!(VOLUME, r"(?i)^(?:vols?\.?|volume|bd\.|band|t\.|tome|т\.|том|tom)\s?(\d+|[ivxlc]+)$");
pattern!(YEAR_END, r"^(.*?)[,;]?\s*(?:\[|c\.\s?|ca\.\s?|©)?((?:1[4-9]|20|21)\d\d)[a-z]?\]?$");
pattern!(NUMBERED, r"^\p{Lu}.{1,40}?\s(?:No|Nr|no|nr)\.?\s\d[\w/.-]*$");
pattern!(
    REPRINTED,
    needs = ["repr", "rpt", "reissued", "neudr", "nachdr", "rééd"],
    r"(?i)^(.*?),?\s?((?:1[4-9]|20)\d\d)[;,]\s(?:repr(?:inted)?|rpt|reissued|neudr(?:uck)?|nachdr(?:uck)?|rééd)\.?,?\s?(.*)$"
);
pattern!(
    REPRINT,
    needs = ["orig", "first", "1st"],
    r"(?i)^(?:(?:orig(?:inally|\.)?|first)\s(?:pub(?:lished|\.|l\.)?|1st ed\.?)?\s*(?:in\s)?|1st pub\.?\s)((?:1[4-9]|20)\d\d)$"
);

/// The number of an edition, or its words: "3" of "3rd edn", "rev. ed.".
pub fn edition(text: &str) -> Option<String> {
    const ORDINALS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let found = EDITION.captures(text.trim())?;
    if let Some(number) = found.get(1).or(found.get(4)) {
        return Some(number.as_str().to_owned());
    }
    if let Some(word) = found.get(2) {
        let lower = word.as_str().to_lowercase();
        return ORDINALS.iter().position(|ordinal| *ordinal == lower).map(|at| (at + 1).to_string());
    }
    Some(text.trim().to_owned())
}

/// The words of an imprint in brackets; false where they are none, and then nothing is set.
pub fn bracket(inner: &str, stated: &mut Stated) -> bool {
    let inner = inner.trim();
    let mut out = stated.clone();
    let (rest, year) = match dated_end(inner, &mut out) {
        Some((rest, year)) => (rest, Some(year)),
        None => (inner, None),
    };
    // "Leeds, 1931; repr. Hull, 1990"
    let rest = match REPRINTED.captures(rest) {
        Some(found) if year.is_some() => {
            out.put(Field::OriginalDate, found.get(2).map_or("", |year| year.as_str()));
            let later = found.get(3).map_or("", |later| later.as_str()).trim_matches([',', ' ']);
            if later.is_empty() {
                found.get(1).map_or("", |first| first.as_str())
            } else {
                found.get(3).map_or("", |later| later.as_str())
            }
        }
        _ => rest,
    };
    let mut named = false;
    let mut pieces: Vec<&str> = Vec::new();
    for piece in rest.split([',', ';']).map(str::trim).filter(|piece| !piece.is_empty()) {
        if let Some(edition) = edition(piece) {
            out.put(Field::Edition, edition);
        } else if VOLUMES.is_match(piece) {
        } else if NUMBERED.is_match(piece) {
            out.put(Field::Number, piece);
        } else if let Some(found) = VOLUME.captures(piece) {
            out.put(Field::Volume, arabic(found.get(1).map_or("", |n| n.as_str())));
        } else if let Some(found) = REPRINT.captures(piece) {
            out.put(Field::OriginalDate, found.get(1).map_or("", |n| n.as_str()));
        } else {
            pieces.push(piece);
        }
    }
    if !pieces.is_empty() {
        named = true;
        let whole = pieces.join(", ");
        if whole.len() > 140
            || !whole.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || words::is_prose(&whole)
        {
            return false;
        }
        // Without a comma before the year it is OSCOLA's "Blackthorn 2019".
        let comma = out.get(Field::OriginalDate).is_some()
            || rest.trim_end().ends_with(',')
            || rest.len() < inner.len() && inner.get(rest.len()..).is_some_and(|tail| tail.starts_with(','));
        place_and_publisher(&whole, comma || year.is_none(), &mut out);
    }
    let sure = year.is_some()
        || (named && (out.get(Field::Publisher).is_some() && rest.contains(':') || words::is_publisher(rest)))
        || out.get(Field::Edition) != stated.get(Field::Edition);
    if sure {
        *stated = out;
    }
    sure
}

/// Cuts the date at the end off.
fn dated_end<'t>(inner: &'t str, out: &mut Stated) -> Option<(&'t str, i32)> {
    if let Some(found) = dates::first(inner)
        .filter(|found| inner.get(found.range.end..).is_some_and(|rest| rest.trim_matches(['.', ' ']).is_empty()))
    {
        out.year = Some(found.year);
        out.put(Field::Date, found.value);
        return Some((inner.get(..found.range.start)?.trim_end(), found.year));
    }
    let (inner, original) =
        match inner.rsplit_once(" [").and_then(|(head, tail)| Some((head, dates::year(tail.strip_suffix(']')?)?))) {
            Some((head, year)) => (head, Some(year)),
            None => (inner, None),
        };
    let found = YEAR_END.captures(inner)?;
    let year: i32 = found.get(2)?.as_str().parse().ok()?;
    let head = found.get(1)?;
    // "Paris 1934–36" keeps its last year only where it is a run.
    let mut rest = head.as_str();
    if rest.ends_with(['–', '-']) {
        rest = rest.trim_end_matches(['–', '-']).trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    }
    out.year = Some(year);
    if let Some(original) = original {
        out.put(Field::OriginalDate, original.to_string());
    }
    Some((rest, year))
}

/// "London: Harrow & Stone", "Wilno", "Blackthorn".
pub fn place_and_publisher(words_: &str, comma: bool, out: &mut Stated) {
    let text = words_.trim().trim_end_matches(',');
    if let Some((place, publisher)) = text.split_once(':') {
        out.put(Field::Place, place.trim());
        out.put(Field::Publisher, publisher.trim());
        return;
    }
    if let Some((first, second)) = text.split_once(", ") {
        // "Paris, Seuil", "Seuil, Paris", "Cambridge, MA"
        let state =
            second.len() == 2 && second.chars().all(char::is_uppercase) || second.ends_with('.') && second.len() < 7;
        if state {
            out.put(Field::Place, text);
        } else if words::is_city(second) && !words::is_city(first) {
            out.put(Field::Publisher, first);
            out.put(Field::Place, second);
        } else if words::is_city(first) || !words::is_publisher(first) {
            out.put(Field::Place, first);
            out.put(Field::Publisher, second);
        } else {
            out.put(Field::Publisher, text);
        }
        return;
    }
    let place = words::is_city(text)
        || (comma && !words::is_publisher(text) && !words::is_body(text) && text.split_whitespace().count() <= 2);
    out.put(if place { Field::Place } else { Field::Publisher }, text);
}

/// Roman numbers become Arabic ones.
pub fn arabic(number: &str) -> String {
    super::locators::roman(number).map_or_else(|| number.to_owned(), |n| n.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(inner: &str, want: &str) {
        let mut stated = Stated::default();
        let done = bracket(inner, &mut stated);
        let fields: Vec<String> =
            stated.fields.iter().map(|(field, value)| format!("{}={value}", field.name())).collect();
        let seen = format!("{done} {} {}", fields.join(" "), stated.year.unwrap_or(0));
        assert_eq!(seen, want, "{inner}");
    }

    #[test]
    fn brackets() {
        check("London: Harrow & Stone, 2018", "true publisher=Harrow & Stone place=London 2018");
        check("3rd edn, Blackthorn 2019", "true publisher=Blackthorn edition=3 2019");
        check("2 vols., Wilno, 1961", "true place=Wilno 1961");
        check("Paris, 1934", "true place=Paris 1934");
        check("Cambridge, MA: Arle Press, 2001", "true publisher=Arle Press place=Cambridge, MA 2001");
        check("Routledge, 2015", "true publisher=Routledge 2015");
        check("2016", "true  2016");
        check("May 2020", "true date=2020-05 2020");
        check("Fall 2020", "true date=Fall 2020 2020");
        check("New York: Ash, 1990 [1962]", "true publisher=Ash place=New York original_date=1962 1990");
        check("emphasis added", "false  0");
        check("arguing that tolls rose", "false  0");
    }

    #[test]
    fn editions() {
        for (text, want) in [
            ("2nd ed.", Some("2")),
            ("3rd edn", Some("3")),
            ("second edition", Some("2")),
            ("2. Aufl.", Some("2")),
            ("rev. ed.", Some("rev. ed.")),
            ("2-е изд.", Some("2")),
            ("4th rev. ed.", Some("4")),
            ("ed. Ada Voss", None),
        ] {
            assert_eq!(edition(text).as_deref(), want, "{text}");
        }
    }
}
