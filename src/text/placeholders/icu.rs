//! Messages with a choice in them (ICU `MessageFormat`): `{count, plural, one {# file} other {# files}}`.

use std::ops::Range;

use super::{head, is_name};
use crate::cldr::PluralCategory;
use crate::document::message;

/// Longest message, in bytes, and deepest braces; what goes beyond is no message.
const LONGEST: usize = 4096;
const DEEPEST: usize = 16;

/// The part of a message that chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// All of it, with its braces.
    pub range: Range<usize>,
    /// The argument that it chooses by.
    pub argument: Range<usize>,
    /// How: `plural`, `select`, `selectordinal`.
    pub kind: Range<usize>,
    /// What it chooses from.
    pub branches: Vec<Branch>,
}

/// One of the texts that a choice chooses from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// `one`, `=0`, `female`.
    pub key: Range<usize>,
    /// The text, without its braces.
    pub content: Range<usize>,
}

impl Choice {
    /// The choice that begins at a byte of the text.
    pub fn parse(raw: &str, at: usize) -> Option<Choice> {
        let choice = Choice::parse_any(raw, at)?;
        matches!(&raw[choice.kind.clone()], "plural" | "select" | "selectordinal").then_some(choice)
    }

    /// The same, whatever stands where its kind should.
    pub(super) fn parse_any(raw: &str, at: usize) -> Option<Choice> {
        let rest = head(&raw[at..], LONGEST);
        let argument = field(rest, 1)?;
        let kind = field(rest, argument.1)?;
        let mut place = kind.1;
        let mut branches = Vec::new();
        loop {
            place += rest[place..].len() - rest[place..].trim_start().len();
            if rest[place..].starts_with('}') {
                break;
            }
            let len = rest[place..].find(|c: char| c.is_whitespace() || "{}".contains(c))?;
            let key = place..place + len;
            place += len + rest[place + len..].len() - rest[place + len..].trim_start().len();
            if rest[key.clone()].starts_with("offset:") && branches.is_empty() {
                continue;
            }
            if key.is_empty() || !rest[place..].starts_with('{') {
                return None;
            }
            let content = place + 1..closing(rest, place)?;
            place = content.end + 1;
            branches.push(Branch {
                key: at + key.start..at + key.end,
                content: at + content.start..at + content.end,
            });
        }
        let shift = |range: &Range<usize>| at + range.start..at + range.end;
        (!branches.is_empty()).then(|| Choice {
            range: at..at + place + 1,
            argument: shift(&argument.0),
            kind: shift(&kind.0),
            branches,
        })
    }

    /// The text that stands for all: that of `other`, else the last.
    pub fn main(&self, raw: &str) -> &Branch {
        let other = self.branches.iter().find(|b| &raw[b.key.clone()] == "other");
        other.unwrap_or(&self.branches[self.branches.len() - 1])
    }

    pub(super) fn counts(&self, raw: &str) -> bool {
        &raw[self.kind.clone()] != "select"
    }
}

/// A name or keyword up to the comma behind it, and where to go on.
fn field(rest: &str, from: usize) -> Option<(Range<usize>, usize)> {
    let len = head(rest.get(from..)?, 80).find([',', '{', '}', '\n'])?;
    let text = &rest[from..from + len];
    let start = from + (text.len() - text.trim_start().len());
    let name = text.trim();
    let fits = rest[from + len..].starts_with(',')
        && !name.is_empty()
        && (is_name(&name.replace(['.', ' ', '-'], "_"))
            || name.bytes().all(|b| b.is_ascii_digit()));
    fits.then(|| (start..start + name.len(), from + len + 1))
}

