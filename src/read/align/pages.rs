//! Localized pages beside their English originals: finding the original of a page, and the document of pairs.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::{BlockKind, align, blocks, stale};
use crate::document::{
    Document, Input, Located, Origin, Problem, ProblemKind, Segment, Staleness, State,
};
use crate::error::{Error, Result};
use crate::hash;
use crate::locale::LocaleTag;
use crate::read::discover;
use crate::read::formats::{self, front_matter, path_locale};
use crate::text::plain::plain;
use crate::text::sentences::sentences;
use crate::text::{ProtectedKind, Text, trimmed};

/// The English originals of a run, by their paths below the folders that were given.
#[derive(Debug, Default)]
pub struct Originals {
    /// Each under its path in lower case, with and without the folder that names its locale.
    by_path: BTreeMap<String, Input>,
    /// Pages, each once.
    pages: BTreeMap<String, String>,
    /// A file that was given rather than a folder: the original of whatever page is scored.
    only: Option<Input>,
}

impl Originals {
    /// Finds the originals below the given paths; with them come folders that can't be read.
    ///
    /// # Errors
    /// A path that does not exist, or no Markdown page below any.
    pub fn find(paths: &[PathBuf]) -> Result<(Originals, Vec<Problem>)> {
        let found = discover::discover(paths)?;
        let mut originals = Originals::default();
        if let ([path], [input]) = (paths, &found.inputs[..])
            && path.is_file()
        {
            originals.only = Some(input.clone());
            return Ok((originals, found.problems));
        }
        for input in found.inputs.into_iter().filter(|i| is_page(&i.path)) {
            let name = input.name.to_lowercase();
            originals.pages.insert(name.clone(), input.name.clone());
            originals.by_path.entry(without_locale(&name)).or_insert_with(|| input.clone());
            originals.by_path.insert(name, input);
        }
        if originals.by_path.is_empty() {
            let paths: Vec<_> = paths.iter().map(|p| p.display().to_string()).collect();
            return Err(Error::usage(format!(
                "--source {}: no Markdown page there; name the folder of the English pages",
                paths.join(", ")
            )));
        }
        Ok((originals, found.problems))
    }

    /// Whether these inputs can be paired.
    ///
    /// # Errors
    /// One file as the original of several pages.
    pub fn suit(&self, inputs: &[Input]) -> Result<()> {
        let pages = inputs.iter().filter(|i| is_page(&i.path)).count();
        match &self.only {
            Some(original) if pages > 1 => Err(Error::usage(format!(
                "--source {}: one file can't be the original of {pages} pages; name the folder of the originals",
                original.path.display()
            ))),
            _ => Ok(()),
        }
    }

    /// The original of a localized page: the same path, apart from the folder that names the locale.
    pub fn of(&self, input: &Input) -> Option<&Input> {
        if self.only.is_some() {
            return self.only.as_ref();
        }
        let name = input.name.to_lowercase();
        let behind_locale = || {
            let mut parts = name.split('/');
            parts.find(|part| path_locale::of(Path::new(part)).is_some())?;
            let rest: Vec<&str> = parts.collect();
            self.by_path.get(&rest.join("/"))
        };
        self.by_path
            .get(&name)
            .or_else(|| self.by_path.get(&without_locale(&name)))
            .or_else(behind_locale)
    }

    /// A problem for each original that has no page among the inputs; where the inputs' paths name several locales, for
    /// each of these.
    pub fn not_translated(&self, inputs: &[Input]) -> Vec<Problem> {
        let mut matched: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for input in inputs.iter().filter(|i| is_page(&i.path)) {
            let locale = path_locale::of(Path::new(&input.name));
            let locale = locale.map(|l| l.as_str().to_owned()).unwrap_or_default();
            let originals = matched.entry(locale).or_default();
            originals.extend(self.of(input).map(|original| original.name.to_lowercase()));
        }
        let mut problems = Vec::new();
        for (locale, originals) in &matched {
            for (_, name) in self.pages.iter().filter(|(key, _)| !originals.contains(*key)) {
                let of = if locale.is_empty() { String::new() } else { format!(" of {locale}") };
                problems.push(Problem {
                    path: name.clone(),
                    line: None,
                    kind: ProblemKind::NotTranslated,
                    message: format!("No localized page{of} belongs to this original."),
                });
            }
        }
        problems
    }
}

/// Whether a file is a page that has an original.
pub(crate) fn is_page(path: &Path) -> bool {
    matches!(formats::extension(path).as_str(), "md" | "markdown")
}

/// A path without the folders that name a locale.
fn without_locale(name: &str) -> String {
    let parts = name.split('/').filter(|part| path_locale::of(Path::new(part)).is_none());
    parts.collect::<Vec<_>>().join("/")
}

/// Pairs a localized page with its original.
pub fn pair(target: String, source: &str, input: &Input, asked: Option<&LocaleTag>) -> Document {
    let mut front = front_matter::read(&target);
    let original = front_matter::read(source);
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
    let staleness = body(&target, front.body, source, original.body, &mut segments);
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
    Document { path, locale, origin, metadata, segments, text: target, problems, staleness }
}

/// Pairs what lies behind the front matter.
fn body(
    target: &str,
    target_body: usize,
    source: &str,
    source_body: usize,
    segments: &mut Vec<Segment>,
) -> Option<Staleness> {
    let (sources, targets) = (blocks(source, source_body), blocks(target, target_body));
    let beads = align(&sources, &targets);
    let fit = stale::judge(&sources, &targets, &beads);
    let mut lines = formats::Lines::new(target);
    let mut ids: BTreeMap<u64, u32> = BTreeMap::new();
    let mut end = target_body;
    for (bead, is_outdated) in beads.into_iter().zip(fit.outdated) {
        let (s, t) = (&sources[bead.source], &targets[bead.target]);
        if s.iter().all(is_code) && t.iter().all(is_code) && !s.is_empty() && !t.is_empty() {
            end = t.last().map_or(end, |b| b.place.end);
            continue;
        }
        let place = match (t.first(), t.last()) {
            (Some(first), Some(last)) => first.place.start..last.place.end,
            _ => end..end,
        };
        end = place.end;
        let join = |blocks: &[super::Block]| {
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
                reference: None,
                state,
            });
        }
    }
    fit.staleness
}

fn is_code(block: &super::Block) -> bool {
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
