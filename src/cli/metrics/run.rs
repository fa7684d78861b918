//! From the options to the output: reads batches, counts them on all threads, sums them in order.

use std::fmt::Write as _;
use std::io::{self, BufWriter, IsTerminal, Write};

use rayon::prelude::*;

use super::documents::Documents;
use super::input::{self, Corpus, Encoding, Fields, Lines, Segments};
use super::options::{Args, Format};
use super::output::{Colors, Style};
use super::per_segment::PerSegment;
use super::table::{Cell, Paired, Table, Test};
use super::{Failure, complain};
use crate::cli::jobs;
use glossator::metrics::significance::{Seed, SegmentStatistics, bootstrap, randomization};
use glossator::metrics::{Metric, ReferenceCount, Score, Signature, Statistics};

/// Segments that a thread counts at a time.
const SHARE: usize = 32;
/// So many lines that end in " ." say that a text is tokenized already.
const TOKENIZED_LINES: u64 = 100;

/// Runs the command.
pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout());
    if args.version {
        let reproduced = glossator::metrics::VERSION;
        writeln!(
            out,
            "glossator {} (scores of sacreBLEU {reproduced})",
            env!("CARGO_PKG_VERSION")
        )?;
        return Ok(out.flush()?);
    }
    args.check_test_sets()?;
    let pool = jobs::pool(args.threads())
        .map_err(|error| Failure { code: 2, message: Some(error.to_string()) })?;
    let evaluation = Evaluation::new(args)?;
    pool.install(|| evaluation.run(args, &mut out))?;
    Ok(out.flush()?)
}

/// What is to be evaluated.
struct Evaluation {
    metrics: Vec<Box<dyn Metric>>,
    references: ReferenceCount,
    systems: Vec<String>,
    corpus: Corpus,
    test: Option<Test>,
    seed: Seed,
    per_segment: Option<PerSegment>,
    style: Style,
}

impl Evaluation {
    /// Opens the inputs and checks that the options go together, in sacreBLEU's order.
    fn new(args: &Args) -> Result<Self, Failure> {
        let metrics = args.metrics()?;
        if args.sentence_level && metrics.len() > 1 {
            return Err(Failure::new(
                "only one metric can be used in sentence-level mode; --per-segment FILE takes several",
            ));
        }
        if args.num_refs != 1 && args.refs.len() > 1 {
            return Err(Failure::new("-nr splits one reference file at tabs; give only that file"));
        }
        if args.refs.is_empty() {
            return Err(Failure::new("no references: give one or more files before -i/--input"));
        }
        let encoding: Encoding = args.encoding.parse()?;
        let fields = match args.num_refs {
            1 => Fields::One,
            count => Fields::Upto(count.into()),
        };
        let named = args.refs.iter().chain(args.input.iter().flatten()).chain(&args.docs);
        if named.filter(|name| *name == "-").count() > 1 {
            return Err(Failure::new(
                "-: standard input can be read once; name files for the others",
            ));
        }
        let references = args
            .refs
            .iter()
            .map(|name| Lines::open(name, encoding, fields))
            .collect::<Result<Vec<_>, _>>()?;

        let paired = args.is_paired();
        let mut names: Vec<String> = Vec::new();
        let systems = match &args.input {
            None => {
                let stdin = Lines::stdin(encoding)?;
                let Fields::Exactly(count) = stdin.fields else {
                    return Err(Failure::new("no system"));
                };
                names.extend((1..=count).map(|i| format!("System {i}")));
                if paired {
                    names.pop();
                    names.insert(0, "Baseline".to_owned());
                }
                vec![stdin]
            }
            Some(files) => {
                let mut systems = Vec::new();
                for name in files {
                    if names.contains(name) {
                        if paired && names[0] == *name {
                            continue;
                        }
                        return Err(Failure::new(format!(
                            "{name} is given twice; a system needs a name of its own"
                        )));
                    }
                    systems.push(Lines::open(name, encoding, Fields::One)?);
                    names.push(name.clone());
                }
                if systems.is_empty() {
                    return Err(Failure::new("no system: give one or more files after -i"));
                }
                if paired {
                    names[0] = format!("Baseline: {}", names[0]);
                }
                systems
            }
        };
        if args.sentence_level {
            if names.len() > 1 {
                return Err(Failure::new(
                    "only one system can be evaluated in sentence-level mode",
                ));
            }
            if args.tests.confidence || paired {
                return Err(Failure::new(
                    "statistical tests are unavailable in sentence-level mode",
                ));
            }
        }
        if paired && names.len() == 1 {
            return Err(Failure::new("paired tests need several systems; give them after -i"));
        }
        if names.len() > 1 && args.tests.confidence {
            return Err(Failure::new(
                "-ci is for one system; use --paired-bs or --paired-ar for several",
            ));
        }
        let seed: Seed = match std::env::var("SACREBLEU_SEED") {
            Ok(seed) => {
                seed.parse().map_err(|error| Failure::new(format!("SACREBLEU_SEED: {error}")))?
            }
            Err(_) => Seed::default(),
        };
        let documents =
            args.docs.as_ref().map(|name| Lines::open(name, encoding, Fields::One)).transpose()?;
        let columns = metrics.iter().map(|metric| metric.name()).collect();
        let per_segment = args
            .per_segment
            .as_ref()
            .map(|path| PerSegment::create(path, columns, documents.is_some()))
            .transpose()?;
        if args.sentence_level {
            // Scores are printed as they come, so that a mismatch must be found before.
            let files = args.refs.iter().chain(args.input.iter().flatten()).chain(&args.docs);
            input::check_lengths(&files.map(String::as_str).collect::<Vec<_>>())?;
        }
        let report = &args.report;
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Ok(Evaluation {
            metrics,
            references: ReferenceCount::Fixed(args.refs.len().max(args.num_refs.into())),
            systems: names,
            corpus: Corpus::new(references, systems, documents),
            test: match (&args.tests.paired_bs, &args.tests.paired_ar) {
                (true, _) => Some(Test::Bootstrap(or_default(args.tests.paired_bs_n, 1000))),
                (_, true) => Some(Test::Randomization(or_default(args.tests.paired_ar_n, 10_000))),
                _ => None,
            },
            seed,
            per_segment,
            style: Style {
                format: args.format(),
                width: report.width.into(),
                score_only: report.score_only,
                short: report.short,
                colors: Colors(!no_color && !report.no_color && io::stdout().is_terminal()),
            },
        })
    }

