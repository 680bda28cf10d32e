//! `ibid.toml`: the site's settings.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::value::{Node, SyntaxError, Value};
use super::{diag, links, toml};
use crate::base::code::Code;
use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Severity};
use crate::base::source::Source;
use crate::base::span::Span;
use crate::base::text::squeeze;
use crate::model::config::{Beside, Config, ExportsConfig, Fonts, Ibid, MenuItem, MenuTarget, Paragraphs, ThemeConfig};
use crate::model::inline::Target;

/// The settings where there is no `ibid.toml`.
#[must_use]
pub fn defaults(today: Date) -> Config {
    Config {
        title: "Briefings".to_owned(),
        description: String::new(),
        base_url: "http://localhost/".to_owned(),
        language: "en".to_owned(),
        bibliography: Vec::new(),
        citation_style: "chicago-notes".to_owned(),
        ibid: Ibid::Style,
        theme: ThemeConfig { name: "default".to_owned(), fonts: Fonts::Own, paragraphs: Paragraphs::Spaced },
        severities: BTreeMap::new(),
        html: false,
        pretty_urls: false,
        menu: Vec::new(),
        author: String::new(),
        license: String::new(),
        today,
        drafts: false,
        ignore_names: Vec::new(),
        feed_limit: 20,
        passim: 12,
        cite_as: CITE_AS.map(str::to_owned).to_vec(),
        exports: ExportsConfig { briefings: Beside::Few, works: Beside::Few },
        map: true,
    }
}

/// The styles that readers ask for most; the page of a work gives its reference in each.
const CITE_AS: [&str; 5] = ["chicago-notes", "mla", "apa", "harvard-cite-them-right", "mhra"];

/// More would be pages of references.
const MOST_STYLES: usize = 12;

/// Every setting; the handbook has a word on each.
pub const FIELDS: [&str; 21] = [
    "title",
    "description",
    "base_url",
    "language",
    "bibliography",
    "citation_style",
    "ibid",
    "theme",
    "severities",
    "html",
    "pretty_urls",
    "menu",
    "author",
    "license",
    "feed_limit",
    "passim",
    "cite_as",
    "exports",
    "map",
    "ignore_names",
    "drafts",
];

/// Reads `ibid.toml`. What is missing or wrong keeps its default and is told.
#[must_use]
pub fn read(source: &Source, today: Date) -> (Config, Vec<Diagnostic>) {
    let mut reader = Reader { config: defaults(today), diagnostics: Vec::new() };
    match toml::read(&source.text, source.id, 0) {
        Ok(node) => reader.read(&node),
        Err(SyntaxError { span, message, .. }) => reader.diagnostics.push(
            Diagnostic::new(Code::FrontMatterSyntax, span, format!("ibid.toml cannot be read: {message}"))
                .help("a setting is a line such as title = \"Briefings\""),
        ),
    }
    (reader.config, reader.diagnostics)
}

struct Reader {
    config: Config,
    diagnostics: Vec<Diagnostic>,
}

impl Reader {
    fn read(&mut self, root: &Node) {
        if root.get("title").is_none() {
            self.diagnostics.push(
                Diagnostic::new(Code::MissingField, Span::top(root.span.file), "the site needs a title")
                    .help("add a line such as title = \"Eastern Flank Briefings\" to ibid.toml"),
            );
        }
        for (key, node) in root.entries() {
            match key.text.as_str() {
                "title" => self.words(node, "title", |config, text| config.title = text),
                "description" => self.words(node, "description", |config, text| config.description = text),
                "base_url" => self.base_url(node),
                "language" => self.words(node, "language", |config, text| config.language = text),
                "bibliography" => {
                    self.config.bibliography =
                        node.items().iter().filter_map(|item| self.text(item, "bibliography")).collect();
                }
                "ignore_names" => {
                    self.config.ignore_names =
                        node.items().iter().filter_map(|item| self.text(item, "ignore_names")).collect();
                }
                "citation_style" => self.words(node, "citation_style", |config, text| config.citation_style = text),
                "ibid" => match node.as_text().map(squeeze).as_deref() {
                    Some("style") => self.config.ibid = Ibid::Style,
                    Some("always") => self.config.ibid = Ibid::Always,
                    Some("never") => self.config.ibid = Ibid::Never,
                    _ => self.bad(node, "ibid", "style, always or never", "write it like ibid = \"never\""),
                },
                "author" => self.words(node, "author", |config, text| config.author = text),
                "license" => self.words(node, "license", |config, text| config.license = text),
                "theme" => self.theme(node),
                "severities" => self.severities(node),
                "html" => self.html(node),
                "pretty_urls" => self.config.pretty_urls = self.truth(node, "pretty_urls").unwrap_or(false),
                "drafts" => self.config.drafts = self.truth(node, "drafts").unwrap_or(false),
                "map" => self.config.map = self.truth(node, "map").unwrap_or(true),
                "menu" => self.menu(node),
                "feed_limit" => {
                    self.number(node, "feed_limit", "feed_limit = 20", |config, n| config.feed_limit = n);
                }
                "passim" => self.number(node, "passim", "passim = 12", |config, n| config.passim = n),
                "cite_as" => self.cite_as(node),
                "exports" => self.exports(node),
                other => self.diagnostics.push(diag::unknown_field(key.span, other, &FIELDS)),
            }
        }
    }

