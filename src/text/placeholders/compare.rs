//! Comparing the placeholders of a target with those of its source, in both directions.

use std::borrow::Cow;
use std::ops::Range;

use super::damage::{Damage, DamageKind, is_program};
use super::percent::conversion;
use super::reader::same_hint;
use super::{Known, Placeholder, choices, is_name, within};
use crate::cldr::PluralCategory;
use crate::document::message::{Family, PluralForm};
use crate::text::script::CharScript;
use crate::text::{Tag, Text, find_loose, words};

/// How many placeholders of a side are compared; segments with more are generated lists.
const COMPARED: usize = 128;

/// A placeholder with what must be the same on both sides.
struct Token<'t> {
    range: Range<usize>,
    family: Family,
    /// As it is written.
    text: &'t str,
    /// What must be equal.
    key: Cow<'t, str>,
}

/// What is wrong with the placeholders of a target. `form` tells for which counts a program shows it, and `counts` which
/// counts take a form of the plural in its language.
pub fn damage(
    source: &Text<'_>,
    target: &Text<'_>,
    form: Option<&PluralForm>,
    counts: &dyn Fn(PluralCategory) -> Vec<u32>,
) -> Vec<Damage> {
    // What has no source has nothing to be held to.
    if source.raw.trim().is_empty() {
        return Vec::new();
    }
    let mut damages = choices::damage(source.raw, target.raw, counts);
    // A choice that is torn leaves braces everywhere.
    if damages.iter().any(|d| d.kind == DamageKind::Choice) {
        return damages;
    }
    let attributes = source.tags.len() == target.tags.len();
    let (wanted, given) = (tokens(source, attributes), tokens(target, attributes));
    if wanted.is_empty() && given.is_empty() {
        return damages;
    }
    let is_printf = |t: &&Token<'_>| t.family == Family::Printf && !t.text.starts_with("%#@");
    let (arguments, wanted): (Vec<_>, Vec<_>) = wanted.iter().partition(is_printf);
    let (given_arguments, given): (Vec<_>, Vec<_>) = given.iter().partition(is_printf);
    let mut missing = Vec::new();
    let mut added = Vec::new();
    positional(&arguments, &given_arguments, &mut missing, &mut added, &mut damages);
    by_name(&wanted, &given, target, &mut missing, &mut added);
    let other = form.map(|f| Text::of_source(&f.other_source, source.families));
    let other = other.as_ref().map(|text| tokens(text, true)).unwrap_or_default();
    added.retain(|t| !other.iter().any(|o| o.key == t.key));
    if form.is_some_and(PluralForm::is_singular) {
        leave_out_number(&mut missing, arguments.iter().chain(&wanted));
    }
    pair(&missing, &mut added, source, target, &mut damages);
    let has = |family: Family| arguments.iter().chain(&wanted).any(|t| t.family == family);
    for token in added.into_iter().filter(|t| is_certain(t, &has)) {
        let elsewhere = source.raw.contains(token.text);
        if !elsewhere || token.family == Family::Printf {
            damages.push(Damage {
                kind: DamageKind::Added,
                source: None,
                target: Some(token.range.clone()),
                expected: None,
            });
        }
    }
    damages
}

/// The placeholders of a text in their order, with those in attributes of tags.
fn tokens<'t>(text: &Text<'t>, attributes: bool) -> Vec<Token<'t>> {
    let known = Known { families: text.families, is_source: false };
    let inside = text
        .tags
        .iter()
        .filter(|_| attributes)
        .flat_map(|tag| within(text.raw, tag.name.end..tag.range.end, known));
    let mut all: Vec<Placeholder> =
        text.placeholders.iter().cloned().chain(inside).take(COMPARED).collect();
    let has_dates = is_time_format(text.raw);
    all.retain(|p| match p.family {
        Family::Attribute => false,
        Family::Hint => !is_element(text.raw, &p.range),
        Family::Printf => !has_dates,
        _ => true,
    });
    all.sort_by_key(|p| p.range.start);
    let token = |p: Placeholder| {
        let written = &text.raw[p.range.clone()];
        Token { key: key(written, p.family), range: p.range, family: p.family, text: written }
    };
    let codes = text.tags.iter().filter(|_| attributes).filter_map(|tag| inline_code(text, tag));
    all.into_iter().map(token).chain(codes.take(COMPARED)).collect()
}

