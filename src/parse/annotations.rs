//! What a block quote means that starts with `[!name]`, and what makes a figure.

use std::borrow::Cow;

use super::diag;
use crate::base::diag::Diagnostic;
use crate::base::span::Span;
use crate::model::block::{Block, BlockKind, Callout, CalloutKind, Credit, Figure, PullQuote, credit_label};
use crate::model::inline::{Image, Inline};

/// The block that a block quote stands for. `whole` is the text of the file.
pub fn quote<'s>(
    mut blocks: Vec<Block<'s>>,
    span: Span,
    whole: &'s str,
    diagnostics: &mut Vec<Diagnostic>,
) -> BlockKind<'s> {
    let Some(marker) = marker(&mut blocks, whole) else { return BlockKind::Quote(blocks) };
    match marker.name.to_lowercase().as_str() {
        "pullquote" => {
            let altered = marker.title.first().is_some_and(|inline| is_text(inline, "{altered}"));
            let mut title = marker.title;
            if altered {
                strip_altered(&mut title);
            }
            put_back(&mut blocks, title, marker.words);
            BlockKind::PullQuote(PullQuote { altered, blocks })
        }
        "figure" => {
            put_back(&mut blocks, marker.title, marker.words);
            BlockKind::Figure(figure(blocks))
        }
        name => {
            if let Some(kind) = CalloutKind::ALL.into_iter().find(|kind| kind.name() == name) {
                BlockKind::Callout(Callout { kind, title: marker.title, blocks })
            } else {
                let known: Vec<&str> =
                    CalloutKind::ALL.iter().map(|kind| kind.name()).chain(["pullquote", "figure"]).collect();
                let at = Span::new(
                    span.file,
                    marker.span.start as usize,
                    marker.span.start as usize + marker.name.len() + 3,
                );
                diagnostics.push(diag::unknown_block(at, &marker.name, &known));
                let mut words = vec![Inline::Text(Cow::Owned(format!("[!{}]", marker.name)), at)];
                if !marker.title.is_empty() {
                    words.push(Inline::Text(Cow::Borrowed(" "), at));
                    words.extend(marker.title);
                }
                put_back(&mut blocks, words, marker.words);
                BlockKind::Quote(blocks)
            }
        }
    }
}

/// A picture that stands alone in a paragraph; its title is its caption.
pub fn image_alone(image: Image<'_>, span: Span) -> Figure<'_> {
    let caption = if image.title.trim().is_empty() {
        Vec::new()
    } else {
        let words = vec![Inline::Text(image.title.clone(), image.span)];
        vec![Block { kind: BlockKind::Paragraph(words), span }]
    };
    Figure { image: Some(image), caption, credit: None }
}

struct Marker<'s> {
    name: String,
    /// What stands after it in its line.
    title: Vec<Inline<'s>>,
    span: Span,
    /// Of the paragraph that it was taken from.
    words: Span,
}

/// Takes `[!name]` and the rest of its line from the first paragraph; an emptied paragraph is taken away.
fn marker<'s>(blocks: &mut Vec<Block<'s>>, whole: &str) -> Option<Marker<'s>> {
    let Some(Block { kind: BlockKind::Paragraph(inlines), span: words }) = blocks.first_mut() else { return None };
    let words = *words;
    let Some(Inline::Text(text, span)) = inlines.first() else { return None };
    let start = span.start as usize;
    let escaped = whole.as_bytes().get(start.wrapping_sub(1)) == Some(&b'\\');
    if escaped || !whole.get(start..).is_some_and(|text| text.starts_with("[!")) {
        return None;
    }
    let rest = text.strip_prefix("[!")?;
    let len = rest.find(']')?;
    let name = rest[..len].trim().to_owned();
    if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') {
        return None;
    }
    let span = *span;
    let after = len + 3;
    let mut line = Vec::new();
    let mut left = Vec::new();
    let mut broken = false;
    for (n, inline) in std::mem::take(inlines).into_iter().enumerate() {
        let skip = if n == 0 { after } else { 0 };
        match inline {
            inline if broken => left.push(inline),
            Inline::Text(text, at) => match text[skip..].find('\n') {
                Some(end) => {
                    push_text(&mut line, &text, at, skip, skip + end);
                    push_text(&mut left, &text, at, skip + end + 1, text.len());
                    broken = true;
                }
                None => push_text(&mut line, &text, at, skip, text.len()),
            },
            Inline::HardBreak => broken = true,
            other => line.push(other),
        }
    }
    trim(&mut line);
    trim(&mut left);
    if left.is_empty() {
        blocks.remove(0);
    } else {
        *inlines = left;
    }
    Some(Marker { name, title: line, span, words })
}

