//! Fenced blocks of a markdown file that say what they are: the input and the output of a test.

/// A fenced block. A fence ends with as many backticks as it began with, so a longer one holds samples with fences.
#[derive(Debug)]
pub struct Fence {
    /// The words after the backticks.
    pub info: Vec<String>,
    pub text: String,
    /// The bytes of `text` in the file.
    pub at: std::ops::Range<usize>,
}

impl Fence {
    pub fn word(&self, n: usize) -> &str {
        self.info.get(n).map_or("", String::as_str)
    }
}

pub fn fences(file: &str) -> Vec<Fence> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut open: Option<(usize, Vec<String>, usize)> = None;
    for line in file.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let ticks = line.len() - line.trim_start_matches('`').len();
        let info = line[ticks..].trim();
        match open.take() {
            None if ticks >= 3 => open = Some((ticks, info.split_whitespace().map(str::to_owned).collect(), at)),
            Some((opened, info_of, from)) if ticks == opened && info.is_empty() => {
                out.push(Fence { info: info_of, text: file[from..start].to_owned(), at: from..start });
            }
            other => open = other,
        }
    }
    out
}
