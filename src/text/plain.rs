//! A segment's text as the lexicon reads it: everything that is no language is blanked, byte for byte.

use std::ops::Range;

use crate::text::{Text, entities};

/// Blanks protected stretches, tags, link targets and entities with as many spaces as they have bytes, so that ranges of
/// the result are ranges of the raw text. Marks of emphasis and brackets stay: they tell labels from prose.
pub fn plain(text: &Text<'_>) -> String {
    let mut bytes = text.raw.as_bytes().to_vec();
    let mut blank = |range: Range<usize>| {
        if let Some(bytes) = bytes.get_mut(range) {
            bytes.fill(b' ');
        }
    };
    text.protected.iter().for_each(|p| blank(p.range.clone()));
    text.tags.iter().for_each(|t| blank(t.range.clone()));
    text.links.iter().for_each(|l| blank(l.text.end..l.range.end));
    for (at, _) in text.raw.match_indices('&') {
        blank(at..at + entities::length(&text.raw[at..]));
    }
    // All blanked ranges begin and end at characters; were one not to, the raw text would serve.
    String::from_utf8(bytes).unwrap_or_else(|_| text.raw.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_language_is_blanked_in_place() {
        let raw = "Öffnen&nbsp;Sie **[das Portal](https://a.b/c)** <br/>mit `az login` & mehr";
        let plain = plain(&Text::new(raw));
        assert_eq!(plain.len(), raw.len());
        let words: Vec<&str> = plain.split_whitespace().collect();
        assert_eq!(words, ["Öffnen", "Sie", "**[das", "Portal", "**", "mit", "&", "mehr"]);
        assert_eq!(plain.find("Portal"), raw.find("Portal"));
    }
}
