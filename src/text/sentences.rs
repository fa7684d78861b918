//! Sentences of a text.

use std::ops::Range;

/// Splits a text into sentences: at a full stop, question or exclamation mark that closes a word and is followed by a
/// blank and something that can begin a sentence, or by nothing. Returns byte ranges that cover the text.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    // Most segments are one sentence: their only mark is the last character.
    let inner = text.trim_end().char_indices().next_back().map_or(0, |(at, _)| at);
    if !text[..inner].contains(ends_sentence) {
        return std::iter::once(0..text.len()).collect();
    }
    let mut found = Vec::new();
    let mut start = 0;
    let mut word_letters = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        let wide = is_wide(c);
        if !ends_sentence(c) {
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
        let begins =
            begins.chars().next().is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase());
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

fn ends_sentence(c: char) -> bool {
    is_wide(c) || matches!(c, '.' | '!' | '?' | '؟' | '۔' | '…' | '।')
}

/// Whether a mark ends a sentence even without a blank behind it.
fn is_wide(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡')
}

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
}
