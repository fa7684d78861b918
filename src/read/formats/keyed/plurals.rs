//! Messages with forms by count: those whose format names the forms, and those whose keys do: `notes.one` and `notes.other` of
//! Rails and Vue, `notes_one` and `notes_other` of i18next, `note` and `note_plural` (`note_0`, `note_1`, …) of its older
//! versions.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Entry;
use crate::cldr::{CldrLocale, PluralCategory};
use crate::document::Segment;
use crate::document::message::Families;
use crate::read::formats::forms::{self, Form, Kind};

/// The messages with several forms of a table and its source.
#[derive(Default)]
pub(super) struct Plurals<'l> {
    messages: Vec<Message<'l>>,
    by_source: FxHashMap<usize, usize>,
    by_target: FxHashMap<usize, usize>,
}

/// A message with several forms, each by its place in its table.
pub(super) struct Message<'l> {
    locale: Option<&'l CldrLocale>,
    kind: Kind,
    sources: Vec<(PluralCategory, usize)>,
    targets: Vec<(PluralCategory, usize)>,
}

/// The key of an entry's message without the form that it names, how it is named, and the form.
fn parts(entry: &Entry) -> Option<(&str, char, PluralCategory)> {
    if let Some(form) = &entry.form {
        return Some((&entry.key, NAMED, PluralCategory::parse(form)?));
    }
    let (stem, name) = entry.key.rsplit_once(['.', '_'])?;
    let mark = entry.key[stem.len()..].chars().next()?;
    Some((stem, mark, PluralCategory::parse(name)?))
}

/// How a form is named: by the format, or by `_plural` and numbers; else by the mark before it.
const NAMED: char = '[';
const OLDER: char = '#';

impl<'l> Plurals<'l> {
    /// Finds the messages: those of which the source has `other` and another form.
    pub(super) fn of(
        sources: &[Entry],
        targets: &[Entry],
        locale: Option<&'l CldrLocale>,
    ) -> Plurals<'l> {
        let mut plurals = Plurals::default();
        let mut stems: FxHashMap<(&str, char), usize> = FxHashMap::default();
        let mut gather = |at: usize, key, category| {
            let message = *stems.entry(key).or_insert_with(|| {
                plurals.messages.push(Message::new(locale));
                plurals.messages.len() - 1
            });
            plurals.messages[message].sources.push((category, at));
        };
        let keys: FxHashMap<&str, usize> =
            (0..).zip(sources).map(|(at, e)| (e.key.as_str(), at)).collect();
        for (at, entry) in sources.iter().enumerate() {
            if let Some((stem, mark, category)) = parts(entry) {
                gather(at, (stem, mark), category);
            } else if entry.form.is_none()
                && let Some(stem) = entry.key.strip_suffix("_plural")
                && let Some(singular) = keys.get(stem)
            {
                gather(*singular, (stem, OLDER), PluralCategory::One);
                gather(at, (stem, OLDER), PluralCategory::Other);
            }
        }
        let needed: Vec<_> = locale.iter().flat_map(|l| l.needed_plurals()).collect();
        for (at, entry) in targets.iter().enumerate() {
            let own = parts(entry).map(|(stem, mark, category)| ((stem, mark), category));
            let is_known = |key: &(&str, char)| stems.contains_key(key);
            let own = own.filter(|(key, _)| is_known(key));
            let message = own.or_else(|| older(&entry.key, &stems, &needed));
            if let Some((key, category)) = message
                && let Some(message) = stems.get(&key)
            {
                plurals.messages[*message].targets.push((category, at));
            }
        }
        // What a selector chooses by another argument than a count has other names too.
        let is_plural =
            |e: &&Entry| e.form.as_deref().is_none_or(|f| PluralCategory::parse(f).is_some());
        let others: FxHashSet<&str> = sources
            .iter()
            .chain(targets)
            .filter(|e| !is_plural(e))
            .map(|e| e.key.as_str())
            .collect();
        for (number, message) in plurals.messages.iter_mut().enumerate() {
            let has = |category| message.sources.iter().any(|(c, _)| *c == category);
            let several = message.sources.len() > 1 && has(PluralCategory::Other);
            if !several || others.contains(sources[message.sources[0].1].key.as_str()) {
                continue;
            }
            // English counts with two forms and orders with four.
            message.kind.is_ordinal = has(PluralCategory::Two) || has(PluralCategory::Few);
            message.kind.falls_back = sources[message.sources[0].1].form.is_some();
            message.targets.sort_by_key(|(category, _)| *category);
            plurals.by_source.extend(message.sources.iter().map(|(_, at)| (*at, number)));
            plurals.by_target.extend(message.targets.iter().map(|(_, at)| (*at, number)));
        }
        plurals
    }

    /// The message that an entry of the source is a form of.
    pub(super) fn of_source(&self, at: usize) -> Option<&Message<'l>> {
        self.by_source.get(&at).map(|message| &self.messages[*message])
    }

    /// Whether an entry of the target is a form of a message.
    pub(super) fn has_target(&self, at: usize) -> bool {
        self.by_target.contains_key(&at)
    }
}

