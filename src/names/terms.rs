//! Which renderings of a term a target uses, of those that a list prefers and of those that it forbids.
//!
//! A term with `forms` must be rendered by one of them. A term with `preferred` renderings may be left out, turned
//! around or said otherwise: only what is written is judged.

use std::ops::Range;
use std::sync::Arc;

use super::form::{Closeness, Form};
use super::pattern::{Hit, Local, longest};
use super::target::Target;
use super::usage::{Rendered, Usage};
use super::view::{Damage, NameView, Problem};
use crate::locale::Locale;
use crate::mqm::Confidence;
use crate::text::Text;

impl Usage {
    /// The preferred renderings that a text holds, each with its first place that `excused` does not excuse.
    pub fn in_text(
        &self,
        text: &str,
        locale: &Locale,
        excused: impl Fn(&Range<usize>) -> bool,
    ) -> Vec<(usize, Range<usize>)> {
        let place = |form| first(form, text, locale, &excused);
        self.preferred
            .iter()
            .enumerate()
            .filter_map(|(at, form)| Some((at, place(form)?)))
            .collect()
    }
}

/// Adds to the names of a segment what its terms are rendered by.
pub(super) fn judge(
    mut hits: Vec<Hit<'_>>,
    locals: &[Local],
    source: &Text<'_>,
    target: &Text<'_>,
    locale: &Locale,
    view: &mut NameView,
) {
    let usage = |hit: &Hit<'_>| hit.pattern.name.and_then(|n| locals.get(n)?.usage.as_ref());
    hits.retain(|hit| usage(hit).is_some());
    longest(&mut hits);
    let mut judged: Vec<&Arc<Usage>> = Vec::new();
    for hit in &hits {
        let Some(term) = usage(hit).filter(|t| !judged.iter().any(|j| Arc::ptr_eq(j, t))) else {
            continue;
        };
        judged.push(term);
        let explained = term.is_explained(source.visible());
        let in_name = |r: &Range<usize>| inside(&view.target, r);
        let places =
            term.forbidden.iter().filter_map(|f| first(f, target.visible(), locale, in_name));
        if let Some(range) = places.min_by_key(|r| r.start).filter(|_| !explained) {
            let expected = if term.preferred.is_empty() { &term.term } else { term.rendering(0) };
            view.damage.push(Damage {
                problem: Problem::ForbiddenTerm,
                rule: "forbidden",
                source: hit.range.clone(),
                target: Some(range),
                name: hit.pattern.text.clone(),
                expected: expected.to_owned(),
                severity: hit.pattern.severity,
                confidence: Confidence::High,
                evidence: hit.pattern.evidence,
            });
        }
        if term.renderings() < 2 {
            continue;
        }
        let mine = |h: &&Hit<'_>| usage(h).is_some_and(|t| Arc::ptr_eq(t, term));
        let times = hits.iter().filter(mine).filter(|h| !inside(&view.source, &h.range)).count();
        // What is bold is a label, which the product writes so.
        let excused = |r: &Range<usize>| in_name(r) || target.is_strong(r.clone());
        let mut found = term.in_text(target.visible(), locale, excused);
        if found.len() <= times {
            found.retain(|(rendering, _)| *rendering == 0 || !explained);
            let rendered =
                |(rendering, target)| Rendered { usage: term.clone(), rendering, target };
            view.rendered.extend(found.into_iter().map(rendered));
        }
    }
}

/// The first place of a form that nothing excuses.
fn first(
    form: &Form,
    text: &str,
    locale: &Locale,
    excused: impl Fn(&Range<usize>) -> bool,
) -> Option<Range<usize>> {
    let target = Target { text, locale, claimed: Vec::new() };
    target.occurrences(form, Closeness::Folded).find(|r| !excused(r))
}

/// Whether a range lies in a longer name.
fn inside(names: &[Range<usize>], range: &Range<usize>) -> bool {
    names.iter().any(|n| n.start <= range.start && range.end <= n.end && n.len() > range.len())
}
