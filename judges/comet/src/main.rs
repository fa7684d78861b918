//! The command: a judge that runs COMET, and what tells of a model.

use std::io::{BufReader, Write};
use std::num::NonZero;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use glossator_comet::batch::Scorer;
use glossator_comet::check;
use glossator_comet::licence::Licence;
use glossator_comet::model::{Class, Model, Precision};
use glossator_comet::protocol::{Hello, serve};
use glossator_comet::tokens::Tokens;

/// Scores translations with a model of COMET that you downloaded; a judge for `glossator score --judge`
///
/// Without a subcommand it reads questions from standard input and answers on standard output, a line of JSON each, as
/// docs/judges.md of glossator describes it.
#[derive(Parser)]
#[command(version, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// The model's folder: hparams.yaml, and checkpoints/model.ckpt or model.safetensors
    #[arg(long, value_name = "DIR", required = true)]
    model: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
    /// The name of its columns [default: comet, or cometkiwi for a model that takes no reference]
    #[arg(long)]
    name: Option<String>,
    /// Questions that are gathered, so that texts of like length go together
    #[arg(long, default_value = "128", value_name = "N")]
    batch: NonZero<usize>,
    /// Megabytes for vectors of texts that may occur again
    #[arg(long, default_value_t = 256, value_name = "MB")]
    keep: usize,
}

#[derive(Args)]
struct Options {
    /// A folder with the encoder's tokenizer.json or sentencepiece.bpe.model (and config.json), where the model's has none
    #[arg(long, value_name = "DIR")]
    encoder: Option<PathBuf>,
    /// Computes in small whole numbers: about twice as fast, scores a little off, a third of the memory
    #[arg(long)]
    int8: bool,
    /// Threads [default: as many as there are processors]
    #[arg(long, value_name = "N")]
    threads: Option<NonZero<usize>>,
}

#[derive(Subcommand)]
enum Command {
    /// Tells what a model is, whether it can be run, and what a run would cost
    Check {
        /// The model's folder
        #[arg(value_name = "DIR")]
        model: PathBuf,
        #[command(flatten)]
        options: Options,
        /// The folder of reports of a run (its *.segments.csv): how long all its segments would take here
        #[arg(long, value_name = "DIR")]
        run: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("glossator-comet: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(cli: Cli) -> Result<()> {
    if let Some(Command::Check { model, options, run }) = cli.command {
        let scorer = load(&model, &options, 0)?;
        let report = check::report(scorer, &model, run.as_deref())?;
        return Ok(std::io::stdout().write_all(report.as_bytes())?);
    }
    let folder = cli.model.unwrap_or_default();
    let licence = Licence::of(&folder);
    let mut scorer = load(&folder, &cli.options, cli.keep << 20)?;
    eprintln!("{licence}");
    let model = scorer.model();
    let without =
        !matches!(model.hparams.class, Class::Regression | Class::Unified { three: true, .. });
    let name = cli.name.unwrap_or_else(|| if without { "cometkiwi" } else { "comet" }.to_owned());
    let hello = Hello { name, signature: model.fingerprint(), batch: cli.batch.get() };
    serve(&mut scorer, &hello, BufReader::new(std::io::stdin()), std::io::stdout().lock())
}

fn load(folder: &std::path::Path, options: &Options, room: usize) -> Result<Scorer> {
    let encoder = options.encoder.as_deref();
    let precision = if options.int8 { Precision::Small } else { Precision::Full };
    let model = Model::load(folder, encoder, precision)?;
    let folders: Vec<_> = [folder].into_iter().chain(encoder).collect();
    let tokens = Tokens::find(&folders, model.longest_text())?;
    anyhow::ensure!(
        tokens.count() <= model.encoder.shape().vocabulary,
        "the tokenizer has {} tokens, the model only {}: it is another encoder's",
        tokens.count(),
        model.encoder.shape().vocabulary
    );
    let all = std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
    Ok(Scorer::new(model, tokens, options.threads.unwrap_or(all), room))
}
