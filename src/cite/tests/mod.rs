//! What readers see of twelve typical works, in the styles that editors ask for.

use std::fmt::Write as _;
use std::sync::Arc;

use expect_test::{Expect, expect};

use super::{Formatting, Style};
use crate::base::span::{FileId, Span};
use crate::model::cite::{CiteRequest, Formatter, Locator, LocatorLabel, Position};
use crate::model::work::{Name, Rich, Work, WorkDate};

mod rules;

struct Make(Work);

fn work(key: &str, kind: &str, title: &str) -> Make {
    let fields = vec![("title".to_owned(), title.to_owned())];
    let (key, kind) = (key.to_owned(), kind.to_owned());
    Make(Work { key, kind, span: Span::top(FileId(0)), names: Vec::new(), dates: Vec::new(), fields })
}

impl Make {
    fn by(self, names: &[(&str, &str)]) -> Self {
        self.role("author", names)
    }

    fn role(mut self, role: &str, names: &[(&str, &str)]) -> Self {
        let names = names.iter().map(|(family, given)| match *given {
            "" => Name::Literal((*family).to_owned()),
            given => Name::Person {
                family: (*family).to_owned(),
                given: given.to_owned(),
                particle: String::new(),
                suffix: String::new(),
            },
        });
        self.0.names.push((role.to_owned(), names.collect()));
        self
    }

    fn with(mut self, fields: &[(&str, &str)]) -> Self {
        self.0.fields.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self
    }

    fn on(self, year: i32, month: u8, day: u8) -> Self {
        self.dated("issued", WorkDate::Parts { from: (year, month, day), to: None, circa: false })
    }

    fn dated(mut self, variable: &str, date: WorkDate) -> Self {
        self.0.dates.push((variable.to_owned(), date));
        self
    }
}

fn works() -> Vec<Work> {
    let read = |year, month, day| WorkDate::Parts { from: (year, month, day), to: None, circa: false };
    let made = [
        work("deni", "article-magazine", "NATO Must Prepare to Defend “Its” Weakest Point")
            .by(&[("Deni", "John R.")])
            .with(&[("container-title", "Foreign Policy"), ("URL", "https://foreignpolicy.example/a--b..c")])
            .on(2022, 3, 3),
        work("unsigned", "article-magazine", "Belarus’s beleaguered opposition is flirting with violence")
            .with(&[("container-title", "The Economist")])
            .on(2023, 3, 30),
        work("rfe", "article-newspaper", "Belarus Lives It Up as Neighbours Lock Down")
            .by(&[("Furlong", "Ray")])
            .with(&[("container-title", "Radio Free Europe/Radio Liberty")])
            .on(2020, 0, 0),
        work("book", "book", "Belarus: The Last European Dictatorship")
            .by(&[("Wilson", "Andrew")])
            .with(&[("title-short", "Belarus"), ("publisher", "Yale University Press"), ("edition", "2")])
            .with(&[("publisher-place", "New Haven")])
            .on(2021, 0, 0),
        work("edited", "book", "Handbook of Ukrainian Politics")
            .role(
                "editor",
                &[("Kuzio", "Taras"), ("D’Anieri", "Paul"), ("Wolczuk", "Kataryna"), ("Sasse", "Gwendolyn")],
            )
            .with(&[("publisher", "Routledge"), ("publisher-place", "London")])
            .on(2018, 0, 0),
        work("chapter", "chapter", "The Energy Weapon")
            .by(&[("Balmaceda", "Margarita M.")])
            .role("editor", &[("Kuzio", "Taras")])
            .with(&[("container-title", "Handbook of Ukrainian Politics"), ("publisher", "Routledge")])
            .with(&[("page", "101-130")])
            .on(2018, 0, 0),
        work("journal", "article-journal", "Is deterrence by detection enough?")
            .by(&[("Mahnken", "Thomas G."), ("Sharp", "Travis"), ("Kim", "Grace B.")])
            .with(&[("container-title", "International Security"), ("volume", "46"), ("issue", "2")])
            .with(&[("page", "33-67"), ("DOI", "https://doi.org/10.5555/isec_a_00417")])
            .on(2021, 10, 0),
        work("report", "report", "Putin’s Achilles’ Heel?")
            .by(&[("Davis", "Oliver")])
            .with(&[("genre", "In-Depth Briefing"), ("number", "31")])
            .with(&[("publisher", "Centre for Historical Analysis and Conflict Research")]),
        work("web", "webpage", "What Belarusians Think")
            .by(&[("Chatham House", "")])
            .with(&[("container-title", "Belarus Initiative"), ("URL", "https://chathamhouse.example/b")])
            .on(2022, 4, 14)
            .dated("accessed", read(2023, 5, 2)),
        work("thesis", "thesis", "Oligarchs and order")
            .by(&[("Brandt", "Tomas")])
            .with(&[("publisher", "King’s College London"), ("genre", "PhD diss.")])
            .on(2016, 0, 0),
        work("post", "post", "We will defend every inch")
            .by(&[("Stoltenberg", "Jens")])
            .with(&[("container-title", "Twitter"), ("URL", "https://t.example/1")])
            .on(2022, 2, 24),
        work("range", "report", "Observation of the election")
            .by(&[("OSCE", "")])
            .with(&[("publisher", "OSCE")])
            .dated("issued", WorkDate::Parts { from: (2020, 8, 5), to: Some((2020, 8, 9)), circa: false }),
    ];
    made.into_iter().map(|made| made.0).collect()
}

