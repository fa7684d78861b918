//! Comments in a page that switch checks off for the segment that follows: `<!-- glossator-ignore check-id … -->`.

use crate::document::Document;

/// Which checks a page's comments switch off, segment by segment.
#[derive(Debug, Default)]
pub struct Suppressions {
    /// Segment index and ids, in order of the segments; no ids means all checks.
    entries: Vec<(usize, Vec<String>)>,
}

const MARK: &str = "<!-- glossator-ignore";

impl Suppressions {
    /// Reads the comments between the segments of a page.
    pub fn of(document: &Document) -> Suppressions {
        let text = &document.text;
        let mut entries = Vec::new();
        let mut behind = 0;
        while let Some(at) = text[behind..].find(MARK).map(|at| behind + at) {
            // What stands within a comment begins none.
            let Some(len) = text[at..].find("-->") else { break };
            behind = at + len;
            let next = document.segments.partition_point(|s| s.place.start < at);
            if next < document.segments.len() {
                let ids =
                    text[at + MARK.len()..at + len].split([' ', ',']).filter(|id| !id.is_empty());
                entries.push((next, ids.map(str::to_owned).collect()));
            }
        }
        // Comments before one segment keep their order.
        entries.sort_by_key(|(segment, _)| *segment);
        Suppressions { entries }
    }

    /// Ids of checks that there are not, each with the index of the segment that it stands before.
    pub fn unknown(&self, knows: impl Fn(&str) -> bool) -> Vec<(usize, &str)> {
        let ids = self.entries.iter().flat_map(|(s, ids)| ids.iter().map(|id| (*s, id.as_str())));
        ids.filter(|(_, id)| !knows(id)).collect()
    }

    /// Whether any check is switched off for a segment.
    pub fn any(&self, segment: usize) -> bool {
        !self.before(segment).is_empty()
    }

    /// Whether a check is switched off for a segment.
    pub fn holds(&self, segment: usize, check: &str) -> bool {
        let names = |ids: &[String]| ids.is_empty() || ids.iter().any(|id| id == check);
        self.before(segment).iter().any(|(_, ids)| names(ids))
    }

    /// The comments before a segment.
    fn before(&self, segment: usize) -> &[(usize, Vec<String>)] {
        let start = self.entries.partition_point(|(s, _)| *s < segment);
        let len = self.entries[start..].partition_point(|(s, _)| *s == segment);
        &self.entries[start..start + len]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Segment;

    #[test]
    fn a_comment_holds_for_the_next_segment() {
        let text =
            "A <!-- glossator-ignore spacing, quotes --> B C <!-- glossator-ignore -->D".to_owned();
        let place = |s: &str| text.find(s).map_or(0..0, |i| i..i + 1);
        let segments = ["A", "B", "C", "D"]
            .map(|s| Segment { place: place(s), ..Segment::default() })
            .to_vec();
        let document = Document { segments, text: text.clone(), ..Document::default() };
        let s = Suppressions::of(&document);
        assert!(s.holds(1, "spacing") && s.holds(1, "quotes") && !s.holds(1, "wrong-number"));
        assert!(!s.holds(0, "spacing") && !s.holds(2, "spacing") && s.holds(3, "spacing"));
    }
}
