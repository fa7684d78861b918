//! Pairings that are remembered: a run reads each page twice, and aligns it once.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustc_hash::FxHashMap;

use super::pairing::Pairing;
use crate::hash;

/// The pairings of pages that were read, in a few bytes a block; shared by all threads.
#[derive(Debug, Default)]
pub struct Pairings {
    /// By what was read, to the last byte.
    pages: Mutex<FxHashMap<u128, Box<[u8]>>>,
    bytes: AtomicUsize,
}

/// Bytes of pairings that are kept, some ten for a segment; pages beyond are aligned again.
const MOST_BYTES: usize = 16 << 20;

impl Pairings {
    /// The pairing of the pages with these texts, known or found now.
    pub(super) fn of(&self, texts: [&str; 3], find: impl FnOnce() -> Pairing) -> Pairing {
        let key = hash::wide(&texts);
        if let Some(known) = self.known(key) {
            return known;
        }
        let pairing = find();
        if self.bytes.load(Ordering::Relaxed) < MOST_BYTES
            && let Ok(bytes) = postcard::to_allocvec(&pairing)
            && let Ok(mut pages) = self.pages.lock()
        {
            self.bytes.fetch_add(bytes.len(), Ordering::Relaxed);
            pages.insert(key, bytes.into_boxed_slice());
        }
        pairing
    }

    fn known(&self, key: u128) -> Option<Pairing> {
        postcard::from_bytes(self.pages.lock().ok()?.get(&key)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Input, Newer};
    use crate::read::align::pair_with;

    #[test]
    fn a_page_is_aligned_once_and_read_alike_again() {
        let source = "# Reports\n\nOpen it. Close it.\n\n```\nrun\n```\n\nA new one.\n\nAnother.\n";
        let target = "# Berichte\n\nÖffnen. Schließen.\n\n```\nrun\n```\n";
        let known = Pairings::default();
        let read = |target: &str, newer: &dyn Fn(Option<&str>) -> Option<Newer>| {
            let input = Input::new("de/a.md", "de/a.md");
            let document = pair_with(target.to_owned(), source, &input, None, newer, Some(&known));
            let segments = document.segments.into_iter();
            let segments = segments.map(|s| (s.id, s.source, s.target, s.state, s.place));
            (segments.collect::<Vec<_>>(), document.staleness)
        };
        let first = read(target, &|_| None);
        assert!(first.1.is_some() && first.0.len() == 5, "{first:?}");
        // Whether the page lags behind is asked when it is aligned.
        assert_eq!(read(target, &|_| unreachable!()), first);
        assert_ne!(read(&target.replace("# B", "## B"), &|_| None), first);
        assert_eq!(known.pages.lock().unwrap().len(), 2);
    }
}
