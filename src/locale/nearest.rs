//! The locale for a tag: a profile, a profile with another region's conventions, or what the CLDR knows alone.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::{Chinese, Inflection, Locale, LocaleTag, Regional, Script};
use crate::cldr::{self, CldrLocale};

/// Locales by their tags. It holds no more tags than there may be locales.
static BY_TAG: LazyLock<RwLock<FxHashMap<String, &'static Locale>>> =
    LazyLock::new(RwLock::default);

/// Locales that were made, by what makes them differ: the locale of the CLDR that is nearest, and the scripts.
static MADE: Mutex<BTreeMap<(String, Vec<String>), &'static Locale>> = Mutex::new(BTreeMap::new());

impl Locale {
    /// As many locales as there may be at once; see [`Locale::index`].
    pub const MOST: usize = 2048;

    /// How texts of a tag are written. Word lists are those of the profile that is nearest by the CLDR's parents, of the same
    /// language in the same script; marks, digits, months and quotation marks are the region's. Of a language without a
    /// profile only what the CLDR knows is known, and nothing of what it does not know.
    pub fn of(tag: &LocaleTag) -> &'static Locale {
        if let Some(profile) = Locale::all().iter().find(|l| l.tag == tag.as_str()) {
            return profile;
        }
        let known =
            BY_TAG.read().unwrap_or_else(PoisonError::into_inner).get(tag.as_str()).copied();
        known.unwrap_or_else(|| {
            let locale = find(tag);
            let mut by_tag = BY_TAG.write().unwrap_or_else(PoisonError::into_inner);
            if by_tag.len() < Locale::MOST {
                by_tag.insert(tag.as_str().to_owned(), locale);
            }
            locale
        })
    }
}

fn find(tag: &LocaleTag) -> &'static Locale {
    let Some(cldr) = CldrLocale::of(tag) else { return Locale::unknown() };
    let nearest = cldr.lineage.first().copied().unwrap_or(tag.language());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let index = made.len() + Locale::FIRST_MADE;
    let key = (nearest.to_owned(), cldr.scripts.clone());
    if let Some(locale) = made.get(&key) {
        return locale;
    }
    if index >= Locale::MOST {
        return Locale::unknown();
    }
    let Some(locale) = make(nearest, &cldr) else { return Locale::unknown() };
    let locale: &'static Locale = Box::leak(Box::new(Locale { index, ..locale }));
    made.insert(key, locale);
    locale
}

fn make(nearest: &str, cldr: &CldrLocale) -> Option<Locale> {
    let nearest = LocaleTag::parse(nearest)?;
    let language = nearest.language();
    let mut lineage: Vec<String> = vec![shortest(&nearest, cldr)];
    lineage.extend(cldr.lineage.iter().map(|&tag| tag.to_owned()));
    let mut locale = Locale { inflection: Inflection::of(language), ..Locale::default() };
    if let Some((profile, of_profile)) = profile(language, cldr) {
        locale = profile.clone();
        locale.profile = Some(&profile.tag);
        lineage.push(profile.tag.clone());
        if of_profile.lineage.first() != cldr.lineage.first() {
            other_region(&mut locale, nearest.region());
        }
    }
    locale.name = name(&nearest, cldr);
    locale.tag.clone_from(&lineage[0]);
    lineage.extend(cldr.scripts.first().map(|script| format!("{language}-{script}")));
    lineage.dedup();
    locale.lineage = lineage;
    conventions(&mut locale, cldr);
    if nearest.region().is_none() {
        locale.decimal_mark = cldr::usual_decimal(language, cldr);
    }
    Some(locale)
}

/// The profile of the same language and script that the conventions of a locale descend from, else any; with what the CLDR
/// knows of it.
fn profile(language: &str, cldr: &CldrLocale) -> Option<(&'static Locale, CldrLocale)> {
    let same = |profile: &&Locale| profile.language() == language;
    let profiles = Locale::all().iter().filter(same).filter_map(|profile| {
        let of_profile = CldrLocale::of(&profile.tag)?;
        (of_profile.scripts.first() == cldr.scripts.first()).then_some((profile, of_profile))
    });
    profiles.min_by_key(|(_, of_profile)| {
        let place = cldr.lineage.iter().position(|tag| of_profile.lineage.first() == Some(tag));
        place.unwrap_or(usize::MAX)
    })
}

