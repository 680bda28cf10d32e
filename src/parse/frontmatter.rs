//! Front matter: the part of a file between `---` (YAML) or `+++` (TOML) lines.

use super::fences::{Fences, almost_a_fence, fences};
use super::schema::{self, Field, Shape};
use super::value::{Key, Node, SyntaxError, Value};
use super::{authors, diag, events, slips, toml, yaml};
use crate::base::date::Date;
use crate::base::diag::Diagnostic;
use crate::base::source::Source;
use crate::base::span::Span;
use crate::base::web;
use crate::model::article::Kind;
use crate::model::matter::{At, AuthorMatter, AuthorRef, EntityKind, EntityMatter, Matter};

/// The front matter and the byte offset at which the text starts.
pub fn read(source: &Source, kind: Kind, diagnostics: &mut Vec<Diagnostic>) -> (Matter, usize) {
    let text: &str = &source.text;
    let mut readable = true;
    let mut yaml = false;
    let (node, body) = match fences(text) {
        Fences::None => (None, 0),
        Fences::Unclosed(fence) => {
            let meant = almost_a_fence(text).map(|line| Span::new(source.id, line.start, line.end));
            diagnostics.push(diag::unclosed_front_matter(Span::new(source.id, 0, fence.len()), fence, meant));
            readable = false;
            (None, 0)
        }
        Fences::Late(at) => {
            diagnostics.push(diag::late_front_matter(Span::new(source.id, at, at + 3)));
            readable = false;
            (None, 0)
        }
        Fences::Found { fence, start, end, body } => {
            let inner = &text[start..end];
            yaml = fence == "---";
            let node = if yaml { yaml::read(inner, source.id, start) } else { toml::read(inner, source.id, start) };
            let node = node.map_err(|error| diagnostics.push(diag::front_matter_syntax(&error))).ok();
            (node, body)
        }
    };
    readable &= body == 0 || node.is_some();
    // A draft whose front matter has a slip is still a draft.
    let withheld = !readable && says_draft(text.get(..body).filter(|head| !head.is_empty()).unwrap_or(text));
    let matter = Reader { source, kind, diagnostics, withheld, yaml, cut: Vec::new() }.matter(node.as_ref(), readable);
    (matter, body)
}

/// Whether one of the first lines begins with the word `draft`.
fn says_draft(text: &str) -> bool {
    let begins =
        |line: &str| line.trim_start().get(.."draft".len()).is_some_and(|word| word.eq_ignore_ascii_case("draft"));
    text.lines().take(60).any(begins)
}

struct Reader<'a> {
    source: &'a Source,
    kind: Kind,
    diagnostics: &'a mut Vec<Diagnostic>,
    /// Something that says whether the page may be published cannot be read.
    withheld: bool,
    yaml: bool,
    /// Fields that lost words to a comment.
    cut: Vec<&'static str>,
}

/// Fields of one file, by their own names.
type Fields<'n> = Vec<(&'static Field, &'n Key, &'n Node)>;

