//! Formulas as a line of letters: `(a+b)/2=√c`. What is raised or lowered in them stays so.
//!
//! Markdown has no formulas of its own, so the editor is told of each that is more than a few letters.

use super::document::{self, Document};
use super::look::{Raised, Said};
use super::runs::{self, Around, DELETED, Making};
use super::xml::{Element, Space};
use crate::import::evidence::Remark;

/// Reads an `m:oMath`. Its depth is that of the tree, which is bounded.
pub fn read(document: &mut Document, formula: Element, making: &mut Making, around: Around) {
    // Letters may go on in the run that is there.
    let first = making.runs.len().saturating_sub(1);
    let before = making.runs.last().map_or(0, |run| run.text.len());
    parts(document, formula, making, around);
    let built = formula.all().any(|it| {
        it.space() == Space::Math
            && matches!(
                it.name(),
                "f" | "rad" | "nary" | "m" | "eqArr" | "limLow" | "limUpp" | "acc" | "bar" | "groupChr"
            )
    });
    let text: String = making.runs.iter().skip(first).map(|run| run.text.as_str()).collect();
    if let Some(shown) = text.get(before..).map(str::trim).filter(|it| built && !it.is_empty()) {
        let what = format!("a formula became a line of letters: {shown}");
        document.reading.remarks.push(Remark { what, line: document.line, doubt: true });
    }
}

fn parts(document: &mut Document, element: Element, making: &mut Making, around: Around) {
    for child in element.children() {
        part(document, child, making, around);
    }
}

fn part(document: &mut Document, element: Element, making: &mut Making, around: Around) {
    let raised = |raised| Around { raised: Some(raised), ..around };
    match (element.space(), element.name()) {
        (Space::Math, "t") => sign(document, making, &element.text(), around),
        (Space::Math, "sup") => parts(document, element, making, raised(Raised::Superscript)),
        (Space::Math, "sub") => parts(document, element, making, raised(Raised::Subscript)),
        (Space::Math, "f") => {
            for (name, before) in [("num", ""), ("den", "/")] {
                sign(document, making, before, around);
                if let Some(part) = element.child(Space::Math, name) {
                    grouped(document, part, making, around);
                }
            }
        }
        (Space::Math, "rad") => {
            if let Some(degree) = element.child(Space::Math, "deg") {
                parts(document, degree, making, raised(Raised::Superscript));
            }
            sign(document, making, "√", around);
            if let Some(inner) = element.child(Space::Math, "e") {
                grouped(document, inner, making, around);
            }
        }
        (Space::Math, "d") => {
            let property = |name: &str| {
                let properties = element.child(Space::Math, "dPr")?.child(Space::Math, name)?;
                properties.attribute("val")
            };
            let (open, close) = (property("begChr").unwrap_or("("), property("endChr").unwrap_or(")"));
            sign(document, making, open, around);
            for (n, inner) in element.children().filter(|it| it.is(Space::Math, "e")).enumerate() {
                sign(document, making, if n > 0 { property("sepChr").unwrap_or("|") } else { "" }, around);
                parts(document, inner, making, around);
            }
            sign(document, making, close, around);
        }
        (Space::Math, "nary") => {
            let properties = element.child(Space::Math, "naryPr").and_then(|it| it.child(Space::Math, "chr"));
            sign(document, making, properties.and_then(|it| it.attribute("val")).unwrap_or("∫"), around);
            parts(document, element, making, around);
        }
        // Rows of a matrix or of a system of equations, and cells of a row.
        (Space::Math, "mr") => {
            for (n, cell) in element.children().filter(|it| it.is(Space::Math, "e")).enumerate() {
                sign(document, making, if n > 0 { ", " } else { " " }, around);
                parts(document, cell, making, around);
            }
            sign(document, making, ";", around);
        }
        (Space::Math, "eqArr") => {
            for inner in element.children().filter(|it| it.is(Space::Math, "e")) {
                parts(document, inner, making, around);
                sign(document, making, "; ", around);
            }
        }
        (Space::Word, "del") => document::drop_words(document, &document::words(element), DELETED),
        _ => parts(document, element, making, around),
    }
}

/// Several signs that stand over or under a line, or under a root, go together.
fn grouped(document: &mut Document, element: Element, making: &mut Making, around: Around) {
    let several = document::words(element).chars().filter(|c| !c.is_whitespace()).count() > 1;
    let number = document::words(element).trim().chars().all(char::is_alphanumeric);
    let marked = several && !number;
    sign(document, making, if marked { "(" } else { "" }, around);
    parts(document, element, making, around);
    sign(document, making, if marked { ")" } else { "" }, around);
}

fn sign(document: &mut Document, making: &mut Making, text: &str, around: Around) {
    if !text.is_empty() {
        runs::push(document, making, text, &Said::default(), around);
    }
}
