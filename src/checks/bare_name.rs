//! `bare-name`: a product name stands in the sentence without the preposition, article or ending that joins it.
//!
//! Precision: 0 of 2 read on human text.

use std::ops::Range;

use super::languages::Language;
use super::languages::names::{Name, NamedText};
use super::{Check, Example, Kind, PageIssue, PageView, Place, Run, SegmentView};
use crate::locale::Locale;
use crate::mqm::{Category, Confidence, Severity};
use crate::names::Fate;
use crate::text::Text;
use crate::text::words::trailing;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "bare-name",
    kind: Kind::Law,
    category: Category::Linguistic,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "a product name lacks the preposition, article or ending that joins it to the sentence",
    details: "Machines put an intact name where the English sentence has it. Reported, by the locale's data: in Spanish \
              and Portuguese a common noun right before or right behind a name (`cuenta Centro de partners`, `Visual \
              Studio suscripciones`), names that take an article without it (`en Centro de partners`) or with one of \
              the other gender; in Czech a noun behind a name (`Partnerské centrum účtu`); in Hungarian and Turkish a name without an ending at the end of a clause where the \
              source has a preposition before it (`in Partner Center.`); in Korean a name without a particle before a \
              word that asks for one. Title and description are judged by the names of the page's segments. Excused: \
              labels in bold, links or quotes, list items, and appositions (`programa`, `aplicación`). Measured: \
              machine 10, human 0.2 of 1,000 segments.",
    examples: &[
        Example::bad(
            "es-ES",
            "Add tenants to your Partner Center account.",
            "Agregue inquilinos a su cuenta Centro de partners.",
            "cuenta Centro de partners",
        ),
        Example::bad(
            "es-ES",
            "Sign in to Partner Center.",
            "Inicie sesión en Centro de partners.",
            "en Centro de partners",
        ),
        Example::bad(
            "pt-BR",
            "Open the Partner Center dashboard.",
            "Abra o painel Partner Center.",
            "painel Partner Center",
        ),
        Example::bad(
            "hu-HU",
            "Sign in to Partner Center.",
            "Jelentkezzen be a Partnerközpont.",
            "a Partnerközpont",
        ),
        Example::good("hu-HU", "Sign in to Partner Center.", "Jelentkezzen be a Partnerközpontba."),
        Example::good(
            "es-ES",
            "Sign in to Partner Center.",
            "Inicie sesión en el Centro de partners.",
        ),
        Example::good(
            "es-ES",
            "**Applies to**: Partner Center",
            "**Se aplica a**: Centro de partners",
        ),
        Example::good(
            "pt-BR",
            "Open the Partner Center dashboard.",
            "Abra o painel do Partner Center.",
        ),
        Example::good("fr-FR", "the Azure account", "le compte Azure"),
    ],
    run: Run::Page(run),
};

fn run(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    let Some(rule) = &Language::of(page.locale).bare_name else { return };
    let mut judge = |named: &NamedText<'_>, place: Place| {
        let found = (rule.find)(named).into_iter();
        issues.extend(found.map(|found| PageIssue { place, issue: found.issue(&CHECK) }));
    };
    for (index, view) in page.segments.iter().enumerate() {
        if view.names.mentions.is_empty() {
            continue;
        }
        let names = &standing(view);
        let (text, source) = (&view.target, Some(&view.source));
        let named = NamedText { text, names, source, locale: page.locale };
        judge(&named, Place::Segment(index));
    }
    if !rule.on_metadata {
        return;
    }
    let metadata = &page.document.metadata;
    for (place, text) in
        [(Place::Title, &metadata.title), (Place::Description, &metadata.description)]
    {
        let Some(text) = text else { continue };
        let text = &Text::new(&text.text);
        let names = &known_names(page, text.visible());
        judge(&NamedText { text, names, source: None, locale: page.locale }, place);
    }
}

/// The names of a segment that stand in its target as they should.
fn standing(view: &SegmentView<'_>) -> Vec<Name> {
    let source = view.source.visible();
    let mentions = view.names.mentions.iter();
    let mut names: Vec<Name> = mentions
        .filter(|m| !m.term && matches!(m.fate, Fate::Kept | Fate::Localized))
        .filter_map(|m| {
            let target = m.target.clone()?;
            Some(Name { target, behind_preposition: follows_preposition(source, m.source.start) })
        })
        .collect();
    // A name inside a longer one is not by itself.
    let ranges: Vec<Range<usize>> = names.iter().map(|n| n.target.clone()).collect();
    names.retain(|n| {
        !ranges
            .iter()
            .any(|r| r.start <= n.target.start && n.target.end <= r.end && r.len() > n.target.len())
    });
    names
}

/// Whether a preposition that says where, or by what means, stands before a place of the source.
fn follows_preposition(source: &str, at: usize) -> bool {
    let before = source[..at].trim_end();
    let before = before.strip_suffix("the").map_or(before, str::trim_end);
    let word = trailing(before, |c| c.is_ascii_alphabetic());
    // `and sign in to …` begins a sentence rarely, `In …` often: `in` is the same there.
    let prepositions = &Locale::english().rules.place_prepositions;
    prepositions.iter().any(|p| p.eq_ignore_ascii_case(word))
}

/// Where the forms that the segments of a page use stand in its title or description.
fn known_names(page: &PageView<'_>, text: &str) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for view in page.segments {
        for mention in view.names.mentions.iter().filter(|m| m.fate == Fate::Localized) {
            let form = mention.target.clone().and_then(|t| view.target.visible().get(t));
            let Some((form, at)) = form.and_then(|f| Some((f, text.find(f)?))) else { continue };
            let target = at..at + form.len();
            if !names.iter().any(|n| n.target.start < target.end && target.start < n.target.end) {
                names.push(Name { target, behind_preposition: false });
            }
        }
    }
    names
}
