//! Words, identifiers and numbers of the visible text.

use std::ops::Range;

use super::marks::{is_mark, joins_word};
use super::script::CharScript;
use super::{Text, identifiers};

/// A word of the visible text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// First byte in the visible text.
    pub start: u32,
    /// Byte behind its end in the visible text.
    pub end: u32,
    /// What it is.
    pub kind: WordKind,
    /// Script of its first letter; of a number [`CharScript::Digit`].
    pub script: CharScript,
}

impl Word {
    /// Its bytes in the visible text.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Kinds of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WordKind {
    /// Letters of one script; of a script without spaces the whole run.
    Plain,
    /// A name of code: `camelCase`, `snake_case`, `Verb-Noun`, `-Param`, `name.ext`.
    Identifier,
    /// Begins with a digit: a number, a version, `4K`.
    Number,
}

/// Cuts `text.visible()` into words.
pub(super) fn cut(text: &mut Text<'_>) {
    let mut words = Vec::with_capacity(text.visible.len() / 6 + 1);
    let visible = text.visible.as_str();
    let bytes = visible.as_bytes();
    let mut chars = visible.char_indices().peekable();
    while let Some(&(start, c)) = chars.peek() {
        if let Some(end) = ascii_word(bytes, start) {
            push(&mut words, start, end, WordKind::Plain, CharScript::Latin);
            // One byte a character.
            chars.nth(end - start - 1);
            continue;
        }
        let script = CharScript::of(c);
        if script == CharScript::Common {
            chars.next();
            continue;
        }
        // ASCII identifiers reach over the marks that code uses inside names.
        if c.is_ascii_alphabetic()
            && let Some(end) = identifiers::end(bytes, start)
        {
            push(&mut words, start, end, WordKind::Identifier, CharScript::Latin);
            while chars.next_if(|(i, _)| *i < end).is_some() {}
            continue;
        }
        let mut end = start;
        let number = script == CharScript::Digit;
        while let Some((i, c)) = chars.next_if(|&(i, c)| continues(bytes, script, i, c)) {
            end = i + c.len_utf8();
        }
        if end == start {
            chars.next();
            continue;
        }
        push(
            &mut words,
            start,
            end,
            if number { WordKind::Number } else { WordKind::Plain },
            script,
        );
    }
    text.words = words;
}

/// Where a word of ASCII letters ends that begins with one here and is no name of code; none where it takes more to tell.
/// Most words are such.
fn ascii_word(bytes: &[u8], start: usize) -> Option<usize> {
    let mut before = *bytes.get(start)?;
    if !before.is_ascii_alphabetic() {
        return None;
    }
    let mut end = start + 1;
    while let Some(byte) = bytes.get(end).filter(|byte| byte.is_ascii_alphanumeric()) {
        if before.is_ascii_lowercase() && byte.is_ascii_uppercase() {
            return None;
        }
        before = *byte;
        end += 1;
    }
    let joins = match bytes.get(end) {
        Some(b'_' | 0x80..) => true,
        Some(b'.' | b'-') => bytes.get(end + 1).is_some_and(u8::is_ascii_alphabetic),
        _ => false,
    };
    (!joins).then_some(end)
}

fn push(words: &mut Vec<Word>, start: usize, end: usize, kind: WordKind, script: CharScript) {
    words.push(Word { start: start as u32, end: end as u32, kind, script });
}

