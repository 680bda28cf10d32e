//! Addresses: which page a source file becomes, under which name, and that no two pages share one.
//!
//! What is not here: links between pages ([`Url::to`] makes those relative).

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::base::slug::{self, MAX_BYTES};
use crate::base::span::Span;
use crate::base::text::fold_case;
use crate::model::article::Kind;
use crate::model::matter::Matter;
use crate::model::url::{Url, built_in};

const CONTENT: &str = "content/";
const KINDS: [(&str, Kind); 3] = [("entities/", Kind::Entity), ("authors/", Kind::Author), ("pages/", Kind::Page)];

/// The name of a source file in addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub kind: Kind,
    /// The last part: what `[[slug]]` says.
    pub slug: String,
    pub url: Url,
    /// Names that had to change: as written, as it is now, and where (none: the file's or folder's own name).
    pub changed: Vec<(String, String, Option<Span>)>,
}

/// Works out the address that a file asks for; whether it gets it is for [`Addresses::claim`] to say.
#[must_use]
pub fn name(path: &str, matter: &Matter, pretty: bool) -> Name {
    let kind = Kind::of(path);
    let mut changed = Vec::new();
    let mut segments: Vec<String> = Vec::new();
    let mut tidy = |written: &str, span: Option<Span>| {
        let tidied = portable(written);
        if let Cow::Owned(now) = &tidied {
            changed.push((written.to_owned(), now.clone(), span));
        }
        tidied.into_owned()
    };
    let (folders, own) = parts(path, kind);
    if kind == Kind::Page {
        segments.extend(folders.iter().map(|folder| tidy(folder, None)));
    }
    let slug = match matter.slug.as_ref().filter(|slug| !slug.value.trim().is_empty()) {
        Some(slug) => tidy(slug.value.trim(), Some(slug.span)),
        None => tidy(own, None),
    };
    segments.push(slug.clone());
    let folder = match kind {
        Kind::Entity => "entities/",
        Kind::Author => "authors/",
        Kind::Briefing | Kind::Page => "",
    };
    let url = Url::page(&format!("{folder}{}", segments.join("/")), pretty);
    Name { kind, slug, url, changed }
}

/// The folders below the kind's own, and the name: `X/index.md` is named by its folder.
fn parts(path: &str, kind: Kind) -> (Vec<&str>, &str) {
    let path = path.strip_prefix(CONTENT).unwrap_or(path);
    let own = KINDS.iter().find(|(_, of)| *of == kind).and_then(|(folder, _)| path.strip_prefix(folder));
    let path = own.unwrap_or(path);
    let path = match path.rsplit_once('.') {
        Some((stem, end)) if ["md", "markdown"].iter().any(|known| end.eq_ignore_ascii_case(known)) => stem,
        _ => path,
    };
    let mut folders: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let name = folders.pop().unwrap_or("");
    match folders.pop() {
        Some(folder) if name == "index" => (folders, folder),
        Some(folder) => {
            folders.push(folder);
            (folders, name)
        }
        None => (folders, name),
    }
}

/// A name as it may stand in an address on every system (THREATS B5): itself where it can, else its slug.
#[must_use]
pub fn portable(name: &str) -> Cow<'_, str> {
    if is_portable(name) {
        return Cow::Borrowed(name);
    }
    let composed: String = name.nfc().collect();
    if is_portable(&composed) {
        return Cow::Owned(composed);
    }
    let slug = slug::slug(name);
    Cow::Owned(if slug.is_empty() { "untitled".to_owned() } else { slug })
}

/// Letters, digits, marks, `-`, `_` and `.` inside; in NFC; no name that Windows reserves.
fn is_portable(name: &str) -> bool {
    let fits = |c: char| {
        c.is_alphanumeric() || matches!(c, '-' | '_' | '.') || unicode_normalization::char::is_combining_mark(c)
    };
    !name.is_empty()
        && name.len() <= MAX_BYTES
        && !name.starts_with('.')
        && !name.ends_with('.')
        && name.chars().all(fits)
        && (name.is_ascii() || is_nfc(name))
        && !slug::is_reserved(name)
}

