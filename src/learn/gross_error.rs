//! Gross errors: what a pair's features add up to.
//!
//! All weights are log-likelihood ratios that the run's own segments taught, locale by locale, and lengths are measured in
//! the locale's own spreads; so one set of thresholds serves every locale, seen before or not. They are set so that each
//! rule flags fewer than 0.5 of 1,000 clean human segments.

use std::ops::Range;

use super::coverage::{COPIED_SHARE, Coverage, LANGUAGE_WORDS, LATIN_LETTERS};
use super::surplus::Surplus;
use crate::locale::{Locale, Script};
use crate::mqm::Confidence;
use crate::text::script::CharScript;

/// A gross error of a segment.
#[derive(Debug, Clone, PartialEq)]
pub struct GrossError {
    /// What it is.
    pub kind: GrossKind,
    /// How sure that is.
    pub confidence: Confidence,
    /// Whether the length alone tells it, for want of a lexicon.
    pub by_length: bool,
    /// Whether what is left out or added is a whole sentence: people shorten inside one as they see fit.
    pub of_sentence: bool,
}

impl GrossError {
    /// Whether one side says something that the other does not.
    pub fn is_surplus(&self) -> bool {
        matches!(self.kind, GrossKind::Omission { .. } | GrossKind::Addition { .. })
    }

    /// That a segment has its neighbour's target; how sure depends on whether it is sure that the two belong together.
    pub fn swapped(is_sure: bool) -> GrossError {
        let confidence = if is_sure { Confidence::Medium } else { Confidence::Low };
        error(GrossKind::Swapped, confidence)
    }
}

/// Kinds of gross errors. Ranges are bytes of the plain text that was judged.
#[derive(Debug, Clone, PartialEq)]
pub enum GrossKind {
    /// Part of the source is missing from the target.
    Omission {
        /// The part of the source that most looks left out.
        source_range: Range<usize>,
    },
    /// The target says more than the source.
    Addition {
        /// The part of the target that most looks added.
        target_range: Range<usize>,
    },
    /// The target is another segment's translation.
    Swapped,
    /// The target is the source.
    Untranslated,
    /// Part of the target was left as in the source.
    PartlyUntranslated {
        /// That part.
        target_range: Range<usize>,
    },
    /// The target is in another language.
    WrongLanguage {
        /// Tag of the locale whose language it most looks like.
        language: Option<String>,
    },
    /// The target is in another script.
    WrongScript {
        /// The part in the other script.
        target_range: Range<usize>,
    },
}

/// Evidence from which on a target as a whole counts as left in the source language, in nats.
const UNTRANSLATED: f64 = 10.0;
/// Evidence from which on a stretch does.
const PARTLY_UNTRANSLATED: f64 = 8.0;
/// Plain words that such a stretch holds at least.
const PLAIN_WORDS: usize = 2;
/// Evidence that a target is in another language.
const WRONG_LANGUAGE: f64 = 6.5;
/// Scripts that texts in Chinese, Japanese and Korean share.
const CJK: [Script; 3] = [Script::Han, Script::Japanese, Script::Hangul];
/// Letters of another script from which on they count.
const FOREIGN_LETTERS: usize = 4;
/// Share of another script from which on the target is in it.
const FOREIGN_SHARE: f64 = 0.6;
/// Evidence that a stretch of the source has no counterpart, lengths included.
const OMISSION: f64 = 10.0;
/// Evidence that makes it sure.
const SURE_OMISSION: f64 = 14.0;
/// A stretch adds no more evidence than this to that of the lengths.
const RUN_CAP: f64 = 12.0;
/// Spreads below which a target is so short that something may be missing.
const SHORT: f64 = -1.9;
/// Evidence that a sentence was added.
const ADDED_SENTENCE: f64 = -8.0;
/// Evidence that a sentence was left out.
const OMITTED_SENTENCE: f64 = -4.0;
/// Evidence that any other stretch was added.
const ADDITION: f64 = 14.0;
/// Lengths add no more evidence than this.
const LENGTH_CAP: f64 = 12.0;
/// Spreads of length from which on lengths alone tell, without a lexicon.
const LENGTH_ALONE: f64 = 4.0;
/// What two segments gain when their targets are exchanged, in nats.
const SWAP_GAIN: f64 = 7.0;
/// A target that translates its source better than this has not been exchanged.
const SWAP_OWN: f64 = 4.0;
/// Each target translates the other source at least so well: a word or two tell nothing.
const SWAP_CROSSED: f64 = 0.0;

