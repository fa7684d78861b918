//! Comparing the choices of a target with those of its source: their arguments, kinds, branches, and what these must hold.

use std::ops::Range;

use super::damage::{Damage, DamageKind, is_program};
use super::icu::{Choice, choices, found};

use crate::cldr::PluralCategory;
use crate::document::message::is_singular;
use crate::text::Text;

/// What is wrong with the choices of a target. `counts` tells the counts that take a form of the plural in its language.
pub(super) fn damage(
    source: &str,
    target: &str,
    counts: &dyn Fn(PluralCategory) -> Vec<u32>,
) -> Vec<Damage> {
    let wanted = choices(source);
    if wanted.is_empty() {
        return Vec::new();
    }
    let given = found(target, Choice::parse_any);
    let mut damages = Vec::new();
    let mut used = vec![false; given.len()];
    let mut named: Vec<&str> = Vec::new();
    let mut lost = Vec::new();
    let mut pairs = Vec::new();
    for choice in &wanted {
        let name = &source[choice.argument.clone()];
        if named.contains(&name) {
            continue;
        }
        named.push(name);
        let mut is_there = false;
        for (at, other) in given.iter().enumerate() {
            if &target[other.argument.clone()] == name {
                used[at] = true;
                is_there = true;
                pairs.push((choice, other));
            }
        }
        if !is_there {
            lost.push(choice);
        }
    }
    for choice in lost {
        let name = source[choice.argument.clone()].to_owned();
        let spare = given.iter().enumerate().find(|(at, _)| !used[*at]);
        let Some((at, other)) = spare else {
            let open = target.find('{').map(|open| open..target.len());
            damages.push(Damage {
                kind: DamageKind::Choice,
                source: Some(choice.range.clone()),
                target: open,
                expected: None,
            });
            continue;
        };
        used[at] = true;
        damages.push(Damage {
            kind: DamageKind::Changed,
            source: Some(choice.argument.clone()),
            target: Some(other.argument.clone()),
            expected: Some(name),
        });
        pairs.push((choice, other));
    }
    for (choice, other) in pairs {
        compare(source, choice, target, other, counts, &mut damages);
    }
    damages
}

fn compare(
    source: &str,
    wanted: &Choice,
    target: &str,
    given: &Choice,
    counts: &dyn Fn(PluralCategory) -> Vec<u32>,
    damages: &mut Vec<Damage>,
) {
    let keyword = |was: Range<usize>, is: Range<usize>| Damage {
        kind: DamageKind::Changed,
        expected: Some(source[was.clone()].to_owned()),
        source: Some(was),
        target: Some(is),
    };
    if source[wanted.kind.clone()] != target[given.kind.clone()] {
        damages.push(keyword(wanted.kind.clone(), given.kind.clone()));
    }
    let counting = wanted.counts(source);
    let has = |choice: &Choice, raw: &str, key: &str| {
        choice.branches.iter().any(|b| &raw[b.key.clone()] == key)
    };
    let fits = |key: &str| {
        has(wanted, source, key)
            || (counting && (key.starts_with('=') || PluralCategory::parse(key).is_some()))
    };
    // Keys that the target lacks: each may be one that was translated.
    let mut missing = wanted.branches.iter().filter(|b| {
        let key = &source[b.key.clone()];
        (!counting || key == "other") && !has(given, target, key)
    });
    for branch in &given.branches {
        if !fits(&target[branch.key.clone()]) {
            let was = missing.next().or_else(|| wanted.branches.last());
            damages.extend(was.map(|was| keyword(was.key.clone(), branch.key.clone())));
        }
    }
    if let Some(was) = missing.next() {
        damages.push(Damage {
            kind: DamageKind::NoBranch,
            expected: Some(source[was.key.clone()].to_owned()),
            source: Some(was.key.clone()),
            target: Some(given.kind.clone()),
        });
    }
    let known: Vec<String> =
        wanted.branches.iter().flat_map(|b| names(&source[b.content.clone()])).collect();
    let main = &source[wanted.main(source).content.clone()];
    let argument = &source[wanted.argument.clone()];
    // What each text must hold that is for more than one count: what the source's general one holds.
    let is_counted = |name: &String| name.trim_matches(['{', '}', ' ']) != argument;
    let required: Vec<String> = names(main).into_iter().filter(is_counted).collect();
    let counted = counting && main.contains('#');
    for branch in &given.branches {
        let key = &target[branch.key.clone()];
        let content = &target[branch.content.clone()];
        let alone = key.starts_with('=')
            || PluralCategory::parse(key).is_some_and(|c| is_singular(&counts(c)));
        let says_number = content.contains('#')
            || content.contains(&format!("{{{argument}"))
            || content.chars().any(char::is_numeric)
            // A branch without text shows nothing, on purpose.
            || content.trim().is_empty();
        if counted && !alone && !says_number {
            damages.push(Damage {
                kind: DamageKind::Missing,
                source: main
                    .find('#')
                    .map(|at| wanted.main(source).content.start + at)
                    .map(|at| at..at + 1),
                target: (!branch.content.is_empty()).then(|| branch.content.clone()),
                expected: Some("#".to_owned()),
            });
        }
        let outside = [&target[..given.range.start], &target[given.range.end..]];
        let gone = required.iter().find(|name| {
            !content.contains(*name) && !outside.iter().any(|text| text.contains(*name))
        });
        if let Some(name) = gone.filter(|_| !alone && !content.trim().is_empty()) {
            damages.push(Damage {
                kind: DamageKind::Missing,
                source: None,
                target: Some(branch.content.clone()),
                expected: Some(name.clone()),
            });
        }
        // That of `other` is compared with the text around.
        if branch.content == given.main(target).content {
            continue;
        }
        let text = Text::new(content);
        for placeholder in &text.placeholders {
            let name = &content[placeholder.range.clone()];
            let start = branch.content.start + placeholder.range.start;
            if is_program(placeholder.family)
                && !known.is_empty()
                && !known.iter().any(|k| k == name)
                && !source.contains(name)
            {
                damages.push(Damage {
                    kind: DamageKind::Changed,
                    source: None,
                    target: Some(start..start + name.len()),
                    expected: known.first().cloned(),
                });
            }
        }
    }
}

