//! Pieces of big files: memories, tables and catalogues of more than can be held are cut between units, so that they are
//! read in bounded memory and by all threads.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::sync::Arc;

use memchr::memchr_iter;
use memchr::memmem::Finder;

use crate::document::{Document, Input, Problem, ProblemKind};
use crate::error::says;
use crate::read::formats::cut::Cut;
use crate::read::{self, ReadOptions, decode, formats};

/// What is big, in bytes.
struct Sizes {
    /// Files of more are cut.
    big: u64,
    /// A piece has about so many.
    piece: u64,
    /// The header of a file lies within so many, or the file is read as a whole.
    header: u64,
    /// So many are looked at at once for where to cut.
    block: u64,
}

const SIZES: Sizes = Sizes { big: 32 << 20, piece: 8 << 20, header: 1 << 20, block: 1 << 20 };

/// A file, or a piece of one.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) input: Input,
    part: Option<Part>,
    /// Its size in bytes, as far as that is known.
    pub(crate) bytes: u64,
}

#[derive(Debug, Clone)]
struct Part {
    number: usize,
    range: Range<u64>,
    /// What stands before the first unit, and so before those of every piece.
    header: Arc<[u8]>,
    footer: &'static [u8],
    /// Lines before the piece.
    lines: u32,
}

/// Cuts the big ones among the inputs. One that can't be cut stays whole, and reading it tells what is wrong.
pub(crate) fn pieces(inputs: &[Input]) -> Vec<Piece> {
    pieces_of(inputs, &SIZES)
}

fn pieces_of(inputs: &[Input], sizes: &Sizes) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(inputs.len());
    for input in inputs {
        let bytes = std::fs::metadata(&input.path).map_or(0, |m| m.len());
        let big = bytes > sizes.big;
        let parts = if big { parts(input, bytes, sizes).unwrap_or_default() } else { Vec::new() };
        if parts.is_empty() {
            pieces.push(Piece { input: input.clone(), part: None, bytes });
        }
        pieces.extend(parts.into_iter().map(|part| {
            let bytes = part.range.end - part.range.start;
            Piece { input: input.clone(), part: Some(part), bytes }
        }));
    }
    pieces
}

/// Where to cut; nothing if the file's format is not cut or its header is not understood.
fn parts(input: &Input, bytes: u64, sizes: &Sizes) -> io::Result<Vec<Part>> {
    let mut file = File::open(&input.path)?;
    let mut head = Vec::new();
    file.by_ref().take(sizes.header).read_to_end(&mut head)?;
    // UTF-16 is read as a whole.
    if decode::is_utf16(&head) {
        return Ok(Vec::new());
    }
    let cut = formats::of(&input.path, &head).and_then(|format| format.cut.as_ref());
    let Some((cut, header)) = cut.and_then(|cut| Some((cut, cut.header.len(&head)?))) else {
        return Ok(Vec::new());
    };
    head.truncate(header);
    let header: Arc<[u8]> = head.into();
    let ends = ends(&mut file, cut, header.len() as u64, bytes, sizes)?;
    let mut parts = Vec::new();
    let (mut start, mut lines) = (header.len() as u64, newlines(&header));
    for (end, lines_at_end) in ends {
        let range = start..end;
        let (number, header) = (parts.len(), Arc::clone(&header));
        parts.push(Part { number, range, header, footer: cut.footer, lines });
        (start, lines) = (end, lines_at_end);
    }
    // The last piece has the file's own end.
    if let Some(last) = parts.last_mut() {
        last.footer = b"";
    }
    Ok(parts)
}

fn newlines(bytes: &[u8]) -> u32 {
    memchr_iter(b'\n', bytes).count() as u32
}

/// The end of each piece, with the lines before it; the last is the end of the file.
fn ends(
    file: &mut File,
    cut: &Cut,
    from: u64,
    bytes: u64,
    sizes: &Sizes,
) -> io::Result<Vec<(u64, u32)>> {
    let finder = Finder::new(cut.end);
    file.seek(SeekFrom::Start(0))?;
    let mut ends = Vec::new();
    // The block, with the end of the one before it in case that a mark lies across.
    let mut window: Vec<u8> = Vec::new();
    let (mut window_start, mut lines, mut quotes) = (0_u64, 0_u32, 0_usize);
    let mut wanted = from + sizes.piece;
    loop {
        let kept = window.len();
        let read = file.by_ref().take(sizes.block).read_to_end(&mut window)?;
        if read == 0 {
            break;
        }
        let window_end = window_start + window.len() as u64;
        // Lines and quotation marks are counted up to the block that is new.
        while wanted < window_end {
            let offset = wanted.saturating_sub(window_start) as usize;
            let found = finder.find_iter(&window[offset..]).map(|at| offset + at + cut.end.len());
            let at = found.into_iter().find(|at| {
                let inside = |count: usize| !(count + quotes).is_multiple_of(2);
                !cut.quoted
                    || !inside(memchr_iter(b'"', window.get(kept..*at).unwrap_or(&[])).count())
            });
            let Some(at) = at else { break };
            let end = window_start + at as u64;
            ends.push((end, lines + newlines(window.get(kept..at).unwrap_or(&[]))));
            wanted = end + sizes.piece;
        }
        lines += newlines(&window[kept..]);
        quotes += memchr_iter(b'"', &window[kept..]).count();
        let keep = window.len().saturating_sub(cut.end.len() - 1);
        window_start += keep as u64;
        window.drain(..keep);
    }
    if ends.last().is_none_or(|(end, _)| *end < bytes) {
        ends.push((bytes, lines));
    }
    Ok(ends)
}