    fn text(&mut self, node: &Node, field: &str) -> Option<String> {
        let text = node.as_text().map(squeeze);
        if text.is_none() {
            self.bad(node, field, "words in quotation marks", &format!("{} stands here", node.what()));
        }
        text
    }

    fn words(&mut self, node: &Node, field: &str, set: impl FnOnce(&mut Config, String)) {
        if let Some(text) = self.text(node, field) {
            set(&mut self.config, text);
        }
    }

    fn truth(&mut self, node: &Node, field: &str) -> Option<bool> {
        let truth = node.as_bool();
        if truth.is_none() {
            self.bad(node, field, "true or false", "write it without quotation marks");
        }
        truth
    }

    fn number(&mut self, node: &Node, field: &str, sample: &str, set: impl FnOnce(&mut Config, usize)) {
        match node.as_text().and_then(|text| text.parse().ok()).filter(|n| *n > 0) {
            Some(n) => set(&mut self.config, n),
            None => self.bad(node, field, "a number above 0", &format!("write it like {sample}")),
        }
    }

    /// Each style once. None at all is a choice too.
    fn cite_as(&mut self, node: &Node) {
        let mut styles: Vec<String> = Vec::new();
        for item in node.items() {
            let Some(name) = self.text(item, "cite_as").filter(|name| !name.is_empty() && !styles.contains(name))
            else {
                continue;
            };
            if styles.len() == MOST_STYLES {
                self.bad(item, "cite_as", &format!("a list of at most {MOST_STYLES} styles"), "leave some of them out");
                break;
            }
            styles.push(name);
        }
        self.config.cite_as = styles;
    }

    fn bad(&mut self, node: &Node, field: &str, wanted: &str, help: &str) {
        self.diagnostics.push(diag::bad_value(node.span, field, wanted, help));
    }

    fn base_url(&mut self, node: &Node) {
        let Some(text) = self.text(node, "base_url") else { return };
        match base_url(&text) {
            Some(url) => self.config.base_url = url,
            None => self.bad(node, "base_url", "a full address", "write it like https://briefings.example.org/"),
        }
    }

    fn theme(&mut self, node: &Node) {
        if let Some(name) = node.as_text() {
            name.clone_into(&mut self.config.theme.name);
            return;
        }
        for (key, value) in node.entries() {
            match (key.text.as_str(), value.as_text().unwrap_or("")) {
                ("name", name) if !name.is_empty() => name.clone_into(&mut self.config.theme.name),
                ("fonts", "own") => self.config.theme.fonts = Fonts::Own,
                ("fonts", "system") => self.config.theme.fonts = Fonts::System,
                ("fonts", _) => self.bad(value, "fonts", "\"own\" or \"system\"", "own fonts are part of the theme"),
                ("paragraphs", "spaced") => self.config.theme.paragraphs = Paragraphs::Spaced,
                ("paragraphs", "indented") => self.config.theme.paragraphs = Paragraphs::Indented,
                ("paragraphs", _) => {
                    self.bad(value, "paragraphs", "\"spaced\" or \"indented\"", "one or the other, never both");
                }
                (other, _) => {
                    self.diagnostics.push(diag::unknown_field(key.span, other, &["name", "fonts", "paragraphs"]));
                }
            }
        }
    }

    fn severities(&mut self, node: &Node) {
        for (key, value) in node.entries() {
            let Some(code) = Code::from_name(&key.text) else {
                let known: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
                self.diagnostics.push(diag::unknown_field(key.span, &key.text, &known));
                continue;
            };
            let severity = match value.as_text() {
                Some("off") => Severity::Off,
                Some("info") => Severity::Info,
                Some("warning") => Severity::Warning,
                Some("error") => Severity::Error,
                _ => {
                    self.bad(value, &key.text, "\"off\", \"info\", \"warning\" or \"error\"", "one of the four");
                    continue;
                }
            };
            self.config.severities.insert(code, severity);
        }
    }

    fn html(&mut self, node: &Node) {
        for (key, value) in node.entries() {
            if key.text == "allow" {
                self.config.html = self.truth(value, "allow").unwrap_or(false);
            } else {
                self.diagnostics.push(diag::unknown_field(key.span, &key.text, &["allow"]));
            }
        }
        if !matches!(node.value, Value::Map(_)) {
            self.bad(node, "html", "a group of settings", "write [html] in a line and allow = true in the next");
        }
    }

