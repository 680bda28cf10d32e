//! Style trees, rewritten before they are used.
//!
//! The engine decides a citation's position by replaying all citations before it. We know the position already, so
//! each one gets a style of its own in which the question is answered, and one cite costs one rendering.

use std::collections::BTreeSet;

use hayagriva::citationberg::taxonomy::{NumberOrPageVariable, NumberVariable, StandardVariable, Variable};
use hayagriva::citationberg::{
    IndependentStyle, LayoutRenderingElement as Element, Names, NamesChild, NumberForm, SortKey, TestPosition,
    TextCase, TextTarget,
};

use crate::model::cite::Position;

/// The style for citations that stand at one position. In it `first` is false and `subsequent` is true, which is what
/// the engine answers for a citation that stands alone.
pub fn at(style: &IndependentStyle, position: Position) -> IndependentStyle {
    let mut style = style.clone();
    walk(&mut style, &mut |element| {
        if let Element::Choose(choose) = element {
            for branch in std::iter::once(&mut choose.if_).chain(&mut choose.else_if) {
                for test in branch.position.iter_mut().flatten() {
                    *test = if holds(*test, position) { TestPosition::Subsequent } else { TestPosition::First };
                }
            }
        }
    });
    style.bibliography = None;
    prune(&mut style);
    style
}

/// Whether a test of CSL's `position` is true where the citation stands.
pub fn holds(test: TestPosition, position: Position) -> bool {
    match test {
        TestPosition::First => position == Position::First,
        TestPosition::Subsequent => position != Position::First,
        TestPosition::Ibid => matches!(position, Position::Ibid | Position::IbidWithLocator),
        TestPosition::IbidWithLocator => position == Position::IbidWithLocator,
        TestPosition::NearNote => !matches!(position, Position::First | Position::Subsequent),
    }
}

/// Mends what the engine reads otherwise than CSL means it:
///
/// - `cs:names` inside `cs:substitute` inherits the form of the names around it, also through `cs:choose`;
/// - a container that stands for the author is not printed again, but it is still there when a style asks for it (the
///   question is put to [`HAS_CONTAINER`] instead);
/// - terms are capitalised even though our works have no language.
///
/// And no entry stands for its author by a dash: each entry is shown alone.
pub fn repair(style: &mut IndependentStyle) {
    if let Some(bibliography) = &mut style.bibliography {
        bibliography.subsequent_author_substitute = None;
    }
    walk(style, &mut |element| match element {
        Element::Names(names) => {
            for child in &mut names.children {
                if let NamesChild::Label(label) = child {
                    capitalise(&mut label.text_case);
                }
            }
            let mut outer = names.clone();
            outer.children.retain(|child| !matches!(child, NamesChild::Substitute(_)));
            for child in &mut names.children {
                if let NamesChild::Substitute(substitute) = child {
                    inherit(&outer, &mut substitute.children);
                }
            }
        }
        Element::Choose(choose) => {
            for branch in std::iter::once(&mut choose.if_).chain(&mut choose.else_if) {
                for variable in branch.variable.iter_mut().flatten() {
                    if *variable == Variable::Standard(StandardVariable::ContainerTitle) {
                        *variable = Variable::Standard(StandardVariable::CitationKey);
                    }
                }
            }
        }
        Element::Label(label) => capitalise(&mut label.label.text_case),
        Element::Text(text) if matches!(text.target, TextTarget::Term { .. }) => capitalise(&mut text.text_case),
        _ => {}
    });
}

/// A variable that no style prints. Items have it where they have a container.
pub const HAS_CONTAINER: &str = "citation-key";

fn capitalise(case: &mut Option<TextCase>) {
    if *case == Some(TextCase::TitleCase) {
        *case = Some(TextCase::CapitalizeFirst);
    }
}

fn inherit(outer: &Names, elements: &mut [Element]) {
    for element in elements {
        match element {
            Element::Group(group) => inherit(outer, &mut group.children),
            Element::Choose(choose) => {
                inherit(outer, &mut choose.if_.children);
                choose.else_if.iter_mut().for_each(|branch| inherit(outer, &mut branch.children));
                if let Some(otherwise) = &mut choose.otherwise {
                    inherit(outer, &mut otherwise.children);
                }
            }
            Element::Names(names) => {
                let own = names.children.iter().find_map(|child| match child {
                    NamesChild::Label(label) => Some(label.clone()),
                    _ => None,
                });
                let mut full = outer.from_names_substitute(names);
                for child in &mut full.children {
                    if let (NamesChild::Label(label), Some(own)) = (child, &own) {
                        *label = own.clone();
                    }
                }
                *names = full;
            }
            _ => {}
        }
    }
}

/// The style of `[-@key]`: the sentence has said the names.
pub fn without_names(style: &mut IndependentStyle) {
    walk(style, &mut |element| {
        if let Element::Names(names) = element {
            names.variable.clear();
            names.children.clear();
        }
    });
}

/// A style whose citations say all that they would say to tell works apart.
pub fn tell_apart(style: &mut IndependentStyle) {
    walk(style, &mut |element| {
        if let Element::Choose(choose) = element {
            for branch in std::iter::once(&mut choose.if_).chain(&mut choose.else_if) {
                if branch.disambiguate.take() == Some(true) {
                    // True of each citation that stands alone.
                    branch.position.get_or_insert_default().push(TestPosition::Subsequent);
                }
            }
        }
    });
}

