//! `sentence-case`: a sentence begins with a small letter, or a common noun or month with a capital.
//!
//! Precision: 5 of 6 read on human text, 11 of 11 read on machine text.

mod capitals;

use std::ops::Range;

use super::{Check, Example, Kind, Run, SegmentView, style};
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::learn::style::BORROWED_NOUN;
use crate::locale::{Habit, Locale, Marks};
use crate::mqm::{Category, Confidence, Severity};
use crate::text::script::CharScript;
use crate::text::sentences::ends_sentence;
use crate::text::{Text, Word, WordKind, words};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "sentence-case",
    kind: Kind::Law,
    category: Category::Linguistic,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "a sentence begins with a small letter, or a common noun or month with a capital",
    details: "Fires on a small letter behind a full stop that ends a word of five or more letters, the source having \
              several parts and no such place, and on a page that a machine translated at the beginning of a segment whose \
              source is a sentence with a capital and a full stop or colon (people go on with the sentence before, or a list); there also on a \
              capital behind a small word or comma, where the source has no capital that the target does not keep, and a capital behind a semicolon where the source has none. A rule of style, only where the project keeps it: a borrowed noun (`Cloud`) with \
              a capital in mid-sentence where the source writes it small. Where the language writes months small, fires on one \
              with a capital behind a small word or a number, the source naming the same month. Excused: names, emphasised words, code, file \
              endings, and the noun where the source has it with a capital too.",
    examples: &[
        Example::bad(
            "ru-RU",
            "**User management:** This step is short.",
            "**Управление пользователями.** этот шаг короткий.",
            "этот",
        ),
        Example::bad("fr-FR", "our cloud strategy", "notre stratégie de Cloud", "Cloud"),
        Example::bad("pt-BR", "on January 15 of a year", "em 15 de Janeiro de um ano", "Janeiro"),
        Example::good("pt-BR", "on January 15 of a year", "em 15 de janeiro de um ano"),
        Example::good("de-DE", "on January 15", "am 15. Januar"),
        Example::good("ru-RU", "Step. Next one.", "Шаг первый. Этот второй."),
        Example::good(
            "fr-FR",
            "the Cloud Solution Provider and the cloud",
            "le Cloud Solution Provider",
        ),
        Example::good("ka-GE", "No one is here. Why not write?", "აქ არავინ არის. რატომ არ წერთ?"),
        Example::good("de-DE", "the cloud", "die neue Cloud"),
        Example::good("es-ES", "the copies.pdf file", "las copias. pdf"),
    ],
    run: Run::Segment(run),
};

/// Words of a source beyond which it is no label.
const LONGEST_LABEL: usize = 6;
/// Words that a sentence has at least.
const LEAST_WORDS: usize = 4;

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let before = issues.len();
    style::report(&CHECK, &BORROWED_NOUN, view, issues, |noun| {
        format!("“{noun}” is a common noun in mid-sentence and has a capital: write it small")
    });
    let mut at = before;
    while at < issues.len() {
        if issues[at].target_span.as_ref().is_some_and(|span| in_name(view, span)) {
            issues.remove(at);
        } else {
            at += 1;
        }
    }
    months(view, issues);
    capitals::report(view, issues);
    issues.extend(first_word(view));
    behind_semicolon(view, issues);
    // In a label of one part the full stop is that of an abbreviation.
    if view.source.words.len() <= LONGEST_LABEL && !has_parts(view.source.visible()) {
        return;
    }
    let target = &view.target;
    for (at, word) in target.words.iter().enumerate() {
        let written = target.word(word);
        if word.kind == WordKind::Plain
            && written.starts_with(char::is_lowercase)
            && matches!(word.script, CharScript::Latin | CharScript::Cyrillic | CharScript::Greek)
            && target.follows_sentence(at)
            && !target.is_emphasised(word.range())
            && !is_ending(&view.source, written)
        {
            let message =
                format!("“{written}” begins a sentence with a small letter: write a capital.");
            issues.push(Issue::new(&CHECK, message).target(view.target_span(word.range())));
        }
    }
}

