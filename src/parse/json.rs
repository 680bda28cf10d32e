//! JSON into [`Node`]s.
//!
//! JSON is YAML, but reference managers export thousands of works in one file, and one fault in it should cost one
//! work. Strings are decoded by `serde_json`.

use super::value::{Key, MAX_DEPTH, Node, SyntaxError, Value};
use crate::base::span::{FileId, Span};

/// Reads a JSON text. An item of the outermost list (or of a list right below the outermost group) that has a fault is
/// left out, and the fault told.
pub fn read(text: &str, file: FileId) -> (Node, Vec<SyntaxError>) {
    let mut reader = Reader { text, file, at: 0, faults: Vec::new(), ended: false };
    let root = reader.value(0).unwrap_or_else(|fault| {
        reader.faults.push(fault);
        Node { value: Value::Null, span: Span::new(file, 0, 0) }
    });
    reader.space();
    if reader.at < text.len() && reader.faults.is_empty() {
        let fault = reader.fault("something stands after the end");
        reader.faults.push(fault);
    }
    (root, reader.faults)
}

struct Reader<'a> {
    text: &'a str,
    file: FileId,
    at: usize,
    faults: Vec<SyntaxError>,
    /// After a fault behind which nothing can be told apart: what was read stays.
    ended: bool,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Result<Node, SyntaxError> {
        self.space();
        let start = self.at;
        if depth > MAX_DEPTH {
            return Err(self.fault("nested too deeply"));
        }
        let value = match self.peek() {
            Some(b'{') => self.map(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Value::Scalar { text: self.string()?, quoted: true },
            Some(b'-' | b'0'..=b'9' | b'a'..=b'z') => self.word()?,
            _ => return Err(self.fault("a value is expected")),
        };
        Ok(Node { value, span: Span::new(self.file, start, self.at) })
    }

    fn map(&mut self, depth: usize) -> Result<Value, SyntaxError> {
        self.at += 1;
        let mut entries = Vec::new();
        self.space();
        if self.eat(b'}') {
            return Ok(Value::Map(entries));
        }
        loop {
            self.space();
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.fault("the name of a field is expected, in quotation marks"));
            }
            let key = Key { text: self.string()?, span: Span::new(self.file, start, self.at) };
            self.space();
            if !self.eat(b':') {
                return Err(self.fault("a colon is expected"));
            }
            entries.push((key, self.value(depth + 1)?));
            self.space();
            if self.ended || self.eat(b'}') {
                return Ok(Value::Map(entries));
            }
            if !self.eat(b',') {
                return Err(self.fault("a comma is missing"));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value, SyntaxError> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.eat(b']') {
            return Ok(Value::List(items));
        }
        loop {
            self.space();
            let start = self.at;
            match self.value(depth + 1) {
                Ok(item) => items.push(item),
                Err(fault) if depth > 1 => return Err(fault),
                Err(fault) => {
                    self.faults.push(fault);
                    self.ended = !self.skip_from(start);
                }
            }
            self.space();
            if self.ended || self.eat(b']') {
                return Ok(Value::List(items));
            }
            if !self.eat(b',') {
                let fault = self.fault("a comma is missing");
                if depth > 1 {
                    return Err(fault);
                }
                self.faults.push(fault);
                // The next item may follow all the same.
                self.ended = self.peek() != Some(b'{');
                if self.ended {
                    return Ok(Value::List(items));
                }
            }
        }
    }

    /// Moves behind the bracket that closes what opens at `start`, or before one that closes the list around it; false
    /// where there is neither.
    fn skip_from(&mut self, start: usize) -> bool {
        let bytes = self.text.as_bytes();
        let mut open: Vec<u8> = Vec::new();
        let mut at = start;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'{' | b'[' => open.push(*byte),
                b'}' => while open.pop().is_some_and(|bracket| bracket != b'{') {},
                b']' if open.last() == Some(&b'[') => {
                    open.pop();
                }
                b']' => {
                    self.at = at;
                    return true;
                }
                b'"' => {
                    // A string ends with its line at the latest: JSON has no line breaks in strings.
                    at += 1;
                    while let Some(byte) = bytes.get(at).filter(|byte| !matches!(byte, b'"' | b'\n')) {
                        at += if *byte == b'\\' { 2 } else { 1 };
                    }
                }
                _ if open.is_empty() => return false,
                _ => {}
            }
            at += 1;
            if open.is_empty() {
                self.at = at.min(bytes.len());
                return true;
            }
        }
        false
    }

    fn string(&mut self) -> Result<String, SyntaxError> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        let mut plain = true;
        loop {
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    plain = false;
                    at += 2;
                }
                Some(byte) if *byte >= 0x20 => at += 1,
                _ => return Err(self.fault("a quotation mark is not closed")),
            }
        }
        self.at = at + 1;
        let raw = self.text.get(start..self.at).unwrap_or("\"\"");
        if plain {
            return Ok(raw[1..raw.len() - 1].to_owned());
        }
        serde_json::from_str(raw).map_err(|_| {
            let span = Span::new(self.file, start, self.at);
            SyntaxError::new(span, "a backslash is used in a way that JSON does not know")
        })
    }

    fn word(&mut self) -> Result<Value, SyntaxError> {
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c))).unwrap_or(rest.len());
        let word = &rest[..end];
        let value = match word {
            "null" => Value::Null,
            "true" | "false" => Value::Scalar { text: word.to_owned(), quoted: false },
            _ if word.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
                Value::Scalar { text: word.to_owned(), quoted: false }
            }
            _ => return Err(self.fault("a value is expected; words stand in quotation marks")),
        };
        self.at += end;
        Ok(value)
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn fault(&self, message: &str) -> SyntaxError {
        let at = self.at.min(self.text.len());
        SyntaxError::new(Span::new(self.file, at, at), message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Node, Vec<SyntaxError>) {
        super::read(text, FileId(0))
    }

    #[test]
    fn every_value_knows_its_place() {
        let text = "{\"a\": [\"x\\n\\u00e9\", -1.5e3, null, true], \"b\": {}}";
        let (node, faults) = read(text);
        assert_eq!(faults, []);
        let items = node.get("a").unwrap().items();
        assert_eq!(items[0].as_text(), Some("x\né"));
        assert_eq!(&text[items[0].span.range()], "\"x\\n\\u00e9\"");
        assert_eq!(items[1].as_text(), Some("-1.5e3"));
        assert!(items[2].is_null());
    }

    #[test]
    fn a_fault_costs_one_item() {
        for (bad, left) in [
            ("{\"a\" 1},", 2),
            ("{a: 1},", 2),
            ("{\"a\": \"\\q\"},", 2),
            ("{\"a\": [1, ]},", 2),
            ("{\"a\": 1}", 3),
            ("{\"a\": {\"b\": 1},", 1),
        ] {
            let (node, faults) = read(&format!("[{{\"id\": \"x\"}},\n{bad}\n{{\"id\": \"y\"}}]"));
            assert_eq!((node.items().len(), faults.len()), (left, 1), "{bad}");
        }
        let (node, faults) = read("{\"items\": [{\"id\": \"x\"}, {\"a\": \"");
        assert_eq!((node.get("items").unwrap().items().len(), faults.len()), (1, 1));
    }

    #[test]
    fn e1_odd_texts_end() {
        for text in ["", "[", "{", "\"", "[1,", "{\"a\":", "\\", "[\"\\", "nul", "é", "[]]", "{\"a\":1,}"] {
            assert!(!read(text).1.is_empty(), "{text}");
        }
        assert!(!read(&"[".repeat(100_000)).1.is_empty());
    }
}
