//! The habits of one document, counted over its notes before any is read: what one note leaves open, the others often tell.

use super::pattern::pattern;
use super::text::Even;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct House {
    /// "Okafor, Lena" and not "Lena Okafor" before a title.
    pub family_first: bool,
    /// Titles of books stand in italics, so words without them are no title.
    pub italics: bool,
    /// Polish, Czech or the like: "s. 45" is a page.
    pub s_is_page: bool,
}

pattern!(FAMILY_FIRST, r"^\p{Lu}[\p{L}’'-]+, \p{Lu}[\p{L}.-]+(?: \p{Lu}\.?)?(?:[,.:]| and)");
pattern!(S_PAGE, needs = ["s. "], r"\bs\. \d+");

impl House {
    pub fn of(notes: &[Even]) -> Self {
        let count = |test: &dyn Fn(&Even) -> bool| notes.iter().filter(|note| test(note)).count();
        let family = count(&|note| FAMILY_FIRST.is_match(&note.text));
        let italics = count(&|note| note.italics.iter().any(|range| range.len() > 8));
        let letters = |note: &Even| note.text.contains(['ł', 'ś', 'ż', 'ę', 'ą', 'ć', 'ř', 'ě', 'ů', 'š', 'č']);
        Self {
            family_first: family * 4 > notes.len(),
            italics: italics * 3 > notes.len(),
            s_is_page: count(&|note| letters(note) && S_PAGE.is_match(&note.text)) > 0,
        }
    }
}
