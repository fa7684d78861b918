//! Targets changed in the file that they were read from. All other bytes stay as they are, and a change counts as made
//! when the file, read again, has the new target and all other texts as before: so no format's way of writing is guessed.

mod places;

use std::collections::BTreeMap;
use std::ops::Range;

use self::places::{needs_escape, places};
pub(crate) use self::places::{place, replaceable, touch};
use super::{ReadOptions, align, decode, formats, read_from};
use crate::document::{Document, Input};
use crate::locale::LocaleTag;

/// A text that is to take the place of a stretch of a target.
#[derive(Debug, Clone)]
pub struct Edit {
    /// The locale of the target.
    pub locale: LocaleTag,
    /// Which of the file's segments it is, among those that were judged: what is the same is of one segment.
    pub segment: usize,
    /// The segment's id.
    pub id: String,
    /// The target as it was judged.
    pub target: String,
    /// Bytes of the target that are replaced; empty where a text comes between them.
    pub span: Range<usize>,
    /// What takes their place.
    pub text: String,
}

/// Why an edit was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// The file can't be read, or its bytes can't be written back as they are.
    Encoding,
    /// The file does not hold the target any more that was judged.
    Changed,
    /// An earlier edit touches the same words.
    Overlap,
    /// The words stand in the file in another way than in the text, broken by a line or written as escapes.
    Written,
    /// The new words hold a mark that the format may write as an escape.
    Mark,
    /// The page with it has an issue that it had not.
    Raises,
}

impl Left {
    /// A sentence for a person.
    pub fn reason(self) -> &'static str {
        match self {
            Left::Encoding => "its bytes are of an encoding that can't be written back as it is",
            Left::Changed => "the file changed since it was judged",
            Left::Overlap => "another fix touches the same words",
            Left::Written => "the file writes these words with escapes or breaks a line there",
            Left::Mark => "the right text holds a mark that its format writes as an escape",
            Left::Raises => "with it the page would have an issue elsewhere",
        }
    }
}

/// A file with its edits.
#[derive(Debug, Default)]
pub struct Rewritten {
    /// Its bytes as they were read.
    pub before: Vec<u8>,
    /// Its bytes with the edits.
    pub after: Vec<u8>,
    /// What became of each edit: nothing to tell where it was made.
    pub left: Vec<Option<Left>>,
}

/// Bytes that are read again for all edits of a file, about.
const MOST_BYTES: usize = 1 << 28;

/// Makes the edits of a file, as far as what is read from it then is accepted; nothing is written.
pub fn rewrite(
    input: &Input,
    options: &ReadOptions,
    edits: &[Edit],
    accepts: impl Fn(Vec<Document>) -> bool,
) -> Rewritten {
    let before = std::fs::read(&input.path).unwrap_or_default();
    let all = |left| vec![Some(left); edits.len()];
    let (encoding, text) = Encoding::decode(&before);
    let unchanged = |left| Rewritten { after: before.clone(), before: before.clone(), left };
    if encoding.encode(&text) != before {
        return unchanged(all(Left::Encoding));
    }
    let Ok(documents) = read_from(before.clone(), input, options) else {
        return unchanged(all(Left::Changed));
    };
    let is_page = align::is_page(&input.path) || formats::spans::occur_in(&before);
    let tries = (MOST_BYTES / before.len().max(1)).clamp(8, 4_000);
    let segments = read_segments(&documents);
    let mut file = File { input, options, encoding, text, segments, edits, tries };
    let (wanted, mut left) = file.claims(&documents, is_page);
    let (chosen, failed) = file.made(wanted);
    for edit in failed {
        left[edit] = Some(Left::Written);
    }
    let mut accepted = Vec::new();
    file.accept(&chosen, &mut accepted, &accepts);
    for refused in chosen.iter().filter(|c| accepted.iter().all(|a: &Chosen| a.edit != c.edit)) {
        left[refused.edit] = Some(Left::Raises);
    }
    let chosen = accepted;
    let after = file.encoding.encode(&file.edited(&chosen));
    Rewritten { before, after, left }
}

/// How a file writes its text.
#[derive(Debug, Clone, Copy)]
enum Encoding {
    Utf8,
    MarkedUtf8,
    Utf16Le,
    Utf16Be,
}

impl Encoding {
    /// The encoding of bytes, and their text.
    fn decode(bytes: &[u8]) -> (Encoding, String) {
        let encoding = match bytes {
            [0xff, 0xfe, ..] => Encoding::Utf16Le,
            [0xfe, 0xff, ..] => Encoding::Utf16Be,
            [0xef, 0xbb, 0xbf, ..] => Encoding::MarkedUtf8,
            _ => Encoding::Utf8,
        };
        (encoding, decode::decode(bytes.to_vec()).text)
    }

