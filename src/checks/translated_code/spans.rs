//! Code spans: those of the source that the target holds in another form, without its marks, or not at all.

use std::ops::Range;

use super::same::{renames, same_code};
use super::{CHECK, suspicion};
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::metrics::similarity::levenshtein;
use crate::mqm::{Confidence, Severity};
use crate::text::script::CharScript;
use crate::text::words::runs;
use crate::text::{Protected, ProtectedKind, Text, find_loose};

/// How many code spans of a side are compared; segments with more are generated lists.
const COMPARED: usize = 64;

/// How alike two pieces of code are, from 0 to 1, of which one is the other with a slip in it.
const SLIP: f64 = 0.8;
/// How alike two pieces of code are from which on one was made of the other.
const KIN: f64 = 0.5;

/// What stands for a piece of code in the target.
enum Found {
    /// The code with blanks in it, in another case or script, or with a slip: what is damaged, and where it stands.
    Damaged(Range<usize>),
    /// Code that shares much with it.
    Kin(Range<usize>),
    /// The code itself, but not marked.
    Bare(Range<usize>),
    /// Other code.
    Other(Range<usize>),
    /// Nothing.
    Nothing,
}

/// Compares the code spans of both sides.
pub(super) fn report(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    let wanted: Vec<&Protected> = codes(source).collect();
    if wanted.is_empty() {
        return;
    }
    let given: Vec<&Protected> = codes(target).collect();
    let code = |p: &Protected| source.slice(p.content.clone());
    let all = wanted.clone();
    let mut spare = given.clone();
    let mut take = |same: &dyn Fn(&str) -> bool| -> bool {
        let place = spare.iter().position(|p| same(target.slice(p.content.clone())));
        place.map(|place| spare.remove(place)).is_some()
    };
    // Equal ones first, so that none takes the place of another.
    let mut lost = wanted;
    lost.retain(|p| !take(&|text| text == code(p)));
    lost.retain(|p| !take(&|text| same_code(code(p), text)));
    lost.retain(|p| !take(&|text| is_sample(source, p) && same_sample(code(p), text)));
    lost.retain(|p| !take(&|text| says(text, code(p))));
    for p in lost {
        let text = code(p);
        if text.trim().is_empty() {
            continue;
        }
        let mut found = find(view, text, &given, &spare);
        if !matches!(found, Found::Damaged(_))
            && source.raw[..p.content.start].ends_with('$')
            && let Some(at) = formula(target, text)
        {
            found = Found::Damaged(at);
        }
        // What is said once for twice, or as a part of other code, is there.
        let is_damage = matches!(found, Found::Damaged(_));
        if !is_damage && given.iter().any(|g| says(target.slice(g.content.clone()), text)) {
            continue;
        }
        if let Found::Damaged(at) | Found::Kin(at) | Found::Other(at) = &found {
            spare.retain(|s| s.range != *at && s.content != *at);
        }
        // What only lacks its marks is there already.
        let is_bare = matches!(found, Found::Bare(_));
        let expected = if is_bare { format!("`{text}`") } else { text.to_owned() };
        if let Some(issue) = judge(view, text, found) {
            issues.push(issue.source(p.range.clone()).expected(expected));
        }
    }
    if view.page.origin() == Origin::Machine {
        spaced_out(source, target, &all, &given, issues);
    }
}

/// `` `now ()` `` for `` `now()` ``: blanks in code that has none in the source, which pass elsewhere, but which nobody but a
/// machine puts there.
fn spaced_out(
    source: &Text<'_>,
    target: &Text<'_>,
    wanted: &[&Protected],
    given: &[&Protected],
    issues: &mut Vec<Issue>,
) {
    for code in given {
        let text = target.slice(code.content.clone());
        if !text.trim().contains(' ') {
            continue;
        }
        let is_it = |p: &&&Protected| {
            let original = source.slice(p.content.clone());
            !original.contains(char::is_whitespace)
                && original.chars().eq(text.chars().filter(|c| !c.is_whitespace()))
        };
        let Some(original) = wanted.iter().find(is_it) else { continue };
        if issues.iter().any(|issue| issue.touches(&code.range)) {
            continue;
        }
        let right = source.slice(original.content.clone());
        let message = format!("“{right}” is written as one: leave the blanks out");
        let issue = Issue::new(&CHECK, message).target(code.content.clone()).expected(right);
        issues.push(issue.source(original.range.clone()));
    }
}

