//! BibTeX and BibLaTeX.
//!
//! `biblatex` finds entries and fields, with their places. Abbreviations, inheritance and the words of LaTeX are
//! resolved here: the crate follows rings of them until the stack is full.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use biblatex::{Field as RawField, Pair, ParseErrorKind, RawBibliography, RawChunk};

use super::bibtypes::{self, NAMES, NOT_INHERITED, TEXTS};
use super::{bibnames, dates, diag, latex, new_work, set};
use crate::base::diag::Diagnostic;
use crate::base::span::{FileId, Span};
use crate::base::text::{nearest, squeeze};
use crate::model::work::{Name, Work};
use crate::parse::diag::unknown_field;
use crate::parse::value::SyntaxError;

/// An abbreviation made of abbreviations could grow without end.
const MAX_ABBREVIATION: usize = 2000;
/// An entry inside an entry inside an entry: more is a ring.
const MAX_PARENTS: usize = 8;
/// Entries that one entry takes fields from.
const MAX_SOURCES: usize = 32;
/// What all entries together may take from others, as a multiple of the file (THREATS E3).
const MAX_INHERITED: usize = 16;

struct Entry {
    key: String,
    span: Span,
    kind: String,
    kind_span: Span,
    /// By name in lower case; values are LaTeX.
    fields: BTreeMap<String, Field>,
}

#[derive(Clone)]
struct Field {
    latex: String,
    name_span: Span,
    span: Span,
}

pub fn read(text: &str, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> Vec<Work> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut abbreviations: HashMap<String, String> = HashMap::new();
    match RawBibliography::parse(text) {
        Ok(raw) => collect(&raw, file, 0, &mut abbreviations, &mut entries, diagnostics),
        // One entry at a time, so that one fault costs one entry.
        Err(_) => {
            for piece in pieces(text) {
                let start = piece.start;
                match RawBibliography::parse(&text[piece]) {
                    Ok(raw) => collect(&raw, file, start, &mut abbreviations, &mut entries, diagnostics),
                    Err(error) => {
                        let (from, to, message) = match error.kind {
                            ParseErrorKind::UnexpectedEof => (0, 1, "this entry has no end".to_owned()),
                            kind => (error.span.start, error.span.end, kind.to_string()),
                        };
                        let span = Span::new(file, start + from, start + to);
                        diagnostics.push(diag::syntax(&SyntaxError::new(span, message)));
                    }
                }
            }
        }
    }
    check_names(&entries, diagnostics);
    inherit(&mut entries, text.len(), diagnostics);
    entries
        .iter()
        .filter(|entry| !matches!(&*entry.kind, "xdata" | "set" | "control"))
        .filter_map(|entry| work(entry, diagnostics))
        .collect()
}

