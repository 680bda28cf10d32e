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

#[cfg(test)]
mod tests {
    use super::is_right_to_left;

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
