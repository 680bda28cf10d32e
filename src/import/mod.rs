//! Documents become annotated markdown, and nothing is lost.
//!
//! 1. [`read`]    bytes become a [`Reading`](evidence::Reading): lines with their evidence, in the order of the source.
//!    A reader knows one format. It decides nothing that the format does not say outright.
//! 2. `repair`    passes over the lines, one subject each, the same for all formats: what the format did not say.
//! 3. `reference` notes become works.
//! 4. `write`     blocks, notes and front matter become markdown that reads back as the same words.
//! 5. `report`    what was done, what is doubted, what was dropped; the sum over the words of the source.
//!
//! Opens no file: bytes come in, texts and pictures go out.

pub mod cited;
pub mod conserve;
pub mod dates;
pub mod draft;
pub mod evidence;
pub mod limits;
pub mod pictures;
pub mod read;
pub mod reference;
pub mod repair;
pub mod report;
pub mod tree;
pub mod write;

use self::draft::Draft;
use self::evidence::Picture;
use self::read::Refusal;
use self::read::kind::{self, Kind};
use self::report::Report;
use self::write::front::{Fields, Value};
use crate::base::slug::slug;
use crate::model::briefing::Review;
use crate::model::work::Work;

/// The bibliography of the site that a document goes to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Library<'a> {
    pub known: &'a [Work],
    /// The name of a bibliography beside the briefings that the site does not know: they name it themselves.
    pub beside: Option<&'a str>,
    /// The site's language; none where there is no site.
    pub language: Option<&'a str>,
}

/// A document as it goes into a site.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The name of its file, without `.md`.
    pub slug: String,
    pub markdown: String,
    /// With the names under which the markdown refers to them; only those that the document held.
    pub pictures: Vec<Picture>,
    pub report: Report,
    /// Works that the notes cite and the site has not yet.
    pub works: Vec<Work>,
}

/// Imports one document. `name` is that of its file, for the front matter, and `digest` its fingerprint.
pub fn import(
    name: &str,
    bytes: &[u8],
    from: Option<Kind>,
    digest: &str,
    library: &Library<'_>,
) -> Result<Imported, Refusal> {
    if from.is_none()
        && let Some(refusal) = kind::foreign(bytes)
    {
        return Err(refusal);
    }
    let kind = from.unwrap_or_else(|| kind::of(bytes));
    if kind == Kind::Markdown
        && let Ok(text) = std::str::from_utf8(bytes)
        && read::markdown::is_annotated(text.trim_start_matches('\u{feff}'))
    {
        return Ok(annotated(name, text));
    }
    let reading = read::reader(kind)(bytes)?;
    let mut draft = repair::repair(&reading);
    let ties = cited::works(&reading, library.known);
    let works = if ties.works.is_empty() {
        reference::tie(&mut draft, library.known)
    } else {
        let known: Vec<Work> = library.known.iter().chain(&ties.works).cloned().collect();
        reference::tie(&mut draft, &known)
    };
    let works = cited::attach(&mut draft, &reading, ties, works);
    let stem = stem(name);
    if draft.front.title.is_none() {
        let what = format!("no title was found; the file’s name stands for it: {stem}");
        draft.front_doubts.push(what.clone());
        draft.decide("front matter", what, (1, 1), 0.3);
    }
    let title = draft.front.title.clone().unwrap_or_else(|| stem.clone());
    let mut slug = slug(&title);
    if slug.is_empty() {
        slug = self::slug(&stem);
    }
    if slug.is_empty() {
        "document".clone_into(&mut slug);
    }
    let paths = pictures::paths(&slug, &reading.pictures);
    pictures::tell(&mut draft, &reading.pictures, &paths);
    let names = tree::Names::of(&draft, paths.clone());
    let mut blocks = tree::reviews(&draft.front_doubts);
    blocks.extend(tree::blocks(&draft, &names));
    let notes = tree::notes(&draft, &names);
    let mut front = front(&draft, &title, library.language.unwrap_or("en"));
    let texts = draft.chunks.iter().map(|chunk| &chunk.text).chain(draft.notes.iter().flat_map(|note| &note.text));
    let mut pieces = texts.flat_map(|text| &text.pieces);
    if let Some(beside) = library.beside.filter(|_| pieces.any(|piece| piece.cite.is_some())) {
        front.push(("bibliography".to_owned(), Value::Text(beside.to_owned())));
    }
    let origin = [("file", name), ("sha256", digest), ("importer", concat!("ibid ", env!("CARGO_PKG_VERSION")))];
    let origin = origin.map(|(key, value)| (key.to_owned(), value.to_owned()));
    front.push(("source".to_owned(), write::front::source(&origin)));
    let markdown = write::document(&front, &blocks, &notes, &doubts(&draft));
    let sum = conserve::check(&reading, &draft);
    let mut report = report::report(&reading, &draft, &sum);
    report.title = title;
    let pictures = reading.pictures.into_iter().zip(paths).filter(|(picture, _)| !picture.bytes.is_empty());
    let pictures = pictures.map(|(picture, name)| Picture { name, ..picture }).collect();
    Ok(Imported { slug, markdown, pictures, report, works })
}

/// What is in its form already stays as it is.
fn annotated(name: &str, text: &str) -> Imported {
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    let sum = conserve::Sum { source: words, placed: words, ..conserve::Sum::default() };
    let report = report::report(&evidence::Reading::default(), &Draft::default(), &sum);
    let slug = slug(&stem(name));
    Imported {
        slug,
        markdown: text.to_owned(),
        pictures: Vec::new(),
        report: Report { title: stem(name), ..report },
        works: Vec::new(),
    }
}

fn stem(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// Doubts that have no place in the text.
fn doubts(draft: &Draft) -> Vec<String> {
    draft.doubts.iter().map(|words| Review::mark(words)).collect()
}

/// A language is written where it is another than the site's. `en-GB` is none beside `en`: how the site spells and
/// dates is its own setting, but scripts differ for a reader.
fn front(draft: &Draft, title: &str, around: &str) -> Fields {
    let front = &draft.front;
    let parts = |tag: &str| {
        let mut parts = tag.split(['-', '_']).map(str::to_lowercase);
        (parts.next(), parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic())))
    };
    let language = front.language.clone().filter(|language| parts(language) != parts(around));
    let mut out = vec![("title".to_owned(), Value::Text(title.to_owned()))];
    let fields = [
        ("kicker", &front.kicker),
        ("standfirst", &front.standfirst),
        ("publisher", &front.publisher),
        ("series", &front.series),
        ("number", &front.number),
        ("language", &language),
        ("doi", &front.doi),
        ("url", &front.url),
        ("license", &front.license),
        ("disclaimer", &front.disclaimer),
    ];
    for (key, value) in fields {
        if let Some(value) = value {
            out.push((key.to_owned(), Value::Text(value.clone())));
        }
    }
    for (key, date) in [("date", &front.date), ("updated", &front.updated)] {
        if let Some(date) = date {
            out.push((key.to_owned(), Value::Bare(date.clone())));
        }
    }
    if !front.authors.is_empty() {
        let author = |author: &draft::Author| match &author.bio {
            None => Value::Text(author.name.clone()),
            Some(bio) => Value::Map(vec![
                ("name".to_owned(), Value::Text(author.name.clone())),
                ("bio".to_owned(), Value::Text(bio.clone())),
            ]),
        };
        out.push(("authors".to_owned(), Value::List(front.authors.iter().map(author).collect())));
    }
    out
}
