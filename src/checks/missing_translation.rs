//! `missing-translation`: the source says something, the target nothing.
//!
//! Precision: 7 of 8 read on human text.

use super::{Check, Example, Kind, PageIssue, PageView, Place, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::cldr::CldrLocale;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::ProtectedKind;
use crate::text::placeholders::icu;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "missing-translation",
    kind: Kind::Law,
    category: Category::Accuracy,
    severity: Severity::Critical,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "the target is empty although the source has text",
    details: "Fires when the source shows words, numbers or protected text and the target shows nothing but spaces, \
              punctuation and markup. A source without any letter or digit needs no translation. \
              Of a message with forms for several counts, those are missing that the language has for whole numbers \
              and the message has not: one major issue for all of them. Blocks that follow each other in an original and \
              are missing from the page beside it are one issue, at the first.",
    examples: &[
        Example::bad("de-DE", "Open the portal.", "", ""),
        Example::bad("ja-JP", "Open the **portal**.", " ** ** ", ""),
        Example::bad("fr-FR", "Sign in", "&nbsp;", ""),
        Example::bad(
            "pl-PL",
            "{n, plural, one {# note} other {# notes}}",
            "{n, plural, one {# notatka} other {# notatki}}",
            "n, plural",
        ),
        Example::good(
            "es-ES",
            "{n, plural, one {# note} other {# notes}}",
            "{n, plural, one {# nota} other {# notas}}",
        ),
        Example::good("fr-FR", "Open the portal.", "Ouvrez le portail."),
        Example::good("de-DE", " | ", ""),
        Example::good("zh-CN", "Run `az login`", "`az login`"),
    ],
    run: Run::SegmentAndPage(run, page),
};

/// The blocks of an original that a page lacks, those that follow each other as one.
fn page(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    if page.document.original.is_none() {
        return;
    }
    let is_missing =
        |at: usize| page.segments[at].is_missing() && !page.document.segments[at].is_untranslated();
    let mut at = 0;
    while at < page.segments.len() {
        let start = at;
        while at < page.segments.len() && is_missing(at) {
            at += 1;
        }
        // A mark of the site by itself is that check's.
        let says = |at: usize| {
            let source = &page.segments[at].source;
            !source.words.is_empty()
                || source.protected.iter().any(|p| p.kind == ProtectedKind::Code)
        };
        if at > start && !(start..at).any(says) {
            continue;
        }
        let message = match at - start {
            0 => {
                at += 1;
                continue;
            }
            1 => "The translation is missing.".to_owned(),
            2 => "The translation is missing, and so is that of the next block of the original."
                .to_owned(),
            blocks => format!(
                "The translation is missing, and so are those of the next {} blocks of the original.",
                blocks - 1
            ),
        };
        let issue = Issue::new(&CHECK, message);
        issues.push(PageIssue { place: Place::Segment(start), issue });
    }
}

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    if let Some(form) = view.form.filter(|form| form.is_missing) {
        let message = format!(
            "The language has forms for other counts, and the message lacks them: {}.",
            form.name
        );
        issues.push(Issue::new(&CHECK, message).severity(Severity::Major).expected(&form.name));
    } else if view.is_missing() {
        // The blocks of an original are looked at together.
        if view.page.original().is_none() {
            issues.push(Issue::new(&CHECK, "The translation is missing."));
        }
    } else if icu::may_hold_choices(view.raw_target())
        && let Some(locale) = CldrLocale::of(view.page.locale())
    {
        let needed: Vec<_> = locale.needed_plurals().collect();
        let Some((choice, missing)) = icu::missing_forms(view.raw_target(), &needed) else {
            return;
        };
        let names: Vec<_> = missing.iter().map(|category| category.as_str()).collect();
        let names = names.join(", ");
        let message =
            format!("The language has forms for other counts, and the choice lacks them: {names}.");
        let issue = Issue::new(&CHECK, message).severity(Severity::Major).expected(&names);
        issues.push(issue.target(choice.argument.start..choice.kind.end));
    }
}
