//! YAML into [`Node`]s.
//!
//! Built on the event parser under serde-saphyr, which gives the byte range of every node. Aliases are resolved, and
//! refused where they would blow a small file up into a large tree (THREATS E3).

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle};

use super::value::{Key, MAX_DEPTH, Node, SyntaxError, Value};
use crate::base::span::{FileId, Span};

/// Reads the first document of `text`, which starts at byte `offset` of its file. An empty text is `Null`.
pub fn read(text: &str, file: FileId, offset: usize) -> Result<Node, SyntaxError> {
    let mut builder =
        Builder { file, open: Vec::new(), root: None, anchors: HashMap::new(), copied: 0, limit: text.len() };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((Event::DocumentEnd, _)) if builder.root.is_some() => break,
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(0..0);
                builder.event(event, Span::new(file, offset + range.start, offset + range.end))?;
            }
            Err(error) => {
                let at = offset + error.marker().byte_offset().unwrap_or(0).min(text.len());
                return Err(SyntaxError { span: Span::new(file, at, at), message: error.info() });
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
                let (node, size) = self.anchors.get(&id).cloned().ok_or_else(|| SyntaxError {
                    span,
                    message: "this alias stands inside what it refers to".to_owned(),
                })?;
                self.copied += size;
                if self.copied > self.limit {
                    return Err(SyntaxError { span, message: "the aliases of this text repeat too much".to_owned() });
                }
                self.add(Node { value: node.value, span }, 0, size)
            }
            _ => Ok(()),
        }
    }

    fn start(&mut self, span: Span, anchor: usize, kind: Kind) -> Result<(), SyntaxError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(SyntaxError { span, message: format!("nested more than {MAX_DEPTH} levels deep") });
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
        Value::List(_) | Value::Map(_) => {
            Err(SyntaxError { span: node.span, message: "the name of a field has to be a word".to_owned() })
        }
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
