//! What is marked: colons behind bold labels, and italics.

use super::{Pair, Place, Rule, Usage};
use crate::text::{Emphasis, Text};

/// A colon behind bold that stays behind it.
pub static COLON_BEHIND_BOLD: Rule = Rule {
    id: "colon-behind-bold",
    summary: "a colon that stands behind bold text in the source stands behind it",
    kept: "have the colon behind the bold",
    other: "have it inside",
    both_ways: false,
    usage: |locale| {
        if locale.labels.own_marks.contains(&':') { Usage::Open } else { Usage::Usual }
    },
    places: colons,
};

/// Italics of the source that are kept.
pub static ITALICS_KEPT: Rule = Rule {
    id: "italics-kept",
    summary: "what is in italics in the source is emphasised",
    kept: "keep the italics",
    other: "leave them out",
    both_ways: false,
    usage: |_| Usage::Open,
    places: italics,
};

/// Stretches in italics of a source that are looked for; segments with more are made by a program.
const MOST: usize = 256;

const COLONS: [char; 2] = [':', '：'];

/// The bold stretches of the target beside a colon, where the source's have theirs behind them.
fn colons(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let inside =
        |text: &Text<'_>, e: &Emphasis| text.slice(e.content.clone()).trim_end().ends_with(COLONS);
    let behind =
        |text: &Text<'_>, e: &Emphasis| text.raw[e.range.end..].trim_start().starts_with(COLONS);
    let source = pair.source;
    if !source.strong().any(|e| behind(source, e)) || source.strong().any(|e| inside(source, e)) {
        return;
    }
    for e in pair.target.strong() {
        let taken = inside(pair.target, e);
        if taken || behind(pair.target, e) {
            let span = e.range.clone();
            places.push(Place { span, source: None, kept: !taken, expected: None });
        }
    }
}

/// The stretches in italics of a source; as many as the target has more marks of emphasis and quotation than it asks for
/// are kept, the last ones first. A place that is lost has no bytes in the target.
fn italics(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let (source, target) = (pair.source, pair.target);
    let plain = |text: &Text<'_>| text.emphasis.iter().filter(|e| !e.strong).count();
    let wanted = plain(source);
    if wanted == 0 || wanted > MOST || target.raw.trim().is_empty() {
        return;
    }
    let bold = source.strong().count();
    let more = target.strong().count().saturating_sub(bold);
    let quoted = quotes(target.visible()).saturating_sub(quotes(source.visible()));
    let coded = coded(target).saturating_sub(coded(source));
    let tagged = target.tags.len().saturating_sub(source.tags.len());
    let mut lost = wanted.saturating_sub(plain(target) + more + quoted + coded + tagged);
    for e in source.emphasis.iter().filter(|e| !e.strong) {
        let label = content(source, e);
        let has = || target.emphasis.iter().any(|t| content(target, t) == label);
        let is_lost = lost > 0 && !has();
        lost -= usize::from(is_lost);
        // A word that was left as it is shows where the emphasis belongs.
        let bare = || target.raw.find(label).filter(|_| label.len() > 2);
        let span = match is_lost.then(bare).flatten() {
            Some(at) => at..at + label.len(),
            None => 0..0,
        };
        let source = Some(e.range.clone());
        places.push(Place { span, source, kept: !is_lost, expected: None });
    }
}

fn content<'t>(text: &'t Text<'_>, e: &Emphasis) -> &'t str {
    text.slice(e.content.clone()).trim()
}

/// Code spans of a text: what is in italics here may be code there.
fn coded(text: &Text<'_>) -> usize {
    text.protected.iter().filter(|p| p.kind == crate::text::ProtectedKind::Code).count()
}

/// Pairs of quotation marks and corner brackets.
fn quotes(text: &str) -> usize {
    let straight = text.bytes().filter(|b| *b == b'"').count() / 2;
    let opens = |c: &char| matches!(c, '“' | '「' | '『' | '«' | '„' | '【' | '‘' | '《');
    straight + text.chars().filter(opens).count()
}
