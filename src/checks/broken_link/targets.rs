//! Where links lead: every link target, address of a tag and bare URL of the source must be in the target.

use std::ops::Range;

use super::{CHECK, COMPARED, LISTED, Route, different};
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::mqm::{Confidence, Severity};
use crate::text::address::{Address, is_damaged};
use crate::text::placeholders::is_placeholder;
use crate::text::words::stretch_end;
use crate::text::{Link, ProtectedKind, Text, dialects, find_loose};

/// Every link target of the source must be one in the target.
pub(super) fn report(view: &SegmentView<'_>, route: &Route<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    let ours: Vec<&str> =
        source.links.iter().take(LISTED).map(|link| route.of_source(link)).collect();
    let theirs: Vec<&str> =
        target.links.iter().take(LISTED).map(|link| route.of_target(link)).collect();
    let (own, others) = (different(ours.iter().copied()), different(theirs.iter().copied()));
    let mut used = 0u64;
    let mut lost = 0u64;
    for (i, wanted) in ours.iter().enumerate().take(COMPARED) {
        match unused(target, used).find(|(at, _)| route.leads_alike(wanted, theirs[*at])) {
            Some((place, _)) => used |= 1 << place,
            None => lost |= 1 << i,
        }
    }
    for (i, link) in source.links.iter().enumerate().take(COMPARED) {
        if lost & (1 << i) == 0 {
            continue;
        }
        let wanted = ours[i];
        // A link whose text was left out on purpose, or that is there twice and was written once.
        if others.iter().any(|given| route.leads_alike(wanted, given)) {
            continue;
        }
        let alike = |address: &str| route.leads_alike(wanted, address);
        let issue = if let Some(span) = torn(target, wanted).or_else(|| parted(target, alike)) {
            let message = "The link is torn: its text and its target do not join any more";
            Issue::new(&CHECK, message).target(span)
        } else if let Some((place, changed)) = closest(target, &theirs, used, wanted) {
            used |= 1 << place;
            // A link to no page is told with the others of its page.
            if route.missing(|| ours.as_slice(), theirs[place]).is_some() {
                continue;
            }
            let given = target.slice(changed.target.clone());
            let span = if given.is_empty() { &changed.range } else { &changed.target };
            let message = format!("The link leads to “{given}” instead of “{wanted}”");
            let issue = Issue::new(&CHECK, message).target(span.clone());
            weighed(view, issue, wanted, given)
        } else if target.raw.contains(wanted) {
            continue;
        } else {
            let issue = Issue::new(&CHECK, format!("The link to “{wanted}” was dropped"));
            // Where the locale leaves links out everywhere, that is how its pages are written; and people put
            // sentences in other words.
            if route.drops_links() {
                issue.severity(Severity::Minor).confidence(Confidence::Low)
            } else {
                suspicion(view, issue)
            }
        };
        issues.push(issue.source(link.range.clone()).expected(wanted));
    }
    report_lost_endings(view, &ours, &theirs, issues);
    // A text that the source lacks is an addition as a whole.
    if source.raw.trim().is_empty() {
        return;
    }
    for (at, link) in unused(target, used) {
        let given = theirs[at];
        if link.text.is_empty() || own.iter().any(|own| route.leads_alike(own, given)) {
            continue;
        }
        if lost == 0 && !given.is_empty() && !source.raw.contains(given) {
            let message = format!("The link to “{given}” is not in the source");
            let issue = Issue::new(&CHECK, message).target(link.range.clone());
            issues.push(suspicion(view, issue.severity(Severity::Major)));
        }
    }
}

