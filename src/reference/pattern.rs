//! Patterns, each compiled once, and the first time that it is used.
//!
//! Most patterns say how a stretch of a note begins, and most stretches begin otherwise. Such a pattern is tried in one
//! place, letter by letter: that needs half of the work to compile, once it is parsed, and for some hundred notes it is
//! done sooner.
//!
//! Most patterns match nothing in most documents. Where a pattern says which words what it matches has one of, it is not
//! compiled before a text has one.

mod spelling;

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use regex_automata::nfa::thompson;
use regex_automata::nfa::thompson::backtrack::{self, BoundedBacktracker};
use regex_automata::util::primitives::NonMaxUsize;
use regex_automata::util::{captures, syntax};
use regex_automata::{Input, MatchError, meta};

use self::spelling::spelled;

/// A regular expression that is written out. They are linear on any text. What one with `needs` matches has one of these
/// words, what one with `begins` matches begins with one; in small letters where the pattern does not mind the case. Tests
/// hold the words against the pattern.
macro_rules! pattern {
    ($name:ident, needs = $words:expr, $text:expr) => {
        pattern!(@ $name, crate::reference::pattern::Gate::Needs(&$words), $text);
    };
    ($name:ident, begins = $words:expr, $text:expr) => {
        pattern!(@ $name, crate::reference::pattern::Gate::Begins(&$words), $text);
    };
    ($name:ident, $text:expr) => {
        pattern!(@ $name, crate::reference::pattern::Gate::Open, $text);
    };
    (@ $name:ident, $gate:expr, $text:expr) => {
        static $name: std::sync::LazyLock<crate::reference::pattern::Pattern> =
            std::sync::LazyLock::new(|| crate::reference::pattern::Pattern::new($text, $gate));
    };
}

pub(super) use pattern;

/// A pattern, compiled once it is searched with.
#[derive(Debug)]
pub(super) struct Pattern {
    text: String,
    gate: Gate,
    compiled: OnceLock<Compiled>,
}

/// What is known of all texts that a pattern matches.
#[derive(Clone, Copy, Debug)]
pub(super) enum Gate {
    Open,
    /// One of these stands somewhere in them.
    Needs(&'static [&'static str]),
    /// They begin with one of these.
    Begins(&'static [&'static str]),
}

#[derive(Debug)]
enum Compiled {
    /// It matches anywhere.
    Far(meta::Regex),
    /// It matches at the start of a text, and sees soon whether it does.
    Near(Near),
}

/// A pattern that is tied to the start of a text.
#[derive(Debug)]
pub(super) struct Near {
    engine: BoundedBacktracker,
    /// How often it was searched with, until `whole` is there.
    uses: AtomicU32,
    /// The pattern, for texts that are longer than `engine` takes, and for many of them.
    text: String,
    whole: OnceLock<meta::Regex>,
}

/// After so many searches the engine that is dear to compile and swift to search has paid for itself: three hundred
/// nanoseconds a search, a third of a millisecond to compile.
const OFTEN: u32 = 600;

/// Where a pattern or one of its groups was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match<'h> {
    text: &'h str,
    start: usize,
    end: usize,
}

/// The groups of a pattern that was found; 0 is the whole.
#[derive(Debug)]
pub(super) struct Captures<'h> {
    text: &'h str,
    groups: captures::Captures,
}

thread_local! {
    /// What compiles patterns: its tables are dear to set up, and serve for one pattern after another.
    static COMPILER: thompson::Compiler = thompson::Compiler::new();
    /// Where the near patterns of a thread keep what they have tried.
    static TRIED: RefCell<Option<backtrack::Cache>> = const { RefCell::new(None) };
}

impl Pattern {
    pub fn new(text: &str, gate: Gate) -> Self {
        let pattern = Self { text: text.to_owned(), gate, compiled: OnceLock::new() };
        #[cfg(test)]
        tests::hold(&pattern);
        pattern
    }

    pub fn is_match(&self, text: &str) -> bool {
        match self.engine(text) {
            Engine::None => false,
            Engine::Whole(regex) => regex.is_match(text),
            Engine::Near(near) => near.search(text, &mut []).unwrap_or_else(|_| near.whole().is_match(text)),
        }
    }

