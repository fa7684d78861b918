//! Facts of many locales by heart, the profiles beside them, and the form of the table.

use std::time::{Duration, Instant};

use super::*;
use crate::locale::{Locale, LocaleTag};

fn of(tag: &str) -> CldrLocale {
    CldrLocale::of(tag).unwrap_or_else(|| panic!("{tag}"))
}

/// Tag, script, decimal and grouping mark, January in dates, outer quotation marks, plural categories.
type Fact = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

/// 38 locales in 26 scripts.
const FACTS: &[Fact] = &[
    ("am-ET", "Ethi", ".,", "ጃንዋሪ", "«»", "one other"),
    ("ar-EG", "Arab", ".,", "يناير", "”“", "zero one two few many other"),
    ("as-IN", "Beng", ".,", "জানুৱাৰী", "“”", "one other"),
    ("bg-BG", "Cyrl", ",\u{a0}", "януари", "„“", "one other"),
    ("bo-CN", "Tibt", "", "ཟླ་བ་དང་པོ", "", "other"),
    ("chr-US", "Cher", ".,", "ꭴꮓꮈꮤꮕ", "“”", "one other"),
    ("cs-CZ", "Latn", ",\u{a0}", "ledna", "„“", "one few many other"),
    ("cy-GB", "Latn", ".,", "ionawr", "“”", "zero one two few many other"),
    ("da-DK", "Latn", ",.", "januar", "“”", "one other"),
    ("de-AT", "Latn", ",\u{a0}", "jänner", "„“", "one other"),
    ("de-CH", "Latn", ".'", "januar", "„“", "one other"),
    ("dv-MV", "Thaa", "", "", "", "one other"),
    ("el-GR", "Grek", ",.", "ιανουαρίου", "«»", "one other"),
    ("en-US", "Latn", ".,", "january", "“”", "one other"),
    ("fa-IR", "Arab", ".,", "ژانویهٔ", "«»", "one other"),
    ("fi-FI", "Latn", ",\u{a0}", "tammikuuta", "””", "one other"),
    ("ga-IE", "Latn", ".,", "eanáir", "“”", "one two few many other"),
    ("gu-IN", "Gujr", ".,", "જાન્યુઆરી", "“”", "one other"),
    ("he-IL", "Hebr", ".,", "ינואר", "””", "one two other"),
    ("hi-IN", "Deva", ".,", "जनवरी", "“”", "one other"),
    ("hy-AM", "Armn", ",\u{a0}", "հունվարի", "«»", "one other"),
    ("ja-JP", "Jpan", ".,", "1月", "「」", "other"),
    ("ka-GE", "Geor", ",\u{a0}", "იანვარი", "„“", "one other"),
    ("km-KH", "Khmr", ".,", "មករា", "“”", "other"),
    ("kn-IN", "Knda", ".,", "ಜನವರಿ", "“”", "one other"),
    ("ko-KR", "Kore", ".,", "1월", "“”", "other"),
    ("lo-LA", "Laoo", ",.", "ມັງກອນ", "“”", "other"),
    ("lt-LT", "Latn", ",\u{a0}", "sausio", "„“", "one few many other"),
    ("ml-IN", "Mlym", ".,", "ജനുവരി", "“”", "one other"),
    ("my-MM", "Mymr", ".,", "ဇန်နဝါရီ", "“”", "other"),
    ("or-IN", "Orya", ".,", "ଜାନୁଆରୀ", "“”", "one other"),
    ("pa-IN", "Guru", ".,", "ਜਨਵਰੀ", "“”", "one other"),
    ("pl-PL", "Latn", ",\u{a0}", "stycznia", "„”", "one few many other"),
    ("ta-IN", "Taml", ".,", "ஜனவரி", "“”", "one other"),
    ("te-IN", "Telu", ".,", "జనవరి", "“”", "one other"),
    ("th-TH", "Thai", ".,", "มกราคม", "“”", "other"),
    ("uk-UA", "Cyrl", ",\u{a0}", "січня", "«»", "one few many other"),
    ("ur-PK", "Arab", ".,", "جنوری", "”“", "one other"),
];

#[test]
fn locales_of_many_scripts_are_as_their_readers_know_them() {
    for &(tag, script, marks, january, quotes, plurals) in FACTS {
        let locale = of(tag);
        assert_eq!(locale.scripts[0], script, "{tag}");
        let found: String = [locale.decimal, locale.grouping].into_iter().flatten().collect();
        assert_eq!(found, marks, "{tag}");
        let months = locale.months.map_or("", |months| months[0][0]);
        assert_eq!(months, january, "{tag}");
        let outer = locale.quotes.map(|[(start, end), _]| format!("{start}{end}"));
        assert_eq!(outer.unwrap_or_default(), quotes, "{tag}");
        let categories = locale.plural_categories.unwrap_or_default();
        let names: Vec<_> = categories.iter().map(|c| c.as_str()).collect();
        assert_eq!(names.join(" "), plurals, "{tag}");
    }
}

