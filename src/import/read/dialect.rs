//! The dialect in which magazine pieces are handed round: one line a paragraph, no blank lines, and heading levels that
//! mean roles: `######` kicker or cross-heading, `#` headline, `#####` standfirst, `> date`.

use super::Refusal;
use super::inline::runs;
use super::text::{decode, lines};
use crate::import::dates;
use crate::import::evidence::{Line, Mark, Picture, Reading, Role, Run};

pub fn read(bytes: &[u8]) -> Result<Reading, Refusal> {
    let mut reading = lines(&decode(bytes)?);
    let mut pictures = Vec::new();
    let mut headline = false;
    let mut body = false;
    for line in &mut reading.lines {
        let text = line.text();
        if let Some((alt, path)) = picture(&text) {
            line.role = Role::Paragraph;
            line.runs = vec![Run { text: alt.to_owned(), mark: Some(Mark::Picture(pictures.len())), ..Run::default() }];
            pictures.push(Picture { name: path.to_owned(), bytes: Vec::new() });
            continue;
        }
        let (role, words) = role(&text, headline, body);
        headline |= role == Role::Title;
        body |= role == Role::Paragraph;
        set(line, role, words);
    }
    reading.pictures = pictures;
    Ok(reading)
}

fn set(line: &mut Line, role: Role, words: &str) {
    line.runs = runs(words);
    line.role = role;
}

fn role(text: &str, headline: bool, body: bool) -> (Role, &str) {
    let level = text.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&level) && text[level..].starts_with(' ') {
        let words = text[level..].trim();
        let role = match level {
            1 if !headline => Role::Title,
            6 if !headline && !body => Role::Kicker,
            5 if headline && !body => Role::Standfirst,
            1 | 2 | 6 => Role::Heading(2),
            level => Role::Heading(u8::try_from(level).unwrap_or(6).min(3)),
        };
        return (role, words);
    }
    if let Some(words) = text.strip_prefix('>').map(str::trim) {
        let dated = !body && dates::printed(words).is_some();
        return (if dated { Role::Date } else { Role::Quote { depth: 0 } }, words);
    }
    if text.len() >= 3 && text.chars().all(|c| matches!(c, '*' | '-' | '_' | ' ')) {
        return (Role::Rule, "");
    }
    for bullet in ["- ", "* ", "+ ", "• "] {
        if let Some(words) = text.strip_prefix(bullet) {
            return (Role::Item { depth: 0, number: None, first: true }, words.trim());
        }
    }
    (Role::Paragraph, text)
}

/// The words and the path of a line that is one picture.
fn picture(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("![")?;
    let (alt, rest) = rest.split_once("](")?;
    let inside = rest.strip_suffix(')')?;
    let path = inside.split_whitespace().next()?;
    Some((alt, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_mean_roles() {
        let text = "###### Chess\n# A vote by post \n##### Patience\n![image](images/a.jpg) \n> Feb 10th 2024 \nThe first.\n###### A turn\nThe *second*.\n- One";
        let reading = read(text.as_bytes()).unwrap();
        let roles: Vec<String> = reading.lines.iter().map(|line| format!("{:?} {}", line.role, line.text())).collect();
        assert_eq!(
            roles,
            [
                "Kicker Chess",
                "Title A vote by post",
                "Standfirst Patience",
                "Paragraph image",
                "Date Feb 10th 2024",
                "Paragraph The first.",
                "Heading(2) A turn",
                "Paragraph The second.",
                "Item { depth: 0, number: None, first: true } One",
            ]
        );
        assert_eq!(reading.pictures[0].name, "images/a.jpg");
    }
}
