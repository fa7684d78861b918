//! `mixed-register`: the reader is addressed formally and informally.
//!
//! Precision: 4 of 5 read on human text.

use std::ops::Range;

use super::{Check, Example, Kind, PageIssue, PageView, Place, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::learn::style::{ADDRESS, Address, Basis, Forms, Way, is_listed};
use crate::locale::Locale;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::Text;
use crate::text::sentences::begins_part;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "mixed-register",
    kind: Kind::Style,
    category: Category::Linguistic,
    severity: Severity::Neutral,
    weight: 1.0,
    confidence: Confidence::Low,
    on_by_default: true,
    on_metadata: false,
    summary: "the reader is addressed formally and informally",
    details: "Where nine of ten segments of the project that address the reader do so in one way, fires on a segment that \
              does it in the other (`Sie` and `dein`), at the form that is odd. By a style guide that asks for formal address: on a \
              segment that does it in both ways, on the only informal segment of a page, and in languages whose documentation \
              is formal throughout on each informal one; where the locale lists verb forms that ask formally at the start of a \
              sentence, once on a page that uses both ways, title and description included, at the rarer one. Words in \
              quotation marks, in bold and in other than small or capitalised letters (`OS`, `TI`) do not count: they may be \
              labels or acronyms. The forms of address are those of the locale's data. Neutral: people mix both on one page \
              too, German ones most.",
    examples: &[
        Example::bad(
            "de-DE",
            "<span data-ttu-id=\"a-1\">Öffnen Sie das Menü in deiner Region.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">Open the menu in your region.</span></span>",
            "",
            "deiner",
        ),
        Example::bad(
            "ru-RU",
            "<span data-ttu-id=\"a-1\">Если вы готовы, ты можешь открыть ваш файл.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">If you are ready, you can open your file.</span></span>",
            "",
            "ты",
        ),
        Example::good(
            "fr-FR",
            "<span data-ttu-id=\"a-1\">Vous pouvez ouvrir votre page.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">You can open your page.</span></span>",
            "",
        ),
        Example::good(
            "es-ES",
            "<span data-ttu-id=\"a-1\">Puedes abrir tu página.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">You can open your page.</span></span>",
            "",
        ),
    ],
    run: Run::Page(run),
};

/// Formal segments that a page has at least before its only informal segment stands out.
const LEAST_FORMAL: usize = 2;

fn run(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    let locale = page.locale;
    if locale.formal_address.is_empty() || locale.informal_address.is_empty() {
        return;
    }
    let Some(norm) = page.segments.first().and_then(|s| s.style.norm(&ADDRESS)) else { return };
    let forms = Forms::of(locale);
    let addresses: Vec<Address> = page.segments.iter().map(|s| forms.find(&s.target)).collect();
    let formal = addresses.iter().filter(|a| a.informal.is_empty() && !a.formal.is_empty()).count();
    let informal =
        addresses.iter().filter(|a| a.formal.is_empty() && !a.informal.is_empty()).count();
    let guided = matches!(norm.basis, Basis::Guide(_));
    let reason = norm.reason(&ADDRESS);
    for (index, (segment, address)) in page.segments.iter().zip(&addresses).enumerate() {
        let (f, i) = (address.formal.len(), address.informal.len());
        // What a guide asks for in general some languages take lightly.
        let outlier = !guided || locale.always_formal || (informal == 1 && formal >= LEAST_FORMAL);
        let odd_is_formal = norm.way == Way::Other;
        let spans = if odd_is_formal { &address.formal } else { &address.informal };
        let alone = f == 0 || i == 0;
        if let Some(span) = spans.first()
            && (!alone || outlier)
        {
            issues.push(issue(index, segment, span.clone(), odd_is_formal, &reason));
        }
    }
    if guided {
        across_page(page, &addresses, &forms, issues);
    }
}

/// How often a page addresses the reader in one way, and where first.
#[derive(Default)]
struct Ways {
    count: usize,
    first: Option<(Place, Range<usize>)>,
}

/// Where the locale lists forms that ask formally at the start of a sentence: one finding a page for the rarer way
/// of address, or one for each where both are as frequent.
fn across_page(
    page: &PageView<'_>,
    addresses: &[Address],
    forms: &Forms<'_>,
    issues: &mut Vec<PageIssue>,
) {
    let locale = page.locale;
    if locale.formal_openings.is_empty() {
        return;
    }
    let metadata = &page.document.metadata;
    let texts = [(Place::Title, &metadata.title), (Place::Description, &metadata.description)];
    let texts =
        texts.into_iter().filter_map(|(place, t)| Some((place, Text::new(&t.as_ref()?.text))));
    let texts: Vec<(Place, Text<'_>)> = texts.collect();
    let mut found = [Ways::default(), Ways::default()];
    let mut count =
        |formal: bool, place: Place, text: &Text<'_>, visible: Option<&Range<usize>>| {
            let Some(visible) = visible else { return };
            let entry = &mut found[usize::from(formal)];
            entry.count += 1;
            entry.first.get_or_insert_with(|| (place, text.raw_range(visible.clone())));
        };
    for (place, text) in &texts {
        let address = forms.find(text);
        let formal = address.formal.first().cloned().or_else(|| opening(text, locale));
        count(true, *place, text, formal.as_ref());
        count(false, *place, text, address.informal.first());
    }
    for (index, (segment, address)) in page.segments.iter().zip(addresses).enumerate() {
        let place = Place::Segment(index);
        let formal = address.formal.first().cloned().or_else(|| opening(&segment.target, locale));
        count(true, place, &segment.target, formal.as_ref());
        count(false, place, &segment.target, address.informal.first());
    }
    let [informal, formal] = found;
    if informal.count == 0 || formal.count == 0 {
        return;
    }
    let rarer = [
        (informal.count <= formal.count, false, informal.first),
        (formal.count <= informal.count, true, formal.first),
    ];
    for (is_rarer, formal, place) in rarer {
        let Some((place, span)) = place.filter(|_| is_rarer) else { continue };
        let known = |i: &PageIssue| {
            i.place == place
                && i.issue.check.id == CHECK.id
                && i.issue.target_span.as_ref() == Some(&span)
        };
        if !issues.iter().any(known) {
            let (how, other) =
                if formal { ("formally", "informally") } else { ("informally", "formally") };
            let message = format!(
                "The reader is addressed {how} here and {other} elsewhere on the page: write both alike."
            );
            issues.push(PageIssue { place, issue: Issue::new(&CHECK, message).target(span) });
        }
    }
}

/// A verb form that asks formally at the start of a sentence.
fn opening(text: &Text<'_>, locale: &Locale) -> Option<Range<usize>> {
    let visible = text.visible();
    let word = text.words.iter().find(|w| {
        let written = text.word(w);
        written.starts_with(char::is_uppercase)
            && is_listed(written, &locale.formal_openings, || false)
            && begins_part(visible, w.range().start)
            && !text.is_emphasised(w.range())
    })?;
    Some(word.range())
}

fn issue(
    index: usize,
    segment: &SegmentView<'_>,
    span: Range<usize>,
    formal: bool,
    reason: &str,
) -> PageIssue {
    let word = &segment.target.visible()[span.clone()];
    let (how, other) = if formal { ("formally", "informally") } else { ("informally", "formally") };
    let message = format!("“{word}” addresses the reader {how}: write it {other} ({reason}).");
    let issue = Issue::new(&CHECK, message).target(segment.target_span(span));
    PageIssue { place: Place::Segment(index), issue }
}