#[test]
fn digits_of_its_own() {
    let own = |tag: &str| (of(tag).zero_digit, of(tag).native_marks);
    assert_eq!(own("ar-EG"), (Some('٠'), Some(('٫', '٬'))));
    assert_eq!(own("ar-AE"), (Some('٠'), None));
    assert_eq!(own("fa"), (Some('۰'), Some(('٫', '٬'))));
    assert_eq!(own("hi"), (Some('०'), None));
    assert_eq!(own("mr"), (Some('०'), Some(('.', ','))));
    assert_eq!(own("th"), (Some('๐'), None));
    assert_eq!([own("de"), own("zh"), own("ja")], [(None, None); 3]);
}

#[test]
fn right_to_left() {
    let tags =
        ["ar", "he", "fa", "ur", "yi", "dv", "ckb", "ps", "sd", "ug", "pa-PK", "ks", "az-IR"];
    assert!(tags.iter().all(|tag| of(tag).is_right_to_left()));
    let tags = ["en", "ja", "pa", "az", "sd-Deva", "mt", "ku", "am", "mn"];
    assert!(!tags.iter().any(|tag| of(tag).is_right_to_left()));
}

#[test]
fn the_lineage_stays_in_its_language_and_script() {
    let cases: &[(&str, &[&str])] = &[
        ("zh", &["zh"]),
        ("zh-CN", &["zh"]),
        ("zh-SG", &["zh-Hans-SG", "zh"]),
        ("zh-TW", &["zh-Hant"]),
        ("zh-Hant-TW", &["zh-Hant"]),
        ("zh-HK", &["zh-Hant-HK", "zh-Hant"]),
        ("zh-MO", &["zh-Hant-MO", "zh-Hant-HK", "zh-Hant"]),
        ("pt-BR", &["pt"]),
        ("pt-AO", &["pt-AO", "pt-PT", "pt"]),
        ("es-ES", &["es"]),
        ("es-MX", &["es-MX", "es-419", "es"]),
        ("es-419", &["es-419", "es"]),
        ("en-AT", &["en-AT", "en-150", "en-001", "en"]),
        ("fr-CA", &["fr-CA", "fr"]),
        ("sr", &["sr"]),
        ("sr-RS", &["sr"]),
        ("sr-Cyrl-RS", &["sr"]),
        ("sr-Latn-RS", &["sr-Latn"]),
        ("sr-ME", &["sr-Latn-ME", "sr-Latn"]),
        ("uz-AF", &["uz-Arab"]),
        ("nb-NO", &["nb", "no"]),
        ("nn-NO", &["nn", "no"]),
        ("no", &["no"]),
        ("hi-Latn", &["hi-Latn"]),
        ("de-Cyrl", &[]),
        ("de-JP", &["de"]),
    ];
    for (tag, lineage) in cases {
        assert_eq!(&of(tag).lineage, lineage, "{tag}");
    }
    let place = |tag| Place::parse(tag).unwrap().lineage().0;
    assert_eq!(place("ca-ES-valencia"), ["ca-ES-valencia", "ca"]);
    assert_eq!(place("be-tarask"), ["be-tarask", "be"]);
    assert_eq!(place("de-DE-u-co-phonebk"), ["de"]);
}

#[test]
fn old_codes_are_resolved() {
    let pairs = [
        ("iw", "he"),
        ("in-ID", "id"),
        ("mo", "ro"),
        ("sh", "sr-Latn"),
        ("no", "nb"),
        ("tl", "fil"),
    ];
    for (old, new) in pairs {
        let (mut old, mut new) = (of(old), of(new));
        old.lineage.retain(|name| *name != "nb");
        new.lineage.retain(|name| *name != "nb");
        assert_eq!(old, new);
    }
    assert_eq!(of("ji").scripts, ["Hebr"]);
    assert_eq!(of("en-UK").lineage, of("en-GB").lineage);
}

#[test]
fn scripts_are_several_only_where_the_tag_tells_nothing() {
    assert_eq!(of("sr").scripts, ["Cyrl", "Latn"]);
    assert_eq!(of("sr-RS").scripts, ["Cyrl", "Latn"]);
    assert_eq!(of("sr-Cyrl-RS").scripts, ["Cyrl"]);
    assert_eq!(of("sr-ME").scripts, ["Latn"]);
    assert_eq!(of("uz").scripts, ["Latn", "Arab", "Cyrl"]);
    assert_eq!(of("zh-TW").scripts, ["Hant"]);
    assert_eq!(of("mn-MN").scripts, ["Cyrl"]);
}