/// An entry starts with an `@` at the start of a line.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        let name = trimmed.strip_prefix('@').map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()));
        if name.is_some_and(|rest| rest.trim_start().starts_with(['{', '('])) {
            starts.push(at + line.len() - trimmed.len());
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn collect(
    raw: &RawBibliography<'_>,
    file: FileId,
    offset: usize,
    abbreviations: &mut HashMap<String, String>,
    entries: &mut Vec<Entry>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let place = |span: &Range<usize>| Span::new(file, offset + span.start, offset + span.end);
    for Pair { key, value } in &raw.abbreviations {
        let mut latex = join(&value.v, place(&value.span), abbreviations, diagnostics);
        if latex.len() > MAX_ABBREVIATION {
            let span = place(&value.span);
            let message = "this abbreviation is too long".to_owned();
            diagnostics.push(diag::syntax(&SyntaxError::new(span, message)));
            latex.clear();
        }
        abbreviations.insert(key.v.to_lowercase(), latex);
    }
    for entry in &raw.entries {
        let mut fields = BTreeMap::new();
        for Pair { key, value } in &entry.v.fields {
            let (name_span, span) = (place(&key.span), place(&value.span));
            let latex = join(&value.v, span, abbreviations, diagnostics);
            fields.entry(key.v.to_ascii_lowercase()).or_insert(Field { latex, name_span, span });
        }
        entries.push(Entry {
            key: entry.v.key.v.to_owned(),
            span: place(&entry.v.key.span),
            kind: entry.v.kind.v.to_ascii_lowercase(),
            kind_span: place(&entry.v.kind.span),
            fields,
        });
    }
}

/// The parts of a value, `"a" # jan # {b}`, as one text.
fn join(
    field: &RawField<'_>,
    span: Span,
    abbreviations: &HashMap<String, String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    let mut out = String::new();
    for chunk in field {
        match chunk.v {
            RawChunk::Normal(text) => out.push_str(text),
            RawChunk::Abbreviation(name) => {
                if let Some(text) = abbreviations.get(&name.to_lowercase()) {
                    out.push_str(text);
                } else {
                    if dates::month(name) == 0 {
                        let message = format!("the abbreviation {name} is not defined");
                        diagnostics.push(diag::syntax(&SyntaxError::new(span, message)));
                    }
                    out.push_str(name);
                }
            }
        }
    }
    out
}

/// `crossref` and `xdata`: fields that an entry takes from others.
fn inherit(entries: &mut [Entry], size: usize, diagnostics: &mut Vec<Diagnostic>) {
    let by_key: HashMap<String, usize> = entries.iter().enumerate().rev().map(|(n, e)| (e.key.clone(), n)).collect();
    let mut budget = size.saturating_mul(MAX_INHERITED);
    let taken: Vec<Vec<(String, Field)>> = (0..entries.len())
        .map(|n| {
            let mut taken: Vec<(String, Field)> = Vec::new();
            // Each with how it is reached, nearest first.
            let mut open: Vec<(usize, bool, usize)> = parents(n, 0, entries, &by_key, diagnostics);
            let mut seen = vec![n];
            while !open.is_empty() {
                let (parent, is_crossref, depth) = open.remove(0);
                if parent == n {
                    diagnostics.push(diag::ring(entries[n].span, &entries[n].key));
                    return Vec::new();
                }
                if seen.contains(&parent) || depth >= MAX_PARENTS || seen.len() > MAX_SOURCES {
                    continue;
                }
                seen.push(parent);
                let dated = ["date", "year"].iter().any(|name| entries[n].fields.contains_key(*name));
                for (name, field) in &entries[parent].fields {
                    let name = if is_crossref { inherited_name(name, &entries[n].kind) } else { Some(name.as_str()) };
                    let name = name.filter(|name| !(dated && matches!(*name, "date" | "year" | "month" | "day")));
                    if let Some(name) = name.filter(|name| !entries[n].fields.contains_key(*name))
                        && field.latex.len() <= budget
                    {
                        budget -= field.latex.len();
                        taken.push((name.to_owned(), field.clone()));
                    }
                }
                open.extend(parents(parent, depth + 1, entries, &by_key, &mut Vec::new()));
            }
            taken
        })
        .collect();
    for (entry, taken) in entries.iter_mut().zip(taken) {
        for (name, field) in taken {
            entry.fields.entry(name).or_insert(field);
        }
    }
}

fn parents(
    n: usize,
    depth: usize,
    entries: &[Entry],
    by_key: &HashMap<String, usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(usize, bool, usize)> {
    let mut out = Vec::new();
    let entry = &entries[n];
    for name in ["xdata", "crossref"] {
        let Some(field) = entry.fields.get(name) else { continue };
        for key in field.latex.split(',').map(str::trim).filter(|key| !key.is_empty()).take(MAX_PARENTS) {
            match by_key.get(key) {
                Some(parent) => out.push((*parent, name == "crossref", depth)),
                None => diagnostics.push(diag::unknown_parent(field.span, &entry.key, key)),
            }
        }
    }
    out
}

/// What a field of the whole is called in a part of it.
fn inherited_name<'a>(name: &'a str, child: &str) -> Option<&'a str> {
    let is_part = matches!(
        child,
        "inbook"
            | "incollection"
            | "inproceedings"
            | "conference"
            | "inreference"
            | "bookinbook"
            | "suppbook"
            | "suppcollection"
    );
    match name {
        "title" if is_part => Some("booktitle"),
        "subtitle" if is_part => Some("booksubtitle"),
        "title" if matches!(child, "article" | "suppperiodical") => Some("journaltitle"),
        "author" if child == "inbook" => Some("bookauthor"),
        "title" | "subtitle" | "author" => None,
        name if NOT_INHERITED.contains(&name) => None,
        name => Some(name),
    }
}

