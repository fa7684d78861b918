//! The cheapest way to cut a text into words: Viterbi's algorithm over all words that the text may hold.

use super::characters::Character;
use super::dictionary::{Dictionary, Entry};
use crate::metrics::python_text::Span;

/// A longer run of characters of a kind is not taken for one unknown word.
const LONGEST_GROUP: usize = 24;
/// Bytes that a word may reach ahead.
const REACH: usize = 65_535;
/// No node.
const NONE: u32 = u32::MAX;

/// Space that is reused from text to text.
#[derive(Default)]
pub(in crate::metrics) struct Lattice {
    nodes: Vec<Node>,
    /// For each position, the last node that ends there.
    ends: Vec<u32>,
    candidates: Vec<Candidate>,
    path: Vec<Span>,
}

/// A word at the end of the cheapest path that leads to it.
struct Node {
    span: Span,
    right_id: u16,
    /// Of the path.
    cost: i64,
    /// The word before.
    before: u32,
    /// The next node that ends at the same position.
    next: u32,
}

/// A word that the text may hold.
struct Candidate {
    span: Span,
    entry: Entry,
}

impl Lattice {
    /// The spans of the words of the cheapest path through `text`. Among paths of the same cost it is the one that
    /// MeCab takes, which depends on the order in which nodes are visited.
    pub(super) fn best_path(&mut self, dictionary: &Dictionary, text: &str) -> &[Span] {
        self.path.clear();
        self.nodes.clear();
        self.ends.clear();
        self.ends.resize(text.len() + 1, NONE);
        // The beginning of the text.
        self.nodes.push(Node { span: (0, 0), right_id: 0, cost: 0, before: NONE, next: NONE });
        self.ends[0] = 0;
        let mut last = 0;
        for at in 0..text.len() {
            if self.ends[at] == NONE {
                continue;
            }
            last = at;
            self.find_candidates(dictionary, text, at);
            for i in (0..self.candidates.len()).rev() {
                let Candidate { span, entry } = self.candidates[i];
                let Some((before, cost)) = self.cheapest(at, dictionary.row(entry.left_id)) else {
                    continue;
                };
                let cost = cost + dictionary.cost(&entry, span.0 as usize > at);
                let end = span.1 as usize;
                let next = std::mem::replace(&mut self.ends[end], self.nodes.len() as u32);
                self.nodes.push(Node { span, right_id: entry.right_id, cost, before, next });
            }
        }
        // The end of the text, or where words end before spaces at its end.
        if self.ends[text.len()] != NONE {
            last = text.len();
        }
        let mut node = self.cheapest(last, dictionary.row(0)).map_or(NONE, |(before, _)| before);
        while let Some(&Node { span, before, .. }) = self.nodes.get(node as usize)
            && before != NONE
        {
            self.path.push(span);
            node = before;
        }
        self.path.reverse();
        &self.path
    }

    /// The node that ends `at` with the cheapest path to the word of `row`, and that path's cost but for the word's.
    fn cheapest(&self, at: usize, row: &[i16]) -> Option<(u32, i64)> {
        let mut best: Option<(u32, i64)> = None;
        let mut number = self.ends[at];
        while let Some(node) = self.nodes.get(number as usize) {
            let cost = node.cost + row.get(usize::from(node.right_id)).map_or(0, |&c| i64::from(c));
            if best.is_none_or(|(_, least)| cost < least) {
                best = Some((number, cost));
            }
            number = node.next;
        }
        best
    }

    /// Replaces the candidates by the words, known and unknown, that start after the spaces `at` a position.
    fn find_candidates(&mut self, dictionary: &Dictionary, text: &str, at: usize) {
        self.candidates.clear();
        let limit = text.len().min(at + REACH);
        let bytes = &text.as_bytes()[..limit];
        let characters = &dictionary.characters;
        let Some((start, first, len)) = skip_spaces(dictionary, bytes, at) else { return };
        let candidates = &mut self.candidates;
        let mut add = |end: usize, entries: &[Entry]| {
            // Only damaged dictionaries have words that do not consist of whole characters.
            if start < end && text.is_char_boundary(start) && text.is_char_boundary(end) {
                let span = (start as u32, end as u32);
                candidates.extend(entries.iter().map(|&entry| Candidate { span, entry }));
            }
        };
        let mut found = false;
        dictionary.prefixes(&bytes[start..], |len, entries| {
            found |= len > 0 && !entries.is_empty();
            add(start + len, entries);
        });
        if found && !first.always_unknown() {
            return;
        }
        let entries = dictionary.unknown(first.category());
        let mut end = start + len;
        let mut group_end = None;
        if first.groups() {
            let (run_end, count) = run(dictionary, bytes, end, first);
            if count <= LONGEST_GROUP {
                add(run_end, entries);
                found |= !entries.is_empty();
                group_end = Some(run_end);
            }
        }
        for _ in 0..first.length() {
            if end > limit {
                break;
            }
            if Some(end) == group_end {
                continue;
            }
            add(end, entries);
            found |= !entries.is_empty();
            let (next, len) = characters.first(&bytes[end..]);
            if !first.is_kind_of(next) {
                break;
            }
            end += len;
        }
        if !found {
            add(end.min(limit), entries);
        }
    }
}

/// Where the spaces `at` a position end, and the character there with its length; none at the end of the text.
fn skip_spaces(
    dictionary: &Dictionary,
    bytes: &[u8],
    mut at: usize,
) -> Option<(usize, Character, usize)> {
    let mut kind = dictionary.characters.space();
    while at < bytes.len() {
        let (character, len) = dictionary.characters.first(&bytes[at..]);
        if !kind.is_kind_of(character) {
            return Some((at, character, len));
        }
        kind = character;
        at += len;
    }
    None
}

/// Where the characters from `at` on end that are of a kind, each with the one before, and how many they are; not
/// followed further than to one that is too many.
fn run(
    dictionary: &Dictionary,
    bytes: &[u8],
    mut at: usize,
    mut kind: Character,
) -> (usize, usize) {
    let mut count = 0;
    while at < bytes.len() && count <= LONGEST_GROUP {
        let (character, len) = dictionary.characters.first(&bytes[at..]);
        if !kind.is_kind_of(character) {
            break;
        }
        kind = character;
        at += len;
        count += 1;
    }
    (at, count)
}
