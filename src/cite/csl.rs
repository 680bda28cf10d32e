//! A site's own `.csl` file: what may go to the engine.
//!
//! The engine trusts its styles: it recurses as deep as they nest, follows macros in rings and writes every call out.
//! A style is refused here before it can cost a stack or an hour (THREATS E1, E2).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hayagriva::citationberg::{self, IndependentStyle, LayoutRenderingElement as Element, NamesChild, TextTarget};

use super::rewrite::calls;
use super::style::StyleError;

/// Real styles nest about 20 deep.
pub const MAX_DEPTH: usize = 64;
/// The largest real styles have 200 KB.
const MAX_BYTES: usize = 1 << 20;
/// The largest real styles have about 150.
const MAX_MACROS: usize = 1000;
/// With all macro calls written out; the largest style of the archive has about 5,000 elements.
const MAX_ELEMENTS: u64 = 20_000;

/// Reads a style that is safe to use.
pub fn read(xml: &str) -> Result<IndependentStyle, StyleError> {
    if xml.len() > MAX_BYTES {
        return Err(StyleError::TooLarge);
    }
    if depth(xml) > MAX_DEPTH {
        return Err(StyleError::TooDeep);
    }
    let style = match citationberg::Style::from_xml(xml) {
        Ok(citationberg::Style::Independent(style)) => style,
        Ok(citationberg::Style::Dependent(style)) => {
            let parent = style.parent_link.href.trim_end_matches('/');
            let parent = parent.rsplit('/').next().unwrap_or("");
            return Err(StyleError::Dependent { parent: parent.to_owned() });
        }
        Err(error) => return Err(StyleError::Syntax { message: error.to_string() }),
    };
    if style.macros.len() > MAX_MACROS {
        return Err(StyleError::TooLarge);
    }
    let order = callers_first(&style).map_err(|name| StyleError::Ring { name })?;
    if unfolded(&style, &order) > MAX_ELEMENTS {
        return Err(StyleError::TooLarge);
    }
    Ok(style)
}

/// How deep the elements of an XML text nest; never less than its reader will find.
fn depth(xml: &str) -> usize {
    let (mut depth, mut most, mut rest) = (0usize, 0usize, xml);
    while let Some((_, tag)) = rest.split_once('<') {
        if let Some(comment) = tag.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if tag.starts_with(['?', '!']) {
            rest = tag;
        } else if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
            rest = tag;
        } else {
            let end = tag_end(tag);
            if !tag[..end].ends_with('/') {
                depth += 1;
                most = most.max(depth);
            }
            rest = &tag[end..];
        }
    }
    most
}

/// Where a tag's `>` stands: one in the quotes of an attribute is not meant.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if byte == open => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// The macros, each before those that it calls; or one that calls itself, directly or through others.
fn callers_first(style: &IndependentStyle) -> Result<Vec<&str>, String> {
    let called: BTreeMap<&str, BTreeSet<String>> = style
        .macros
        .iter()
        .map(|element| {
            let mut names = BTreeSet::new();
            calls(&element.children, &mut names);
            (element.name.as_str(), names)
        })
        .collect();
    let mut callers: BTreeMap<&str, usize> = called.keys().map(|name| (*name, 0)).collect();
    for name in called.values().flatten() {
        if let Some(n) = callers.get_mut(name.as_str()) {
            *n += 1;
        }
    }
    let mut order = Vec::new();
    let mut free: Vec<&str> = callers.iter().filter(|(_, n)| **n == 0).map(|(name, _)| *name).collect();
    while let Some(name) = free.pop() {
        callers.remove(name);
        order.push(name);
        for callee in called.get(name).into_iter().flatten() {
            let Some((callee, _)) = called.get_key_value(callee.as_str()) else { continue };
            if let Some(n) = callers.get_mut(callee) {
                *n -= 1;
                if *n == 0 {
                    free.push(callee);
                }
            }
        }
    }
    // What still has callers when all others are gone stands in a ring, or below one.
    match callers.keys().next() {
        Some(name) => Err((*name).to_owned()),
        None => Ok(order),
    }
}

/// How large a style is with every macro call written out.
fn unfolded(style: &IndependentStyle, callers_first: &[&str]) -> u64 {
    let macros: HashMap<&str, &[Element]> =
        style.macros.iter().map(|element| (element.name.as_str(), element.children.as_slice())).collect();
    let mut sizes: HashMap<&str, u64> = HashMap::new();
    for name in callers_first.iter().rev() {
        let size = size(macros.get(name).copied().unwrap_or(&[]), &sizes);
        sizes.insert(name, size);
    }
    let bibliography = style.bibliography.as_ref().map_or(0, |b| size(&b.layout.elements, &sizes));
    size(&style.citation.layout.elements, &sizes).saturating_add(bibliography)
}

