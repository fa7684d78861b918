//! Quotation marks: those of the locale, or others.

use super::{Pair, Place, Rule, Usage};

/// The locale's own quotation marks.
pub static OWN_QUOTES: Rule = Rule {
    id: "own-quotation-marks",
    summary: "quotation marks are those of the locale",
    kept: "have the locale's own quotation mark",
    other: "have another",
    both_ways: false,
    usage: |locale| match locale.quotes.first() {
        Some((open, _)) if open != "\"" => Usage::Open,
        _ => Usage::None,
    },
    places,
};

/// Marks that only quote.
const MARKS: [char; 11] = ['"', '“', '”', '„', '«', '»', '‹', '›', '「', '」', '‟'];

fn places(pair: &Pair<'_>, places: &mut Vec<Place>) {
    let quotes = &pair.locale.quotes;
    let own = |c: char| quotes.iter().any(|(open, close)| open.contains(c) || close.contains(c));
    let visible = pair.target.visible();
    for (at, c) in visible.char_indices().filter(|(_, c)| MARKS.contains(c)) {
        // Behind a digit a straight mark may be inches.
        if c == '"' && visible[..at].ends_with(|b: char| b.is_ascii_digit()) {
            continue;
        }
        let kept = c != '"' && own(c);
        places.push(Place::new(pair, at..at + c.len_utf8(), kept));
    }
}
