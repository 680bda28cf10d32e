//! Names that a site prints: which are spellings of one name, which are no entity yet.

mod given;
mod lists;
pub mod near;
mod people;
pub mod propose;
pub mod read;
pub mod skeleton;
mod table;

#[cfg(test)]
mod tests;
