//! `addition`: the target says more than the source.
//!
//! Precision: 7 of 18 read on human text.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::{Check, Example, Kind, PageIssue, PageView, Place, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::learn::gross_error::GrossKind;
use crate::mqm::{Category, Confidence, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "addition",
    kind: Kind::Suspicion,
    category: Category::Accuracy,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::Low,
    on_by_default: true,
    on_metadata: false,
    summary: "the target says something that the source does not",
    details: "What a language model says of its work (“Here is the translation”, `<think>`) is told by its phrases, where the source lacks them; on a page that has any of it, and on pages that say that a machine translated them, all that has no source is an addition. The other evidence comes from a lexicon (IBM Model 1, both directions) that the run's own pairs taught, with the locale's usual lengths; below some 500 pairs of a locale lengths and scripts stand alone and only extreme cases are told. It tells clauses and sentences, not single words: on planted errors 88 of 100 at under one false flag in 1,000 clean human segments. On real pages people do so more often than machines (omission 1.1 against 0.7, addition 1.8 against 0.2 of 1,000); most of those that were read were real.",
    examples: &[
        // Who says so much more may mean it.
        Example::good("de-DE", "", "Diesen Absatz gibt es nur hier."),
        Example::bad(
            "de-DE",
            "Open it.",
            "Here is the translation: Öffnen Sie es.",
            "Here is the translation",
        ),
        Example::bad(
            "fr-FR",
            "Open it.",
            "Voici la traduction : ouvrez-le.",
            "Voici la traduction",
        ),
        Example::good("fr-FR", "Here is the translation.", "Voici la traduction."),
        Example::bad(
            "de-DE",
            "Open it.",
            "Um die Rechnungsadresse Ihres Unternehmens zu ändern, öffnen Sie die Kontoeinstellungen, wählen Sie das rechtliche Profil aus, und geben Sie die neue Adresse ein. Die Änderung gilt ab der nächsten Rechnung, und alle Administratoren des Kontos werden per E-Mail benachrichtigt.",
            "Um die Rechnungsadresse Ihres Unternehmens zu ändern, öffnen Sie die Kontoeinstellungen, wählen Sie das rechtliche Profil aus, und geben Sie die neue Adresse ein. Die Änderung gilt ab der nächsten Rechnung, und alle Administratoren des Kontos werden per E-Mail benachrichtigt",
        ),
        Example::good(
            "de-DE",
            "To change the billing address of your company, open the account settings, select the legal profile, and then enter the new address. The change takes effect with the next invoice, and all administrators of the account are told by mail.",
            "Um die Rechnungsadresse Ihres Unternehmens zu ändern, öffnen Sie die Kontoeinstellungen, wählen Sie das rechtliche Profil aus, und geben Sie die neue Adresse ein. Die Änderung gilt ab der nächsten Rechnung, und alle Administratoren des Kontos werden per E-Mail benachrichtigt.",
        ),
    ],
    run: Run::SegmentAndPage(run, of_models),
};

/// What language models say of their work, beside the translation, in English and in its language. The case of plain
/// Latin letters does not count.
const CHATTER: &[&str] = &[
    "</think>",
    "<think>",
    "<|endoftext|>",
    "<|im_end|>",
    "aqui está a tradução",
    "aquí está la traducción",
    "aquí tienes la traducción",
    "as a language model",
    "as an ai language model",
    "as an ai model",
    "below is the translated",
    "below is the translation",
    "certainly! here",
    "ecco la traduzione",
    "here is the translated",
    "here is the translation",
    "here's the translated",
    "here's the translation",
    "hier is de vertaling",
    "hier ist der übersetzte",
    "hier ist die übersetzung",
    "här är översättningen",
    "i can't translate",
    "i cannot translate",
    "i have translated the",
    "i hope this translation",
    "i'm sorry, but i can",
    "i've translated the",
    "işte çeviri",
    "İşte çeviri",
    "let me know if you need",
    "let me know if you'd like",
    "oto tłumaczenie",
    "please provide the text you",
    "sure! here",
    "sure, here",
    "the translated text is",
    "translated from english",
    "translation note:",
    "translator's note:",
    "voici la traduction",
    "voici le texte traduit",
    "zde je překlad",
    "Вот перевод",
    "вот перевод",
    "Ось переклад",
    "ось переклад",
    "以下が翻訳です",
    "以下は翻訳です",
    "以下是翻译",
    "以下是譯文",
    "以下是译文",
    "다음은 번역입니다",
    "번역은 다음과 같습니다",
];