/// Judges the features of a pair; `None` where nothing is grossly wrong. Of several errors the one that explains the
/// others is named. [`GrossKind::Swapped`] needs the neighbours: see [`is_swapped`].
pub fn judge(coverage: &Coverage, locale: &Locale) -> Option<GrossError> {
    // English of another region is the source with few changes.
    let translates = !locale.is_english();
    wrong_script(coverage, locale)
        .or_else(|| untranslated(coverage).filter(|_| translates))
        .or_else(|| wrong_language(coverage, locale))
        .or_else(|| partly_untranslated(coverage).filter(|_| translates))
        .or_else(|| omission(coverage))
        .or_else(|| addition(coverage))
}

/// Whether two segments have each other's targets, by their [`pair_score`](super::lexicon::Lexicon::pair_score)s: each
/// source with its own target, and with the other's.
pub fn is_swapped(own: (f64, f64), crossed: (f64, f64)) -> bool {
    may_be_swapped(own.0, own.1)
        && crossed.0 > SWAP_CROSSED
        && crossed.1 > SWAP_CROSSED
        && crossed.0 > own.0
        && crossed.1 > own.1
        && crossed.0 + crossed.1 - own.0 - own.1 > SWAP_GAIN
}

/// Whether two segments fit their own targets so badly that looking at them crosswise is worth it.
pub fn may_be_swapped(first: f64, second: f64) -> bool {
    first < SWAP_OWN && second < SWAP_OWN
}

pub(super) fn error(kind: GrossKind, confidence: Confidence) -> GrossError {
    GrossError { kind, confidence, by_length: false, of_sentence: false }
}

fn wrong_script(coverage: &Coverage, locale: &Locale) -> Option<GrossError> {
    // Of a locale whose script is not known nothing is foreign.
    if locale.scripts.is_empty() {
        return None;
    }
    let total: usize = coverage.scripts.iter().map(|s| s.letters).sum();
    let share = |letters: usize| letters as f64 / total.max(1) as f64;
    let mut foreign = 0;
    let mut range: Option<Range<usize>> = None;
    for of in coverage.scripts.iter().filter(|of| of.script.is_letter()) {
        if locale.scripts.iter().any(|own| of.script.is_of(*own)) {
            continue;
        }
        // Latin letters among others are mostly names; a whole target of them that is not the source's is not.
        let counts = of.script != CharScript::Latin
            || (of.letters >= LATIN_LETTERS
                && share(of.letters) >= 0.85
                && coverage.copy_rate < COPIED_SHARE
                && coverage.guess.as_ref().is_none_or(|g| g.margin > WRONG_LANGUAGE));
        if counts {
            foreign += of.letters;
            let span = of.span.clone();
            range =
                Some(range.map_or(span.clone(), |r| r.start.min(span.start)..r.end.max(span.end)));
        }
    }
    let target_range = range?;
    (foreign >= FOREIGN_LETTERS && share(foreign) >= FOREIGN_SHARE)
        .then(|| error(GrossKind::WrongScript { target_range }, Confidence::High))
}

fn untranslated(coverage: &Coverage) -> Option<GrossError> {
    let run = coverage.longest_copied_run.as_ref()?;
    let all = coverage.copy_rate >= 0.9 && run.tokens * 10 >= coverage.target_tokens * 8;
    let plain = run.plain_words >= PLAIN_WORDS && run.plain_words * 3 > run.words;
    (all && coverage.copy_evidence >= UNTRANSLATED && plain)
        .then(|| error(GrossKind::Untranslated, Confidence::High))
}

fn wrong_language(coverage: &Coverage, locale: &Locale) -> Option<GrossError> {
    let guess = coverage.guess.as_ref().filter(|g| g.margin >= WRONG_LANGUAGE)?;
    // Much of it stands in the source: that part was left untranslated, or is a list of names. And a word or two look
    // like any language.
    if coverage.copy_rate > COPIED_SHARE || coverage.fresh_words < LANGUAGE_WORDS {
        return None;
    }
    // Letters of two scripts: a name that was kept, with its gloss. What is not in the locale's own script is that check's.
    let total: usize = coverage.scripts.iter().map(|s| s.letters).sum();
    let is_own = |script: CharScript| {
        locale.scripts.is_empty()
            || script.is_cjk() && locale.scripts.iter().any(|own| CJK.contains(own))
            || locale.scripts.iter().any(|own| script.is_of(*own))
    };
    let own: usize = coverage.scripts.iter().filter(|s| is_own(s.script)).map(|s| s.letters).sum();
    if own * 10 < total * 9 {
        return None;
    }
    let confidence = match guess.margin >= 1.5 * WRONG_LANGUAGE {
        true if guess.has_grammar => Confidence::High,
        // Letters alone say little of few words.
        _ if guess.has_grammar || coverage.fresh_words >= 2 * LANGUAGE_WORDS => Confidence::Medium,
        _ => Confidence::Low,
    };
    Some(error(GrossKind::WrongLanguage { language: Some(guess.locale.clone()) }, confidence))
}

