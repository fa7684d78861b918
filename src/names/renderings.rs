//! What a corpus teaches about names: which ones sources mention, and how each locale renders them.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Document, Origin};
use crate::hash;
use crate::locale::{Locale, LocaleTag};
use crate::names::evidence::{Evidence, strongest};
use crate::names::name::{Name, Policy, Rendering};
use crate::names::{Termbase, stands_in};
use crate::text::sentences::begins_sentence;
use crate::text::words::{pieces, stretches};
use crate::text::{Text, WordKind};

/// How names are rendered over a corpus, as counted so far.
#[derive(Debug, Default)]
pub struct Renderings {
    names: BTreeMap<String, BTreeMap<LocaleTag, Sightings>>,
    /// Some targets of each locale, to tell what is common there anyhow.
    background: BTreeMap<LocaleTag, Vec<String>>,
    seen: FxHashSet<u64>,
    /// Names of the termbase that were seen.
    listed: BTreeSet<String>,
    /// How often words stood in lower case, which tells common words from names.
    lower: FxHashMap<String, u32>,
    /// In how many segments a candidate stood by itself rather than inside a longer one.
    whole: BTreeMap<String, u32>,
}

/// One name in one locale.
#[derive(Debug, Default, Clone)]
struct Sightings {
    human: Tally,
    other: Tally,
    /// Visible targets without the English form, people's first to be trusted.
    without: Vec<(String, bool)>,
}

/// Counts of distinct segments.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    segments: u32,
    kept: u32,
}

/// Targets remembered for a name in a locale; enough to see a dominant form.
const MAX_TARGETS: usize = 150;
/// Targets remembered as the background of a locale.
const MAX_BACKGROUND: usize = 500;
/// Segments that people translated from which on they alone decide.
const ENOUGH_HUMAN: u32 = 5;
/// Share of segments with the English form from which on a name is kept, and up to which it is localized.
const KEPT: f64 = 0.9;
const LOCALIZED: f64 = 0.1;

/// Common nouns that belong to a name they follow (`Azure portal`).
const HEADS: &[&str] = &[
    "account",
    "accounts",
    "admin center",
    "app",
    "console",
    "hub",
    "license",
    "marketplace",
    "plan",
    "portal",
    "program",
    "reservation",
    "reservations",
    "service",
    "services",
    "store",
    "subscription",
];

impl Renderings {
    /// Counts the names of a document's sources: those of the termbase, and those that the sources' capitals show.
    pub fn observe(&mut self, document: &Document, termbase: &Termbase) {
        let locale = Locale::of(&document.locale);
        let human = document.origin == Origin::Human;
        for segment in &document.segments {
            let pair = hash::texts(&[document.locale.as_str(), &segment.source, &segment.target]);
            if segment.target.trim().is_empty() || !self.seen.insert(pair) {
                continue;
            }
            let (source, target) = (Text::new(&segment.source), Text::new(&segment.target));
            let background = self.background.entry(document.locale.clone()).or_default();
            if background.len() < MAX_BACKGROUND {
                background.push(target.visible().to_owned());
            }
            let whole: BTreeSet<String> = candidates(&source).into_iter().collect();
            let mut mentioned: BTreeSet<String> =
                termbase.mentioned(&source).into_iter().map(str::to_owned).collect();
            self.listed.extend(mentioned.iter().cloned());
            mentioned.extend(whole.iter().flat_map(|name| parts(name)).map(str::to_owned));
            for word in source.words.iter().filter(|w| w.kind == WordKind::Plain) {
                let word = source.word(word);
                if word.is_ascii() && word.starts_with(char::is_lowercase) {
                    *self.lower.entry(word.to_owned()).or_default() += 1;
                }
            }
            for name in &whole {
                *self.whole.entry(name.clone()).or_default() += 1;
            }
            for name in mentioned {
                let kept = stands_in(&name, target.visible(), locale);
                let sightings =
                    self.names.entry(name).or_default().entry(document.locale.clone()).or_default();
                let tally = if human { &mut sightings.human } else { &mut sightings.other };
                tally.segments += 1;
                tally.kept += u32::from(kept);
                if !kept && sightings.without.len() < MAX_TARGETS {
                    sightings.without.push((target.visible().to_owned(), human));
                }
            }
        }
    }

