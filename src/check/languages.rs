//! Languages that are no BCP 47 tag: hyphenation, quotation marks and speech would follow the wrong rules.

use crate::base::diag::Diagnostic;
use crate::model::site::Site;

use super::diag;

pub fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for language in site.articles.iter().filter_map(|article| article.facts.matter.language.as_ref()) {
        if !is_tag(&language.value) {
            diagnostics.push(diag::bad_language(language.span, &language.value));
        }
    }
}

/// Well-formed by RFC 5646, without the irregular tags that it keeps for old times' sake. Whether the registry knows
/// the subtags is not looked at, but a language has two or three letters: the longer ones were never given out.
fn is_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-').peekable();
    let alpha = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let alnum = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let private = |rest: &mut dyn Iterator<Item = &str>| {
        let mut parts = rest.map(|part| (1..=8).contains(&part.len()) && alnum(part)).peekable();
        parts.peek().is_some() && parts.all(|fits| fits)
    };
    match subtags.next() {
        Some("x" | "X") => return private(&mut subtags),
        Some(language) if (2..=3).contains(&language.len()) && alpha(language) => {}
        _ => return false,
    }
    let mut extended = 0;
    while extended < 3 && subtags.next_if(|part| part.len() == 3 && alpha(part)).is_some() {
        extended += 1;
    }
    subtags.next_if(|part| part.len() == 4 && alpha(part));
    subtags.next_if(|part| (part.len() == 2 && alpha(part)) || (part.len() == 3 && digits(part)));
    let variant = |part: &&str| {
        let long = (5..=8).contains(&part.len()) && alnum(part);
        long || (part.len() == 4 && alnum(part) && part.starts_with(|c: char| c.is_ascii_digit()))
    };
    while subtags.next_if(variant).is_some() {}
    while let Some(single) = subtags.next_if(|part| part.len() == 1 && alnum(part)) {
        if single.eq_ignore_ascii_case("x") {
            return private(&mut subtags);
        }
        let mut any = false;
        while subtags.next_if(|part| (2..=8).contains(&part.len()) && alnum(part)).is_some() {
            any = true;
        }
        if !any {
            return false;
        }
    }
    subtags.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::is_tag;

    #[test]
    fn tags_are_told_from_names_of_languages() {
        for tag in [
            "en",
            "en-GB",
            "be",
            "be-tarask",
            "be-1959acad",
            "zh-Hans",
            "zh-Hans-CN",
            "es-419",
            "sr-Latn-RS",
            "de-CH-1901",
            "zh-cmn-Hans",
            "x-own",
            "en-x-own",
            "en-u-ca-gregory",
            "pl",
            "szl",
        ] {
            assert!(is_tag(tag), "{tag}");
        }
        for tag in
            ["", "english", "English", "en_GB", "e", "en-", "-en", "en--GB", "en GB", "en-u", "x", "en-x", "be-taraš"]
        {
            assert!(!is_tag(tag), "{tag}");
        }
    }
}
