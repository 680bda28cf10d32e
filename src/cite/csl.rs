//! A site's own `.csl` file: what may go to the engine, and what is wrong with the rest, by place.
//!
//! A style is data from strangers. Before its tree is made the text is read once for what no style has: entities, depth,
//! elements and values that CSL does not know. Then macros in rings and macros that grow at each call are refused, so
//! that no style can cost a stack or an hour (THREATS E1, E2, E4).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hayagriva::citationberg::{self, IndependentStyle, LayoutRenderingElement as Element, NamesChild, TextTarget};

use super::csl_text;
use super::rewrite::calls;

/// Real styles nest about 20 deep.
pub const MAX_DEPTH: usize = 64;
/// The largest real styles have 250 KB.
const MAX_BYTES: usize = 1 << 20;
/// The largest real styles have about 300.
const MAX_MACROS: usize = 1000;
/// With all macro calls written out; the largest real styles have about 30,000 elements.
const MAX_ELEMENTS: u64 = 200_000;

/// Why a `.csl` file cannot be used, and where: a byte of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub at: usize,
    pub why: Why,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// In the words of the XML reader, made fit for an editor.
    Syntax(String),
    /// A document type declaration, which can hold entities.
    Entities,
    NotAStyle(String),
    Element(String),
    Value {
        attribute: String,
        value: String,
        nearest: Option<String>,
    },
    MissingMacro {
        name: String,
        nearest: Option<String>,
    },
    /// A macro that calls itself.
    Ring(String),
    TooDeep,
    TooLarge,
    /// What the reader of styles says where none of the above is the matter.
    Form(String),
    /// The style that a dependent one stands on is neither built in nor beside it.
    Parent(String),
}

/// What a `.csl` file holds.
#[derive(Debug)]
pub enum Read {
    Style(Box<IndependentStyle>),
    /// One that only names another, and perhaps a language.
    Dependent {
        parent: String,
        language: Option<String>,
        at: usize,
    },
}