/// The message and form of a key of the older kind: `note`, `note_plural`, `note_2`.
fn older<'k>(
    key: &'k str,
    stems: &FxHashMap<(&str, char), usize>,
    needed: &[PluralCategory],
) -> Option<((&'k str, char), PluralCategory)> {
    let is = |stem: &str| stems.contains_key(&(stem, OLDER));
    if is(key) {
        return Some(((key, OLDER), PluralCategory::One));
    }
    let (stem, form) = key.rsplit_once('_').filter(|(stem, _)| is(stem))?;
    let category = match form {
        "plural" => Some(PluralCategory::Other),
        form => form.parse::<usize>().ok().and_then(|at| needed.get(at).copied()),
    };
    Some(((stem, OLDER), category?))
}

impl<'l> Message<'l> {
    fn new(locale: Option<&'l CldrLocale>) -> Message<'l> {
        Message { locale, kind: Kind::default(), sources: Vec::new(), targets: Vec::new() }
    }

    /// Whether an entry of the source is the first of its forms.
    pub(super) fn begins_with(&self, source: usize) -> bool {
        self.sources.iter().all(|(_, at)| *at >= source)
    }

    /// Its pairs; `line` is the place of a message that is not in the target.
    pub(super) fn segments(
        &self,
        sources: &[Entry],
        targets: &[Entry],
        line: u32,
        families: Families,
    ) -> Vec<Segment> {
        let form = |category: &PluralCategory, entry: &'_ Entry, line| {
            (*category, super::id(&entry.key, entry.form.as_deref()), line)
        };
        let of = |(category, id, line), text| Form { category, id, text, line };
        let wanted: Vec<_> = self
            .sources
            .iter()
            .map(|(c, at)| of(form(c, &sources[*at], line), sources[*at].text.as_str()))
            .collect();
        let given: Vec<_> = self
            .targets
            .iter()
            .map(|(c, at)| (c, &targets[*at]))
            .map(|(c, entry)| of(form(c, entry, entry.line), entry.text.as_str()))
            .collect();
        forms::segments(self.locale, self.kind, &wanted, &given, families)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::LocaleTag;

    fn ids(locale: &str, sources: &[&str], targets: &[&str]) -> Vec<Vec<String>> {
        let table = |keys: &[&str]| -> Vec<Entry> {
            keys.iter()
                .map(|key| Entry {
                    key: (*key).to_owned(),
                    text: format!("text {key}"),
                    ..Entry::default()
                })
                .collect()
        };
        let (sources, targets) = (table(sources), table(targets));
        let locale = CldrLocale::of(LocaleTag::parse(locale).unwrap());
        let plurals = Plurals::of(&sources, &targets, locale.as_ref());
        let begun =
            (0..sources.len()).filter_map(|at| plurals.of_source(at).filter(|m| m.begins_with(at)));
        begun
            .map(|m| m.segments(&sources, &targets, 1, Families::default()))
            .map(|s| s.into_iter().map(|s| s.id).collect())
            .collect()
    }

    #[test]
    fn keys_with_forms_are_one_message() {
        assert_eq!(
            ids("cs", &["a.one", "a.other"], &["a.other", "a.few", "a.one", "b"]),
            [["a.one", "a.few", "a.other"]]
        );
        assert_eq!(ids("ja", &["n_one", "n_other"], &["n_other"]), [["n_other"]]);
        assert_eq!(ids("ru", &["n", "n_plural"], &["n_0", "n_1", "n_2"]), [["n_0", "n_1", "n_2"]]);
        assert_eq!(ids("de", &["n", "n_plural"], &["n", "n_plural"]), [["n", "n_plural"]]);
        // Orders have forms of their own.
        assert_eq!(ids("de", &["p_one", "p_two", "p_few", "p_other"], &["p_other"]), [["p_other"]]);
    }

    #[test]
    fn names_that_only_look_so_are_no_forms() {
        let none: [Vec<String>; 0] = [];
        assert_eq!(ids("de", &["reason_other", "reason_cost"], &["reason_other"]), none);
        assert_eq!(ids("de", &["plan_one", "plan_two"], &["plan_one"]), none);
    }
}
