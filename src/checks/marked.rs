//! What a mark of the target (bold, the text of a link) stands on, beside what its source marks: the words of both are
//! aligned by the lexicon of the run, names and numbers as they are.

use std::ops::Range;

use super::SegmentView;
use crate::learn::Corpus;
use crate::learn::alignment::Alignment;
use crate::locale::Locale;
use crate::text::Text;
use crate::text::script::CharScript;
use crate::text::stems::{Shape, Token};
use crate::text::words::{bare, stretches};

/// A marked stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// What is marked.
    pub(super) content: Range<usize>,
    /// The same with its markers.
    pub(super) range: Range<usize>,
}

/// How a mark of the target differs from that of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slip {
    /// Its first or last word is not marked in the source.
    TakesIn,
    /// The word before or behind it is marked in the source.
    Leaves,
    /// It stands on other words.
    Elsewhere,
}

/// How a mark slipped, and the bytes of the raw target that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slipped {
    pub(super) how: Slip,
    pub(super) span: Range<usize>,
}

/// The strength from which on a word is taken to stand for another.
const STANDS: f32 = 0.15;
/// The share of that strength above which a word may as well stand for a third one.
const RIVAL: f32 = 0.15;
/// The strength of words of grammar, which stand for many, likewise; and that which tells a label of one word.
const CERTAIN: f32 = 0.3;
/// The strength below which a word stands for nothing.
const NOTHING: f32 = 0.07;
/// Marks across which a label does not go on.
const BREAKS: &[char] = &[
    '.', ':', ';', ',', '!', '?', '(', ')', '"', '“', '”', '„', '«', '»', '|', '。', '：', '、',
    '，', '（', '）', '「', '」', '؛', '،', '؟', '>', '/',
];

/// A pair with its words aligned.
pub(super) struct Marked<'v> {
    view: &'v SegmentView<'v>,
    aligned: &'v Alignment,
}

/// One mark of the target beside those of the source that it may stand for.
struct Beside<'m> {
    mark: &'m Mark,
    /// The words of the target in it.
    inside: Range<usize>,
    /// Whether each word of the source is in one of the marks that it may stand for.
    is_marked: Vec<bool>,
    /// Whether it is in the one that it stands for; none where that is not known.
    is_own: Vec<bool>,
    /// The marks of the target.
    others: &'m [Mark],
}

