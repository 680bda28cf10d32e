//! CSL's types of works in readers' words.

use std::borrow::Cow;

pub struct Kind {
    /// "Book".
    pub one: Cow<'static, str>,
    /// "Books".
    pub many: Cow<'static, str>,
}

const KINDS: [(&str, &str, &str); 24] = [
    ("article", "Paper", "Papers"),
    ("article-journal", "Journal article", "Journal articles"),
    ("article-magazine", "Magazine article", "Magazine articles"),
    ("article-newspaper", "Newspaper article", "Newspaper articles"),
    ("bill", "Bill", "Bills"),
    ("book", "Book", "Books"),
    ("broadcast", "Broadcast", "Broadcasts"),
    ("chapter", "Chapter", "Chapters"),
    ("dataset", "Data set", "Data sets"),
    ("entry-encyclopedia", "Encyclopaedia entry", "Encyclopaedia entries"),
    ("interview", "Interview", "Interviews"),
    ("legal_case", "Case", "Cases"),
    ("legislation", "Law", "Laws"),
    ("manuscript", "Manuscript", "Manuscripts"),
    ("motion_picture", "Film", "Films"),
    ("paper-conference", "Conference paper", "Conference papers"),
    ("personal_communication", "Letter", "Letters"),
    ("post", "Post", "Posts"),
    ("post-weblog", "Blog post", "Blog posts"),
    ("report", "Report", "Reports"),
    ("speech", "Speech", "Speeches"),
    ("thesis", "Thesis", "Theses"),
    ("treaty", "Treaty", "Treaties"),
    ("webpage", "Web page", "Web pages"),
];

/// The words for a CSL type; an unlisted one gives its own name.
pub fn of(csl: &str) -> Kind {
    if let Some((_, one, many)) = KINDS.iter().find(|(name, ..)| *name == csl) {
        return Kind { one: Cow::Borrowed(one), many: Cow::Borrowed(many) };
    }
    if csl.is_empty() || csl == "document" {
        return Kind { one: Cow::Borrowed("Work"), many: Cow::Borrowed("Other works") };
    }
    let name = csl.replace(['-', '_'], " ");
    let mut letters = name.chars();
    let name: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    Kind { one: Cow::Owned(name.clone()), many: Cow::Owned(name) }
}
