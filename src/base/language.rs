//! What is known of a language by its tag alone.

/// Whether text in this language (a BCP 47 tag) is written from right to left.
///
/// A script in the tag decides (`az-Arab`, `ug-Latn`); without one, the script that the language is usually written in.
#[must_use]
pub fn is_right_to_left(tag: &str) -> bool {
    let mut parts = tag.split(['-', '_']);
    let language = parts.next().unwrap_or("").to_ascii_lowercase();
    match parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        Some(script) => {
            let script = script.to_ascii_lowercase();
            matches!(script.as_str(), "arab" | "hebr" | "syrc" | "thaa" | "nkoo" | "adlm" | "rohg" | "mand" | "samr")
        }
        None => matches!(
            language.as_str(),
            "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "iw" | "nqo" | "ps" | "sd" | "syr" | "ug" | "ur" | "yi"
        ),
    }
}

/// Whether words in the language `tag` have to be marked as such among words in `around`: `en` among `en-GB` has not.
///
/// What is no tag says nothing: bibliographies hold "English" and worse.
#[must_use]
pub fn is_foreign(tag: &str, around: &str) -> bool {
    let mut parts = tag.split('-');
    let is_tag =
        parts.next().is_some_and(|part| matches!(part.len(), 2 | 3) && part.bytes().all(|b| b.is_ascii_alphabetic()))
            && parts.all(|part| matches!(part.len(), 1..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    let within = |start: &str| around.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    is_tag && !(within(tag) && matches!(around.as_bytes().get(tag.len()), None | Some(b'-')))
}

#[cfg(test)]
mod tests {
    use super::{is_foreign, is_right_to_left};

    #[test]
    fn words_are_foreign_by_their_tag() {
        for (tag, around) in [("ru", "en-GB"), ("be-tarask", "be"), ("en-GB", "en"), ("en", "enm"), ("de", "d")] {
            assert!(is_foreign(tag, around), "{tag} in {around}");
        }
        for (tag, around) in
            [("en", "en-GB"), ("EN-gb", "en-GB"), ("English", "de"), ("", "de"), ("d", "en"), ("de\"", "en")]
        {
            assert!(!is_foreign(tag, around), "{tag} in {around}");
        }
    }

    #[test]
    fn the_script_decides_before_the_language() {
        for tag in ["ar", "AR-EG", "he", "fa-IR", "az-Arab", "az_Arab_AZ", "ur"] {
            assert!(is_right_to_left(tag), "{tag}");
        }
        for tag in ["en-GB", "ru", "be-tarask", "ug-Latn", "ar-Latn-EG", "", "-", "fr-1694acad"] {
            assert!(!is_right_to_left(tag), "{tag}");
        }
    }
}
