//! Segment pairs in bilingual text: `<span data-ttu-id>` targets, each with its `<span data-stu-id>` source.
//!
//! No parser of HTML or Markdown: before this was written, a trial on 70 MB of such pages found the pairs by their bytes at
//! 3,000 MB/s, with pulldown-cmark at 264 and with html5gum at 130, and neither knows where a pair cuts through markup.
//!
//! One pass over the bytes, in time linear in their number whatever they hold. Only tags of pairs and the depth of
//! ordinary spans in them are looked at: Markdown is not parsed, since a pair may hold any part of it, fences too.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr_iter, memmem, memrchr};

/// What occurs in the tags of both sides of a pair.
const ID_ATTRIBUTE: &[u8] = b"tu-id=";
const CLOSING: &str = "</span>";
/// Bytes that a tag may take; the longest seen have 90.
const LONGEST_TAG: usize = 512;

/// A target and its source, in the text's order of targets.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pair<'t> {
    /// Id of the target as written.
    pub(super) id: &'t str,
    /// Where the target's tag begins.
    pub(super) at: usize,
    /// Bytes of the whole pair.
    pub(super) place: Range<usize>,
    /// Bytes of the translation.
    pub(super) target: Range<usize>,
    /// Bytes of the source text.
    pub(super) source: Range<usize>,
    /// Whether quotation marks in the pair are escaped with backslashes, as in double-quoted YAML.
    pub(super) escaped: bool,
}

