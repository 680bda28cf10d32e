//! Books, articles, chapters and news in Chicago, MHRA, Harvard and APA. All works are invented.

use expect_test::expect;

use super::check;

#[test]
fn mhra() {
    check(
        &[
            r#"John Smythe, ‘Ferries and Fortune’, *Port History*, 45.2 (2010), 123–34 (p. 125)."#,
            r#"Jane Roe, *The Long Quay*, ed. by Mark Lowe, trans. by Anne Pell, 2nd edn, 3 vols (London: Faber, 2002), II, p. 45."#,
            r#"Roe, *Long Quay*, III, p. 12."#,
            r#"Maria Tolland, ‘Harbours of the Mind’, in *Essays on the Shore*, ed. by Peter Gault and Lucy Hare (Oxford: Clarendon Press, 1999), pp. 20–41 (p. 33)."#,
            r#"Tolland, p. 35."#,
            r#"Smythe, ‘Ferries’, p. 130."#,
            r#"Guy Lorne, ‘Salt and Rope’, *Guardian*, 12 March 2004, p. 14."#,
            r#"Harbour Trust, *About Us* <https://www.harbourtrust.example/about> [accessed 3 May 2019]."#,
        ],
        &expect![[r#"
            1 full smythe2010 | article-journal | by Smythe, John | title Ferries and Fortune | container Port History | volume 45 | issue 2 | pages 123–34 | 2010 | at page 125
            2 full roe2002 | book | by Roe, Jane | ed Lowe, Mark | tr Pell, Anne | title The Long Quay | publisher Faber | place London | edition 2 | volume 2 | 2002 | at page 45
            3 short roe2002 | by Roe | title Long Quay | volume 3 | at page 12
            4 full tolland1999 | chapter | by Tolland, Maria | ed Gault, Peter; Hare, Lucy | title Harbours of the Mind | container Essays on the Shore | publisher Clarendon Press | place Oxford | pages 20–41 | 1999 | at page 33
            5 short tolland1999 | by Tolland | at page 35
            6 short smythe2010 | by Smythe | title Ferries | at page 130
            7 full lorne2004 | article-newspaper | by Lorne, Guy | title Salt and Rope | container Guardian | date 2004-03-12 | 2004 | at page 14
            8 full harbourtrust | webpage | by Harbour Trust | title About Us | url https://www.harbourtrust.example/about | accessed 2019-05-03
        "#]],
    );
}

#[test]
fn harvard() {
    check(
        &[
            r#"Smith, J. (2020) *The Economics of Ports*. 2nd edn. London: Routledge, p. 5."#,
            r#"Smith, J. and Doe, A. (2019) ‘Port fees in Europe’, *Journal of Maritime Policy*, 12(3), pp. 44–60."#,
            r#"Brown, K., Green, L. and White, M. (2018) ‘Dredging costs’, in Hall, P. (ed.) *Handbook of Dredging*. Cambridge: Cambridge University Press, pp. 100–122."#,
            r#"World Bank (2021) *Port Performance Index 2021*. Washington, DC: World Bank. Available at: https://worldbank.example/ppi (Accessed: 4 June 2022)."#,
            r#"BBC News (2020) ‘Port closes after storm’, *BBC News*, 5 March. Available at: https://bbc.example/news/123 (Accessed: 6 March 2020)."#,
            r#"Ministry of Transport (2017) *Annual Review*. Arle: Ministry of Transport."#,
            r#"Smith (2020, p. 7); Brown, Green and White (2018)."#,
        ],
        &expect![[r#"
            1 full smith2020 | book | by Smith, J. | title The Economics of Ports | publisher Routledge | place London | edition 2 | 2020 | at page 5
            2 full smith2019 | article-journal | by Smith, J.; Doe, A. | title Port fees in Europe | container Journal of Maritime Policy | volume 12 | issue 3 | pages 44–60 | 2019
            3 full brown2018 | chapter | by Brown, K.; Green, L.; White, M. | ed Hall, P. | title Dredging costs | container Handbook of Dredging | publisher Cambridge University Press | place Cambridge | pages 100–122 | 2018
            4 full worldbank2021 | report | by World Bank | title Port Performance Index 2021 | publisher World Bank | place Washington, DC | url https://worldbank.example/ppi | accessed 2022-06-04 | 2021
            5 full bbcnews2020 (likely) | article-newspaper | by BBC News | title Port closes after storm | container BBC News | url https://bbc.example/news/123 | accessed 2020-03-06 | 2020
            6 full ministryoftransport2017 | report | by Ministry of Transport | title Annual Review | publisher Ministry of Transport | place Arle | 2017
            7 short smith2020 | by Smith | 2020 | at page 7
        "#]],
    );
}

#[test]
fn apa() {
    check(
        &[
            r#"Smith, J. A., & Doe, B. (2020). The cost of dredging in small ports. *Journal of Port Studies*, *12*(3), 5–19. https://doi.org/10.5555/jps.2020.12"#,
            r#"Garcia, M. (2018). *Harbour cities: A history*. Oxford University Press."#,
            r#"Lee, S., Park, H., & Kim, D. (2019). Crew fatigue on night ferries. In P. Hall & R. Stone (Eds.), *Safety at sea* (pp. 55–78). Springer."#,
            r#"National Ports Agency. (2021, March 14). *Dredging plan 2021–2030* (Report No. NPA-21-07). https://npa.example/plan.pdf"#,
            r#"Wong, T. (2022, July 8). Ferry strike enters third week. *The Daily Tide*. https://dailytide.example/strike"#,
            r#"Okoro, C. (2016). *Labour on the docks* [Doctoral dissertation, University of Arle]. ProQuest."#,
            r#"Garcia, 2018, p. 44."#,
        ],
        &expect![[r#"
            1 full smith2020 | article-journal | by Smith, J. A.; Doe, B. | title The cost of dredging in small ports | container Journal of Port Studies | volume 12 | issue 3 | pages 5–19 | url https://doi.org/10.5555/jps.2020.12 | doi 10.5555/jps.2020.12 | 2020
            2 full garcia2018 | book | by Garcia, M. | title Harbour cities: A history | publisher Oxford University Press | 2018
            3 full lee2019 | chapter | by Lee, S.; Park, H.; Kim, D. | ed Hall, P.; Stone, R. | title Crew fatigue on night ferries | container Safety at sea | publisher Springer | pages 55–78 | 2019
            4 full nationalportsagency2021 | report | by National Ports Agency | title Dredging plan 2021–2030 | date 2021-03-14 | number NPA-21-07 | url https://npa.example/plan.pdf | 2021
            5 full wong2022 | article-newspaper | by Wong, T. | title Ferry strike enters third week | container The Daily Tide | date 2022-07-08 | url https://dailytide.example/strike | 2022
            6 full okoro2016 (likely) | thesis | by Okoro, C. | title Labour on the docks | publisher University of Arle | 2016
            7 short garcia2018 | by Garcia | 2018 | at page 44
        "#]],
    );
}

#[test]
fn chicago() {
    check(
        &[
            r#"Peter Marlow, *Night Boats* (New York: Tern Press, 2011), 45."#,
            r#"Ruth Adler, “The Ferryman’s Wage,” *Labor Quarterly* 33, no. 4 (2009): 512."#,
            r#"Ibid."#,
            r#"Marlow, *Night Boats*, 88–90."#,
            r#"Sam Prior, “Strike at the Lock,” *New Arle Times*, May 4, 2010, sec. A."#,
            r#"Adler, “Ferryman’s Wage,” 515; Prior, “Strike.”"#,
            r#"Claire Dunn, “Rivers of Debt” (PhD diss., University of Arle, 2014), 77, ProQuest (AAT 3300426)."#,
            r#"Hugh Barlow to Ada Finch, March 3, 1921, box 4, folder 12, Finch Papers, Arle Historical Society."#,
            r#"“Privacy Policy,” Harbour Trust, last modified March 11, 2019, https://harbourtrust.example/privacy."#,
            r#"Rosa Lint, foreword to *Tide Tables*, by Owen March (Chicago: Lake Press, 2001), ix."#,
            r#"Ada Finch, interview by author, Arle, June 4, 2015."#,
            r#"John Tull, “Ports of Call,” paper presented at the Annual Meeting of the Maritime Society, Boston, MA, January 2003."#,
            r#"United Nations Security Council, Resolution 1973, S/RES/1973 (March 17, 2011)."#,
            r#"See Peter Marlow, “Docks Reborn,” in *The New Waterfront*, ed. Sue Hart, Lee Fox, and Ann Gray (Boston: Beacon Press, 1998), 101–25."#,
        ],
        &expect![[r#"
            1 full marlow2011 | book | by Marlow, Peter | title Night Boats | publisher Tern Press | place New York | 2011 | at page 45
            2 full adler2009 | article-journal | by Adler, Ruth | title The Ferryman’s Wage | container Labor Quarterly | volume 33 | issue 4 | 2009 | at page 512
            3 ibid adler2009 | inherits page 512
            4 short marlow2011 | by Marlow | title Night Boats | at page 88–90
            5 full prior2010 | article-newspaper | by Prior, Sam | title Strike at the Lock | container New Arle Times | date 2010-05-04 | 2010 | then "sec. A"
            6 short adler2009 | by Adler | title Ferryman’s Wage | at page 515
            6 short prior2010 | by Prior | title Strike
            7 full dunn2014 | thesis | by Dunn, Claire | title Rivers of Debt | publisher University of Arle | 2014 | at page 77 | then "AAT 3300426"
            8 full barlow1921 | personal_communication | by Barlow, Hugh | title Hugh Barlow to Ada Finch | date 1921-03-03 | archive Arle Historical Society | archive_location box 4, folder 12, Finch Papers | 1921
            9 full privacypolicy2019 | webpage | title Privacy Policy | container Harbour Trust | date 2019-03-11 | url https://harbourtrust.example/privacy | 2019
            10 cites nothing
            11 full finch2015 (likely) | interview | by Finch, Ada | title interview by author | place Arle | date 2015-06-04 | 2015
            12 full tull2003 | paper-conference | by Tull, John | title Ports of Call | container Annual Meeting of the Maritime Society | place Boston, MA | date 2003-01 | 2003
            13 full unitednationssecuritycou2011 (likely) | report | by United Nations Security Council | title Resolution 1973 | date 2011-03-17 | number S/RES/1973 | 2011
            14 full marlow1998 | chapter | by Marlow, Peter | ed Hart, Sue; Fox, Lee; Gray, Ann | title Docks Reborn | container The New Waterfront | publisher Beacon Press | place Boston | pages 101–25 | 1998 | signal see
        "#]],
    );
}