/// The layout's own brackets and full stop: they are put around a whole citation, not around each of its works.
pub fn without_affixes(style: &mut IndependentStyle) {
    style.citation.layout.prefix = None;
    style.citation.layout.suffix = None;
}

/// A style whose citations say nothing: for works that only have to be known.
pub fn silent(style: &IndependentStyle) -> IndependentStyle {
    let mut style = style.clone();
    style.citation.layout.elements.clear();
    style.citation.sort = None;
    style.bibliography = None;
    style.macros.clear();
    style
}

/// The position tests that a style makes.
pub fn tests(style: &IndependentStyle) -> Vec<TestPosition> {
    let mut found = Vec::new();
    visit(style, &mut |element| {
        if let Element::Choose(choose) = element {
            for test in choose.branches().filter_map(|branch| branch.position.as_ref()).flatten() {
                if !found.contains(test) {
                    found.push(*test);
                }
            }
        }
    });
    found
}

/// Whether citations carry the number of the work.
pub fn is_numbered(style: &IndependentStyle) -> bool {
    let mut found = false;
    let number = NumberVariable::CitationNumber;
    visit(style, &mut |element| match element {
        Element::Number(n) if n.variable == NumberOrPageVariable::Number(number) => found = true,
        Element::Text(text) => {
            if let TextTarget::Variable { var, .. } = &text.target {
                found |= *var == Variable::Number(number);
            }
        }
        _ => {}
    });
    found
}

/// Whether the number of a locator is printed otherwise than in figures: as an ordinal, in Roman numerals.
pub fn dresses_locators(style: &IndependentStyle) -> bool {
    let mut found = false;
    visit(style, &mut |element| {
        if let Element::Number(number) = element {
            found |= number.variable == NumberOrPageVariable::Number(NumberVariable::Locator)
                && number.form != NumberForm::Numeric;
        }
    });
    found
}

/// Whether later citations shorten their names by a rule of their own.
pub fn shortens_names_later(style: &IndependentStyle) -> bool {
    let mut found = style.settings.options.et_al_subsequent_min.is_some()
        || style.citation.name_options.et_al_subsequent_min.is_some();
    visit(style, &mut |element| {
        if let Element::Names(names) = element {
            found |= names.options().et_al_subsequent_min.is_some();
        }
    });
    found
}

/// Calls `f` on each element that `walk` would give it.
fn visit(style: &IndependentStyle, f: &mut impl FnMut(&Element)) {
    // The engine's tree has no shared walk; a copy costs less than a second one to keep in step.
    walk(&mut style.clone(), &mut |element| f(element));
}

/// Every element of a style, children first. Depth is bounded by `csl::MAX_DEPTH`.
fn walk(style: &mut IndependentStyle, f: &mut impl FnMut(&mut Element)) {
    for element in &mut style.macros {
        walk_all(&mut element.children, f);
    }
    walk_all(&mut style.citation.layout.elements, f);
    if let Some(bibliography) = &mut style.bibliography {
        walk_all(&mut bibliography.layout.elements, f);
    }
}

fn walk_all(elements: &mut [Element], f: &mut impl FnMut(&mut Element)) {
    for element in elements {
        match element {
            Element::Group(group) => walk_all(&mut group.children, f),
            Element::Choose(choose) => {
                walk_all(&mut choose.if_.children, f);
                for branch in &mut choose.else_if {
                    walk_all(&mut branch.children, f);
                }
                if let Some(otherwise) = &mut choose.otherwise {
                    walk_all(&mut otherwise.children, f);
                }
            }
            Element::Names(names) => {
                for child in &mut names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        walk_all(&mut substitute.children, f);
                    }
                }
            }
            _ => {}
        }
        f(element);
    }
}

/// Keeps only the macros that the layouts and sorts reach: styles are cloned often.
pub fn prune(style: &mut IndependentStyle) {
    let mut todo = BTreeSet::new();
    calls(&style.citation.layout.elements, &mut todo);
    let sorts = style.citation.sort.iter().chain(style.bibliography.iter().filter_map(|b| b.sort.as_ref()));
    for key in sorts.flat_map(|sort| &sort.keys) {
        if let SortKey::MacroName { name, .. } = key {
            todo.insert(name.clone());
        }
    }
    if let Some(bibliography) = &style.bibliography {
        calls(&bibliography.layout.elements, &mut todo);
    }
    let mut reached = BTreeSet::new();
    while let Some(name) = todo.pop_first() {
        if let Some(called) = style.macros.iter().find(|called| called.name == name) {
            calls(&called.children, &mut todo);
        }
        reached.insert(name);
        todo.retain(|name| !reached.contains(name));
    }
    style.macros.retain(|called| reached.contains(&called.name));
}

/// The macros that elements call.
pub fn calls(elements: &[Element], out: &mut BTreeSet<String>) {
    for element in elements {
        match element {
            Element::Text(text) => {
                if let TextTarget::Macro { name } = &text.target {
                    out.insert(name.clone());
                }
            }
            Element::Group(group) => calls(&group.children, out),
            Element::Choose(choose) => {
                choose.branches().for_each(|branch| calls(&branch.children, out));
                if let Some(otherwise) = &choose.otherwise {
                    calls(&otherwise.children, out);
                }
            }
            Element::Names(names) => {
                for child in &names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        calls(&substitute.children, out);
                    }
                }
            }
            _ => {}
        }
    }
}
