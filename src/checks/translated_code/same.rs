//! When two pieces of code are the same: white space folded, texts for people and fields for the reader left out.

use crate::metrics::similarity::levenshtein;
use crate::text::words::{runs, stretches};

/// Equal but for white space, hints in angle brackets, `{{fields}}`, and texts for people in quotes.
pub(super) fn same_code(source: &str, target: &str) -> bool {
    source == target
        || is_sentence(source) && is_prose(target)
        || parts_fit(&parts(source), &parts(target))
}

/// Similarity from which on a word is the other one with a slip.
const SLIP: f64 = 0.6;

/// Whether two pieces of code have the same form, and differ in whole words in small letters alone: `from:to`,
/// `von:bis`.
pub(super) fn renames(source: &str, target: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let form = |text: &str| text.trim_matches('`').replace(is_word, "");
    let is_small = |word: &str| word.chars().all(|c| c == '_' || c.is_lowercase());
    let renamed = |s: &str, t: &str| is_small(s) && is_small(t) && levenshtein(s, t) < SLIP;
    let mut given = runs(target, is_word).map(|at| &target[at]);
    let mut fits = |s: &str| given.next().is_some_and(|t| s == t || renamed(s, t));
    form(source) == form(target)
        && runs(source, is_word).all(|at| fits(&source[at]))
        && given.next().is_none()
}

/// Whether a text may be the translation of a sentence: several words, or a script of its own.
fn is_prose(text: &str) -> bool {
    stretches(text).count() > 1 || text.contains(|c: char| c.is_alphabetic() && !c.is_ascii())
}

/// Whether what is marked as code is a sentence that a program shows: three words or more, the first with a capital.
fn is_sentence(code: &str) -> bool {
    let text = code.trim().trim_start_matches(|c: char| !c.is_ascii()).trim_start();
    let is_word = |word: &str| {
        let word = word.trim_matches(['.', ',', '!', '?', '"', '\'', ':', '…']);
        !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || c == '\'')
    };
    let mut words = stretches(text).filter(|word| is_word(word));
    let capital = words.next().is_some_and(|word| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && !letters.any(char::is_uppercase)
    });
    let is_code = |c: char| {
        matches!(c, '(' | ')' | '{' | '}' | '[' | ']' | '=' | '<' | '>' | '|' | '$' | '\\' | ';')
    };
    capital && words.count() >= 2 && !text.contains(is_code) && !text.contains(" -")
}

/// A part of a piece of code.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// What must stay, one blank for each run of white space, and none beside brackets.
    Code(String),
    /// A field for the reader: `<name>`, `{{name}}`.
    Field,
    /// A text in quotes.
    Text(String),
    /// Words in parentheses or between tags.
    Words,
}

fn parts_fit(source: &[Part], target: &[Part]) -> bool {
    let alone = source.len() == 1;
    let told = source.iter().any(|part| matches!(part, Part::Text(_) | Part::Words));
    source.len() == target.len()
        && source.iter().zip(target).all(|pair| match pair {
            (Part::Text(s), Part::Text(t)) => s == t || is_for_people(s, alone),
            // The marks around a text bring their own blanks.
            (Part::Code(s), Part::Code(t)) if told => s.trim() == t.trim(),
            (s, t) => s == t,
        })
}

/// Whether a text in quotes is read by people rather than by a program: it has several words or begins with a capital, or
/// all of the code is such a text.
fn is_for_people(text: &str, alone: bool) -> bool {
    let is_name = |c: char| !(c.is_alphabetic() || c.is_whitespace() || is_sentence_mark(c));
    let words = text.trim();
    words.contains(char::is_alphabetic)
        && (alone && !words.contains(is_name)
            || words.contains(char::is_whitespace)
            || !words.is_ascii()
            || words.starts_with(char::is_uppercase) && words[1..].chars().all(char::is_lowercase))
}

fn is_sentence_mark(c: char) -> bool {
    matches!(c, '.' | ',' | '!' | '?' | '’') || !c.is_ascii()
}

fn parts(code: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut verbatim = String::new();
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let found = field(rest)
            .map(|len| (Part::Field, len))
            .or_else(|| quoted(rest, &verbatim))
            .or_else(|| aside(rest, verbatim.ends_with(' ')))
            .or_else(|| content(rest, verbatim.is_empty() && parts.last() == Some(&Part::Field)));
        if let Some((part, len)) = found {
            if !verbatim.is_empty() {
                parts.push(Part::Code(folded(&std::mem::take(&mut verbatim))));
            }
            parts.push(part);
            rest = &rest[len..];
        } else {
            verbatim.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    if !verbatim.is_empty() {
        parts.push(Part::Code(folded(&verbatim)));
    }
    parts
}

/// Length of a field for the reader that a text begins with.
fn field(text: &str) -> Option<usize> {
    if let Some(inner) = text.strip_prefix("{{") {
        let len = inner.find("}}")?;
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | ' ');
        let name = &inner[..len];
        let fits = !name.is_empty() && !name.starts_with(' ') && name.chars().all(is_word);
        return fits.then_some(len + 4);
    }
    let inner = text.strip_prefix('<')?;
    let len = inner.find('>')?;
    Some(len + 2)
}

