//! BibLaTeX: one entry for a work, in the fields that Biber's standard styles print.
//!
//! What BibLaTeX has no field for (the archive's shelf mark, who interviewed) is left out; `docs/exports.md` lists it.

mod kinds;
mod names;

use super::clean;
use super::latex::{escaped, title, verbatim};
use crate::base::hash::Fingerprint;
use crate::model::work::{Name, Work, WorkDate};

/// An entry of a `.bib` file, with a line end behind it.
#[must_use]
pub fn bibtex(work: &Work) -> String {
    let kind = kinds::of(&work.kind);
    let mut entry = Entry { out: format!("@{}{{{},\n", kind.entry, key(&work.key)), work };
    entry.people();
    entry.titles(&kind);
    entry.dates();
    entry.numbers(&kind);
    entry.texts(&kind);
    entry.addresses();
    entry.out.push_str("}\n");
    entry.out
}

/// A key that no reader of BibTeX stumbles over: the work's own wherever that is possible, and never that of another.
#[must_use]
pub fn key(key: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || "-_.:/+".contains(c);
    if !key.is_empty() && key.chars().all(fits) {
        return key.to_owned();
    }
    let kept: String = key.chars().map(|c| if fits(c) { c } else { '-' }).collect();
    let hash = Fingerprint::of(key.as_bytes()).hex();
    format!("{}-{}", kept.trim_matches('-'), hash.get(..8).unwrap_or(""))
}

struct Entry<'a> {
    out: String,
    work: &'a Work,
}

