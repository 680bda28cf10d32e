//! Pieces into runs: the marks where two of them meet, and the capital at the start.
//!
//! A style joins its parts by full stops and commas without knowing how a title ends. Where a piece ends and the next
//! begins, one mark makes the other go; inside a piece nothing is changed.

use super::frag::{Frag, Look};
use crate::cite::item::mark;
use crate::cite::runs;
use crate::model::work::Run;

/// `in_quotes`: full stops and commas stand inside the quotation marks, as in the United States.
pub fn finish(frags: Vec<Frag>, in_quotes: bool, opens: bool) -> Vec<Run> {
    let mut out: Vec<(char, Look)> = Vec::new();
    let mut starts = opens;
    let mut sentence = opens;
    let mut capital = false;
    let mut broken = false;
    for frag in frags {
        let mut meets = true;
        for c in frag.text.chars() {
            match c {
                mark::START => {
                    capital |= starts;
                    continue;
                }
                mark::SENTENCE => {
                    capital |= sentence;
                    continue;
                }
                mark::BREAK => {
                    broken = !out.is_empty();
                    continue;
                }
                _ => {}
            }
            if std::mem::take(&mut broken) && !matches!(c, ' ' | '.' | ',' | ';' | ':' | ')') {
                join(&mut out, ' ', Look::default(), in_quotes);
            }
            if meets && matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ' ') {
                join(&mut out, c, frag.look, in_quotes);
                // Only the marks at the very edge meet those before.
                meets = c != ' ';
            } else {
                meets &= c == mark::CLOSE;
                if std::mem::take(&mut capital) {
                    out.extend(c.to_uppercase().map(|c| (c, frag.look)));
                } else {
                    out.push((c, frag.look));
                }
            }
            if c.is_alphanumeric() || matches!(c, mark::URL | mark::DOI) {
                starts = false;
                sentence = false;
            } else if matches!(c, '.' | '!' | '?') {
                sentence = true;
            } else if matches!(c, ',' | ';' | ':' | '(' | '[') {
                sentence = false;
            }
        }
    }
    brackets(&mut out);
    let mut all: Vec<Run> = Vec::new();
    for (c, look) in out {
        runs::push(&mut all, Frag { look, ..Frag::new(c) }.into_run());
    }
    all
}

/// Round brackets inside round ones are square.
fn brackets(out: &mut [(char, Look)]) {
    let mut open: Vec<usize> = Vec::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (at, (c, _)) in out.iter().enumerate() {
        match c {
            '(' => open.push(at),
            ')' => {
                if let Some(from) = open.pop()
                    && open.len() % 2 == 1
                {
                    pairs.push((from, at));
                }
            }
            _ => {}
        }
    }
    // One that is never closed encloses nothing.
    pairs.retain(|(from, _)| open.iter().filter(|at| *at < from).count() % 2 == 0);
    for (from, to) in pairs {
        if let Some(place) = out.get_mut(from) {
            place.0 = '[';
        }
        if let Some(place) = out.get_mut(to) {
            place.0 = ']';
        }
    }
}

/// Adds a mark at the start of a piece to what stands before it.
fn join(out: &mut Vec<(char, Look)>, c: char, look: Look, in_quotes: bool) {
    let closing = out.iter().rev().take_while(|(c, _)| *c == mark::CLOSE).count();
    let at = out.len() - closing;
    let Some(before) = at.checked_sub(1).and_then(|at| out.get(at)).map(|(c, _)| *c) else {
        out.push((c, look));
        return;
    };
    if c == ' ' {
        if before != ' ' || closing > 0 {
            out.push((c, look));
        }
        return;
    }
    match (before, c) {
        // What ends a sentence ends it once; a comma after a question is kept.
        ('.' | '…', '.')
        | (',', ',')
        | (';', '.' | ';')
        | (':', '.' | ':')
        | ('?', '.' | ':' | '?')
        | ('!', '.' | ':' | '!') => {}
        (',', '.' | ';' | ':' | '!' | '?') if closing == 0 => {
            out.pop();
            join(out, c, look, in_quotes);
        }
        (' ', '.' | ',' | ';') if closing == 0 && at >= 2 && out.get(at - 2).is_some_and(|(c, _)| *c == ',') => {
            out.truncate(at - 2);
            join(out, c, look, in_quotes);
        }
        (_, '.' | ',') if in_quotes && closing > 0 => {
            let inner = out.get(at - 1).map_or(look, |(_, look)| *look);
            out.insert(at, (c, inner));
        }
        _ => out.push((c, look)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pieces: &[&str], in_quotes: bool, expected: &str) {
        let frags = pieces.iter().map(|piece| Frag::new(piece.replace('<', "\u{e002}").replace('>', "\u{e003}")));
        let text: String = finish(frags.collect(), in_quotes, true).into_iter().map(|run| run.text).collect();
        assert_eq!(text.replace(mark::OPEN, "<").replace(mark::CLOSE, ">"), expected, "{pieces:?}");
    }

    #[test]
    fn a_mark_that_another_makes_already_goes() {
        for (pieces, expected) in [
            (&["Heel?", ". ", "X"][..], "Heel? X"),
            (&["Heel?", ", ", "X"], "Heel?, X"),
            (&["Yale U.P.", ".", " X"], "Yale U.P. X"),
            (&["ed.", ", ", "X"], "ed., X"),
            (&["Affairs", ",", "."], "Affairs."),
            (&["Affairs", ", ", "."], "Affairs."),
            (&["a..b ?.", " c"], "a..b ?. c"),
            (&["<", "Heel?", ">", ". "], "<Heel?> "),
            (&["a ", " b"], "a b"),
            (&["(Oslo; first ", "(1987)", ")"], "(Oslo; first [1987])"),
            (&["a) (b ", "(c"], "a) (b (c"),
        ] {
            check(pieces, true, expected);
            check(pieces, false, expected);
        }
    }

    #[test]
    fn stops_go_inside_quotation_marks_where_the_language_has_them_there() {
        check(&["<", "Weapon", ">", ", ", "in"], true, "<Weapon,> in");
        check(&["<", "Weapon", ">", ", ", "in"], false, "<Weapon>, in");
        check(&["<", "the <gap>", ">", "."], true, "<the <gap.>>");
        check(&["<", "Weapon", ">", "; ", "in"], true, "<Weapon>; in");
        check(&["<", "matters?", ">", ", ", "in"], true, "<matters?,> in");
    }
}
