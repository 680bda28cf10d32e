//! Words that tell what a capital letter means. Small lists of general words, sorted; no name of a person or place that
//! a site could be about.

/// Whether a word stands in a sorted list, whatever its case.
pub fn is_in(list: &[&str], word: &str) -> bool {
    let word = word.to_lowercase();
    list.binary_search(&word.trim_end_matches('.')).is_ok()
}

/// Before a person's name.
#[rustfmt::skip]
pub const TITLES: &[&str] = &[
    "admiral", "ambassador", "baron", "baroness", "bishop", "brigadier", "captain", "cardinal", "chairman",
    "chancellor", "col", "colonel", "commander", "commissioner", "corporal", "count", "countess", "dame",
    "deputy", "doctor", "dr", "foreign", "frau", "gen", "general", "governor", "herr", "king", "lady",
    "lieutenant", "lord", "lt", "madame", "major", "marshal", "mayor", "minister", "miss", "mister", "monsieur",
    "mp", "mr", "mrs", "ms", "pan", "pani", "pope", "premier", "president", "prime", "prince", "princess",
    "prof", "professor", "queen", "rep", "representative", "rt", "secretary", "sen", "senator", "sergeant",
    "sgt", "sheikh", "sir", "speaker", "tsar", "vice",
];

/// Bodies, and things that have names: a name may go on with "of" after one, and has a kind by it.
#[rustfmt::skip]
pub const BODIES: &[&str] = &[
    "academy", "administration", "agency", "airlines", "alliance", "archive", "archives", "armed", "army",
    "assembly", "association", "authority", "bank", "battalion", "board", "brigade", "bundestag", "bureau",
    "cabinet", "center", "centre", "chamber", "church", "club", "college", "command", "commission", "committee",
    "community", "company", "conference", "congress", "consortium", "cooperation", "corporation", "corps",
    "council", "court", "department", "directorate", "division", "embassy", "endowment", "exchange", "faculty",
    "federation", "fleet", "force", "forces", "forum", "foundation", "front", "fund", "gazette", "government",
    "group", "guard", "headquarters", "house", "initiative", "inspectorate", "institute", "institution",
    "journal", "magazine", "ministry", "mission", "mobile", "movement", "museum", "network", "newspaper",
    "observatory", "office", "ombudsman", "organisation", "organization", "parliament", "partnership", "party",
    "police", "post", "press", "programme", "project", "radio", "regiment", "registry", "review", "school",
    "secretariat", "senate", "service", "services", "society", "staff", "television", "times", "tribunal",
    "tribune", "trust", "union", "unit", "university", "watch",
];

#[rustfmt::skip]
pub const PLACES: &[&str] = &[
    "airport", "base", "bay", "border", "bridge", "canal", "city", "coast", "corridor", "county", "desert",
    "district", "gap", "gulf", "harbour", "hill", "island", "islands", "isle", "isles", "kingdom", "lake",
    "mount", "mountain", "mountains", "oblast", "ocean", "peninsula", "plant", "port", "province", "region",
    "republic", "river", "sea", "square", "state", "states", "station", "strait", "street", "territory",
    "union", "valley", "village",
];

#[rustfmt::skip]
pub const EVENTS: &[&str] = &[
    "accord", "accords", "act", "agreement", "attack", "battle", "census", "charter", "coup", "crisis",
    "declaration", "disaster", "election", "elections", "exercise", "famine", "games", "invasion", "memorandum",
    "operation", "pact", "plan", "protocol", "referendum", "revolution", "spring", "strike", "summit", "treaty",
    "uprising", "war",
];

/// Capital for another reason than a name, where they stand alone.
#[rustfmt::skip]
pub const GENERIC: &[&str] = &[
    "al", "annex", "annexe", "anno", "appendix", "april", "article", "articles", "august", "autumn", "baroque",
    "bible", "bolshevik", "box", "capital", "catholic", "catholics", "central", "ceo", "ch", "chapter",
    "christian", "christians", "christmas", "cit", "cold", "communist", "communists", "constitution", "covid",
    "december", "east", "easter", "eastern", "ed", "eds", "en", "equation", "et", "exhibit", "far", "february",
    "fig", "figure", "first", "friday", "further", "gdp", "god", "gp", "great", "high", "holocaust", "ibid",
    "id", "idem", "inc", "internet", "islam", "islamic", "january", "jew", "jewish", "jews", "july", "june",
    "latin", "law", "left", "lower", "ltd", "map", "march", "marxist", "may", "middle", "monday", "mr",
    "muslim", "muslims", "nazi", "nazis", "near", "new", "ngo", "ngos", "no", "north", "northern", "note",
    "notes", "november", "nr", "october", "old", "op", "orthodox", "page", "paragraph", "part", "pdf", "photo",
    "plate", "pp", "protestant", "q&a", "report", "right", "saint", "saturday", "second", "section",
    "september", "slavic", "source", "south", "southern", "soviet", "soviets", "st", "standard", "step",
    "sunday", "table", "third", "thursday", "tuesday", "tv", "uav", "upper", "url", "version", "vol", "volume",
    "web", "wednesday", "west", "western", "winter", "ww1", "ww2", "yes",
];

