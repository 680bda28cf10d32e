//! What stands in a paragraph: runs of letters, links, notes' marks, fields, pictures, formulas.

use super::document::{self, Document};
use super::field::{self, Effect};
use super::look::{self, Raised, Said};
use super::xml::{Element, Space};
use super::{cited, formula, notes, picture, styles, symbol};
use crate::import::evidence::{Look, Mark, Role, Run};

/// A paragraph in the making.
#[derive(Debug, Default)]
pub struct Making {
    pub runs: Vec<Run>,
    /// What its style, or the document, says of its letters.
    pub letters: Said,
    /// A content control in it says what it is.
    pub role: Option<Role>,
    /// The printed mark of the note that it begins, where an author chose one.
    pub own_mark: Option<String>,
    /// All of it is left out, for this reason.
    pub dropped: Option<&'static str>,
    pub rule: bool,
    left_out: String,
    why: &'static str,
}

pub fn begin(letters: Said) -> Making {
    Making { letters, ..Making::default() }
}

/// What surrounds a run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'a> {
    pub link: Option<&'a str>,
    pub raised: Option<Raised>,
    /// As [`Look::cite`].
    pub cite: Option<u32>,
}

pub const DELETED: &str = "deleted in the document (tracked change)";
const MOVED: &str = "moved in the document (tracked change): it stands at its new place";
pub const PLACEHOLDER: &str = "placeholder that nobody filled in";
const HIDDEN: &str = "hidden text";

/// Reads what stands in `element`. Its depth is that of the tree, which is bounded.
pub fn read<'t>(document: &mut Document<'t>, element: Element<'t>, making: &mut Making, around: Around) {
    for child in element.children() {
        match (child.space(), child.name()) {
            (Space::Word, "r") => run(document, child, making, around),
            (Space::Word, "hyperlink") => {
                let link = address(document, child);
                read(document, child, making, Around { link: link.as_deref().or(around.link), ..around });
            }
            (Space::Word, "ins" | "moveTo" | "smartTag" | "customXml" | "dir" | "bdo") => {
                read(document, child, making, around);
            }
            (Space::Word, "sdt") => control(document, child, making, around),
            (Space::Word, "del") => document::drop_words(document, &document::words(child), DELETED),
            (Space::Word, "moveFrom") => document::drop_words(document, &document::words(child), MOVED),
            (Space::Word, "fldSimple") => {
                field::begin_simple(&mut document.fields, child.attribute("instr").unwrap_or_default());
                cited::ask(document);
                read(document, child, making, around);
                field::end(&mut document.fields);
            }
            (Space::Compatibility, "AlternateContent") => {
                if let Some(chosen) = chosen(child) {
                    read(document, chosen, making, around);
                }
            }
            (Space::Math, "oMath" | "oMathPara") => formula::read(document, child, making, around),
            _ => {}
        }
    }
}

/// The first of several ways to say the same that a program of today understands.
pub fn chosen(alternatives: Element) -> Option<Element> {
    let choice = alternatives.child(Space::Compatibility, "Choice").filter(|it| it.children().next().is_some());
    choice.or_else(|| alternatives.child(Space::Compatibility, "Fallback"))
}

fn address(document: &Document, hyperlink: Element) -> Option<String> {
    let relation = document.relations.get(hyperlink.attribute_of(Space::Relation, "id")?)?;
    let place = hyperlink.attribute("anchor").map_or(String::new(), |place| format!("#{place}"));
    relation.external.then(|| format!("{}{place}", relation.target))
}

/// A content control inside a paragraph.
fn control<'t>(document: &mut Document<'t>, control: Element<'t>, making: &mut Making, around: Around) {
    let properties = control.part("sdtPr");
    let Some(content) = control.part("sdtContent") else { return };
    if properties.is_some_and(is_placeholder) {
        document::drop_words(document, &document::words(content), PLACEHOLDER);
        return;
    }
    if let Some(role) = properties.and_then(bound_role) {
        making.role = Some(role);
    }
    let cite = properties.and_then(|it| it.value("tag")).and_then(|tag| cited::of_control(document, tag));
    read(document, content, making, Around { cite: cite.or(around.cite), ..around });
}

/// The control shows what to type, and nobody has typed anything.
pub fn is_placeholder(properties: Element) -> bool {
    properties.part("showingPlcHdr").is_some_and(look::on)
}

/// What a control of a title page is tied to.
pub fn bound_role(properties: Element) -> Option<Role> {
    let path = properties.part("dataBinding")?.attribute("xpath")?;
    let last = path.rsplit(['/', ':']).next()?;
    match last.split('[').next()? {
        "title" => Some(Role::Title),
        "subject" | "Abstract" => Some(Role::Standfirst),
        "creator" => Some(Role::Byline),
        "PublishDate" => Some(Role::Date),
        _ => None,
    }
}

fn run<'t>(document: &mut Document<'t>, run: Element<'t>, making: &mut Making, around: Around) {
    let direct = look::said(look::properties(run));
    let style = look::properties(run).and_then(|it| it.value("rStyle"));
    let mut said = making.letters.clone();
    if let Some(style) = style {
        said = look::toggled(&styles::letters(&document.styles, style), &said);
    }
    let said = look::over(&direct, &said);
    contents(document, run, making, &said, around);
}

