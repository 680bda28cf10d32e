//! The order of a bibliography, as a style sorts it: by it works get their letters and numbers.

use std::cmp::Ordering;

use hayagriva::citationberg::taxonomy::{NumberVariable, Variable};
use hayagriva::citationberg::{Sort, SortDirection, SortKey};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Apart, Area, Ask, Engine};
use crate::cite::item::{Prepared, mark};
use crate::cite::style::Style;
use crate::model::cite::Position;
use crate::model::work::{Name, WorkDate};

/// What a style sorts a work by: each key, and whether it runs backwards.
pub type Keys = Vec<(String, bool)>;

/// Empty where the style keeps its bibliography in the order of the site's.
pub fn keys(style: &Style, work: &Prepared) -> Keys {
    let sort = style.csl.bibliography.as_ref().and_then(|bibliography| bibliography.sort.as_ref());
    sort.map(|sort| by(style, sort, Area::Bibliography, work, 0)).unwrap_or_default()
}

/// What the works of one citation are sorted by: as if nothing had to be told apart.
pub fn keys_in_citation(style: &Style, sort: &Sort, work: &Prepared, number: usize) -> Keys {
    by(style, sort, Area::Citation, work, number)
}

fn by(style: &Style, sort: &Sort, area: Area, work: &Prepared, number: usize) -> Keys {
    let apart = Apart::default();
    let ask = Ask {
        area,
        position: Position::First,
        locator: None,
        without_names: false,
        letter: "",
        number,
        first_note: 0,
        apart: &apart,
        opens: false,
        sorting: true,
    };
    let mut engine = Engine::new(style, work, ask);
    let key = |key: &SortKey| {
        let text = match key {
            SortKey::Variable { variable, .. } => engine.value_to_sort(*variable),
            SortKey::MacroName { name, .. } => engine.called(name).plain(),
        };
        (plain(&text), key.sort_direction() == SortDirection::Descending)
    };
    sort.keys.iter().map(key).collect()
}

/// Works without a value stand last, in both directions.
pub fn compare(a: &Keys, b: &Keys) -> Ordering {
    for ((a, backwards), (b, _)) in a.iter().zip(b) {
        let order = match (a.is_empty(), b.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) if *backwards => b.cmp(a),
            (false, false) => a.cmp(b),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}

impl Engine<'_> {
    fn value_to_sort(&mut self, variable: Variable) -> String {
        let name = super::name_of(variable);
        match variable {
            Variable::Name(_) => {
                let names: Vec<String> = self.work.people(&name).iter().map(Name::family_first).collect();
                names.join(" ")
            }
            Variable::Number(NumberVariable::CitationNumber) => format!("{:08}", self.ask.number),
            Variable::Date(_) => self.work.date(&name).map(sortable).unwrap_or_default(),
            _ => self.work.field(&name).unwrap_or_default().to_owned(),
        }
    }
}

/// "20220305": in the order of time.
pub fn sortable(date: &WorkDate) -> String {
    match date {
        WorkDate::Parts { from: (year, month, day), to, .. } => {
            let end = to.map(|(year, month, day)| format!("-{:05}{month:02}{day:02}", year.saturating_add(20_000)));
            format!("{:05}{month:02}{day:02}{}", year.saturating_add(20_000), end.unwrap_or_default())
        }
        WorkDate::Literal(text) => text.clone(),
    }
}

/// Letters and figures alone, without accents and capitals.
fn plain(text: &str) -> String {
    let marks = |c: &char| !matches!(*c, mark::URL..=mark::BREAK) && !is_combining_mark(*c);
    let text: String = text.nfd().filter(marks).flat_map(char::to_lowercase).collect();
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
