//! Code in colours: words of a program get classes, the theme gives the classes colours.
//!
//! Classes are `hl-` and the first part of the innermost `TextMate` scope that means something to a reader:
//!
//! | class | what |
//! |---|---|
//! | `hl-comment` | comments, with the signs that open them |
//! | `hl-string` | strings, with their quotes |
//! | `hl-constant` | numbers, true and false, escapes |
//! | `hl-keyword` | keywords and operators |
//! | `hl-storage` | types and modifiers: `fn`, `let`, `const` |
//! | `hl-entity` | names being defined, tags, attributes |
//! | `hl-support` | names of the standard library |
//! | `hl-variable` | variables, parameters |
//! | `hl-punctuation` | brackets, commas |
//! | `hl-markup` | headings, emphasis, links of a markup language |
//! | `hl-invalid` | what the language does not allow |
//!
//! No style attribute and no nesting: each piece of a line is one flat `<span>`. A language that is not known is
//! written plain. The grammars are loaded at the first block of code that asks for one.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use syntect::parsing::{ParseState, Scope, ScopeStack, ScopeStackOp, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use super::escape;
use crate::base::hash::Fingerprint;

/// All classes that [`code`] writes.
pub const CLASSES: [&str; 11] = [
    "hl-comment",
    "hl-string",
    "hl-constant",
    "hl-keyword",
    "hl-storage",
    "hl-entity",
    "hl-support",
    "hl-variable",
    "hl-punctuation",
    "hl-markup",
    "hl-invalid",
];

/// Longer blocks, and blocks with longer lines, are written plain: grammars take more than linear time on some.
const MAX_BYTES: usize = 200_000;
const MAX_LINE: usize = 4_000;

/// What editors write, where the grammar has another name.
const ALIASES: [(&str, &str); 10] = [
    ("toml", "properties"),
    ("ini", "properties"),
    ("conf", "properties"),
    ("console", "sh"),
    ("shell", "sh"),
    ("jsonc", "json"),
    ("rst", "restructuredtext"),
    ("csl", "xml"),
    ("svg", "xml"),
    ("bibtex", "bib"),
];

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

static ROOTS: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    CLASSES.iter().filter_map(|class| Some((Scope::new(class.strip_prefix("hl-")?).ok()?, *class))).collect()
});

/// The signs that open and close comments and strings belong to them.
static TRANSPARENT: LazyLock<Vec<Scope>> = LazyLock::new(|| {
    ["punctuation.definition.comment", "punctuation.definition.string"]
        .iter()
        .filter_map(|name| Scope::new(name).ok())
        .collect()
});

/// Blocks that were coloured already. A block is written for its page and again for the feed, and the same lines stand in
/// many briefings; colouring costs far more than looking up.
static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);

/// Bytes of HTML that are kept.
const KEPT: usize = 8 << 20;

#[derive(Default)]
struct Known {
    blocks: HashMap<Fingerprint, Arc<str>>,
    bytes: usize,
}

/// Writes code as HTML text with classed spans.
pub fn code(out: &mut String, language: &str, text: &str) {
    let key = Fingerprint::of_parts([language.as_bytes(), text.as_bytes()]);
    let known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).blocks.get(&key).cloned();
    if let Some(known) = known {
        out.push_str(&known);
        return;
    }
    let start = out.len();
    coloured(out, language, text);
    let html = &out[start..];
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if known.bytes + html.len() <= KEPT {
        known.bytes += html.len();
        known.blocks.insert(key, html.into());
    }
}

fn coloured(out: &mut String, language: &str, text: &str) {
    let start = out.len();
    let highlighted = syntax(language, text).and_then(|syntax| spans(out, syntax, text));
    if highlighted.is_none() {
        out.truncate(start);
        escape::text(out, text);
    }
}

fn syntax(language: &str, text: &str) -> Option<&'static SyntaxReference> {
    if language.is_empty() || text.len() > MAX_BYTES || text.lines().any(|line| line.len() > MAX_LINE) {
        return None;
    }
    let lower = language.to_ascii_lowercase();
    let token = ALIASES.iter().find(|(alias, _)| *alias == lower).map_or(lower.as_str(), |(_, token)| token);
    SYNTAXES.find_syntax_by_token(token).filter(|syntax| syntax.name != "Plain Text")
}

