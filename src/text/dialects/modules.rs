//! Statements of modules of JavaScript, which MDX pages hold.

/// Whether a line begins with a statement of a module of JavaScript (`import A from 'a'`, `export const a = 1`), and not
/// with a sentence.
pub fn begins_module(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix("import ") {
        let rest = rest.trim_start();
        return rest.starts_with(['{', '*', '"', '\''])
            || rest
                .split_once(" from ")
                .is_some_and(|(_, from)| from.trim_start().starts_with(['"', '\'', '`']));
    }
    line.strip_prefix("export ").is_some_and(|rest| {
        let word = rest.split([' ', '{', '*']).next().unwrap_or("");
        let statement = ["default", "const", "let", "var", "function", "async", "class"];
        rest.starts_with(['{', '*'])
            || (statement.contains(&word) && rest.contains(['=', '{', '(', '<', '\'', '"', ';']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_no_sentences() {
        for (line, expected) in [
            ("import A, { B } from \"a\";", true),
            ("import 'a.css'", true),
            ("import the pages from your site", false),
            ("export const a = 1", true),
            ("export { a }", true),
            ("export default function A() {", true),
            ("export the default", false),
            ("export default settings", false),
        ] {
            assert_eq!(begins_module(line), expected, "{line}");
        }
    }
}
