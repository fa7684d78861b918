//! Entities of HTML: what they stand for and how long they are.

/// The character that the entity at the beginning of `rest` stands for, and the entity's length.
pub(super) fn decode(rest: &str) -> Option<(char, usize)> {
    let window = &rest.as_bytes()[..rest.len().min(12)];
    let end = memchr::memchr(b';', window)?;
    let name = &rest[1..end];
    let c = match name {
        "nbsp" | "ensp" | "emsp" | "thinsp" | "#160" | "#xa0" | "#xA0" => ' ',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "laquo" => '«',
        "raquo" => '»',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "bull" => '•',
        "middot" => '·',
        "times" => '×',
        "rarr" => '→',
        _ => numeric(name)?,
    };
    Some((c, end + 1))
}

fn numeric(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(code).filter(|c| !c.is_control())
}

/// Length of the entity that a text begins with, 0 if it does not. Other than [`decode`] it takes any name for one: what is
/// no entity of HTML is no word either.
pub(super) fn length(text: &str) -> usize {
    let end = text.bytes().take(10).position(|b| b == b';').unwrap_or(0);
    let named = text.bytes().skip(1).take(end.saturating_sub(1));
    if end > 1 && named.into_iter().all(|b| b.is_ascii_alphanumeric() || b == b'#') {
        end + 1
    } else {
        0
    }
}
