//! Fixes that were tried: each mends its issue and raises none.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::resolve::resolve;
use super::steps::Page;
use crate::checks::SegmentView;
use crate::checks::fix;
use crate::checks::issue::{Fix, Issue, Place};
use crate::document::Segment;
use crate::read::rewrite;

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
            // Those that were found to mend so far, together too.
            let mut made: Vec<(Fix, &'static str)> = Vec::new();
            for (_, issue) in here {
                let Some(fix) = fix::candidate(issue, target).filter(|_| tried < MOST) else {
                    continue;
                };
                tried += 1;
                let alone = [(fix, issue.check.id)];
                if !self.mend(index, view, &alone, &before) {
                    continue;
                }
                let [(fix, check)] = alone;
                let least = fix.least(target);
                // Of two that touch one alone is made.
                if !made.iter().any(|(other, _)| rewrite::touch(&other.span, &least.span)) {
                    made.push((least, check));
                    if made.len() > 1 && !self.mend(index, view, &made, &before) {
                        made.pop();
                        continue;
                    }
                }
                issue.fix = Some(fix);
            }
        }
    }

    /// Whether the segment with these fixes, each of an issue of its check, has as many issues less of the checks, and no
    /// more of others.
    fn mend(
        &self,
        index: usize,
        view: &SegmentView<'_>,
        fixes: &[(Fix, &'static str)],
        before: &BTreeMap<&'static str, usize>,
    ) -> bool {
        let mut ordered: Vec<&Fix> = fixes.iter().map(|(fix, _)| fix).collect();
        ordered.sort_by_key(|fix| std::cmp::Reverse(fix.span.start));
        let mut target = view.raw_target().to_owned();
        for fix in ordered {
            let Some(mended) = fix.apply(&target) else { return false };
            target = mended;
        }
        let segment = Segment { target, ..self.segment(index).clone() };
        let mut mended = self.view(&segment);
        mended.style = Arc::clone(&view.style);
        self.judge(&mut mended);
        let issues = self.checked(index, &mended).into_iter();
        let after = resolve(issues.map(|issue| (Place::Segment(index), issue)).collect());
        let after = by_check(after.iter().map(|(_, issue)| issue));
        let of = |counts: &BTreeMap<&'static str, usize>, check: &str| {
            counts.get(check).copied().unwrap_or(0)
        };
        let gone = |check: &str| fixes.iter().filter(|(_, of)| *of == check).count();
        fixes.iter().all(|(_, check)| of(&after, check) + gone(check) <= of(before, check))
            && after.keys().all(|check| of(&after, check) <= of(before, check))
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
