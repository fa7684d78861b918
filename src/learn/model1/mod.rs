//! IBM Model 1 in both directions: how often each source word is translated by each target word.
//!
//! Brown et al. 1993, "The Mathematics of Statistical Machine Translation", section 4.1.

mod train;

use std::ops::Range;

/// The empty word that words without counterpart align to; first in every vocabulary.
pub const NULL: u32 = 0;
/// Probabilities are kept as sixteen-bit fractions of one.
const SCALE: f32 = 65_535.0;

/// One side of the sentence pairs as word ids.
#[derive(Debug, Default)]
pub struct Side {
    ids: Vec<u32>,
    starts: Vec<u32>,
    /// Number of words in the vocabulary, the empty word among them.
    pub vocabulary: usize,
}

impl Side {
    /// No sentences yet, over a vocabulary of that many words.
    pub fn new(vocabulary: usize) -> Self {
        Side { ids: Vec::new(), starts: vec![0], vocabulary }
    }

    /// Adds a sentence; ids must be below the vocabulary's size.
    pub fn push(&mut self, ids: impl Iterator<Item = u32>) {
        self.ids.extend(ids);
        self.starts.push(self.ids.len() as u32);
    }

    fn range(&self, sentence: usize) -> Range<usize> {
        self.starts[sentence] as usize..self.starts[sentence + 1] as usize
    }

    /// The ids of a sentence.
    pub fn sentence(&self, sentence: usize) -> &[u32] {
        &self.ids[self.range(sentence)]
    }

    /// Number of sentences.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there are no sentences.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A trained and pruned table of translation probabilities, by source word.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Table {
    rows: Vec<u32>,
    columns: Vec<u32>,
    forward: Vec<u16>,
    backward: Vec<u16>,
    source_totals: Vec<u32>,
    target_totals: Vec<u32>,
}

/// The entries of one source word, by target word.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    columns: &'a [u32],
    forward: &'a [u16],
    backward: &'a [u16],
}

impl Row<'_> {
    /// All entries.
    pub fn iter(&self) -> impl Iterator<Item = Entry> {
        (0..self.columns.len()).map(|place| self.entry(place))
    }

    /// Calls `found` with each of the ascending target words (with their counts) that has an entry, and its place among
    /// them; `filter` has [`filter_bit`] set for each of them.
    pub fn join(
        &self,
        targets: &[(u32, u32)],
        filter: &[u64; 16],
        mut found: impl FnMut(usize, Entry),
    ) {
        // Rows of words of grammar are long, those of others about as long as a sentence. A step of a search costs as much
        // as some steps along the row.
        if self.columns.len() > targets.len() * 48 {
            let mut place = 0;
            for (at, (target, _)) in targets.iter().enumerate() {
                place += self.columns[place..].partition_point(|column| column < target);
                if self.columns.get(place) == Some(target) {
                    found(at, self.entry(place));
                }
            }
            return;
        }
        for (place, column) in self.columns.iter().enumerate() {
            let (word, bit) = filter_bit(*column);
            if filter[word] & bit != 0
                && let Ok(at) = targets.binary_search_by_key(column, |(id, _)| *id)
            {
                found(at, self.entry(place));
            }
        }
    }

    /// The entry of the empty target word, if it has one.
    pub fn null(&self) -> Option<Entry> {
        (self.columns.first() == Some(&NULL)).then(|| self.entry(0))
    }

    fn entry(&self, place: usize) -> Entry {
        Entry {
            target: self.columns[place],
            forward: f32::from(self.forward[place]) / SCALE,
            backward: f32::from(self.backward[place]) / SCALE,
        }
    }
}

/// Word and bit of an id in a filter of 1,024 bits, which spares most searches.
pub fn filter_bit(id: u32) -> (usize, u64) {
    ((id >> 6) as usize % 16, 1 << (id % 64))
}

/// An entry of the table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The target word.
    pub target: u32,
    /// Probability that the source word is translated by it.
    pub forward: f32,
    /// Probability that it is translated by the source word.
    pub backward: f32,
}

impl Table {
    /// The entries of a source word, by target word.
    pub fn row(&self, source: u32) -> Row<'_> {
        let range = self.range(source);
        Row {
            columns: &self.columns[range.clone()],
            forward: &self.forward[range.clone()],
            backward: &self.backward[range],
        }
    }

    /// Expected number of target words that a source word was aligned to.
    pub fn source_total(&self, source: u32) -> f32 {
        self.source_totals[source as usize] as f32 / 16.0
    }

    /// Expected number of source words that a target word was aligned to.
    pub fn target_total(&self, target: u32) -> f32 {
        self.target_totals[target as usize] as f32 / 16.0
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether it knows nothing.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Whether the parts of a table that was read fit together, for vocabularies of these sizes.
    pub fn is_sound(&self, source_vocabulary: usize, target_vocabulary: usize) -> bool {
        self.rows.len() == source_vocabulary + 1
            && self.source_totals.len() == source_vocabulary
            && self.target_totals.len() == target_vocabulary
            && self.rows.is_sorted()
            && self.rows.first() == Some(&0)
            && self.rows.last().is_some_and(|&n| n as usize == self.columns.len())
            && self.forward.len() == self.columns.len()
            && self.backward.len() == self.columns.len()
            && self.columns.iter().all(|&c| (c as usize) < target_vocabulary)
    }

    fn range(&self, source: u32) -> Range<usize> {
        self.rows[source as usize] as usize..self.rows[source as usize + 1] as usize
    }
}
