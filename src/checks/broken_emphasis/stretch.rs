//! One bold stretch of the target beside the habits of the source's bold: what tells that it stands on other words.

use super::covers_all;
use crate::checks::SegmentView;
use crate::checks::marked::{
    edges, is_function_word, is_grammar, splits_parentheses, starts_caseless, starts_small,
};
use crate::locale::{Habit, Locale, Script};
use crate::text::words::{bare, stretches};
use crate::text::{Emphasis, OBJECT, Text, WordKind};

/// Words that labels have at most.
const LABEL_WORDS: usize = 6;

/// What the bold of the source looks like, for comparison.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent habits, not states")]
pub(super) struct Habits {
    /// One ends with a full stop, comma, question mark …
    pub(super) ends_in_mark: bool,
    /// One ends with a colon.
    pub(super) ends_in_colon: bool,
    /// One has a colon behind it.
    before_colon: bool,
    /// One holds a colon with text behind it.
    holds_colon: bool,
    /// One begins with a function word of English, or with a small letter.
    begins_small: bool,
    /// One begins or ends with a function word.
    function_word: bool,
    /// One has as many words as a clause: its article may stand inside.
    is_clause: bool,
    /// One covers the whole segment.
    is_whole: bool,
    /// One holds a bracket without its partner.
    splits_brackets: bool,
    /// One begins with a parenthesis.
    in_parentheses: bool,
    /// One holds a parenthesis without its partner.
    splits_parentheses: bool,
    /// One has no letter or digit.
    is_mark: bool,
    /// One stands behind a colon.
    behind_colon: bool,
}

impl Habits {
    /// Those of a source.
    pub(super) fn of(source: &Text<'_>) -> Habits {
        let english = Locale::english();
        let mut habits = Habits::default();
        for e in source.strong() {
            let content = source.slice(e.content.clone()).trim();
            // Where it ends with a link, what the reader sees is the link's text.
            let target = content.strip_suffix(')').and_then(|link| link.rsplit_once("]("));
            let shown = target.map_or(content, |(shown, _)| shown);
            habits.ends_in_mark |= shown.ends_with(['.', ',', '?', '!', '…', ';', ':']);
            habits.ends_in_colon |= content.ends_with(':');
            habits.before_colon |= source.raw[e.range.end..].trim_start().starts_with(':');
            habits.holds_colon |= inner_colon(content);
            habits.begins_small |=
                content.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
            let (first, last) = edges(content);
            habits.function_word |= is_grammar(english, first) || is_grammar(english, last);
            habits.is_clause |= stretches(shown).count() > LABEL_WORDS;
            habits.is_whole |= covers_all(source, e);
            habits.splits_brackets |= splits_brackets(content);
            habits.in_parentheses |= content.starts_with('(');
            habits.behind_colon |= source.raw[..e.range.start].trim_end().ends_with(':');
            habits.splits_parentheses |= splits_parentheses(content);
            habits.is_mark |= !source.raw[e.content.clone()].contains(char::is_alphanumeric);
        }
        habits
    }
}

/// A bold stretch of the target.
pub(super) struct Stretch<'v> {
    view: &'v SegmentView<'v>,
    habits: &'v Habits,
    emphasis: &'v Emphasis,
    content: &'v str,
    /// Its first word, without the marks around it.
    first: &'v str,
    /// Its last word, likewise.
    last: &'v str,
    /// Whether it covers all of the target but marks.
    is_whole: bool,
}

