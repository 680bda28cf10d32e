//! The body of a page: blocks, notes and contents of one briefing as HTML.
//!
//! The tree says what stands where; the article's facts say which number, id and address belongs to which span. The
//! writer decides nothing that the facts decide: it counts no notes and makes no ids. It writes into one string.
//!
//! What is not here: the frame of the page (templates) and what other pages say of this one (views).

mod blocks;
mod cites;
mod dropped;
mod index;
mod inlines;
mod inputs;
mod linked;
mod links;
mod marked;
mod notes;
mod raw;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashSet};

use super::escape;
use crate::base::text::squeeze;
use crate::model::article::{Article, ArticleId};
use crate::model::briefing::Briefing;
use crate::model::facts::Facts;
use crate::model::page::{ContentsView, NoteView};
use crate::model::site::{Relation, Site};
use crate::model::url::Url;
use crate::model::work::Work;
use index::Index;

pub use dropped::dropped;
pub use inputs::inputs;

/// Width and height of pictures, by path from the `content` folder.
pub type Images = BTreeMap<String, (u32, u32)>;

/// For whom a body is written.
#[derive(Clone, Copy, Debug)]
pub struct Html<'a> {
    pub mode: Mode,
    /// Put before every id and every address within the page; keeps ids of one feed apart.
    pub prefix: &'a str,
    pub images: &'a Images,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Page,
    /// Full addresses; no pull quotes, entity links or sentence ids.
    Feed,
}

/// A written body.
#[derive(Clone, Debug, Default)]
pub struct Body {
    pub html: String,
    pub notes: Vec<NoteView>,
    /// Headings of the levels 2 and 3.
    pub contents: Vec<ContentsView>,
}

/// Writes the text and the notes of an article. `briefing` is the tree that `article.facts` was made from.
#[must_use]
pub fn body(briefing: &Briefing<'_>, article: &Article, site: &Site, options: &Html<'_>) -> Body {
    let mut writer = Writer::new(briefing, article, site, options);
    writer.out.reserve(article.facts.words as usize * 9);
    writer.blocks(&briefing.blocks);
    let html = std::mem::take(&mut writer.out);
    let notes = writer.notes();
    Body { html, notes, contents: writer.contents }
}

/// "Wilson 2021", "Deni and Clark 2022", or a title: how a work is named in passing.
#[must_use]
pub fn short_name(work: &Work) -> String {
    let names: Vec<String> = work.authors().iter().take(3).map(crate::model::work::Name::short).collect();
    let who = match names.as_slice() {
        [] => shorten(work.title(), 40),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [one, ..] => format!("{one} et al."),
    };
    let name = match work.year() {
        Some(year) => format!("{who} {year}"),
        None => who,
    };
    if name.is_empty() { work.key.clone() } else { name }
}

/// The longest standfirst of a preview, in characters.
const PREVIEW: usize = 240;

/// What a preview says about a page below its title.
fn standfirst(article: &Article) -> Option<String> {
    let matter = &article.facts.matter;
    let said = [&matter.standfirst, &matter.summary, &matter.entity.description, &matter.author.bio];
    let said = said.into_iter().flatten().chain([&article.facts.excerpt]);
    let said = said.map(|words| squeeze(words)).find(|words| !words.is_empty())?;
    Some(shorten(&said, PREVIEW))
}

/// At most `limit` characters, cut between words where there is a space, with an ellipsis.
#[must_use]
pub fn shorten(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let head = &text[..end];
    let head = head.rfind(' ').map_or(head, |space| &head[..space]);
    format!("{}…", head.trim_end_matches([' ', ',', ';', ':', '.']))
}

struct Writer<'a, 's> {
    out: String,
    briefing: &'a Briefing<'s>,
    article: &'a Article,
    facts: &'a Facts,
    site: &'a Site,
    options: &'a Html<'a>,
    index: Index<'a>,
    /// Levels, as typed, of the headings that the place is under.
    headings: Vec<u8>,
    contents: Vec<ContentsView>,
    tables: u32,
    /// The author writes on after the inline that is being written.
    words_follow: bool,
    /// What leads to places on the page and is not told yet, by id.
    linked: BTreeMap<&'a str, Vec<&'a Relation>>,
    /// Articles whose preview stands on the page already.
    previewed: HashSet<ArticleId>,
    /// Inside `<a>`, or inside words that must hold no link: marks wait, links give only their words.
    in_link: bool,
    /// Notes and ordinal numbers of references that stand in a link and are written after it.
    waiting: Vec<(u32, u32)>,
    /// Length of `out` behind the last mark: two marks in a row get a comma.
    after_mark: usize,
    /// The note that is being written.
    note: Option<u32>,
}

impl<'a, 's> Writer<'a, 's> {
    fn new(briefing: &'a Briefing<'s>, article: &'a Article, site: &'a Site, options: &'a Html<'a>) -> Self {
        Self {
            out: String::new(),
            briefing,
            article,
            facts: &article.facts,
            site,
            options,
            index: Index::new(briefing, &article.facts),
            headings: Vec::new(),
            contents: Vec::new(),
            tables: 0,
            linked: if options.mode == Mode::Page { site.linked_places(article) } else { BTreeMap::new() },
            words_follow: false,
            previewed: HashSet::new(),
            in_link: false,
            waiting: Vec::new(),
            after_mark: usize::MAX,
            note: None,
        }
    }

    fn feed(&self) -> bool {
        self.options.mode == Mode::Feed
    }

    fn push(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn text(&mut self, words: &str) {
        escape::text(&mut self.out, words);
    }

    /// ` name="value"`.
    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape::attribute(&mut self.out, value);
        self.out.push('"');
    }

    /// ` id="…"`.
    fn id(&mut self, id: &str) {
        self.out.push_str(" id=\"");
        escape::attribute(&mut self.out, self.options.prefix);
        escape::attribute(&mut self.out, id);
        self.out.push('"');
    }

    /// ` href="#…"`.
    fn local_href(&mut self, id: &str) {
        self.out.push_str(" href=\"#");
        escape::fragment(&mut self.out, self.options.prefix);
        escape::fragment(&mut self.out, id);
        self.out.push('"');
    }

    /// ` href="…"` or ` src="…"` of a page or file of the site.
    /// Title and standfirst of the page that a link leads to, at the first link to it: the theme shows them before the
    /// reader goes there, and asks no server.
    fn preview(&mut self, id: ArticleId) {
        let article = self.site.article(id);
        if self.feed() || article.url == self.article.url || !self.previewed.insert(id) {
            return;
        }
        self.attribute("data-title", &article.facts.matter.title.value);
        if let Some(words) = standfirst(article) {
            self.attribute("data-standfirst", &words);
        }
    }

    fn site_href(&mut self, name: &str, url: &Url, anchor: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        if self.feed() {
            escape::href(&mut self.out, &url.absolute(&self.site.config.base_url));
        } else if anchor.is_empty() || *url != self.article.url {
            escape::href(&mut self.out, &relative(&self.article.url, url));
        }
        if !anchor.is_empty() {
            self.out.push('#');
            escape::fragment(&mut self.out, anchor);
        }
        self.out.push('"');
    }
}

/// [`Url::to`], safe from a first segment that reads like a scheme (`a:b.png`).
#[must_use]
pub fn relative(from: &Url, to: &Url) -> String {
    let path = from.to(to);
    let colon = path.find(':').is_some_and(|colon| path.find('/').is_none_or(|slash| colon < slash));
    if colon { format!("./{path}") } else { path }
}
