//! A style at work on one work: the elements of CSL 1.0.2, each by what the specification says of it.
//!
//! Styles come as hayagriva's archive and its reader (citationberg) give them; what they say of a work is worked out
//! here. An engine answers one question and is thrown away. It cannot fail: what a style asks for and a work lacks is
//! not printed.
//!
//! Depth is bounded by that of the style, which [`csl`](super::csl) has judged: no macro calls itself.

mod case;
mod conditions;
mod dates;
mod finish;
mod frag;
mod initials;
mod names;
mod numbers;
mod sort;

use std::collections::BTreeSet;

use hayagriva::citationberg::taxonomy::{
    Kind, Locator as CslLocator, NumberOrPageVariable, NumberVariable, OtherTerm, PageVariable, StandardVariable, Term,
    Variable,
};
use hayagriva::citationberg::{
    Group, InheritableNameOptions, Label, LabelPluralize, LayoutRenderingElement as Element, LongShortForm, Number,
    StyleClass, Text, TextCase, TextTarget, ToAffixes, ToFormatting,
};

use super::item::{Prepared, mark};
use super::style::Style;
use crate::model::cite::{Locator, LocatorLabel, Position};
use crate::model::work::{Run, WorkDate};

pub use conditions::at;
pub use dates::local;
use frag::{Look, Out};
pub use numbers::is_numeric;
pub use sort::{compare, keys, keys_in_citation};

/// What is asked of a style.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    pub area: Area,
    pub position: Position,
    pub locator: Option<&'a Locator>,
    pub without_names: bool,
    /// `a` in "2021a"; empty for most works.
    pub letter: &'a str,
    /// From 1, in styles that number works; else 0.
    pub number: usize,
    /// The note that cited the work first, or 0.
    pub first_note: u32,
    pub apart: &'a Apart,
    /// The words open a note or an entry: a term there gets a capital.
    pub opens: bool,
    /// The words are not printed, but sorted by.
    pub sorting: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    Citation,
    Bibliography,
}

/// How much more than the style's usual words it takes to tell a work from others.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Apart {
    /// At least so many names before "et al."
    pub names: usize,
    /// Of each name.
    pub given: Vec<Given>,
    /// CSL's `disambiguate="true"`.
    pub condition: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Given {
    #[default]
    AsTheStyle,
    Initials,
    Full,
}

impl Apart {
    fn given_of(&self, n: usize) -> Given {
        self.given.get(n).copied().unwrap_or_default()
    }
}

impl Ask<'_> {
    fn in_text(&self) -> bool {
        self.area == Area::Citation
    }
}

pub struct Engine<'a> {
    style: &'a Style,
    work: &'a Prepared,
    ask: Ask<'a>,
    kind: Option<Kind>,
    /// Variables that stood for names that are missing, and are not said again.
    gone: BTreeSet<String>,
    /// Those printed since a substitution began.
    taken: Option<Vec<String>>,
    names_left_out: bool,
    lettered: bool,
}

/// The words of one cite or entry, with the marks of [`item`](super::item), without the affixes of a citation's layout.
pub fn words(style: &Style, work: &Prepared, ask: Ask<'_>) -> Vec<Run> {
    let mut engine = Engine::new(style, work, ask);
    let layout = match ask.area {
        Area::Citation => &style.csl.citation.layout,
        Area::Bibliography => match &style.csl.bibliography {
            Some(bibliography) => &bibliography.layout,
            None => return Vec::new(),
        },
    };
    let delimiter = if ask.in_text() { "" } else { layout.delimiter.as_deref().unwrap_or("") };
    let mut out = match (&style.csl.bibliography, layout.elements.split_first()) {
        // The number of an entry stands in a column of its own.
        (Some(bibliography), Some((first, rest))) if !ask.in_text() && bibliography.second_field_align.is_some() => {
            let first = spaced(engine.element(first, ""), true);
            Out::join([first, engine.all(rest, delimiter)], "")
        }
        _ => engine.all(&layout.elements, delimiter),
    };
    if !ask.in_text() {
        let affixes = layout.to_affixes();
        out = out.affixed(affixes.prefix.as_deref(), affixes.suffix.as_deref());
    }
    let out = out.look(Look::of(layout.to_formatting()));
    finish::finish(out.frags, style.words.punctuation_in_quote, ask.opens)
}

