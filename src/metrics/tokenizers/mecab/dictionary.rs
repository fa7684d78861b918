//! A compiled `MeCab` dictionary: entries in a double array, costs of neighbours, classes of characters.

use std::path::Path;

use crate::error::{Error, Result};

/// The number that a dictionary's size is masked with at its beginning.
const MAGIC: u32 = 0xef71_8f77;
/// The version of the format.
const VERSION: u32 = 102;
/// Bytes of the header: ten numbers and the name of the character set.
const HEADER: usize = 72;
/// Bytes of an entry's costs and attributes.
const TOKEN: usize = 16;

/// What an entry adds to a path.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Token {
    pub(super) left: u16,
    pub(super) right: u16,
    pub(super) cost: i16,
    /// What it costs more behind a space.
    pub(super) penalty: i32,
}

/// A class of characters and what unknown words of it look like.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct CharClass(u32);

impl CharClass {
    /// Whether two characters have a category in common.
    pub(super) fn is_kind_of(self, other: CharClass) -> bool {
        self.0 & other.0 & 0x3_ffff != 0
    }

    /// The category whose unknown words these are.
    pub(super) fn category(self) -> usize {
        (self.0 >> 18 & 0xff) as usize
    }

    /// Unknown words of up to so many characters are tried.
    pub(super) fn length(self) -> usize {
        (self.0 >> 26 & 0xf) as usize
    }

    /// Whether a run of characters of one kind is tried as one word.
    pub(super) fn groups(self) -> bool {
        self.0 >> 30 & 1 != 0
    }

    /// Whether unknown words are tried even where entries match.
    pub(super) fn always(self) -> bool {
        self.0 >> 31 != 0
    }
}

/// A dictionary in memory.
pub(super) struct Dictionary {
    system: Entries,
    /// Unknown words by category.
    unknown: Vec<Vec<Token>>,
    classes: Vec<CharClass>,
    matrix: Vec<i16>,
    left_size: usize,
    /// The class of the space.
    pub(super) space: CharClass,
}

impl Dictionary {
    /// Reads the files of a folder.
    ///
    /// # Errors
    /// A file that is missing or damaged.
    pub(super) fn read(folder: &Path) -> Result<Dictionary> {
        let file = |name: &str| {
            let path = folder.join(name);
            let bytes = std::fs::read(&path).map_err(|e| Error::io(&path, e))?;
            Ok::<_, Error>((path, bytes))
        };
        let penalties = match file("dicrc") {
            Ok((path, bytes)) => penalties(&path, &String::from_utf8_lossy(&bytes))?,
            Err(_) => Vec::new(),
        };
        let (matrix_path, bytes) = file("matrix.bin")?;
        let (matrix, left_size, right_size) =
            matrix(&bytes).ok_or_else(|| damaged(&matrix_path))?;
        let limits = (left_size as u16, right_size as u16);
        let (path, bytes) = file("sys.dic")?;
        let system = Entries::read(&path, &bytes, &penalties, limits)?;
        let (path, bytes) = file("unk.dic")?;
        let words = Entries::read(&path, &bytes, &penalties, limits)?;
        let (path, bytes) = file("char.bin")?;
        let (names, classes) = classes(&bytes).ok_or_else(|| damaged(&path))?;
        let unknown: Vec<Vec<Token>> =
            names.iter().map(|name| words.exactly(name).to_vec()).collect();
        // A character without entry must become an unknown word.
        let covered = |c: &CharClass| unknown.get(c.category()).is_some_and(|t| !t.is_empty());
        if !classes.iter().all(covered) {
            return Err(damaged(&path));
        }
        let space = classes.get(0x20).copied().unwrap_or_default();
        Ok(Dictionary { system, unknown, classes, matrix, left_size, space })
    }

    /// How many entries the dictionary says that it has.
    pub(super) fn entries(&self) -> u32 {
        self.system.count
    }

    /// Calls back for each entry that a text begins with, the shortest first: its bytes and its tokens.
    pub(super) fn prefixes(&self, text: &[u8], found: impl FnMut(usize, &[Token])) {
        self.system.prefixes(text, found);
    }

    /// The tokens of unknown words of a category.
    pub(super) fn unknown(&self, category: usize) -> &[Token] {
        self.unknown.get(category).map_or(&[], Vec::as_slice)
    }

    /// The class of a text's first character, and that character's bytes; characters beyond the basic plane share the
    /// class of character 0.
    pub(super) fn class(&self, text: &str) -> (CharClass, usize) {
        let Some(c) = text.chars().next() else { return (CharClass::default(), 0) };
        let at = if (c as usize) < 0x1_0000 { c as usize } else { 0 };
        // The table ends before U+FFFF, and MeCab reads the zeros behind it.
        (self.classes.get(at).copied().unwrap_or_default(), c.len_utf8())
    }

    /// What it costs that one attribute follows another.
    pub(super) fn connection(&self, right_of_first: u16, left_of_second: u16) -> i32 {
        let at = right_of_first as usize + self.left_size * left_of_second as usize;
        self.matrix.get(at).copied().map_or(0, i32::from)
    }
}

fn damaged(path: &Path) -> Error {
    Error::malformed(
        path,
        None,
        "no dictionary that MeCab 0.996 compiled for UTF-8, or a damaged one; install it anew"
            .to_owned(),
    )
}

