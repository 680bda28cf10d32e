//! Typography of the engine's output: a mark that another makes already goes.

use crate::model::work::Run;

/// Drops the second of two marks that end the same thing (`?.`, `.”.`, `..`, `,.`, `,,`) and empty brackets, through
/// closing quotation marks and changes of style. Links are left alone.
pub fn tidy(runs: &mut Vec<Run>) {
    let mut out: Vec<(usize, char)> = Vec::new();
    for (n, run) in runs.iter().enumerate() {
        if run.link.is_some() {
            // Stands for the address: nothing before it meets what comes after.
            out.push((n, '\u{fffc}'));
            continue;
        }
        for c in run.text.chars() {
            add(&mut out, n, c);
        }
    }
    for run in runs.iter_mut().filter(|run| run.link.is_none()) {
        run.text.clear();
    }
    for (n, c) in out {
        if let Some(run) = runs.get_mut(n).filter(|run| run.link.is_none()) {
            run.text.push(c);
        }
    }
    runs.retain(|run| !run.text.is_empty());
}

fn add(out: &mut Vec<(usize, char)>, n: usize, c: char) {
    // Quotations nest three deep at most; more closing marks in a row are no typography.
    let before = out.iter().rev().take(4).map(|(_, c)| *c).find(|c| !matches!(c, '”' | '’' | '»' | '“'));
    match (before, c) {
        (Some('?' | '!' | '.' | '…'), '.') | (Some(','), ',') => {}
        (Some(','), '.' | ')' | ';') => {
            if let Some(at) = out.iter().rposition(|(_, c)| *c == ',') {
                out.remove(at);
            }
            // What stands before the comma may end the sentence as well.
            add(out, n, c);
        }
        (Some('('), ')') if out.last().is_some_and(|(_, c)| *c == '(') => {
            out.pop();
            while out.last().is_some_and(|(_, c)| *c == ' ') {
                out.pop();
            }
        }
        (Some(' '), ' ') if out.last().is_some_and(|(_, c)| *c == ' ') => {}
        (Some(' '), '.' | ';') if matches!(out[..], [.., (_, ','), (_, ' ')]) => {
            out.pop();
            add(out, n, c);
        }
        _ => out.push((n, c)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut runs = vec![Run { text: text.into(), ..Run::default() }];
        tidy(&mut runs);
        assert_eq!(runs.iter().map(|run| run.text.as_str()).collect::<String>(), expected, "{text}");
    }

    #[test]
    fn a_mark_is_printed_once() {
        for (text, expected) in [
            ("matters?.” X", "matters?” X"),
            ("matters?”. X", "matters?” X"),
            ("database.”. https", "database.” https"),
            ("Affairs,.", "Affairs."),
            ("Affairs, .", "Affairs."),
            ("(2023,). Year", "(2023). Year"),
            ("et al.,.", "et al."),
            ("a..", "a."),
            ("x () y", "x y"),
            ("end.’.", "end.’"),
            ("ed.,, a", "ed., a"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn marks_that_belong_together_stay() {
        for text in ["U.S., 2", "J. R. R.", "ed., a", "(2021).", "matters?,” F", "“Why?” X.", "12, 14", "a; b"] {
            check(text, text);
        }
    }

    #[test]
    fn styles_do_not_hide_a_second_mark_and_links_are_left_alone() {
        let run = |text: &str| Run { text: text.into(), ..Run::default() };
        let mut runs = vec![
            Run { italic: true, ..run("Heel?") },
            run(". "),
            Run { link: Some("x".into()), ..run("a..b.") },
            run("."),
        ];
        tidy(&mut runs);
        assert_eq!(runs.iter().map(|run| run.text.as_str()).collect::<Vec<_>>(), ["Heel?", " ", "a..b.", "."]);
    }
}
