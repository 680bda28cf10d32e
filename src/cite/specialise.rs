//! Style trees, cut down to what they can say about works of one shape.
//!
//! The engine asks a style's questions anew at each level of its tree, by names: four fifths of the time of a note in
//! Chicago's style were spent on branches for other kinds of works. Most answers are the same for all works of a kind
//! that have the same fields, so they are given once for each such shape, and the branches that are never taken go.
//!
//! Only answers that cannot change while a citation is worded are given: that a field is not there, what kind a work is.
//! That a field *is* there stays a question, since a field that stood for the author counts as gone afterwards.

use std::collections::BTreeSet;

use hayagriva::citationberg::json::{Item, Value};
use hayagriva::citationberg::taxonomy::{Kind, Locator, NumberVariable, StandardVariable, Variable};
use hayagriva::citationberg::{
    Choose, ChooseBranch, ChooseMatch, ElseBranch, Group, IndependentStyle, LayoutRenderingElement as Element, Names,
    NamesChild, TestPosition, TextTarget,
};

use super::rewrite;

/// What is known before a citation is worded.
pub struct Shape<'a> {
    pub item: &'a Item,
    /// The label of its locator, if it has one.
    pub locator: Option<Locator>,
    pub place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    /// A style that [`rewrite::at`] has made, whose citations stand alone.
    Decided,
    /// The engine sees the citations before.
    Open,
    /// An entry: no question of position is put at all.
    Entry,
}

impl Shape<'_> {
    /// Equal for works that a style words by the same branches.
    pub fn key(&self) -> String {
        let mut key = format!("{:?} {:?} {:?}", self.kind(), self.locator, self.place);
        for name in self.item.0.keys() {
            key.push(' ');
            key.push_str(name);
        }
        key
    }

    fn kind(&self) -> Option<Kind> {
        match self.item.0.get("type")? {
            Value::String(kind) => kind.parse().ok(),
            _ => None,
        }
    }

    /// Whether the engine finds no such variable, whatever was worded before.
    fn lacks(&self, variable: Variable) -> bool {
        match variable {
            Variable::Standard(StandardVariable::YearSuffix | StandardVariable::CitationLabel)
            | Variable::Number(NumberVariable::CitationNumber | NumberVariable::FirstReferenceNoteNumber) => false,
            Variable::Number(NumberVariable::Locator) => self.locator.is_none(),
            Variable::Number(number @ NumberVariable::PageFirst) => !self.has(&number.to_string()) && !self.has("page"),
            Variable::Standard(StandardVariable::Title) => !self.has("title") && !self.has("title-short"),
            Variable::Standard(variable) => !self.has(&variable.to_string()),
            Variable::Number(variable) => !self.has(&variable.to_string()),
            Variable::Page(variable) => !self.has(&variable.to_string()),
            Variable::Date(variable) => !self.has(&variable.to_string()),
            Variable::Name(variable) => !self.has(&variable.to_string()),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.item.0.contains_key(name)
    }
}

/// The style for works of one shape. It words each of them as `style` does.
pub fn specialise(style: &IndependentStyle, shape: &Shape<'_>) -> IndependentStyle {
    let mut style = style.clone();
    let cut = Cut { shape, kind: shape.kind() };
    if shape.place == Place::Entry {
        style.citation.layout.elements.clear();
    } else {
        style.bibliography = None;
    }
    // One work stands alone: there is nothing to sort.
    style.citation.sort = None;
    if let Some(bibliography) = &mut style.bibliography {
        bibliography.sort = None;
        cut.all(&mut bibliography.layout.elements);
    }
    cut.all(&mut style.citation.layout.elements);
    style.macros.iter_mut().for_each(|called| cut.all(&mut called.children));
    rewrite::prune(&mut style);
    let mut dead = Dead { shape, macros: BTreeSet::new() };
    while dead.learn(&style) {}
    style.macros.iter_mut().for_each(|called| dead.thin(&mut called.children));
    dead.thin(&mut style.citation.layout.elements);
    if let Some(bibliography) = &mut style.bibliography {
        dead.thin(&mut bibliography.layout.elements);
    }
    rewrite::prune(&mut style);
    style
}

struct Cut<'a> {
    shape: &'a Shape<'a>,
    kind: Option<Kind>,
}

