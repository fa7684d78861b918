//! `glossator checks`: the list of checks, and one explained.

use std::io::Write;
use std::process::ExitCode;

use glossator::checks::{CHECKS, Check, Run, find};
use glossator::error::Error;

/// Options of `glossator checks`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List the checks: what the command does without more words
    List,
    /// Explain one check: what it looks for, what it excuses, examples
    Explain {
        /// The check's id
        id: String,
    },
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut stdout = std::io::stdout().lock();
    match &args.command {
        None | Some(Command::List) => {
            let width = CHECKS.iter().map(|c| c.id.len()).max().unwrap_or(0);
            for check in CHECKS {
                let off = if check.on_by_default { "" } else { " (off by default)" };
                let severity = check.severity.as_str();
                let kind = check.kind.as_str();
                let category = check.category.as_str();
                writeln!(
                    stdout,
                    "{:width$}  {severity:8}  {category:11}  {kind:9}  {}{off}",
                    check.id, check.summary
                )?;
            }
        }
        Some(Command::Explain { id }) => {
            let check = find(id).ok_or_else(|| {
                Error::usage(format!("there is no check {id:?}; `glossator checks` lists them"))
            })?;
            explain(&mut stdout, check)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn explain(out: &mut impl Write, check: &Check) -> std::io::Result<()> {
    writeln!(out, "{}: {}\n", check.id, check.summary)?;
    writeln!(
        out,
        "{}, category {}, severity {}, weight {}, confidence {}, {}\n",
        check.kind.as_str(),
        check.category.as_str(),
        check.severity.as_str(),
        check.weight,
        check.confidence.as_str(),
        if check.on_by_default { "on by default" } else { "off by default" }
    )?;
    writeln!(out, "{}\n", check.details)?;
    let scope = match check.run {
        Run::Segment(_) => "each segment",
        Run::Page(_) => "each page",
        Run::SegmentAndPage(..) => "each segment, and each page for what is no segment",
        Run::Corpus(_) => "each segment in the light of the whole corpus",
        Run::CorpusAndPage(..) => {
            "each segment in the light of the whole corpus, and each page for what is said once of it"
        }
    };
    writeln!(out, "It looks at {scope}. Examples:")?;
    for example in check.examples {
        let judged = match example.reported {
            Some("") => "reported".to_owned(),
            Some(span) => format!("reported: {span:?}"),
            None => "fine".to_owned(),
        };
        writeln!(out, "\n  {} ({judged})", example.locale)?;
        for (name, text) in [("source", example.source), ("target", example.target)] {
            if !text.is_empty() {
                writeln!(out, "    {name}: {}", text.replace('\n', "\n            "))?;
            }
        }
    }
    Ok(())
}
