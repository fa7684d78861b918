//! Code blocks of a page beside those of its original: comments, and strings for people, may be translated; commands,
//! options, keys and names of functions may not.

use std::collections::BTreeSet;
use std::ops::Range;

use super::CHECK;
use crate::checks::issue::{Issue, PageIssue, Place};
use crate::checks::view::PageView;
use crate::mqm::{Confidence, Severity};
use crate::text::code::{Code, Language, Piece};
use crate::text::words::stands_alone;

/// Compares the code blocks that belong together; one issue a block.
pub(super) fn run(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    let document = page.document;
    let Some(original) = &document.original else { return };
    // What lags behind was not changed by its translation.
    if document.staleness.is_some() {
        return;
    }
    for (source, target) in &original.code {
        let source = Code::of(&original.text, source.clone());
        let target = Code::of(&document.text, target.clone());
        let Some((span, issue)) = compare(&source, &target) else { continue };
        let before = &document.text.as_bytes()[..span.start];
        let line = 1 + memchr::memchr_iter(b'\n', before).count() as u32;
        issues.push(PageIssue { place: Place::Line(line), issue: issue.target(span) });
    }
}

/// What is wrong with a block, and where.
fn compare(source: &Code<'_>, target: &Code<'_>) -> Option<(Range<usize>, Issue)> {
    let (wanted, given) = (source.language_name(), target.language_name());
    if let (Some(wanted), Some(given)) = (wanted, given)
        && !given.text.is_ascii()
        && wanted.text.is_ascii()
    {
        let message =
            format!("“{}”, the language of the code, became “{}”", wanted.text, given.text);
        return Some((given.range, Issue::new(&CHECK, message).expected(wanted.text)));
    }
    if source.language == Language::Text
        || source.lines.is_empty()
        || target.lines.is_empty()
        || source.text() == target.text()
    {
        return None;
    }
    let (ours, theirs) = (source.machine_words(), target.machine_words());
    let is_changed = |(s, t): (&Vec<_>, &Vec<_>)| changed(s, t, source.text(), target.text());
    if source.lines.len() == target.lines.len() {
        let changes: Vec<_> = ours.iter().zip(&theirs).filter_map(is_changed).collect();
        let told = ours.iter().filter(|words| !words.is_empty()).count();
        // Commands that are other ones throughout are those of another version, unless they are words of the language.
        if let Some((wanted, span, given)) = changes.first()
            && (changes.len() <= 3 || 2 * changes.len() <= told || !given.is_ascii())
        {
            let message = format!(
                "“{wanted}” of the code became “{given}”; only comments and texts for people are translated"
            );
            let line = target.lines.iter().find(|line| line.contains(&span.start))?;
            let (before, after) = (line.start..span.start, span.end..line.end);
            let expected = format!("{}{wanted}{}", target.slice(before), target.slice(after));
            return Some((line.clone(), Issue::new(&CHECK, message).expected(expected.trim())));
        }
        changes.first()?;
    }
    if all(&ours) == all(&theirs) {
        return None;
    }
    let message = "The code block is another version of the original's";
    let issue = Issue::new(&CHECK, message).severity(Severity::Minor).confidence(Confidence::Low);
    Some((target.lines.first()?.clone(), issue))
}

/// The words of all lines.
fn all<'p>(words: &'p [Vec<Piece<'p>>]) -> BTreeSet<&'p str> {
    words.iter().flatten().map(|word| word.text).collect()
}

/// The first word of a line that became another one: it is nowhere in the target's block, and the other nowhere in the
/// source's.
fn changed(
    source: &[Piece<'_>],
    target: &[Piece<'_>],
    of_source: &str,
    of_target: &str,
) -> Option<(String, Range<usize>, String)> {
    if source.len() != target.len() {
        return None;
    }
    let pairs = source.iter().zip(target);
    let mut other = pairs.filter(|(s, t)| {
        s.text != t.text && !holds(of_target, s.text) && !holds(of_source, t.text)
    });
    let (s, t) = other.next()?;
    Some((s.text.to_owned(), t.range.clone(), t.text.to_owned()))
}

/// Whether a word stands in a text, and not as a part of another one.
fn holds(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| stands_alone(text, &(at..at + word.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(source: &str, target: &str) -> Option<(String, Severity)> {
        let (source, all) = (Code::of(source, 0..source.len()), target);
        let target = Code::of(target, 0..target.len());
        compare(&source, &target).map(|(span, issue)| (all[span].to_owned(), issue.severity))
    }

    #[test]
    fn commands_options_keys_and_calls_stay() {
        for (source, target, span) in [
            (
                "```bash\n# list\nbox list --all\n```",
                "```bash\n# Liste\nbox list --alle\n```",
                "box list --alle",
            ),
            ("```sh\n$ box open\nok\n```", "```sh\n$ kasten open\ngut\n```", "$ kasten open"),
            (
                "```yaml\nname: Box # a\nsize: 2\n```",
                "```yaml\nname: Kasten # b\ngröße: 2\n```",
                "größe: 2",
            ),
            (
                "```json\n{\"name\": \"Box\"}\n```",
                "```json\n{\"nombre\": \"Caja\"}\n```",
                "{\"nombre\": \"Caja\"}",
            ),
            (
                "```js\nopen('a'); // now\n```",
                "```js\nabrir('b'); // ahora\n```",
                "abrir('b'); // ahora",
            ),
            ("```bash\na\n```", "```баш\na\n```", "баш"),
        ] {
            let found = judged(source, target);
            assert_eq!(found, Some((span.to_owned(), Severity::Critical)), "{source}");
        }
    }

    #[test]
    fn comments_texts_and_names_for_the_reader_may_be_translated() {
        for (source, target) in [
            ("```js\nsay('Hello'); // greet\n```", "```js\nsay('Hallo'); // grüßen\n```"),
            ("```bash\nbox open <name>\n```", "```bash\nbox open <Name>\n```"),
            ("```text\nbox open\n```", "```text\nKasten öffnen\n```"),
            ("```jsx\n<b>\n  Hello you\n</b>\n```", "```jsx\n<b>\n  Bonjour toi\n</b>\n```"),
            ("```yaml\ntitle: Box\n```", "```yaml\ntitle: Kasten\n```"),
            ("```py\n\"\"\"Say it (now).\"\"\"\n```", "```py\n\"\"\"Sag es (jetzt).\"\"\"\n```"),
        ] {
            assert_eq!(judged(source, target), None, "{source}");
        }
    }

    #[test]
    fn another_version_is_one_minor_issue() {
        let source = "```bash\nbox init\nbox open --all\n```";
        let target = "```bash\nbox start --now\n```";
        assert_eq!(judged(source, target).map(|(_, severity)| severity), Some(Severity::Minor));
    }
}