fn formatting(style: &str, language: &str, works: &[Work]) -> Formatting {
    let works: Vec<Arc<Work>> = works.iter().cloned().map(Arc::new).collect();
    Formatting::new(Style::load(style, language).unwrap(), &works, Arc::default())
}

fn shown(words: &Rich) -> String {
    words
        .0
        .iter()
        .map(|run| {
            let mark = match (run.italic, run.bold, run.superscript) {
                (true, _, _) => "*",
                (_, true, _) => "**",
                (_, _, true) => "^",
                _ => "",
            };
            match &run.link {
                Some(link) if *link == run.text => format!("{mark}<{link}>{mark}"),
                Some(link) => format!("{mark}[{}]({link}){mark}", run.text),
                None => format!("{mark}{}{mark}", run.text),
            }
        })
        .collect()
}

fn page(value: &str) -> Locator {
    Locator { label: LocatorLabel::Page, value: value.to_owned() }
}

fn request<'a>(work: &'a Work, position: Position, locator: Option<&'a Locator>) -> CiteRequest<'a> {
    CiteRequest {
        work,
        position,
        locator,
        prefix: "",
        suffix: "",
        suppress_author: false,
        narrative: false,
        first_note: 0,
    }
}

/// First citation with pages, second with a page, entry.
#[track_caller]
fn check(style: &str, language: &str, expected: &Expect) {
    let works = works();
    let formatting = formatting(style, language, &works);
    let mut out = String::new();
    let (pages, later) = (page("33-35"), page("34"));
    for work in &works {
        let first = formatting.cite(&[request(work, Position::First, Some(&pages))]);
        let second = formatting.cite(&[request(work, Position::Subsequent, Some(&later))]);
        let entry = formatting.entry(work);
        let _ = writeln!(out, "{}\n{}\n{}\n", shown(&first), shown(&second), shown(&entry));
    }
    expected.assert_eq(&out);
}