/// Whether a character belongs to a word of `script`.
fn continues(bytes: &[u8], script: CharScript, at: usize, c: char) -> bool {
    let class = CharScript::of(c);
    match script {
        CharScript::Digit => {
            class == CharScript::Digit
                || (c.is_ascii_alphabetic() && at > 0)
                // A mark inside a number has a digit on either side.
                || (matches!(c, '.' | ',' | ':' | '/' | '٫' | '٬')
                    && at > 0
                    && bytes[at - 1].is_ascii_digit()
                    && bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
        }
        CharScript::Latin => {
            class == CharScript::Latin || class == CharScript::Digit || joins_word(c)
        }
        _ => class == script || joins_word(c),
    }
}

/// The run of letters that a text begins with, with their marks; empty if it begins with none. `of` says which
/// characters make a word: [`char::is_alphanumeric`], or [`char::is_alphabetic`] where digits end one.
pub fn leading(text: &str, of: impl Fn(char) -> bool) -> &str {
    if !text.starts_with(&of) {
        return "";
    }
    &text[..text.find(|c| !of(c) && !is_mark(c)).unwrap_or(text.len())]
}

/// The run of letters that a text ends with, as [`leading`].
pub fn trailing(text: &str, of: impl Fn(char) -> bool) -> &str {
    let mut start = text.len();
    for (at, c) in text.char_indices().rev() {
        if of(c) {
            start = at;
        } else if !is_mark(c) {
            break;
        }
    }
    &text[start..]
}

/// The runs of letters of a text, with their marks, in order; `of` as in [`leading`].
pub fn runs(text: &str, of: impl Fn(char) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(&of)?;
        let rest = &text[start..];
        at = start + rest.find(|c| !of(c) && !is_mark(c)).unwrap_or(rest.len());
        Some(start..at)
    })
}

/// What stands between the blanks of a text: words with the marks and markup around them.
pub fn stretches(text: &str) -> impl DoubleEndedIterator<Item = &str> + Clone {
    text.split_whitespace()
}

/// A text up to its last letter or digit, or the last of some other marks.
pub fn up_to_word<'t>(text: &'t str, marks: &[char]) -> &'t str {
    text.trim_end_matches(|c: char| !c.is_alphanumeric() && !marks.contains(&c))
}

/// A stretch without the marks before its first and behind its last letter or digit.
pub fn bare(stretch: &str) -> &str {
    stretch.trim_matches(|c: char| !c.is_alphanumeric() && !is_mark(c))
}

/// Words as translators count them: stretches between blanks that hold a letter or digit.
pub fn count(text: &str) -> usize {
    if text.is_ascii() {
        let is_blank = |byte: &u8| matches!(byte, b'\t'..=b'\r' | b' ');
        let parts = text.as_bytes().split(is_blank);
        return parts.filter(|part| part.iter().any(u8::is_ascii_alphanumeric)).count();
    }
    stretches(text).filter(|part| part.contains(char::is_alphanumeric)).count()
}

/// Where the stretch without blanks begins that the byte `at` stands in.
pub fn stretch_start(text: &str, at: usize) -> usize {
    text[..at].trim_end_matches(|c: char| !c.is_whitespace()).len()
}

/// Where the stretch without blanks ends that the byte `at` stands in.
pub fn stretch_end(text: &str, at: usize) -> usize {
    text[at..].find(char::is_whitespace).map_or(text.len(), |len| at + len)
}

/// Whether no letter or digit stands beside a range. Beside a script without spaces there always is one: there
/// [`is_word_boundary`](super::script::is_word_boundary) tells more.
pub fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    !text[..range.start].ends_with(char::is_alphanumeric)
        && !text[range.end..].starts_with(char::is_alphanumeric)
}

/// Letters that stand for the word beside a place in a script that does not part words.
const UNSPACED_WORD: usize = 6;

/// Where the word before the byte `at` begins, if only a space or hyphen is between. Of a script without spaces a few
/// letters are taken for a word.
pub fn previous_word(text: &str, at: usize) -> Option<usize> {
    let head = text[..at].trim_end_matches([' ', '-']);
    if head.len() + 3 < at || !head.ends_with(char::is_alphanumeric) {
        return None;
    }
    let start = word_start(text, head.len());
    let word = &text[start..head.len()];
    if word.chars().next().is_some_and(|c| CharScript::of(c).is_unspaced()) {
        let letter = word.char_indices().rev().nth(UNSPACED_WORD - 1);
        return Some(start + letter.map_or(0, |(at, _)| at));
    }
    Some(start)
}

