//! Words that lean on an earlier citation: *Ibid.*, *Id.*, *op. cit.*, *loc. cit.*, *supra* note 4, (n 4), *idem*.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::pattern::pattern;
use super::{Form, text::Even};

/// How a stretch leans on what went before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lean {
    pub form: Form,
    /// Names or a short title before the pointer.
    pub head: Range<usize>,
    /// What follows the pointer: places, remarks.
    pub tail: Range<usize>,
    pub note: Option<u32>,
}

pattern!(
    IBID,
    r"(?i)^(?:in )?(?:(?:ibidem|ibid|ebd|ebenda|ebda|там само|там же|тамсама|tamże|tamtéž|ibídem|ibíd|ivi)\b\.?|(?:ib|id|dass|тж)\.)(?:,|\s|$|;|:)?"
);
pattern!(
    OPCIT,
    needs = ["cit", "a.", "указ", "вказ", "цит", "зазнач", "назв", "cyt"],
    r"(?i)\b(op\.? ?cit\b\.?|a\. ?a\. ?O\.|указ\. ?соч\.|цит\. ?соч\.|(?:зазнач|вказ|указ|назв)\. ?(?:праця|твір|тв\.|пр\.|ст\.)|цит\. ?праця|art\. ?cité|art\. ?cit\.|dz\. ?cyt\.|ouvr\. ?cité|ouvrage cité|obra cit\.|указ\. ?ст\.)"
);
pattern!(LOCCIT, needs = ["loc"], r"(?i)\b(loc\.? ?cit\b\.?)");
pattern!(
    SUPRA,
    r"(?i)(?:[,(\[]\s?)?(?:(?:see |as )?(?:supra|above|oben|siehe oben|wie oben|cited in|ci-dessus)[, ]+(?:at )?(?:footnote|note|n\.?|nn?\.|fn\.?|Anm\.|Fn\.)\s?(\d{1,4})|(?:wie|siehe|s\.|vgl\.)\s(?:oben )?(?:Anm\.|Fn\.|Fußn\.|Anmerkung)\s?(\d{1,4})|\((?:above |supra |see )?(?:fn|n|note|footnote|Anm\.|Fn\.|прим\.)\.?\s?(\d{1,4})( above)?\)|(?:see )?(?:footnote|note|fn\.?|n\.?)\s(\d{1,4}) (?:above|supra)|\b(?:cited|quoted) (?:above|earlier),? (?:in )?(?:note|n\.|fn\.?)\s?(\d{1,4})|(?:note|voir note) (\d{1,4}) (?:ci-dessus|supra))[)\]]?"
);
pattern!(
    IDEM,
    begins = [
        "idem",
        "eadem",
        "ders.",
        "dies",
        "derselbe",
        "le même",
        "la même",
        "він же",
        "вона ж",
        "он же",
        "она же",
        "его же",
        "її ж",
        "його ж",
        "tenże",
        "taż",
        "id."
    ],
    r"(?i)^(?:idem|eadem|ders\.|dies\.|dieselben?|derselbe|le même|la même|він же|вона ж|он же|она же|его же|її ж|його ж|tenże|taż|id\.)(?:\b|\.)?[,:]?\s"
);

/// Words without which [`SUPRA`] finds nothing. Most notes hold none of them, and the pattern is dear to search: beside
/// curly quotes its boundaries of words leave the engine only its slowest way.
static SUPRA_SIGNS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = [
        "supra",
        "above",
        "oben",
        "cited",
        "quoted",
        "ci-dessus",
        "anm",
        "fn",
        "fußn",
        "(n",
        "note",
        "(see",
        "прим",
        "Прим",
        "ПРИМ",
    ];
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
});

/// The pointer to another note in a text.
fn supra(text: &str) -> Option<super::pattern::Captures<'_>> {
    let may = SUPRA_SIGNS.as_ref().is_none_or(|signs| signs.is_match(text));
    if may { SUPRA.captures(text) } else { None }
}

pub fn opens(text: &str) -> bool {
    let text = &head(text, 80);
    IBID.is_match(text)
        || LOCCIT.find(text).is_some_and(|found| found.start() == 0)
        || supra(text).and_then(|found| found.get(0)).is_some_and(|found| found.start() == 0)
}

/// The first characters: what opens a text is seen there.
fn head(text: &str, characters: usize) -> String {
    text.chars().take(characters).collect()
}

/// Whether a text is a short form that points somewhere within its first words.
pub fn points(text: &str) -> bool {
    let head = head(text, 120);
    [OPCIT.find(&head), LOCCIT.find(&head), supra(&head).and_then(|found| found.get(0))]
        .into_iter()
        .flatten()
        .any(|found| !head.get(..found.start()).unwrap_or(";").contains(';'))
}

