//! The key of a body: everything that [`body`](super::body) takes from elsewhere than the file itself.
//!
//! Together with the bytes of the file it says whether a body has changed, without a tree. What the writer begins to
//! use has to be added here.

use super::{Images, short_name, standfirst};
use crate::base::hash::Fingerprint;
use crate::model::article::{Article, BoundLink};
use crate::model::site::Site;
use crate::model::work::{Rich, Work};

/// The fingerprint of what the rest of the site gives to an article's body.
#[must_use]
pub fn inputs(article: &Article, site: &Site, images: &Images) -> Fingerprint {
    let mut key = Key(Vec::with_capacity(1024));
    key.text(&site.config.base_url);
    key.text(&article.url.0);
    key.number(u32::from(site.config.html));
    key.list(article.cites.len());
    for cite in &article.cites {
        match cite.work {
            Some(work) => {
                let work = site.work(work);
                key.text(&work.url.0);
                key.work(&work.work);
            }
            None => key.text(""),
        }
        key.rich(cite.formatted.as_ref());
    }
    key.list(article.links.len());
    for link in &article.links {
        match link {
            BoundLink::Article { article, anchor } => {
                let target = site.article(*article);
                key.text(&target.url.0);
                key.text(anchor);
                key.text(&target.facts.matter.title.value);
                key.text(site.shown(link, None).unwrap_or(""));
                key.text(standfirst(target).as_deref().unwrap_or(""));
            }
            BoundLink::Work(work) => {
                let work = site.work(*work);
                key.text(&work.url.0);
                key.text(work.work.title());
            }
            BoundLink::Dead => key.text(""),
        }
    }
    key.list(article.files.len());
    for (file, url) in article.facts.files.iter().zip(&article.files) {
        key.text(url.as_ref().map_or("", |url| &url.0));
        let (width, height) = images.get(&file.path).copied().unwrap_or_default();
        key.number(width);
        key.number(height);
    }
    for (aim, rows) in site.linked_places(article) {
        key.text(aim);
        key.list(rows.len());
        for row in rows {
            let from = site.article(row.from.article);
            key.text(&from.url.0);
            key.text(&row.from.anchor);
            key.text(&from.facts.matter.title.value);
            key.text(standfirst(from).as_deref().unwrap_or(""));
        }
    }
    key.surveyed(article, site);
    Fingerprint::of(&key.0)
}

/// Bytes that cannot run into each other.
struct Key(Vec<u8>);

impl Key {
    fn number(&mut self, n: u32) {
        self.0.extend_from_slice(&n.to_le_bytes());
    }

    fn list(&mut self, len: usize) {
        self.number(u32::try_from(len).unwrap_or(u32::MAX));
    }

    fn text(&mut self, text: &str) {
        self.list(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn work(&mut self, work: &Work) {
        self.text(&short_name(work));
        self.text(work.title());
        // A narrative citation names up to four.
        self.list(work.authors().len());
        for name in work.authors().iter().take(4) {
            self.text(&name.short());
        }
    }

    fn rich(&mut self, rich: Option<&Rich>) {
        let runs = rich.map_or(&[][..], |rich| &rich.0);
        self.list(runs.len());
        for run in runs {
            self.text(&run.text);
            let styles = [run.italic, run.bold, run.small_caps, run.superscript, run.subscript];
            self.number(styles.iter().fold(u32::from(rich.is_some()), |bits, on| bits << 1 | u32::from(*on)));
            self.text(run.link.as_deref().unwrap_or(""));
            self.number(run.cite.map_or(0, |cite| u32::from(cite) + 1));
        }
    }

    /// What the survey found with the help of the site: which names it knows, whether its style prints notes.
    fn surveyed(&mut self, article: &Article, site: &Site) {
        let facts = &article.facts;
        self.list(facts.noterefs.len());
        for noteref in &facts.noterefs {
            self.number(noteref.span.start);
            self.number(noteref.note);
            self.number(noteref.nth);
        }
        self.list(facts.notes.len());
        for note in &facts.notes {
            self.number(u32::from(note.defined));
        }
        self.list(facts.sentences.len());
        for sentence in &facts.sentences {
            self.number(sentence.paragraph);
            self.number(sentence.start);
            self.number(sentence.end);
            self.text(&sentence.id);
        }
        for mention in facts.mentions.iter().filter(|mention| mention.linked) {
            let Some(entity) = site.entities.get(mention.entity as usize) else { continue };
            self.number(mention.paragraph);
            self.number(mention.start);
            self.number(mention.end);
            let target = site.article(entity.article);
            self.text(&target.url.0);
            self.text(&target.facts.matter.title.value);
            self.text(standfirst(target).as_deref().unwrap_or(""));
        }
    }
}