/// A page beside this one is named with its ending or without: people know how their site wants it, a machine loses it.
fn report_lost_endings(
    view: &SegmentView<'_>,
    ours: &[&str],
    theirs: &[&str],
    issues: &mut Vec<Issue>,
) {
    if view.page.origin() != Origin::Machine {
        return;
    }
    let theirs = &theirs[..theirs.len().min(COMPARED)];
    for (link, wanted) in view.source.links.iter().zip(ours).take(COMPARED) {
        let Some(stem) = wanted.strip_suffix(".md").filter(|_| !wanted.starts_with('/')) else {
            continue;
        };
        let bare = theirs.iter().position(|given| *given == stem);
        if let Some(bare) = bare.filter(|_| !theirs.contains(wanted)) {
            let message = format!("The link leads to “{stem}” instead of “{wanted}”");
            let issue = Issue::new(&CHECK, message).target(view.target.links[bare].target.clone());
            issues.push(issue.source(link.range.clone()).expected(*wanted));
        }
    }
}

fn unused<'t>(target: &'t Text<'_>, used: u64) -> impl Iterator<Item = (usize, &'t Link)> {
    target.links.iter().enumerate().take(COMPARED).filter(move |(i, _)| used & (1 << i) == 0)
}

/// How bad it is that an address became another one. Documentation invents hosts, which may be translated; and people put
/// an address that suits their readers, or one of another version of the page, so that there only damage is certain.
pub(super) fn weighed(view: &SegmentView<'_>, issue: Issue, wanted: &str, given: &str) -> Issue {
    if let (Some(w), Some(g)) = (Address::parse(wanted), Address::parse(given))
        && w.is_example()
        && g.is_example()
        && w.host != g.host
    {
        return issue.severity(Severity::Minor);
    }
    // What a program is to look up is no address.
    let looked_up = dialects::shortcode_name(wanted).is_some_and(|name| {
        dialects::shortcode_name(given) == Some(name) && !dialects::same(wanted, given)
    });
    if looked_up || is_damaged(wanted, given) { issue } else { suspicion(view, issue) }
}

/// What only a page of a machine proves is minor and of low confidence elsewhere.
fn suspicion(view: &SegmentView<'_>, issue: Issue) -> Issue {
    if view.page.origin() == Origin::Machine {
        issue
    } else {
        issue.severity(Severity::Minor).confidence(Confidence::Low)
    }
}

/// The unused link that shares most with the wanted target at its start.
fn closest<'t>(
    target: &'t Text<'_>,
    theirs: &[&str],
    used: u64,
    wanted: &str,
) -> Option<(usize, &'t Link)> {
    let shared =
        |at: usize| wanted.bytes().zip(theirs[at].bytes()).take_while(|(a, b)| a == b).count();
    unused(target, used).max_by_key(|(i, _)| (shared(*i), usize::MAX - i))
}

/// The text and target of a link that is none any more: `[x] (url)`, or a parenthesis lost.
fn torn(target: &Text<'_>, wanted: &str) -> Option<Range<usize>> {
    let raw = target.raw;
    let url = find_loose(raw, wanted)?;
    if target.links.iter().any(|l| l.target.start <= url.start && url.start < l.target.end) {
        return None;
    }
    let before = raw[..url.start].trim_end();
    let before = before.strip_suffix(['(', '（'])?;
    let text_end = before.trim_end();
    let open = text_end.strip_suffix([']', '】'])?.rfind(['[', '【'])?;
    let end = match raw[url.end..].chars().next() {
        Some(c @ (')' | '）')) => url.end + c.len_utf8(),
        _ => stretch_end(raw, url.end),
    };
    Some(open..end)
}

/// The text and target of a link with a blank between them, where what stands in the parenthesis leads as wanted.
fn parted(target: &Text<'_>, leads: impl Fn(&str) -> bool) -> Option<Range<usize>> {
    let raw = target.raw;
    raw.match_indices("] (").find_map(|(at, mark)| {
        let address = at + mark.len();
        let end = address + raw[address..].find(')')?;
        let open = raw[..at].rfind('[')?;
        let shown = &raw[address..end];
        let is_address = !shown.contains(char::is_whitespace) && leads(shown);
        is_address.then_some(open..end + 1)
    })
}

