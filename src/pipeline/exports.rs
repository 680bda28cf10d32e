//! Files for reference managers and for programs: the whole site's, and those beside briefings and works.
//!
//! The files beside pages are many, so each has a key that costs no writing: the fingerprint of the works in it.

use rayon::prelude::*;

use super::Fault;
use super::write::Sink;
use crate::base::hash::Fingerprint;
use crate::model::article::{ArticleId, WorkId};
use crate::model::site::SiteWork;
use crate::model::url::{Url, built_in};
use crate::model::work::Work;
use crate::render::citations_json;
use crate::render::exports::{Format, beside_briefings, beside_works};
use crate::render::views::Shared;

/// `program`: what another build of it has written is written again.
pub fn write(shared: &Shared<'_>, program: Fingerprint, sink: &dyn Sink) -> Result<(), Fault> {
    let site = shared.site;
    let put = |path: &str, text: String| sink.put(path, Fingerprint::of(text.as_bytes()), text.into_bytes());
    put(built_in::CITATIONS_JSON, citations_json::write(shared))?;
    put(built_in::CITATIONS_SCHEMA, citations_json::schema(&site.config))?;
    put(built_in::NEW_WORKS, crate::render::new_works::atom(shared))?;

    let prints: Vec<Fingerprint> = site.works.par_iter().map(|work| print(&work.work)).collect();
    let all: Vec<WorkId> =
        (0..).map(WorkId).zip(&site.works).filter(|(_, work)| is_cited(work)).map(|(id, _)| id).collect();
    let files = Files { shared, program, sink, prints: &prints };
    files.works(&all, Format::of_site)?;
    if beside_works(site) {
        (0..site.works.len()).into_par_iter().try_for_each(|at| {
            let id = WorkId(u32::try_from(at)?);
            files.works(&[id], |format| format.beside(&site.work(id).url))
        })?;
    }
    if beside_briefings(site) {
        (0..site.briefings).into_par_iter().try_for_each(|at| {
            let id = ArticleId(u32::try_from(at)?);
            let url = &site.article(id).url;
            if let Some(cited) = shared.cited(id) {
                files.put([print(&cited.work)], || vec![&cited.work], |format| format.beside(url))?;
            }
            match shared.works_cited_by(id) {
                [] => Ok(()),
                works => files.works(works, |format| format.references_of(url)),
            }
        })?;
    }
    Ok(())
}

fn is_cited(work: &SiteWork) -> bool {
    !work.places.is_empty()
}

struct Files<'a> {
    shared: &'a Shared<'a>,
    program: Fingerprint,
    sink: &'a dyn Sink,
    /// Parallel to the works of the site.
    prints: &'a [Fingerprint],
}

impl Files<'_> {
    /// Works of the site in all formats.
    fn works(&self, ids: &[WorkId], address: impl Fn(Format) -> Url) -> Result<(), Fault> {
        let prints = ids.iter().map(|id| self.prints.get(id.0 as usize).copied().unwrap_or_default());
        let works = || ids.iter().map(|id| &*self.shared.site.work(*id).work).collect();
        self.put(prints, works, address)
    }

    fn put<'w>(
        &self,
        prints: impl IntoIterator<Item = Fingerprint>,
        works: impl Fn() -> Vec<&'w Work>,
        address: impl Fn(Format) -> Url,
    ) -> Result<(), Fault> {
        let parts: Vec<[u8; 16]> =
            std::iter::once(self.program).chain(prints).map(|part| part.0.to_le_bytes()).collect();
        let key = Fingerprint::of_parts(parts.iter().map(|part| &part[..]));
        for format in Format::ALL {
            let path = address(format).0;
            if self.sink.previous(&path) != Some(key) || !self.sink.keep(&path, key)? {
                self.sink.put(&path, key, format.file(works()).into_bytes())?;
            }
        }
        Ok(())
    }
}

/// Of all that a file can hold of a work; where it is defined is not told.
fn print(work: &Work) -> Fingerprint {
    let bytes = postcard::to_stdvec(&(&work.key, &work.kind, &work.names, &work.dates, &work.fields));
    bytes.map_or_else(|_| Fingerprint::of(format!("{work:?}").as_bytes()), |bytes| Fingerprint::of(&bytes))
}