impl Reader<'_> {
    fn matter(&mut self, node: Option<&Node>, readable: bool) -> Matter {
        let top = Span::top(self.source.id);
        let fields = node.map(|node| self.fields(node)).unwrap_or_default();
        let title_field = if matches!(self.kind, Kind::Entity | Kind::Author) { "name" } else { "title" };
        let title = self
            .text(&fields, title_field)
            .or_else(|| self.text(&fields, if title_field == "name" { "title" } else { "name" }));
        // Front matter that could not be read is one fault, not three.
        if title.is_none() && readable && !self.cut.contains(&title_field) {
            self.diagnostics.push(diag::missing_field(top, title_field, self.what()));
        }
        let date = self.date(&fields, "date");
        if date.is_none()
            && self.kind == Kind::Briefing
            && readable
            && !fields.iter().any(|(field, ..)| field.name == "date")
        {
            self.diagnostics.push(if is_imported(&fields) {
                diag::undated_import(top)
            } else {
                diag::missing_field(top, "date", self.what())
            });
        }
        let draft = self.truth(&fields, "draft").unwrap_or(false);
        let url = self.address(&fields, "url");
        let (aliases, unlinked) = self.aliases(&fields);
        Matter {
            title: title.unwrap_or_else(|| At { value: name_from_path(&self.source.path), span: top }),
            date,
            updated: self.date(&fields, "updated"),
            draft,
            withheld: self.withheld,
            slug: self.text(&fields, "slug"),
            kicker: self.plain(&fields, "kicker"),
            standfirst: self.plain(&fields, "standfirst"),
            authors: self.authors(&fields),
            series: self.text(&fields, "series"),
            number: self.plain(&fields, "number"),
            publisher: self.plain(&fields, "publisher"),
            topics: self.texts(&fields, "topics"),
            language: self.text(&fields, "language"),
            doi: self.text(&fields, "doi"),
            url: url.clone(),
            license: self.plain(&fields, "license"),
            rights: self.plain(&fields, "rights"),
            disclaimer: self.plain(&fields, "disclaimer"),
            summary: self.plain(&fields, "summary"),
            image: self.text(&fields, "image"),
            bibliography: self.texts(&fields, "bibliography"),
            citation_style: self.text(&fields, "citation_style"),
            aliases,
            link_entities: self.truth(&fields, "link_entities").unwrap_or(true),
            events: get(&fields, "events")
                .map_or_else(Vec::new, |node| events::read(node, self.kind, self.diagnostics)),
            source: source_of(&fields),
            weight: self.number(&fields, "weight"),
            entity: EntityMatter {
                kind: self.entity_kind(&fields),
                sort: self.plain(&fields, "sort"),
                same_as: self.addresses(&fields, "same_as"),
                see_also: self.texts(&fields, "see_also"),
                unlinked,
                not: self.texts(&fields, "not"),
                description: self.plain(&fields, "summary"),
            },
            author: AuthorMatter { bio: self.plain(&fields, "bio"), url, orcid: self.plain(&fields, "orcid") },
        }
    }

    fn what(&self) -> &'static str {
        match self.kind {
            Kind::Briefing => "a briefing",
            Kind::Entity => "an entity",
            Kind::Author => "an author page",
            Kind::Page => "a page",
        }
    }

    fn fields<'n>(&mut self, node: &'n Node) -> Fields<'n> {
        let entries = match &node.value {
            Value::Map(entries) => entries.as_slice(),
            Value::Null => &[],
            Value::Scalar { .. } | Value::List(_) => {
                let error = SyntaxError::new(node.span, "it has to be lines such as title: Words");
                self.diagnostics.push(diag::front_matter_syntax(&error));
                &[]
            }
        };
        let mut out: Fields<'n> = Vec::with_capacity(entries.len());
        for (key, node) in entries {
            let Some(field) = schema::find(&key.text) else {
                let known: Vec<&str> = schema::FIELDS.iter().map(|field| field.name).collect();
                self.diagnostics.push(diag::unknown_field(key.span, &key.text, &known));
                continue;
            };
            if let Some((_, first, _)) = out.iter().find(|(other, ..)| other.name == field.name) {
                self.diagnostics.push(diag::duplicate_field(key.span, &key.text, first.span));
                continue;
            }
            if self.yaml {
                self.slips(field, key, node);
            }
            out.push((field, key, node));
        }
        out
    }

    /// What YAML reads without a word, and an editor did not mean.
    fn slips(&mut self, field: &'static Field, key: &Key, node: &Node) {
        if !matches!(field.shape, Shape::Text | Shape::Texts | Shape::Authors | Shape::Events) {
            return;
        }
        if field.shape != Shape::Text && slips::is_list_without_blanks(&self.source.text, node) {
            let help = "write a blank after each hyphen: - like this";
            self.diagnostics.push(diag::bad_value(node.span, field.name, "a list", help));
        }
        let parts = node
            .items()
            .iter()
            .flat_map(|item| std::iter::once(item).chain(item.entries().iter().map(|(_, part)| part)));
        let source = &self.source.text;
        // A remark beside an address or a number is one; beside words it is most likely more of them.
        let cuts = parts.filter_map(|part| slips::cut(source, part));
        let cuts = cuts.filter(|cut| field.is_prose() || !cut.words.starts_with("# "));
        let whole = node.is_null().then(|| slips::cut_whole(source, key)).flatten();
        for cut in cuts.chain(whole) {
            self.diagnostics.push(diag::cut_value(field.name, &cut));
            self.cut.push(field.name);
        }
    }

    fn text(&mut self, fields: &Fields<'_>, name: &str) -> Option<At<String>> {
        let node = get(fields, name)?;
        self.text_of(node, name)
    }

    /// Names that are linked, and those of an entity that are not: `{ name: Sasha, link: false }`.
    fn aliases(&mut self, fields: &Fields<'_>) -> (Vec<At<String>>, Vec<At<String>>) {
        let (mut linked, mut unlinked) = (Vec::new(), Vec::new());
        for item in get(fields, "aliases").map_or(&[][..], Node::items) {
            if item.entries().is_empty() || self.kind != Kind::Entity {
                linked.extend(self.text_of(item, "aliases"));
                continue;
            }
            let mut link = true;
            for (key, value) in item.entries() {
                match key.text.as_str() {
                    "name" => {}
                    "link" => {
                        link = value.as_bool().unwrap_or_else(|| {
                            let help = "write it without quotes";
                            self.diagnostics.push(diag::bad_value(value.span, "link", "true or false", help));
                            true
                        });
                    }
                    other => self.diagnostics.push(diag::unknown_field(key.span, other, &["name", "link"])),
                }
            }
            if let Some(name) = item.get("name") {
                (if link { &mut linked } else { &mut unlinked }).extend(self.text_of(name, "aliases"));
            } else {
                let help = "write it like { name: Sasha, link: false }";
                self.diagnostics.push(diag::bad_value(item.span, "aliases", "a name", help));
            }
        }
        (linked, unlinked)
    }

    fn text_of(&mut self, node: &Node, name: &str) -> Option<At<String>> {
        if node.is_null() {
            return None;
        }
        let Some(text) = node.as_text() else {
            let help = format!("{} stands here", node.what());
            self.diagnostics.push(diag::bad_value(node.span, name, "words", &help));
            return None;
        };
        let value = crate::base::text::squeeze(text);
        (!value.is_empty()).then_some(At { value, span: node.span })
    }

    fn plain(&mut self, fields: &Fields<'_>, name: &str) -> Option<String> {
        self.text(fields, name).map(|at| at.value)
    }

    fn texts(&mut self, fields: &Fields<'_>, name: &str) -> Vec<At<String>> {
        let Some(node) = get(fields, name) else { return Vec::new() };
        // Keywords often come as one line with commas.
        if name == "topics"
            && let Some(text) = node.as_text()
            && text.contains(',')
        {
            return text
                .split(',')
                .map(crate::base::text::squeeze)
                .filter(|word| !word.is_empty())
                .map(|value| At { value, span: node.span })
                .collect();
        }
        node.items().iter().filter_map(|item| self.text_of(item, name)).collect()
    }

    fn address(&mut self, fields: &Fields<'_>, name: &str) -> Option<At<String>> {
        self.addresses(fields, name).into_iter().next()
    }

    /// Those that may stand in a link; the others are told (THREATS A4).
    fn addresses(&mut self, fields: &Fields<'_>, name: &str) -> Vec<At<String>> {
        let mut all = self.texts(fields, name);
        all.retain(|at| self.may_link(at.span, &at.value));
        all
    }

    fn may_link(&mut self, span: Span, url: &str) -> bool {
        let fits = web::address(url).is_some();
        if !fits {
            self.diagnostics.push(diag::refused_field_url(span, url));
        }
        fits
    }

    fn truth(&mut self, fields: &Fields<'_>, name: &str) -> Option<bool> {
        let node = get(fields, name).filter(|node| !node.is_null())?;
        let truth = node.as_bool();
        if truth.is_none() {
            self.withheld |= name == "draft";
            self.diagnostics.push(diag::bad_value(node.span, name, "true or false", "write it without quotes"));
        }
        truth
    }

    fn number(&mut self, fields: &Fields<'_>, name: &str) -> Option<i64> {
        let node = get(fields, name).filter(|node| !node.is_null())?;
        let number = node.as_text().and_then(|text| text.trim().parse().ok());
        if number.is_none() {
            self.diagnostics.push(diag::bad_value(node.span, name, "a whole number", "write it like 10"));
        }
        number
    }

    fn date(&mut self, fields: &Fields<'_>, name: &str) -> Option<At<Date>> {
        let node = get(fields, name)?;
        let date = node.as_text().and_then(Date::parse);
        if date.is_none() {
            let help = "write it as year-month-day, such as 2026-03-30, or as 2026-03 where no day is known";
            self.diagnostics.push(diag::bad_value(node.span, name, "a day of the calendar", help));
        }
        date.map(|value| At { value, span: node.span })
    }

    fn authors(&mut self, fields: &Fields<'_>) -> Vec<At<AuthorRef>> {
        let Some(node) = get(fields, "authors") else { return Vec::new() };
        if let Some(authors) = authors::in_one_line(node, self.source, self.diagnostics) {
            return authors;
        }
        let mut out = Vec::new();
        for item in node.items() {
            let author = match &item.value {
                Value::Map(_) => {
                    let part = |name: &str| item.get(name).and_then(Node::as_text).map(crate::base::text::squeeze);
                    let name = part("name");
                    if name.is_none() {
                        let help = "write name: and the author's name";
                        self.diagnostics.push(diag::bad_value(item.span, "an author", "a name", help));
                    }
                    for (key, _) in item.entries() {
                        if !["name", "bio", "url", "orcid"].contains(&key.text.as_str()) {
                            let known = ["name", "bio", "url", "orcid"];
                            self.diagnostics.push(diag::unknown_field(key.span, &key.text, &known));
                        }
                    }
                    let (bio, orcid) = (part("bio"), part("orcid"));
                    let span = item.get("url").map_or(item.span, |node| node.span);
                    let url = part("url").filter(|url| self.may_link(span, url));
                    name.map(|name| AuthorRef { name, bio, url, orcid })
                }
                _ => self.text_of(item, "authors").map(|at| AuthorRef {
                    name: at.value,
                    bio: None,
                    url: None,
                    orcid: None,
                }),
            };
            out.extend(author.map(|value| At { value, span: item.span }));
        }
        out
    }

    fn entity_kind(&mut self, fields: &Fields<'_>) -> EntityKind {
        if self.kind != Kind::Entity {
            return EntityKind::default();
        }
        let Some(kind) = self.text(fields, "kind") else { return EntityKind::default() };
        let name = kind.value.to_lowercase().replace("organization", "organisation");
        EntityKind::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or_else(|| {
            let help = "person, organisation, place, event or concept; it is taken for a concept";
            self.diagnostics.push(diag::bad_value(kind.span, "kind", "one of five words", help));
            EntityKind::default()
        })
    }
}