fn codes<'t>(text: &'t Text<'_>) -> impl Iterator<Item = &'t Protected> {
    text.protected.iter().filter(|p| p.kind == ProtectedKind::Code).take(COMPARED)
}

/// What stands between dollar signs in a text that a formula may have become: it looks like none any more.
fn formula(target: &Text<'_>, wanted: &str) -> Option<Range<usize>> {
    let marks: Vec<usize> =
        memchr::memchr_iter(b'$', target.raw.as_bytes()).take(COMPARED).collect();
    let between = marks.windows(2).map(|pair| pair[0] + 1..pair[1]);
    let is_kin = |at: &Range<usize>| levenshtein(&target.raw[at.clone()], wanted) >= KIN;
    let is_free = |at: &Range<usize>| {
        !target.protected.iter().any(|p| p.range.start < at.end && at.start < p.range.end)
    };
    between.into_iter().find(|at| !at.is_empty() && is_free(at) && is_kin(at))
}

/// Whether code is a sample, in which braces hold a word for the reader: `` :samp:`visit_{name}` ``.
fn is_sample(text: &Text<'_>, code: &Protected) -> bool {
    text.raw[..code.range.start].ends_with(":samp:")
        || text.slice(code.range.clone()).starts_with(":samp:")
}

/// Whether two samples differ in the words in braces alone.
fn same_sample(source: &str, target: &str) -> bool {
    let outside = |text: &str| -> Option<Vec<String>> {
        let mut parts = text.split('{');
        let mut outside = vec![parts.next()?.to_owned()];
        for part in parts {
            outside.push(part.split_once('}')?.1.to_owned());
        }
        Some(outside)
    };
    outside(source).is_some_and(|parts| parts.len() > 1 && Some(parts) == outside(target))
}

/// How bad it is what became of a piece of code; none where it is as good.
fn judge(view: &SegmentView<'_>, code: &str, found: Found) -> Option<Issue> {
    let target = view.target.raw;
    let is_machine = view.page.origin() == Origin::Machine;
    let stays = || Issue::new(&CHECK, format!("“{code}” must stay exactly as in the source"));
    let issue = match found {
        // People give what they made up for an example a name of their own language.
        Found::Damaged(at) if !is_machine && renames(code, &target[at.clone()]) => {
            suspicion(view, stays().target(at))
        }
        Found::Damaged(at) => stays().target(at),
        Found::Kin(at) if is_machine => stays().target(at),
        // One name for another is a slip; what is longer may have been put for other readers.
        Found::Kin(at) => {
            let is_one = |text: &str| {
                text.chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '~' | '`'))
            };
            let sure = code.len() > 4 && is_one(code) && is_one(&target[at.clone()]);
            let confidence = if sure { Confidence::Medium } else { Confidence::Low };
            stays().target(at).severity(Severity::Major).confidence(confidence)
        }
        Found::Other(at) => {
            let given = &target[at.clone()];
            suspicion(
                view,
                Issue::new(&CHECK, format!("{given} stands where the source has “{code}”"))
                    .target(at),
            )
        }
        Found::Bare(at) => {
            let message = format!("“{code}” is code in the source, but not marked as code here");
            let issue = Issue::new(&CHECK, message).target(at.clone());
            let (before, behind) = (&target[..at.start], &target[at.end..]);
            if before.ends_with('`') || behind.starts_with('`') {
                // One mark that is left over shows up in the text.
                issue.severity(Severity::Major)
            } else if !is_machine && !code.contains(char::is_alphabetic) {
                // A number says the same without marks.
                return None;
            } else if is_machine || !is_set_off(before, behind) {
                let issue = issue.severity(Severity::Minor);
                // A word that is code may be one of the language too.
                if is_machine || !is_small(code) {
                    issue
                } else {
                    issue.confidence(Confidence::Low)
                }
            } else {
                return None;
            }
        }
        Found::Nothing => {
            let issue =
                Issue::new(&CHECK, format!("“{code}” of the source is not in the translation"));
            // A word that is code may have been said in other words.
            if code.bytes().all(|b| b.is_ascii_lowercase()) {
                issue.severity(Severity::Major).confidence(Confidence::Low)
            } else {
                suspicion(view, issue)
            }
        }
    };
    Some(issue)
}

