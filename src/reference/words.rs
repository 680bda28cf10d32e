//! Words that tell what a part of a reference is: abbreviations, bodies, publishers, newspapers, cities.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Whether the stop after these words is the stop of an initial or an abbreviation.
pub fn keeps_stop(before: &str) -> bool {
    is_initial(before) || is_abbreviation(last(before))
}

fn last(before: &str) -> &str {
    before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '‘' | '"')).next().unwrap_or("")
}

/// "J", "J.-P", "U.S": letters with stops between them.
pub fn is_initial(before: &str) -> bool {
    let word = last(before);
    !word.is_empty()
        && word.split(['.', '-']).all(|letter| {
            let mut chars = letter.chars();
            let first = chars.next();
            letter.is_empty()
                || (first.is_some_and(char::is_uppercase)
                    && (chars.clone().next().is_none()
                        || matches!(letter, "Yu" | "Ya" | "Ch" | "Zh" | "Sh" | "Th" | "Ph" | "Ю" | "Я")))
        })
}

static ABBREVIATIONS: List = LazyLock::new(|| {
    list(
        " vol vols no nos nr p pp pg ed eds edn trans transl tr st dr mr mrs ms prof gen col lt sgt capt rev hon gov sen rep \
    jr sr univ dept govt assn chap chaps ch sec secs art arts para paras fig figs fol fols app pt pts n nn cf al etc inc co ltd corp \
    cong sess supp ser bd bde jg hg hrsg hgg s aufl übers kap abs abschn rn rz rdnr anm fn bl nov jan feb mar apr jun jul aug sep \
    sept oct okt dec dez t f ff l r d ok т с стр стор гл ред изд вып вип пер под спр оп ф л д арк ст ч им ім № см див указ цит соч праця cit op loc \
    ibid id ebd vgl m и е о a n.s viz approx c ca repr rpt introd fasc suppl annu proc conf int dir préf éd pág págs coord comp \
    rept hrg prt doc exec reg fed cir app ct ariz cal mass cl stat pub tel mss ms mt ft ave intro eng ",
    )
});

fn is_abbreviation(word: &str) -> bool {
    if word.is_empty() || word.len() > 9 {
        return false;
    }
    let lower = word.to_lowercase();
    let bare = lower.trim_start_matches(['.', ',']);
    ABBREVIATIONS.contains(bare)
}

/// Words, looked up by themselves.
type List = LazyLock<HashSet<&'static str>>;

fn list(words: &'static str) -> HashSet<&'static str> {
    words.split_whitespace().collect()
}

static BODIES: List = LazyLock::new(|| {
    list(
        " news radio television tv cable academy administration agency alliance army assembly association authority bank board brookings bureau cabinet center \
    centre chancellery chamber coalition college commission commissioner committee communities community company confederation conference congress \
    consortium convention cooperation corporation council court department directorate embassy federation force forces foundation forum fund \
    government group headquarters house inspectorate initiative institute institution international laboratory league library ministry mission \
    monitor museum nations nato network observatory office ombudsman organisation organization panel parliament party police politburo \
    programme project red rand register registry secretariat senate service services society staff taskforce team treasury tribunal trust \
    un unesco unhcr unicef undp union united university watch ofcom \
    ministerium bundesministerium auswärtiges amt bundesamt bundesregierung bundestag institut stiftung verband verein gesellschaft kommission \
    rat zentrale akademie behörde ministère conseil comité commissariat organisation agence bureau université cour banque fondation \
    міністерство рада комітет служба інститут університет академія агентство фонд кабінет центр банк управління державна міжнародна \
    министерство совет комитет служба институт университет академия агентство фонд кабинет центр банк управление правительство \
    ministerstwo rada instytut ośrodek agencja urząd komisja fundacja ministerio consejo instituto comisión banco agencia ",
    )
});

/// Ends of German and Polish words for bodies.
const ENDINGS: [&str; 14] = [
    "ministerium",
    "amt",
    "institut",
    "behörde",
    "verband",
    "gesellschaft",
    "kommission",
    "stiftung",
    "zentrale",
    "verwaltung",
    "ministerstwo",
    "direktion",
    "archiv",
    "bank",
];

/// Whether the name is that of a body and no person's.
pub fn is_body(name: &str) -> bool {
    let name = name.trim();
    if name.starts_with("The ")
        || name.contains(" of ")
        || name.contains(" for ")
        || name.contains(" and the ")
        || name.contains("’s ")
    {
        return true;
    }
    if name
        .split_whitespace()
        .any(|word| matches!(word, "für" | "pour" | "der" | "des" | "du" | "on" | "против" | "по" | "з" | "із"))
        && name.split_whitespace().count() > 2
        && !name.starts_with(|c: char| c.is_lowercase())
        && name.split_whitespace().filter(|w| w.len() > 7).count() > 0
    {
        return true;
    }
    if acronym(name) {
        return true;
    }
    if name.split(' ').any(|word| word.len() > 8 && ENDINGS.iter().any(|ending| word.to_lowercase().ends_with(ending)))
    {
        return true;
    }
    name.split(|c: char| c.is_whitespace() || c == ',').any(|word| {
        let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        lower.len() > 1 && BODIES.contains(lower.as_str())
    })
}

/// "NATO", "U.S.", "BBC": capitals only.
pub fn acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (2..=9).contains(&letters)
        && !name.contains(' ')
        && !name.contains(". ")
        && name.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '&' | '-') || c.is_ascii_digit())
        && !(name.contains('.') && letters <= 2)
}

