//! A text of settings or front matter with more words in one of its lists: the smallest edit, all else as it stands.

use super::value::{Node, Value};
use super::{toml, yaml};
use crate::base::span::FileId;

/// Front matter (the whole file is given) with `items` added to a list of it; `None` where that is not possible, which
/// only happens where it cannot be read.
#[must_use]
pub fn front_matter(text: &str, field: &str, items: &[String]) -> Option<String> {
    let (fence, start, end) = super::fences::inner(text)?;
    let inner = text.get(start..end)?;
    let edited = if fence == "---" { in_yaml(inner, field, items)? } else { in_toml(inner, field, items)? };
    Some(format!("{}{edited}{}", &text[..start], &text[end..]))
}

/// The words of a list in the front matter of a file; none where it cannot be read.
#[must_use]
pub fn list(text: &str, field: &str) -> Vec<String> {
    let node = super::fences::inner(text).and_then(|(fence, start, end)| {
        let inner = text.get(start..end)?;
        let read = if fence == "---" { yaml::read(inner, FileId(0), 0) } else { toml::read(inner, FileId(0), 0) };
        read.ok()?.get(field).cloned()
    });
    node.iter().flat_map(Node::items).filter_map(Node::as_text).map(str::to_owned).collect()
}

/// The same for a text of TOML: `ibid.toml`.
#[must_use]
pub fn in_toml(text: &str, field: &str, items: &[String]) -> Option<String> {
    let root = toml::read(text, FileId(0), 0).ok()?;
    let words: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    if let Some(node) = root.get(field) {
        return into_list(text, node, &words);
    }
    // Above everything: behind the name of a group it would belong to that.
    let line = format!("{field} = [{}]{}", words.join(", "), newline(text));
    let at = root.entries().iter().find(|(_, node)| matches!(node.value, Value::Map(_)));
    let first = at.map_or(text.len(), |(key, _)| key.span.start as usize);
    let at = text[..first].rfind('\n').map_or(0, |n| n + 1);
    let at = if matches!(text.get(at..), Some(rest) if rest.starts_with('[')) { at } else { 0 };
    Some(format!("{}{line}{}", &text[..at], &text[at..]))
}

fn in_yaml(text: &str, field: &str, items: &[String]) -> Option<String> {
    let root = yaml::read(text, FileId(0), 0).ok()?;
    let words: Vec<String> = items.iter().map(|item| yaml_words(item)).collect();
    let found = root.entries().iter().find(|(key, _)| key.text.eq_ignore_ascii_case(field));
    let Some((key, node)) = found else {
        let gap = if text.is_empty() || text.ends_with('\n') { "" } else { newline(text) };
        return Some(format!("{text}{gap}{field}: [{}]{}", words.join(", "), newline(text)));
    };
    if node.is_null() {
        let end = key.span.end as usize;
        let colon = end + text.get(end..)?.find(':')? + 1;
        return Some(format!("{} [{}]{}", &text[..colon], words.join(", "), text[colon..].trim_start_matches(' ')));
    }
    into_list(text, node, &words)
}

/// Adds words that are written already to a list or a single value.
fn into_list(text: &str, node: &Node, words: &[String]) -> Option<String> {
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    let items = match &node.value {
        Value::List(items) => items,
        // One value without a list.
        Value::Scalar { .. } => {
            return Some(format!(
                "{}[{}, {}]{}",
                text.get(..start)?,
                text.get(start..end)?,
                words.join(", "),
                &text[end..]
            ));
        }
        Value::Null | Value::Map(_) => return None,
    };
    let Some(last) = items.last() else {
        let open = start + text.get(start..)?.find('[')? + 1;
        return Some(format!("{}{}{}", &text[..open], words.join(", "), &text[open..]));
    };
    let (from, at) = (last.span.start as usize, last.span.end as usize);
    let line = text.get(..from)?.rfind('\n').map_or(0, |n| n + 1);
    let lead = text.get(line..from)?;
    if lead.trim() == "-" {
        // One item a line: the new ones stand below, set in alike.
        let rest = text.get(at..)?;
        let line_end = at + rest.find('\n').unwrap_or(rest.len());
        let own: String = words.iter().flat_map(|word| [newline(text), lead, word]).collect();
        let kept = text[..line_end].trim_end_matches('\r');
        return Some(format!("{kept}{own}{}", &text[kept.len()..]));
    }
    Some(format!("{}, {}{}", text.get(..at)?, words.join(", "), &text[at..]))
}

fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Words as YAML reads them back, inside a list in brackets too.
#[must_use]
pub fn yaml_words(words: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '’' | '.' | '(' | ')');
    let reserved =
        ["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(&words.to_lowercase().as_str());
    let simple = words.starts_with(char::is_alphabetic) && !words.ends_with(' ') && words.chars().all(fits);
    if simple && !reserved { words.to_owned() } else { quoted(words) }
}

/// In double quotes, as YAML, TOML and JSON all read it.
fn quoted(words: &str) -> String {
    let mut out = String::from("\"");
    for c in words.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let items = ["Ana B".to_owned(), "C: \"d\"".to_owned()];
        assert_eq!(front_matter(text, "aliases", &items).as_deref(), Some(expected));
    }

    #[test]
    fn a_list_grows_as_it_is_written() {
        check(
            "---\nname: A\naliases: [X, 'Y z']\n---\nBody",
            "---\nname: A\naliases: [X, 'Y z', Ana B, \"C: \\\"d\\\"\"]\n---\nBody",
        );
        check(
            "---\naliases:\n  - X # why\n  - Y\nname: A\n---\n",
            "---\naliases:\n  - X # why\n  - Y\n  - Ana B\n  - \"C: \\\"d\\\"\"\nname: A\n---\n",
        );
        check("---\naliases:\n- X\n---\n", "---\naliases:\n- X\n- Ana B\n- \"C: \\\"d\\\"\"\n---\n");
        check("---\nname: A\n---\n", "---\nname: A\naliases: [Ana B, \"C: \\\"d\\\"\"]\n---\n");
        check("---\naliases: X\n---\n", "---\naliases: [X, Ana B, \"C: \\\"d\\\"\"]\n---\n");
        check("---\naliases: []\n---\n", "---\naliases: [Ana B, \"C: \\\"d\\\"\"]\n---\n");
        check("---\naliases:\nname: A\n---\n", "---\naliases: [Ana B, \"C: \\\"d\\\"\"]\nname: A\n---\n");
        check(
            "+++\nname = \"A\"\naliases = [\"X\"]\n+++\n",
            "+++\nname = \"A\"\naliases = [\"X\", \"Ana B\", \"C: \\\"d\\\"\"]\n+++\n",
        );
        check(
            "---\r\naliases:\r\n- X\r\n---\r\n",
            "---\r\naliases:\r\n- X\r\n- Ana B\r\n- \"C: \\\"d\\\"\"\r\n---\r\n",
        );
    }

    #[test]
    fn settings_keep_their_groups() {
        let items = ["A".to_owned()];
        let edited = in_toml("title = \"T\"\n[html]\nallow = true\n", "ignore_names", &items).unwrap();
        assert_eq!(edited, "title = \"T\"\nignore_names = [\"A\"]\n[html]\nallow = true\n");
        let edited = in_toml("title = \"T\"\n", "ignore_names", &items).unwrap();
        assert_eq!(edited, "ignore_names = [\"A\"]\ntitle = \"T\"\n");
        assert_eq!(
            in_toml(&edited, "ignore_names", &["B".to_owned()]).unwrap(),
            "ignore_names = [\"A\", \"B\"]\ntitle = \"T\"\n"
        );
        assert_eq!(in_toml("title = ", "x", &items), None);
    }

    #[test]
    fn what_is_added_is_read_again() {
        for text in ["---\nname: A\n---\n", "---\nname: A\naliases:\n  - X\n---\n", "---\nname: A\naliases: [X]\n---\n"]
        {
            for word in [
                "Ana B",
                "true",
                "12",
                "- x",
                "a: b",
                "#x",
                "x, y",
                "[z]",
                "“q”",
                "O’Dell",
                "Łuk",
                "a\\b",
                "x #y",
                "@a",
                "null",
                "Лукашенко",
            ] {
                let edited = front_matter(text, "aliases", &[word.to_owned()]).unwrap();
                let source = crate::base::source::Source::new(FileId(0), "content/entities/a.md", edited.as_str());
                let mut diagnostics = Vec::new();
                let (matter, _) =
                    crate::parse::frontmatter::read(&source, crate::model::article::Kind::Entity, &mut diagnostics);
                assert!(diagnostics.is_empty(), "{edited} {diagnostics:?}");
                assert_eq!(matter.aliases.last().unwrap().value, word, "{edited}");
            }
        }
    }
}
