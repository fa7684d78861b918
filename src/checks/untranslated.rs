//! `untranslated`: the target is the source.
//!
//! Precision: 5 of 8 read on human text.

use super::{Check, Example, Kind, PageView, Run, SegmentView};
use crate::checks::issue::{Issue, PageIssue, Place};
use crate::document::Origin;
use crate::learn::gross_error::GrossKind;
use crate::locale::{Locale, Script};
use crate::mqm::{Category, Confidence, Severity};
use crate::text::elements::{self, Around};
use crate::text::script::CharScript;
use crate::text::{Link, Text, Word, WordKind, trimmed};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "untranslated",
    kind: Kind::Suspicion,
    category: Category::Accuracy,
    severity: Severity::Critical,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "an English sentence stands untranslated in the target",
    details: "Fires when the target shows the words of the source unchanged, there are at least five of them outside \
              code and names, and at least two are English words of grammar that the locale's language does not \
              have; or when a locale of another script has no letter of that script in a sentence with two English \
              words of grammar. Names, SKUs, menu paths and code are legitimately equal on both sides: people leave \
              them as often as machines do, so that shorter texts say nothing by themselves; they \
              count where the run's own pairs teach that such words get translated. Unless the page says that a machine \
              translated it, ten sentences of a page and more are one issue, at the first of them, and of low confidence are \
              texts in elements whose texts the run leaves as they are (nine of ten places of at least ten), code in HTML, \
              and titles of what links to other sites lead to. Minor: the text of an image.",
    examples: &[
        Example::bad(
            "fr-FR",
            "You can sign in with your account.",
            "You can sign in with your account.",
            "You can sign in with your account.",
        ),
        Example::bad(
            "th-TH",
            "For more information about events, see [Audit](a.md).",
            "For more information about the events, see [Audit](a.md)",
            "For more information about the events, see [Audit](a.md)",
        ),
        Example::bad(
            "ja-JP",
            "This is **how** you do it",
            "This is **how** you do it",
            "This is **how** you do it",
        ),
        Example::good(
            "de-DE",
            "Microsoft 365 Business Basic for Nonprofits",
            "Microsoft 365 Business Basic for Nonprofits",
        ),
        Example::good("es-ES", "Virtual Machines Dv3 Series", "Virtual Machines Dv3 Series"),
        Example::good(
            "fr-FR",
            "one, utf-8, two, utf-16, be-32, utf-16-be, in-16, utf-16-at",
            "one, utf-8, two, utf-16, be-32, utf-16-be, in-16, utf-16-at",
        ),
        Example::good(
            "ru-RU",
            "Use `git log --all -n 5` if you want",
            "Если нужно, используйте `git log --all -n 5`",
        ),
    ],
    run: Run::Page(run),
};

/// Words that a sentence has at least.
const LEAST_WORDS: usize = 5;
/// English words of grammar among them at least.
const LEAST_GRAMMAR: usize = 2;

/// Sentences from which on a page that people translate is told as a whole.
const MANY: usize = 10;

fn run(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    let is_left = |at: &usize| {
        let has_target = !page.document.segments[*at].is_untranslated();
        has_target && is_untranslated(&page.segments[*at])
    };
    let left: Vec<usize> = (0..page.segments.len()).filter(is_left).collect();
    if left.is_empty() {
        return;
    }
    let by_machine = page.document.origin == Origin::Machine;
    let around = if by_machine { Vec::new() } else { around(page, &left) };
    let mut counted = Vec::new();
    for (number, at) in left.into_iter().enumerate() {
        let view = &page.segments[at];
        let mut issue = report(view);
        let around = around.get(number).copied().flatten();
        let habit = |a: Around| a.is_code || page.corpus.markup().leaves_texts(a.key);
        if around.is_some_and(habit) || !by_machine && is_title_elsewhere(view) {
            issue.confidence = Confidence::Low;
        } else {
            counted.push(issues.len());
        }
        issues.push(PageIssue { place: Place::Segment(at), issue });
    }
    // People who leave a list or a page as it is do so once, however many sentences that are.
    if !by_machine && counted.len() >= MANY {
        let others = counted.len() - 1;
        for (number, at) in counted.into_iter().enumerate() {
            let issue = &mut issues[at].issue;
            if number == 0 {
                issue.places = 1 + others as u32;
                issue.message = format!(
                    "The sentence is not translated, nor are {others} others behind it on this page."
                );
            } else {
                issue.confidence = Confidence::Low;
            }
        }
    }
}

/// What stands around the targets of some segments of a page.
fn around(page: &PageView<'_>, segments: &[usize]) -> Vec<Option<Around>> {
    let place = |at: &usize| page.document.segments[*at].place.start;
    elements::around(&page.document.text, segments.iter().map(place))
}