/// Where the word behind the byte `at` ends, as [`previous_word`].
pub fn next_word(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let tail = rest.trim_start_matches([' ', '-']);
    let start = at + (rest.len() - tail.len());
    if start - at > 3 || !tail.starts_with(char::is_alphanumeric) {
        return None;
    }
    let end = word_end(text, start);
    let word = &text[start..end];
    if word.chars().next().is_some_and(|c| CharScript::of(c).is_unspaced()) {
        let letter = word.char_indices().nth(UNSPACED_WORD);
        return Some(start + letter.map_or(word.len(), |(at, _)| at));
    }
    Some(end)
}

/// Where the run of letters and digits of one script begins that ends at a byte.
pub fn word_start(text: &str, end: usize) -> usize {
    let mut script = None;
    let mut start = end;
    for (at, c) in text[..end].char_indices().rev() {
        if !goes_on(c, &mut script) {
            break;
        }
        // A mark behind no letter is that of a symbol.
        if !is_mark(c) {
            start = at;
        }
    }
    start
}

/// Where the run of letters and digits of one script ends that begins at a byte.
pub fn word_end(text: &str, start: usize) -> usize {
    let mut script = None;
    let mut end = start;
    for (at, c) in text[start..].char_indices() {
        if !goes_on(c, &mut script) {
            break;
        }
        end = start + at + c.len_utf8();
    }
    end
}

/// Whether a character belongs to a run of `script`, which its first letter decides. Latin letters and digits make one
/// word.
fn goes_on(c: char, script: &mut Option<CharScript>) -> bool {
    if is_mark(c) {
        return true;
    }
    let class = match CharScript::of(c) {
        CharScript::Digit => CharScript::Latin,
        class => class,
    };
    c.is_alphanumeric() && *script.get_or_insert(class) == class
}

