//! Parallel texts, read side by side in batches of lines, so that memory does not grow with the files.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::str::FromStr;

use flate2::bufread::MultiGzDecoder;

use super::Failure;
use glossator::metrics::python_text::{Span, trim_end};

/// Lines in a batch, at most.
pub(super) const BATCH_LINES: usize = 4096;
/// A batch ends after this many bytes of its first stream.
const BATCH_BYTES: usize = 1 << 20;
const BUFFER: usize = 1 << 17;

/// How bytes stand for characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Ascii,
    Latin1,
}

impl FromStr for Encoding {
    type Err = Failure;

    fn from_str(name: &str) -> Result<Self, Failure> {
        match name.to_ascii_lowercase().replace(['_', ' '], "-").as_str() {
            "utf-8" | "utf8" | "u8" | "cp65001" => Ok(Encoding::Utf8),
            "ascii" | "us-ascii" | "646" => Ok(Encoding::Ascii),
            "latin-1" | "latin1" | "l1" | "iso-8859-1" | "iso8859-1" | "8859" => {
                Ok(Encoding::Latin1)
            }
            _ => Err(Failure::new(format!(
                "encoding {name} is not offered: choose utf-8, ascii or latin-1, or convert the files with iconv"
            ))),
        }
    }
}

/// How a line's fields are parted by tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fields {
    /// The line is one text, less the whitespace at its end, which sacreBLEU's command drops whatever counts it.
    One,
    /// This many; the last may hold further tabs.
    Upto(usize),
    /// This many; 0 until the first line has told.
    Exactly(usize),
}

/// A stream of lines.
pub(super) struct Lines {
    /// The file as given, for messages.
    pub(super) name: String,
    reader: Box<dyn BufRead + Send>,
    encoding: Encoding,
    pub(super) fields: Fields,
    /// Lines read so far.
    line: u64,
}

/// Some lines of a stream, without their ends, cut into fields.
#[derive(Default)]
pub(super) struct Batch {
    text: String,
    /// The fields of all lines; each line has `width`.
    spans: Vec<Span>,
    width: usize,
    /// Lines.
    pub(super) len: usize,
}

impl Batch {
    /// A line's field.
    pub(super) fn field(&self, line: usize, field: usize) -> &str {
        let (start, end) = self.spans[line * self.width + field];
        &self.text[start as usize..end as usize]
    }

    /// All fields of a line.
    pub(super) fn fields(&self, line: usize) -> impl Iterator<Item = &str> {
        let spans = &self.spans[line * self.width..(line + 1) * self.width];
        spans.iter().map(|&(start, end)| &self.text[start as usize..end as usize])
    }
}

