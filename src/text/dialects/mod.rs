//! What documentation systems write into their pages besides Markdown: one table, a row a syntax.
//!
//! Each row names the bytes that its syntax begins with and reads what stands there. A text that holds none of these
//! bytes pays nothing. What a machine reads is kept or hidden; what people read (titles, labels) stays text.

mod attributes;
mod compare;
mod containers;
mod cross_references;
mod directives;
mod macros;
mod math;
mod modules;
mod roles;
mod templates;

use std::ops::Range;

use super::{LOOK_AHEAD, ProtectedKind, head, with_bytes};

/// The longest name, id or address that is looked for, in bytes.
const LONGEST_NAME: usize = 250;

pub use self::compare::{machine_values, properties_differ, same};
pub use self::cross_references::wiki_links;
pub use self::directives::{is_option, opens_text};
pub use self::math::opens_block;
pub use self::modules::begins_module;
pub use self::templates::shortcode_name;

/// What a dialect finds at a place: its machine-read stretches, in order. What lies between them is text.
#[derive(Debug, Default)]
pub(super) struct Construct {
    pub(super) pieces: Vec<Piece>,
}

/// A machine-read stretch.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) kind: ProtectedKind,
    pub(super) range: Range<usize>,
    /// What must be the same on both sides.
    pub(super) content: Range<usize>,
    /// Whether readers see something in its place.
    pub(super) shown: bool,
}

impl Construct {
    /// A stretch that readers see something for: a macro, a formula.
    fn object(kind: ProtectedKind, range: Range<usize>) -> Construct {
        Construct::default().and(kind, range.clone(), range, true)
    }

    /// A stretch that readers see nothing of.
    fn hidden(kind: ProtectedKind, range: Range<usize>) -> Construct {
        Construct::default().and(kind, range.clone(), range, false)
    }

    fn and(
        mut self,
        kind: ProtectedKind,
        range: Range<usize>,
        content: Range<usize>,
        shown: bool,
    ) -> Construct {
        self.pieces.push(Piece { kind, range, content, shown });
        self
    }

    /// One more stretch that belongs to the syntax and says nothing by itself.
    fn and_markup(self, range: Range<usize>) -> Construct {
        self.and(ProtectedKind::Markup, range.clone(), range, false)
    }
}

/// A syntax of documentation systems.
struct Dialect {
    /// Bytes that it begins with.
    opens: &'static [u8],
    /// Reads what stands at a place of a text.
    read: fn(&str, usize) -> Option<Construct>,
}

/// All of them. What is more specific stands first.
const DIALECTS: &[Dialect] = &[
    // Hugo: `{{< figure src="a.png" >}}`, `{{% alert title="Note" %}}`.
    Dialect { opens: b"{", read: templates::shortcode },
    // Liquid, Jinja, Twig, Nunjucks: `{% include a.html %}`, `{# a comment #}`.
    Dialect { opens: b"{", read: templates::statement },
    // ERB, EJS: `<%= name %>`.
    Dialect { opens: b"<", read: templates::embedded },
    // MDN's macros, computed values of Vue and Jinja: `{{cssxref("color")}}`.
    Dialect { opens: b"{", read: templates::expression },
    // kramdown, Python-Markdown, Pandoc, Docusaurus: `{#id}`, `{: .class}`; MDX: `{/*id*/}`.
    Dialect { opens: b"{", read: attributes::read },
    // MDX: `{'{'}`.
    Dialect { opens: b"{", read: templates::literal },
    // MyST: {ref}`title <target>`.
    Dialect { opens: b"{", read: roles::myst },
    // VitePress, Docusaurus, MyST: `::: tip Title`, `:::note[Title]`.
    Dialect { opens: b":", read: containers::colons },
    // MyST: a fence whose language is `{note}`, and a title.
    Dialect { opens: b"`", read: directives::read },
    // MkDocs: `!!! note "Title"`, `??? note "Title"`, `/// note | Title`, `=== "Title"`.
    Dialect { opens: b"!?/=", read: containers::admonition },
    // reStructuredText: :ref:`title <target>`.
    Dialect { opens: b":", read: roles::role },
    // AsciiDoc: `<<id,label>>`, `xref:id[label]`.
    Dialect { opens: b"<", read: cross_references::asciidoc },
    Dialect { opens: b":", read: cross_references::xref },
    // `kbd:[Ctrl+C]`, `footnote:[text]`.
    Dialect { opens: b":", read: macros::read },
    // Footnotes, and links of wikis: `[^1]`, `[[page|label]]`.
    Dialect { opens: b"[", read: cross_references::footnote },
    Dialect { opens: b"[!", read: cross_references::wiki },
    // reStructuredText: `|name|`.
    Dialect { opens: b"|", read: cross_references::substitution },
    // Formulas: `$x^2$`, `$$x$$`, `\(x\)`, `\[x\]`.
    Dialect { opens: b"$\\", read: math::read },
];

