//! Markdown that other tools wrote: its blocks say what they are.
//!
//! What this program wrote itself, or an editor in its form, is not read at all but taken over as it stands
//! ([`is_annotated`]): importing the output again changes nothing.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::Refusal;
use super::text::decode;
use crate::import::evidence::{At, Claim, Field, Line, Look, Mark, Picture, Reading, Role, Run};

/// Front matter with a title: nothing is left to import.
pub fn is_annotated(text: &str) -> bool {
    front(text).is_some_and(|(front, _)| front.lines().any(|line| line.starts_with("title:")))
}

/// The front matter and the rest.
fn front(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("---")?.trim_start_matches([' ', '\t', '\r']).strip_prefix('\n')?;
    let end = rest.find("\n---")?;
    let after = rest[end + 4..].split_once('\n').map_or("", |(_, after)| after);
    Some((&rest[..end], after))
}

pub fn read(bytes: &[u8]) -> Result<Reading, Refusal> {
    let text = decode(bytes)?;
    let mut reader = Reader { reading: Reading::default(), ..Reader::default() };
    let mut body = text.as_str();
    if let Some((matter, after)) = front(&text) {
        reader.claims(matter);
        body = after;
    }
    let offset = text.len() - body.len();
    reader.starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        reader.event(event, range.start + offset);
    }
    reader.flush();
    Ok(reader.reading)
}

#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "what is open at an event, each by itself")]
struct Reader {
    reading: Reading,
    starts: Vec<usize>,
    runs: Vec<Run>,
    look: Look,
    links: Vec<Option<String>>,
    at: usize,
    quotes: u8,
    /// The next number of each open list.
    lists: Vec<Option<u32>>,
    first: bool,
    note: Option<String>,
    heading: Option<u8>,
    code: bool,
    table: u32,
    row: u32,
    column: u32,
    header: bool,
    cell: bool,
    picture: Option<(String, String)>,
}

impl Reader {
    fn claims(&mut self, matter: &str) {
        for line in matter.lines() {
            let Some((key, value)) = line.split_once(':') else { continue };
            let field = match key.trim() {
                "headline" => Field::Title,
                "subtitle" | "standfirst" | "description" => Field::Standfirst,
                "author" => Field::Author,
                "date" => Field::Date,
                "publisher" => Field::Publisher,
                "lang" | "language" => Field::Language,
                _ => continue,
            };
            let value = value.trim().trim_matches(['"', '\'']).to_owned();
            if !value.is_empty() {
                self.reading.claims.push(Claim { field, value, place: format!("front matter, {}", key.trim()) });
            }
        }
    }

