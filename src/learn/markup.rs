//! What the run's pages do with markup of their originals that is no text: shortcodes that they leave out, and elements
//! whose texts they leave as they are.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Document, Origin};
use crate::hash;
use crate::text::dialects::shortcode_name;
use crate::text::elements::around;
use crate::text::words;

/// Places from which on it shows what the run does.
const LEAST_PLACES: u32 = 10;
/// Names that are remembered; those beyond it have no habit.
const MOST: usize = 100_000;

/// What pages of people do with shortcodes and elements, by hashes of their names.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Markup {
    shortcodes: FxHashMap<u64, Habit>,
    elements: FxHashMap<u64, Habit>,
}

/// In how many places something stands in an original, and in how many of them the page does as is asked.
#[derive(Debug, Clone, Copy, Default, serde::Serialize, serde::Deserialize)]
struct Habit {
    seen: u32,
    done: u32,
}

impl Habit {
    /// Whether it is done in nine of ten places, of at least ten.
    fn holds(self) -> bool {
        self.seen >= LEAST_PLACES && 10 * u64::from(self.done) >= 9 * u64::from(self.seen)
    }
}

/// What one page shows.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Observed {
    /// Shortcodes of the original, and whether each was left out.
    shortcodes: Vec<(u64, bool)>,
    /// The elements around texts, and whether each text was left as it is.
    elements: Vec<(u64, bool)>,
}

impl Observed {
    /// What a page shows. A machine has no habits.
    pub(super) fn of(document: &Document) -> Observed {
        let mut observed = Observed::default();
        if document.original.is_none() || document.origin == Origin::Machine {
            return observed;
        }
        let pairs = || {
            let is_pair = |s: &&crate::document::Segment| {
                !s.is_untranslated() && !s.source.is_empty() && !s.target.is_empty()
            };
            document.segments.iter().filter(is_pair)
        };
        for segment in pairs().filter(|s| s.source.contains("{{")) {
            for name in shortcode_names(&segment.source) {
                let left_out = shortcode_names(&segment.target).all(|kept| kept != name);
                observed.shortcodes.push((hash::text(name), left_out));
            }
        }
        if document.text.contains("\n<") {
            let elements = around(&document.text, pairs().map(|s| s.place.start));
            for (element, segment) in elements.into_iter().zip(pairs()) {
                let Some(element) = element.filter(|element| element.key != 0) else { continue };
                if words::stretches(&segment.source).nth(1).is_some() {
                    let is_left = is_left(&segment.source, &segment.target);
                    observed.elements.push((element.key, is_left));
                }
            }
        }
        observed
    }
}

/// Whether three of four words of a target are those of its source: a mark or a name may be put in another way.
fn is_left(source: &str, target: &str) -> bool {
    if source.trim() == target.trim() {
        return true;
    }
    let known: FxHashSet<&str> = words::stretches(source).collect();
    let (all, kept) = words::stretches(target)
        .fold((0, 0), |(all, kept), word| (all + 1, kept + usize::from(known.contains(word))));
    all > 0 && 4 * kept >= 3 * all
}

fn shortcode_names(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("{{").filter_map(|(at, _)| shortcode_name(&text[at..]))
}

impl Markup {
    pub(super) fn observe(&mut self, observed: Observed) {
        count(&mut self.shortcodes, observed.shortcodes);
        count(&mut self.elements, observed.elements);
    }

    /// Whether the run leaves out the shortcodes of this name.
    pub fn leaves_out(&self, name: &str) -> bool {
        self.shortcodes.get(&hash::text(name)).is_some_and(|habit| habit.holds())
    }

    /// Whether the run leaves the texts in such an element as they are; see [`crate::text::elements`].
    pub fn leaves_texts(&self, element: u64) -> bool {
        self.elements.get(&element).is_some_and(|habit| habit.holds())
    }
}

fn count(habits: &mut FxHashMap<u64, Habit>, observed: Vec<(u64, bool)>) {
    for (key, is_done) in observed {
        let is_full = habits.len() >= MOST;
        let habit = match habits.get_mut(&key) {
            Some(habit) => habit,
            None if is_full => continue,
            None => habits.entry(key).or_default(),
        };
        habit.seen = habit.seen.saturating_add(1);
        habit.done = habit.done.saturating_add(u32::from(is_done));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Original, Segment};

    fn page(origin: Origin, pairs: &[(&str, &str)]) -> Document {
        let mut text = "<Box>\n\n".to_owned();
        let mut segments = Vec::new();
        for (source, target) in pairs {
            let place = text.len()..text.len() + target.len();
            text.push_str(target);
            text.push_str("\n\n");
            let (source, target) = ((*source).to_owned(), (*target).to_owned());
            segments.push(Segment { place, source, target, ..Segment::default() });
        }
        text.push_str("</Box>\n");
        let original = Some(Original::default());
        Document { origin, segments, text, original, ..Document::default() }
    }

    fn learned(origin: Origin, times: usize, pairs: &[(&str, &str)]) -> Markup {
        let mut markup = Markup::default();
        for _ in 0..times {
            markup.observe(Observed::of(&page(origin, pairs)));
        }
        markup
    }

    #[test]
    fn what_people_leave_out_in_nine_of_ten_places_is_left_out() {
        let pairs = [("A {{% sign a %}} {{< fig b >}}", "A {{< fig b >}}")];
        let markup = learned(Origin::Unknown, 10, &pairs);
        assert!(markup.leaves_out("sign") && !markup.leaves_out("fig"));
        assert!(!learned(Origin::Unknown, 9, &pairs).leaves_out("sign"));
        assert!(!learned(Origin::Machine, 10, &pairs).leaves_out("sign"));
    }

    #[test]
    fn texts_that_people_leave_in_an_element_are_told_by_it() {
        let key = around("<Box>\n\na\n\n</Box>", [7].into_iter())[0].unwrap().key;
        let left = [("Wait for it", "Wait for it"), ("Go on", "Go on")];
        assert!(learned(Origin::Unknown, 5, &left).leaves_texts(key));
        let nearly = [("Wait for it now", "Wait for it NOW"), ("Go on", "Go on")];
        assert!(learned(Origin::Unknown, 5, &nearly).leaves_texts(key));
        let half = [("Wait for it", "Attendez"), ("Go on", "Go on")];
        assert!(!learned(Origin::Unknown, 20, &half).leaves_texts(key));
    }
}