/// Semicolons of a text that are looked behind.
const MOST_PARTS: usize = 32;

/// `körs; Använd`: behind a semicolon the sentence goes on.
fn behind_semicolon(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    if view.locale.nouns_are_capitalised || view.page.origin() != Origin::Machine {
        return;
    }
    let goes_on = |text: &str| {
        text.match_indices("; ").all(|(at, _)| {
            text[at + 2..].starts_with(|c: char| c.is_lowercase() || !c.is_alphabetic())
        })
    };
    let count = |text: &str| text.matches("; ").count();
    let (visible, original) = (target.visible(), source.visible());
    if count(original) == 0 || count(original) != count(visible) || !goes_on(original) {
        return;
    }
    for (at, _) in visible.match_indices("; ").take(MOST_PARTS) {
        let start = at + 2;
        let word = words::leading(&visible[start..], char::is_alphabetic);
        let mut letters = word.chars();
        let is_capital = letters.next().is_some_and(char::is_uppercase)
            && word.chars().count() >= 2
            && letters.all(char::is_lowercase);
        let range = start..start + word.len();
        if is_capital
            && !original.contains(word)
            && !view.names.in_target(&range)
            && !target.is_emphasised(range.clone())
        {
            let message = format!("“{word}” stands behind a semicolon: write it small.");
            let small = word.to_lowercase();
            let issue = Issue::new(&CHECK, message).target(view.target_span(range)).expected(small);
            issues.push(issue.confidence(Confidence::Medium));
        }
    }
}

/// A sentence whose first word a machine wrote small.
fn first_word(view: &SegmentView<'_>) -> Option<Issue> {
    let (source, target) = (&view.source, &view.target);
    if view.page.origin() != Origin::Machine || source.words.len() < LEAST_WORDS {
        return None;
    }
    let begins = |text: &Text<'_>| {
        let word = text.words.first()?;
        let start = text.visible().len() - text.visible().trim_start().len();
        (word.start as usize == start && word.kind == WordKind::Plain).then_some(*word)
    };
    let (english, first) = (begins(source)?, begins(target)?);
    let written = target.word(&first);
    // A sentence may introduce a list.
    let ends =
        |text: &Text<'_>| ends_sentence(text.visible()) || text.visible().trim_end().ends_with(':');
    let has_case =
        matches!(first.script, CharScript::Latin | CharScript::Cyrillic | CharScript::Greek);
    let is_sentence =
        source.word(&english).starts_with(char::is_uppercase) && ends(source) && ends(target);
    let is_small = has_case && written.chars().all(char::is_lowercase);
    // The first word of both may be the same (`Use`); a name that begins small is so in the source.
    let is_same = |w: &Word| source.word(w).eq_ignore_ascii_case(written);
    let is_kept = source.words.iter().any(|w| is_same(w) && (*w != english || is_code(view, w)))
        || source.word(&english) == written
        || view.names.in_target(&first.range())
        || target.is_emphasised(first.range());
    if !is_small || !is_sentence || is_kept {
        return None;
    }
    let message = format!("“{written}” begins the sentence with a small letter: write a capital.");
    let issue = Issue::new(&CHECK, message).target(view.target_span(first.range()));
    Some(issue.expected(capitalised(view.locale, written)))
}

/// Whether a word of the source is the name of a command rather than one of the sentence: the text goes on with a mark.
fn is_code(view: &SegmentView<'_>, word: &Word) -> bool {
    view.source.visible()[word.end as usize..].starts_with(|c: char| !c.is_whitespace() && c != ',')
}

/// A word with a capital, as the language writes it (`İş`).
fn capitalised(locale: &Locale, word: &str) -> String {
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return String::new() };
    let capitals = Marks::of(locale.language()).map(|marks| &marks.capitals);
    let own = capitals.and_then(|c| c.iter().find(|(_, small)| **small == first));
    let capital = own.map_or_else(|| first.to_uppercase().collect(), |(c, _)| c.to_string());
    capital + letters.as_str()
}