    fn beside(&mut self, node: &Node, field: &str) -> Beside {
        if self.truth(node, field).unwrap_or(false) { Beside::Always } else { Beside::Never }
    }

    fn exports(&mut self, node: &Node) {
        if !matches!(node.value, Value::Map(_)) {
            let help = "write [exports] in a line and works = false in the next";
            self.bad(node, "exports", "a group of settings", help);
        }
        for (key, value) in node.entries() {
            match key.text.as_str() {
                "briefings" => self.config.exports.briefings = self.beside(value, "briefings"),
                "works" => self.config.exports.works = self.beside(value, "works"),
                other => self.diagnostics.push(diag::unknown_field(key.span, other, &["briefings", "works"])),
            }
        }
    }

    fn menu(&mut self, node: &Node) {
        for item in node.items() {
            let part = |name: &str| item.get(name).and_then(Node::as_text).map(squeeze);
            match (part("title"), part("to").filter(|to| !to.is_empty())) {
                (Some(title), Some(to)) => {
                    let span = item.get("to").map_or(item.span, |node| node.span);
                    if let Some(to) = menu_target(&to) {
                        self.config.menu.push(MenuItem { title, to, span });
                    } else {
                        self.diagnostics.push(diag::refused_menu(span, &to));
                    }
                }
                _ => {
                    self.bad(
                        item,
                        "a menu entry",
                        "a title and a place",
                        "write { title = \"About\", to = \"about\" }",
                    );
                }
            }
        }
    }
}

/// Judged like a link in a text; none where it is refused.
fn menu_target(to: &str) -> Option<MenuTarget> {
    Some(match links::target(Cow::Borrowed(to)) {
        Target::Url(url) => MenuTarget::Url(url.into_owned()),
        Target::Refused(_) => return None,
        Target::Path { path, anchor } => MenuTarget::Page { name: path.into_owned(), anchor: anchor.into_owned() },
        Target::Slug { anchor, .. } => MenuTarget::Page { name: String::new(), anchor: anchor.into_owned() },
    })
}

/// A base address that can be used: http or https, no query, ending with `/`.
#[must_use]
pub fn base_url(text: &str) -> Option<String> {
    let text = text.trim();
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let fits = rest.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"\"'<>?#\\^`{|}".contains(c));
    let host = rest.split('/').next().unwrap_or("");
    if !fits || host.is_empty() || rest.split('/').any(|segment| segment == "..") {
        return None;
    }
    Some(if text.ends_with('/') { text.to_owned() } else { format!("{text}/") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::FileId;

    const TODAY: Date = Date { year: 2026, month: 11, day: 22 };

    #[test]
    fn settings_are_read_and_faults_told() {
        let text = "title = \"T\"\nbase_url = \"https://a.example\"\n[severities]\nraw-html = \"off\"\nrow-html = \"off\"\n[html]\nallow = true\n";
        let (config, faults) = read(&Source::new(FileId(0), "ibid.toml", text), TODAY);
        assert_eq!(config.base_url, "https://a.example/");
        assert!(config.html);
        assert_eq!(config.severities[&Code::RawHtml], Severity::Off);
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].help.as_deref(), Some("did you mean raw-html?"));
    }

    #[test]
    fn a4_addresses_of_the_menu_are_judged() {
        let text = "title = \"T\"\nmenu = [\n  { title = \"A\", to = \"java%73cript:x\" },\n  { title = \"B\", to = \"//evil.example\" },\n  { title = \"C\", to = \"about#us\" },\n  { title = \"D\", to = \"HTTPS://a.example\" },\n]\n";
        let source = Source::new(FileId(0), "ibid.toml", text);
        let (config, faults) = read(&source, TODAY);
        let places: Vec<_> = faults
            .iter()
            .map(|fault| (fault.code, source.position(fault.primary.unwrap().start)))
            .map(|(code, at)| (code, at.line, at.column))
            .collect();
        assert_eq!(places, [(Code::RefusedUrl, 3, 23), (Code::RefusedUrl, 4, 23)]);
        let page = MenuTarget::Page { name: "about".to_owned(), anchor: "us".to_owned() };
        assert_eq!(config.menu[0].to, page);
        assert_eq!(config.menu[1].to, MenuTarget::Url("HTTPS://a.example".to_owned()));
    }

    #[test]
    fn a_base_url_is_a_full_address() {
        assert_eq!(base_url("https://a.example/sub"), Some("https://a.example/sub/".to_owned()));
        for bad in
            ["a.example", "ftp://a.example", "https://", "https://a.example/?q", "https://a b/", "https://a/../b"]
        {
            assert_eq!(base_url(bad), None, "{bad}");
        }
    }
}
