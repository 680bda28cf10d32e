//! Text out of LaTeX, as bibliographies use it: accents, quotation marks, dashes, the words of commands.
//!
//! Mathematics is not set: its characters stay.

use unicode_normalization::char::compose;

/// The text that LaTeX would print. One pass; braces may nest as they like.
pub fn text(latex: &str) -> String {
    let mut printer =
        Printer { rest: latex, out: String::with_capacity(latex.len()), accent: None, closers: Vec::new() };
    while let Some(c) = printer.next() {
        printer.print(c);
    }
    printer.out
}

/// Addresses and the like: only what was escaped is read back.
pub fn verbatim(latex: &str) -> String {
    let inner = latex.trim();
    let inner = inner.strip_prefix("\\url{").and_then(|url| url.strip_suffix('}')).unwrap_or(inner);
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next_if(|next| "_%&#~$^{}:".contains(*next))),
            '{' | '}' => {}
            c => out.push(c),
        }
    }
    out
}

struct Printer<'a> {
    rest: &'a str,
    out: String,
    /// Goes on the next letter.
    accent: Option<char>,
    /// What each open brace prints when it closes.
    closers: Vec<&'static str>,
}

impl Printer<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn print(&mut self, c: char) {
        match c {
            '{' => self.closers.push(""),
            '}' => {
                self.accent = None;
                self.out.push_str(self.closers.pop().unwrap_or(""));
            }
            '\\' => self.command(),
            '$' => {}
            '~' => self.out.push(' '),
            '-' if self.eat("--") => self.out.push('—'),
            '-' if self.eat("-") => self.out.push('–'),
            '`' if self.eat("`") => self.out.push('“'),
            '`' => self.out.push('‘'),
            '\'' if self.eat("'") => self.out.push('”'),
            c => self.letter(c),
        }
    }

    /// A letter, with the accent that was waiting for it.
    fn letter(&mut self, c: char) {
        match self.accent.take() {
            None => self.out.push(c),
            Some(mark) => match compose(c, mark) {
                Some(composed) => self.out.push(composed),
                None => self.out.extend([c, mark]),
            },
        }
    }

    fn command(&mut self) {
        let Some(c) = self.next() else { return };
        if !c.is_ascii_alphabetic() {
            match (accent(c), c) {
                (Some(mark), _) => self.accent(mark),
                (None, '\\' | ' ' | ',' | '\n' | '\t' | ';') => self.out.push(' '),
                (None, '-' | '/' | '@' | '!' | '(' | ')' | '[' | ']') => {}
                (None, c) => self.letter(c),
            }
            return;
        }
        let end = self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let tail = &self.rest[..end];
        self.rest = &self.rest[end..];
        if tail.is_empty()
            && let Some(mark) = accent(c)
        {
            self.rest = self.rest.trim_start();
            return self.accent(mark);
        }
        let name = format!("{c}{tail}");
        if let Some(symbol) = symbol(&name) {
            // `\ss{}`, `\o slo`: the braces or the space only end the name.
            if !self.eat("{}") {
                self.rest = self.rest.trim_start();
            }
            let mut chars = symbol.chars();
            chars.next().into_iter().for_each(|c| self.letter(c));
            self.out.push_str(chars.as_str());
            return;
        }
        match name.as_str() {
            "enquote" | "mkbibquote" | "textquote" if self.eat("{") => {
                self.out.push('“');
                self.closers.push("”");
            }
            // The address of a link is not printed, its words are.
            "href" if self.eat("{") => {
                let end = self.rest.find('}').map_or(self.rest.len(), |at| at + 1);
                self.rest = &self.rest[end..];
            }
            "url" | "path" if self.eat("{") => {
                let end = self.rest.find('}').unwrap_or(self.rest.len());
                self.out.push_str(&verbatim(&self.rest[..end]));
                self.rest = self.rest.get(end + 1..).unwrap_or("");
            }
            // Commands that style their words, and those that we do not know: the words stay.
            _ => {
                if !self.rest.starts_with('{') {
                    self.rest = self.rest.trim_start_matches(' ');
                }
            }
        }
    }

    /// `\'e`, `\'{e}`, `\'{\i}`, `\v{s}`.
    fn accent(&mut self, mark: char) {
        if self.eat("{}") {
            return;
        }
        self.accent = Some(mark);
    }
}

