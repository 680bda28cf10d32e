//! YAML into [`Node`]s.
//!
//! Built on the event parser under serde-saphyr, which gives the byte range of every node. Aliases are resolved, and
//! refused where they would blow a small file up into a large tree (THREATS E3).

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle};

use super::slips;
use super::value::{Key, MAX_DEPTH, Node, SyntaxError, Value};
use crate::base::span::{FileId, Span};

/// Reads the first document of `text`, which starts at byte `offset` of its file. An empty text is `Null`.
pub fn read(text: &str, file: FileId, offset: usize) -> Result<Node, SyntaxError> {
    let mut builder =
        Builder { file, open: Vec::new(), root: None, anchors: HashMap::new(), copied: 0, limit: text.len() };
    // After a tab the parser reads one line and no more.
    let first = text.len() - text.trim_start_matches(['\r', '\n']).len();
    if text[first..].starts_with('\t')
        && let Some(error) = slips::explain(text, first, file, offset)
    {
        return Err(error);
    }
    for event in Parser::new_from_str(text) {
        match event {
            Ok((Event::DocumentEnd, _)) if builder.root.is_some() => break,
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(0..0);
                builder.event(event, Span::new(file, offset + range.start, offset + range.end))?;
            }
            Err(error) => {
                // What the parser says is for programmers, so it is not passed on.
                let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
                return Err(slips::explain(text, at, file, offset).unwrap_or_else(|| {
                    SyntaxError::new(Span::new(file, offset + at, offset + at), "this line is no name with its value")
                }));
            }
        }
    }
    Ok(builder.root.unwrap_or(Node { value: Value::Null, span: Span::new(file, offset, offset) }))
}

struct Builder {
    file: FileId,
    open: Vec<Open>,
    root: Option<Node>,
    anchors: HashMap<usize, (Node, usize)>,
    /// Nodes copied by aliases so far, and how many may be.
    copied: usize,
    limit: usize,
}

struct Open {
    span: Span,
    anchor: usize,
    kind: Kind,
    size: usize,
}

enum Kind {
    List(Vec<Node>),
    Map(Vec<(Key, Node)>, Option<Key>),
}

impl Builder {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), SyntaxError> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                let value = if plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL") {
                    Value::Null
                } else {
                    Value::Scalar { text: text.into_owned(), quoted: !plain }
                };
                self.add(Node { value, span }, anchor, 1)
            }
            Event::SequenceStart(_, anchor, _) => self.start(span, anchor, Kind::List(Vec::new())),
            Event::MappingStart(_, anchor, _) => self.start(span, anchor, Kind::Map(Vec::new(), None)),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(id) => {
                let (node, size) = self
                    .anchors
                    .get(&id)
                    .cloned()
                    .ok_or_else(|| SyntaxError::new(span, "this alias stands inside what it refers to"))?;
                self.copied += size;
                if self.copied > self.limit {
                    return Err(SyntaxError::new(span, "the aliases of this text repeat too much"));
                }
                self.add(Node { value: node.value, span }, 0, size)
            }
            _ => Ok(()),
        }
    }

    fn start(&mut self, span: Span, anchor: usize, kind: Kind) -> Result<(), SyntaxError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(SyntaxError::new(span, format!("nested more than {MAX_DEPTH} levels deep")));
        }
        self.open.push(Open { span, anchor, kind, size: 1 });
        Ok(())
    }

    fn end(&mut self, span: Span) -> Result<(), SyntaxError> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let value = match open.kind {
            Kind::List(items) => Value::List(items),
            Kind::Map(entries, _) => Value::Map(entries),
        };
        let end = span.end.max(open.span.start) as usize;
        let span = Span::new(self.file, open.span.start as usize, end);
        self.add(Node { value, span }, open.anchor, open.size)
    }

    fn add(&mut self, node: Node, anchor: usize, size: usize) -> Result<(), SyntaxError> {
        if anchor != 0 {
            self.anchors.insert(anchor, (node.clone(), size));
        }
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        parent.size += size;
        match &mut parent.kind {
            Kind::List(items) => items.push(node),
            Kind::Map(entries, key) => match key.take() {
                Some(key) => entries.push((key, node)),
                None => *key = Some(name_of(&node)?),
            },
        }
        Ok(())
    }
}

