//! Finds a stretch of text in a damaged state: spaced out, in other case, or with entities for its brackets.

use std::ops::Range;

/// Where `needle` stands in `text` when spaces, back-slashes, invisible characters and the case of ASCII letters do not
/// count, and wide marks stand for theirs.
///
/// Meant for what was not found verbatim: it costs up to the product of both lengths.
pub fn find_loose(text: &str, needle: &str) -> Option<Range<usize>> {
    let skip = |c: &char| !c.is_whitespace() && *c != '\\' && !super::marks::is_invisible(*c);
    let fold = |c: char| match c {
        '。' | '．' => '.',
        '：' => ':',
        '＿' => '_',
        c => c.to_ascii_lowercase(),
    };
    let first = needle.chars().find(skip).map(fold)?;
    for (start, _) in text.char_indices().filter(|(_, c)| fold(*c) == first) {
        let mut wanted = needle.chars().filter(skip).map(fold);
        let mut at = wanted.next();
        for (i, c) in text[start..].char_indices() {
            if !skip(&c) {
                continue;
            }
            if at != Some(fold(c)) {
                break;
            }
            at = wanted.next();
            if at.is_none() {
                return Some(start..start + i + c.len_utf8());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::find_loose;

    #[test]
    fn damaged_stretches_are_found() {
        for (text, needle, found) in [
            ("see https:// a.b/c now", "https://a.b/c", Some("https:// a.b/c")),
            ("führen get-azvm aus", "Get-AzVM", Some("get-azvm")),
            ("の% s を", "%s", Some("% s")),
            (r"em vs \_ 4 \_ 1", "vs_4_1", Some(r"vs \_ 4 \_ 1")),
            ("aab", "ab", Some("ab")),
            ("B。053 を", "B.053", Some("B。053")),
            ("nothing", "x y", None),
            ("", "x", None),
            ("x", " ", None),
        ] {
            assert_eq!(find_loose(text, needle).map(|r| &text[r]), found, "{text}");
        }
    }
}