/// What breaks the rules of pairs.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Irregularity<'t> {
    /// A target that no source follows.
    TargetAlone(&'t str),
    /// A source that no target precedes.
    SourceAlone(&'t str),
    /// A pair whose source is not closed.
    Unclosed(&'t str),
    /// A target followed by a source of another id; the pair is read.
    Mismatch(&'t str, &'t str),
}

/// All that a text holds.
#[derive(Debug, Default)]
pub(super) struct Scan<'t> {
    /// The pairs.
    pub(super) pairs: Vec<Pair<'t>>,
    /// What is irregular, each with the byte where it begins.
    pub(super) irregularities: Vec<(usize, Irregularity<'t>)>,
}

/// Whether bytes hold a tag of a pair, judged by its attribute alone.
pub(in crate::read) fn occur_in(bytes: &[u8]) -> bool {
    memmem::find(bytes, b"data-ttu-id=").is_some()
}

/// Finds the pairs of a text.
pub(super) fn scan(text: &str) -> Scan<'_> {
    let mut found = Scan::default();
    let mut tags = Tags { text, finder: memmem::Finder::new(ID_ATTRIBUTE), at: 0, peeked: None };
    // A source read without a target before it: the target may follow.
    let mut waiting: Option<(Tag<'_>, Source)> = None;
    let mut previous_end = 0;
    while let Some(tag) = tags.next() {
        let limit = tags.next_start();
        let floor = std::mem::replace(&mut previous_end, tag.end);
        if tag.side == Side::Source {
            found.alone(waiting.take().map(|(tag, _)| tag));
            waiting = found.source(text, tag, floor, limit).map(|source| (tag, source));
            continue;
        }
        if let Some((first, source)) = waiting.take() {
            let between = text.get(source.end..tag.start).unwrap_or("x");
            let belongs = first.id == tag.id && between.trim_ascii().is_empty();
            let close = if belongs { closing(text, tag.end, limit) } else { None };
            if let Some(close) = close {
                found.pairs.push(Pair {
                    id: tag.id,
                    at: tag.start,
                    place: source.start..close.end,
                    target: tag.end..close.start,
                    source: source.text,
                    escaped: tag.escaped,
                });
                continue;
            }
            found.alone(Some(first));
        }
        let Some(other) = tags.next_source() else {
            found.irregularities.push((tag.start, Irregularity::TargetAlone(tag.id)));
            continue;
        };
        previous_end = other.end;
        let limit = tags.next_start();
        let Some(target) = target(text, tag, other) else {
            found.irregularities.push((tag.start, Irregularity::TargetAlone(tag.id)));
            waiting = found.source(text, other, tag.end, limit).map(|source| (other, source));
            continue;
        };
        if let Some(source) = found.source(text, other, target.end, limit) {
            if tag.id != other.id {
                let mismatch = Irregularity::Mismatch(tag.id, other.id);
                found.irregularities.push((tag.start, mismatch));
            }
            found.pairs.push(Pair {
                id: tag.id,
                at: tag.start,
                place: tag.start..source.end,
                target,
                source: source.text,
                escaped: tag.escaped,
            });
        }
    }
    found.alone(waiting.map(|(tag, _)| tag));
    found.irregularities.sort_by_key(|(at, _)| *at);
    found
}

/// A text with each pair in it replaced by its target.
pub(super) fn targets_only(text: &str) -> Cow<'_, str> {
    if !occur_in(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let mut targets = String::with_capacity(text.len());
    let mut at = 0;
    for pair in scan(text).pairs {
        targets.push_str(&text[at..pair.place.start]);
        targets.push_str(text[pair.target].trim());
        at = pair.place.end;
    }
    targets.push_str(&text[at..]);
    Cow::Owned(targets)
}

impl<'t> Scan<'t> {
    fn alone(&mut self, source: Option<Tag<'t>>) {
        if let Some(tag) = source {
            self.irregularities.push((tag.start, Irregularity::SourceAlone(tag.id)));
        }
    }

    /// Reads the source behind its tag; `floor` is where its wrapper may begin at the earliest.
    fn source(&mut self, text: &str, tag: Tag<'t>, floor: usize, limit: usize) -> Option<Source> {
        let source = source(text, tag, floor, limit);
        if source.is_none() {
            self.irregularities.push((tag.start, Irregularity::Unclosed(tag.id)));
        }
        source
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Target,
    Source,
}

/// An opening tag of one side of a pair.
#[derive(Debug, Clone, Copy)]
struct Tag<'t> {
    side: Side,
    id: &'t str,
    start: usize,
    end: usize,
    escaped: bool,
}

/// The tags of pairs in a text, in order.
struct Tags<'t> {
    text: &'t str,
    finder: memmem::Finder<'static>,
    at: usize,
    peeked: Option<Tag<'t>>,
}

impl<'t> Tags<'t> {
    fn next(&mut self) -> Option<Tag<'t>> {
        self.peeked.take().or_else(|| self.find())
    }

    fn peek(&mut self) -> Option<Tag<'t>> {
        if self.peeked.is_none() {
            self.peeked = self.find();
        }
        self.peeked
    }

    /// The next tag if it is a source's.
    fn next_source(&mut self) -> Option<Tag<'t>> {
        self.peek().filter(|t| t.side == Side::Source)?;
        self.next()
    }

    /// Where the next tag begins; the text's end if there is none.
    fn next_start(&mut self) -> usize {
        let end = self.text.len();
        self.peek().map_or(end, |t| t.start)
    }

    fn find(&mut self) -> Option<Tag<'t>> {
        let bytes = self.text.as_bytes();
        while let Some(found) = self.finder.find(&bytes[self.at..]) {
            let name = self.at + found;
            let value = name + ID_ATTRIBUTE.len();
            if let Some(tag) = tag(self.text, self.at, name, value) {
                self.at = tag.end;
                return Some(tag);
            }
            self.at = value;
        }
        self.at = bytes.len();
        None
    }
}

/// The tag around an id attribute whose name ends at `name` and whose value begins at `value`.
fn tag(text: &str, floor: usize, name: usize, value: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let side = match bytes[floor..name] {
        [.., b'd', b'a', b't', b'a', b'-', b't'] => Side::Target,
        [.., b'd', b'a', b't', b'a', b'-', b's'] => Side::Source,
        _ => return None,
    };
    let earliest = floor.max(name.saturating_sub(LONGEST_TAG));
    let start = earliest + memrchr(b'<', &bytes[earliest..name])?;
    let inside = &bytes[start..name];
    if !opens_span(inside) || memchr(b'>', inside).is_some() {
        return None;
    }
    let mut rest = &bytes[value..];
    let escaped = rest.starts_with(b"\\");
    for quote in [&b"\\"[..], b"&quot;", b"&#34;", b"\"", b"'"] {
        rest = rest.strip_prefix(quote).unwrap_or(rest);
    }
    let id_start = bytes.len() - rest.len();
    let id_len = rest.iter().position(|b| ends_id(*b)).unwrap_or(rest.len());
    let behind = &rest[id_len..rest.len().min(id_len + LONGEST_TAG)];
    let end = id_start + id_len + memchr(b'>', behind)? + 1;
    if memchr(b'<', &bytes[id_start..end]).is_some() {
        return None;
    }
    // All these bounds are beside ASCII bytes.
    let id = text.get(id_start..id_start + id_len)?;
    Some(Tag { side, id, start, end, escaped })
}

