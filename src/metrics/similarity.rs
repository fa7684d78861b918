//! How alike two texts are as strings, from 0 (nothing in common) to 1 (equal).

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
    strsim::normalized_levenshtein(hypothesis, reference)
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
    strsim::jaro_winkler(hypothesis, reference)
}