static PUBLISHERS: List = LazyLock::new(|| {
    list(
        " press books verlag publishers publishing publications publisher éditions editions edition routledge springer palgrave macmillan penguin wiley \
    blackwell elsevier brill sage oup cup polity verso hurst norton knopf faber bloomsbury suhrkamp beck fischer rowohlt piper hanser gallimard seuil fayard plon \
    flammarion nomos hart ashgate elgar tauris longman longmans hodder harpercollins harper doubleday vintage picador allen unwin methuen dent cassell \
    heinemann collins murray constable duckworth clarendon puf armand dalloz lgdj harmattan mouton gruyter oldenbourg böhlau klett ullstein propyläen \
    наука видавництво издательство наукова думка основи критика kluwer bantam basic mcgraw-hill mit yale harvard princeton rowman \
    lexington praeger greenwood westview rienner transaction prentice pearson holt houghton mifflin simon scribner random house ",
    )
});

/// Whether words name a publisher by one of its usual words.
pub fn is_publisher(name: &str) -> bool {
    name.contains('&')
        || name.split_whitespace().any(|word| {
            let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            lower.len() > 2 && PUBLISHERS.contains(lower.as_str())
        })
        || name.contains("University Press")
        || name.ends_with(" UP")
}

static NEWS: List = LazyLock::new(|| {
    list(
        " times post daily news guardian herald tribune gazette telegraph independent observer mirror express chronicle courier echo mail star sun globe \
    sentinel examiner inquirer dispatch ledger standard journal-constitution reuters bbc cnn afp ap tass interfax ukrinform unian bloomberg associated agence agency packet argus \
    politico axios monde figaro libération zeitung tagesspiegel welt spiegel zeit standard presse pravda правда известия коммерсантъ ведомости новости украинская українська \
    kyiv independent meduza novaya gazeta gazety wyborcza rzeczpospolita país mundo repubblica corriere wire bulletin press-agency morning evening weekly sunday messenger advertiser \
    today voice радио радіо svoboda свобода euronews newspaper zeitung nachrichten anzeiger kurier blatt abendblatt rundschau npr nbc abc cbs fox sky itv zdf ard wsj nytimes ",
    )
});

/// Whether a container's name is that of a newspaper, an agency or a broadcaster.
pub fn is_news(name: &str) -> bool {
    is_host(name)
        || name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '/')).any(|word| {
            let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            lower.len() > 1
                && (NEWS.contains(lower.as_str())
                    || (lower.len() > 7 && (lower.ends_with("zeitung") || lower.ends_with("blatt"))))
        })
}

/// "Nytimes.Com": the name of a host.
pub fn is_host(name: &str) -> bool {
    let name = name.trim();
    !name.contains(' ')
        && name.rsplit_once('.').is_some_and(|(host, end)| {
            host.len() > 1
                && (2..=4).contains(&end.len())
                && end.chars().all(char::is_alphabetic)
                && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
        })
}

