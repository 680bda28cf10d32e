//! The rules that tie each note to its mark: `assets/notes.css`. Not how a note looks in the margin, on its sheet or in
//! the list: that is the theme's `ibid.css`.
//!
//! No selector can say "the mark with the same number", so each number has its rules. They are the same on every page,
//! hence one file, as long as the site's longest list of notes.

use std::fmt::Write as _;

/// In the margin, beside its mark and never over the note before.
const WIDE: &str = "screen and (min-width:1180px)";
/// A card at the mark, where there is a pointer that can hover.
const MID: &str = "screen and (min-width:640px) and (max-width:1179.98px) and (hover:hover)";
/// A later mark of a note, `r3-2`: the margin beside it is empty, so it gets the card on wide pages too.
const LATER: &str = "[id*=\"-\"]";
const FIRST: &str = ":not([id*=\"-\"])";
/// `--mark` is the mark under the pointer or the focus, or the one that the script holds open.
const MARK: &str = ":root:not([data-cards]) .noteref:is(:hover,:focus-visible),.noteref[data-open]{anchor-name:--mark}";
/// Fixed, and not absolute, so that it flips at the edge of the window and not of the page.
const CARD: &str = "{position:fixed;inset:auto!important;anchor-name:none!important;position-anchor:--mark;position-area:bottom;\
position-try-fallbacks:flip-block;z-index:2;box-sizing:border-box;inline-size:min(26rem,100vw - 2rem);max-block-size:45vh;\
overflow:auto;margin:.4rem 1rem;padding:.75rem 1rem .75rem 2.4rem;background:var(--raised);\
border:1px solid var(--control);border-radius:2px}";

/// The style sheet for pages of up to `most` notes. A browser without anchor positioning skips it and shows endnotes.
#[must_use]
pub fn notes_css(most: u32) -> String {
    if most == 0 {
        return String::new();
    }
    let mut css = format!("@supports (anchor-name:--a){{\n@media {WIDE}{{\n");
    for n in 1..=most {
        let before = match n {
            1 => String::new(),
            _ => format!(",anchor(--n{} bottom,0px) + 14px", n - 1),
        };
        // 6px: from the top of the mark to a line of note that stands level with the line of text. The fallbacks keep a
        // note on the page whose mark is missing.
        let _ = writeln!(
            css,
            "#r{n}{{anchor-name:--r{n}}}#n{n}{{anchor-name:--n{n};top:max(anchor(--r{n} top,0px) + 6px{before})}}"
        );
    }
    let lit = for_each(most, ":root", FIRST, "");
    let _ = writeln!(css, "{lit}{{background:var(--raised);box-shadow:0 0 0 .4rem var(--raised)}}\n{MARK}");
    let cards = for_each(most, ":root:not([data-cards])", LATER, ":not(:target)");
    let _ =
        writeln!(css, ":root:has(.noteref{LATER}[data-open]) .notes li[data-open]:not(:target),\n{cards}{CARD}\n}}");
    let cards = for_each(most, ":root:not([data-cards])", "", ":not(:target)");
    let _ = writeln!(css, "@media {MID}{{\n{MARK}\n.notes li[data-open]:not(:target),\n{cards}{CARD}\n}}\n}}");
    css
}

/// A selector for each note while one of its `marks` is under the pointer or has the focus.
fn for_each(most: u32, root: &str, marks: &str, end: &str) -> String {
    let one = |n| format!("{root}:has(.noteref[href=\"#n{n}\"]{marks}:is(:hover,:focus-visible)) #n{n}{end}");
    (1..=most).map(one).collect::<Vec<_>>().join(",\n")
}

#[cfg(test)]
mod tests {
    use super::notes_css;

    #[test]
    fn each_note_stands_below_the_one_before() {
        let css = notes_css(2);
        assert!(
            css.contains("#r1{anchor-name:--r1}#n1{anchor-name:--n1;top:max(anchor(--r1 top,0px) + 6px)}"),
            "{css}"
        );
        assert!(
            css.contains("#n2{anchor-name:--n2;top:max(anchor(--r2 top,0px) + 6px,anchor(--n1 bottom,0px) + 14px)}"),
            "{css}"
        );
        assert!(!css.contains("#n3"), "{css}");
    }

    #[test]
    fn every_bracket_is_closed_and_no_selector_list_is_empty() {
        for most in [1, 15] {
            let css = notes_css(most);
            assert_eq!(css.matches('{').count(), css.matches('}').count());
            assert!(!css.contains(",\n{") && !css.contains("\n{"), "{css}");
        }
    }

    #[test]
    fn a_site_without_notes_needs_no_rules() {
        assert_eq!(notes_css(0), "");
    }
}