    fn run(mut self, args: &Args, out: &mut (dyn Write + Send)) -> Result<(), Failure> {
        let counted = self.count(args, out)?;
        if let Some(per_segment) = self.per_segment.take() {
            per_segment.finish()?;
        }
        if counted.segments == 0 {
            return Err(Failure::new("the systems and references hold no segment"));
        }
        if args.sentence_level {
            return Ok(());
        }
        if !args.report.quiet
            && !args.bleu.force
            && self.metrics.iter().any(|metric| metric.id() == "bleu")
        {
            for (name, _) in self
                .systems
                .iter()
                .zip(&counted.tokenized)
                .filter(|(_, lines)| **lines >= TOKENIZED_LINES)
            {
                complain(&format!(
                    "warning: {name}: {TOKENIZED_LINES} or more lines end in ` .`, as if tokenized; scores of tokenized \
                     text are not comparable (--force drops this warning)"
                ));
            }
        }
        if self.systems.len() == 1 {
            self.print_one(args, &counted, out)?;
        } else {
            if !args.report.quiet {
                complain(&format!("found {} systems", self.systems.len()));
            }
            self.print_several(&counted, out)?;
        }
        if let Some(documents) = &counted.documents {
            let Style { format, width, .. } = self.style;
            writeln!(out)?;
            documents.print(&self.metrics, &self.systems, width, format == Format::Json, out)?;
        }
        Ok(())
    }

