//! Each format with the same works, and with hostile ones.
