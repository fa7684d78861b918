//! What a file of Rust imports, without a compiler: names and paths outside comments, strings and tests.

/// A name that a file uses, by its path.
#[derive(Debug, PartialEq)]
pub(super) struct Import {
    /// Of the file, from 1.
    pub(super) line: usize,
    pub(super) path: Vec<String>,
    /// What a `use` calls it; `None` for a path in the code and for all names of a module.
    pub(super) name: Option<String>,
}

/// A name, `::` or another character.
struct Token {
    line: usize,
    text: String,
}

impl Token {
    fn is(&self, text: &str) -> bool {
        self.text == text
    }

    fn is_name(&self) -> bool {
        self.text.starts_with(|c: char| c.is_alphabetic() || c == '_')
    }
}

/// All that a file imports, and the modules that are there for its tests alone.
pub(super) fn imports(text: &str) -> (Vec<Import>, Vec<String>) {
    let (tokens, for_tests) = without_tests(tokens(text));
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(token) = tokens.get(at) {
        at += 1;
        let next = |text| tokens.get(at).is_some_and(|token| token.is(text));
        if token.is("use") && !next("<") {
            at = tree(&tokens, at, &[], &mut found);
        } else if ["crate", "super", "self", "glossator"].contains(&token.text.as_str())
            && next("::")
        {
            let mut path = vec![token.text.clone()];
            while tokens.get(at).is_some_and(|t| t.is("::"))
                && tokens.get(at + 1).is_some_and(Token::is_name)
            {
                path.push(tokens[at + 1].text.clone());
                at += 2;
            }
            found.push(Import { line: token.line, path, name: None });
        }
    }
    (found, for_tests)
}

/// Reads one branch of a `use`, to behind it.
fn tree(tokens: &[Token], mut at: usize, before: &[String], found: &mut Vec<Import>) -> usize {
    let mut path = before.to_vec();
    let mut name = None;
    let line = tokens.get(at).map_or(0, |token| token.line);
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            "::" => at += 1,
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| !token.is("}")) {
                    at = tree(tokens, at, &path, found);
                    at += usize::from(tokens.get(at).is_some_and(|token| token.is(",")));
                }
                return at + 1;
            }
            "*" => {
                name = None;
                at += 1;
            }
            "as" => {
                name = tokens.get(at + 1).map(|token| token.text.clone());
                at += 2;
            }
            // The module whose branches these are.
            "self" if !path.is_empty() => {
                name = path.last().cloned();
                at += 1;
            }
            part if token.is_name() => {
                path.push(part.to_owned());
                name = Some(part.to_owned());
                at += 1;
            }
            _ => break,
        }
    }
    found.push(Import { line, path, name });
    at
}

const FOR_TESTS: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];

/// Takes out what is compiled for tests alone.
fn without_tests(tokens: Vec<Token>) -> (Vec<Token>, Vec<String>) {
    let (mut kept, mut for_tests): (Vec<Token>, Vec<String>) = (Vec::new(), Vec::new());
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        kept.push(token);
        let Some(attribute) = kept.len().checked_sub(FOR_TESTS.len()) else { continue };
        if !kept[attribute..].iter().zip(FOR_TESTS).all(|(token, text)| token.is(text)) {
            continue;
        }
        kept.truncate(attribute);
        let (mut depth, mut last, mut in_use) = (0, String::new(), false);
        for token in tokens.by_ref() {
            in_use |= depth == 0 && token.is("use");
            match token.text.as_str() {
                "{" | "(" | "[" => depth += 1,
                "}" | ")" | "]" => depth -= 1,
                ";" if depth == 0 => {
                    for_tests.push(last);
                    break;
                }
                _ => {}
            }
            if depth == 0 && token.is("}") && !in_use {
                break;
            }
            last = token.text;
        }
    }
    (kept, for_tests)
}

/// Cuts code in names, `::` and single characters; comments and texts are left out.
fn tokens(text: &str) -> Vec<Token> {
    let (mut tokens, mut line) = (Vec::new(), 1);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let len = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            comment(rest)
        } else if let Some(len) = quoted(rest) {
            len
        } else if word > 0 {
            tokens.push(Token { line, text: rest[..word].to_owned() });
            word
        } else {
            let len = if rest.starts_with("::") { 2 } else { c.len_utf8() };
            if !c.is_whitespace() {
                tokens.push(Token { line, text: rest[..len].to_owned() });
            }
            len
        };
        line += rest[..len].matches('\n').count();
        rest = &rest[len..];
    }
    tokens
}

/// The length of a comment that may hold others.
fn comment(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        let pair = text.as_bytes().get(at..at + 2).unwrap_or_default();
        depth += i32::from(pair == b"/*") - i32::from(pair == b"*/");
        at += if pair == b"/*" || pair == b"*/" { 2 } else { 1 };
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// The length of a string or a character at the start; a lifetime is none.
fn quoted(text: &str) -> Option<usize> {
    let prefix = text.find(|c| !matches!(c, 'b' | 'c' | 'r'))?;
    let body = &text[prefix..];
    if prefix > 0 && text[..prefix].ends_with('r') {
        let hashes = body.find(|c| c != '#')?;
        if hashes > 0 || body.starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let inner = body[hashes..].strip_prefix('"')?;
            return Some(prefix + hashes + 1 + inner.find(&end)? + end.len());
        }
    }
    let quote = body.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut escaped = false;
    for (letters, (at, c)) in body.char_indices().skip(1).enumerate() {
        if !escaped && c == quote {
            return (quote == '"' || letters > 0).then_some(prefix + at + 1);
        }
        // One character, or what an escape needs.
        if quote == '\'' && (c == '\n' || (letters >= 1 && !body.starts_with("'\\"))) {
            return None;
        }
        escaped = !escaped && c == '\\';
    }
    None
}

#[test]
fn imports_are_read_wherever_they_stand() {
    let code = r##"
//! use crate::comment;
use crate::a::{self, b as c, d::{e, *}};
pub(crate) use f::g;
/* use crate::x; /* nested */ use crate::y; */
#[derive(Debug)]
#[cfg(test)]
use crate::only::{for_tests};
#[cfg(test)]
#[allow(dead_code)]
fn only() -> [u8; 2] { crate::x::y() }
fn f<'a>(x: &'a str) -> impl Iterator + use<'a> {
    let (quote, text) = ('"', "crate::x \" crate::y"); ('\'', b'"', br#"use crate::x; " "#);
    super::h::<u8>(self::i, crate::j!())
}
#[cfg(test)]
mod tests;
#[cfg(test)]
mod more {
    use super::*;
}
"##;
    let (found, for_tests) = imports(code);
    let of = |import: &Import| {
        let name = import.name.as_ref().map_or(String::new(), |name| format!(" {name}"));
        format!("{} {}{name}", import.line, import.path.join("::"))
    };
    assert_eq!(
        found.iter().map(of).collect::<Vec<_>>(),
        [
            "3 crate::a a",
            "3 crate::a::b c",
            "3 crate::a::d::e e",
            "3 crate::a::d",
            "4 f::g g",
            "14 super::h",
            "14 self::i",
            "14 crate::j",
        ]
    );
    assert!(for_tests.contains(&"tests".to_owned()));
}
