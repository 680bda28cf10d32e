//! Text as LaTeX prints it: the opposite of reading a bibliography.
//!
//! Letters stay as they are in UTF-8. Only commands are used that need no package.

/// Text with what means something to LaTeX spelled out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape(&mut out, text, are_paired(text));
    out
}

/// Whether the braces of a text open and close in turn. BibTeX counts braces that LaTeX is told to print as well.
fn are_paired(text: &str) -> bool {
    let mut open = 0_usize;
    for c in text.chars() {
        match c {
            '{' => open += 1,
            '}' if open == 0 => return false,
            '}' => open -= 1,
            _ => {}
        }
    }
    open == 0
}

/// `paired` is said of the whole value, of which this may be a part.
fn escape(out: &mut String, text: &str, paired: bool) {
    let mut before = '\0';
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' | '}' if paired => {
                out.push('\\');
                out.push(c);
            }
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '<' => out.push_str("\\textless{}"),
            '>' => out.push_str("\\textgreater{}"),
            '|' => out.push_str("\\textbar{}"),
            '`' => out.push_str("\\textasciigrave{}"),
            '%' | '#' | '$' | '&' | '_' => {
                out.push('\\');
                out.push(c);
            }
            // Two of these would print as one dash, one quotation mark.
            '-' | '\'' | ',' if c == before => {
                out.push_str("{}");
                out.push(c);
            }
            c => out.push(c),
        }
        before = c;
    }
}

/// An address or a DOI, which BibLaTeX reads to the letter: only braces and backslashes cannot stand in it.
pub fn verbatim(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' => out.push_str("%7B"),
            '}' => out.push_str("%7D"),
            '\\' => out.push_str("%5C"),
            c if c.is_whitespace() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
}

/// A title, with braces around what a style that writes titles small must leave as it is.
pub fn title(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let (small, paired) = (is_sentence_case(text), are_paired(text));
    let mut starts = true;
    for (n, word) in text.split(' ').enumerate() {
        if n > 0 {
            out.push(' ');
        }
        let from = word.find(char::is_alphanumeric).unwrap_or(word.len());
        let mut to = word.rfind(char::is_alphanumeric).map_or(from, |at| at + width(&word[at..]));
        // The full stop of "U.S." is a part of it.
        if word[from..to].contains('.') && word[to..].starts_with('.') {
            to += 1;
        }
        let core = &word[from..to];
        let name = small && !starts && core.starts_with(char::is_uppercase);
        escape(&mut out, &word[..from], paired);
        if name || has_inner_capital(core) {
            out.push('{');
            escape(&mut out, core, paired);
            out.push('}');
        } else {
            escape(&mut out, core, paired);
        }
        escape(&mut out, &word[to..], paired);
        // Styles leave the first letter of a title and of a subtitle alone.
        starts = word.ends_with([':', '?', '!', '.']);
    }
    out
}

/// Bytes of the first character.
fn width(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// Most words of some length are small: then a capital marks a name. In "Title Case" it says nothing.
fn is_sentence_case(text: &str) -> bool {
    let (mut small, mut large) = (0, 0);
    for word in text.split(' ').skip(1).filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3) {
        match word.chars().find(|c| c.is_alphabetic()) {
            Some(c) if c.is_lowercase() => small += 1,
            Some(c) if c.is_uppercase() => large += 1,
            _ => {}
        }
    }
    small > 0 && small >= large
}

/// "NATO", "iPhone", "U.S.", "I"; but not "Anglo-American", which is two words.
fn has_inner_capital(word: &str) -> bool {
    let inner = |part: &str| part.chars().skip(1).any(char::is_uppercase);
    word == "I" || word.starts_with("I’") || word.starts_with("I'") || word.split(['-', '–', '/']).any(inner)
}
