//! Sentences of a segment, and those that have no counterpart on the other side.

use std::ops::Range;

use super::coverage::{Cut, cover, weights};
use super::lexicon::Lexicon;
use super::tokens::{Token, letters};
use crate::text::script::CharScript;

/// A sentence, or another stretch, of one side that looks like the translation of nothing on the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Surplus {
    /// Its bytes.
    pub span: Range<usize>,
    /// Its tokens.
    pub tokens: usize,
    /// Evidence in nats that it has no counterpart: what its own words say and, for a sentence, less what the other
    /// side's words lose when it is taken away. Sentences with a counterpart are far below 0.
    pub weight: f64,
    /// [`Coverage::length_z`](super::coverage::Coverage::length_z) of the pair without it.
    pub length_z: f64,
}

/// Splits a text into sentences: at a full stop, question or exclamation mark that closes a word and is followed by a
/// blank and something that can begin a sentence, or by nothing. Returns byte ranges that cover the text.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    // Most segments are one sentence: their only mark is the last character.
    let inner = text.trim_end().char_indices().next_back().map_or(0, |(at, _)| at);
    if !text[..inner].contains(ends_sentence) {
        return std::iter::once(0..text.len()).collect();
    }
    let mut found = Vec::new();
    let mut start = 0;
    let mut word_letters = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        let wide = is_wide(c);
        if !ends_sentence(c) {
            word_letters = if c.is_alphabetic() { word_letters + 1 } else { 0 };
            continue;
        }
        // One letter or a numeral before a stop is an initial, an abbreviation or a list's number.
        let closes_word = wide || c != '.' || word_letters != 1;
        while let Some(&(_, next)) = chars.peek() {
            if !matches!(
                next,
                '*' | '_'
                    | '"'
                    | '”'
                    | '»'
                    | '’'
                    | '\''
                    | ')'
                    | ']'
                    | '）'
                    | '」'
                    | '.'
                    | '!'
                    | '?'
            ) {
                break;
            }
            chars.next();
        }
        let end = chars.peek().map_or(text.len(), |(at, _)| *at);
        let rest = &text[end..];
        let blank = rest.starts_with(char::is_whitespace);
        let begins = rest
            .trim_start()
            .trim_start_matches(['*', '_', '"', '“', '«', '[', '(', '¿', '¡', '「']);
        let begins =
            begins.chars().next().is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase());
        word_letters = 0;
        if closes_word && (wide || blank) && begins {
            found.push(start..end);
            start = end;
        }
    }
    if text[start..].chars().any(char::is_alphanumeric) || found.is_empty() {
        found.push(start..text.len());
    } else if let Some(last) = found.last_mut() {
        last.end = text.len();
    }
    found
}

fn ends_sentence(c: char) -> bool {
    is_wide(c) || matches!(c, '.' | '!' | '?' | '؟' | '۔' | '…' | '।')
}

/// Whether a mark ends a sentence even without a blank behind it.
fn is_wide(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡')
}

impl Lexicon {
    /// The target sentence that most looks added; only where the target has more sentences than the source.
    pub(super) fn added_sentence(
        &self,
        source: (&[Range<usize>], &Cut),
        target: (&[Range<usize>], &Cut),
        own: bool,
    ) -> Option<Surplus> {
        let length_z = |rest| self.lengths.z_score(letters(&source.1.tokens), rest);
        self.surplus(target, source.0.len(), length_z, |cut| {
            let cover = cover(&self.table, source.1, cut, own);
            let of_target = weights(cut, &cover.target, &self.target);
            (of_target, weights(source.1, &cover.source, &self.source).iter().sum())
        })
    }

    /// The source sentence that most looks left out; only where the source has more sentences than the target.
    pub(super) fn omitted_sentence(
        &self,
        source: (&[Range<usize>], &Cut),
        target: (&[Range<usize>], &Cut),
        own: bool,
    ) -> Option<Surplus> {
        // Thai ends its sentences with a blank only.
        if target.1.tokens.iter().any(|t| t.script == CharScript::Thai) {
            return None;
        }
        let length_z = |rest| self.lengths.z_score(rest, letters(&target.1.tokens));
        self.surplus(source, target.0.len(), length_z, |cut| {
            let cover = cover(&self.table, cut, target.1, own);
            let of_source = weights(cut, &cover.source, &self.source);
            (of_source, weights(target.1, &cover.target, &self.target).iter().sum())
        })
    }

    /// Of one side's sentences the one without counterpart, where there are more than on the other side. `judge` weighs
    /// the tokens of a cut of this side, and sums up those of the other.
    fn surplus(
        &self,
        (ours, cut): (&[Range<usize>], &Cut),
        theirs: usize,
        length_z: impl Fn(usize) -> f64,
        judge: impl Fn(&Cut) -> (Vec<f64>, f64),
    ) -> Option<Surplus> {
        if ours.len() <= theirs || !self.knows_words() {
            return None;
        }
        let (own_weights, other) = judge(cut);
        let mut best: Option<Surplus> = None;
        for span in ours {
            let inside = |token: &Token| span.contains(&(token.start as usize));
            let own: f64 = own_weights
                .iter()
                .zip(&cut.tokens)
                .filter(|(_, token)| inside(token))
                .map(|(weight, _)| weight)
                .sum();
            let tokens = cut.tokens.iter().filter(|token| inside(token)).count();
            if tokens < 2 || tokens == own_weights.len() {
                continue;
            }
            let rest = cut.without(span);
            let weight = own - (judge(&rest).1 - other);
            if best.as_ref().is_none_or(|b| weight > b.weight) {
                let length_z = length_z(letters(&rest.tokens));
                best = Some(Surplus { span: span.clone(), tokens, weight, length_z });
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|s| text[s].trim()).collect()
    }

    #[test]
    fn sentences_end_at_marks_before_a_new_beginning() {
        assert_eq!(
            pieces("Das ist so. **Sie** können gehen."),
            ["Das ist so.", "**Sie** können gehen."]
        );
        assert_eq!(pieces("**Ist das so?** Ja."), ["**Ist das so?**", "Ja."]);
        assert_eq!(pieces("請求されます。このタスク"), ["請求されます。", "このタスク"]);
        assert_eq!(pieces("هل؟ نعم."), ["هل؟", "نعم."]);
    }

    #[test]
    fn abbreviations_and_versions_do_not_end_one() {
        for text in [
            "Siehe z. B. Azure 3.5 im Portal.",
            "после 30 сентября 2020 г. средство",
            "",
            "node.js is",
        ] {
            assert_eq!(sentences(text), vec![0..text.len()], "{text}");
        }
    }
}
