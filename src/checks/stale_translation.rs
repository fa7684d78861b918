//! `stale-translation`: the page was translated from an older source than in the other locales.

use super::{Check, Example, Kind, PageIssue, PageView, Place, Run};
use crate::checks::issue::Issue;
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
    summary: "the page comes from an older source than the same page in other locales",
    details: "Compares the sources of a page with those of the same page in the other locales of the run (paths \
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
    let Some(lag) = page.corpus.lag(page.document) else { return };
    let sisters: Vec<&str> = lag.sisters.iter().map(crate::locale::LocaleTag::as_str).collect();
    let message = format!(
        "{} source segments are outdated: the page in {} comes from a newer source.",
        lag.outdated,
        sisters.join(", ")
    );
    issues.push(PageIssue { place: Place::Line(1), issue: Issue::new(&CHECK, message) });
}
