//! Whatever a file holds and wherever a diagnostic points, it is printed.

use super::super::{Files, Format, Settings, html, print};
use super::files;
use crate::base::code::Code;
use crate::base::diag::Diagnostic;
use crate::base::fix::{Applicability, Edit, Fix};
use crate::base::span::{FileId, Span};

const PIECES: [&str; 20] = [
    "a",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "日本",
    "e\u{301}",
    "\u{301}",
    "👩\u{200d}🚀",
    "\u{202e}",
    "\u{0}",
    "\u{1b}[31m",
    "\u{85}",
    "\u{2028}",
    "// ",
    "} ",
    "\n\n",
    ":::",
    "{%<&",
];

/// A small generator (Steele and others, 2014): the same numbers on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    fn text(&mut self, pieces: usize) -> String {
        (0..self.below(pieces)).map(|_| PIECES[self.below(PIECES.len())].repeat(1 + self.below(3))).collect()
    }

    /// Any two numbers: inside characters, past the end, the end before the start.
    fn span(&mut self, len: usize) -> Span {
        let file = FileId(u32::try_from(self.below(3)).unwrap());
        let start = self.below(len + 4);
        let end = if self.below(3) == 0 { start + self.below(9) } else { self.below(len + 4) };
        Span::new(file, start, end)
    }
}

#[test]
fn e1_no_bytes_and_no_place_bring_it_down() {
    let mut numbers = Numbers(7);
    for round in 0..500 {
        let pieces = if round % 10 == 0 { 600 } else { 30 };
        let (one, two) = (numbers.text(pieces), numbers.text(pieces));
        let files = files(&[("content/a.md", &one), ("content/b.md", &two)]);
        let len = one.len();
        let diagnostics: Vec<Diagnostic> = (0..3)
            .map(|_| {
                let mut found =
                    Diagnostic::new(Code::RawHtml, numbers.span(len), numbers.text(4)).note(numbers.text(3));
                for _ in 0..numbers.below(4) {
                    found = found.label(numbers.span(len), numbers.text(3));
                }
                let edits = (0..numbers.below(4)).map(|_| Edit { span: numbers.span(len), text: numbers.text(5) });
                found.fix = Some(Fix { applicability: Applicability::Safe, edits: edits.collect() });
                if numbers.below(2) == 0 { found.help(numbers.text(4)) } else { found }
            })
            .collect();
        for format in Format::ALL {
            let out = print(format, &diagnostics, &files, &Settings::default());
            assert!(!out.contains('\u{1b}'), "{format}: {out:?}");
        }
        assert!(files.source(FileId(0)).is_some() && !html(&diagnostics, &files).contains("<&"));
    }
}
