//! The scores of one system, of several, and of each segment, as they are printed.

use std::fmt::Write as _;
use std::io::Write;

use rayon::prelude::*;

use super::Failure;
use super::counted::{Counted, SHARE};
use super::judged::Judged;
use super::options::Args;
use super::output::{Row, Style, judged_width};
use super::run::Evaluation;
use super::table::{Cell, Measure, Paired, Table, Test};
use glossator::judges::Sums;
use glossator::metrics::significance::{Resamples, SegmentStatistics, bootstrap, randomization};
use glossator::metrics::{Interval, Mean, Metric, Score, Signature, Statistics};

/// A metric with its statistics of each segment.
type Segments<'a> = (&'a dyn Metric, &'a SegmentStatistics);

impl Evaluation {
    fn signature(&self, metric: &dyn Metric) -> Signature {
        metric.signature().with_references(self.references)
    }

    /// The score of each segment by the one metric.
    pub(super) fn print_sentences(
        &self,
        results: &[Statistics],
        out: &mut (dyn Write + Send),
    ) -> Result<(), Failure> {
        let metric = self.metrics[0].as_ref();
        let Style { width, score_only, .. } = self.style;
        let parameters = self.signature(metric);
        let signature = self.style.signature(&parameters);
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

    /// The scores of one system.
    pub(super) fn print_one(
        &self,
        args: &Args,
        counted: &Counted,
        out: &mut (dyn Write + Send),
    ) -> Result<(), Failure> {
        let samples = args.tests.confidence_n;
        let draws = args.tests.confidence && samples > 1;
        let draw = |tables: &[Segments]| {
            if draws { bootstrap(tables, samples, self.seed) } else { Vec::new() }
        };
        let seed = self.seed.to_string();
        let tables: Vec<Segments> =
            self.metrics.iter().map(AsRef::as_ref).zip(&counted.kept).collect();
        let drawn = draw(&tables);
        let scores =
            self.metrics.iter().zip(&counted.sums).enumerate().map(|(i, (metric, sum))| {
                let mut score = score(metric.as_ref(), sum, self.signature(metric.as_ref()));
                if let Some(drawn) = drawn.get(i) {
                    score.confidence = Some(drawn.confidence());
                    score.signature = score.signature.with_bootstrap(samples, &seed);
                }
                Row::Score(score)
            });
        let judged = counted.judged.iter().map(|judged| {
            let signature = judged.signature();
            let Some(value) = judged.sums()[0].mean() else {
                return Row::Unjudged(judged.name.clone(), signature);
            };
            // Its segments may be others than those of the metrics: it has resamples of its own.
            let drawn = judged.kept.first().map(|kept| draw(&[(&Mean, kept)])).unwrap_or_default();
            let confidence =
                drawn.first().map(Resamples::confidence).or_else(|| sampled(judged, 0));
            let signature = match drawn.first() {
                Some(_) => signature.with_bootstrap(samples, &seed),
                None => signature,
            };
            let name = judged.name.clone();
            Row::Judged(Score { name, value, signature, details: None, confidence })
        });
        let scores: Vec<Row> = scores.chain(judged).collect();
        self.style.scores(&scores, out)?;
        if args.report.detail {
            // Subsets exist in test sets only; sacreBLEU says so in these words.
            writeln!(out, "No subset information found. Consider using --origlang argument.")?;
        }
        Ok(())
    }

    /// The table of several systems.
    pub(super) fn print_several(
        &self,
        counted: &Counted,
        out: &mut (dyn Write + Send),
    ) -> Result<(), Failure> {
        let metrics = self.metrics.len();
        let tables: Vec<Segments> =
            self.metrics.iter().map(AsRef::as_ref).cycle().zip(&counted.kept).collect();
        let score = |i: usize, sum| self.metrics[i % metrics].score(sum);
        let scores: Vec<Option<f64>> =
            counted.sums.iter().enumerate().map(|(i, sum)| Some(score(i, sum))).collect();
        let mut cells = self.tested(&tables, &scores, metrics);
        let mut measures: Vec<Measure> = Vec::new();
        let measure = |name, signature, width, cells| {
            let signature = self.style.signature(&self.tested_signature(signature));
            Measure { name, signature, width, cells }
        };
        let width = self.style.width;
        for (k, metric) in self.metrics.iter().enumerate() {
            let of_metric = cells.iter_mut().skip(k).step_by(metrics).map(std::mem::take);
            let signature = self.signature(metric.as_ref());
            measures.push(measure(metric.name(), signature, width, of_metric.collect()));
        }
        for judged in &counted.judged {
            let scores: Vec<Option<f64>> = judged.sums().iter().map(Sums::mean).collect();
            let tables: Vec<Segments> =
                judged.kept.iter().map(|kept| (&Mean as &dyn Metric, kept)).collect();
            let mut cells = if judged.has_scores() {
                self.tested(&tables, &scores, 1)
            } else {
                scores.iter().map(|_| Cell::default()).collect()
            };
            for (system, cell) in cells.iter_mut().enumerate() {
                if let (None | Some(Paired { confidence: None, .. }), Some(interval)) =
                    (&cell.paired, sampled(judged, system))
                {
                    let p_value = cell.paired.as_ref().and_then(|paired| paired.p_value);
                    cell.paired = Some(Paired { p_value, confidence: Some(interval) });
                }
            }
            let width = judged_width(width);
            measures.push(measure(judged.name.clone(), judged.signature(), width, cells));
        }
        let table = Table { systems: self.systems.clone(), measures, test: self.test };
        Ok(table.print(self.style.format, self.style.colors, out)?)
    }

    /// The signature of what was tested.
    fn tested_signature(&self, signature: Signature) -> Signature {
        let seed = self.seed.to_string();
        match self.test {
            Some(Test::Bootstrap(samples)) => signature.with_bootstrap(samples, &seed),
            Some(Test::Randomization(trials)) => signature.with_randomization(trials, &seed),
            None => signature,
        }
    }

    /// Cells by system, then by metric, with the test's word on each of a system against that of the first.
    fn tested(&self, tables: &[Segments], scores: &[Option<f64>], metrics: usize) -> Vec<Cell> {
        let drawn = match self.test {
            Some(Test::Bootstrap(samples)) => bootstrap(tables, samples, self.seed),
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
        let difference = |i: usize| Some((scores[i % metrics]? - scores[i]?).abs());
        let cell = |i: usize| {
            let paired = self.test.map(|test| Paired {
                p_value: difference(i).filter(|_| i >= metrics).map(|difference| match test {
                    Test::Bootstrap(_) => drawn[i].p_value(&drawn[i % metrics], difference),
                    Test::Randomization(_) => chances[i - metrics],
                }),
                confidence: drawn.get(i).map(Resamples::paired_confidence),
            });
            Cell { score: scores[i], paired }
        };
        (0..scores.len()).map(cell).collect()
    }
}

/// What a judge's sample tells of the mean of all segments.
fn sampled(judged: &Judged, system: usize) -> Option<Interval> {
    let sums = judged.sums().get(system)?;
    let ([low, high], mean) = (sums.interval()?, sums.mean()?);
    Some(Interval { mean, half_width: (high - low) / 2.0 })
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
