//! Names of styles that say what a paragraph is.
//!
//! Word keeps the names of its own styles in English whatever its language; other programs, and styles that were copied
//! from one file to another, carry them in the language of their maker.

use crate::import::evidence::Role;

/// “Heading” in the languages in which word processors are sold, without spaces.
const HEADING: &[&str] = &[
    "heading",
    "überschrift",
    "uberschrift",
    "berschrift",
    "titre",
    "título",
    "titulo",
    "titolo",
    "kop",
    "rubrik",
    "overskrift",
    "otsikko",
    "nagłówek",
    "nagwek",
    "nadpis",
    "заголовок",
    "загаловак",
    "címsor",
    "cmsor",
    "başlık",
    "balk",
    "cabeçalho",
    "encabezado",
    "intestazione",
    "en-tête",
    "titlu",
    "επικεφαλίδα",
    "antraštė",
    "virsraksts",
    "pealkiri",
    "naslov",
    "zaglavie",
    "заглавие",
    "見出し",
    "标题",
    "標題",
    "제목",
];

/// Names without spaces, hyphens and capitals, and what they say.
const ROLES: &[(&str, Role)] = &[
    ("title", Role::Title),
    ("titel", Role::Title),
    ("titre", Role::Title),
    ("titolo", Role::Title),
    ("título", Role::Title),
    ("titulo", Role::Title),
    ("tytuł", Role::Title),
    ("название", Role::Title),
    ("headline", Role::Title),
    ("subtitle", Role::Standfirst),
    ("untertitel", Role::Standfirst),
    ("soustitre", Role::Standfirst),
    ("sottotitolo", Role::Standfirst),
    ("subtítulo", Role::Standfirst),
    ("podtytuł", Role::Standfirst),
    ("подзаголовок", Role::Standfirst),
    ("standfirst", Role::Standfirst),
    ("abstract", Role::Standfirst),
    ("deck", Role::Standfirst),
    ("dek", Role::Standfirst),
    ("kicker", Role::Kicker),
    ("rubric", Role::Kicker),
    ("eyebrow", Role::Kicker),
    ("author", Role::Byline),
    ("authors", Role::Byline),
    ("byline", Role::Byline),
    ("date", Role::Date),
    ("datum", Role::Date),
    ("caption", Role::Caption),
    ("beschriftung", Role::Caption),
    ("légende", Role::Caption),
    ("didascalia", Role::Caption),
    ("imagecaption", Role::Caption),
    ("tablecaption", Role::Caption),
    ("figurecaption", Role::Caption),
    ("illustration", Role::Caption),
    ("figure", Role::Caption),
    // LibreOffice's styles for the words below a table and a drawing.
    ("table", Role::Caption),
    ("drawing", Role::Caption),
    ("credit", Role::Credit),
    ("photocredit", Role::Credit),
    ("picturecredit", Role::Credit),
    ("pullquote", Role::PullQuote),
    ("quote", Role::Quote { depth: 0 }),
    ("quotations", Role::Quote { depth: 0 }),
    ("intensequote", Role::Quote { depth: 0 }),
    ("blockquote", Role::Quote { depth: 0 }),
    ("blockquotation", Role::Quote { depth: 0 }),
    ("blocktext", Role::Quote { depth: 0 }),
    ("zitat", Role::Quote { depth: 0 }),
    ("citation", Role::Quote { depth: 0 }),
    ("citazione", Role::Quote { depth: 0 }),
    ("cita", Role::Quote { depth: 0 }),
    ("cytat", Role::Quote { depth: 0 }),
    ("цитата", Role::Quote { depth: 0 }),
    ("htmlpreformatted", Role::Code),
    ("preformattedtext", Role::Code),
    ("sourcecode", Role::Code),
    ("code", Role::Code),
    ("codeblock", Role::Code),
];

/// What a style of this name says of a paragraph.
pub fn role(name: &str) -> Option<Role> {
    let plain = plain(name);
    let letters = plain.trim_end_matches(|c: char| c.is_ascii_digit());
    if let Ok(level) = plain[letters.len()..].parse::<u8>()
        && (1..=9).contains(&level)
        && HEADING.contains(&letters)
    {
        return Some(Role::Heading(level.min(6)));
    }
    ROLES.iter().find(|(known, _)| *known == plain).map(|(_, role)| role.clone())
}

/// Paragraphs that the program made out of the headings.
pub fn is_contents(name: &str) -> bool {
    let plain = plain(name);
    let letters = plain.trim_end_matches(|c: char| c.is_ascii_digit());
    matches!(letters, "toc" | "tocheading" | "contents" | "contentsheading" | "verzeichnis" | "tableoffigures")
        || plain == "tm1"
}

/// Letters of a program's text.
pub fn is_code(name: &str) -> bool {
    matches!(plain(name).as_str(), "htmlcode" | "verbatimchar" | "sourcetext" | "htmltypewriter" | "inlinecode")
}

/// “List Continue”: a further paragraph of an item.
pub fn continues_item(name: &str) -> bool {
    plain(name).starts_with("listcontinue")
}

fn plain(name: &str) -> String {
    let name = name.split(',').next().unwrap_or_default();
    name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: impl Into<Option<Role>>) {
        assert_eq!(role(name), expected.into(), "{name}");
    }

    #[test]
    fn a_heading_is_one_in_every_language() {
        check("heading 1", Some(Role::Heading(1)));
        check("Heading2", Some(Role::Heading(2)));
        check("Überschrift 1", Some(Role::Heading(1)));
        check("berschrift3", Some(Role::Heading(3)));
        check("Titre 2", Some(Role::Heading(2)));
        check("Заголовок 1", Some(Role::Heading(1)));
        check("heading 9", Some(Role::Heading(6)));
        check("Heading", None);
        check("heading 10", None);
    }

    #[test]
    fn a_title_is_no_heading() {
        check("Title", Some(Role::Title));
        check("Titre", Some(Role::Title));
        check("Untertitel", Some(Role::Standfirst));
        check("Pull Quote", Some(Role::PullQuote));
        check("Normal", None);
        check("Body Text", None);
    }

    #[test]
    fn a_table_of_contents_is_known_by_name() {
        assert!(is_contents("toc 3") && is_contents("TOC Heading"));
        assert!(!is_contents("Stock"));
    }
}
