//! Straight quotes become the ones that the language prints; only in English, where it is clear which those are.

use crate::import::draft::{Draft, Text};
use crate::import::evidence::Mark;

pub fn set(draft: &mut Draft, english: bool) {
    if !english {
        return;
    }
    for chunk in &mut draft.chunks {
        if chunk.kind != crate::import::draft::Kind::Code {
            quotes(&mut chunk.text);
        }
    }
    for text in draft.notes.iter_mut().flat_map(|note| &mut note.text) {
        quotes(text);
    }
    let front = &mut draft.front;
    let fields =
        [&mut front.title, &mut front.kicker, &mut front.standfirst, &mut front.disclaimer, &mut front.publisher];
    for field in fields.into_iter().flatten() {
        *field = line(field);
    }
    for author in &mut front.authors {
        author.name = line(&author.name);
        if let Some(bio) = &mut author.bio {
            *bio = line(bio);
        }
    }
}

fn line(text: &str) -> String {
    let mut before = None;
    curl(text, None, &mut before)
}

fn quotes(text: &mut Text) {
    let mut before: Option<char> = None;
    for n in 0..text.pieces.len() {
        let after = text.pieces[n + 1..]
            .iter()
            .filter(|piece| piece.mark.is_none())
            .find_map(|piece| piece.text.chars().next());
        let piece = &mut text.pieces[n];
        if piece.mark.is_some() || piece.look.code {
            if matches!(piece.mark, Some(Mark::Noteref(_))) {
                before = before.or(Some('.'));
            }
            continue;
        }
        if piece.text.contains(['"', '\'']) {
            piece.text = curl(&piece.text, after, &mut before);
        } else {
            before = piece.text.chars().next_back().or(before);
        }
    }
}

/// `after` is what follows the text, `before` what came before it.
fn curl(text: &str, after: Option<char>, before: &mut Option<char>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().or(after);
        let opens = before
            .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '‘' | '—' | '–' | '/' | '-'))
            && next.is_some_and(|c| !c.is_whitespace());
        let set = match c {
            '"' if opens => '“',
            '"' => '”',
            // ’90s and ’tis: no quotation begins.
            '\'' if opens && !next.is_some_and(|c| c.is_ascii_digit()) => '‘',
            '\'' => '’',
            c => c,
        };
        out.push(set);
        *before = Some(set);
    }
    out
}

/// Whether a text is English: its smallest words are.
pub fn is_english(words: &super::words::Words) -> bool {
    let count = |word: &str| words.get(word).map_or(0, |forms| forms.lower + forms.first);
    let english: u32 = ["the", "of", "and", "to", "in", "that"].iter().map(|word| count(word)).sum();
    let other: u32 = ["der", "die", "und", "le", "les", "et", "el", "los", "что", "и", "на", "de"]
        .iter()
        .map(|word| count(word))
        .sum();
    english > 3 && english > other * 2
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn quotes_look_at_their_neighbours() {
        let cases = [
            ("\"So,\" he said, \"it's 'good'.\"", "“So,” he said, “it’s ‘good’.”"),
            ("Belarus' role in the '90s", "Belarus’ role in the ’90s"),
            ("sent us a 'strategic framework', and it didn't", "sent us a ‘strategic framework’, and it didn’t"),
            ("(\"so\")", "(“so”)"),
        ];
        for (straight, want) in cases {
            assert_eq!(line(straight), want);
        }
    }
}