/// A tag that stands for a code of the file, as XLIFF has them: its id tells which.
fn inline_code<'t>(text: &Text<'t>, tag: &Tag) -> Option<Token<'t>> {
    let name = &text.raw[tag.name.clone()];
    let is_code =
        ["x", "g", "bx", "ex", "ph", "bpt", "ept", "it", "pc", "sc", "ec"].contains(&name);
    let id = text.attribute(tag, "id").filter(|_| is_code)?;
    let (range, family) = (tag.range.clone(), Family::NumberedTag);
    let key = Cow::Owned(format!("<{name} {}", &text.raw[id]));
    Some(Token { text: &text.raw[range.clone()], range, family, key })
}

/// Whether a text is the format of a date or time (`%e %B %Y`): each language has its own.
fn is_time_format(raw: &str) -> bool {
    let field = |(at, _): (usize, &str)| {
        let letter = raw.as_bytes().get(at + 1);
        letter.is_some_and(|letter| b"YmBbHMIAyjZ".contains(letter))
    };
    raw.match_indices('%').filter(|found| field(*found)).take(2).count() == 2
}

/// Whether what looks like a hint is an element of a page: it has an end, or stands on a line of its own.
fn is_element(raw: &str, range: &Range<usize>) -> bool {
    let Some(name) = raw[range.clone()].strip_prefix('<').map(|n| n.trim_end_matches('>')) else {
        return false;
    };
    let alone =
        raw[..range.start].trim_end_matches([' ', '\t']).ends_with('\n') || range.start == 0;
    let ends = raw[range.end..].trim_start_matches([' ', '\t', '\r']);
    let alone = alone && (ends.is_empty() || ends.starts_with('\n'));
    let is_component = is_name(name) && name.starts_with(char::is_uppercase);
    is_component && (alone || raw.contains(&format!("</{name}")))
}

/// What of a placeholder must be equal: white space within double braces is free, so are the form of a date and the second
/// argument of a call, which is often a text.
fn key(text: &str, family: Family) -> Cow<'_, str> {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    match family {
        Family::DoubleBrace => {
            let call = text.find('(').filter(|_| !text.contains('|'));
            let second = call.and_then(|open| text[open..].find(',').map(|comma| open + comma));
            Cow::Owned(second.map_or_else(|| bare(text), |end| bare(&text[..end])))
        }
        Family::Nesting | Family::NumberedTag | Family::Fluent => Cow::Owned(bare(text)),
        Family::Brace => {
            let inner = &text[1..text.len() - 1];
            let mut parts = inner.splitn(3, ',').map(str::trim);
            if let (Some(name), Some(kind @ ("date" | "time" | "number"))) =
                (parts.next(), parts.next())
            {
                return Cow::Owned(format!("{{{name},{kind}"));
            }
            let (name, format) = inner.split_once(':').unwrap_or((inner, ""));
            let is_date = format.contains(['y', 'M', 'd', 'H', 'h', 'm'])
                && format.chars().all(|c| "yMdHhmsftz".contains(c) || !c.is_alphanumeric());
            if is_date && format.len() > 1 {
                Cow::Owned(format!("{{{name}:date"))
            } else {
                Cow::Borrowed(text)
            }
        }
        _ => Cow::Borrowed(text),
    }
}

/// Type and place of the argument that a conversion takes.
fn argument(token: &Token<'_>) -> (Option<u32>, String) {
    let Some(c) = conversion(token.text, 1) else { return (None, String::new()) };
    let letter = match c.letter {
        b'i' => 'd',
        b'u' | b'o' | b'X' => 'x',
        b'E' | b'f' | b'F' | b'g' | b'G' | b'a' | b'A' => 'e',
        other => char::from(other),
    };
    (c.position, format!("{}{letter}", &token.text[c.length.0..c.length.1]))
}