impl Lines {
    /// Opens a file; one named `.gz` is unpacked, and `-` is standard input.
    pub(super) fn open(name: &str, encoding: Encoding, fields: Fields) -> Result<Self, Failure> {
        if name == "-" {
            let reader = Box::new(BufReader::with_capacity(BUFFER, io::stdin()));
            return Ok(Lines {
                name: "standard input".to_owned(),
                reader,
                encoding,
                fields,
                line: 0,
            });
        }
        let file = File::open(name).map_err(|error| Failure::file(name, &error))?;
        // Opening a folder succeeds and reading it fails; say so before anything is printed.
        if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
            return Err(Failure::new(format!(
                "{name}: is a folder, where a file of lines is expected"
            )));
        }
        let plain = BufReader::with_capacity(BUFFER, file);
        let packed = Path::new(name).extension().is_some_and(|extension| extension == "gz");
        let reader: Box<dyn BufRead + Send> = if packed {
            Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(plain)))
        } else {
            Box::new(plain)
        };
        Ok(Lines { name: name.to_owned(), reader, encoding, fields, line: 0 })
    }

    /// Standard input, of which each line has as many fields as the first. Without any line it is one empty line, as
    /// sacreBLEU has it.
    pub(super) fn stdin(encoding: Encoding) -> Result<Self, Failure> {
        let name = "standard input".to_owned();
        let mut first = Vec::new();
        let mut stdin = BufReader::with_capacity(BUFFER, io::stdin());
        stdin.read_until(b'\n', &mut first).map_err(|error| Failure::file(&name, &error))?;
        if first.is_empty() {
            first.push(b'\n');
        }
        let text = decode(first.clone(), encoding).map_err(|_| undecodable(&name, 1, encoding))?;
        let width = trim_end(&text).split('\t').count();
        Ok(Lines {
            name,
            reader: Box::new(io::Cursor::new(first).chain(stdin)),
            encoding,
            fields: Fields::Exactly(width),
            line: 0,
        })
    }

    /// Replaces `batch` by the next lines, at most `limit`; fewer only at the end, or when the batch is large and
    /// `bounded`.
    pub(super) fn read(
        &mut self,
        batch: &mut Batch,
        limit: usize,
        bounded: bool,
    ) -> Result<(), Failure> {
        let mut bytes = std::mem::take(&mut batch.text).into_bytes();
        bytes.clear();
        batch.spans.clear();
        batch.len = 0;
        while batch.len < limit && !(bounded && bytes.len() >= BATCH_BYTES) {
            match self.reader.read_until(b'\n', &mut bytes) {
                Ok(0) => break,
                Ok(_) => batch.len += 1,
                Err(error) => return Err(Failure::file(&self.name, &error)),
            }
        }
        if u32::try_from(bytes.len()).is_err() {
            return Err(Failure::new(format!(
                "{}: {} lines from line {} on hold more than 4 GB; split them",
                self.name,
                batch.len,
                self.line + 1
            )));
        }
        batch.text = decode(bytes, self.encoding)
            .map_err(|line| undecodable(&self.name, self.line + 1 + line, self.encoding))?;
        batch.width = match self.fields {
            Fields::One => 1,
            Fields::Upto(width) | Fields::Exactly(width) => width,
        };
        let (text, mut start) = (batch.text.as_str(), 0);
        let unended = (!text.is_empty() && !text.ends_with('\n')).then_some(text.len());
        for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain(unended) {
            self.line += 1;
            self.cut(&text[start..end], start as u32, &mut batch.spans)?;
            start = end + 1;
        }
        Ok(())
    }

    /// Appends the spans of a line's fields; `at` is where the line starts.
    fn cut(&self, line: &str, at: u32, spans: &mut Vec<Span>) -> Result<(), Failure> {
        let from = spans.len();
        let mut push = |field: &str| {
            let start = at + (field.as_ptr() as usize - line.as_ptr() as usize) as u32;
            spans.push((start, start + field.len() as u32));
        };
        match self.fields {
            Fields::One => push(trim_end(line)),
            Fields::Upto(width) => trim_end(line).splitn(width, '\t').for_each(push),
            Fields::Exactly(_) => {
                trim_end(line).split('\t').for_each(|field| push(trim_end(field)));
            }
        }
        let found = spans.len() - from;
        match self.fields {
            Fields::Upto(width) if found != width => Err(Failure::fields(format!(
                "{}:{}: {found} tab-separated fields where -nr expects {width} references",
                self.name, self.line
            ))),
            Fields::Exactly(width) if found != width => Err(Failure::fields(format!(
                "{}:{}: {found} tab-separated fields where the first line has {width}; each is a system",
                self.name, self.line
            ))),
            _ => Ok(()),
        }
    }
}

/// The text of bytes, or the number of lines before the one that cannot be decoded.
fn decode(bytes: Vec<u8>, encoding: Encoding) -> Result<String, u64> {
    let lines = |bytes: &[u8]| memchr::memchr_iter(b'\n', bytes).count() as u64;
    match encoding {
        Encoding::Latin1 => Ok(bytes.into_iter().map(char::from).collect()),
        Encoding::Ascii | Encoding::Utf8 => {
            if let (Encoding::Ascii, Some(at)) =
                (encoding, bytes.iter().position(|b| !b.is_ascii()))
            {
                return Err(lines(&bytes[..at]));
            }
            String::from_utf8(bytes)
                .map_err(|error| lines(&error.as_bytes()[..error.utf8_error().valid_up_to()]))
        }
    }
}

fn undecodable(name: &str, line: u64, encoding: Encoding) -> Failure {
    let encoding = match encoding {
        Encoding::Ascii => "ASCII",
        _ => "UTF-8",
    };
    Failure::new(format!(
        "{name}:{line}: not {encoding}; convert the file, or name its encoding with -e"
    ))
}

/// References and systems, side by side.
pub(super) struct Corpus {
    references: Vec<Lines>,
    systems: Vec<Lines>,
    sources: Option<Lines>,
    documents: Option<Lines>,
}

