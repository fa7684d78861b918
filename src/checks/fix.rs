//! Fixes: the text that mends an issue, where what is right is certain.
//!
//! A candidate is made of the issue alone; whether it mends is for the caller to try, by judging the mended text.

use super::{
    Check, broken_emphasis, broken_placeholder, colon_spacing, glued_words,
    issue::{Fix, Issue},
    mangled_name, misspelling, native_digits, sentence_case, spacing, split_syllables, term_case,
    translated_code, wrong_article, wrong_width,
};
use crate::mqm::Confidence;
use crate::text::words;

/// How the right text follows from the words in question and from what is expected.
type Mend = fn(&str, Option<&str>) -> Option<String>;

/// The checks whose issues can be mended, each with how.
const MENDS: &[(&Check, Mend)] = &[
    (&broken_emphasis::CHECK, mark_behind_emphasis),
    (&broken_placeholder::CHECK, as_expected),
    (&colon_spacing::CHECK, space_before_mark),
    (&glued_words::CHECK, as_expected),
    (&mangled_name::CHECK, same_letters),
    (&misspelling::CHECK, as_expected),
    (&native_digits::CHECK, as_expected),
    (&sentence_case::CHECK, same_letters),
    (&spacing::CHECK, spaces),
    (&split_syllables::CHECK, as_expected),
    (&term_case::CHECK, same_letters),
    (&translated_code::CHECK, as_expected),
    (&wrong_article::CHECK, article),
    (&wrong_width::CHECK, as_expected),
];

/// What may mend an issue of this target.
pub(crate) fn candidate(issue: &Issue, target: &str) -> Option<Fix> {
    let is_sure = issue.confidence == Confidence::High;
    // What a team's own rule expects is its fix, be it nothing.
    let is_own = issue.check.run.is_own();
    let mend = if is_own {
        as_expected
    } else {
        MENDS.iter().find(|(check, _)| is_sure && std::ptr::eq(*check, issue.check))?.1
    };
    let span = issue.target_span.clone().filter(|span| !span.is_empty())?;
    let there = target.get(span.clone())?;
    let text = mend(there, issue.expected.as_deref().filter(|text| is_own || !text.is_empty()))?;
    let marks = text.starts_with('*') && !there.starts_with('*');
    let is_inside = marks && is_inside_emphasis(target, span.start);
    (text != there && !is_inside).then_some(Fix { span, text })
}

/// Whether an emphasis that begins before this place is still open there: marks inside it would end it.
fn is_inside_emphasis(target: &str, at: usize) -> bool {
    let (mut runs, mut previous) = (0, ' ');
    for c in target.get(..at).unwrap_or("").chars() {
        // Marks that follow each other are one.
        runs += usize::from(c == '*' && previous != '*');
        previous = c;
    }
    runs % 2 == 1
}

fn as_expected(_: &str, expected: Option<&str>) -> Option<String> {
    expected.map(str::to_owned)
}

/// What is expected, where it differs in case and in spaces between words only: other letters may be an ending.
fn same_letters(there: &str, expected: Option<&str>) -> Option<String> {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
    };
    expected.filter(|expected| letters(expected) == letters(there)).map(str::to_owned)
}

/// The article that is expected, in the case of the one that stands there; markup and what follows stay.
fn article(there: &str, expected: Option<&str>) -> Option<String> {
    let was = words::leading(there, char::is_alphabetic);
    let right = words::leading(expected?, char::is_alphabetic);
    let mut letters = right.chars();
    let first = letters.next()?;
    let is_capital = was.starts_with(char::is_uppercase);
    let first = if is_capital { first.to_uppercase().collect() } else { first.to_string() };
    Some([&first, letters.as_str(), there.strip_prefix(was)?].concat())
}

/// A no-break space before the mark at the end.
fn space_before_mark(there: &str, _: Option<&str>) -> Option<String> {
    let mark = there.chars().next_back().filter(|c| matches!(c, ':' | ';' | '?' | '!'))?;
    let words = there.strip_suffix(mark)?;
    Some(format!("{words}\u{a0}{mark}"))
}