/// The words of a text, and the single characters of scripts without spaces, in order. Words that an apostrophe joins
/// are one (`l’été`), and so are digits and Latin letters.
pub fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut open: Option<(usize, CharScript)> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let class = match CharScript::of(c) {
            CharScript::Digit => CharScript::Latin,
            class => class,
        };
        let joins = matches!(c, '\'' | '’') || is_mark(c);
        if let Some((start, known)) = open
            && (class != known && !joins || class.is_unspaced())
        {
            pieces.push(start..at);
            open = None;
        }
        if open.is_none() && c.is_alphanumeric() {
            open = Some((at, class));
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::WordKind::{Identifier, Number, Plain};
    use super::*;
    use crate::text::Text;

    fn words(raw: &str) -> Vec<(String, WordKind)> {
        let text = Text::new(raw);
        text.words.iter().map(|w| (text.word(w).to_owned(), w.kind)).collect()
    }

    #[test]
    fn words_break_where_scripts_meet() {
        let plain = |raw: &str| words(raw).into_iter().map(|w| w.0).collect::<Vec<_>>();
        assert_eq!(plain("Az Azure-ban, l'été"), ["Az", "Azure", "ban", "l", "été"]);
        assert_eq!(plain("使用Office 365を開く"), ["使用", "Office", "365", "を", "開", "く"]);
        assert_eq!(plain("Office를 엽니다"), ["Office", "를", "엽니다"]);
        assert_eq!(plain("Azureные"), ["Azure", "ные"]);
    }

    #[test]
    fn identifiers_and_numbers_are_told_apart() {
        assert_eq!(
            words("Run Get-AzVM with my_var in app.config, 1,234.5 or 4K and Power-User"),
            [
                ("Run", Plain),
                ("Get-AzVM", Identifier),
                ("with", Plain),
                ("my_var", Identifier),
                ("in", Plain),
                ("app.config", Identifier),
                ("1,234.5", Number),
                ("or", Plain),
                ("4K", Number),
                ("and", Plain),
                ("Power", Plain),
                ("User", Plain)
            ]
            .map(|(w, k)| (w.to_owned(), k))
        );
    }

    #[test]
    fn a_word_of_mere_letters_is_told_from_what_takes_more() {
        let text =
            "Run Get-AzVM, my_var or a.B; end. Next node.js K8s-a iPhone caf\u{e9} x86 b-C a- 5";
        let bytes = text.as_bytes();
        let told: Vec<&str> = runs(text, |c| c.is_ascii_alphanumeric())
            .filter_map(|run| {
                let end = ascii_word(bytes, run.start)?;
                assert_eq!((identifiers::end(bytes, run.start), end), (None, run.end));
                Some(&text[run])
            })
            .collect();
        assert_eq!(told, ["Run", "var", "or", "B", "end", "Next", "js", "a", "x86", "C", "a"]);
    }

    #[test]
    fn runs_of_letters_hold_their_marks() {
        let text = "cafe\u{301}-Haus, 16GB";
        let all = |of: fn(char) -> bool| runs(text, of).map(|r| &text[r]).collect::<Vec<_>>();
        assert_eq!(all(char::is_alphanumeric), ["cafe\u{301}", "Haus", "16GB"]);
        assert_eq!(all(char::is_alphabetic), ["cafe\u{301}", "Haus", "GB"]);
        assert_eq!(leading("cafe\u{301}s x", char::is_alphabetic), "cafe\u{301}s");
        assert_eq!(
            (leading("-a", char::is_alphabetic), leading("", char::is_alphabetic)),
            ("", "")
        );
        assert_eq!(trailing("x cafe\u{301}", char::is_alphanumeric), "cafe\u{301}");
        assert_eq!((trailing("a-", char::is_alphanumeric), trailing("", |_| true)), ("", ""));
    }

    #[test]
    fn stretches_between_blanks_are_what_translators_count() {
        assert_eq!(count("a – don't  e-mail \u{fffc} 5 !"), 4);
        assert_eq!(stretches(" a\u{a0}(b) ").collect::<Vec<_>>(), ["a", "(b)"]);
        assert_eq!((bare("(don't),"), bare("–"), bare("")), ("don't", "", ""));
        assert_eq!((stretch_start("so don't", 7), stretch_start("x", 0)), (3, 0));
        assert_eq!((stretch_end("so don't", 0), stretch_end("so don't", 4)), (2, 8));
        assert!(stands_alone("a b-c", &(2..3)) && !stands_alone("ab", &(0..1)));
    }

    #[test]
    fn words_beside_a_place_are_of_one_script() {
        let text = "im Azure-Portal 中文字符汉字甲";
        let portal = text.find("Portal").unwrap();
        assert_eq!(previous_word(text, portal), text.find("Azure"));
        assert_eq!(next_word(text, "im".len()), Some("im Azure".len()));
        assert_eq!(next_word(text, portal + 6), text.find("甲"));
        assert_eq!(previous_word(text, text.len()), text.find("文"));
        assert_eq!(next_word("a, b", 1), None);
        assert_eq!(previous_word("a, b", 2), None);
        assert_eq!(word_end("Office365를", 0), 9);
        assert_eq!(word_start("에Office365", 12), 3);
        assert_eq!(word_start("⚠\u{fe0f}Note", "⚠\u{fe0f}Note".len()), "⚠\u{fe0f}".len());
        assert_eq!(&"ที่นี่"[..word_end("ที่นี่", 0)], "ที่นี่");
    }

    #[test]
    fn pieces_are_words_or_characters() {
        let of =
            |text: &'static str| pieces(text).into_iter().map(|r| &text[r]).collect::<Vec<_>>();
        assert_eq!(of("l’été, Office 365!"), ["l’été", "Office", "365"]);
        assert_eq!(of("中文ab"), ["中", "文", "ab"]);
        assert_eq!(of("한국 e\u{301}a"), ["한국", "e\u{301}a"]);
    }
}
