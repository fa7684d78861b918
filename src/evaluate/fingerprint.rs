//! What names an issue across runs, though lines move and other issues come and go.

use crate::checks::issue::{Issue, Place, span_text, texts_at};
use crate::document::Document;
use crate::results::baseline::fingerprint_of;

/// The fingerprint of an issue: by locale, check, source and target span. An issue outside the segments has its page's
/// path for a source, one without a target span its source span.
pub(super) fn fingerprint(document: &Document, place: Place, issue: &Issue) -> u64 {
    let source = match place {
        Place::Segment(_) => texts_at(document, place).0,
        _ => &document.path,
    };
    let mut span = span_text(document, place, issue);
    if span.is_empty() {
        span = issue.source_span.clone().and_then(|span| source.get(span)).unwrap_or("");
    }
    fingerprint_of(document.locale.as_str(), issue.check.id, source, span)
}
