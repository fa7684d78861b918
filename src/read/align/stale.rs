//! Which pages lag behind their originals, and which of their blocks translate none of what those say now.
//!
//! Measured on human pages of three projects paired with their originals: pages that are kept up to date have below 5 %
//! of their blocks without a counterpart (all of 119, 103 of 114 and 112 of 160 pages), those that lag behind from 10 %
//! on. Of 520 pages cut from pairs, whose halves belong together, one is said to lag: a third of its text is damaged.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Bead, Block, BlockKind, Fit};
use crate::document::{Newer, Staleness};

/// Blocks without a counterpart from which on a page may lag behind.
const LEAST_BLOCKS: usize = 2;
/// One in so many blocks is without a counterpart on a page that lags behind.
const SHARE: usize = 10;
/// The same where the original is known to have changed later; a single block is enough then.
const SHARE_OF_NEWER: usize = 20;
/// A cost from which on blocks that share nothing do not belong together.
const POOR: f32 = 4.5;
/// The same where the page lags behind, so that any two of its blocks may be of different versions.
const DOUBTFUL: f32 = 4.0;
/// Code, numbers and links whose loss tells that blocks do not belong together.
const GREAT_LOSS: usize = 3;
/// Spreads of length from which on a block says more or less than its counterpart.
const OTHER_LENGTH: f32 = 1.5;

/// How the page as a whole fits its original.
#[derive(Debug, Default)]
pub(super) struct PageFit {
    /// How far it lags behind; none for a page that does not.
    pub(super) staleness: Option<Staleness>,
    /// For each bead whether its blocks, which the page pairs, do not belong together.
    pub(super) outdated: Vec<bool>,
}

/// Looks at how the blocks of a page fit those of its original.
pub(super) fn judge(
    sources: &[Block],
    targets: &[Block],
    beads: &[Bead],
    newer: &dyn Fn() -> Option<Newer>,
) -> PageFit {
    let texts = |blocks: &[Block]| blocks.iter().filter(|b| is_text(b)).count();
    let source_blocks = texts(sources);
    let (mut missing, mut more) = (Lacks::of(sources), Lacks::of(targets));
    for bead in beads {
        match (bead.source.is_empty(), bead.target.is_empty()) {
            (false, true) => missing.lacks(bead.source.clone()),
            (true, false) => more.lacks(bead.target.clone()),
            _ => {}
        }
    }
    let (missing, mut more) = (missing.count(), more.count());
    let paired = |bead: &&Bead| is_pair(bead) && sources[bead.source.clone()].iter().all(is_text);
    let poor = beads.iter().filter(paired).filter(|b| is_poor(&b.fit)).count();
    // Where nothing else is amiss, what stands before or behind the whole page was added to it.
    if missing + poor == 0 {
        let added = |beads: &mut dyn Iterator<Item = &Bead>| -> usize {
            let outer = beads.take_while(|bead| bead.source.is_empty());
            outer.map(|bead| texts(&targets[bead.target.clone()])).sum()
        };
        let outer = added(&mut beads.iter()) + added(&mut beads.iter().rev());
        more = more.saturating_sub(outer);
    }
    let without = missing + more + poor;
    let blocks = source_blocks.max(texts(targets));
    let is_sure = without >= LEAST_BLOCKS && without * SHARE >= blocks;
    let is_doubtful_page = missing + poor > 0 && without * SHARE_OF_NEWER >= blocks;
    let newer = if is_sure || is_doubtful_page { newer() } else { None };
    if !is_sure && newer.is_none() {
        return PageFit { staleness: None, outdated: vec![false; beads.len()] };
    }
    let outdated: Vec<bool> =
        beads.iter().map(|bead| paired(&bead) && is_doubtful(&bead.fit)).collect();
    let misfits = outdated.iter().filter(|o| **o).count();
    let staleness = Staleness {
        source_blocks,
        missing_blocks: missing,
        outdated_blocks: more + misfits,
        newer,
    };
    PageFit { staleness: Some(staleness), outdated }
}

/// Blocks of a page that have no counterpart.
struct Lacks<'b> {
    blocks: &'b [Block],
    lacking: Vec<bool>,
}

