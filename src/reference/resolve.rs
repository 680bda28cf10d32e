//! Note after note: each stretch is read, and bound to the work that it means.
//!
//! *Ibid.* stands for the work of the citation directly before it: the last one of the same note, or that of the note
//! before, where that note cites a single work (biblatex calls this rule *constrict*). A note that cites nothing does
//! not break the chain.

use std::ops::Range;

use super::confidence;
use super::general::Read;
use super::house::House;
use super::lean::Lean;
use super::library::Library;
use super::parts::{self, Group};
use super::segment::Segment;
use super::shelf::Shelf;
use super::short;
use super::stated::{Field, Stated};
use super::stretch::{Cut, Stretch, Words};
use super::text::Even;
use super::{CiteReading, Form, NoteReading, NoteText, Target, WorkRef};
use crate::model::cite::Locator;

/// What a citation was bound to.
#[derive(Clone, Debug)]
struct Bound {
    /// One: it means this. Several or none: it is not known which.
    entries: Vec<usize>,
    certain: bool,
    locator: Option<Locator>,
}

pub struct Resolver<'a> {
    pub shelf: Shelf,
    library: &'a Library,
    house: House,
    /// The citations of each note that was read.
    done: Vec<(u32, Vec<Bound>)>,
}

impl<'a> Resolver<'a> {
    pub fn new(library: &'a Library, house: House) -> Self {
        Self { shelf: Shelf::default(), library, house, done: Vec::new() }
    }

    pub fn note(&mut self, note: &NoteText<'_>, even: &Even, cut: Cut) -> NoteReading {
        let mut out = NoteReading::default();
        let mut bound: Vec<(usize, Bound)> = Vec::new();
        for (range, key) in &note.tied {
            if let Some(work) = self.library.get(key) {
                let entry = self.shelf.library(work);
                bound.push((range.start, Bound { entries: vec![entry], certain: true, locator: None }));
            }
        }
        for Stretch { segment, printed, words } in cut.stretches {
            let before: Vec<Bound> =
                bound.iter().filter(|(at, _)| *at < printed.start).map(|(_, bound)| bound.clone()).collect();
            let Some((mut cite, found)) = self.segment(even, &cut.groups, &segment, words, &before) else { continue };
            cite.range = Self::range(even, note, &cite.range);
            bound.push((cite.range.start, found));
            bound.sort_by_key(|(at, _)| *at);
            out.cites.push(cite);
        }
        // A source that could not be read stands between an Ibid. and what was read before it.
        let unread = if out.cites.is_empty() {
            note.tied.is_empty() && confidence::names_source(&even.text)
        } else {
            confidence::left_over(even, &out, note)
        };
        if unread {
            bound.push((usize::MAX, Bound { entries: Vec::new(), certain: false, locator: None }));
        }
        self.done.push((note.number, bound.into_iter().map(|(_, bound)| bound).collect()));
        out
    }

    /// The words of a citation in the printed note, with the stop that ends the note.
    fn range(even: &Even, note: &NoteText<'_>, range: &Range<usize>) -> Range<usize> {
        let mut printed = even.printed(range, note.text);
        if note
            .text
            .get(printed.end..)
            .is_some_and(|rest| !rest.is_empty() && rest.trim().trim_matches(['.', ',']).is_empty())
        {
            printed.end += note.text.get(printed.end..).map_or(0, |rest| rest.trim_end().len());
        }
        printed
    }

    fn segment(
        &mut self,
        even: &Even,
        groups: &[Group],
        segment: &Segment,
        words: Words,
        before: &[Bound],
    ) -> Option<(CiteReading, Bound)> {
        match words {
            Words::Idem(read) => Some(self.idem(segment, read?, before)),
            Words::Lean(lean) => self.lean(even, groups, segment, &lean, before).or_else(|| {
                let words = Words::long(even, groups, &segment.range, &self.house);
                self.segment(even, groups, segment, words, before)
            }),
            Words::Law(read) => self.read(even, segment, read),
            Words::Other(read) => {
                let earlier = self.alias(even, groups, segment).or_else(|| self.author_year(even, segment));
                earlier.or_else(|| self.read(even, segment, read?))
            }
        }
    }

