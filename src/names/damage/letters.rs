//! The name's own letters: in another case, with other digits, run together, torn, or a few of them wrong.

use std::ops::Range;

use super::case::{Case, Spot, is_acronym};
use crate::locale::Habit;
use crate::mqm::{Confidence, Severity};
use crate::names::form::{Closeness, Form, begins, fold, inflected_end};
use crate::names::pattern::{Hit, Pattern, Role};
use crate::names::target::Target;
use crate::names::view::{Damage, Problem};
use crate::text::Text;
use crate::text::script::CharScript;
use crate::text::words::{stretches, word_end, word_start};

/// Its digits are native ones: `Microsoft ３６５`.
pub(super) fn native_digits(case: &Case<'_, '_>) -> Option<Spot> {
    differing(case, Problem::NativeDigits)
}

/// Where the source has an acronym, the words that it stands for are a description, whose case is the writer's.
pub(super) fn spelled_out(case: &Case<'_, '_>) -> Option<Spot> {
    let acronym = case.pattern.role == Role::Alias && is_acronym(&case.pattern.text);
    differing(case, Problem::TermCase).filter(|_| acronym)
}

/// Only the capital of a common noun before an English name is small: `služba Azure Kubernetes`.
pub(super) fn small_head(case: &Case<'_, '_>) -> Option<Spot> {
    let (range, problem) = same_letters(case)?;
    let found = &case.place.text[range.clone()];
    if *problem != Problem::TermCase
        || !case.brands().any(|brand| found.find(brand).is_some_and(|at| at > 0))
    {
        return None;
    }
    let mut letters = found.chars();
    let head = letters.next().filter(|c| c.is_lowercase())?;
    let capital: String = head.to_uppercase().chain(letters).collect();
    let only = |form: &Form| form.end_at(&capital, 0, Closeness::Exact).is_some();
    case.local.forms.iter().any(only).then(|| Spot::claimed(range.clone()))
}

/// A form of the locale stands there in another case: `espace partenaires`.
pub(super) fn case_of_form(case: &Case<'_, '_>) -> Option<Spot> {
    let form = case.local.forms.first();
    differing(case, Problem::TermCase).map(|spot| spot.should_be(form))
}

/// The name, or an English word in a form of the locale, stands there in another case: `Sharepoint`.
pub(super) fn case_of_name(case: &Case<'_, '_>) -> Option<Spot> {
    // Part of an address is no name (`fr.contoso.dev`).
    let outside = |spot: &Spot| {
        let text = case.place.text;
        spot.range
            .as_ref()
            .is_none_or(|range| !is_of_address(text, range) && !is_gloss(case, range))
    };
    differing(case, Problem::Case).filter(outside)
}

/// Whether a place is in the bracket that gives the English word behind one of another script: `স্ল্যাক (slack)`.
fn is_gloss(case: &Case<'_, '_>, range: &Range<usize>) -> bool {
    let text = case.place.text;
    let opened = text[..range.start].rfind(['(', '（']);
    opened.is_some_and(|at| {
        let behind_native = text[..at].trim_end().chars().next_back().is_some_and(|c| {
            let script = CharScript::of(c);
            script.is_letter() && script != CharScript::Latin
        });
        behind_native && !text[at..range.start].contains([')', '）'])
    })
}

/// Whether a point or slash joins a word to another one.
fn is_of_address(text: &str, range: &Range<usize>) -> bool {
    let small = text[range.clone()].bytes().all(|b| b.is_ascii_lowercase());
    // Nor is part of a package's (`contoso-plugin-box`).
    let joint = |c: char| matches!(c, '.' | '/' | '@') || small && c == '-';
    let before = text[..range.start].strip_suffix(joint);
    let behind = text[range.end..].strip_prefix(joint);
    before.is_some_and(|text| text.ends_with(char::is_alphanumeric))
        || behind.is_some_and(|text| text.starts_with(char::is_alphanumeric))
}

/// The spaces inside the name or a form of it are missing: `PowerBI`.
pub(super) fn glued(case: &Case<'_, '_>) -> Option<Spot> {
    // A German compound of a name that locales translate is a translation (`Remotedesktop`).
    let english = Some(&case.pattern.form).filter(|_| case.local.policy.keeps());
    let mut forms = english.into_iter().chain(&case.local.forms).filter(|f| f.text.contains(' '));
    forms.find_map(|form| case.place.free_place(form, Closeness::Glued)).map(Spot::claimed)
}

