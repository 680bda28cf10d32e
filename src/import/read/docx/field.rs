//! Fields: instructions whose result stands in the text. The result is read, the instruction only for links.

use super::xml::{Element, Tree};

#[derive(Debug, Default)]
pub struct Fields {
    open: Vec<Field>,
    /// Fields inside more fields than are followed.
    beyond: usize,
    /// Some field of the part never ends: none reaches beyond its paragraph then.
    unbalanced: bool,
}

#[derive(Debug)]
struct Field {
    instruction: String,
    /// The instruction is complete; what follows is its result.
    result: bool,
    effect: Effect,
    citation: Citation,
}

/// Whether a field cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Citation {
    Unasked,
    None,
    At(u32),
}

/// What a field makes of its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    Keep,
    Link(String),
    /// It goes, for this reason.
    Drop(&'static str),
    /// It is part of the instruction of a field around it.
    Instruction,
}

/// Fields in fields that are followed.
const DEPTH: usize = 16;

pub const CONTENTS: &str = "table of contents";
const PAGE_NUMBER: &str = "page number";

pub fn of_part(tree: &Tree) -> Fields {
    let count = |kind: &str| {
        tree.root().all().filter(|it| it.word() == "fldChar" && it.attribute("fldCharType") == Some(kind)).count()
    };
    Fields { unbalanced: count("begin") != count("end"), ..Fields::default() }
}

/// `w:fldChar`: a field begins, its result begins, it ends.
pub fn turn(fields: &mut Fields, element: Element) {
    match element.attribute("fldCharType") {
        Some("begin") => begin(fields, String::new()),
        Some("separate") if fields.beyond == 0 => {
            if let Some(field) = fields.open.last_mut() {
                field.result = true;
                field.effect = effect(&field.instruction);
            }
        }
        Some("end") => end(fields),
        _ => {}
    }
}

fn begin(fields: &mut Fields, instruction: String) {
    if fields.open.len() >= DEPTH {
        fields.beyond += 1;
    } else {
        fields.open.push(Field { instruction, result: false, effect: Effect::Keep, citation: Citation::Unasked });
    }
}

/// `w:fldSimple`, which has its instruction in an attribute.
pub fn begin_simple(fields: &mut Fields, instruction: &str) {
    begin(fields, instruction.to_owned());
    if fields.beyond == 0
        && let Some(field) = fields.open.last_mut()
    {
        field.result = true;
        field.effect = effect(&field.instruction);
    }
}

pub fn end(fields: &mut Fields) {
    if fields.beyond > 0 {
        fields.beyond -= 1;
    } else {
        fields.open.pop();
    }
}

/// Letters of an instruction.
pub fn instruct(fields: &mut Fields, text: &str) {
    if let Some(field) = fields.open.iter_mut().find(|field| !field.result) {
        field.instruction.push_str(text);
    }
}

/// The instruction of the field whose result begins now, if nobody has asked yet what it cites.
pub fn unasked(fields: &mut Fields) -> Option<String> {
    let field = fields.open.last_mut().filter(|field| field.result && field.citation == Citation::Unasked)?;
    field.citation = Citation::None;
    // It may hold the data of works; nothing else needs it any more.
    Some(std::mem::take(&mut field.instruction))
}

/// Says where the works stand that the innermost field cites.
pub fn cites(fields: &mut Fields, at: u32) {
    if let Some(field) = fields.open.last_mut() {
        field.citation = Citation::At(at);
    }
}

/// The place of the citation that letters here belong to.
pub fn cited(fields: &Fields) -> Option<u32> {
    fields.open.iter().rev().find_map(|field| match field.citation {
        Citation::At(at) => Some(at),
        _ => None,
    })
}

/// What becomes of letters here.
pub fn here(fields: &Fields) -> Effect {
    if fields.open.iter().any(|field| !field.result) {
        return Effect::Instruction;
    }
    let drop = fields.open.iter().find(|field| matches!(field.effect, Effect::Drop(_)));
    let link = fields.open.iter().rfind(|field| matches!(field.effect, Effect::Link(_)));
    drop.or(link).map_or(Effect::Keep, |field| field.effect.clone())
}

pub fn paragraph_ends(fields: &mut Fields) {
    if fields.unbalanced {
        fields.open.clear();
        fields.beyond = 0;
    }
}

fn effect(instruction: &str) -> Effect {
    let mut words = instruction.split_whitespace();
    match words.next().unwrap_or_default().to_uppercase().as_str() {
        "HYPERLINK" => match address(instruction) {
            Some(address) => Effect::Link(address),
            None => Effect::Keep,
        },
        "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "SECTION" => Effect::Drop(PAGE_NUMBER),
        "TOC" | "TOA" => Effect::Drop(CONTENTS),
        "INDEX" => Effect::Drop("index"),
        _ => Effect::Keep,
    }
}

/// The first argument of a HYPERLINK; `\l` names a place in the same document, which is no address.
fn address(instruction: &str) -> Option<String> {
    let rest = instruction.trim_start();
    let rest = rest.get("HYPERLINK".len()..)?.trim_start();
    let (first, rest) = argument(rest)?;
    if first.starts_with('\\') {
        return None;
    }
    let place = rest.trim_start().strip_prefix("\\l").and_then(|rest| argument(rest.trim_start()));
    Some(match place {
        Some((place, _)) => format!("{first}#{place}"),
        None => first.to_owned(),
    })
}

fn argument(text: &str) -> Option<(&str, &str)> {
    match text.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"'),
        None => Some(text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))),
    }
    .filter(|(first, _)| !first.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_first_argument() {
        let link = |text: &str| Effect::Link(text.to_owned());
        assert_eq!(effect(r#" HYPERLINK "https://example.org/a" "#), link("https://example.org/a"));
        assert_eq!(
            effect(r#"HYPERLINK "https://example.org/a" \l "part" \o "Tip""#),
            link("https://example.org/a#part")
        );
        assert_eq!(effect("hyperlink https://example.org"), link("https://example.org"));
        assert_eq!(effect(r#"HYPERLINK \l "_Toc1""#), Effect::Keep);
        assert_eq!(effect("HYPERLINK"), Effect::Keep);
    }

    #[test]
    fn a_reference_keeps_its_words_and_a_page_number_goes() {
        assert_eq!(effect(r" REF _Ref12 \h "), Effect::Keep);
        assert_eq!(effect(r"PAGEREF _Ref12 \h"), Effect::Keep);
        assert_eq!(effect("PAGE"), Effect::Drop(PAGE_NUMBER));
    }
}