    /// A reference in words of its own: a full one, or a short one of a work that was cited.
    fn read(&mut self, even: &Even, segment: &Segment, mut read: Read) -> Option<(CiteReading, Bound)> {
        let full = read.is_full()
            && !(read.stated.kind.is_empty() && read.front.is_empty() && read.stated.get(Field::Url).is_none());
        if !full && let Some(found) = self.short(segment, &read) {
            return Some(found);
        }
        if read.stated.kind.is_empty() && full {
            // "Redfern, 512 F.4th at 895" of a case that was not cited before.
            read.sure *= 0.5;
            read.stated.kind = "legal_case";
        }
        if !confidence::is_reference(&read, segment, even) {
            return None;
        }
        let known = Shelf::known(&read.stated, self.library);
        let old = self.shelf.entries.len();
        let entry = self.shelf.full(&read.stated, known);
        let mut confidence = confidence::full(&read, &self.house);
        // A title that was cited with more before: its kind is known.
        if entry < old
            && read.stated.kind == "document"
            && let Some(kind) =
                self.shelf.entries.get(entry).map(|entry| entry.stated.kind).filter(|kind| !kind.is_empty())
        {
            read.stated.kind = kind;
            confidence = confidence.max(0.93 * read.sure);
        }
        Some(self.made(segment, read.range, Form::Full, entry, read.stated, read.locator, confidence))
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of a citation")]
    fn made(
        &self,
        segment: &Segment,
        range: Range<usize>,
        form: Form,
        entry: usize,
        stated: Stated,
        locator: Option<Locator>,
        confidence: f64,
    ) -> (CiteReading, Bound) {
        let bound = Bound { entries: vec![entry], certain: true, locator: locator.clone() };
        let cite = CiteReading {
            range,
            form,
            target: Target::Work(self.reference(entry)),
            stated,
            locator,
            resolved_locator: None,
            signal: segment.signal.clone(),
            confidence,
        };
        (cite, bound)
    }

    fn unsure(
        &self,
        segment: &Segment,
        range: Range<usize>,
        form: Form,
        entries: Vec<usize>,
        stated: Stated,
        locator: Option<Locator>,
    ) -> (CiteReading, Bound) {
        let candidates = entries.iter().map(|entry| self.reference(*entry)).collect();
        let cite = CiteReading {
            range,
            form,
            target: Target::Ambiguous(candidates),
            stated,
            locator: locator.clone(),
            resolved_locator: None,
            signal: segment.signal.clone(),
            confidence: 0.5,
        };
        (cite, Bound { entries, certain: false, locator })
    }

    fn reference(&self, entry: usize) -> WorkRef {
        self.shelf.entries.get(entry).map_or(WorkRef::New(0), |entry| entry.work.clone())
    }

    /// The citation that an *Ibid.* stands for.
    fn antecedent(&self, before: &[Bound]) -> Bound {
        if let Some(last) = before.last() {
            return last.clone();
        }
        let Some((_, cites)) = self.done.iter().rev().find(|(_, cites)| !cites.is_empty()) else {
            return Bound { entries: Vec::new(), certain: false, locator: None };
        };
        let mut entries: Vec<usize> = cites.iter().flat_map(|bound| bound.entries.iter().copied()).collect();
        entries.sort_unstable();
        entries.dedup();
        let certain = entries.len() == 1 && cites.iter().all(|bound| bound.certain);
        Bound { entries, certain, locator: cites.last().and_then(|bound| bound.locator.clone()).filter(|_| certain) }
    }

    fn idem(&mut self, segment: &Segment, mut read: Read, before: &[Bound]) -> (CiteReading, Bound) {
        let antecedent = self.antecedent(before);
        let names = antecedent
            .entries
            .first()
            .filter(|_| antecedent.certain)
            .and_then(|entry| self.shelf.entries.get(*entry))
            .map(|entry| entry.stated.authors.clone());
        read.range.start = segment.range.start;
        match names {
            Some(names) => read.stated.authors = names,
            None => read.sure *= 0.5,
        }
        if !read.is_full()
            && let Some(found) = self.short(segment, &read)
        {
            return found;
        }
        let known = Shelf::known(&read.stated, self.library);
        let entry = self.shelf.full(&read.stated, known);
        let confidence = confidence::full(&read, &self.house);
        self.made(segment, read.range, Form::Full, entry, read.stated, read.locator, confidence)
    }

    fn lean(
        &mut self,
        even: &Even,
        groups: &[Group],
        segment: &Segment,
        lean: &Lean,
        before: &[Bound],
    ) -> Option<(CiteReading, Bound)> {
        let tail = short::tail(even, groups, lean.tail.clone());
        let range = segment.range.start..tail.end.max(lean.tail.start);
        let head = short::head(even, groups, lean.head.clone(), &self.shelf);
        let mut stated = Stated {
            authors: head.authors.clone(),
            note_ref: lean.note,
            text_after: tail.after.clone(),
            ..Stated::default()
        };
        stated.put(Field::Title, head.title.clone());
        if let Some(volume) = &tail.volume {
            stated.put(Field::Volume, volume.clone());
        }
        let bare = head.authors.is_empty() && head.title.is_empty();
        let bound = match lean.form {
            Form::Ibid => self.antecedent(before),
            Form::Loccit | Form::Opcit if bare => self.antecedent(before),
            _ => self.named(&head, lean.note),
        };
        let form = lean.form;
        // "(n 4)" alone may lead to a remark.
        if bound.entries.is_empty() && form == Form::Supra && bare {
            return None;
        }
        let inherits = tail.locator.is_none() && matches!(form, Form::Ibid | Form::Loccit);
        let (mut cite, mut made) = match bound.entries.as_slice() {
            [entry] if bound.certain => {
                self.made(segment, range, form, *entry, stated, tail.locator.clone(), confidence::lean(&tail))
            }
            _ => self.unsure(segment, range, form, bound.entries.clone(), stated, tail.locator.clone()),
        };
        if inherits {
            let place = if form == Form::Loccit && !bare { self.last_place(&bound) } else { bound.locator.clone() };
            cite.resolved_locator.clone_from(&place);
            made.locator = place;
        }
        Some((cite, made))
    }

    /// The last place at which a work was cited.
    fn last_place(&self, bound: &Bound) -> Option<Locator> {
        let entry = bound.entries.first()?;
        let mut cites = self.done.iter().rev().flat_map(|(_, cites)| cites.iter().rev());
        cites.find(|cite| cite.entries == [*entry])?.locator.clone()
    }

    /// The work that a head means: by the note that it points to, else by what it says.
    fn named(&self, head: &short::Head, note: Option<u32>) -> Bound {
        let fits = head.entries(&self.shelf);
        let single = |entry: usize| Bound { entries: vec![entry], certain: true, locator: None };
        let bare = head.authors.is_empty() && head.title.is_empty();
        if let Some(note) = note {
            let cites = self
                .done
                .iter()
                .rev()
                .find(|(number, _)| *number == note)
                .map(|(_, cites)| cites.as_slice())
                .unwrap_or_default();
            let there: Vec<usize> = cites.iter().flat_map(|bound| bound.entries.iter().copied()).collect();
            let mut both: Vec<usize> = there.iter().copied().filter(|entry| bare || fits.contains(entry)).collect();
            both.sort_unstable();
            both.dedup();
            match both.as_slice() {
                [one] => return single(*one),
                [] if fits.is_empty() => {
                    // The note cites one work, under another name.
                    if let [one] = there.as_slice() {
                        return single(*one);
                    }
                    return Bound { entries: there, certain: false, locator: None };
                }
                [] => {}
                several => return Bound { entries: several.to_vec(), certain: false, locator: None },
            }
        }
        match fits.as_slice() {
            [one] => single(*one),
            _ => Bound { entries: fits, certain: false, locator: None },
        }
    }

    /// "White Paper, 14": a name that an earlier note gave.
    fn alias(&self, even: &Even, groups: &[Group], segment: &Segment) -> Option<(CiteReading, Bound)> {
        let parts = parts::cut(even, groups, segment.range.clone());
        let first = parts.first()?;
        let name = even.get(first.inner.clone());
        let (entry, at, name) = if let Some(entry) = self.shelf.alias(name) {
            (entry, first.outer.end, name.to_owned())
        } else {
            // "White Paper 14"
            let (head, last) = name.rsplit_once(' ')?;
            let place = last.starts_with(|c: char| c.is_ascii_digit());
            let head = head
                .trim_end_matches(" p.")
                .trim_end_matches(" pp.")
                .trim_end_matches(" at")
                .trim_end_matches(" art")
                .trim_end_matches(" s")
                .trim_end_matches(" para");
            let entry = self.shelf.alias(head).filter(|_| place)?;
            (entry, first.inner.start + head.len(), head.to_owned())
        };
        let tail = short::tail(even, groups, at..segment.range.end);
        let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(&name).to_owned();
        let mut stated = Stated { text_after: tail.after.clone(), ..Stated::default() };
        stated.put(Field::ShortTitle, name);
        Some(self.made(
            segment,
            segment.range.start..tail.end.max(at),
            Form::Alias,
            entry,
            stated,
            tail.locator.clone(),
            confidence::lean(&tail),
        ))
    }

    /// "Vasquez et al. 2020, 22"
    fn author_year(&mut self, even: &Even, segment: &Segment) -> Option<(CiteReading, Bound)> {
        let found = short::author_year(even.get(segment.range.clone()))?;
        let mut fits = self.shelf.lettered(&found.authors, "", Some(found.year), found.letter);
        fits.retain(|entry| self.shelf.entries.get(*entry).is_some_and(|entry| entry.stated.year == Some(found.year)));
        let stated = Stated { authors: found.authors.clone(), year: Some(found.year), ..Stated::default() };
        if fits.is_empty() {
            let WorkRef::Known(key) = Shelf::known(&stated, self.library)? else { return None };
            fits = vec![self.shelf.library(self.library.get(&key)?)];
        }
        let range = segment.range.clone();
        Some(match fits.as_slice() {
            [one] => self.made(segment, range, Form::Short, *one, stated, found.locator, 0.96),
            _ => self.unsure(segment, range, Form::Short, fits, stated, found.locator),
        })
    }

    /// A short form of a work that was cited before, or of one of the library.
    fn short(&mut self, segment: &Segment, read: &Read) -> Option<(CiteReading, Bound)> {
        let mut stated = read.stated.clone();
        stated.kind = "";
        let mut fits = self.shelf.short(&stated.authors, stated.title(), stated.year);
        let mut sure = 0.97;
        if fits.is_empty() && !read.front.is_empty() && stated.title().is_empty() {
            // What looked like a name is a title.
            fits = self.shelf.short(&[], &read.front, None);
            if fits.is_empty() {
                fits.extend(self.shelf.named(read.front.rsplit(' ').next().unwrap_or("")));
            }
            if !fits.is_empty() {
                stated.authors.clear();
                stated.editors.clear();
                stated.put(Field::Title, read.front.trim().trim_end_matches([',', '.']));
            }
        }
        if fits.is_empty() && !stated.authors.is_empty() && !stated.title().is_empty() {
            let entry = self.shelf.by_container(&read.front, stated.title());
            if entry.is_some() {
                stated.authors =
                    vec![crate::model::work::Name::Literal(read.front.trim().trim_end_matches(',').to_owned())];
            }
            fits.extend(entry);
        }
        if stated.title().is_empty() && stated.authors.is_empty() {
            return None;
        }
        if stated.title().is_empty() && stated.year.is_none() {
            // A name alone needs a place in the work, or a signal.
            if read.locator.is_none() && !segment.set_off {
                return None;
            }
            sure = 0.92;
        }
        if fits.is_empty() {
            let WorkRef::Known(key) = Shelf::known(&stated, self.library)? else { return None };
            fits = vec![self.shelf.library(self.library.get(&key)?)];
            sure = 0.91;
        }
        let sure = sure * if read.sure < 0.8 { read.sure } else { 1.0 };
        Some(match fits.as_slice() {
            [one] => self.made(segment, read.range.clone(), Form::Short, *one, stated, read.locator.clone(), sure),
            _ => self.unsure(segment, read.range.clone(), Form::Short, fits, stated, read.locator.clone()),
        })
    }
}
