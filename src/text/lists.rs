//! Lists that stand in one line: items between bars.

use std::ops::Range;

use super::trimmed;

/// The items of `Roles: Sales agent | Account admin`: what stands between the bars, without the blanks around it and
/// without the label before the last colon. Empty items are empty ranges; a text without bars is one item.
pub fn items(text: &str) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut start = 0;
    for part in text.split('|') {
        let item = part.rsplit([':', '：']).next().unwrap_or(part);
        let end = start + part.len();
        items.push(trimmed(text, end - item.len()..end));
        start = end + 1;
    }
    items
}

#[cfg(test)]
mod tests {
    use super::items;

    #[test]
    fn items_stand_between_bars_behind_their_label() {
        let of = |text: &'static str| -> Vec<&str> {
            items(text).into_iter().map(|r| &text[r]).collect()
        };
        assert_eq!(of("Roles: a b | c |"), ["a b", "c", ""]);
        assert_eq!(of("角色：甲|乙"), ["甲", "乙"]);
        assert_eq!(of("none"), ["none"]);
    }
}
