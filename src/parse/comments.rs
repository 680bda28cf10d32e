//! HTML comments: review marks are kept aside, the rest is for editors' eyes only.

use std::borrow::Cow;

use crate::base::span::{FileId, Span};
use crate::model::briefing::Review;

/// Takes the complete comments out of raw HTML that starts at byte `offset`; what is left is shown or sanitised.
pub fn take<'s>(html: &'s str, file: FileId, offset: usize, reviews: &mut Vec<Review<'s>>) -> Cow<'s, str> {
    if !html.contains("<!--") {
        return Cow::Borrowed(html);
    }
    let mut left = String::new();
    let mut at = 0;
    while let Some(start) = html[at..].find("<!--").map(|n| at + n) {
        let Some(end) = html[start..].find("-->").map(|n| start + n + 3) else { break };
        left.push_str(&html[at..start]);
        let words = html[start..end].trim_start_matches("<!--").trim_end_matches("-->").trim();
        if let Some(words) = words.strip_prefix("review:") {
            reviews.push(Review {
                words: Cow::Borrowed(words.trim()),
                span: Span::new(file, offset + start, offset + end),
            });
        }
        at = end;
    }
    left.push_str(&html[at..]);
    if left.trim().is_empty() { Cow::Borrowed("") } else { Cow::Owned(left) }
}
