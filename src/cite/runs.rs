//! From the engine's tree to runs of text, with the marks of [`item`](super::item) read back.

use super::item::{Prepared, mark};
use super::locale::Words;
use crate::base::web;
use crate::model::url::encode;
use crate::model::work::{Rich, Run};

/// The words of one cite or entry, as they are printed.
pub fn rich(mut runs: Vec<Run>, work: &Prepared, words: &Words) -> Rich {
    turn_quotes(&mut runs, words);
    let mut out: Vec<Run> = Vec::with_capacity(runs.len() + 2);
    for run in runs {
        expand(&run, work, &mut out);
    }
    while out.last().is_some_and(|run| run.text.trim_end().is_empty()) {
        out.pop();
    }
    if let Some(last) = out.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    Rich(out)
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
    look(a) == look(b) && a.link == b.link && a.cite == b.cite
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
