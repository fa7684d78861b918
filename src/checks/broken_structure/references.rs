//! Labels of links without their definitions.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Found, issue};
use crate::text::page::{self, Line, references};

/// Definitions that were lost while their labels are in use, and labels that none has.
pub(super) fn report(page: &str, sources: &[Line<'_>], targets: &[Line<'_>], found: &mut Found) {
    let wanted = folded(&page::definitions(sources));
    if wanted.is_empty() {
        return;
    }
    let kept = folded(&page::definitions(targets));
    let label = |range: &Range<usize>| page[range.start + 1..range.end - 1].to_lowercase();
    // Where the original has labels without definitions, brackets stand for something else.
    let loose = |line: &Line<'_>| {
        let labels = references(line.text).full;
        labels
            .into_iter()
            .any(|r| !wanted.contains(&line.text[r.start + 1..r.end - 1].to_lowercase()))
    };
    let is_strict = !sources.iter().any(loose);
    let mut told = BTreeSet::new();
    for line in targets {
        let used = references(line.text);
        let full = used.full.into_iter().map(|range| (range, is_strict));
        for (range, is_strict) in full.chain(used.short.into_iter().map(|range| (range, false))) {
            let range = line.range.start + range.start..line.range.start + range.end;
            let label = label(&range);
            let is_lost = wanted.contains(&label);
            if kept.contains(&label) || !(is_lost || is_strict) || !told.insert(label.clone()) {
                continue;
            }
            let message = if is_lost {
                format!(
                    "The link definition “[{label}]:” of the original is lost, so this is no link"
                )
            } else {
                format!("No link definition has the label “{label}”, so this is no link")
            };
            found.push((range, issue(message)));
        }
    }
}

/// Labels as they are compared: the case of letters does not count.
fn folded(labels: &[&str]) -> BTreeSet<String> {
    labels.iter().map(|label| label.to_lowercase()).collect()
}
