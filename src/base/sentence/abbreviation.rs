//! Full stops that belong to a word: "Dr.", "p. 12", "U.S.", "J. K.".

/// Whether the full stop between `before` (the sentence up to it) and `next` (what follows the space) belongs to the
/// word before it and ends no sentence.
pub(super) fn holds(before: &str, next: &str) -> bool {
    let start = before.rfind(|c: char| c.is_whitespace() || breaks(c));
    let start = start.map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = &before[start..];
    let lead = &before[..start];
    if word.is_empty() {
        // "word . . . word": an ellipsis set with spaces.
        return lead.trim_end().ends_with('.') || next.starts_with('.');
    }
    if lead.trim().is_empty() && is_label(word) {
        return true;
    }
    if word.len() > 12 {
        return false;
    }
    if word.contains('.') {
        return dotted(word, next);
    }
    let mut letters = word.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return single(letter, lead, next);
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.len() <= 2 && is_german_month(first_word(next));
    }
    match kind(word) {
        Some(Kind::Leads) => true,
        Some(Kind::MayEnd) => !opens_sentences(first_word(next)),
        Some(Kind::BeforeNumber) => is_number(next),
        None => false,
    }
}

enum Kind {
    /// Stands before a name or a reference, and never ends a sentence.
    Leads,
    /// Ends one now and then: the next word tells.
    MayEnd,
    /// An abbreviation only before a number; otherwise it may be a word ("No.", "state of the art.").
    BeforeNumber,
}

fn kind(word: &str) -> Option<Kind> {
    Some(match word {
        "Mr" | "Mrs" | "Ms" | "Mx" | "Dr" | "Drs" | "Prof" | "Gen" | "Maj" | "Col" | "Lt" | "Sgt" | "Capt" | "Cpl"
        | "Adm" | "Cmdr" | "Cdr" | "Brig" | "Rev" | "Hon" | "Sen" | "Rep" | "Gov" | "St" | "Mt" | "Ft" | "Messrs"
        | "Mme" | "Mlle" | "Amb" | "Insp" | "Supt" | "Pvt" | "vs" | "cf" | "Cf" | "viz" | "esp" | "ca" | "Ca"
        | "approx" | "Approx" | "incl" | "eg" | "ie" | "vgl" | "Vgl" | "bzw" | "Hrsg" | "hrsg" | "св" | "им" | "ул"
        | "гл" | "Гл" | "Св" | "Ул" | "Проф" | "Ген" | "Акад" | "Напр" | "проф" | "см" | "См" | "напр" | "ген"
        | "полк" | "акад" => Kind::Leads,
        "etc" | "al" | "Inc" | "Ltd" | "Co" | "Corp" | "Bros" | "Jr" | "Sr" | "Esq" | "ed" | "eds" | "Ed" | "Eds"
        | "trans" | "Trans" | "tr" | "rev" | "ser" | "Dept" | "dept" | "Univ" | "Assn" | "Ave" | "Blvd" | "Rd"
        | "Ibid" | "ibid" | "Id" | "op" | "Op" | "cit" | "loc" | "Loc" | "Jan" | "Feb" | "Mar" | "Apr" | "Jun"
        | "Jul" | "Aug" | "Sep" | "Sept" | "Oct" | "Nov" | "Dec" | "Gov't" | "Ges" | "GmbH" | "Cong" | "sess"
        | "Sess" | "edn" | "Cir" | "ред" | "изд" => Kind::MayEnd,
        "No" | "Nos" | "no" | "nos" | "Nr" | "nr" | "vol" | "vols" | "Vol" | "Vols" | "pp" | "Pp" | "ch" | "chs"
        | "Ch" | "chap" | "Chap" | "fig" | "figs" | "Fig" | "Figs" | "art" | "arts" | "Art" | "Arts" | "sec"
        | "secs" | "Sec" | "sect" | "par" | "para" | "paras" | "Para" | "nn" | "col" | "cols" | "ll" | "fol" | "pt"
        | "pts" | "Pt" | "est" | "Eq" | "Ref" | "fn" | "bk" | "Bk" | "ser." | "стр" | "ст" | "гг" | "рис" | "табл" => {
            Kind::BeforeNumber
        }
        _ => return None,
    })
}

