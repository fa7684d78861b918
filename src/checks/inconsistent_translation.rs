//! `inconsistent-translation`: the same source is translated otherwise elsewhere.

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::learn::Corpus;
use crate::mqm::{Category, Confidence, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "inconsistent-translation",
    kind: Kind::Style,
    category: Category::Terminology,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::Medium,
    on_by_default: false,
    on_metadata: false,
    summary: "the same source has another translation elsewhere in the locale",
    details: "Fires on a source of four or more words of which this target is a minority rendering: at least three \
              times as often, and at least three times, the locale translates it otherwise. Off by default: on real pages \
              it tells where pages were translated at different times rather than where an error is (machine 2 to \
              4.5 % of sources, human 0.5 to 1.6 %), and both renderings may be right.",
    examples: &[
        Example::bad("de-DE", MIXED, "", "Hier erfahren Sie, wie es geht."),
        Example::good("de-DE", ALIKE, ""),
    ],
    run: Run::Corpus(run),
};

const MIXED: &str = "<span data-ttu-id=\"a-1\">So geht das also.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">This is how it works.</span></span>\n\
<span data-ttu-id=\"a-2\">So geht das also.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-2\">This is how it works.</span></span>\n\
<span data-ttu-id=\"a-3\">So geht das also.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-3\">This is how it works.</span></span>\n\
<span data-ttu-id=\"a-4\">Hier erfahren Sie, wie es geht.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-4\">This is how it works.</span></span>\n";
const ALIKE: &str = "<span data-ttu-id=\"a-1\">So geht das also.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">This is how it works.</span></span>\n\
<span data-ttu-id=\"a-2\">So geht das also.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-2\">This is how it works.</span></span>\n";

/// Words that a source has at least: shorter ones are translated by context.
const LEAST_WORDS: usize = 4;
/// How often the usual rendering occurs at least, and how many times as often as this one.
const LEAST_USUAL: u32 = 3;

fn run(view: &SegmentView<'_>, corpus: &Corpus, issues: &mut Vec<Issue>) {
    if view.source.words.len() < LEAST_WORDS {
        return;
    }
    let spread = corpus.spread(view.page.locale(), view.raw_source(), view.raw_target());
    let Some(spread) = spread.filter(|s| s.most >= LEAST_USUAL && s.most >= LEAST_USUAL * s.this)
    else {
        return;
    };
    let message =
        format!("The same source is translated otherwise {} of {} times.", spread.most, spread.all);
    issues.push(Issue::new(&CHECK, message).target(0..view.raw_target().len()));
}