    pub fn find<'h>(&self, text: &'h str) -> Option<Match<'h>> {
        let whole = |regex: &meta::Regex| regex.find(text).map(|found| (found.start(), found.end()));
        let (start, end) = match self.engine(text) {
            Engine::None => return None,
            Engine::Whole(regex) => whole(regex)?,
            Engine::Near(near) => {
                let mut slots = [None; 2];
                match near.search(text, &mut slots) {
                    Ok(_) => (slots[0]?.get(), slots[1]?.get()),
                    Err(_) => whole(near.whole())?,
                }
            }
        };
        Some(Match { text, start, end })
    }

    pub fn captures<'h>(&self, text: &'h str) -> Option<Captures<'h>> {
        let whole = |regex: &meta::Regex| {
            let mut groups = regex.create_captures();
            regex.captures(text, &mut groups);
            groups
        };
        let groups = match self.engine(text) {
            Engine::None => return None,
            Engine::Whole(regex) => whole(regex),
            Engine::Near(near) => near.captures(text).unwrap_or_else(|_| whole(near.whole())),
        };
        groups.is_match().then_some(Captures { text, groups })
    }

    pub fn captures_iter<'h>(&self, text: &'h str) -> impl Iterator<Item = Captures<'h>> {
        let (far, near) = match self.compiled(text) {
            None => (None, None),
            Some(Compiled::Far(regex)) => {
                (Some(regex.captures_iter(text).map(move |groups| Captures { text, groups })), None)
            }
            // It matches once, if at all.
            Some(Compiled::Near(_)) => (None, self.captures(text)),
        };
        far.into_iter().flatten().chain(near)
    }

    /// None where nothing in the text can match.
    fn compiled(&self, text: &str) -> Option<&Compiled> {
        match self.compiled.get() {
            None if !self.lets(text) => None,
            _ => Some(self.compiled.get_or_init(|| compile(&self.text))),
        }
    }

    /// Whether the gate lets a text through.
    fn lets(&self, text: &str) -> bool {
        let folded =
            || if self.text.starts_with("(?i") { Cow::Owned(text.to_lowercase()) } else { Cow::Borrowed(text) };
        match self.gate {
            Gate::Open => true,
            Gate::Needs(words) => {
                let text = folded();
                words.iter().any(|word| text.contains(word))
            }
            Gate::Begins(words) => {
                let text = folded();
                words.iter().any(|word| text.starts_with(word))
            }
        }
    }

    fn engine(&self, text: &str) -> Engine<'_> {
        match self.compiled(text) {
            None => Engine::None,
            Some(Compiled::Far(regex)) => Engine::Whole(regex),
            Some(Compiled::Near(near)) => match near.whole.get() {
                Some(regex) => Engine::Whole(regex),
                // One thread compiles it, and nobody waits.
                None if near.uses.fetch_add(1, Ordering::Relaxed) == OFTEN => Engine::Whole(near.whole()),
                None => Engine::Near(near),
            },
        }
    }
}

/// What searches this time.
enum Engine<'p> {
    None,
    Whole(&'p meta::Regex),
    Near(&'p Near),
}

impl Near {
    /// Whether the pattern matches, with its places in `slots`; a fault where the text is too long.
    fn search(&self, text: &str, slots: &mut [Option<NonMaxUsize>]) -> Result<bool, MatchError> {
        self.with_cache(|cache| Ok(self.engine.try_search_slots(cache, &Input::new(text), slots)?.is_some()))
    }

    fn captures(&self, text: &str) -> Result<captures::Captures, MatchError> {
        let mut groups = self.engine.create_captures();
        self.with_cache(|cache| self.engine.try_captures(cache, text, &mut groups))?;
        Ok(groups)
    }

    fn with_cache<T>(&self, search: impl FnOnce(&mut backtrack::Cache) -> T) -> T {
        TRIED.with_borrow_mut(|cache| match cache {
            Some(cache) => {
                cache.reset(&self.engine);
                search(cache)
            }
            None => search(cache.insert(self.engine.create_cache())),
        })
    }

    fn whole(&self) -> &meta::Regex {
        self.whole.get_or_init(|| far(&self.text))
    }
}

impl<'h> Captures<'h> {
    /// How many groups the pattern has, the whole counted.
    pub fn count(&self) -> usize {
        self.groups.group_len()
    }

    pub fn get(&self, group: usize) -> Option<Match<'h>> {
        self.groups.get_group(group).map(|span| Match { text: self.text, start: span.start, end: span.end })
    }
}

impl<'h> Match<'h> {
    pub fn as_str(self) -> &'h str {
        &self.text[self.start..self.end]
    }

    pub fn start(self) -> usize {
        self.start
    }

    pub fn end(self) -> usize {
        self.end
    }

    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// Compiles a pattern of this module.
