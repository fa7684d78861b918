//! How alike two texts are as strings, from 0 (nothing in common) to 1 (equal).
//!
//! Both take time in proportion to the product of the lengths. Texts of more than [`LONGEST`] characters are therefore cut
//! into as many pieces each, of which the first is compared with the first and so on: the mean, weighted by length, is a
//! lower bound of what the whole texts would give by Levenshtein, and an estimate by Jaro-Winkler.

/// Characters up to which texts are compared as a whole.
pub const LONGEST: usize = 8192;

/// Levenshtein similarity: 1 less the edit distance over the longer text's length, in characters.
///
/// Levenshtein 1966, "Binary codes capable of correcting deletions, insertions, and reversals".
///
/// ```
/// use glossator::metrics::similarity::levenshtein;
///
/// assert_eq!(levenshtein("kitten", "kitting"), 1.0 - 2.0 / 7.0);
/// ```
pub fn levenshtein(hypothesis: &str, reference: &str) -> f64 {
    by_pieces(hypothesis, reference, strsim::normalized_levenshtein)
}

/// Jaro-Winkler similarity, which favours texts with the same beginning.
///
/// Winkler 1990, "String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage".
///
/// ```
/// use glossator::metrics::similarity::jaro_winkler;
///
/// assert!((jaro_winkler("MARTHA", "MARHTA") - 0.961).abs() < 0.001);
/// ```
pub fn jaro_winkler(hypothesis: &str, reference: &str) -> f64 {
    by_pieces(hypothesis, reference, strsim::jaro_winkler)
}

fn by_pieces(hypothesis: &str, reference: &str, alike: fn(&str, &str) -> f64) -> f64 {
    if hypothesis.len().max(reference.len()) <= LONGEST {
        return alike(hypothesis, reference);
    }
    let lengths = [hypothesis, reference].map(|text| text.chars().count());
    let pieces = lengths[0].max(lengths[1]).div_ceil(LONGEST);
    if pieces <= 1 {
        return alike(hypothesis, reference);
    }
    let (mut rest, mut sum, mut total) = ([hypothesis, reference], 0.0, 0.0);
    for piece in 0..pieces {
        let mut longest = 0;
        let [a, b] = [0, 1].map(|side| {
            let chars = lengths[side] * (piece + 1) / pieces - lengths[side] * piece / pieces;
            longest = longest.max(chars);
            let text: &str = rest[side];
            let end = text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at);
            let (first, behind) = text.split_at(end);
            rest[side] = behind;
            first
        });
        sum += alike(a, b) * longest as f64;
        total += longest as f64;
    }
    sum / total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_compared_piece_by_piece() {
        let text = "Ein Satz über Kästen. ".repeat(2000);
        assert!(text.chars().count() > 5 * LONGEST);
        assert_eq!((levenshtein(&text, &text), jaro_winkler(&text, &text)), (1.0, 1.0));
        assert_eq!((levenshtein(&text, ""), jaro_winkler(&text, "")), (0.0, 0.0));
        // One letter in 22.
        let other = text.replace('z', "x");
        assert!((levenshtein(&text, &other) - 21.0 / 22.0).abs() < 1e-3);
        let short: String = text.chars().take(LONGEST).collect();
        let start: String = other.chars().take(100).collect();
        let whole = strsim::normalized_levenshtein(&short, &start);
        assert!((levenshtein(&short, &start) - whole).abs() < f64::EPSILON);
    }
}
