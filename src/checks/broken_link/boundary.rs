//! Whether a link begins and ends where that of the source does.

use std::ops::Range;

use super::CHECK;
use super::label::{Label, mark};
use crate::checks::issue::Issue;
use crate::checks::marked::{
    Mark, Marked, Slip, edges, is_function_word, is_grammar, splits_parentheses, starts_caseless,
    starts_small,
};
use crate::document::Origin;
use crate::locale::{Habit, Locale};
use crate::mqm::{Confidence, Severity};
use crate::text::script::{CharScript, is_hiragana};
use crate::text::words::{bare, stretches};
use crate::text::{Link, Text, words};

/// Words before a link that ends the text, at most, for it to be all that the text says.
const MOST_BEFORE: usize = 2;
/// Words of a link's text that begins small from which on it is a clause rather than a label.
const LEAST_CLAUSE: usize = 3;

impl Label<'_> {
    /// The texts of the source's links that lead where it leads.
    fn originals(&self) -> impl Iterator<Item = &'_ Link> {
        let wanted = self.route.of_target(self.link);
        let links = self.view.source.links.iter().filter(|l| !l.image);
        links.filter(move |l| self.route.leads_alike(self.route.of_source(l), wanted))
    }

    /// Whether it has an original, and something holds of the text of each.
    fn all_originals(&self, holds: impl Fn(&str) -> bool) -> bool {
        let mut originals = self.originals().peekable();
        let text = |l: &Link| self.view.source.slice(l.text.clone()).trim();
        originals.peek().is_some() && originals.all(|l| holds(text(l)))
    }

    /// It has no letter, digit or image, while its original has.
    pub(super) fn is_mark(&self) -> Option<Range<usize>> {
        let has_words = |text: &str| text.contains(|c: char| c.is_alphanumeric());
        let is_mark = !has_words(self.text) && Text::new(self.text).links.is_empty();
        (is_mark && self.all_originals(has_words)).then(|| self.brackets())
    }

    /// It holds one of the parentheses that stand in the target and not the other.
    pub(super) fn splits_parentheses(&self) -> Option<Range<usize>> {
        let told = splits_parentheses(self.text)
            && !splits_parentheses(self.view.target.raw)
            && self.all_originals(|text| !splits_parentheses(text));
        told.then(|| self.brackets())
    }

    /// It begins with a mark, with what stands before labels, or with a small word of grammar where the title that the
    /// source links begins with a capital.
    pub(super) fn begins_in_sentence(&self) -> Option<Range<usize>> {
        let locale = self.view.locale;
        let text = self.text.trim_start_matches(['*', '_', ' ']);
        let (first, last) = edges(text);
        let by_mark = text.starts_with(['、', '。', '，', ',', '.', ';', '；', ')', '）', '،'])
            && text.contains(char::is_alphanumeric);
        let before = locale.labels.before.iter().any(|word| text.starts_with(word.as_str()));
        let by_word = first != last
            && (starts_small(text) || starts_caseless(text))
            && is_function_word(locale, first);
        let is_title = |text: &str| {
            let (first, _) = edges(text);
            !starts_small(text) && !is_grammar(Locale::english(), first)
        };
        let is_word = |text: &str| text.starts_with(|c: char| c.is_alphanumeric() || c == '*');
        let begins_a_clause = |text: &str| is_function_word(Locale::english(), edges(text).0);
        let told = by_mark && self.all_originals(is_word)
            || before && self.all_originals(|text| is_word(text) && !begins_a_clause(text))
            || by_word && !self.is_whole() && self.all_originals(is_title)
            || self.begins_with_particle(text) && self.all_originals(is_word)
            || by_word && self.lacks_its_head(text);
        told.then(|| self.brackets())
    }

    /// It begins with a Japanese particle: one letter of grammar before a character of another script (`で取り消す`).
    fn begins_with_particle(&self, text: &str) -> bool {
        let mut letters = text.chars();
        let (Some(first), Some(next)) = (letters.next(), letters.next()) else { return false };
        is_hiragana(first)
            && CharScript::of(next).is_letter()
            && !is_hiragana(next)
            && self.view.locale.function_words.contains(&first.to_string())
    }

    /// Its noun stands before it: `período [de licencia](x)` for `[license term](x)`, a phrase of two words or three of
    /// which the link has fewer.
    fn lacks_its_head(&self, text: &str) -> bool {
        let locale = self.view.locale;
        let before = &self.view.target.raw[..self.link.range.start];
        let head = before.strip_suffix(' ').map_or("", |text| edges(text).1);
        let is_content = |locale: &Locale, word: &&str| !is_function_word(locale, bare(word));
        let words = |locale: &Locale, text: &str| {
            stretches(text).filter(|word| is_content(locale, word)).count()
        };
        let left = words(locale, text);
        let is_phrase = |text: &str| {
            let (first, _) = edges(text);
            let content = words(Locale::english(), text);
            content == words::count(text)
                && (2..=3).contains(&content)
                && left < content
                && starts_small(text)
                && !first.ends_with("ing")
        };
        head.chars().count() >= 3
            && head.chars().all(char::is_lowercase)
            && !is_function_word(locale, head)
            && before.ends_with(' ')
            && self.view.page.origin() == Origin::Machine
            && self.all_originals(is_phrase)
    }

    /// Words stand behind it, where its original ends the text and is all of it, or all but a word or two (`See also`). Verbs
    /// stand behind their object in Japanese, Korean and Turkish, and parts of them in German and Dutch.
    pub(super) fn leaves_end(&self) -> Option<Range<usize>> {
        let (source, target) = (&self.view.source, &self.view.target);
        let is_bare = |text: &str| !text.contains(char::is_alphanumeric);
        let [original] = source.links.as_slice() else { return None };
        let [_] = target.links.as_slice() else { return None };
        let (said, says) = (
            words::count(&source.raw[..original.range.start]),
            words::count(&target.raw[..self.link.range.start]),
        );
        let is_all = said <= MOST_BEFORE
            && (says > 0) == (said > 0)
            && words::count(source.slice(original.text.clone())) >= LEAST_CLAUSE
            && is_bare(&source.raw[original.range.end..]);
        let behind = &target.raw[self.link.range.end..];
        let rest = words::up_to_word(behind, &[]);
        let told = is_all
            && !is_bare(behind)
            && !rest.trim_start().starts_with(['(', '（', '-', '–', '—', ':', '：', '。', '.'])
            && self.view.locale.has(Habit::NameBehindNoun)
            && !self.view.locale.has(Habit::Compounds);
        told.then(|| self.brackets().start..self.link.range.end + rest.len())
    }

    /// It ends with a word of grammar, as its original does not, or with what stands behind labels.
    pub(super) fn ends_in_sentence(&self) -> Option<Range<usize>> {
        let locale = self.view.locale;
        let text = self.text.trim_end();
        let (first, last) = edges(text);
        let tails = locale.labels.behind.iter().chain(&locale.rules.title_tails);
        let behind = tails.into_iter().any(|word| text.ends_with(word.as_str()));
        let by_word = first != last
            && text.ends_with(last)
            && locale.particle_syllables.is_empty()
            && last.chars().all(char::is_lowercase)
            && is_function_word(locale, last);
        let is_content = |text: &str| !is_grammar(Locale::english(), edges(text).1);
        // A clause of the source ends in Japanese with its verb.
        let is_label = |text: &str| !starts_small(text) || words::count(text) < LEAST_CLAUSE;
        let behind = behind && self.all_originals(is_label);
        ((behind || by_word) && !self.is_whole() && self.all_originals(is_content))
            .then(|| self.brackets())
    }

    /// Whether it covers all of the target but marks.
    fn is_whole(&self) -> bool {
        let (raw, range) = (self.view.target.raw, &self.link.range);
        !raw[..range.start].contains(char::is_alphanumeric)
            && !raw[range.end..].contains(char::is_alphanumeric)
    }

    /// How it slipped from the words that the source links, as the words of both are aligned.
    pub(super) fn slipped(&self, pair: &Marked<'_>, marks: &[Mark]) -> Option<Issue> {
        // With a preposition too: `من هنا`.
        let label = self.text.trim_matches(['*', '_', ' ', '.']).to_lowercase();
        let (_, last) = edges(&label);
        if self.view.locale.labels.here.iter().any(|here| here == last) {
            return None;
        }
        let originals: Vec<Mark> = self.originals().map(mark).collect();
        let slipped = pair.slipped(&mark(self.link), &originals, marks, false)?;
        let message = match slipped.how {
            Slip::TakesIn => "The link takes in a word that the source does not link",
            Slip::Leaves => "The link leaves out a word that the source links",
            Slip::Elsewhere => "The link stands on other words than in the source",
        };
        let is_machine = self.view.page.origin() == Origin::Machine;
        let confidence = if is_machine { Confidence::Medium } else { Confidence::Low };
        let issue = Issue::new(&CHECK, message).target(slipped.span);
        Some(issue.severity(Severity::Minor).confidence(confidence))
    }

    /// It begins with a small letter in the middle of the title that the source links with a capital:
    /// `Gestion des [utilisateurs …](x)` for `[User management …](x)`.
    pub(super) fn cuts_title(&self) -> Option<Range<usize>> {
        let Label { view, link, text, .. } = self;
        let (source, target) = (&view.source, &view.target);
        let wanted = self.route.of_target(link);
        let leads = |s: &&Link| self.route.leads_alike(self.route.of_source(s), wanted);
        let original = source.links.iter().find(leads)?;
        let first = |text: &str| text.chars().find(|c| c.is_alphabetic());
        let original_text = source.slice(original.text.clone());
        if view.locale.labels.inside_titles
            || !first(original_text)?.is_uppercase()
            || !first(text)?.is_lowercase()
            || !original_text.trim().contains(' ')
        {
            return None;
        }
        // Back over at most five words without a mark between to a capital that does not begin the sentence.
        let before = target.raw[..link.range.start].trim_end_matches([' ', '*', '\u{a0}']);
        let gap = target.raw[before.len()..link.range.start].trim_matches('*');
        if gap.trim().len() == gap.len() && !gap.is_empty() {
            return None;
        }
        let mut end = before.len();
        for _ in 0..5 {
            let start = before[..end]
                .rfind([' ', '\u{a0}'])
                .map(|i| i + 1)
                .filter(|i| before.is_char_boundary(*i))?;
            let word = &before[start..end];
            if word.is_empty()
                || !word.chars().all(|c| c.is_alphabetic() || c == '-' || c == '\'' || c == '’')
            {
                return None;
            }
            let previous = before[..start].trim_end();
            if word.chars().next()?.is_uppercase() {
                let begins = previous.is_empty()
                    || previous.ends_with(['.', ':', '!', '?', '"', '“', '«', '|', ')']);
                let foreign = source.raw.contains(word)
                    || view.locale.function_words.contains(&word.to_lowercase());
                let open = link.text.start + words::stretch_end(text, 0);
                return (!begins && !foreign).then_some(start..open);
            }
            end = previous.len();
        }
        None
    }
}