/// A name of one word stands there as two, torn at its inner capital: `Power Point`.
pub(super) fn torn(case: &Case<'_, '_>) -> Option<Spot> {
    let name = &case.pattern.text;
    if name.contains(' ') || name.len() < 6 || !name.is_ascii() || !case.local.policy.keeps() {
        return None;
    }
    let bytes = name.as_bytes();
    let inner = (2..bytes.len() - 1)
        .find(|&i| bytes[i].is_ascii_uppercase() && bytes[i - 1].is_ascii_lowercase())?;
    let split = Form::fixed(&format!("{} {}", &name[..inner], &name[inner..]));
    case.place.free_place(&split, Closeness::Exact).map(Spot::claimed)
}

/// The name stands inside a longer word of letters: `MPNAzure`, `Azureportal`.
pub(super) fn glued_to_neighbour(case: &Case<'_, '_>) -> Option<Spot> {
    let text = case.place.text;
    let name = &case.pattern.text;
    if name.len() < 4 || !name.starts_with(char::is_uppercase) {
        return None;
    }
    let found = memchr::memmem::find_iter(text.as_bytes(), name.as_bytes())
        .map(|at| at..at + name.len())
        .find(|r| case.place.is_free(r) && !in_identifier(text, r))?;
    let whole = word_start(text, found.start)..word_end(text, found.end);
    // `innerHTML` is a word of code.
    if text[whole.clone()].is_ascii() && text[whole.clone()].starts_with(char::is_lowercase) {
        return None;
    }
    Some(Spot::unclaimed(whole).claiming(vec![found]))
}

/// A form of the locale lacks the word that joins the English name to it: `centro de administração Microsoft 365` for
/// `centro de administração do Microsoft 365`.
pub(super) fn unjoined(case: &Case<'_, '_>) -> Option<Spot> {
    let locale = case.place.locale;
    if case.part || !locale.habits.contains(&Habit::JoinedNames) {
        return None;
    }
    let without_joint = |form: &Form| {
        let words: Vec<&str> = stretches(&form.text).collect();
        let joins = |word: &str| locale.function_words.iter().any(|f| f == word);
        let brand = |word: &str| case.brands().any(|brand| brand == word);
        let at = words.windows(2).position(|w| joins(w[0]) && brand(w[1]))?;
        let kept = words.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, w)| *w);
        (at > 0).then(|| Form::fixed(&kept.collect::<Vec<_>>().join(" ")))
    };
    case.local
        .forms
        .iter()
        .filter_map(without_joint)
        .find_map(|form| case.place.free_place(&form, Closeness::Folded))
        .map(|range| Spot::claimed(range).should_be(case.local.forms.first()))
}

/// A word with a capital is one of the name but for a letter or two: `Azuer`.
pub(super) fn misspelled(case: &Case<'_, '_>) -> Option<Spot> {
    let text = case.place.text;
    for token in &case.words().content {
        let name = &token.form.text;
        let letters = name.chars().count();
        if letters < 5 || token.is_soft() || !name.chars().all(char::is_alphanumeric) {
            continue;
        }
        let most = if letters >= 9 { 2 } else { 1 };
        let first = name.chars().next().map_or(' ', fold);
        for (at, c) in text.char_indices() {
            if fold(c) != first || !begins(text, at) {
                continue;
            }
            let end = word_end(text, at);
            let word = &text[at..end];
            if word.chars().count().abs_diff(letters) > most
                || !case.place.is_free(&(at..end))
                || !word.starts_with(c)
            {
                continue;
            }
            // A localized cognate (`Grafik`, `Portál`) has no capital inside a sentence and no foreign letters.
            if c.is_uppercase() && strsim::osa_distance(word, name) <= most && word != *name {
                return Some(Spot::claimed(at..end));
            }
        }
    }
    None
}

