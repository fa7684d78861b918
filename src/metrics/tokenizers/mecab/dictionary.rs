//! A compiled dictionary of `MeCab`: words in a double-array trie, their costs, and the costs of one after the other.

use std::fmt;
use std::fs;
use std::path::Path;

use super::characters::Characters;
use super::file::DictionaryFile;
use crate::error::{Error, Result};

/// The size of the file, combined with this, is its first number.
const MAGIC: u32 = 0xEF71_8F77;
/// The version of the format, MeCab's since 0.90.
const VERSION: u32 = 102;
/// Bytes of the header: ten numbers and the name of the encoding.
const HEADER: u64 = 10 * 4 + 32;

/// A dictionary, all of whose references to other parts of it have been checked.
pub(super) struct Dictionary {
    words: Lexicon,
    unknown: Lexicon,
    pub(super) characters: Characters,
    /// For each category of characters, its unknown words in `unknown`.
    categories: Vec<(u32, u32)>,
    matrix: Matrix,
    /// What it costs words of a part of speech to follow a space.
    space_costs: Vec<(u16, i32)>,
}

/// A reading of a word.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    /// Its row in the matrix, as the right one of two words.
    pub(super) left_id: u16,
    /// Its place in a row, as the left one of two words.
    pub(super) right_id: u16,
    /// Its part of speech.
    part_of_speech: u16,
    cost: i16,
}

impl Dictionary {
    /// Reads the dictionary in `dir`; `space_costs` says whether those in `dicrc` count.
    pub(super) fn open(dir: &Path, space_costs: bool) -> Result<Self> {
        let matrix = Matrix::read(dir)?;
        let characters = Characters::read(dir)?;
        let unknown = Lexicon::read(dir, "unk.dic", 2, &matrix)?;
        let mut categories = Vec::with_capacity(characters.names.len());
        for name in &characters.names {
            categories.push(unknown.find(name).ok_or_else(|| {
                let name = String::from_utf8_lossy(name);
                let message = format!(
                    "not a sound MeCab dictionary: no entry for the category {name} of char.bin; install or compile it again"
                );
                Error::malformed(dir.join("unk.dic"), None, message)
            })?);
        }
        Ok(Self {
            words: Lexicon::read(dir, "sys.dic", 0, &matrix)?,
            unknown,
            characters,
            categories,
            matrix,
            space_costs: if space_costs { read_space_costs(dir)? } else { Vec::new() },
        })
    }

    /// Words in the dictionary, each reading counted.
    pub(super) fn words(&self) -> usize {
        self.words.size as usize
    }

    /// Calls `found` with the length and the readings of each word that `text` starts with, shorter ones first.
    pub(super) fn prefixes<'a>(&'a self, text: &[u8], mut found: impl FnMut(usize, &'a [Entry])) {
        let trie = &self.words.trie;
        let Some(&(mut base, _)) = trie.first() else { return };
        for (len, &byte) in text.iter().enumerate() {
            if let Some(place) = leaf(trie, base) {
                found(len, self.words.readings(place));
            }
            match child(trie, base, byte) {
                Some(next) => base = next,
                None => return,
            }
        }
        if let Some(place) = leaf(trie, base) {
            found(text.len(), self.words.readings(place));
        }
    }

    /// The readings of an unknown word that starts with a character of `category`.
    pub(super) fn unknown(&self, category: usize) -> &[Entry] {
        self.categories.get(category).map_or(&[], |&place| self.unknown.readings(place))
    }

    /// What a word costs on its own.
    pub(super) fn cost(&self, entry: &Entry, after_space: bool) -> i64 {
        let penalty = self
            .space_costs
            .iter()
            .find(|(part_of_speech, _)| after_space && *part_of_speech == entry.part_of_speech);
        i64::from(entry.cost) + penalty.map_or(0, |&(_, cost)| i64::from(cost))
    }

    /// What it costs a word to follow another, by the `right_id` of the other.
    pub(super) fn row(&self, left_id: u16) -> &[i16] {
        let width = self.matrix.width;
        self.matrix.costs.get(usize::from(left_id) * width..).map_or(&[], |row| &row[..width])
    }
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dictionary").field("words", &self.words()).finish_non_exhaustive()
    }
}

/// `matrix.bin`: the costs of two words that follow one another.
struct Matrix {
    /// The right ids, places in a row.
    width: usize,
    /// The left ids, rows.
    height: usize,
    costs: Vec<i16>,
}

impl Matrix {
    fn read(dir: &Path) -> Result<Self> {
        let mut file = DictionaryFile::open(dir, "matrix.bin")?;
        let (width, height) = (usize::from(file.u16()?), usize::from(file.u16()?));
        if width == 0 || height == 0 || file.len != 4 + 2 * (width * height) as u64 {
            return Err(file.damaged("its size does not fit its number of ids"));
        }
        let costs = file.records(width * height, i16::from_le_bytes)?;
        Ok(Self { width, height, costs })
    }
}

/// `sys.dic` or `unk.dic`: words and their readings.
struct Lexicon {
    /// Readings, as the file counts them.
    size: u32,
    /// The double array: base and check.
    trie: Vec<(i32, u32)>,
    entries: Vec<Entry>,
}

