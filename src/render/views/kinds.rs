//! CSL's types of works in readers' words.

#[derive(Clone, Copy)]
pub struct Kind {
    /// The CSL type, or `document`.
    pub name: &'static str,
    /// "Book".
    pub one: &'static str,
    /// "Books".
    pub many: &'static str,
}

const OTHER: (&str, &str, &str) = ("document", "Work", "Other works");

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

/// The words for a CSL type; one that briefings seldom cite is an "other work".
pub fn of(csl: &str) -> Kind {
    let (name, one, many) = *KINDS.iter().find(|(name, ..)| *name == csl).unwrap_or(&OTHER);
    Kind { name, one, many }
}