/// Whether the target is the source, or says nothing in its own script.
fn is_untranslated(view: &SegmentView<'_>) -> bool {
    let (source, target) = (&view.source, &view.target);
    if view.gross_error.as_ref().is_some_and(|e| e.kind == GrossKind::Untranslated) {
        return true;
    }
    // Only English is told by its words of grammar.
    let other = view.locale.is_english() || !view.source_locale.is_english();
    if other || target.words.len() < LEAST_WORDS {
        return false;
    }
    let same = same_words(source, target);
    let foreign =
        view.locale.script.is_some_and(|s| s != Script::Latin) && no_native_letter(target);
    if !(same || foreign) {
        return false;
    }
    let plain = target.words.iter().filter(|w| {
        w.kind == WordKind::Plain && stands_free(target, w) && !view.names.in_target(&w.range())
    });
    let mut words = 0;
    let mut grammar = 0;
    for word in plain {
        words += 1;
        grammar += usize::from(is_english_grammar(target.word(word), view.locale));
    }
    words >= LEAST_WORDS && grammar >= LEAST_GRAMMAR
}

/// Whether no hyphen ties the word to others: `utf-16-be` is no word of a sentence.
fn stands_free(text: &Text<'_>, word: &Word) -> bool {
    let range = word.range();
    let visible = text.visible();
    !visible[..range.start].ends_with('-') && !visible[range.end..].starts_with('-')
}

/// Whether the sentence is little more than the title of what a link to another site leads to: that has the language in
/// which it is there.
fn is_title_elsewhere(view: &SegmentView<'_>) -> bool {
    let target = &view.target;
    let leads_away = |link: &&Link| {
        let address = target.slice(link.target.clone());
        !link.image && (address.starts_with("http://") || address.starts_with("https://"))
    };
    let titles: Vec<_> = target.links.iter().filter(leads_away).map(|l| l.text.clone()).collect();
    if titles.is_empty() {
        return false;
    }
    let is_outside = |word: &&Word| {
        let at = target.raw_range(word.range());
        word.kind == WordKind::Plain
            && !titles.iter().any(|t| t.start <= at.start && at.end <= t.end)
    };
    let is_small = |word: &Word| target.word(word).starts_with(char::is_lowercase);
    !target.words.iter().filter(is_outside).any(is_small)
}

/// Whether all of the target is an image, so that what is left is its text.
fn is_image(target: &Text<'_>) -> bool {
    let [link] = target.links.as_slice() else { return false };
    link.image && link.range == trimmed(target.raw, 0..target.raw.len())
}

fn report(view: &SegmentView<'_>) -> Issue {
    let span = trimmed(view.raw_target(), 0..view.raw_target().len());
    if is_image(&view.target) {
        let issue = Issue::new(&CHECK, "The text of the image is not translated.").target(span);
        return issue.severity(Severity::Minor);
    }
    Issue::new(&CHECK, "The sentence is not translated.").target(span)
}

fn same_words(source: &Text<'_>, target: &Text<'_>) -> bool {
    source.words.len() == target.words.len()
        && source.words.iter().zip(&target.words).all(|(s, t)| source.word(s) == target.word(t))
}

fn no_native_letter(target: &Text<'_>) -> bool {
    target.words.iter().all(|w| matches!(w.script, CharScript::Latin | CharScript::Digit))
}

/// Whether a word is an English word of grammar that no name consists of, and none of the locale's own.
pub(super) fn is_english_grammar(word: &str, locale: &Locale) -> bool {
    let grammar = &Locale::english().rules.grammar_words;
    grammar.iter().any(|g| g.eq_ignore_ascii_case(word))
        && !locale.function_words.iter().any(|f| f.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Segment};
    use crate::evaluate::Evaluator;
    use crate::locale::LocaleTag;
    use crate::names::Termbase;

    #[test]
    fn a_page_left_as_it_is_is_told_once_and_weighs_in_full() {
        let segment = |n: usize| {
            let source = format!("Open the folder number {n} and then close it with the key.");
            Segment { target: source.clone(), source, ..Segment::default() }
        };
        let locale = LocaleTag::parse("de-DE").unwrap();
        let told = |many: usize| {
            let segments = (1..=many).map(segment).collect();
            let document = Document { locale: locale.clone(), segments, ..Document::default() };
            let found = Evaluator::new(Termbase::default()).evaluate(document).issues;
            let all = found.into_iter().filter(|i| i.issue.check.id == "untranslated");
            all.map(|i| (i.issue.places, i.is_suspicion)).collect::<Vec<_>>()
        };
        assert_eq!(told(9), [(1, false); 9]);
        assert_eq!(told(12), [&[(12, false)][..], &[(1, true); 11]].concat());
    }
}
