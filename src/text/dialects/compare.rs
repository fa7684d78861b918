//! What of a construct a machine reads: names, arguments and properties, apart from those that people read.

use std::ops::Range;

/// Properties whose values are read by people, sorted.
const TEXT_PROPERTIES: &[&str] = &[
    "alt",
    "alt-text",
    "aria-label",
    "caption",
    "content",
    "description",
    "header",
    "heading",
    "hint",
    "label",
    "labels",
    "placeholder",
    "subtitle",
    "summary",
    "text",
    "title",
    "tooltip",
];

/// A property or an argument of a construct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Property<'t> {
    /// Where it begins.
    pub(super) start: usize,
    /// Its name; empty for a mere argument.
    pub(super) name: &'t str,
    /// Its value without quotation marks.
    pub(super) value: &'t str,
    /// Whether the value stands in quotation marks.
    pub(super) is_quoted: bool,
    /// The bytes of the value.
    pub(super) place: Range<usize>,
}

/// Whether people read the value of a property.
pub(super) fn is_text(name: &str, value: &str) -> bool {
    is_text_name(name) && value.chars().any(char::is_alphabetic)
}

/// Whether a property is called as those that people read are: `title`, `titleText`.
fn is_text_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    TEXT_PROPERTIES.binary_search(&name.as_str()).is_ok()
        || ["text", "title", "label", "caption", "description"]
            .iter()
            .any(|end| name.ends_with(end))
}

/// The words of a construct, with `name=value` taken apart, in order. Linear.
pub(super) fn properties(construct: &str) -> Vec<Property<'_>> {
    let bytes = construct.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_whitespace() || bytes[at] == b',' {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len()
            && !bytes[at].is_ascii_whitespace()
            && !matches!(bytes[at], b'=' | b'"' | b'\'' | b'`' | b',')
        {
            at += 1;
        }
        let name = &construct[start..at];
        let mut next = at;
        while next < bytes.len() && bytes[next] == b' ' {
            next += 1;
        }
        let named = bytes.get(next) == Some(&b'=') && !name.is_empty();
        if named {
            at = next + 1;
            while at < bytes.len() && bytes[at] == b' ' {
                at += 1;
            }
        } else if at > start {
            found.push(Property {
                start,
                name: "",
                value: name,
                is_quoted: false,
                place: start..at,
            });
            continue;
        } else if bytes.get(at) == Some(&b'=') {
            at += 1;
            continue;
        }
        let (place, is_quoted) = value(construct, at);
        let name = if named { name } else { "" };
        // An empty value stands before a blank, which may have several bytes.
        let step = construct[at..].chars().next().map_or(1, char::len_utf8);
        at = (place.end + usize::from(is_quoted)).max(at + step);
        found.push(Property { start, name, value: &construct[place.clone()], is_quoted, place });
    }
    found
}

/// The value at a place: in quotation marks, in braces, or up to a blank.
fn value(construct: &str, at: usize) -> (Range<usize>, bool) {
    let rest = &construct[at..];
    match rest.bytes().next() {
        Some(quote @ (b'"' | b'\'' | b'`')) => {
            let inner = &rest.as_bytes()[1..];
            match memchr::memchr(quote, inner) {
                Some(len) => (at + 1..at + 1 + len, true),
                None => (at..construct.len(), false),
            }
        }
        Some(b'{') => {
            let mut depth = 0usize;
            for (i, b) in rest.bytes().enumerate() {
                match b {
                    b'{' => depth += 1,
                    b'}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    return (at..at + i + 1, false);
                }
            }
            (at..construct.len(), false)
        }
        _ => {
            let len = rest.find(|c: char| c.is_whitespace()).unwrap_or(rest.len());
            (at..at + len, false)
        }
    }
}

/// Name and arguments of `name(arguments)`.
pub(super) fn call(code: &str) -> Option<(&str, &str)> {
    let (name, arguments) = code.split_once('(')?;
    let is_name = name.starts_with(|c: char| c.is_alphabetic())
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'));
    let arguments = arguments.trim_end().strip_suffix(')')?;
    is_name.then_some((name, arguments))
}

/// Whether two constructs are the same to a machine. Blanks, the order of properties and what people read don't count.
pub fn same(source: &str, target: &str) -> bool {
    if source == target {
        return true;
    }
    if source.starts_with(":::") && target.starts_with(":::") && !source.contains('=') {
        let name = |line: &str| line.trim_matches([':', ' ']).to_ascii_lowercase();
        return name(source) == name(target);
    }
    let expression = |text: &str| {
        text.strip_prefix("{{").and_then(|t| t.strip_suffix("}}")).map(|t| t.trim().to_owned())
    };
    if let (Some(a), Some(b)) = (expression(source), expression(target))
        && let (Some(a), Some(b)) = (call(&a), call(&b))
    {
        return same_call(a, b);
    }
    let named = ["{{<", "{{%", "{%", "<"].iter().any(|open| source.starts_with(open));
    named && properties_differ(source, target).is_none()
}