/// Whether some dialect's syntax begins with a byte.
const OPENS: [bool; 256] = {
    let mut table = [false; 256];
    let mut row = 0;
    while row < DIALECTS.len() {
        table = with_bytes(table, DIALECTS[row].opens);
        row += 1;
    }
    table
};

/// What a dialect knows at a place of a text.
pub(super) fn at(raw: &str, at: usize) -> Option<Construct> {
    let first = raw.as_bytes()[at];
    if !OPENS[first as usize] {
        return None;
    }
    DIALECTS.iter().filter(|d| d.opens.contains(&first)).find_map(|d| (d.read)(raw, at))
}

pub(super) use self::roles::reference;
pub(super) use self::templates::object;

/// How a line stands in the page that is all markup of a documentation system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Text, or text with markup in it.
    Text,
    /// It opens something, or stands by itself: behind a line of text it is part of the paragraph.
    Opens,
    /// It ends something or goes on with it: no paragraph holds it.
    Ends,
    /// The tag of a component that holds nothing but its name.
    Bare,
}

/// How a line of a page stands in it. Blanks at its ends don't count.
pub fn line(line: &str) -> Line {
    let line = line.trim();
    let Some(first) = line.bytes().next().filter(|b| b"{<:!?/=".contains(b)) else {
        return Line::Text;
    };
    if b":!?/=".contains(&first) {
        let block = containers::colons(line, 0).or_else(|| containers::admonition(line, 0));
        return block.map_or(Line::Text, |_| Line::Ends);
    }
    if first == b'<'
        && let Some(bare) = component(line)
    {
        return if bare { Line::Bare } else { Line::Ends };
    }
    let (mut at, mut ends) = (0, false);
    while at < line.len() {
        if line[at..].starts_with(char::is_whitespace) {
            at += line[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let readers = [
            templates::shortcode,
            templates::statement,
            templates::embedded,
            templates::expression,
        ];
        let found = readers.iter().find_map(|read| read(line, at));
        let Some(last) = found.and_then(|c| c.pieces.last().map(|p| p.range.end)) else {
            return Line::Text;
        };
        ends |= templates::ends(&line[at..last]);
        at = last;
    }
    if ends { Line::Ends } else { Line::Opens }
}

/// Whether a line that is one tag of a component holds nothing but its name; none of another line.
fn component(line: &str) -> Option<bool> {
    let inner = line.strip_prefix('<')?.strip_suffix('>')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let name =
        inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(inner.len());
    let (name, rest) = inner.split_at(name);
    let rest = rest.trim_end_matches('/').trim();
    // One tag: neither text nor another tag stands behind it.
    let one = name.starts_with(|c: char| c.is_ascii_uppercase()) && !rest.contains(['<', '>']);
    (one && (rest.is_empty() || rest.contains('='))).then_some(rest.is_empty())
}

/// Whether a place is the first of its line but for blanks.
fn begins_line(raw: &str, at: usize) -> bool {
    let before = raw[..at].trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with('\n')
}

/// Whether nothing but the closing marks of a heading follows in the line of a place.
pub(super) fn ends_line(raw: &str, at: usize) -> bool {
    let rest = raw[at..].trim_start_matches([' ', '#']);
    rest.is_empty() || rest.starts_with('\n')
}

/// What follows in the line of a place.
fn rest_of_line(raw: &str, at: usize) -> &str {
    let rest = &raw[at..];
    rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())].trim_end_matches('\r')
}

/// A part of a text that is looked at for a closing mark.
fn ahead(raw: &str, at: usize) -> &str {
    within(raw, at, LOOK_AHEAD)
}

/// What follows a place, up to so many bytes.
fn within(raw: &str, at: usize, bytes: usize) -> &str {
    head(&raw[at..], bytes)
}

#[cfg(test)]
mod tests;
