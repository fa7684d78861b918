//! Text in HTML and data in script blocks: nothing that a page says can leave its place.

use std::fmt::{self, Write};

use askama::filters::Escaper;

/// Text of element content and of attribute values in double quotes; templates pass all that they show through it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Html;

impl Escaper for Html {
    fn write_escaped_str<W: Write>(&self, mut out: W, text: &str) -> fmt::Result {
        let turns = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let special = |c| matches!(c, '&' | '<' | '>' | '"' | '\'') || turns(c);
        replace(&mut out, text, special, |out, c| match c {
            '&' => out.write_str("&amp;"),
            '<' => out.write_str("&lt;"),
            '>' => out.write_str("&gt;"),
            '"' => out.write_str("&quot;"),
            '\'' => out.write_str("&#39;"),
            // Marks that turn the text around them would reach beyond their element.
            _ => write!(out, "[U+{:04X}]", u32::from(c)),
        })
    }
}

/// JSON for a `<script type="application/json">`: no mark of HTML and no line separator stands in it as itself. It is
/// `safe` in templates.
pub(super) struct Json(pub(super) String);

impl fmt::Display for Json {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let special = |c| matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}');
        replace(out, &self.0, special, |out, c| write!(out, "\\u{:04x}", u32::from(c)))
    }
}

/// Writes text with another writing of its special characters.
fn replace<W: Write>(
    out: &mut W,
    text: &str,
    special: impl Fn(char) -> bool,
    write: impl Fn(&mut W, char) -> fmt::Result,
) -> fmt::Result {
    let mut plain = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| special(*c)) {
        out.write_str(&text[plain..at])?;
        write(out, c)?;
        plain = at + c.len_utf8();
    }
    out.write_str(&text[plain..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_an_attribute_or_an_element() {
        let mut out = String::new();
        Html.write_escaped_str(&mut out, "é\"'><script>&\u{202e}").unwrap();
        assert_eq!(out, "é&quot;&#39;&gt;&lt;script&gt;&amp;[U+202E]");
    }

    #[test]
    fn nothing_ends_a_script_and_the_data_stays_the_same() {
        let hostile = "</script><!--\u{2028}&\u{2029}\"";
        let out = Json(serde_json::to_string(hostile).unwrap()).to_string();
        assert!(!out.contains(['<', '>', '&', '\u{2028}', '\u{2029}']));
        assert_eq!(serde_json::from_str::<String>(&out).unwrap(), hostile);
    }
}
