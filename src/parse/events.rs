//! `events` of front matter: what happened and when, for the timeline.

use super::diag;
use super::value::{Node, Value};
use crate::base::date::Date;
use crate::base::diag::Diagnostic;
use crate::base::text::squeeze;
use crate::model::article::Kind;
use crate::model::matter::{At, EventMatter};

const KEYS: [&str; 4] = ["date", "until", "text", "at"];
const EXAMPLE: &str = "write it like { date: 2020-08-09, text: The election }";

/// The events in order of writing; one that lacks its date or its words is told and left out.
pub fn read(node: &Node, kind: Kind, diagnostics: &mut Vec<Diagnostic>) -> Vec<At<EventMatter>> {
    if node.is_null() {
        return Vec::new();
    }
    if kind != Kind::Briefing {
        let help = "a timeline is made of the events of briefings: put them there";
        diagnostics.push(diag::bad_value(node.span, "events", "part of a briefing", help));
        return Vec::new();
    }
    let alone = std::slice::from_ref(node);
    // One event may stand without a list around it.
    let items = if matches!(node.value, Value::Map(_)) { alone } else { node.items() };
    items.iter().filter_map(|item| event(item, diagnostics).map(|value| At { value, span: item.span })).collect()
}

fn event(item: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<EventMatter> {
    if item.entries().is_empty() {
        diagnostics.push(diag::bad_value(item.span, "events", "a date and words", EXAMPLE));
        return None;
    }
    for (n, (key, _)) in item.entries().iter().enumerate() {
        if !KEYS.contains(&key.text.as_str()) {
            diagnostics.push(diag::unknown_field(key.span, &key.text, &KEYS));
        } else if let Some((first, _)) = item.entries().iter().take(n).find(|(other, _)| other.text == key.text) {
            diagnostics.push(diag::duplicate_field(key.span, &key.text, first.span));
        }
    }
    let date = day(item, "date", diagnostics);
    let until = day(item, "until", diagnostics);
    let text = words(item, "text", diagnostics);
    let at = words(item, "at", diagnostics).map(|at| At { value: at.value.trim_start_matches('#').to_owned(), ..at });
    for (missing, what) in [(item.get("date").is_none(), "a date"), (item.get("text").is_none(), "words")] {
        if missing {
            diagnostics.push(diag::bad_value(item.span, "events", what, EXAMPLE));
        }
    }
    let (date, text) = (date?.value, text?.value);
    let until = until.filter(|until| {
        let ordered = until.value > date;
        if !ordered {
            let help = "the day on which it began goes into date, the last one into until";
            diagnostics.push(diag::bad_value(until.span, "until", "later than date", help));
        }
        ordered
    });
    Some(EventMatter { date, until: until.map(|until| until.value), text, at })
}

fn day(item: &Node, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<At<Date>> {
    let node = item.get(name)?;
    let date = node.as_text().and_then(Date::parse);
    if date.is_none() {
        let help = "write it as 2020-08-09, as 2020-08 where no day is known, or as 2020";
        diagnostics.push(diag::bad_value(node.span, name, "a day of the calendar", help));
    }
    date.map(|value| At { value, span: node.span })
}

fn words(item: &Node, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<At<String>> {
    let node = item.get(name)?;
    let value = node.as_text().map(squeeze).filter(|text| !text.is_empty());
    if value.is_none() {
        diagnostics.push(diag::bad_value(node.span, name, "words", EXAMPLE));
    }
    value.map(|value| At { value, span: node.span })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::FileId;
    use crate::parse::yaml;

    fn read_as(kind: Kind, text: &str) -> (Vec<String>, Vec<String>) {
        let node = yaml::read(text, FileId(0), 0).unwrap_or_else(|error| unreachable!("{error:?}"));
        let mut diagnostics = Vec::new();
        let events = node.get("events").map(|node| read(node, kind, &mut diagnostics)).unwrap_or_default();
        let shown = events.into_iter().map(|event| {
            let EventMatter { date, until, text, at } = event.value;
            let until = until.map_or_else(String::new, |until| format!("/{until}"));
            format!("{date}{until} {text}{}", at.map_or_else(String::new, |at| format!(" #{}", at.value)))
        });
        (shown.collect(), diagnostics.iter().map(|found| found.message.clone()).collect())
    }

    #[test]
    fn days_months_years_and_spans() {
        let text = "events:\n  - date: 2020-08-09\n    text: The   vote\n    at: \"#the-count\"\n  - { date: 1999, until: 2004-05, text: Talks }\n  - {date: 2021-03, text: A month}\n";
        let (events, told) = read_as(Kind::Briefing, text);
        assert_eq!(events, ["2020-08-09 The vote #the-count", "1999/2004-05 Talks", "2021-03 A month"]);
        assert!(told.is_empty(), "{told:?}");
        let (events, told) = read_as(Kind::Briefing, "events:\n  date: 2020\n  text: One alone\n");
        assert_eq!((events, told.len()), (vec!["2020 One alone".to_owned()], 0));
        assert_eq!(read_as(Kind::Briefing, "events:\n").1.len(), 0, "nothing is no fault");
    }

    #[test]
    fn what_is_wrong_is_told_and_the_rest_stays() {
        for (event, kept, told) in [
            ("- {date: 2020-02-30, text: A day that is none}", 0, 1),
            ("- {date: 2020-02-03}", 0, 1),
            ("- {text: No date}", 0, 1),
            ("- {}", 0, 1),
            ("- just words", 0, 1),
            ("- [2020, words]", 0, 1),
            ("- {date: 2020, text: [a]}", 0, 1),
            ("- {date: 2020, text: \" \"}", 0, 1),
            ("- {date: 2020-05, until: 2020-04, text: Backwards}", 1, 1),
            ("- {date: 2020-05, until: 2020-05, text: No time at all}", 1, 1),
            ("- {date: 2020, text: Words, place: Minsk}", 1, 1),
            ("- {date: 2020, text: Words, at: [x]}", 1, 1),
        ] {
            let (events, faults) = read_as(Kind::Briefing, &format!("events:\n  {event}\n"));
            assert_eq!((events.len(), faults.len()), (kept, told), "{event}: {events:?} {faults:?}");
        }
        let (events, told) = read_as(Kind::Entity, "events:\n  - {date: 2020, text: Words}\n");
        assert_eq!((events.len(), told.len()), (0, 1), "events of a name are told");
    }
}
