//! `stale-translation`: the page was translated from an older source than its original or the other locales have.

use super::{Check, Example, Kind, PageIssue, PageView, Place, Run};
use crate::checks::issue::Issue;
use crate::document::{Document, Staleness};
use crate::mqm::{Category, Confidence, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "stale-translation",
    kind: Kind::Suspicion,
    category: Category::Page,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::Medium,
    on_by_default: true,
    on_metadata: false,
    summary: "the page comes from an older source than its original is, or than the same page in other locales",
    details: "A page that is paired with its original (`--source`) lags behind where at least two blocks, and one in \
              ten, have no counterpart or one that they cannot translate (other numbers, code and links, another \
              length). What has no counterpart is then counted as untranslated or outdated, and judged no further. \
              Pairs in one file are compared otherwise: compares the sources of a page with those of the same page in the other locales of the run (paths \
              count without the parts that name a locale). Fires where at least two thirds of two or more other \
              locales share sources that this page lacks, this page has sources that none of them has, and its last \
              hand-off is not later than theirs. Pages that merely have the same name share too few sources to count.",
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
    if let Some(staleness) = page.document.staleness {
        let issue = Issue::new(&CHECK, behind_original(page.document, staleness));
        issues.push(PageIssue { place: Place::Line(1), issue: issue.confidence(Confidence::High) });
    }
    let Some(lag) = page.corpus.lag(page.document) else { return };
    let sisters: Vec<&str> = lag.sisters.iter().map(crate::locale::LocaleTag::as_str).collect();
    let message = format!(
        "{} source segments are outdated: the page in {} comes from a newer source.",
        lag.outdated,
        sisters.join(", ")
    );
    issues.push(PageIssue { place: Place::Line(1), issue: Issue::new(&CHECK, message) });
}

/// What to do about a page that lags behind its original.
fn behind_original(document: &Document, staleness: Staleness) -> String {
    let Staleness { source_blocks, missing_blocks, outdated_blocks } = staleness;
    let of = match &document.metadata.source_commit {
        Some(commit) => format!(", it was made from {commit}"),
        None => String::new(),
    };
    format!(
        "The page lags behind its original{of}: {missing_blocks} of the original's {source_blocks} blocks are missing, \
         {outdated_blocks} blocks here belong to an older one. Translate it from the current original."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_has_the_figures_and_the_commit() {
        let mut document = Document::default();
        document.metadata.source_commit = Some("1a2b3c4".to_owned());
        let staleness = Staleness { source_blocks: 40, missing_blocks: 12, outdated_blocks: 5 };
        assert_eq!(
            behind_original(&document, staleness),
            "The page lags behind its original, it was made from 1a2b3c4: 12 of the original's 40 blocks are missing, \
             5 blocks here belong to an older one. Translate it from the current original."
        );
    }
}