fn spans(out: &mut String, syntax: &SyntaxReference, text: &str) -> Option<()> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut pieces = Pieces { out, class: None };
    let markdown = syntax.name == "Markdown";
    for line in LinesWithEndings::from(text) {
        // The grammar knows no footnotes: it takes a note for the address of a link, and its words for a fault.
        if let Some(label) = line.find("]:").filter(|_| markdown && line.starts_with("[^")) {
            let (label, words) = line.split_at(label + 2);
            pieces.push(Some("hl-entity"), label);
            pieces.push(None, words);
            continue;
        }
        let mut done = 0;
        for (at, op) in state.parse_line(line, &SYNTAXES).ok()? {
            if at > done {
                pieces.push(class(&stack), line.get(done..at)?);
                done = at;
            }
            if !matches!(op, ScopeStackOp::Noop) {
                stack.apply(&op).ok()?;
            }
        }
        pieces.push(class(&stack), line.get(done..)?);
    }
    pieces.set(None);
    Some(())
}

/// The class of the innermost scope that has one.
fn class(stack: &ScopeStack) -> Option<&'static str> {
    stack.scopes.iter().rev().find_map(|scope| {
        if TRANSPARENT.iter().any(|hidden| hidden.is_prefix_of(*scope)) {
            return None;
        }
        ROOTS.iter().find(|(root, _)| root.is_prefix_of(*scope)).map(|(_, class)| *class)
    })
}

/// Joins neighbouring pieces of one class.
struct Pieces<'a> {
    out: &'a mut String,
    class: Option<&'static str>,
}

impl Pieces<'_> {
    fn push(&mut self, class: Option<&'static str>, text: &str) {
        // White space needs no colour, and keeping the span open over it saves one.
        if !text.trim().is_empty() {
            self.set(class);
        }
        escape::text(self.out, text);
    }

    fn set(&mut self, class: Option<&'static str>) {
        if self.class == class {
            return;
        }
        if self.class.is_some() {
            self.out.push_str("</span>");
        }
        if let Some(class) = class {
            self.out.push_str("<span class=\"");
            self.out.push_str(class);
            self.out.push_str("\">");
        }
        self.class = class;
    }
}

#[cfg(test)]
mod tests {
    use super::code;

    fn html(language: &str, text: &str) -> String {
        let mut out = String::new();
        code(&mut out, language, text);
        out
    }

    #[test]
    fn words_get_classes_and_text_stays_text() {
        let rust = html("rust", "// <b>\nlet x = \"&\";\n");
        assert!(
            rust.starts_with("<span class=\"hl-comment\">// &lt;b&gt;\n</span><span class=\"hl-storage\">let"),
            "{rust}"
        );
        assert!(rust.contains("<span class=\"hl-string\">\"&amp;\"</span>"), "{rust}");
        let plain: String = html("yaml", "title: \"A\" # b\n")
            .split('<')
            .filter_map(|part| part.split('>').nth(1).or(Some(part)))
            .collect();
        assert_eq!(plain, "title: \"A\" # b\n");
    }

    #[test]
    fn a_note_in_markdown_is_no_faulty_link() {
        let note = html("markdown", "Text.[^a]\n\n[^a]: The words of it.\n");
        assert_eq!(note, "Text.[^a]\n\n<span class=\"hl-entity\">[^a]:</span> The words of it.\n");
    }

    #[test]
    fn an_unknown_language_is_plain() {
        assert_eq!(html("klingon", "a <b>"), "a &lt;b&gt;");
        assert_eq!(html("", "{{ x }}"), "{{ x }}");
    }

    #[test]
    fn e1_an_open_string_at_the_end_is_closed() {
        let open = html("rust", "let a = \"x");
        assert_eq!(open.matches("<span").count(), open.matches("</span>").count());
    }
}
