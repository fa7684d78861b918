//! `glued-words`: words of katakana run together without the space that sets them off.

use super::{Check, Example, Kind, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::script::CharScript;
use crate::text::words::runs;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "glued-words",
    kind: Kind::Style,
    category: Category::Linguistic,
    severity: Severity::Minor,
    weight: 0.1,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: true,
    summary: "words of katakana run together without a space",
    details: "Japanese documentation sets the words of a katakana compound off by a space (`パートナー センター`). Fires \
              on a run of katakana that is made of two or more words of the locale's list, whole and nothing else. Words that are \
              compounds themselves are in the list. Measured on Japanese: machine 69, human 1.6 of 1,000 segments.",
    examples: &[
        Example::bad(
            "ja-JP",
            "Sign in to Partner Center.",
            "パートナーセンターにサインインします。",
            "パートナーセンター",
        ),
        Example::good(
            "ja-JP",
            "Sign in to Partner Center.",
            "パートナー センターにサインインします。",
        ),
        Example::good("ja-JP", "Open the dashboard.", "ダッシュボードを開きます。"),
    ],
    run: Run::Segment(run),
};

/// Bytes of a katakana letter.
const LETTER: usize = 3;
/// Letters that two words have together at least.
const SHORTEST: usize = 6;

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let words = &view.locale.compound_words;
    if words.is_empty() {
        return;
    }
    let visible = view.target.visible();
    let katakana = |c: char| ('\u{30a1}'..='\u{30fa}').contains(&c) || c == 'ー';
    for place in runs(visible, katakana) {
        let run = &visible[place.clone()];
        // Before or behind a middle dot it is a part of a longer word; combining marks are in no list.
        if run.len() >= SHORTEST * LETTER
            && run.chars().all(katakana)
            && !visible[place.end..].starts_with('・')
            && !visible[..place.start].ends_with('・')
            && let Some(expected) = parts(run, words)
        {
            let message = format!("“{run}” is written with spaces: “{expected}”.");
            let span = view.target_span(place);
            issues.push(Issue::new(&CHECK, message).target(span).expected(expected));
        }
    }
}

/// The words of a run with spaces between, if it is made of two or more; the fewest words where there are several ways.
fn parts(run: &str, words: &[String]) -> Option<String> {
    debug_assert!(run.chars().all(|c| CharScript::of(c) == CharScript::Kana));
    let known = |word: &str| words.binary_search_by(|w| w.as_str().cmp(word)).is_ok();
    if known(run) {
        return None;
    }
    let n = run.len() / LETTER;
    // For each end the start of its last word in the way with the fewest words.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; n + 1];
    best[0] = Some((0, 0));
    for end in 1..=n {
        for start in 0..end {
            let Some((count, _)) = best[start] else { continue };
            let fewer = best[end].is_none_or(|(b, _)| count + 1 < b);
            if fewer && known(&run[start * LETTER..end * LETTER]) {
                best[end] = Some((count + 1, start));
            }
        }
    }
    best[n]?;
    let mut cuts = Vec::new();
    let mut end = n;
    while end > 0 {
        let (_, start) = best[end]?;
        cuts.push(&run[start * LETTER..end * LETTER]);
        end = start;
    }
    cuts.reverse();
    Some(cuts.join(" "))
}
