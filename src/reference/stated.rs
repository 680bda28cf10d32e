//! What the words of one citation say of the work, field by field.

use crate::model::work::Name;

/// The fields, named and meant as CSL's variables where CSL has them. Empty: not said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stated {
    /// A CSL type name; empty for short forms.
    pub kind: &'static str,
    pub authors: Vec<Name>,
    pub editors: Vec<Name>,
    pub translators: Vec<Name>,
    /// Every other field that is said, in order of [`Field`].
    pub fields: Vec<(Field, String)>,
    pub year: Option<i32>,
    /// The "a" of "2019a".
    pub letter: Option<char>,
    /// The number of the note that the words lead to: "(n 4)".
    pub note_ref: Option<u32>,
    /// Words of the note that belong to this citation but name no part of the work.
    pub text_before: String,
    pub text_after: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Title,
    ShortTitle,
    /// Journal, newspaper, book of a chapter, reporter, committee.
    Container,
    Series,
    Publisher,
    Place,
    /// ISO where it is complete; otherwise as printed.
    Date,
    OriginalDate,
    Edition,
    Volume,
    Issue,
    /// Of a report, bill, docket, or a neutral citation.
    Number,
    Version,
    /// Of the whole article or chapter.
    Pages,
    /// The court.
    Authority,
    Archive,
    ArchiveLocation,
    Url,
    ArchiveUrl,
    Doi,
    Accessed,
}

impl Stated {
    pub fn get(&self, field: Field) -> Option<&str> {
        self.fields.iter().find(|(name, _)| *name == field).map(|(_, value)| value.as_str())
    }

    pub fn title(&self) -> &str {
        self.get(Field::Title).unwrap_or("")
    }

    /// Sets a field that is not set yet; an empty value sets nothing.
    pub fn put(&mut self, field: Field, value: impl Into<String>) {
        let mut value = value.into();
        let kept = value.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).len();
        value.truncate(kept);
        if !value.is_empty() && self.get(field).is_none() {
            self.fields.push((field, value));
            self.fields.sort_by_key(|(field, _)| *field);
        }
    }

    pub fn set(&mut self, field: Field, value: impl Into<String>) {
        self.fields.retain(|(name, _)| *name != field);
        self.put(field, value);
    }

    pub fn take(&mut self, field: Field) -> Option<String> {
        let at = self.fields.iter().position(|(name, _)| *name == field)?;
        Some(self.fields.remove(at).1)
    }
}

impl Field {
    /// As the JSON of `ibid annotate` calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::ShortTitle => "short_title",
            Self::Container => "container",
            Self::Series => "series",
            Self::Publisher => "publisher",
            Self::Place => "place",
            Self::Date => "date",
            Self::OriginalDate => "original_date",
            Self::Edition => "edition",
            Self::Volume => "volume",
            Self::Issue => "issue",
            Self::Number => "number",
            Self::Version => "version",
            Self::Pages => "pages",
            Self::Authority => "authority",
            Self::Archive => "archive",
            Self::ArchiveLocation => "archive_location",
            Self::Url => "url",
            Self::ArchiveUrl => "archive_url",
            Self::Doi => "doi",
            Self::Accessed => "accessed",
        }
    }
}