/// `**Save.**` with the mark behind the bold.
fn mark_behind_emphasis(there: &str, expected: Option<&str>) -> Option<String> {
    if expected.is_some() {
        return expected.map(str::to_owned);
    }
    let marker = ["**", "*"].into_iter().find(|marker| there.starts_with(marker))?;
    let inner = there.strip_prefix(marker)?.strip_suffix(marker)?;
    let mark = inner.chars().next_back().filter(|c| MARKS.contains(c))?;
    let words = inner.strip_suffix(mark)?;
    let is_plain = !words.is_empty() && !words.ends_with(MARKS) && !words.contains('*');
    is_plain.then(|| format!("{marker}{words}{marker}{mark}"))
}

/// Marks that may stand behind a label.
const MARKS: &[char] = &['.', ',', ':', ';', '。', '、', '：', '，'];

/// A space that is to go, or to come: the span tells by its shape which.
fn spaces(there: &str, expected: Option<&str>) -> Option<String> {
    // Spaces come and go; markup beside them is another matter.
    if expected.is_some() {
        return same_letters(there, expected);
    }
    if there.contains("](") || there.contains('*') {
        return None;
    }
    if there.contains(['–', '—', '-', '|']) {
        return separated(there);
    }
    if there.matches(' ').count() == 1 {
        return Some(there.replace(' ', ""));
    }
    // A mark and the letter behind it.
    let mut chars = there.chars();
    let (mark, letter) = (chars.next()?, chars.next()?);
    let is_glued = matches!(mark, ',' | '.' | ';' | '،' | '؛') && letter.is_alphabetic();
    (is_glued && chars.next().is_none()).then(|| format!("{mark} {letter}"))
}

/// A bar with a space on either side.
fn separated(there: &str) -> Option<String> {
    let (before, after) = there.split_once('|')?;
    let is_one = |text: &str| text.chars().count() <= 1 && !text.contains([' ', '|']);
    let space = |text: &str| if text.is_empty() { "" } else { " " };
    (is_one(before) && is_one(after))
        .then(|| format!("{before}{}|{}{after}", space(before), space(after)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(check: &str, target: &str, span: &str, expected: Option<&str>) -> Option<String> {
        let at = target.find(span).unwrap();
        let issue = Issue::new(crate::checks::find(check).unwrap(), "");
        let issue = Issue { expected: expected.map(str::to_owned), ..issue };
        let issue = Issue { confidence: Confidence::High, ..issue }.target(at..at + span.len());
        candidate(&issue, target)?.apply(target)
    }

    #[test]
    fn what_is_certain_is_mended() {
        for (check, target, span, expected, right) in [
            ("spacing", "die Seite .", " .", None, "die Seite."),
            ("spacing", "региона,в котором", ",в", None, "региона, в котором"),
            ("spacing", "Agent| Chef", "t|", None, "Agent | Chef"),
            ("spacing", "neue  Seite", "  ", Some(" "), "neue Seite"),
            ("broken-emphasis", "die **Liste.**", "**Liste.**", None, "die **Liste**."),
            ("broken-emphasis", "*a* und b", "b", Some("*b*"), "*a* und *b*"),
            ("wrong-article", "A **Ügyfél**", "A **Ügyfél", Some("az Ügyfél"), "Az **Ügyfél**"),
            (
                "term-case",
                "l’espace Client",
                "espace Client",
                Some("Espace client"),
                "l’Espace client",
            ),
            ("colon-spacing", "**Rôle**: a", "**Rôle**:", None, "**Rôle**\u{a0}: a"),
        ] {
            assert_eq!(mended(check, target, span, expected).as_deref(), Some(right), "{target}");
        }
    }

    #[test]
    fn what_is_not_certain_is_left() {
        for (check, target, span, expected) in [
            // An ending, another name, a dash with a space on one side, two marks, a link between.
            ("term-case", "в центре партнеров", "центре партнеров", Some("Центр партнеров")),
            ("mangled-name", "Azur", "Azur", Some("Azure")),
            ("spacing", "a– b", "a– ", None),
            ("broken-emphasis", "**Liste...**", "**Liste...**", None),
            ("spacing", "[a,](b)c", ",](b)c", None),
            ("spacing", "[a](b)c", "a](b)c", Some("a c")),
            ("spacing", "[ **a** **]", " **]", None),
            ("broken-emphasis", "*a、b* und *c*", "a", Some("*a*")),
            ("wrong-number", "67", "67", Some("12")),
        ] {
            assert_eq!(mended(check, target, span, expected), None, "{target}");
        }
    }
}