#[allow(clippy::unwrap_used, reason = "patterns are literals; the first test that uses one would tell")]
#[allow(clippy::result_large_err, reason = "the fault is the crate’s, and never there")]
fn compile(text: &str) -> Compiled {
    let spelled = spelled(text);
    if !is_near(text) {
        return Compiled::Far(far(&spelled));
    }
    let hir = syntax::parse(&spelled).unwrap();
    let nfa = COMPILER.with(|compiler| compiler.build_from_hir(&hir)).unwrap();
    if !nfa.is_always_start_anchored() {
        return Compiled::Far(far(&spelled));
    }
    if cfg!(test) {
        // The other engine has bounds of its own, and is made only where the pattern is used often.
        far(&spelled);
    }
    let engine = BoundedBacktracker::new_from_nfa(nfa).unwrap();
    Compiled::Near(Near { engine, uses: AtomicU32::new(0), text: spelled, whole: OnceLock::new() })
}

/// Notes are short: a search for the letters of a pattern, ahead of the pattern itself, takes longer to make than it ever
/// saves.
#[allow(clippy::unwrap_used, reason = "as for `compile`")]
fn far(spelled: &str) -> meta::Regex {
    let config = meta::Config::new().auto_prefilter(false);
    meta::Regex::builder().configure(config).build(spelled).unwrap()
}

/// The pattern begins with the start of a text, and then not with any number of any letters: such a one tries all places
/// of a text, as one does that is not tied to its start.
fn is_near(text: &str) -> bool {
    let flags = ["(?i)", "(?x)", "(?ix)"].iter().find_map(|flags| text.strip_prefix(flags));
    let Some(mut first) = flags.unwrap_or(text).trim_start().strip_prefix('^') else { return false };
    while let Some(inner) = first.strip_prefix("(?:").or_else(|| first.strip_prefix('(')) {
        first = inner;
    }
    let class = || {
        let close = first.match_indices(']').find(|(at, _)| !first[..*at].ends_with('\\'));
        first.starts_with("[^").then_some(&first[close?.0 + 1..])
    };
    // Nor is what may begin so after a bar.
    !text.contains("|.+?") && !first.strip_prefix('.').or_else(class).is_some_and(|rest| rest.starts_with(['*', '+']))
}

#[cfg(test)]
mod tests {
    use regex_syntax::hir::literal::Extractor;
    use regex_syntax::hir::{Class, Hir, HirKind};

    use super::*;

    /// Fails where a pattern does not compile, or could match a text that its gate keeps out.
    pub fn hold(pattern: &Pattern) {
        let text = pattern.text.as_str();
        pattern.compiled.get_or_init(|| compile(text));
        // The words are told in small letters where the pattern does not mind the case, and so are its own.
        let small = text.strip_prefix("(?ix)").map(|text| format!("(?x){text}"));
        let small = small.or_else(|| text.strip_prefix("(?i)").map(ToOwned::to_owned));
        let insensitive = small.is_some();
        let hir = regex_syntax::parse(&spelled(&small.unwrap_or_else(|| text.to_owned()))).unwrap();
        let words = match pattern.gate {
            Gate::Open => return,
            Gate::Needs(words) => {
                assert!(asks_for(&hir, words, insensitive), "{text} can match without {words:?}");
                words
            }
            Gate::Begins(words) => {
                let begins = Extractor::new().limit_total(4000).limit_class(20).extract(&hir);
                let all = begins.literals().unwrap_or_else(|| panic!("{text} can match anything"));
                for start in all.iter().map(|start| std::str::from_utf8(start.as_bytes()).unwrap()) {
                    let start = if insensitive { start.to_lowercase() } else { start.to_owned() };
                    assert!(words.iter().any(|word| start.starts_with(word)), "{text} can begin with {start}");
                }
                words
            }
        };
        assert!(!insensitive || words.iter().all(|word| *word == word.to_lowercase()), "{words:?}");
    }

    /// Whether all that it matches has one of the words in one of its literals.
    fn asks_for(hir: &Hir, words: &[&str], insensitive: bool) -> bool {
        let has = |text: &str| {
            let text = if insensitive { text.to_lowercase() } else { text.to_owned() };
            words.iter().any(|word| text.contains(word))
        };
        match hir.kind() {
            HirKind::Literal(literal) => has(std::str::from_utf8(&literal.0).unwrap()),
            HirKind::Class(Class::Unicode(class)) => {
                class.iter().map(regex_syntax::hir::ClassUnicodeRange::len).sum::<usize>() < 20
                    && class.iter().flat_map(|range| range.start()..=range.end()).all(|c| has(&c.to_string()))
            }
            HirKind::Repetition(part) => part.min > 0 && asks_for(&part.sub, words, insensitive),
            HirKind::Capture(part) => asks_for(&part.sub, words, insensitive),
            HirKind::Concat(parts) => parts.iter().any(|part| asks_for(part, words, insensitive)),
            HirKind::Alternation(parts) => parts.iter().all(|part| asks_for(part, words, insensitive)),
            HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => false,
        }
    }

