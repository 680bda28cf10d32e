//! `ibid init` and `ibid new`: the first files of a site, and the next briefing.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::{Failure, root};
use crate::base::date::Date;
use crate::base::slug::slug;
use crate::cli;
use crate::io::clock;

/// The files of a new site: each shows one thing, and all of them build without a diagnostic.
const STARTER: [(&str, &str); 8] = [
    ("ibid.toml", include_str!("starter/ibid.toml")),
    ("references.yaml", include_str!("starter/references.yaml")),
    ("content/a-first-briefing.md", include_str!("starter/a-first-briefing.md")),
    ("content/a-second-look.md", include_str!("starter/a-second-look.md")),
    ("content/entities/harbour-office.md", include_str!("starter/harbour-office.md")),
    ("content/authors/editors.md", include_str!("starter/editors.md")),
    ("content/pages/about.md", include_str!("starter/about.md")),
    (".gitignore", include_str!("starter/gitignore")),
];

/// Makes a small site in an empty or new folder.
pub fn init(args: &cli::Init) -> Result<(), Failure> {
    let dir = &args.dir;
    if dir.exists() {
        let mut entries = fs::read_dir(dir).map_err(|error| Failure::io("cannot look into", dir, &error))?;
        if entries.next().is_some() {
            return Err(Failure::new(format!("{} is not empty", dir.display()))
                .help("give the name of a new folder: ibid init my-briefings"));
        }
    }
    let today = clock::today();
    for (name, text) in STARTER {
        let text = text.replace("@title@", &toml_words(&args.title)).replace("@today@", &today.to_string());
        write_new(&dir.join(name), &text)?;
    }
    println!("Made {} files in {}", STARTER.len(), dir.display());
    println!("Next:  cd {}  and  ibid serve", dir.display());
    Ok(())
}

/// Makes a briefing with the front matter filled in. Never overwrites.
pub fn new(args: &cli::New) -> Result<(), Failure> {
    let root = root::find(args.root.as_deref())?;
    let name = slug(&args.title);
    if name.is_empty() {
        return Err(Failure::new("the title needs a letter or a digit".to_owned()));
    }
    let path = if args.folder { PathBuf::from(&name).join("index.md") } else { PathBuf::from(format!("{name}.md")) };
    let path = root.join("content").join(path);
    let twin = if args.folder {
        path.with_file_name("").with_extension("md")
    } else {
        path.with_extension("").join("index.md")
    };
    if twin.exists() {
        return Err(Failure::new(format!("{} is there already", twin.display())).help("choose another title"));
    }
    write_new(&path, &briefing(&args.title, clock::today()))?;
    println!("Made {}", path.display());
    println!("It is a draft: delete the line draft: true to publish it. See it with  ibid serve --drafts");
    Ok(())
}

fn briefing(title: &str, today: Date) -> String {
    let title = title.replace('\\', "\\\\").replace('"', "\\\"");
    format!(
        "---\ntitle: \"{title}\"\ndate: {today}\nkicker: \nstandfirst: \nauthors: []\ntopics: []\ndraft: true\n---\n\n\
         Begin here. A note stands after the full stop.[^first]\n\n[^first]: What the note says.\n"
    )
}

fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| Failure::io("cannot make the folder", folder, &error))?;
    let mut file = fs::File::create_new(path).map_err(|error| {
        if error.kind() == std::io::ErrorKind::AlreadyExists {
            Failure::new(format!("{} is there already", path.display()))
                .help("nothing was changed; choose another title")
        } else {
            Failure::io("cannot write", path, &error)
        }
    })?;
    file.write_all(text.as_bytes()).map_err(|error| Failure::io("cannot write", path, &error))
}

fn toml_words(words: &str) -> String {
    words.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r'], " ")
}
