//! From the options to the output: reads batches, counts them on all threads, sums them in order.

use std::io::{self, BufWriter, IsTerminal, Write};

use super::counted::{Counted, count_batch};
use super::documents::Documents;
use super::input::{self, Corpus, Encoding, Fields, Lines, Segments};
use super::judged::{Answered, Bench, Scores};
use super::options::{Args, Format};
use super::output::{Colors, Style};
use super::per_segment::PerSegment;
use super::table::Test;
use super::{Failure, complain};
use crate::cli::jobs;
use glossator::document::Problem;
use glossator::metrics::significance::{Seed, SegmentStatistics};
use glossator::metrics::{Metric, ReferenceCount, Statistics};

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
    let problems = pool.install(|| evaluation.run(args, &mut out))?;
    out.flush()?;
    for Problem { path, line, message, .. } in &problems {
        match line {
            Some(line) => complain(&format!("{path}:{line}: {message}")),
            None => complain(message),
        }
    }
    // All else is told, and a missing score is no lesser loss for it.
    if problems.iter().any(|problem| problem.kind.is_loss()) {
        return Err(Failure { code: 2, message: None });
    }
    Ok(())
}

/// What is to be evaluated.
pub(super) struct Evaluation {
    pub(super) metrics: Vec<Box<dyn Metric>>,
    pub(super) references: ReferenceCount,
    pub(super) systems: Vec<String>,
    corpus: Corpus,
    bench: Option<Bench>,
    pub(super) test: Option<Test>,
    pub(super) seed: Seed,
    per_segment: Option<PerSegment>,
    pub(super) style: Style,
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
        if args.sentence_level && args.judges.is_asked() {
            return Err(Failure::new(
                "judges say nothing in sentence-level mode; --per-segment FILE has what they say of each segment",
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
        let named = args.refs.iter().chain(args.input.iter().flatten());
        let named = named.chain(&args.judges.source).chain(&args.docs);
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
        let open = |name: &String| Lines::open(name, encoding, Fields::One);
        let sources = args.judges.source.as_ref().map(open).transpose()?;
        let documents = args.docs.as_ref().map(open).transpose()?;
        // They go by their files, not by the part that they play.
        let files = args.input.as_ref().filter(|files| files.len() == names.len());
        let bench = Bench::start(&args.judges, args.locales(), files.unwrap_or(&names))?;
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
            corpus: Corpus::new(references, systems, sources, documents),
            bench,
            test: match (&args.tests.paired_bs, &args.tests.paired_ar) {
                (true, _) => Some(Test::Bootstrap(or_default(args.tests.paired_bs_n, 1000))),
                (_, true) => Some(Test::Randomization(or_default(args.tests.paired_ar_n, 10_000))),
                _ => None,
            },
            seed,
            per_segment: None,
            style: Style {
                format: args.format(),
                width: report.width.into(),
                score_only: report.score_only,
                short: report.short,
                colors: Colors(!no_color && !report.no_color && io::stdout().is_terminal()),
            },
        })
    }

    /// Prints all; what went wrong with judges is told in the end.
    fn run(mut self, args: &Args, out: &mut (dyn Write + Send)) -> Result<Vec<Problem>, Failure> {
        let counted = self.count(args, out)?;
        if let Some(per_segment) = self.per_segment.take() {
            per_segment.finish()?;
        }
        if counted.segments == 0 {
            return Err(Failure::new("the systems and references hold no segment"));
        }
        if args.sentence_level {
            return Ok(Vec::new());
        }
        let problems = self.bench.take().map(Bench::finish).unwrap_or_default();
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
            let json = format == Format::Json;
            documents.print(&self.metrics, &counted.judged, &self.systems, width, json, out)?;
        }
        Ok(problems)
    }

    /// Reads and counts all segments: while one batch is counted and judged, the next one is read.
    fn count(&mut self, args: &Args, out: &mut (dyn Write + Send)) -> Result<Counted, Failure> {
        let stride = self.metrics.len() * self.systems.len();
        let keep = args.tests.confidence || self.test.is_some();
        let judged = self.bench.as_mut().map(|bench| bench.settle(keep)).transpose()?;
        let judged = judged.unwrap_or_default();
        if let Some(path) = &args.per_segment {
            let metrics = self.metrics.iter().map(|metric| metric.name());
            let columns = metrics.chain(judged.iter().map(|judge| judge.name.clone())).collect();
            let waits = self.bench.as_ref().is_some_and(|bench| bench.sample().is_some());
            let systems = self.systems.clone();
            let documents = args.docs.is_some();
            self.per_segment = Some(PerSegment::create(path, systems, columns, documents, waits)?);
        }
        let mut counted = Counted {
            segments: 0,
            sums: vec![Statistics::default(); stride],
            kept: if keep { vec![SegmentStatistics::default(); stride] } else { Vec::new() },
            tokenized: vec![0; self.systems.len()],
            documents: args.docs.is_some().then(Documents::default),
            judged,
        };
        let (mut segments, mut next) = (Segments::default(), Segments::default());
        let mut results: Vec<Statistics> = Vec::new();
        self.corpus.read(&mut segments)?;
        while segments.len > 0 {
            results.resize(segments.len * stride, Statistics::default());
            let Evaluation { corpus, metrics, systems, bench, .. } = self;
            let ask = || bench.as_mut().map(|bench| bench.ask(&segments)).unwrap_or_default();
            let mut count = || count_batch(metrics, systems.len(), &segments, &mut results);
            let (read, (scores, ())) =
                rayon::join(|| corpus.read(&mut next), || rayon::join(ask, &mut count));
            if args.sentence_level {
                self.print_sentences(&results[..segments.len], out)?;
            }
            self.add(&segments, &results, &scores, &mut counted)?;
            read?;
            std::mem::swap(&mut segments, &mut next);
        }
        self.ask_sample(&mut counted)?;
        Ok(counted)
    }

    /// Adds a batch's results, and what judges said of it, to the sums, in the order of segments.
    fn add(
        &mut self,
        segments: &Segments,
        results: &[Statistics],
        said: &[Scores],
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
            let said = said.get(segment).map_or(&[][..], Vec::as_slice);
            counted.judge(document, said);
            if let Some(per_segment) = &mut self.per_segment {
                let judges = counted.judged.len();
                for (system, results) in results.chunks_exact(metrics).enumerate() {
                    let scores = self.metrics.iter().zip(results);
                    let scores = scores
                        .map(|(metric, statistics)| Some(metric.sentence_score(statistics)))
                        .chain(said.iter().skip(system * judges).take(judges).copied())
                        .collect();
                    per_segment.add(system, document, counted.segments, scores)?;
                }
            }
        }
        Ok(())
    }

    /// Asks about the sample, if there is one, and tells the judges' counts what they are counts of.
    fn ask_sample(&mut self, counted: &mut Counted) -> Result<(), Failure> {
        let Some(bench) = &mut self.bench else { return Ok(()) };
        let answered = bench.ask_sample();
        for Answered { document, scores, .. } in &answered {
            counted.judge(document.as_deref(), scores);
        }
        for judged in &mut counted.judged {
            judged.close(counted.segments, bench.sample());
        }
        match &mut self.per_segment {
            Some(per_segment) => per_segment.release(&answered),
            None => Ok(()),
        }
    }
}

/// `value`, or the default where it is 0.
fn or_default(value: usize, default: usize) -> usize {
    if value == 0 { default } else { value }
}
