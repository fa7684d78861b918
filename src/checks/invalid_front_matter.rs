//! Front matter that is no YAML.

use super::{Check, Example, Kind, PageIssue, PageView, Place, Run};
use crate::checks::issue::Issue;
use crate::document::ProblemKind;
use crate::mqm::{Category, Confidence, Severity};

/// Front matter that the publishing system cannot read.
pub(super) static CHECK: Check = Check {
    id: "invalid-front-matter",
    kind: Kind::Law,
    category: Category::Page,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "The page's front matter is not valid, so the page loses its metadata or is not published",
    details: "Reported where the reader of the front matter had to fall back to scanning its lines, at the line of \
        the first error: an unquoted colon in a translated title, a quotation mark that closes too early, a tab.",
    examples: &[
        Example::bad("de-DE", "---\ntitle: \"Ein \"neuer\" Titel\"\n---\n", "", ""),
        Example::good("de-DE", "---\ntitle: Ein neuer Titel\n---\n", ""),
    ],
    run: Run::Page(run),
};

fn run(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    let problem = page.document.problems.iter().find(|p| p.kind == ProblemKind::InvalidFrontMatter);
    if let Some(problem) = problem {
        let place = Place::Line(problem.line.unwrap_or(1));
        issues.push(PageIssue { place, issue: Issue::new(&CHECK, problem.message.clone()) });
    }
}