fn partly_untranslated(coverage: &Coverage) -> Option<GrossError> {
    let run = coverage.longest_copied_run.as_ref()?;
    // Names hold a plain word or two ("Apps for business"); a text left over is mostly plain words.
    let plain = run.plain_words >= PLAIN_WORDS && run.plain_words * 2 > run.words;
    let kind = GrossKind::PartlyUntranslated { target_range: run.span.clone() };
    (run.weight >= PARTLY_UNTRANSLATED && plain && !run.enclosed)
        .then(|| error(kind, Confidence::High))
}

/// What the lengths say for a stretch being left out or added: nearer to what is usual without it.
fn length_gain(with: f64, without: f64) -> f64 {
    ((with * with - without * without) / 2.0).clamp(-LENGTH_CAP, LENGTH_CAP)
}

fn omission(coverage: &Coverage) -> Option<GrossError> {
    let z = coverage.length_z;
    if z >= 0.0 {
        return None;
    }
    if !coverage.knows_words {
        return (z <= -LENGTH_ALONE && coverage.source_tokens >= 6).then(|| {
            let kind = GrossKind::Omission { source_range: coverage.source_span.clone() };
            GrossError { by_length: true, ..error(kind, Confidence::Low) }
        });
    }
    let found = |range: &Surplus, confidence| {
        error(GrossKind::Omission { source_range: range.span.clone() }, confidence)
    };
    if let Some(sentence) = &coverage.omitted_sentence
        && sentence.tokens >= 4
        && sentence.weight + length_gain(z, sentence.length_z) > OMITTED_SENTENCE
    {
        return Some(GrossError { of_sentence: true, ..found(sentence, Confidence::Medium) });
    }
    let run = coverage.longest_uncovered_source_run.as_ref()?;
    let weight = run.weight.min(RUN_CAP) + length_gain(z, 0.0);
    let confidence = if weight > SURE_OMISSION { Confidence::Medium } else { Confidence::Low };
    (z < SHORT && coverage.source_tokens >= 8 && weight > OMISSION).then(|| found(run, confidence))
}

