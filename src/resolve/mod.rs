//! Binding of references.

pub mod survey;
