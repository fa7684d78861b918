//! Placeholders: what a program fills in when it shows a text. One table of their families; some are recognised wherever
//! they stand, some only where the source has them or the file says so, since prose has the same marks.

mod braces;
mod choices;
mod compare;
mod damage;
pub mod icu;
mod percent;
mod reader;
mod signs;

use std::ops::Range;

pub use self::compare::damage;
pub use self::damage::{Damage, DamageKind};
use super::{dialects, head, with_bytes};
use crate::document::message::{Families, Family};

/// A placeholder of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// All of it, in the raw text.
    pub range: Range<usize>,
    /// How it is written.
    pub family: Family,
}

/// One way to write placeholders.
struct Syntax {
    /// Its name.
    family: Family,
    /// The bytes that it may begin with.
    first: &'static [u8],
    /// What must be known before it is taken for a placeholder.
    evidence: Evidence,
    /// Where the one that begins at a place of the text ends; the flag says that the text is known to have the family.
    end: fn(&str, usize, bool) -> Option<usize>,
}

/// What must be known before something is taken for a placeholder.
#[derive(PartialEq)]
enum Evidence {
    /// Its marks stand for nothing else.
    Marks,
    /// The source has it, where its marks are no part of prose; in the target they may be.
    Source,
    /// The file says so.
    File,
}

/// The families; where two fit, the earlier one holds.
const SYNTAXES: &[Syntax] = &[
    Syntax {
        family: Family::Enclosed,
        first: b"%",
        evidence: Evidence::Marks,
        end: percent::enclosed,
    },
    Syntax {
        family: Family::NamedPrintf,
        first: b"%",
        evidence: Evidence::Marks,
        end: percent::named,
    },
    Syntax { family: Family::Ruby, first: b"%", evidence: Evidence::Marks, end: percent::ruby },
    Syntax { family: Family::Printf, first: b"%", evidence: Evidence::Marks, end: percent::printf },
    Syntax { family: Family::Qt, first: b"%", evidence: Evidence::Source, end: percent::qt },
    Syntax { family: Family::Fluent, first: b"{", evidence: Evidence::Marks, end: braces::fluent },
    Syntax {
        family: Family::DoubleBrace,
        first: b"{",
        evidence: Evidence::Marks,
        end: braces::double,
    },
    Syntax {
        family: Family::ToolCode,
        first: b"{<[",
        evidence: Evidence::Source,
        end: signs::tool_code,
    },
    Syntax {
        family: Family::Attribute,
        first: b"{",
        evidence: Evidence::Marks,
        end: braces::attribute,
    },
    Syntax { family: Family::Brace, first: b"{", evidence: Evidence::Marks, end: braces::single },
    Syntax { family: Family::Hint, first: b"{", evidence: Evidence::Marks, end: braces::hint },
    Syntax {
        family: Family::Nesting,
        first: b"$@",
        evidence: Evidence::Marks,
        end: signs::nesting,
    },
    Syntax { family: Family::Dollar, first: b"$", evidence: Evidence::Source, end: signs::dollar },
    Syntax { family: Family::Shell, first: b"$", evidence: Evidence::Marks, end: signs::shell },
    Syntax { family: Family::Colon, first: b":", evidence: Evidence::Source, end: signs::colon },
    Syntax {
        family: Family::Underscore,
        first: b"_",
        evidence: Evidence::File,
        end: signs::underscore,
    },
    Syntax {
        family: Family::NumberedTag,
        first: b"<",
        evidence: Evidence::Marks,
        end: signs::numbered_tag,
    },
];

/// Whether a placeholder of some family begins with a byte.
pub(super) const OPENS: [bool; 256] = {
    let mut table = [false; 256];
    let mut row = 0;
    while row < SYNTAXES.len() {
        table = with_bytes(table, SYNTAXES[row].first);
        row += 1;
    }
    table
};

/// What is known of a text before it is cut.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    /// The families that it has.
    pub(super) families: Families,
    /// Whether it is a source, which other texts are held to.
    pub(super) is_source: bool,
}