    /// The names seen in at least `least` distinct segments of a locale, with what each such locale does with them.
    pub fn learn(&self, least: u32) -> Vec<Name> {
        let backgrounds: BTreeMap<&LocaleTag, FxHashMap<String, u32>> = self
            .background
            .iter()
            .map(|(tag, targets)| (tag, frequencies(targets, Locale::of(tag))))
            .collect();
        let mut names = Vec::new();
        for (text, locales) in &self.names {
            // A piece of longer names that hardly ever stands by itself is no name.
            if !self.listed.contains(text)
                && self.whole.get(text).copied().unwrap_or(0) < least.min(3)
            {
                continue;
            }
            let single = !text.contains(' ') && !has_inner_capital(text);
            if single && !self.listed.contains(text) && self.is_common(text) {
                continue;
            }
            let mut name = Name {
                name: text.clone(),
                kind: "name".to_owned(),
                learned: true,
                common_word: single && text.chars().any(char::is_lowercase),
                ..Name::default()
            };
            let (mut segments, mut kept, mut kept_somewhere) = (0, 0, false);
            for (tag, sightings) in locales {
                let all = sightings.human.segments + sightings.other.segments;
                if all < least {
                    continue;
                }
                segments += all;
                kept += sightings.human.kept + sightings.other.kept;
                let share = sightings.kept_share();
                kept_somewhere |= share >= KEPT;
                let policy = match share {
                    s if s >= KEPT => Policy::Keep,
                    s if s <= LOCALIZED => Policy::Localized,
                    _ => Policy::Both,
                };
                let forms: Vec<String> = if policy == Policy::Keep {
                    Vec::new()
                } else {
                    let size = self.background.get(tag).map_or(0, Vec::len);
                    let common = backgrounds.get(tag);
                    common
                        .and_then(|b| dominant(sightings, b, size, Locale::of(tag)))
                        .into_iter()
                        .collect()
                };
                name.locales.insert(
                    tag.as_str().to_owned(),
                    Rendering { policy, forms, ..Rendering::default() },
                );
            }
            if name.locales.is_empty() {
                continue;
            }
            let keeps = name.locales.values().filter(|r| r.policy == Policy::Keep).count();
            // A locale that was not seen does what most do.
            name.policy = if 2 * keeps >= name.locales.len() && kept_somewhere {
                Policy::Keep
            } else {
                Policy::Both
            };
            name.note = format!(
                "{segments} segments, {:.0} % kept",
                100.0 * f64::from(kept) / f64::from(segments.max(1))
            );
            names.push(name);
        }
        names
    }
}

impl Renderings {
    /// Whether a word stands in lower case too, more than once in ten times.
    fn is_common(&self, word: &str) -> bool {
        let lower = self.lower.get(&word.to_lowercase()).copied().unwrap_or(0);
        let plural = word.to_lowercase();
        let singular =
            plural.strip_suffix('s').and_then(|w| self.lower.get(w)).copied().unwrap_or(0);
        let upper = self.whole.get(word).copied().unwrap_or(0);
        10 * (lower + singular) > upper
    }
}

impl Sightings {
    fn kept_share(&self) -> f64 {
        let share = |t: Tally| f64::from(t.kept) / f64::from(t.segments.max(1));
        let people = (self.human.segments >= ENOUGH_HUMAN).then(|| share(self.human));
        let run = share(Tally {
            segments: self.human.segments * 3 + self.other.segments,
            kept: self.human.kept * 3 + self.other.kept,
        });
        strongest([(Evidence::People, people), (Evidence::Run, Some(run))]).unwrap_or(run)
    }
}