/// `left-space-penalty-factor` of the Korean `MeCab`: pairs of part of speech and cost.
fn penalties(path: &Path, settings: &str) -> Result<Vec<(u16, i32)>> {
    let line = settings.lines().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "left-space-penalty-factor").then(|| value.trim())
    });
    let Some(line) = line else { return Ok(Vec::new()) };
    let numbers: Option<Vec<i32>> = line.split(',').map(|n| n.trim().parse().ok()).collect();
    let numbers = numbers.filter(|n| n.len() % 2 == 0).ok_or_else(|| damaged(path))?;
    Ok(numbers.chunks_exact(2).map(|pair| (pair[0] as u16, pair[1])).collect())
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

/// The costs of neighbours, and how many attributes a word has to its right and to its left.
fn matrix(bytes: &[u8]) -> Option<(Vec<i16>, usize, usize)> {
    let (left, right) = (u16_at(bytes, 0)? as usize, u16_at(bytes, 2)? as usize);
    let costs = bytes.get(4..)?;
    (costs.len() == left * right * 2).then(|| {
        let cost = |pair: &[u8]| i16::from_le_bytes([pair[0], pair[1]]);
        (costs.chunks_exact(2).map(cost).collect(), left, right)
    })
}

/// The names of the categories, and the class of each character of the basic plane.
fn classes(bytes: &[u8]) -> Option<(Vec<Vec<u8>>, Vec<CharClass>)> {
    const NAME: usize = 32;
    let count = u32_at(bytes, 0)? as usize;
    let names_end = count.checked_mul(NAME)?.checked_add(4)?;
    let names = bytes.get(4..names_end)?.chunks_exact(NAME);
    let names = names.map(|name| name.split(|b| *b == 0).next().unwrap_or_default().to_vec());
    let classes = bytes.get(names_end..)?;
    let class = |c: &[u8]| CharClass(u32::from_le_bytes([c[0], c[1], c[2], c[3]]));
    (classes.len() == 0xffff * 4)
        .then(|| (names.collect(), classes.chunks_exact(4).map(class).collect()))
}

/// The entries of one file.
struct Entries {
    /// Units of the double array: base and check.
    units: Vec<(i32, u32)>,
    tokens: Vec<Token>,
    count: u32,
}

impl Entries {
    fn read(
        path: &Path,
        bytes: &[u8],
        penalties: &[(u16, i32)],
        limits: (u16, u16),
    ) -> Result<Entries> {
        Entries::parse(bytes, penalties, limits).ok_or_else(|| damaged(path))
    }

    fn parse(bytes: &[u8], penalties: &[(u16, i32)], limits: (u16, u16)) -> Option<Entries> {
        let number = |i: usize| u32_at(bytes, 4 * i);
        let is_whole = number(0)? ^ MAGIC == bytes.len() as u32 && number(1)? == VERSION;
        let charset = bytes.get(40..HEADER)?.split(|b| *b == 0).next()?.to_ascii_lowercase();
        if !is_whole || !matches!(&charset[..], b"utf-8" | b"utf8") {
            return None;
        }
        let (array, tokens) = (number(6)? as usize, number(7)? as usize);
        let array_end = HEADER.checked_add(array)?;
        let units = bytes.get(HEADER..array_end)?.chunks_exact(8).map(|unit| {
            let (base, check) = unit.split_at(4);
            let number = |b: &[u8]| u32::from_le_bytes([b[0], b[1], b[2], b[3]]);
            (number(base).cast_signed(), number(check))
        });
        let tokens = bytes.get(array_end..array_end.checked_add(tokens)?)?.chunks_exact(TOKEN);
        let tokens: Option<Vec<Token>> = tokens
            .map(|token| {
                let (left, right) = (u16_at(token, 0)?, u16_at(token, 2)?);
                let part_of_speech = u16_at(token, 4)?;
                let cost = u16_at(token, 6)?.cast_signed();
                let penalty = penalties.iter().find(|p| p.0 == part_of_speech).map_or(0, |p| p.1);
                // The matrix is indexed by what stands to the right of the first word and to the left of the second.
                (right < limits.0 && left < limits.1).then_some(Token {
                    left,
                    right,
                    cost,
                    penalty,
                })
            })
            .collect();
        Some(Entries { units: units.collect(), tokens: tokens?, count: number(3)? })
    }

    /// The tokens that a negative base leads to.
    fn tokens(&self, base: i32) -> &[Token] {
        let value = (-(base + 1)) as u32 as usize;
        let (first, count) = (value >> 8, value & 0xff);
        self.tokens.get(first..first + count).unwrap_or(&[])
    }

    fn unit(&self, at: i64) -> Option<(i32, u32)> {
        self.units.get(usize::try_from(at).ok()?).copied()
    }

    fn prefixes(&self, text: &[u8], mut found: impl FnMut(usize, &[Token])) {
        /// The program that is followed looks at no more entries.
        const MOST: usize = 512;
        let Some((mut base, _)) = self.unit(0) else { return };
        let mut count = 0;
        for len in 0..=text.len() {
            let Some((end, check)) = self.unit(base.into()) else { return };
            if check == base.cast_unsigned() && end < 0 && len > 0 {
                if count < MOST {
                    found(len, self.tokens(end));
                }
                count += 1;
            }
            let Some(byte) = text.get(len) else { return };
            match self.unit(i64::from(base) + i64::from(*byte) + 1) {
                Some((next, check)) if check == base.cast_unsigned() => base = next,
                _ => return,
            }
        }
    }

    fn exactly(&self, key: &[u8]) -> &[Token] {
        let mut whole: Option<(usize, usize)> = None;
        self.prefixes(key, |len, tokens| {
            if len == key.len() {
                let first = tokens.as_ptr() as usize - self.tokens.as_ptr() as usize;
                whole = Some((first / size_of::<Token>(), tokens.len()));
            }
        });
        whole.map_or(&[], |(first, count)| &self.tokens[first..first + count])
    }
}