/// Some segments of a corpus.
#[derive(Default)]
pub(super) struct Segments {
    references: Vec<Batch>,
    systems: Vec<Batch>,
    sources: Option<Batch>,
    documents: Option<Batch>,
    /// Segments.
    pub(super) len: usize,
}

impl Corpus {
    /// Puts the streams side by side.
    pub(super) fn new(
        references: Vec<Lines>,
        systems: Vec<Lines>,
        sources: Option<Lines>,
        documents: Option<Lines>,
    ) -> Self {
        Corpus { references, systems, sources, documents }
    }

    /// Replaces `segments` by the next ones; none are left at the end of all streams.
    pub(super) fn read(&mut self, segments: &mut Segments) -> Result<(), Failure> {
        segments.references.resize_with(self.references.len(), Batch::default);
        segments.systems.resize_with(self.systems.len(), Batch::default);
        for (lines, batch) in
            [(&self.sources, &mut segments.sources), (&self.documents, &mut segments.documents)]
        {
            if lines.is_some() {
                batch.get_or_insert_default();
            }
        }
        let mut len = None;
        let systems = self.systems.iter_mut().chain(&mut self.references);
        let streams = systems.chain(&mut self.sources).chain(&mut self.documents);
        let systems = segments.systems.iter_mut().chain(&mut segments.references);
        let batches = systems.chain(&mut segments.sources).chain(&mut segments.documents);
        let mut first: Option<&Lines> = None;
        for (lines, batch) in streams.zip(batches) {
            // The other streams must have as many lines as the first, and no more at its end.
            let limit = match len {
                None => BATCH_LINES,
                Some(0) => 1,
                Some(len) => len,
            };
            lines.read(batch, limit, len.is_none())?;
            if let (Some(len), Some(first)) = (len, first)
                && batch.len != len
            {
                let (shorter, longer) =
                    if batch.len < len { (&*lines, first) } else { (first, &*lines) };
                return Err(Failure::new(format!(
                    "system and reference streams have different lengths: {} ends after {} lines, {} goes on",
                    shorter.name, shorter.line, longer.name
                )));
            }
            len.get_or_insert(batch.len);
            first.get_or_insert(lines);
        }
        segments.len = len.unwrap_or(0);
        Ok(())
    }
}

impl Segments {
    /// What a system made of a segment.
    pub(super) fn hypothesis(&self, segment: usize, system: usize) -> &str {
        match self.systems.as_slice() {
            [of_all] => of_all.field(segment, system),
            systems => systems[system].field(segment, 0),
        }
    }

    /// Replaces `texts` by the segment's references.
    pub(super) fn references<'a>(&'a self, segment: usize, texts: &mut Vec<&'a str>) {
        texts.clear();
        texts.extend(self.references.iter().flat_map(|batch| batch.fields(segment)));
    }

    /// What the segment is a translation of.
    pub(super) fn source(&self, segment: usize) -> Option<&str> {
        self.sources.as_ref().map(|batch| batch.field(segment, 0))
    }

    /// The name of the segment's document.
    pub(super) fn document(&self, segment: usize) -> Option<&str> {
        self.documents.as_ref().map(|batch| batch.field(segment, 0))
    }
}

/// Checks that all files have as many lines, for output that is written as it comes. Says nothing of streams that can
/// be read only once.
pub(super) fn check_lengths(names: &[&str]) -> Result<(), Failure> {
    let mut first: Option<(&str, u64)> = None;
    for &name in names {
        if !std::fs::metadata(name).is_ok_and(|metadata| metadata.is_file()) {
            continue;
        }
        let mut lines = Lines::open(name, Encoding::Utf8, Fields::One)?;
        let (mut count, mut open) = (0, false);
        loop {
            let bytes = lines.reader.fill_buf().map_err(|error| Failure::file(name, &error))?;
            let Some(&last) = bytes.last() else { break };
            count += memchr::memchr_iter(b'\n', bytes).count() as u64;
            open = last != b'\n';
            let read = bytes.len();
            lines.reader.consume(read);
        }
        count += u64::from(open);
        match first {
            Some((other, expected)) if expected != count => {
                return Err(Failure::new(format!(
                    "system and reference streams have different lengths: {other} has {expected} lines, {name} has {count}"
                )));
            }
            _ => first = Some((name, count)),
        }
    }
    Ok(())
}
