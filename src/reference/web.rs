//! Addresses, identifiers and the days on which something was looked at.

use super::dates;
use super::pattern::pattern;
use super::stated::{Field, Stated};

pattern!(
    ACCESSED,
    r"(?i)^[\s(\[]*(?:(?:last|date|zuletzt)\s+)?(?:accessed|access|visited|retrieved|viewed|consulted|checked|downloaded|abgerufen|aufgerufen|zugriff|eingesehen|letzter zugriff|zuletzt geprüft|stand|consulté(?:e)?|dernière consultation|page consultée|дата звернення|дата обращения|дата доступу|дата доступа|accesso|consultado|dostęp|data dostępu)(?:\s+(?:on|am|vom|le|el|il|from|dnia|in|date))?:?\s+"
);
pattern!(DOI, needs = ["10."], r"(?i)(?:doi:?\s*|doi\.org/)?(10\.\d{4,9}/[^\s,;“”]+)");

/// The words in front of an address that say that one comes.
const LEADS: [&str; 33] = [
    "at",
    "available at",
    "available from",
    "available online at",
    "available online",
    "available",
    "accessible at",
    "url",
    "retrieved from",
    "online at",
    "online",
    "via",
    "from",
    "archived at",
    "archived copy at",
    "archived",
    "archive",
    "archived copy",
    "accessed at",
    "link",
    "see",
    "in",
    "verfügbar unter",
    "unter",
    "url:",
    "abrufbar unter",
    "online verfügbar unter",
    "disponible sur",
    "en ligne",
    "режим доступу",
    "режим доступа",
    "posted at",
    "disponible à l’adresse",
];

pub fn leads_to_address(words: &str) -> bool {
    let bare = words.trim().trim_end_matches([':', ',', '.']).to_lowercase();
    LEADS.contains(&bare.as_str())
}

/// "accessed 3 May 2020": the day; and whether the words are nothing else.
pub fn accessed(text: &str) -> Option<String> {
    let found = ACCESSED.find(text)?;
    let rest = text.get(found.end()..)?.trim().trim_end_matches([')', ']', '.', ',']);
    let rest = rest.trim_end_matches(", from").trim_end_matches(" from");
    if let Some(date) = dates::first(rest).filter(|date| date.range.start < 14) {
        return Some(date.value);
    }
    dates::year(rest).map(|year| year.to_string())
}

/// An address in its field: a DOI, an archived copy, or the work's own.
pub fn address(url: &str, stated: &mut Stated) {
    let lower = url.to_lowercase();
    let host = lower.split("://").nth(1).unwrap_or(&lower).split('/').next().unwrap_or("");
    let archived = matches!(
        host,
        "web.archive.org"
            | "archive.org"
            | "archive.ph"
            | "archive.is"
            | "archive.today"
            | "archive.md"
            | "perma.cc"
            | "www.webcitation.org"
            | "webcitation.org"
    );
    if archived && host != "archive.org" {
        stated.put(Field::ArchiveUrl, url);
        return;
    }
    if (host == "doi.org" || host == "dx.doi.org")
        && let Some(doi) = doi(url)
    {
        stated.put(Field::Doi, doi);
    }
    if stated.get(Field::Url).is_some() && archived {
        stated.put(Field::ArchiveUrl, url);
        return;
    }
    stated.put(Field::Url, url);
}

/// A DOI in words: "doi:10.5555/a.b", "DOI: 10.5555/a.b".
pub fn doi(text: &str) -> Option<String> {
    let found = DOI.captures(text)?.get(1)?.as_str();
    Some(found.trim_end_matches(['.', ',', ')', ']']).to_owned())
}

/// Words that are a DOI and nothing else.
pub fn is_doi(text: &str) -> bool {
    let text = text.trim();
    let lower = text.to_lowercase();
    (lower.starts_with("doi") || lower.starts_with("10.")) && doi(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_access() {
        for (text, want) in [
            ("accessed January 15, 2024", Some("2024-01-15")),
            ("(last accessed 3 May 2020)", Some("2020-05-03")),
            ("accessed 3/9/2021", Some("3/9/2021")),
            ("[Accessed: 4 April 2019]", Some("2019-04-04")),
            ("abgerufen am 12. März 2019", Some("2019-03-12")),
            ("consulté le 3 mars 2020", Some("2020-03-03")),
            ("дата звернення: 05.04.2019", Some("2019-04-05")),
            ("Retrieved May 3, 2020, from", Some("2020-05-03")),
            ("accessible to all in 2020", None),
        ] {
            assert_eq!(accessed(text).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn addresses() {
        let mut stated = Stated::default();
        address("https://doi.org/10.5555/a.b-c", &mut stated);
        address("https://web.archive.org/web/2020/https://a.example", &mut stated);
        assert_eq!(stated.get(Field::Doi), Some("10.5555/a.b-c"));
        assert_eq!(stated.get(Field::Url), Some("https://doi.org/10.5555/a.b-c"));
        assert_eq!(stated.get(Field::ArchiveUrl), Some("https://web.archive.org/web/2020/https://a.example"));
        assert!(is_doi("doi:10.5555/x") && !is_doi("10.5 per cent"));
    }
}
