//! Names: lists of them, each of them, and their roles.

use hayagriva::citationberg::taxonomy::{NameVariable, OtherTerm, Term};
use hayagriva::citationberg::{
    DelimiterBehavior, DemoteNonDroppingParticle, LabelPluralize, Name as NameElement, NameAnd, NameAsSortOrder,
    NameForm, NameLabelPosition, NameOptions, NamePart, Names, TermForm, ToAffixes, ToFormatting, VariablelessLabel,
};

use super::frag::{Look, Out};
use super::{Engine, Given, case, initials};
use crate::model::cite::Position;
use crate::model::work::Name;

impl Engine<'_> {
    pub(super) fn names(&mut self, names: &Names) -> Out {
        let out = self.names_or_substitute(names);
        if out.is_empty() {
            return Out { asked: true, ..out };
        }
        if self.ask.without_names && !self.names_left_out {
            // The sentence has said the first names; those of editors and translators stay.
            self.names_left_out = true;
            return Out { asked: true, found: true, ..Out::default() };
        }
        out
    }

    fn names_or_substitute(&mut self, names: &Names) -> Out {
        let work = self.work;
        let mut lists: Vec<(NameVariable, &[Name])> = Vec::new();
        for variable in &names.variable {
            let key = variable.to_string();
            let people = work.people(&key);
            if !people.is_empty() && self.take(&key) {
                lists.push((*variable, people));
            }
        }
        if lists.is_empty() {
            let Some(substitute) = names.substitute() else { return Out::missing() };
            for child in &substitute.children {
                let outer = self.taken.replace(Vec::new());
                let left_out = self.names_left_out;
                let out = self.element(child, "");
                let taken = std::mem::replace(&mut self.taken, outer).unwrap_or_default();
                if !out.is_empty() || left_out != self.names_left_out {
                    // What stands for the names is not said twice.
                    self.gone.extend(taken);
                    return Out { asked: true, found: true, ..out };
                }
            }
            return Out::missing();
        }
        if let [(NameVariable::Editor, editors), (NameVariable::Translator, translators)]
        | [(NameVariable::Translator, translators), (NameVariable::Editor, editors)] = lists[..]
            && editors == translators
        {
            lists = vec![(NameVariable::EditorTranslator, editors)];
        }
        let inherited = self.names_of_area().apply(&names.options());
        let default = NameElement::default();
        let name = names.name().unwrap_or(&default);
        let options = name.options(&inherited);
        let parts: Vec<Out> = lists
            .into_iter()
            .map(|(variable, people)| {
                let list = self.list(people, name, &options, names);
                match names.label().filter(|_| !self.ask.sorting) {
                    Some((label, position)) => {
                        let label = self.role(variable, people.len(), label);
                        // A label stands before the names only where the style puts it before `cs:name`.
                        let before = position == NameLabelPosition::BeforeName && names.name().is_some();
                        let both = if before { [label, list] } else { [list, label] };
                        Out::join(both, "")
                    }
                    None => list,
                }
            })
            .collect();
        let affixes = names.to_affixes();
        let out = Out::join(parts, names.delimiter(&inherited)).look(Look::of(names.to_formatting()));
        let out = out.affixed(affixes.prefix.as_deref(), affixes.suffix.as_deref());
        Out { asked: true, found: true, ..out }
    }

    fn role(&self, variable: NameVariable, count: usize, label: &VariablelessLabel) -> Out {
        let plural = match label.plural {
            LabelPluralize::Contextual => count > 1,
            LabelPluralize::Always => true,
            LabelPluralize::Never => false,
        };
        let Some(term) = self.style.words.term(Term::NameVariable(variable), label.form, plural) else {
            return Out::default();
        };
        self.label_text(term.to_owned(), label)
    }

    pub(super) fn label_text(&self, mut text: String, label: &VariablelessLabel) -> Out {
        if label.strip_periods {
            text = text.replace('.', "");
        }
        let mut out = Out::text(text);
        if let Some(to) = label.text_case {
            case::apply(&mut out.frags, to, self.english());
        }
        let out = out.look(Look::of(label.formatting));
        out.affixed(label.affixes.prefix.as_deref(), label.affixes.suffix.as_deref())
    }

    fn list(&self, people: &[Name], name: &NameElement, options: &NameOptions<'_>, names: &Names) -> Out {
        let later = self.ask.in_text() && self.ask.position != Position::First;
        let pick = |later_one: Option<u32>, one: Option<u32>| if later { later_one.or(one) } else { one };
        let least = pick(options.et_al_subsequent_min, options.et_al_min).map_or(usize::MAX, |n| n as usize);
        let first =
            pick(options.et_al_subsequent_use_first, options.et_al_use_first).map_or(usize::MAX, |n| n as usize);
        let first = first.max(if self.ask.in_text() { self.ask.apart.names } else { 0 });
        let cut = people.len() >= least && first < people.len();
        let shown = if cut { first } else { people.len() };
        if options.form == NameForm::Count {
            return Out::text(shown.to_string());
        }
        let printed: Vec<Out> =
            people.iter().take(shown).enumerate().map(|(n, person)| self.person(person, n, name, options)).collect();
        let inverted = |n: usize| match options.name_as_sort_order {
            Some(NameAsSortOrder::All) => true,
            Some(NameAsSortOrder::First) => n == 0,
            None => false,
        };
        let delimiter = options.delimiter;
        let precedes = |behavior: DelimiterBehavior, several: bool, before: usize| match behavior {
            DelimiterBehavior::Contextual => several,
            DelimiterBehavior::AfterInvertedName => inverted(before),
            DelimiterBehavior::Always => true,
            DelimiterBehavior::Never => false,
        };
        if !cut {
            let Some(and) = options.and.filter(|_| shown > 1) else { return Out::join(printed, delimiter) };
            let and = match and {
                NameAnd::Text => self.style.words.and.as_str(),
                NameAnd::Symbol => "&",
            };
            let before = precedes(options.delimiter_precedes_last, shown > 2, shown - 2);
            let joint = if before { format!("{delimiter}{and} ") } else { format!(" {and} ") };
            let mut printed = printed;
            let last = printed.pop().unwrap_or_default();
            return Out::join([Out::join(printed, delimiter), last], &joint);
        }
        if options.et_al_use_last && shown > 0 && people.len() >= shown + 2 {
            let last = people.last().map(|last| self.person(last, people.len() - 1, name, options)).unwrap_or_default();
            return Out::join([Out::join(printed, delimiter), last], &format!("{delimiter}… "));
        }
        let element = names.et_al();
        let term = element.map_or(Term::Other(OtherTerm::EtAl), |et_al| et_al.term.into());
        let text = self.style.words.term(term, TermForm::Long, false).unwrap_or("et al.");
        let mut others = Out::text(text);
        if let Some(et_al) = element {
            others = others.look(Look::of(et_al.formatting));
        }
        let tight = text.starts_with(|c: char| ('\u{2e80}'..='\u{9fff}').contains(&c));
        let joint = match shown {
            0 => "",
            _ if tight => "",
            _ if precedes(options.delimiter_precedes_et_al, shown > 1, shown - 1) => delimiter,
            _ => " ",
        };
        Out::join([Out::join(printed, delimiter), others], joint)
    }

    /// One name, the `n`th of its list.
    fn person(&self, person: &Name, n: usize, element: &NameElement, options: &NameOptions<'_>) -> Out {
        let part = |text: &str, part: Option<&NamePart>| {
            let mut out = Out::text(text);
            if let Some(part) = part {
                if let Some(to) = part.text_case {
                    case::apply(&mut out.frags, to, true);
                }
                out = out.look(Look::of(part.formatting));
            }
            out
        };
        let (family, given, particle, suffix) = match person {
            Name::Literal(name) => {
                return part(name, element.name_part_family()).look(Look::of(element.formatting));
            }
            Name::Person { family, given, particle, suffix } => (family, given, particle, suffix),
        };
        let affixed = |out: Out, part: Option<&NamePart>| match part {
            Some(part) => out.affixed(part.affixes.prefix.as_deref(), part.affixes.suffix.as_deref()),
            None => out,
        };
        let (family_part, given_part) = (element.name_part_family(), element.name_part_given());
        let family = part(family, family_part);
        let particle_joins = particle.ends_with(['\'', '’', '-', crate::cite::item::mark::APOSTROPHE]);
        let glue = if particle_joins { "" } else { " " };
        let particle = part(particle, family_part);
        let given = part(&self.given(given, n, options), given_part);
        // "Jr." beside initials without full stops is "Jr".
        let suffix = match (suffix.strip_suffix('.'), options.initialize_with) {
            (Some(bare), Some(with)) => Out::text(format!("{bare}{}", with.trim_end())),
            _ => Out::text(suffix),
        };
        let out = if given.is_empty() && options.form == NameForm::Short {
            affixed(Out::join([particle, family], glue), family_part)
        } else if is_eastern(&family.plain()) {
            Out::join([particle, family, given], "")
        } else if self.ask.sorting
            || options.name_as_sort_order == Some(NameAsSortOrder::All)
            || (n == 0 && options.name_as_sort_order.is_some())
        {
            let demoted = match self.style.csl.settings.demote_non_dropping_particle {
                DemoteNonDroppingParticle::Never => false,
                DemoteNonDroppingParticle::SortOnly => self.ask.sorting,
                DemoteNonDroppingParticle::DisplayAndSort => true,
            };
            let (head, tail) = if demoted {
                (family, Out::join([given, particle], " "))
            } else {
                (Out::join([particle, family], glue), given)
            };
            Out::join([affixed(head, family_part), affixed(tail, given_part), suffix], options.sort_separator)
        } else {
            let head = Out::join([Out::join([particle, family], glue), suffix], " ");
            Out::join([affixed(given, given_part), affixed(head, family_part)], " ")
        };
        let out = out.look(Look::of(element.formatting));
        out.affixed(element.affixes.prefix.as_deref(), element.affixes.suffix.as_deref())
    }

    /// The given name as the style wants it: whole, in initials, or not at all.
    fn given(&self, given: &str, n: usize, options: &NameOptions<'_>) -> String {
        let hyphen = self.style.csl.settings.initialize_with_hyphen;
        let short = options.form == NameForm::Short;
        let told_apart = if self.ask.in_text() { self.ask.apart.given_of(n) } else { Given::AsTheStyle };
        match (told_apart, options.initialize_with) {
            (Given::AsTheStyle, _) if short => String::new(),
            (Given::AsTheStyle | Given::Initials, Some(with)) if options.initialize => {
                initials::initials(given, with, hyphen)
            }
            (_, Some(with)) => initials::spaced(given, with),
            (_, None) => given.to_owned(),
        }
    }
}

/// Names of China, Japan and Korea: family name first, and no space between.
fn is_eastern(family: &str) -> bool {
    family
        .starts_with(|c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'))
}
