//! Words of the target that stand in the source as they are: names, or text that was not translated.

use std::ops::Range;

use super::cut::{Cut, heaviest_run};
use super::lexicon::Copies;
use crate::text::stems::{Shape, Token};
use crate::text::words;

/// A stretch of the target that looks like source text left as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct CopiedRun {
    /// Its bytes.
    pub span: Range<usize>,
    /// Its tokens.
    pub tokens: usize,
    /// Evidence in nats that it was left untranslated rather than kept on purpose.
    pub weight: f64,
    /// Its words: tokens that are no numbers.
    pub words: usize,
    /// Words in it that translations do not keep: in lower case, no part of an address or a compound name.
    pub plain_words: usize,
    /// Whether it is all that stands between brackets, quotation or emphasis marks: a label or a title that was kept. Not
    /// looked at where the weight is below 4.
    pub enclosed: bool,
}

/// What the copied words of a target tell.
#[derive(Debug)]
pub(super) struct Copied {
    /// Share of the target's words that the source holds too.
    pub(super) rate: f64,
    /// Evidence in nats that the whole target was left untranslated.
    pub(super) evidence: f64,
    pub(super) run: Option<CopiedRun>,
}

/// Evidence of a target word that the source does not hold, in nats.
const NEW_WORD: f64 = -3.0;
/// The same of a bigram of a script without spaces.
const NEW_BIGRAM: f64 = -1.5;
/// A capitalised word may be a name and says no more than this.
const CAPITALISED: f64 = 1.5;
/// Evidence below which a stretch is of no interest.
const NOTABLE: f64 = 4.0;
/// Words kept more often than this are no plain words.
const PLAIN_RATE: f64 = 0.15;
/// Marks that join parts of an address, a path or a compound name.
const JOINTS: &[char] = &['.', '/', ':', '-', '&', '\''];
/// Marks that stand beside no word of a sentence.
const ADDRESS: &[char] = &['@', '\\', '_', '{', '}', '`'];

pub(super) fn copied(source: &Cut, target: (&str, &Cut), copies: &Copies, own: bool) -> Copied {
    let tokens = &target.1.tokens;
    let mut weights = Vec::with_capacity(tokens.len());
    let mut plain = Vec::with_capacity(tokens.len());
    let (mut words, mut same, mut evidence) = (0, 0, 0.0);
    for token in tokens {
        plain.push(false);
        if token.shape == Shape::Number {
            weights.push(0.0);
            continue;
        }
        words += 1;
        let Some(original) = source.same_word(token) else {
            let weight = if token.shape == Shape::Bigram { NEW_BIGRAM } else { NEW_WORD };
            weights.push(weight);
            evidence += weight;
            continue;
        };
        same += 1;
        let rate = copies.rate(original, own.then_some(true)).clamp(0.004, 1.0);
        let weight = (0.95 / rate).ln();
        evidence += weight;
        // A single letter is a variable or a list's mark.
        let letter = token.end - token.start == 1;
        if token.shape == Shape::Bigram || letter || is_joined(target.0, token) {
            weights.push(0.0);
        } else if token.shape == Shape::Lower {
            weights.push(weight);
            if let Some(last) = plain.last_mut() {
                *last = rate < PLAIN_RATE;
            }
        } else {
            weights.push(weight.min(CAPITALISED));
        }
    }
    let run = heaviest_run(tokens, &weights).map(|run| CopiedRun {
        tokens: run.range.len(),
        weight: run.weight,
        words: tokens[run.range.clone()].iter().filter(|t| t.shape != Shape::Number).count(),
        plain_words: plain[run.range].iter().filter(|p| **p).count(),
        enclosed: run.weight >= NOTABLE && is_enclosed(target.0, &run.span),
        span: run.span,
    });
    Copied { rate: f64::from(same) / f64::from(words.max(1)), evidence, run }
}

