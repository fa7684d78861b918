//! Placeholders for the reader inside code: `cat {{path}}`, `new --name <your name>`. People fill them in, so they may be
//! translated where the code may not.

use std::ops::Range;

use super::{head, is_name};

/// Longest placeholder, in bytes.
const LONGEST: usize = 80;

/// Whether two pieces of code are the same but for what their readers fill in, which stands in both places in the same kind
/// of brackets.
pub fn same_code(source: &str, target: &str) -> bool {
    if source == target {
        return true;
    }
    let (wanted, given) = (placeholders(source), placeholders(target));
    if wanted.is_empty() || wanted.len() != given.len() {
        return false;
    }
    let (mut at, mut other) = (0, 0);
    for (w, g) in wanted.iter().zip(&given) {
        let brackets = |text: &str, range: &Range<usize>| {
            text[range.clone()].bytes().take_while(|b| *b == b'{').count()
        };
        if source[at..w.start] != target[other..g.start]
            || brackets(source, w) != brackets(target, g)
        {
            return false;
        }
        (at, other) = (w.end, g.end);
    }
    source[at..] == target[other..]
}

/// What the reader of a piece of code fills in.
pub fn placeholders(code: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(open) = code[at..].find(['<', '{']).map(|i| at + i) {
        let end = double_braces(code, open).or_else(|| angle(code, open));
        at = end.unwrap_or(open + 1);
        found.extend(end.map(|end| open..end));
    }
    found
}

/// `{{path/to/file}}`; an expression is the program's: `{{ count + 1 }}`, `{{name|upper}}`.
fn double_braces(code: &str, at: usize) -> Option<usize> {
    let inner = code[at..].strip_prefix("{{")?;
    let len = head(inner, LONGEST).find("}}")?;
    let text = &inner[..len];
    let is_program = text.starts_with(['#', '<', '%', '&', '^', '!', '>'])
        || text.contains(['(', '+', '=', '{', '\n']);
    (!is_program && text.contains(char::is_alphanumeric)).then_some(at + 2 + len + 2)
}

/// `<your name>`; a tag with properties, a closing or an empty one is the program's.
fn angle(code: &str, at: usize) -> Option<usize> {
    let inner = code[at..].strip_prefix('<')?;
    let len = head(inner, LONGEST).find(['>', '<', '\n'])?;
    let text = &inner[..len];
    let fits = inner[len..].starts_with('>')
        && text.starts_with(char::is_alphanumeric)
        && text.chars().all(|c| c.is_alphanumeric() || " _-.:/|,'’".contains(c))
        && !text.ends_with('/');
    fits.then_some(at + 1 + len + 1)
}

/// Whether two hints for the reader may stand for each other: all of a hint may be translated, but of a name with joints
/// (`<resource-group>`) not a part.
pub(super) fn same_hint(source: &str, target: &str) -> bool {
    let (Some(wanted), Some(given)) = (hint(source), hint(target)) else { return false };
    let joint = |text: &str| text.contains(['-', '_']) && is_name(&text.replace('-', "_"));
    !joint(wanted) || !wanted.split(['-', '_']).any(|part| given.contains(part))
}

/// What stands in the brackets of `<name>`, `&lt;name&gt;` or `{two words}`.
fn hint(text: &str) -> Option<&str> {
    let within = |open, close| text.strip_prefix(open).and_then(|t| t.strip_suffix(close));
    within("<", ">").or_else(|| within("&lt;", "&gt;")).or_else(|| within("{", "}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_reader_fills_in_may_be_translated() {
        for (source, target) in [
            ("cat {{path/to/file}}", "cat {{ruta/al/archivo}}"),
            ("new --name <your name> -x", "new --name <Ihr Name> -x"),
            ("a", "a"),
        ] {
            assert!(same_code(source, target), "{target}");
        }
        for (source, target) in [
            ("cat {{path}}", "Katze {{path}}"),
            ("cat {{path}}", "cat <ruta>"),
            ("cat {{path}}", "cat"),
            ("{{ f(path) }}", "{{ f(ruta) }}"),
            ("<b x=\"y\">", "<b x=\"z\">"),
            ("cat {path}", "cat {ruta}"),
        ] {
            assert!(!same_code(source, target), "{target}");
        }
    }

    #[test]
    fn a_name_is_not_translated_in_part() {
        assert!(same_hint("<your name>", "<su nombre>"));
        assert!(same_hint("&lt;resource-group&gt;", "&lt;Ressourcengruppe&gt;"));
        assert!(!same_hint("<resource-group>", "<resource-Gruppe>"));
        assert!(!same_hint("<name>", "name"));
    }
}
