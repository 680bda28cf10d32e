//! What a typed Ibid., Id., op. cit. or short title stands for: a note before it.
//!
//! An Ibid. stands for the work of the note before; where that note is an Ibid. itself, for what *it* stands for. After a
//! note that names two works, or none, the tie is a doubt.

use super::shape;
use crate::import::draft::{Draft, SURE};

/// Bytes of a note in which it says that it leans on another.
const HEAD: usize = 160;

/// How a note leans on another.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Lean {
    /// `Ibid.`, `Id.`
    Before,
    /// `Gilchrist, op. cit.`: the last note with this name that is a full reference.
    Named(String),
    /// `Tarn, supra note 3`: the note with this number.
    Numbered(String),
}

pub fn bind(draft: &mut Draft) {
    for n in 0..draft.notes.len() {
        let text = first(draft, n);
        // Where the format says what a note cites, nothing is to be found out.
        let said = draft.notes[n].text.iter().flat_map(|text| &text.pieces).any(|piece| piece.look.cite.is_some());
        let Some(lean) = lean(&text).filter(|_| !said) else { continue };
        let found = match lean {
            Lean::Before => before(draft, n),
            Lean::Named(name) => named(draft, n, &name),
            Lean::Numbered(number) => numbered(draft, n, &number),
        };
        let line = draft.notes[n].at.line;
        let label = draft.notes[n].printed.clone();
        if let Some((target, confidence)) = found {
            draft.notes[n].antecedent = Some((target, confidence));
            let to = draft.notes[target].printed.clone();
            draft.decide(
                "antecedents",
                format!("note {label} stands for the work of note {to}"),
                (line, draft.notes[target].at.line),
                confidence,
            );
            if confidence < SURE {
                draft.notes[n]
                    .reviews
                    .push(format!("which work does note {label} stand for? Note {to} names two, or none"));
            }
        } else {
            draft.decide(
                "antecedents",
                format!("no note before note {label} tells which work it stands for"),
                (line, line),
                0.4,
            );
            draft.notes[n].reviews.push("which work is meant?".to_owned());
        }
    }
}

fn first(draft: &Draft, n: usize) -> String {
    draft.notes[n].text.first().map(|text| text.plain().trim().to_owned()).unwrap_or_default()
}

fn lean(text: &str) -> Option<Lean> {
    // What leans says so at once.
    let text = &text[..(0..=HEAD.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)];
    let lower = text.to_lowercase();
    let lower =
        ["see ", "cf. ", "see also ", "vgl. "].iter().find_map(|signal| lower.strip_prefix(signal)).unwrap_or(&lower);
    for word in
        ["ibidem", "ibid", "ebenda", "ebd.", "loc. cit", "там же", "там само", "тамсама", "tamże", "tamtéž", "ibíd"]
    {
        if lower.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)) {
            return Some(Lean::Before);
        }
    }
    // `Id. at 5` is an Ibid.; `Idem, “Waivers”` is the same author's other work.
    if lower == "id." || lower == "idem." || lower.starts_with("id. at ") || lower.starts_with("id., ") {
        return Some(Lean::Before);
    }
    if let Some(number) = supra(text).map(|end| text[..end].rsplit(' ').next().unwrap_or("")) {
        return Some(Lean::Numbered(number.to_owned()));
    }
    let at =
        ["op. cit", "op.cit", "a.a.o.", "указ. соч"].iter().find_map(|word| lower.find(word)).filter(|at| *at < 60)?;
    let name = text
        .get(..at)?
        .trim()
        .trim_end_matches(',')
        .rsplit([' ', '.'])
        .find(|word| word.starts_with(char::is_uppercase))?;
    Some(Lean::Named(name.to_owned()))
}