/// The address of a file that content shows, kept as it is but for a name that some systems cannot hold. The second is
/// the name that had to change.
#[must_use]
pub fn media(path: &str) -> (Url, bool) {
    let mut changed = false;
    let segments: Vec<Cow<'_, str>> = path
        .split('/')
        .map(|segment| {
            let odd = |c: char| slug::is_invisible(c) || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\');
            let fits = !segment.is_empty()
                && segment.len() <= MAX_BYTES
                && !segment.ends_with(['.', ' '])
                && !segment.contains(odd)
                && (segment.is_ascii() || is_nfc(segment))
                && !slug::is_reserved(segment);
            if fits {
                return Cow::Borrowed(segment);
            }
            changed = true;
            let (stem, ending) = segment.rsplit_once('.').unwrap_or((segment, ""));
            let (stem, ending) = (portable(stem), slug::slug(ending));
            Cow::Owned(if ending.is_empty() { stem.into_owned() } else { format!("{stem}.{ending}") })
        })
        .collect();
    (Url(format!("{}/{}", built_in::MEDIA, segments.join("/"))), changed)
}

/// A former address as a path of an output file; the error says what is wrong with it.
pub fn former(alias: &str, base_url: &str, pretty: bool) -> Result<Url, &'static str> {
    let path = alias.trim();
    let path = path.strip_prefix(base_url).unwrap_or(path);
    if path.contains("://") || path.starts_with("//") {
        return Err("it is an address of another site");
    }
    if path.contains(['?', '#']) {
        return Err("a file cannot be found by what stands after ? or #");
    }
    let Some(path) = decode(path) else { return Err("its percent signs do not stand for text") };
    let path = path.trim_start_matches('/');
    let folder = path.ends_with('/');
    let path = path.trim_end_matches('/');
    if path.is_empty() {
        return Err("it is the home page");
    }
    if path.split('/').any(|segment| matches!(segment, "" | "." | "..")) {
        return Err("its path leads elsewhere");
    }
    let odd = |c: char| slug::is_invisible(c) || matches!(c, '<' | '>' | ':' | '"' | '|' | '*' | '\\');
    let unfit = |segment: &str| {
        segment.len() > MAX_BYTES
            || segment.contains(odd)
            || segment.ends_with(['.', ' '])
            || segment.starts_with('.')
            || !is_nfc(segment)
            || slug::is_reserved(segment)
    };
    if path.split('/').any(unfit) || path.split('/').count() > 16 {
        return Err("not every system can hold a file of this name");
    }
    Ok(match path {
        _ if folder => Url(format!("{path}/index.html")),
        _ if matches!(path.rsplit('.').next().map(fold_case).as_deref(), Some("html" | "htm")) => Url(path.to_owned()),
        _ => Url::page(path, pretty),
    })
}

fn decode(path: &str) -> Option<Cow<'_, str>> {
    if !path.contains('%') {
        return Some(Cow::Borrowed(path));
    }
    let mut out = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        let mut hex = || bytes.next().and_then(|digit| char::from(digit).to_digit(16));
        let byte = if byte == b'%' { u8::try_from(hex()? * 16 + hex()?).ok()? } else { byte };
        out.push(byte);
    }
    String::from_utf8(out).ok().map(Cow::Owned)
}

/// Who has an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A page or file that ibid makes itself.
    Ibid,
    /// A source file: its path, and where it asks for this address.
    Source { path: String, span: Span },
    /// A former address of the file with this path.
    Former { path: String, span: Span },
}

