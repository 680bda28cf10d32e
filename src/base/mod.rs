//! The floor: values and functions that know nothing of briefings.
//!
//! What is not here: no file access, no clock, no type of the model.

pub mod code;
pub mod date;
pub mod diag;
pub mod edit;
pub mod fix;
pub mod hash;
pub mod language;
pub mod sentence;
pub mod slug;
pub mod source;
pub mod span;
pub mod text;
pub mod web;