/// Reads a style that is safe to use.
pub fn read(xml: &str) -> Result<Read, Fault> {
    if xml.len() > MAX_BYTES {
        return Err(Fault { at: 0, why: Why::TooLarge });
    }
    let text = csl_text::check(xml, MAX_DEPTH)?;
    let style = match citationberg::Style::from_xml(xml) {
        Ok(citationberg::Style::Independent(style)) => style,
        Ok(citationberg::Style::Dependent(style)) => {
            let parent = style.parent_link.href.trim_end_matches('/');
            let parent = parent.rsplit('/').next().unwrap_or("").to_owned();
            let language = style.default_locale.map(|locale| locale.0);
            return Ok(Read::Dependent { parent, language, at: text.parent });
        }
        Err(error) => return Err(Fault { at: text.root, why: Why::Form(error.source.to_string()) }),
    };
    if style.macros.len() > MAX_MACROS {
        return Err(Fault { at: text.root, why: Why::TooLarge });
    }
    let order = callers_first(&style)
        .map_err(|name| Fault { at: text.macros.get(&name).copied().unwrap_or(text.root), why: Why::Ring(name) })?;
    if unfolded(&style, &order) > MAX_ELEMENTS {
        return Err(Fault { at: text.root, why: Why::TooLarge });
    }
    Ok(Read::Style(Box::new(style)))
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
             <id>http://x.example</id><updated>2024-01-01T00:00:00+00:00</updated></info>\n{macros}\n\
             <citation><layout>{layout}</layout></citation></style>"
        )
    }

    /// The fault and the words that stand at its place.
    #[track_caller]
    fn fault(xml: &str) -> (Why, String) {
        let fault = read(xml).unwrap_err();
        (fault.why, xml.get(fault.at..).unwrap_or("").chars().take(16).collect())
    }

    #[test]
    fn a_plain_style_is_read() {
        assert!(read(&style("", "<text variable=\"title\" prefix=\"&lt;/>\"/>")).is_ok());
        for xml in ["<style/>", "not xml", "", "<style", "<a><b></a>", "<style xmlns=\"x\"></style>"] {
            assert!(read(xml).is_err(), "{xml}");
        }
    }

    #[test]
    fn faults_are_told_where_they_stand() {
        let near = |attribute: &str, value: &str, near: &str| Why::Value {
            attribute: attribute.into(),
            value: value.into(),
            nearest: Some(near.into()),
        };
        let (why, at) = fault(&style("", "<text variable=\"titel\"/>"));
        assert_eq!((why, at.as_str()), (near("variable", "titel", "title"), "<text variable=\""));
        let (why, at) = fault(&style("", "<choose><if type=\"bok\"><text value=\"x\"/></if></choose>"));
        assert_eq!((why, at.as_str()), (near("type", "bok", "book"), "<if type=\"bok\"><"));
        let (why, at) = fault(&style("", "<txt/>"));
        assert_eq!((why, at.as_str()), (Why::Element("txt".into()), "<txt/></layout><"));
        let (why, _) = fault(&style("<macro name=\"title\"/>", "<text macro=\"titel\"/>"));
        assert_eq!(why, Why::MissingMacro { name: "titel".into(), nearest: Some("title".into()) });
        let (why, at) = fault(&style("", "<group></grup>"));
        assert!(matches!(why, Why::Syntax(_)) && at.starts_with("</grup>"), "{why:?} {at}");
        assert!(matches!(fault("<html><body/></html>").0, Why::NotAStyle(_)));
    }

    #[test]
    fn e1_deep_nesting_is_refused_however_it_is_written() {
        let nested = |open: &str| {
            style("", &format!("{}<text variable=\"title\"/>{}", open.repeat(5000), "</group>".repeat(5000)))
        };
        for open in
            ["<group>", "<group prefix=\"/>\">", "<group prefix='/>' suffix=\"'/>\">", "<!-- -- <x/> --><group>"]
        {
            assert!(read(&nested(open)).is_err(), "{open}");
        }
        assert_eq!(fault(&nested("<group>")).0, Why::TooDeep);
    }

    #[test]
    fn c2_entities_are_refused_before_anything_is_read_of_them() {
        let bomb = (0..9).fold("<!ENTITY a0 \"ha\">".to_owned(), |text, n| {
            format!("{text}<!ENTITY a{} \"{}\">", n + 1, format!("&a{n};").repeat(10))
        });
        let xml = format!("<?xml version=\"1.0\"?><!DOCTYPE style [{bomb}]>{}", style("", "<text value=\"&a9;\"/>"));
        assert_eq!(fault(&xml).0, Why::Entities);
        let outside = "<!DOCTYPE style SYSTEM \"file:///etc/passwd\"><style/>";
        assert_eq!(fault(outside).0, Why::Entities);
    }

    #[test]
    fn e4_rings_of_macros_end_and_are_named() {
        let macros =
            "<macro name=\"a\"><text macro=\"b\"/></macro><macro name=\"b\"><group><text macro=\"a\"/></group></macro>";
        let (why, at) = fault(&style(macros, "<text macro=\"a\"/>"));
        assert_eq!((why, at.as_str()), (Why::Ring("a".into()), "<macro name=\"a\">"));
    }

    #[test]
    fn e2_styles_that_grow_are_refused() {
        let double = |n: usize| {
            (0..n).fold(format!("<macro name=\"m{n}\"><text variable=\"title\"/></macro>"), |text, i| {
                let call = format!("<text macro=\"m{}\"/>", i + 1);
                format!("{text}<macro name=\"m{i}\"><group>{call}{call}</group></macro>")
            })
        };
        assert_eq!(fault(&style(&double(40), "<text macro=\"m0\"/>")).0, Why::TooLarge);
        assert!(read(&style(&double(5), "<text macro=\"m0\"/>")).is_ok());
        assert_eq!(fault(&style("", &format!("<text value=\"{}\"/>", "x".repeat(2 << 20)))).0, Why::TooLarge);
    }

    #[test]
    fn a_dependent_style_names_its_parent() {
        let xml = "<style xmlns=\"http://purl.org/net/xbiblio/csl\" version=\"1.0\" default-locale=\"de-DE\"><info>\
                   <title>t</title><id>http://x</id><link href=\"http://www.zotero.org/styles/apa\" \
                   rel=\"independent-parent\"/><updated>2024-01-01T00:00:00+00:00</updated></info></style>";
        let Ok(Read::Dependent { parent, language, at }) = read(xml) else { panic!("{:?}", read(xml)) };
        assert_eq!((parent.as_str(), language.as_deref()), ("apa", Some("de-DE")));
        assert!(xml[at..].starts_with("<link"));
    }
}
