//! Directives of `MyST`, which are written as fences of code and mostly hold text.

use super::{Construct, begins_line, rest_of_line};
use crate::text::ProtectedKind;

/// Directives that hold code, formulas, data or settings, and engines that run the code of a fence, sorted.
const CODE: &[&str] = &[
    "asis",
    "bash",
    "block",
    "c",
    "cat",
    "code",
    "code-block",
    "code-cell",
    "contents",
    "cpp",
    "css",
    "csv-table",
    "d2",
    "doctest",
    "dot",
    "embed",
    "eval-rst",
    "go",
    "graphviz",
    "highlight",
    "html",
    "iframe",
    "image",
    "include",
    "index",
    "js",
    "julia",
    "literalinclude",
    "math",
    "mermaid",
    "meta",
    "module",
    "node",
    "ojs",
    "output",
    "parsed-literal",
    "perl",
    "plantuml",
    "program-output",
    "prompt",
    "python",
    "r",
    "raw",
    "rcpp",
    "ruby",
    "rust",
    "sh",
    "sourcecode",
    "sql",
    "stan",
    "table-of-contents",
    "tableofcontents",
    "testcode",
    "testoutput",
    "toctree",
    "verbatim",
    "zsh",
];

/// Directives that hold text, and whose argument is a path, a name or an address, sorted.
const WITH_TARGET: &[&str] =
    &["bibliography", "card-carousel", "figure", "grid", "grid-item", "video"];

/// Whether the first line of a fence opens a directive with text in it; its name stands in braces.
pub fn opens_text(line: &str) -> bool {
    name(line).is_some_and(|name| {
        let name = name.to_ascii_lowercase();
        CODE.binary_search(&name.as_str()).is_err() && !name.starts_with("auto")
    })
}

/// Whether a line below the first one of a directive is an option: `:class: wide`.
pub fn is_option(line: &str) -> bool {
    let name = line.trim().strip_prefix(':').and_then(|rest| rest.split_once(':'));
    name.is_some_and(|(name, value)| {
        let of_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        !name.is_empty() && name.chars().all(of_name) && !value.starts_with([':', '`'])
    })
}

/// The name in a fence's braces, as in the first line of a `note`.
fn name(line: &str) -> Option<&str> {
    let info = line.trim_start_matches('`');
    if line.len() - info.len() < 3 || info.contains('`') {
        return None;
    }
    let (name, _) = info.trim_start().strip_prefix('{')?.split_once('}')?;
    let of_name = |c: char| c.is_alphanumeric() || "-_+.:".contains(c);
    (name.starts_with(char::is_alphabetic) && name.chars().all(of_name)).then_some(name)
}

/// A fence, a name in braces and a title.
pub(super) fn read(raw: &str, at: usize) -> Option<Construct> {
    if !raw[at..].starts_with("```") || !begins_line(raw, at) {
        return None;
    }
    let line = rest_of_line(raw, at);
    if !opens_text(line) {
        return None;
    }
    let name = name(line)?;
    let open = line.find('{')?;
    let kept = at + open..at + open + name.len() + 2;
    let is_target = WITH_TARGET.binary_search(&name.to_ascii_lowercase().as_str()).is_ok();
    let end = if is_target { at + line.trim_end().len() } else { kept.end };
    Some(Construct::default().and(ProtectedKind::Keyword, at..end, kept, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(CODE.is_sorted() && WITH_TARGET.is_sorted());
    }

    #[test]
    fn directives_with_text_are_told_from_code() {
        for (line, expected) in [
            ("```{note}", true),
            ("````{admonition} Take care", true),
            ("```{py:note} a", true),
            ("```{hinweis}", true),
            ("```{code-block} python", false),
            ("```{r, echo=FALSE}", false),
            ("```{.rust}", false),
            ("```{1,3}", false),
            ("```python", false),
            ("``{note}", false),
            ("```{note} `a`", false),
        ] {
            assert_eq!(opens_text(line), expected, "{line}");
        }
        assert!(is_option(":class: wide") && is_option(":open:"));
        assert!(!is_option("text: more") && !is_option(":ref:`a`") && !is_option("::: note"));
    }
}
