//! German, French, Ukrainian, Russian; web pages, posts, interviews, short forms. All works are invented.

use expect_test::expect;

use super::check;

#[test]
fn german() {
    check(
        &[
            r#"Hans Meier, Der Hafen im Krieg. Eine Geschichte der Fähren, Berlin 1998, S. 45."#,
            r#"Meier, Hans: Der Hafen im Krieg, 2. Aufl., München: Beck, 2001, S. 12 f."#,
            r#"Ute Schmidt, »Die Lotsen«, in: Zeitschrift für Hafenkunde 12 (1998), S. 5–20, hier S. 7."#,
            r#"Karl Vogt, „Fähren und Macht“, in: Ute Schmidt/Hans Meier (Hg.), Wasserwege, Köln 2005, S. 101–120."#,
            r#"Ebd., S. 110."#,
            r#"Vgl. Meier, Hafen, S. 50; Schmidt, Lotsen, S. 9."#,
            r#"Vogt (wie Anm. 4), S. 112."#,
            r#"BVerfG, Urteil vom 15. Januar 2020, 1 BvR 16/13, Rn. 5."#,
            r#"§ 5 Abs. 2 BGB."#,
            r#"Anna Lorenz, Streit um die Fähre, Süddeutsche Zeitung, 12. März 2019, S. 4."#,
            r#"Bundesministerium für Häfen, Hafenbericht 2020, Berlin 2021, https://hafen.example/bericht.pdf, abgerufen am 3. Mai 2022."#,
            r#"Ders., Die Schleuse, Hamburg 2003, S. 8."#,
        ],
        &expect![[r#"
            1 full meier1998 (likely) | book | by Meier, Hans | title Der Hafen im Krieg. Eine Geschichte der Fähren | place Berlin | 1998 | at page 45
            2 full meier2001 | book | by Meier, Hans | title Der Hafen im Krieg | publisher Beck | place München | edition 2 | 2001 | at page 12 f
            3 full schmidt1998 | article-journal | by Schmidt, Ute | title Die Lotsen | container Zeitschrift für Hafenkunde | volume 12 | pages 5–20 | 1998 | at page 7
            4 full vogt2005 | chapter | by Vogt, Karl | ed Schmidt, Ute; Meier, Hans | title Fähren und Macht | container Wasserwege | place Köln | pages 101–120 | 2005
            5 ibid vogt2005 | at page 110
            6 short one of ["meier1998", "meier2001"] (doubtful) | by Meier | title Hafen | at page 50 | signal vgl.
            6 short schmidt1998 | by Schmidt | title Lotsen | at page 9 | signal vgl.
            7 supra vogt2005 | by Vogt | at page 112
            8 full urteiljanuar2020 (likely) | legal_case | title Urteil vom 15. Januar 2020 | date 2020-01-15 | number 1 BvR 16/13 | authority BVerfG | 2020 | at paragraph 5
            9 full bgb (likely) | legislation | title BGB | at section 5 Abs. 2
            10 full lorenz2019 (likely) | article-newspaper | by Lorenz, Anna | title Streit um die Fähre | container Süddeutsche Zeitung | date 2019-03-12 | 2019 | at page 4
            11 full bundesministeriumfürhäfe2021 (likely) | report | by Bundesministerium für Häfen | title Hafenbericht 2020 | place Berlin | url https://hafen.example/bericht.pdf | accessed 2022-05-03 | 2021
            12 full bundesministeriumfürhäfe2003 (likely) | book | by Bundesministerium für Häfen | title Die Schleuse | place Hamburg | 2003 | at page 8
        "#]],
    );
}

#[test]
fn french() {
    check(
        &[
            r#"Jean Dupont, *La Rade oubliée*, Paris, Gallimard, 1998, p. 45."#,
            r#"Marie Lenoir, « Le quai et la loi », *Revue des ports*, vol. 12, n° 3, 2004, p. 45-67."#,
            r#"Ibid., p. 50."#,
            r#"J. Dupont, *La Rade*, op. cit., p. 77."#,
            r#"Paul Roux, « Les marins de Brest », dans Jean Dupont (dir.), *Histoires de mer*, Rennes, PUR, 2010, p. 101-130."#,
            r#"Anne Petit, « Grève au port », *Le Monde*, 12 février 2003, p. 5."#,
            r#"Loi n° 2015-912 du 24 juillet 2015 relative aux ports, art. 3."#,
            r#"Ministère des Ports, *Rapport annuel*, 2019, p. 12, en ligne : https://ports.example/ra.pdf (consulté le 3 mars 2020)."#,
            r#"M. Lenoir, art. cit., p. 60."#,
        ],
        &expect![[r#"
            1 full dupont1998 | book | by Dupont, Jean | title La Rade oubliée | publisher Gallimard | place Paris | 1998 | at page 45
            2 full lenoir2004 | article-journal | by Lenoir, Marie | title Le quai et la loi | container Revue des ports | volume 12 | issue 3 | pages 45-67 | 2004
            3 ibid lenoir2004 | at page 50
            4 opcit dupont1998 | by Dupont, J. | title La Rade | at page 77
            5 full roux2010 | chapter | by Roux, Paul | ed Dupont, Jean | title Les marins de Brest | container Histoires de mer | publisher PUR | place Rennes | pages 101-130 | 2010
            6 full petit2003 | article-newspaper | by Petit, Anne | title Grève au port | container Le Monde | date 2003-02-12 | 2003 | at page 5
            7 full juilletrelative2015 (likely) | legislation | title Loi n° 2015-912 du 24 juillet 2015 relative aux ports | date 2015-07-24 | number 2015-912 | 2015 | at article 3
            8 full ministèredesports2019 | report | by Ministère des Ports | title Rapport annuel | url https://ports.example/ra.pdf | accessed 2020-03-03 | 2019 | at page 12
            9 opcit lenoir2004 | by Lenoir, M. | at page 60
        "#]],
    );
}

#[test]
fn ukrainian() {
    check(
        &[
            r#"Петренко О. В. Порти України. Київ: Наукова думка, 2010. С. 45."#,
            r#"Іваненко І. І., Коваль П. П. Річковий транспорт // Український журнал портів. 2015. № 3. С. 45–60."#,
            r#"Там само. С. 50."#,
            r#"Закон України «Про порти» від 5 травня 2012 р. № 4709-VI, ст. 5."#,
            r#"Олена Петренко, «Страйк у порту», Українська правда, 12 лютого 2021, https://pravda.example/a/1 (дата звернення: 05.04.2021)."#,
            r#"Петренко О. В. Зазнач. праця. С. 50."#,
        ],
        &expect![[r#"
            1 full петренко2010 | book | by Петренко, О. В. | title Порти України | publisher Наукова думка | place Київ | 2010 | at page 45
            2 full іваненко2015 (likely) | article-journal | by Іваненко, І. І.; Коваль, П. П. | title Річковий транспорт | container Український журнал портів | issue 3 | pages 45–60 | 2015
            3 ibid іваненко2015 | at page 50
            4 full законукраїни2012 (likely) | legislation | title Закон України «Про порти» | date 2012-05-05 | number 4709-VI | 2012 | at article 5
            5 full петренко2021 | article-newspaper | by Петренко, Олена | title Страйк у порту | container Українська правда | date 2021-02-12 | url https://pravda.example/a/1 | accessed 2021-04-05 | 2021
            6 opcit one of ["петренко2010", "петренко2021"] (doubtful) | by Петренко, О. В. | at page 50
        "#]],
    );
}

#[test]
fn russian() {
    check(
        &[
            r#"Иванов И. И. Морские порты России. М.: Наука, 2001. С. 45."#,
            r#"Петров П. П. Лоцманы // Вопросы истории. 1998. № 5. С. 12–25."#,
            r#"Там же. С. 14."#,
            r#"Сидорова А. А. Паромы // Портовый сборник / под ред. И. И. Иванова. СПб.: Питер, 2005. С. 33."#,
            r#"Иванов И. И. Указ. соч. С. 50."#,
            r#"Федеральный закон от 8 ноября 2007 г. № 261-ФЗ «О морских портах», ст. 4."#,
        ],
        &expect![[r#"
            1 full иванов2001 | book | by Иванов, И. И. | title Морские порты России | publisher Наука | place М. | 2001 | at page 45
            2 full петров1998 (likely) | article-journal | by Петров, П. П. | title Лоцманы | container Вопросы истории | issue 5 | pages 12–25 | 1998
            3 ibid петров1998 | at page 14
            4 full сидорова2005 | chapter | by Сидорова, А. А. | ed Иванова, И. И. | title Паромы | container Портовый сборник | publisher Питер | place СПб | 2005 | at page 33
            5 opcit иванов2001 | by Иванов, И. И. | at page 50
            6 full федеральныйзакон2007 (likely) | legislation | title Федеральный закон «О морских портах» | date 2007-11-08 | number 261-ФЗ | 2007 | at article 4
        "#]],
    );
}

#[test]
fn web_and_others() {
    check(
        &[
            r#"Office for Tolls, “Toll Statistics 2020,” 2021, https://tolls.example/stats (accessed May 5, 2021)."#,
            r#"“Ferry sinks off coast,” BBC News, 3 May 2021, https://bbc.example/news/1."#,
            r#"@harbourwatch, “Three boats seen,” Twitter, May 4, 2021, https://twitter.example/harbourwatch/1."#,
            r#"Ann Pell (@annpell), “Ferry is back,” X, 4 May 2023, 10:32 a.m., https://x.example/1."#,
            r#"Harbour Institute, “Ferry Tracker,” accessed June 4, 2022, https://harbour.example/tracker."#,
            r#"https://harbour.example/data.csv"#,
            r#"World Ports Union, *State of Ports 2019*, Working Paper No. 12 (Geneva: WPU, 2019), 33."#,
            r#"Mark Lowe and Ann Pell, “Tides and Trade,” NBER Working Paper No. 12345, March 2010."#,
            r#"Author interview with port official, Arle, May 2019."#,
            r#"Interview with senior NATO official, Brussels, 3 March 2020."#,
            r#"Telephone interview, former minister, 4 April 2018."#,
            r#"Personal communication with Ann Pell, 4 May 2020."#,
            r#"Mark Lowe, “How Ferries Die,” *Foreign Harbors*, Vol. 98, No. 3 (May/June 2019), pp. 45–56."#,
            r#"Mark Lowe, ‘How ferries live’, Quay House, 12 May 2019, https://quayhouse.example/1."#,
            r#"Ann Pell, ‘Lock In’, *Quay House Briefing Paper*, March 2018."#,
            r#"Ann Pell, *Tide of Change*, London: Quay House, 2017, p. 5."#,
            r#"Ann Pell, Tide of Change: Ports and Power, London, Quay House, 2017."#,
            r#"NATO, “Brussels Summit Communiqué,” 14 June 2021, para. 12, https://nato.example/1."#,
            r#"Ann Pell, The Lock-Keepers (Arle: Tern Press, 2004), hereafter Lock-Keepers."#,
            r#"Lock-Keepers, 45."#,
            r#"Ministry of Ports, *National Ports Strategy* (London: HMSO, 2019) (hereafter ‘Ports White Paper’)."#,
            r#"Ports White Paper, p. 14."#,
            r#"Plato, *Republic*, trans. Anne Mark (London: Penguin, 1955), 45."#,
            r#"This claim is contested; compare Lowe, “How Ferries Die,” with Pell, *Tide of Change*, 8."#,
            r#"I use the term “hybrid” loosely, as do most writers on this."#,
            r#"The figures are for 2019 and exclude inland ports."#,
            r#"For a longer account, see Ann Pell, *Ports* (London: Faber, 1999), ch. 3; she is more cautious about the tolls."#,
        ],
        &expect![[r#"
            1 full officefortolls2021 | webpage | by Office for Tolls | title Toll Statistics 2020 | url https://tolls.example/stats | accessed 2021-05-05 | 2021
            2 full ferrysinks2021 | article-newspaper | title Ferry sinks off coast | container BBC News | date 2021-05-03 | url https://bbc.example/news/1 | 2021
            3 full harbourwatch2021 (likely) | post | by @harbourwatch | title Three boats seen | container Twitter | date 2021-05-04 | url https://twitter.example/harbourwatch/1 | 2021
            4 full pell2023 | post | by Pell, Ann | title Ferry is back | container X | date 2023-05-04 | url https://x.example/1 | 2023
            5 full harbourinstitute | webpage | by Harbour Institute | title Ferry Tracker | url https://harbour.example/tracker | accessed 2022-06-04
            6 full harbourexample (likely) | webpage | url https://harbour.example/data.csv
            7 full worldportsunion2019 | report | by World Ports Union | title State of Ports 2019 | publisher WPU | place Geneva | number 12 | 2019 | at page 33
            8 full lowe2010 | report | by Lowe, Mark; Pell, Ann | title Tides and Trade | publisher NBER | date 2010-03 | number 12345 | 2010
            9 full authorinterview2019 (likely) | interview | title Author interview with port official | place Arle | date 2019-05 | 2019
            10 full interviewwith2020 (likely) | interview | title Interview with senior NATO official | place Brussels | date 2020-03-03 | 2020
            11 full telephoneinterview2018 (likely) | interview | title Telephone interview, former minister | date 2018-04-04 | 2018
            12 full personalcommunication2020 (likely) | personal_communication | title Personal communication with Ann Pell | date 2020-05-04 | 2020
            13 full lowe2019 | article-journal | by Lowe, Mark | title How Ferries Die | container Foreign Harbors | date May/June 2019 | volume 98 | issue 3 | pages 45–56 | 2019
            14 full lowe2019b | webpage | by Lowe, Mark | title How ferries live | container Quay House | date 2019-05-12 | url https://quayhouse.example/1 | 2019
            15 full pell2018 | article-magazine | by Pell, Ann | title Lock In | container Quay House Briefing Paper | date 2018-03 | 2018
            16 full pell2017 | book | by Pell, Ann | title Tide of Change | publisher Quay House | place London | 2017 | at page 5
            17 full pell2017b | book | by Pell, Ann | title Tide of Change: Ports and Power | publisher Quay House | place London | 2017
            18 full nato2021 | webpage | by NATO | title Brussels Summit Communiqué | date 2021-06-14 | url https://nato.example/1 | 2021 | at paragraph 12
            19 full pell2004 | book | by Pell, Ann | title The Lock-Keepers | short_title Lock-Keepers | publisher Tern Press | place Arle | 2004
            20 alias pell2004 | short_title Lock-Keepers | at page 45
            21 full ministryofports2019 | report | by Ministry of Ports | title National Ports Strategy | short_title Ports White Paper | publisher HMSO | place London | 2019
            22 alias ministryofports2019 | short_title Ports White Paper | at page 14
            23 full plato1955 | book | by Plato | tr Mark, Anne | title Republic | publisher Penguin | place London | 1955 | at page 45
            24 short lowe2019 | by Lowe | title How Ferries Die | signal compare
            24 short one of ["pell2017", "pell2017b"] (doubtful) | by Pell | title Tide of Change | at page 8 | signal with
            25 cites nothing
            26 cites nothing
            27 full pell1999 | book | by Pell, Ann | title Ports | publisher Faber | place London | 1999 | at chapter 3 | signal see
        "#]],
    );
}