impl<'b> Lacks<'b> {
    fn of(blocks: &'b [Block]) -> Lacks<'b> {
        Lacks { blocks, lacking: vec![false; blocks.len()] }
    }

    fn lacks(&mut self, blocks: Range<usize>) {
        self.lacking[blocks].fill(true);
    }

    /// How many there are. Of rows that have other cells, the cells of one column are one: it was left out, or added.
    fn count(&self) -> usize {
        let mut count = 0;
        let mut columns: BTreeSet<u16> = BTreeSet::new();
        let mut at = 0;
        while at < self.blocks.len() {
            let end = self.row_end(at);
            let lacking = (at..end).filter(|i| self.lacking[*i] && is_text(&self.blocks[*i]));
            if lacking.clone().count() == end - at {
                count += end - at;
            } else {
                columns.extend(lacking.map(|i| self.blocks[i].column));
            }
            at = end;
            // The columns of another table are others.
            if self.blocks.get(at).is_none_or(|block| block.kind != BlockKind::Cell) {
                count += std::mem::take(&mut columns).len();
            }
        }
        count
    }

    /// Where the row ends that begins with a cell; any other block is by itself.
    fn row_end(&self, start: usize) -> usize {
        let is_cell = |block: &Block| block.kind == BlockKind::Cell;
        let rows = self.blocks[start..].windows(2);
        let goes_on = |pair: &&[Block]| {
            is_cell(&pair[0]) && is_cell(&pair[1]) && pair[0].column < pair[1].column
        };
        start + 1 + rows.take_while(goes_on).count()
    }
}

fn is_text(block: &Block) -> bool {
    block.kind != BlockKind::Code
}

fn is_pair(bead: &Bead) -> bool {
    !bead.source.is_empty() && !bead.target.is_empty()
}

/// Whether two blocks do not belong together, wherever they stand.
fn is_poor(fit: &Fit) -> bool {
    fit.kept == 0
        && (fit.cost >= POOR || (fit.lost >= GREAT_LOSS && fit.length.abs() >= OTHER_LENGTH))
}

/// Whether two blocks do not belong together on a page that lags behind: they share less than they lack.
fn is_doubtful(fit: &Fit) -> bool {
    fit.lost > fit.kept || (fit.kept == 0 && fit.cost >= DOUBTFUL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Input, State};
    use crate::read::align::pair_with;

    const SOURCE: &str = "# Reports\n\nOpen a report with `open` in [the console](https://a.example/console). It keeps 30 days.\n\nA new paragraph tells of schedules.\n\n## Formats\n\nReports are `csv` tables.\n\nEach table has a `head`.\n\n## Sharing\n\nShare a report by its `link`.\n";

    fn staleness(target: &str) -> (Option<Staleness>, Vec<(String, State)>) {
        staleness_of(target, None)
    }

    fn staleness_of(
        target: &str,
        newer: Option<&Newer>,
    ) -> (Option<Staleness>, Vec<(String, State)>) {
        let input = Input::new("de/a.md", "de/a.md");
        let document =
            pair_with(target.to_owned(), SOURCE, &input, None, &|_| newer.cloned(), None);
        let states = document.segments.into_iter().map(|s| (s.target, s.state)).collect();
        (document.staleness, states)
    }

    #[test]
    fn a_page_that_has_all_blocks_does_not_lag() {
        let page = "# Berichte\n\nÖffnen Sie einen Bericht mit `open` in [der Konsole](https://a.example/console). Er bleibt 30 Tage.\n\nEin neuer Absatz erzählt von Zeitplänen.\n\n## Formate\n\nBerichte sind Tabellen in `csv`.\n\nJede Tabelle hat einen `head`.\n\n## Teilen\n\nTeilen Sie einen Bericht über seinen `link`.\n";
        let (staleness, states) = self::staleness(page);
        assert_eq!(staleness, None);
        assert!(states.iter().all(|(_, state)| *state == State::Translated));
        let without_one = page.replace("Jede Tabelle hat einen `head`.\n\n", "");
        let (staleness, states) = self::staleness(&without_one);
        // One block that was left out is an error of its own.
        assert_eq!(staleness, None);
        assert!(states.contains(&(String::new(), State::Translated)));
        // Unless the original is known to have changed, which alone tells nothing.
        let newer = Newer { original: "2026-03-01".to_owned(), page: None };
        let (staleness, states) = staleness_of(&without_one, Some(&newer));
        assert_eq!(staleness.unwrap().newer, Some(newer.clone()));
        assert!(states.contains(&(String::new(), State::Untranslated)));
        assert_eq!(staleness_of(page, Some(&newer)).0, None);
    }

    #[test]
    fn a_page_of_an_older_original_lags_and_its_other_blocks_are_not_judged() {
        let page = "# Berichte\n\nEinen Bericht öffnet man mit der Schaltfläche rechts oben im Fenster, wo auch sein Name steht.\n\n## Formate\n\nBerichte sind Tabellen in `csv`.\n\nJede Tabelle hat einen `head`.\n\n## Drucken\n\nDrucken Sie einen Bericht auf Papier, und legen Sie ihn in einen Ordner, damit Sie ihn später wiederfinden.\n\nDer Ordner steht im Regal neben dem Fenster des Büros.\n\n## Teilen\n\nTeilen Sie einen Bericht über seinen `link`.\n";
        let (staleness, states) = self::staleness(page);
        let staleness = staleness.expect("it lags");
        assert_eq!(staleness.source_blocks, 8);
        assert!(staleness.outdated_blocks >= 3, "{staleness:?}");
        let state = |text: &str| states.iter().find(|(t, _)| t == text).map(|(_, state)| *state);
        assert_eq!(
            state(
                "Einen Bericht öffnet man mit der Schaltfläche rechts oben im Fenster, wo auch sein Name steht."
            ),
            Some(State::Outdated)
        );
        assert_eq!(state("Jede Tabelle hat einen `head`."), Some(State::Translated));
        assert_eq!(
            state("Der Ordner steht im Regal neben dem Fenster des Büros."),
            Some(State::Outdated)
        );
    }

    #[test]
    fn a_column_that_was_left_out_is_one_block_and_a_row_is_all_of_its_cells() {
        let source = "| a | b | c |\n|---|---|---|\n| d | e | f |\n| g | h | i |\n";
        let blocks = crate::read::align::blocks(source, 0, None);
        let count = |lacking: &[usize]| {
            let mut lacks = Lacks::of(&blocks);
            for at in lacking {
                lacks.lacks(*at..*at + 1);
            }
            lacks.count()
        };
        assert_eq!(blocks.len(), 9);
        assert_eq!(count(&[]), 0);
        assert_eq!(count(&[1, 4, 7]), 1);
        assert_eq!(count(&[1, 2, 4, 5]), 2);
        assert_eq!(count(&[6, 7, 8]), 3);
    }
}
