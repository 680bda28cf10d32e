//! Pieces of text become inlines: neighbours of one look together, white space outside of what is emphasised.

use std::borrow::Cow;

use super::{NOWHERE, Names};
use crate::import::draft::{Cite, Piece, Text};
use crate::import::evidence::{Look, Mark};
use crate::model::briefing::Review;
use crate::model::cite::{CiteForm, CiteGroup, CiteItem, Locator, LocatorLabel};
use crate::model::inline::{Image, Inline, Link, Noteref, Target};

pub fn inlines(text: &Text, names: &Names) -> Vec<Inline<'static>> {
    let mut text = text.clone();
    text.trim();
    let mut out: Vec<Inline<'static>> = Vec::new();
    for pieces in text.pieces.chunk_by(|a, b| a.cite == b.cite) {
        match pieces.first().and_then(|piece| piece.cite.as_ref()) {
            Some(cite) => {
                let (words, rest) = before_links(pieces);
                out.push(tied(plain(&words, names), cite));
                out.extend(plain(rest, names));
            }
            None => out.extend(plain(pieces, names)),
        }
    }
    out
}

/// The words of a tie, and those behind it: a tie is a link, and no link stands in another. An address that is printed
/// stays in the tie as words; where words lead somewhere, the tie ends before them, or takes their address away if it
/// begins with them.
fn before_links(pieces: &[Piece]) -> (Vec<Piece>, &[Piece]) {
    let bare = |text: &str| text.trim().trim_end_matches(['/', '.']).to_lowercase();
    let short = |url: &str| bare(url.split_once("://").map_or(url, |(_, rest)| rest));
    let leads = |piece: &Piece| {
        let shown = bare(&piece.text);
        let shown = shown.split_once("://").map_or(shown.as_str(), |(_, rest)| rest).to_owned();
        piece.look.link.as_deref().is_some_and(|url| allowed(url) && short(url) != shown)
    };
    let words = |pieces: &[Piece]| pieces.iter().any(|piece| piece.text.contains(char::is_alphanumeric));
    let at = pieces.iter().position(leads).filter(|at| words(&pieces[..*at])).unwrap_or(pieces.len());
    let mut tied = pieces[..at].to_vec();
    for piece in &mut tied {
        piece.look.link = None;
    }
    (tied, &pieces[at..])
}

/// The words of a note, tied to their work.
fn tied(words: Vec<Inline<'static>>, cite: &Cite) -> Inline<'static> {
    let place = cite.locator.as_ref().and_then(|place| {
        let (label, value) = place.split_once(' ')?;
        let label = LocatorLabel::ALL.iter().find(|known| known.written().contains(&label))?;
        Some(Locator { label: *label, value: value.to_owned() })
    });
    let item = CiteItem {
        key: Cow::Owned(cite.key.clone()),
        span: NOWHERE,
        prefix: Cow::Borrowed(""),
        locator: place,
        suffix: Cow::Borrowed(""),
        suppress_author: false,
    };
    Inline::Cite(CiteGroup { form: CiteForm::Tied(words), items: vec![item], span: NOWHERE })
}

fn plain(pieces: &[Piece], names: &Names) -> Vec<Inline<'static>> {
    let mut out: Vec<Inline<'static>> = Vec::new();
    let mut run = String::new();
    let mut look = Look::default();
    for piece in pieces {
        if let Some(words) = &piece.review {
            flush(&mut run, &look, &mut out);
            out.push(Inline::Html(Cow::Owned(Review::mark(words)), NOWHERE));
        }
        let marked = mark(piece, names);
        let plain = style(&piece.look);
        if marked.is_some() || plain != look {
            flush(&mut run, &look, &mut out);
            look = plain;
        }
        match marked {
            Some(inline) => out.extend(inline),
            None => run.push_str(&letters(piece)),
        }
    }
    flush(&mut run, &look, &mut out);
    out
}

/// Something other than letters; an empty answer leaves it out.
#[allow(clippy::option_option, reason = "no mark, a mark that shows nothing, and one that does")]
fn mark(piece: &Piece, names: &Names) -> Option<Option<Inline<'static>>> {
    Some(match piece.mark.as_ref()? {
        Mark::Noteref(n) => {
            let label = n.parse::<usize>().ok().and_then(|n| names.notes.get(n)).filter(|label| !label.is_empty());
            Some(match label {
                Some(label) => Inline::Noteref(Noteref { label: Cow::Owned(label.clone()), span: NOWHERE }),
                None => Inline::Text(Cow::Owned(piece.text.clone()), NOWHERE),
            })
        }
        Mark::Picture(n) => names.pictures.get(*n).map(|path| {
            let (alt, path) = (piece.text.clone(), Cow::Owned::<str>(path.clone()));
            if path.is_empty() {
                return Inline::Text(Cow::Owned(alt), NOWHERE);
            }
            Inline::Image(Image { path, alt, title: Cow::Borrowed(""), span: NOWHERE })
        }),
        Mark::Backlink => None,
        Mark::Break => Some(Inline::Text(Cow::Borrowed(" "), NOWHERE)),
    })
}

/// What markdown can show of a look.
fn style(look: &Look) -> Look {
    let link = look.link.as_ref().filter(|url| allowed(url)).cloned();
    Look {
        bold: look.bold,
        italic: look.italic,
        strikethrough: look.strikethrough,
        code: look.code,
        link,
        ..Look::default()
    }
}

fn allowed(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let scheme = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    scheme && !url.contains(|c: char| c.is_control() || c.is_whitespace())
}

/// Raised and lowered digits have letters of their own.
fn letters(piece: &Piece) -> Cow<'_, str> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    let signs = match (piece.look.superscript, piece.look.subscript) {
        (true, _) => RAISED,
        (_, true) => LOWERED,
        _ => return Cow::Borrowed(&piece.text),
    };
    let sign = |c: char| c.to_digit(10).and_then(|n| signs.get(n as usize)).copied().unwrap_or(c);
    Cow::Owned(piece.text.chars().map(sign).collect())
}

fn flush(run: &mut String, look: &Look, out: &mut Vec<Inline<'static>>) {
    if run.is_empty() {
        return;
    }
    let words = std::mem::take(run);
    if *look == Look::default() {
        text(&words, out);
        return;
    }
    let inner = words.trim();
    let start = words.len() - words.trim_start().len();
    text(&words[..start], out);
    if !inner.is_empty() {
        out.push(dressed(inner, look));
        text(&words[start + inner.len()..], out);
    }
}

fn text(words: &str, out: &mut Vec<Inline<'static>>) {
    if words.is_empty() {
        return;
    }
    if let Some(Inline::Text(last, _)) = out.last_mut() {
        last.to_mut().push_str(words);
    } else {
        out.push(Inline::Text(Cow::Owned(words.to_owned()), NOWHERE));
    }
}

fn dressed(words: &str, look: &Look) -> Inline<'static> {
    let owned = Cow::Owned(words.to_owned());
    let mut inline = if look.code { Inline::Code(owned, NOWHERE) } else { Inline::Text(owned, NOWHERE) };
    if look.strikethrough {
        inline = Inline::Strikethrough(vec![inline]);
    }
    if look.italic {
        inline = Inline::Emphasis(vec![inline]);
    }
    if look.bold {
        inline = Inline::Strong(vec![inline]);
    }
    if let Some(url) = &look.link {
        let target = Target::Url(Cow::Owned(url.clone()));
        inline = Inline::Link(Link { target, words: vec![inline], title: Cow::Borrowed(""), span: NOWHERE });
    }
    inline
}
