//! Front matter in TOML, between lines `+++`.

use std::borrow::Cow;

use ::toml::de::{DeTable, DeValue};

use super::{Entry, LONGEST_PARSED, Other};
use crate::read::formats::Lines;

/// Reads the block; none if the first line of the page is not `+++`. What is broken in it costs the entry.
pub(super) fn read(text: &str) -> Option<Other<'_>> {
    let first = text.lines().next().filter(|l| l.trim_ascii_end() == "+++")?;
    let start = memchr::memchr(b'\n', text.as_bytes()).map_or(first.len(), |at| at + 1);
    let mut at = start;
    let mut closing = None;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_ascii_end() == "+++" {
            closing = Some(at + line.len());
            break;
        }
        at += line.len();
    }
    let Some(body) = closing else {
        // Without an end only the lines before the first empty one can be front matter.
        let lines = text[start..].split_inclusive('\n').take_while(|l| !l.trim_ascii().is_empty());
        let end = start + lines.map(str::len).sum::<usize>();
        let entries = entries(&text[start..end]).0;
        let problem = Some((1, "The front matter has no closing `+++` line.".to_owned()));
        return Some(Other { entries, body: end, problem });
    };
    let (entries, problem) = entries(&text[start..at]);
    Some(Other { entries, body, problem })
}

/// The entries of the block's own table, in their order, and the first fault.
fn entries(inner: &str) -> (Vec<Entry<'_>>, Option<(u32, String)>) {
    if inner.len() > LONGEST_PARSED {
        return (Vec::new(), Some((2, "The front matter is too long to be parsed.".to_owned())));
    }
    let (table, errors) = DeTable::parse_recoverable(inner);
    let mut found: Vec<_> = table.get_ref().iter().collect();
    found.sort_by_key(|(key, _)| key.span().start);
    let mut lines = Lines::new(inner);
    let entries = found.into_iter().filter_map(|(key, value)| {
        // The block's first line is the page's second.
        let line = lines.of(key.span().start) + 1;
        let (value, items) = match value.get_ref() {
            DeValue::Array(items) => {
                (None, items.iter().filter_map(|item| text_of(item.get_ref())).collect())
            }
            other => (text_of(other).map(Cow::Owned), Vec::new()),
        };
        let is_text = value.is_some() || !items.is_empty();
        let key = inner.get(key.span())?.trim_matches(['"', '\'']);
        is_text.then_some(Entry { key, line, raw: "", value, items })
    });
    let entries = entries.collect();
    let fault = errors.first().map(|error| {
        let at = error.span().map_or(0, |span| span.start.min(inner.len()));
        let said = error.message().lines().next().unwrap_or_default();
        (Lines::new(inner).of(at) + 1, format!("The front matter is no valid TOML: {said}."))
    });
    (entries, fault)
}

fn text_of(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.clone().into_owned()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        DeValue::Boolean(yes) => Some(yes.to_string()),
        DeValue::Datetime(time) => Some(time.to_string()),
        DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::super::tests::survives_damage;

    #[test]
    fn keys_and_values_are_read() {
        let page = "+++\ntitle = \"Gärten \\\"hier\\\"\"\ndate = 2024-05-01\ndraft = false\ntags = [\n  \"a\",\n]\n\
            description = '''Lange\nZeile'''\n[params]\ntitle = \"No\"\n+++\n# Body\n";
        let front = read(page);
        let title = front.metadata.title.unwrap();
        assert_eq!((&*title.text, title.line), ("Gärten \"hier\"", 2));
        let description = front.metadata.description.unwrap();
        assert_eq!((&*description.text, description.line), ("Lange\nZeile", 8));
        let other: Vec<_> = front.metadata.other.iter().map(|(k, v)| (&**k, &**v)).collect();
        assert_eq!(other, [("date", "2024-05-01"), ("draft", "false")]);
        assert_eq!((&page[front.body..], front.problem), ("# Body\n", None));
    }

    #[test]
    fn no_damage_makes_the_reader_panic() {
        let page = "+++\ntitle = \"Gärten\"\ntags = [\"a\", 'b']\ndescription = '''Lange\nZeile'''\n[params]\nx = {y = 1}\n+++\n# Body\n";
        survives_damage(page, 11);
    }

    #[test]
    fn a_broken_entry_costs_that_entry() {
        let front =
            read("+++\ntitle = \"Gärten\"\nweight = = 3\ndescription = \"Grün\"\n+++\nText\n");
        assert_eq!(front.metadata.title.unwrap().text, "Gärten");
        assert_eq!(front.metadata.description.unwrap().text, "Grün");
        assert_eq!(front.problem.unwrap().0, 3);
        let front = read("+++\ntitle = \"Gärten\"\n\nText\n");
        assert_eq!(front.metadata.title.unwrap().text, "Gärten");
        assert_eq!(front.problem.unwrap().0, 1);
        assert_eq!(read("+++ a\n").body, 0);
    }
}
