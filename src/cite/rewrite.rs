//! What is asked of a style's tree before it is used.

use std::collections::BTreeSet;

use hayagriva::citationberg::taxonomy::{NumberOrPageVariable, NumberVariable, StandardVariable, Variable};
use hayagriva::citationberg::{
    IndependentStyle, LayoutRenderingElement as Element, Names, NamesChild, NumberForm, Sort, SortKey, TestPosition,
    TextTarget,
};

/// Writes out what `cs:names` inside `cs:substitute` takes over from the names around it, also through `cs:choose`. And
/// no entry stands for its author by a dash: each entry is shown alone.
pub fn repair(style: &mut IndependentStyle) {
    if let Some(bibliography) = &mut style.bibliography {
        bibliography.subsequent_author_substitute = None;
    }
    walk(style, &mut |element| {
        if let Element::Names(names) = element {
            let mut outer = names.clone();
            outer.children.retain(|child| !matches!(child, NamesChild::Substitute(_)));
            for child in &mut names.children {
                if let NamesChild::Substitute(substitute) = child {
                    inherit(&outer, &mut substitute.children);
                }
            }
        }
    });
}

/// Whether a style prints the variable `year-suffix` by itself; otherwise the letter follows the year.
pub fn prints_letters(style: &IndependentStyle) -> bool {
    uses(style, Variable::Standard(StandardVariable::YearSuffix))
}

/// Whether short citations name the note that cited the work first.
pub fn names_first_note(style: &IndependentStyle) -> bool {
    uses(style, Variable::Number(NumberVariable::FirstReferenceNoteNumber))
}

/// Whether a style tells works apart whose citations are the same words.
pub fn tells_apart(style: &IndependentStyle) -> bool {
    let citation = &style.citation;
    let mut found =
        citation.disambiguate_add_givenname || citation.disambiguate_add_names || citation.disambiguate_add_year_suffix;
    visit(style, &mut |element| {
        if let Element::Choose(choose) = element {
            found |= choose.branches().any(|branch| branch.disambiguate.is_some());
        }
    });
    found
}

/// Whether a bibliography is sorted by what stands in it, not by the order of its citations.
pub fn sorts_by_words(sort: &Sort) -> bool {
    let number = Variable::Number(NumberVariable::CitationNumber);
    let by_number = |key: &SortKey| matches!(key, SortKey::Variable { variable, .. } if *variable == number);
    sort.keys.first().is_some_and(|key| !by_number(key))
}

fn uses(style: &IndependentStyle, variable: Variable) -> bool {
    let mut found = false;
    visit(style, &mut |element| match element {
        Element::Text(text) => {
            if let TextTarget::Variable { var, .. } = &text.target {
                found |= *var == variable;
            }
        }
        Element::Number(number) => found |= Variable::from(number.variable) == variable,
        _ => {}
    });
    found
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
    uses(style, Variable::Number(NumberVariable::CitationNumber))
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