    fn event(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, at),
            Event::Code(text) => {
                self.look.code = true;
                self.text(&text, at);
                self.look.code = false;
            }
            Event::SoftBreak => self.text(" ", at),
            Event::HardBreak => self.runs.push(Run { text: " ".into(), mark: Some(Mark::Break), ..Run::default() }),
            Event::FootnoteReference(label) => {
                self.runs.push(Run { mark: Some(Mark::Noteref(label.to_string())), ..Run::default() });
            }
            Event::Rule => {
                self.at = at;
                self.push(Role::Rule);
            }
            Event::Html(html) | Event::InlineHtml(html) if !html.trim_start().starts_with("<!--") => {
                self.text(&html, at);
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, at: usize) {
        if self.runs.is_empty() {
            self.at = at;
        }
        if let Some((alt, _)) = &mut self.picture {
            alt.push_str(text);
            return;
        }
        let mut look = self.look.clone();
        look.link = self.links.last().cloned().flatten();
        if self.code {
            for line in text.lines() {
                self.runs.push(Run { text: line.to_owned(), look: look.clone(), mark: None });
                self.push(Role::Code);
            }
            return;
        }
        self.runs.push(Run { text: text.to_owned(), look, mark: None });
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(level_of(level));
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_add(1);
            }
            Tag::List(start) => {
                self.flush();
                self.lists.push(start.map(|n| u32::try_from(n).unwrap_or(1)));
            }
            Tag::Item => {
                self.flush();
                self.first = true;
            }
            Tag::FootnoteDefinition(label) => {
                self.flush();
                self.note = Some(label.to_string());
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.code = true;
            }
            Tag::Table(_) => {
                self.flush();
                self.table += 1;
                self.row = 0;
            }
            Tag::TableHead => (self.header, self.column) = (true, 0),
            Tag::TableRow => self.column = 0,
            Tag::TableCell => self.cell = true,
            Tag::Emphasis => self.look.italic = true,
            Tag::Strong => self.look.bold = true,
            Tag::Strikethrough => self.look.strikethrough = true,
            Tag::Link { dest_url, .. } => self.links.push(Some(dest_url.to_string())),
            Tag::Image { dest_url, .. } => {
                if self.runs.is_empty() {
                    self.at = at;
                }
                self.picture = Some((String::new(), dest_url.to_string()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item => {
                self.flush();
                self.heading = None;
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.note = None;
            }
            TagEnd::CodeBlock => self.code = false,
            TagEnd::TableCell => {
                let cell = Role::Cell { table: self.table, row: self.row, column: self.column, header: self.header };
                self.push(cell);
                self.cell = false;
                self.column += 1;
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.header = false;
                self.row += 1;
            }
            TagEnd::Emphasis => self.look.italic = false,
            TagEnd::Strong => self.look.bold = false,
            TagEnd::Strikethrough => self.look.strikethrough = false,
            TagEnd::Link => {
                self.links.pop();
            }
            TagEnd::Image => {
                if let Some((alt, path)) = self.picture.take() {
                    let mark = Mark::Picture(self.reading.pictures.len());
                    self.reading.pictures.push(Picture { name: path, bytes: Vec::new() });
                    self.runs.push(Run { text: alt, mark: Some(mark), ..Run::default() });
                }
            }
            _ => {}
        }
    }

    fn flush(&mut self) {
        if self.cell || self.runs.is_empty() {
            return;
        }
        let role = if let Some(label) = &self.note {
            Role::Note(label.clone())
        } else if let Some(level) = self.heading {
            let titled = self.reading.lines.iter().any(|line| line.role == Role::Title);
            if level == 1 && !titled { Role::Title } else { Role::Heading(level) }
        } else if let Some(number) = self.lists.last_mut() {
            let role = Role::Item { depth: 0, number: *number, first: self.first };
            if self.first {
                *number = number.map(|n| n + 1);
            }
            self.first = false;
            let depth = u8::try_from(self.lists.len() - 1).unwrap_or(u8::MAX);
            match role {
                Role::Item { number, first, .. } => Role::Item { depth, number, first },
                other => other,
            }
        } else if self.quotes > 0 {
            Role::Quote { depth: self.quotes - 1 }
        } else {
            Role::Paragraph
        };
        self.push(role);
    }

    fn push(&mut self, role: Role) {
        let line = self.starts.partition_point(|start| *start <= self.at);
        let at = At { line: u32::try_from(line).unwrap_or(u32::MAX), ..At::default() };
        self.reading.lines.push(Line { runs: std::mem::take(&mut self.runs), role, at, gap: true, ..Line::default() });
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_say_what_they_are() {
        let text = "# A title\n\nOne *two*.[^n]\n\n1. first\n2. second\n\n| a | b |\n|---|---|\n| c | d |\n\n> said\n\n[^n]: The note.\n";
        let reading = read(text.as_bytes()).unwrap();
        let seen: Vec<String> =
            reading.lines.iter().map(|line| format!("{} {:?} {}", line.at.line, line.role, line.text())).collect();
        assert_eq!(
            seen,
            [
                "1 Title A title",
                "3 Paragraph One two.",
                "5 Item { depth: 0, number: Some(1), first: true } first",
                "6 Item { depth: 0, number: Some(2), first: true } second",
                "8 Cell { table: 1, row: 0, column: 0, header: true } a",
                "8 Cell { table: 1, row: 0, column: 1, header: true } b",
                "10 Cell { table: 1, row: 1, column: 0, header: false } c",
                "10 Cell { table: 1, row: 1, column: 1, header: false } d",
                "12 Quote { depth: 0 } said",
                "14 Note(\"n\") The note.",
            ]
        );
    }
}
