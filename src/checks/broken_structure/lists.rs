//! Lists that lost their numbers or got some, and items that stand in another list than in the original.

use super::{Found, issue, usual};
use crate::document::{ListItem, Original};
use crate::mqm::Severity;

/// One issue for all items in a row that differ alike, where they begin.
pub(super) fn report(original: &Original, found: &mut Found) {
    let shift = |s: &ListItem, t: &ListItem| i32::from(t.list.level) - i32::from(s.list.level);
    let usual = usual(original.items.iter().map(|(s, t)| shift(s, t)).collect());
    let mut before = (false, 0);
    for (source, target) in &original.items {
        let shift = shift(source, target);
        let moved = if shift == usual { 0 } else { shift };
        let now = (source.list.is_numbered != target.list.is_numbered, moved);
        if now != before && now != (false, 0) {
            let message = if now.1 != 0 {
                format!(
                    "The list is of level {}, in the original of level {}",
                    target.list.level, source.list.level
                )
            } else if source.list.is_numbered {
                "The list has lost its numbers".to_owned()
            } else {
                "The list has numbers, in the original it has none".to_owned()
            };
            found.push((target.place.clone(), issue(message).severity(Severity::Minor)));
        }
        before = now;
    }
}