/// The first argument says what is meant, those in quotation marks behind it are what is shown.
fn same_call(source: (&str, &str), target: (&str, &str)) -> bool {
    if source.0 != target.0 {
        return false;
    }
    let (a, b) = (properties(source.1), properties(target.1));
    // What is shown may be added.
    let behind = |list: &[Property<'_>]| {
        let rest = list.iter().skip(1).filter(|p| !p.is_quoted);
        rest.map(|p| p.value.to_owned()).collect::<Vec<_>>()
    };
    let first = match (a.first(), b.first()) {
        (Some(a), Some(b)) => {
            // The id of a heading may be translated with it.
            a.value == b.value || source.0.starts_with("Embed") || a.value.contains(' ')
        }
        (None, None) => true,
        _ => false,
    };
    first && behind(&a) == behind(&b)
}

/// The values in quotes of a construct's properties that a machine reads.
pub fn machine_values(construct: &str) -> Vec<&str> {
    let is_read = |p: &Property<'_>| p.is_quoted && !p.name.is_empty() && !is_text_name(p.name);
    properties(construct).into_iter().filter(is_read).map(|p| p.value).collect()
}

/// Where two constructs of properties differ for a machine: the bytes of the source's property that the target lacks.
pub fn properties_differ(source: &str, target: &str) -> Option<Range<usize>> {
    let (a, b) = (properties(source), properties(target));
    let names = |list: &[Property<'_>], name: &str| list.iter().any(|p| p.name == name);
    for property in a.iter().filter(|p| !p.name.is_empty()) {
        let start = property.start;
        let fellow = b.iter().find(|p| p.name == property.name);
        let is_text = is_text_name(property.name);
        // A label may be left out, but not under another name.
        let renamed = || b.iter().any(|p| !p.name.is_empty() && !names(&a, p.name));
        match fellow {
            None if is_text && !renamed() => {}
            None => return Some(start..property.place.end),
            Some(_) if is_text => {}
            Some(f) if same_value(property.value, f.value) => {}
            Some(_) => return Some(start..property.place.end),
        }
    }
    let mere = |list: &[Property<'_>]| -> Vec<(String, bool, Range<usize>)> {
        let list = list.iter().filter(|p| p.name.is_empty());
        list.map(|p| (p.value.to_owned(), p.is_quoted, p.place.clone())).collect()
    };
    let (a, b) = (mere(&a), mere(&b));
    if a.len() != b.len() {
        return Some(a.first().map_or(0..source.len(), |p| p.2.start..source.len()));
    }
    a.into_iter().zip(b).find_map(|(a, b)| {
        let prose = a.1 && b.1 && a.0.trim().contains(' ');
        (a.0 != b.0 && !prose).then_some(a.2)
    })
}

/// Whether two values are the same, or both lead somewhere: where to is another question.
fn same_value(source: &str, target: &str) -> bool {
    let leads = |v: &str| v.contains('/') || v.starts_with('#') || v.contains('.');
    // Several words are for people, and so are texts inside an expression.
    let prose = |v: &str| v.trim().contains(' ');
    let expression = |v: &str| v.starts_with('{') && v.contains(['"', '\'', '`']);
    source == target
        || (leads(source) && leads(target))
        || (prose(source) && prose(target))
        || (expression(source) && expression(target))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_of_readers_are_sorted() {
        assert!(TEXT_PROPERTIES.is_sorted());
    }

    #[test]
    fn what_people_read_does_not_count() {
        for (a, b, expected) in [
            (r#"{{< a title="x" b=1 >}}"#, r#"{{<a b=1 title="y">}}"#, false),
            (r#"{{< a title="x" b=1 >}}"#, r#"{{< a b=1 title="y" >}}"#, true),
            (r#"{{< a "two words" >}}"#, r#"{{< a "zwei Wörter" >}}"#, true),
            (r#"{{< a "word" >}}"#, r#"{{< a "Wort" >}}"#, false),
            (r#"{{< a b="c" >}}"#, r#"{{< a b="d" >}}"#, false),
            (r#"{{< a src="/x" >}}"#, r#"{{< a src="/de/x" >}}"#, true),
            ("{% note %}", "{% nota %}", false),
            ("::: tip", ":::tip", true),
            ("::: tip", "::: Tipp", false),
            (r#"{{cssxref("color")}}"#, r#"{{cssxref("farbe")}}"#, false),
            (r#"{{cssxref("color")}}"#, r#"{{CSSxRef("color")}}"#, false),
            (r#"{{Glossary("a")}}"#, r#"{{Glossary("a", "ein A")}}"#, true),
            (r#"{{Glossary("a", "b")}}"#, r"{{Glossary('a','c')}}", true),
            (r#"{{EmbedLiveSample("A_b", 600)}}"#, r#"{{EmbedLiveSample("B", 600)}}"#, true),
            (r#"{{EmbedLiveSample("A_b", 600)}}"#, r#"{{EmbedLiveSample("B", 60)}}"#, false),
            (r#"<T value="w" label="Open">"#, r#"<T Wert="w" Etikett="Auf">"#, false),
            (r#"<T date="8 May" titleText="A">"#, r#"<T date="8. Mai" titleText="B">"#, true),
            (r#"<T value="w" label="Open">"#, r#"<T value="w" label="Auf">"#, true),
            (r#"<T value="w" label="Open">"#, r#"<T value="w" Etikett="Auf">"#, false),
        ] {
            assert_eq!(same(a, b), expected, "{a} {b}");
        }
    }
}