/// Takes away what a profile says of its own region alone: how a reader is addressed, how words are spelled, spaces before
/// marks.
fn other_region(locale: &mut Locale, region: Option<&str>) {
    locale.formal_address.clear();
    locale.weak_formal_address.clear();
    locale.informal_address.clear();
    locale.formal_openings.clear();
    locale.always_formal = false;
    locale.misspellings.clear();
    locale.spaced_marks.clear();
    locale.quotes.clear();
    locale.decimal_mark = None;
    locale.grouping_marks.clear();
    let regional = region.and_then(|region| locale.regions.remove(region));
    if let Some(Regional { spaced_marks }) = regional {
        locale.spaced_marks = spaced_marks;
    }
}

/// Puts in what the CLDR knows.
fn conventions(locale: &mut Locale, cldr: &CldrLocale) {
    let scripts = cldr.scripts.iter().filter_map(|code| Script::of_code(code));
    locale.set_scripts(scripts.collect());
    locale.chinese = cldr.scripts.first().and_then(|code| Chinese::of_code(code));
    locale.decimal_mark = cldr.decimal.or(locale.decimal_mark);
    if let Some(mark) = cldr.grouping {
        locale.grouping_marks.retain(|m| *m != mark);
        locale.grouping_marks.insert(0, mark);
    }
    locale.native_zero = cldr.zero_digit;
    // Whether documentation writes them is known of profiles only.
    locale.writes_native_digits =
        cldr.native_marks.is_some() || locale.profile.is_none() || locale.writes_native_digits;
    if let Some(months) = &cldr.months {
        locale.months.resize(12, Vec::new());
        for (known, forms) in locale.months.iter_mut().zip(months) {
            for form in forms {
                if !known.iter().any(|k| k == form) {
                    known.push((*form).to_owned());
                }
            }
        }
    }
    if let Some(pairs) = cldr.quotes {
        for (start, end) in pairs {
            let pair = (start.to_string(), end.to_string());
            if !locale.quotes.contains(&pair) {
                locale.quotes.push(pair);
            }
        }
    }
}

/// The tag without a script that goes without saying (`zh-HK`, not `zh-Hant-HK`).
fn shortest(tag: &LocaleTag, cldr: &CldrLocale) -> String {
    let region = tag.region().map(|region| format!("-{region}")).unwrap_or_default();
    let plain = format!("{}{region}", tag.language());
    let implied = CldrLocale::of(&plain).is_some_and(|of_plain| of_plain.scripts == cldr.scripts);
    let mut parts = tag.as_str().split('-').skip(1);
    let variants = parts.by_ref().filter(|p| Some(*p) != tag.region() && Some(*p) != tag.script());
    let script = cldr.scripts.first().filter(|_| !implied);
    let script = script.map(|script| format!("-{script}")).unwrap_or_default();
    variants.fold(format!("{}{script}{region}", tag.language()), |tag, part| tag + "-" + part)
}

