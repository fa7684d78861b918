//! Which blocks and sentences of two pages belong together.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Block, BlockKind, align, stale};
use crate::document::{Newer, Staleness, State};
use crate::text::plain::plain;
use crate::text::sentences::{is_one, sentences};
use crate::text::{Protected, ProtectedKind, Text, trimmed};

/// What belongs together on two pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pairing {
    /// How far the localized page lags behind; none for a page that does not.
    pub(super) staleness: Option<Staleness>,
    /// All blocks of both pages, in order.
    pub(super) pairs: Vec<Pair>,
}

/// Blocks that belong together; one side may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pair {
    sources: Range<usize>,
    targets: Range<usize>,
    pub(super) state: State,
    /// Their sentences one by one, in bytes of the joined blocks; none where the whole is one segment.
    sentences: Vec<(Range<usize>, Range<usize>)>,
}

impl Pairing {
    /// Aligns the blocks of two pages, and the sentences of those that belong together.
    pub(super) fn of(
        sources: &[Block],
        targets: &[Block],
        newer: &dyn Fn() -> Option<Newer>,
    ) -> Pairing {
        let beads = align(sources, targets);
        let fit = stale::judge(sources, targets, &beads, newer);
        let lags = fit.staleness.is_some();
        let pair = |(bead, is_outdated): (super::Bead, bool)| {
            let (s, t) = (&sources[bead.source.clone()], &targets[bead.target.clone()]);
            let (source, target) = (join(s), join(t));
            // On a page that lags behind, what has no counterpart is work to do rather than an error.
            let state = match lags {
                true if target.is_empty() => State::Untranslated,
                true if source.is_empty() || is_outdated => State::Outdated,
                _ => State::Translated,
            };
            let is_cut = state == State::Translated && !(are_code(s) && are_code(t));
            let sentences = if is_cut { by_sentence(&source, &target) } else { Vec::new() };
            Pair { sources: bead.source, targets: bead.target, state, sentences }
        };
        let pairs = beads.into_iter().zip(fit.outdated).map(pair).collect();
        Pairing { staleness: fit.staleness, pairs }
    }
}

impl Pair {
    /// The blocks of either side.
    pub(super) fn blocks<'b>(
        &self,
        sources: &'b [Block],
        targets: &'b [Block],
    ) -> (&'b [Block], &'b [Block]) {
        (&sources[self.sources.clone()], &targets[self.targets.clone()])
    }

    /// The segments of the joined blocks of either side.
    pub(super) fn sentences(
        &self,
        source: &str,
        target: &str,
    ) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
        let whole = self.sentences.is_empty().then_some((0..source.len(), 0..target.len()));
        self.sentences.iter().cloned().chain(whole)
    }
}

/// The text of blocks as one.
pub(super) fn join(blocks: &[Block]) -> Cow<'_, str> {
    match blocks {
        [one] => Cow::Borrowed(&one.text),
        several => {
            let texts: Vec<&str> = several.iter().map(|block| block.text.as_str()).collect();
            Cow::Owned(texts.join("\n\n"))
        }
    }
}

/// Whether there are blocks, and all of them code.
pub(super) fn are_code(blocks: &[Block]) -> bool {
    !blocks.is_empty() && blocks.iter().all(is_code)
}

pub(super) fn is_code(block: &Block) -> bool {
    block.kind == BlockKind::Code
}

/// Cuts a pair of blocks into pairs of sentences, where both have as many and all that must be kept stands in the same
/// ones; none where the whole is the pair.
fn by_sentence(source: &str, target: &str) -> Vec<(Range<usize>, Range<usize>)> {
    // Most blocks are of one sentence, which shows before they are cut.
    if is_one(source) {
        return Vec::new();
    }
    let source_text = Text::new(source);
    let sources = sentences(&plain(&source_text));
    if sources.len() < 2 {
        return Vec::new();
    }
    let target_text = Text::new(target);
    let targets = sentences(&plain(&target_text));
    if sources.len() != targets.len() {
        return Vec::new();
    }
    let pairs: Vec<_> = sources
        .into_iter()
        .zip(targets)
        .map(|(s, t)| (trimmed(source, s), trimmed(target, t)))
        .collect();
    let fits = pairs.iter().all(|(s, t)| {
        cuts_nothing(&source_text, s)
            && cuts_nothing(&target_text, t)
            && kept_in(&source_text, s) == kept_in(&target_text, t)
    });
    if fits { pairs } else { Vec::new() }
}

/// Whether no link, emphasis or protected stretch crosses a range's borders.
fn cuts_nothing(text: &Text<'_>, range: &Range<usize>) -> bool {
    let crosses = |r: &Range<usize>| {
        let (starts, ends) = (range.contains(&r.start), r.end > range.start && r.end <= range.end);
        starts != ends && r.start < range.end && r.end > range.start
    };
    !text.links.iter().any(|l| crosses(&l.range))
        && !text.emphasis.iter().any(|e| crosses(&e.range))
        && !text.protected.iter().any(|p| crosses(&p.range))
}

/// How many links, code spans and other protected stretches lie in a range.
fn kept_in(text: &Text<'_>, range: &Range<usize>) -> (usize, usize) {
    let links = text.links.iter().filter(|l| range.contains(&l.range.start)).count();
    let kept = |p: &&Protected| p.kind == ProtectedKind::Code && range.contains(&p.range.start);
    (links, text.protected.iter().filter(kept).count())
}
