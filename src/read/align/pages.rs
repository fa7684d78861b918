//! A localized page beside its original: the document of pairs.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use super::stale::PageFit;
use super::{Bead, Block, BlockKind, align, stale};
use crate::document::lines::LineStarts;
use crate::document::{
    Document, Heading, Input, ListItem, Located, Newer, Origin, Original, Problem, ProblemKind,
    Segment, Staleness, State,
};
use crate::hash;
use crate::locale::LocaleTag;
use crate::read::{formats, markup};
use crate::text::plain::plain;
use crate::text::sentences::sentences;
use crate::text::{ProtectedKind, Text, trimmed};

/// Whether a file is a page that has an original.
pub(crate) fn is_page(path: &Path) -> bool {
    markup::of(path).is_some()
}

/// The extension that pages of one markup have as a rule; none if a file is no page by its name.
pub(crate) fn usual_extension(path: &Path) -> Option<&'static str> {
    markup::of(path)?.extensions.first().copied()
}

/// How many segments a page has when it is translated: its title and description, and the sentences of its blocks.
pub(crate) fn count_segments(source: &str, path: &Path) -> u64 {
    let reader = markup::of_page(path);
    let front = reader.front_matter(source);
    let heads = [&front.metadata.title, &front.metadata.description];
    let blocks = (reader.blocks)(source, front.body, None);
    let sentences = |block: &Block| sentences(&plain(&Text::new(&block.text))).len().max(1);
    let body: usize = blocks.iter().filter(|b| !is_code(b)).map(sentences).sum();
    (heads.into_iter().flatten().count() + body) as u64
}

/// Whether the original changed later than the page, or than the commit that the page names.
pub(crate) type IsNewer<'n> = &'n dyn Fn(Option<&str>) -> Option<Newer>;

/// Pairs a localized page with its original.
pub fn pair(target: String, source: &str, input: &Input, asked: Option<&LocaleTag>) -> Document {
    pair_with(target, source, input, asked, &|_| None)
}

/// The same, where the history of the files can be asked.
pub(crate) fn pair_with(
    target: String,
    source: &str,
    input: &Input,
    asked: Option<&LocaleTag>,
    newer: IsNewer<'_>,
) -> Document {
    let reader = markup::of_page(&input.path);
    let mut front = reader.front_matter(&target);
    let original = reader.front_matter(source);
    let mut segments = Vec::new();
    let heads = [
        ("title", &original.metadata.title, &front.metadata.title),
        ("description", &original.metadata.description, &front.metadata.description),
    ];
    for (id, source, target) in heads {
        let (Some(source), target) = (source, target.as_ref()) else { continue };
        segments.push(Segment {
            id: id.to_owned(),
            line: target.map_or(1, |t| t.line),
            source: source.text.clone(),
            target: target.map(|t: &Located| t.text.clone()).unwrap_or_default(),
            ..Segment::default()
        });
    }
    let mut paired = Original { markup: reader.markup, ..Original::default() };
    let newer = || newer(front.metadata.source_commit.as_deref());
    let system = input.system();
    let sources = (reader.blocks)(source, original.body, system);
    let targets = (reader.blocks)(&target, front.body, system);
    let beads = align(&sources, &targets);
    let fit = stale::judge(&sources, &targets, &beads, &newer);
    let sides = Sides { page: &target, body: front.body, sources, targets, beads };
    let staleness = body(sides, fit, &mut segments, &mut paired);
    let origin = front.translation_type.as_deref().map_or(Origin::Unknown, Origin::parse);
    let locale = formats::locale_of(front.content_locale.as_deref(), input, asked);
    let mut problems = Vec::new();
    if let Some((line, message)) = front.problem.take() {
        let kind = ProblemKind::InvalidFrontMatter;
        problems.push(Problem { path: input.name.clone(), line: Some(line), kind, message });
    }
    if locale.is_empty() {
        let message = formats::UNKNOWN_LOCALE.to_owned();
        let kind = ProblemKind::UnknownLocale;
        problems.push(Problem { path: input.name.clone(), line: None, kind, message });
    }
    let mut metadata = front.metadata;
    metadata.is_paired = true;
    let path = input.name.clone();
    let source_locale = LocaleTag::default();
    Document {
        path,
        locale,
        source_locale,
        origin,
        metadata,
        segments,
        text: target,
        problems,
        staleness,
        original: Some(paired),
        lines: LineStarts::default(),
    }
}