fn get<'n>(fields: &Fields<'n>, name: &str) -> Option<&'n Node> {
    fields.iter().find(|(field, ..)| field.name == name).map(|(_, _, node)| *node)
}

/// The importer wrote it, and may not make up what its document did not print.
fn is_imported(fields: &Fields<'_>) -> bool {
    get(fields, "source").is_some()
}

fn source_of(fields: &Fields<'_>) -> Vec<(String, String)> {
    let Some((.., node)) = fields.iter().find(|(field, ..)| field.shape == Shape::Group) else { return Vec::new() };
    match &node.value {
        Value::Scalar { text, .. } => vec![("file".to_owned(), text.clone())],
        _ => node.entries().iter().filter_map(|(key, node)| origin(&key.text, node)).collect(),
    }
}

/// A field of `source`; the importer writes keys without values, which say by their form what they are.
fn origin(key: &str, node: &Node) -> Option<(String, String)> {
    if !node.is_null() {
        return node.as_text().map(|text| (key.to_owned(), text.to_owned()));
    }
    let (name, value) = match key.strip_prefix("SHA-256 ") {
        Some(digest) => ("sha256", digest),
        None if key.starts_with("ibid ") => ("importer", key),
        None => ("file", key),
    };
    Some((name.to_owned(), value.to_owned()))
}