fn contents<'t>(document: &mut Document<'t>, run: Element<'t>, making: &mut Making, said: &Said, around: Around) {
    for child in run.children() {
        match (child.space(), child.name()) {
            (Space::Word, "t") => {
                let text = symbol::text(said.font.as_deref(), &child.text());
                push(document, making, &text, said, around);
            }
            (Space::Word, "delText") => document::drop_words(document, &child.text(), DELETED),
            (Space::Word, "tab" | "ptab") => push(document, making, "\t", said, around),
            (Space::Word, "noBreakHyphen") => push(document, making, "\u{2011}", said, around),
            (Space::Word, "softHyphen") => push(document, making, "\u{ad}", said, around),
            (Space::Word, "br") if matches!(child.attribute("type"), Some("page" | "column")) => {
                push(document, making, " ", said, around);
            }
            (Space::Word, "br" | "cr") => {
                let shown = matches!(field::here(&document.fields), Effect::Keep | Effect::Link(_));
                if shown && making.dropped.is_none() {
                    making.runs.push(Run { text: " ".into(), look: Look::default(), mark: Some(Mark::Break) });
                } else {
                    push(document, making, " ", said, around);
                }
            }
            (Space::Word, "sym") => {
                let code = child.attribute("char").and_then(|it| u32::from_str_radix(it, 16).ok());
                let font = child.attribute("font").unwrap_or_default();
                if let Some(c) = code.and_then(|code| symbol::shown(font, code).or(char::from_u32(code))) {
                    push(document, making, c.encode_utf8(&mut [0; 4]), said, around);
                }
            }
            (Space::Word, "fldChar") => {
                field::turn(&mut document.fields, child);
                cited::ask(document);
            }
            (Space::Word, "instrText") => field::instruct(&mut document.fields, &child.text()),
            (Space::Word, "footnoteReference" | "endnoteReference") => {
                notes::refer(document, run, child, making, &look(said, around));
                // What follows in the run is the mark that an author chose; it has been taken.
                if is_own_mark(child) {
                    return;
                }
            }
            (Space::Word, "footnoteRef" | "endnoteRef") => {
                let text = String::new();
                making.runs.push(Run { text, look: look(said, around), mark: Some(Mark::Backlink) });
            }
            (Space::Word, "commentReference") => {
                if let Some(id) = child.attribute("id") {
                    document.comments.insert(id, document.line);
                }
            }
            (Space::Word, "drawing" | "pict" | "object") => picture::read(document, child, making),
            (Space::Word, "ruby") => ruby(document, child, making, around),
            (Space::Compatibility, "AlternateContent") => {
                if let Some(chosen) = chosen(child) {
                    contents(document, chosen, making, said, around);
                }
            }
            _ => {}
        }
    }
}

/// `w:customMarkFollows`.
pub fn is_own_mark(reference: Element) -> bool {
    matches!(reference.attribute("customMarkFollows"), Some("1" | "true" | "on"))
}

/// Letters with their reading above them.
fn ruby<'t>(document: &mut Document<'t>, ruby: Element<'t>, making: &mut Making, around: Around) {
    if let Some(reading) = ruby.part("rt") {
        document::drop_words(document, &document::words(reading), "reading of the letters below it");
    }
    if let Some(base) = ruby.part("rubyBase") {
        read(document, base, making, around);
    }
}

pub fn push(document: &mut Document, making: &mut Making, text: &str, said: &Said, around: Around) {
    let effect = field::here(&document.fields);
    let reason = match effect {
        Effect::Instruction => {
            field::instruct(&mut document.fields, text);
            leave_out(document, making, text, "in the instruction of a field");
            return;
        }
        Effect::Drop(reason) => Some(reason),
        Effect::Keep | Effect::Link(_) => making.dropped,
    };
    let reason = reason.or(said.hidden.unwrap_or(false).then_some(HIDDEN));
    if let Some(reason) = reason {
        leave_out(document, making, text, reason);
        return;
    }
    let mut look = look(said, around);
    if let Effect::Link(address) = effect {
        look.link = Some(address);
    }
    look.cite = field::cited(&document.fields).or(around.cite);
    match making.runs.last_mut() {
        Some(last) if last.mark.is_none() && last.look == look => last.text.push_str(text),
        _ => making.runs.push(Run { text: text.to_owned(), look, mark: None }),
    }
}

fn leave_out(document: &mut Document, making: &mut Making, text: &str, reason: &'static str) {
    if making.why != reason {
        flush(document, making);
        making.why = reason;
    }
    making.left_out.push_str(text);
}

/// Lists what was left out of the paragraph.
pub fn flush(document: &mut Document, making: &mut Making) {
    let text = std::mem::take(&mut making.left_out);
    document::drop_words(document, &text, making.why);
}

fn look(said: &Said, around: Around) -> Look {
    let raised = around.raised.or(said.raised);
    Look {
        bold: said.bold.unwrap_or(false),
        italic: said.italic.unwrap_or(false),
        superscript: raised == Some(Raised::Superscript),
        subscript: raised == Some(Raised::Subscript),
        small_caps: said.small_caps.unwrap_or(false),
        strikethrough: said.strikethrough.unwrap_or(false),
        code: said.code.unwrap_or(false),
        // Typewriter letters are set smaller to look the same size.
        size: if said.code.unwrap_or(false) { 0.0 } else { said.size.unwrap_or(0.0) },
        link: around.link.map(str::to_owned),
        language: said.language.clone(),
        cite: None,
    }
}
