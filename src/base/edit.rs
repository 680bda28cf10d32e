//! Edits put into a text.

use super::fix::Edit;

/// The text with its edits; none where two overlap or one does not fit. Their order does not matter, except that of two
/// at one place the first comes first.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut order: Vec<&Edit> = edits.iter().collect();
    order.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut at = 0;
    for edit in order {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        if start < at || end < start {
            return None;
        }
        out.push_str(text.get(at..start)?);
        text.get(start..end)?;
        out.push_str(&edit.text);
        at = end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::{FileId, Span};

    fn edited(text: &str, edits: &[(usize, usize, &str)]) -> Option<String> {
        let edit = |(start, end, text): &(usize, usize, &str)| Edit {
            span: Span::new(FileId(0), *start, *end),
            text: (*text).to_owned(),
        };
        apply(text, &edits.iter().map(edit).collect::<Vec<_>>())
    }

    #[test]
    fn edits_are_put_in_at_their_places() {
        assert_eq!(edited("Łoś, 3", &[(7, 8, "4"), (0, 0, "["), (5, 5, "](x)")]).as_deref(), Some("[Łoś](x), 4"));
        assert_eq!(edited("ab", &[(1, 1, "x"), (1, 1, "y")]).as_deref(), Some("axyb"));
        assert_eq!(edited("abc", &[(0, 2, ""), (1, 3, "")]), None, "they overlap");
        assert_eq!(edited("Ł", &[(1, 2, "")]), None, "inside a character");
        assert_eq!(edited("a", &[(0, 9, "")]), None, "past the end");
    }
}