/// A part of a name that stands as it should, right beside it once more: `Azure Azure`.
pub(in crate::names) fn doubled(
    hit: &Hit<'_>,
    range: &Range<usize>,
    source: &Text<'_>,
    place: &Target<'_>,
) -> Option<Damage> {
    let name = &hit.pattern.text;
    let first = &hit.pattern.tokens.first()?.form.text;
    if !first.chars().any(char::is_alphabetic) {
        return None;
    }
    let text = place.text;
    let last = &hit.pattern.tokens.last()?.form.text;
    let before = &text[..range.start];
    let after = &text[range.end..];
    let extra = [name, first, last].into_iter().find_map(|part| {
        if part.len() < 2 || !part.chars().any(char::is_alphabetic) {
            return None;
        }
        let left = before
            .strip_suffix(' ')
            .and_then(|b| b.strip_suffix(part.as_str()))
            .map(|b| b.len()..range.start - 1);
        let right = (part != last || part == name)
            .then(|| after.strip_prefix(' '))
            .flatten()
            .and_then(|a| a.strip_prefix(part.as_str()))
            .map(|a| range.end + 1..text.len() - a.len());
        let left = left
            .filter(|r| begins(text, r.start) && part != last || part == name && r.start < r.end);
        let right = right.filter(|r| inflected_end(text, r.end, place.locale).is_some());
        [left, right].into_iter().flatten().find(|r| {
            // The second of the two may have been taken for a later mention.
            (place.is_free(r) || part == name) && count(text, part) > count(source.visible(), part)
        })
    })?;
    Some(Damage {
        problem: Problem::Doubled,
        rule: "doubled",
        source: hit.range.clone(),
        target: Some(extra.start.min(range.start)..extra.end.max(range.end)),
        name: name.clone(),
        expected: name.clone(),
        severity: Some(Severity::Minor),
        confidence: Confidence::High,
        evidence: hit.pattern.evidence,
    })
}

fn count(text: &str, part: &str) -> usize {
    memchr::memmem::find_iter(text.as_bytes(), part.as_bytes()).count()
}

/// The place where the name's letters stand, if this is what differs.
fn differing(case: &Case<'_, '_>, problem: Problem) -> Option<Spot> {
    let (range, differs) = same_letters(case)?;
    (*differs == problem).then(|| Spot::claimed(range.clone()))
}

/// Where a form of the locale, or else the name, stands in another case or with native digits, and what differs.
fn same_letters<'c>(case: &'c Case<'_, '_>) -> Option<&'c (Range<usize>, Problem)> {
    let find = || {
        let (pattern, place, forms) = (case.pattern, case.place, &case.local.forms);
        let free = |form: &Form| place.free_place(form, Closeness::Folded);
        let Some((form, range)) = forms.iter().find_map(|f| Some((f, free(f)?))) else {
            let range = free(&pattern.form)?;
            let found = &place.text[range.clone()];
            let differs = what_differs(pattern, &pattern.text, found, Problem::Case);
            return Some((range, differs));
        };
        let found = &place.text[range.clone()];
        // Of forms that differ in case only the nearest one tells what is wrong.
        let alike = forms.iter().filter(|f| f.text.to_lowercase() == form.text.to_lowercase());
        let differs = alike
            .map(|f| what_differs(pattern, &f.text, found, Problem::TermCase))
            .max()
            .unwrap_or(Problem::TermCase);
        Some((range, differs))
    };
    case.same_letters.get_or_init(find).as_ref()
}

/// What differs between a form and a place that is the same but for case and digits.
fn what_differs(pattern: &Pattern, form: &str, found: &str, otherwise: Problem) -> Problem {
    if found.chars().any(|c| !c.is_ascii() && CharScript::of(c) == CharScript::Digit) {
        return Problem::NativeDigits;
    }
    // The case of an English word of the name, not of the locale's own words.
    let english = pattern
        .tokens
        .iter()
        .map(|t| t.form.text.as_str())
        .any(|t| form.contains(t) && !found.contains(t));
    if english { Problem::Case } else { otherwise }
}

/// Whether a place is a part of a name of code: `Get-AzureADUser`, `azure_portal`.
fn in_identifier(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let joint = |c: Option<char>| matches!(c, Some('_' | '.' | '/' | '\\' | '@' | '#'));
    joint(before) || matches!(after, Some('_' | '\\' | '@'))
        // `AzureADUser` is a word of code by itself, `Azureportal` is a glued name.
        || after.is_some_and(char::is_uppercase)
        || before.is_some_and(|c| c.is_ascii_uppercase())
}