impl<'a> Engine<'a> {
    fn new(style: &'a Style, work: &'a Prepared, ask: Ask<'a>) -> Self {
        let kind = work.kind.parse().ok();
        let gone = BTreeSet::new();
        Self { style, work, ask, kind, gone, taken: None, names_left_out: false, lettered: false }
    }
}

impl Engine<'_> {
    fn all(&mut self, elements: &[Element], delimiter: &str) -> Out {
        let parts: Vec<Out> = elements.iter().map(|element| self.element(element, delimiter)).collect();
        Out::join(parts, delimiter)
    }

    /// `delimiter` stands between what is around: a choice is no group of its own.
    fn element(&mut self, element: &Element, delimiter: &str) -> Out {
        match element {
            Element::Text(text) => {
                let out = self.text(text);
                spaced(out, text.display.is_some())
            }
            Element::Date(date) => {
                let out = self.date(date);
                spaced(out, date.display.is_some())
            }
            Element::Number(number) => {
                let out = self.number_element(number);
                spaced(out, number.display.is_some())
            }
            Element::Names(names) => {
                let out = self.names(names);
                spaced(out, names.display.is_some())
            }
            Element::Label(label) => self.label(label),
            Element::Group(group) => {
                let out = self.group(group);
                spaced(out, group.display.is_some())
            }
            Element::Choose(choose) => self.choose(choose, delimiter),
        }
    }

    /// A group whose variables are all missing is silent, its terms included.
    fn group(&mut self, group: &Group) -> Out {
        let out = self.all(&group.children, group.delimiter.as_deref().unwrap_or(""));
        let affixes = group.to_affixes();
        let out = as_group(out).look(Look::of(group.to_formatting()));
        out.affixed(affixes.prefix.as_deref(), affixes.suffix.as_deref())
    }

    /// A macro is a group of its own.
    fn called(&mut self, name: &str) -> Out {
        let style = self.style;
        let called = style.macros.get(name).and_then(|n| style.csl.macros.get(*n));
        called.map_or_else(Out::default, |called| as_group(self.all(&called.children, "")))
    }

    fn text(&mut self, text: &Text) -> Out {
        let mut out = match &text.target {
            TextTarget::Value { val } => Out::text(val.as_str()),
            TextTarget::Macro { name } => self.called(name),
            TextTarget::Term { term, form, plural } => {
                let found = self.style.words.term(*term, *form, *plural).unwrap_or("").to_owned();
                let no_date = *term == Term::Other(OtherTerm::NoDate);
                let letter = if no_date && !found.is_empty() { self.letter("-") } else { String::new() };
                // A style that asks for small letters wants them at the start as well: "ibid".
                let start = if text.text_case == Some(TextCase::Lowercase) { "" } else { START };
                Out::text(if found.is_empty() { found } else { format!("{start}{found}{letter}") })
            }
            TextTarget::Variable { var, form } => self.variable(*var, *form),
        };
        if text.strip_periods {
            for frag in &mut out.frags {
                frag.text = frag.text.replace('.', "");
            }
        }
        if let Some(to) = text.text_case {
            case::apply(&mut out.frags, to, self.english());
        }
        if text.quotes && !out.is_empty() {
            out = out.affixed(Some(OPEN), Some(CLOSE));
        }
        let affixes = text.to_affixes();
        let out = out.look(Look::of(text.to_formatting()));
        out.affixed(affixes.prefix.as_deref(), affixes.suffix.as_deref())
    }

    fn variable(&mut self, variable: Variable, form: LongShortForm) -> Out {
        let work = self.work;
        let short = form == LongShortForm::Short;
        let text = match variable {
            Variable::Number(NumberVariable::Locator) => {
                return Out::value(self.locator_text());
            }
            Variable::Number(NumberVariable::CitationNumber) => {
                return Out::value(if self.ask.number == 0 { String::new() } else { self.ask.number.to_string() });
            }
            Variable::Number(NumberVariable::FirstReferenceNoteNumber) => {
                return Out::value(if self.ask.first_note == 0 {
                    String::new()
                } else {
                    self.ask.first_note.to_string()
                });
            }
            Variable::Standard(StandardVariable::YearSuffix) => {
                // Its absence silences nothing: "n.d." stands without a letter.
                return Out { asked: true, found: true, ..Out::text(self.ask.letter) };
            }
            Variable::Standard(StandardVariable::Title) if short => {
                self.field("title-short").or_else(|| self.field("title"))
            }
            Variable::Standard(StandardVariable::ContainerTitle) if short => {
                self.field("container-title-short").or_else(|| self.field("container-title"))
            }
            Variable::Standard(StandardVariable::TitleShort) => {
                self.field("title-short").or_else(|| self.field("shortTitle"))
            }
            Variable::Standard(StandardVariable::ContainerTitleShort) => {
                self.field("container-title-short").or_else(|| self.field("journalAbbreviation"))
            }
            Variable::Page(PageVariable::Page) => {
                let format = self.style.csl.settings.page_range_format;
                let dash = &self.style.words.page_dash;
                self.field("page").map(|value| numbers::pages(&value, format, dash))
            }
            Variable::Number(NumberVariable::PageFirst) => self.first_page(),
            // "84-117" is the name of a report or case, and no range.
            Variable::Number(NumberVariable::Number) => self.field("number"),
            Variable::Number(number) => {
                let value = self.field(&number.to_string());
                value.map(|value| if is_numeric(&value) { numbers::dashed(&value, "–") } else { value })
            }
            Variable::Date(date) => return Self::year_of(work.date(&date.to_string())),
            other if short => {
                let name = name_of(other);
                self.field(&format!("{name}-short")).or_else(|| self.field(&name))
            }
            other => self.field(&name_of(other)),
        };
        Out::value(text.unwrap_or_default())
    }

    /// A date that a style asks for as text.
    fn year_of(date: Option<&WorkDate>) -> Out {
        match date {
            Some(WorkDate::Parts { from, .. }) => Out::value(from.0.to_string()),
            Some(WorkDate::Literal(text)) => Out::value(text.as_str()),
            None => Out::missing(),
        }
    }

    /// The value of a field that has not stood for a name already.
    fn field(&mut self, name: &str) -> Option<String> {
        let value = self.work.field(name)?.to_owned();
        // What stands for names says nothing twice either.
        if self.taken.as_ref().is_some_and(|taken| taken.iter().any(|taken| taken == name)) {
            return None;
        }
        self.take(name).then_some(value)
    }

    /// Whether a variable may be printed; it counts as printed then.
    fn take(&mut self, name: &str) -> bool {
        if self.gone.contains(name) {
            return false;
        }
        if let Some(taken) = &mut self.taken {
            taken.push(name.to_owned());
        }
        true
    }

    fn first_page(&mut self) -> Option<String> {
        self.field("page-first").or_else(|| {
            let pages = self.field("page")?;
            Some(pages.split(['-', '–', ',', '&', ';']).next().unwrap_or("").trim().to_owned())
        })
    }

    fn locator_text(&self) -> String {
        let Some(locator) = self.ask.locator else { return String::new() };
        match locator.label {
            LocatorLabel::Page => {
                let format = self.style.csl.settings.page_range_format;
                numbers::pages(&locator.value, format, &self.style.words.page_dash)
            }
            _ => numbers::dashed(&locator.value, "–"),
        }
    }

    fn number_value(&mut self, variable: NumberOrPageVariable) -> Option<String> {
        let out = match variable {
            NumberOrPageVariable::Page(page) => self.variable(Variable::Page(page), LongShortForm::Long),
            NumberOrPageVariable::Number(number) => match number {
                NumberVariable::Locator
                | NumberVariable::CitationNumber
                | NumberVariable::FirstReferenceNoteNumber
                | NumberVariable::PageFirst => self.variable(Variable::Number(number), LongShortForm::Long),
                other => return self.field(&other.to_string()),
            },
        };
        Some(out.plain()).filter(|text| !text.is_empty())
    }

    fn number_element(&mut self, number: &Number) -> Out {
        let Some(value) = self.number_value(number.variable) else { return Out::missing() };
        let name = number.variable == NumberOrPageVariable::Number(NumberVariable::Number);
        let mut out =
            Out::value(if name && numbers::is_plural(&value) { value } else { self.number(&value, number.form) });
        if let Some(to) = number.text_case {
            case::apply(&mut out.frags, to, self.english());
        }
        let affixes = number.to_affixes();
        let out = out.look(Look::of(number.to_formatting()));
        out.affixed(affixes.prefix.as_deref(), affixes.suffix.as_deref())
    }

    fn label(&mut self, element: &Label) -> Out {
        let outer = self.taken.take();
        let value = self.number_value(element.variable);
        self.taken = outer;
        let Some(value) = value else { return Out::default() };
        let counts = matches!(
            element.variable,
            NumberOrPageVariable::Number(NumberVariable::NumberOfPages | NumberVariable::NumberOfVolumes)
        );
        let plural = match element.label.plural {
            LabelPluralize::Contextual if counts => value.trim() != "1",
            LabelPluralize::Contextual => {
                numbers::is_plural(&value)
                    && (element.variable != NumberOrPageVariable::Number(NumberVariable::Number)
                        || is_numeric(&value) && value.contains([',', '&']))
            }
            LabelPluralize::Always => true,
            LabelPluralize::Never => false,
        };
        let term = match (element.variable, self.ask.locator) {
            (NumberOrPageVariable::Number(NumberVariable::Locator), Some(locator)) => {
                Term::Locator(label(locator.label))
            }
            (NumberOrPageVariable::Number(number), _) => Term::NumberVariable(number),
            (NumberOrPageVariable::Page(_), _) => Term::Locator(CslLocator::Page),
        };
        let Some(text) = self.style.words.term(term, element.label.form, plural) else { return Out::default() };
        let text = if text.is_empty() { String::new() } else { format!("{}{text}", mark::START) };
        self.label_text(text, &element.label)
    }

    /// Headline case is for English works; one that does not say is in the language of the style.
    fn english(&self) -> bool {
        let language = self.work.language.as_deref().unwrap_or(&self.style.locale.0);
        language.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case("en"))
            && language.chars().nth(2).is_none_or(|c| !c.is_alphanumeric())
    }

    fn names_of_area(&self) -> &InheritableNameOptions {
        match self.ask.area {
            Area::Citation => &self.style.names_in_text,
            Area::Bibliography => &self.style.names_in_entries,
        }
    }
}

