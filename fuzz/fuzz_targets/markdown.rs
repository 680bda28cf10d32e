//! A briefing: parsed, surveyed, linked and written as HTML, with raw HTML off and on.
#![no_main]

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::markdown(data));
