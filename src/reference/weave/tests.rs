use super::*;
use crate::base::edit;
use crate::base::fix::Edit;
use crate::base::source::Source;
use crate::base::span::{FileId, Span};
use crate::model::cite::LocatorLabel;
use crate::parse::wording;

/// Ties the words between `‹` and `›` of the first note; they are found in its text after the signs are taken out.
fn tie(note: &str) -> String {
    let head = "---\ntitle: A\ndate: 2024-01-02\n---\nOne.[^1]\n\n";
    let plain = note.replace(['‹', '›'], "");
    let source = Source::new(FileId(0), "content/a.md", format!("{head}{plain}\n"));
    let marked = Source::new(FileId(0), "content/a.md", format!("{head}{note}\n"));
    let (clean, marked) = (wording::read(&source), wording::read(&marked));
    let text = &marked.notes[0].text;
    let start = text.find('‹').unwrap();
    let end = text.find('›').unwrap() - '‹'.len_utf8();
    let range = start..end;
    match place(&clean.notes[0], range) {
        Err(refusal) => format!("{refusal:?}"),
        Ok(place) => {
            let (open, close) = brackets("k", None);
            let insert = |at: usize, text: String| Edit { span: Span::new(FileId(0), at, at), text };
            let edits = [insert(place.source.start, open), insert(place.source.end, close)];
            let text = edit::apply(&source.text, &edits).unwrap();
            let after = wording::read(&Source::new(FileId(0), "content/a.md", text.as_str()));
            assert_eq!(after.notes[0].text, clean.notes[0].text, "the words stay");
            assert_eq!(after.notes[0].tied.iter().filter(|(_, key)| key == "k").count(), 1, "{text}");
            text.strip_prefix(head).unwrap().trim_end().to_owned()
        }
    }
}

#[test]
fn words_are_tied_where_they_stand() {
    for (note, tied) in [
        ("[^1]: See ‹Marsh, The Toll, 34›.", "[^1]: See [Marsh, The Toll, 34](cite:k)."),
        ("[^1]: ‹Marsh, *The Toll*, 34›.", "[^1]: [Marsh, *The Toll*, 34](cite:k)."),
        ("[^1]: ‹*The Toll*, 34›.", "[^1]: [*The Toll*, 34](cite:k)."),
        ("[^1]: *‹The Toll›*", "[^1]: [*The Toll*](cite:k)"),
        ("[^1]: ‹Marsh, *The Toll*›", "[^1]: [Marsh, *The Toll*](cite:k)"),
        ("[^1]: ‹Marsh, **The *Old* Toll**›!", "[^1]: [Marsh, **The *Old* Toll**](cite:k)!"),
        ("[^1]: *See ‹Marsh, The Toll›, 34.*", "[^1]: *See [Marsh, The Toll](cite:k), 34.*"),
        ("[^1]: *See ‹Marsh, The Toll*, 34›.", "[^1]: [*See Marsh, The Toll*, 34](cite:k)."),
        ("[^1]: ‹Marsh \\& Holt, The \\*Toll\\*, 34›.", "[^1]: [Marsh \\& Holt, The \\*Toll\\*, 34](cite:k)."),
        ("[^1]: ‹\\*Marsh\\*›.", "[^1]: [\\*Marsh\\*](cite:k)."),
        ("[^1]: ‹Marsh &amp; Holt&rsquo;s Toll›.", "[^1]: [Marsh &amp; Holt&rsquo;s Toll](cite:k)."),
        ("[^1]: ‹Marsh, `toll.c`, 34›.", "[^1]: [Marsh, `toll.c`, 34](cite:k)."),
        ("[^1]: ‹Marsh,\n    The Toll›, 34.", "[^1]: [Marsh,\n    The Toll](cite:k), 34."),
        ("[^1]: ‹Marsh, <!-- review: who? -->The Toll›.", "[^1]: [Marsh, <!-- review: who? -->The Toll](cite:k)."),
        ("[^1]: ‹Łoś, “Тол”, ’34›.", "[^1]: [Łoś, “Тол”, ’34](cite:k)."),
        ("[^1]: - ‹Marsh, Toll›.\n    - Other.", "[^1]: - [Marsh, Toll](cite:k).\n    - Other."),
        ("[^1]: First.\n\n    ‹Marsh, Toll›.", "[^1]: First.\n\n    [Marsh, Toll](cite:k)."),
        ("[^1]: ‹Marsh [ed.], The Toll [2nd ed.], 34›.", "[^1]: [Marsh [ed.], The Toll [2nd ed.], 34](cite:k)."),
        ("[^1]: ‹Marsh, snake_case_toll, 34›.", "[^1]: [Marsh, snake_case_toll, 34](cite:k)."),
        ("[^1]: ‹Marsh, https://a.example/x_y_z›.", "[^1]: [Marsh, https://a.example/x_y_z](cite:k)."),
        ("[^1]: > ‹Marsh,\n    > The Toll›.", "[^1]: > [Marsh,\n    > The Toll](cite:k)."),
    ] {
        assert_eq!(tie(note), tied, "{note}");
    }
}

#[test]
fn what_is_a_link_already_stays_beside_the_tie() {
    for (note, tied) in [
        (
            "[^1]: ‹Marsh, “[The Toll](https://a.example)”, *Herald*, 3 May›.",
            "[^1]: [Marsh](cite:k), “[The Toll](https://a.example)”, *Herald*, 3 May.",
        ),
        (
            "[^1]: ‹[The Toll](https://a.example), Herald, 3 May›.",
            "[^1]: [The Toll](https://a.example), [Herald, 3 May](cite:k).",
        ),
        ("[^1]: ‹Marsh, <https://a.example>›.", "[^1]: [Marsh](cite:k), <https://a.example>."),
        ("[^1]: ‹Marsh[^2] and others›.\n\n[^2]: Two.", "[^1]: [Marsh](cite:k)[^2] and others.\n\n[^2]: Two."),
        ("[^1]: ‹[The Toll](https://a.example)›.", "Link"),
        ("[^1]: ‹[@marsh, p. 3]›.", "Link"),
        ("[^1]: ‹![Toll](a.png)›", "Empty"),
        ("[^1]: ‹Words.\n\n    Marsh, The Toll, 34›.", "[^1]: Words.\n\n    [Marsh, The Toll, 34](cite:k)."),
    ] {
        assert_eq!(tie(note), tied, "{note}");
    }
}

#[test]
fn what_cannot_be_cut_is_refused() {
    for (note, refusal) in [
        ("[^1]: *He doubts all of this as many do, ‹Marsh*, 34›.", "Emphasis"),
        ("[^1]: ‹,›", "Empty"),
        ("[^1]: ‹ ›x", "Empty"),
    ] {
        assert_eq!(tie(note), refusal, "{note}");
    }
}

#[test]
fn a_key_and_a_place_end_no_link() {
    let page = |value: &str| Locator { label: LocatorLabel::Page, value: value.to_owned() };
    let close = |key: &str, place: Option<Locator>| brackets(key, place.as_ref()).1;
    assert_eq!(close("marsh2019", Some(page("33-35"))), "](cite:marsh2019 \"pp. 33–35\")");
    assert_eq!(close("a b(c)\"d", None), "](cite:a%20b%28c%29%22d)");
    assert_eq!(close("łoś:1/2.a", None), "](cite:łoś:1/2.a)");
    assert_eq!(close("k", Some(page("3\" x"))), "](cite:k)");
}
