//! The elements of HTML and the components that stand around the texts of a page.

use std::collections::HashMap;

use crate::hash;

/// What stands around a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Around {
    /// A hash of the name and the class of the innermost element that has a class or is a component; 0 where none is.
    pub key: u64,
    /// Whether it stands in an element of code (`<pre>`, `<code>`).
    pub is_code: bool,
}

/// Elements inside each other that are followed.
const DEEPEST: usize = 64;
/// Names of elements that are followed on a page. Bounds the search for their ends.
const MOST_NAMES: usize = 64;
/// Bytes that the beginning of a tag has at most.
const LONGEST_TAG: usize = 1_000;

/// What stands around each of the places of a page, which are in order: the innermost element that begins at the
/// beginning of a line, or inside one that does, and that is closed later. None where there is none. Linear in the page.
pub fn around(page: &str, places: impl Iterator<Item = usize>) -> Vec<Option<Around>> {
    let places: Vec<usize> = places.collect();
    let mut found = vec![None; places.len()];
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|at| places[*at]);
    let mut order = order.into_iter().peekable();
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut ends = Ends { page, last: HashMap::new() };
    let mut fence: Option<&str> = None;
    let mut start = 0;
    for line in page.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let text = line.trim_start();
        if let Some(mark) = fence {
            fence = (!text.starts_with(mark)).then_some(mark);
        } else if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| text.starts_with(mark)) {
            fence = Some(mark);
        } else if !open.is_empty() || text.starts_with('<') {
            for (mark, _) in line.match_indices('<') {
                let tag_at = at + mark;
                while let Some(next) = order.next_if(|next| places[*next] <= tag_at) {
                    found[next] = open.last().map(Open::around);
                }
                tag(page, tag_at, &mut open, &mut ends);
            }
        }
        while let Some(next) = order.next_if(|next| places[*next] < start) {
            found[next] = open.last().map(Open::around);
        }
    }
    found
}

struct Open<'p> {
    name: &'p str,
    key: u64,
    is_code: bool,
}

impl Open<'_> {
    fn around(&self) -> Around {
        Around { key: self.key, is_code: self.is_code }
    }
}

/// Where the last closing tag of each name is.
struct Ends<'p> {
    page: &'p str,
    last: HashMap<&'p str, Option<usize>>,
}

impl<'p> Ends<'p> {
    fn closes_behind(&mut self, name: &'p str, at: usize) -> bool {
        if self.last.len() >= MOST_NAMES && !self.last.contains_key(name) {
            return false;
        }
        let page = self.page;
        let last = self.last.entry(name).or_insert_with(|| page.rfind(&format!("</{name}>")));
        last.is_some_and(|end| end > at)
    }
}

/// Takes in the tag that begins at `at`, if one does.
fn tag<'p>(page: &'p str, at: usize, open: &mut Vec<Open<'p>>, ends: &mut Ends<'p>) {
    let rest = &page[at + 1..];
    let (closes, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
    let len = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')));
    let name = &rest[..len.unwrap_or(rest.len())];
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return;
    }
    if closes {
        if let Some(depth) = open.iter().rposition(|element| element.name == name) {
            open.truncate(depth);
        }
        return;
    }
    let head = super::head(rest, LONGEST_TAG);
    let Some(end) = head.find('>') else { return };
    let properties = &head[name.len()..end];
    if properties.ends_with('/') || open.len() >= DEEPEST || !ends.closes_behind(name, at) {
        return;
    }
    let class = properties.split_once("class=\"").or_else(|| properties.split_once("className=\""));
    let class = class.and_then(|(_, value)| value.split_once('"')).map_or("", |(class, _)| class);
    // Plain elements of HTML stand everywhere, and say nothing of what they hold.
    let is_plain = class.is_empty() && !name.contains(|c: char| c.is_ascii_uppercase() || c == '-');
    let parent = open.last().map_or(0, |parent| parent.key);
    let key = if is_plain { parent } else { hash::texts(&[name, class]) };
    let is_code = matches!(name, "pre" | "code") || open.last().is_some_and(|o| o.is_code);
    open.push(Open { name, key, is_code });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(page: &str, texts: &[&str]) -> Vec<Option<Around>> {
        around(page, texts.iter().map(|text| page.find(text).unwrap()))
    }

    #[test]
    fn the_innermost_element_stands_around_a_text() {
        let page = "One <b>x</b>\n\n<div class=\"demo\">\n\nTwo\n\n<Box a={1}>Three</Box>\n\nFour <br>\n\
                    </div>\n\n```\n<div>\n```\n\nFive </div>";
        let found = of(page, &["One", "Two", "Three", "Four", "Five"]);
        assert_eq!((found[0], found[4]), (None, None));
        assert!(found[1].is_some() && found[1] == found[3] && found[1] != found[2]);
        assert_eq!(of("<A>\n\nA <p>\n\n</A>", &["A <"]), of("<A>\n<p>B</p></A>", &["B"]));
        assert_eq!(of("<div>\n\nA\n\n</div>", &["A"])[0].unwrap().key, 0);
    }

    #[test]
    fn what_stands_in_code_is_told() {
        let page = "<div><pre>\n\n<span>a</span>\n\n</pre>b</div>";
        let found = of(page, &["a</span>", "b</div>"]);
        assert_eq!(found.iter().map(|f| f.unwrap().is_code).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn an_element_without_end_holds_nothing() {
        assert_eq!(of("<p>\n\nText", &["Text"]), [None]);
        assert_eq!(of("Text", &["Text"]), [None]);
        let many = "<é <a ".repeat(2_000);
        assert_eq!(around(&many, [0, 20_000_000].into_iter()).len(), 2);
    }
}
