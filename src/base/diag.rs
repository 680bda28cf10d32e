//! What ibid has to say about the content: a code, a place, a cause and a remedy.
//!
//! A fault in content is data, never an `Err`. Each diagnostic is worded by one function beside the stage that finds
//! it (`diag.rs` there); this file only holds the type.

use serde::{Deserialize, Serialize};

use super::code::Code;
use super::fix::{Applicability, Edit, Fix};
use super::span::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Not shown; only by configuration.
    Off,
    /// Worth knowing; never changes the exit status by default.
    Info,
    Warning,
    Error,
}

/// A second place that explains the first: the other definition, the sentence that a quote repeats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    /// One sentence for a person who is no programmer, without a full stop.
    pub message: String,
    /// `None` only for what belongs to no file, such as an empty content folder.
    pub primary: Option<Span>,
    /// Words at the primary span, such as "defined here"; may be empty.
    pub note: String,
    pub labels: Vec<Label>,
    /// What to do, one sentence.
    pub help: Option<String>,
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// With the code's own severity; the site's configuration may change it later.
    #[must_use]
    pub fn new(code: Code, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self {
            severity: code.severity(),
            code,
            message: message.into(),
            primary: span.into(),
            note: String::new(),
            labels: Vec::new(),
            help: None,
            fix: None,
        }
    }

    #[must_use]
    pub fn note(mut self, words: impl Into<String>) -> Self {
        self.note = words.into();
        self
    }

    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    #[must_use]
    pub fn fix(mut self, applicability: Applicability, span: Span, text: impl Into<String>) -> Self {
        let edit = Edit { span, text: text.into() };
        self.fix = Some(Fix { applicability, edits: vec![edit] });
        self
    }
}
