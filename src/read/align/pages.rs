//! A localized page beside its original: the document of pairs.

use std::collections::BTreeMap;
use std::path::Path;

use super::pairing::{Pair, Pairing, are_code, is_code, join};
use super::pairings::Pairings;
use super::{Block, BlockKind};
use crate::document::lines::LineStarts;
use crate::document::{
    Document, Heading, Input, ListItem, Located, Newer, Origin, Original, Problem, ProblemKind,
    Segment,
};
use crate::hash;
use crate::locale::LocaleTag;
use crate::read::{formats, markup};
use crate::text::Text;
use crate::text::plain::plain;
use crate::text::sentences::sentences;

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
    pair_with(target, source, input, asked, &|_| None, None)
}

/// The same, where the history of the files can be asked, and pairings may be known from an earlier reading.
pub(crate) fn pair_with(
    target: String,
    source: &str,
    input: &Input,
    asked: Option<&LocaleTag>,
    newer: IsNewer<'_>,
    known: Option<&Pairings>,
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
    let pairing = || Pairing::of(&sources, &targets, &newer);
    let pairing = match known {
        Some(known) => known.of([&input.name, source, &target], pairing),
        None => pairing(),
    };
    let Pairing { staleness, pairs } = pairing;
    let sides = Sides { page: &target, body: front.body, sources: &sources, targets: &targets };
    body(&sides, &pairs, &mut segments, &mut paired);
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

/// The blocks of two pages behind their front matter.
struct Sides<'p> {
    /// The localized page, and where its body begins.
    page: &'p str,
    body: usize,
    sources: &'p [Block],
    targets: &'p [Block],
}

/// Makes segments of what lies behind the front matter.
fn body(sides: &Sides<'_>, pairs: &[Pair], segments: &mut Vec<Segment>, paired: &mut Original) {
    let mut lines = formats::Lines::new(sides.page);
    let mut ids: BTreeMap<u64, u32> = BTreeMap::new();
    let mut end = sides.body;
    for pair in pairs {
        let (s, t) = pair.blocks(sides.sources, sides.targets);
        if are_code(s) && are_code(t) {
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
        let (source, target) = (join(s), join(t));
        for (s, t) in pair.sentences(&source, &target) {
            let (s, t) = (&source[s], &target[t]);
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
                state: pair.state,
                ..Segment::default()
            });
        }
    }
}
