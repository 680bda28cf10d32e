//! Words that say what kind of thing is cited: "press release", "`PhD` thesis", "dataset", "podcast".

use super::pattern::pattern;
use super::stated::Field;
use super::tail::Tail;
use super::words;

pattern!(
    THESIS,
    needs = ["thes", "diss", "thès", "mémoire", "arbeit", "дис", "автореф"],
    r"(?i)\b(?:ph\.?\s?d|d\.?phil|doctoral|doctorate|master[’']?s|m\.?a|m\.?sc|m\.?phil|ll\.?m|bachelor[’']?s|undergraduate|diploma|habilitation)\b.{0,24}\b(?:thesis|dissertation|diss)\b|\b(?:dissertation|thèse de doctorat|thèse|mémoire de|diss\. phil|phil\. diss|diss\.,|diplomarbeit|magisterarbeit|masterarbeit|дис\.|дисертація|диссертация|автореф)"
);
pattern!(
    PRESENTED,
    needs = ["presented", "delivered", "given", "read", "paper", "vortrag", "доповідь", "доклад"],
    r"(?i)^(?:(?:conference )?paper )?(?:presented|delivered|given|read)(?: at| to) (.+)$|^(?:conference )?paper (?:at|for) (.+)$|^(?:Vortrag (?:auf|bei)|доповідь на|доклад на) (.+)$"
);

/// The CSL type that words name; none where they name none.
pub fn of(text: &str) -> Option<&'static str> {
    if text.len() > 160 {
        return None;
    }
    let lower = text.trim().trim_end_matches('.').to_lowercase();
    let kind = match lower.as_str() {
        "press release"
        | "news release"
        | "media release"
        | "press statement"
        | "pressemitteilung"
        | "communiqué de presse"
        | "прес-реліз"
        | "пресс-релиз"
        | "web page"
        | "webpage"
        | "website"
        | "web site"
        | "web" => "webpage",
        "blog" | "blog post" | "weblog" | "blog entry" | "blogpost" | "blog-beitrag" => "post-weblog",
        "dataset" | "data set" | "data file" | "database" | "datensatz" | "jeu de données" | "набір даних" | "data" => {
            "dataset"
        }
        "podcast"
        | "podcast audio"
        | "audio podcast"
        | "radio broadcast"
        | "television broadcast"
        | "broadcast"
        | "radio"
        | "tv programme"
        | "television programme"
        | "radio programme"
        | "podcast episode" => "broadcast",
        "video" | "youtube video" | "film" | "documentary" | "documentary film" | "online video" | "dvd" => {
            "motion_picture"
        }
        "tweet" | "post" | "facebook post" | "twitter post" | "telegram post" | "thread" | "x post"
        | "instagram post" | "telegram channel" => "post",
        "working paper" | "discussion paper" | "policy brief" | "policy paper" | "briefing paper" | "issue brief"
        | "technical report" | "white paper" | "occasional paper" | "research report" | "fact sheet"
        | "research paper" | "report" | "briefing" | "research brief" | "final report" | "policy report"
        | "arbeitspapier" | "annual report" => "report",
        "conference paper" | "conference presentation" | "unpublished conference paper" => "paper-conference",
        "speech" | "remarks" | "lecture" | "keynote address" | "keynote" | "rede" | "discours" | "public lecture" => {
            "speech"
        }
        "map" | "karte" | "carte" => "map",
        "software" | "computer software" | "source code" => "software",
        "memorandum"
        | "memo"
        | "internal memorandum"
        | "unpublished manuscript"
        | "manuscript"
        | "typescript"
        | "unpublished paper"
        | "unpublished typescript"
        | "mimeo" => "manuscript",
        "patent" => "patent",
        "standard" => "standard",
        "preprint" => "article",
        _ => return THESIS.is_match(text).then_some("thesis"),
    };
    Some(kind)
}

/// Words that say something about a text and are no field.
const SILENT: [&str; 26] = [
    "editorial",
    "op-ed",
    "opinion",
    "comment",
    "letter to the editor",
    "transcript",
    "online",
    "print",
    "in english",
    "in russian",
    "in ukrainian",
    "in german",
    "in french",
    "unpublished",
    "online edition",
    "e-book",
    "kindle",
    "paperback",
    "pdf",
    "audio",
    "guest essay",
    "analysis",
    "unclassified",
    "mimeograph",
    "facsimile",
    "electronic resource",
];

/// Takes words that name a kind; what else they say goes into its fields.
pub fn take(tail: &mut Tail<'_>, text: &str) -> bool {
    let lower = text.trim().trim_end_matches('.').to_lowercase();
    if SILENT.contains(&lower.as_str()) {
        return true;
    }
    if let Some(found) = PRESENTED.captures(text) {
        let event = [1, 2, 3].into_iter().find_map(|n| found.get(n)).map_or("", |event| event.as_str());
        tail.genre = Some("paper-conference");
        tail.stated.put(Field::Container, event.trim_start_matches("the "));
        return true;
    }
    if let Some(kind) = of(text) {
        tail.genre = tail.genre.or(Some(kind));
        if kind == "thesis" {
            // "PhD thesis University of Arle" names the university as well.
            let rest = text
                .rsplit_once("thesis ")
                .or_else(|| text.rsplit_once("dissertation "))
                .or_else(|| text.rsplit_once("diss. "));
            if let Some((_, body)) = rest.filter(|(_, body)| words::is_body(body)) {
                tail.stated.put(Field::Publisher, body.trim_start_matches("at ").trim_start_matches("the "));
            }
        }
        return true;
    }
    if lower.starts_with("report to accompany")
        || lower.starts_with("a report to")
        || lower.starts_with("report prepared")
        || lower.starts_with("committee print")
        || lower.starts_with("hearing")
        || lower.starts_with("prepared by")
        || lower.starts_with("prepared for")
        || lower.starts_with("as amended")
    {
        return true;
    }
    if lower.starts_with("interview by ") || lower.starts_with("interviewed by ") {
        tail.genre = tail.genre.or(Some("interview"));
        return true;
    }
    false
}

/// "Working" of "Working Paper No. 12": no body.
pub fn is_modifier(words: &str) -> bool {
    matches!(
        words,
        "Research"
            | "Working"
            | "Policy"
            | "Discussion"
            | "Briefing"
            | "Occasional"
            | "Technical"
            | "Staff"
            | "Issue"
            | "White"
            | "Final"
            | "Annual"
            | "Special"
            | "Interim"
    )
}

/// Where people post: the container of a post.
pub fn is_platform(name: &str) -> bool {
    matches!(
        name.trim().to_lowercase().as_str(),
        "x" | "twitter"
            | "facebook"
            | "telegram"
            | "mastodon"
            | "instagram"
            | "linkedin"
            | "bluesky"
            | "vk"
            | "vkontakte"
            | "tiktok"
            | "reddit"
            | "threads"
            | "weibo"
            | "x (formerly twitter)"
            | "x/twitter"
            | "truth social"
            | "odnoklassniki"
            | "фейсбук"
            | "телеграм"
            | "твіттер"
    )
}

pub fn is_video(name: &str) -> bool {
    matches!(name.trim().to_lowercase().as_str(), "youtube" | "vimeo" | "netflix" | "rutube")
}
