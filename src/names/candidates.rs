//! What stands in a source as a name, whether a list holds it or not: told by its letters and its place alone.

use std::ops::Range;

use super::form::{Closeness, Form};
use super::target::Target;
use crate::locale::Locale;
use crate::text::sentences::begins_sentence;
use crate::text::{Text, Word, WordKind};

/// A stretch of a source that may be a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Bytes of the source's visible text.
    pub range: Range<usize>,
    /// What makes it look like a name.
    pub shape: Shape,
}

/// What makes a stretch look like a name, the weaker first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// One word with a capital: `Lantern`.
    Capital,
    /// Capitals and digits only: `QTRX`.
    Acronym,
    /// Several words with capitals, numbers behind them among them: `Windmill Studio 4`.
    Phrase,
    /// A capital inside a word: `GraphForge`.
    Inner,
}

/// Words beyond which a row of capitals is a heading in title case.
const LONGEST: usize = 5;
/// Letters of the shortest word with one capital that is looked at.
const SHORTEST: usize = 4;
/// Small words that join two parts of one name: `Plover for Business`.
const JOINTS: &[&str] = &["and", "for", "of", "on", "with"];

/// The stretches of a source that may be names, the longer ones of a row before those inside it.
pub fn candidates(source: &Text<'_>) -> Vec<Candidate> {
    let text = source.visible();
    let shapes: Vec<Option<Shape>> =
        source.words.iter().map(|w| shape(w, source.word(w))).collect();
    let numeral = |at: usize| source.words[at].kind == WordKind::Number;
    let follows = |at: usize| {
        at > 0 && text[source.words[at - 1].range().end..source.words[at].range().start] == *" "
    };
    let mut found = Vec::new();
    let mut last: Option<Range<usize>> = None;
    let mut at = 0;
    while at < shapes.len() {
        if shapes[at].is_none() {
            at += 1;
            continue;
        }
        let begin = at;
        at += 1;
        while at < shapes.len() && follows(at) && (shapes[at].is_some() || numeral(at)) {
            at += 1;
        }
        let row = begin..at;
        let joined = last.take().filter(|before| {
            before.end + 1 == begin
                && follows(begin)
                && follows(begin - 1)
                && JOINTS.contains(&source.word(&source.words[before.end]))
        });
        if let Some(before) = joined {
            add_phrase(source, before.start..row.end, &mut found);
        }
        add_phrase(source, row.clone(), &mut found);
        // A word of a longer name is none by itself; the one that begins the sentence has its capital from there.
        let first = source.words[row.start].range().start;
        let begins = usize::from(begins_sentence(text, first));
        let capitals = row.clone().filter(|&i| shapes[i].is_some()).count();
        for i in row.clone() {
            let Some(shape) = shapes[i] else { continue };
            let is_alone = capitals == 1 || capitals == 1 + begins && i > row.start;
            if is_alone || shape != Shape::Capital {
                found.push(Candidate { range: source.words[i].range(), shape });
            }
        }
        last = Some(row);
    }
    found
}

/// Adds a row of words as one name, and what remains of it behind the word that begins the sentence.
fn add_phrase(source: &Text<'_>, row: Range<usize>, found: &mut Vec<Candidate>) {
    let mut add = |row: Range<usize>| {
        if (2..=LONGEST).contains(&row.len()) {
            let range =
                source.words[row.start].range().start..source.words[row.end - 1].range().end;
            found.push(Candidate { range, shape: Shape::Phrase });
        }
    };
    add(row.clone());
    let first = &source.words[row.start];
    let second = source.words.get(row.start + 1);
    if begins_sentence(source.visible(), first.range().start)
        && second.is_some_and(|w| shape(w, source.word(w)).is_some())
    {
        add(row.start + 1..row.end);
    }
}

/// What makes a word look like a name; none if nothing does.
fn shape(word: &Word, shown: &str) -> Option<Shape> {
    if word.kind == WordKind::Number || !shown.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let upper = shown.bytes().filter(u8::is_ascii_uppercase).count();
    let lower = shown.bytes().filter(u8::is_ascii_lowercase).count();
    let first = shown.starts_with(|c: char| c.is_ascii_uppercase());
    match (upper, lower) {
        (0, _) => None,
        (2.., 0) if shown.len() <= 8 => Some(Shape::Acronym),
        (1, 1..) if first && shown.len() >= SHORTEST => Some(Shape::Capital),
        // `APIs` is several of one acronym, `aB` and `xN` are variables.
        (_, 1) if shown.ends_with('s') => None,
        (1.., 2..) if shown.len() >= 5 && (upper > 1 || !first) => Some(Shape::Inner),
        _ => None,
    }
}

/// Whether a name stands in a target as it is, free or not, with the endings of the locale.
pub fn stands(name: &str, target: &Text<'_>, locale: &Locale) -> bool {
    let target = Target { text: target.visible(), locale, claimed: Vec::new() };
    target.occurrences(&Form::fixed(name), Closeness::Exact).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_inside_words_and_rows_of_them_may_be_names() {
        let of = |source: &str| {
            let text = Text::new(source);
            let all = candidates(&text);
            let shown = |c: &Candidate| text.visible()[c.range.clone()].to_owned();
            all.iter().map(|c| (shown(c), c.shape)).collect::<Vec<_>>()
        };
        let names = |source: &str| of(source).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(of("the GraphForge app"), [("GraphForge".to_owned(), Shape::Inner)]);
        assert_eq!(of("a QTRX file"), [("QTRX".to_owned(), Shape::Acronym)]);
        assert_eq!(names("in Windmill Studio 4 today"), ["Windmill Studio 4"]);
        assert!(names("Open Plover for Business.").contains(&"Plover for Business".to_owned()));
        assert_eq!(names("Open Lantern now."), ["Open Lantern", "Lantern"]);
        assert!(names("the APIs, some_name, a-b and `GraphForge`").is_empty());
    }
}