/// Whether a page at this path would take the place of a file that stands beside another page.
fn is_of_an_export(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let of_page = name.trim_end_matches(".html").trim_end_matches(".htm");
    of_page.ends_with(built_in::OF_BRIEFING) && of_page.len() < name.len()
        || folders.split('/').any(|folder| {
            folder.ends_with(built_in::OF_BRIEFING) || built_in::ENDINGS.iter().any(|ending| folder.ends_with(ending))
        })
}

/// All addresses of a site. Two that differ only by case or by the writing of accents are one (THREATS B4), and a file
/// may not have the name of a folder.
#[derive(Debug)]
pub struct Addresses {
    files: HashMap<String, Owner>,
    folders: HashMap<String, Owner>,
    /// Where [`Addresses::next_free`] left off, so that a thousand names that are one take linear time.
    tried: HashMap<String, u64>,
    pretty: bool,
}

impl Addresses {
    /// With the pages and files that every site has.
    #[must_use]
    pub fn new(pretty: bool) -> Self {
        let mut addresses = Self { files: HashMap::new(), folders: HashMap::new(), tried: HashMap::new(), pretty };
        let pages = built_in::PAGES.iter().map(|page| Url::page(page, pretty));
        for url in built_in::FILES.iter().map(|file| Url((*file).to_owned())).chain(pages) {
            let _ = addresses.claim(&url, Owner::Ibid);
        }
        addresses
    }

