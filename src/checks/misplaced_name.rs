//! `misplaced-name`: a name of code stands before the noun that says what it is, as in English.

use std::ops::Range;

use super::languages::has;
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::learn::Corpus;
use crate::locale::Habit;
use crate::mqm::{Category, Confidence, Severity};
use crate::names::Fate;
use crate::text::code::options_in;
use crate::text::stems::Token;
use crate::text::{ProtectedKind, Text, WordKind, words};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "misplaced-name",
    kind: Kind::Law,
    category: Category::Linguistic,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::Medium,
    on_by_default: true,
    on_metadata: false,
    summary: "a name of code stands before the noun that says what it is",
    details: "In languages that write `le paramètre X` or `X-Parameter`: fires on a code span or a name of code behind \
              an article or another word of grammar and before a noun, with blanks on both sides (`le `X` paramètre`), \
              where the source has the name before a noun such as `parameter`, `method` or `object`, and the run's lexicon does \
              not say that the word behind stands for another one; with the nouns of `data/nouns` also before what that calls \
              the noun, and then names of products that a machine kept too (`Azure AD inquilino`). In German, Dutch and the Nordic languages, and on pages that \
              no machine translated, the lexicon must know the noun; the latter are of low confidence.",
    examples: &[
        Example::bad("it-IT", BY_MACHINE, "", "`-Lid` parametro"),
        Example::good("fr-FR", "Use the `-Lid` parameter.", "Utilisez le paramètre `-Lid`."),
        Example::good("ja-JP", "Use the `-Lid` parameter.", "`-Lid` パラメーターを使います。"),
        Example::good("it-IT", "The `open()` call ends.", "La `open()` non termina."),
    ],
    run: Run::Corpus(run),
};

/// A page of a machine.
const BY_MACHINE: &str = "---\nms.translationtype: MT\nms.contentlocale: it-IT\n---\n\
<span data-ttu-id=\"a-1\">Usare il `-Lid` parametro qui.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">Use the `-Lid` parameter here.</span></span>\n";

/// The strength from which on a word stands for another.
const STANDS: f32 = 0.15;
/// Names that are compared; segments with more are generated.
const NAMED: usize = 64;

/// A name in a text, in bytes as written.
struct Named<'t> {
    text: &'t str,
    at: Range<usize>,
    /// Whether it is a product's, by a list.
    is_listed: bool,
}

fn run(view: &SegmentView<'_>, corpus: &Corpus, issues: &mut Vec<Issue>) {
    if !view.locale.has(Habit::NameBehindNoun) || view.locale.function_words.is_empty() {
        return;
    }
    let (source, target) = (&view.source, &view.target);
    let mut originals = names(source);
    let mut names = names(target);
    listed(view, &mut originals, &mut names);
    for original in &originals {
        let Some(class) = class_behind(view, original) else { continue };
        let mut same = names.iter().filter(|name| name.text == original.text);
        let (Some(name), None) = (same.next(), same.next()) else { continue };
        let Some(noun) = noun_behind(view, name, &class) else { continue };
        // `How can Contoso help?`
        let small = source.raw[class.clone()].to_ascii_lowercase();
        if original.is_listed && has(&view.source_locale.rules.verb_nouns, &small) {
            continue;
        }
        if !fits(view, corpus, &noun, &class) {
            continue;
        }
        let message = format!(
            "“{}” stands before its noun: write it behind, or join them.",
            target.slice(name.at.clone())
        );
        let by_machine = view.page.origin() == Origin::Machine;
        let confidence = if by_machine { Confidence::Medium } else { Confidence::Low };
        let issue = Issue::new(&CHECK, message).source(original.at.start..class.end);
        issues.push(issue.target(name.at.start..noun.end).confidence(confidence));
    }
}

/// Code spans and names of code in running text.
fn names<'t>(text: &'t Text<'_>) -> Vec<Named<'t>> {
    let codes = text.protected.iter().filter(|p| p.kind == ProtectedKind::Code);
    // A formula is no name.
    let options = options_in(text.raw).into_iter().map(|at| Named {
        text: text.slice(at.clone()),
        at,
        is_listed: false,
    });
    let codes = codes.filter(|p| !text.raw[p.range.clone()].starts_with('$'));
    let codes = codes.map(|p| Named {
        text: text.slice(p.content.clone()),
        at: p.range.clone(),
        is_listed: false,
    });
    let words = text.words.iter().filter(|w| w.kind == WordKind::Identifier);
    let words = words.map(|w| Named {
        text: text.word(w),
        at: text.raw_range(w.range()),
        is_listed: false,
    });
    codes.chain(words).chain(options).take(NAMED).collect()
}

/// Adds the names of products that a machine kept, which take a noun in the same way.
fn listed<'t>(
    view: &'t SegmentView<'_>,
    originals: &mut Vec<Named<'t>>,
    names: &mut Vec<Named<'t>>,
) {
    // Languages with compounds lack a hyphen alone, which is the matter of `spacing`.
    if view.page.origin() != Origin::Machine || view.locale.has(Habit::Compounds) {
        return;
    }
    let (source, target) = (&view.source, &view.target);
    for mention in
        view.names.mentions.iter().filter(|m| m.fate == Fate::Kept && !m.term).take(NAMED)
    {
        let Some(place) = &mention.target else { continue };
        let (text, other) =
            (&source.visible()[mention.source.clone()], &target.visible()[place.clone()]);
        if text == other {
            originals.push(Named {
                text,
                at: source.raw_range(mention.source.clone()),
                is_listed: true,
            });
            names.push(Named { text, at: target.raw_range(place.clone()), is_listed: true });
        }
    }
}

