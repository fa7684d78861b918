//! Hyphens that join a noun to the name or label before it, in languages that write compounds as one word.

use super::nouns::{is_plain, may_be_verb};
use super::{Found, adjacent, is_unmarked};
use crate::checks::SegmentView;
use crate::document::Origin;
use crate::locale::Habit;
use crate::text::sentences::begins_sentence;
use crate::text::words::{bare, stretches};
use crate::text::{Text, Word, head};

/// `Webex appen` for `the Webex app`: a hyphen joins a noun to the name before it. A person may mean another noun.
pub(in crate::checks) fn behind_names(view: &SegmentView<'_>) -> Vec<Found> {
    let (source, target) = (&view.source, &view.target);
    if view.page.origin() != Origin::Machine || !view.locale.has(Habit::Compounds) {
        return Vec::new();
    }
    let mut all = Vec::new();
    for noun in view.nouns().iter().filter(|noun| noun.at > 0 && !may_be_verb(view, noun)) {
        let (name, word) = (&source.words[noun.at - 1], &source.words[noun.at]);
        let written = source.word(name);
        let is_name = written.len() >= 2
            && written.starts_with(|c: char| c.is_ascii_uppercase())
            && !source.is_emphasised(name.range())
            && noun.written(view).starts_with(|c: char| c.is_ascii_lowercase())
            && written.is_ascii()
            && !begins_sentence(source.visible(), name.start as usize);
        let is_acronym = written.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        let is_known = || {
            is_acronym || view.names.in_source(&name.range()) || is_always_capital(view, written)
        };
        if !is_name || !adjacent(source, name, word) || !is_known() {
            continue;
        }
        for two in target.words.windows(2) {
            let [head, tail] = two else { continue };
            let last = target.word(tail);
            let is_noun = last.starts_with(char::is_uppercase) == view.locale.nouns_are_capitalised
                && last.chars().skip(1).all(char::is_lowercase);
            if target.word(head) == written
                && is_noun
                && adjacent(target, head, tail)
                && is_unmarked(target, head, tail)
                && !(view.locale.nouns_are_capitalised
                    && last.eq_ignore_ascii_case(noun.written(view)))
                && noun.renderings.iter().any(|r| r.is_noun_form(last))
            {
                let message = "A hyphen joins the noun to the name before it: put one.";
                let found = Found::between(target, head, tail, message);
                all.push(found.expected(format!("{written}-{last}")));
            }
        }
    }
    all
}

/// `**Start** menyn` for `the **Start** menu`: a hyphen joins a noun to the label before it.
pub(in crate::checks) fn behind_labels(view: &SegmentView<'_>) -> Vec<Found> {
    let (source, target) = (&view.source, &view.target);
    if view.page.origin() != Origin::Machine
        || !view.locale.has(Habit::Compounds)
        || view.locale.nouns_are_capitalised
    {
        return Vec::new();
    }
    let behind = |text: &Text<'_>, word: &Word| {
        let start = text.raw_range(word.range()).start;
        text.strong()
            .find(|e| e.range.end + 1 == start && text.raw[..start].ends_with(' '))
            .cloned()
    };
    let mut all = Vec::new();
    for noun in view.nouns().iter().filter(|noun| !may_be_verb(view, noun)) {
        let Some(original) = behind(source, &source.words[noun.at]) else { continue };
        for word in target.words.iter().filter(|word| is_plain(word)) {
            let written = target.word(word);
            let Some(label) = behind(target, word) else { continue };
            let is_same = source.strong().count() == target.strong().count()
                && source.strong().position(|e| *e == original)
                    == target.strong().position(|e| *e == label);
            if is_same
                && written.chars().all(char::is_lowercase)
                && noun.renderings.iter().any(|r| r.is_noun_form(written))
            {
                let span = label.range.start..target.raw_range(word.range()).end;
                let message = "A hyphen joins the noun to the label before it: put one.".to_owned();
                let right = format!("{}-{written}", target.slice(label.range.clone()));
                all.push(Found { span, message, expected: None }.expected(right));
            }
        }
    }
    all
}

/// Segments of a page that are looked through for a name.
const LOOKED_AT: usize = 256;
/// Bytes of each of them.
const LONGEST: usize = 1024;

/// Whether a word of the source stands in another segment of the page too, and nowhere in small letters.
fn is_always_capital(view: &SegmentView<'_>, written: &str) -> bool {
    let small = written.to_ascii_lowercase();
    let sources = || view.page.segments().iter().take(LOOKED_AT).map(|s| head(&s.source, LONGEST));
    let has = |text: &str, word: &str| stretches(text).map(bare).any(|other| other == word);
    !sources().any(|text| has(text, &small))
        && sources().filter(|text| has(text, written)).nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Segment};
    use crate::locale::LocaleTag;
    use crate::names::Termbase;

    fn told(locale: &str, pairs: &[(&str, &str)]) -> Vec<String> {
        let segment = |(source, target): &(&str, &str)| Segment {
            source: (*source).to_owned(),
            target: (*target).to_owned(),
            ..Segment::default()
        };
        let locale = LocaleTag::parse(locale).unwrap();
        let segments = pairs.iter().map(segment).collect();
        let document =
            Document { locale, origin: Origin::Machine, segments, ..Document::default() };
        let view = SegmentView::new(&document, &document.segments[0], &Termbase::default());
        let found = [behind_names(&view), behind_labels(&view)].into_iter().flatten();
        found.map(|found| found.expected.unwrap_or_default()).collect()
    }

    #[test]
    fn a_hyphen_joins_a_noun_to_the_name_or_label_before_it() {
        let pairs = [
            ("Open the Fernhill account.", "Åbn Fernhill kontoen."),
            ("About Fernhill", "Om Fernhill"),
        ];
        assert_eq!(told("da-DK", &pairs), ["Fernhill-kontoen"]);
        let label = ("Open the **Start** menu.", "Öppna **Start** menyn.");
        assert_eq!(told("sv-SE", &[label]), ["**Start**-menyn"]);
    }

    #[test]
    fn verbs_and_words_of_the_language_take_none() {
        for pair in [
            ("The **Lid** method returns it.", "Metoden **Lid** returnerar det."),
            ("Fernhill scales well.", "Fernhill skalar väl."),
            ("the Private plan", "den Private planen"),
        ] {
            assert_eq!(told("sv-SE", &[pair, ("a private plan", "en plan")]), Vec::<String>::new());
        }
    }
}
