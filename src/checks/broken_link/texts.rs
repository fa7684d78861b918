//! What stands in links and directly beside them.

use super::label::{Habits, Label, mark};
use super::rules::{GLUED, OF_EXTENT, OfLink, RULES};
use super::{CHECK, COMPARED, Route};
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::checks::marked::{Mark, Marked};
use crate::document::Origin;
use crate::learn::Corpus;
use crate::mqm::{Confidence, Severity};

/// What stands in the links and directly beside them.
pub(super) fn report(
    view: &SegmentView<'_>,
    route: &Route<'_>,
    corpus: &Corpus,
    issues: &mut Vec<Issue>,
) {
    let mut pair: Option<Option<Marked<'_>>> = None;
    let marks: Vec<Mark> = view.target.links.iter().map(mark).collect();
    let habits = Habits::of(&view.source);
    for link in view.target.links.iter().filter(|l| !l.image).take(COMPARED) {
        let text = view.target.slice(link.text.clone());
        if text.trim().is_empty() {
            if !habits.empty {
                let issue = Issue::new(&CHECK, "The link has no text, so it is not shown");
                issues.push(issue.target(link.range.clone()).severity(Severity::Major));
            }
            continue;
        }
        let label = Label { view, route, habits: &habits, link, text };
        let told = |rule: &OfLink| Some(rule.issue(&CHECK, (rule.applies)(&label)?));
        let is_machine = view.page.origin() == Origin::Machine;
        let before = issues.len();
        issues.extend(RULES.iter().enumerate().find_map(|(at, rule)| {
            let issue = told(rule)?;
            // People choose what they link.
            let chosen = !is_machine && OF_EXTENT.contains(&at);
            Some(if chosen { issue.confidence(Confidence::Low) } else { issue })
        }));
        if issues.len() == before {
            let slipped = pair.get_or_insert_with(|| Marked::of(view, corpus));
            issues.extend(slipped.as_ref().and_then(|pair| label.slipped(pair, &marks)));
        }
        issues.extend(told(&GLUED));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::Example;
    use crate::document::{Document, Segment};
    use crate::learn::Corpus;
    use crate::locale::LocaleTag;
    use crate::names::Termbase;

    #[test]
    fn each_rule_is_the_one_that_reports_its_example() {
        for rule in RULES.iter().chain([&GLUED]) {
            let Example { locale, source, target, .. } = rule.example;
            let segment = Segment {
                source: source.to_owned(),
                target: target.to_owned(),
                ..Segment::default()
            };
            let locale = LocaleTag::parse(locale).unwrap();
            let document = Document { locale, segments: vec![segment], ..Document::default() };
            let view = SegmentView::new(&document, &document.segments[0], &Termbase::default());
            let mut issues = Vec::new();
            let corpus = Corpus::default();
            report(&view, &Route::new(&view, &corpus), &corpus, &mut issues);
            let told: Vec<&str> = issues.iter().map(|i| i.message.as_str()).collect();
            assert_eq!(told, [rule.message], "{source} → {target}");
        }
    }
}
