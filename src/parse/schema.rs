//! The fields of front matter: one list for the checks, the handbook and the editors' completion.

/// A field: its name, the names that other tools give it, and what it holds.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub name: &'static str,
    pub also: &'static [&'static str],
    pub shape: Shape,
    /// One sentence for the handbook.
    pub about: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Text,
    Date,
    Truth,
    Number,
    /// One or several texts.
    Texts,
    Authors,
    /// Groups of date, until, text and at.
    Events,
    /// A group of fields that is kept as it is.
    Group,
}

impl Field {
    /// Whether readers see its words as they stand, rather than an address, a number or a tag.
    #[must_use]
    pub fn is_prose(&self) -> bool {
        !matches!(
            self.name,
            "slug"
                | "number"
                | "language"
                | "doi"
                | "url"
                | "image"
                | "bibliography"
                | "citation_style"
                | "aliases"
                | "kind"
                | "same_as"
                | "see_also"
                | "not"
                | "orcid"
        )
    }
}

const fn field(name: &'static str, also: &'static [&'static str], shape: Shape, about: &'static str) -> Field {
    Field { name, also, shape, about }
}

pub const FIELDS: &[Field] = &[
    field("title", &[], Shape::Text, "The title. Every briefing and page has one."),
    field(
        "date",
        &[],
        Shape::Date,
        "The day of publication, as 2026-03-30, or 2026-03 where no day is known. A later day than today is not published.",
    ),
    field("updated", &["lastmod", "modified"], Shape::Date, "The day of the last change that readers should know of."),
    field("draft", &[], Shape::Truth, "true keeps the page off the site."),
    field("slug", &[], Shape::Text, "The name in the address; otherwise the name of the file."),
    field("kicker", &["eyebrow"], Shape::Text, "A word or two above the title."),
    field("standfirst", &["subtitle", "dek"], Shape::Text, "One or two sentences under the title."),
    field("authors", &["author"], Shape::Authors, "Names, ids of author pages, or name, bio, url and orcid."),
    field("series", &[], Shape::Text, "The series that it belongs to."),
    field("number", &["issue"], Shape::Text, "Its number in the series."),
    field("publisher", &["institution"], Shape::Text, "Who published it, where that is not the site."),
    field("topics", &["tags", "keywords"], Shape::Texts, "What it is about; each topic gets a page."),
    field("language", &["lang"], Shape::Text, "A language tag such as en-GB; otherwise the site's."),
    field("doi", &[], Shape::Text, "Its DOI, as 10.1234/abc."),
    field("url", &[], Shape::Text, "Where it was first published."),
    field("license", &["licence"], Shape::Text, "The licence of the text."),
    field("rights", &["copyright"], Shape::Text, "Whose the rights are."),
    field("disclaimer", &[], Shape::Text, "Whose views these are; printed at the end."),
    field(
        "summary",
        &["description", "abstract"],
        Shape::Text,
        "For search engines and feeds; otherwise the standfirst.",
    ),
    field("image", &[], Shape::Text, "A picture beside the file, for previews elsewhere."),
    field("bibliography", &[], Shape::Texts, "Further bibliographies, beside this file."),
    field("citation_style", &["csl"], Shape::Text, "Another citation style than the site's."),
    field("aliases", &[], Shape::Texts, "Former addresses of a page; other names of an entity."),
    field("link_entities", &[], Shape::Truth, "false: names in this text are not linked."),
    field("events", &[], Shape::Events, "What happened and when, for the timeline: date, until, text and at."),
    field("source", &[], Shape::Group, "Where it was imported from; written by the importer."),
    field("weight", &["order"], Shape::Number, "The place of a page among its neighbours; lower comes first."),
    field("name", &[], Shape::Text, "The name of an entity or author."),
    field("kind", &["type"], Shape::Text, "Of an entity: person, organisation, place, event or concept."),
    field("sort", &[], Shape::Text, "Of an entity: the name as the index has it, family name first."),
    field("same_as", &[], Shape::Texts, "Addresses of the same entity elsewhere, such as Wikidata."),
    field("see_also", &[], Shape::Texts, "Ids of related entities."),
    field("not", &[], Shape::Texts, "Of an entity: spellings near its name that mean somebody else."),
    field("bio", &[], Shape::Text, "Of an author: one sentence."),
    field("orcid", &[], Shape::Text, "Of an author: the ORCID iD."),
];

/// The field of this name, or of a name that other tools give it.
#[must_use]
pub fn find(name: &str) -> Option<&'static Field> {
    let name = name.to_lowercase();
    FIELDS.iter().find(|field| field.name == name || field.also.contains(&name.as_str()))
}