/// Open sentences, and belong to no name there.
#[rustfmt::skip]
pub const FUNCTION: &[&str] = &[
    "a", "about", "above", "according", "across", "after", "again", "against", "all", "almost", "along",
    "already", "also", "although", "always", "am", "among", "an", "and", "another", "any", "anyone", "are",
    "as", "asked", "at", "back", "be", "because", "been", "before", "behind", "being", "below", "beside",
    "besides", "between", "beyond", "both", "but", "by", "can", "citing", "could", "critics", "despite", "did",
    "do", "does", "during", "each", "earlier", "either", "elsewhere", "even", "eventually", "ever", "every",
    "everyone", "except", "few", "finally", "for", "former", "from", "given", "had", "has", "have", "he",
    "hence", "her", "here", "his", "how", "however", "i", "if", "in", "indeed", "inside", "instead", "into",
    "is", "it", "its", "just", "last", "late", "later", "less", "like", "many", "meanwhile", "more", "moreover",
    "most", "much", "my", "near", "nearly", "neither", "never", "nevertheless", "next", "nor", "not", "nothing",
    "now", "of", "off", "often", "on", "once", "one", "only", "or", "other", "others", "our", "out", "outside",
    "over", "perhaps", "quite", "rather", "recently", "said", "several", "she", "should", "since", "so", "some",
    "someone", "sometimes", "soon", "still", "such", "than", "that", "the", "their", "then", "there",
    "therefore", "these", "they", "this", "those", "though", "three", "through", "throughout", "thus", "to",
    "today", "together", "too", "toward", "towards", "two", "under", "unlike", "until", "up", "upon", "was",
    "we", "were", "what", "when", "whenever", "where", "whereas", "whether", "which", "while", "who", "whoever",
    "whose", "why", "will", "with", "within", "without", "would", "yesterday", "yet", "you", "your",
];

/// Small words inside a name of any kind.
#[rustfmt::skip]
pub const PARTICLES: &[&str] = &[
    "af", "al", "av", "ben", "bin", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el",
    "ibn", "la", "las", "le", "les", "los", "ter", "van", "von", "y", "zu", "zum", "zur",
];

/// Between a body and what it is of.
#[rustfmt::skip]
pub const LINKS: &[&str] = &[
    "des", "for", "für", "of", "on", "pour", "the", "to",
];

/// Names of peoples and languages made of the name of a place.
pub fn is_demonym(word: &str) -> bool {
    #[rustfmt::skip]
    const ENDINGS: &[&str] = &[
        "ian", "ians", "ean", "eans", "ish", "ese", "ern", "erners", "rench", "reek", "reeks", "oles", "zech",
        "zechs",
    ];
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "afghan", "afghans", "african", "africans", "american", "americans", "arab", "arabs", "atlantic",
        "balkan", "balt", "baltic", "balts", "briton", "britons", "cossack", "cossacks", "croat", "croats",
        "cypriot", "cypriots", "czech", "czechs", "dane", "danes", "dutch", "eurasian", "finn", "finns",
        "french", "georgians", "german", "germans", "greek", "greeks", "iraqi", "iraqis", "israeli", "israelis",
        "kurd", "kurds", "lett", "letts", "mexican", "mexicans", "nordic", "pakistani", "pakistanis", "pole",
        "poles", "roman", "romans", "saudi", "saudis", "scot", "scots", "serb", "serbs", "slav", "slavic",
        "slavs", "slovak", "slovaks", "slovene", "slovenes", "swede", "swedes", "swiss", "tatar", "tatars",
        "transatlantic", "turk", "turks", "ukrainians", "uzbek", "uzbeks",
    ];
    let word = word.to_lowercase();
    word.len() > 4 && ENDINGS.iter().any(|ending| word.ends_with(ending)) || WORDS.binary_search(&word.as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [TITLES, BODIES, PLACES, EVENTS, GENERIC, FUNCTION, PARTICLES, LINKS] {
            assert!(list.is_sorted(), "{:?}", list.windows(2).find(|pair| pair[0] >= pair[1]));
        }
        assert!(is_in(TITLES, "Mr.") && is_in(TITLES, "President") && !is_in(TITLES, "Minsk"));
        assert!(is_demonym("Belarusians") && is_demonym("Dutch") && is_demonym("Poles") && !is_demonym("Iran"));
    }
}