impl Entry<'_> {
    /// A field whose value is LaTeX already.
    fn latex(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.out.push_str("  ");
            self.out.push_str(name);
            self.out.push_str(" = {");
            self.out.push_str(value);
            self.out.push_str("},\n");
        }
    }

    fn text(&mut self, name: &str, value: &str) {
        let value = clean(value);
        self.latex(name, &escaped(&value));
    }

    fn field(&mut self, name: &str, variable: &str) {
        if let Some(value) = self.work.field(variable) {
            self.text(name, value);
        }
    }

    fn people(&mut self) {
        for (field, role) in [("author", "author"), ("bookauthor", "container-author"), ("editor", "editor")] {
            let list = names::list(self.work.people(role));
            self.latex(field, &list);
        }
        self.other_editors();
        for (field, role) in [("translator", "translator"), ("illustrator", "illustrator")] {
            let list = names::list(self.work.people(role));
            self.latex(field, &list);
        }
        if self.work.kind == "patent"
            && let Some(holder) = self.work.field("authority")
        {
            let holder = names::list(&[Name::Literal(holder.to_owned())]);
            self.latex("holder", &holder);
        }
    }

    /// Whoever BibLaTeX knows as an editor of some type takes the next free place of theirs.
    fn other_editors(&mut self) {
        let mut places = vec!["editorc", "editorb", "editora"];
        if self.work.people("editor").is_empty() {
            places.push("editor");
        }
        for (role, kind) in [
            ("compiler", "compiler"),
            ("director", "director"),
            ("producer", "producer"),
            ("organizer", "organizer"),
            ("contributor", "collaborator"),
        ] {
            let list = names::list(self.work.people(role));
            if !list.is_empty()
                && let Some(place) = places.pop()
            {
                self.latex(place, &list);
                self.latex(&format!("{place}type"), kind);
            }
        }
    }

    fn titles(&mut self, kind: &kinds::Kind) {
        // BibTeX would write the nouns of a German title small.
        let language = self.work.field("language").unwrap_or("en");
        let english = language.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case("en"));
        let set = |text: &str| if english { title(&clean(text)) } else { format!("{{{}}}", escaped(&clean(text))) };
        for (field, variable) in
            [("title", "title"), ("shorttitle", "title-short"), (kind.container, "container-title")]
        {
            match self.work.field(variable) {
                // Names of journals are never written small.
                Some(journal) if field == "journaltitle" => self.text(field, journal),
                Some(text) if !clean(text).is_empty() => self.latex(field, &set(text)),
                _ => {}
            }
        }
        self.field("shortjournal", "container-title-short");
        self.latex("entrysubtype", kind.subtype);
    }

    fn dates(&mut self) {
        for (field, variable) in [("date", "issued"), ("eventdate", "event-date"), ("origdate", "original-date")] {
            self.date(field, variable);
        }
    }

    fn date(&mut self, field: &str, variable: &str) {
        let Some((_, date)) = self.work.dates.iter().find(|(name, _)| name == variable) else { return };
        match date {
            WorkDate::Parts { from, to, circa } => {
                let side = |date: &(i32, u8, u8)| format!("{}{}", iso(*date), if *circa { "~" } else { "" });
                let to = to.as_ref().map_or_else(String::new, |to| format!("/{}", side(to)));
                self.latex(field, &format!("{}{to}", side(from)));
            }
            WorkDate::Literal(words) => match season(words) {
                Some(date) => self.latex(field, &date),
                // What is no date can stand in `year` only.
                None if field == "date" => self.text("year", words),
                None => {}
            },
        }
    }

    fn numbers(&mut self, kind: &kinds::Kind) {
        self.field("volume", "volume");
        if kind.is_article {
            self.field("number", "issue");
        } else {
            self.field("issue", "issue");
            let own = if kind.in_series { "collection-number" } else { "number" };
            self.field("number", own);
        }
        let pages = self.work.field("page").map(|pages| escaped(&clean(pages).replace(['-', '–'], "–")));
        self.latex("pages", &pages.unwrap_or_default().replace('–', "--"));
        for (field, variable) in [
            ("edition", "edition"),
            ("version", "version"),
            ("chapter", "chapter-number"),
            ("part", "part-number"),
            ("volumes", "number-of-volumes"),
            ("pagetotal", "number-of-pages"),
        ] {
            self.field(field, variable);
        }
    }

    fn texts(&mut self, kind: &kinds::Kind) {
        self.field("series", "collection-title");
        let site = self.work.field("container-title").filter(|_| kind.entry == "online");
        match self.work.field("publisher") {
            Some(publisher) => self.text(kind.publisher, publisher),
            // Of a page on the web BibLaTeX prints no container but this.
            None => self.text("organization", site.unwrap_or("")),
        }
        if matches!(kind.entry, "jurisdiction" | "legislation") {
            self.field("institution", "authority");
        }
        for (field, variable) in [
            ("location", "publisher-place"),
            ("eventtitle", "event-title"),
            ("venue", "event-place"),
            ("origtitle", "original-title"),
            ("origpublisher", "original-publisher"),
            ("origlocation", "original-publisher-place"),
        ] {
            self.field(field, variable);
        }
        if let Some(genre) = self.work.field("genre") {
            match kinds::genre(genre) {
                Some(known) => self.latex("type", known),
                None => self.text("type", genre),
            }
        }
        if let Some(tag) = self.work.field("language") {
            match kinds::babel(tag) {
                Some(known) => self.latex("langid", known),
                None => self.text("langid", tag),
            }
        }
        for (field, variable) in [
            ("isbn", "ISBN"),
            ("issn", "ISSN"),
            ("pubstate", "status"),
            ("library", "archive"),
            ("keywords", "keyword"),
            ("note", "note"),
            ("annotation", "annote"),
            ("abstract", "abstract"),
        ] {
            self.field(field, variable);
        }
    }

    fn addresses(&mut self) {
        for (field, variable) in [("doi", "DOI"), ("url", "URL")] {
            if let Some(address) = self.work.field(variable) {
                self.latex(field, &verbatim(&clean(address)));
            }
        }
        self.date("urldate", "accessed");
    }
}

/// `2021`, `2021-05`, `2021-05-03`; before our era with a sign.
fn iso((year, month, day): (i32, u8, u8)) -> String {
    let sign = if year < 0 { "-" } else { "" };
    let year = format!("{sign}{:04}", year.unsigned_abs());
    match (month, day) {
        (0, _) => year,
        (month, 0) => format!("{year}-{month:02}"),
        (month, day) => format!("{year}-{month:02}-{day:02}"),
    }
}

/// "Spring 1968" has a code of its own in ISO 8601-2.
fn season(words: &str) -> Option<String> {
    let (season, year) = words.split_once(' ')?;
    let code = match season.to_lowercase().as_str() {
        "spring" => 21,
        "summer" => 22,
        "autumn" | "fall" => 23,
        "winter" => 24,
        _ => return None,
    };
    let fits = year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit());
    fits.then(|| format!("{year}-{code}"))
}
