//! How badly blocks of two pages fit each other, by their kinds, their lengths and what translation keeps.

use std::cmp::Ordering;
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
    source: Side<'b>,
    target: Side<'b>,
    lengths: Lengths,
}

/// The blocks of one page.
#[derive(Debug)]
struct Side<'b> {
    blocks: Vec<Features<'b>>,
    /// What each block costs that has no counterpart.
    alone: Vec<f32>,
    /// The most that the anchors of a stretch say for a pair, by the stretch's length less one and its first block.
    shares: [Vec<f32>; MOST_JOINED],
    /// What stretches of several blocks hold, by the stretch's length less two and its first block: the search asks for
    /// each of them again and again.
    joined: [Vec<Joined>; MOST_JOINED - 1],
}

/// Blocks that one of the other page may stand for, at most.
pub(super) const MOST_JOINED: usize = 3;

/// Anchors that stand in both pages, sorted, each once, with their weights: the rarer the heavier.
type Anchors = Vec<(u64, f32)>;

/// Several blocks as one.
#[derive(Debug, Default)]
struct Joined {
    /// Whether they are such as are ever joined; nothing else is known of others.
    joins: bool,
    letters: usize,
    anchors: Anchors,
}

#[derive(Debug)]
struct Features<'b> {
    block: &'b Block,
    letters: usize,
    anchors: Anchors,
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
            for (anchor, _) in side.iter().flat_map(|f| &f.anchors) {
                *counts.entry(*anchor).or_default() += 1;
            }
            counts
        };
        let (in_source, in_target) = (count(&source), count(&target));
        let weight = |anchor: u64| {
            let most = (*in_source.get(&anchor)?).max(*in_target.get(&anchor)?);
            Some(1.0 / most as f32)
        };
        Costs { source: Side::new(source, weight), target: Side::new(target, weight), lengths }
    }

    /// What it costs to say that these blocks belong together.
    pub(super) fn of(&self, source: Range<usize>, target: Range<usize>) -> f32 {
        let (s, t) = (&self.source.blocks[source.clone()], &self.target.blocks[target.clone()]);
        match (s, t) {
            ([one], []) | ([], [one]) => one.alone(),
            ([s], [t]) => {
                kinds(s.block, t.block)
                    + self.length(s.letters, t.letters)
                    + common(&s.anchors, &t.anchors)
            }
            ([first, ..], [one]) => {
                let Some(joined) = self.source.joined(&source, one) else { return FORBIDDEN };
                kinds(first.block, one.block)
                    + JOINED * (source.len() - 1) as f32
                    + self.length(joined.letters, one.letters)
                    + common(&joined.anchors, &one.anchors)
            }
            ([one], [first, ..]) => {
                let Some(joined) = self.target.joined(&target, one) else { return FORBIDDEN };
                kinds(one.block, first.block)
                    + JOINED * (target.len() - 1) as f32
                    + self.length(one.letters, joined.letters)
                    + common(&joined.anchors, &one.anchors)
            }
            _ => FORBIDDEN,
        }
    }

    /// What each block of the original and of the localized page costs that has no counterpart.
    pub(super) fn alone(&self) -> (&[f32], &[f32]) {
        (&self.source.alone, &self.target.alone)
    }

    /// What [`Costs::of`] is not below, looked up. Neither side is empty.
    pub(super) fn at_least(&self, source: &Range<usize>, target: &Range<usize>) -> f32 {
        let joints = source.len() + target.len() - 2;
        JOINED * joints as f32 - self.source.shares(source).min(self.target.shares(target))
    }

    /// How well these blocks fit; nothing where a side is empty.
    pub(super) fn fit(&self, source: Range<usize>, target: Range<usize>) -> Fit {
        if source.is_empty() || target.is_empty() {
            return Fit::default();
        }
        let cost = self.of(source.clone(), target.clone());
        let (s, t) = (&self.source.blocks[source], &self.target.blocks[target]);
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

    fn length(&self, source: usize, target: usize) -> f32 {
        if source == 0 || target == 0 {
            return if source == target { 0.0 } else { LENGTH_CAP };
        }
        let z = self.lengths.z_score(source, target) as f32;
        (z * z / 2.0).min(LENGTH_CAP)
    }
}

