//! The codes of all diagnostics, each with its severity and its page.
//!
//! The page (`docs/diagnostics/CODE.md`) is what `ibid explain CODE` prints: *what it does, why it matters, example,
//! instead*. A test holds that each code has its page and its case.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::diag::Severity;

macro_rules! codes {
    ($($name:ident = $code:literal, $severity:ident;)*) => {
        /// A kind of diagnostic; printed by [`Code::name`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($name),* }

        impl Code {
            pub const ALL: &[Code] = &[$(Code::$name),*];

            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Code::$name => $code),* }
            }

            /// Before the site's `[severities]` are applied.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),* }
            }

            /// The page that explains it, in Markdown.
            #[must_use]
            pub fn page(self) -> &'static str {
                match self { $(Code::$name => include_str!(concat!("../../docs/diagnostics/", $code, ".md"))),* }
            }
        }
    };
}

codes! {
    // Files and folders
    UnreadableFile = "unreadable-file", Error;
    NotUtf8 = "not-utf8", Error;
    NotARegularFile = "not-a-regular-file", Warning;
    SymlinkOutside = "symlink-outside", Warning;
    DuplicateUrl = "duplicate-url", Error;
    UnportableSlug = "unportable-slug", Warning;
    MissingFile = "missing-file", Error;
    PathOutside = "path-outside", Error;
    EmptySite = "empty-site", Warning;
    // Front matter and configuration
    FrontMatterSyntax = "front-matter-syntax", Error;
    MissingField = "missing-field", Error;
    UnknownField = "unknown-field", Warning;
    BadValue = "bad-value", Error;
    CutValue = "cut-value", Warning;
    Unpublished = "unpublished", Info;
    UnknownAuthor = "unknown-author", Info;
    UnclearAuthors = "unclear-authors", Warning;
    // Notes
    UnresolvedNoteref = "unresolved-noteref", Error;
    UnusedNote = "unused-note", Warning;
    DuplicateNote = "duplicate-note", Error;
    EmptyNote = "empty-note", Warning;
    SelfReferringNote = "self-referring-note", Error;
    // Citations
    UnknownWork = "unknown-work", Error;
    BrokenIbid = "broken-ibid", Error;
    AmbiguousIbid = "ambiguous-ibid", Warning;
    AmbiguousShortForm = "ambiguous-short-form", Warning;
    IbidWithoutAntecedent = "ibid-without-antecedent", Warning;
    UntiedReference = "untied-reference", Info;
    BadCitation = "bad-citation", Error;
    BibliographySyntax = "bibliography-syntax", Error;
    DuplicateWork = "duplicate-work", Error;
    WorkUnderTwoKeys = "work-under-two-keys", Warning;
    PageOutsideRange = "page-outside-range", Warning;
    IncompleteWork = "incomplete-work", Warning;
    UnknownStyle = "unknown-style", Error;
    UnreadableStyle = "unreadable-style", Error;
    // Pull quotes
    PullQuoteAltered = "pull-quote-altered", Warning;
    PullQuoteNotFound = "pull-quote-not-found", Warning;
    // Links and entities
    DeadLink = "dead-link", Error;
    DeadAnchor = "dead-anchor", Error;
    AmbiguousLink = "ambiguous-link", Error;
    EmptyLink = "empty-link", Warning;
    RefusedUrl = "refused-url", Warning;
    RemotePicture = "remote-picture", Warning;
    DuplicateAlias = "duplicate-alias", Warning;
    AmbiguousName = "ambiguous-name", Warning;
    NearName = "near-name", Warning;
    // Blocks
    UnknownBlock = "unknown-block", Warning;
    RawHtml = "raw-html", Warning;
    DroppedHtml = "dropped-html", Warning;
    RefusedAttribute = "refused-attribute", Warning;
    DuplicateHeadingId = "duplicate-heading-id", Warning;
    ImageWithoutAlt = "image-without-alt", Warning;
    LostCell = "lost-cell", Warning;
    UnclosedBlock = "unclosed-block", Warning;
    DeepNesting = "deep-nesting", Warning;
    ReviewMark = "review-mark", Info;
}

impl Code {
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// The first line of the page, without its `# `.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.page().lines().next().unwrap_or("").trim_start_matches("# ")
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_name(&name).ok_or_else(|| serde::de::Error::custom(format!("no diagnostic is called {name}")))
    }
}