/// Finds the phrases.
static PHRASES: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(CHATTER).ok());

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    if let Some(span) = chatter(view) {
        let said = &view.raw_target()[span.clone()];
        let message = format!("“{said}” is what a language model says of its work: leave it out.");
        issues.push(Issue::new(&CHECK, message).target(span).confidence(Confidence::High));
        return;
    }
    let by_machine = view.page.origin() == Origin::Machine;
    if has_no_source(view) {
        // A person adds what the locale's readers need.
        if by_machine {
            issues.push(without_source());
        }
        return;
    }
    let Some(error) = &view.gross_error else { return };
    if let GrossKind::Addition { target_range } = &error.kind {
        let added = &view.raw_target()[target_range.clone()];
        let message = if error.by_length {
            // Too few pairs of the locale to learn words from.
            "The translation is far longer than translations usually are: look what it adds."
                .to_owned()
        } else {
            format!("Nothing in the source says “{}”: leave it out.", added.trim())
        };
        let issue = Issue::new(&CHECK, message).target(target_range.clone());
        let is_sure = by_machine && error.confidence > Confidence::Low;
        issues.push(if is_sure { issue.confidence(error.confidence) } else { doubted(issue) });
    }
}

/// What has no source on a page with remarks of a language model: they were not its only words.
fn of_models(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    // On a machine's page each has been told by itself.
    if page.document.origin == Origin::Machine {
        return;
    }
    let added = |(_, view): &(usize, &SegmentView<'_>)| has_no_source(view);
    let mut added = page.segments.iter().enumerate().filter(added).peekable();
    if added.peek().is_none() || !page.segments.iter().any(|view| chatter(view).is_some()) {
        return;
    }
    for (index, _) in added.filter(|(_, view)| chatter(view).is_none()) {
        issues.push(PageIssue { place: Place::Segment(index), issue: without_source() });
    }
}

fn has_no_source(view: &SegmentView<'_>) -> bool {
    view.raw_source().trim().is_empty() && view.target.has_letters()
}

fn without_source() -> Issue {
    let issue = Issue::new(&CHECK, "The original holds nothing of this: leave it out.");
    issue.confidence(Confidence::Medium)
}

/// A hint costs no more than a blemish.
fn doubted(issue: Issue) -> Issue {
    issue.severity(Severity::Minor).confidence(Confidence::Low)
}

/// What a language model says of its work, and the source does not.
fn chatter(view: &SegmentView<'_>) -> Option<Range<usize>> {
    if view.locale.is_english() {
        return None;
    }
    let (phrases, source) = (PHRASES.as_ref()?, view.raw_source());
    let mut found = phrases.find_iter(view.raw_target());
    // A source that speaks of translations is translated.
    let is_said = |pattern| phrases.find_iter(source).any(|said| said.pattern() == pattern);
    let chatter = found.find(|found| !is_said(found.pattern()))?;
    (!source.to_ascii_lowercase().contains("translat")).then(|| chatter.range())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Segment};
    use crate::evaluate::Evaluator;
    use crate::locale::LocaleTag;
    use crate::names::Termbase;

    fn reported(origin: Origin, targets: &[&str]) -> Vec<usize> {
        let segment =
            |target: &&str| Segment { target: (*target).to_owned(), ..Segment::default() };
        let document = Document {
            locale: LocaleTag::parse("de-DE").unwrap(),
            origin,
            segments: targets.iter().map(segment).collect(),
            ..Document::default()
        };
        let found = Evaluator::new(Termbase::default()).evaluate(document).issues;
        let index = |place| if let Place::Segment(index) = place { index } else { usize::MAX };
        found.iter().filter(|i| i.issue.check.id == CHECK.id).map(|i| index(i.place)).collect()
    }

    #[test]
    fn what_has_no_source_is_an_addition_where_a_machine_wrote_it() {
        let note = "Diesen Absatz gibt es nur hier.";
        assert!(reported(Origin::Unknown, &[note]).is_empty());
        assert_eq!(reported(Origin::Machine, &[note, "**—**"]), [0]);
        let remark = "Here is the translation of the page:";
        assert_eq!(reported(Origin::Unknown, &[remark, note]), [0, 1]);
    }
}