/// "U.S", "e.g", "Ph.D": a word with full stops inside.
fn dotted(word: &str, next: &str) -> bool {
    if matches!(word, "e.g" | "i.e" | "E.g" | "I.e" | "z.B" | "d.h" | "u.a" | "т.е" | "т.н" | "и.о") {
        return true;
    }
    let letters = word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    let capital = word.chars().next_back().is_some_and(char::is_uppercase);
    let degree = matches!(word, "Ph.D" | "D.Phil" | "M.Sc" | "B.Sc" | "LL.M" | "LL.B" | "Lt.Col" | "Brig.Gen");
    (degree || (letters && capital)) && !opens_sentences(first_word(next))
}

/// "J. Smith", "p. 12", "plan B. The": one letter.
fn single(letter: char, lead: &str, next: &str) -> bool {
    if letter.is_ascii_digit() {
        return is_german_month(first_word(next));
    }
    if !letter.is_alphabetic() {
        return false;
    }
    // "в 2020 г. Потом": a unit after a number ends its sentence before a capital.
    if letter.is_lowercase() && !letter.is_ascii() && lead.trim_end().ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    !opens_sentences(first_word(next))
}

/// "1. First", "IV. Fourth", "a. also": the whole sentence so far is a number.
fn is_label(word: &str) -> bool {
    let digits = word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    let roman = word.len() <= 5 && word.bytes().all(|byte| b"IVX".contains(&byte));
    let letter = word.chars().nth(1).is_none() && word.chars().all(char::is_alphabetic);
    digits || roman || letter
}

fn is_number(next: &str) -> bool {
    let word = next.trim_start_matches(['(', '[', '§', ' ']);
    let roman = word.bytes().take_while(|byte| b"IVXLCivxlc".contains(byte)).count();
    let ends = word[roman..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    word.starts_with(|c: char| c.is_numeric()) || (roman > 0 && ends)
}

fn first_word(next: &str) -> &str {
    let word = next.trim_start_matches(|c: char| !c.is_alphanumeric());
    &word[..word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len())]
}

/// Capitalised words that open sentences and are no part of names: after them an abbreviation was an end.
fn opens_sentences(word: &str) -> bool {
    OPENERS.contains(&word)
}

#[rustfmt::skip]
const OPENERS: [&str; 127] = [
    "The", "A", "An", "This", "That", "These", "Those", "It", "Its", "He", "She", "They", "We", "I", "His", "Her",
    "Their", "Our", "You", "My", "There", "Here", "In", "On", "At", "By", "For", "From", "With", "Without", "To",
    "As", "If", "When", "While", "Where", "Who", "What", "Why", "How", "Which", "But", "And", "Or", "Nor", "Yet",
    "So", "Not", "No", "However", "Although", "Though", "Since", "Because", "After", "Before", "Until", "During",
    "Despite", "Some", "Many", "Most", "Few", "All", "Both", "Each", "Such", "Another", "Other", "Others", "One",
    "Two", "Then", "Thus", "Now", "Only", "Even", "Under", "Over", "Once", "Still", "Instead", "Yes", "Nothing",
    "Nobody", "Every", "Everyone", "See", "Meanwhile", "Moreover", "Whether", "Of", "Is", "Are", "Was", "Were",
    "Did", "Does", "Do", "Can", "Could", "Will", "Would", "Should", "Der", "Die", "Das", "Es", "Er", "Sie", "Le",
    "La", "Les", "Il", "Elle", "В", "На", "Он", "Она", "Это", "Но", "И", "У", "З", "Це", "Він", "Гэта",
];

fn is_german_month(word: &str) -> bool {
    matches!(
        word,
        "Januar"
            | "Jänner"
            | "Februar"
            | "März"
            | "April"
            | "Mai"
            | "Juni"
            | "Juli"
            | "August"
            | "September"
            | "Oktober"
            | "November"
            | "Dezember"
            | "Jahrhundert"
            | "Jahrhunderts"
    )
}

fn breaks(c: char) -> bool {
    matches!(c, '"' | '“' | '‘' | '„' | '«' | '»' | '(' | '[' | '—' | '–' | '-' | '/')
}