impl<'v> Stretch<'v> {
    /// A stretch of the view's target beside the habits of its source.
    pub(super) fn new(
        view: &'v SegmentView<'v>,
        habits: &'v Habits,
        emphasis: &'v Emphasis,
    ) -> Stretch<'v> {
        let content = view.target.slice(emphasis.content.clone()).trim();
        let (first, last) = edges(content);
        let is_whole = covers_all(&view.target, emphasis);
        Stretch { view, habits, emphasis, content, first, last, is_whole }
    }

    /// It ends with the colon that stands before the bold of the source.
    pub(super) fn takes_colon_before(&self) -> bool {
        self.content.ends_with([':', '：'])
            && self.habits.behind_colon
            && !self.habits.before_colon
            && !self.habits.ends_in_colon
    }

    /// It is all that the target says, and more than the one label of the source, beside which words of content stand there.
    pub(super) fn is_sentence(&self) -> bool {
        let source = &self.view.source;
        let mut labels = source.strong();
        let (Some(label), None) = (labels.next(), labels.next()) else { return false };
        let beside = source.words.iter().filter(|word| {
            let raw = source.raw_range(word.range());
            let outside = raw.end <= label.range.start || label.range.end <= raw.start;
            outside
                && word.kind == WordKind::Plain
                && !is_function_word(Locale::english(), source.word(word))
        });
        let inside = stretches(self.content).count();
        self.is_whole
            && beside.count() > 0
            && self.view.locale.spaces_words()
            && inside > stretches(source.slice(label.content.clone())).count()
    }

    /// Which of the bold stretches of the target it is.
    fn place(&self) -> Option<usize> {
        self.view.target.strong().position(|e| e.range == self.emphasis.range)
    }

    /// It has at most half as many words as a label of three or more in the source that ends its sentence there, and small
    /// words end the sentence here. Only where no verb or noun follows a label by custom.
    pub(super) fn leaves_end(&self) -> bool {
        let (source, target) = (&self.view.source, &self.view.target);
        let locale = self.view.locale;
        if source.strong().count() != target.strong().count()
            || !locale.has(Habit::NameBehindNoun)
            || locale.has(Habit::Compounds)
            || locale.script == Some(Script::Thai)
        {
            return false;
        }
        let Some(label) = self.place().and_then(|place| source.strong().nth(place)) else {
            return false;
        };
        let ends = |text: &str| text.trim_start().starts_with('.') || text.trim().is_empty();
        let rest = &target.raw[self.emphasis.range.end..];
        let sentence = rest.split(['.', '\n']).next().unwrap_or_default();
        let words_behind = stretches(sentence).count();
        let is_small = stretches(sentence)
            .all(|word| word.chars().all(|c| c.is_lowercase() || c == '-' || c == '\''));
        let first = stretches(sentence).next().unwrap_or_default();
        ends(&source.raw[label.range.end..])
            && {
                let wanted = stretches(source.slice(label.content.clone())).count();
                let given = stretches(self.content).count();
                wanted >= 3 && given * 2 <= wanted && given + words_behind <= wanted + 2
            }
            && (1..=4).contains(&words_behind)
            && sentence.starts_with(' ')
            && is_small
            && !is_function_word(locale, first)
            && !self.habits.begins_small
    }

    /// It is the first word of a sentence whose label stands further on in the source, and a word with a capital follows that
    /// no sentence or name begins with.
    pub(super) fn stands_on_verb(&self) -> bool {
        let (source, target) = (&self.view.source, &self.view.target);
        let locale = self.view.locale;
        let (mut labels, mut own) = (source.strong(), target.strong());
        let (Some(label), None) = (labels.next(), labels.next()) else { return false };
        let (Some(_), None) = (own.next(), own.next()) else { return false };
        let starts = |text: &Text<'_>, at: usize| text.raw[..at].trim().is_empty();
        let rest = &target.raw[self.emphasis.range.end..];
        let next = stretches(rest).next().unwrap_or_default();
        let next = bare(next);
        let has_capital = next.chars().next().is_some_and(char::is_uppercase)
            && next.chars().skip(1).any(char::is_lowercase);
        starts(target, self.emphasis.range.start)
            && !starts(source, label.range.start)
            && !self.habits.begins_small
            && !locale.nouns_are_capitalised
            && matches!(locale.script, Some(Script::Latin | Script::Cyrillic | Script::Greek))
            && rest.starts_with(' ')
            && has_capital
            && stretches(self.content).count() == 1
            && source.slice(label.content.clone()) != self.content
            && !source.raw.contains(next)
            && !is_name_stem(source, next)
    }

    /// It holds text behind the colon at which the bold of the source ends.
    pub(super) fn passes_colon(&self) -> bool {
        inner_colon(self.content)
            && !self.habits.holds_colon
            && (self.habits.before_colon || self.habits.ends_in_colon)
    }

    /// It ends with a full stop or comma, as no bold of the source does.
    pub(super) fn takes_mark(&self) -> bool {
        let may_stop = self.view.locale.labels.own_marks.contains(&'.');
        self.content.ends_with(['.', ',', '。', '，', '、', '،', '．'])
            && !self.content.ends_with("..")
            && !self.habits.ends_in_mark
            && !(self.is_whole && (self.habits.is_whole || may_stop))
            && !(may_stop && self.habits.before_colon)
    }

    /// It ends with a function word.
    pub(super) fn ends_in_grammar(&self) -> bool {
        self.may_shift()
            && !self.habits.function_word
            && self.last != self.first
            && is_function_word(self.view.locale, self.last)
            && !self.is_whole
    }

    /// It begins with a function word in small letters, where the source marks labels and no sentence.
    pub(super) fn begins_in_grammar(&self) -> bool {
        self.may_shift()
            && !self.habits.function_word
            && !self.habits.is_clause
            && (starts_small(self.content)
                || self.last != self.first && starts_caseless(self.content))
            && is_function_word(self.view.locale, self.first)
            && !self.is_whole
    }

    /// It holds what stands only beside a label, or half of a pair of square brackets.
    pub(super) fn holds_sentence(&self) -> bool {
        let locale = self.view.locale;
        let begins = || locale.labels.before.iter().any(|b| self.content.starts_with(b));
        let ends = || locale.labels.behind.iter().any(|e| self.content.ends_with(e));
        self.may_shift()
            && !self.is_whole
            && (begins() || ends() || splits_brackets(self.content))
            && !self.habits.splits_brackets
    }

    /// It is what stands in parentheses, as no bold of the source is.
    pub(super) fn is_parenthesis(&self) -> bool {
        self.content.starts_with('(') && self.content.ends_with(')') && !self.habits.in_parentheses
    }

    /// It has no letter, digit or image, as none of the source lacks.
    pub(super) fn is_mark(&self) -> bool {
        !self.habits.is_mark && !self.content.contains(|c: char| c.is_alphanumeric() || c == OBJECT)
    }

    /// It holds one of the parentheses that stand in the target and not the other.
    pub(super) fn splits_parentheses(&self) -> bool {
        splits_parentheses(self.content)
            && !self.habits.splits_parentheses
            && !splits_parentheses(self.view.target.raw)
    }

    /// It ends with a particle of the object.
    pub(super) fn takes_particle(&self) -> bool {
        let locale = self.view.locale;
        let ends = |list: &[String]| list.iter().any(|end| self.last.ends_with(end.as_str()));
        !self.is_whole
            && ends(&locale.object_particles)
            && !ends(&locale.rules.particle_like_words)
            && !self.habits.begins_small
    }

    /// It holds the label and words beside it.
    pub(super) fn outgrows_label(&self) -> bool {
        !self.habits.begins_small && !self.is_whole && (self.begins_too_early() || self.swallows())
    }

    /// It is a word with a small letter, while a word with a capital further on in the sentence, which the source does
    /// not have, looks like the label.
    pub(super) fn leaves_label(&self) -> bool {
        let (source, target) = (&self.view.source, &self.view.target);
        if self.habits.begins_small
            || self.is_whole
            || self.view.locale.nouns_are_capitalised
            || !self.view.locale.knows_words()
            || !matches!(self.view.locale.script, Some(Script::Latin | Script::Cyrillic))
            || !starts_small(self.content)
            || source.strong().count() < target.strong().count()
            || source.raw[..source.strong().next().map_or(0, |s| s.range.start)].trim().is_empty()
        {
            return false;
        }
        let (visible, bold) = (target.visible(), &self.emphasis.range);
        let mut after_mark = true;
        target.words.iter().any(|word| {
            let range = word.range();
            let text = &visible[range.clone()];
            let begins = after_mark
                || visible[..range.start].trim_end().ends_with([
                    '.', ':', '!', '?', '|', '(', '"', '“', '«', '„', '>', '’', '\'', '\u{fffc}',
                ]);
            after_mark = false;
            let raw = target.raw_range(range);
            let outside = |e: &Emphasis| raw.end <= e.range.start || e.range.end <= raw.start;
            let capital = text.chars().next().is_some_and(char::is_uppercase)
                && text.chars().skip(1).any(char::is_lowercase);
            capital
                && !begins
                && word.kind == WordKind::Plain
                && (raw.start.abs_diff(bold.end) < 40 || raw.end.abs_diff(bold.start) < 40)
                && target.emphasis.iter().all(outside)
                && !target
                    .links
                    .iter()
                    .any(|l| l.range.start <= raw.start && raw.end <= l.range.end)
                && !self.view.names.in_target(&word.range())
                && !source.visible().contains(text)
                && !is_name_stem(source, text)
                && !is_function_word(self.view.locale, text)
        })
    }

    /// Bold on a small word of the source is stress, not a label; and where particles are attached, words end as words
    /// of grammar do.
    fn may_shift(&self) -> bool {
        !self.habits.begins_small
            && self.view.locale.particle_syllables.is_empty()
            && !self.is_label()
    }

    /// It is all that stands before a colon: no words of a sentence are beside it.
    fn is_label(&self) -> bool {
        let raw = self.view.target.raw;
        let range = &self.emphasis.range;
        let colons = [':', '：'];
        !raw[..range.start].contains(char::is_alphanumeric)
            && (self.content.ends_with(colons) || raw[range.end..].trim_start().starts_with(colons))
    }

    /// Its first word has a small letter, the second a capital that begins the label.
    fn begins_too_early(&self) -> bool {
        if self.view.locale.nouns_are_capitalised
            || !self.view.locale.knows_words()
            || !matches!(self.view.locale.script, Some(Script::Latin | Script::Cyrillic))
        {
            return false;
        }
        let mut words = stretches(self.content);
        let Some(first) = words.next() else { return false };
        let small = starts_small(first) && first.chars().all(char::is_alphabetic);
        let Some(second) = words.next() else { return false };
        let capital = second.chars().next().is_some_and(char::is_uppercase);
        // A name in the middle of a label (`**reservas de Azure**` for `**Azure reservations**`) is no beginning.
        let name = bare(second);
        small && capital && !self.content.contains('(') && !self.view.source.raw.contains(name)
    }

    /// A label of the source stands in it as it is, with two words or more around it.
    fn swallows(&self) -> bool {
        let (source, content) = (&self.view.source, self.content);
        source.strong().any(|e| {
            let label = source.slice(e.content.clone()).trim();
            let count = |text: &str| stretches(text).count();
            label.len() >= 4
                && content.len() > label.len()
                && content.contains(label)
                && count(content) >= count(label) + 2
                && !content.contains('(')
        })
    }
}

/// Whether the source has a name that begins as the word does: `Azuru` for `Azure`, `Microsoftu` for `Microsoft`.
fn is_name_stem(source: &Text<'_>, word: &str) -> bool {
    let end = word.char_indices().nth(4).map_or(word.len(), |(i, _)| i);
    let stem = &word[..end];
    // In a label it is the label's own word (`Seleccionar` for `**Select**`).
    source.raw.match_indices(stem).any(|(at, _)| !source.strong().any(|e| e.range.contains(&at)))
}

/// Whether a square bracket stands in it without its partner.
fn splits_brackets(content: &str) -> bool {
    content.matches('[').count() != content.matches(']').count()
}

/// A colon (not of a time or a URL) with text behind it.
fn inner_colon(content: &str) -> bool {
    content.char_indices().any(|(i, c)| match c {
        ':' => content[i + 1..].starts_with([' ', '\u{a0}']) && !content[i + 1..].trim().is_empty(),
        '：' => !content[i + '：'.len_utf8()..].trim().is_empty(),
        _ => false,
    })
}