#[test]
fn chicago_notes() {
    check(
        "chicago-notes",
        "en-GB",
        &expect![[r#"
            John R. Deni, ‘NATO Must Prepare to Defend “Its” Weakest Point’, *Foreign Policy*, 3 March 2022, 33–35, <https://foreignpolicy.example/a--b..c>.
            Deni, ‘NATO Must Prepare to Defend “Its” Weakest Point’, 34.
            Deni, John R. ‘NATO Must Prepare to Defend “Its” Weakest Point’. *Foreign Policy*, 3 March 2022. <https://foreignpolicy.example/a--b..c>.

            ‘Belarus’s Beleaguered Opposition Is Flirting with Violence’, *The Economist*, 30 March 2023, 33–35.
            *The Economist*, ‘Belarus’s Beleaguered Opposition Is Flirting with Violence’, 34.
            *The Economist*. ‘Belarus’s Beleaguered Opposition Is Flirting with Violence’. 30 March 2023.

            Ray Furlong, ‘Belarus Lives It Up as Neighbours Lock Down’, *Radio Free Europe/Radio Liberty*, 2020, 33–35.
            Furlong, ‘Belarus Lives It Up as Neighbours Lock Down’, 34.
            Furlong, Ray. ‘Belarus Lives It Up as Neighbours Lock Down’. *Radio Free Europe/Radio Liberty*, 2020.

            Andrew Wilson, *Belarus: The Last European Dictatorship*, 2nd edn (Yale University Press, 2021), 33–35.
            Wilson, *Belarus*, 34.
            Wilson, Andrew. *Belarus: The Last European Dictatorship*. 2nd edn. Yale University Press, 2021.

            Taras Kuzio et al., eds, *Handbook of Ukrainian Politics* (Routledge, 2018), 33–35.
            Kuzio et al., *Handbook of Ukrainian Politics*, 34.
            Kuzio, Taras, Paul D’Anieri, Kataryna Wolczuk, and Gwendolyn Sasse, eds. *Handbook of Ukrainian Politics*. Routledge, 2018.

            Margarita M. Balmaceda, ‘The Energy Weapon’, in *Handbook of Ukrainian Politics*, ed. Taras Kuzio (Routledge, 2018), 33–35.
            Balmaceda, ‘The Energy Weapon’, 34.
            Balmaceda, Margarita M. ‘The Energy Weapon’. In *Handbook of Ukrainian Politics*, edited by Taras Kuzio. Routledge, 2018.

            Thomas G. Mahnken et al., ‘Is Deterrence by Detection Enough?’, *International Security* 46, no. 2 (2021): 33–35, <https://doi.org/10.5555/isec_a_00417>.
            Mahnken et al., ‘Is Deterrence by Detection Enough?’, 34.
            Mahnken, Thomas G., Travis Sharp, and Grace B. Kim. ‘Is Deterrence by Detection Enough?’ *International Security* 46, no. 2 (2021): 33–67. <https://doi.org/10.5555/isec_a_00417>.

            Oliver Davis, *Putin’s Achilles’ Heel?*, In-Depth Briefing no. 31 (Centre for Historical Analysis and Conflict Research, n.d.), 33–35.
            Davis, *Putin’s Achilles’ Heel?*, 34.
            Davis, Oliver. *Putin’s Achilles’ Heel?* In-Depth Briefing No. 31. Centre for Historical Analysis and Conflict Research, n.d.

            Chatham House, ‘What Belarusians Think’, Belarus Initiative, 14 April 2022, 33–35, <https://chathamhouse.example/b>.
            Chatham House, ‘What Belarusians Think’, 34.
            Chatham House. ‘What Belarusians Think’. Belarus Initiative, 14 April 2022. <https://chathamhouse.example/b>.

            Tomas Brandt, ‘Oligarchs and Order’ (PhD diss., King’s College London, 2016), 33–35.
            Brandt, ‘Oligarchs and Order’, 34.
            Brandt, Tomas. ‘Oligarchs and Order’. PhD diss., King’s College London, 2016.

            Jens Stoltenberg, ‘We will defend every inch’, Twitter, 24 February 2022, 33–35, <https://t.example/1>.
            Stoltenberg, ‘We will defend every inch’, 34.
            Jens Stoltenberg, ‘We will defend every inch’, Twitter, 24 February 2022, <https://t.example/1>.

            OSCE, *Observation of the Election* (OSCE, 2020), 33–35.
            OSCE, *Observation of the Election*, 34.
            OSCE. *Observation of the Election*. OSCE, 2020.

        "#]],
    );
}

#[test]
fn chicago_author_date() {
    check(
        "chicago-author-date",
        "en-US",
        &expect![[r#"
            (Deni 2022, 33–35)
            (Deni 2022, 34)
            Deni, John R. 2022. “NATO Must Prepare to Defend ‘Its’ Weakest Point.” *Foreign Policy*, March 3. <https://foreignpolicy.example/a--b..c>.

            (*The Economist* 2023, 33–35)
            (*The Economist* 2023, 34)
            *The Economist*. 2023. “Belarus’s Beleaguered Opposition Is Flirting with Violence.” March 30.

            (Furlong 2020, 33–35)
            (Furlong 2020, 34)
            Furlong, Ray. 2020. “Belarus Lives It Up as Neighbours Lock Down.” *Radio Free Europe/Radio Liberty*.

            (Wilson 2021, 33–35)
            (Wilson 2021, 34)
            Wilson, Andrew. 2021. *Belarus: The Last European Dictatorship*. 2nd ed. Yale University Press.

            (Kuzio et al. 2018, 33–35)
            (Kuzio et al. 2018, 34)
            Kuzio, Taras, Paul D’Anieri, Kataryna Wolczuk, and Gwendolyn Sasse, eds. 2018. *Handbook of Ukrainian Politics*. Routledge.

            (Balmaceda 2018, 33–35)
            (Balmaceda 2018, 34)
            Balmaceda, Margarita M. 2018. “The Energy Weapon.” In *Handbook of Ukrainian Politics*, edited by Taras Kuzio. Routledge.

            (Mahnken et al. 2021, 33–35)
            (Mahnken et al. 2021, 34)
            Mahnken, Thomas G., Travis Sharp, and Grace B. Kim. 2021. “Is Deterrence by Detection Enough?” *International Security* 46 (2): 33–67. <https://doi.org/10.5555/isec_a_00417>.

            (Davis, n.d., 33–35)
            (Davis, n.d., 34)
            Davis, Oliver. n.d. *Putin’s Achilles’ Heel?* In-Depth Briefing No. 31. Centre for Historical Analysis and Conflict Research.

            (Chatham House 2022, 33–35)
            (Chatham House 2022, 34)
            Chatham House. 2022. “What Belarusians Think.” Belarus Initiative, April 14. <https://chathamhouse.example/b>.

            (Brandt 2016, 33–35)
            (Brandt 2016, 34)
            Brandt, Tomas. 2016. “Oligarchs and Order.” PhD diss., King’s College London.

            (Stoltenberg 2022, 33–35)
            (Stoltenberg 2022, 34)
            Stoltenberg, Jens. 2022. “We will defend every inch.” Twitter, February 24. <https://t.example/1>.

            (OSCE 2020, 33–35)
            (OSCE 2020, 34)
            OSCE. 2020. *Observation of the Election*. OSCE.

        "#]],
    );
}

#[test]
fn apa() {
    check(
        "apa",
        "en-US",
        &expect![[r#"
            (Deni, 2022, pp. 33–35)
            (Deni, 2022, p. 34)
            Deni, J. R. (2022, March 3). NATO Must Prepare to Defend “Its” Weakest Point. *Foreign Policy*. <https://foreignpolicy.example/a--b..c>

            (“Belarus’s Beleaguered Opposition Is Flirting with Violence,” 2023, pp. 33–35)
            (“Belarus’s Beleaguered Opposition Is Flirting with Violence,” 2023, p. 34)
            Belarus’s beleaguered opposition is flirting with violence. (2023, March 30). *The Economist*.

            (Furlong, 2020, pp. 33–35)
            (Furlong, 2020, p. 34)
            Furlong, R. (2020). Belarus Lives It Up as Neighbours Lock Down. *Radio Free Europe/Radio Liberty*.

            (Wilson, 2021, pp. 33–35)
            (Wilson, 2021, p. 34)
            Wilson, A. (2021). *Belarus: The Last European Dictatorship* (2nd ed.). Yale University Press.

            (Kuzio et al., 2018, pp. 33–35)
            (Kuzio et al., 2018, p. 34)
            Kuzio, T., D’Anieri, P., Wolczuk, K., & Sasse, G. (Eds.). (2018). *Handbook of Ukrainian Politics*. Routledge.

            (Balmaceda, 2018, pp. 33–35)
            (Balmaceda, 2018, p. 34)
            Balmaceda, M. M. (2018). The Energy Weapon. In T. Kuzio (Ed.), *Handbook of Ukrainian Politics* (pp. 101–130). Routledge.

            (Mahnken et al., 2021, pp. 33–35)
            (Mahnken et al., 2021, p. 34)
            Mahnken, T. G., Sharp, T., & Kim, G. B. (2021). Is deterrence by detection enough? *International Security*, *46*(2), 33–67. <https://doi.org/10.5555/isec_a_00417>

            (Davis, n.d., pp. 33–35)
            (Davis, n.d., p. 34)
            Davis, O. (n.d.). *Putin’s Achilles’ Heel?* (In-Depth Briefing No. 31). Centre for Historical Analysis and Conflict Research.

            (Chatham House, 2022, pp. 33–35)
            (Chatham House, 2022, p. 34)
            Chatham House. (2022, April 14). *What Belarusians Think*. Belarus Initiative. <https://chathamhouse.example/b>

            (Brandt, 2016, pp. 33–35)
            (Brandt, 2016, p. 34)
            Brandt, T. (2016). *Oligarchs and order* [PhD diss.]. King’s College London.

            (Stoltenberg, 2022, pp. 33–35)
            (Stoltenberg, 2022, p. 34)
            Stoltenberg, J. (2022, February 24). *We will defend every inch* [Online post]. Twitter. <https://t.example/1>

            (OSCE, 2020, pp. 33–35)
            (OSCE, 2020, p. 34)
            OSCE. (2020). *Observation of the election*. OSCE.

        "#]],
    );
}

#[test]
fn harvard() {
    check(
        "harvard",
        "en-GB",
        &expect![[r"
        (Deni, 2022, pp. 33–35)
        (Deni, 2022, p. 34)
        Deni, J.R. (2022) ‘NATO Must Prepare to Defend “Its” Weakest Point’, *Foreign Policy*, 3 March. Available at: <https://foreignpolicy.example/a--b..c>.

        (*The Economist*, 2023, pp. 33–35)
        (*The Economist*, 2023, p. 34)
        *The Economist* (2023) ‘Belarus’s beleaguered opposition is flirting with violence’, 30 March.

        (Furlong, 2020, pp. 33–35)
        (Furlong, 2020, p. 34)
        Furlong, R. (2020) ‘Belarus Lives It Up as Neighbours Lock Down’, *Radio Free Europe/Radio Liberty*.

        (Wilson, 2021, pp. 33–35)
        (Wilson, 2021, p. 34)
        Wilson, A. (2021) *Belarus: The Last European Dictatorship*. 2nd edn. New Haven: Yale University Press.

        (Kuzio *et al.*, 2018, pp. 33–35)
        (Kuzio *et al.*, 2018, p. 34)
        Kuzio, T. *et al.* (eds) (2018) *Handbook of Ukrainian Politics*. London: Routledge.

        (Balmaceda, 2018, pp. 33–35)
        (Balmaceda, 2018, p. 34)
        Balmaceda, M.M. (2018) ‘The Energy Weapon’, in T. Kuzio (ed.) *Handbook of Ukrainian Politics*. Routledge, pp. 101–130.

        (Mahnken, Sharp and Kim, 2021, pp. 33–35)
        (Mahnken, Sharp and Kim, 2021, p. 34)
        Mahnken, T.G., Sharp, T. and Kim, G.B. (2021) ‘Is deterrence by detection enough?’, *International Security*, 46(2), pp. 33–67. Available at: <https://doi.org/10.5555/isec_a_00417>.

        (Davis, no date, pp. 33–35)
        (Davis, no date, p. 34)
        Davis, O. (no date) *Putin’s Achilles’ Heel?* In-Depth Briefing 31. Centre for Historical Analysis and Conflict Research.

        (Chatham House, 2022, pp. 33–35)
        (Chatham House, 2022, p. 34)
        Chatham House (2022) *What Belarusians Think*, *Belarus Initiative*. Available at: <https://chathamhouse.example/b> (Accessed: 2 May 2023).

        (Brandt, 2016, pp. 33–35)
        (Brandt, 2016, p. 34)
        Brandt, T. (2016) *Oligarchs and order*. PhD diss. King’s College London.

        (Stoltenberg, 2022, pp. 33–35)
        (Stoltenberg, 2022, p. 34)
        Stoltenberg, J. (2022) ‘We will defend every inch’, *Twitter*. Available at: <https://t.example/1>.

        (OSCE, 2020, pp. 33–35)
        (OSCE, 2020, p. 34)
        OSCE (2020) *Observation of the election*. OSCE.

    "]],
    );
}

#[test]
fn mhra() {
    check(
        "mhra",
        "en-GB",
        &expect![[r#"
            John R. Deni, ‘NATO Must Prepare to Defend “Its” Weakest Point’, *Foreign Policy*, 3 March 2022, pp. 33–35 <<https://foreignpolicy.example/a--b..c>>.
            Deni, ‘NATO Must Prepare to Defend “Its” Weakest Point’, p. 34.
            Deni, John R., ‘NATO Must Prepare to Defend “Its” Weakest Point’, *Foreign Policy*, 3 March 2022 <<https://foreignpolicy.example/a--b..c>>

            ‘Belarus’s Beleaguered Opposition Is Flirting with Violence’, *The Economist*, 30 March 2023, pp. 33–35.
            ‘Belarus’s Beleaguered Opposition Is Flirting with Violence’, p. 34.
            ‘Belarus’s Beleaguered Opposition Is Flirting with Violence’, *The Economist*, 30 March 2023

            Ray Furlong, ‘Belarus Lives It Up as Neighbours Lock Down’, *Radio Free Europe/Radio Liberty*, 2020, pp. 33–35.
            Furlong, ‘Belarus Lives It Up as Neighbours Lock Down’, p. 34.
            Furlong, Ray, ‘Belarus Lives It Up as Neighbours Lock Down’, *Radio Free Europe/Radio Liberty*, 2020

            Andrew Wilson, *Belarus: The Last European Dictatorship*, 2nd edn (Yale University Press, 2021), pp. 33–35.
            Wilson, *Belarus*, p. 34.
            Wilson, Andrew, *Belarus: The Last European Dictatorship*, 2nd edn (Yale University Press, 2021)

            *Handbook of Ukrainian Politics*, ed. by Taras Kuzio and others (Routledge, 2018), pp. 33–35.
            Kuzio and others, *Handbook of Ukrainian Politics*, p. 34.
            Kuzio, Taras, and others (eds), *Handbook of Ukrainian Politics* (Routledge, 2018)

            Margarita M. Balmaceda, ‘The Energy Weapon’, in *Handbook of Ukrainian Politics*, ed. by Taras Kuzio (Routledge, 2018), pp. 101–30 (pp. 33–35).
            Balmaceda, ‘The Energy Weapon’, p. 34.
            Balmaceda, Margarita M., ‘The Energy Weapon’, in *Handbook of Ukrainian Politics*, ed. by Taras Kuzio (Routledge, 2018), pp. 101–30

            Thomas G. Mahnken, Travis Sharp, and Grace B. Kim, ‘Is Deterrence by Detection Enough?’, *International Security*, 46.2 (2021), pp. 33–67 (pp. 33–35), doi:[10.5555/isec_a_00417](https://doi.org/10.5555/isec_a_00417).
            Mahnken, Sharp, and Kim, ‘Is Deterrence by Detection Enough?’, p. 34.
            Mahnken, Thomas G., Travis Sharp, and Grace B. Kim, ‘Is Deterrence by Detection Enough?’, *International Security*, 46.2 (2021), pp. 33–67, doi:[10.5555/isec_a_00417](https://doi.org/10.5555/isec_a_00417)

            Oliver Davis, *Putin’s Achilles’ Heel?*, In-Depth Briefing no. 31 (Centre for Historical Analysis and Conflict Research, n.d.), pp. 33–35.
            Davis, *Putin’s Achilles’ Heel?*, p. 34.
            Davis, Oliver, *Putin’s Achilles’ Heel?*, In-Depth Briefing no. 31 (Centre for Historical Analysis and Conflict Research, n.d.)

            Chatham House, ‘What Belarusians Think’, Belarus Initiative, 14 April 2022, pp. 33–35 <<https://chathamhouse.example/b>> [accessed 2 May 2023].
            Chatham House, ‘What Belarusians Think’, p. 34.
            Chatham House, ‘What Belarusians Think’, Belarus Initiative, 14 April 2022 <<https://chathamhouse.example/b>> [accessed 2 May 2023]

            Tomas Brandt, ‘Oligarchs and Order’ (unpublished PhD diss., King’s College London, 2016), pp. 33–35.
            Brandt, ‘Oligarchs and Order’, p. 34.
            Brandt, Tomas, ‘Oligarchs and Order’ (unpublished PhD diss., King’s College London, 2016)

            Jens Stoltenberg, ‘We will defend every inch’, Twitter, 24 February 2022, pp. 33–35 <<https://t.example/1>>.
            Stoltenberg, ‘We will defend every inch’, p. 34.
            Jens Stoltenberg, ‘We will defend every inch’, Twitter, 24 February 2022 <<https://t.example/1>>

            OSCE, *Observation of the Election* (OSCE, 2020), pp. 33–35.
            OSCE, *Observation of the Election*, p. 34.
            OSCE, *Observation of the Election* (OSCE, 2020)

        "#]],
    );
}
