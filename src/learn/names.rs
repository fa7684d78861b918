//! What the run's places do with whatever stands in their sources as a name: keep it, or not.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::Origin;
use crate::hash;
use crate::locale::{Locale, LocaleTag};
use crate::names::candidates::{candidates, stands};
use crate::names::{Counts, Fates};
use crate::text::words::{bare, stretches};
use crate::text::{Text, WordKind};

/// What the run does with names.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Names {
    locales: FxHashMap<LocaleTag, FxHashMap<u64, Own>>,
    everywhere: FxHashMap<u64, Counts>,
    /// Words that sources write in small letters.
    small: FxHashSet<u64>,
}

/// What the places of one locale do with one name.
#[derive(Debug, Clone, Copy, Default, serde::Serialize, serde::Deserialize)]
struct Own {
    all: Counts,
    people: Counts,
}

/// The names of one pair with whether it keeps each, and the words that its source has in small letters.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Observed {
    names: Vec<(u64, bool)>,
    small: Vec<u64>,
}

/// Names remembered for the run; what comes beyond is not known. Bounds the memory to some 100 MB.
const MOST: usize = 1_000_000;

impl Observed {
    /// What a pair shows. One that is alike on both sides was not translated and shows nothing.
    pub(super) fn of(source: &Text<'_>, target: &Text<'_>, locale: &Locale) -> Observed {
        let mut observed = Observed::default();
        if source.raw.trim() == target.raw.trim() {
            return observed;
        }
        let text = source.visible();
        for candidate in candidates(source) {
            let name = &text[candidate.range];
            observed.names.push((hash::text(name), stands(name, target, locale)));
        }
        // A name is seen once in a pair.
        observed.names.sort_unstable();
        observed.names.dedup_by_key(|(name, _)| *name);
        let plain = source.words.iter().filter(|w| w.kind == WordKind::Plain);
        let small = plain.map(|w| source.word(w)).filter(|w| is_small(w));
        observed.small.extend(small.map(hash::text));
        observed
    }
}

impl Names {
    /// Takes in a pair that was not seen before.
    pub(super) fn observe(&mut self, locale: &LocaleTag, origin: Origin, observed: &Observed) {
        if self.small.len() < MOST {
            self.small.extend(&observed.small);
        }
        if observed.names.is_empty() {
            return;
        }
        let own = match self.locales.get_mut(locale) {
            Some(own) => own,
            None => self.locales.entry(locale.clone()).or_default(),
        };
        for &(name, is_kept) in &observed.names {
            if self.everywhere.len() >= MOST && !self.everywhere.contains_key(&name) {
                continue;
            }
            self.everywhere.entry(name).or_default().add(is_kept);
            let own = own.entry(name).or_default();
            own.all.add(is_kept);
            if origin == Origin::Human {
                own.people.add(is_kept);
            }
        }
    }

    /// Whether a source writes a word in small letters.
    pub(super) fn is_small(&self, word: &str) -> bool {
        self.small.contains(&hash::text(word))
    }

    /// What the run does with a name.
    pub(super) fn fates(&self, locale: &LocaleTag, name: &str) -> Fates {
        let key = hash::text(name);
        let own = self.locales.get(locale).and_then(|names| names.get(&key));
        let own = own.copied().unwrap_or_default();
        let everywhere = self.everywhere.get(&key).copied().unwrap_or_default();
        let small = |word: &str| self.small.contains(&hash::text(&word.to_ascii_lowercase()));
        Fates {
            own: own.all,
            people: own.people,
            elsewhere: everywhere.without(own.all),
            is_common: stretches(name).map(bare).all(small),
        }
    }
}

fn is_small(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_of_a_name_are_counted_by_locale_and_by_who_translated() {
        let german = LocaleTag::parse("de-DE").unwrap();
        let mut names = Names::default();
        for (target, origin) in [
            ("Öffnen Sie Lantern.", Origin::Human),
            ("Öffnen Sie die Laterne.", Origin::Machine),
            ("Die Laterne öffnen.", Origin::Unknown),
        ] {
            let (source, target) = (Text::new("Open Lantern."), Text::new(target));
            let observed = Observed::of(&source, &target, Locale::of(&german));
            names.observe(&german, origin, &observed);
        }
        let fates = names.fates(&german, "Lantern");
        assert_eq!(fates.own, Counts { seen: 3, kept: 1 });
        assert_eq!(fates.people, Counts { seen: 1, kept: 1 });
        assert_eq!(fates.elsewhere, Counts::default());
        assert!(!fates.is_common);
        let french = LocaleTag::parse("fr-FR").unwrap();
        assert_eq!(names.fates(&french, "Lantern").elsewhere, Counts { seen: 3, kept: 1 });
        let (source, target) = (Text::new("a lantern"), Text::new("eine Laterne"));
        names.observe(&german, Origin::Human, &Observed::of(&source, &target, Locale::of(&german)));
        assert!(names.fates(&german, "Lantern").is_common);
    }

    #[test]
    fn what_was_left_untranslated_shows_nothing() {
        let text = Text::new("Open Lantern.");
        let german = LocaleTag::parse("de-DE").unwrap();
        assert!(Observed::of(&text, &text, Locale::of(&german)).names.is_empty());
    }
}
