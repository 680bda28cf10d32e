//! A doubt stands in the report, and once more where it arose. Most passes see to that themselves; what is left comes
//! here: the front matter, which has no place for a remark, and cut words, which know only their lines.

use crate::import::draft::{Draft, Kind, SURE};

pub fn tell(draft: &mut Draft) {
    for n in 0..draft.decisions.len() {
        let decision = &draft.decisions[n];
        if decision.confidence >= SURE {
            continue;
        }
        let other = decision.alternative.as_ref().map(|other| format!(" (or: {other})")).unwrap_or_default();
        let words = format!("{}{other}", decision.what);
        match decision.pass {
            "front matter" => draft.front_doubts.push(format!("is this right? {words}")),
            "hyphens" => seam(draft, n, &words),
            _ => {}
        }
    }
}

/// Tells a doubt behind the stretch that holds its lines.
fn seam(draft: &mut Draft, n: usize, words: &str) {
    let line = draft.decisions[n].lines.1;
    let holds = |chunk: &&mut crate::import::draft::Chunk| {
        let (first, last) = chunk.lines();
        (first..=last).contains(&line) && !matches!(chunk.kind, Kind::Note(_) | Kind::NoteRule | Kind::NoteHeading)
    };
    let question = format!("is this right? {words}");
    if let Some(chunk) = draft.chunks.iter_mut().find(holds) {
        chunk.reviews.push(question);
    } else if let Some(note) = draft.notes.iter_mut().filter(|note| !note.gone).rfind(|note| note.at.line <= line) {
        note.reviews.push(question);
    } else {
        draft.doubts.push(question);
    }
}
