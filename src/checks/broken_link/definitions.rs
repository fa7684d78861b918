//! Definitions of a page's links (`[label]: address`), which are no text of any paragraph.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{CHECK, Route, targets};
use crate::checks::PageView;
use crate::checks::issue::{Issue, PageIssue, Place};
use crate::text::page;
use crate::text::words::stretch_end;

/// Definitions of both pages that have the same label and lead to different places.
pub(super) fn report(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    let text = page.document.text.as_str();
    let Some(original) = page.document.original.as_ref().filter(|_| text.contains("]:")) else {
        return;
    };
    let theirs = definitions(text);
    // Any of the page's segments tells where the page is.
    let Some(view) = page.segments.first().filter(|_| !theirs.is_empty()) else { return };
    let ours = definitions(&original.text);
    let route = Route::new(view, page.corpus);
    for (label, span) in theirs {
        let Some(wanted) = ours.get(label).map(|range| &original.text[range.clone()]) else {
            continue;
        };
        let given = &text[span.clone()];
        if route.leads_alike(wanted, given) {
            continue;
        }
        let line = 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..span.start]).count() as u32;
        let message = format!("The link leads to “{given}” instead of “{wanted}”");
        let issue = Issue::new(&CHECK, message).target(span).expected(wanted);
        let issue = targets::weighed(view, issue, wanted, given);
        issues.push(PageIssue { place: Place::Line(line), issue });
    }
}

/// The addresses of a page's definitions by their labels; of the same label the first.
fn definitions(text: &str) -> BTreeMap<&str, Range<usize>> {
    let mut found = BTreeMap::new();
    for line in page::lines(text, 0) {
        let Some((label, rest)) =
            line.text.strip_prefix('[').and_then(|rest| rest.split_once("]:"))
        else {
            continue;
        };
        let address = rest.trim_start().trim_start_matches('<');
        let from = line.range.end - address.len();
        let len = address[..stretch_end(address, 0)].trim_end_matches('>').len();
        if label.starts_with('^') || label.contains(['[', ']']) || len == 0 {
            continue;
        }
        found.entry(label).or_insert(from..from + len);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::definitions;

    #[test]
    fn each_label_has_the_address_of_its_first_definition() {
        let page =
            "[a]: <b.md> \"B\"\r\n  [c]:\td.md\n[^1]: Note\n[a]: e.md\n```\n[f]: g\n```\n[h] i";
        let found: Vec<_> =
            definitions(page).into_iter().map(|(label, range)| (label, &page[range])).collect();
        assert_eq!(found, [("a", "b.md"), ("c", "d.md")]);
    }
}
