//! `glossator checks`: the list of checks, and one explained.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::check_ids::no_check;
use super::inputs::{configured, read_config};
use super::tell::tell;
use glossator::checks::own::{OwnRule, RuleExample};
use glossator::checks::{CHECKS, Check, Run, find};
use glossator::error::Error;
use glossator::text::head;

/// Options of `glossator checks`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  glossator checks                       list the checks and the rules of glossator.yaml
  glossator checks explain spacing       what one looks for, with examples
  glossator checks test                  run the examples of the rules of glossator.yaml

Exit codes: 0 done; 1 an example of a rule does not hold; 2 a file could not be read or the call was wrong.")]
pub(super) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// Configuration file with rules [default: glossator.yaml here, or in a folder above of the same repository]
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
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
    /// Run the examples of the rules of the configuration
    Test,
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let path = args.config.clone().map_or_else(configured, |path| Ok(Some(path)))?;
    let config = read_config(path.as_deref())?;
    let mut stdout = std::io::stdout().lock();
    match &args.command {
        None | Some(Command::List) => {
            let own = config.rules.iter().map(|rule| rule.check);
            let checks: Vec<&Check> = CHECKS.iter().copied().chain(own).collect();
            let width = checks.iter().map(|c| c.id.len()).max().unwrap_or(0);
            for check in checks {
                let off = if check.on_by_default { "" } else { " (off by default)" };
                let severity = check.severity.as_str();
                let kind = if matches!(check.run, Run::Own) { "own" } else { check.kind.as_str() };
                let category = check.category.as_str();
                writeln!(
                    stdout,
                    "{:width$}  {severity:8}  {category:11}  {kind:9}  {}{off}",
                    check.id, check.summary
                )?;
            }
        }
        Some(Command::Explain { id }) => {
            let own = config.rules.iter().find(|rule| rule.check.id == id);
            let check = own.map(|rule| rule.check).or_else(|| find(id)).ok_or_else(|| {
                let ids = CHECKS.iter().map(|c| c.id);
                Error::usage(no_check(id, ids.chain(config.rules.iter().map(|r| r.check.id))))
            })?;
            explain(&mut stdout, check, own.map_or(&[], OwnRule::examples))?;
        }
        Some(Command::Test) => {
            let Some(path) = path.filter(|_| !config.rules.is_empty()) else {
                let message = "no rule to test: write `rules:` in glossator.yaml (docs/rules.md tells how), or name it with --config";
                return Err(Error::usage(message).into());
            };
            return test(&mut stdout, &path, &config.rules);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs the examples of rules; those that do not hold are told with their lines.
fn test(out: &mut impl Write, path: &Path, rules: &[OwnRule]) -> anyhow::Result<ExitCode> {
    let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
    let lines: Vec<&str> = text.lines().collect();
    let (mut all, mut failures) = (0, 0);
    for rule in rules {
        let id = rule.check.id;
        let mut from = line_with(&lines, 0, &format!("id: {id}"));
        if rule.examples().is_empty() {
            tell(format_args!("{}:{}: {id} has no examples", path.display(), from + 1));
        }
        for (number, example) in rule.examples().iter().enumerate() {
            from = line_with(&lines, from + 1, example.target());
            all += 1;
            if let Some(failure) = rule.fails(example) {
                failures += 1;
                let (path, line, number) = (path.display(), from + 1, number + 1);
                tell(format_args!("{path}:{line}: {id}: example {number} {failure}"));
            }
        }
    }
    let held = all - failures;
    writeln!(out, "{held} of {all} examples of {} rules hold.", rules.len())?;
    Ok(ExitCode::from(u8::from(failures > 0)))
}

/// The index of the first line from one on that holds the beginning of a text; that one where none does.
fn line_with(lines: &[&str], from: usize, text: &str) -> usize {
    let wanted = head(text.lines().next().unwrap_or(""), 40);
    let found = lines.iter().skip(from).position(|line| line.contains(wanted));
    found.map_or(from, |at| from + at)
}

fn explain(out: &mut impl Write, check: &Check, own: &[RuleExample]) -> std::io::Result<()> {
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
        Run::Own => "each segment, by a rule of this project",
        Run::Judge => "each segment that a judge is asked about",
    };
    writeln!(out, "It looks at {scope}. Examples:")?;
    for example in check.examples {
        let judged = match example.reported {
            Some("") => "reported".to_owned(),
            Some(span) => format!("reported: {span:?}"),
            None => "fine".to_owned(),
        };
        pair(out, example.locale, &judged, example.source, example.target)?;
    }
    for example in own {
        let judged = if example.is_wrong() { "reported" } else { "fine" };
        let locale = example.locale.as_deref().unwrap_or("any locale");
        pair(out, locale, judged, &example.source, example.target())?;
    }
    Ok(())
}

fn pair(
    out: &mut impl Write,
    locale: &str,
    judged: &str,
    source: &str,
    target: &str,
) -> std::io::Result<()> {
    writeln!(out, "\n  {locale} ({judged})")?;
    for (name, text) in [("source", source), ("target", target)] {
        if !text.is_empty() {
            writeln!(out, "    {name}: {}", text.replace('\n', "\n            "))?;
        }
    }
    Ok(())
}