/// `Serbian (Latin, Montenegro)`.
fn name(tag: &LocaleTag, cldr: &CldrLocale) -> String {
    let language = cldr::language_name(tag.language()).unwrap_or(tag.language());
    let usual = CldrLocale::of(tag.language()).is_some_and(|of| of.scripts == cldr.scripts);
    let script = cldr.scripts.first().filter(|_| !usual).and_then(|code| cldr::script_name(code));
    let region = tag.region().and_then(cldr::region_name);
    let more: Vec<&str> = [script, region].into_iter().flatten().collect();
    if more.is_empty() { language.to_owned() } else { format!("{language} ({})", more.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(tag: &str) -> &'static Locale {
        Locale::of(&LocaleTag::parse(tag).unwrap())
    }

    #[test]
    fn the_nearest_profile_is_of_the_same_language_and_script() {
        for (tag, profile, own) in [
            ("zh-HK", Some("zh-TW"), "zh-HK"),
            ("zh-MO", Some("zh-TW"), "zh-MO"),
            ("zh-Hant", Some("zh-TW"), "zh-Hant"),
            ("zh-Hant-TW", Some("zh-TW"), "zh-Hant"),
            ("zh-SG", Some("zh-CN"), "zh-SG"),
            ("zh", Some("zh-CN"), "zh"),
            ("pt-AO", Some("pt-BR"), "pt-AO"),
            ("pt-PT", Some("pt-BR"), "pt-PT"),
            ("fr-CA", Some("fr-FR"), "fr-CA"),
            ("es-MX", Some("es-ES"), "es-MX"),
            ("es-419", Some("es-ES"), "es-419"),
            ("ar-EG", Some("ar-SA"), "ar-EG"),
            ("en-GB", Some("en-US"), "en-GB"),
            ("de-JP", Some("de-DE"), "de"),
            ("de-Cyrl", None, "de-Cyrl"),
            ("sr-Latn-RS", None, "sr-Latn"),
            ("sr-Cyrl", None, "sr-Cyrl"),
            ("sr", None, "sr"),
            ("ca-ES-valencia", None, "ca-ES-valencia"),
            ("uk", Some("uk-UA"), "uk"),
            ("be-BY", None, "be"),
        ] {
            let locale = of(tag);
            assert_eq!((locale.profile, locale.tag.as_str()), (profile, own), "{tag}");
            assert!(std::ptr::eq(locale, of(tag)));
        }
        let profile = of("de-DE");
        assert_eq!((profile.profile, profile.tag.as_str()), (Some("de-DE"), "de-DE"));
        assert_eq!(of("xx-YY").tag, "und");
    }

    #[test]
    fn conventions_are_the_regions_and_words_the_languages() {
        let (switzerland, canada, mexico) = (of("de-CH"), of("fr-CA"), of("es-MX"));
        assert_eq!((switzerland.decimal_mark, switzerland.grouping_marks[0]), (Some('.'), '\''));
        assert!(switzerland.function_words.contains(&"und".to_owned()));
        assert_eq!((canada.decimal_mark, &canada.spaced_marks[..]), (Some(','), &[':', '»'][..]));
        assert_eq!(of("fr-CH").spaced_marks, ['\0'; 0]);
        assert!(of("fr").spaced_marks.contains(&'?'));
        assert_eq!((mexico.decimal_mark, mexico.quotes[0].0.as_str()), (Some('.'), "“"));
        assert_eq!(of("es").quotes[0].0, "«");
        assert!(mexico.formal_address.is_empty() && !of("es").formal_address.is_empty());
        assert!(of("de-AT").months[0].contains(&"jänner".to_owned()));
        assert!(of("de-AT").months[0].contains(&"januar".to_owned()));
        assert!(!of("ar-SA").writes_native_digits && of("ar-EG").writes_native_digits);
    }

    #[test]
    fn without_a_region_a_decimal_mark_is_known_where_regions_agree() {
        let marks = ["de", "fr", "pt", "en", "zh-Hant", "uk", "es"].map(|t| of(t).decimal_mark);
        let known = [',', ',', ',', '.', '.', ','].map(Some);
        assert_eq!(marks[..6], known);
        assert_eq!(marks[6], None);
    }

    #[test]
    fn what_the_cldr_knows_alone_is_no_more_than_that() {
        let belarusian = of("be-BY");
        assert_eq!(
            (belarusian.script, belarusian.name.as_str()),
            (Some(Script::Cyrillic), "Belarusian")
        );
        assert_eq!((belarusian.decimal_mark, belarusian.grouping_marks[0]), (Some(','), '\u{a0}'));
        assert_eq!(belarusian.months[0][0], "студзеня");
        assert!(belarusian.function_words.is_empty() && belarusian.negation_cues.is_empty());
        assert!(!belarusian.knows_words());
        assert!(of("hi").writes_native_digits && of("hi").native_zero.is_some());
        assert_eq!(of("aa").decimal_mark, None);
        assert_eq!(of("sk-SK").inflection.name_letters, Some(4));
    }

    #[test]
    fn scripts_are_one_where_only_one_may_be() {
        let scripts = |tag| (of(tag).script, of(tag).scripts.clone());
        assert_eq!(scripts("sr"), (None, vec![Script::Cyrillic, Script::Latin]));
        assert_eq!(scripts("sr-Latn"), (Some(Script::Latin), vec![Script::Latin]));
        assert_eq!(scripts("hy").0, Some(Script::Armenian));
        assert_eq!(scripts("yue-HK").0, Some(Script::Han));
        assert_eq!(scripts("qps-ploc"), (None, vec![]));
        assert!(
            of("fa").right_to_left() && of("he-IL").right_to_left() && !of("uz").right_to_left()
        );
        assert!(!of("lo").spaces_words() && of("hi").spaces_words());
        assert_eq!(of("zh-HK").chinese, Some(Chinese::Traditional));
        assert_eq!([of("zh-CN").chinese, of("zh").chinese], [Some(Chinese::Simplified); 2]);
        assert_eq!(of("ja").chinese, None);
        assert_eq!(of("sr-ME").name, "Serbian (Latin, Montenegro)");
    }
}
