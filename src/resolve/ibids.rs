//! An Ibid. that is tied to a work and stands where a reader takes it for another: what is said of it, and the short form
//! that would say the same in any place.

use crate::base::diag::Diagnostic;
use crate::model::article::WorkId;
use crate::model::cite::{CiteRequest, Formatter, Position};
use crate::model::facts::{CiteFacts, CiteStyle, CiteTarget, Facts};
use crate::model::site::SiteWork;
use crate::model::work::{Name, Rich, Work};

use super::diag;
use super::fault::Astray;

/// Words one of them. `cite` is its index.
#[must_use]
pub fn word(
    facts: &Facts,
    cite: usize,
    work: WorkId,
    why: &Astray,
    works: &[SiteWork],
    style: &dyn Formatter,
) -> Option<Diagnostic> {
    let cite = facts.cites.get(cite)?;
    let work = &works.get(work.0 as usize)?.work;
    let CiteStyle::Literal { ibid: Some(place) } = cite.style else { return None };
    let key = key_of(cite);
    Some(match why {
        Astray::Nothing => diag::tied_ibid_without_antecedent(place, cite.group, key, cite.locator.as_ref()),
        Astray::Several => diag::tied_ambiguous_ibid(place, key, &short_form(work, style)),
        Astray::Untied(note) => diag::broken_ibid(place, key, None, *note, &short_form(work, style)),
        Astray::Other(before) => {
            let before = facts.cites.get(*before)?;
            diag::broken_ibid(place, key, Some(key_of(before)), before.group, &short_form(work, style))
        }
    })
}

fn key_of(cite: &CiteFacts) -> &str {
    match &cite.target {
        CiteTarget::Key(key) => key,
        CiteTarget::Preceding | CiteTarget::Earlier(_) => "",
    }
}

/// The short form of a work as an editor would type it, without a place: "Marsh, *River Toll*". The style's own, where
/// that has words; a number in brackets says nothing in a note that was typed.
#[must_use]
pub fn short_form(work: &Work, style: &dyn Formatter) -> String {
    let request = CiteRequest {
        work,
        position: Position::Subsequent,
        locator: None,
        prefix: "",
        suffix: "",
        suppress_author: false,
        narrative: false,
        first_note: 0,
    };
    let printed = style.cite(&[request]);
    let typed = markdown(&printed);
    let typed = typed.trim().trim_end_matches('.');
    let bare = typed.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(typed);
    if bare.contains(char::is_alphabetic) { bare.to_owned() } else { own(work) }
}

fn own(work: &Work) -> String {
    let title = work.field("title-short").unwrap_or_else(|| work.title().split(':').next().unwrap_or(""));
    let title = if title.is_empty() { String::new() } else { format!("*{}*", escaped(title)) };
    let names: Vec<String> = work.authors().iter().take(2).map(Name::short).collect();
    let names = escaped(&names.join(" and "));
    match (names.is_empty(), title.is_empty()) {
        (false, false) => format!("{names}, {title}"),
        (true, true) => escaped(&work.key),
        _ => names + &title,
    }
}

fn markdown(rich: &Rich) -> String {
    let mut out = String::new();
    for run in &rich.0 {
        let text = escaped(&run.text);
        let words = text.trim();
        // Emphasis cannot begin or end with a blank.
        if run.italic && !words.is_empty() {
            let lead = text.len() - text.trim_start().len();
            out.push_str(&text[..lead]);
            out.push('*');
            out.push_str(words);
            out.push('*');
            out.push_str(&text[lead + words.len()..]);
        } else {
            out.push_str(&text);
        }
    }
    out
}

/// What markdown would read as a sign of its own gets a backslash.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '&' | '~' | '^' | '|' | '@') {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::work;
    use crate::model::work::Run;

    struct Prints(&'static str, &'static str);

    impl Formatter for Prints {
        fn is_note_style(&self) -> bool {
            true
        }

        fn cite(&self, _: &[CiteRequest<'_>]) -> Rich {
            let run = |text: &str, italic| Run { text: text.into(), italic, ..Run::default() };
            Rich(vec![run(self.0, false), run(self.1, true)])
        }

        fn entry(&self, _: &Work) -> Rich {
            Rich::default()
        }
    }

    #[test]
    fn a_short_form_is_typed_as_the_style_prints_it() {
        let toll = work("marsh2019", "Marsh", 2019, "The *River* Toll: Bridges");
        assert_eq!(short_form(&toll, &Prints("Marsh, ", "River Toll.")), "Marsh, *River Toll.*");
        assert_eq!(short_form(&toll, &Prints("Marsh, [x]_", " Toll ")), "Marsh, \\[x\\]\\_ *Toll*");
        assert_eq!(short_form(&toll, &Prints("(Marsh 2019)", "")), "Marsh 2019");
        assert_eq!(short_form(&toll, &Prints("[1]", "")), "Marsh, *The \\*River\\* Toll*");
        assert_eq!(short_form(&work("k_1", "", 2019, ""), &Prints("", "")), "k\\_1");
    }
}
