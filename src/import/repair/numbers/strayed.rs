//! Numbers that have strayed from their notes.

use std::collections::{BTreeMap, BTreeSet};

use super::{begins, number};
use crate::import::repair::rows::Row;
use crate::import::repair::shape;

/// Numbers that stand elsewhere on their page while they are missing among its notes: an extractor may take one for a line
/// of its own. By the first line of each note, where as many lines between its neighbours begin as notes do.
pub fn strayed(rows: &[Row], heads: &BTreeSet<usize>, marks: &BTreeSet<u32>) -> BTreeMap<usize, usize> {
    let mut out = BTreeMap::new();
    let places: Vec<(usize, u32)> = heads.iter().filter_map(|n| Some((*n, number(rows.get(*n))?))).collect();
    // The first of each number on each page that is none of the heads.
    let mut free: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for (n, row) in rows.iter().enumerate().filter(|(n, _)| !heads.contains(n)) {
        if let Some(number) = number(Some(row)) {
            free.entry((row.at.page, number)).or_insert(n);
        }
    }
    for pair in places.windows(2) {
        let ((above, before), (below, after)) = (pair[0], pair[1]);
        let page = rows[below].at.page;
        let missing: Vec<u32> = (before + 1..after).filter(|number| marks.contains(number)).collect();
        if missing.is_empty() || missing.len() > LOST {
            continue;
        }
        let strays: Vec<usize> = missing.iter().filter_map(|number| free.get(&(page, *number)).copied()).collect();
        let same = rows[above].at.page == page;
        let from = (0..below).rev().take_while(|n| rows[n + 1].at.page == page && !rows[n + 1].gap).last();
        let from = if same { above + 2 } else { from.unwrap_or(below) };
        let first: Vec<usize> = (from..below).filter(|n| begins(&rows[*n])).collect();
        let ended = |n: &usize| *n == from || shape::ends(&rows[n - 1].text.printed());
        let ended: Vec<usize> = first.iter().copied().filter(ended).collect();
        if let Some(first) = [first, ended].into_iter().find(|first| first.len() == strays.len()) {
            out.extend(first.into_iter().zip(strays));
        }
    }
    out
}

/// So many numbers one after the other may be lost, or stand elsewhere.
const LOST: usize = 2;

#[cfg(test)]
mod tests {
    use super::super::alone;
    use crate::import::read::text::lines;
    use crate::import::repair::rows::rows;

    fn seen(text: &str) -> Vec<String> {
        alone(rows(&lines(text))).iter().map(|row| row.text.printed().into_owned()).collect()
    }

    #[test]
    fn a_number_below_the_notes_goes_back_to_the_one_without() {
        let text = "The sluice was closed.1 Nobody asked.2 It rained,3 and so\nit went.4\n\n1\nSurvey of quays, p. 4.\n\
                    Letter of the clerk, 2 May.\n3\nSurvey of quays, p. 9.\n4\nThe same, p. 11.\n2\n\n1\n\u{c}The next page.";
        let seen = seen(text);
        assert!(seen.contains(&"2 Letter of the clerk, 2 May.".to_owned()), "{seen:?}");
        assert!(seen.contains(&"4 The same, p. 11.".to_owned()), "{seen:?}");
    }

    #[test]
    fn numbers_that_strayed_do_not_speak_against_the_others() {
        let text = "It was closed.1 Nobody asked.2 It rained.3 So it went.4\n\n1\n\nSurvey of quays, p. 4.\nLetter of the clerk, 2 May.\n3\n\
                    Survey of quays, p. 9.\n4\nIbid.\n2\n\nThe slow line\n\n1\n\u{c}It was late.5 It was dark.6 All slept.7\n\n5\n\nLetter of the mayor.\n\
                    Lowe, p. 4.\n7\nIbid.\n6\n\nThe slow line\n\n2\n";
        let seen = seen(text);
        for note in ["1 Survey of quays, p. 4.", "2 Letter of the clerk, 2 May.", "4 Ibid.", "6 Lowe, p. 4.", "7 Ibid."]
        {
            assert!(seen.contains(&note.to_owned()), "{note}: {seen:?}");
        }
    }

    #[test]
    fn two_lines_that_may_be_the_note_leave_the_number_where_it_is() {
        let text = "The sluice was closed.1 Nobody asked.2 It rained,3 and so\nit went.4\n\n1\nSurvey of quays, p. 4.\n\
                    Letter of the clerk, 2 May.\nLetter of the mayor.\n3\nSurvey of quays, p. 9.\n4\nThe same, p. 11.\n2\n\n1\n\u{c}The next page.";
        let seen = seen(text);
        assert!(seen.contains(&"Letter of the clerk, 2 May.".to_owned()), "{seen:?}");
    }
}
