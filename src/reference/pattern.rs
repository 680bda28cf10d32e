//! Patterns, each compiled once.

/// A regular expression that is written out. They are linear on any text.
macro_rules! pattern {
    ($name:ident, $text:expr) => {
        #[allow(clippy::unwrap_used, reason = "a literal; the first test that uses it would tell")]
        static $name: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| regex::Regex::new($text).unwrap());
    };
}

pub(super) use pattern;