    fn encode(self, text: &str) -> Vec<u8> {
        let wide = |unit: fn(u16) -> [u8; 2]| {
            "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(unit).collect()
        };
        match self {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::MarkedUtf8 => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            Encoding::Utf16Le => wide(u16::to_le_bytes),
            Encoding::Utf16Be => wide(u16::to_be_bytes),
        }
    }
}

/// A segment as the file has it.
#[derive(Debug, PartialEq, Eq)]
struct Texts {
    locale: LocaleTag,
    source: String,
    target: String,
}

fn read_segments(documents: &[Document]) -> Vec<Texts> {
    let mut segments = Vec::new();
    for document in documents {
        segments.extend(document.segments.iter().map(|segment| Texts {
            locale: document.locale.clone(),
            source: segment.source.clone(),
            target: segment.target.clone(),
        }));
    }
    segments
}

/// An edit that is to be made.
struct Wanted {
    edit: usize,
    /// Its segment among those of the file.
    segment: usize,
    /// Where its words may begin in the file's text.
    places: Vec<usize>,
}

/// An edit at its place in the file's text.
#[derive(Clone, Copy)]
struct Chosen {
    edit: usize,
    segment: usize,
    at: usize,
}

struct File<'f> {
    input: &'f Input,
    options: &'f ReadOptions,
    encoding: Encoding,
    text: String,
    segments: Vec<Texts>,
    edits: &'f [Edit],
    /// How often the file may still be read again.
    tries: usize,
}

impl File<'_> {
    /// Finds the segment of each edit and the places of its words; with them, why the others are left.
    fn claims(&self, documents: &[Document], is_page: bool) -> (Vec<Wanted>, Vec<Option<Left>>) {
        let mut left = vec![None; self.edits.len()];
        let mut wanted: Vec<Wanted> = Vec::new();
        let mut claimed: BTreeMap<usize, usize> = BTreeMap::new();
        let all = documents.iter().flat_map(|d| d.segments.iter().map(move |s| (d, s)));
        let all: Vec<_> = all.collect();
        let mut by_text: BTreeMap<(&LocaleTag, &str, &str), Vec<usize>> = BTreeMap::new();
        for (index, (document, segment)) in all.iter().enumerate().rev() {
            let key = (&document.locale, segment.id.as_str(), segment.target.as_str());
            by_text.entry(key).or_default().push(index);
        }
        let line_starts: Vec<usize> = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|at| at + 1))
            .collect();
        for (edit, asked) in self.edits.iter().enumerate() {
            let known = claimed.get(&asked.segment).copied();
            let index = known.or_else(|| {
                by_text.get_mut(&(&asked.locale, asked.id.as_str(), asked.target.as_str()))?.pop()
            });
            let Some(index) = index else {
                left[edit] = Some(Left::Changed);
                continue;
            };
            claimed.insert(asked.segment, index);
            let touches = |w: &Wanted| {
                let other = &self.edits[w.edit].span;
                w.segment == index && other.start <= asked.span.end && asked.span.start <= other.end
            };
            if wanted.iter().rev().take_while(|w| w.segment == index).any(touches) {
                left[edit] = Some(Left::Overlap);
                continue;
            }
            let (document, segment) = all[index];
            let is_scalar = matches!(segment.id.as_str(), "title" | "description");
            if (!is_page || is_scalar)
                && needs_escape(asked.target.get(asked.span.clone()), &asked.text)
            {
                left[edit] = Some(Left::Mark);
                continue;
            }
            let region = if !segment.place.is_empty() && document.text == self.text {
                segment.place.clone()
            } else {
                let line = (segment.line as usize).saturating_sub(1).min(line_starts.len() - 1);
                line_starts[line]..self.text.len()
            };
            let places = places(&self.text, region, &asked.target, &asked.span);
            if places.is_empty() {
                left[edit] = Some(Left::Written);
                continue;
            }
            wanted.push(Wanted { edit, segment: index, places });
        }
        (wanted, left)
    }

    /// Makes as many edits as can be made: those, and the others.
    fn made(&mut self, wanted: Vec<Wanted>) -> (Vec<Chosen>, Vec<usize>) {
        let first: Vec<Chosen> = wanted.iter().map(|w| w.at(0)).collect();
        if wanted.is_empty() || self.holds(&first) {
            return (first, Vec::new());
        }
        if let [one] = &wanted[..] {
            let others = (1..one.places.len()).map(|place| one.at(place));
            let right = others.into_iter().find(|chosen| self.holds(&[*chosen]));
            return match right {
                Some(chosen) => (vec![chosen], Vec::new()),
                None => (Vec::new(), vec![one.edit]),
            };
        }
        let mut front = wanted;
        let back = front.split_off(front.len() / 2);
        let (mut made, mut failed) = self.made(front);
        let (more, more_failed) = self.made(back);
        failed.extend(more_failed);
        let both = [&made[..], &more[..]].concat();
        // Two halves that hold alone hold together, unless they are edits of one place.
        if more.is_empty() || made.is_empty() || self.holds(&both) {
            made = both;
        } else {
            failed.extend(more.iter().map(|chosen| chosen.edit));
        }
        (made, failed)
    }

    /// Adds as many of these edits to those that were accepted as are accepted with them: where not all are, by halves.
    fn accept(
        &mut self,
        chosen: &[Chosen],
        accepted: &mut Vec<Chosen>,
        accepts: &impl Fn(Vec<Document>) -> bool,
    ) {
        if chosen.is_empty() || self.tries == 0 {
            return;
        }
        self.tries -= 1;
        let all = [&accepted[..], chosen].concat();
        let bytes = self.encoding.encode(&self.edited(&all));
        if read_from(bytes, self.input, self.options).is_ok_and(accepts) {
            *accepted = all;
        } else if chosen.len() > 1 {
            let (front, back) = chosen.split_at(chosen.len() / 2);
            self.accept(front, accepted, accepts);
            self.accept(back, accepted, accepts);
        }
    }

    /// Whether the file with these edits, read again, has the wanted targets and all else as it was.
    fn holds(&mut self, chosen: &[Chosen]) -> bool {
        if self.tries == 0 {
            return false;
        }
        self.tries -= 1;
        let mut wanted: BTreeMap<usize, Vec<&Edit>> = BTreeMap::new();
        for chosen in chosen {
            wanted.entry(chosen.segment).or_default().push(&self.edits[chosen.edit]);
        }
        let bytes = self.encoding.encode(&self.edited(chosen));
        let Ok(documents) = read_from(bytes, self.input, self.options) else { return false };
        let found = read_segments(&documents);
        found.len() == self.segments.len()
            && self.segments.iter().zip(&found).enumerate().all(|(index, (was, is))| {
                match wanted.get(&index) {
                    None => was == is,
                    Some(edits) => {
                        let target = edited(&was.target, edits.iter().map(|e| (&e.span, &e.text)));
                        is.locale == was.locale && is.source == was.source && is.target == target
                    }
                }
            })
    }

    /// The file's text with edits.
    fn edited(&self, chosen: &[Chosen]) -> String {
        let ranges: Vec<_> = chosen
            .iter()
            .map(|chosen| {
                let edit = &self.edits[chosen.edit];
                (chosen.at..chosen.at + edit.span.len(), &edit.text)
            })
            .collect();
        edited(&self.text, ranges.iter().map(|(range, text)| (range, *text)))
    }
}