impl<'b> Side<'b> {
    /// Blocks with what both pages hold of theirs: `weight` tells how much an anchor is worth, if both do.
    fn new(mut blocks: Vec<Features<'b>>, weight: impl Fn(u64) -> Option<f32>) -> Side<'b> {
        for block in &mut blocks {
            block.anchors.retain_mut(|(anchor, worth)| {
                let found = weight(*anchor);
                *worth = found.unwrap_or_default();
                found.is_some()
            });
        }
        let joined = std::array::from_fn(|at| blocks.windows(at + 2).map(Joined::of).collect());
        let of_block = |block: &Features<'_>| block.anchors.iter().map(|(_, worth)| worth).sum();
        let worth: Vec<f32> = blocks.iter().map(of_block).collect();
        let share = |several: &[f32]| SHARED * several.iter().sum::<f32>().min(SHARED_CAP);
        let shares = std::array::from_fn(|at| worth.windows(at + 1).map(share).collect());
        let alone = blocks.iter().map(Features::alone).collect();
        Side { blocks, alone, shares, joined }
    }

    /// The most that the anchors of some blocks say for a pair.
    fn shares(&self, blocks: &Range<usize>) -> f32 {
        self.shares[blocks.len() - 1][blocks.start]
    }

    /// Several neighbouring blocks as one that a block of the other page may stand for; none if they are never joined.
    fn joined(&self, stretch: &Range<usize>, one: &Features<'_>) -> Option<&Joined> {
        let joined = self.joined.get(stretch.len() - 2)?.get(stretch.start)?;
        (joined.joins && one.begins()).then_some(joined)
    }
}

impl Joined {
    fn of(several: &[Features<'_>]) -> Joined {
        // A list keeps its items, a table its cells; the text of one item may be cut in two.
        let joins = several
            .split_first()
            .is_some_and(|(first, rest)| first.begins() && rest.iter().all(Features::follows));
        if !joins {
            return Joined::default();
        }
        let mut anchors: Anchors = several.iter().flat_map(|f| &f.anchors).copied().collect();
        anchors.sort_unstable_by_key(|(anchor, _)| *anchor);
        anchors.dedup_by_key(|(anchor, _)| *anchor);
        Joined { joins, letters: several.iter().map(|f| f.letters).sum(), anchors }
    }
}

/// What anchors say for and against two sides belonging together.
fn common(a: &[(u64, f32)], b: &[(u64, f32)]) -> f32 {
    let (mut shared, mut unshared) = (0.0, 0.0);
    let (mut i, mut j) = (0, 0);
    while let (Some((x, weight)), Some((y, other))) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            Ordering::Equal => {
                shared += weight;
                (i, j) = (i + 1, j + 1);
            }
            Ordering::Less => {
                unshared += weight;
                i += 1;
            }
            Ordering::Greater => {
                unshared += other;
                j += 1;
            }
        }
    }
    for (_, weight) in a[i..].iter().chain(&b[j..]) {
        unshared += weight;
    }
    UNSHARED * unshared.min(UNSHARED_CAP) - SHARED * shared.min(SHARED_CAP)
}

impl<'b> Features<'b> {
    /// Reads a block; `dense` counts bigrams and all tokens.
    fn of(block: &'b Block, dense: &mut (usize, usize)) -> Features<'b> {
        let mut anchors = Vec::new();
        if block.kind == BlockKind::Code {
            anchors.push(hash::normalised(&block.text));
            let firm = anchors.clone();
            return Features { block, letters: 0, firm, anchors: unweighted(anchors) };
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
        Features { block, letters: letters(&tokens), anchors: unweighted(anchors), firm }
    }

    /// Whether it may go on with the block before it.
    fn follows(&self) -> bool {
        matches!(self.block.kind, BlockKind::Paragraph | BlockKind::Html)
    }

    /// Whether other blocks may go on with it.
    fn begins(&self) -> bool {
        self.follows() || self.block.kind == BlockKind::Item
    }

    fn alone(&self) -> f32 {
        (ALONE + ALONE_PER_LETTER * self.letters as f32).min(ALONE_CAP)
    }
}

/// Anchors of which it is not known yet what they are worth.
fn unweighted(anchors: Vec<u64>) -> Anchors {
    anchors.into_iter().map(|anchor| (anchor, 0.0)).collect()
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