/// The placeholders of a branch, as they are written.
fn names(content: &str) -> Vec<String> {
    let text = Text::new(content);
    text.placeholders.iter().map(|p| content[p.range.clone()].to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn damages(source: &str, target: &str) -> Vec<(DamageKind, String)> {
        let polish =
            |c: PluralCategory| if c == PluralCategory::One { vec![1] } else { Vec::new() };
        let text = |d: &Damage| d.target.clone().map_or("", |r| &target[r]).to_owned();
        damage(source, target, &polish).iter().map(|d| (d.kind, text(d))).collect()
    }

    #[test]
    fn the_structure_of_choices_is_compared() {
        let plural = "{n, plural, one {# note} other {# notes}}";
        let select = "{who, select, female {She} other {They}}";
        for good in [
            "{n, plural, one {jedna notatka} few {# notatki} many {# notatek} other {# notatki}}",
            "{n, plural, =0 {nic} one {# notatka} other {{n} notatek}}",
            "{n,plural,one{# notatka}other{# notatek}}",
        ] {
            assert_eq!(damages(plural, good), [], "{good}");
        }
        assert_eq!(damages(select, "{who, select, other {Oni} female {Ona}}"), []);
        for (source, bad, kind, span) in [
            (plural, "{n, plural, jeden {# a} other {# b}}", DamageKind::Changed, "jeden"),
            (plural, "{n, plural, one {# a} inne {# b}}", DamageKind::Changed, "inne"),
            (plural, "{n, plural, one {# a}}", DamageKind::NoBranch, "plural"),
            (
                plural,
                "{n, liczba mnoga, one {# a} other {# b}}",
                DamageKind::Changed,
                "liczba mnoga",
            ),
            (plural, "{ile, plural, one {# a} other {# b}}", DamageKind::Changed, "ile"),
            (plural, "{n, plural, one {# a} other {notatek}}", DamageKind::Missing, "notatek"),
            (
                plural,
                "{n, plural, one {# a} other {# b}",
                DamageKind::Choice,
                "{n, plural, one {# a} other {# b}",
            ),
            (plural, "# notatek", DamageKind::Choice, ""),
            (select, "{who, select, kobieta {Ona} other {Oni}}", DamageKind::Changed, "kobieta"),
            (select, "{who, select, other {Oni}}", DamageKind::NoBranch, "select"),
            (
                "{n, plural, one {# in {f}} other {# in {f}}}",
                "{n, plural, one {# w {f}} few {# w {f}} other {# w}}",
                DamageKind::Missing,
                "# w",
            ),
            (
                "{n, plural, one {{a} x} other {{a} y}}",
                "{n, plural, one {{b} x} other {{a} y}}",
                DamageKind::Changed,
                "{b}",
            ),
        ] {
            assert_eq!(damages(source, bad), [(kind, span.to_owned())], "{bad}");
        }
    }
}
