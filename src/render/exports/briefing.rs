//! A briefing as a work that others cite: a report of the site's.

use rayon::prelude::*;

use super::byline;
use crate::base::date::Date;
use crate::base::span::Span;
use crate::base::web;
use crate::model::article::Article;
use crate::model::cite::Styles;
use crate::model::matter::At;
use crate::model::site::{Author, Site};
use crate::model::work::{Name, Rich, Work, WorkDate};
use crate::render::views::{By, join};

/// A briefing as others cite it.
#[derive(Clone, Debug)]
pub struct Cited {
    pub work: Work,
    /// The entry of a bibliography, in the style of the briefing.
    pub entry: Rich,
}

/// All briefings of a site, in its order. A style that a briefing asks for by name words its entry.
#[must_use]
pub fn cited(site: &Site, styles: &dyn Styles) -> Vec<Cited> {
    let mut authors: Vec<Vec<&Author>> = vec![Vec::new(); site.briefings];
    for author in &site.authors {
        for id in &author.briefings {
            if let Some(list) = authors.get_mut(id.0 as usize) {
                list.push(author);
            }
        }
    }
    let cite = |(authors, article): (&Vec<&Author>, &Article)| {
        let work = work_of(site, article, &join(authors.iter().copied(), &article.facts.matter));
        let style = article.facts.matter.citation_style.as_ref().map(|style| style.value.as_str());
        let entry = styles.named(style).entry(&work);
        Cited { work, entry }
    };
    authors.par_iter().zip(&site.articles).map(cite).collect()
}

/// A briefing as a work.
#[must_use]
pub fn work_of(site: &Site, article: &Article, byline: &[By<'_>]) -> Work {
    let matter = &article.facts.matter;
    let mut names: Vec<(String, Vec<Name>)> = Vec::new();
    if !byline.is_empty() {
        names.push(("author".to_owned(), byline.iter().map(|by| name(site, by)).collect()));
    }
    let date = |name: &str, date: &Option<At<Date>>| date.as_ref().map(|date| (name.to_owned(), day(date.value)));
    let url = article.url.absolute(&site.config.base_url);
    let doi = matter.doi.as_ref().and_then(|doi| web::doi(&doi.value)).map(str::to_owned);
    let topics = matter.topics.iter().map(|topic| topic.value.as_str()).collect::<Vec<_>>().join(", ");
    let fields = [
        ("title", Some(&matter.title.value)),
        ("collection-title", matter.series.as_ref().map(|series| &series.value)),
        ("number", matter.number.as_ref()),
        ("publisher", Some(matter.publisher.as_ref().unwrap_or(&site.config.title))),
        ("abstract", matter.summary.as_ref().or(matter.standfirst.as_ref())),
        ("keyword", Some(&topics)),
        ("language", Some(matter.language.as_ref().map_or(&site.config.language, |language| &language.value))),
        ("DOI", doi.as_ref()),
        ("URL", Some(&url)),
    ];
    Work {
        key: article.slug.clone(),
        span: Span::top(article.facts.file),
        kind: "report".to_owned(),
        names,
        dates: date("issued", &matter.date).into_iter().collect(),
        fields: fields
            .into_iter()
            .filter_map(|(name, value)| {
                Some((name.to_owned(), value.filter(|value| !value.trim().is_empty())?.clone()))
            })
            .collect(),
    }
}

fn name(site: &Site, by: &By<'_>) -> Name {
    let page = by.author.and_then(|author| author.page).map(|page| &site.article(page).facts.matter.entity);
    byline::name(by.name, page, by.orcid().is_some())
}

fn day(date: Date) -> WorkDate {
    let part = |part: i8| u8::try_from(part).unwrap_or(0);
    WorkDate::Parts { from: (i32::from(date.year), part(date.month), part(date.day)), to: None, circa: false }
}