/// Addresses in tags: `<a href="…">`, `<img src="…">`.
pub(super) fn in_tags(view: &SegmentView<'_>, route: &Route<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    let addresses = |text: &'_ Text<'_>, key: &str| -> Vec<Range<usize>> {
        text.tags.iter().filter_map(|tag| text.attribute(tag, key)).take(COMPARED).collect()
    };
    for key in ["href", "src"] {
        let (wanted, given) = (addresses(source, key), addresses(target, key));
        for range in &wanted {
            let address = &source.raw[range.clone()];
            // An address that the program fills in is for broken-placeholder.
            if is_placeholder(address) {
                continue;
            }
            if given.iter().any(|g| route.leads_alike(address, &target.raw[g.clone()])) {
                continue;
            }
            let known = |g: &&Range<usize>| {
                wanted
                    .iter()
                    .any(|w| route.leads_alike(&source.raw[w.clone()], &target.raw[(*g).clone()]))
            };
            // A tag that is not there at all is for broken-tag.
            let Some(changed) = given.iter().find(|g| !g.is_empty() && !known(g)) else { continue };
            let message = format!(
                "The link leads to “{}” instead of “{address}”",
                &target.raw[changed.clone()]
            );
            let issue = Issue::new(&CHECK, message)
                .target(changed.clone())
                .source(range.clone())
                .expected(address);
            issues.push(weighed(view, issue, address, &target.raw[changed.clone()]));
        }
    }
}

/// Bare URLs that were changed or dropped.
pub(super) fn bare_urls(view: &SegmentView<'_>, route: &Route<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    let ours = different(source.protected_contents(ProtectedKind::Url));
    let urls = different(target.protected_contents(ProtectedKind::Url));
    let linked = different(target.links.iter().take(LISTED).map(|link| route.of_target(link)));
    for wanted in source.protected_contents(ProtectedKind::Url).take(COMPARED) {
        let leads = |given: &&str| route.leads_alike(wanted, given);
        if target.raw.contains(wanted) || urls.iter().chain(&linked).any(leads) {
            continue;
        }
        let known = |url: &str| ours.iter().any(|own| route.leads_alike(own, url));
        let span = find_loose(target.raw, wanted).or_else(|| {
            let urls = target.protected.iter().filter(|p| p.kind == ProtectedKind::Url);
            urls.take(COMPARED)
                .find(|p| !known(target.slice(p.content.clone())))
                .map(|p| p.range.clone())
        });
        let message = match &span {
            Some(span) => format!("The URL “{}” must be “{wanted}”", &target.raw[span.clone()]),
            None => format!("The URL “{wanted}” was dropped"),
        };
        let issue = Issue::new(&CHECK, message).expected(wanted);
        let issue = match &span {
            Some(span) => weighed(view, issue, wanted, &target.raw[span.clone()]),
            None => suspicion(view, issue),
        };
        issues.push(Issue { target_span: span, ..issue });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Segment};
    use crate::evaluate::Evaluator;
    use crate::locale::LocaleTag;
    use crate::names::Termbase;

    #[test]
    fn a_page_keeps_its_ending_where_a_machine_wrote() {
        let expected = |origin, source: &str, target: &str| {
            let (source, target) = (source.to_owned(), target.to_owned());
            let segment = Segment { source, target, ..Segment::default() };
            let locale = LocaleTag::parse("de-DE").unwrap();
            let document =
                Document { locale, origin, segments: vec![segment], ..Document::default() };
            let found = Evaluator::new(Termbase::default()).evaluate(document).issues;
            found.into_iter().map(|i| i.issue.expected.unwrap_or_default()).collect::<Vec<_>>()
        };
        let (source, target) = ("See [this](b/a.md).", "Siehe [dies](b/a).");
        assert_eq!(expected(Origin::Machine, source, target), ["b/a.md"]);
        assert!(expected(Origin::Unknown, source, target).is_empty());
        assert!(
            expected(Origin::Machine, "See [this](/b/a.md).", "Siehe [dies](/b/a).").is_empty()
        );
    }
}
