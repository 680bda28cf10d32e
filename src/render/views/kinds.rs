//! CSL's types of works in readers' words.

#[derive(Clone, Copy)]
pub struct Kind {
    /// Its place in an index.
    pub rank: usize,
    /// "Book".
    pub one: &'static str,
    /// "Books".
    pub many: &'static str,
}

const OTHER: (&str, &str, &str) = ("document", "Work", "Other works");

/// Laws first, as in a table of authorities; then what is printed, what is broadcast, what was said.
const KINDS: [(&str, &str, &str); 24] = [
    ("legal_case", "Case", "Cases"),
    ("legislation", "Law", "Laws"),
    ("bill", "Bill", "Bills"),
    ("treaty", "Treaty", "Treaties"),
    ("book", "Book", "Books"),
    ("chapter", "Chapter", "Chapters"),
    ("article-journal", "Journal article", "Journal articles"),
    ("report", "Report", "Reports"),
    ("paper-conference", "Conference paper", "Conference papers"),
    ("article", "Paper", "Papers"),
    ("thesis", "Thesis", "Theses"),
    ("dataset", "Data set", "Data sets"),
    ("entry-encyclopedia", "Encyclopaedia entry", "Encyclopaedia entries"),
    ("article-magazine", "Magazine article", "Magazine articles"),
    ("article-newspaper", "Newspaper article", "Newspaper articles"),
    ("post-weblog", "Blog post", "Blog posts"),
    ("webpage", "Web page", "Web pages"),
    ("post", "Post", "Posts"),
    ("broadcast", "Broadcast", "Broadcasts"),
    ("motion_picture", "Film", "Films"),
    ("interview", "Interview", "Interviews"),
    ("speech", "Speech", "Speeches"),
    ("personal_communication", "Letter", "Letters"),
    ("manuscript", "Manuscript", "Manuscripts"),
];

/// The words for a CSL type; one that briefings seldom cite is an "other work".
pub fn of(csl: &str) -> Kind {
    let rank = KINDS.iter().position(|(name, ..)| *name == csl).unwrap_or(KINDS.len());
    let (_, one, many) = *KINDS.get(rank).unwrap_or(&OTHER);
    Kind { rank, one, many }
}
