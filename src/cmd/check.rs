//! `ibid check`: the diagnostics alone.

use super::session::Session;
use super::world::Shown;
use super::{Failure, colour};
use crate::base::diag::Severity;
use crate::cli;
use crate::pipeline::{self, names};
use crate::report::{self, Format, Settings};

pub fn run(args: &cli::Check) -> Result<u8, Failure> {
    let format: Format = args.output.format.parse().map_err(Failure::new)?;
    let threshold = match args.fail_on.as_str() {
        "info" => Severity::Info,
        "warning" => Severity::Warning,
        "error" => Severity::Error,
        other => {
            return Err(Failure::new(format!("{other} is no severity")).help("choose info, warning or error"));
        }
    };
    let mut session = Session::open(&args.site, None)?;
    let mut memo = session.load_memo();
    let analysis = pipeline::analyse(&session.inputs, &session.disk, &mut memo)
        .map_err(|fault| Failure::new(fault.to_string()))?;
    let mut diagnostics = std::mem::take(&mut session.diagnostics);
    diagnostics.extend(session.placed(analysis.diagnostics.clone()));
    let named = names::named(&session.inputs, &session.disk, &mut memo);
    diagnostics.extend(names::near(&named, &session.inputs, &session.disk, &mut memo));
    let diagnostics = report::apply(&session.config.severities, diagnostics);
    let paths = Session::paths(&memo);
    let files = Shown::new(&session.disk, &paths, session.settings.clone().into_iter().collect());
    let settings = Settings { colour: colour(args.output.color), prefix: String::new() };
    let text = report::print(format, &diagnostics, &files, &settings);
    if format == Format::Human {
        if !args.output.quiet {
            eprint!("{text}");
            let briefings = crate::base::text::count(analysis.site.briefings, "briefing", "briefings");
            let summary = report::summary(&diagnostics);
            eprintln!("{}", if summary.is_empty() { format!("{briefings}, no faults") } else { summary });
        }
    } else {
        print!("{text}");
    }
    Ok(report::exit_code(&diagnostics, threshold))
}
