//! What a document says about itself: the dictionary of its properties, and its metadata in XML.

use super::places::{catalog, string};
use super::text;
use super::unpack::Unpacker;
use crate::import::evidence::{Claim, Field};
use hayro_syntax::Pdf;
use hayro_syntax::object::Stream;
use memchr::memmem;

const METADATA: usize = 1 << 20;
/// Elements of the metadata that say what a briefing's front matter says.
const ELEMENTS: &[(&str, Field)] = &[
    ("dc:title", Field::Title),
    ("dc:creator", Field::Author),
    ("dc:description", Field::Standfirst),
    ("dc:publisher", Field::Publisher),
    ("dc:rights", Field::License),
    ("dc:language", Field::Language),
    ("dc:date", Field::Date),
    ("prism:publicationDate", Field::Date),
    ("prism:publicationName", Field::Series),
    ("prism:doi", Field::Doi),
    ("prism:url", Field::Url),
];

/// The day on which the file was made is not claimed as the day of the text.
pub fn read(pdf: &Pdf, unpacker: &mut Unpacker) -> Vec<Claim> {
    let mut claims = Vec::new();
    let metadata = pdf.metadata();
    for (field, value, key) in [
        (Field::Title, &metadata.title, "Title"),
        (Field::Author, &metadata.author, "Author"),
        (Field::Standfirst, &metadata.subject, "Subject"),
    ] {
        let Some(value) = value.as_ref().map(|value| text::decode(value)) else { continue };
        // Programs write several authors into one string.
        let parts = if field == Field::Author { value.split(';').collect() } else { vec![value.as_str()] };
        for part in parts {
            claim(&mut claims, field, part, key);
        }
    }
    if let Some(language) = string(&catalog(pdf), "Lang") {
        claim(&mut claims, Field::Language, &language, "Lang");
    }
    if let Some(xml) = catalog(pdf).get::<Stream<'_>>("Metadata").and_then(|stream| unpacker.data(&stream, METADATA)) {
        let xml = String::from_utf8_lossy(&xml);
        for (name, field) in ELEMENTS {
            for value in values(&xml, name) {
                claim(&mut claims, *field, &value, name);
            }
        }
    }
    claims
}

fn claim(claims: &mut Vec<Claim>, field: Field, value: &str, place: &str) {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    // What programs write when nobody said anything.
    let idle = ["", "untitled", "(anonymous)", "(unspecified)", "x-default", "und"];
    let known = claims.iter().any(|claim| claim.field == field && claim.value == value);
    if !idle.contains(&value.to_lowercase().as_str()) && !known && claims.len() < 100 {
        claims.push(Claim { field, value, place: place.to_owned() });
    }
}

/// What stands in an element, or in each `rdf:li` of it.
fn values(xml: &str, name: &str) -> Vec<String> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let Some(from) = memmem::find(xml.as_bytes(), open.as_bytes()) else { return Vec::new() };
    let Some(rest) = xml.get(from + open.len()..) else { return Vec::new() };
    let Some(inner) =
        rest.split_once('>').filter(|(head, _)| !head.ends_with('/')).and_then(|(_, rest)| rest.split_once(&close))
    else {
        return Vec::new();
    };
    let inner = inner.0;
    let items: Vec<&str> = inner
        .split("<rdf:li")
        .skip(1)
        .filter_map(|item| item.split_once('>'))
        .filter(|(head, _)| !head.ends_with('/'))
        .filter_map(|(_, item)| item.split("</rdf:li>").next())
        .collect();
    let all = if items.is_empty() { vec![inner] } else { items };
    all.into_iter().filter(|value| !value.contains('<')).map(plain).collect()
}

fn plain(xml: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
        .iter()
        .fold(xml.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_metadata_say_who_wrote_it() {
        let xml = "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">A &amp; B</rdf:li></rdf:Alt></dc:title>\
            <dc:creator><rdf:Seq><rdf:li>Ann</rdf:li><rdf:li>Ben</rdf:li></rdf:Seq></dc:creator><dc:date/>";
        assert_eq!(values(xml, "dc:title"), ["A & B"]);
        assert_eq!(values(xml, "dc:creator"), ["Ann", "Ben"]);
        assert!(values(xml, "dc:date").is_empty());
        assert!(values("<dc:title", "dc:title").is_empty());
    }
}
