//! Front matter in JSON: an object at the very beginning of a page.

use std::borrow::Cow;

use super::{Entry, LONGEST_PARSED, Other};
use crate::read::formats::strings;

/// Reads the object; none if the page does not begin with one. What is broken in it costs the entry.
pub(super) fn read(text: &str) -> Option<Other<'_>> {
    let first = text.strip_prefix('{')?.trim_ascii_start();
    // Pages begin with expressions in braces too; those have no key.
    let key = first.strip_prefix('"')?;
    let end = key.find('"').filter(|end| !key[..*end].contains('\n'))?;
    if !key[end + 1..].trim_ascii_start().starts_with(':') {
        return None;
    }
    // Without an end only the lines before the first empty one can be front matter.
    let before_empty = || {
        let lines = text.split_inclusive('\n').take_while(|l| !l.trim_ascii().is_empty());
        lines.map(str::len).sum()
    };
    let closing = end_of_object(text);
    let (end, is_closed) = (closing.unwrap_or_else(before_empty), closing.is_some());
    let rest = text[end..].split_inclusive('\n').next().unwrap_or_default();
    if is_closed && !rest.trim_ascii().is_empty() {
        return None;
    }
    let body = if is_closed { end + rest.len() } else { end };
    if end > LONGEST_PARSED {
        let problem = Some((1, "The front matter is too long to be parsed.".to_owned()));
        return Some(Other { entries: Vec::new(), body, problem });
    }
    let table = strings::json(&text[..end]);
    let problem = if is_closed {
        let fault = table.faults.into_iter().next();
        fault.map(|(line, said)| {
            (line.unwrap_or(1), format!("The front matter is no valid JSON. {said}"))
        })
    } else {
        Some((1, "The front matter has no closing brace.".to_owned()))
    };
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for found in table.entries {
        // Items of a list are named by their numbers: `tags.0`.
        let (key, item) = match found.key.split_once('.') {
            Some((key, number)) if number.bytes().all(|b| b.is_ascii_digit()) => (key, true),
            Some(_) => continue,
            None => (&*found.key, false),
        };
        // The key as the page has it; one with escapes is none that is known.
        let Some(at) = text[..end].find(&format!("\"{key}\"")) else { continue };
        let key = &text[at + 1..at + 1 + key.len()];
        match entries.last_mut() {
            Some(last) if item && last.key == key => last.items.push(found.text),
            _ => {
                let value = (!item).then(|| Cow::Owned(found.text.clone()));
                let items = if item { vec![found.text] } else { Vec::new() };
                entries.push(Entry { key, line: found.line, raw: "", value, items });
            }
        }
    }
    Some(Other { entries, body, problem })
}

/// Where the object ends that a text begins with.
fn end_of_object(text: &str) -> Option<usize> {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for (at, b) in text.bytes().enumerate() {
        match b {
            // A text ends with its line, so that a lost quotation mark does not take the page.
            b'"' if !escaped => in_text = !in_text,
            b'\n' => in_text = false,
            b'{' | b'[' if !in_text => depth += 1,
            b'}' | b']' if !in_text => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        escaped = b == b'\\' && !escaped;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::super::tests::survives_damage;

    #[test]
    fn keys_and_values_are_read() {
        let page = "{\n  \"title\": \"Gärten {hier}\",\n  \"no-loc\": [\"A\", \"B\"],\n  \"params\": {\"title\": \"No\"},\n  \
            \"description\": \"Grün\"\n}\n\n# Body\n";
        let front = read(page);
        let title = front.metadata.title.unwrap();
        assert_eq!((&*title.text, title.line), ("Gärten {hier}", 2));
        assert_eq!(front.metadata.description.unwrap().line, 5);
        assert_eq!(front.metadata.no_loc, ["A", "B"]);
        assert_eq!((&page[front.body..], front.problem), ("\n# Body\n", None));
    }

    #[test]
    fn no_damage_makes_the_reader_panic() {
        let page = "{\n  \"title\": \"Gärten {hier}\",\n  \"no-loc\": [\"A\", \"B\"],\n  \"params\": {\"title\": \"No\"},\n  \"n\": 1\n}\n\n# Body\n";
        survives_damage(page, 13);
    }

    #[test]
    fn a_broken_entry_costs_that_entry() {
        let page = "{\n\"title\": \"Gär\"ten\",\n\"description\": \"Grün\"\n}\nText\n";
        let front = read(page);
        assert_eq!(front.metadata.description.unwrap().text, "Grün");
        assert_eq!((&page[front.body..], front.problem.unwrap().0), ("Text\n", 2));
    }

    #[test]
    fn expressions_and_shortcodes_are_text() {
        for page in
            ["{{< note >}}\n", "{% raw %}\n", "{/* a */}\n", "{\"a\"}\n", "{ \"a\": 1 } b\n", "{"]
        {
            assert_eq!(read(page).body, 0, "{page}");
        }
    }
}
