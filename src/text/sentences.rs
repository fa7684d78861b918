//! Sentences of a text, and where one begins.

use std::ops::Range;

use super::{Text, WordKind};

/// Splits a text into sentences: at a full stop, question or exclamation mark that closes a word and is followed by a
/// blank and something that can begin a sentence, or by nothing. Returns byte ranges that cover the text.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    if is_one(text) {
        return std::iter::once(0..text.len()).collect();
    }
    let mut found = Vec::new();
    let mut start = 0;
    let mut word_letters = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        let wide = is_wide(c);
        if !is_end_mark(c) {
            word_letters = if c.is_alphabetic() { word_letters + 1 } else { 0 };
            continue;
        }
        // One letter or a numeral before a stop is an initial, an abbreviation or a list's number.
        let closes_word = wide || c != '.' || word_letters != 1;
        while let Some(&(_, next)) = chars.peek() {
            if !matches!(
                next,
                '*' | '_'
                    | '"'
                    | '”'
                    | '»'
                    | '’'
                    | '\''
                    | ')'
                    | ']'
                    | '）'
                    | '」'
                    | '.'
                    | '!'
                    | '?'
            ) {
                break;
            }
            chars.next();
        }
        let end = chars.peek().map_or(text.len(), |(at, _)| *at);
        let rest = &text[end..];
        let blank = rest.starts_with(char::is_whitespace);
        let begins = rest
            .trim_start()
            .trim_start_matches(['*', '_', '"', '“', '«', '[', '(', '¿', '¡', '「']);
        let begins = begins.chars().next().is_some_and(begins_with);
        word_letters = 0;
        if closes_word && (wide || blank) && begins {
            found.push(start..end);
            start = end;
        }
    }
    if text[start..].chars().any(char::is_alphanumeric) || found.is_empty() {
        found.push(start..text.len());
    } else if let Some(last) = found.last_mut() {
        last.end = text.len();
    }
    found
}

/// Whether a text is one sentence by its marks alone, as most are: none stands before its last character.
pub fn is_one(text: &str) -> bool {
    let inner = text.trim_end().char_indices().next_back().map_or(0, |(at, _)| at);
    !text[..inner].contains(is_end_mark)
}

/// Whether a sentence can begin with a letter: not with a small one, of which Georgian has no others.
fn begins_with(c: char) -> bool {
    c.is_alphanumeric() && (!c.is_lowercase() || matches!(c, '\u{10d0}'..='\u{10ff}'))
}

fn is_end_mark(c: char) -> bool {
    is_wide(c) || matches!(c, '.' | '!' | '?' | '؟' | '۔' | '…' | '।')
}

/// Whether a mark ends a sentence even without a blank behind it.
fn is_wide(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡')
}

/// Whether a text ends with a full stop, emphasis and blanks apart; an ellipsis is none.
pub fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['*', '_', ' ', '\u{a0}']);
    text.ends_with(['.', '。', '．']) && !text.ends_with("..")
}

/// Whether a sentence, cell or label begins at a byte: nothing but quotation marks, brackets, bullets and dashes
/// stands between it and the beginning or a mark that ends something.
pub fn begins_sentence(text: &str, at: usize) -> bool {
    let before = text[..at]
        .trim_end_matches([' ', '"', '“', '„', '‘', '\'', '(', '[', '*', '-', '–', '—', '•', '>']);
    before.is_empty() || before.ends_with(['.', '!', '?', ':', ';', '|', '…', '\n'])
}

/// As [`begins_sentence`], but a dash too begins something: the second half of a heading (`Step 1 – Select a plan`)
/// speaks to the reader as a sentence does.
pub fn begins_part(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '"', '“', '„', '(', '*']);
    before.ends_with(['-', '–']) || begins_sentence(text, at)
}

impl Text<'_> {
    /// Whether a word follows a full stop that nothing but a sentence ends with: one space stands behind it, and before it
    /// a long word in small letters, no abbreviation. Unlike [`sentences`] it does not ask whether the word has a capital.
    pub fn follows_sentence(&self, word: usize) -> bool {
        let Some(before) = word.checked_sub(1).map(|i| &self.words[i]) else { return false };
        let written = self.word(before);
        before.end + 2 == self.words[word].start
            && self.visible()[before.end as usize..].starts_with(". ")
            && before.kind == WordKind::Plain
            && written.chars().count() >= NO_ABBREVIATION
            && written.chars().skip(1).all(char::is_lowercase)
    }
}

/// Letters of a word that is no abbreviation.
const NO_ABBREVIATION: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|s| text[s].trim()).collect()
    }

    #[test]
    fn sentences_end_at_marks_before_a_new_beginning() {
        assert_eq!(
            pieces("Das ist so. **Sie** können gehen."),
            ["Das ist so.", "**Sie** können gehen."]
        );
        assert_eq!(pieces("**Ist das so?** Ja."), ["**Ist das so?**", "Ja."]);
        assert_eq!(pieces("請求されます。このタスク"), ["請求されます。", "このタスク"]);
        assert_eq!(pieces("هل؟ نعم."), ["هل؟", "نعم."]);
    }

    #[test]
    fn abbreviations_and_versions_do_not_end_one() {
        for text in [
            "Siehe z. B. Azure 3.5 im Portal.",
            "после 30 сентября 2020 г. средство",
            "",
            "node.js is",
        ] {
            assert_eq!(sentences(text), vec![0..text.len()], "{text}");
        }
    }

    #[test]
    fn a_sentence_begins_behind_marks_that_end_one() {
        for (text, begins) in [
            ("X", true),
            ("• **“X", true),
            ("So. (X", true),
            ("Titel: X", true),
            ("a | X", true),
            ("so - X", false),
            ("so, X", false),
            ("so X", false),
        ] {
            assert_eq!(begins_sentence(text, text.len() - 1), begins, "{text}");
        }
    }

    #[test]
    fn a_full_stop_ends_a_text_through_its_markup() {
        assert!(ends_sentence("So **ist es.** ") && ends_sentence("終了。"));
        assert!(!ends_sentence("und so ...") && !ends_sentence("Ja!") && !ends_sentence(""));
    }

    #[test]
    fn a_part_begins_behind_a_dash_too() {
        assert!(begins_part("so – X", "so – ".len()) && begins_part("so. X", 4));
        assert!(!begins_part("so X", 3) && !begins_sentence("so – X", "so – ".len()));
    }

    #[test]
    fn a_full_stop_behind_a_long_word_ends_a_sentence() {
        let follows = |raw: &str| {
            let text = Text::new(raw);
            text.follows_sentence(text.words.len() - 1)
        };
        assert!(follows("Этот короткий. этот"));
        assert!(!follows("etc. этот") && !follows("a. b") && !follows("Этот короткий.  этот"));
        assert!(!follows("этот") && !follows("SHORT. x"));
    }
}
