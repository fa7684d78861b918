//! The cheapest path through all words that a text may be made of.

use super::dictionary::{CharClass, Dictionary, Token};
use crate::metrics::python_text::Span;
use crate::text::head;

/// A run of characters of one kind is one unknown word only up to this length.
const LONGEST_GROUP: usize = 24;
/// A word's longest reach; the program that is followed looks no further.
const REACH: usize = 65_535;
/// No node.
const NONE: u32 = u32::MAX;

/// A word at a place.
#[derive(Clone, Copy, Debug)]
struct Node {
    token: Token,
    /// Cost of the cheapest path up to and with it.
    cost: i64,
    /// The node before it on that path.
    previous: u32,
    /// The next of the nodes that end at the same place.
    next_ending: u32,
    start: u32,
    end: u32,
    /// Whether a space stands before it.
    behind_space: bool,
}

/// Space for one text's nodes, reused from text to text.
#[derive(Debug, Default)]
pub(crate) struct Lattice {
    nodes: Vec<Node>,
    /// For each byte the last node that ends there.
    ending: Vec<u32>,
    morphemes: Vec<Span>,
}

impl Lattice {
    /// The words of the text that was cut last, in order.
    pub(super) fn morphemes(&self) -> &[Span] {
        &self.morphemes
    }

    /// Cuts a text into words.
    pub(super) fn cut(&mut self, dictionary: &Dictionary, text: &str) {
        self.nodes.clear();
        self.morphemes.clear();
        self.ending.clear();
        self.ending.resize(text.len() + 1, NONE);
        let begin = Node {
            token: Token::default(),
            cost: 0,
            previous: NONE,
            next_ending: NONE,
            start: 0,
            end: 0,
            behind_space: false,
        };
        self.nodes.push(begin);
        self.ending[0] = 0;
        for at in 0..text.len() {
            if self.ending[at] == NONE {
                continue;
            }
            let from = self.nodes.len();
            self.look_up(dictionary, text, at);
            // Among words of the same cost the one that was found first stays last, and the other way round.
            for node in (from..self.nodes.len()).rev() {
                self.connect(dictionary, at, node as u32);
            }
        }
        let Some(last) = self.ending.iter().rposition(|node| *node != NONE) else { return };
        let end = Node { start: last as u32, end: last as u32, ..begin };
        self.nodes.push(end);
        let end = self.nodes.len() as u32 - 1;
        self.connect(dictionary, last, end);
        let mut at = self.nodes[end as usize].previous;
        while at != NONE && at != 0 {
            let node = &self.nodes[at as usize];
            self.morphemes.push((node.start, node.end));
            at = node.previous;
        }
        self.morphemes.reverse();
    }

    /// Adds the words that may begin at a place, behind spaces if there are any.
    fn look_up(&mut self, dictionary: &Dictionary, text: &str, at: usize) {
        let text = head(text, at + REACH);
        let (begin, class, first_len, _) = seek(dictionary, text, at, dictionary.space, REACH);
        if begin >= text.len() {
            return;
        }
        let add = |nodes: &mut Vec<Node>, end: usize, tokens: &[Token]| {
            // Only a damaged dictionary has entries that end inside a character.
            if !text.is_char_boundary(end) {
                return;
            }
            nodes.extend(tokens.iter().map(|token| Node {
                token: *token,
                cost: 0,
                previous: NONE,
                next_ending: NONE,
                start: begin as u32,
                end: end as u32,
                behind_space: begin > at,
            }));
        };
        let before = self.nodes.len();
        dictionary.prefixes(&text.as_bytes()[begin..], |len, tokens| {
            add(&mut self.nodes, begin + len, tokens);
        });
        if self.nodes.len() > before && !class.always() {
            return;
        }
        let unknown = dictionary.unknown(class.category());
        let mut end = begin + first_len;
        let mut group_end = None;
        if class.groups() {
            // One character too many is enough to know that the run is not one word.
            let (group, _, _, more) = seek(dictionary, text, end, class, LONGEST_GROUP + 1);
            if more <= LONGEST_GROUP {
                add(&mut self.nodes, group, unknown);
            }
            group_end = Some(group);
        }
        for _ in 0..class.length() {
            if Some(end) == group_end {
                // As long as the group, and so there already.
                continue;
            }
            add(&mut self.nodes, end, unknown);
            let (next, len) = dictionary.class(&text[end..]);
            if len == 0 || !class.is_kind_of(next) {
                break;
            }
            end += len;
        }
        if self.nodes.len() == before {
            add(&mut self.nodes, end, unknown);
        }
    }

    /// Joins a node to the cheapest path that ends where it begins.
    fn connect(&mut self, dictionary: &Dictionary, at: usize, node: u32) {
        let Node { token, behind_space, end, .. } = self.nodes[node as usize];
        let own = i64::from(token.cost) + if behind_space { token.penalty.into() } else { 0 };
        let (mut least, mut previous) = (i64::MAX, NONE);
        let mut left = self.ending[at];
        while left != NONE {
            let before = &self.nodes[left as usize];
            let connection = dictionary.connection(before.token.right, token.left);
            let cost = before.cost + i64::from(connection) + own;
            if cost < least {
                (least, previous) = (cost, left);
            }
            left = before.next_ending;
        }
        let end = end as usize;
        let node_at = &mut self.nodes[node as usize];
        node_at.cost = least;
        node_at.previous = previous;
        if end > at {
            node_at.next_ending = self.ending[end];
            self.ending[end] = node;
        }
    }
}

/// Where a run of characters ends of which each is of its neighbour's kind: the place, the class of the character there
/// (of the last one at the text's end), its bytes, and how many characters the run has; not followed beyond `most`.
fn seek(
    dictionary: &Dictionary,
    text: &str,
    from: usize,
    mut kind: CharClass,
    most: usize,
) -> (usize, CharClass, usize, usize) {
    let (mut at, mut count) = (from, 0);
    let (mut class, mut len) = (CharClass::default(), 0);
    while at < text.len() && count < most {
        (class, len) = dictionary.class(&text[at..]);
        if !kind.is_kind_of(class) {
            break;
        }
        at += len;
        count += 1;
        kind = class;
    }
    (at, class, len, count)
}
