//! Code that a machine moved away from the words that it belongs to.

use super::CHECK;
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::mqm::Confidence;
use crate::text::{Protected, ProtectedKind, Text};

/// Words between two code spans of the source from which on no grammar brings them together.
const APART: usize = 2;

/// Two code spans that stand side by side, in the order of the source, where that has words between them: what stood
/// before one of them stands now before nothing. Verbs at the end of a clause bring code together too, so pages that no
/// machine translated are not judged.
pub(super) fn report(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    if view.page.origin() != Origin::Machine || spans(source).nth(1).is_none() {
        return;
    }
    let originals: Vec<&Protected> = spans(source).collect();
    let codes: Vec<&Protected> = spans(target).collect();
    for pair in codes.windows(2) {
        let (first, second) = (&pair[0], &pair[1]);
        let between = &target.raw[first.range.end..second.range.start];
        if !between.trim().is_empty() {
            continue;
        }
        let place = |code: &Protected| {
            let text = target.slice(code.content.clone());
            let mut same = originals.iter().filter(|o| source.slice(o.content.clone()) == text);
            same.next().filter(|_| same.next().is_none())
        };
        let (Some(a), Some(b)) = (place(first), place(second)) else { continue };
        if a.range.end > b.range.start {
            continue;
        }
        let apart = Text::new(&source.raw[a.range.end..b.range.start]);
        if apart.words.len() >= APART {
            let message = "Code stands beside other code, in the source words part them";
            let issue = Issue::new(&CHECK, message).confidence(Confidence::Medium);
            issues.push(issue.target(first.range.start..second.range.end));
        }
    }
}

fn spans<'t>(text: &'t Text<'_>) -> impl Iterator<Item = &'t Protected> {
    text.protected.iter().filter(|p| p.kind == ProtectedKind::Code)
}
