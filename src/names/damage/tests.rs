//! Each rule on a segment that it explains, with the rule that would explain it otherwise.

use std::collections::BTreeSet;

use super::{Case, Known, RULES, Rule, Spot};
use crate::locale::{Locale, LocaleTag};
use crate::names::claims::{Claims, order};
use crate::names::{Name, Termbase};
use crate::text::Text;

/// Names made up for the rules.
const NAMES: &str = "
- {name: Loom}
- {name: Loom 365}
- {name: Microsoft Loom}
- {name: Loom Deck}
- {name: LoomDeck}
- {name: Loom Deck Suite, aliases: [LDS]}
- {name: Loom Wide Sky}
- {name: Loom Deck API}
- {name: Loom files}
- {name: Loom Storage}
- {name: Loom Remote Access}
- {name: Data Catalog}
- {name: Deck Console, soft: [Deck, Console]}
- {name: Loom ID, formerly: [{name: Fabric Directory}]}
- {name: MONARK}
- {name: Fabrikam, kind: company}
- {name: Loom for Weavers, locales: {de-DE: keep, fr-FR: {policy: both, forms: [Loom pour tisserands]}}}
- {name: Weaver Partner, aliases: [WPNT], policy: localized, locales: {fr-FR: {policy: both, forms: [Partenaire tisserand]}}}
- {name: Loom Desk, locales: {ru-RU: {policy: both, forms: [Стол Loom]}, pt-BR: {policy: both, forms: [mesa do Loom]}}}
- {name: Weaver Center, policy: localized, locales: {fr-FR: [Espace tisserands], ja-JP: [Loom センター]}}
- {name: Microsoft Agreement, policy: localized, locales: {ja-JP: [Microsoft 契約]}}
- {name: Microsoft, kind: company}
- {name: Guild Circle, policy: localized}
- {name: invoice, kind: term, policy: localized, locales: {de-DE: [Rechnung]}}
- {name: multifactor sign-in, kind: term, policy: localized, match: fuzzy, locales: {de-DE: [Multifaktor-Anmeldung]}}
";

/// A rule, the rule that would decide if it were not there or stood behind that one, and a segment that shows it: locale,
/// source, target.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str);

const ROWS: &[Row] = &[
    ("native-digits", "glued", "ja-JP", "Set up Loom 365.", "Loom ３６５ を設定します。"),
    (
        "spelled-out",
        "case-of-form",
        "fr-FR",
        "WPNT offers it.",
        "Le partenaire Tisserand le propose.",
    ),
    ("small-head", "case-of-form", "ru-RU", "Use Loom Desk.", "Вот стол Loom."),
    ("case-of-form", "glued", "fr-FR", "Open Weaver Center.", "Ouvrez l’espace tisserands."),
    ("case-of-name", "misspelled", "fr-FR", "Open LoomDeck.", "Ouvrez Loomdeck."),
    ("glued", "translated", "it-IT", "Open Loom 365.", "Aprire Loom365."),
    ("torn", "translated", "de-DE", "Open LoomDeck.", "Öffnen Sie Loom Deck."),
    ("glued-to-neighbour", "translated", "de-DE", "The Loom page", "Die Loomseite"),
    ("unjoined", "own-form", "pt-BR", "Open Loom Desk.", "Abra a mesa Loom."),
    ("intact", "apart", "de-DE", "Open Loom Deck.", "Öffnen Sie Loom/Deck."),
    (
        "grammar-of-locale",
        "other-grammar",
        "es-ES",
        "Use Loom for Weavers.",
        "Use Loom para Weavers.",
    ),
    ("other-grammar", "apart", "de-DE", "Use Loom for Weavers.", "Nutzen Sie Loom für Weavers."),
    ("head-moved", "scrambled", "pt-BR", "Use the Loom Deck API.", "Use a API do Loom Deck."),
    ("scrambled", "apart", "zh-CN", "Open Loom Wide Sky.", "打开 Sky Loom Wide。"),
    ("stand-in", "part-left", "de-DE", "Open Microsoft Loom.", "Öffnen Sie Loom."),
    ("former", "translated", "de-DE", "Use Loom ID.", "Nutzen Sie Fabric Directory."),
    (
        "excused-term",
        "other-term",
        "de-DE",
        "The invoice is an invoice.",
        "Das ist die Rechnung, wie gesagt.",
    ),
    (
        "alike-term",
        "other-term",
        "de-DE",
        "Use multifactor sign-in.",
        "Nutzen Sie Multifaktoranmeldung.",
    ),
    ("other-term", "lost-term", "de-DE", "The invoice is here.", "Die Abrechnung ist da."),
    ("lost-term", "lost-form", "de-DE", "The invoice of this month is here.", "Sie ist da."),
    ("acronym-by-sound", "by-sound", "ru-RU", "Open MONARK.", "Откройте Монарк."),
    ("scrambled-form", "other-form", "fr-FR", "Open Weaver Center.", "Ouvrez tisserands Espace."),
    (
        "apart-by-chance",
        "apart",
        "de-DE",
        "Loom Deck replaces Loom Deck.",
        "Loom Deck ersetzt ein Deck, das so lange gut war, wie niemand sonst etwas anderes brauchte: Loom.",
    ),
    (
        "apart",
        "lent-words",
        "de-DE",
        "Loom Deck replaces it.",
        "Ein Deck ersetzt es, das so lange gut war, wie niemand sonst etwas anderes brauchte: Loom.",
    ),
    ("lent-words", "part-left", "de-DE", "Loom 365 and Loom Deck", "Loom 365 und Deck"),
    ("form-by-sound", "other-form", "ja-JP", "The Microsoft Agreement", "マイクロソフト 契約"),
    (
        "excused-form",
        "other-form",
        "fr-FR",
        "Weaver Center is the Weaver Center.",
        "L’Espace tisserands est ce que vous savez.",
    ),
    ("other-form", "lost-form", "fr-FR", "Open Weaver Center.", "Ouvrez le site des artisans."),
    ("lost-form", "own-form", "fr-FR", "Open Weaver Center in a new window.", "Ouvrez-le."),
    ("half-form", "own-form", "fr-FR", "Use Loom for Weavers.", "Utilisez Loom des artisans."),
    (
        "neither-form",
        "own-form",
        "fr-FR",
        "Use Loom for Weavers.",
        "Utilisez le métier des artisans.",
    ),
    (
        "own-form",
        "translated",
        "fr-FR",
        "Join the Guild Circle.",
        "Rejoignez le cercle des artisans.",
    ),
    ("feature", "soft-words", "fr-FR", "Use Loom Remote Access.", "Utilisez l’accès distant Loom."),
    ("soft-words", "common-words", "ja-JP", "Use Loom Storage.", "Loom ストレージを使用します。"),
    ("common-words", "part-left", "de-DE", "Use Data Catalog.", "Nutzen Sie den Data-Katalog."),
    (
        "part-of-repeated",
        "part-left",
        "de-DE",
        "Loom Wide Sky is Loom Wide Sky.",
        "Loom Wide Sky ist Loom Wide Himmel.",
    ),
    ("part-left", "translated", "de-DE", "Open Loom Wide Sky.", "Öffnen Sie Loom Wide Himmel."),
    ("all-words", "translated", "de-DE", "See Loom files.", "Siehe Loom-Dateien."),
    ("misspelled", "company", "de-DE", "Ask Fabrikam.", "Fragen Sie Fabricam."),
    ("by-sound", "company", "ja-JP", "Open Fabrikam.", "ファブリカムを開きます。"),
    ("counterpart", "repeated", "fr-FR", "Open Loom Deck Suite (LDS).", "Ouvrez LDS."),
    ("repeated", "translated", "de-DE", "LoomDeck is LoomDeck.", "LoomDeck ist, was es ist."),
    ("company", "translated", "de-DE", "Fabrikam says so.", "Es heißt, dass es so ist."),
    (
        "soft-name",
        "translated",
        "de-DE",
        "Open the Deck Console.",
        "Öffnen Sie die Brettsteuerung.",
    ),
    ("translated", "missing", "zh-CN", "Open LoomDeck.", "打开织机甲板文件。"),
    ("missing", "", "de-DE", "Open the page in LoomDeck.", "Öffnen."),
];

