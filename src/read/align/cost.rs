//! How badly blocks of two pages fit each other, by their kinds, their lengths and what translation keeps.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Block, BlockKind, Fit};
use crate::hash;
use crate::locale::Locale;
use crate::text::lengths::Lengths;
use crate::text::numbers::numbers;
use crate::text::plain::plain;
use crate::text::stems::{Shape, Token, letters, tokens};
use crate::text::{ProtectedKind, Text};

/// A path never takes this step.
const FORBIDDEN: f32 = 1e9;
/// What a block without counterpart costs, and more for each letter up to a limit.
const ALONE: f32 = 3.0;
const ALONE_PER_LETTER: f32 = 0.01;
const ALONE_CAP: f32 = 4.5;
/// What joining two blocks costs.
const JOINED: f32 = 2.5;
/// The most that lengths say against a pair.
const LENGTH_CAP: f32 = 5.0;
/// What an anchor that both blocks hold, and no others do, is worth; and how many count.
const SHARED: f32 = 2.0;
const SHARED_CAP: f32 = 3.0;
/// What one costs that a block holds and its counterpart does not though its page does.
const UNSHARED: f32 = 1.2;
const UNSHARED_CAP: f32 = 4.0;

/// What it costs that cells stand in different columns.
const OTHER_COLUMN: f32 = 4.0;

/// What both pages look like, block by block.
#[derive(Debug)]
pub(super) struct Costs<'b> {
    source: Vec<Features<'b>>,
    target: Vec<Features<'b>>,
    lengths: Lengths,
    /// Weight of each anchor that stands in both pages: the rarer the better.
    weights: FxHashMap<u64, f32>,
}

#[derive(Debug)]
struct Features<'b> {
    block: &'b Block,
    letters: usize,
    /// Hashes of what translation keeps, sorted, each once.
    anchors: Vec<u64>,
    /// Those of code, numbers and links, which no translation leaves out; sorted, each once.
    firm: Vec<u64>,
}

