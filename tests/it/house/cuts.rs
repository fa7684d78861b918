//! The wall around `src/text`: no other room cuts text by itself.
//!
//! What cuts is told by the code of a line: the name of a function ([`NAMES`]), a split at blanks or full stops, a table
//! of combining marks ([`CUTS`]), or a search for the border of a word ([`SEARCHES`] for one of [`CLASSES`]). To look for a
//! given mark or word, or at the character beside a place, is no cut.

use super::sources;

/// Rooms that cut, with the reason.
const ROOMS: &[(&str, &str)] = &[
    ("text", "cuts for all"),
    ("metrics", "a metric's tokenizer is part of its signature"),
    ("read/formats", "a format has its own grammar"),
    ("cldr.rs", "reads a table of data; the ground imports nothing from above"),
];

/// Functions that cut or are called so: file, function, reason.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("hash.rs", "normalise", "blanks of a key; the ground imports nothing from above"),
    ("names/load/tbx.rs", "read", "white space of an XML element"),
];

/// Names of functions that cut a text ([`TEXTS`]) or tell what a word is made of.
const NAMES: &[&str] = &[
    "begins_sentence",
    "count_words",
    "ends_sentence",
    "first_word",
    "in_bold",
    "is_bold",
    "is_combining",
    "is_invisible",
    "is_mark",
    "is_word",
    "items",
    "last_word",
    "next_word",
    "pieces",
    "previous_word",
    "runs",
    "sentences",
    "strong",
    "tokenize",
    "tokens",
    "word_count",
    "word_end",
    "word_start",
    "words",
];

/// Parameters that are a text or a character of one.
const TEXTS: &[&str] = &["str", "Text<", ": char"];

/// Splits at blanks, full stops and bars, and what tables of combining marks begin with.
const CUTS: &[&str] = &[
    "split_whitespace(",
    "split_ascii_whitespace(",
    "split(' ')",
    "rfind(' ')",
    "split_once(' ')",
    "split(\". \")",
    "find(\". \")",
    "split('|')",
    r"\u{300}",
    r"\u{64b}",
    r"\u{e34}",
    r"\u{e47}",
];

/// Searches of a text.
const SEARCHES: &[&str] = &[
    "find(",
    "split(",
    "trim_matches(",
    "trim_start_matches(",
    "trim_end_matches(",
    "take_while(",
];

/// Characters that words are made of or end at.
const CLASSES: &[&str] = &[
    "is_alphanumeric",
    "is_alphabetic",
    "is_ascii_alphabetic",
    "is_ascii_alphanumeric",
    "is_whitespace",
];

/// A line that cuts text.
struct Cut {
    file: String,
    function: String,
    line: usize,
    code: String,
}

/// The lines of a file that cut text, tests apart.
fn cuts(file: &str, source: &str) -> Vec<Cut> {
    let mut found = Vec::new();
    let mut function = "";
    let mut lines = source.lines().enumerate().peekable();
    while let Some((at, line)) = lines.next() {
        if line == "#[cfg(test)]" && lines.peek().is_some_and(|(_, l)| l.starts_with("mod tests {"))
        {
            break;
        }
        let code = line.trim();
        if code.starts_with("//") {
            continue;
        }
        let name = defined(code);
        function = name.unwrap_or(function);
        // The first letter of a text is no border.
        let searched = code.replace("chars().find(", "");
        let holds = |parts: &[&str], code: &str| parts.iter().any(|part| code.contains(part));
        if name.is_some_and(|name| NAMES.contains(&name) && holds(TEXTS, code))
            || holds(CUTS, code)
            || holds(SEARCHES, &searched) && holds(CLASSES, code)
        {
            let [file, function, code] = [file, function, code].map(str::to_owned);
            found.push(Cut { file, function, line: at + 1, code });
        }
    }
    found
}

/// The name of the function whose definition begins in a line.
fn defined(code: &str) -> Option<&str> {
    let (before, rest) = code.split_once("fn ")?;
    let name = &rest[..rest.find(['(', '<'])?];
    (before.is_empty() || before.ends_with(' ')).then_some(name)
}

#[test]
fn text_is_cut_in_its_own_room_only() {
    let files = sources().into_iter().filter(|(path, _)| {
        !path.ends_with("tests.rs") && !ROOMS.iter().any(|(room, _)| path.starts_with(room))
    });
    let found: Vec<Cut> = files
        .flat_map(|(path, text)| cuts(&path.to_string_lossy().replace('\\', "/"), &text))
        .collect();
    let is = |cut: &Cut, file: &str, function: &str| cut.file == file && cut.function == function;
    let broken: Vec<String> = found
        .iter()
        .filter(|cut| !EXCEPTIONS.iter().any(|(file, function, _)| is(cut, file, function)))
        .map(|cut| format!("src/{}:{} in `{}`: {}", cut.file, cut.line, cut.function, cut.code))
        .collect();
    assert!(
        broken.is_empty(),
        "{} places cut text outside src/text; call a finder there, or add one\n{}",
        broken.len(),
        broken.join("\n")
    );
    for (file, function, reason) in EXCEPTIONS {
        let used = found.iter().any(|cut| is(cut, file, function));
        assert!(used, "`{function}` of src/{file} needs no exception any more ({reason})");
    }
}

#[test]
fn a_cut_is_seen_and_a_search_is_none() {
    for code in [
        "let n = label.split_whitespace().count();",
        "let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());",
        "pub(super) fn is_mark(c: char) -> bool {",
        r"matches!(c, '\u{300}'..='\u{36f}')",
        "let verb = clause.rsplit(' ').next();",
        "fn words<'t>(text: &'t str) -> Vec<&'t str> {",
    ] {
        assert_eq!(cuts("x.rs", code).len(), 1, "{code}");
    }
    for code in [
        "let first = text.chars().find(|c| c.is_alphabetic());",
        "if rest.starts_with(char::is_alphanumeric) {",
        "// a comment on split_whitespace()",
        "let found = text.find(needle);",
        "fn swords(text: &str) -> usize {",
        "fn words(&self) -> &[Word] {",
        "#[cfg(test)]\nmod tests {\n    fn words() {}\n}",
    ] {
        assert_eq!(cuts("x.rs", code).len(), 0, "{code}");
    }
    let cut = &cuts("x.rs", "fn f() {\n    g();\n    a.split(' ');\n}")[0];
    assert_eq!((cut.function.as_str(), cut.line), ("f", 3));
}
