//! `ibid entities`: names that are no entity yet, and spellings near a known name.

use std::fmt::Write as _;

use super::Failure;
use super::session::Session;
use crate::cli;
use crate::naming::propose::Group;
use crate::pipeline::names;

pub fn run(args: &cli::Entities) -> Result<u8, Failure> {
    let session = Session::open(&args.site, None)?;
    let mut memo = session.load_memo();
    let named = names::named(&session.inputs, &session.disk, &mut memo);
    let groups = named.groups(&[]);
    let shown: Vec<&Group> = groups.iter().filter(|group| args.all || group.is_proposed()).collect();
    let mut out = String::new();
    for group in shown {
        let entity = group.entity.map_or("-", |e| named.entities[e].id.as_str());
        let _ =
            writeln!(out, "{:.2} {:6.1} [{entity}] {} ({:?})", group.confidence, group.weight, group.name, group.kind);
        for spelling in &group.spellings {
            let _ = writeln!(
                out,
                "      {}{} {} {:.2}",
                if spelling.known { "=" } else { "+" },
                spelling.text,
                spelling.count,
                spelling.confidence
            );
        }
    }
    print!("{out}");
    Ok(0)
}
