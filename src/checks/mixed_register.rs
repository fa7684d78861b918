//! `mixed-register`: the reader is addressed formally and informally.

use std::ops::Range;

use super::{Check, Example, Kind, PageIssue, PageView, Place, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::locale::Locale;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::sentences::begins_part;
use crate::text::{Text, WordKind};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "mixed-register",
    kind: Kind::Style,
    category: Category::Linguistic,
    severity: Severity::Neutral,
    weight: 1.0,
    confidence: Confidence::Medium,
    on_by_default: true,
    on_metadata: false,
    summary: "the reader is addressed formally and informally",
    details: "Fires on a segment that addresses the reader in both ways (`Sie` and `dein`), at the form that is rarer \
              there or, both being as frequent, rarer on the page; on the only informal segment of a page whose other \
              segments are formal; and on each informal segment where documentation is formal throughout (the locale's \
              `always_formal`). Where the locale lists verb forms that ask formally at the start of a sentence, it fires once on \
              a page that uses both ways, title and description included, at the rarer one. Words in quotation \
              marks, in bold and in other than small or capitalised letters (`OS`, `TI`) do not count: they may be \
              labels or acronyms. The forms of address are those of the locale's data. Measured: human 0.6 of \
              1,000 segments, machine 0.5; 95 of 100 segments rewritten in the other form are found. \
              Neutral: people mix both on one page too, German ones most.",
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

/// The words of a segment that address the reader.
#[derive(Default)]
struct Address {
    formal: Vec<Range<usize>>,
    informal: Vec<Range<usize>>,
}

fn run(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    let locale = page.locale;
    if locale.formal_address.is_empty() || locale.informal_address.is_empty() {
        return;
    }
    let endings = Endings::of(locale);
    let addresses: Vec<Address> =
        page.segments.iter().map(|s| address(&s.target, locale, &endings)).collect();
    let formal = addresses.iter().filter(|a| a.informal.is_empty() && !a.formal.is_empty()).count();
    let informal =
        addresses.iter().filter(|a| a.formal.is_empty() && !a.informal.is_empty()).count();
    for (index, (segment, address)) in page.segments.iter().zip(&addresses).enumerate() {
        let (f, i) = (address.formal.len(), address.informal.len());
        let outlier = locale.always_formal || (informal == 1 && formal >= LEAST_FORMAL);
        let alone = f == 0 && i > 0 && outlier;
        if !alone && (f == 0 || i == 0) {
            continue;
        }
        let odd_is_formal = !alone && (f < i || (f == i && formal < informal));
        let spans = if odd_is_formal { &address.formal } else { &address.informal };
        if let Some(span) = spans.first() {
            issues.push(issue(index, segment, span.clone(), odd_is_formal, alone));
        }
    }
    across_page(page, &addresses, &endings, issues);
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
    endings: &Endings,
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
        let address = address(text, locale, endings);
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
            let how = if formal { "formally" } else { "informally" };
            let message =
                format!("The reader is addressed {how} here and otherwise elsewhere on the page.");
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
    alone: bool,
) -> PageIssue {
    let word = &segment.target.visible()[span.clone()];
    let how = if formal { "formally" } else { "informally" };
    let rest =
        if alone { "documentation or the rest of the page" } else { "the rest of the segment" };
    let message = format!("“{word}” addresses the reader {how}, {rest} does not.");
    let issue = Issue::new(&CHECK, message).target(segment.target_span(span));
    PageIssue { place: Place::Segment(index), issue }
}

/// The lengths of a locale's words of address by their last byte: rules nearly all other words out at once.
struct Endings([u64; 256]);

impl Endings {
    fn of(locale: &Locale) -> Endings {
        let mut lengths = [0; 256];
        for form in locale.formal_address.iter().chain(&locale.informal_address) {
            if let Some(last) = form.as_bytes().last() {
                lengths[usize::from(*last)] |= 1 << form.len().min(63);
            }
        }
        Endings(lengths)
    }

    fn may_be(&self, word: &str) -> bool {
        let last = word.as_bytes().last().copied().unwrap_or(0);
        // Behind the first letter only small letters count, so the last byte is the list's.
        self.0[usize::from(last)] >> word.len().min(63) & 1 == 1
    }
}

/// Finds the words of address in a text.
fn address(text: &Text<'_>, locale: &Locale, endings: &Endings) -> Address {
    let mut found = Address::default();
    let visible = text.visible();
    for word in text.words.iter().filter(|w| w.kind == WordKind::Plain) {
        let written = text.word(word);
        if !endings.may_be(written) {
            continue;
        }
        let formal = || {
            is_listed(written, &locale.formal_address, || begins_part(visible, word.range().start))
        };
        let informal = || is_listed(written, &locale.informal_address, || false);
        let list = if informal() {
            &mut found.informal
        } else if formal() {
            &mut found.formal
        } else {
            continue;
        };
        if !is_quoted(visible, word.range()) && !text.is_emphasised(word.range()) {
            list.push(word.range());
        }
    }
    found
}

/// Whether a word is in a list: as written where the list has a capital, else in small letters or capitalised.
fn is_listed(word: &str, list: &[String], begins_sentence: impl Fn() -> bool) -> bool {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return false };
    let rest = chars.as_str();
    // Acronyms are capitals throughout.
    if rest.chars().any(char::is_uppercase) {
        return false;
    }
    list.iter().filter(|form| form.len() == word.len()).any(|form| {
        let mut of = form.chars();
        let begins = of.next();
        if of.as_str() != rest {
            return false;
        }
        if begins.is_some_and(char::is_uppercase) {
            begins == Some(first) && !begins_sentence()
        } else {
            begins == first.to_lowercase().next()
        }
    })
}

/// Whether a quotation mark opens directly before a word or closes directly behind it.
fn is_quoted(visible: &str, word: Range<usize>) -> bool {
    const QUOTES: [char; 9] = ['"', '“', '”', '„', '«', '»', '‘', '‚', '‹'];
    visible[..word.start].ends_with(QUOTES) || visible[word.end..].starts_with(QUOTES)
}
