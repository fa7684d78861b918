//! Files that tasks hand on: a line that tells what they are, a line of JSON, a body, and a sum of it all at the end.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Take, Write};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use crate::error::{Error, Result};
use crate::output::PendingFile;

/// Which build of the program this is: another one may learn or judge otherwise.
pub(super) const BUILD: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("GLOSSATOR_BUILD"));

/// Bytes of the sum.
const SUM: u64 = 8;

/// What the first lines of a file say beside what its kind needs.
#[derive(Serialize, Deserialize)]
struct Head<H> {
    /// The build that wrote it.
    build: String,
    head: H,
}

/// A file being written.
pub(super) struct Sealed {
    file: PendingFile,
    sum: Xxh3,
}

impl Sealed {
    /// Begins a file of a kind.
    pub(super) fn create(file: PendingFile, kind: &str, head: impl Serialize) -> Result<Sealed> {
        let mut sealed = Sealed { file, sum: Xxh3::new() };
        let head = serde_json::to_string(&Head { build: BUILD.to_owned(), head });
        let head = head.map_err(|e| Error::usage(e.to_string()))?;
        writeln!(sealed, "glossator-{kind}\n{head}").map_err(|e| Error::io(kind, e))?;
        Ok(sealed)
    }

    /// Completes it.
    pub(super) fn commit(mut self) -> Result<PathBuf> {
        let sum = self.sum.digest().to_le_bytes();
        self.file.write_all(&sum).map_err(|e| Error::io("a file of a task", e))?;
        self.file.commit()
    }
}

impl Write for Sealed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.sum.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// The body of a file.
pub(super) type Body = BufReader<Take<File>>;

/// Opens a file of a kind; its sum is right and this build wrote it. With it comes the sum.
///
/// # Errors
/// What is wrong with it, after its name.
pub(super) fn open<H: DeserializeOwned>(path: &Path, kind: &str) -> Result<(H, Body, u64)> {
    let wrong = |message: String| Error::malformed(path, None, message);
    let failed = |e| Error::io(path, e);
    let no_file = || wrong(format!("this is no {kind} of glossator"));
    let mut file = File::open(path).map_err(failed)?;
    let len = file.metadata().map_err(failed)?.len();
    let mut reader = BufReader::new(file.take(len.saturating_sub(SUM)));
    let mut line = Vec::new();
    // What is no such file may have no line at all.
    reader.by_ref().take(64).read_until(b'\n', &mut line).map_err(failed)?;
    if line != format!("glossator-{kind}\n").as_bytes() {
        return Err(no_file());
    }
    let mut sum = Xxh3::new();
    sum.update(&line);
    let mut block = vec![0; 1 << 16];
    loop {
        let read = reader.read(&mut block).map_err(failed)?;
        if read == 0 {
            break;
        }
        sum.update(&block[..read]);
    }
    file = reader.into_inner().into_inner();
    let mut told = [0; SUM as usize];
    file.read_exact(&mut told).map_err(|_| no_file())?;
    if sum.digest().to_le_bytes() != told {
        return Err(wrong(format!("the {kind} is damaged; run its task again")));
    }
    let file = File::open(path).map_err(failed)?;
    let mut body = BufReader::new(file.take(len - SUM));
    let mut head = String::new();
    body.read_line(&mut head).map_err(failed)?;
    head.clear();
    body.read_line(&mut head).map_err(failed)?;
    let head: Head<serde_json::Value> =
        serde_json::from_str(&head).map_err(|e| wrong(e.to_string()))?;
    if head.build != BUILD {
        let theirs = head.build;
        let message = format!(
            "written by glossator {theirs}, and this is {BUILD}: use one build for all tasks"
        );
        return Err(wrong(message));
    }
    let head = serde_json::from_value(head.head).map_err(|e| wrong(e.to_string()))?;
    Ok((head, body, sum.digest()))
}
