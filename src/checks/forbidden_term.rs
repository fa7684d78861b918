//! `forbidden-term`: a rendering that a list forbids.
//!
//! Precision: 21 of 23 read on human text.

use super::mangled_name::issue;
use super::nouns::{may_be_other, standing, tells};
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::names::Problem;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "forbidden-term",
    kind: Kind::Law,
    category: Category::Terminology,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "A rendering is used that the list forbids.",
    details: "Reports a forbidden rendering of a name or term that the source holds. Renderings are forbidden by \
        `forbidden` in a list, by a column of that name in a table, and by the administrative status deprecated, \
        superseded or not recommended in TBX. Reports as minor the renderings of general terms that mistake the \
        meaning (`billing` as `结算`, the role `admin` as `Administratorrechte`), by a shipped list, and what one \
        publisher never says where a run names its list (`--names partner-center`). In Taiwan and Portugal too what only the mainland or Brazil calls \
        a thing (`會話`, `arquivo`), by the nouns of `data/nouns`. Excused: renderings inside names \
        and beside English words that they may stand for. Measured by the shipped list: machine 1.6, human 0 of 1,000 \
        segments.",
    examples: &[
        Example::bad(
            "de-DE",
            "Open the admin center.",
            "Öffnen Sie das Verwaltungszentrum.",
            "Verwaltungszentrum",
        ),
        Example::bad("zh-CN", "the billing relationship", "结算关系", "结算"),
        Example::bad("zh-TW", "Close the session now.", "立即關閉會話。", "會話"),
        Example::good("zh-TW", "Close the session now.", "立即關閉工作階段。"),
        Example::good("pt-PT", "the file of the archive", "o ficheiro do arquivo"),
        Example::good("zh-CN", "the billing relationship", "计费关系"),
        Example::good("zh-CN", "settle the billing", "结算"),
        Example::good("de-DE", "Open the admin center.", "Öffnen Sie das Admin Center."),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let found = view.names.damage.iter().filter(|d| d.problem == Problem::ForbiddenTerm);
    issues.extend(found.filter_map(|d| issue(&CHECK, view, d)));
    foreign(view, issues);
}

/// What another country of the language calls a thing, where the locale has a word of its own.
fn foreign(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let Some(nouns) = view.locale.nouns().filter(|nouns| nouns.has_foreign() && tells(view)) else {
        return;
    };
    for noun in view.nouns() {
        let (renderings, written) = (noun.renderings, noun.written(view));
        let Some(own) = renderings.iter().find(|r| !r.is_foreign) else { continue };
        for (at, visible) in standing(view, renderings) {
            let span = view.target_span(visible.clone());
            if !renderings[at].is_foreign
                || nouns.is_inside_own(view.target.visible(), &visible)
                || may_be_other(view, noun.lemma, &visible, |r| !r.is_foreign)
                || issues.iter().any(|issue| issue.touches(&span))
            {
                continue;
            }
            let message = format!(
                "“{written}” is “{}” in this country; another one says “{}”.",
                own.text, renderings[at].text
            );
            let issue = Issue::new(&CHECK, message).target(span).expected(own.text);
            issues.push(issue.severity(Severity::Minor).confidence(Confidence::Medium));
        }
    }
}