/// "content/the-suwalki-gap.md" is "The suwalki gap": better than an empty heading.
fn name_from_path(path: &str) -> String {
    let mut parts = path.rsplit('/');
    let file = parts.next().unwrap_or(path).trim_end_matches(".md");
    let stem = if file == "index" { parts.next().unwrap_or(file) } else { file };
    let words = stem.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::FileId;

    fn read(text: &str) -> (Matter, usize, Vec<&'static str>) {
        let source = Source::new(FileId(0), "content/the-gap.md", text);
        let mut diagnostics = Vec::new();
        let (matter, body) = super::read(&source, Kind::Briefing, &mut diagnostics);
        (matter, body, diagnostics.iter().map(|d| d.code.name()).collect())
    }

    #[test]
    fn yaml_and_toml_say_the_same() {
        let (yaml, body, faults) = read("---\ntitle: T\ndate: 2023-03-30\ntags: [a, b]\n---\nText");
        assert_eq!((body, faults.len()), (47, 0));
        let (toml, _, faults) = read("+++\ntitle = \"T\"\ndate = 2023-03-30\ntags = [\"a\", \"b\"]\n+++\nText");
        assert!(faults.is_empty());
        assert_eq!(yaml.date.unwrap().value, toml.date.unwrap().value);
        assert_eq!(yaml.topics.len(), toml.topics.len());
    }

    #[test]
    fn faults_are_named_once() {
        assert_eq!(read("Text").2, ["missing-field", "missing-field"]);
        assert_eq!(read("---\ntitle: [\n---\n").2, ["front-matter-syntax"]);
        assert_eq!(read("---\ntitle: T\n").2, ["front-matter-syntax"]);
        assert_eq!(read("---\n\n# c\ntitle: T\ndate: 2024-01-01\n\nText.\n").2, ["front-matter-syntax"]);
        assert_eq!(read("---\ntitle: T\ndate: 2024-01-01\n----\nText.\n").2, ["front-matter-syntax"]);
        assert_eq!(read("---\ntitel: T\ndate: 2023-02-30\ntitle: T\n---\n").2, ["unknown-field", "bad-value"]);
        assert_eq!(read("---\r\ntitle: T\r\ndate: 2023-03-30\r\n---\r\nText").2.len(), 0);
    }

    #[test]
    fn words_that_a_comment_cuts_off_are_told() {
        let cut = |line: &str| read(&format!("---\ndate: 2024-01-01\n{line}\n---\nText.")).2;
        assert_eq!(cut("title: Report #3 of the group"), ["cut-value"]);
        assert_eq!(cut("title: A # B"), ["cut-value"]);
        assert_eq!(cut("title: #3"), ["cut-value"], "and not a missing title as well");
        assert_eq!(cut("title: T\nauthors:\n  - Jo # A"), ["cut-value"]);
        assert_eq!(cut("title: T\nauthors:\n  - name: Jo #2"), ["cut-value"]);
        assert_eq!(cut("title: T\ntopics: #later"), ["cut-value"]);
        // These are comments.
        for line in [
            "title: \"A\" # B",
            "title: A#B",
            "title: T\nnumber: 3 # the third",
            "title: T\ntopics: # none yet",
            "title: T # ",
            "title: T\ndraft: false # now",
            "title: T\n# B",
            "title: T\ntopics: [a, b] # two",
        ] {
            assert_eq!(cut(line), [""; 0], "{line}");
        }
        assert_eq!(cut("title: T\nauthors:\n  -A\n  -B"), ["bad-value"]);
    }

    #[test]
    fn a_missing_title_is_taken_from_the_file() {
        assert_eq!(read("Text").0.title.value, "The gap");
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        let (_, body, _) = read("---\n\nText");
        assert_eq!(body, 0);
    }
}