/// The length of an "Idem," before another work by the same author.
pub fn idem(text: &str) -> Option<usize> {
    let found = IDEM.find(text)?;
    let rest = text.get(found.end()..)?;
    // "Id. at 5" is an Ibid.
    let title = rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '‘' | '"' | '«' | '„'));
    (title && !rest.starts_with("S. ") && !rest.starts_with("P. ")).then_some(found.end())
}

/// Reads the stretch as one that leans on another.
pub fn read(even: &Even, range: Range<usize>) -> Option<Lean> {
    let text = even.get(range.clone());
    if let Some(found) = IBID.find(text) {
        let word = found.as_str().trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':'));
        return Some(Lean {
            form: Form::Ibid,
            head: range.start..range.start,
            tail: range.start + word.len()..range.end,
            note: None,
        });
    }
    for (pattern, form) in [(&*OPCIT, Form::Opcit), (&*LOCCIT, Form::Loccit)] {
        if let Some(found) = pattern.find(text).filter(|found| found.start() < 200) {
            let head = range.start..range.start + text.get(..found.start())?.trim_end_matches([',', ' ', '(']).len();
            // "op. cit. (n. 4)"
            let rest = text.get(found.end()..)?;
            let found = supra(rest).filter(|found| found.get(0).is_some_and(|all| all.start() < 3));
            let note = found.as_ref().and_then(number);
            let skip = found.and_then(|found| found.get(0).map(super::pattern::Match::end)).unwrap_or(0);
            let rest = rest.get(skip..)?.trim_start_matches(')');
            let start = range.end - rest.len();
            return Some(Lean { form, head, tail: start..range.end, note });
        }
    }
    let found = supra(text)?;
    let all = found.get(0).filter(|all| all.start() < 200)?;
    let note = number(&found)?;
    let head = text.get(..all.start())?.trim_end_matches([',', ' ', '(', '[']);
    // Names or a short title stand before it, no sentence.
    if head.split_whitespace().count() > 16 || super::words::is_prose(head) {
        return None;
    }
    Some(Lean {
        form: Form::Supra,
        head: range.start..range.start + head.len(),
        tail: range.start + all.end()..range.end,
        note: Some(note),
    })
}

fn number(found: &super::pattern::Captures<'_>) -> Option<u32> {
    (1..found.count()).find_map(|n| found.get(n)?.as_str().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::text::{Lexicon, even};

    #[test]
    fn pointers() {
        for (text, form, head, tail, note) in [
            ("Ibid.", Form::Ibid, "", "", None),
            ("ibid 245.", Form::Ibid, "", " 245.", None),
            ("Id. at 891", Form::Ibid, "", " at 891", None),
            ("Ebd., S. 5", Form::Ibid, "", ", S. 5", None),
            ("Там само, с. 5", Form::Ibid, "", ", с. 5", None),
            ("Dorn, op. cit., p. 22", Form::Opcit, "Dorn", ", p. 22", None),
            ("Loc. cit.", Form::Loccit, "", "", None),
            ("Frost (n 3) 241", Form::Supra, "Frost", " 241", Some(3)),
            ("Voss, Ratchet, supra note 3, at 20", Form::Supra, "Voss, Ratchet", ", at 20", Some(3)),
            ("Orlow, wie Anm. 4, S. 7", Form::Supra, "Orlow", ", S. 7", Some(4)),
            ("see note 2 above", Form::Supra, "", "", Some(2)),
        ] {
            let made = even(text, 0, &Lexicon::default());
            let seen = read(&made, 0..made.text.len());
            let Some(seen) = seen else { unreachable!("{text}") };
            let tail_text = made.get(seen.tail.clone()).trim_end_matches('.');
            assert_eq!(
                (seen.form, made.get(seen.head.clone()), tail_text, seen.note),
                (form, head, tail.trim_end_matches('.'), note),
                "{text}"
            );
        }
        // Every way to say it passes the words that are looked for before the pattern.
        for text in [
            "supra note 3",
            "as above, fn. 4",
            "siehe oben, Anm. 5",
            "cited in footnote 6",
            "ci-dessus, n. 7",
            "vgl. Fn. 8",
            "S. FUßN. 9",
            "(see n. 10)",
            "(N 11)",
            "(Прим. 12)",
            "(прим. 12)",
            "note 13 above",
            "n. 14 supra",
            "quoted earlier, note 15",
            "voir note 16 ci-dessus",
        ] {
            assert!(SUPRA.is_match(text) && supra(text).is_some(), "{text}");
        }
        for text in ["Idaho v. Trent", "The above note is wrong", "Ideas, 5", "Ibidex"] {
            let made = even(text, 0, &Lexicon::default());
            assert_eq!(read(&made, 0..made.text.len()), None, "{text}");
        }
    }
}