fn addition(coverage: &Coverage) -> Option<GrossError> {
    let z = coverage.length_z;
    if z <= 0.0 {
        return None;
    }
    if !coverage.knows_words {
        return (z >= LENGTH_ALONE && coverage.target_tokens >= 8).then(|| {
            let kind = GrossKind::Addition { target_range: coverage.target_span.clone() };
            GrossError { by_length: true, ..error(kind, Confidence::Low) }
        });
    }
    let found = |range: &Surplus, confidence| {
        error(GrossKind::Addition { target_range: range.span.clone() }, confidence)
    };
    if let Some(sentence) = &coverage.added_sentence
        && sentence.tokens >= 4
        && sentence.weight + length_gain(z, sentence.length_z) > ADDED_SENTENCE
    {
        return Some(GrossError { of_sentence: true, ..found(sentence, Confidence::Medium) });
    }
    let run = coverage.longest_uncovered_target_run.as_ref()?;
    let explained = z > 2.0
        && coverage.target_tokens >= 6
        && run.weight + length_gain(z, run.length_z) > ADDITION;
    explained.then(|| found(run, Confidence::Low))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::lexicon::Lexicons;
    use crate::learn::sample::Sample;
    use crate::locale::LocaleTag;

    const TAG: &str = "de-DE";

    /// Sentences of four parts, each with one translation.
    fn pairs() -> impl Iterator<Item = (String, String)> {
        let subjects = [
            ("The customer", "Der Kunde"),
            ("Your partner", "Ihr Partner"),
            ("A global administrator", "Ein globaler Verwalter"),
            ("Each new agent", "Jeder neue Mitarbeiter"),
            ("The indirect reseller", "Der indirekte Händler"),
        ];
        let verbs = [
            ("opens the monthly invoice", "öffnet die monatliche Rechnung"),
            ("deletes an expired account", "löscht ein abgelaufenes Konto"),
            ("renews the annual subscription", "erneuert das jährliche Abonnement"),
            ("downloads another report", "lädt einen weiteren Bericht herunter"),
        ];
        let places = [
            ("on the billing page", "auf der Seite für Abrechnung"),
            ("in the first dashboard", "im ersten Armaturenbrett"),
            ("from a secure device", "von einem sicheren Gerät"),
            ("without any further approval", "ohne jede weitere Zustimmung"),
        ];
        let times = [
            ("before the end of the month", "vor dem Ende des Monats"),
            ("after every successful payment", "nach jeder erfolgreichen Zahlung"),
            ("while support is available", "solange Hilfe verfügbar bleibt"),
        ];
        (0..240).map(move |i| {
            let parts = [subjects[i % 5], verbs[i / 5 % 4], places[i / 20 % 4], times[i / 80 % 3]];
            (parts.map(|p| p.0).join(" ") + ".", parts.map(|p| p.1).join(" ") + ".")
        })
    }

    fn lexicons() -> Lexicons {
        let mut sample = Sample::default();
        pairs().for_each(|(source, target)| sample.add(&source, &target));
        Lexicons::train(&[(TAG.to_owned(), sample)].into_iter().collect())
    }

    fn locale() -> &'static Locale {
        Locale::of(&LocaleTag::parse(TAG).unwrap())
    }

    fn error_of(lexicons: &Lexicons, source: &str, target: &str) -> Option<GrossError> {
        judge(&lexicons.coverage(TAG, source, target)?, locale())
    }

    const SOURCE: &str =
        "The customer opens the monthly invoice on the billing page before the end of the month.";
    const TARGET: &str = "Der Kunde öffnet die monatliche Rechnung auf der Seite für Abrechnung vor dem Ende des Monats.";

    #[test]
    fn every_pair_it_learned_from_passes() {
        let lexicons = lexicons();
        for (source, target) in pairs() {
            assert_eq!(error_of(&lexicons, &source, &target), None, "{target}");
        }
    }

    #[test]
    fn omitted_and_added_parts_are_named() {
        let lexicons = lexicons();
        let omission =
            error_of(&lexicons, SOURCE, "Der Kunde öffnet die monatliche Rechnung.").unwrap();
        let GrossKind::Omission { source_range } = omission.kind else { panic!("{omission:?}") };
        assert!(SOURCE[source_range].contains("billing page before the end"));
        let more = format!("{TARGET} Jeder neue Mitarbeiter löscht ein abgelaufenes Konto.");
        let addition = error_of(&lexicons, SOURCE, &more).unwrap();
        let GrossKind::Addition { target_range } = addition.kind else { panic!("{addition:?}") };
        assert_eq!(
            more[target_range].trim(),
            "Jeder neue Mitarbeiter löscht ein abgelaufenes Konto."
        );
    }

    #[test]
    fn what_was_left_in_english_is_named() {
        let lexicons = lexicons();
        let whole = error_of(&lexicons, SOURCE, SOURCE).unwrap();
        assert_eq!(whole.kind, GrossKind::Untranslated);
        let target = "Der Kunde öffnet die monatliche Rechnung on the billing page before the end of the month.";
        let part = error_of(&lexicons, SOURCE, target).unwrap();
        let GrossKind::PartlyUntranslated { target_range } = part.kind else { panic!("{part:?}") };
        assert_eq!(&target[target_range], "on the billing page before the end of the month");
    }

    #[test]
    fn another_language_and_another_script_need_no_lexicon() {
        let lexicons = Lexicons::default();
        let french = "Le client ouvre la facture dans le portail et vous pouvez la voir avec un compte pour les autres";
        let found = error_of(&lexicons, SOURCE, french).unwrap();
        assert_eq!(found.kind, GrossKind::WrongLanguage { language: Some("fr-FR".to_owned()) });
        let russian = "Клиент открывает ежемесячный счет на странице выставления счетов";
        let found = error_of(&lexicons, SOURCE, russian).unwrap();
        assert_eq!(found.kind, GrossKind::WrongScript { target_range: 0..russian.len() });
        assert_eq!(error_of(&lexicons, SOURCE, TARGET), None);
    }

    #[test]
    fn exchanged_targets_score_better_crosswise() {
        let lexicons = lexicons();
        let lexicon = lexicons.get(TAG).unwrap();
        let pairs: Vec<(String, String)> = pairs().collect();
        let (one, other) = (&pairs[0], &pairs[239]);
        let own = (lexicon.pair_score(&one.0, &one.1), lexicon.pair_score(&other.0, &other.1));
        let crossed = (lexicon.pair_score(&one.0, &other.1), lexicon.pair_score(&other.0, &one.1));
        assert!(is_swapped(crossed, own));
        assert!(!is_swapped(own, crossed));
    }

    #[test]
    fn without_a_lexicon_only_extreme_lengths_tell() {
        let lexicons = Lexicons::default();
        let short = error_of(&lexicons, SOURCE, "Der Kunde.").unwrap();
        assert!(short.by_length && matches!(short.kind, GrossKind::Omission { .. }));
        let short = "Der Kunde öffnet die Rechnung vor dem Monatsende.";
        assert_eq!(error_of(&lexicons, SOURCE, short), None);
    }
}
