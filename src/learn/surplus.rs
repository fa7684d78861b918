//! Sentences of a segment that have no counterpart on the other side.

use std::ops::Range;

use super::cut::{Cut, Run, cover, weights};
use super::lexicon::Lexicon;
use crate::text::script::CharScript;
use crate::text::stems::{Token, letters};

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

impl Surplus {
    /// A stretch as a surplus; `length_z` is that of the pair without it.
    pub(super) fn of(run: Run, length_z: f64) -> Surplus {
        Surplus { span: run.span, tokens: run.range.len(), weight: run.weight, length_z }
    }
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
