//! From the engine's tree to runs of text, with the marks of [`item`](super::item) read back.

use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, VerticalAlign};
use hayagriva::{ElemChild, ElemChildren, Formatting};

use super::item::{Prepared, mark};
use super::locale::Words;
use super::tidy;
use crate::base::web;
use crate::model::url::encode;
use crate::model::work::{Rich, Run};

/// The words of one cite or entry, as they are printed.
pub fn rich(children: &ElemChildren, work: &Prepared, words: &Words) -> Rich {
    let mut runs = Vec::new();
    collect(children, &mut runs);
    let mut starts = true;
    for run in &mut runs {
        for (year, text) in &work.years {
            run.text = in_words(&run.text, year, text, starts, words);
        }
        starts = run.text.ends_with(". ");
    }
    turn_quotes(&mut runs, words);
    tidy::tidy(&mut runs);
    let mut out: Vec<Run> = Vec::with_capacity(runs.len() + 2);
    for run in runs {
        expand(&run, work, &mut out);
    }
    Rich(out)
}

/// The words that a year stands for, with a capital at the start of a sentence ("Forthcoming").
fn in_words(printed: &str, year: &str, text: &str, starts: bool, words: &Words) -> String {
    let mut out = String::with_capacity(printed.len());
    let mut rest = printed;
    while let Some(at) = rest.find(year) {
        out.push_str(&rest[..at]);
        rest = &rest[at + year.len()..];
        let capital = (out.ends_with(". ") || (out.is_empty() && starts)) && !text.starts_with(&words.no_date);
        let mut chars = text.chars();
        if capital && let Some(first) = chars.next() {
            out.extend(first.to_uppercase());
        }
        out.push_str(chars.as_str());
    }
    out + rest
}

/// Depth is bounded by that of the style.
fn collect(children: &ElemChildren, out: &mut Vec<Run>) {
    for child in &children.0 {
        match child {
            ElemChild::Text(text) | ElemChild::Link { text, .. } => push(out, styled(&text.text, text.formatting)),
            ElemChild::Markup(text) => push(out, Run { text: text.clone(), ..Run::default() }),
            ElemChild::Elem(element) => {
                if element.display.is_some() {
                    space(out);
                }
                collect(&element.children, out);
            }
            ElemChild::Transparent { .. } => {}
        }
    }
}

/// A part that the style sets on its own line or in a column of its own.
fn space(out: &mut [Run]) {
    if let Some(last) = out.last_mut().filter(|last| !last.text.ends_with(' ')) {
        last.text.push(' ');
    }
}

fn styled(text: &str, formatting: Formatting) -> Run {
    Run {
        text: text.to_owned(),
        italic: formatting.font_style == FontStyle::Italic,
        bold: formatting.font_weight == FontWeight::Bold,
        small_caps: formatting.font_variant == FontVariant::SmallCaps,
        superscript: formatting.vertical_align == VerticalAlign::Sup,
        subscript: formatting.vertical_align == VerticalAlign::Sub,
        link: None,
    }
}

/// Adds a run, joined to the last one where they look the same.
pub fn push(out: &mut Vec<Run>, run: Run) {
    if run.text.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(last) if same_look(last, &run) => last.text.push_str(&run.text),
        _ => out.push(run),
    }
}

pub fn append(out: &mut Vec<Run>, runs: Vec<Run>) {
    for run in runs {
        push(out, run);
    }
}

fn same_look(a: &Run, b: &Run) -> bool {
    let look = |run: &Run| (run.italic, run.bold, run.small_caps, run.superscript, run.subscript);
    look(a) == look(b) && a.link == b.link
}

/// Quotation marks of a title are outer ones where the style quotes nothing around them, else inner ones.
fn turn_quotes(runs: &mut [Run], words: &Words) {
    let mut depth = 0usize;
    let is = |pair: &str, c: char| pair.trim().chars().eq([c]);
    for run in runs {
        let mut out = String::with_capacity(run.text.len());
        for c in run.text.chars() {
            let pair = |depth: usize| if depth.is_multiple_of(2) { &words.outer } else { &words.inner };
            match c {
                mark::OPEN => {
                    out.push_str(&pair(depth).0);
                    depth += 1;
                }
                mark::CLOSE => {
                    depth = depth.saturating_sub(1);
                    out.push_str(&pair(depth).1);
                }
                mark::APOSTROPHE => out.push('’'),
                c => {
                    if is(&words.outer.0, c) || is(&words.inner.0, c) {
                        depth += 1;
                    } else if is(&words.outer.1, c) || is(&words.inner.1, c) {
                        depth = depth.saturating_sub(1);
                    }
                    out.push(c);
                }
            }
        }
        run.text = out;
    }
}

/// Addresses in the place of their marks. A link holds the whole address as it is printed.
fn expand(run: &Run, work: &Prepared, out: &mut Vec<Run>) {
    let mut rest = run.text.as_str();
    while let Some(at) = rest.find([mark::URL, mark::DOI]) {
        let (before, after) = rest.split_at(at);
        let is_doi = after.starts_with(mark::DOI);
        rest = &after[mark::URL.len_utf8()..];
        let (head, text, target) = if is_doi {
            let head = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/"]
                .into_iter()
                .find(|head| before.ends_with(head))
                .unwrap_or("");
            let target = web::doi(&work.doi).map(|doi| format!("https://doi.org/{}", encode(doi)));
            (&before[..before.len() - head.len()], format!("{head}{}", work.doi), target)
        } else {
            (before, work.url.clone(), web::address(&work.url).map(str::to_owned))
        };
        push(out, Run { text: head.to_owned(), ..run.clone() });
        push(out, Run { text, link: target, ..run.clone() });
    }
    push(out, Run { text: rest.to_owned(), ..run.clone() });
}