/// What the target has for a piece of code.
fn find(view: &SegmentView<'_>, code: &str, given: &[&Protected], spare: &[&Protected]) -> Found {
    let target = &view.target;
    let text = |p: &Protected| target.slice(p.content.clone());
    let is_free = |at: &Range<usize>| {
        !given.iter().any(|g| g.range.start < at.end && at.start < g.range.end)
            && !target.links.iter().any(|l| l.target.start <= at.start && at.end <= l.target.end)
            && !is_part(target.raw, at)
    };
    let slips = spare.iter().find(|p| is_damaged(view, code, text(p)));
    if let Some(damaged) = slips {
        let is_whole = !is_same_spelled(code, text(damaged));
        let at = if is_whole { &damaged.range } else { &damaged.content };
        return Found::Damaged(at.clone());
    }
    let places = target.raw.match_indices(code).map(|(at, _)| at..at + code.len());
    if let Some(place) = places.into_iter().find(is_free) {
        return Found::Bare(place);
    }
    // In another case or with blanks in it; a plain word in another case is one of the language.
    let loose = find_loose(target.raw, code).filter(|at| {
        let blanks = target.raw[at.clone()].contains(char::is_whitespace);
        is_free(at) && (is_name(code) || blanks && code.len() > 3 && !code.contains(' '))
    });
    if let Some(loose) = loose {
        return Found::Damaged(loose);
    }
    let nearest = spare
        .iter()
        .map(|p| (levenshtein(text(p), code), *p))
        .filter(|(_, p)| !is_of_sample(view, code, text(p)))
        .max_by(|(a, _), (b, _)| a.total_cmp(b));
    match nearest {
        Some((kinship, p)) if kinship >= KIN => Found::Kin(p.range.clone()),
        Some((_, p)) => Found::Other(p.range.clone()),
        None => Found::Nothing,
    }
}

/// Whether a piece of code is another one that was damaged: spaced out, in another case, translated, or with a slip.
fn is_damaged(view: &SegmentView<'_>, code: &str, given: &str) -> bool {
    let translated = code.is_ascii() && given.chars().any(char::is_alphabetic) && !given.is_ascii();
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let slipped = || {
        code.len() > 4
            && digits(code) == digits(given)
            && levenshtein(given, code) >= SLIP
            // The name of something else that the source speaks of.
            && !view.source.raw.contains(given)
    };
    let foreign = || {
        is_small(code)
            && is_small(given)
            && view.page.original().is_some_and(|original| !has_word(&original.text, given))
    };
    (is_same_spelled(code, given) || translated || slipped() || foreign())
        && !is_of_sample(view, code, given)
}

/// Whether two pieces of code differ in blanks and the case of letters alone.
fn is_same_spelled(a: &str, b: &str) -> bool {
    let bare = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    bare(a).eq_ignore_ascii_case(&bare(b))
}

/// Whether the page's own code has the words in which a piece of code differs: its samples are localized.
fn is_of_sample(view: &SegmentView<'_>, code: &str, given: &str) -> bool {
    let is_code = |c: char| c.is_alphanumeric() || c == '_';
    let known: Vec<&str> = runs(code, is_code).map(|at| &code[at]).collect();
    let mut others =
        runs(given, is_code).map(|at| &given[at]).filter(|word| !known.contains(word)).peekable();
    if others.peek().is_none() {
        return false;
    }
    let Some(original) = view.page.original() else { return false };
    let page = view.page.text();
    let blocks = |word: &str| {
        let in_block = |(source, target): &(Range<usize>, Range<usize>)| {
            page.get(target.clone()).is_some_and(|block| has_word(block, word))
                && original.text.get(source.clone()).is_some_and(|block| !has_word(block, word))
        };
        original.code.iter().any(in_block)
    };
    others.all(blocks)
}