/// Names that a source shows by its capitals: runs of capitalised words inside a sentence, with numbers and the common
/// noun behind them, and single words with a capital inside.
fn candidates(source: &Text<'_>) -> Vec<String> {
    let text = source.visible();
    let mut found = Vec::new();
    let words = &source.words;
    if is_title(source) {
        return found;
    }
    let mut i = 0;
    while i < words.len() {
        let range = words[i].range();
        let word = &text[range.clone()];
        let capital = word.starts_with(char::is_uppercase)
            && words[i].kind != WordKind::Number
            && word.is_ascii();
        let code = words[i].kind == WordKind::Identifier && word.contains(['_', '.', '-', '/']);
        if !capital || code {
            i += 1;
            continue;
        }
        let mut last = i;
        while let Some(next) = words.get(last + 1) {
            let gap = &text[words[last].range().end..next.range().start];
            let word = &text[next.range()];
            let goes_on = word.is_ascii()
                && (word.starts_with(char::is_uppercase)
                    || next.kind == WordKind::Number && word.len() <= 4);
            if gap != " " || !goes_on {
                break;
            }
            last += 1;
        }
        // A verb at the beginning of a sentence has its capital from there.
        let first =
            if begins_sentence(text, range.start) && !has_inner_capital(word) { i + 1 } else { i };
        if first <= last {
            let start = words[first].range().start;
            let end = words[last].range().end;
            let name = &text[start..end];
            let single = first == last;
            if name.len() > 2
                && !name.starts_with(|c: char| c.is_ascii_digit())
                && (!single || has_inner_capital(name) || name.len() > 3)
            {
                found.push(name.to_owned());
                for head in HEADS {
                    let rest = &text[end..];
                    if let Some(behind) = rest.strip_prefix(' ').and_then(|r| r.strip_prefix(head))
                        && !behind.starts_with(char::is_alphanumeric)
                    {
                        found.push(format!("{name} {head}"));
                    }
                }
            }
        }
        i = last + 1;
    }
    found
}

/// A candidate and the runs of two or more of its words.
fn parts(name: &str) -> Vec<&str> {
    let starts: Vec<usize> =
        std::iter::once(0).chain(name.match_indices(' ').map(|(i, _)| i + 1)).collect();
    let ends: Vec<usize> =
        name.match_indices(' ').map(|(i, _)| i).chain(std::iter::once(name.len())).collect();
    let mut parts = vec![name];
    for (i, start) in starts.iter().enumerate() {
        for end in &ends[i..] {
            let part = &name[*start..*end];
            if part.len() < name.len()
                && part.contains(' ')
                && !part.starts_with(|c: char| c.is_ascii_digit() || c.is_lowercase())
            {
                parts.push(part);
            }
        }
    }
    parts
}

fn has_inner_capital(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase)
}

/// Whether all longer words have a capital, so that capitals say nothing.
fn is_title(source: &Text<'_>) -> bool {
    let long = source.words.iter().filter(|w| w.kind == WordKind::Plain && w.range().len() > 3);
    let (mut upper, mut lower) = (0, 0);
    for word in long {
        if source.word(word).starts_with(char::is_uppercase) { upper += 1 } else { lower += 1 }
    }
    lower == 0 && upper > 3
}

/// A word without its ending in locales that inflect.
fn key(word: &str, locale: &Locale) -> String {
    let letters = word.chars().count();
    let lower = word.to_lowercase();
    match locale.language() {
        "cs" | "sk" | "pl" | "ru" | "uk" | "hu" | "tr" | "fi" | "de" if letters > 4 => {
            lower.chars().take((letters - 2).clamp(4, 8)).collect()
        }
        _ => lower,
    }
}

fn longest(locale: &Locale) -> usize {
    if locale.spaces_words() { 6 } else { 14 }
}

/// In how many of the texts each run of pieces occurs.
fn frequencies(texts: &[String], locale: &Locale) -> FxHashMap<String, u32> {
    let mut counts: FxHashMap<String, u32> = FxHashMap::default();
    for text in texts {
        for run in phrases(text, locale).into_keys() {
            *counts.entry(run).or_default() += 1;
        }
    }
    counts
}

/// The runs of pieces of a text, with the place of the first occurrence of each.
fn phrases(text: &str, locale: &Locale) -> BTreeMap<String, (usize, usize)> {
    let pieces = pieces(text);
    let keys: Vec<String> = pieces.iter().map(|piece| key(&text[piece.clone()], locale)).collect();
    let mut runs = BTreeMap::new();
    for first in 0..pieces.len() {
        let mut run = String::new();
        for last in first..pieces.len().min(first + longest(locale)) {
            if last > first {
                let gap = &text[pieces[last - 1].end..pieces[last].start];
                if gap.contains([
                    '.', ',', '。', '、', '，', '(', ')', ':', ';', '|', '\u{fffc}', '"', '“', '”',
                    '「', '」',
                ]) {
                    break;
                }
                run.push(' ');
            }
            run.push_str(&keys[last]);
            runs.entry(run.clone()).or_insert((pieces[first].start, pieces[last].end));
        }
    }
    runs
}

