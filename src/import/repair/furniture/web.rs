//! What a browser's page has around its text.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::Row;
use crate::import::evidence::Role;
use crate::import::repair::{printed, shape};

/// Lines of a page's frame, each with its reason.
pub fn find(rows: &[Row], taken: &[Option<&'static str>]) -> Vec<(usize, &'static str)> {
    let mut out = Vec::new();
    let open = |n: usize| taken[n].is_none() && rows[n].role == Role::Unknown;
    let first = rows.iter().position(|row| row.text.len() > 120).unwrap_or(rows.len());
    let usual = printed::size(rows);
    for (n, row) in rows.iter().enumerate() {
        if !open(n) {
            continue;
        }
        let text = row.text.printed();
        // In print, large letters are no page's frame: the title may end in `home`.
        let large = usual.is_some_and(|usual| row.at.size > usual + printed::SEEN);
        let named = || text.starts_with('[') || NAMED.as_ref().is_none_or(|finder| finder.is_match(text.as_bytes()));
        let linked = || n < first && (text.len() < ALONE_LEN || text.contains("  ") || text.contains(CRUMBS));
        if text.len() > 160 || large || !named() && !linked() {
            continue;
        }
        let lower = text.to_lowercase();
        let words = lower.split_whitespace().count();
        let reason = if is_sharing(&lower) {
            Some("sharing line")
        } else if shape::is_reading_time(&lower) {
            Some("reading time")
        } else if is_form(&text) || is_letter(&lower, words) {
            Some("newsletter")
        } else if lower == "advertisement" {
            Some("advertisement")
        } else if lower.starts_with("skip to ")
            || is_cookie(&lower, words)
            || (n < first && is_menu(&text, &lower, words))
        {
            Some("menu")
        } else {
            None
        };
        if let Some(reason) = reason {
            out.push((n, reason));
        }
    }
    let webby = out.iter().filter(|(_, reason)| *reason != "newsletter").count() > 1;
    if webby {
        tail(rows, taken, &mut out);
    }
    out.sort_unstable();
    out.dedup_by_key(|(n, _)| *n);
    out
}

/// What lines of a frame have one of, wherever they stand; above the text there are menus.
static NAMED: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = ["min", "letter", "inbox", "mailing list", "advertisement", "skip to ", "cookie", "copy"];
    let words = words.iter().chain(&SHARES[..CLEAR]);
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
});

/// What follows `Related` at the end, and the copyright line.
fn tail(rows: &[Row], taken: &[Option<&'static str>], out: &mut Vec<(usize, &'static str)>) {
    let mut related = false;
    for (n, row) in rows.iter().enumerate() {
        if taken[n].is_some() {
            continue;
        }
        let text = row.text.printed();
        let lower = text.to_lowercase();
        let lower = lower.trim_end_matches(':');
        if RELATED.contains(&lower) || (lower.starts_with("more from ") && text.len() < 50) {
            related = true;
        } else if text.len() > 120 || (row.gap && text.ends_with(['.', '”']) && related && !lower.contains("©")) {
            related = false;
        }
        if related {
            out.push((n, "links to other pages"));
        } else if (lower.starts_with('©') || lower.starts_with("copyright ")) && text.len() < 120 {
            out.push((n, "copyright line of the site"));
        }
    }
}

const RELATED: [&str; 12] = [
    "related",
    "related articles",
    "related stories",
    "related content",
    "related posts",
    "read next",
    "read more",
    "you may also like",
    "recommended",
    "recommended reading",
    "more like this",
    "most read",
];

/// Of `SHARES`, those that name a way to share, first.
const CLEAR: usize = 12;
const SHARES: [&str; 26] = [
    "share",
    "tweet",
    "email",
    "e-mail",
    "print",
    "facebook",
    "twitter",
    "linkedin",
    "whatsapp",
    "telegram",
    "reddit",
    "pinterest",
    "pin",
    "save",
    "copy",
    "link",
    "x",
    "bluesky",
    "mastodon",
    "pdf",
    "download",
    "on",
    "via",
    "this",
    "article",
    "by",
];

fn is_sharing(lower: &str) -> bool {
    let words = || lower.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
    if !words().all(|word| SHARES.contains(&word)) {
        return false;
    }
    let words: Vec<&str> = words().collect();
    let clear = words.iter().filter(|word| SHARES[..CLEAR].contains(word)).count();
    clear > 1 || words.first() == Some(&"share") || words == ["tweet"] || words == ["copy", "link"]
}

/// `[ Your email ]  [ Sign up ]`.
fn is_form(text: &str) -> bool {
    text.starts_with('[') && text.ends_with(']') && text.matches('[').count() > 1 && text.matches("[ ").count() > 1
}

fn is_letter(lower: &str, words: usize) -> bool {
    let named = ["newsletter", "weekly letter", "daily letter", "your inbox", "mailing list"];
    let asks = ["sign up", "subscribe", "get our", "get the", "enjoying", "join our", "receive"];
    words < 18 && named.iter().any(|word| lower.contains(word)) && asks.iter().any(|word| lower.contains(word))
}

fn is_cookie(lower: &str, words: usize) -> bool {
    words < 20 && (lower.contains("we use cookies") || lower == "cookie settings" || lower == "accept all cookies")
}

/// A word that is a menu by itself is shorter.
const ALONE_LEN: usize = 24;
/// Signs between the crumbs of a trail.
const CRUMBS: [char; 4] = ['>', '›', '»', '|'];

/// Links before the text: short names with gaps between, or a trail of crumbs.
fn is_menu(text: &str, lower: &str, words: usize) -> bool {
    const ALONE: [&str; 14] = [
        "search",
        "menu",
        "home",
        "log in",
        "login",
        "sign in",
        "subscribe",
        "donate",
        "advertisement",
        "close",
        "listen",
        "navigation",
        "toggle navigation",
        "back to top",
    ];
    if ALONE.contains(&lower) {
        return true;
    }
    let crumbs: Vec<&str> = text.split(CRUMBS).map(str::trim).collect();
    if crumbs.len() > 2 && words < 16 && crumbs.iter().all(|crumb| !crumb.is_empty() && crumb.len() < 30) {
        return true;
    }
    let links: Vec<&str> = text.split("  ").map(str::trim).filter(|link| !link.is_empty()).collect();
    let named = links.iter().any(|link| {
        ["home", "about", "search", "contact", "events", "donate", "menu"].contains(&link.to_lowercase().as_str())
    });
    links.len() > 2 && named && links.iter().all(|link| link.split(' ').count() < 4 && !link.contains(['.', ',', ';']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_frame_are_told_from_text() {
        for line in ["share  tweet  email  print", "share on facebook", "tweet"] {
            assert!(is_sharing(line), "{line}");
        }
        for line in ["print", "by email", "the share of wheat"] {
            assert!(!is_sharing(line), "{line}");
        }
        assert!(is_form("[ Your email ]  [ Sign up ]") && !is_form("[sic] and [so]"));
        assert!(is_menu("Home > Food > Seeds", "home > food > seeds", 5));
        assert!(is_menu("Home   Topics   About", "home   topics   about", 3));
        assert!(!is_menu("a > b", "a > b", 3));
    }
}
