//! What BibLaTeX calls CSL's types, and where it keeps what hangs on the type.

pub struct Kind {
    pub entry: &'static str,
    /// `entrysubtype`, or nothing.
    pub subtype: &'static str,
    /// Field of the whole that the work stands in.
    pub container: &'static str,
    /// Field of whoever brought it out.
    pub publisher: &'static str,
    /// Its `number` is that of the issue.
    pub is_article: bool,
    /// Its `number` is that in a series.
    pub in_series: bool,
}

pub fn of(csl: &str) -> Kind {
    let (entry, subtype) = match csl {
        "article-journal" => ("article", ""),
        "article-magazine" => ("article", "magazine"),
        "article-newspaper" => ("article", "newspaper"),
        "book" | "classic" | "collection" => ("book", ""),
        "chapter" => ("incollection", ""),
        "paper-conference" => ("inproceedings", ""),
        "entry" | "entry-dictionary" | "entry-encyclopedia" => ("inreference", ""),
        "report" => ("report", ""),
        "thesis" => ("thesis", ""),
        "article" | "post" | "post-weblog" | "webpage" => ("online", ""),
        "pamphlet" => ("booklet", ""),
        "dataset" => ("dataset", ""),
        "software" => ("software", ""),
        "bill" | "legislation" | "regulation" | "treaty" => ("legislation", ""),
        "legal_case" => ("jurisdiction", ""),
        "patent" => ("patent", ""),
        "periodical" => ("periodical", ""),
        "personal_communication" => ("letter", ""),
        "broadcast" | "motion_picture" => ("movie", ""),
        "musical_score" | "song" => ("music", ""),
        "figure" | "graphic" | "map" => ("image", ""),
        "performance" => ("performance", ""),
        "review" | "review-book" => ("review", ""),
        "standard" => ("standard", ""),
        "manuscript" => ("unpublished", ""),
        _ => ("misc", ""),
    };
    let container = match entry {
        "article" | "online" | "review" => "journaltitle",
        _ => "booktitle",
    };
    let publisher = match entry {
        "report" | "thesis" | "standard" => "institution",
        "online" | "software" | "dataset" | "misc" | "unpublished" | "booklet" => "organization",
        _ => "publisher",
    };
    Kind {
        entry,
        subtype,
        container,
        publisher,
        is_article: matches!(entry, "article" | "periodical"),
        in_series: matches!(entry, "book" | "incollection" | "inproceedings" | "inreference"),
    }
}

/// BibLaTeX's own word for the kind of a thesis or report, which it prints in the language of the text.
pub fn genre(words: &str) -> Option<&'static str> {
    Some(match words {
        "PhD diss." => "phdthesis",
        "Master’s thesis" => "mathesis",
        "Bachelor’s thesis" => "bathesis",
        "Candidate thesis" => "candthesis",
        "Technical report" => "techreport",
        "Research report" => "resreport",
        _ => return None,
    })
}

/// What babel calls a language.
pub fn babel(tag: &str) -> Option<&'static str> {
    let tag = tag.to_ascii_lowercase();
    Some(match tag.as_str() {
        "en" => "english",
        "en-us" => "american",
        "en-gb" => "british",
        "de" => "german",
        "de-at" => "austrian",
        "fr" => "french",
        "es" => "spanish",
        "it" => "italian",
        "nl" => "dutch",
        "pt" => "portuguese",
        "pt-br" => "brazilian",
        "pl" => "polish",
        "ru" => "russian",
        "uk" => "ukrainian",
        "be" => "belarusian",
        "lt" => "lithuanian",
        "lv" => "latvian",
        "et" => "estonian",
        "fi" => "finnish",
        "sv" => "swedish",
        "da" => "danish",
        "nb" => "norsk",
        "cs" => "czech",
        "sk" => "slovak",
        "hu" => "hungarian",
        "ro" => "romanian",
        "bg" => "bulgarian",
        "tr" => "turkish",
        "el" => "greek",
        "la" => "latin",
        _ => return None,
    })
}