impl<'b> Costs<'b> {
    pub(super) fn new(source: &'b [Block], target: &'b [Block]) -> Costs<'b> {
        let read = |blocks: &'b [Block]| -> (Vec<Features<'b>>, (usize, usize)) {
            let mut dense = (0, 0);
            (blocks.iter().map(|block| Features::of(block, &mut dense)).collect(), dense)
        };
        // How long a translation is depends on what it is written in.
        let ((source, _), (target, dense)) = (read(source), read(target));
        let total = |side: &[Features<'_>]| side.iter().map(|f| f.letters).sum::<usize>();
        // One pair, the page as a whole, says how long its translation is.
        let (all_source, all_target) = (total(&source), total(&target));
        let lengths = Lengths::of_page(all_source, all_target, dense.0 * 2 > dense.1);
        let count = |side: &[Features<'_>]| {
            let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
            for anchor in side.iter().flat_map(|f| &f.anchors) {
                *counts.entry(*anchor).or_default() += 1;
            }
            counts
        };
        let (in_source, in_target) = (count(&source), count(&target));
        let weights = in_source
            .iter()
            .filter_map(|(anchor, n)| {
                let most = (*n).max(*in_target.get(anchor)?);
                Some((*anchor, 1.0 / most as f32))
            })
            .collect();
        Costs { source, target, lengths, weights }
    }

    /// What it costs to say that these blocks belong together.
    pub(super) fn of(&self, source: Range<usize>, target: Range<usize>) -> f32 {
        let (s, t) = (&self.source[source], &self.target[target]);
        match (s, t) {
            ([one], []) | ([], [one]) => one.alone(),
            ([s], [t]) => {
                kinds(s.block, t.block) + self.length(s.letters, t.letters) + self.anchors(s, t)
            }
            ([first, ..], [one]) => self.joined(s, one, kinds(first.block, one.block), true),
            ([one], [first, ..]) => self.joined(t, one, kinds(one.block, first.block), false),
            _ => FORBIDDEN,
        }
    }

    /// How well these blocks fit; nothing where a side is empty.
    pub(super) fn fit(&self, source: Range<usize>, target: Range<usize>) -> Fit {
        if source.is_empty() || target.is_empty() {
            return Fit::default();
        }
        let cost = self.of(source.clone(), target.clone());
        let (s, t) = (&self.source[source], &self.target[target]);
        let letters = |side: &[Features<'_>]| side.iter().map(|f| f.letters).sum::<usize>();
        let (of_source, of_target) = (letters(s), letters(t));
        let length = match (of_source, of_target) {
            (0, _) | (_, 0) => 0.0,
            _ => self.lengths.z_score(of_source, of_target) as f32,
        };
        let held = |anchor: &u64| t.iter().any(|f| f.firm.binary_search(anchor).is_ok());
        let firm = || s.iter().flat_map(|f| &f.firm);
        let kept = firm().filter(|anchor| held(anchor)).count();
        Fit { cost, kept, lost: firm().count() - kept, length }
    }

    /// Several blocks of one page against one of the other.
    fn joined(
        &self,
        several: &[Features<'_>],
        one: &Features<'_>,
        kinds: f32,
        several_are_source: bool,
    ) -> f32 {
        // A list keeps its items, a table its cells; the text of one item may be cut in two.
        let follows =
            |f: &Features<'_>| matches!(f.block.kind, BlockKind::Paragraph | BlockKind::Html);
        let begins = |f: &Features<'_>| follows(f) || f.block.kind == BlockKind::Item;
        let joins = several
            .split_first()
            .is_some_and(|(first, rest)| begins(first) && rest.iter().all(follows) && begins(one));
        if !joins {
            return FORBIDDEN;
        }
        let sum: usize = several.iter().map(|f| f.letters).sum();
        let length = if several_are_source {
            self.length(sum, one.letters)
        } else {
            self.length(one.letters, sum)
        };
        let mut anchors: Vec<u64> = several.iter().flat_map(|f| &f.anchors).copied().collect();
        anchors.sort_unstable();
        anchors.dedup();
        let joins = (several.len() - 1) as f32;
        kinds + JOINED * joins + length + self.common(&anchors, &one.anchors)
    }

    fn length(&self, source: usize, target: usize) -> f32 {
        if source == 0 || target == 0 {
            return if source == target { 0.0 } else { LENGTH_CAP };
        }
        let z = self.lengths.z_score(source, target) as f32;
        (z * z / 2.0).min(LENGTH_CAP)
    }

    fn anchors(&self, source: &Features<'_>, target: &Features<'_>) -> f32 {
        self.common(&source.anchors, &target.anchors)
    }

    fn common(&self, a: &[u64], b: &[u64]) -> f32 {
        let (mut shared, mut unshared) = (0.0, 0.0);
        let weight = |anchor: &u64| self.weights.get(anchor).copied().unwrap_or(0.0);
        let (mut i, mut j) = (0, 0);
        while i < a.len() || j < b.len() {
            match (a.get(i), b.get(j)) {
                (Some(x), Some(y)) if x == y => {
                    shared += weight(x);
                    (i, j) = (i + 1, j + 1);
                }
                (Some(x), y) if y.is_none_or(|y| x < y) => {
                    unshared += weight(x);
                    i += 1;
                }
                (_, Some(y)) => {
                    unshared += weight(y);
                    j += 1;
                }
                _ => break,
            }
        }
        UNSHARED * unshared.min(UNSHARED_CAP) - SHARED * shared.min(SHARED_CAP)
    }
}

impl<'b> Features<'b> {
    /// Reads a block; `dense` counts bigrams and all tokens.
    fn of(block: &'b Block, dense: &mut (usize, usize)) -> Features<'b> {
        let mut anchors = Vec::new();
        if block.kind == BlockKind::Code {
            anchors.push(hash::normalised(&block.text));
            return Features { block, letters: 0, firm: anchors.clone(), anchors };
        }
        let text = Text::new(&block.text);
        for stretch in &text.protected {
            let says = match stretch.kind {
                ProtectedKind::Markup => false,
                // A keyword tells lines of mere markup apart; before text it is too common.
                ProtectedKind::Keyword => text.words.is_empty(),
                _ => true,
            };
            if says {
                anchors.push(hash::normalised(text.slice(stretch.content.clone())));
            }
        }
        // A link into the localized site is the same link.
        for link in &text.links {
            let target = text.slice(link.target.clone());
            anchors.push(hash::text(target.rsplit('/').next().unwrap_or(target)));
        }
        let mut tokens = tokens(&plain(&text));
        let mut firm = anchors.clone();
        // `1.5 million` is `150 万`: what counts is what they stand for.
        if tokens.iter().any(|t| t.shape == Shape::Number) {
            let mut places: Vec<Range<usize>> = Vec::new();
            for number in numbers(&text, Locale::english()) {
                if let Some(value) = &number.multiplied {
                    places.push(text.raw_range(number.range));
                    firm.push(hash::text(value));
                }
            }
            let in_place = |at: usize| {
                let after = places.partition_point(|place| place.start <= at);
                after > 0 && at < places[after - 1].end
            };
            tokens.retain(|t| t.shape != Shape::Number || !in_place(t.start as usize));
        }
        anchors.extend(&firm);
        firm.extend(tokens.iter().filter(|t| t.shape == Shape::Number).map(|t| t.word));
        firm.sort_unstable();
        firm.dedup();
        let kept = |t: &&Token| matches!(t.shape, Shape::Number | Shape::Name | Shape::Capitalised);
        anchors.extend(tokens.iter().filter(kept).map(|t| t.word));
        anchors.sort_unstable();
        anchors.dedup();
        let is_dense = |t: &&Token| t.shape == Shape::Bigram;
        dense.0 += tokens.iter().filter(is_dense).count();
        dense.1 += tokens.len();
        Features { block, letters: letters(&tokens), anchors, firm }
    }

    fn alone(&self) -> f32 {
        (ALONE + ALONE_PER_LETTER * self.letters as f32).min(ALONE_CAP)
    }
}

/// What the kinds of two blocks say against their being the same.
fn kinds(source: &Block, target: &Block) -> f32 {
    use BlockKind::{Cell, Code, Heading, Html, Item, Paragraph};
    let kind = match (source.kind, target.kind) {
        (Code, Code) => 0.0,
        (Code, _) | (_, Code) => return FORBIDDEN,
        // A cell that is empty in one of the tables does not shift its row.
        (Cell, Cell) if source.column != target.column => OTHER_COLUMN,
        (a, b) if a == b => 0.0,
        (Heading(_), Heading(_)) => 1.0,
        (Item, Paragraph) | (Paragraph, Item) => 1.5,
        (Cell, _) | (_, Cell) => 4.0,
        (Html, _) | (_, Html) => 2.5,
        (Heading(_), _) | (_, Heading(_)) => 3.0,
        _ => 0.0,
    };
    kind + if source.depth == target.depth { 0.0 } else { 0.7 }
}
