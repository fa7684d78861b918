//! Fixes that were tried: each mends its issue and raises none.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::resolve::resolve;
use super::steps::Page;
use crate::checks::SegmentView;
use crate::checks::fix;
use crate::checks::issue::{Fix, Issue, Place};
use crate::document::Segment;

/// Bytes of the longest target that fixes are tried on, and the most of them that are tried on one.
const MOST_BYTES: usize = 8_000;
const MOST: usize = 8;

impl Page<'_> {
    /// Gives issues of segments their fixes, as far as the mended text shows that they are ones.
    pub(super) fn fix(&self, views: &[SegmentView<'_>], found: &mut [(Place, Issue)]) {
        // The issues of a place stand beside each other.
        for here in found.chunk_by_mut(|a, b| a.0 == b.0) {
            let Some((Place::Segment(index), _)) = here.first() else { continue };
            let index = *index;
            let Some(view) = views.get(index) else { continue };
            let target = view.raw_target();
            if target.len() > MOST_BYTES {
                continue;
            }
            let before = by_check(here.iter().map(|(_, issue)| issue));
            let mut tried = 0;
            for (_, issue) in here {
                let Some(fix) = fix::candidate(issue, target).filter(|_| tried < MOST) else {
                    continue;
                };
                tried += 1;
                if self.mends(index, view, &fix, issue.check.id, &before) {
                    issue.fix = Some(fix);
                }
            }
        }
    }

    /// Whether the mended segment has one issue of the check less, and of no check more.
    fn mends(
        &self,
        index: usize,
        view: &SegmentView<'_>,
        fix: &Fix,
        check: &str,
        before: &BTreeMap<&'static str, usize>,
    ) -> bool {
        let Some(target) = fix.apply(view.raw_target()) else { return false };
        let segment = Segment { target, ..self.segment(index).clone() };
        let mut mended = self.view(&segment);
        mended.style = Arc::clone(&view.style);
        self.judge(&mut mended);
        let issues = self.checked(index, &mended).into_iter();
        let after = resolve(issues.map(|issue| (Place::Segment(index), issue)).collect());
        let after = by_check(after.iter().map(|(_, issue)| issue));
        let had = |check: &str| before.get(check).copied().unwrap_or(0);
        let has = after.get(check).copied().unwrap_or(0);
        has < had(check) && after.iter().all(|(other, count)| *count <= had(other))
    }
}

/// How many issues there are of each check.
fn by_check<'i>(issues: impl Iterator<Item = &'i Issue>) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for issue in issues {
        *counts.entry(issue.check.id).or_default() += 1;
    }
    counts
}
