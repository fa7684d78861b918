//! Russian: dates, and prepositions before their own consonant.

use super::slavic::{Vocalised, vocalised};
use super::{Found, Language, adjacent, is_year};
use crate::checks::SegmentView;
use crate::text::WordKind;

pub(super) static RUSSIAN: Language =
    Language { wrong_form: &[bare_date, unvocalised], ..Language::new("ru") };

/// A date of day, month and year without `г.` or `года` behind it.
fn bare_date(view: &SegmentView<'_>) -> Vec<Found> {
    let text = &view.target;
    let mut found = Vec::new();
    for three in text.words.windows(3) {
        let [day, month, year] = three else { continue };
        if year.kind != WordKind::Number
            || day.kind != WordKind::Number
            || !is_year(text.word(year))
        {
            continue;
        }
        let month_name = text.word(month);
        // The genitive, the form of dates, comes second in the data where it differs.
        let dated = month_name.chars().count() > 2
            && month_name.ends_with(['а', 'я'])
            && view.locale.months.iter().flatten().any(|m| m == month_name);
        let whole = adjacent(text, day, month) && adjacent(text, month, year);
        let rest = text.visible()[year.end as usize..].trim_start();
        let marked = rest.starts_with('г') || rest.starts_with(['-', '–', '—']);
        if dated && whole && !marked {
            let message = "“г.” is missing behind the year of the date: write it.";
            found.push(Found::between(text, day, year, message));
        }
    }
    found
}

/// `с стимулом`: before the like consonant and another one.
fn unvocalised(view: &SegmentView<'_>) -> Vec<Found> {
    const PREPOSITIONS: &[Vocalised] = &[
        Vocalised { from: "с", to: "со", before: "сзшж", in_clusters: true },
        Vocalised { from: "в", to: "во", before: "вф", in_clusters: true },
    ];
    vocalised(view, PREPOSITIONS, &[])
}
