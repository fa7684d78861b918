//! Messages that have a text for each form of the plural: the forms of two languages beside each other.
//!
//! A language has forms that another has not, so each form of the target is paired with the source's form for the same
//! counts. Forms that the target's language needs and the message lacks are one pair without a target.

use crate::cldr::{CldrLocale, PluralCategory};
use crate::document::message::{self, Families, PluralForm, is_singular};
use crate::document::{Segment, State};

/// A text of a message.
#[derive(Debug, Clone)]
pub(super) struct Form<'t> {
    /// The form of the plural.
    pub(super) category: PluralCategory,
    /// The pair's id.
    pub(super) id: String,
    /// The text.
    pub(super) text: &'t str,
    /// Its line in the file.
    pub(super) line: u32,
}

/// What is known of the forms of a message beside their names.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Kind {
    /// Ordinal forms (`1st`, `2nd`) follow other rules than those for counts.
    pub(super) is_ordinal: bool,
    /// Whether the program shows `other` where a form is not there.
    pub(super) falls_back: bool,
}

/// The pairs of a message. What is known of the locale says which forms it needs; where nothing is, none is missed, nor is
/// an ordinal form.
pub(super) fn segments(
    locale: Option<&CldrLocale>,
    kind: Kind,
    sources: &[Form<'_>],
    targets: &[Form<'_>],
    families: Families,
) -> Vec<Segment> {
    let locale = locale.filter(|_| !kind.is_ordinal);
    let needed: Vec<_> = locale.iter().flat_map(|l| l.needed_plurals()).collect();
    let given: Vec<_> = targets.iter().filter(|t| !t.text.trim().is_empty()).collect();
    let line = targets.first().or(sources.first()).map_or(1, |form| form.line);
    if given.is_empty() {
        let fits = |s: &&Form<'_>| needed.is_empty() || needed.contains(&s.category);
        let untranslated = |s: &Form<'_>| Segment {
            id: s.id.clone(),
            line,
            source: s.text.to_owned(),
            state: State::of_entry(""),
            families,
            ..Segment::default()
        };
        return sources.iter().filter(fits).map(untranslated).collect();
    }
    let counts = |category| locale.map(|locale| counts(locale, category));
    let mut pairs: Vec<Segment> = Vec::new();
    for target in &given {
        let counts = counts(target.category);
        let (source, other_source) = source_of(sources, target.category, counts.as_deref());
        let counts = counts.unwrap_or_default();
        let name = target.category.as_str().to_owned();
        pairs.push(Segment {
            id: target.id.clone(),
            line: target.line,
            source,
            target: target.text.to_owned(),
            families,
            form: Some(form(target.category, name, counts, other_source)),
            ..Segment::default()
        });
    }
    let lacks = |c: &PluralCategory| !given.iter().any(|g| g.category == *c);
    let mut missing: Vec<_> = needed.iter().copied().filter(lacks).collect();
    if kind.falls_back {
        let has_other = given.iter().any(|g| g.category == PluralCategory::Other);
        message::stand_in(&needed, has_other, &mut missing);
    }
    if let Some(first) = missing.first() {
        let names: Vec<_> = missing.iter().map(|category| category.as_str()).collect();
        let (source, _) = source_of(sources, *first, Some(&[]));
        let (own, name) = (given[0].category.as_str(), first.as_str());
        // Named as its sisters are.
        let id = given[0].id.rfind(own).map_or_else(
            || format!("{} ({name})", given[0].id),
            |at| format!("{}{name}{}", &given[0].id[..at], &given[0].id[at + own.len()..]),
        );
        pairs.push(missing_forms(id, line, source, names.join(", ")));
    }
    pairs
}

/// The counts that a form is shown for. Where the language has no such form, `zero` is a program's own, for none.
pub(super) fn counts(locale: &CldrLocale, category: PluralCategory) -> Vec<u32> {
    let is_own = category == PluralCategory::Zero
        && !locale.plural_categories.iter().flatten().any(|c| *c == category);
    if is_own { vec![0] } else { locale.counts(category).to_vec() }
}

/// A form by its counts.
pub(super) fn form(
    category: PluralCategory,
    name: String,
    counts: Vec<u32>,
    other_source: String,
) -> PluralForm {
    let takes_one = category == PluralCategory::One || counts.contains(&1);
    PluralForm { name, counts, takes_one, other_source, is_missing: false }
}

/// A pair for the forms that a message lacks.
pub(super) fn missing_forms(id: String, line: u32, source: String, names: String) -> Segment {
    let form = PluralForm { name: names, is_missing: true, ..PluralForm::default() };
    Segment { id, line, source, form: Some(form), ..Segment::default() }
}

/// The source's text for a form of the target, and that of another form where there is one. A form of the same name serves
/// where the counts that take it are not known; `one` is for one alone in some languages, and for 21 too in others.
fn source_of(
    sources: &[Form<'_>],
    category: PluralCategory,
    counts: Option<&[u32]>,
) -> (String, String) {
    use PluralCategory::{One, Other};
    let of = |category| sources.iter().find(|s| s.category == category).map(|s| s.text);
    let singular = counts.is_some_and(|counts| is_singular(counts) && counts.contains(&1));
    let same = of(category).filter(|_| category != One || singular || counts.is_none());
    let general = if singular { of(One).or(of(Other)) } else { of(Other) };
    let source = same.or(general).or(sources.first().map(|s| s.text)).unwrap_or_default();
    let other = [of(Other), of(One)].into_iter().flatten().find(|text| *text != source);
    (source.to_owned(), other.unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::LocaleTag;

    fn form<'t>((name, text): &(&str, &'t str)) -> Form<'t> {
        let category = PluralCategory::parse(name).unwrap();
        Form { category, id: format!("n_{name}"), text, line: 1 }
    }

    fn pairs(locale: &str, targets: &[(&str, &str)]) -> Vec<(String, String, String, bool)> {
        let sources = [("one", "{n} note"), ("other", "{n} notes")].map(|f| form(&f));
        let targets: Vec<_> = targets.iter().map(form).collect();
        let kind = Kind::default();
        let locale = CldrLocale::of(LocaleTag::parse(locale).unwrap());
        let segments = segments(locale.as_ref(), kind, &sources, &targets, Families::default());
        segments
            .into_iter()
            .map(|s| {
                let missing = s.form.is_some_and(|f| f.is_missing);
                (s.id, s.source, s.target, missing)
            })
            .collect()
    }

    fn owned(rows: &[(&str, &str, &str, bool)]) -> Vec<(String, String, String, bool)> {
        let own = |(a, b, c, d): &(&str, &str, &str, bool)| {
            ((*a).to_owned(), (*b).to_owned(), (*c).to_owned(), *d)
        };
        rows.iter().map(own).collect()
    }

    #[test]
    fn forms_pair_by_their_counts() {
        // In Polish `one` is 1 alone, in Russian 21 too.
        assert_eq!(
            pairs("pl", &[("one", "a"), ("few", "b"), ("many", "c")]),
            owned(&[
                ("n_one", "{n} note", "a", false),
                ("n_few", "{n} notes", "b", false),
                ("n_many", "{n} notes", "c", false),
            ])
        );
        assert_eq!(
            pairs("ru", &[("one", "a"), ("few", "b"), ("many", "c")])[0],
            owned(&[("n_one", "{n} notes", "a", false)])[0]
        );
        assert_eq!(pairs("ja", &[("other", "a")]), owned(&[("n_other", "{n} notes", "a", false)]));
    }

    #[test]
    fn missing_forms_are_one_pair_and_untranslated_ones_are_none() {
        assert_eq!(
            pairs("pl", &[("one", "a"), ("other", "b"), ("few", " ")])[2],
            owned(&[("n_few", "{n} notes", "", true)])[0]
        );
        assert_eq!(pairs("es", &[("one", "a"), ("other", "b")]).len(), 2);
        assert_eq!(pairs("ja", &[("other", "")]), owned(&[("n_other", "{n} notes", "", false)]));
    }
}
