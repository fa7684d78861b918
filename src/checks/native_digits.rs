//! `native-digits`: digits of the script where the locale's documentation writes 0 to 9.

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::numbers::digit;
use crate::text::words::runs;

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
    details: "Fires on each run of native digits (Thai ๐–๙, Arabic ٠–٩) in a locale whose documentation writes ASCII \
              digits, if the source has ASCII digits. In a product name (`Microsoft ๓๖๕`) it is `mangled-name`. Measured: machine 0.5 (all \
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
    let Some(zero) = view.locale.native_zero else { return };
    let target = view.target.visible();
    if view.locale.writes_native_digits || target.is_ascii() {
        return;
    }
    let native = |c: char| digit(c).is_some_and(|value| zero as u32 + value == c as u32);
    if !target.contains(native)
        || view.source.visible().contains(native)
        || !view.source.visible().contains(|c: char| c.is_ascii_digit())
    {
        return;
    }
    for run in runs(target, native) {
        let ascii: String =
            target[run.clone()].chars().filter_map(|c| char::from_digit(digit(c)?, 10)).collect();
        let message = format!("Documentation in this language writes {ascii}.");
        issues.push(Issue::new(&CHECK, message).target(view.target_span(run)).expected(ascii));
    }
}