/// The noun of the source directly behind a name that says what it is.
fn class_behind(view: &SegmentView<'_>, name: &Named<'_>) -> Option<Range<usize>> {
    let raw = view.source.raw;
    let rest = raw[name.at.end..].strip_prefix(' ')?;
    let noun = words::leading(rest, |c| c.is_ascii_alphabetic());
    let small = noun.to_ascii_lowercase();
    let nouns = &view.source_locale.rules.class_nouns;
    let is_thing = view.locale.nouns().is_some_and(|nouns| nouns.of_source(noun).is_some());
    // What stands behind a name and its number by right.
    let is_numbered = has(&view.source_locale.rules.numbered_nouns, &small);
    let is_class = is_thing && !is_numbered
        || nouns.iter().any(|n| *n == small || small.strip_suffix('s') == Some(n.as_str()));
    // `every `Count` iterations`: the name stands for a number.
    let before = words::stretches(&raw[..name.at.start]).next_back().unwrap_or_default();
    let is_counted = matches!(before, "every" | "each" | "per" | "of");
    let start = name.at.end + 1;
    (is_class && !(is_thing && is_counted)).then_some(start..start + noun.len())
}

/// Letters of the ending of a known noun at most.
const LONGEST_ENDING: usize = 5;

/// The word of the target directly behind a name, where it may be a noun and a word of grammar stands before the name.
fn noun_behind(
    view: &SegmentView<'_>,
    name: &Named<'_>,
    class: &Range<usize>,
) -> Option<Range<usize>> {
    let target = &view.target;
    let is_function = |word: &str| view.locale.function_words.contains(&word.to_lowercase());
    let before = &target.raw[..name.at.start];
    let before = if before.is_empty() { before } else { before.strip_suffix(' ')? };
    let article = words::trailing(before, |c: char| c.is_alphabetic() || matches!(c, '\'' | '’'));
    let rest = target.raw[name.at.end..].strip_prefix(' ')?;
    let noun = words::leading(rest, |c| c.is_alphabetic() || matches!(c, '\'' | '’'));
    let renderings =
        view.locale.nouns().and_then(|nouns| nouns.of_source(&view.source.raw[class.clone()]));
    // A verb may be made of the noun, in the singular behind a name; a noun has the number of the source's.
    let is_plural = view.source.raw[class.clone()].ends_with('s');
    let is_rendering = renderings.is_some_and(|(lemma, all)| {
        let is_many = is_plural && !lemma.ends_with('s');
        all.iter().any(|r| r.is_noun_form(noun) && !(is_many && noun.eq_ignore_ascii_case(r.text)))
    });
    let nouns = &view.source_locale.rules.class_nouns;
    let small = view.source.raw[class.clone()].to_ascii_lowercase();
    let is_class =
        has(nouns, &small) || small.strip_suffix('s').is_some_and(|noun| has(nouns, noun));
    let stems = &view.locale.rules.joined_nouns;
    // In compounds the hyphen alone is missing, which is the matter of `spacing`.
    let is_known = !view.locale.has(Habit::Compounds)
        && view.page.origin() == Origin::Machine
        && (is_rendering && noun.starts_with(char::is_lowercase)
            || stems.iter().any(|stem| {
                noun.to_lowercase()
                    .strip_prefix(stem.as_str())
                    .is_some_and(|ending| ending.chars().count() <= LONGEST_ENDING)
            }));
    let is_noun = noun.chars().count() >= 4
        && noun.chars().skip(1).all(|c| c.is_lowercase() || !c.is_alphabetic())
        && (is_known || noun.starts_with(char::is_uppercase) == view.locale.nouns_are_capitalised)
        && !is_function(noun);
    let start = name.at.end + 1;
    ((is_function(article) && is_class || is_known) && is_noun).then_some(start..start + noun.len())
}

/// Whether the word may stand for the noun of the source. Where the noun may have been left out, a verb can follow: there
/// the lexicon must know the word, and nowhere may it know it for another one.
fn fits(
    view: &SegmentView<'_>,
    corpus: &Corpus,
    noun: &Range<usize>,
    class: &Range<usize>,
) -> bool {
    let may_be_unknown =
        view.page.origin() == Origin::Machine && !view.locale.has(Habit::Compounds);
    let Some(aligned) = view.aligned(corpus) else { return may_be_unknown };
    let at = |tokens: &[Token], start: usize| {
        tokens.iter().position(|token| token.start as usize == start)
    };
    let (Some(word), Some(wanted)) =
        (at(&aligned.target, noun.start), at(&aligned.source, class.start))
    else {
        return false;
    };
    let strength = aligned.strength(word, wanted);
    let best = (0..aligned.source.len()).map(|other| aligned.strength(word, other));
    let best = best.fold(0.0, f32::max);
    strength >= STANDS && strength >= best / 2.0 || best < STANDS && may_be_unknown
}