fn work(entry: &Entry, diagnostics: &mut Vec<Diagnostic>) -> Option<Work> {
    if entry.key.is_empty() {
        diagnostics.push(diag::no_key(entry.kind_span));
        return None;
    }
    let subtype = entry.text("entrysubtype").to_ascii_lowercase();
    let kind = bibtypes::kind(&entry.kind, &subtype).unwrap_or_else(|| {
        diagnostics.push(diag::unknown_type(entry.kind_span, &entry.kind, bibtypes::TYPES));
        "document"
    });
    let mut work = new_work(&entry.key, entry.span, kind);
    titles(&mut work, entry, diagnostics);
    for (name, variable) in TEXTS {
        let variable = variable_of(kind, name, variable);
        if let Some(field) = entry.fields.get(*name).filter(|_| !names_the_site(entry, kind, name)) {
            let text = match variable {
                "URL" | "DOI" => latex::verbatim(&field.latex),
                _ => latex::text(&field.latex),
            };
            set(&mut work, variable, &text, field.span, diagnostics);
        }
    }
    numbers(&mut work, entry, diagnostics);
    people(&mut work, entry);
    for (variable, name) in
        [("issued", "date"), ("accessed", "urldate"), ("event-date", "eventdate"), ("original-date", "origdate")]
    {
        date(&mut work, entry, variable, name, diagnostics);
    }
    Some(work)
}

/// A court or a parliament is no publisher.
fn variable_of<'a>(kind: &str, name: &str, variable: &'a str) -> &'a str {
    let is_law = matches!(kind, "legal_case" | "legislation");
    if is_law && name == "institution" { "authority" } else { variable }
}

/// Of a page on the web the styles of BibLaTeX print the organization only, so programs write the site's name there.
fn names_the_site(entry: &Entry, kind: &str, name: &str) -> bool {
    kind == "webpage"
        && name == "organization"
        && ["journaltitle", "journal"].iter().any(|journal| entry.text(journal) == entry.text(name))
}

impl Entry {
    fn text(&self, name: &str) -> String {
        self.fields.get(name).map(|field| squeeze(&latex::text(&field.latex))).unwrap_or_default()
    }

    /// A title with its subtitle.
    fn title(&self, names: &[&str], subtitle: &str) -> Option<(String, Span)> {
        let field = names.iter().find_map(|name| self.fields.get(*name))?;
        let (title, subtitle) = (squeeze(&latex::text(&field.latex)), self.text(subtitle));
        let joint = if title.ends_with(['?', '!', ':', '.']) { " " } else { ": " };
        let whole = if subtitle.is_empty() { title } else { format!("{title}{joint}{subtitle}") };
        Some((whole, field.span))
    }
}

fn titles(work: &mut Work, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    for (variable, names, subtitle) in [
        ("title", &["title"][..], "subtitle"),
        ("container-title", &["journaltitle", "journal"][..], "journalsubtitle"),
        ("container-title", &["booktitle"][..], "booksubtitle"),
        ("container-title", &["maintitle"][..], "mainsubtitle"),
    ] {
        if let Some((text, span)) = entry.title(names, subtitle) {
            set(work, variable, &text, span, diagnostics);
        }
    }
}

/// Fields whose meaning hangs on the type.
fn numbers(work: &mut Work, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(field) = entry.fields.get("number") {
        let variable = match &*work.kind {
            "article-journal" | "article-magazine" | "article-newspaper" | "periodical" => "issue",
            "book" | "chapter" | "paper-conference" | "entry-encyclopedia" => "collection-number",
            _ => "number",
        };
        set(work, variable, &latex::text(&field.latex), field.span, diagnostics);
    }
    let own = matches!(&*entry.kind, "phdthesis" | "mastersthesis").then_some(entry.kind.as_str());
    match entry.fields.get("type") {
        Some(field) => set(work, "genre", bibtypes::genre(&entry.text("type")), field.span, diagnostics),
        None => {
            if let Some(own) = own {
                set(work, "genre", bibtypes::genre(own), entry.kind_span, diagnostics);
            }
        }
    }
    let language =
        ["langid", "language", "hyphenation"].into_iter().find_map(|name| bibtypes::language(&entry.text(name)));
    if let Some(language) = language {
        work.fields.push(("language".to_owned(), language));
    }
    if let Some(field) = entry.fields.get("holder") {
        set(work, "authority", &latex::text(&field.latex), field.span, diagnostics);
    }
    let archive = format!("{}{}", entry.text("eprinttype"), entry.text("archiveprefix"));
    if let Some(field) = entry.fields.get("eprint").filter(|_| archive.eq_ignore_ascii_case("arxiv")) {
        let url = format!("https://arxiv.org/abs/{}", latex::verbatim(&field.latex));
        set(work, "URL", &url, field.span, diagnostics);
    }
}

