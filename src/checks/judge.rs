//! `judge`: what a judge marks. The check finds nothing itself, and stands in no list of checks: it is there where judges are
//! asked.

use super::{Check, Kind, Run};
use crate::mqm::{Category, Confidence, Severity};

/// The check.
pub static CHECK: Check = Check {
    id: "judge",
    kind: Kind::Suspicion,
    category: Category::Accuracy,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::Low,
    on_by_default: true,
    on_metadata: false,
    summary: "a judge marks it",
    details: "What a program that was named with `--judge` marks in a target, with the severity that it gives. Its \
        confidence is low unless `glossator.yaml` says otherwise of the judge, so that no score and no gate counts it.",
    examples: &[],
    run: Run::Judge,
};
