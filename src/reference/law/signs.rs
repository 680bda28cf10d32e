//! What tells that a stretch may be a case or a law, looked for once before the forms are tried one by one.
//!
//! Most notes cite books, papers and pages. Thirty patterns that find nothing in them cost more than all that do.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// Families of forms, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs(u16);

pub const CONGRESS: u16 = 1;
pub const CODES: u16 = 1 << 1;
pub const UNION: u16 = 1 << 2;
pub const TREATIES: u16 = 1 << 3;
pub const NATIONS: u16 = 1 << 4;
pub const FRENCH: u16 = 1 << 5;
pub const SECTIONS: u16 = 1 << 6;
pub const HANSARD: u16 = 1 << 7;
pub const SLAVIC: u16 = 1 << 8;
pub const ACTS: u16 = 1 << 9;
pub const EU_CASES: u16 = 1 << 10;
pub const VERSUS: u16 = 1 << 11;
pub const MATTERS: u16 = 1 << 12;
pub const REPORTER_AT: u16 = 1 << 13;
pub const GERMAN_COURTS: u16 = 1 << 14;

/// Words without which no form of a family is there. A word may stand for several.
const WORDS: [(u16, &str); 15] = [
    (CONGRESS, "Cong|Rep.|Rept.|Doc.|Exec|Pub|P.L."),
    (CODES, "U.S.|U. S|C.F|C. F|USC|CFR|Fed. Reg|Const.|§"),
    (UNION, "Regulation|Directive|Decision|Verordnung|Richtlinie|Règlement|Recommendation"),
    (
        TREATIES,
        "(adopted|(opened|(signed|(concluded|(done|(of|T.S.|I.L.M.|U.S.T.|Stat.|T.I.A.S.|Treaty|Convention|Covenant|Charter|Protocol|Statute|Constitution",
    ),
    (NATIONS, "UN|S.C.|G.A.|Security Council|General Assembly|HRC"),
    (FRENCH, "Loi|Décret|Ordonnance|Arrêté"),
    (SECTIONS, "§|Art."),
    (HANSARD, "HC|HL"),
    (SLAVIC, "Федеральн|Закон|Указ|Постанов|Конституц|Розпорядження|Распоряжение|Наказ|Приказ"),
    (ACTS, "Act|Regulations|Order|Rules|Ordinance|Bill|Code|Measure"),
    (EU_CASES, "Case|Rs.|aff.|Affaire|Rechtssache"),
    (VERSUS, " v | v."),
    (MATTERS, "(No"),
    (REPORTER_AT, " at "),
    (
        GERMAN_COURTS,
        "BVerf|BGH|BVerwG|BAG|BFH|BSG|BPatG|EuGH|EGMR|OVG|VGH|OLG|LG|VG|KG|StGH|VerfGH|OGH|VfGH|BGer|RGZ|RGSt",
    ),
];

static FINDER: LazyLock<(Option<AhoCorasick>, Vec<u16>)> = LazyLock::new(|| {
    let words = || WORDS.iter().flat_map(|(bit, words)| words.split('|').map(move |word| (*bit, word)));
    (AhoCorasick::new(words().map(|(_, word)| word)).ok(), words().map(|(bit, _)| bit).collect())
});

impl Signs {
    /// The families that a text may belong to.
    pub fn of(text: &str) -> Self {
        let (finder, bits) = &*FINDER;
        let Some(finder) = finder else { return Self(u16::MAX) };
        // Names of cases without a "v." open the stretch.
        let opens = ["In re", "Ex parte", "Re", "Matter of", "The"]
            .iter()
            .any(|words| text.strip_prefix(words).is_some_and(|rest| rest.starts_with(char::is_whitespace)));
        let found = finder.find_overlapping_iter(text).map(|found| bits.get(found.pattern().as_usize()));
        Self(found.flatten().fold(if opens { MATTERS } else { 0 }, |all, bit| all | bit))
    }

    /// Whether one of the families is among them.
    pub fn any(self, families: u16) -> bool {
        self.0 & families != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_shows_its_family() {
        for (family, text) in [
            (CONGRESS, "H.R. Rep. No. 110-4, pt. 1"),
            (CONGRESS, "Harbor Act, S. 12, 117th Cong. (2021)"),
            (CODES, "42 U.S.C. § 1983"),
            (CODES, "U.S. Const. art. I"),
            (UNION, "Council Directive 95/46/EC"),
            (TREATIES, "Tolls Accord (signed at Arle, 3 May 1990)"),
            (NATIONS, "UNSC Res 1373 (28 September 2001)"),
            (FRENCH, "Décret n° 2015-912 du 24 juillet 2015"),
            (SECTIONS, "Art. 5 Abs. 1 GG"),
            (HANSARD, "HL Deb 5 May 2010, vol 508, col 123"),
            (SLAVIC, "Конституція України"),
            (ACTS, "Harbour Act 1990"),
            (EU_CASES, "Rechtssache C-403/08"),
            (VERSUS, "Roe v Lowe [1932] AC 562"),
            (MATTERS, "In re Quay Ltd., 12 F.3d 4"),
            (REPORTER_AT, "Roe, 410 U.S. at 152"),
            (GERMAN_COURTS, "OLG Hamburg, Urteil vom 3.5.2010"),
        ] {
            assert!(Signs::of(text).any(family), "{text}");
        }
    }

    #[test]
    fn what_is_no_law_costs_no_pattern() {
        for text in [
            "Ann Roe, Rivers of Salt (London: Penguin, 2012), p. 12",
            "Sam Prior, “Ports in Peril,” Northern Affairs 12, no. 3 (2014): 5–9",
            "“Ferries,” Harbour Blog, 3 May 2016, https://harbour.example/ferry",
        ] {
            assert_eq!(Signs::of(text), Signs::default(), "{text}");
        }
    }
}
