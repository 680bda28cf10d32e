//! Dates, as the language or the style orders their parts.

use hayagriva::citationberg::taxonomy::{DateVariable, OtherTerm, Term};
use hayagriva::citationberg::{
    Date, DateDayForm, DateForm, DateMonthForm, DatePart, DatePartName, DateParts, DateStrongAnyForm, Formatting,
    LongShortForm, TermForm,
};

use super::frag::{Frag, Look, Out};
use super::sort::sortable;
use super::{Engine, case};
use crate::cite::item::mark;
use crate::model::work::WorkDate;

type Day = (i32, u8, u8);

impl Engine<'_> {
    pub(super) fn date(&mut self, date: &Date) -> Out {
        let Some(variable) = date.variable else { return Out::default() };
        let key = variable.to_string();
        let work = self.work;
        let Some(written) = work.date(&key) else { return Out::missing() };
        if !self.take(&key) {
            return Out::missing();
        }
        if self.ask.sorting {
            return Out::value(sortable(&cut(written, date)));
        }
        let lettered = variable == DateVariable::Issued;
        let mut out = match written {
            WorkDate::Literal(text) => {
                let letter = if lettered { self.letter("") } else { String::new() };
                Out::text(format!("{}{text}{letter}", mark::SENTENCE))
            }
            WorkDate::Parts { from, to, .. } => self.parts(date, *from, *to, lettered),
        };
        if let Some(to) = date.text_case {
            case::apply(&mut out.frags, to, self.english());
        }
        let out = out.look(Look::of(date.formatting));
        let out = out.affixed(date.affixes.prefix.as_deref(), date.affixes.suffix.as_deref());
        Out { asked: true, found: !out.is_empty(), ..out }
    }

    /// The letter that tells a work from others of its author and year, once in a citation. `hyphen` stands before it
    /// where it follows words.
    pub(super) fn letter(&mut self, hyphen: &str) -> String {
        let letter = self.ask.letter;
        if letter.is_empty() || self.style.prints_letters || std::mem::replace(&mut self.lettered, true) {
            return String::new();
        }
        format!("{hyphen}{letter}")
    }

    fn parts(&mut self, date: &Date, from: Day, to: Option<Day>, lettered: bool) -> Out {
        let style = self.style;
        let (parts, delimiter) = match date.form.and_then(|form| style.words.date(form)) {
            Some(local) => (merged(local, date), local.delimiter.as_deref()),
            None => (date.date_part.clone(), date.delimiter.as_deref()),
        };
        let delimiter = delimiter.unwrap_or("");
        let there = |day: Day, part: &DatePart| match part.name {
            DatePartName::Year => true,
            DatePartName::Month => day.1 != 0,
            DatePartName::Day => day.1 != 0 && day.2 != 0,
        };
        let parts: Vec<&DatePart> = parts.iter().filter(|part| there(from, part)).collect();
        let Some(to) = to.filter(|to| *to != from) else {
            let printed: Vec<Out> = parts.iter().map(|part| self.part(part, from, lettered, Edge::Whole)).collect();
            return Out::join(printed, delimiter);
        };
        let differs = |part: &&DatePart| match part.name {
            DatePartName::Year => from.0 != to.0,
            DatePartName::Month => (from.0, from.1) != (to.0, to.1),
            DatePartName::Day => from != to,
        };
        let (Some(first), Some(last)) = (parts.iter().position(differs), parts.iter().rposition(differs)) else {
            let printed: Vec<Out> = parts.iter().map(|part| self.part(part, from, lettered, Edge::Whole)).collect();
            return Out::join(printed, delimiter);
        };
        let range = parts.get(first..=last).unwrap_or(&[]);
        let dash = range.iter().min_by_key(|part| rank(part.name)).and_then(|part| part.range_delimiter.clone());
        let dash = dash.unwrap_or_else(|| DatePart::DEFAULT_DELIMITER.to_owned());
        let side = |engine: &mut Self, day: Day, opens: bool| {
            let printed: Vec<Out> = range
                .iter()
                .enumerate()
                .filter(|(_, part)| there(day, part))
                .map(|(n, part)| {
                    let edge = match (opens, n) {
                        (true, n) if n + 1 == range.len() => Edge::NoSuffix,
                        (false, 0) => Edge::NoPrefix,
                        _ => Edge::Whole,
                    };
                    engine.part(part, day, lettered && !opens, edge)
                })
                .collect();
            Out::join(printed, delimiter)
        };
        let (opening, closing) = (side(self, from, true), side(self, to, false));
        let middle = Out::join([opening, closing], &dash);
        let mut all: Vec<Out> = Vec::new();
        for part in parts.get(..first).unwrap_or(&[]) {
            all.push(self.part(part, from, lettered, Edge::Whole));
        }
        all.push(middle);
        for part in parts.get(last + 1..).unwrap_or(&[]) {
            all.push(self.part(part, from, lettered, Edge::Whole));
        }
        Out::join(all, delimiter)
    }

    fn part(&mut self, part: &DatePart, (year, month, day): Day, lettered: bool, edge: Edge) -> Out {
        let style = self.style;
        let term = |term, form| style.words.term(Term::Other(term), form, false).unwrap_or("").to_owned();
        let mut text = match part.form() {
            DateStrongAnyForm::Year(form) => {
                let figures = match (year, form) {
                    (1..=999, _) => format!("{year}{}", term(OtherTerm::Ad, TermForm::Long)),
                    (1000.., LongShortForm::Short) => format!("{:02}", year % 100),
                    (1000.., LongShortForm::Long) => year.to_string(),
                    _ => format!("{}{}", 1 - i64::from(year), term(OtherTerm::Bc, TermForm::Long)),
                };
                let letter = if lettered { self.letter("") } else { String::new() };
                figures + &letter
            }
            DateStrongAnyForm::Month(form) => {
                let name = match month {
                    1..=12 => OtherTerm::month(month - 1),
                    13..=16 => season(month - 12),
                    21..=24 => season(month - 20),
                    _ => None,
                };
                match (form, name) {
                    (DateMonthForm::Short, Some(name)) => term(name, TermForm::Short),
                    (DateMonthForm::Numeric, _) if month <= 12 => month.to_string(),
                    (DateMonthForm::NumericLeadingZeros, _) if month <= 12 => format!("{month:02}"),
                    (_, Some(name)) => term(name, TermForm::Long),
                    (_, None) => String::new(),
                }
            }
            DateStrongAnyForm::Day(form) => match form {
                DateDayForm::NumericLeadingZeros => format!("{day:02}"),
                DateDayForm::Ordinal if day == 1 || !style.words.ordinal_first_only => {
                    format!("{day}{}", self.ordinal(i32::from(day)))
                }
                DateDayForm::Ordinal | DateDayForm::Numeric => day.to_string(),
            },
        };
        if part.strip_periods {
            text = text.replace('.', "");
        }
        let mut frags = vec![Frag { verbatim: true, ..Frag::new(text) }];
        if let Some(to) = part.text_case {
            case::apply(&mut frags, to, self.english());
        }
        let out = Out { frags, asked: true, found: true }.look(Look::of(part.formatting));
        let prefix = part.affixes.prefix.as_deref().filter(|_| edge != Edge::NoPrefix);
        let suffix = part.affixes.suffix.as_deref().filter(|_| edge != Edge::NoSuffix);
        out.affixed(prefix, suffix)
    }
}

