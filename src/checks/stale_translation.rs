//! `stale-translation`: the page was translated from an older source than its original or the other locales have.

use std::fmt::Write as _;

use super::{Check, Example, Kind, PageIssue, PageView, Place, Run};
use crate::checks::issue::Issue;
use crate::document::{Document, Newer, Segment, Staleness, State};
use crate::mqm::{Category, Confidence, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "stale-translation",
    kind: Kind::Suspicion,
    category: Category::Page,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::Low,
    on_by_default: true,
    on_metadata: false,
    summary: "the page comes from an older source than its original is, or than the same page in other locales",
    details: "A page that is paired with its original (`--source`) lags behind where at least two blocks, and one in \
              ten, have no counterpart or one that they cannot translate (other numbers, code and links, another \
              length). What has no counterpart is then counted as untranslated or outdated, and judged no further. One block, \
              and one in twenty, are enough where git says that the original changed after the page, or after the commit \
              that the page names (`sourceCommit`). Only what git says is sure; else it is a suspicion. The issue stands at the first pair that does not fit, or before the \
              first block that is missing. Pairs in one file are judged by the sources of the same page in the other \
              locales of the run (paths count without the parts that name a locale): where at least two thirds of two or more other \
              locales share sources that this page lacks, this page has sources that none of them has, and its last hand-off is not later than theirs. Pages that merely have the same name share too few sources to count.",
    examples: &[Example::bad("hu-HU", OLD, "", ""), Example::good("hu-HU", NEW, "")],
    run: Run::Page(run),
};

const OLD: &str = "<span data-ttu-id=\"a-1\">Igen.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">Open the page.</span></span>\n\
<span data-ttu-id=\"a-2\">Az.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-2\">Close the page.</span></span>\n\
<span data-ttu-id=\"a-3\">x</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-3\">Click **Save**.</span></span>\n\
<span data-ttu-id=\"a-4\">Vége.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-4\">That is all.</span></span>\n\
=== de-DE/page.md\n\
<span data-ttu-id=\"a-1\">Igen.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">Open the page.</span></span>\n\
<span data-ttu-id=\"a-2\">Az.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-2\">Close the page.</span></span>\n\
<span data-ttu-id=\"a-3\">x</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-3\">Select **Save**.</span></span>\n\
<span data-ttu-id=\"a-4\">Vége.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-4\">That is all.</span></span>\n\
=== fr-FR/page.md\n\
<span data-ttu-id=\"a-1\">Igen.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">Open the page.</span></span>\n\
<span data-ttu-id=\"a-2\">Az.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-2\">Close the page.</span></span>\n\
<span data-ttu-id=\"a-3\">x</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-3\">Select **Save**.</span></span>\n\
<span data-ttu-id=\"a-4\">Vége.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-4\">That is all.</span></span>";
const NEW: &str = "<span data-ttu-id=\"a-1\">Igen.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">Open the page.</span></span>\n\
<span data-ttu-id=\"a-2\">Az.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-2\">Close the page.</span></span>\n\
<span data-ttu-id=\"a-3\">x</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-3\">Select **Save**.</span></span>\n\
<span data-ttu-id=\"a-4\">Vége.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-4\">That is all.</span></span>\n\
=== de-DE/page.md\n\
<span data-ttu-id=\"a-1\">Igen.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">Open the page.</span></span>\n\
<span data-ttu-id=\"a-2\">Az.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-2\">Close the page.</span></span>\n\
<span data-ttu-id=\"a-3\">x</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-3\">Select **Save**.</span></span>\n\
<span data-ttu-id=\"a-4\">Vége.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-4\">That is all.</span></span>\n\
=== fr-FR/page.md\n\
<span data-ttu-id=\"a-1\">Igen.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">Open the page.</span></span>\n\
<span data-ttu-id=\"a-2\">Az.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-2\">Close the page.</span></span>\n\
<span data-ttu-id=\"a-3\">x</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-3\">Select **Save**.</span></span>\n\
<span data-ttu-id=\"a-4\">Vége.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-4\">That is all.</span></span>";

