//! `inconsistent-name`: a page writes one name in two ways.

use std::ops::Range;

use super::{Check, Example, Kind, PageIssue, PageView, Place, Run};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::names::Fate;
use crate::text::script::is_word;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "inconsistent-name",
    kind: Kind::Style,
    category: Category::Terminology,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::Low,
    on_by_default: true,
    on_metadata: false,
    summary: "a name is written in one way here and in another on the rest of the page",
    details: "A name of two or more words that a page keeps in English in some segments and localizes in more, or the other way round: both are right, \
              but not side by side. Agreements are left out. Measured: machine 1.4, human 0.2 of 1,000 segments. And the front matter has no source beside it, so the page itself is the witness: a localized name that its \
              segments write in an accepted form stands in the title or description only in another case \
              (`provedor de soluções na nuvem` for `Provedor de Soluções na Nuvem`). Only a capital lost at the beginning counts: \
              other differences may be forms of their own.",
    examples: &[
        Example::bad("fr-FR", SMALL, "", "espace partenaires"),
        Example::bad("fr-FR", TWICE, "", "Partner Center"),
        Example::good("fr-FR", RIGHT, ""),
    ],
    run: Run::Page(run),
};

const SMALL: &str = "---\ntitle: Vos clients\ndescription: Trouver vos clients dans l'espace partenaires.\n---\n<span data-ttu-id=\"a-1\">Connectez-vous à l’Espace partenaires.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">Sign in to Partner Center.</span></span>\n";
const TWICE: &str = "<span data-ttu-id=\"a-1\">Connectez-vous à l’Espace partenaires.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">Sign in to Partner Center.</span></span>\n\
<span data-ttu-id=\"a-2\">Ouvrez l’Espace partenaires.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-2\">Open Partner Center.</span></span>\n\
<span data-ttu-id=\"a-3\">Quittez Partner Center.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-3\">Leave Partner Center.</span></span>\n";
const RIGHT: &str = "---\ntitle: Espace partenaires\ndescription: Trouver vos clients dans l'Espace partenaires.\n---\n<span data-ttu-id=\"a-1\">Connectez-vous à l’Espace partenaires.</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">Sign in to Partner Center.</span></span>\n";

fn run(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    mixed_forms(page, issues);
    let metadata = &page.document.metadata;
    let places = [(Place::Title, &metadata.title), (Place::Description, &metadata.description)];
    let mut seen: Vec<&str> = Vec::new();
    for view in page.segments {
        for mention in view.names.mentions.iter().filter(|m| m.fate == Fate::Localized) {
            let Some(form) = mention.target.clone().and_then(|t| view.target.visible().get(t))
            else {
                continue;
            };
            if seen.contains(&form) {
                continue;
            }
            seen.push(form);
            for (place, text) in &places {
                let Some(text) = text else { continue };
                if let Some(span) = in_other_case(&text.text, form) {
                    let found = &text.text[span.clone()];
                    let message = format!("“{found}” is written “{form}” on the page itself.");
                    let issue = Issue::new(&CHECK, message).target(span).expected(form);
                    issues.push(PageIssue { place: *place, issue });
                }
            }
        }
    }
}

/// How often a page keeps a name in English and how often it has a form of the locale; the first place of each segment.
struct Usage<'p> {
    name: &'p str,
    places: Vec<(usize, Range<usize>, bool)>,
}

/// A name that the page keeps in English in some segments and localizes in more, or the other way round.
fn mixed_forms(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    let mut usages: Vec<Usage<'_>> = Vec::new();
    for (index, view) in page.segments.iter().enumerate() {
        for mention in view.names.mentions.iter().filter(|m| !m.term) {
            let kept = match mention.fate {
                Fate::Kept => true,
                Fate::Localized => false,
                Fate::Implied | Fate::Mangled => continue,
            };
            let Some(target) = mention.target.clone() else { continue };
            let Some(name) = view.source.visible().get(mention.source.clone()) else { continue };
            // A form that is the name with another letter case or an ending is no other form.
            let written = &view.target.visible()[target.clone()];
            let other_form = kept == written.contains(name);
            // Agreements have a title of law beside their name.
            if name.len() < LEAST_NAME
                || !name.contains(' ')
                || name.ends_with("Agreement")
                || !other_form
            {
                continue;
            }
            let place = (index, target, kept);
            match usages.iter_mut().find(|u| u.name == name) {
                Some(usage) => usage.places.push(place),
                None => usages.push(Usage { name, places: vec![place] }),
            }
        }
    }
    for usage in usages {
        let kept = usage.places.iter().filter(|p| p.2).count();
        let localized = usage.places.len() - kept;
        if kept == 0 || localized == 0 || kept == localized {
            continue;
        }
        let rarer = kept < localized;
        let other = usage.places.iter().find(|p| p.2 != rarer);
        let usual = other.map_or("", |p| &page.segments[p.0].target.visible()[p.1.clone()]);
        for (index, target, is_kept) in usage.places.iter().filter(|p| p.2 == rarer) {
            let view = &page.segments[*index];
            let written = &view.target.visible()[target.clone()];
            let how = if *is_kept { "in English" } else { "localized" };
            let message = format!("“{written}” is {how} here and “{usual}” elsewhere on the page.");
            let issue = Issue::new(&CHECK, message).target(view.target_span(target.clone()));
            issues.push(PageIssue { place: Place::Segment(*index), issue: issue.expected(usual) });
        }
    }
}

/// Letters of a name that can be told apart from a common word.
const LEAST_NAME: usize = 8;

/// Where a text holds a form in another case, and nowhere in its own.
fn in_other_case(text: &str, form: &str) -> Option<Range<usize>> {
    if text.contains(form) {
        return None;
    }
    let wanted: Vec<char> = form.chars().flat_map(char::to_lowercase).collect();
    text.char_indices().map(|(at, _)| at).find_map(|start| {
        let mut rest = wanted.iter();
        let mut end = start;
        for c in text[start..].chars() {
            if !c.to_lowercase().all(|l| rest.next() == Some(&l)) {
                return None;
            }
            end += c.len_utf8();
            if rest.as_slice().is_empty() {
                // A capital inside may be another accepted form; one lost at the beginning is a slip.
                let lost = form.starts_with(char::is_uppercase)
                    && text[start..].starts_with(char::is_lowercase);
                let whole = lost && is_word(text, &(start..end));
                return whole.then_some(start..end);
            }
        }
        None
    })
}