const START: &str = "\u{e005}";
const OPEN: &str = "\u{e002}";
const CLOSE: &str = "\u{e003}";

/// A group whose variables are all missing is silent; one that prints something counts, inside another, as a variable
/// that is there.
fn as_group(mut out: Out) -> Out {
    if out.asked && !out.found {
        out.frags.clear();
    }
    let full = !out.is_empty();
    Out { found: out.found || full, ..out }
}

/// CSL's name of a variable.
fn name_of(variable: Variable) -> String {
    match variable {
        // The reader of styles spells this one otherwise.
        Variable::Standard(StandardVariable::ArchivePlace) => "archive-place".to_owned(),
        other => other.to_string(),
    }
}

/// A part that the style sets on a line or in a column of its own.
fn spaced(mut out: Out, apart: bool) -> Out {
    if apart && !out.is_empty() {
        out.frags.insert(0, frag::Frag::new(mark::BREAK));
        out.frags.push(frag::Frag::new(mark::BREAK));
    }
    out
}

/// Terms at the start of a citation in a note or of an entry have a capital; in running text they do not.
pub fn capitalises(style: &Style, area: Area) -> bool {
    area == Area::Bibliography || style.csl.settings.class == StyleClass::Note
}

/// CSL's name of a locator's label.
pub fn label(label: LocatorLabel) -> CslLocator {
    match label {
        LocatorLabel::Page => CslLocator::Page,
        LocatorLabel::Chapter => CslLocator::Chapter,
        LocatorLabel::Section => CslLocator::Section,
        LocatorLabel::Paragraph => CslLocator::Paragraph,
        LocatorLabel::Note => CslLocator::Note,
        LocatorLabel::Figure => CslLocator::Figure,
        LocatorLabel::Table => CslLocator::Table,
        LocatorLabel::Volume => CslLocator::Volume,
        LocatorLabel::Part => CslLocator::Part,
        LocatorLabel::Line => CslLocator::Line,
        LocatorLabel::Column => CslLocator::Column,
        LocatorLabel::Folio => CslLocator::Folio,
        LocatorLabel::Article => CslLocator::ArticleLocator,
        LocatorLabel::Appendix => CslLocator::Appendix,
        LocatorLabel::Timestamp => CslLocator::Timestamp,
    }
}
