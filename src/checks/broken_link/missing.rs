//! Links to pages that are not there in the locale, said once a page.

use std::cell::LazyCell;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{CHECK, COMPARED, LISTED, Route, different};
use crate::checks::issue::{Issue, PageIssue, Place};
use crate::checks::{PageView, SegmentView};
use crate::learn::Corpus;
use crate::learn::pages::Whereabouts;
use crate::metrics::similarity::levenshtein;

/// Addresses that a message names beside the first.
const NAMED: usize = 3;

/// How alike two addresses are, from 0 to 1, of which one may be meant with the other.
const KIN: f64 = 0.5;

/// A link that leads to no page.
struct Missing<'v> {
    segment: usize,
    span: Range<usize>,
    address: &'v str,
    whereabouts: Whereabouts,
    /// What the source leads to in its place.
    source: Option<&'v str>,
}

/// The first link of a page that leads to none, with the others.
pub(super) fn report(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    if page.document.original.is_none() || page.corpus.pages().is_empty() {
        return;
    }
    let mut missing: Vec<Missing<'_>> = Vec::new();
    let mut known = FxHashSet::default();
    for (at, view) in page.segments.iter().enumerate() {
        if page.document.segments[at].is_untranslated() {
            continue;
        }
        for found in in_segment(view, page.corpus, at) {
            if known.insert(found.address) {
                missing.push(found);
            }
        }
    }
    let Some((first, others)) = missing.split_first() else { return };
    let address = first.address;
    let mut message = match (first.whereabouts, first.source) {
        (Whereabouts::Original, Some(source)) => format!(
            "The link leads nowhere: there is no page “{address}” in this locale. Lead to the original (“{source}”), or translate it"
        ),
        (Whereabouts::Original, None) => format!(
            "The link leads nowhere: there is no page “{address}” in this locale, only its original"
        ),
        (_, Some(source)) => format!(
            "The link leads nowhere: there is no page “{address}”. The source leads to “{source}”"
        ),
        (_, None) => format!("The link leads nowhere: there is no page “{address}”"),
    };
    let named: Vec<String> =
        others.iter().take(NAMED).map(|other| format!("“{}”", other.address)).collect();
    if !named.is_empty() {
        let more = match others.len() - named.len() {
            0 => String::new(),
            more => format!(" and {more} more on this page"),
        };
        message = format!("{message}. The same holds for {}{more}", named.join(", "));
    }
    let issue = Issue::new(&CHECK, message).target(first.span.clone());
    let issue = first.source.map_or(issue.clone(), |source| issue.expected(source));
    issues.push(PageIssue { place: Place::Segment(first.segment), issue });
}

fn in_segment<'v>(
    view: &'v SegmentView<'_>,
    corpus: &'v Corpus,
    segment: usize,
) -> Vec<Missing<'v>> {
    let (source, target) = (&view.source, &view.target);
    if target.links.is_empty() && target.tags.is_empty() {
        return Vec::new();
    }
    let route = Route::new(view, corpus);
    let of_links = target.links.iter().map(|link| (link.target.clone(), route.of_target(link)));
    let of_tags = target.tags.iter().filter_map(|tag| target.attribute(tag, "href"));
    let of_tags = of_tags.map(|span| (span.clone(), &target.raw[span]));
    let given: Vec<_> = of_links
        .chain(of_tags)
        .filter(|(_, address)| may_be_missing(address))
        .take(COMPARED)
        .collect();
    if given.is_empty() {
        return Vec::new();
    }
    let in_tags = source.tags.iter().filter_map(|tag| source.attribute(tag, "href"));
    let sources = LazyCell::new(|| {
        let of_links = source.links.iter().take(LISTED).map(|link| route.of_source(link));
        different(of_links.chain(in_tags.map(|span| &source.raw[span])))
    });
    let mut missing = Vec::new();
    for (span, address) in &given {
        let Some(whereabouts) = route.missing(|| sources.as_slice(), address) else { continue };
        // The same page, or one whose address was much the same.
        let alike = sources.iter().find(|source| route.leads_alike(source, address));
        let kin = || {
            let kinships = sources.iter().map(|source| (levenshtein(source, address), source));
            let kin = kinships.filter(|(kinship, _)| *kinship >= KIN);
            kin.max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, source)| source)
        };
        let source = alike.or_else(kin).copied().filter(|source| source != address);
        missing.push(Missing { segment, span: span.clone(), address, whereabouts, source });
    }
    missing
}

/// Whether an address is of the site, by its look.
fn may_be_missing(address: &str) -> bool {
    !address.is_empty() && !address.starts_with('#') && !address.contains("://")
}
