//! Text in HTML and data in script blocks: nothing that a page says can leave its place.

use std::fmt::Write;

/// Writes text for element content and for attribute values in double quotes.
pub(super) fn text(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Marks that turn the text around them would reach beyond their element.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                let _ = write!(out, "[U+{:04X}]", c as u32);
            }
            _ => out.push(c),
        }
    }
}

/// JSON for a `<script type="application/json">`: no mark of HTML and no line separator stands in it as itself.
pub(super) fn json(out: &mut String, json: &str) {
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_leaves_an_attribute_or_an_element() {
        let mut out = String::new();
        super::text(&mut out, "\"'><script>&\u{202e}");
        assert_eq!(out, "&quot;&#39;&gt;&lt;script&gt;&amp;[U+202E]");
    }

    #[test]
    fn nothing_ends_a_script_and_the_data_stays_the_same() {
        let hostile = "</script><!--\u{2028}&\u{2029}\"";
        let plain = serde_json::to_string(hostile).unwrap();
        let mut out = String::new();
        super::json(&mut out, &plain);
        assert!(!out.contains(['<', '>', '&', '\u{2028}', '\u{2029}']));
        assert_eq!(serde_json::from_str::<String>(&out).unwrap(), hostile);
    }
}