/// Months that are written with a capital inside a sentence, where the language writes them small.
fn months(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    if !view.locale.has(Habit::SmallMonths) || !view.source_locale.is_english() {
        return;
    }
    let (source, target) = (&view.source, &view.target);
    for pair in target.words.windows(2) {
        let [before, word] = pair else { continue };
        let written = target.word(word);
        let between = &target.visible()[before.end as usize..word.start as usize];
        let small = |c: char| c.is_lowercase() || c.is_numeric();
        // `27. Lokakuuta`: the full stop of an ordinal number.
        let is_ordinal = between == ". " && target.word(before).bytes().all(|b| b.is_ascii_digit());
        if word.kind != WordKind::Plain
            || !written.starts_with(char::is_uppercase)
            || between != " " && !is_ordinal
            || !target.word(before).starts_with(small)
        {
            continue;
        }
        let lower = written.to_lowercase();
        let Some(month) = view.locale.months.iter().position(|forms| forms.contains(&lower)) else {
            continue;
        };
        let english = &Locale::english().months[month];
        let named = |other: &Word| {
            let word = source.word(other);
            word.starts_with(char::is_uppercase) && english.contains(&word.to_lowercase())
        };
        let is_dated = target.word(before).bytes().all(|b| b.is_ascii_digit());
        if source.words.iter().any(named) && (is_dated || !target.is_emphasised(word.range())) {
            let message = format!("“{written}” is a month inside a sentence: write it small.");
            let issue = Issue::new(&CHECK, message).target(view.target_span(word.range()));
            issues.push(issue.expected(lower));
        }
    }
}

/// Whether a range of the raw target lies in a product name.
fn in_name(view: &SegmentView<'_>, span: &Range<usize>) -> bool {
    let mut words = view.target.words.iter().map(Word::range);
    words.any(|w| view.target_span(w.clone()) == *span && view.names.in_target(&w))
}

/// Whether something ends inside a text: a sentence, or a label before its colon.
fn has_parts(text: &str) -> bool {
    text.match_indices(['.', '!', '?', ':'])
        .any(|(at, mark)| text[at + mark.len()..].starts_with(' '))
}

/// Whether the source has such a word behind a full stop: the ending of a file name.
fn is_ending(source: &Text<'_>, word: &str) -> bool {
    let visible = source.visible();
    visible.match_indices(word).any(|(at, _)| {
        visible[..at].ends_with(['.', ' ']) && visible[..at].trim_end().ends_with('.')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Segment};
    use crate::locale::LocaleTag;
    use crate::names::Termbase;

    fn begun_small(locale: &str, source: &str, target: &str, origin: Origin) -> Option<String> {
        let segment =
            Segment { source: source.to_owned(), target: target.to_owned(), ..Segment::default() };
        let locale = LocaleTag::parse(locale).unwrap();
        let document = Document { locale, origin, segments: vec![segment], ..Document::default() };
        let view = SegmentView::new(&document, &document.segments[0], &Termbase::default());
        first_word(&view)?.expected
    }

    #[test]
    fn a_machine_begins_no_sentence_small() {
        let source = "This report is available from the board.";
        for (locale, target, right) in [
            ("ru-RU", "этот отчет доступен на панели.", Some("Этот")),
            ("tr-TR", "içindekiler bu panodan kullanılabilir.", Some("İçindekiler")),
            ("fr-FR", "les rapports sont disponibles ici.", Some("Les")),
            ("fr-FR", "Les rapports sont disponibles ici.", None),
            ("fr-FR", "report est disponible ici.", None),
            ("fr-FR", "les rapports sont disponibles", None),
            ("fr-FR", "`report` les rapports sont là.", None),
        ] {
            let found = begun_small(locale, source, target, Origin::Machine);
            assert_eq!(found.as_deref(), right, "{target}");
        }
        let target = "les rapports sont disponibles ici.";
        assert_eq!(begun_small("fr-FR", source, target, Origin::Human), None);
        assert_eq!(begun_small("fr-FR", "the report is here.", target, Origin::Machine), None);
    }
}
