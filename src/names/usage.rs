//! The renderings of a term that a list prefers, and those that it forbids.

use std::ops::Range;
use std::sync::Arc;

use super::form::Form;
use crate::text::words;

/// The renderings of one term in one locale.
#[derive(Debug)]
pub struct Usage {
    /// The English term, as its list writes it.
    pub term: String,
    pub(super) preferred: Vec<Form>,
    pub(super) forbidden: Vec<Form>,
    /// English words that explain another rendering than the first; a bar leaves the end of a word open.
    unless: Vec<String>,
}

impl Usage {
    pub(super) fn new(
        term: &str,
        preferred: Vec<Form>,
        forbidden: Vec<Form>,
        unless: &[String],
    ) -> Usage {
        Usage { term: term.to_owned(), preferred, forbidden, unless: unless.to_vec() }
    }

    /// A preferred rendering, by its place in the list.
    pub fn rendering(&self, at: usize) -> &str {
        self.preferred.get(at).map_or("", |form| &form.text)
    }

    /// How many renderings are preferred, each as good as the others.
    pub fn renderings(&self) -> usize {
        self.preferred.len()
    }

    /// Whether a source holds a word that another rendering may stand for.
    pub(super) fn is_explained(&self, source: &str) -> bool {
        self.unless.iter().any(|word| holds(source, word))
    }
}

/// A preferred rendering in a target.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The term.
    pub usage: Arc<Usage>,
    /// Its place among the preferred renderings.
    pub rendering: usize,
    /// Bytes of the target's visible text.
    pub target: Range<usize>,
}

/// Whether an English text holds a word in whatever case.
fn holds(text: &str, word: &str) -> bool {
    let (stem, open) = match word.split_once('|') {
        Some((stem, _)) => (stem, true),
        None => (word, false),
    };
    words::runs(text, |c| c.is_ascii_alphabetic()).any(|run| {
        let w = &text[run];
        w.get(..stem.len()).is_some_and(|s| s.eq_ignore_ascii_case(stem))
            && (open || w.len() == stem.len())
    })
}