#[test]
fn a_region_is_told_or_likely() {
    let tags = ["de", "de-AT", "zh", "zh-Hant", "az-Arab", "en-UK", "pt-PT", "es-419"];
    let regions = tags.map(|tag| of(tag).region);
    assert_eq!(regions, ["DE", "AT", "CN", "TW", "IR", "GB", "PT", "419"]);
}

#[test]
fn what_is_not_known_is_none() {
    assert_eq!(CldrLocale::of("xx"), None);
    assert_eq!(CldrLocale::of(LocaleTag::default()), None);
    // Afar is in the CLDR with nothing but its names.
    let afar = of("aa");
    assert_eq!((afar.decimal, afar.grouping, afar.quotes, afar.months), (None, None, None, None));
    // The CLDR gives Haitian the French ones.
    assert_eq!(of("ht").months, None);
    // German in Cyrillic letters is written by no convention, and still has the plurals of German.
    let german = of("de-Cyrl");
    assert_eq!((german.decimal, german.quotes, german.months), (None, None, None));
    assert_eq!(german.plural_categories.map(|c| c.len()), Some(2));
}

#[test]
fn names_are_english() {
    assert_eq!(language_name("sr"), Some("Serbian"));
    assert_eq!(region_name("DE"), Some("Germany"));
    assert_eq!(region_name("419"), Some("Latin America"));
    assert_eq!((language_name("xx"), region_name("ED")), (None, None));
}

/// Where a profile has other facts than the CLDR, and why the profile is right for documentation.
const DIFFERENCES: &[(&str, &str, &str)] = &[
    ("ar-SA", "native", "documentation writes ASCII digits, as its sources and user interfaces do"),
    ("ar-SA", "quotes", "the inner pair ’ ‘ is the apostrophe of English names in such pages"),
    ("cs-CZ", "months", "the abbreviations are words: led is ice, pro is for, lis is a press"),
];

const PROFILES: [&str; 19] = [
    "ar-SA", "cs-CZ", "de-DE", "en-US", "es-ES", "fr-FR", "hu-HU", "it-IT", "ja-JP", "ko-KR",
    "nl-NL", "pl-PL", "pt-BR", "ru-RU", "sv-SE", "th-TH", "tr-TR", "zh-CN", "zh-TW",
];

#[test]
fn profiles_differ_from_the_cldr_only_with_a_reason() {
    let mut found = Vec::new();
    for tag in PROFILES {
        let cldr = of(tag);
        let profile = Locale::of(&LocaleTag::parse(tag).unwrap());
        assert_eq!(profile.tag, tag);
        let mut differs = |what: &'static str, differs: bool| {
            if differs {
                found.push((tag, what));
            }
        };
        differs("decimal", cldr.decimal != profile.decimal_mark);
        differs("grouping", cldr.grouping != profile.grouping_marks.first().copied());
        differs("digits", cldr.zero_digit != profile.native_zero);
        differs("native", cldr.native_marks.is_some() != profile.writes_native_digits);
        let accepted = |(start, end): (char, char)| {
            let quotes = &profile.quotes;
            quotes.iter().any(|(s, e)| *s == start.to_string() && *e == end.to_string())
        };
        differs("quotes", !cldr.quotes.is_some_and(|pairs| pairs.into_iter().all(accepted)));
        let months = cldr.months.unwrap();
        for (month, names) in months.iter().zip(&profile.months) {
            differs("months", month.iter().any(|name| !names.iter().any(|known| known == name)));
        }
    }
    found.dedup();
    let listed: Vec<_> = DIFFERENCES.iter().map(|(tag, what, _)| (*tag, *what)).collect();
    assert_eq!(found, listed);
}

