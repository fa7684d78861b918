//! `sentence-case`: a sentence begins with a small letter, or a common noun with a capital.

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::{Text, WordKind};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "sentence-case",
    kind: Kind::Style,
    category: Category::Linguistic,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "a sentence begins with a small letter, or a common noun with a capital",
    details: "Fires on a small letter behind a full stop that ends a word of five or more letters, the source having no such \
              place; and in the languages that list it on a borrowed noun (`Cloud`) with a capital in mid-sentence where the \
              source writes it small. Excused: names, code, file endings, and the noun where the source has it with a capital \
              too. Measured: machine 1, human 0 of 1,000 segments.",
    examples: &[
        Example::bad(
            "ru-RU",
            "**User management:** This step is short.",
            "**Управление пользователями.** этот шаг короткий.",
            "этот",
        ),
        Example::bad("fr-FR", "our cloud strategy", "notre stratégie de Cloud", "Cloud"),
        Example::good("ru-RU", "Step. Next one.", "Шаг первый. Этот второй."),
        Example::good(
            "fr-FR",
            "the Cloud Solution Provider and the cloud",
            "le Cloud Solution Provider",
        ),
        Example::good("de-DE", "the cloud", "die neue Cloud"),
        Example::good("es-ES", "the copies.pdf file", "las copias. pdf"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let target = &view.target;
    for (at, word) in target.words.iter().enumerate() {
        if word.kind != WordKind::Plain {
            continue;
        }
        let written = target.word(word);
        let Some(first) = written.chars().next() else { continue };
        if first.is_lowercase() {
            if target.follows_sentence(at) && !is_ending(&view.source, written) {
                let message = format!("A sentence begins with a small letter: “{written}”.");
                issues.push(Issue::new(&CHECK, message).target(view.target_span(word.range())));
            }
        } else if view.locale.small_nouns.iter().any(|n| n == written)
            && in_sentence(target, at)
            && !view.names.in_target(&word.range())
            && writes_small(&view.source, written)
        {
            let message = format!("“{written}” is a common noun here.");
            let small = written.to_lowercase();
            let span = view.target_span(word.range());
            issues.push(Issue::new(&CHECK, message).target(span).expected(small));
        }
    }
}

/// Whether the source has such a word behind a full stop: the ending of a file name.
fn is_ending(source: &Text<'_>, word: &str) -> bool {
    let visible = source.visible();
    visible.match_indices(word).any(|(at, _)| {
        visible[..at].ends_with(['.', ' ']) && visible[..at].trim_end().ends_with('.')
    })
}

/// Whether a word of the sentence in small letters stands right before.
fn in_sentence(text: &Text<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|i| &text.words[i]) else { return false };
    let between = &text.visible()[before.end as usize..text.words[at].start as usize];
    matches!(between, " " | "’" | "'") && text.word(before).starts_with(char::is_lowercase)
}

/// Whether the source has a noun in small letters only.
fn writes_small(source: &Text<'_>, noun: &str) -> bool {
    let mut small = false;
    for word in &source.words {
        let written = source.word(word);
        if written.eq_ignore_ascii_case(noun) {
            if written.starts_with(char::is_uppercase) {
                return false;
            }
            small = true;
        }
    }
    small
}
