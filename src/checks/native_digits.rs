//! `native-digits`: digits of the script where the locale's documentation writes 0 to 9.
//!
//! No flag on human text of other vendors.

use super::{Check, Example, Kind, Run, SegmentView, style};
use crate::checks::issue::Issue;
use crate::learn::style::ASCII_DIGITS;
use crate::mqm::{Category, Confidence, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "native-digits",
    kind: Kind::Style,
    category: Category::Locale,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "a number is written in native digits where documentation writes 0 to 9",
    details: "Fires on each run of native digits (Thai ๐–๙, Arabic ٠–٩) where the project writes ASCII digits, if the source \
              has ASCII digits. In a product name (`Microsoft ๓๖๕`) it is `mangled-name`. Measured: machine 0.5 (all \
              Thai), human none of 1,000 segments.",
    examples: &[
        Example::bad("th-TH", "Wait 30 minutes.", "รอ ๓๐ นาที", "๓๐"),
        Example::good("th-TH", "Wait 30 minutes.", "รอ 30 นาที"),
        Example::good("th-TH", "Thai digits", "ตัวเลขไทย ๑๒๓"),
        Example::good("de-DE", "The digits ٣ and 3", "Die Ziffern ٣ und 3"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    style::report(&CHECK, &ASCII_DIGITS, view, issues, |digits| {
        format!("“{digits}” is in the digits of the script: write 0 to 9")
    });
}
