//! `inconsistent-term`: one term of the source has several renderings on a page.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::{Check, Example, PageIssue, PageView, Place, Run, SegmentView};
use crate::issue::{Category, Confidence, Issue, Severity};
use crate::locale::{Locale, RivalTerm};
use crate::text::script::is_word_boundary;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "inconsistent-term",
    category: Category::Terminology,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    summary: "a term has several renderings on one page",
    details: "For the terms of the locale's list (`customer`: `ügyfél`, `vevő`), which exclude each other on one page. \
              Each segment whose source holds the term and whose target holds just one of its renderings is a witness, title and \
              description too. The rendering with most witnesses is the page's own; the usual one of the list is, unless another has \
              three times as many. The others are reported. Excused: renderings inside product names, and beside English words that they \
              may stand for. Measured: machine 5, human 1 of 1,000 segments.",
    examples: &[Example::bad("hu-HU", MIXED, "", "vevői"), Example::good("hu-HU", ALIKE, "")],
    run: Run::Page(run),
};

const MIXED: &str = "<span data-ttu-id=\"a-1\">Az ügyfél adatai.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">The customer's data.</span></span>\n\
<span data-ttu-id=\"a-2\">A vevői számla.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-2\">The customer invoice.</span></span>\n";
const ALIKE: &str = "<span data-ttu-id=\"a-1\">Az ügyfél adatai.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">The customer's data.</span></span>\n\
<span data-ttu-id=\"a-2\">A vevő nem az ügyfél.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-2\">The buyer is not the customer.</span></span>\n";

/// The terms of one locale, ready for one pass over a source.
struct Terms {
    locale: &'static Locale,
    automaton: AhoCorasick,
    /// The term of each pattern.
    owners: Vec<usize>,
}

static TERMS: LazyLock<Vec<Terms>> = LazyLock::new(|| {
    let with_terms = Locale::all().iter().filter(|l| !l.rival_terms.is_empty());
    with_terms.filter_map(Terms::of).collect()
});

impl Terms {
    fn of(locale: &'static Locale) -> Option<Terms> {
        let mut owners = Vec::new();
        let mut patterns: Vec<&str> = Vec::new();
        for (index, term) in locale.rival_terms.iter().enumerate() {
            patterns.extend(term.source.iter().map(String::as_str));
            owners.resize(patterns.len(), index);
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(aho_corasick::MatchKind::LeftmostLongest)
            .build(patterns)
            .ok()?;
        Some(Terms { locale, automaton, owners })
    }

    /// The terms that a segment's source holds outside longer names, each once.
    fn in_source(&self, view: &SegmentView<'_>, found: &mut Vec<usize>) {
        let source = view.source.visible();
        for m in self.automaton.find_iter(source) {
            let owner = self.owners[m.pattern().as_usize()];
            let whole = is_word(source, m.range());
            if whole && !found.contains(&owner) && !inside(&view.names.source, &m.range()) {
                found.push(owner);
            }
        }
    }
}

/// Where one rendering of a term stands.
struct Witness {
    term: usize,
    rendering: usize,
    place: Place,
    /// Bytes of the raw text at the place.
    span: Range<usize>,
}

fn run(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    let Some(terms) = TERMS.iter().find(|t| std::ptr::eq(t.locale, page.locale)) else { return };
    let mut witnesses: Vec<Witness> = Vec::new();
    let mut held = Vec::new();
    for (index, view) in page.segments.iter().enumerate() {
        held.clear();
        terms.in_source(view, &mut held);
        for &term in &held {
            let rivals = &page.locale.rival_terms[term];
            let target = view.target.visible();
            if let Some((rendering, visible)) =
                only_rendering(rivals, page.locale, view.source.visible(), target, |r| {
                    inside(&view.names.target, r)
                })
            {
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
            if witnesses.iter().any(|w| w.term == term)
                && let Some((rendering, span)) =
                    only_rendering(rivals, page.locale, "", &text.text, |r| is_named(&text.text, r))
            {
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

/// The one rendering of a term that a target holds, and its first place; none where there are several or the source
/// explains it otherwise.
fn only_rendering(
    term: &RivalTerm,
    locale: &Locale,
    source: &str,
    target: &str,
    named: impl Fn(&Range<usize>) -> bool,
) -> Option<(usize, Range<usize>)> {
    let mut found = None;
    for (index, rendering) in term.renderings.iter().enumerate() {
        let places = rendering.forms.iter().filter_map(|form| place(form, target, locale, &named));
        let Some(place) = places.min_by_key(|r| r.start) else { continue };
        if found.is_some() {
            return None;
        }
        found = Some((index, place));
    }
    let (index, place) = found?;
    let explained = term.renderings[index].also.iter().any(|word| holds(source, word));
    (!explained).then_some((index, place))
}

/// The first place of a form in a target outside names.
fn place(
    form: &str,
    target: &str,
    locale: &Locale,
    named: impl Fn(&Range<usize>) -> bool,
) -> Option<Range<usize>> {
    if !locale.spaces_words() {
        let places = target.match_indices(form).map(|(at, m)| at..at + m.len());
        return places.into_iter().find(|r| !named(r));
    }
    let (open_start, open_end) = (form.starts_with('*'), form.ends_with('*'));
    let core = form.trim_matches('*');
    let first = core.chars().next()?;
    let capital: Option<char> = first.to_uppercase().next().filter(|c| *c != first);
    let rest = &core[first.len_utf8()..];
    target.match_indices(rest).find_map(|(at, _)| {
        let before = target[..at].chars().next_back()?;
        if before != first && Some(before) != capital {
            return None;
        }
        let start = at - before.len_utf8();
        let end = at + rest.len();
        let letters = |c: &char| c.is_alphabetic();
        let left: usize =
            target[..start].chars().rev().take_while(letters).map(char::len_utf8).sum();
        let right: usize = target[end..].chars().take_while(letters).map(char::len_utf8).sum();
        let fits = (open_start || left == 0) && (open_end || right == 0);
        let range = start - left..end + right;
        (fits && !named(&range)).then_some(range)
    })
}

/// Whether an English text holds a word, which may end in `*`, in whatever case.
fn holds(text: &str, word: &str) -> bool {
    let stem = word.trim_end_matches('*');
    text.split(|c: char| !c.is_ascii_alphabetic()).any(|w| {
        w.get(..stem.len()).is_some_and(|s| s.eq_ignore_ascii_case(stem))
            && (stem.len() < word.len() || w.len() == stem.len())
    })
}

fn is_word(text: &str, range: Range<usize>) -> bool {
    is_word_boundary(text[..range.start].chars().next_back(), text[range.start..].chars().next())
        && is_word_boundary(text[..range.end].chars().next_back(), text[range.end..].chars().next())
}

/// Whether a range lies in a longer name.
fn inside(names: &[Range<usize>], range: &Range<usize>) -> bool {
    names.iter().any(|n| n.start <= range.start && range.end <= n.end && n.len() > range.len())
}

/// Whether a word of a title or description seems to be part of a name: a capital stands beside it.
fn is_named(text: &str, range: &Range<usize>) -> bool {
    let word = |w: Option<&str>| w.is_some_and(|w| w.starts_with(char::is_uppercase));
    let before = text[..range.start].split(' ').rev().find(|w| !w.is_empty() && w.len() > 3);
    text[range.clone()].starts_with(char::is_uppercase) && word(before)
        || word(text[..range.start].trim_end_matches(" de ").split(' ').next_back())
            && text[..range.start].ends_with(" de ")
}
