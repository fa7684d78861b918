//! Words of the name that the target writes by sound in its own script.

use std::ops::Range;

use super::case::{Case, Spot, content, is_acronym};
use crate::names::pattern::{Pattern, Token};
use crate::names::target::Target;
use crate::names::translit;
use crate::text::script::is_native;

/// A long acronym is written by sound.
pub(super) fn acronym_by_sound(case: &Case<'_, '_>) -> Option<Spot> {
    let name = &case.pattern.text;
    if !is_acronym(name) || name.len() <= 3 {
        return None;
    }
    by_sound(case)
}

/// The English word in a form of the locale is written by sound: `マイクロソフト 顧客契約` for `Microsoft 顧客契約`.
pub(super) fn form_by_sound(case: &Case<'_, '_>) -> Option<Spot> {
    let (text, place) = (case.place.text, case.place);
    if case.words().left() > 0 || !is_native(text) {
        return None;
    }
    let heard = |form: &str| {
        let brand = case.brands().find(|b| form.contains(b))?;
        let (before, after) = form.split_once(brand)?;
        let rest = if before.trim().is_empty() { after.trim() } else { before.trim() };
        if rest.chars().count() < 2 || !before.trim().is_empty() && !after.trim().is_empty() {
            return None;
        }
        let heard = translit::find(text, brand).filter(|r| place.is_free(r))?;
        let tail = text[heard.end..].trim_start();
        let head = text[..heard.start].trim_end();
        if tail.starts_with(rest) {
            Some(heard.start..text.len() - tail.len() + rest.len())
        } else if head.ends_with(rest) {
            Some(head.len() - rest.len()..heard.end)
        } else {
            None
        }
    };
    case.local.forms.iter().find_map(|form| heard(&form.text)).map(Spot::claimed)
}

/// A word of the name is written by sound: `アウトルック`.
pub(super) fn by_sound(case: &Case<'_, '_>) -> Option<Spot> {
    transliterated(case.place, &case.words().content).map(Spot::claimed)
}

/// Whether a common word is written by sound, which proves that it was taken for a name.
pub(in crate::names) fn is_heard(place: &Target<'_>, pattern: &Pattern) -> bool {
    // A plural is no loanword (`Teams`), a verb or a singular may be (`Access`).
    let plural = pattern.text.ends_with('s') && !pattern.text.ends_with("ss");
    plural
        && pattern.text.len() > 4
        && is_native(place.text)
        && transliterated(place, &content(&pattern.tokens)).is_some()
}

/// A word in the script of the locale that sounds like a word of the name.
fn transliterated(place: &Target<'_>, content: &[&Token]) -> Option<Range<usize>> {
    let text = place.text;
    if !is_native(text) {
        return None;
    }
    let mut best: Option<Range<usize>> = None;
    for token in content {
        if let Some(range) = translit::find(text, &token.form.text)
            && place.is_free(&range)
            // `МБ` is the locale's unit.
            && !place.locale.units.values().flatten().any(|unit| *unit == text[range.clone()])
        {
            best = Some(match best {
                Some(b) if range.start <= b.end + 3 && b.start <= range.end + 3 => {
                    b.start.min(range.start)..b.end.max(range.end)
                }
                // The longer one proves more.
                Some(b) if b.len() >= range.len() => b,
                _ => range,
            });
        }
    }
    best
}
