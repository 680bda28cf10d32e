//! Pages that a citation names and the article does not have: a slip of the pen, or the wrong work.

use crate::base::diag::Diagnostic;
use crate::model::cite::LocatorLabel;
use crate::model::site::Site;
use crate::model::work::Work;

use super::diag;

/// CSL types whose `page` says how many pages they have, or which chapter is meant.
const WHOLE: [&str; 6] = ["book", "report", "thesis", "webpage", "dataset", "collection"];

pub fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for article in &site.articles {
        for (cite, bound) in article.facts.cites.iter().zip(&article.cites) {
            let Some(place) = cite.locator.as_ref().filter(|place| place.label == LocatorLabel::Page) else { continue };
            let Some(work) = bound.work.map(|id| &*site.work(id).work) else { continue };
            let Some((first, last)) = extent(work) else { continue };
            let outside = |(from, to): &(u32, u32)| *from < first || last.is_some_and(|last| *to > last);
            if runs(&place.value).is_some_and(|runs| runs.iter().any(outside)) {
                let pages = work.field("page").unwrap_or("");
                diagnostics.push(diag::page_outside(cite.span, &place.printed(), work, pages));
            }
        }
    }
}

/// The first page, and the last where it is said.
fn extent(work: &Work) -> Option<(u32, Option<u32>)> {
    if WHOLE.contains(&work.kind.as_str()) {
        return None;
    }
    let pages = work.field("page")?;
    let runs = runs(pages)?;
    let first = runs.iter().map(|(from, _)| *from).min()?;
    let last = runs.iter().map(|(_, to)| *to).max()?;
    // One page alone is mostly the first, as law and newspapers are cited.
    Some((first, (last > first && !pages.ends_with('+')).then_some(last)))
}

/// "207–28, 230" is 207 to 228 and 230; none where it is anything but numbers.
fn runs(text: &str) -> Option<Vec<(u32, u32)>> {
    let text = text.trim().trim_end_matches(['f', '+', '.']);
    let mut out = Vec::new();
    for part in text.split([',', ';', '&']) {
        let mut ends = part.splitn(2, ['-', '–', '—']).map(str::trim).map(|end| end.trim_start_matches(['-', '–']));
        let start = ends.next()?;
        let from: u32 = number(start)?;
        let to = match ends.next().filter(|end| !end.is_empty()) {
            None => from,
            Some(end) => {
                let to = number(end)?;
                // "207–28", "1003–9": the digits before are those of the first.
                let cut = start.len().checked_sub(end.len()).filter(|cut| *cut > 0);
                cut.and_then(|cut| format!("{}{end}", &start[..cut]).parse().ok()).filter(|_| to < from).unwrap_or(to)
            }
        };
        if to < from {
            return None;
        }
        out.push((from, to));
    }
    Some(out)
}

fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.len() < 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::work;

    #[test]
    fn pages_are_read_as_people_shorten_them() {
        for (text, read) in [
            ("207", Some(vec![(207, 207)])),
            ("207-28", Some(vec![(207, 228)])),
            ("1003–9, 1012", Some(vec![(1003, 1009), (1012, 1012)])),
            ("207–228", Some(vec![(207, 228)])),
            ("207--228", Some(vec![(207, 228)])),
            ("118ff", Some(vec![(118, 118)])),
            ("28-20", None),
            ("iv", None),
            ("C12", None),
            ("12n4", None),
            ("", None),
        ] {
            assert_eq!(runs(text), read, "{text}");
        }
    }

    #[test]
    fn an_article_has_its_pages_and_a_book_all_it_may_have() {
        let with = |kind: &str, pages: &str| {
            let mut work = work("k", "A", 2001, "T");
            kind.clone_into(&mut work.kind);
            work.fields.push(("page".into(), pages.into()));
            extent(&work)
        };
        assert_eq!(with("article-journal", "207-28"), Some((207, Some(228))));
        assert_eq!(with("chapter", "12"), Some((12, None)));
        assert_eq!(with("article-journal", "12+"), Some((12, None)));
        assert_eq!(with("article-journal", "e1204"), None);
        assert_eq!(with("book", "320"), None);
    }
}