/// The placeholder that begins at a byte of the text: its end and family.
pub(super) fn at(raw: &str, at: usize, known: Known) -> Option<(usize, Family)> {
    let first = raw.as_bytes()[at];
    if first == b'%' && known.families.has(Family::Percentage) {
        return None;
    }
    let candidates = SYNTAXES.iter().filter(|syntax| syntax.first.contains(&first));
    candidates.into_iter().find_map(|syntax| {
        let told = known.families.has(syntax.family);
        let fits = told
            || match syntax.evidence {
                Evidence::Marks => true,
                Evidence::Source => known.is_source,
                Evidence::File => false,
            };
        let end = if fits { (syntax.end)(raw, at, told)? } else { return None };
        Some((end, syntax.family))
    })
}

/// Whether a source that has such a placeholder tells what its target has: in prose their marks stand for other things.
pub(super) fn is_shared(family: Family) -> bool {
    family == Family::NamedPrintf
        || SYNTAXES.iter().any(|s| s.family == family && s.evidence == Evidence::Source)
}

/// Whether a text is one placeholder and nothing else.
pub fn is_placeholder(text: &str) -> bool {
    let found = (!text.is_empty()).then(|| at(text, 0, Known::default())).flatten();
    found.is_some_and(|(end, _)| end == text.len())
}

/// The placeholders of a stretch that is not cut otherwise: the value of an attribute.
fn within(raw: &str, range: Range<usize>, known: Known) -> Vec<Placeholder> {
    let bytes = raw.as_bytes();
    let mut found = Vec::new();
    let mut place = range.start;
    while place < range.end {
        // An object of a component's property holds keys and texts.
        let object = (bytes[place] == b'{').then(|| dialects::object(raw, place)).flatten();
        if let Some(end) = object {
            place = end;
            continue;
        }
        let special = matches!(bytes[place], b'%' | b'{' | b'$' | b':');
        match special.then(|| at(raw, place, known)).flatten() {
            Some((end, family)) if end <= range.end => {
                found.push(Placeholder { range: place..end, family });
                place = end;
            }
            _ => place += if bytes[place..].starts_with(b"%%") { 2 } else { 1 },
        }
    }
    found
}

/// The character before a byte of the text.
fn before(raw: &str, at: usize) -> Option<char> {
    raw[..at].chars().next_back()
}

