//! Pages that other programs made out of one text of ours, `tests/import/html/hour.md`.

use expect_test::{Expect, expect};

use crate::import::read::{html, shown::shown};

#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "`check(.., expect![..])` reads best")]
fn check(bytes: &[u8], expected: Expect) {
    expected.assert_eq(&shown(html::read, bytes));
}

#[test]
fn pandoc() {
    check(
        include_bytes!("../../../../../tests/import/html/pandoc.html"),
        expect![[r#"
        title| The hour of the tower
        standfirst| Who winds a public clock, and why it should be nobody
        byline| Ada Byrne
        byline| Ben Cole
        date| 4 March 2021
        paragraph| Towns that keep a clock keep a promise, and the promise is older than the clock itself.[^1 1] It has been broken in three of four cases since the war, as the {i Packet} found.[^2 2]
        h1| The first hour
        paragraph| A clock that is wrong is worse than none.[^3 3] See also the tables below; they were made by hand in the winter of 2019 and have not been checked since.
        paragraph| [picture 0: ]
        caption| A tower at noon
        quote 0| The hour is a public good, and nobody may own it who would not also ring it at night.[^4 4]
        h2| Costs
        item 0 -| a ladder, which is long
        item 0 -| a person, who is not
        item 1 1| who winds
        item 1 2| who waits
        h1| The last hour
        paragraph| Nothing was said of the last hour.[^5 5]
        note 1| Cole, {i On Towers}, 12.
        note 2| {i Ottermouth Packet}, 3 May 2019.
        note 2| A second paragraph of the second note.
        note 3| Cole, {i On Towers}, 12.
        note 4| Ibid., 14.
        note 5| An inline note with a {https://example.org/x link}.
        picture 0: tower.png (0 bytes)
        claim Author: Ada Byrne (meta author)
        claim Author: Ben Cole (meta author)
        claim Date: 2021-03-04 (meta date)
        claim Title: The hour of the tower (title)
    "#]],
    );
}

#[test]
fn libreoffice() {
    check(
        include_bytes!("../../../../../tests/import/html/libreoffice.html"),
        expect![[r#"
        paragraph| {b The hour of the tower}
        paragraph| Who winds a public clock, and why it should be nobody
        paragraph| Ada Byrne
        paragraph| Ben Cole
        paragraph| 4 March 2021
        paragraph| Towns that keep a clock keep a promise, and the promise is older than the clock itself.[^1 1] It has been broken in three of four cases since the war, as the {i Packet} found.[^2 2]
        h1| The first hour
        paragraph| A clock that is wrong is worse than none.[^3 3] See also the tables below; they were made by hand in the winter of 2019 and have not been checked since.
        paragraph| [picture 0: ]
        paragraph| {i A tower at noon}
        quote 0| The hour is a public good, and nobody may own it who would not also ring it at night.[^4 4]
        h2| Costs
        item 0 -| a ladder, which is long
        item 0 -| a person, who is not
        item 1 1| who winds
        item 1 2| who waits
        h1| The last hour
        paragraph| Nothing was said of the last hour.[^5 5]
        note 1| Cole, {i On Towers}, 12.
        note 2| {i Ottermouth Packet}, 3 May 2019.
        note 2| A second paragraph of the second note.
        note 3| Cole, {i On Towers}, 12.
        note 4| Ibid., 14.
        note 5| An inline note with a {i https://example.org/x link}.
        picture 0: b_html_6371026e625e1e64.png (0 bytes)
        claim Author: Ada Byrne (meta author)
        claim Author: Ben Cole (meta author)
        claim Date: 4 March 2021 (meta date)
        claim Language: en-US (html lang)
        claim Title: The hour of the tower (title)
        dropped 89: 1 (foot of the page)
    "#]],
    );
}