fn run(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    let document = page.document;
    if let Some(staleness) = &document.staleness {
        let issue = Issue::new(&CHECK, behind_original(document, staleness));
        let place = first_place(document).map_or(Place::Line(1), Place::Segment);
        // That two pages differ in their blocks does not tell which of them is older.
        let confidence =
            if staleness.newer.is_some() { Confidence::High } else { CHECK.confidence };
        issues.push(PageIssue { place, issue: issue.confidence(confidence) });
    }
    // Pages beside the same originals have the same sources: only their cuts differ.
    if document.original.is_some() {
        return;
    }
    let Some(lag) = page.corpus.lag(document) else { return };
    let sisters: Vec<&str> = lag.sisters.iter().map(crate::locale::LocaleTag::as_str).collect();
    let message = format!(
        "{} source segments are outdated: the page in {} comes from a newer source.",
        lag.outdated,
        sisters.join(", ")
    );
    issues.push(PageIssue { place: Place::Line(1), issue: Issue::new(&CHECK, message) });
}

/// The first segment that shows that the page lags behind: a pair that does not fit, or the one behind which the original
/// goes on. None on a page without a pair.
fn first_place(document: &Document) -> Option<usize> {
    let is_pair = |s: &Segment| !s.source.trim().is_empty() && !s.target.trim().is_empty();
    let segments = &document.segments;
    let misfit = segments.iter().position(|s| s.state == State::Outdated && is_pair(s));
    misfit.or_else(|| {
        let parts = segments.iter().position(Segment::is_untranslated)?;
        let before = segments[..parts].iter().rposition(is_pair);
        before.or_else(|| segments.iter().position(is_pair))
    })
}

/// What to do about a page that lags behind its original.
fn behind_original(document: &Document, staleness: &Staleness) -> String {
    let Staleness { source_blocks, missing_blocks, outdated_blocks, newer } = staleness;
    let mut evidence = String::new();
    if let Some(commit) = &document.metadata.source_commit {
        evidence = format!(", it was made from {commit}");
    }
    if let Some(Newer { original, page }) = newer {
        let _ = write!(evidence, ", which changed on {original}");
        if let Some(page) = page {
            let _ = write!(evidence, ", after this page ({page})");
        }
    }
    format!(
        "The page lags behind its original{evidence}: {missing_blocks} of the original's {source_blocks} blocks are \
         missing, {outdated_blocks} blocks here translate none of what it says now. Translate it from the current \
         original."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_has_the_figures_and_the_commit() {
        let mut document = Document::default();
        document.metadata.source_commit = Some("1a2b3c4".to_owned());
        let mut staleness =
            Staleness { source_blocks: 40, missing_blocks: 12, outdated_blocks: 5, newer: None };
        let figures = ": 12 of the original's 40 blocks are missing, 5 blocks here translate none of what it says now. \
                       Translate it from the current original.";
        let commit = "The page lags behind its original, it was made from 1a2b3c4";
        assert_eq!(behind_original(&document, &staleness), format!("{commit}{figures}"));
        let newer = |page: Option<&str>| {
            Some(Newer { original: "2026-03-01".to_owned(), page: page.map(str::to_owned) })
        };
        staleness.newer = newer(None);
        let changed = format!("{commit}, which changed on 2026-03-01{figures}");
        assert_eq!(behind_original(&document, &staleness), changed);
        document.metadata.source_commit = None;
        staleness.newer = newer(Some("2025-12-31"));
        assert_eq!(
            behind_original(&document, &staleness),
            format!(
                "The page lags behind its original, which changed on 2026-03-01, after this page (2025-12-31){figures}"
            )
        );
    }

    #[test]
    fn it_stands_where_the_page_first_parts_from_its_original() {
        let segment = |source: &str, target: &str, state| Segment {
            source: source.to_owned(),
            target: target.to_owned(),
            state,
            ..Segment::default()
        };
        let mut document = Document::default();
        assert_eq!(first_place(&document), None);
        document.segments = vec![
            segment("One", "", State::Untranslated),
            segment("Two", "Zwei", State::Translated),
            segment("", "Mehr", State::Outdated),
        ];
        assert_eq!(first_place(&document), Some(1));
        document.segments.push(segment("Three", "Anderes", State::Outdated));
        assert_eq!(first_place(&document), Some(3));
    }
}