/// Whether a text is a name, with letters of any language.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn found(raw: &str) -> Vec<(&str, Family)> {
        let text = Text::of_source(raw, Families::default());
        text.placeholders.iter().map(|p| (&raw[p.range.clone()], p.family)).collect()
    }

    #[test]
    fn each_family_is_recognised_by_its_marks() {
        for (raw, wanted, family) in [
            ("Hello %s!", "%s", Family::Printf),
            ("%ld files", "%ld", Family::Printf),
            ("%zu bytes", "%zu", Family::Printf),
            ("%#@files@ left", "%#@files@", Family::Printf),
            ("%1$@ of", "%1$@", Family::Printf),
            ("%-5.2f km", "%-5.2f", Family::Printf),
            ("by %(user)s now", "%(user)s", Family::NamedPrintf),
            ("%{count} notes", "%{count}", Family::Ruby),
            ("%<n>d notes", "%<n>d", Family::Ruby),
            ("in %TEMP% now", "%TEMP%", Family::Enclosed),
            ("Page %1 now", "%1", Family::Qt),
            ("%n file(s)", "%n", Family::Qt),
            ("at %L1", "%L1", Family::Qt),
            ("{0:N2} km", "{0:N2}", Family::Brace),
            ("is {name!r}", "{name!r}", Family::Brace),
            ("is {} now", "{}", Family::Brace),
            ("is {user.name}", "{user.name}", Family::Brace),
            ("on {d, date, short}", "{d, date, short}", Family::Brace),
            ("is {{ user.name | upper }}", "{{ user.name | upper }}", Family::DoubleBrace),
            ("is ${USER}", "${USER}", Family::Shell),
            ("is $tenantId", "$tenantId", Family::Shell),
            ("in $(OutDir)", "$(OutDir)", Family::Shell),
            ("Open $NAME$ now", "$NAME$", Family::Dollar),
            ("Hi :name!", ":name", Family::Colon),
            ("is $t(a.b)!", "$t(a.b)", Family::Nesting),
            ("is @:a.b now", "@:a.b", Family::Nesting),
            ("is { $user } now", "{ $user }", Family::Fluent),
            ("in { -brand-name }", "{ -brand-name }", Family::Fluent),
            ("type {your name}", "{your name}", Family::Hint),
        ] {
            assert_eq!(found(raw), [(wanted, family)], "{raw}");
        }
        let codes: Vec<_> = found("{b>x<b} [1}y{1] <1>z</1>").into_iter().map(|(t, _)| t).collect();
        assert_eq!(codes, ["{b>", "<b}", "[1}", "{1]", "<1>", "</1>"]);
    }

    #[test]
    fn an_address_may_be_a_placeholder_as_a_whole() {
        assert!(is_placeholder("%1$s") && is_placeholder("{{ link }}"));
        assert!(!is_placeholder("%s/a") && !is_placeholder(""));
    }

    #[test]
    fn prose_has_none() {
        for raw in [
            "100 % d'intérêt, 50% of it, 20% discount, 100 %-os, 5 %",
            "costs $5 or $US 5, $ 3",
            "an {x>0} or { }, {\"a\": 1}",
            r"$\frac{a}{b}$ and x^{2} and y_{i}",
            "https://a.b/c%20d and a%20b",
            "note: this, 10:30, at a:b, :smile: and :ref:`x`",
            "__init__ and x__y__z",
            "a <b} c",
            "e@x.example",
        ] {
            assert_eq!(found(raw), [], "{raw}");
        }
    }

    #[test]
    fn damaged_text_neither_panics_nor_takes_long() {
        const BITS: &[&str] = &[
            "%",
            "%s",
            "%1$d",
            "%(a",
            ")s",
            "%{",
            "{",
            "}",
            "{{",
            "}}",
            "{n, plural, one {",
            "} other {#",
            "{a>",
            "<a}",
            "[1}",
            "$t(",
            "$A",
            "$",
            ":a",
            "@:k",
            "__",
            "<1>",
            "</1",
            "'",
            "#",
            "=",
            "ß",
            "見",
            " ",
            "\n",
            "é",
            "a",
            "9",
            ",",
            "<b id=\"",
            "\">",
            "`",
            "](",
            "[",
            "\u{301}",
            "\\",
        ];
        // Xorshift: the same damage in every run.
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut random = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % below as u64) as usize
        };
        let all = SYNTAXES.iter().fold(Families::default(), |all, s| all.with(s.family));
        for _ in 0..4_000 {
            let mut text = || (0..random(24)).map(|_| BITS[random(BITS.len())]).collect::<String>();
            let (source, target) = (text(), text());
            let families = if random(2) == 0 { all } else { Families::default() };
            let (s, t) = (Text::of_source(&source, families), Text::of_target(&target, families));
            for damage in damage(&s, &t, None, &|_| Vec::new()) {
                assert!(damage.source.is_none_or(|r| source.get(r).is_some()), "{source:?}");
                let fits = |r: Range<usize>| target.get(r).is_some_and(|t| !t.is_empty());
                assert!(damage.target.is_none_or(fits), "{source:?} → {target:?}");
            }
        }
    }

    #[test]
    fn what_prose_shares_needs_the_source_or_the_file() {
        let target = |raw, families| Text::of_target(raw, families).placeholders.len();
        for (raw, family) in [
            ("faiz %1 oldu", Family::Qt),
            ("mot :autre", Family::Colon),
            ("Abrir $NOME$", Family::Dollar),
            ("__Anzahl__ da", Family::Underscore),
            ("breit %dpx", Family::Printf),
        ] {
            assert_eq!(target(raw, Families::default()), 0, "{raw}");
            assert_eq!(target(raw, Families::of(family)), 1, "{raw}");
        }
        assert_eq!(target("%s", Families::of(Family::Percentage)), 0);
    }
}