/// What a style sorts by: the parts of a date that it prints.
fn cut(written: &WorkDate, date: &Date) -> WorkDate {
    let named = |name| date.date_part.iter().any(|part| part.name == name);
    let (month, day) = match date.form {
        Some(_) => {
            let parts = date.parts.unwrap_or(DateParts::YearMonthDay);
            (parts.has_month(), parts.has_day())
        }
        None => (named(DatePartName::Month), named(DatePartName::Day)),
    };
    let keep = |(y, m, d): Day| (y, if month { m } else { 0 }, if day { d } else { 0 });
    match written {
        WorkDate::Parts { from, to, circa } => WorkDate::Parts { from: keep(*from), to: to.map(keep), circa: *circa },
        literal @ WorkDate::Literal(_) => literal.clone(),
    }
}

/// Where a part stands in a range: what belongs between parts is not printed at the dash.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Whole,
    NoPrefix,
    NoSuffix,
}

/// The year is the largest part.
fn rank(name: DatePartName) -> u8 {
    match name {
        DatePartName::Year => 0,
        DatePartName::Month => 1,
        DatePartName::Day => 2,
    }
}

fn season(n: u8) -> Option<OtherTerm> {
    Some(match n {
        1 => OtherTerm::Season01,
        2 => OtherTerm::Season02,
        3 => OtherTerm::Season03,
        4 => OtherTerm::Season04,
        _ => return None,
    })
}

/// The language's parts, each with what the style says of it.
fn merged(local: &Date, style: &Date) -> Vec<DatePart> {
    let wanted = style.parts.unwrap_or(DateParts::YearMonthDay);
    let parts = local.date_part.iter().filter(|part| match part.name {
        DatePartName::Year => true,
        DatePartName::Month => wanted.has_month(),
        DatePartName::Day => wanted.has_day(),
    });
    parts
        .map(|part| {
            let Some(own) = style.date_part.iter().find(|own| own.name == part.name) else { return part.clone() };
            let mut merged = own.clone();
            merged.affixes.clone_from(&part.affixes);
            if own.range_delimiter.is_none() {
                merged.range_delimiter.clone_from(&part.range_delimiter);
            }
            // A form that the style does not give is the language's; there is no telling it from the default but by this.
            if own.form() == DateStrongAnyForm::for_name(own.name, None) {
                let mut formed = part.clone();
                formed.affixes.clone_from(&part.affixes);
                formed.formatting = Formatting::apply(own.formatting, part.formatting);
                formed.text_case = own.text_case.or(part.text_case);
                formed.strip_periods = own.strip_periods || part.strip_periods;
                formed.range_delimiter.clone_from(&merged.range_delimiter);
                return formed;
            }
            merged.text_case = own.text_case.or(part.text_case);
            merged
        })
        .collect()
}

/// What a date of this form looks like in the first of the locales that has one.
pub fn local<'a>(dates: impl IntoIterator<Item = &'a Date>, form: DateForm) -> Option<&'a Date> {
    dates.into_iter().find(|date| date.form == Some(form))
}
