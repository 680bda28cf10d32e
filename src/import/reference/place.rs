//! Places inside a work, and the words of an Ibid. that may have one.

use crate::import::repair::antecedents::supra;

/// A place in the work at byte `at`: where the reference ends, and the place as a tie writes it.
pub fn locator(text: &str, at: usize) -> (usize, Option<String>) {
    let rest = &text[at..];
    let mut from = at;
    let body = rest.strip_prefix(", ").or_else(|| rest.strip_prefix(": ")).or_else(|| rest.strip_prefix(" at "));
    if let Some(body) = body {
        let (label, value) = [
            ("pp. ", "pp."),
            ("p. ", "p."),
            ("ch. ", "ch."),
            ("chap. ", "ch."),
            ("sec. ", "sec."),
            ("para. ", "para."),
            ("at ", "p."),
            ("s. ", "p."),
            ("S. ", "p."),
            ("с. ", "p."),
            ("С. ", "p."),
        ]
        .iter()
        .find_map(|(written, label)| Some((*label, body.strip_prefix(written)?)))
        .unwrap_or(("", body));
        let len = value.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '–'))).unwrap_or(value.len());
        let digits = value[..len].trim_end_matches(['-', '–']);
        let closed = !value[digits.len()..].starts_with(|c: char| c.is_alphanumeric() || c == ' ');
        if digits.starts_with(|c: char| c.is_ascii_digit()) && closed && digits.len() < 12 {
            from = text.len() - value.len() + digits.len();
            let label = match label {
                "" if digits.contains(['-', '–']) => "pp.",
                "" => "p.",
                label => label,
            };
            return (trimmed(text, from), Some(format!("{label} {digits}")));
        }
    }
    from = from.max(at);
    (trimmed(text, from), None)
}

/// With the full stop at the end of the note, where nothing follows.
pub fn trimmed(text: &str, end: usize) -> usize {
    if matches!(&text[end..], "." | ".”" | ".’") { text.len() } else { end }
}

/// `Ibid., 292.`: where it ends, and the place.
pub fn ibid(text: &str) -> (usize, Option<String>) {
    let lower = text.to_lowercase();
    let two = ["там же", "там само", "loc. cit."].into_iter().find(|two| lower.starts_with(two)).map(str::len);
    let word = supra(text).or(two).unwrap_or_else(|| text.find([',', ' ']).unwrap_or(text.len()));
    let (end, place) = locator(text, word);
    if place.is_some() { (end, place) } else { (word, None) }
}

#[cfg(test)]
mod tests {
    use super::ibid;

    #[test]
    fn an_ibid_may_have_a_place() {
        assert_eq!(ibid("Ibid., p. 88."), (13, Some("p. 88".to_owned())));
        assert_eq!(ibid("TARN, supra note 3, at 91."), (26, Some("p. 91".to_owned())));
        assert_eq!(ibid("Там же, с. 5."), (19, Some("p. 5".to_owned())));
        assert_eq!(ibid("Ibid."), (5, None));
        assert_eq!(ibid("Ibid., question 140."), (5, None));
    }
}