/// Compares the arguments of `printf`, which are taken in order unless they are numbered.
fn positional<'a, 't>(
    wanted: &[&'a Token<'t>],
    given: &[&'a Token<'t>],
    missing: &mut Vec<&'a Token<'t>>,
    added: &mut Vec<&'a Token<'t>>,
    damages: &mut Vec<Damage>,
) {
    let places = |tokens: &[&'a Token<'t>]| {
        let mut next = 0;
        let place = |token: &&'a Token<'t>| {
            let (position, kind) = argument(token);
            next += u32::from(position.is_none());
            (position.unwrap_or(next), position.is_some(), kind, *token)
        };
        tokens.iter().map(place).collect::<Vec<_>>()
    };
    let (wanted, given) = (places(wanted), places(given));
    let ordered =
        |side: &[(u32, bool, String, &Token<'_>)]| side.iter().all(|(_, numbered, ..)| !numbered);
    if ordered(&given) && ordered(&wanted) && given.len() != wanted.len() {
        // Which one is gone is told by the types.
        let mut left: Vec<_> = given.iter().collect();
        for (_, _, kind, token) in &wanted {
            match left.iter().position(|(_, _, k, _)| k == kind) {
                Some(at) => drop(left.remove(at)),
                None => missing.push(token),
            }
        }
        added.extend(left.into_iter().map(|(.., token)| *token));
        return;
    }
    let mut exchanged = None;
    for (place, _, kind, token) in &given {
        match wanted.iter().find(|(p, ..)| p == place) {
            Some((_, _, k, _)) if k == kind => {}
            Some((.., was)) => exchanged = exchanged.or(Some((*was, *token))),
            None => added.push(token),
        }
    }
    missing.extend(
        wanted
            .iter()
            .filter(|(p, ..)| !given.iter().any(|(g, ..)| g == p))
            .map(|(.., token)| *token),
    );
    if let Some((was, is)) = exchanged {
        damages.push(Damage {
            kind: DamageKind::Exchanged,
            source: Some(was.range.clone()),
            target: Some(is.range.clone()),
            expected: Some(was.text.to_owned()),
        });
    }
}

/// Compares placeholders that say what they stand for, or that must be as many as in the source.
fn by_name<'a, 't>(
    wanted: &[&'a Token<'t>],
    given: &[&'a Token<'t>],
    target: &Text<'_>,
    missing: &mut Vec<&'a Token<'t>>,
    added: &mut Vec<&'a Token<'t>>,
) {
    let hints = |a: &Token<'_>, b: &Token<'_>| a.family == Family::Hint && b.family == Family::Hint;
    let same =
        |a: &Token<'_>, b: &Token<'_>| a.key == b.key || (hints(a, b) && same_hint(a.text, b.text));
    // Halves of tags and arguments without a name count; what has a name may be said once or twice.
    let counts = |t: &Token<'_>| {
        matches!(t.family, Family::NumberedTag | Family::ToolCode) || t.text == "{}"
    };
    let mut used = vec![false; given.len()];
    for token in wanted {
        // Equal ones first, so that a hint does not take the place of another.
        let place = |exact: bool| {
            given.iter().enumerate().position(|(at, g)| {
                (!used[at] || !counts(token))
                    && if exact { g.key == token.key } else { same(token, g) }
            })
        };
        match place(true).or_else(|| place(false)) {
            Some(at) => used[at] = true,
            None if stands_bare(target, token, given) => {}
            None => missing.push(token),
        }
    }
    for (at, token) in given.iter().enumerate() {
        let known = used[at] || (!counts(token) && wanted.iter().any(|w| same(w, token)));
        if !known {
            added.push(token);
        }
    }
}

/// Whether a placeholder of the source stands in the target as it is, but not as a placeholder: in code, in a link.
fn stands_bare(target: &Text<'_>, token: &Token<'_>, given: &[&Token<'_>]) -> bool {
    let counted =
        matches!(token.family, Family::NumberedTag | Family::ToolCode) || token.text == "{}";
    target.raw.match_indices(token.text).any(|(at, _)| {
        let end = at + token.text.len();
        let of_one = |g: &Token<'_>| g.range.start <= at && end <= g.range.end;
        is_whole(target.raw, at..end) && !(counted && given.iter().any(|g| of_one(g)))
    })
}

/// Whether a stretch is not the beginning of a longer word: `$tenantId` in `$tenantIdentificação`.
fn is_whole(text: &str, range: Range<usize>) -> bool {
    let letter = |c: Option<char>| {
        c.is_some_and(|c| {
            (c.is_alphanumeric() || c == '_')
                && !CharScript::of(c).is_unspaced()
                && !CharScript::of(c).is_cjk()
        })
    };
    !(letter(text[..range.end].chars().next_back()) && letter(text[range.end..].chars().next()))
}

/// A text for one count need not say the number.
fn leave_out_number<'a, 't: 'a>(
    missing: &mut Vec<&'a Token<'t>>,
    all: impl Iterator<Item = &'a &'a Token<'t>>,
) {
    let is_number = |t: &Token<'_>| {
        let name = t.text.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        let letter = conversion(t.text, 1).filter(|_| t.family == Family::Printf).map(|c| c.letter);
        letter.is_some_and(|l| b"diuxX".contains(&l))
            || ["count", "n", "num", "number", "counter", "total", "quantity", "amount"]
                .contains(&name.as_str())
            || t.text == "%n"
    };
    let mut first = None;
    let mut several = false;
    for token in all {
        if is_number(token) {
            missing.retain(|m| m.range != token.range || m.family != token.family);
            return;
        }
        several |= first.is_some();
        first = first.or(Some(token));
    }
    if !several {
        missing.clear();
    }
}