/// The run of words that most targets of a name share and that is rare elsewhere.
fn dominant(
    sightings: &Sightings,
    common: &FxHashMap<String, u32>,
    size: usize,
    locale: &Locale,
) -> Option<String> {
    let humans = sightings.without.iter().filter(|(_, human)| *human).count();
    let texts: Vec<&str> = sightings
        .without
        .iter()
        .filter(|(_, human)| humans < ENOUGH_HUMAN as usize || *human)
        .map(|(t, _)| t.as_str())
        .collect();
    if texts.len() < 3 {
        return None;
    }
    let mut counts: BTreeMap<String, (u32, BTreeMap<String, u32>)> = BTreeMap::new();
    for text in &texts {
        for (run, (start, end)) in phrases(text, locale) {
            let (count, surfaces) = counts.entry(run).or_default();
            *count += 1;
            *surfaces.entry(text[start..end].to_owned()).or_default() += 1;
        }
    }
    let total = texts.len() as f64;
    let function = |word: &str| locale.function_words.iter().any(|f| f == word);
    let mut best: Option<(f64, usize, &String)> = None;
    for (run, (count, _)) in &counts {
        let share = f64::from(*count) / total;
        let elsewhere = f64::from(common.get(run).copied().unwrap_or(0)) / size.max(1) as f64;
        let mut words = stretches(run);
        let bare = words.next().is_some_and(function) || words.next_back().is_some_and(function);
        if share < 0.4 || elsewhere > 0.4 * share || bare || run.chars().count() < 2 {
            continue;
        }
        let letters = run.chars().count();
        // A longer run that is nearly as frequent says more.
        let better =
            best.is_none_or(|(s, l, _)| share > s * 1.15 || share >= s * 0.85 && letters > l);
        if better {
            best = Some((share.max(best.map_or(0.0, |(s, ..)| s * 0.95)), letters, run));
        }
    }
    let (_, _, run) = best?;
    let (_, surfaces) = counts.get(run)?;
    surfaces
        .iter()
        .max_by_key(|(text, n)| (**n, std::cmp::Reverse(text.len())))
        .map(|(text, _)| text.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Segment;

    fn page(locale: &str, origin: Origin, pairs: &[(&str, &str)]) -> Document {
        let segments = pairs.iter().map(|(s, t)| Segment {
            source: (*s).to_owned(),
            target: (*t).to_owned(),
            ..Segment::default()
        });
        Document {
            locale: LocaleTag::parse(locale).unwrap(),
            origin,
            segments: segments.collect(),
            ..Document::default()
        }
    }

    #[test]
    fn renderings_are_learned_without_any_list() {
        let pairs: Vec<(String, String)> = (0..8)
            .map(|i| {
                (
                    format!("Open the Harbor Desk for case {i} with the FooSync client of team {i}."),
                    format!("Ouvrez le Bureau du port pour le cas {i} avec le client FooSync de l’équipe {i}."),
                )
            })
            .collect();
        let pairs: Vec<(&str, &str)> =
            pairs.iter().map(|(s, t)| (s.as_str(), t.as_str())).collect();
        let mut other = page(
            "fr-FR",
            Origin::Human,
            &[("See the list of all rules here.", "Consultez la liste.")],
        );
        other.segments.extend((0..20).map(|i| Segment {
            source: format!("A line about thing {i}."),
            target: format!("Une ligne sur la chose {i} de la liste."),
            ..Segment::default()
        }));
        let termbase = Termbase::empty().unwrap();
        let mut renderings = Renderings::default();
        renderings.observe(&page("fr-FR", Origin::Human, &pairs), &termbase);
        renderings.observe(&other, &termbase);
        let names = renderings.learn(5);
        let of = |text: &str| names.iter().find(|n| n.name == text).map(|n| &n.locales["fr-FR"]);
        assert_eq!(of("FooSync").unwrap().policy, Policy::Keep);
        let desk = of("Harbor Desk").unwrap();
        assert_eq!(desk.policy, Policy::Localized);
        assert!(desk.forms[0].contains("Bureau du port"), "{desk:?}");
    }
}
