//! The text of one link of the target: how much of the sentence it covers, what it takes in, and what touches it.

use std::ops::Range;

use super::Route;
use crate::checks::SegmentView;
use crate::checks::marked::Mark;
use crate::document::Origin;
use crate::locale::Script;
use crate::text::script::CharScript;
use crate::text::sentences::ends_sentence;
use crate::text::{Link, OBJECT, Text, words};

/// A link's text as a mark; its brackets are the markers.
pub(super) fn mark(link: &Link) -> Mark {
    Mark { content: link.text.clone(), range: link.text.start - 1..link.text.end + 1 }
}

/// Letters of an ending that may stand directly behind a link.
const LONGEST_ENDING: usize = 4;

/// What the links of the source look like, for comparison.
pub(super) struct Habits {
    /// The text of one ends with a full stop.
    end_mark: bool,
    /// One has no text.
    pub(super) empty: bool,
    /// One has a letter directly behind it.
    glued: bool,
}

impl Habits {
    pub(super) fn of(source: &Text<'_>) -> Habits {
        let any = |is: &dyn Fn(&Link) -> bool| source.links.iter().any(is);
        Habits {
            end_mark: any(&|l| ends_sentence(source.slice(l.text.clone()))),
            empty: any(&|l| l.text.is_empty()),
            glued: any(&|l| letter_behind(source, l).is_some()),
        }
    }
}

/// A link of the target that has a text.
pub(super) struct Label<'v> {
    pub(super) view: &'v SegmentView<'v>,
    pub(super) route: &'v Route<'v>,
    pub(super) habits: &'v Habits,
    pub(super) link: &'v Link,
    /// What stands in its brackets.
    pub(super) text: &'v str,
}

impl Label<'_> {
    /// It covers less than half as much of the sentence as a title of three words or more in the source. On a page that a
    /// machine translated the words around it tell less of what the writer chose: there a longer title may lose less, and
    /// one of two words all but one.
    pub(super) fn is_part(&self) -> Option<Range<usize>> {
        let (original, before, after) = self.shares()?;
        let label = self.text.trim_matches(['*', '_', ' ', '.']).to_lowercase();
        let here = self.view.locale.labels.here.contains(&label);
        let opens = |text: &str, end: usize| text[end..].trim_start().starts_with('(');
        let source = &self.view.source;
        let had = source.links.first().is_some_and(|l| opens(source.raw, l.range.end));
        let explained = opens(self.view.target.raw, self.link.range.end) && !had;
        // A Japanese or Chinese sentence says “the page about …” around the link.
        let asian = matches!(self.view.locale.script, Some(Script::Han | Script::Japanese));
        let by_machine = self.view.page.origin() == Origin::Machine;
        let least: f64 = match (words::stretches(original).count(), by_machine, asian) {
            (4.., true, true) => 0.54,
            (4.., true, false) => 0.6,
            (3.., _, true) => 0.35,
            (3.., _, false) => 0.45,
            (2, true, _) => 0.4,
            _ => return None,
        };
        // A bold label that is whole, with the noun behind it outside, lacks nothing much.
        let is_label = self.text.trim().starts_with("**") && original.contains("**");
        let least = if is_label { least.min(0.45) } else { least };
        (after < least * before && !here && !explained).then(|| self.brackets())
    }

    /// It covers the whole sentence, of which the source links a part.
    pub(super) fn is_sentence(&self) -> Option<Range<usize>> {
        let (original, _, after) = self.shares()?;
        let words = words::stretches(self.view.source.visible()).count();
        let beside = words.saturating_sub(words::stretches(original).count());
        (after > 0.97 && beside >= 3).then(|| self.brackets())
    }

    /// It ends with a full stop, as no link of the source does.
    pub(super) fn takes_end_mark(&self) -> Option<Range<usize>> {
        let told = ends_sentence(self.text)
            && !self.habits.end_mark
            && !self.view.source.links.is_empty()
            && !self.keeps_end_mark();
        told.then(|| self.last_word())
    }

    /// It ends with a particle of the object.
    pub(super) fn takes_particle(&self) -> Option<Range<usize>> {
        let particles = &self.view.locale.object_particles;
        particles.iter().any(|p| self.text.ends_with(p)).then(|| self.last_word())
    }

    /// A word stands directly behind it, and no particle of the locale's.
    pub(super) fn is_glued(&self) -> Option<Range<usize>> {
        let (locale, target) = (self.view.locale, &self.view.target);
        let behind = letter_behind(target, self.link)?;
        let particles = &locale.particle_syllables;
        let told = if particles.is_empty() {
            locale.spaces_words()
        } else {
            CharScript::of(behind) == CharScript::Hangul && !particles.contains(behind)
        };
        let word = words::leading(&target.raw[self.link.range.end..], char::is_alphanumeric);
        // A few small letters that are no word of the language are an ending: `[Konteyner](a.md)nı`.
        let is_ending = particles.is_empty()
            && word.chars().count() <= LONGEST_ENDING
            && word.chars().all(char::is_lowercase)
            && !locale.function_words.iter().any(|own| own == word);
        (told && !is_ending && !self.habits.glued)
            .then(|| self.link.range.end - 1..self.link.range.end + word.len())
    }

    /// Of the only link of the segment: the source's link text, and how much of the visible text that and this one
    /// cover, from 0 to 1, so that denser scripts compare with English.
    fn shares(&self) -> Option<(&str, f64, f64)> {
        let (source, target) = (&self.view.source, &self.view.target);
        let ([original], [_]) = (source.links.as_slice(), target.links.as_slice()) else {
            return None;
        };
        let size = |text: &str| {
            let is_shown = |c: &char| !c.is_whitespace() && !matches!(*c, '*' | '`' | OBJECT);
            text.chars().filter(is_shown).count()
        };
        // Code and URLs are text too.
        let share = |text: &Text<'_>, label: &str| {
            let kept = text.protected.iter().map(|p| size(text.slice(p.content.clone())));
            let shown = size(text.visible()) + kept.sum::<usize>();
            size(label) as f64 / shown.max(1) as f64
        };
        let original = source.slice(original.text.clone());
        let label = self.text.trim_matches(['*', '_', ' ', '.']);
        // A tag with its explanation is not shown.
        let shown = |label: &str| {
            if !label.contains('<') {
                return label.to_owned();
            }
            let label = Text::new(label);
            let kept = label.protected.iter().map(|p| label.slice(p.content.clone()));
            label.visible().to_owned() + &kept.collect::<String>()
        };
        Some((original, share(source, &shown(original)), share(target, &shown(label))))
    }

    /// Its text with the brackets.
    pub(super) fn brackets(&self) -> Range<usize> {
        self.link.text.start - 1..self.link.text.end + 1
    }

    /// Its last word with the bracket behind it.
    fn last_word(&self) -> Range<usize> {
        let word = words::stretch_start(self.text, self.text.trim_end().len());
        self.link.text.start + word..self.link.text.end + 1
    }

    /// Where the period stays inside a link that is a whole sentence, and this is one.
    fn keeps_end_mark(&self) -> bool {
        let before = &self.view.target.raw[..self.link.range.start];
        let before = before.trim_end_matches([' ', '*', '\u{a0}']);
        self.view.locale.labels.own_marks.contains(&'.')
            && (before.is_empty() || before.ends_with(['.', '!', '?', ':', '»', ')']))
    }
}

/// The letter directly behind a link.
fn letter_behind(text: &Text<'_>, link: &Link) -> Option<char> {
    text.raw[link.range.end..].chars().next().filter(|c| CharScript::of(*c).is_letter())
}
