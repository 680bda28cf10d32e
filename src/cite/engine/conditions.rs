//! Choices: what a style asks of a work before it prints.

use hayagriva::citationberg::taxonomy::{NumberVariable, StandardVariable, Variable};
use hayagriva::citationberg::{Choose, ChooseBranch, TestPosition};

use super::frag::Out;
use super::{Engine, is_numeric, label, name_of};
use crate::model::cite::Position;
use crate::model::work::WorkDate;

/// Whether a test of CSL's `position` is true where a citation stands.
pub fn at(test: TestPosition, position: Position) -> bool {
    match test {
        TestPosition::First => position == Position::First,
        TestPosition::Subsequent => position != Position::First,
        TestPosition::Ibid => matches!(position, Position::Ibid | Position::IbidWithLocator),
        TestPosition::IbidWithLocator => position == Position::IbidWithLocator,
        TestPosition::NearNote => !matches!(position, Position::First | Position::Subsequent),
    }
}

impl Engine<'_> {
    pub(super) fn choose(&mut self, choose: &Choose, delimiter: &str) -> Out {
        for branch in choose.branches() {
            if self.holds(branch) {
                return self.all(&branch.children, delimiter);
            }
        }
        choose.otherwise.as_ref().map_or_else(Out::default, |otherwise| self.all(&otherwise.children, delimiter))
    }

    /// Conditions ask the work as it is: also for what has been printed in the place of names.
    fn holds(&self, branch: &ChooseBranch) -> bool {
        let work = self.work;
        let mut tests: Vec<bool> = Vec::new();
        if let Some(wanted) = branch.disambiguate {
            tests.push(self.ask.apart.condition == wanted);
        }
        let numeric = |variable: &Variable| match variable {
            Variable::Number(NumberVariable::Locator) => {
                self.ask.locator.is_some_and(|locator| is_numeric(&locator.value))
            }
            Variable::Number(NumberVariable::CitationNumber) => self.ask.number > 0,
            Variable::Number(NumberVariable::PageFirst) => work.field("page").is_some_and(is_numeric),
            other => work.field(&other.to_string()).is_some_and(is_numeric),
        };
        tests.extend(branch.is_numeric.iter().flatten().map(numeric));
        let uncertain = |date: Option<&WorkDate>| matches!(date, Some(WorkDate::Parts { circa: true, .. }));
        tests.extend(branch.is_uncertain_date.iter().flatten().map(|date| uncertain(work.date(&date.to_string()))));
        // A work has one type, a cite one label and one place: of several that a test names, any will do.
        let mut any = |found: Option<bool>| tests.extend(found);
        let own = self.ask.locator.map(|locator| label(locator.label));
        any(branch.locator.as_ref().map(|labels| labels.iter().any(|label| own == Some(*label))));
        let here = |test: &TestPosition| self.ask.in_text() && at(*test, self.ask.position);
        any(branch.position.as_ref().map(|tests| tests.iter().any(here)));
        any(branch.type_.as_ref().map(|kinds| kinds.iter().any(|kind| self.kind == Some(*kind))));
        tests.extend(branch.variable.iter().flatten().map(|variable| self.has(*variable)));
        branch.match_.test(tests.into_iter())
    }

    fn has(&self, variable: Variable) -> bool {
        match variable {
            Variable::Number(NumberVariable::Locator) => self.ask.locator.is_some(),
            Variable::Number(NumberVariable::CitationNumber) => self.ask.number > 0,
            Variable::Number(NumberVariable::FirstReferenceNoteNumber) => self.ask.first_note > 0,
            Variable::Number(NumberVariable::PageFirst) => self.work.field("page").is_some(),
            Variable::Standard(StandardVariable::YearSuffix) => !self.ask.letter.is_empty(),
            Variable::Name(name) => !self.work.people(&name.to_string()).is_empty(),
            Variable::Date(date) => self.work.date(&date.to_string()).is_some(),
            other => self.work.field(&name_of(other)).is_some(),
        }
    }
}
