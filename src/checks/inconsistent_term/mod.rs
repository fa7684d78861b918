//! `inconsistent-term`: one term of the source has several renderings on a page.

mod nouns;

use std::ops::Range;

use super::{Check, Example, Kind, PageIssue, PageView, Place, Run};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::names::{Rendered, Usage};
use crate::text::words;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "inconsistent-term",
    kind: Kind::Style,
    category: Category::Terminology,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::Low,
    on_by_default: true,
    on_metadata: false,
    summary: "a term has several renderings on one page",
    details: "For the terms of which a list prefers several renderings (`customer`: `ügyfél`, `vevő`), each right by \
        itself. Each segment whose source holds the term and whose target holds just one of its renderings is a \
        witness, title and description too. The page keeps to the rendering with most witnesses: the list's first one, \
        or another that has at least three times as many as all others; the others are reported. On pages that a machine translated likewise the nouns of software of `data/nouns` (`bucket`: \
        `bucket`, `spand`), where one rendering stands in twice as many segments as all others, or another is the \
        everyday word for it. Excused: renderings \
        inside product names and bold labels, and beside English words that they may stand for. \
        Measured: machine 0.8, human 0.3 of 1,000 segments, on pages that do mix the words.",
    examples: &[
        Example::bad("hu-HU", MIXED, "", "vevői"),
        Example::bad("da-DK", BUCKETS, "", "spand"),
        Example::good("hu-HU", ALIKE, ""),
    ],
    run: Run::Page(run),
};

const MIXED: &str = "<span data-ttu-id=\"a-1\">Az ügyfél adatai.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">The customer's data.</span></span>\n\
<span data-ttu-id=\"a-2\">A vevői kapcsolat.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-2\">The customer relationship.</span></span>\n";
const ALIKE: &str = "<span data-ttu-id=\"a-1\">Az ügyfél adatai.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">The customer's data.</span></span>\n\
<span data-ttu-id=\"a-2\">A vevő nem az ügyfél.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-2\">The buyer is not the customer.</span></span>\n";

/// A page of a machine that takes one word literally.
const BUCKETS: &str = "---\nms.translationtype: MT\nms.contentlocale: da-DK\n---\n\
<span data-ttu-id=\"a-1\">Åbn en bucket.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">Open a bucket.</span></span>\n\
<span data-ttu-id=\"a-2\">Luk din bucket.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-2\">Close your bucket.</span></span>\n\
<span data-ttu-id=\"a-3\">Slet en spand.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-3\">Delete a bucket.</span></span>\n";

/// Where one rendering of a term stands.
struct Witness<'v> {
    usage: &'v Usage,
    rendering: usize,
    place: Place,
    /// Bytes of the raw text at the place.
    span: Range<usize>,
}

fn run(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    of_nouns(page, issues);
    let mut witnesses: Vec<Witness<'_>> = Vec::new();
    let mut terms: Vec<&Usage> = Vec::new();
    for (index, view) in page.segments.iter().enumerate() {
        for Rendered { usage, rendering, target } in &view.names.rendered {
            let span = view.target_span(target.clone());
            let place = Place::Segment(index);
            witnesses.push(Witness { usage, rendering: *rendering, place, span });
            if !terms.iter().any(|t| std::ptr::eq(*t, &raw const **usage)) {
                terms.push(usage);
            }
        }
    }
    let metadata = &page.document.metadata;
    for (place, text) in
        [(Place::Title, &metadata.title), (Place::Description, &metadata.description)]
    {
        let Some(text) = text else { continue };
        // Without a source beside it a rendering tells something only of a term that the page is about.
        for usage in &terms {
            let named = |r: &Range<usize>| is_named(&text.text, r);
            let found = usage.in_text(&text.text, page.locale, named);
            if let [(rendering, span)] = found.as_slice() {
                let (rendering, span) = (*rendering, span.clone());
                witnesses.push(Witness { usage, rendering, place, span });
            }
        }
    }
    for usage in terms {
        let of_term = || witnesses.iter().filter(|w| std::ptr::eq(w.usage, usage));
        let mut counts = vec![0_usize; usage.renderings()];
        of_term().for_each(|w| counts[w.rendering] += 1);
        let Some(own) = habit(&counts) else { continue };
        for witness in of_term().filter(|w| w.rendering != own) {
            let message = format!(
                "“{}” is rendered otherwise on the rest of the page: “{}…”.",
                usage.term,
                usage.rendering(own)
            );
            let issue = Issue::new(&CHECK, message).target(witness.span.clone());
            issues.push(PageIssue { place: witness.place, issue });
        }
    }
}

/// What a page calls a noun of documentation otherwise than elsewhere.
fn of_nouns(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    for nouns::Odd { segment, span, noun, usual, places } in nouns::odd(page) {
        let message =
            format!("“{noun}” is rendered otherwise in {places} segments of the page: “{usual}”.");
        let issue = Issue::new(&CHECK, message).target(span);
        issues.push(PageIssue { place: Place::Segment(segment), issue });
    }
}

/// The rendering that a page keeps to, by how often each stands there: the list's first one unless another stands more
/// often; that one if it stands at least three times as often as all others. None where the page has no habit.
fn habit(counts: &[usize]) -> Option<usize> {
    let all: usize = counts.iter().sum();
    let most = counts.iter().copied().max()?;
    if counts[0] == most {
        return Some(0);
    }
    counts.iter().position(|count| *count == most && *count >= 3 * (all - count))
}

/// Whether a word of a title or description seems to be part of a name: a capital stands beside it.
fn is_named(text: &str, range: &Range<usize>) -> bool {
    let word = |w: Option<&str>| w.is_some_and(|w| w.starts_with(char::is_uppercase));
    let before = words::stretches(&text[..range.start]).rev().find(|w| w.len() > 3);
    text[range.clone()].starts_with(char::is_uppercase) && word(before)
        || word(words::stretches(text[..range.start].trim_end_matches(" de ")).next_back())
            && text[..range.start].ends_with(" de ")
}

#[cfg(test)]
mod tests {
    use super::habit;

    #[test]
    fn a_page_keeps_to_the_lists_first_rendering_or_to_one_that_stands_far_more_often() {
        assert_eq!(habit(&[1, 1]), Some(0));
        assert_eq!(habit(&[5, 2, 0]), Some(0));
        assert_eq!(habit(&[1, 3]), Some(1));
        assert_eq!(habit(&[0, 1]), Some(1));
        assert_eq!(habit(&[2, 5]), None);
        assert_eq!(habit(&[1, 3, 1]), None);
    }
}
