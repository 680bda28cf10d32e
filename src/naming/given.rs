//! Given names that are one name in several languages, and places that have a name of their own in several.

/// Each line is one given name.
const GIVEN: &[&str] = &[
    "alexander aleksandr aliaksandr alyaksandr aljaksandr oleksandr alexandre aleksander alessandro alejandro alex sasha",
    "alexandra aleksandra aliaksandra oleksandra alessandra alejandra",
    "alexei alexey aleksei aleksey aliaksei alyaksey oleksii oleksiy alexis",
    "anatoly anatol anatoli anatolii anatoliy",
    "andrew andrei andrey andriy andrii andrej andrzej andreas andre andrea andres",
    "anna hanna ann anne hannah ganna",
    "anthony antony anton antoni antonio antoine tony",
    "barbara varvara barbora",
    "boris barys borys",
    "catherine katherine katharina katarzyna kateryna katsiaryna yekaterina ekaterina caterina katarina kathryn",
    "charles karl carl carlos carlo karol charlie",
    "christopher christoph krzysztof christophe cristobal chris",
    "daniel daniil danylo daniele daniela dan",
    "david davyd dawid davide",
    "dmitry dmitri dmitriy dmitrii dzmitry dmytro",
    "elena alena olena helena helen yelena helene",
    "elizabeth elisabeth elzbieta yelizaveta lizaveta yelyzaveta elisabetta isabel",
    "eugene yevgeny evgeny evgeni yauhen jauhien yevhen eugen evgenii yevgeniy eugeniusz",
    "francis franz francois franciszek frantsishak francesco francisco frank",
    "george georg georges giorgi jorge jerzy heorhiy georgy yury yuri yuriy yurii iurii jiri",
    "gregory grigory grigori hryhoriy ryhor grzegorz gregor",
    "helga olga olha volha",
    "henry heinrich henri henryk henadz enrico",
    "ivan john johann jan ian jean giovanni juan johannes yan hans sean",
    "ivanka joanna jana johanna yana jeanne giovanna",
    "igor ihar ihor",
    "james jakob jacob jakub yakov yakiv jacques giacomo jaime jacek jim",
    "joseph josef jozef yosif iosif yazep yosyp giuseppe jose joe",
    "kirill kiryl kyrylo cyril",
    "konstantin kostiantyn kanstantsin kastus constantin konstanty constantine",
    "leonid leanid",
    "louis ludwig luis luigi ludwik",
    "lucas luke lukas lukasz luka",
    "margaret margarethe margarita malgorzata marharyta marguerite",
    "maria mary marie maryia mariya marija maryja",
    "mark marc marek marko marcus markus",
    "martin marcin martyn",
    "matthew matthias mateusz matvey matvei matviy mathieu matteo",
    "maxim maksim maksym maxime",
    "michael mikhail mykhailo mikhas mikhal michal michel miguel michele mike mikhailo",
    "natalia natalya nataliia natallia natalie nathalie nataliya",
    "nicholas nikolai nikolay mikalai mykola nicolas mikolaj nikolaus nick niklas nicola",
    "oleg aleh oleh",
    "paul pavel pavlo paval pawel paolo pablo",
    "peter piotr pyotr petr petro piatro pierre pietro pedro pete",
    "philip philipp filip filipp pylyp philippe felipe",
    "richard ryszard riccardo ricardo",
    "robert roberto rob bob",
    "roman raman",
    "semyon semen symon simon shimon szymon",
    "sergei sergey siarhei syarhey serhiy serhii sergiy serge sergio",
    "sophia sofia zofia sofiya sophie",
    "stephen steven stefan stepan stsiapan szczepan stephane stefano esteban steve",
    "svetlana sviatlana svitlana swetlana",
    "tatiana tatyana tatsiana tetiana tetyana",
    "thomas tomasz tomas tommaso tom",
    "valery valeri valeriy valerii valerij valeria",
    "vasily vasili vasil vasyl basil wasyl",
    "victor viktor viktar",
    "victoria viktoria viktoryia viktoriya",
    "vladimir vladymyr volodymyr uladzimir wladimir wolodymyr wlodzimierz uladzimer",
    "vladislav uladzislau vladyslav wladyslaw",
    "vyacheslav viacheslav viachaslau vyachaslau wieslaw",
    "william wilhelm guillaume guglielmo guillermo bill",
    "yaroslav jaroslaw jaroslav iaroslav",
    "zachary zakhar zachar",
];

/// Each line is one place; only names that differ by more than letters.
const PLACES: &[&str] = &[
    "aachen|aix-la-chapelle",
    "beijing|peking",
    "belarus|belorussia|byelorussia|bielorussia",
    "bratislava|pressburg",
    "brussels|bruxelles|brussel",
    "bucharest|bucuresti",
    "chernihiv|chernigov|czernihow",
    "chernivtsi|chernovtsy|czernowitz",
    "chisinau|kishinev",
    "cologne|koln",
    "czechia|czech republic",
    "dnipro|dnepropetrovsk|dnipropetrovsk",
    "eswatini|swaziland",
    "gdansk|danzig",
    "geneva|geneve|genf",
    "homel|gomel",
    "hrodna|grodno",
    "istanbul|constantinople",
    "ivory coast|cote d'ivoire",
    "kaliningrad|konigsberg",
    "kharkiv|kharkov|charkiw",
    "kolkata|calcutta",
    "kyiv|kiev|kijow",
    "luhansk|lugansk",
    "lviv|lvov|lwow|lemberg",
    "mahiliou|mahilyow|mogilev|mogilyov",
    "moldova|moldavia",
    "mumbai|bombay",
    "munich|munchen",
    "myanmar|burma",
    "mykolaiv|nikolaev|nikolayev",
    "north macedonia|macedonia",
    "odesa|odessa",
    "prague|praha|prag",
    "rijeka|fiume",
    "rivne|rovno",
    "tallinn|reval",
    "tbilisi|tiflis",
    "ternopil|tarnopol",
    "thessaloniki|salonica|saloniki",
    "turkey|turkiye",
    "venice|venezia",
    "vienna|wien",
    "vilnius|wilno|vilna|vilno",
    "vitebsk|vitsebsk|viciebsk",
    "warsaw|warszawa|warschau",
    "wroclaw|breslau",
    "zaporizhzhia|zaporizhia|zaporozhye|zaporizhya",
];

/// The number of a given name, the same for its forms in all languages. Letters without marks and case.
pub fn number(name: &str) -> Option<usize> {
    GIVEN.iter().position(|line| line.split(' ').any(|form| form == name))
}

/// The line of a place that has several names.
pub fn place(name: &str) -> Option<&'static str> {
    PLACES.iter().copied().find(|line| line.split('|').any(|form| form == name))
}

/// Whether two words, without marks and case, are names of one place.
pub fn one_place(a: &str, b: &str) -> bool {
    PLACES.iter().any(|line| {
        let mut forms = line.split('|');
        forms.clone().any(|form| form == a) && forms.any(|form| form == b)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_name() {
        assert_eq!(number("sviatlana"), number("svitlana"));
        assert!(number("sviatlana").is_some());
        assert_ne!(number("ivan"), number("igor"));
        assert!(one_place("kyiv", "kiev") && !one_place("kyiv", "lviv"));
    }

    #[test]
    fn no_form_stands_twice() {
        let mut all: Vec<&str> = GIVEN.iter().flat_map(|line| line.split(' ')).collect();
        all.sort_unstable();
        let twice: Vec<_> = all.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
