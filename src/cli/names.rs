//! `glossator names`: lists names, explains one, converts lists and learns renderings from a corpus.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

use super::jobs::{self, Jobs};
use super::progress;
use super::tell::tell;
use glossator::error::Error;
use glossator::locale::LocaleTag;
use glossator::names::name::{Name, Policy};
use glossator::names::renderings::Renderings;
use glossator::names::{Termbase, load};
use glossator::pipeline;
use glossator::read::ReadOptions;

/// Options of `glossator names`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  glossator names explain 'Azure DevOps'     what each locale does with a name
  glossator names learn docs -o names.yaml   how the pages render names, as a list to review

Exit codes: 0 done; 2 an input could not be read or the call was wrong.")]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List the names: text, kind, policy and the locales that have forms of their own
    List {
        /// Lists of names and terms, beside the shipped ones: files, or `partner-center`
        #[arg(long, value_name = "FILE", value_delimiter = ',')]
        names: Vec<PathBuf>,
        /// Only what this locale does with each name
        #[arg(long, value_name = "TAG")]
        locale: Option<String>,
    },
    /// Explain one name: aliases, earlier names, what each locale does with it
    Explain {
        /// The name, an alias or an earlier name
        name: String,
        /// Lists of names and terms, beside the shipped ones: files, or `partner-center`
        #[arg(long, value_name = "FILE", value_delimiter = ',')]
        names: Vec<PathBuf>,
    },
    /// Read lists of any format and write them as one YAML list
    Convert {
        /// Lists: YAML, CSV, TSV or TBX
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Where to write; standard output without it
        #[arg(long, short, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Learn from localized pages how each locale renders names, and write a list to review and pass back
    Learn {
        /// Files or folders of localized pages
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Where to write; standard output without it
        #[arg(long, short, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Lists of names and terms, beside the shipped ones: files, or `partner-center`
        #[arg(long, value_name = "FILE", value_delimiter = ',')]
        names: Vec<PathBuf>,
        /// Look only for names that the sources' own capitals show
        #[arg(long)]
        without_shipped: bool,
        /// Least number of distinct segments of a name in a locale
        #[arg(long, value_name = "N", default_value_t = 5)]
        least: u32,
        /// Locale of pages that do not name theirs
        #[arg(long, value_name = "TAG")]
        locale: Option<String>,
        #[command(flatten)]
        jobs: Jobs,
    },
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match &args.command {
        Command::List { names, locale } => list(&Termbase::load(names)?, locale.as_deref())?,
        Command::Explain { name, names } => explain(&Termbase::load(names)?, name)?,
        Command::Convert { files, out } => {
            // Reports empty names.
            write(Termbase::new(load::read_all(files)?)?.names(), out.as_ref())?;
        }
        Command::Learn { paths, out, names, without_shipped, least, locale, jobs } => {
            let termbase = match (without_shipped, names.is_empty()) {
                (false, _) => Termbase::load(names)?,
                (true, true) => Termbase::empty()?,
                (true, false) => Termbase::new(load::read_all(names)?)?,
            };
            let locale = locale.as_deref().map(parse_locale).transpose()?;
            return learn(paths, out.as_ref(), &termbase, *least, locale, jobs.jobs);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn parse_locale(text: &str) -> Result<LocaleTag, Error> {
    LocaleTag::parse(text)
        .ok_or_else(|| Error::usage(format!("{text:?} is no locale; write it like pt-BR")))
}

fn list(termbase: &Termbase, locale: Option<&str>) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let locale = locale.map(parse_locale).transpose()?;
    for name in termbase.names() {
        let (policy, rest) = if let Some(tag) = &locale {
            let rendering = name.rendering(glossator::locale::Locale::of(tag));
            let forms = rendering.map(|r| r.forms.join("; ")).unwrap_or_default();
            (rendering.map_or(name.policy, |r| r.policy), forms)
        } else {
            let tags: Vec<&str> = name.locales.keys().map(String::as_str).collect();
            (name.policy, tags.join(" "))
        };
        writeln!(out, "{}\t{}\t{}\t{rest}", name.name, name.kind, policy.as_str())?;
    }
    Ok(())
}

fn explain(termbase: &Termbase, text: &str) -> anyhow::Result<()> {
    let name = termbase.lookup(text).ok_or_else(|| {
        let hint = match nearest(termbase, text) {
            Some(near) => format!("did you mean {near:?}?"),
            None => "`glossator names list` shows them".to_owned(),
        };
        Error::usage(format!("there is no name {text:?}; {hint}"))
    })?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", name.name)?;
    if !name.kind.is_empty() {
        writeln!(out, "  kind: {}", name.kind)?;
    }
    let meaning = match name.policy {
        Policy::Keep => "kept in English",
        Policy::Localized => "rendered in forms of the locale",
        Policy::Both => "kept in English or rendered, both are right",
    };
    writeln!(out, "  where no locale is listed: {meaning}")?;
    if !name.aliases.is_empty() {
        writeln!(out, "  may be called: {}", name.aliases.join(", "))?;
    }
    for former in &name.formerly {
        let year = former.year.map(|y| format!(" until {y}")).unwrap_or_default();
        writeln!(out, "  was called: {}{year}", former.name)?;
    }
    if let Some(renamed) = &name.renamed {
        let year = renamed.year.map(|y| format!(" since {y}")).unwrap_or_default();
        writeln!(out, "  is called: {}{year}", renamed.to)?;
    }
    if name.common_word {
        writeln!(out, "  is a common word too: a name only where its context says so")?;
    }
    for (tag, rendering) in &name.locales {
        let forms = rendering.forms.join("; ");
        writeln!(
            out,
            "  {tag}: {}{}{forms}",
            rendering.policy.as_str(),
            if forms.is_empty() { "" } else { ": " }
        )?;
        if !rendering.forbidden.is_empty() {
            writeln!(out, "  {tag}: never {}", rendering.forbidden.join("; "))?;
        }
    }
    Ok(())
}

/// The name most like a text that no name has.
fn nearest<'t>(termbase: &'t Termbase, text: &str) -> Option<&'t str> {
    let wanted = text.to_lowercase();
    let likeness = |name: &Name| strsim::jaro_winkler(&wanted, &name.name.to_lowercase());
    termbase
        .names()
        .iter()
        .map(|name| (likeness(name), name.name.as_str()))
        .filter(|(likeness, _)| *likeness > 0.88)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

fn learn(
    paths: &[PathBuf],
    out: Option<&PathBuf>,
    termbase: &Termbase,
    least: u32,
    locale: Option<LocaleTag>,
    jobs: Option<usize>,
) -> anyhow::Result<ExitCode> {
    let options = ReadOptions { locale, ..ReadOptions::default() };
    let mut renderings = Renderings::default();
    let counter = progress::counter("pages");
    let problems = jobs::pool(jobs)?.install(|| {
        pipeline::read_all(paths, &[], options, |document| {
            counter.inc(1);
            renderings.observe(document, termbase);
            Ok(())
        })
    })?;
    counter.finish_and_clear();
    let names = renderings.learn(least);
    if names.is_empty() {
        return Err(Error::usage(format!(
            "no name occurs in {least} segments of a locale: give more pages or a smaller --least"
        ))
        .into());
    }
    write(&names, out)?;
    let lost = problems.iter().filter(|p| p.kind.is_loss()).count();
    for problem in problems.iter().filter(|p| p.kind.is_loss()) {
        tell(format_args!("{}: {}", problem.path, problem.message));
    }
    Ok(if lost > 0 { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

fn write(names: &[Name], out: Option<&PathBuf>) -> anyhow::Result<()> {
    let yaml = serde_yaml::to_string(names)?;
    match out {
        Some(path) => std::fs::write(path, yaml)
            .with_context(|| format!("{}: cannot be written", path.display())),
        None => Ok(std::io::stdout().lock().write_all(yaml.as_bytes())?),
    }
}
