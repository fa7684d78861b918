//! `repeated-word`: the same word twice in a row.
//!
//! Precision: 15 of 15 read on human text, 7 of 7 read on machine text.

use super::languages::{self, Language};
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::locale::{Habit, Script};
use crate::mqm::{Category, Confidence, Severity};
use crate::text::{Text, Word, WordKind};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "repeated-word",
    kind: Kind::Law,
    category: Category::Linguistic,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: true,
    summary: "the same word stands twice in a row",
    details: "Fires when a word of at least two letters (one in scripts where a letter is a syllable) stands twice \
              with nothing but spaces between, and the source has no doubled word; and where both sides of `and` or \
              `or`, or of a slash, are the same word with nothing behind to tell them apart (`функций и функций`); in any language where a name of \
              the source, a word with a capital, stands twice. Excused: words that the \
              language doubles (`vous vous`, `nous nous`, German `die die`, Turkish and Indonesian reduplication \
              such as `adım adım`, by the locale's list), numbers, and doublings across a sentence, comma or emphasis border.",
    examples: &[
        Example::bad("de-DE", "Open the page.", "Öffnen Sie die Seite Seite.", "Seite Seite"),
        Example::bad("hu-HU", "in the list", "a listában listában", "listában listában"),
        Example::bad("ru-RU", "Open the page.", "Откройте страницу страницу.", "страницу страницу"),
        Example::bad("zh-CN", "the new Azure experience", "Azure 的的新体验", "的的"),
        Example::bad(
            "ru-RU",
            "newer features and functionality in Office",
            "новых функций и функций в Office",
            "функций и функций",
        ),
        Example::bad(
            "zh-CN",
            "for Canada and the United States",
            "加拿大和加拿大的信息",
            "加拿大和加拿大",
        ),
        Example::bad(
            "hu-HU",
            "break-fix support",
            "a javítás/javítás támogatása",
            "javítás/javítás",
        ),
        Example::good("zh-CN", "products and product keys", "产品和产品密钥"),
        Example::good("cs-CZ", "the admin or account admin", "správce nebo správce účtu"),
        Example::good("fr-FR", "You sign in", "Vous vous connectez"),
        Example::good("es-ES", "had had", "había había"),
        Example::good("tr-TR", "Step by step", "Adım adım"),
        Example::good("hi-IN", "Close it slowly.", "इसे धीरे धीरे बंद करें।"),
        Example::good("de-DE", "Open it, then", "Öffnen, öffnen"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let target = &view.target;
    // Where a person may have translated, two words may meet by chance (`现在在`), and a word of content may stand twice
    // for emphasis.
    let doubtful = view.page.origin() != Origin::Machine;
    doubled_names(view, issues);
    if !view.locale.spaces_words() {
        let first = issues.len();
        languages::report(&CHECK, Language::of(view.locale).repeated_word, view, issues);
        if doubtful {
            issues[first..].iter_mut().for_each(|issue| issue.confidence = Confidence::Low);
        }
        return;
    }
    // Of a language whose words of grammar are not known, it is not known whether it doubles others.
    if view.locale.function_words.is_empty() {
        return;
    }
    // Many languages double words on purpose (Hindi, Indonesian); of those without word lists it is not known.
    if !view.locale.knows_words() {
        return;
    }
    same_sides(view, issues);
    same_beside_slash(view, issues);
    let mut told = 0;
    for pair in target.words.windows(2) {
        let [a, b] = pair else { continue };
        if !doubled(target, a, b) {
            continue;
        }
        // What doubles words itself is looked at no further, nor what would fill a report by itself.
        if told == MOST || view.source.words.windows(2).any(|p| doubled(&view.source, &p[0], &p[1]))
        {
            break;
        }
        told += 1;
        let word = target.word(a);
        let lower = word.to_lowercase();
        let span = view.target_span(a.start as usize..b.end as usize);
        // A name is told already.
        let is_told = || issues.iter().any(|issue| issue.target_span.as_ref() == Some(&span));
        let excused = view.locale.doubled_words.contains(&lower) || is_told();
        if !excused && word.chars().count() > 1 {
            let mut issue =
                Issue::new(&CHECK, format!("The word “{word}” stands twice: leave one out."));
            // `hızlı hızlı`, `ah ah`, `inconnues inconnues`
            let is_meant = view.locale.has(Habit::DoublesWords)
                || !view.locale.function_words.contains(&lower)
                    && (word.chars().count() < 4 || languages::repeats_stem(&view.source));
            if doubtful && is_meant {
                issue = issue.confidence(Confidence::Low);
            }
            issues.push(issue.target(span).expected(word));
        }
    }
}

/// Places that are told of one text.
const MOST: usize = 32;

/// A word of the source that has a capital and is kept, but twice: nobody doubles a name, in any language.
fn doubled_names(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    let mut looked_at = 0;
    for pair in target.words.windows(2) {
        let [a, b] = pair else { continue };
        let word = target.word(a);
        let is_name = word.len() >= 3
            && a.end - a.start == b.end - b.start
            && a.kind != WordKind::Number
            && word == target.word(b)
            && word.bytes().all(|b| b.is_ascii_alphanumeric())
            && word.bytes().any(|b| b.is_ascii_uppercase());
        if !is_name || !stands_beside(target, a, b) {
            continue;
        }
        if looked_at == MOST {
            break;
        }
        looked_at += 1;
        let times = |text: &Text<'_>| text.words.iter().filter(|w| text.word(w) == word).count();
        let in_source = times(source);
        if in_source > 0 && in_source < times(target) {
            let span = view.target_span(a.start as usize..b.end as usize);
            let message = format!("The name “{word}” stands twice: leave one out.");
            issues.push(Issue::new(&CHECK, message).target(span).expected(word));
        }
    }
}

/// `X and X`: the two sides of a conjunction are one word, and nothing behind it tells them apart.
fn same_sides(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let target = &view.target;
    let conjunctions = &view.locale.conjunctions;
    // A syllable of Hangul is no letter.
    let least = if view.locale.script == Some(Script::Hangul) { 2 } else { 5 };
    for (at, three) in target.words.windows(3).enumerate() {
        let [a, conjunction, b] = three else { continue };
        if !languages::has(conjunctions, target.word(conjunction)) {
            continue;
        }
        let word = target.word(a);
        if a.kind != WordKind::Plain
            || word.chars().count() < least
            || word.chars().all(char::is_uppercase)
            || !same(word, target.word(b))
        {
            continue;
        }
        let visible = target.visible();
        let between = visible[a.end as usize..b.start as usize].matches(' ').count() == 2
            && b.start as usize - a.end as usize == target.word(conjunction).len() + 2;
        // `správce a správce účtu`: what follows makes the second one another.
        let rest = &visible[b.end as usize..];
        let next = target.words.get(at + 3).filter(|_| rest.starts_with(' '));
        let free = next.is_none_or(|n| {
            let lower = target.word(n).to_lowercase();
            view.locale.function_words.contains(&lower)
                && !view.locale.complement_words.contains(&lower)
        });
        if between && free && !rest.starts_with('-') && !may_be_same(view) {
            let span = view.target_span(a.start as usize..b.end as usize);
            let message = format!(
                "“{word}” stands on both sides of “{}”: look what the source has there.",
                target.word(conjunction)
            );
            issues.push(Issue::new(&CHECK, message).target(span));
        }
    }
}

/// Whether the source has a word twice; on a page that a machine translated, whether it has one on both sides of a
/// conjunction or has no conjunction.
fn may_be_same(view: &SegmentView<'_>) -> bool {
    let source = &view.source;
    if !languages::repeats_stem(source) {
        return false;
    }
    let conjunctions = &view.source_locale.conjunctions;
    let of_conjunction = |three: &&[Word]| languages::has(conjunctions, source.word(&three[1]));
    let mut sides = source.words.windows(3).filter(of_conjunction).peekable();
    let stem = |word: &Word| source.word(word).get(..4).map(str::to_ascii_lowercase);
    view.page.origin() != Origin::Machine
        || sides.peek().is_none()
        || sides.any(|three| stem(&three[0]) == stem(&three[2]))
}

/// `X/X`: two words of the source became one.
fn same_beside_slash(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let target = &view.target;
    let visible = target.visible();
    for pair in target.words.windows(2) {
        let [a, b] = pair else { continue };
        let word = target.word(a);
        let is_slash = || visible.get(a.end as usize..b.start as usize) == Some("/");
        if a.end - a.start != b.end - b.start
            || a.kind != WordKind::Plain
            || word.chars().count() < 5
            || !word.chars().all(char::is_lowercase)
            || word != target.word(b)
            || !is_slash()
        {
            continue;
        }
        // A path, or a word of the source.
        let (before, behind) = (&visible[..a.start as usize], &visible[b.end as usize..]);
        let is_path = before.ends_with(['/', '.', ':']) || behind.starts_with(['/', '-', '_']);
        if !is_path && !view.source.visible().contains(word) {
            let span = view.target_span(a.start as usize..b.end as usize);
            let message = format!("“{word}” stands on both sides of a slash.");
            issues.push(Issue::new(&CHECK, message).target(span));
        }
    }
}

/// Whether two neighbouring words are the same with only spaces between.
fn doubled(text: &Text<'_>, a: &Word, b: &Word) -> bool {
    // Nearly all pairs differ in length: look at nothing else of them.
    a.end - a.start == b.end - b.start
        && a.kind == WordKind::Plain
        && b.kind == WordKind::Plain
        && !a.script.is_unspaced()
        && stands_beside(text, a, b)
        // The second one goes on (`что что-то`).
        && !text.visible()[b.end as usize..].starts_with(['-', '\u{2011}'])
        && same(text.word(a), text.word(b))
}

/// Whether nothing but blanks stands between two words: markup sets them apart.
fn stands_beside(text: &Text<'_>, a: &Word, b: &Word) -> bool {
    b.start > a.end
        && text.visible()[a.end as usize..b.start as usize].bytes().all(|b| b == b' ')
        && text.slice(text.raw_range(a.end as usize..b.start as usize)).trim().is_empty()
        && text.raw_range(a.range()).end + (b.start - a.end) as usize
            == text.raw_range(b.range()).start
}

fn same(a: &str, b: &str) -> bool {
    a == b
        || (a.len() == b.len()
            && a.chars().flat_map(char::to_lowercase).eq(b.chars().flat_map(char::to_lowercase)))
}
