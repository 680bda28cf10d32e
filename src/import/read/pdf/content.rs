//! The operators of a page's content, one after another, with what stands before each.
//!
//! Own code where the library has some: its search for the end of a picture inside the content can take quadratic time.

/// Arrays and dictionaries inside each other; deeper ones are left out.
const DEPTH: usize = 16;
/// More operands than any operator has; a font of 256 glyphs in one array is one operand.
const OPERANDS: usize = 512;

#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    Number(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Operand>),
    /// Keys and values in turn.
    Dictionary(Vec<Operand>),
    Other,
}

impl Operand {
    pub fn number(&self) -> Option<f64> {
        if let Operand::Number(number) = self { Some(*number) } else { None }
    }

    pub fn get(&self, key: &[u8]) -> Option<&Operand> {
        let Operand::Dictionary(all) = self else { return None };
        all.chunks_exact(2).find(|pair| matches!(&pair[0], Operand::Name(name) if name == key)).map(|pair| &pair[1])
    }
}

#[derive(Debug)]
pub struct Operators<'a> {
    bytes: &'a [u8],
    at: usize,
    pub operands: Vec<Operand>,
}

impl<'a> Operators<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Operators { bytes, at: 0, operands: Vec::new() }
    }

    /// The next operator; its operands are in `operands` until the next call.
    pub fn next(&mut self) -> Option<&'a [u8]> {
        self.operands.clear();
        loop {
            self.blank();
            let first = *self.bytes.get(self.at)?;
            if regular(first) && !matches!(first, b'0'..=b'9' | b'+' | b'-' | b'.') {
                let word = self.word();
                match word {
                    b"true" | b"false" | b"null" => self.keep(Operand::Other),
                    b"BI" => self.skip_picture(),
                    _ => return Some(word),
                }
            } else if let Some(operand) = self.operand(0) {
                self.keep(operand);
            }
        }
    }

    fn keep(&mut self, operand: Operand) {
        if self.operands.len() < OPERANDS {
            self.operands.push(operand);
        }
    }

    /// Always moves on.
    fn operand(&mut self, depth: usize) -> Option<Operand> {
        let first = *self.bytes.get(self.at)?;
        match first {
            b'0'..=b'9' | b'+' | b'-' | b'.' => Some(number(self.word())),
            b'/' => {
                self.at += 1;
                Some(Operand::Name(name(self.word())))
            }
            b'(' => Some(Operand::Text(self.text())),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                self.many(b'>', depth).map(Operand::Dictionary)
            }
            b'<' => Some(Operand::Text(self.hex())),
            b'[' => {
                self.at += 1;
                self.many(b']', depth).map(Operand::Array)
            }
            _ if regular(first) => {
                self.word();
                Some(Operand::Other)
            }
            _ => {
                self.at += 1;
                None
            }
        }
    }

    fn many(&mut self, end: u8, depth: usize) -> Option<Vec<Operand>> {
        let mut all = Vec::new();
        if depth >= DEPTH {
            return None;
        }
        loop {
            self.blank();
            let Some(&next) = self.bytes.get(self.at) else { return Some(all) };
            if next == end {
                self.at += 1;
                if end == b'>' && self.bytes.get(self.at) == Some(&b'>') {
                    self.at += 1;
                }
                return Some(all);
            }
            if let Some(operand) = self.operand(depth + 1) {
                all.push(operand);
            }
        }
    }

    fn blank(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte == b'%' {
                while self.bytes.get(self.at).is_some_and(|byte| !matches!(byte, b'\n' | b'\r')) {
                    self.at += 1;
                }
            } else if !white(byte) {
                break;
            }
            self.at += 1;
        }
    }

    fn word(&mut self) -> &'a [u8] {
        let from = self.at;
        while self.bytes.get(self.at).is_some_and(|&byte| regular(byte)) {
            self.at += 1;
        }
        self.bytes.get(from..self.at).unwrap_or_default()
    }

    fn text(&mut self) -> Vec<u8> {
        let (mut out, mut open) = (Vec::new(), 0usize);
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'(' => {
                    open += 1;
                    if open == 1 {
                        continue;
                    }
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut out);
                    continue;
                }
                _ => {}
            }
            out.push(byte);
        }
        out
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(&byte) = self.bytes.get(self.at) else { return };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\n' => {}
            b'\r' => {
                if self.bytes.get(self.at) == Some(&b'\n') {
                    self.at += 1;
                }
            }
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(&digit @ b'0'..=b'7') = self.bytes.get(self.at) else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                out.push((code & 0xff).try_into().unwrap_or(0));
            }
            _ => out.push(byte),
        }
    }

    fn hex(&mut self) -> Vec<u8> {
        let from = self.at + 1;
        while self.bytes.get(self.at).is_some_and(|&byte| byte != b'>') {
            self.at += 1;
        }
        let digits = self.bytes.get(from..self.at).unwrap_or_default();
        self.at += 1;
        super::unpack::ascii_hex(digits)
    }

    /// From behind `BI` to behind `EI`. The end is the first `EI` that stands alone and is followed by text.
    fn skip_picture(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let mut last = None;
        for end in memchr::memmem::find_iter(rest, b"EI") {
            let before = end.checked_sub(1).and_then(|at| rest.get(at)).is_some_and(|&byte| white(byte));
            let after = rest.get(end + 2..).unwrap_or_default();
            let shown = after.iter().take(12).all(|&byte| byte.is_ascii_graphic() || white(byte) && byte != 0);
            if before && after.first().is_none_or(|&byte| white(byte)) && shown {
                last = Some(end + 2);
                break;
            }
        }
        self.at += last.unwrap_or(rest.len());
        self.operands.clear();
    }
}

