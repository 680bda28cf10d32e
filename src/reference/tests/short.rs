//! Short forms, letters of years, works that are half read. All works are invented.

use expect_test::expect;

use super::check;

#[test]
fn volumes_and_treaties() {
    check(
        &[
            r#"Ann Loy, ‘Quiet Tariffs’, *Journal of Tolls*, 22.1 (2001), 90–120 (p. 97)."#,
            r#"Bob Marsh, *Salt*, 2 vols (London: Pike, 1999), I, p. 12."#,
            r#"Loy, p. 99, and Marsh, II, p. 12."#,
            r#"Marsh, II, p. 9."#,
            r#"Tolls Convention (adopted 3 May 1990, entered into force 4 June 1991) 1234 UNTS 56 (Tolls Convention)."#,
            r#"Tolls Convention (n 5) art 7."#,
            r#"Finanzministerium, „Bericht 2011“, Berlin 2011, S. 4."#,
            r#"“Crane Falls,” Harbour Echo, 3 June 2014."#,
            r#"“Crane Falls Again,” Quay Bulletin, 4 June 2014."#,
        ],
        &expect![[r#"
            1 full loy2001 | article-journal | by Loy, Ann | title Quiet Tariffs | container Journal of Tolls | volume 22 | issue 1 | pages 90–120 | 2001 | at page 97
            2 full marsh1999 | book | by Marsh, Bob | title Salt | publisher Pike | place London | volume 1 | 1999 | at page 12
            3 short loy2001 | by Loy | at page 99
            3 short marsh1999 | by Marsh | volume 2 | at page 12
            4 short marsh1999 | by Marsh | volume 2 | at page 9
            5 full tollsconvention1990 (likely) | treaty | title Tolls Convention | short_title Tolls Convention | container UNTS | date 1990-05-03 | volume 1234 | pages 56 | 1990
            6 supra tollsconvention1990 | title Tolls Convention | at article 7
            7 full finanzministerium2011 | report | by Finanzministerium | title Bericht 2011 | place Berlin | 2011 | at page 4
            8 full cranefalls2014 | article-newspaper | title Crane Falls | container Harbour Echo | date 2014-06-03 | 2014
            9 full cranefalls2014b | article-newspaper | title Crane Falls Again | container Quay Bulletin | date 2014-06-04 | 2014
        "#]],
    );
}

#[test]
fn years_with_letters() {
    check(
        &[
            r#"Loy, A. and Marsh, B. (2019) *Wide Water*. Hull: Mere Press."#,
            r#"Loy, A. (2019a) *Deep Water*. Hull: Mere Press; cf. Loy and Marsh (2019), p. 100."#,
            r#"Loy (2019a, p. 5)."#,
            r#"Loy 2019a, 16; Institute of Tolls, *Rates*, p. 4."#,
            r#"Sand, K. (2020) *Tides*. 3rd edn. Hull: Mere Press."#,
            r#"*But see* *Poe*, 9 F.4th at 5."#,
            r#"Loy, A. (2001) ‘Quiet tariffs’, Journal of Tolls, 22(1), pp. 90–120."#,
            r#"Loy, A. (2001) ‘Quiet tariffs’, Journal of Tolls, 22(1), p. 95."#,
        ],
        &expect![[r#"
            1 full loy2019 | book | by Loy, A.; Marsh, B. | title Wide Water | publisher Mere Press | place Hull | 2019
            2 full loy2019b | book | by Loy, A. | title Deep Water | publisher Mere Press | place Hull | 2019
            2 short loy2019 | by Loy; Marsh | 2019 | at page 100 | signal cf.
            3 short loy2019b | by Loy | 2019 | at page 5
            4 short loy2019b | by Loy | 2019 | at page 16
            4 full instituteoftolls (doubtful) | report | by Institute of Tolls | title Rates | at page 4
            5 full sand2020 | book | by Sand, K. | title Tides | publisher Mere Press | place Hull | edition 3 | 2020
            6 full poe (doubtful) | title Poe | container F.4th | volume 9 | at page 5 | signal but see
            7 full loy2001 | article-journal | by Loy, A. | title Quiet tariffs | container Journal of Tolls | volume 22 | issue 1 | pages 90–120 | 2001
            8 full loy2001 | article-journal | by Loy, A. | title Quiet tariffs | container Journal of Tolls | volume 22 | issue 1 | 2001 | at page 95
        "#]],
    );
}

#[test]
fn bluebook_signals() {
    check(
        &[r#"*Id.* at 44–45; *see also* Poe v. Rook, 9 F.4th 3 (1st Cir. 2019)."#, r#"*But see* *Poe*, 9 F.4th at 5."#],
        &expect![[r#"
            1 ibid one of [] (doubtful) | at page 44–45
            1 full rook2019 | legal_case | title Poe v. Rook | container F.4th | volume 9 | pages 3 | authority 1st Cir. | 2019 | signal see also
            2 short rook2019 | title Poe | container F.4th | volume 9 | at page 5 | signal but see
        "#]],
    );
}

#[test]
fn two_works_of_one_year() {
    check(
        &[
            r#"Loy, Ann. 2011a. *Tolls*. Hull: Mere Press."#,
            r#"Loy, Ann. 2011b. “Quays.” *Port Review* 12: 4–19."#,
            r#"Loy 2011a, 12."#,
            r#"Loy 2011b, 40; Loy 2011a, 13."#,
        ],
        &expect![[r#"
            1 full loy2011 | book | by Loy, Ann | title Tolls | publisher Mere Press | place Hull | 2011
            2 full loy2011b | article-journal | by Loy, Ann | title Quays | container Port Review | volume 12 | pages 4–19 | 2011
            3 short loy2011 | by Loy | 2011 | at page 12
            4 short loy2011b | by Loy | 2011 | at page 40
            4 short loy2011 | by Loy | 2011 | at page 13
        "#]],
    );
}

#[test]
fn slavic_and_op_cit() {
    check(
        &[
            r#"Гнатюк П. Р. Пороги і брами. Одеса: Хвиля, 2010. С. 12."#,
            r#"Лис О. Назва про шлюзи // Журнал портів. 2014. № 2. С. 5–19."#,
            r#"Гнатюк П. Р., Лис О. Канали. Київ: Хвиля, 2012. С. 8."#,
            r#"Лис О. Указ. праця. С. 9."#,
            r#"Там само."#,
        ],
        &expect![[r#"
            1 full гнатюк2010 | book | by Гнатюк, П. Р. | title Пороги і брами | publisher Хвиля | place Одеса | 2010 | at page 12
            2 full лис2014 (likely) | article-journal | by Лис, О. | title Назва про шлюзи | container Журнал портів | issue 2 | pages 5–19 | 2014
            3 full гнатюк2012 | book | by Гнатюк, П. Р.; Лис, О. | title Канали | publisher Хвиля | place Київ | 2012 | at page 8
            4 opcit лис2014 | by Лис, О. | at page 9
            5 ibid лис2014 | inherits page 9
        "#]],
    );
}

#[test]
fn french_op_cit() {
    check(
        &[
            r#"Bruno Hamon, *Les Quais*, Paris, Seuil, 1999."#,
            r#"Léa Roy, « Les quais de Brest », *Revue des ports*, n° 4, 2001, p. 5-20."#,
            r#"B. Hamon, op. cit., p. 12 ; L. Roy, « Les quais », p. 8."#,
            r#"Ibid."#,
            r#"L. Roy, art. cité, p. 12 ; B. Hamon, *Les Quais*, p. 9."#,
        ],
        &expect![[r#"
            1 full hamon1999 | book | by Hamon, Bruno | title Les Quais | publisher Seuil | place Paris | 1999
            2 full roy2001 | article-journal | by Roy, Léa | title Les quais de Brest | container Revue des ports | issue 4 | pages 5-20 | 2001
            3 opcit hamon1999 | by Hamon, B. | at page 12
            3 short roy2001 | by Roy, L. | title Les quais | at page 8
            4 ibid one of ["hamon1999", "roy2001"] (doubtful)
            5 opcit roy2001 | by Roy, L. | at page 12
            5 short hamon1999 | by Hamon, B. | title Les Quais | at page 9
        "#]],
    );
}

#[test]
fn copies_reprints_addresses() {
    check(
        &[
            r#"Ann Loy, “Cranes,” Quay Institute, May 3, 2019, https://a.example/x (accessed May 1, 2020), archived at https://archive.example/9/x."#,
            r#"Ann Loy, *Cranes*, Working Paper 4 (Ghent: Quay Institute, June 2018), p. 3."#,
            r#"Ann Loy, *Cranes* (Leeds, 1931; repr. Hull, 1990), p. 3."#,
            r#"Ann Loy, ‘Locks’, paper presented at the Symposium on Quays, Trieste, 3 May 2011."#,
            r#"<https://office.example/x> (accessed 3 May 2020)."#,
            r#"*See Ann Pole, Quays (Hull: Mere, 1999), 44.*"#,
            r#"Compare Pole, *Quays*, 8, with <b>x</b> Sund, “Who?,” 11."#,
            r#"Ibid., p. 12."#,
            r#"Pole, *Quais*, 9."#,
            r#"The list is at https://list.example/a."#,
        ],
        &expect![[r#"
            1 full loy2019 | webpage | by Loy, Ann | title Cranes | container Quay Institute | date 2019-05-03 | url https://a.example/x | archive_url https://archive.example/9/x | accessed 2020-05-01 | 2019
            2 full loy2018 | report | by Loy, Ann | title Cranes | publisher Quay Institute | place Ghent | date 2018-06 | number 4 | 2018 | at page 3
            3 full loy1990 | book | by Loy, Ann | title Cranes | place Hull | original_date 1931 | 1990 | at page 3
            4 full loy2011 | paper-conference | by Loy, Ann | title Locks | container Symposium on Quays | place Trieste | date 2011-05-03 | 2011
            5 full officeexample (likely) | webpage | url https://office.example/x | accessed 2020-05-03
            6 full pole1999 | book | by Pole, Ann | title Quays | publisher Mere | place Hull | 1999 | at page 44 | signal see
            7 short pole1999 | by Pole | title Quays | at page 8 | signal compare
            8 ibid one of ["pole1999"] (doubtful) | at page 12
            9 short pole1999 | by Pole | title Quais | at page 9
            10 full listexample (likely) | webpage | url https://list.example/a
        "#]],
    );
}
