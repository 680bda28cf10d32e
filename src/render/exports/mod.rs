//! Works as other programs read them: BibLaTeX, RIS, CSL-JSON, `COinS`; and briefings as works.
//!
//! Every value may be hostile, so each writer escapes for its own format and none lets a value reach a second line.
//! What is not here: which works a page offers, and where files stand, but for the ending of their names.

pub mod bibtex;
pub mod briefing;
mod byline;
pub mod coins;
pub mod csl_json;
mod latex;
pub mod ris;

use crate::base::slug::is_invisible;
use crate::model::config::Beside;
use crate::model::site::Site;
use crate::model::url::Url;
use crate::model::work::Work;

/// Up to so many briefings, and so many works, have files beside them if nobody says otherwise: they multiply the files
/// of a site, and each costs time in every build.
pub const MOST: usize = 500;

/// Whether briefings have files beside them.
#[must_use]
pub fn beside_briefings(site: &Site) -> bool {
    wanted(site.config.exports.briefings, site.briefings)
}

/// Whether works have files beside their pages.
#[must_use]
pub fn beside_works(site: &Site) -> bool {
    wanted(site.config.exports.works, site.works.len())
}

fn wanted(when: Beside, count: usize) -> bool {
    match when {
        Beside::Always => true,
        Beside::Never => false,
        Beside::Few => count <= MOST,
    }
}

/// A format of reference managers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    Bibtex,
    Ris,
    CslJson,
}

impl Format {
    pub const ALL: [Self; 3] = [Self::Bibtex, Self::Ris, Self::CslJson];

    /// As people call it: "BibTeX", "RIS", "CSL-JSON".
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bibtex => "BibTeX",
            Self::Ris => "RIS",
            Self::CslJson => "CSL-JSON",
        }
    }

    /// The ending of its files, without a dot in front.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Bibtex => "bib",
            Self::Ris => "ris",
            Self::CslJson => "csl.json",
        }
    }

    /// Its media type, as registered or as reference managers know it.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Bibtex => "application/x-bibtex",
            Self::Ris => "application/x-research-info-systems",
            Self::CslJson => "application/vnd.citationstyles.csl+json",
        }
    }

    /// A whole file of works, in their order.
    #[must_use]
    pub fn file<'a>(self, works: impl IntoIterator<Item = &'a Work>) -> String {
        match self {
            Self::Bibtex => works.into_iter().map(bibtex::bibtex).collect::<Vec<_>>().join("\n"),
            Self::Ris => works.into_iter().map(ris::ris).collect(),
            Self::CslJson => csl_json::list(works),
        }
    }

    /// Beside a page, what it is about: `works/wilson2021.html` has `works/wilson2021.bib`.
    #[must_use]
    pub fn beside(self, page: &Url) -> Url {
        Url(format!("{}.{}", stem(page), self.ending()))
    }

    /// Beside a briefing, the works that it cites: `minsk.html` has `minsk.references.bib`.
    #[must_use]
    pub fn references_of(self, page: &Url) -> Url {
        Url(format!("{}.references.{}", stem(page), self.ending()))
    }

    /// Of the whole site: `references.bib`.
    #[must_use]
    pub fn of_site(self) -> Url {
        Url(format!("references.{}", self.ending()))
    }
}

/// A briefing may be the home page.
fn stem(page: &Url) -> &str {
    let stem = page.stem();
    if stem.is_empty() { "index" } else { stem }
}

/// One line without what cannot be seen; joiners stay, because some scripts spell with them.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        let seen = |c: &char| !is_invisible(*c) || matches!(c, '\u{200c}' | '\u{200d}');
        let before = out.len();
        if before > 0 {
            out.push(' ');
        }
        let start = out.len();
        out.extend(word.chars().filter(seen));
        if out.len() == start {
            out.truncate(before);
        }
    }
    out
}

#[cfg(test)]
mod tests;
