//! `ibid styles`: the built-in citation styles, for an editor who looks for one.

use std::fmt::Write as _;

use super::Failure;
use crate::base::text::count;
use crate::cite::{Listed, Style};
use crate::cli;

pub fn run(args: &cli::Styles) -> Result<(), Failure> {
    let all = Style::list();
    let words: Vec<String> = args.words.iter().map(|word| word.to_lowercase()).collect();
    let fits = |style: &&Listed| {
        let text = format!("{} {}", style.title, style.names.join(" ")).to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    };
    let found: Vec<&Listed> = all.iter().filter(fits).collect();
    if found.is_empty() {
        return Err(Failure::new(format!("no built-in style has {} in its name or title", args.words.join(" ")))
            .help("ibid styles lists them all; any other style is a .csl file, from https://www.zotero.org/styles"));
    }
    print!("{}", listed(&found));
    Ok(())
}

fn listed(found: &[&Listed]) -> String {
    let width = found.iter().filter_map(|style| style.names.first()).map(|name| name.len()).max().unwrap_or(0);
    let mut out = String::new();
    for style in found {
        let name = style.names.first().copied().unwrap_or("");
        let place = if style.notes { "notes" } else { "text " };
        let others = style.names.get(1..).unwrap_or(&[]).join(", ");
        let others = if others.is_empty() { others } else { format!("  (also {others})") };
        let _ = writeln!(out, "{name:width$}  {place}  {}{others}", style.title);
    }
    let _ = writeln!(
        out,
        "\n{}. \"notes\" are styles whose citations stand in notes; the others stand in the text.\n\
         Use one with:  citation_style = \"{}\"  in ibid.toml, or  citation_style: {}  at the top of a briefing.",
        count(found.len(), "style", "styles"),
        found.first().and_then(|style| style.names.first()).copied().unwrap_or(""),
        found.first().and_then(|style| style.names.first()).copied().unwrap_or(""),
    );
    out
}
