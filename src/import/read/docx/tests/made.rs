//! Files that other programs made out of one text of ours, `tests/import/docx/bread.md`.

use expect_test::{Expect, expect};

use crate::import::read::{docx, shown::shown};

#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "`check(.., expect![..])` reads best")]
fn check(bytes: &[u8], expected: Expect) {
    expected.assert_eq(&shown(docx::read, bytes));
}

#[test]
fn pandoc() {
    check(
        include_bytes!("../../../../../tests/import/docx/pandoc.docx"),
        expect![[r#"
        title| The price of bread
        byline| Ada Byrne
        date| 2021-03-04
        h1| First part
        paragraph| Bread was dear.[^1] A second sentence with {i italics}, {b bold} and {code code}.[^2]
        quote 0| A quotation that stands by itself.
        item 0 1| one
        item 0 2| two
        item 0 2 more| further in two
        item 1 -| deep
        item 1 -| deeper
        caption| Prices of bread
        cell 0/0/0 header| Town
        cell 0/0/1 header| Price
        cell 0/1/0| Ode
        cell 0/1/1| 12
        cell 0/2/0| Pell
        cell 0/2/1| 9
        h2| A part of the part
        paragraph| {b Term}
        paragraph| What it means.
        paragraph| H{sub 2}O and E=mc{sup 2} and a{sup 2}+b{sub 1} and a {https://example.org/a?b=c&d=e link}.
        note 1| [back ]First note, {i with a title}.
        note 2| [back ]Second note.
        note 2| It has two paragraphs.
        claim Language: en-GB (w:lang)
        claim Title: The price of bread (core.xml title)
        claim Author: Ada Byrne (core.xml creator)
        claim Language: en-GB (core.xml language)
    "#]],
    );
}

#[test]
fn libreoffice() {
    check(
        include_bytes!("../../../../../tests/import/docx/libreoffice.docx"),
        expect![[r#"
        title| The price of bread
        byline| Ada Byrne
        date| 2021-03-04
        h1| First part
        paragraph| Bread was dear.[^1] A second sentence with {i italics}, {b bold} and {code code}.[^2]
        quote 0| A quotation that stands by itself.
        item 0 1| one
        item 0 2| two
        paragraph| further in two
        item 1 -| deep
        item 1 -| deeper
        paragraph| Prices of bread
        cell 0/0/0 header| Town
        cell 0/0/1 header| Price
        cell 0/1/0| Ode
        cell 0/1/1| 12
        cell 0/2/0| Pell
        cell 0/2/1| 9
        h2| A part of the part
        paragraph| Term
        paragraph| What it means.
        paragraph| H{sub 2}O and E=mc{sup 2} and  and a {https://example.org/a?b=c&d=e link}.
        note 1| [back ]First note, {i with a title}.
        note 2| [back ]Second note.
        note 2| It has two paragraphs.
        claim Language: en-GB (w:lang)
        claim Author: Ada Byrne (core.xml creator)
        claim Language: en-GB (core.xml language)
        claim Title: The price of bread (core.xml title)
        dropped 26: 1 (page number)
    "#]],
    );
}