/// Gives each missing placeholder what stands in its place.
fn pair(
    missing: &[&Token<'_>],
    added: &mut Vec<&Token<'_>>,
    source: &Text<'_>,
    target: &Text<'_>,
    damages: &mut Vec<Damage>,
) {
    for token in missing {
        let close = find_loose(target.raw, token.text).filter(|r| {
            // `100 % sicher` holds no `%s`.
            let whole = is_whole(target.raw, r.clone());
            if whole {
                &target.raw[r.clone()] != token.text
            } else {
                token.family != Family::Printf
            }
        });
        let close = close.map(|r| {
            let rest = if is_whole(target.raw, r.clone()) {
                ""
            } else {
                words::leading(&target.raw[r.end..], char::is_alphanumeric)
            };
            r.start..r.end + rest.len()
        });
        let core = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let alike = |t: &&Token<'_>| (core(t.text) == core(token.text)) && is_program(t.family);
        let kin = |t: &&Token<'_>| t.family == token.family;
        let at =
            added.iter().position(alike).or_else(|| added.iter().position(kin)).or_else(|| {
                added.iter().position(|t| is_program(t.family) == is_program(token.family))
            });
        let spare = match (&close, at) {
            // What was found loosely may be a placeholder itself, of another kind.
            (Some(close), _) => {
                added.retain(|t| t.range.end <= close.start || close.end <= t.range.start);
                None
            }
            (None, Some(at)) => Some(added.remove(at).range.clone()),
            (None, None) => None,
        };
        let target = close.or(spare);
        damages.push(Damage {
            kind: if target.is_some() { DamageKind::Changed } else { DamageKind::Missing },
            source: Some(token.range.clone()),
            target,
            expected: Some(source.raw[token.range.clone()].to_owned()),
        });
    }
}

/// Whether a placeholder that the source lacks is one for certain, so that it breaks the text.
fn is_certain(token: &Token<'_>, has: &dyn Fn(Family) -> bool) -> bool {
    let numbered = |text: &str| text[1..].starts_with(|c: char| c.is_ascii_digit());
    match token.family {
        Family::Printf => {
            has(Family::Printf)
                || matches!(token.text, "%s" | "%d" | "%@")
                || token.text.contains('$')
        }
        Family::NamedPrintf | Family::Ruby | Family::NumberedTag => true,
        Family::Brace => has(Family::Brace) || (numbered(token.text) && token.text.len() <= 4),
        Family::Hint | Family::Attribute | Family::Percentage => false,
        family => has(family),
    }
}
