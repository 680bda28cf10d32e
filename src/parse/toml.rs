//! TOML into [`Node`]s.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::value::{Key, MAX_DEPTH, Node, SyntaxError, Value};
use crate::base::span::{FileId, Span};

/// Reads a whole TOML text, which starts at byte `offset` of its file.
pub fn read(text: &str, file: FileId, offset: usize) -> Result<Node, SyntaxError> {
    let place = |range: std::ops::Range<usize>| Span::new(file, offset + range.start, offset + range.end);
    let table =
        DeTable::parse(text).map_err(|error| SyntaxError::new(place(error.span().unwrap_or(0..0)), error.message()))?;
    let span = place(table.span());
    map(table.get_ref(), span, &place, 0)
}

fn map(
    table: &DeTable<'_>,
    span: Span,
    place: &impl Fn(std::ops::Range<usize>) -> Span,
    depth: usize,
) -> Result<Node, SyntaxError> {
    let mut entries = Vec::with_capacity(table.len());
    for (name, value) in table {
        let key = Key { text: name.get_ref().to_string(), span: place(name.span()) };
        entries.push((key, node(value, place, depth + 1)?));
    }
    entries.sort_by_key(|(key, _)| key.span.start);
    Ok(Node { value: Value::Map(entries), span })
}

fn node(
    value: &Spanned<DeValue<'_>>,
    place: &impl Fn(std::ops::Range<usize>) -> Span,
    depth: usize,
) -> Result<Node, SyntaxError> {
    let span = place(value.span());
    if depth > MAX_DEPTH {
        return Err(SyntaxError::new(span, format!("nested more than {MAX_DEPTH} levels deep")));
    }
    let scalar = |text: String, quoted| Value::Scalar { text, quoted };
    let value = match value.get_ref() {
        DeValue::String(text) => scalar(text.to_string(), true),
        DeValue::Integer(number) => scalar(number.as_str().to_owned(), false),
        DeValue::Float(number) => scalar(number.as_str().to_owned(), false),
        DeValue::Boolean(truth) => scalar(truth.to_string(), false),
        DeValue::Datetime(date) => scalar(date.to_string(), false),
        DeValue::Array(items) => {
            Value::List(items.iter().map(|item| node(item, place, depth + 1)).collect::<Result<_, _>>()?)
        }
        DeValue::Table(table) => return map(table, span, place, depth),
    };
    Ok(Node { value, span })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_knows_its_place() {
        let text = "title = \"T\"\ndate = 2023-03-30\n[theme]\nfonts = \"own\"\n";
        let node = read(text, FileId(0), 0).unwrap();
        assert_eq!(node.get("date").unwrap().as_text(), Some("2023-03-30"));
        let fonts = node.get("theme").unwrap().get("fonts").unwrap();
        assert_eq!(&text[fonts.span.range()], "\"own\"");
        assert!(read("a = ", FileId(0), 0).is_err());
    }
}