    /// The address as it is written at the site's root, where some page or file has it.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<Url> {
        let pages = [Url(path.to_owned()), Url::page(path, self.pretty)];
        pages.into_iter().find(|url| self.files.contains_key(&fold_case(&url.0)))
    }

    /// Takes an address that is free, or says who has it.
    pub fn claim(&mut self, url: &Url, owner: Owner) -> Result<(), Owner> {
        let path = fold_case(&url.0);
        let top = path.split('/').next().unwrap_or("");
        let ours = owner == Owner::Ibid;
        if !ours && path.len() > top.len() && built_in::FOLDERS.contains(&top) {
            return Err(Owner::Ibid);
        }
        if is_of_an_export(&path) {
            return Err(Owner::Ibid);
        }
        if let Some(before) = self.files.get(&path).or_else(|| self.folders.get(&path)) {
            return Err(before.clone());
        }
        let folders = || path.match_indices('/').map(|(at, _)| &path[..at]);
        if let Some(before) = folders().find_map(|folder| self.files.get(folder)) {
            return Err(before.clone());
        }
        for folder in folders() {
            if let Entry::Vacant(place) = self.folders.entry(folder.to_owned()) {
                place.insert(owner.clone());
            }
        }
        self.files.insert(path, owner);
        Ok(())
    }

    /// Takes `folder/slug`, or the next free `folder/slug-2` …: for pages whose name nobody chose.
    pub fn next_free(&mut self, folder: &str, slug: &str, owner: &Owner) -> (String, Url) {
        let name = format!("{folder}/{}", fold_case(slug));
        let mut n = self.tried.get(&name).copied().unwrap_or(1);
        loop {
            let own = if n == 1 { slug.to_owned() } else { format!("{slug}-{n}") };
            let url = Url::page(&format!("{folder}/{own}"), self.pretty);
            n += 1;
            if self.claim(&url, owner.clone()).is_ok() {
                self.tried.insert(name, n);
                return (own, url);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::{at, matter};

    #[track_caller]
    fn check(path: &str, expected: &str) {
        assert_eq!(name(path, &matter("x"), false).url.0, expected);
    }

    #[test]
    fn a_file_has_its_address_by_its_folder() {
        check("content/suwalki-gap.md", "suwalki-gap.html");
        check("content/2023/2023-03-30-gap.md", "2023-03-30-gap.html");
        check("content/gap/index.md", "gap.html");
        check("content/entities/minsk.md", "entities/minsk.html");
        check("content/entities/places/minsk/index.md", "entities/minsk.html");
        check("content/authors/jane.md", "authors/jane.html");
        check("content/pages/about.md", "about.html");
        check("content/pages/handbook/notes.md", "handbook/notes.html");
        check("content/pages/handbook/index.md", "handbook.html");
        check("content/pages/handbook/deep/index.md", "handbook/deep.html");
        check("content/index.md", "index.html");
        check("content/READ.ME.MD", "READ.ME.html");
    }

    #[test]
    fn pretty_addresses_are_folders() {
        let named = name("content/pages/handbook/index.md", &matter("x"), true);
        assert_eq!(named.url.0, "handbook/index.html");
    }

    #[test]
    fn a_slug_has_no_path_and_no_odd_characters() {
        let mut matter = matter("x");
        for (written, slug) in [
            ("../../etc/passwd", "etc-passwd"),
            ("a/b", "a-b"),
            ("CON", "con-"),
            ("a\u{202e}b", "ab"),
            ("what?", "what"),
            ("trailing.", "trailing"),
            ("..", "untitled"),
            ("Two words", "two-words"),
        ] {
            matter.slug = Some(at(written.to_owned()));
            let named = name("content/x.md", &matter, false);
            assert_eq!((named.slug.as_str(), named.changed.len()), (slug, 1), "{written}");
        }
        for kept in ["v1.2", "Suwałki_gap", "Менск"] {
            matter.slug = Some(at(kept.to_owned()));
            assert_eq!(name("content/x.md", &matter, false).changed, []);
        }
    }

    #[test]
    fn an_address_is_taken_once() {
        let source = |path: &str| Owner::Source { path: path.into(), span: at(()).span };
        let mut addresses = Addresses::new(false);
        let mut claim = |url: &str| addresses.claim(&Url(url.into()), source(url)).err();
        assert_eq!(claim("straße.html"), None);
        assert_eq!(claim("STRASSE.html"), Some(source("straße.html")));
        assert_eq!(claim("e\u{301}.html"), None);
        assert_eq!(claim("É.html"), Some(source("e\u{301}.html")));
        assert_eq!(claim("Citations.HTML"), Some(Owner::Ibid));
        assert_eq!(claim("citations/w.html"), Some(Owner::Ibid));
        assert_eq!(claim("media/x.html"), Some(Owner::Ibid));
        assert_eq!(claim("x.bib/index.html"), Some(Owner::Ibid));
        assert_eq!(claim("X.CSL.JSON/y.html"), Some(Owner::Ibid));
        assert_eq!(claim("x.references.html"), Some(Owner::Ibid));
        assert_eq!(claim("x.bib.html"), None);
        assert_eq!(claim("references.html"), None);
        assert_eq!(claim("x.html/y.html"), None);
        assert_eq!(claim("x.html"), Some(source("x.html/y.html")));
        assert_eq!(claim("x.html/y.html/z.html"), Some(source("x.html/y.html")));
    }

    #[test]
    fn former_addresses_become_files() {
        let path = |alias: &str| former(alias, "https://example.org/", false).map(|url| url.0);
        assert_eq!(path("old"), Ok("old.html".into()));
        assert_eq!(path("/2021/old/"), Ok("2021/old/index.html".into()));
        assert_eq!(path("https://example.org/old.html"), Ok("old.html".into()));
        assert_eq!(path("/caf%C3%A9.html"), Ok("café.html".into()));
        for bad in
            ["https://other.org/a", "//other.org/a", "../x", "a/%2e%2e/b", "/", "", "a?p=1", "%zz", "nul", "a\\b"]
        {
            assert!(path(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn shown_files_keep_their_path() {
        assert_eq!(media("gap/Map 1.svg"), (Url("media/gap/Map 1.svg".into()), false));
        assert_eq!(media("gap/aux.svg"), (Url("media/gap/aux-.svg".into()), true));
        assert_eq!(media("a\u{202e}gpj.exe"), (Url("media/agpj.exe".into()), true));
    }
}
