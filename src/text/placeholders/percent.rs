//! Placeholders that begin with a percent sign.

use super::{before, head, is_name};

/// Longest name.
const NAME: usize = 60;

fn is_word(byte: Option<&u8>) -> bool {
    byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_')
}

/// `%NAME%`, not behind a digit, which makes a percentage.
pub(super) fn enclosed(raw: &str, at: usize, _: bool) -> Option<usize> {
    let bytes = raw.as_bytes();
    let name = bytes[at + 1..].iter().take_while(|b| is_word(Some(b))).count();
    let fits =
        name >= 2 && bytes[at + 1].is_ascii_alphabetic() && bytes.get(at + 1 + name) == Some(&b'%');
    (fits && !follows_number(raw, at)).then_some(at + name + 2)
}

/// `%(name)s`; the letter may be lost in the target.
pub(super) fn named(raw: &str, at: usize, told: bool) -> Option<usize> {
    let inner = raw[at + 1..].strip_prefix('(')?;
    let len = head(inner, NAME).find(')')?;
    let name = &inner[..len];
    let fits = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_.-".contains(c));
    let end = at + 2 + len + 1;
    let conversion = fits.then(|| conversion(raw, end)).flatten();
    conversion.map(|c| c.end).or_else(|| (fits && told).then_some(end))
}

/// `%{name}` and `%<name>d`.
pub(super) fn ruby(raw: &str, at: usize, _: bool) -> Option<usize> {
    let rest = &raw[at + 1..];
    let close = match rest.bytes().next()? {
        b'{' => '}',
        b'<' => '>',
        _ => return None,
    };
    let len = head(&rest[1..], NAME).find(close)?;
    if !is_name(&rest[1..=len]) {
        return None;
    }
    let end = at + 2 + len + 1;
    if close == '}' { Some(end) } else { conversion(raw, end).map(|c| c.end) }
}

/// `%s`, `%1$d`, `%-5.2f`, `%ld`. A percent sign behind a digit is a percentage, and one before a word too, unless the file
/// is known to have them.
pub(super) fn printf(raw: &str, at: usize, told: bool) -> Option<usize> {
    let bytes = raw.as_bytes();
    if !told && at > 0 && bytes[at - 1].is_ascii_digit() {
        return None;
    }
    // A byte of an address: `a%20b`.
    let byte = bytes.get(at + 1..at + 3).is_some_and(|b| b.iter().all(u8::is_ascii_hexdigit));
    if !told && byte && at > 0 && bytes[at - 1].is_ascii_alphanumeric() {
        return None;
    }
    // `100 %-os` is Hungarian.
    if !told && bytes.get(at + 1) == Some(&b'-') && follows_number(raw, at) {
        return None;
    }
    // `%#@files@`: a variable with forms of its own, of Apple.
    if let Some(rest) = raw[at..].strip_prefix("%#@") {
        let len = head(rest, NAME).find('@')?;
        return is_name(&rest[..len]).then_some(at + 3 + len + 1);
    }
    let found = conversion(raw, at + 1)?;
    let sure = b"sdifgxXcuoe@".contains(&found.letter)
        || (found.is_marked && b"puXEG".contains(&found.letter));
    let ends = told || !is_word(bytes.get(found.end));
    (ends && (told || sure)).then_some(found.end)
}

/// `%1`, `%L1`, `%n`.
pub(super) fn qt(raw: &str, at: usize, told: bool) -> Option<usize> {
    let bytes = raw.as_bytes();
    if before(raw, at).is_some_and(|c| c.is_alphanumeric() || matches!(c, '%' | '=' | '/')) {
        return None;
    }
    let start = at + 1 + usize::from(bytes.get(at + 1) == Some(&b'L'));
    let digits = bytes[start.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
    let end = match (digits, bytes.get(start)) {
        (1..=2, Some(first)) if *first != b'0' => start + digits,
        (0, Some(b'n')) => start + 1,
        _ => return None,
    };
    let rest = &raw[end..];
    let goes_on = rest.starts_with(['$', '%'])
        || rest
            .strip_prefix(['.', ','])
            .is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
    let is_word = is_word(bytes.get(end)) && !told;
    (!goes_on && !is_word).then_some(end)
}

/// Whether a number stands before the percent sign, with or without a space.
fn follows_number(raw: &str, at: usize) -> bool {
    raw[..at].trim_end_matches([' ', '\u{a0}', '\u{202f}']).ends_with(|c: char| c.is_ascii_digit())
}

/// What follows the percent sign of a conversion.
pub(super) struct Conversion {
    /// Where it ends.
    pub(super) end: usize,
    /// Which argument it takes, from 1; none where it takes the next.
    pub(super) position: Option<u32>,
    /// The letters that tell how long the argument is.
    pub(super) length: (usize, usize),
    /// The letter that tells its type.
    pub(super) letter: u8,
    /// Whether anything stands between percent sign and letter.
    is_marked: bool,
}

/// Reads a conversion behind its percent sign: position, flags, width, precision, length and type.
pub(super) fn conversion(raw: &str, from: usize) -> Option<Conversion> {
    let bytes = raw.as_bytes();
    let count = |at: usize, fits: fn(&u8) -> bool| {
        bytes.get(at..).map_or(0, |b| b.iter().take_while(|b| fits(b)).count())
    };
    let mut at = from;
    let digits = count(at, u8::is_ascii_digit);
    let mut position = None;
    if (1..=2).contains(&digits) && bytes.get(at + digits) == Some(&b'$') {
        position = raw[at..at + digits].parse().ok();
        at += digits + 1;
    }
    at += count(at, |b| matches!(b, b'-' | b'+' | b'#' | b'0' | b'\'')).min(4);
    at += count(at, |b| b.is_ascii_digit() || *b == b'*').min(4);
    if bytes.get(at) == Some(&b'.') {
        at += 1 + count(at + 1, |b| b.is_ascii_digit() || *b == b'*').min(4);
    }
    let long = ["hh", "ll", "I64", "I32", "h", "l", "L", "q", "j", "z", "t"];
    let long = long.iter().find(|l| raw.get(at..).is_some_and(|r| r.starts_with(**l)));
    // `%t` by itself is no time: the letter of the type must follow.
    let is_type = |at: usize| bytes.get(at).filter(|b| b"diouxXeEfFgGaAcsSpnr@b".contains(b));
    let with = long.and_then(|l| is_type(at + l.len()).map(|letter| (l.len(), *letter)));
    let (length, letter) = with.or_else(|| is_type(at).map(|letter| (0, *letter)))?;
    let end = at + length + 1;
    Some(Conversion { end, position, length: (at, at + length), letter, is_marked: end > from + 1 })
}
