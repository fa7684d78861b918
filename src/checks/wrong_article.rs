//! `wrong-article`: Hungarian `a` before a vowel or `az` before a consonant.
//!
//! Precision: 7 of 7 read on machine text.

use super::languages::{self, Language};
use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "wrong-article",
    kind: Kind::Law,
    category: Category::Linguistic,
    severity: Severity::Neutral,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "the Hungarian article does not fit the next word",
    details: "Hungarian only: `a` stands before a consonant, `az` before a vowel. Judged only before ordinary words that \
              follow directly, in letters: acronyms and numbers are read aloud in ways that spelling does not tell, \
              foreign names that begin with `U`, `Y`, `H` or `One` neither, and `az` is a pronoun too (`az, hogy`, \
              `az a`, `az nem`, `az látható`). Neutral: people slip here as often as machines (2.2 and 1.5 of 1,000).",
    examples: &[
        Example::bad("hu-HU", "the Partner Center", "az Partnerközpont", "az Partnerközpont"),
        Example::bad("hu-HU", "the account", "a előfizetés", "a előfizetés"),
        Example::good("hu-HU", "the account", "az előfizetés"),
        Example::good("hu-HU", "the SLA", "az SLA"),
        Example::good("hu-HU", "what is not", "az nem"),
        Example::good("hu-HU", "the 5 pages", "az 5 oldal"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    languages::report(&CHECK, Language::of(view.locale).wrong_article, view, issues);
}