    fn pattern(text: &str) -> Pattern {
        Pattern::new(text, Gate::Open)
    }

    #[test]
    fn only_what_begins_a_text_with_letters_of_its_own_is_near() {
        for near in ["^ab", "(?i)^(?:ab|cd)", "(?x)^ ab", r"^(?:(.{2,60}?)\s)?Report", r"^([^,\]]{2,80}),", "^a|^b"] {
            assert!(matches!(compile(near), Compiled::Near(_)), "{near}");
        }
        for far in ["ab", r"\bab", "^(.*?)ab", "^.+b", r"^([^\]]+)b", "^a|b", r"^(?:In re|.+?\sv)\s"] {
            assert!(matches!(compile(far), Compiled::Far(_)), "{far}");
        }
    }

    #[test]
    fn a_pattern_waits_behind_its_gate() {
        let lazy = |text: &str, gate| Pattern { text: text.to_owned(), gate, compiled: OnceLock::new() };
        for gate in [Gate::Needs(&["mail", "письмо"]), Gate::Begins(&["e", "письмо"])] {
            let told = lazy(r"(?i)^(?:e-?mail|письмо) (\w+)", gate);
            hold(&told);
            let told = lazy(&told.text, gate);
            let tried =
                |text: &str| (told.captures(text).is_some(), told.captures_iter(text).count(), told.is_match(text));
            assert_eq!((tried("Report of May"), told.compiled.get().is_some()), ((false, 0, false), false));
            assert_eq!((tried("ПИСЬМО Анне"), told.compiled.get().is_some()), ((true, 1, true), true));
            assert_eq!(tried("E-Mail to"), (true, 1, true));
        }
        assert!(!lazy("^Treaty", Gate::Needs(&["Treaty"])).lets("a treaty"));
        assert!(!lazy("^Treaty", Gate::Begins(&["Treaty"])).lets("A Treaty"));
        Pattern::new(r"^(?:The )?(?:Treaty|Pacts?)\b", Gate::Needs(&["Treaty", "Pact"]));
        Pattern::new("(?ix)^ vol | № ", Gate::Needs(&["vol", "№"]));
    }

    #[test]
    fn a_gate_that_keeps_out_what_matches_is_found_out() {
        for (text, gate) in [
            (r"^(?:The )?(?:Treaty|Pacts?|Acts?)\b", Gate::Needs(&["Treaty", "Pact"])),
            ("^(?:Treaty )?of", Gate::Needs(&["Treaty"])),
            ("^[A-Z]aa", Gate::Needs(&["A"])),
            (r"^(?:The )?Treaty", Gate::Begins(&["Treaty"])),
            (r"^.?Treaty", Gate::Begins(&["Treaty"])),
            ("(?i)^Treaty", Gate::Begins(&["Treaty"])),
        ] {
            assert!(std::panic::catch_unwind(|| Pattern::new(text, gate)).is_err(), "{text}");
        }
    }

    /// In place, with the other engine once the pattern is used often, and on a text that is too long for the first.
    #[test]
    fn a_near_pattern_finds_the_same_however_it_is_searched() {
        let long = format!("Ch. 12, {}", "waves ".repeat(40_000));
        let texts = ["ch. 7 and more", "Chapter 12, p. 3", "see ch. 7", "", "ch. ", "ch. ٧", "Ch. 5é", long.as_str()];
        let pattern = pattern(r"(?i)^(ch(?:apter|\.))\s(\d+)(,)?");
        let seen = |text: &str| {
            let groups = pattern.captures(text).map(|found| {
                (0..found.count()).map(|n| found.get(n).map(Match::range)).collect::<Vec<Option<Range<usize>>>>()
            });
            let all = pattern.captures_iter(text).count();
            (pattern.is_match(text), pattern.find(text).map(Match::range), groups, all)
        };
        let first = texts.map(seen);
        assert_eq!(first[0], (true, Some(0..5), Some(vec![Some(0..5), Some(0..3), Some(4..5), None]), 1));
        assert_eq!(first[2], (false, None, None, 0));
        assert_eq!(first[7].1, Some(0..7));
        for _ in 0..OFTEN {
            assert!(!pattern.is_match("waves"));
        }
        assert!(matches!(pattern.engine(""), Engine::Whole(_)));
        assert_eq!(texts.map(seen), first);
    }
}