impl Piece {
    /// Reads it.
    ///
    /// # Errors
    /// As [`read::read`].
    pub(crate) fn read(&self, options: &ReadOptions) -> Result<Vec<Document>, Problem> {
        let Some(part) = &self.part else { return read::read(&self.input, options) };
        let bytes = part.bytes(&self.input).map_err(|e| Problem {
            path: self.input.name.clone(),
            line: None,
            kind: ProblemKind::Unreadable,
            message: format!("The file can't be read: {}.", says(&e)),
        })?;
        let header = newlines(&part.header);
        let shift = |line: u32| if line > header { line - header + part.lines } else { line };
        let mut documents = read::read_bytes(bytes, &self.input, options.locale.as_ref())
            .map_err(|problem| Problem { line: problem.line.map(shift), ..problem })?;
        for document in &mut documents {
            for segment in &mut document.segments {
                // Ids that count lines or units within the piece.
                if segment.id == segment.line.to_string() {
                    segment.id = shift(segment.line).to_string();
                } else if part.number > 0 && is_count(&segment.id) {
                    segment.id = format!("{}-{}", segment.id, part.number + 1);
                }
                segment.line = shift(segment.line);
            }
            for problem in &mut document.problems {
                problem.line = problem.line.map(shift);
            }
        }
        Ok(documents)
    }
}

/// Whether an id is what the reader calls a unit without one: `tu17`.
fn is_count(id: &str) -> bool {
    id.strip_prefix("tu").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

impl Part {
    fn bytes(&self, input: &Input) -> io::Result<Vec<u8>> {
        let mut file = File::open(&input.path)?;
        file.seek(SeekFrom::Start(self.range.start))?;
        let len = self.range.end - self.range.start;
        let mut bytes = Vec::with_capacity(self.header.len() + len as usize + self.footer.len());
        bytes.extend_from_slice(&self.header);
        file.take(len).read_to_end(&mut bytes)?;
        bytes.extend_from_slice(self.footer);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// A file of this text, cut by sizes that are small for it, with how many pieces it has, and read whole and in these.
    fn read_whole_and_in_pieces(
        name: &str,
        text: &str,
        sizes: &Sizes,
    ) -> (usize, Vec<Document>, Vec<Document>) {
        let folder = format!("glossator-pieces-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        let input = Input::new(path.clone(), name);
        let whole = read::read(&input, &ReadOptions::default()).unwrap();
        let pieces = pieces_of(std::slice::from_ref(&input), sizes);
        let read = |p: &Piece| p.read(&ReadOptions::default()).unwrap();
        let documents = pieces.iter().flat_map(read).collect();
        std::fs::remove_dir_all(folder).unwrap();
        (pieces.len(), whole, documents)
    }

    fn all(documents: &[Document]) -> Vec<(&str, u32, &str, &str)> {
        let segments = documents.iter().flat_map(|d| &d.segments);
        segments.map(|s| (&*s.id, s.line, &*s.source, &*s.target)).collect()
    }

    #[test]
    fn big_files_are_cut_between_units_and_nothing_is_lost() {
        let mut tmx = String::from("<tmx version=\"1.4\">\n<header srclang=\"en\"/>\n<body>\n");
        let mut tsv = String::from("source\ttarget\tlocale\n");
        let mut jsonl = String::new();
        let mut po = String::from("msgid \"\"\nmsgstr \"Language: de\\n\"\n");
        for i in 0..400 {
            let _ = writeln!(
                tmx,
                "<tu tuid=\"u{i}\"><tuv xml:lang=\"en\"><seg>Sentence {i}</seg></tuv>\n<tuv xml:lang=\"de\"><seg>Satz {i}</seg></tuv></tu>"
            );
            // A quoted cell with a line end.
            let _ = writeln!(tsv, "\"Sentence\n{i}\"\tSatz {i}\tde");
            let _ = writeln!(jsonl, "{{\"source\": \"Sentence {i}\", \"target\": \"Satz {i}\"}}");
            let _ = write!(po, "\n#: a.c:{i}\nmsgid \"Sentence {i}\"\nmsgstr \"Satz {i}\"\n");
        }
        tmx.push_str("</body>\n</tmx>\n");
        for (name, text) in [("a.tmx", tmx), ("a.tsv", tsv), ("a.jsonl", jsonl), ("a.po", po)] {
            // Ends lie anywhere in a block, across two, and in pieces that are longer or shorter than one.
            for block in [7, 64, 1000, 1 << 20] {
                let sizes = Sizes { big: 4000, piece: 900, header: 2000, block };
                let (pieces, whole, documents) = read_whole_and_in_pieces(name, &text, &sizes);
                assert!(pieces > 5, "{name}: {pieces}");
                assert!(documents.iter().all(|d| d.problems.len() == whole[0].problems.len()));
                assert_eq!(all(&whole).len(), 400, "{name}");
                assert_eq!(all(&whole), all(&documents), "{name} in blocks of {block}");
            }
        }
    }

    #[test]
    fn small_files_and_files_without_a_known_header_stay_whole() {
        let text = "source\ttarget\na\tb\n";
        let (pieces, _, documents) = read_whole_and_in_pieces("small.tsv", text, &SIZES);
        assert_eq!((pieces, all(&documents)), (1, vec![("2", 2, "a", "b")]));
        let sizes = Sizes { big: 4, piece: 4, header: 4, block: 4 };
        let (pieces, whole, documents) = read_whole_and_in_pieces("long.tsv", text, &sizes);
        assert_eq!((pieces, all(&documents)), (1, all(&whole)));
    }
}