impl Cut<'_> {
    fn all(&self, elements: &mut Vec<Element>) {
        elements.retain_mut(|element| self.keep(element));
    }

    /// Cuts an element; false where nothing of it is left.
    fn keep(&self, element: &mut Element) -> bool {
        match element {
            Element::Group(group) => self.all(&mut group.children),
            Element::Names(names) => self.names(names),
            Element::Choose(choose) => return self.choose(choose),
            _ => {}
        }
        true
    }

    fn names(&self, names: &mut Names) {
        for child in &mut names.children {
            if let NamesChild::Substitute(substitute) = child {
                self.all(&mut substitute.children);
            }
        }
    }

    fn choose(&self, choose: &mut Choose) -> bool {
        let mut open: Vec<ChooseBranch> = Vec::new();
        let mut otherwise = choose.otherwise.take().map(|otherwise| otherwise.children);
        let first = std::mem::replace(&mut choose.if_, unconditional(Vec::new()));
        for mut branch in std::iter::once(first).chain(std::mem::take(&mut choose.else_if)) {
            match self.holds(&branch) {
                Some(false) => {}
                Some(true) => {
                    otherwise = Some(branch.children);
                    break;
                }
                None => {
                    self.all(&mut branch.children);
                    open.push(branch);
                }
            }
        }
        if let Some(children) = &mut otherwise {
            self.all(children);
        }
        let mut open = open.into_iter();
        match (open.next(), otherwise) {
            (Some(first), otherwise) => {
                choose.if_ = first;
                choose.else_if = open.collect();
                choose.otherwise = otherwise.map(|children| ElseBranch { children });
            }
            // The layout of its children belongs to the element, so it stays around them.
            (None, Some(children)) if !children.is_empty() => choose.if_ = unconditional(children),
            (None, _) => return false,
        }
        true
    }

    /// Whether a branch is taken, where that is sure.
    fn holds(&self, branch: &ChooseBranch) -> Option<bool> {
        let shape = self.shape;
        let mut tests: Vec<Option<bool>> = Vec::new();
        if branch.disambiguate.is_some() {
            tests.push(None);
        }
        let absent = |variable: Variable| if shape.lacks(variable) { Some(false) } else { None };
        tests.extend(branch.is_numeric.iter().flatten().map(|variable| absent(*variable)));
        tests.extend(branch.is_uncertain_date.iter().flatten().map(|variable| absent(Variable::Date(*variable))));
        tests.extend(branch.locator.iter().flatten().map(|label| Some(shape.locator == Some(*label))));
        match shape.place {
            Place::Decided => {
                let answers = branch.position.iter().flatten().map(|test| match test {
                    TestPosition::First => Some(false),
                    TestPosition::Subsequent => Some(true),
                    _ => None,
                });
                tests.extend(answers);
            }
            Place::Open => tests.extend(branch.position.iter().flatten().map(|_| None)),
            Place::Entry => {}
        }
        tests.extend(branch.type_.iter().flatten().map(|kind| Some(self.kind == Some(*kind))));
        tests.extend(branch.variable.iter().flatten().map(|variable| absent(*variable)));
        matched(branch.match_, &tests)
    }
}

/// CSL's `match`, where some answers are open.
fn matched(how: ChooseMatch, tests: &[Option<bool>]) -> Option<bool> {
    let any = |answer: bool| tests.contains(&Some(answer));
    let all = |answer: bool| tests.iter().all(|test| *test == Some(answer));
    match how {
        ChooseMatch::All if any(false) => Some(false),
        ChooseMatch::All if all(true) => Some(true),
        ChooseMatch::Any if any(true) => Some(true),
        ChooseMatch::Any if all(false) => Some(false),
        ChooseMatch::None if any(true) => Some(false),
        ChooseMatch::None if all(false) => Some(true),
        _ => None,
    }
}

fn unconditional(children: Vec<Element>) -> ChooseBranch {
    ChooseBranch {
        disambiguate: None,
        is_numeric: None,
        is_uncertain_date: None,
        locator: None,
        position: None,
        type_: None,
        variable: None,
        match_: ChooseMatch::All,
        children,
    }
}

/// Elements that print a field that is not there, and groups of nothing else.
struct Dead<'a> {
    shape: &'a Shape<'a>,
    macros: BTreeSet<String>,
}

impl Dead<'_> {
    /// Finds macros of nothing but dead elements; false where none is new.
    fn learn(&mut self, style: &IndependentStyle) -> bool {
        let dead = style.macros.iter().filter(|called| !self.macros.contains(&called.name));
        let new: Vec<String> = dead
            .filter(|called| !called.children.is_empty() && called.children.iter().all(|child| self.is_dead(child)))
            .map(|called| called.name.clone())
            .collect();
        self.macros.extend(new.iter().cloned());
        !new.is_empty()
    }

    fn is_dead(&self, element: &Element) -> bool {
        match element {
            Element::Text(text) => match &text.target {
                TextTarget::Variable { var, .. } => self.shape.lacks(*var),
                TextTarget::Macro { name } => self.macros.contains(name),
                _ => false,
            },
            Element::Group(Group { children, .. }) => {
                // A term beside fields that are missing is not printed; a term alone is.
                !children.is_empty() && children.iter().all(|child| self.is_dead(child))
            }
            _ => false,
        }
    }

    /// Keeps one dead element of each list: that a group asked for a field at all decides whether its terms are printed.
    fn thin(&self, elements: &mut Vec<Element>) {
        let mut seen = false;
        elements.retain(|element| {
            let dead = self.is_dead(element);
            let keep = !dead || !seen;
            seen |= dead;
            keep
        });
        for element in elements {
            match element {
                Element::Group(group) => self.thin(&mut group.children),
                Element::Choose(choose) => {
                    for branch in std::iter::once(&mut choose.if_).chain(&mut choose.else_if) {
                        self.thin(&mut branch.children);
                    }
                    if let Some(otherwise) = &mut choose.otherwise {
                        self.thin(&mut otherwise.children);
                    }
                }
                Element::Names(names) => {
                    for child in &mut names.children {
                        if let NamesChild::Substitute(substitute) = child {
                            self.thin(&mut substitute.children);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}