static CITIES: List = LazyLock::new(|| {
    list(
        " london oxford cambridge paris berlin münchen munich vienna wien moscow москва м спб санкт-петербург petersburg kyiv kiev київ киев к львів харків \
    minsk мінск минск warsaw warszawa kraków prague praha budapest rome roma milan milano madrid barcelona lisbon amsterdam leiden \
    brussels bruxelles geneva genève zürich zurich basel bern stockholm oslo copenhagen helsinki tallinn riga vilnius athens \
    istanbul ankara jerusalem beirut cairo delhi tokyo beijing shanghai singapore sydney melbourne toronto montreal ottawa chicago \
    boston princeton washington philadelphia baltimore berkeley stanford ithaca durham dublin edinburgh manchester glasgow \
    cardiff bristol aldershot basingstoke harmondsworth leipzig dresden hamburg frankfurt köln cologne bonn stuttgart göttingen tübingen \
    heidelberg wiesbaden baden-baden opladen münster lyon strasbourg grenoble aix rennes toulouse bucharest sofia belgrade zagreb \
    tbilisi yerevan baku almaty одеса одесса ленинград л york angeles francisco haven ",
    )
});

/// Whether words name a city that books come from.
pub fn is_city(name: &str) -> bool {
    let first = name.split([',', '/', '–', '-']).next().unwrap_or(name);
    let parts: Vec<&str> = first.split(" and ").flat_map(|part| part.split(" & ")).collect();
    !parts.is_empty()
        && parts.iter().all(|part| {
            part.split_whitespace().next_back().is_some_and(|word| {
                let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
                CITIES.contains(lower.as_str())
            }) && part.split_whitespace().count() <= 3
        })
}

/// Words that begin with small letters in the names of people and stay with the family name.
pub const PARTICLES: [&str; 22] = [
    "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "ter", "ten", "zu", "al",
    "bin", "ibn", "af", "d’", "’t",
];

/// Whether words are running text and no part of a reference: they have a verb of speech or of being, or a pronoun.
pub fn is_prose(words: &str) -> bool {
    static SIGNS: List = LazyLock::new(|| {
        list(
            " is are was were be been has have had do does did this that these those it its he she they we i his her their our who which \
        argues argued notes noted suggests suggested claims claimed says said shows showed writes wrote describes estimates according however although though \
        because since while when where not cannot may might should would could will thanks grateful thank \
        ist sind waren hat haben wird wurde nicht auch dies diese jedoch dass sich est sont était que qui il elle nous cette \
        що це який яка які було був є не что это который которая которые было был ",
        )
    });
    let mut found = 0;
    for word in words.split_whitespace().take(60) {
        let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if !lower.is_empty()
            && word.starts_with(|c: char| c.is_lowercase() || matches!(c, '(' | '“'))
            && SIGNS.contains(lower.as_str())
        {
            found += 1;
        }
        if found > 0 && found * 14 > words.split_whitespace().take(60).count() {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_that_end_nothing() {
        for words in ["J", "Ada R", "U.S", "pp", "vol", "J.-P", "и др. изд"] {
            assert!(keeps_stop(words), "{words}");
        }
        for words in ["Ada", "2022", "the Ferrymen", ""] {
            assert!(!keeps_stop(words), "{words}");
        }
    }

    #[test]
    fn kinds_of_names() {
        for name in
            ["Ministry of Tolls", "NATO", "U.S. Office of Ferries", "The Harbour House", "Інститут річок", "World Bank"]
        {
            assert!(is_body(name), "{name}");
        }
        for name in ["Ada Voss", "K. Dworak", "Voss", "Inés de la Rue", "Bob Northcote"] {
            assert!(!is_body(name), "{name}");
        }
        assert!(is_news("Arle Herald") && is_news("Arlenews.Com") && !is_news("Port Review"));
        assert!(is_city("New York") && is_city("London and Paris") && !is_city("Harrow"));
        assert!(is_publisher("Arle University Press") && is_publisher("Ash & Oak") && !is_publisher("Wilno"));
        assert!(is_prose("the author is grateful to two officers") && !is_prose("The Price of Salt in the East"));
    }
}