/// A text in quotes that a text begins with, and its length.
fn quoted(text: &str, before: &str) -> Option<(Part, usize)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    // An apostrophe opens nothing.
    if before.ends_with(char::is_alphanumeric) {
        return None;
    }
    let len = text[1..].find(quote)?;
    Some((Part::Text(text[1..=len].to_owned()), len + 2))
}

/// Words in parentheses that a text begins with: `any (with argument)`, and their length.
fn aside(text: &str, behind_blank: bool) -> Option<(Part, usize)> {
    let inner = text.strip_prefix(['(', '（'])?;
    let open = text.len() - inner.len();
    let len = inner.find([')', '）'])?;
    let close = inner[len..].chars().next()?.len_utf8();
    let words = &inner[..len];
    let fits = words.chars().all(|c| c.is_alphabetic() || is_sentence_mark(c) || c == ' ')
        && words.contains(char::is_alphabetic)
        && (behind_blank || stretches(words).count() > 1 || !words.is_ascii());
    fits.then_some((Part::Words, open + len + close))
}

/// Text between tags, up to a closing one: `<b>Some text</b>`, and its length.
fn content(text: &str, behind_tag: bool) -> Option<(Part, usize)> {
    if !behind_tag || !text.contains("</") {
        return None;
    }
    let len = text.find('<')?;
    let words = text[..len].trim();
    let fits = words.starts_with(|c: char| c.is_alphabetic() || c == '{')
        && words.contains(char::is_alphabetic)
        && !words.contains(['(', ')', ';', '=', '$', '\\'])
        && text[len..].starts_with("</");
    fits.then_some((Part::Words, len))
}

/// White space as one blank, and none beside brackets and at commas.
fn folded(code: &str) -> String {
    let is_bracket = |c: char| matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | ',' | ';');
    let mut out = String::with_capacity(code.len());
    let mut blank = false;
    for c in code.chars() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        if blank && !is_bracket(c) && !out.ends_with(is_bracket) {
            out.push(' ');
        }
        blank = false;
        out.push(c);
    }
    if blank && !out.ends_with(is_bracket) {
        out.push(' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{renames, same_code};

    #[test]
    fn white_space_is_folded_but_parts_no_words() {
        assert!(same_code("{{\n.Values.note }}", "{{ .Values.note }}"));
        assert!(same_code("return ( )", "return ()"));
        assert!(same_code("a\n  b", "a b"));
        assert!(!same_code("Import-Module", "Import- Module"));
        assert!(!same_code("az login", "azlogin"));
        assert!(same_code("# Über uns gehen", "# Étape suivante ici"));
    }

    #[test]
    fn fields_and_texts_for_people_may_be_translated() {
        for (source, target) in [
            ("new <your name> -x", "new <Ihr Name> -x"),
            ("box show {{note}}", "box show {{Notiz}}"),
            ("log('Connected now')", "log('Jetzt verbunden')"),
            ("log('Connected')", "log('Verbunden')"),
            ("\"coffee\"", "\"café\""),
            ("any (with box) | none (optional)", "any（箱あり）| none（省略可）"),
            ("<b>Some text</b>", "<b>Texte</b>"),
            ("✅ Connecting to \"a\" at x:1...", "✅ Connexion à « a » sur x:1…"),
        ] {
            assert!(same_code(source, target), "{source}");
        }
        for (source, target) in [
            ("{{ .Values.note }}", "{{ .Werte.note }}"),
            ("{{ note }}", "{{ Notiz }}"),
            ("get('name')", "get('nombre')"),
            ("type=\"text\"", "type=\"texto\""),
            ("log('A b')", "protokoll('C d')"),
            ("'/docs/a'", "'/docs/b'"),
            ("open (box)", "öffnen (box)"),
            ("### Some of it", "a/b.py"),
        ] {
            assert!(!same_code(source, target), "{source}");
        }
    }

    #[test]
    fn names_of_an_example_are_other_words_in_the_same_form() {
        assert!(renames("from:to:step", "von:bis:weite"));
        assert!(renames("line[node.at]", "`zeile[knoten.at]`"));
        for (source, target) in
            [("boxes", "box"), ("open_file", "open_files"), ("a.b", "a b"), ("getName", "hole")]
        {
            assert!(!renames(source, target), "{source}");
        }
    }
}
