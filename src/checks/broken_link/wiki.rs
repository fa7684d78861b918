//! Links of wikis: `[[page]]` leads to the page of that name, whatever the name means.

use super::{CHECK, Route};
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::text::dialects::wiki_links;

/// Links of the source to pages of the run that lead to no page in the target.
pub(super) fn report(view: &SegmentView<'_>, route: &Route<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (view.raw_source(), view.raw_target());
    if !source.contains("[[") {
        return;
    }
    let given = wiki_links(target);
    let mut dead = given.iter().filter(|name| !route.is_page(&target[(*name).clone()]));
    for name in wiki_links(source) {
        let wanted = &source[name.clone()];
        let is_kept = given.iter().any(|name| &target[name.clone()] == wanted);
        if is_kept || !route.is_page(wanted) {
            continue;
        }
        let Some(changed) = dead.next() else { continue };
        let message = format!(
            "“{}” is no page of the locale: the link must lead to “{wanted}”",
            &target[changed.clone()]
        );
        let span = changed.start - 2..changed.end + 2;
        let source = name.start - 2..name.end + 2;
        issues.push(Issue::new(&CHECK, message).target(span).source(source).expected(wanted));
    }
}