fn size(elements: &[Element], macros: &HashMap<&str, u64>) -> u64 {
    let text = |text: Option<&String>| text.map_or(0, |text| text.len() as u64 / 64);
    elements.iter().fold(0u64, |sum, element| {
        let inner = match element {
            Element::Text(element) => {
                let own = match &element.target {
                    TextTarget::Macro { name } => macros.get(name.as_str()).copied().unwrap_or(0),
                    TextTarget::Value { val } => text(Some(val)),
                    _ => 0,
                };
                own.saturating_add(text(element.affixes.prefix.as_ref()))
                    .saturating_add(text(element.affixes.suffix.as_ref()))
            }
            Element::Group(group) => size(&group.children, macros)
                .saturating_add(text(group.prefix.as_ref()))
                .saturating_add(text(group.suffix.as_ref()))
                .saturating_add(text(group.delimiter.as_ref()).saturating_mul(group.children.len() as u64)),
            Element::Choose(choose) => choose
                .branches()
                .map(|branch| branch.children.as_slice())
                .chain(choose.otherwise.as_ref().map(|otherwise| otherwise.children.as_slice()))
                .fold(0, |most, children| most.max(size(children, macros))),
            Element::Names(names) => names.children.iter().fold(0, |sum, child| match child {
                NamesChild::Substitute(substitute) => size(&substitute.children, macros).saturating_add(sum),
                _ => sum,
            }),
            _ => 0,
        };
        sum.saturating_add(1).saturating_add(inner)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(macros: &str, layout: &str) -> String {
        format!(
            "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"note\" version=\"1.0\"><info><title>t</title>\
             <id>http://x.example</id><updated>2024-01-01T00:00:00+00:00</updated></info>{macros}\
             <citation><layout>{layout}</layout></citation></style>"
        )
    }

    #[test]
    fn a_plain_style_is_read() {
        assert!(read(&style("", "<text variable=\"title\" prefix=\"&lt;/>\"/>")).is_ok());
        assert!(matches!(read("<style/>"), Err(StyleError::Syntax { .. })));
        assert!(matches!(read("not xml"), Err(StyleError::Syntax { .. })));
        assert!(matches!(read(""), Err(StyleError::Syntax { .. })));
    }

    #[test]
    fn e1_deep_nesting_is_refused_however_it_is_written() {
        let nested = |open: &str| {
            style("", &format!("{}<text variable=\"title\"/>{}", open.repeat(5000), "</group>".repeat(5000)))
        };
        for open in
            ["<group>", "<group prefix=\"/>\">", "<group prefix='/>' suffix=\"'/>\">", "<!-- -- <x/> --><group>"]
        {
            assert_eq!(read(&nested(open)).err(), Some(StyleError::TooDeep), "{open}");
        }
    }

    #[test]
    fn e4_rings_of_macros_end_and_are_named() {
        let macros =
            "<macro name=\"a\"><text macro=\"b\"/></macro><macro name=\"b\"><group><text macro=\"a\"/></group></macro>";
        assert_eq!(read(&style(macros, "<text macro=\"a\"/>")).err(), Some(StyleError::Ring { name: "a".into() }));
    }

    #[test]
    fn e2_macros_that_double_at_each_call_are_refused() {
        let double = |n: usize| {
            (0..n).fold(format!("<macro name=\"m{n}\"><text variable=\"title\"/></macro>"), |text, i| {
                let call = format!("<text macro=\"m{}\"/>", i + 1);
                format!("{text}<macro name=\"m{i}\"><group>{call}{call}</group></macro>")
            })
        };
        assert_eq!(read(&style(&double(40), "<text macro=\"m0\"/>")).err(), Some(StyleError::TooLarge));
        assert!(read(&style(&double(5), "<text macro=\"m0\"/>")).is_ok());
    }

    #[test]
    fn a_dependent_style_names_its_parent() {
        let xml = "<style xmlns=\"http://purl.org/net/xbiblio/csl\" version=\"1.0\"><info><title>t</title><id>http://x</id>\
                   <link href=\"http://www.zotero.org/styles/apa\" rel=\"independent-parent\"/>\
                   <updated>2024-01-01T00:00:00+00:00</updated></info></style>";
        assert_eq!(read(xml).err(), Some(StyleError::Dependent { parent: "apa".into() }));
    }
}