#[test]
fn the_table_is_sorted_and_all_of_it_is_read() {
    assert!(ROWS.is_sorted_by(|a, b| a.0 < b.0));
    let mut locales = 0;
    for row in ROWS.iter() {
        let (name, rest) = *row;
        let (kind, key) = name.split_once('\t').unwrap();
        match kind {
            "locale" => {
                locales += 1;
                let found = Place::parse(key).unwrap().lineage().0;
                assert_eq!(found.first(), Some(&key));
                let [decimal, grouping, zero, native, quotes, months] = columns(rest);
                let told = |text: &str| !["", "-"].contains(&text);
                for text in [decimal, grouping, zero].into_iter().filter(|t| told(t)) {
                    assert!(mark(text).is_some(), "{row:?}");
                }
                assert!(!told(native) || pair(native).is_some(), "{row:?}");
                assert!(
                    !told(quotes) || quotes.split(' ').filter_map(mark).count() == 4,
                    "{row:?}"
                );
                assert!(!told(months) || months.split(';').count() == 12, "{row:?}");
            }
            "language" => {
                let [_, script, region, also, plurals] = columns(rest);
                assert!(script.len() == 4 && (2..=3).contains(&region.len()), "{row:?}");
                assert!(also.is_empty() || also.split(' ').all(|s| s.len() == 4), "{row:?}");
                let read = plurals.split(' ').filter_map(super::plural).count();
                assert!(plurals.is_empty() || read == plurals.split(' ').count(), "{row:?}");
            }
            "alias" => assert!(Place::parse(rest).is_some(), "{row:?}"),
            "parent" => assert!(rest == "und" || Place::parse(rest).is_some(), "{row:?}"),
            "likely" => assert!([2, 3, 4].contains(&rest.len()), "{row:?}"),
            "region" | "region-alias" | "script" => assert!(!rest.is_empty(), "{row:?}"),
            "letters" => {
                assert!(rest.chars().all(|c| c.is_lowercase() || c.is_alphabetic()), "{row:?}");
                assert!(!rest.is_empty() && !rest.contains(char::is_uppercase), "{row:?}");
            }
            "place" => assert!(rest.is_empty() && !key.starts_with(char::is_lowercase), "{row:?}"),
            "right-to-left" => assert_eq!(key.len(), 4),
            "variant" => assert!(key.bytes().all(|b| !b.is_ascii_uppercase()), "{row:?}"),
            _ => panic!("{row:?}"),
        }
    }
    // 765 without the root, less 26 whose name only adds the usual script (`az-Latn`).
    assert_eq!(locales, 739);
}

#[test]
fn letters_are_those_of_the_nearest_ancestor_that_has_some() {
    let letters = |tag: &str| CldrLocale::of(tag).and_then(|locale| locale.letters());
    assert_eq!(letters("da-GL"), Some("åæø"));
    assert_eq!(letters("de-CH"), Some("äöü"));
    assert_eq!(letters("sr-Latn-RS"), Some("ćčđšž"));
    assert!(letters("sr-RS").unwrap().contains('ђ'));
    assert!(letters("nb-NO").unwrap().contains('ø'));
    for tag in ["en-GB", "ja", "ko", "th", "hi", "id"] {
        assert_eq!(letters(tag), None, "{tag}");
    }
}

/// In an optimised build this is 0.15 to 0.24 ms, of the 1 ms that it may take. Here it is held to what any walk through the
/// table costs in the same run, since the time itself says more of the machine.
#[test]
fn reading_the_table_and_a_look_up_cost_no_more_than_walking_through_its_columns() {
    let text = include_str!("../../data/cldr.tsv");
    let timed = |work: &dyn Fn()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let (mut read, mut walked) = (Duration::MAX, Duration::MAX);
    for _ in 0..50 {
        read = read.min(timed(&|| {
            assert!(rows().len() > 2000);
            assert_eq!(of("es-MX").lineage.len(), 3);
        }));
        walked = walked.min(timed(&|| {
            assert!(text.lines().flat_map(|line| line.split('\t')).count() > 10_000);
        }));
    }
    assert!(read < walked, "{read:?}, {walked:?}");
}

#[test]
fn forms_of_the_plural_know_their_counts() {
    use PluralCategory::{Few, Many, One, Other, Two, Zero};
    let needed = |tag: &str| of(tag).needed_plurals().collect::<Vec<_>>();
    // In Russian, `other` is for fractions; in Czech, `many` is; in Spanish, it is for millions.
    assert_eq!(needed("ru"), [One, Few, Many]);
    assert_eq!(needed("cs"), [One, Few, Other]);
    assert_eq!(needed("es"), [One, Other]);
    assert_eq!(needed("ar"), [Zero, One, Two, Few, Many, Other]);
    assert_eq!(needed("ja"), [Other]);
    for (tag, category, counts) in [
        ("pl", One, &[1][..]),
        ("fr", One, &[0, 1]),
        ("ru", One, &[]),
        ("ar", Two, &[2]),
        ("ar", Zero, &[0]),
        ("gd", Two, &[2, 12]),
        ("en", Other, &[]),
    ] {
        assert_eq!(of(tag).counts(category), counts, "{tag}");
    }
}

#[test]
fn places_are_known_by_their_english_names() {
    for place in ["Germany", "Türkiye", "Turkey", "Europe", "London", "Czech Republic"] {
        assert!(is_place(place), "{place}");
    }
    for other in ["Azure", "germany", "Boston Dynamics", "Pseudo-Bidi", ""] {
        assert!(!is_place(other), "{other}");
    }
}