impl<'v> Marked<'v> {
    /// Aligns a pair; none for one of the source's own language, without words, or too long.
    pub(super) fn of(view: &'v SegmentView<'v>, corpus: &Corpus) -> Option<Marked<'v>> {
        Some(Marked { view, aligned: view.aligned(corpus)? })
    }

    /// How a mark of the target slipped from those of the source that it may stand for; `others` are all marks of its
    /// kind in the target. What the source stresses in running text is no label: with `labels_only` a mark that begins
    /// small there is left alone.
    pub(super) fn slipped(
        &self,
        mark: &Mark,
        originals: &[Mark],
        others: &[Mark],
        labels_only: bool,
    ) -> Option<Slipped> {
        let (source, target) = (&self.view.source, &self.view.target);
        let inside = within(&self.aligned.target, &mark.content);
        if inside.is_empty() || originals.is_empty() {
            return None;
        }
        let original = self.original_of(&inside, originals);
        let mut small = false;
        if let Some(original) = original {
            let text = source.slice(original.content.clone()).trim();
            small = starts_small(text);
            if text == target.slice(mark.content.clone()).trim() || labels_only && small {
                return None;
            }
        }
        let holds = |mark: &Mark, token: &Token| mark.content.contains(&(token.start as usize));
        let words = &self.aligned.source;
        let is_marked = words.iter().map(|t| originals.iter().any(|o| holds(o, t))).collect();
        let is_own = words.iter().map(|t| original.is_some_and(|o| holds(o, t))).collect();
        let beside = Beside { mark, inside, is_marked, is_own, others };
        let at_start = starts(target, mark) && originals.iter().any(|o| starts(source, o));
        let at_end = ends(target, mark) && originals.iter().any(|o| ends(source, o));
        let (first, last) = (beside.inside.start, beside.inside.end - 1);
        let takes = !at_start && self.both(first, true, |at| self.is_foreign(&beside, at))
            || !at_end && self.both(last, false, |at| self.is_foreign(&beside, at));
        if takes {
            return Some(Slipped { how: Slip::TakesIn, span: mark.range.clone() });
        }
        let span = if at_start { None } else { self.left_before(&beside, !small) };
        let span = span.or_else(|| if at_end { None } else { self.left_behind(&beside) });
        if let Some(span) = span {
            return Some(Slipped { how: Slip::Leaves, span });
        }
        let elsewhere = self.is_elsewhere(&beside);
        elsewhere.then(|| Slipped { how: Slip::Elsewhere, span: mark.range.clone() })
    }

    /// Where the words that a mark of the source covers stand in the target, if none of them is in a mark there: from the
    /// first to the last, which stand close together.
    pub(super) fn unmarked(&self, original: &Mark, marks: &[Mark]) -> Option<Range<usize>> {
        let (source, target) = (&self.aligned.source, &self.aligned.target);
        let words = within(source, &original.content);
        let alike = |word: usize| {
            let same = |at: &usize| !words.contains(at) && source[*at].stem == source[word].stem;
            (0..source.len()).any(|at| same(&at))
        };
        let mut found: Vec<usize> = Vec::new();
        for word in words.clone() {
            let stands = |at: usize| self.aligned.strength(at, word);
            let best = (0..target.len()).max_by(|a, b| stands(*a).total_cmp(&stands(*b)))?;
            if stands(best) < STANDS {
                continue;
            }
            if alike(word) || in_any(marks, target[best].start as usize) {
                return None;
            }
            found.push(best);
        }
        let (first, last) = (*found.iter().min()?, *found.iter().max()?);
        let is_close = last - first <= 2 * words.len();
        (is_close && 2 * found.len() >= words.len() && (found.len() >= 2 || words.len() == 1))
            .then(|| target[first].start as usize..target[last].end as usize)
    }

    /// Whether a mark of the target stands for this one of the source rather than for another.
    pub(super) fn has_mark(&self, original: &Mark, originals: &[Mark], marks: &[Mark]) -> bool {
        marks.iter().any(|mark| {
            let inside = within(&self.aligned.target, &mark.content);
            self.original_of(&inside, originals) == Some(original)
        })
    }

    /// The mark of the source whose words those of the target stand for most; none of several where no word tells.
    fn original_of<'m>(&self, inside: &Range<usize>, originals: &'m [Mark]) -> Option<&'m Mark> {
        let strength = |original: &Mark| -> f32 {
            let words = within(&self.aligned.source, &original.content);
            let best = |at: usize| self.best(at, words.clone());
            inside.clone().map(best).sum()
        };
        let mut found: Option<(&Mark, f32)> = None;
        for original in originals {
            let strength = strength(original);
            if found.is_none_or(|(_, best)| strength > best) {
                found = Some((original, strength));
            }
        }
        found.filter(|(_, best)| originals.len() == 1 || *best > 0.0).map(|(original, _)| original)
    }

    /// How strongly a word of the target stands for the one of these words of the source that it stands for most.
    fn best(&self, at: usize, words: impl Iterator<Item = usize>) -> f32 {
        words.map(|word| self.aligned.strength(at, word)).fold(0.0, f32::max)
    }

    /// The word of the source that a word of the target stands for, and how strongly, among those that `are` picks; with
    /// the strength of the best of the others.
    fn counterpart(&self, at: usize, are: &[bool], picked: bool) -> Option<(usize, f32)> {
        let mut best: Option<(usize, f32)> = None;
        let mut other = 0.0_f32;
        for (word, is) in are.iter().enumerate() {
            let strength = self.aligned.strength(at, word);
            if *is != picked {
                other = other.max(strength);
            } else if best.is_none_or(|(_, most)| strength > most) {
                best = Some((word, strength));
            }
        }
        best.filter(|(_, strength)| *strength >= STANDS && other < strength * RIVAL)
    }

    /// Whether a word of the mark stands for one that the source does not mark, and has no second place in the target.
    fn is_foreign(&self, beside: &Beside<'_>, at: usize) -> bool {
        let Some((word, strength)) = self.counterpart(at, &beside.is_marked, false) else {
            return false;
        };
        let (source, target) = (&self.aligned.source, &self.aligned.target);
        let alike =
            |(at, token): (usize, &Token)| !beside.is_marked[at] && token.stem == source[word].stem;
        let wanted = source.iter().enumerate().filter(|pair| alike(*pair)).count();
        let stem = target[at].stem;
        let here = |at: &usize| !beside.inside.contains(at) && target[*at].stem == stem;
        if (0..target.len()).filter(here).count() >= wanted {
            return false;
        }
        let written = self.written(at);
        // The last part of a compound: `SaaS-Abonnements`.
        if target[at].start > 0 && self.view.target.raw[..target[at].start as usize].ends_with('-')
        {
            return false;
        }
        !self.is_function(at) || strength >= CERTAIN && !written.starts_with(char::is_uppercase)
    }

    /// Whether a word outside stands for one of the source's mark, which no word of the mark stands for.
    fn is_missed(&self, beside: &Beside<'_>, at: usize) -> bool {
        let Some((word, strength)) = self.counterpart(at, &beside.is_marked, true) else {
            return false;
        };
        let has = |other: usize| self.aligned.strength(other, word) >= strength / 2.0;
        beside.is_own[word] && !self.is_function(at) && !beside.inside.clone().any(has)
    }

    /// From the word before the mark that belongs into it to the mark's end. A title goes on over words of grammar; a
    /// clause may well be parted.
    fn left_before(&self, beside: &Beside<'_>, is_title: bool) -> Option<Range<usize>> {
        let target = &self.aligned.target;
        let mut at = beside.inside.start.checked_sub(1)?;
        for _ in 0..2 {
            if is_title && at > 0 && self.is_function(at) {
                at -= 1;
            }
        }
        let start = target[at].start as usize;
        let gap = self.view.target.raw.get(target[at].end as usize..beside.mark.range.start)?;
        let told = !gap.contains(BREAKS)
            && !in_any(beside.others, start)
            && self.both(at, false, |at| self.is_missed(beside, at));
        told.then_some(start..beside.mark.range.end)
    }

    /// From the mark's start to the word behind it that belongs into it.
    fn left_behind(&self, beside: &Beside<'_>) -> Option<Range<usize>> {
        let target = &self.aligned.target;
        let next = target.get(beside.inside.end)?;
        let gap = self.view.target.raw.get(beside.mark.range.end..next.start as usize)?;
        let told = !gap.contains(BREAKS)
            && !in_any(beside.others, next.start as usize)
            && self.both(beside.inside.end, true, |at| self.is_missed(beside, at));
        told.then_some(beside.mark.range.start..next.end as usize)
    }

    /// Whether words outside all marks stand for half of the words of the source's mark, and those of the mark for hardly
    /// any.
    fn is_elsewhere(&self, beside: &Beside<'_>) -> bool {
        let (source, target) = (&self.aligned.source, &self.aligned.target);
        let english = self.view.source_locale;
        let written = |at: usize| &self.view.source.raw[source[at].span()];
        let is_word = |at: &usize| {
            beside.is_own[*at] && !english.function_words.contains(&written(*at).to_lowercase())
        };
        let words: Vec<usize> = (0..source.len()).filter(is_word).collect();
        let stands = |word: usize, at: usize| self.aligned.strength(at, word);
        let is_here = |word: &usize| beside.inside.clone().any(|at| stands(*word, at) >= NOTHING);
        let here = words.iter().filter(|word| is_here(word)).count();
        let outside = |at: &usize| !in_any(beside.others, target[*at].start as usize);
        let mut found = 0;
        let mut most = 0.0_f32;
        for &word in &words {
            let alike = |at: usize| !beside.is_own[at] && source[at].stem == source[word].stem;
            if is_here(&word) || (0..source.len()).any(alike) {
                continue;
            }
            let best = (0..target.len()).filter(outside).map(|at| stands(word, at));
            let best = best.fold(0.0, f32::max);
            found += usize::from(best >= STANDS);
            most = most.max(best);
        }
        !words.is_empty()
            && 3 * here <= found
            && 2 * found >= words.len()
            && (found >= 2 || most >= CERTAIN)
    }

    /// Whether something holds of a word; of characters that are no words by themselves, of the next one too.
    fn both(&self, at: usize, forward: bool, holds: impl Fn(usize) -> bool) -> bool {
        let is_part = |at: usize| {
            self.aligned.target.get(at).is_some_and(|token| token.shape == Shape::Bigram)
        };
        if !is_part(at) {
            return holds(at);
        }
        let next = if forward { Some(at + 1) } else { at.checked_sub(1) };
        holds(at) && next.is_some_and(|next| is_part(next) && holds(next))
    }

    fn is_function(&self, at: usize) -> bool {
        self.view.locale.function_words.contains(&self.written(at).to_lowercase())
    }

    fn written(&self, at: usize) -> &'v str {
        &self.view.target.raw[self.aligned.target[at].span()]
    }
}

