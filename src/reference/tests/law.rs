//! Lawyers, research services and archives. All works are invented.

use expect_test::expect;

use super::check;

#[test]
fn oscola() {
    check(
        &[
            r#"Donoghue v Stevenson [1932] AC 562 (HL) 580."#,
            r#"R (Tolland) v Secretary of State for Ports [2015] EWCA Civ 123, [2016] QB 44 [12]–[14]."#,
            r#"Harbour Act 1990, s 3(1)."#,
            r#"Merchant Vessels (Safety) Regulations 2004, SI 2004/1456, reg 5."#,
            r#"Regulation (EU) 2017/352 of the European Parliament and of the Council of 15 February 2017 establishing a framework for port services [2017] OJ L57/1, art 4."#,
            r#"Tolland v Turkey App no 12345/06 (ECtHR, 3 May 2011), para 45."#,
            r#"Vienna Convention on the Law of Treaties (adopted 23 May 1969, entered into force 27 January 1980) 1155 UNTS 331, art 31."#,
            r#"Jane Roe, ‘The Law of Locks’ in Mark Lowe and Ann Pell (eds), *Essays on Water Law* (Hart 2010) 45."#,
            r#"Roe (n 8) 47; Donoghue (n 1)."#,
            r#"Law Commission, *Harbour Offences* (Law Com No 345, 2012) para 2.14."#,
            r#"Sam Prior, ‘Ports in Peril’ *The Guardian* (London, 12 March 2014) 5."#,
            r#"Sam Prior, ‘Ferry Law’ (*Harbour Blog*, 3 May 2016) <https://harbour.example/ferry-law> accessed 4 June 2017."#,
            r#"Joined Cases C-403/08 and C-429/08 *Ferry League v Quay Ltd* [2011] ECR I-9083, para 12."#,
            r#"HC Deb 5 May 2010, vol 508, col 123."#,
            r#"*Roe v Lowe* (1883) 11 QBD 503."#,
            r#"Joseph Story, *Commentaries on Ferries* (first published 1834, 2nd edn, Oxford University Press 2005) 12."#,
        ],
        &expect![[r#"
            1 full donoghuestevenson1932 | legal_case | title Donoghue v Stevenson | container AC | volume 1932 | pages 562 | authority HL | 1932 | at page 580
            2 full tollandsecretary2015 | legal_case | title R (Tolland) v Secretary of State for Ports | container QB | volume 2016 | number [2015] EWCA Civ 123 | pages 44 | 2015 | at paragraph 12-14
            3 full harbour1990 | legislation | title Harbour Act 1990 | 1990 | at section 3(1)
            4 full merchantvessels2004 (likely) | legislation | title Merchant Vessels (Safety) Regulations 2004 | number 2004/1456 | 2004 | then "reg 5"
            5 full regulationeuropean2017 (likely) | legislation | title Regulation (EU) 2017/352 of the European Parliament and of the Council of 15 February 2017 establishing a framework for port services | container OJ | date 2017-02-15 | volume L57 | number 2017/352 | pages 1 | 2017 | at article 4
            6 full tollandturkey2011 (likely) | legal_case | title Tolland v Turkey | date 2011-05-03 | number 12345/06 | authority ECtHR | 2011 | at paragraph 45
            7 full viennaconvention1969 (likely) | treaty | title Vienna Convention on the Law of Treaties | container UNTS | date 1969-05-23 | volume 1155 | pages 331 | 1969 | at article 31
            8 full roe2010 | chapter | by Roe, Jane | ed Lowe, Mark; Pell, Ann | title The Law of Locks | container Essays on Water Law | publisher Hart | 2010 | at page 45
            9 supra roe2010 | by Roe | at page 47
            9 supra donoghuestevenson1932 | title Donoghue
            10 full lawcommission2012 | report | by Law Commission | title Harbour Offences | number Law Com No 345 | 2012 | at paragraph 2.14
            11 full prior2014 | article-newspaper | by Prior, Sam | title Ports in Peril | container The Guardian | place London | date 2014-03-12 | 2014 | at page 5
            12 full prior2016 | post-weblog | by Prior, Sam | title Ferry Law | container Harbour Blog | date 2016-05-03 | url https://harbour.example/ferry-law | accessed 2017-06-04 | 2016
            13 full ferryleague2011 | legal_case | title Ferry League v Quay Ltd | container ECR | volume 2011 | number C-403/08 and C-429/08 | pages I-9083 | 2011 | at paragraph 12
            14 full hcdeb2010 (likely) | hearing | title HC Deb | date 2010-05-05 | volume 508 | 2010 | at column 123
            15 full lowe1883 | legal_case | title Roe v Lowe | container QBD | volume 11 | pages 503 | 1883
            16 full story2005 | book | by Story, Joseph | title Commentaries on Ferries | publisher Oxford University Press | original_date 1834 | edition 2 | 2005 | at page 12
        "#]],
    );
}

#[test]
fn bluebook() {
    check(
        &[
            r#"*See, e.g.*, Tolland v. Lowe, 410 U.S. 113, 152 (1973); Prior v. Port Auth., 12 F. Supp. 3d 44 (S.D.N.Y. 2014)."#,
            r#"*Id.*"#,
            r#"Harbor Maintenance Act, Pub. L. No. 99-662, § 1402, 100 Stat. 4266 (1986)."#,
            r#"42 U.S.C. § 1983."#,
            r#"12 C.F.R. § 226.1(b) (2012)."#,
            r#"JANE ROE, THE LAW OF LOCKS 45 (2d ed. 2010)."#,
            r#"Sam Prior, *Ferries and Torts*, 12 HARV. L. REV. 345 (2001)."#,
            r#"Roe, *supra* note 6, at 50."#,
            r#"Prior v. Port Auth., 12 F. Supp. 3d at 46."#,
            r#"S. Rep. No. 99-126, at 5 (1986)."#,
            r#"N.Y. Nav. Law § 33 (McKinney 2004)."#,
            r#"U.S. Const. art. I, § 8, cl. 3."#,
            r#"Vienna Convention on the Law of Treaties art. 31, May 23, 1969, 1155 U.N.T.S. 331."#,
            r#"Restatement (Second) of Torts § 402A (1965)."#,
            r#"Sam Prior, *Ports in Peril*, N.Y. Times, May 4, 2010, at A1."#,
            r#"Notice of Port Closure, 77 Fed. Reg. 1234 (Jan. 9, 2012)."#,
            r#"Doe v. Roe, No. 21-cv-1234, 2022 WL 12345, at *3 (D. Mass. Mar. 3, 2022)."#,
        ],
        &expect![[r#"
            1 full tollandlowe1973 | legal_case | title Tolland v. Lowe | container U.S. | volume 410 | pages 113 | 1973 | at page 152 | signal see, e.g.
            1 full priorport2014 | legal_case | title Prior v. Port Auth. | container F. Supp. 3d | volume 12 | pages 44 | authority S.D.N.Y. | 2014 | signal see, e.g.
            2 ibid one of ["tollandlowe1973", "priorport2014"] (doubtful)
            3 full harbormaintenance1986 (likely) | legislation | title Harbor Maintenance Act | container Stat. | volume 100 | number 99-662 | pages 4266 | 1986 | at section 1402
            4 full 42usc | legislation | title 42 U.S.C. | at section 1983
            5 full 12cfr2012 | legislation | title 12 C.F.R. | 2012 | at section 226.1(b)
            6 full roe2010 (likely) | book | by ROE, JANE | title THE LAW OF LOCKS 45 | edition 2 | 2010
            7 full prior2001 | article-journal | by Prior, Sam | title Ferries and Torts | container HARV. L. REV. | volume 12 | pages 345 | 2001
            8 supra roe2010 | by Roe | at page 50
            9 short priorport2014 | title Prior v. Port Auth. | container F. Supp. 3d | volume 12 | at page 46
            10 full 991261986 | report | title S. Rep. No. 99-126 | number 99-126 | 1986 | at page 5
            11 full nynavlaw2004 (likely) | legislation | title N.Y. Nav. Law | 2004 | at section 33
            12 full const (likely) | legislation | title U.S. Const. | at article I, § 8, cl. 3
            13 full viennaconvention1969 (likely) | treaty | title Vienna Convention on the Law of Treaties art. 31 | container U.N.T.S. | date 1969-05-23 | volume 1155 | pages 331 | 1969
            14 full restatementsecond1965 (likely) | legislation | title Restatement (Second) of Torts | 1965 | at section 402A
            15 full prior2010 | article-newspaper | by Prior, Sam | title Ports in Peril | container N.Y. Times | date 2010-05-04 | 2010 | at page A1
            16 full noticeport2012 (likely) | regulation | title Notice of Port Closure | container Fed. Reg. | date 2012-01-09 | volume 77 | pages 1234 | 2012
            17 full 21cv12342022 (doubtful) | report | title Doe v | publisher D. Mass. | place Roe | date 2022-03-03 | number 21-cv-1234 | 2022 | at page *3
        "#]],
    );
}

#[test]
fn research_service() {
    check(
        &[
            r#"CRS Report RL30588, *Ferries: Background and Issues*, by Ann Pell and Mark Lowe."#,
            r#"U.S. Government Accountability Office, *Port Security: Better Planning Needed*, GAO-12-345, May 2012, p. 14, at https://gao.example.gov/gao-12-345."#,
            r#"Testimony of General Mark Lowe, Commander, Port Command, in U.S. Congress, Senate Committee on Armed Ports, *Hearing on Port Posture*, 115th Cong., 1st sess., March 9, 2017."#,
            r#"H.R. 1234, 117th Cong. (2021)."#,
            r#"Executive Order 14028, “Improving Port Security,” May 12, 2021."#,
            r#"P.L. 117-58, § 5."#,
            r#"Department of Defense, “Contracts for May 4, 2021,” press release, May 4, 2021, https://defense.example.gov/c/1."#,
            r#"Ann Pell, “Ferry Fleet Shrinks,” *Defense Daily*, May 5, 2021."#,
            r#"Ibid.; CRS Report RL30588, op. cit."#,
            r#"U.S. Congress, House Committee on Ports, *Ferry Act of 2010*, report to accompany H.R. 1234, 111th Cong., 2nd sess., H.Rept. 111-123, p. 7."#,
            r#"Email from Navy Office of Legislative Affairs to CRS, June 4, 2021."#,
            r#"Statement of Ann Pell, Director of Ports, before the Senate Committee on Quays, 110th Cong., June 5, 2008."#,
            r#"See also GAO, *Port Security*, p. 20."#,
        ],
        &expect![[r#"
            1 full pell | report | by Pell, Ann; Lowe, Mark | title Ferries: Background and Issues | publisher CRS | number RL30588
            2 full usgovernmentaccountabili2012 | report | by U.S. Government Accountability Office | title Port Security: Better Planning Needed | date 2012-05 | number GAO-12-345 | url https://gao.example.gov/gao-12-345 | 2012 | at page 14
            3 full lowe2017 | hearing | by Lowe, Mark | title Hearing on Port Posture | container U.S. Congress, Senate Committee on Armed Ports | date 2017-03-09 | 2017
            4 full hr12342021 | bill | title H.R. 1234 | number H.R. 1234 | 2021
            5 full improvingport2021 | legislation | title Improving Port Security | date 2021-05-12 | number 14028 | 2021
            6 full 11758 (likely) | legislation | title P.L. 117-58 | number 117-58 | at section 5
            7 full departmentofdefense2021 | webpage | by Department of Defense | title Contracts for May 4, 2021 | date 2021-05-04 | url https://defense.example.gov/c/1 | 2021
            8 full pell2021 | article-newspaper | by Pell, Ann | title Ferry Fleet Shrinks | container Defense Daily | date 2021-05-05 | 2021
            9 ibid pell2021
            9 opcit pell | title CRS Report RL30588
            10 full uscongresshousecommittee | report | by U.S. Congress, House Committee on Ports | title Ferry Act of 2010 | publisher H.Rept | at page 7
            11 full emailfrom2021 (likely) | personal_communication | title Email from Navy Office of Legislative Affairs to CRS | date 2021-06-04 | 2021
            12 full pellb (doubtful) | hearing | by Pell, Ann | title Director of Ports | then "before the Senate Committee on Quays, 110th Cong., June 5, 2008"
            13 short usgovernmentaccountabili2012 | by GAO | title Port Security | at page 20 | signal see also
        "#]],
    );
}

#[test]
fn archives() {
    check(
        &[
            r#"TNA, CAB 128/25, CC(52)45, 3 May 1952."#,
            r#"Memorandum by Lowe, 5 June 1940, FO 371/24409, C 7123/5/18, TNA."#,
            r#"Pell to Lowe, 3 March 1921, Lowe Papers, box 4, Bodleian Library, Oxford."#,
            r#"Bundesarchiv Berlin, R 43 II/1234, Bl. 5."#,
            r#"ГАРФ, ф. 5446, оп. 1, д. 123, л. 45."#,
            r#"ЦДАВО України, ф. 1, оп. 20, спр. 123, арк. 5."#,
            r#"Diary of Ann Pell, 4 May 1917, MSS Eng. hist. d. 262, fol. 12, Bodleian Library."#,
            r#"Ibid., fol. 14."#,
            r#"Draft telegram from Lowe to Pell, 5 July 1939, PREM 1/331A, TNA."#,
            r#"Letter from Pell to Lowe, 4 April 1938, CAB 21/540, The National Archives, Kew."#,
        ],
        &expect![[r#"
            1 full cab12825cc52451952 (likely) | manuscript | date 1952-05-03 | archive TNA | archive_location CAB 128/25, CC(52)45 | 1952
            2 full lowe1940 | manuscript | by Lowe | title Memorandum | date 1940-06-05 | archive TNA | archive_location FO 371/24409, C 7123/5/18 | 1940
            3 full pell1921 | personal_communication | by Pell | title Pell to Lowe | date 1921-03-03 | archive Bodleian Library, Oxford | archive_location Lowe Papers, box 4 | 1921
            4 full r43ii1234 (likely) | manuscript | archive Bundesarchiv Berlin | archive_location R 43 II/1234 | at folio 5
            5 full ф5446оп1д123 (likely) | manuscript | archive ГАРФ | archive_location ф. 5446, оп. 1, д. 123 | at folio 45
            6 full ф1оп20спр123 (likely) | manuscript | archive ЦДАВО України | archive_location ф. 1, оп. 20, спр. 123 | at folio 5
            7 full pell1917 (likely) | manuscript | by Pell, Ann | title Diary | date 1917-05-04 | archive Bodleian Library | archive_location MSS Eng. hist. d. 262 | 1917 | at folio 12
            8 ibid pell1917 | at folio 14
            9 full lowe1939 | manuscript | by Lowe | title Draft telegram from Lowe to Pell | date 1939-07-05 | archive TNA | archive_location PREM 1/331A | 1939
            10 full pell1938 | personal_communication | by Pell | title Letter from Pell to Lowe | date 1938-04-04 | archive The National Archives, Kew | archive_location CAB 21/540 | 1938
        "#]],
    );
}
