//! `inconsistent-term`: one term of the source has several renderings on a page.

use std::ops::Range;
use std::sync::LazyLock;

use super::terms::{Terms, holds, inside, place};
use super::{Check, Example, PageIssue, PageView, Place, Run};
use crate::checks::issue::Issue;
use crate::locale::{Locale, RivalTerm};
use crate::mqm::{Category, Confidence, Severity};
use crate::text::words;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "inconsistent-term",
    category: Category::Terminology,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "a term has several renderings on one page",
    details: "For the terms of the locale's list (`customer`: `ügyfél`, `vevő`), which exclude each other on one page. \
              Each segment whose source holds the term and whose target holds just one of its renderings is a witness, title and \
              description too. The rendering with most witnesses is the page's own; the usual one of the list is, unless another has \
              three times as many. The others are reported. Excused: renderings inside product names and bold labels, and beside English words that they \
              may stand for. Measured: machine 13, human 3.5 of 1,000 segments.",
    examples: &[Example::bad("hu-HU", MIXED, "", "vevői"), Example::good("hu-HU", ALIKE, "")],
    run: Run::Page(run),
};

const MIXED: &str = "<span data-ttu-id=\"a-1\">Az ügyfél adatai.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">The customer's data.</span></span>\n\
<span data-ttu-id=\"a-2\">A vevői számla.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-2\">The customer invoice.</span></span>\n";
const ALIKE: &str = "<span data-ttu-id=\"a-1\">Az ügyfél adatai.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">The customer's data.</span></span>\n\
<span data-ttu-id=\"a-2\">A vevő nem az ügyfél.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-2\">The buyer is not the customer.</span></span>\n";

static TERMS: LazyLock<Vec<Terms>> =
    LazyLock::new(|| Terms::compile(|l| l.rival_terms.iter().map(|t| &t.source).collect()));

/// Where one rendering of a term stands.
struct Witness {
    term: usize,
    rendering: usize,
    place: Place,
    /// Bytes of the raw text at the place.
    span: Range<usize>,
}

fn run(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    let Some(terms) = Terms::of(&TERMS, page.locale) else { return };
    let mut witnesses: Vec<Witness> = Vec::new();
    let mut held = Vec::new();
    for (index, view) in page.segments.iter().enumerate() {
        held.clear();
        terms.in_source(view, true, &mut held);
        for &(term, times) in &held {
            let rivals = &page.locale.rival_terms[term];
            let texts = (view.source.visible(), view.target.visible());
            let named = |r: &Range<usize>| {
                inside(&view.names.target, r) || view.target.is_strong(r.clone())
            };
            for (rendering, visible) in renderings(rivals, times, page.locale, texts, named) {
                let span = view.target_span(visible);
                witnesses.push(Witness { term, rendering, place: Place::Segment(index), span });
            }
        }
    }
    if witnesses.is_empty() {
        return;
    }
    let metadata = &page.document.metadata;
    for (place, text) in
        [(Place::Title, &metadata.title), (Place::Description, &metadata.description)]
    {
        let Some(text) = text else { continue };
        for (term, rivals) in page.locale.rival_terms.iter().enumerate() {
            // Without a source beside it a rendering tells something only of a term that the page is about.
            if !witnesses.iter().any(|w| w.term == term) {
                continue;
            }
            let named = |r: &Range<usize>| is_named(&text.text, r);
            for (rendering, span) in renderings(rivals, 1, page.locale, ("", &text.text), named) {
                witnesses.push(Witness { term, rendering, place, span });
            }
        }
    }
    for (term, rivals) in page.locale.rival_terms.iter().enumerate() {
        let mut counts = vec![0_usize; rivals.renderings.len()];
        for witness in witnesses.iter().filter(|w| w.term == term) {
            counts[witness.rendering] += 1;
        }
        if counts.iter().filter(|c| **c > 0).count() < 2 {
            continue;
        }
        let most = counts.iter().copied().max().unwrap_or(0);
        let own = if counts[0] * 3 >= most && counts[0] > 0 {
            0
        } else {
            counts.iter().position(|c| *c == most).unwrap_or(0)
        };
        for witness in witnesses.iter().filter(|w| w.term == term && w.rendering != own) {
            let english = &rivals.source[0];
            let usual = rivals.renderings[own].forms[0].trim_matches('*');
            let message =
                format!("“{english}” is rendered otherwise on the rest of the page: “{usual}…”.");
            let issue = Issue::new(&CHECK, message).target(witness.span.clone());
            issues.push(PageIssue { place: witness.place, issue });
        }
    }
}

/// The renderings of a term that a target holds, each with its first place; none where they are more than the source
/// has the term `times`, and none that the source explains otherwise.
fn renderings(
    term: &RivalTerm,
    times: usize,
    locale: &Locale,
    (source, target): (&str, &str),
    named: impl Fn(&Range<usize>) -> bool,
) -> Vec<(usize, Range<usize>)> {
    let mut found = Vec::new();
    for (index, rendering) in term.renderings.iter().enumerate() {
        let places = rendering.forms.iter().filter_map(|form| place(form, target, locale, &named));
        if let Some(first) = places.min_by_key(|r| r.start) {
            found.push((index, first));
        }
    }
    if found.len() > times {
        return Vec::new();
    }
    found.retain(|(index, _)| !term.renderings[*index].also.iter().any(|w| holds(source, w)));
    found
}

/// Whether a word of a title or description seems to be part of a name: a capital stands beside it.
fn is_named(text: &str, range: &Range<usize>) -> bool {
    let word = |w: Option<&str>| w.is_some_and(|w| w.starts_with(char::is_uppercase));
    let before = words::stretches(&text[..range.start]).rev().find(|w| w.len() > 3);
    text[range.clone()].starts_with(char::is_uppercase) && word(before)
        || word(words::stretches(text[..range.start].trim_end_matches(" de ")).next_back())
            && text[..range.start].ends_with(" de ")
}