    /// Reads and counts all segments: while one batch is counted, the next one is read.
    fn count(&mut self, args: &Args, out: &mut (dyn Write + Send)) -> Result<Counted, Failure> {
        let stride = self.metrics.len() * self.systems.len();
        let keep = args.tests.confidence || self.test.is_some();
        let mut counted = Counted {
            segments: 0,
            sums: vec![Statistics::default(); stride],
            kept: if keep { vec![SegmentStatistics::default(); stride] } else { Vec::new() },
            tokenized: vec![0; self.systems.len()],
            documents: args.docs.is_some().then(Documents::default),
        };
        let (mut segments, mut next) = (Segments::default(), Segments::default());
        let mut results: Vec<Statistics> = Vec::new();
        self.corpus.read(&mut segments)?;
        while segments.len > 0 {
            results.resize(segments.len * stride, Statistics::default());
            let Evaluation { corpus, metrics, systems, .. } = self;
            let (read, ()) = rayon::join(
                || corpus.read(&mut next),
                || count_batch(metrics, systems.len(), &segments, &mut results),
            );
            if args.sentence_level {
                self.print_sentences(&results[..segments.len], out)?;
            }
            self.add(&segments, &results, &mut counted)?;
            read?;
            std::mem::swap(&mut segments, &mut next);
        }
        Ok(counted)
    }

    /// Adds a batch's results to the sums, in the order of segments.
    fn add(
        &mut self,
        segments: &Segments,
        results: &[Statistics],
        counted: &mut Counted,
    ) -> Result<(), Failure> {
        let metrics = self.metrics.len();
        for (segment, results) in results.chunks_exact(metrics * self.systems.len()).enumerate() {
            counted.segments += 1;
            for (sum, statistics) in counted.sums.iter_mut().zip(results) {
                *sum += statistics;
            }
            for (kept, statistics) in counted.kept.iter_mut().zip(results) {
                kept.push(statistics);
            }
            for (system, lines) in counted.tokenized.iter_mut().enumerate() {
                *lines += u64::from(segments.hypothesis(segment, system).ends_with(" ."));
            }
            let document = segments.document(segment);
            if let (Some(documents), Some(name)) = (&mut counted.documents, document) {
                documents.add(name, results);
            }
            if let Some(per_segment) = &mut self.per_segment {
                for (name, results) in self.systems.iter().zip(results.chunks_exact(metrics)) {
                    let scores = self.metrics.iter().zip(results);
                    let scores =
                        scores.map(|(metric, statistics)| metric.sentence_score(statistics));
                    per_segment.add(name, document, counted.segments, scores)?;
                }
            }
        }
        Ok(())
    }

    fn signature(&self, metric: &dyn Metric) -> Signature {
        metric.signature().with_references(self.references)
    }

    fn print_sentences(
        &self,
        results: &[Statistics],
        out: &mut (dyn Write + Send),
    ) -> Result<(), Failure> {
        let metric = self.metrics[0].as_ref();
        let Style { width, score_only, short, .. } = self.style;
        let parameters = self.signature(metric);
        let signature = if short { parameters.short() } else { parameters.to_string() };
        let lines: Vec<String> = results
            .par_chunks(SHARE)
            .map(|results| {
                let mut lines = String::new();
                for statistics in results {
                    if score_only {
                        let _ = writeln!(lines, "{:.width$}", metric.score(statistics));
                    } else {
                        let score = score(metric, statistics, parameters.clone());
                        lines += &score.line(width, Some(&signature));
                        lines.push('\n');
                    }
                }
                lines
            })
            .collect();
        Ok(lines.iter().try_for_each(|lines| out.write_all(lines.as_bytes()))?)
    }

    fn print_one(
        &self,
        args: &Args,
        counted: &Counted,
        out: &mut (dyn Write + Send),
    ) -> Result<(), Failure> {
        let samples = args.tests.confidence_n;
        let tables: Vec<(&dyn Metric, &SegmentStatistics)> =
            self.metrics.iter().map(AsRef::as_ref).zip(&counted.kept).collect();
        let drawn = if args.tests.confidence && samples > 1 {
            bootstrap(&tables, samples, self.seed)
        } else {
            Vec::new()
        };
        let scores: Vec<Score> = self
            .metrics
            .iter()
            .zip(&counted.sums)
            .enumerate()
            .map(|(i, (metric, sum))| {
                let mut score = score(metric.as_ref(), sum, self.signature(metric.as_ref()));
                if let Some(drawn) = drawn.get(i) {
                    score.confidence = Some(drawn.confidence());
                    score.signature =
                        score.signature.with_bootstrap(samples, &self.seed.to_string());
                }
                score
            })
            .collect();
        self.style.scores(&scores, out)?;
        if args.report.detail {
            // Subsets exist in test sets only; sacreBLEU says so in these words.
            writeln!(out, "No subset information found. Consider using --origlang argument.")?;
        }
        Ok(())
    }

