//! HTML and XML tags, and what else stands in angle brackets.

use std::ops::Range;

use super::{LOOK_AHEAD, Text};

/// An HTML or XML tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// All of it.
    pub range: Range<usize>,
    /// Its name as written.
    pub name: Range<usize>,
    /// Opening, closing or empty.
    pub kind: TagKind,
}

/// Kinds of tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TagKind {
    /// `<b>`
    Open,
    /// `</b>`
    Close,
    /// `<br/>`
    Empty,
    /// `<!-- … -->`
    Comment,
}

impl Text<'_> {
    /// The value of a tag's attribute, without its quotation marks; none if the tag has no such attribute in quotes.
    pub fn attribute(&self, tag: &Tag, name: &str) -> Option<Range<usize>> {
        let attributes = &self.raw[tag.name.end..tag.range.end];
        attributes.match_indices(name).find_map(|(at, _)| {
            let stands_alone = attributes[..at].ends_with([' ', '\n', '\t']);
            let value = attributes[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
            let quote = value.chars().next().filter(|c| stands_alone && matches!(c, '"' | '\''))?;
            let start = tag.range.end - value.len() + 1;
            let len = value[1..].find(quote)?;
            Some(start..start + len)
        })
    }
}

/// What stands between angle brackets.
pub(super) enum Angle {
    /// A tag or comment, and whether words on its sides are apart.
    Tag(Tag, bool),
    /// `<https://…>`
    Address,
    /// `<your tenant>`: a hint what to fill in.
    Hint,
}

/// What the angle bracket at `at` opens, with all its bytes; none if it is a mere sign.
pub(super) fn angle(raw: &str, at: usize) -> Option<(Range<usize>, Angle)> {
    let rest = &raw[at..];
    if rest.starts_with("<!--") {
        let end = at + rest.find("-->").map_or(rest.len(), |i| i + 3);
        let tag = Tag { range: at..end, name: at + 1..at + 4, kind: TagKind::Comment };
        return Some((at..end, Angle::Tag(tag, false)));
    }
    let close = at + close(&rest.as_bytes()[..rest.len().min(LOOK_AHEAD)])?;
    let inner = &raw[at + 1..close];
    let range = at..close + 1;
    if ["http://", "https://", "mailto:"].iter().any(|scheme| inner.starts_with(scheme)) {
        return (!inner.contains(' ')).then_some((range, Angle::Address));
    }
    if let Some((tag, breaks)) = tag(inner, &range) {
        return Some((range, Angle::Tag(tag, breaks)));
    }
    // A comparison (`a < b and c > d`) has a space behind the bracket.
    let hint = inner.len() <= 60
        && inner.starts_with(|c: char| c.is_alphanumeric())
        && !inner.ends_with(' ')
        && !inner.contains(['<', '`', '\n']);
    hint.then_some((range, Angle::Hint))
}

/// Where a tag closes: not in the value of a property.
fn close(rest: &[u8]) -> Option<usize> {
    let first = memchr::memchr(b'>', rest)?;
    if memchr::memmem::find(&rest[..first], b"=").is_none() {
        return Some(first);
    }
    let (mut depth, mut quote, mut before) = (0usize, None, b' ');
    for (at, &b) in rest.iter().enumerate() {
        match (quote, b) {
            (Some(open), _) if open == b => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if before == b'=' || depth > 0 => quote = Some(b),
            (None, b'{') if before == b'=' || depth > 0 => depth += 1,
            (None, b'}') => depth = depth.saturating_sub(1),
            (None, b'>') if depth == 0 => return Some(at),
            _ => {}
        }
        before = b;
    }
    // A mark that is not closed.
    Some(first)
}

/// The tag that angle brackets around `inner` make, and whether it separates words.
fn tag(inner: &str, range: &Range<usize>) -> Option<(Tag, bool)> {
    let closing = inner.starts_with('/');
    let body = &inner[usize::from(closing)..];
    let name_len = body
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':' | b'.' | b'_'))
        .count();
    let (name, attributes) = body.split_at(name_len);
    let is_letter = body.bytes().next().is_some_and(|b| b.is_ascii_alphabetic());
    let attributes_fit =
        matches!(attributes.bytes().next(), None | Some(b' ' | b'/' | b'\t' | b'\n' | b'\r'));
    if !is_letter || !attributes_fit {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let empty = attributes.trim_end().ends_with('/');
    let is_html = HTML_TAGS.binary_search(&name.as_str()).is_ok();
    if !(is_html || attributes.contains('=') || closing || empty) {
        return None;
    }
    let kind = match (closing, empty) {
        (true, _) => TagKind::Close,
        (_, true) => TagKind::Empty,
        _ => TagKind::Open,
    };
    let start = range.start + 1 + usize::from(closing);
    let tag = Tag { range: range.clone(), name: start..start + name_len, kind };
    Some((tag, BLOCK_TAGS.contains(&name.as_str())))
}

/// Tags that separate words.
const BLOCK_TAGS: &[&str] =
    &["br", "p", "li", "ul", "ol", "td", "th", "tr", "div", "hr", "dt", "dd"];

/// HTML elements (and those of .NET documentation) that occur in documentation, sorted.
const HTML_TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "example",
    "figcaption",
    "figure",
    "font",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "link",
    "list",
    "main",
    "mark",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "para",
    "param",
    "paramref",
    "pre",
    "q",
    "remarks",
    "returns",
    "s",
    "samp",
    "script",
    "section",
    "see",
    "seealso",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "tt",
    "typeparam",
    "u",
    "ul",
    "value",
    "var",
    "video",
];

#[cfg(test)]
mod tests {
    use super::HTML_TAGS;
    use crate::text::Text;

    #[test]
    fn tag_names_are_sorted() {
        assert!(HTML_TAGS.is_sorted());
    }

    #[test]
    fn properties_may_hold_angle_brackets() {
        let raw = "<A b={() => c({d: 1})} e=\"f > g\" /> h > i";
        let text = Text::new(raw);
        assert_eq!(&raw[text.tags[0].range.clone()], "<A b={() => c({d: 1})} e=\"f > g\" />");
        assert_eq!(Text::new("<a b=\"c> d").tags.len(), 1);
    }

    #[test]
    fn attributes_are_read_in_quotes() {
        let text = Text::new("<a data-name=\"x\" name = 'y' href=\"z\">");
        let value = |name| text.attribute(&text.tags[0], name).map(|r| &text.raw[r]);
        assert_eq!((value("name"), value("href"), value("id")), (Some("y"), Some("z"), None));
    }
}
