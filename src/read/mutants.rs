//! Damaged texts for tests of readers: the same ones each time.

/// What is put in between: marks of all formats, and characters of several bytes.
const PIECES: &[&str] = &[
    "\"", "'", "{", "}", "[", "]", "<", ">", "</", "/>", "=", ":", "::", "|", "|===", "+", "+++",
    "---", "```", "----", "====", "....", ".. ", "* ", "- ", "#. ", "`", "*", "_", "\\", "&", ";",
    "\n", "\n\n", "    ", "\t", "\r\n", "\u{a0}", "\u{3000}", "\u{200b}", "e\u{301}", "漢", "🙂",
    "\u{feff}", "\0", "(", ")", "!", "//", "<!--", "]]>",
];

/// Damages a text in so many ways: parts are lost, doubled, moved and put in.
pub(crate) fn mutants(text: &str, count: usize, seed: u64) -> impl Iterator<Item = String> {
    let mut state = seed | 1;
    let mut next = move |below: usize| {
        // Marsaglia's xorshift.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    (0..count).map(move |_| {
        let mut chars: Vec<char> = text.chars().collect();
        for _ in 0..=next(4) {
            let at = next(chars.len() + 1);
            let end = (at + next(30)).min(chars.len());
            match next(6) {
                0 => drop(chars.drain(at..end)),
                1 => {
                    let copy = chars[at..end].to_vec();
                    let to = next(chars.len() + 1);
                    chars.splice(to..to, copy);
                }
                2 if !chars.is_empty() => {
                    let (a, b) = (next(chars.len()), next(chars.len()));
                    chars.swap(a, b);
                }
                3 => chars.truncate(chars.len().max(1) * 2 / 3),
                _ => {
                    let piece = PIECES[next(PIECES.len())];
                    chars.splice(at..at, piece.chars());
                }
            }
        }
        chars.into_iter().collect()
    })
}