/// Where the brace at `open` is closed; braces in `'{…}'` are text.
fn closing(rest: &str, open: usize) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut depth = 0;
    let mut at = open;
    while at < bytes.len() {
        match bytes[at] {
            b'\'' if matches!(bytes.get(at + 1), Some(b'{' | b'}')) => {
                let quoted = head(&rest[at + 1..], 80).find('\'');
                // An apostrophe before a placeholder is none that quotes: `l'{name}`.
                if let Some(end) = quoted.filter(|end| *end == 1 || bytes[at + end] == b'}') {
                    at += end + 1;
                }
            }
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
        if depth > DEEPEST {
            return None;
        }
        at += 1;
    }
    None
}

/// Whether a text may hold choices by the plural, at a glance.
pub fn may_hold_choices(raw: &str) -> bool {
    raw.contains('{') && raw.contains("plural")
}

/// All choices of a text, also those within others.
pub fn choices(raw: &str) -> Vec<Choice> {
    found(raw, Choice::parse)
}

/// The choices that a parser finds.
pub(super) fn found(raw: &str, parse: fn(&str, usize) -> Option<Choice>) -> Vec<Choice> {
    let mut all = Vec::new();
    let mut skip_to = 0;
    for at in memchr::memchr_iter(b'{', raw.as_bytes()) {
        // What a choice within another one is, is found by its own brace.
        if at >= skip_to
            && let Some(choice) = parse(raw, at)
        {
            skip_to = choice.branches[0].content.start;
            all.push(choice);
        }
    }
    all
}

/// The plural forms that a message lacks although its language needs them, with the first choice that lacks one.
pub fn missing_forms(
    target: &str,
    needed: &[PluralCategory],
) -> Option<(Choice, Vec<PluralCategory>)> {
    choices(target).into_iter().find_map(|choice| {
        if &target[choice.kind.clone()] != "plural" {
            return None;
        }
        let has = |key: &str| choice.branches.iter().any(|b| &target[b.key.clone()] == key);
        // Without any but `other` the text is the same for all counts: that is a choice of the translator.
        let lacks = |c: &PluralCategory| {
            *c != PluralCategory::Other
                && !has(c.as_str())
                && !(*c == PluralCategory::One && has("=1"))
        };
        let mut missing: Vec<_> = needed.iter().copied().filter(lacks).collect();
        message::stand_in(needed, has("other"), &mut missing);
        let says =
            choice.branches.iter().filter(|b| !target[b.key.clone()].starts_with('=')).count() > 1;
        (!missing.is_empty() && says).then_some((choice, missing))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_parsed_whole_and_within_each_other() {
        let raw = "a {n, plural, offset:1 =0 {none} one{# '{'file} other {{g, select, x {y} other {z}} l'{m}}} b";
        let all = choices(raw);
        assert_eq!(all.len(), 2);
        let text = |range: &Range<usize>| &raw[range.clone()];
        assert_eq!((text(&all[0].argument), text(&all[0].kind)), ("n", "plural"));
        let keys: Vec<_> = all[0].branches.iter().map(|b| text(&b.key)).collect();
        assert_eq!(keys, ["=0", "one", "other"]);
        assert_eq!(text(&all[0].branches[1].content), "# '{'file");
        assert_eq!(text(&all[1].main(raw).content), "z");
        for raw in
            ["{a}", "{a, b, c}", "{n, plural}", "{n, plural, one {a}", "{n, number, integer}"]
        {
            assert!(choices(raw).is_empty(), "{raw}");
        }
    }

    #[test]
    fn forms_that_the_language_needs_are_missed_once() {
        use PluralCategory::{Few, Many, One};
        let missing = |target| missing_forms(target, &[One, Few, Many]).map(|(_, missing)| missing);
        assert_eq!(missing("{n, plural, one {a} other {b}}"), Some(vec![Few]));
        assert_eq!(missing("{n, plural, one {a} few {b} other {c}}"), None);
        assert_eq!(missing("{n, plural, =1 {a} few {b} many {c} other {d}}"), None);
        assert_eq!(missing("{n, plural, other {d}}"), None);
        assert_eq!(missing("{n, select, one {a} other {d}}"), None);
    }
}