    fn print_several(
        &self,
        counted: &Counted,
        out: &mut (dyn Write + Send),
    ) -> Result<(), Failure> {
        let (metrics, seed) = (self.metrics.len(), self.seed.to_string());
        let tables: Vec<(&dyn Metric, &SegmentStatistics)> =
            self.metrics.iter().map(AsRef::as_ref).cycle().zip(&counted.kept).collect();
        let scores: Vec<f64> = counted
            .sums
            .iter()
            .enumerate()
            .map(|(i, sum)| self.metrics[i % metrics].score(sum))
            .collect();
        let drawn = match self.test {
            Some(Test::Bootstrap(samples)) => bootstrap(&tables, samples, self.seed),
            _ => Vec::new(),
        };
        let chances = match self.test {
            Some(Test::Randomization(trials)) => {
                let pairs: Vec<_> = tables
                    .iter()
                    .enumerate()
                    .skip(metrics)
                    .map(|(i, &(metric, system))| (metric, tables[i % metrics].1, system))
                    .collect();
                randomization(&pairs, trials, self.seed)
            }
            _ => Vec::new(),
        };
        let cell = |i: usize| {
            let baseline = i % metrics;
            let paired = self.test.map(|test| Paired {
                p_value: (i >= metrics).then(|| match test {
                    Test::Bootstrap(_) => {
                        drawn[i].p_value(&drawn[baseline], (scores[baseline] - scores[i]).abs())
                    }
                    Test::Randomization(_) => chances[i - metrics],
                }),
                confidence: drawn
                    .get(i)
                    .map(glossator::metrics::significance::Resamples::paired_confidence),
            });
            Cell { score: scores[i], paired }
        };
        let columns = self.metrics.iter().enumerate().map(|(k, metric)| {
            let signature = self.signature(metric.as_ref());
            let signature = match self.test {
                Some(Test::Bootstrap(samples)) => signature.with_bootstrap(samples, &seed),
                Some(Test::Randomization(trials)) => signature.with_randomization(trials, &seed),
                None => signature,
            };
            let signature =
                if self.style.short { signature.short() } else { signature.to_string() };
            let cells = (0..self.systems.len()).map(|system| cell(system * metrics + k)).collect();
            (metric.name(), signature, cells)
        });
        let table =
            Table { systems: self.systems.clone(), metrics: columns.collect(), test: self.test };
        let Style { format, width, colors, .. } = self.style;
        Ok(table.print(format, width, colors, out)?)
    }
}

/// What all batches come to; by system, then by metric.
struct Counted {
    segments: u64,
    sums: Vec<Statistics>,
    /// Each segment's statistics, where resamples will be drawn.
    kept: Vec<SegmentStatistics>,
    /// Lines of each system that end in " .".
    tokenized: Vec<u64>,
    documents: Option<Documents>,
}

/// Fills `results` with the statistics of each segment, by system, then by metric.
fn count_batch(
    metrics: &[Box<dyn Metric>],
    systems: usize,
    segments: &Segments,
    results: &mut [Statistics],
) {
    let stride = metrics.len() * systems;
    results.par_chunks_mut(SHARE * stride).enumerate().for_each(|(share, results)| {
        let mut references = Vec::new();
        for (i, results) in results.chunks_exact_mut(stride).enumerate() {
            let segment = share * SHARE + i;
            segments.references(segment, &mut references);
            for (system, results) in results.chunks_exact_mut(metrics.len()).enumerate() {
                let hypothesis = segments.hypothesis(segment, system);
                for (metric, result) in metrics.iter().zip(results) {
                    *result = metric.statistics(hypothesis, &references);
                }
            }
        }
    });
}

fn score(metric: &dyn Metric, sum: &Statistics, signature: Signature) -> Score {
    Score {
        name: metric.name(),
        value: metric.score(sum),
        signature,
        details: metric.details(sum),
        confidence: None,
    }
}

/// `value`, or the default where it is 0.
fn or_default(value: usize, default: usize) -> usize {
    if value == 0 { default } else { value }
}