/// The words that begin in a range, by their indices.
fn within(tokens: &[Token], range: &Range<usize>) -> Range<usize> {
    let before = |at: usize| tokens.partition_point(|token| (token.start as usize) < at);
    before(range.start)..before(range.end)
}

fn in_any(marks: &[Mark], at: usize) -> bool {
    marks.iter().any(|mark| mark.content.contains(&at))
}

/// Whether nothing but marks stands before it.
fn starts(text: &Text<'_>, mark: &Mark) -> bool {
    !text.raw[..mark.range.start].contains(char::is_alphanumeric)
}

/// Whether nothing but marks stands behind it, or a colon.
fn ends(text: &Text<'_>, mark: &Mark) -> bool {
    let colon = [':', '：'];
    let rest = &text.raw[mark.range.end..];
    !rest.contains(char::is_alphanumeric)
        || rest.trim_start().starts_with(colon)
        || text.raw[mark.content.clone()].trim_end().ends_with(colon)
}

/// The first and last word of a text, without the marks around them.
pub(super) fn edges(content: &str) -> (&str, &str) {
    let first = stretches(content).next().unwrap_or("");
    let last = stretches(content).next_back().unwrap_or("");
    (bare(first), bare(last))
}

/// Words of English that a label may begin or end with and that other languages render with a function word.
pub(super) fn is_grammar(english: &Locale, word: &str) -> bool {
    let number = |w: &str| english.number_words.iter().flatten().any(|n| n.eq_ignore_ascii_case(w));
    let answer = ["yes", "no", "none", "all"].iter().any(|a| a.eq_ignore_ascii_case(word));
    answer || word.contains(['\'', '’']) || number(word) || is_function_word(english, word)
}

pub(super) fn is_function_word(locale: &Locale, word: &str) -> bool {
    !word.is_empty() && {
        let lower = word.to_lowercase();
        // A word in capitals is a label or an acronym: `IN`, `OR`.
        word.chars().skip(1).all(|c| !c.is_uppercase()) && locale.function_words.contains(&lower)
    }
}

pub(super) fn starts_small(content: &str) -> bool {
    content.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

/// Whether a parenthesis stands in it without its partner; the mark of an item (`a)`) is none.
pub(super) fn splits_parentheses(content: &str) -> bool {
    let count = |marks: [char; 2]| content.matches(marks).count();
    let (open, close) = (count(['(', '（']), count([')', '）']));
    open > close || close > open && content.contains(|c: char| c.is_whitespace() || !c.is_ascii())
}

/// Whether its first letter is of a script without capitals that spaces its words.
pub(super) fn starts_caseless(content: &str) -> bool {
    content.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| {
        c.is_alphabetic()
            && !c.is_lowercase()
            && !c.is_uppercase()
            && !CharScript::of(c).is_unspaced()
    })
}