/// Whether a mark without blanks joins the token to a neighbour, or makes it part of an address.
fn is_joined(text: &str, token: &Token) -> bool {
    let span = token.span();
    let joined = |mark: Option<char>, beyond: Option<char>| {
        mark.is_some_and(|m| {
            ADDRESS.contains(&m) || JOINTS.contains(&m) && beyond.is_some_and(char::is_alphanumeric)
        })
    };
    let (mut before, mut after) = (text[..span.start].chars().rev(), text[span.end..].chars());
    // `.zip`, the end of a file's name.
    let ending = text[..span.start]
        .strip_suffix('.')
        .is_some_and(|b| b.is_empty() || b.ends_with([' ', '(']));
    ending || joined(before.next(), before.next()) || joined(after.next(), after.next())
}

/// Words of an English term that a bracket gives beside its translation, at most.
const MOST_TERM_WORDS: usize = 4;

/// Marks that stand around a label, opening and closing.
const PAIRS: &[(char, char)] = &[
    ('(', ')'),
    ('[', ']'),
    ('"', '"'),
    ('“', '”'),
    ('„', '“'),
    ('«', '»'),
    ('‹', '›'),
    ('\'', '\''),
    ('‘', '’'),
    ('*', '*'),
    ('_', '_'),
    ('「', '」'),
    ('『', '』'),
    ('（', '）'),
    ('［', '］'),
    ('【', '】'),
    ('《', '》'),
];

/// Whether the stretch is most of what stands between a pair of marks inside the text, or is explained in parentheses.
fn is_enclosed(text: &str, span: &Range<usize>) -> bool {
    let (before, inside, after) = (&text[..span.start], &text[span.clone()], &text[span.end..]);
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    if letters(before) + letters(after) == 0 {
        return false;
    }
    let bracket = |c: char| matches!(c, '(' | '（');
    if after.chars().find(|c| c.is_alphanumeric() || bracket(*c)).is_some_and(bracket) {
        return true;
    }
    // The term that a bracket explains, or that stands first in a bracket which explains it.
    let opened = inside.rfind(bracket).is_some_and(|at| !inside[at..].contains([')', '）']));
    let first = before.trim_end_matches(['*', '_']).ends_with(bracket);
    if opened || first && words::count(inside) <= MOST_TERM_WORDS {
        return true;
    }
    PAIRS.iter().any(|&(open, close)| {
        // Names at either end may belong to the label too.
        let head = before.rfind(open).map(|at| &before[at + open.len_utf8()..]);
        let tail = after.find(close).map(|at| &after[..at]);
        head.zip(tail).is_some_and(|(head, tail)| {
            let closed = open != close && head.contains(close);
            let others = letters(head) + letters(tail);
            let whole = letters(before) + letters(after) == others;
            !closed && !whole && others * 2 < letters(inside)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::stems::tokens;

    fn of(source: &str, target: &str) -> Option<CopiedRun> {
        let cut = |text| Cut::new(tokens(text), &crate::learn::lexicon::Words::default());
        copied(&cut(source), (target, &cut(target)), &Copies::default(), false).run
    }

    fn run(source: &str, target: &str) -> CopiedRun {
        of(source, target).unwrap()
    }

    #[test]
    fn plain_words_left_over_weigh_more_than_names() {
        let target = "Name des Produkts, das you want to cancel";
        let left = run("Name of the product you want to cancel", target);
        assert_eq!(&target[left.span], "you want to cancel");
        assert_eq!((left.plain_words, left.enclosed), (4, false));
        let name =
            run("Open Azure Active Directory now", "Öffnen Sie jetzt Azure Active Directory");
        assert!(name.weight < left.weight / 2.0 && name.plain_words == 0);
    }

    #[test]
    fn addresses_hold_no_plain_words_and_kept_labels_are_enclosed() {
        assert_eq!(
            of("Write to joe@joes.example.com today", "An joe@joes.example.com schreiben"),
            None
        );
        let source = "Choose **pay and get it** now";
        assert!(run(source, "Wählen Sie jetzt **pay and get it** aus").enclosed);
        assert!(run(source, "Wählen Sie pay and get it (bezahlen)").enclosed);
        assert!(!run(source, "Wählen Sie pay and get it").enclosed);
        assert!(!run("**pay and get it**", "**pay and get it**").enclosed);
    }
}