/// `Tarn, supra note 3`: where the number ends.
fn supra(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    if !lower.contains("supra n") && !lower.contains("above n") {
        return None;
    }
    let (at, sign) = ["supra note ", "supra n. ", "supra n ", "above note ", "above n "]
        .iter()
        .find_map(|sign| Some((lower.find(sign).filter(|at| *at < 80)?, sign)))?;
    let start = at + sign.len();
    let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
    // Before it stand a name or a short title, not a sentence or a second source.
    let head = text[..at].trim_end();
    let short = head.ends_with(',') && !head.contains("; ") && head.split(' ').count() <= 10;
    (short && (1..4).contains(&digits)).then_some(start + digits)
}

/// Numbers may begin again: the last note before with this number.
fn numbered(draft: &Draft, n: usize, number: &str) -> Option<(usize, f32)> {
    let target = (0..n).rev().find(|m| !draft.notes[*m].gone && draft.notes[*m].printed == number)?;
    if let Some(found) = draft.notes[target].antecedent {
        return Some(found);
    }
    let one = works(&first(draft, target)) == 1;
    Some((target, if one { 0.96 } else { 0.7 }))
}

fn before(draft: &Draft, n: usize) -> Option<(usize, f32)> {
    let previous = (0..n).rev().find(|m| !draft.notes[*m].gone)?;
    if let Some((target, confidence)) = draft.notes[previous].antecedent {
        return Some((target, confidence));
    }
    let text = first(draft, previous);
    if lean(&text).is_some() {
        return None;
    }
    // After no work or two an Ibid. is a guess.
    Some((previous, if works(&text) == 1 { 0.97 } else { 0.6 }))
}

fn named(draft: &Draft, n: usize, name: &str) -> Option<(usize, f32)> {
    let found: Vec<usize> = (0..n)
        .filter(|m| {
            let text = first(draft, *m);
            lean(&text).is_none() && text.contains(name)
        })
        .collect();
    let full = found.iter().copied().find(|m| years(&first(draft, *m)) > 0).or(found.first().copied())?;
    Some((full, 0.92))
}

/// How many works a note seems to name, by its years of publication.
fn works(text: &str) -> usize {
    let years = years(text);
    let parts = text.split("; ").filter(|part| years_of(part) > 0).count();
    let with = text.contains(", with ") && years > 1;
    match years {
        0 => usize::from(shape::words(text) > 3 && text.contains(['“', '‘', '"', ',']) && !is_comment(text)),
        1 => 1,
        _ if parts > 1 || with => 2,
        _ => 1,
    }
}

/// A sentence about something, not a reference.
fn is_comment(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["i am ", "we are ", "i thank", "the author thanks", "this is "].iter().any(|start| lower.starts_with(start))
}

fn years(text: &str) -> usize {
    years_of(text)
}

fn years_of(text: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1500..2100).contains(&year)))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::draft::{Note, Piece, Text};

    #[test]
    fn a_chain_leads_to_its_first_link() {
        let note = |words: &str| Note {
            printed: if words.ends_with("12.") { "1".to_owned() } else { String::new() },
            text: vec![Text { pieces: vec![Piece { text: words.to_owned(), ..Piece::default() }] }],
            ..Note::default()
        };
        let mut draft = Draft {
            notes: [
                "Gilchrist, Dues and Duties (Portlow, 1988), 12.",
                "ibid., 57.",
                "Ibid.",
                "Compare Mott, “What”, Accounts 4 (1991), 3, with S. Prewitt, Oil (Portlow, 2002), 211.",
                "Ibid., 214.",
                "Gilchrist, op. cit., 99.",
                "Idem, “Waivers”, Accounts 9 (1996), 8.",
                "Gilchrist, supra note 1, at 5.",
                "As I said (supra note 1), it is so.",
            ]
            .map(note)
            .into(),
            ..Draft::default()
        };
        bind(&mut draft);
        let seen: Vec<Option<usize>> =
            draft.notes.iter().map(|note| note.antecedent.map(|(target, _)| target)).collect();
        assert_eq!(seen, [None, Some(0), Some(0), None, Some(3), Some(0), None, Some(0), None]);
        assert!(draft.notes[4].antecedent.is_some_and(|(_, confidence)| confidence < SURE));
    }
}