/// The rules that apply to the first name of a segment whose accepted forms are not there, in their order, each with
/// the place that it finds.
fn applying(
    termbase: &Termbase,
    locale: &str,
    source: &str,
    target: &str,
) -> Vec<(&'static Rule, Option<String>)> {
    let (source, target) = (Text::new(source), Text::new(target));
    let locale = Locale::of(&LocaleTag::parse(locale).unwrap());
    let mut claims = Claims::new(termbase, &source, &target, locale);
    let (hits, _) = termbase.hits(source.visible());
    let order = order(&hits);
    let found = claims.claim(&hits, &order);
    let at = order.into_iter().find(|i| found[*i].is_none()).expect("a name without its forms");
    let known = Known { hits: &hits, found: &found, source: &source };
    let case = Case::new(at, &known, &claims.place, claims.local(hits[at].pattern), false);
    let place = |spot: Spot| spot.range.map(|r| target.visible()[r].to_owned());
    RULES.iter().filter_map(|r| Some((r, place((r.applies)(&case)?)))).collect()
}

#[test]
fn each_rule_explains_what_no_other_does() {
    let names: Vec<Name> = serde_yaml::from_str(NAMES).unwrap();
    let termbase = Termbase::new(names).unwrap();
    for (rule, next, locale, source, target) in ROWS {
        let found = applying(&termbase, locale, source, target);
        let first: Vec<&str> = found.iter().take(2).map(|(rule, _)| rule.name).collect();
        let expected: Vec<&str> = [*rule, *next].into_iter().filter(|r| !r.is_empty()).collect();
        assert_eq!(first, expected, "{locale}: {source} | {target}");
        if let [(rule, place), (next, other), ..] = &found[..] {
            assert_ne!((rule.says, place), (next.says, other), "{source} | {target}");
        }
    }
}

#[test]
fn each_rule_has_a_segment_and_the_last_always_applies() {
    let rules: Vec<&str> = RULES.iter().map(|r| r.name).collect();
    let shown: Vec<&str> = ROWS.iter().map(|row| row.0).collect();
    assert_eq!(rules, shown);
    assert_eq!(rules.iter().collect::<BTreeSet<_>>().len(), rules.len(), "a name twice");
    let nothing_behind: Vec<&str> =
        ROWS.iter().filter(|row| row.1.is_empty()).map(|row| row.0).collect();
    assert_eq!(nothing_behind, ["missing"]);
}
