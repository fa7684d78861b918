//! What a run finds, added up page by page.

use super::plan::{Counted, count_untranslated, no_pair};
use super::{Judged, ScoreOptions, Take};
use crate::config::MinScore;
use crate::document::{Problem, ProblemKind};
use crate::error::Result;
use crate::evaluate::{Evaluation, Evaluator, PlacedIssue};
use crate::learn::style;
use crate::locale::LocaleTag;
use crate::mqm::Severity;
use crate::read::layout::Plan;
use crate::read::left_out::LeftOut;
use crate::results::baseline::{Baseline, Status};
use crate::results::outcome::{Outcome, WorstIssues};

/// What the first pass tells the outcome.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Lessons {
    /// Habits by the id of their rule.
    pub(super) habits: Vec<(LocaleTag, String, style::Count)>,
    pub(super) broken_dictionaries: Vec<String>,
}

impl Lessons {
    pub(super) fn of(evaluator: &Evaluator) -> Lessons {
        let failures = evaluator.corpus.dictionaries().failures();
        let habits = evaluator.corpus.styles().counts();
        Lessons {
            habits: habits.map(|(tag, rule, n)| (tag.clone(), rule.id.to_owned(), n)).collect(),
            broken_dictionaries: failures.map(str::to_owned).collect(),
        }
    }
}

/// What a run found so far.
#[derive(Debug)]
pub(super) struct Gathering {
    pub(super) outcome: Outcome,
    left_out: LeftOut,
    segments: usize,
}

impl Gathering {
    /// Begins with what the plan of the inputs tells.
    pub(super) fn begin(show: usize, plan: &mut Plan) -> Gathering {
        let outcome = Outcome {
            worst: WorstIssues::new(show),
            problems: std::mem::take(&mut plan.problems),
            remarks: std::mem::take(&mut plan.remarks),
            layout: plan.layout.take(),
            ..Outcome::default()
        };
        Gathering { outcome, left_out: LeftOut::default(), segments: 0 }
    }

    /// Adds a file, and hands its pages on.
    pub(super) fn add(&mut self, judged: Judged, take: Take<'_>) -> Result<()> {
        match judged {
            Ok(pages) => {
                self.segments += pages.iter().map(|page| page.segments.len()).sum::<usize>();
                hand_on(pages.into_iter(), &mut self.outcome, &mut self.left_out, take)?;
            }
            Err(problem) if problem.kind == ProblemKind::NoTranslation => {
                self.left_out.add(&problem.path, problem.kind);
            }
            Err(problem) => self.outcome.problems.push(problem),
        }
        Ok(())
    }

    /// Adds up.
    pub(super) fn finish(
        self,
        options: &ScoreOptions,
        plan: &Plan,
        untranslated: Vec<Counted>,
        lessons: Lessons,
        baseline: Baseline,
    ) -> Result<Outcome> {
        let Gathering { mut outcome, left_out, segments } = self;
        outcome.problems.extend(left_out.problems());
        count_untranslated(plan, options.locale.as_ref(), untranslated, &mut outcome);
        let is_whole = options.only.is_none();
        if segments == 0 && is_whole && outcome.problems.iter().all(|p| !p.kind.is_loss()) {
            return Err(no_pair(&options.paths, plan.inputs.len()));
        }
        sort(&mut outcome.problems);
        for (locale, found) in &mut outcome.locales {
            let min_score = options.min_score.as_ref().and_then(|m| m.of(locale));
            found.judge(options.fail_on, min_score);
        }
        if let Some(MinScore::ByLocale(scores)) = options.min_score.as_ref().filter(|_| is_whole) {
            let has = |key: &str| outcome.locales.keys().any(|locale| locale.as_str() == key);
            let idle = scores.keys().filter(|key| *key != "default" && !has(key));
            outcome.remarks.extend(idle.map(|key| format!("min-score: no page is in {key}")));
        }
        outcome.baseline = baseline;
        outcome.broken_dictionaries = lessons.broken_dictionaries;
        let rule = |id: &str| style::RULES.iter().copied().find(|rule| rule.id == id);
        let habits = lessons.habits.into_iter();
        outcome.habits =
            habits.filter_map(|(tag, id, count)| Some((tag, rule(&id)?, count))).collect();
        Ok(outcome)
    }
}

/// Puts problems in the order of their paths and lines.
pub(super) fn sort(problems: &mut [Problem]) {
    problems.sort_by(|a, b| (&a.path, a.line, a.kind).cmp(&(&b.path, b.line, b.kind)));
}

/// Adds up the sums of evaluated pages and hands on those that have something to say.
fn hand_on(
    pages: impl Iterator<Item = Evaluation>,
    outcome: &mut Outcome,
    left_out: &mut LeftOut,
    take: Take<'_>,
) -> Result<()> {
    for page in pages {
        outcome.problems.extend(page.document.problems.iter().cloned());
        if page.document.segments.is_empty() && page.issues.is_empty() && page.dropped.is_empty() {
            if page.document.problems.is_empty() {
                left_out.add(&page.document.path, ProblemKind::NoTranslation);
            }
            continue;
        }
        let known = page.issues.iter().filter(|i| i.status == Status::Known).map(|i| i.fingerprint);
        for fingerprint in known.chain(page.dropped.iter().copied()) {
            *outcome.decisions_met.entry(fingerprint).or_default() += 1;
        }
        let found = outcome.locales.entry(page.document.locale.clone()).or_default();
        found.totals.merge(&page.totals);
        // Suspicions are neutral.
        let counts =
            |i: &&PlacedIssue| i.status == Status::New && i.issue.severity > Severity::Neutral;
        for placed in page.issues.iter().filter(counts) {
            found.meet(&page.document.path, placed.line, &placed.issue);
            outcome.worst.meet(&page.document.path, placed.line, &placed.issue);
        }
        take(page)?;
    }
    Ok(())
}