fn accent(command: char) -> Option<char> {
    Some(match command {
        '`' => '\u{300}',
        '\'' | '´' => '\u{301}',
        '^' => '\u{302}',
        '~' => '\u{303}',
        '=' => '\u{304}',
        'u' => '\u{306}',
        '.' => '\u{307}',
        '"' => '\u{308}',
        'r' => '\u{30a}',
        'H' => '\u{30b}',
        'v' => '\u{30c}',
        'd' => '\u{323}',
        'c' => '\u{327}',
        'k' => '\u{328}',
        'b' => '\u{331}',
        't' => '\u{361}',
        _ => return None,
    })
}

fn symbol(name: &str) -> Option<&'static str> {
    Some(match name {
        "i" => "i",
        "j" => "j",
        "l" => "ł",
        "L" => "Ł",
        "o" => "ø",
        "O" => "Ø",
        "ae" => "æ",
        "AE" => "Æ",
        "oe" => "œ",
        "OE" => "Œ",
        "aa" => "å",
        "AA" => "Å",
        "ss" => "ß",
        "dh" => "ð",
        "DH" => "Ð",
        "dj" => "đ",
        "DJ" => "Đ",
        "th" => "þ",
        "TH" => "Þ",
        "ng" => "ŋ",
        "NG" => "Ŋ",
        "P" | "textparagraph" => "¶",
        "S" | "textsection" => "§",
        "copyright" | "textcopyright" => "©",
        "textregistered" => "®",
        "texttrademark" => "™",
        "pounds" | "textsterling" => "£",
        "euro" | "texteuro" => "€",
        "dag" | "textdagger" => "†",
        "ddag" | "textdaggerdbl" => "‡",
        "dots" | "ldots" | "textellipsis" => "…",
        "textendash" => "–",
        "textemdash" => "—",
        "textquoteleft" => "‘",
        "textquoteright" | "textquotesingle" => "’",
        "textquotedblleft" => "“",
        "textquotedblright" | "textquotedbl" => "”",
        "quotedblbase" => "„",
        "quotesinglbase" => "‚",
        "guillemotleft" => "«",
        "guillemotright" => "»",
        "textbackslash" => "\\",
        "textbraceleft" => "{",
        "textbraceright" => "}",
        "textasciigrave" => "`",
        "textasciitilde" => "~",
        "textasciicircum" => "^",
        "textunderscore" => "_",
        "textbar" => "|",
        "textless" => "<",
        "textgreater" => ">",
        "textbullet" => "•",
        "textdegree" => "°",
        "textperiodcentered" => "·",
        "slash" => "/",
        "LaTeX" => "LaTeX",
        "TeX" => "TeX",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{text, verbatim};

    #[test]
    fn latex_becomes_text() {
        for (latex, expected) in [
            ("{\\\"O}sterreich, d\\'etente, \\v{S}k\\'{\\i}p, \\c{c}a", "Österreich, détente, Škíp, ça"),
            ("\\L{}uka\\v s, Suwa\\l ki, \\o re, stra\\ss e", "Łukaš, Suwałki, øre, straße"),
            ("The {NATO} \\& {\\emph{Kursk}} --- ``quoted'' 33--67", "The NATO & Kursk — “quoted” 33–67"),
            ("\\textit{A} \\textsuperscript{2} $x^2$ 50\\%", "A 2 x^2 50%"),
            ("a~b\\\\c \\enquote{d {e}} \\href{https://x.example}{f}", "a b c “d e” f"),
            ("see \\url{https://x.example/a\\_b}", "see https://x.example/a_b"),
            ("\\unknown{words} stay, \\LaTeX too", "words stay, LaTeXtoo"),
            ("\\'{} x", " x"),
        ] {
            assert_eq!(text(latex), expected, "{latex}");
        }
    }

    #[test]
    fn e1_odd_latex_ends() {
        for latex in ["\\", "}", "{{{", "\\'", "\\url{", "\\href{", "\\v", "$", "\\\\\\"] {
            text(latex);
        }
        assert_eq!(text(&format!("{}x", "{".repeat(100_000))), "x");
    }

    #[test]
    fn addresses_are_only_unescaped() {
        assert_eq!(verbatim("https://x.example/a\\_b--c%20{d}~e"), "https://x.example/a_b--c%20d~e");
        assert_eq!(verbatim("\\url{https://x.example}"), "https://x.example");
    }
}