impl Lexicon {
    /// Reads a file of `kind`, whose ids the matrix must hold. Features, the rest of the file, are left out.
    fn read(dir: &Path, name: &str, kind: u32, matrix: &Matrix) -> Result<Self> {
        let mut file = DictionaryFile::open(dir, name)?;
        let (magic, version, found) = (file.u32()?, file.u32()?, file.u32()?);
        if u64::from(magic ^ MAGIC) != file.len {
            return Err(file.damaged("its size is not the one it was written with"));
        }
        if version != VERSION || found != kind {
            return Err(file.damaged(&format!(
                "version {version} and type {found} where {VERSION} and {kind} are expected"
            )));
        }
        let (size, width, height) = (file.u32()?, file.u32()?, file.u32()?);
        let (trie, entries, features) = (file.u32()?, file.u32()?, file.u32()?);
        file.u32()?; // Reserved.
        let charset: [u8; 32] = file.bytes()?;
        let charset = charset.split(|&byte| byte == 0).next().unwrap_or_default();
        if !(charset.eq_ignore_ascii_case(b"utf8") || charset.eq_ignore_ascii_case(b"utf-8")) {
            return Err(file.damaged(&format!(
                "its encoding is {}, where UTF-8 is expected",
                String::from_utf8_lossy(charset)
            )));
        }
        if (width as usize, height as usize) != (matrix.width, matrix.height) {
            return Err(file.damaged("it has other ids than matrix.bin"));
        }
        let parts = [trie, entries, features].map(u64::from).iter().sum::<u64>();
        if HEADER + parts != file.len || trie % 8 != 0 || entries % 16 != 0 {
            return Err(file.damaged("its parts do not add up to its size"));
        }
        let trie = file.records(trie as usize / 8, |[a, b, c, d, e, f, g, h]| {
            (i32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h]))
        })?;
        let entries = file.records(entries as usize / 16, |bytes: [u8; 16]| Entry {
            left_id: u16::from_le_bytes([bytes[0], bytes[1]]),
            right_id: u16::from_le_bytes([bytes[2], bytes[3]]),
            part_of_speech: u16::from_le_bytes([bytes[4], bytes[5]]),
            cost: i16::from_le_bytes([bytes[6], bytes[7]]),
        })?;
        let outside = |entry: &Entry| {
            usize::from(entry.left_id) >= matrix.height
                || usize::from(entry.right_id) >= matrix.width
        };
        if entries.iter().any(outside) {
            return Err(file.damaged("a word has an id that matrix.bin has not"));
        }
        let lexicon = Self { size, trie, entries };
        let beyond = |&(base, _): &(i32, u32)| {
            base < 0 && {
                let (from, count) = place(base);
                from as usize + count as usize > lexicon.entries.len()
            }
        };
        if lexicon.trie.iter().any(beyond) {
            return Err(file.damaged("a word points beyond its readings"));
        }
        Ok(lexicon)
    }

    /// The place of the readings of `word`.
    fn find(&self, word: &[u8]) -> Option<(u32, u32)> {
        let mut base = self.trie.first()?.0;
        for &byte in word {
            base = child(&self.trie, base, byte)?;
        }
        leaf(&self.trie, base)
    }

    fn readings(&self, (from, count): (u32, u32)) -> &[Entry] {
        self.entries.get(from as usize..(from + count) as usize).unwrap_or_default()
    }
}

/// The base of the node that `byte` leads to from a node of `base`.
fn child(trie: &[(i32, u32)], base: i32, byte: u8) -> Option<i32> {
    let base = u32::try_from(base).ok()?;
    let &(next, check) = trie.get(base as usize + usize::from(byte) + 1)?;
    (check == base).then_some(next)
}

/// The place of the readings of a word that ends at a node of `base`.
fn leaf(trie: &[(i32, u32)], base: i32) -> Option<(u32, u32)> {
    let base = u32::try_from(base).ok()?;
    let &(value, check) = trie.get(base as usize)?;
    (check == base && value < 0).then(|| place(value))
}

/// First reading and number of readings, as a leaf holds them.
fn place(value: i32) -> (u32, u32) {
    let value = !value as u32;
    (value >> 8, value & 0xFF)
}

/// The costs of parts of speech after a space in `dicrc`: `left-space-penalty-factor = ID,COST,ID,COST…`.
fn read_space_costs(dir: &Path) -> Result<Vec<(u16, i32)>> {
    const KEY: &str = "left-space-penalty-factor";
    let path = dir.join("dicrc");
    let text = fs::read(&path).map_err(|error| Error::io(&path, error))?;
    let text = String::from_utf8_lossy(&text);
    for (number, line) in text.lines().enumerate() {
        let Some((key, value)) = line.split_once('=') else { continue };
        if key.trim() != KEY {
            continue;
        }
        let numbers: Option<Vec<i32>> =
            value.split(',').map(|number| number.trim().parse().ok()).collect();
        let costs = numbers.filter(|numbers| numbers.len() % 2 == 0).and_then(|numbers| {
            numbers
                .chunks_exact(2)
                .map(|pair| Some((u16::try_from(pair[0]).ok()?, pair[1])))
                .collect()
        });
        return costs.ok_or_else(|| {
            let message =
                format!("{KEY} is not a list of ids and costs; install the dictionary again");
            Error::malformed(&path, u64::try_from(number + 1).ok(), message)
        });
    }
    Ok(Vec::new())
}
