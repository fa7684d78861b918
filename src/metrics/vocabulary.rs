//! Dense numbers for the words of one segment and its references: equal words, equal numbers.

use super::python_text::Span;

/// Words up to this many bytes are compared as one integer.
const SHORT: usize = 15;
/// Marks the key of a longer word, whose bytes must be compared.
const LONG: u128 = 0xFF << 120;
const EMPTY: Slot = Slot { epoch: 0, id: 0, key: 0 };

#[derive(Clone, Copy)]
struct Slot {
    /// The round in which the slot was filled; older ones are free.
    epoch: u32,
    id: u32,
    key: u128,
}

/// A table of words that is emptied in constant time, to be reused for every segment.
pub(crate) struct Vocabulary {
    slots: Vec<Slot>,
    epoch: u32,
    /// Of each word, in order of number, where its bytes are if it is long.
    spans: Vec<Span>,
    bytes: Vec<u8>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Vocabulary { slots: vec![EMPTY; 512], epoch: 1, spans: Vec::new(), bytes: Vec::new() }
    }
}

impl Vocabulary {
    /// Forgets all words.
    pub(crate) fn clear(&mut self) {
        self.spans.clear();
        self.bytes.clear();
        self.epoch = self.epoch.wrapping_add(1);
        if self.epoch == 0 {
            self.slots.fill(EMPTY);
            self.epoch = 1;
        }
    }

    /// How many different words have a number; numbers run from 0.
    pub(crate) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Appends the number of each word to `ids`.
    pub(crate) fn number(&mut self, text: &str, words: &[Span], ids: &mut Vec<u32>) {
        let text = text.as_bytes();
        ids.reserve(words.len());
        for &(start, end) in words {
            ids.push(self.id(text, start as usize, end as usize));
        }
    }

    fn id(&mut self, text: &[u8], start: usize, end: usize) -> u32 {
        let word = &text[start..end];
        let key = if word.len() <= SHORT { short_key(text, start, end) } else { long_key(word) };
        let mask = self.slots.len() - 1;
        let mut at = hash(key) & mask;
        loop {
            let slot = self.slots[at];
            if slot.epoch != self.epoch {
                break;
            }
            if slot.key == key && (word.len() <= SHORT || self.bytes_of(slot.id) == word) {
                return slot.id;
            }
            at = (at + 1) & mask;
        }
        let id = self.spans.len() as u32;
        self.slots[at] = Slot { epoch: self.epoch, id, key };
        let from = self.bytes.len() as u32;
        if word.len() > SHORT {
            self.bytes.extend_from_slice(word);
        }
        self.spans.push((from, self.bytes.len() as u32));
        if self.spans.len() * 2 > self.slots.len() {
            self.grow();
        }
        id
    }

    fn bytes_of(&self, id: u32) -> &[u8] {
        let (start, end) = self.spans[id as usize];
        &self.bytes[start as usize..end as usize]
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        let mask = old.len() * 4 - 1;
        self.slots = vec![EMPTY; old.len() * 4];
        for slot in old.into_iter().filter(|slot| slot.epoch == self.epoch) {
            let mut at = hash(slot.key) & mask;
            while self.slots[at].epoch == self.epoch {
                at = (at + 1) & mask;
            }
            self.slots[at] = slot;
        }
    }
}

/// The bytes of a short word and its length, in one integer.
#[inline]
fn short_key(text: &[u8], start: usize, end: usize) -> u128 {
    let len = end - start;
    let bytes = match text[start..].first_chunk::<16>() {
        Some(sixteen) => u128::from_le_bytes(*sixteen) & !(u128::MAX << (8 * len)),
        None => text[start..end].iter().rev().fold(0, |key, &byte| key << 8 | u128::from(byte)),
    };
    bytes | (len as u128) << 120
}

/// Where to look for a key first.
#[inline]
fn hash(key: u128) -> usize {
    let folded = (key as u64).wrapping_add(((key >> 64) as u64).rotate_left(32));
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize
}

fn long_key(word: &[u8]) -> u128 {
    let mut hash = word.len() as u64;
    let mut chunks = word.chunks_exact(8);
    for chunk in &mut chunks {
        let mut eight = [0; 8];
        eight.copy_from_slice(chunk);
        hash =
            (hash.rotate_left(5) ^ u64::from_le_bytes(eight)).wrapping_mul(0x517C_C1B7_2722_0A95);
    }
    for &byte in chunks.remainder() {
        hash = (hash.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x517C_C1B7_2722_0A95);
    }
    u128::from(hash) | LONG
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::python_text::split_words;

    fn numbers(vocabulary: &mut Vocabulary, text: &str) -> Vec<u32> {
        let (mut spans, mut ids) = (Vec::new(), Vec::new());
        split_words(text, &mut Vec::new(), &mut spans);
        vocabulary.number(text, &spans, &mut ids);
        ids
    }

    #[test]
    fn equal_words_have_equal_numbers_until_cleared() {
        let mut vocabulary = Vocabulary::default();
        assert_eq!(
            numbers(&mut vocabulary, "a extraordinary a extraordinarily ab"),
            [0, 1, 0, 2, 3]
        );
        assert_eq!(numbers(&mut vocabulary, "extraordinarily ab c"), [2, 3, 4]);
        vocabulary.clear();
        assert_eq!(numbers(&mut vocabulary, "c fifteen_letters sixteen__letters c"), [0, 1, 2, 0]);
    }

    #[test]
    fn many_words_grow_the_table() {
        let mut vocabulary = Vocabulary::default();
        let text: Vec<String> = (0..5000).map(|n| format!("{}{n}", "w".repeat(n % 12))).collect();
        let ids = numbers(&mut vocabulary, &text.join(" "));
        assert_eq!(ids, (0..5000).collect::<Vec<u32>>());
        assert_eq!(numbers(&mut vocabulary, &text.join(" ")), ids);
        assert_eq!(vocabulary.len(), 5000);
    }
}