fn people(work: &mut Work, entry: &Entry) {
    let mut add = |role: &str, names: Vec<Name>| {
        if names.is_empty() {
            return;
        }
        match work.names.iter_mut().find(|(name, _)| name == role) {
            Some((_, people)) => people.extend(names),
            None => work.names.push((role.to_owned(), names)),
        }
    };
    for (name, role) in NAMES {
        let Some(field) = entry.fields.get(*name) else { continue };
        let role = if *name == "editor" { editor_role(&entry.text("editortype")) } else { role };
        add(role, bibnames::read(&field.latex));
    }
    for (name, kind) in [("editora", "editoratype"), ("editorb", "editorbtype"), ("editorc", "editorctype")] {
        if let Some(field) = entry.fields.get(name) {
            add(editor_role(&entry.text(kind)), bibnames::read(&field.latex));
        }
    }
}

fn editor_role(kind: &str) -> &'static str {
    match kind {
        "compiler" => "compiler",
        "collaborator" | "redactor" | "reviser" | "continuator" => "contributor",
        "director" => "director",
        "producer" => "producer",
        "organizer" => "organizer",
        _ => "editor",
    }
}

fn date(work: &mut Work, entry: &Entry, variable: &str, name: &str, diagnostics: &mut Vec<Diagnostic>) {
    let (text, span) = match (entry.fields.get(name), entry.fields.get("year")) {
        // To the letter: a tilde says "about" here.
        (Some(field), _) => (latex::verbatim(&field.latex), field.span),
        (None, Some(field)) if name == "date" => {
            let year = entry.text("year");
            let month = dates::month(&entry.text("month"));
            let day = entry.text("day").parse::<u8>().unwrap_or(0);
            let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
            let text = match (is_year, month, day) {
                (true, 1.., 1..) => format!("{year}-{month:02}-{day:02}"),
                (true, 1.., 0) => format!("{year}-{month:02}"),
                _ => year,
            };
            (text, field.span)
        }
        _ => return,
    };
    // A dash between years is a range in print.
    let text = if variable == "issued" { text.replace('–', "/") } else { text };
    let (date, fits) = dates::read(&text);
    if !fits {
        diagnostics.push(diag::bad_date(span, &text));
    }
    work.dates.extend(date.map(|date| (variable.to_owned(), date)));
}

/// Programs keep fields of their own in these files, so only a slip of the pen is told.
fn check_names(entries: &[Entry], diagnostics: &mut Vec<Diagnostic>) {
    let known: Vec<&str> =
        TEXTS.iter().chain(NAMES).map(|(name, _)| *name).chain(bibtypes::OTHERS.iter().copied()).collect();
    let mut slips: HashMap<&str, bool> = HashMap::new();
    for (name, field) in entries.iter().flat_map(|entry| &entry.fields) {
        let is_slip = slips.entry(name).or_insert_with(|| {
            let meant = bibtypes::is_known(name) || IGNORED.contains(&name.as_str());
            !meant && nearest(name, known.iter().copied()).is_some()
        });
        if *is_slip {
            diagnostics.push(unknown_field(field.name_span, name, &known));
        }
    }
}

/// Fields of BibLaTeX and of reference managers that say nothing to readers, and are near to others that do.
const IGNORED: &[&str] = &[
    "bdsk-url-1",
    "bdsk-url-2",
    "booktitleaddon",
    "endyear",
    "file",
    "foreword",
    "groups",
    "ids",
    "issuetitle",
    "issuesubtitle",
    "journaltitleaddon",
    "label",
    "maintitleaddon",
    "nameaddon",
    "origlanguage",
    "options",
    "owner",
    "related",
    "sortname",
    "sorttitle",
    "sortyear",
    "sortkey",
    "shortauthor",
    "shorteditor",
    "shortseries",
    "shorthand",
    "titleaddon",
    "timestamp",
    "urlyear",
    "verba",
    "verbb",
    "verbc",
    "lista",
    "listb",
    "listc",
    "eid",
    "eprintclass",
    "primaryclass",
    "xref",
    "urn",
    "isrn",
    "ismn",
    "isan",
    "authortype",
    "editoraclass",
    "indextitle",
    "reprinttitle",
    "rating",
];
