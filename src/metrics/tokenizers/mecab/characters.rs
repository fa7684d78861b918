//! `char.bin`: the category of each character, and how the characters of a category make unknown words.

use std::path::Path;

use super::file::DictionaryFile;
use crate::error::Result;

/// Characters that the table holds: all of the basic plane but its last.
const TABLE: usize = 0xFFFF;
/// Bytes of a category's name.
const NAME: usize = 32;

/// What is known of a character.
#[derive(Clone, Copy)]
pub(super) struct Character(u32);

impl Character {
    /// Whether the two have a category in common.
    pub(super) fn is_kind_of(self, other: Character) -> bool {
        self.0 & other.0 & 0x3_FFFF != 0
    }

    /// The number of the category whose unknown words it starts.
    pub(super) fn category(self) -> usize {
        (self.0 >> 18 & 0xFF) as usize
    }

    /// Up to so many characters of a kind make an unknown word of each length.
    pub(super) fn length(self) -> u32 {
        self.0 >> 26 & 0xF
    }

    /// Whether all characters of a kind that follow one another make an unknown word.
    pub(super) fn groups(self) -> bool {
        self.0 >> 30 & 1 != 0
    }

    /// Whether unknown words are considered where the dictionary has a word too.
    pub(super) fn always_unknown(self) -> bool {
        self.0 >> 31 != 0
    }
}

/// The table of characters.
pub(super) struct Characters {
    table: Vec<Character>,
    /// The categories' names, by number.
    pub(super) names: Vec<Vec<u8>>,
}

impl Characters {
    pub(super) fn read(dir: &Path) -> Result<Self> {
        let mut file = DictionaryFile::open(dir, "char.bin")?;
        let count = file.u32()?;
        if file.len != 4 + u64::from(count) * NAME as u64 + TABLE as u64 * 4 {
            return Err(file.damaged("its size does not fit its number of categories"));
        }
        let names = file.records(count as usize, |name: [u8; NAME]| {
            name.split(|&byte| byte == 0).next().unwrap_or_default().to_vec()
        })?;
        let table = file.records(TABLE, |bytes| Character(u32::from_le_bytes(bytes)))?;
        if table.iter().any(|character| character.category() >= names.len()) {
            return Err(file.damaged("a character is of a category that is not there"));
        }
        Ok(Self { table, names })
    }

    /// The space.
    pub(super) fn space(&self) -> Character {
        self.table[usize::from(b' ')]
    }

    /// The character that `text` starts with, and its length in bytes. Those beyond the basic plane count as U+0000,
    /// and so does the end of the text.
    pub(super) fn first(&self, text: &[u8]) -> (Character, usize) {
        let (code, len) = match *text {
            [a, ..] if a < 0x80 => (u32::from(a), 1),
            [a, b, ..] if a & 0xE0 == 0xC0 => (u32::from(a & 0x1F) << 6 | u32::from(b & 0x3F), 2),
            [a, b, c, ..] if a & 0xF0 == 0xE0 => {
                (u32::from(a & 0x0F) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F), 3)
            }
            [a, _, _, _, ..] if a & 0xF8 == 0xF0 => (0, 4),
            _ => (0, 1),
        };
        // U+FFFF lies just behind MeCab's table, where there are zeros.
        (self.table.get(code as usize).copied().unwrap_or(Character(0)), len)
    }
}
