//! `glossator extract`: writes the pairs of inputs in another format.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::inputs::Locales;
use super::jobs::{self, Jobs};
use super::progress;
use super::tell::tell;
use glossator::document::{Document, Problem, ProblemKind};
use glossator::error::Error;
use glossator::locale::LocaleTag;
use glossator::output::{PendingFile, SharedFile, visible};
use glossator::pipeline;
use glossator::read::formats;
use glossator::read::formats::write::{PairWriter, Writer};

/// Options of `glossator extract`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  glossator extract docs --to tsv > pairs.tsv   the pairs of the pages as a table
  glossator extract docs --to tmx -o memories   a memory for each locale

Exit codes: 0 done; 2 an input could not be read or the call was wrong.")]
pub(super) struct Args {
    /// Files and folders of localized pages, or of any format that is read
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Format to write
    #[arg(long, value_name = "FORMAT", value_parser = format_ids())]
    to: String,
    /// File to write, or folder for a file a locale (always so for po and tables of one locale) [default: standard output]
    #[arg(long, short, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Files or folders of the originals of pages that hold no pairs
    #[arg(long, value_name = "PATH", value_delimiter = ',')]
    source: Vec<PathBuf>,
    #[command(flatten)]
    locales: Locales,
    #[command(flatten)]
    jobs: Jobs,
}

fn format_ids() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(formats::writers().map(|(id, _)| id))
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let Some((id, writer)) = formats::writers().find(|(id, _)| *id == args.to) else {
        return Err(Error::usage(format!("--to {}: there is no such format", args.to)).into());
    };
    let options = args.locales.read_options()?;
    let mut sink = Sink::new(id, writer, args.out.clone())?;
    let counter = progress::counter("documents");
    let mut problems = jobs::pool(args.jobs.jobs)?.install(|| {
        pipeline::read_all(&args.paths, &args.source, options, |document| {
            counter.inc(1);
            sink.take(document)
        })
    })?;
    counter.finish_and_clear();
    let done = sink.finish(&mut problems)?;
    let losses = problems.iter().any(|p| p.kind.is_loss());
    super::result::print_losses(&problems);
    if args.out.is_some() {
        let mut stdout = std::io::stdout().lock();
        writeln!(stdout, "{} pairs of {} documents.", done.pairs, done.documents)?;
        for file in &done.files {
            writeln!(stdout, "{}", visible(&file.to_string_lossy()))?;
        }
    }
    if done.lost > 0 {
        tell(format_args!(
            "{} characters that {id} can't hold were written as U+FFFD; --to jsonl keeps all",
            done.lost
        ));
    }
    if done.pairs == 0 && !losses {
        return Err(Error::usage("there is no segment pair in the inputs").into());
    }
    Ok(if losses { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

/// What was written.
#[derive(Debug, Default)]
struct Done {
    documents: u64,
    pairs: u64,
    lost: u64,
    files: Vec<PathBuf>,
}

/// Where documents go: one writer, or one for each locale.
struct Sink {
    /// The format's id.
    id: &'static str,
    format: &'static Writer,
    place: Place,
    done: Done,
    nameless: Vec<Problem>,
}

enum Place {
    Stream(Option<Box<dyn PairWriter>>, Option<SharedFile>),
    Folder(PathBuf, BTreeMap<LocaleTag, (Box<dyn PairWriter>, SharedFile)>),
}

impl Sink {
    fn new(
        id: &'static str,
        format: &'static Writer,
        out: Option<PathBuf>,
    ) -> anyhow::Result<Sink> {
        let place = match out {
            None if !format.holds_locales => {
                let message = format!("--to {id}: name a folder with --out, for a file a locale");
                return Err(Error::usage(message).into());
            }
            None => {
                let stdout = std::io::BufWriter::new(std::io::stdout());
                Place::Stream(Some((format.begin)(Box::new(stdout))?), None)
            }
            Some(out) if format.holds_locales && !out.is_dir() && has_extension(&out) => {
                let file = PendingFile::at(&out)?.shared();
                let writer = (format.begin)(Box::new(file.clone()))?;
                Place::Stream(Some(writer), Some(file))
            }
            Some(out) => {
                std::fs::create_dir_all(&out).map_err(|e| Error::io(&out, e))?;
                Place::Folder(out, BTreeMap::new())
            }
        };
        Ok(Sink { id, format, place, done: Done::default(), nameless: Vec::new() })
    }

    fn take(&mut self, document: &Document) -> glossator::error::Result<()> {
        if document.segments.is_empty() {
            return Ok(());
        }
        if document.locale.is_empty() && self.format.needs_locale {
            self.nameless.push(Problem {
                path: document.path.clone(),
                line: None,
                kind: ProblemKind::Unreadable,
                message: format!(
                    "{} names the language of each text, and nothing names this file's: name it with `--locale`.",
                    self.id
                ),
            });
            return Ok(());
        }
        self.done.documents += 1;
        self.done.pairs += document.segments.len() as u64;
        let to_stdout = Path::new("standard output");
        match &mut self.place {
            Place::Stream(Some(writer), _) => {
                writer.document(document).map_err(|e| Error::io(to_stdout, e))
            }
            Place::Stream(None, _) => Ok(()),
            Place::Folder(folder, writers) => {
                let folder = folder.as_path();
                if !writers.contains_key(&document.locale) {
                    let locale = Some(document.locale.as_str()).filter(|l| !l.is_empty());
                    let name = format!("{}.{}", locale.unwrap_or("unknown"), self.format.extension);
                    let file = PendingFile::create(folder, &name)?.shared();
                    let writer = (self.format.begin)(Box::new(file.clone()))
                        .map_err(|e| Error::io(folder, e))?;
                    writers.insert(document.locale.clone(), (writer, file));
                }
                match writers.get_mut(&document.locale) {
                    Some((writer, _)) => {
                        writer.document(document).map_err(|e| Error::io(folder, e))
                    }
                    None => Ok(()),
                }
            }
        }
    }

    fn finish(mut self, problems: &mut Vec<Problem>) -> anyhow::Result<Done> {
        problems.append(&mut self.nameless);
        let mut files = Vec::new();
        match self.place {
            Place::Stream(writer, file) => {
                if let Some(writer) = writer {
                    self.done.lost += writer.finish()?;
                }
                if let Some(file) = file {
                    files.push(file.close()?);
                }
            }
            Place::Folder(_, writers) => {
                for (_, (writer, file)) in writers {
                    self.done.lost += writer.finish()?;
                    files.push(file.close()?);
                }
            }
        }
        for file in files {
            self.done.files.push(file.place()?);
        }
        Ok(self.done)
    }
}

/// Whether a path names a file rather than a folder to be made.
fn has_extension(path: &Path) -> bool {
    path.extension().is_some()
}
