//! Which way of writing Chinese a text is in, told by the characters that only one of them has.

use std::ops::Range;
use std::sync::LazyLock;

use super::script::CharScript;
use crate::locale::Chinese;

/// Characters of one way of writing that the other lacks, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Share {
    /// How many there are.
    pub letters: usize,
    /// From the first to the last.
    pub span: Range<usize>,
}

/// The characters of the simplified and of the traditional way, each sorted.
static ONLY: LazyLock<[Vec<char>; 2]> = LazyLock::new(|| {
    let mut only = [Vec::new(), Vec::new()];
    for line in include_str!("../../data/chinese.tsv").lines() {
        if let Some(characters) = line.strip_prefix("simplified\t") {
            only[0].extend(characters.chars());
        } else if let Some(characters) = line.strip_prefix("traditional\t") {
            only[1].extend(characters.chars());
        }
    }
    only
});

/// The one way of writing that a character belongs to.
pub fn only(c: char) -> Option<Chinese> {
    if CharScript::of(c) != CharScript::Han {
        return None;
    }
    let [simplified, traditional] = &*ONLY;
    let has = |characters: &[char]| characters.binary_search(&c).is_ok();
    if has(simplified) {
        return Some(Chinese::Simplified);
    }
    has(traditional).then_some(Chinese::Traditional)
}

/// What a text has of one way of writing and of the other, without the characters that `kept` says it quotes.
pub fn shares(text: &str, of: Chinese, kept: impl Fn(char) -> bool) -> (Share, Share) {
    let (mut one, mut other) = (Share::default(), Share::default());
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        let Some(way) = only(c).filter(|_| !kept(c)) else { continue };
        let share = if way == of { &mut one } else { &mut other };
        if share.letters == 0 {
            share.span.start = at;
        }
        share.letters += 1;
        share.span.end = at + c.len_utf8();
    }
    (one, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_sorted_and_in_one_list_only() {
        let [simplified, traditional] = &*ONLY;
        assert!(simplified.len() > 2000 && traditional.len() > 2000);
        for list in [simplified, traditional] {
            assert!(list.is_sorted_by(|a, b| a < b));
            assert!(list.iter().all(|c| CharScript::of(*c) == CharScript::Han));
        }
        assert!(!simplified.iter().any(|c| traditional.binary_search(c).is_ok()));
    }

    #[test]
    fn what_both_ways_have_tells_nothing() {
        for (text, way) in [
            ("这们说为", Some(Chinese::Simplified)),
            ("這們說為裡裏", Some(Chinese::Traditional)),
            ("后里面台云干系着群床乾於a。か", None),
        ] {
            assert!(text.chars().all(|c| only(c) == way), "{text}");
        }
        let (own, other) = shares("打开（開啟）页面", Chinese::Simplified, |c| c == '页');
        assert_eq!((own.letters, other.letters, other.span), (1, 2, 9..15));
    }
}
