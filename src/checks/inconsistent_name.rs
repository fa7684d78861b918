//! `inconsistent-name`: the title or description writes a localized name otherwise than the page's own segments do.

use super::{Check, Example, PageIssue, PageView, Place, Run};
use crate::issue::{Category, Confidence, Issue, Severity};
use crate::names::Fate;
use crate::text::script::is_word_boundary;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "inconsistent-name",
    category: Category::Terminology,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    summary: "the title or description writes a name in another case than the page does",
    details: "The front matter has no source beside it, so the page itself is the witness: a localized name that its \
              segments write in an accepted form stands in the title or description only in another case \
              (`provedor de soluções na nuvem` for `Provedor de Soluções na Nuvem`). Only a capital lost at the beginning counts: \
              other differences may be forms of their own.",
    examples: &[
        Example::bad("fr-FR", SMALL, "", "espace partenaires"),
        Example::good("fr-FR", RIGHT, ""),
    ],
    run: Run::Page(run),
};

const SMALL: &str = "---\ntitle: Vos clients\ndescription: Trouver vos clients dans l'espace partenaires.\n---\n<span data-ttu-id=\"a-1\">Connectez-vous à l’Espace partenaires.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">Sign in to Partner Center.</span></span>\n";
const RIGHT: &str = "---\ntitle: Espace partenaires\ndescription: Trouver vos clients dans l'Espace partenaires.\n---\n<span data-ttu-id=\"a-1\">Connectez-vous à l’Espace partenaires.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">Sign in to Partner Center.</span></span>\n";

fn run(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    let metadata = &page.document.metadata;
    let places = [(Place::Title, &metadata.title), (Place::Description, &metadata.description)];
    let mut seen: Vec<&str> = Vec::new();
    for view in page.segments {
        for mention in view.names.mentions.iter().filter(|m| m.fate == Fate::Localized) {
            let Some(form) = mention.target.clone().and_then(|t| view.target.visible().get(t))
            else {
                continue;
            };
            if seen.contains(&form) {
                continue;
            }
            seen.push(form);
            for (place, text) in &places {
                let Some(text) = text else { continue };
                if let Some(span) = in_other_case(&text.text, form) {
                    let found = &text.text[span.clone()];
                    let message = format!("“{found}” is written “{form}” on the page itself.");
                    let issue = Issue::new(&CHECK, message).target(span).expected(form);
                    issues.push(PageIssue { place: *place, issue });
                }
            }
        }
    }
}

/// Where a text holds a form in another case, and nowhere in its own.
fn in_other_case(text: &str, form: &str) -> Option<std::ops::Range<usize>> {
    if text.contains(form) {
        return None;
    }
    let wanted: Vec<char> = form.chars().flat_map(char::to_lowercase).collect();
    text.char_indices().map(|(at, _)| at).find_map(|start| {
        let mut rest = wanted.iter();
        let mut end = start;
        for c in text[start..].chars() {
            if !c.to_lowercase().all(|l| rest.next() == Some(&l)) {
                return None;
            }
            end += c.len_utf8();
            if rest.as_slice().is_empty() {
                // A capital inside may be another accepted form; one lost at the beginning is a slip.
                let lost = form.starts_with(char::is_uppercase)
                    && text[start..].starts_with(char::is_lowercase);
                let whole =
                    lost && is_word_boundary(
                        text[..start].chars().next_back(),
                        text[start..].chars().next(),
                    ) && is_word_boundary(
                        text[..end].chars().next_back(),
                        text[end..].chars().next(),
                    );
                return whole.then_some(start..end);
            }
        }
        None
    })
}