fn number(word: &[u8]) -> Operand {
    let text = std::str::from_utf8(word).unwrap_or_default();
    // Some programs write `--5`, or `1.-2`.
    let number = text.parse::<f64>().ok().or_else(|| {
        let sound = text.trim_start_matches('-');
        sound
            .split('-')
            .next()
            .and_then(|start| start.parse::<f64>().ok())
            .map(|number| if text.starts_with('-') { -number } else { number })
    });
    number.filter(|number| number.is_finite()).map_or(Operand::Other, Operand::Number)
}

fn name(word: &[u8]) -> Vec<u8> {
    if !word.contains(&b'#') {
        return word.to_vec();
    }
    let mut out = Vec::with_capacity(word.len());
    let mut at = 0;
    while let Some(&byte) = word.get(at) {
        let code = (byte == b'#')
            .then(|| {
                word.get(at + 1..at + 3).and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok())
            })
            .flatten();
        out.push(code.unwrap_or(byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    out
}

fn white(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn regular(byte: u8) -> bool {
    !white(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let mut operators = Operators::new(text.as_bytes());
        let mut out = Vec::new();
        while let Some(operator) = operators.next() {
            out.push(format!("{} {:?}", String::from_utf8_lossy(operator), operators.operands));
        }
        out
    }

    #[test]
    fn operators_have_what_stands_before_them() {
        assert_eq!(
            all("/F1 12 Tf [(a\\(b\\)\\101) -20 <4142>] TJ (nested (x)) Tj"),
            [
                r#"Tf [Name([70, 49]), Number(12.0)]"#,
                r#"TJ [Array([Text([97, 40, 98, 41, 65]), Number(-20.0), Text([65, 66])])]"#,
                r#"Tj [Text([110, 101, 115, 116, 101, 100, 32, 40, 120, 41])]"#
            ]
        );
    }

    #[test]
    fn a_picture_in_the_content_is_passed_over() {
        assert_eq!(all("q BI /W 1 /H 1 ID \u{1}EI\u{2} EI Q (x) Tj"), ["q []", "Q []", "Tj [Text([120])]"]);
    }

    #[test]
    fn broken_content_ends() {
        for text in ["(", "<", "<<", "[[[[[[[[[[[[[[[[[[[[[[[[[[", ">>>>", ")", "BI", "/", "<< /A", "[ 1 2", "}{"] {
            all(text);
        }
        all(&"[".repeat(100_000));
        all(&"<<".repeat(100_000));
    }
}