/// Whether code holds all of another piece of code, or names the same thing with less of its place (`a.b.c`, `c`), or as
/// a call.
fn says(given: &str, code: &str) -> bool {
    const MARKS: [char; 9] = ['"', '\'', ';', ',', '.', '~', '!', '(', ')'];
    let core = code.trim_matches(MARKS);
    let own = given.trim_matches(MARKS);
    if core.is_empty() || own.is_empty() {
        return false;
    }
    let shorter = || {
        own.len() > 2 && core.strip_suffix(own).is_some_and(|rest| rest.ends_with(['.', '/', ':']))
    };
    own == core || core.len() > 1 && has_word(given, core) || shorter()
}

/// Whether a stretch is a part of a longer word: `op` in `opération`.
fn is_part(text: &str, at: &Range<usize>) -> bool {
    let letter = |c: Option<char>| {
        c.is_some_and(|c| {
            (c.is_alphanumeric() || c == '_')
                && !CharScript::of(c).is_unspaced()
                && !CharScript::of(c).is_cjk()
        })
    };
    let inside = &text[at.clone()];
    letter(inside.chars().next()) && letter(text[..at.start].chars().next_back())
        || letter(inside.chars().next_back()) && letter(text[at.end..].chars().next())
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| !is_part(text, &(at..at + word.len())))
}

/// Whether code looks like a word of the language.
fn is_small(code: &str) -> bool {
    code.len() > 1 && code.chars().all(|c| c.is_alphabetic() && !c.is_uppercase())
}

/// Whether code is a name that no text has by chance: with marks or capitals inside.
fn is_name(code: &str) -> bool {
    code.len() > 3
        && code.is_ascii()
        && !code.contains(char::is_whitespace)
        && code.contains(char::is_alphabetic)
        && code.chars().skip(1).any(|c| !c.is_lowercase())
}

/// Whether the marks beside a stretch set it off: those of emphasis or quotes.
fn is_set_off(before: &str, behind: &str) -> bool {
    const BLANKS: [char; 2] = ['\u{a0}', '\u{202f}'];
    const MARKS: [char; 15] =
        ['*', '_', '"', '\'', '“', '”', '„', '«', '»', '‘', '’', '‹', '›', '「', '『'];
    const CLOSED: [char; 2] = ['」', '』'];
    before.trim_end_matches(BLANKS).ends_with(MARKS)
        && behind
            .trim_start_matches(BLANKS)
            .starts_with(|c| MARKS.contains(&c) || CLOSED.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_the_code_says_it() {
        for (given, code) in [
            ("open()", "open"),
            ("open", "open()"),
            ("for x in y", "for"),
            ("'use box';", "'use box'"),
            ("isopen", "box.isopen"),
            (".lid", "lid"),
        ] {
            assert!(says(given, code), "{given} {code}");
        }
        for (given, code) in [("reopen", "open"), ("from", "raise x from y"), ("a", "b.c")] {
            assert!(!says(given, code), "{given} {code}");
        }
    }

    #[test]
    fn words_in_the_braces_of_a_sample_are_for_the_reader() {
        assert!(same_sample("self.visit_{name}", "self.visit_{nom}"));
        assert!(!same_sample("self.visit_{name}", "soi.visit_{nom}"));
        assert!(!same_sample("name", "nom") && !same_sample("{name", "{nom"));
    }

    #[test]
    fn marks_of_emphasis_and_quotes_set_off() {
        assert!(is_set_off("der *", "* ist") && is_set_off("le «\u{a0}", "\u{a0}» est"));
        assert!(!is_set_off("der ", " ist") && !is_set_off("'", " ist"));
    }

    #[test]
    fn names_are_told_from_words() {
        assert!(is_name("someAttr") && is_name("a_bc") && !is_name("Event") && !is_name("event"));
        assert!(is_small("set") && !is_small("Set") && !is_small("x-y"));
    }
}