fn ends_id(b: u8) -> bool {
    matches!(b, b'"' | b'\'' | b'&' | b'\\' | b'<' | b'>' | b' ' | b'\t' | b'\r' | b'\n')
}

fn opens_span(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"<span").is_some_and(|rest| {
        rest.first().is_some_and(|b| b.is_ascii_whitespace() || *b == b'>' || *b == b'/')
    })
}

/// The closing tag of a span whose content begins at `from`, before `limit`; spans within are passed over.
fn closing(text: &str, from: usize, limit: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes().get(from..limit)?;
    let mut depth = 0_usize;
    for at in memchr_iter(b'<', bytes) {
        let rest = &bytes[at..];
        if rest.starts_with(CLOSING.as_bytes()) {
            if depth == 0 {
                return Some(from + at..from + at + CLOSING.len());
            }
            depth -= 1;
        } else if opens_span(rest) {
            let tag = &rest[..rest.len().min(LONGEST_TAG)];
            let closes_itself = memchr(b'>', tag).is_some_and(|end| tag[end - 1] == b'/');
            depth += usize::from(!closes_itself);
        }
    }
    None
}

/// The translation behind its tag; none if the source that follows in the text does not belong to it.
fn target(text: &str, tag: Tag<'_>, source: Tag<'_>) -> Option<Range<usize>> {
    let opener = wrapper(text, tag.end, source.start).unwrap_or(source.start);
    let content = text[tag.end..opener].trim_ascii_end();
    let same = tag.id == source.id;
    match content.strip_suffix(CLOSING) {
        // A stray closing tag before is part of the text.
        Some(content) if same => Some(tag.end..tag.end + content.len()),
        Some(content) => {
            let close = closing(text, tag.end, opener)?;
            (close.start == tag.end + content.len()).then_some(tag.end..close.start)
        }
        None if same => {
            let close = closing(text, tag.end, opener);
            Some(tag.end..close.map_or(tag.end + content.len(), |c| c.start))
        }
        None => None,
    }
}

/// The text of a source, and the bytes from its wrapper's beginning to its wrapper's end.
#[derive(Debug)]
struct Source {
    text: Range<usize>,
    start: usize,
    end: usize,
}

fn source(text: &str, tag: Tag<'_>, floor: usize, limit: usize) -> Option<Source> {
    let close = closing(text, tag.end, limit)?;
    let Some(start) = wrapper(text, floor, tag.start) else {
        return Some(Source { text: tag.end..close.start, start: tag.start, end: close.end });
    };
    let behind = &text[close.end..limit];
    let blank = behind.len() - behind.trim_ascii_start().len();
    if behind[blank..].starts_with(CLOSING) {
        let end = close.end + blank + CLOSING.len();
        return Some(Source { text: tag.end..close.start, start, end });
    }
    // A stray closing tag within: the source goes on to the two that end the pair, if they are in its paragraph.
    if let Some(len) = memmem::find(behind.as_bytes(), b"</span></span>") {
        let more = &behind[..len];
        if !more.contains("\n\n") && !more.contains("\n\r\n") {
            let stop = close.end + len;
            return Some(Source { text: tag.end..stop, start, end: stop + 2 * CLOSING.len() });
        }
    }
    Some(Source { text: tag.end..close.start, start, end: close.end })
}

/// Where `<span class="sxs-lookup">` begins that ends at `end`, blanks aside, and begins at `floor` or behind it.
fn wrapper(text: &str, floor: usize, end: usize) -> Option<usize> {
    let before = text.as_bytes()[floor..end].trim_ascii_end();
    if before.last() != Some(&b'>') {
        return None;
    }
    let earliest = before.len().saturating_sub(LONGEST_TAG);
    let start = earliest + memrchr(b'<', &before[earliest..])?;
    let tag = &before[start..];
    let usual = tag == br#"<span class="sxs-lookup">"#;
    let is_lookup = || opens_span(tag) && memmem::find(tag, b"sxs-lookup").is_some();
    (usual || is_lookup()).then_some(floor + start)
}