#[allow(clippy::ptr_arg, reason = "whether the text is borrowed decides what its part is")]
/// A part of a text; its span stays that of the whole where an escape makes bytes and letters differ.
fn push_text<'s>(out: &mut Vec<Inline<'s>>, text: &Cow<'s, str>, at: Span, start: usize, end: usize) {
    if start >= end {
        return;
    }
    let part = match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[start..end]),
        Cow::Owned(text) => Cow::Owned(text[start..end].to_owned()),
    };
    let span = match text {
        Cow::Borrowed(_) => Span::new(at.file, at.start as usize + start, at.start as usize + end),
        Cow::Owned(_) => at,
    };
    out.push(Inline::Text(part, span));
}

/// White space at the ends of a line of inlines says nothing.
fn trim(inlines: &mut Vec<Inline<'_>>) {
    if let Some(Inline::Text(text, _)) = inlines.first_mut() {
        match text {
            Cow::Borrowed(text) => *text = text.trim_start(),
            Cow::Owned(text) => *text = text.trim_start().to_owned(),
        }
    }
    if let Some(Inline::Text(text, _)) = inlines.last_mut() {
        match text {
            Cow::Borrowed(text) => *text = text.trim_end(),
            Cow::Owned(text) => *text = text.trim_end().to_owned(),
        }
    }
    inlines.retain(|inline| !matches!(inline, Inline::Text(text, _) if text.is_empty()));
}

fn is_text(inline: &Inline<'_>, words: &str) -> bool {
    matches!(inline, Inline::Text(text, _) if text.trim_start().starts_with(words))
}

fn strip_altered(title: &mut Vec<Inline<'_>>) {
    if let Some(Inline::Text(text, _)) = title.first_mut() {
        let left = text.trim_start().trim_start_matches("{altered}").trim_start().to_owned();
        *text = Cow::Owned(left);
    }
    trim(title);
}

/// Puts words before those of the first paragraph, or makes one of them.
fn put_back<'s>(blocks: &mut Vec<Block<'s>>, mut words: Vec<Inline<'s>>, span: Span) {
    if words.is_empty() {
        return;
    }
    match blocks.first_mut() {
        Some(Block { kind: BlockKind::Paragraph(inlines), span: own }) if own.start == span.start => {
            words.push(Inline::Text(Cow::Borrowed("\n"), span));
            words.append(inlines);
            *inlines = words;
        }
        _ => blocks.insert(0, Block { kind: BlockKind::Paragraph(words), span }),
    }
}

/// A picture line, a caption, a line of credit: in this order, each where it is there.
fn figure(blocks: Vec<Block<'_>>) -> Figure<'_> {
    let mut out = Figure { image: None, caption: Vec::new(), credit: None };
    for block in blocks {
        match block.kind {
            BlockKind::Figure(inner) if out.image.is_none() => {
                out.image = inner.image;
                out.caption.extend(inner.caption);
            }
            BlockKind::Paragraph(inlines) => {
                let mut words = Vec::new();
                for line in lines(inlines) {
                    match line.as_slice() {
                        [Inline::Image(image)] if out.image.is_none() => {
                            if words.is_empty() && !image.title.trim().is_empty() {
                                words.push(Inline::Text(image.title.clone(), image.span));
                            }
                            out.image = Some(image.clone());
                        }
                        [Inline::Text(text, at), ..] if credit_label(text).is_some() && out.credit.is_none() => {
                            let label = credit_label(text).unwrap_or("");
                            let skip = label.len() + 1;
                            let label = label.trim().to_owned();
                            let span = *at;
                            let mut credit = Vec::new();
                            push_text(&mut credit, &text.clone(), span, skip, text.len());
                            credit.extend(line.into_iter().skip(1));
                            trim(&mut credit);
                            out.credit = Some(Credit { label: Cow::Owned(label), words: credit, span });
                        }
                        _ => {
                            if !words.is_empty() {
                                words.push(Inline::Text(Cow::Borrowed("\n"), block.span));
                            }
                            words.extend(line);
                        }
                    }
                }
                if !words.is_empty() {
                    out.caption.push(Block { kind: BlockKind::Paragraph(words), span: block.span });
                }
            }
            kind => out.caption.push(Block { kind, span: block.span }),
        }
    }
    out
}

/// Splits at line breaks.
fn lines(inlines: Vec<Inline<'_>>) -> Vec<Vec<Inline<'_>>> {
    let mut out = vec![Vec::new()];
    for inline in inlines {
        match inline {
            Inline::Text(text, at) => {
                let mut start = 0;
                while let Some(end) = text[start..].find('\n').map(|n| start + n) {
                    if let Some(line) = out.last_mut() {
                        push_text(line, &text, at, start, end);
                    }
                    out.push(Vec::new());
                    start = end + 1;
                }
                if let Some(line) = out.last_mut() {
                    push_text(line, &text, at, start, text.len());
                }
            }
            Inline::HardBreak => out.push(Vec::new()),
            other => out.last_mut().into_iter().for_each(|line| line.push(other.clone())),
        }
    }
    out.iter_mut().for_each(trim);
    out.retain(|line| !line.is_empty());
    out
}
