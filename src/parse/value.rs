//! Values with places: what YAML and TOML have in common.
//!
//! Front matter, `ibid.toml` and bibliographies are all read into this tree first, so that one schema can say where
//! a value stands and what is wrong with it. Scalars stay text: `number: 007` and `volume: 81` mean what was typed.

use crate::base::span::Span;

/// Deeper nesting is refused: nothing that editors write comes near.
pub const MAX_DEPTH: usize = 64;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub value: Value,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing, `null` or `~`.
    Null,
    Scalar {
        text: String,
        /// Written in quotes or as a block, so that `"true"` is a word.
        quoted: bool,
    },
    List(Vec<Node>),
    /// In order of writing; a key may occur twice here.
    Map(Vec<(Key, Node)>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub text: String,
    pub span: Span,
}

/// Why a text could not be read as YAML or TOML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub span: Span,
    pub message: String,
    /// What to do, where the slip is a usual one.
    pub help: Option<String>,
    /// What may be written in place of the span.
    pub quoted: Option<String>,
}

impl SyntaxError {
    #[must_use]
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: None, quoted: None }
    }
}

impl Node {
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match &self.value {
            Value::Scalar { text, quoted: false } => match text.as_str() {
                "true" | "True" | "TRUE" | "yes" | "Yes" | "on" => Some(true),
                "false" | "False" | "FALSE" | "no" | "No" | "off" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    #[must_use]
    pub fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    /// The items of a list; a single value counts as a list of one, nothing as an empty one.
    #[must_use]
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            Value::Null => &[],
            Value::Scalar { .. } | Value::Map(_) => std::slice::from_ref(self),
        }
    }

    #[must_use]
    pub fn entries(&self) -> &[(Key, Node)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(name, _)| name.text == key).map(|(_, node)| node)
    }

    /// "a list", "a word" …, for messages.
    #[must_use]
    pub fn what(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Scalar { .. } => "a single value",
            Value::List(_) => "a list",
            Value::Map(_) => "a group of fields",
        }
    }
}