fn name_of(node: &Node) -> Result<Key, SyntaxError> {
    match &node.value {
        Value::Scalar { text, .. } => Ok(Key { text: text.clone(), span: node.span }),
        Value::Null => Ok(Key { text: String::new(), span: node.span }),
        Value::List(_) | Value::Map(_) => Err(SyntaxError::new(node.span, "the name of a field has to be a word")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Node, SyntaxError> {
        super::read(text, FileId(0), 0)
    }

    #[test]
    fn every_value_knows_its_place() {
        let text = "title: \"Ł: a\"\nauthors: [One, {name: Two}]\nempty:\n";
        let node = read(text).unwrap();
        let title = node.get("title").unwrap();
        assert_eq!(title.as_text(), Some("Ł: a"));
        assert_eq!(&text[title.span.range()], "\"Ł: a\"");
        assert_eq!(node.get("authors").unwrap().items().len(), 2);
        assert!(node.get("empty").unwrap().is_null());
    }

    #[track_caller]
    fn slip(text: &str, place: &str, message: &str) {
        let error = read(text).expect_err(text);
        assert_eq!((&text[error.span.range()], error.message.as_str()), (place, message), "{text:?}");
    }

    #[test]
    fn the_usual_slips_are_told_in_plain_words() {
        slip("title: The gap: a place\n", "The gap: a place", "a value without quotation marks holds a colon");
        slip("title: \"Open\ndate: 2024-01-01\n", "title: \"Open", "the quotation mark \" is not closed");
        slip("a: \"b\"\n\"title: T\n", "\"title: T", "the quotation mark \" is not closed");
        slip("title: \"A\" and B\n", "\"A\" and B", "words follow after the closing \"");
        slip("title: 'Don't'\n", "'Don't'", "words follow after the closing '");
        slip("\ta: T\nb: c", "a: T", "a tab stands before the words");
        slip("a: T\nauthors:\n\t- A\n", "- A", "a tab stands before the words");
        slip(
            "title: T\n  kicker: B\n",
            "kicker: B",
            "this line begins further right than its neighbours, though title above has a value",
        );
        slip("title T\ndate: 2024\n", "title T", "this line has no colon");
        slip("title:T\ndate: 2024\n", "title:T", "the colon has no blank after it");
        slip("title: @foo\n", "@foo", "the value begins with the sign @");
        slip("title: %x\n", "%x", "the value begins with the sign %");
        slip("title: *star\n", "*star", "the value begins with the sign *");
        slip("title: [A] place\n", "[A] place", "the value begins with a bracket, and “place” follows it");
        slip("title: [A\ndate: 2024\n", "title: [A", "the bracket [ is not closed");
        slip("a: {b\n", "a: {b", "the bracket { is not closed");
        slip("title: - a\n", "title: - a", "a list begins on the line of its name");
        slip("title: > more words\n", "> more words", "the value begins with the sign >");
        slip("title: T\n\nThe text.\n\nMore.\n", "The text.", "this line has no colon; it looks like the text itself");
        slip("a: 1\nb\n", "b", "this line has no colon");
        slip("ł: Ł: ł\n", "Ł: ł", "a value without quotation marks holds a colon");
    }

    #[test]
    fn a_value_is_quoted_so_that_it_comes_back() {
        for value in ["The gap: a place", "A \"b\" 'c'", "a\\d", "#3", "it's"] {
            let node = read(&format!("a: {}", slips::quote(value))).unwrap();
            assert_eq!(node.get("a").and_then(Node::as_text), Some(value));
        }
    }

    #[test]
    fn faults_are_told_and_bombs_refused() {
        assert!(read("a: [1").is_err());
        assert!(read("a: b: c").is_err());
        assert!(read(&"[".repeat(1000)).is_err());
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for n in 1..9 {
            let items = format!("*a{}, ", n - 1).repeat(9);
            bomb.push_str(&["a", &n.to_string(), ": &a", &n.to_string(), " [", &items, "]\n"].concat());
        }
        assert!(read(&bomb).is_err());
    }
}