/// The blocks of two pages behind their front matter, and which belong together.
struct Sides<'p> {
    /// The localized page, and where its body begins.
    page: &'p str,
    body: usize,
    sources: Vec<Block>,
    targets: Vec<Block>,
    beads: Vec<Bead>,
}

/// Pairs what lies behind the front matter.
fn body(
    sides: Sides<'_>,
    fit: PageFit,
    segments: &mut Vec<Segment>,
    paired: &mut Original,
) -> Option<Staleness> {
    let Sides { page, body, sources, targets, beads } = sides;
    let mut lines = formats::Lines::new(page);
    let mut ids: BTreeMap<u64, u32> = BTreeMap::new();
    let mut end = body;
    for (bead, is_outdated) in beads.into_iter().zip(fit.outdated) {
        let (s, t) = (&sources[bead.source], &targets[bead.target]);
        if s.iter().all(is_code) && t.iter().all(is_code) && !s.is_empty() && !t.is_empty() {
            end = t.last().map_or(end, |b| b.place.end);
            if let ([s], [t]) = (s, t) {
                paired.code.push((s.place.clone(), t.place.clone()));
            }
            continue;
        }
        if let ([s], [t]) = (s, t)
            && let (BlockKind::Heading(a), BlockKind::Heading(b)) = (s.kind, t.kind)
        {
            let heading = |block: &Block, level| Heading { place: block.place.clone(), level };
            paired.headings.push((heading(s, a), heading(t, b)));
        }
        if let ([s], [t]) = (s, t)
            && let (Some(a), Some(b)) = (s.list, t.list)
        {
            let item = |block: &Block, list| ListItem { place: block.place.clone(), list };
            paired.items.push((item(s, a), item(t, b)));
        }
        let place = match (t.first(), t.last()) {
            (Some(first), Some(last)) => first.place.start..last.place.end,
            _ => end..end,
        };
        end = place.end;
        let join = |blocks: &[Block]| {
            blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n\n")
        };
        let (source, target) = (join(s), join(t));
        // On a page that lags behind, what has no counterpart is work to do rather than an error.
        let state = match &fit.staleness {
            Some(_) if target.is_empty() => State::Untranslated,
            Some(_) if source.is_empty() || is_outdated => State::Outdated,
            _ => State::Translated,
        };
        let pairs = match state {
            State::Translated => by_sentence(&source, &target),
            State::Untranslated | State::Outdated => vec![(0..source.len(), 0..target.len())],
        };
        for (s, t) in pairs {
            let (s, t) = (&source[s], &target[t.clone()]);
            let hash = hash::normalised(if s.is_empty() { t } else { s }) & 0xf_ffff;
            let count = ids.entry(hash).or_default();
            *count += 1;
            segments.push(Segment {
                id: format!("{hash:05x}-{count}"),
                line: lines.of(place.start),
                // The sentences of a block share its place.
                place: place.clone(),
                source: s.to_owned(),
                target: t.to_owned(),
                state,
                ..Segment::default()
            });
        }
    }
    fit.staleness
}

fn is_code(block: &Block) -> bool {
    block.kind == BlockKind::Code
}

/// Cuts a pair of blocks into pairs of sentences, where both have as many and all that must be kept stands in the same
/// ones; else the whole is the pair.
fn by_sentence(source: &str, target: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let whole = || vec![(0..source.len(), 0..target.len())];
    let (source_text, target_text) = (Text::new(source), Text::new(target));
    let sources = sentences(&plain(&source_text));
    let targets = sentences(&plain(&target_text));
    if sources.len() != targets.len() || sources.len() < 2 {
        return whole();
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
    if fits { pairs } else { whole() }
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
    let kept = |p: &&crate::text::Protected| {
        p.kind == ProtectedKind::Code && range.contains(&p.range.start)
    };
    (links, text.protected.iter().filter(kept).count())
}
