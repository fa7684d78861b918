//! The checks of own rules by their ids. What travels with an issue is a check that lives as long as the program: one is
//! kept for each rule that was ever read, and a rule that is read again has the same.

use std::sync::{PoisonError, RwLock};

use crate::checks::{Check, Kind, Run};
use crate::mqm::{Category, Confidence, Severity};

static KEPT: RwLock<Vec<&'static Check>> = RwLock::new(Vec::new());

/// What a rule says of its check.
pub(super) struct Kept<'r> {
    pub(super) id: &'r str,
    pub(super) category: Category,
    pub(super) severity: Severity,
    pub(super) summary: &'r str,
    pub(super) details: &'r str,
}

impl Kept<'_> {
    fn is(&self, check: &Check) -> bool {
        check.id == self.id
            && check.category == self.category
            && check.severity == self.severity
            && check.summary == self.summary
            && check.details == self.details
    }
}

/// The check of a rule.
pub(super) fn intern(rule: &Kept<'_>) -> &'static Check {
    let mut kept = KEPT.write().unwrap_or_else(PoisonError::into_inner);
    let known = kept.iter().position(|check| rule.is(check));
    let check = match known {
        // The rule that was read last is the one that its id names.
        Some(at) => kept.remove(at),
        None => Box::leak(Box::new(Check {
            id: leaked(rule.id),
            kind: Kind::Style,
            category: rule.category,
            severity: rule.severity,
            weight: 1.0,
            // A team knows what it wants.
            confidence: Confidence::High,
            on_by_default: true,
            on_metadata: false,
            summary: leaked(rule.summary),
            details: leaked(rule.details),
            examples: &[],
            run: Run::Own,
        })),
    };
    kept.push(check);
    check
}

fn leaked(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// The check of the own rule with this id.
pub(in crate::checks) fn find(id: &str) -> Option<&'static Check> {
    let kept = KEPT.read().unwrap_or_else(PoisonError::into_inner);
    kept.iter().rev().copied().find(|check| check.id == id)
}
