//! Given names in initials.

/// "Andrew Lloyd" with ". " gives "A. L."; hyphens stay where the style says so, and small words ("de") stay whole.
pub fn initials(given: &str, with: &str, hyphens: bool) -> String {
    let mut out = String::new();
    for (n, word) in given.replace('.', ". ").split_whitespace().enumerate() {
        let mut first = true;
        for part in word.split(['-', '‐']).filter(|part| !part.is_empty()) {
            let Some(letter) = part.chars().next() else { continue };
            if !letter.is_uppercase() {
                if first && n > 0 && !out.ends_with(' ') {
                    out.push(' ');
                }
                if letter.is_lowercase() && !first {
                    // "Ji-woo": the second half is not a name of its own.
                    continue;
                }
                out.push_str(part);
                out.push(' ');
                first = false;
                continue;
            }
            if !first {
                while out.ends_with(' ') {
                    out.pop();
                }
                out.push_str(if hyphens {
                    "-"
                } else if with.ends_with(' ') {
                    " "
                } else {
                    ""
                });
            }
            first = false;
            out.push(letter);
            // "Ph. D.": an abbreviation of its own is no name to be shortened.
            if part.ends_with('.') && part.chars().count() > 2 {
                out.extend(part.chars().skip(1).filter(|c| *c != '.'));
            }
            out.push_str(with);
        }
    }
    out.trim_end().to_owned()
}

/// Initials that are typed as such, spaced as the style spaces its own; other names stay.
pub fn spaced(given: &str, with: &str) -> String {
    let mut out = String::new();
    for word in given.replace('.', ". ").split_whitespace() {
        let letters = word.trim_end_matches('.');
        let mut chars = letters.chars();
        let single = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
        if single {
            out.push_str(letters);
            out.push_str(with);
        } else {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            out.push_str(word);
            out.push(' ');
        }
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_become_initials() {
        for (given, with, expected) in [
            ("Andrew", ".", "A."),
            ("John R.", ".", "J.R."),
            ("John R.", ". ", "J. R."),
            ("J.R.R.", ". ", "J. R. R."),
            ("Jean-Luc", ". ", "J.-L."),
            ("Jean-Luc", "", "J-L"),
            ("Guy de", ".", "G. de"),
            ("Ji-woo", ". ", "J."),
            ("Olena", "", "O"),
        ] {
            assert_eq!(initials(given, with, true), expected, "{given} {with:?}");
        }
        assert_eq!(initials("Jean-Luc", ". ", false), "J. L.");
        assert_eq!(spaced("J.R.R.", ". "), "J. R. R.");
        assert_eq!(spaced("Andrew J. R.", ""), "Andrew JR");
    }
}
