//! `q` elements: the marks that a browser puts around them, in the language of the text.

/// Outer marks, then inner ones.
type Marks = [&'static str; 4];

/// The marks before and after a quotation inside `depth` others.
pub fn marks(language: &str, depth: usize) -> (&'static str, &'static str) {
    let [open, close, inner_open, inner_close] = of(language.split(['-', '_']).next().unwrap_or_default());
    if depth.is_multiple_of(2) { (open, close) } else { (inner_open, inner_close) }
}

fn of(language: &str) -> Marks {
    match language.to_ascii_lowercase().as_str() {
        "de" | "cs" | "sk" | "sl" | "bg" | "ka" | "et" | "is" | "lt" => ["„", "“", "‚", "‘"],
        "fr" => ["«\u{202f}", "\u{202f}»", "“", "”"],
        "es" | "it" | "pt" | "el" | "ca" | "no" | "nb" | "nn" | "hy" => ["«", "»", "“", "”"],
        "ru" | "uk" | "be" => ["«", "»", "„", "“"],
        "pl" | "ro" => ["„", "”", "«", "»"],
        "hu" => ["„", "”", "»", "«"],
        "hr" | "sr" | "bs" => ["„", "”", "’", "’"],
        "sv" | "fi" => ["”", "”", "’", "’"],
        "nl" => ["‘", "’", "“", "”"],
        "ja" | "zh" => ["「", "」", "『", "』"],
        _ => ["“", "”", "‘", "’"],
    }
}