impl Wanted {
    fn at(&self, place: usize) -> Chosen {
        Chosen { edit: self.edit, segment: self.segment, at: self.places[place] }
    }
}

/// A text with others in the place of stretches; of two that touch, the first wins.
fn edited<'e>(text: &str, edits: impl Iterator<Item = (&'e Range<usize>, &'e String)>) -> String {
    let mut edits: Vec<_> = edits.collect();
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(text.len() + 64);
    let mut end = 0;
    for (range, new) in edits {
        if range.start < end {
            continue;
        }
        let Some(between) = text.get(end..range.start) else { continue };
        out.push_str(between);
        out.push_str(new);
        end = range.end;
    }
    out.push_str(text.get(end..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_after_which_the_file_is_refused_are_left() {
        let folder = std::env::temp_dir().join(format!("glossator-rewrite-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("de-DE.jsonl");
        let target = "one two three";
        std::fs::write(&path, format!("{{\"source\": \"a\", \"target\": \"{target}\"}}\n"))
            .unwrap();
        let input = Input { name: "de-DE.jsonl".to_owned(), path, place: None };
        let options = ReadOptions::default();
        let documents = read_from(std::fs::read(&input.path).unwrap(), &input, &options).unwrap();
        let edit = |(was, text): (&str, &str)| {
            let at = target.find(was).unwrap();
            Edit {
                locale: documents[0].locale.clone(),
                segment: 0,
                id: documents[0].segments[0].id.clone(),
                target: target.to_owned(),
                span: at..at + was.len(),
                text: text.to_owned(),
            }
        };
        let edits: Vec<Edit> = [("one", "1"), ("two", "2"), ("three", "3")].map(edit).into();
        let accepts = |documents: Vec<Document>| !documents[0].segments[0].target.contains('2');
        let rewritten = rewrite(&input, &options, &edits, accepts);
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(rewritten.left, [None, Some(Left::Raises), None]);
        assert!(String::from_utf8(rewritten.after).unwrap().contains("1 two 3"));
    }
}
