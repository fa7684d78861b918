use super::*;
use crate::metrics::Statistics;

fn record(path: &str, id: &str, source: &str, target: &str, checks: &[&'static str]) -> Record {
    Record {
        locale: LocaleTag::parse("de-DE").unwrap(),
        path: path.to_owned(),
        line: 1,
        id: id.to_owned(),
        source: source.to_owned(),
        target: target.to_owned(),
        source_locale: "en".to_owned(),
        is_untranslated: false,
        reference: None,
        scored: None,
        penalty: checks.len() as f64,
        checks: checks.to_vec(),
    }
}

fn system(records: Vec<Record>) -> System {
    System { records, ..System::default() }
}

#[test]
fn segments_pair_by_id_and_by_source() {
    let first = system(vec![
        record("a.md", "1", "One.", "Eins.", &["spacing"]),
        record("a.md", "2", "Two.", "Zwo.", &[]),
        record("a.md", "3", "Two.", "Zwei.", &["spacing", "spacing"]),
        record("a.md", "4", "Old.", "Alt.", &[]),
    ]);
    let second = system(vec![
        // Another page and id, but the same source.
        record("b.md", "9", "One.", "Eins!", &[]),
        record("a.md", "3", "Two.", "Zwei", &["spacing", "untranslated"]),
        record("a.md", "2", "Two.", "Zwo.", &[]),
        record("a.md", "4", "New.", "Neu.", &[]),
    ]);
    let comparison = compare(first, second, None);
    assert_eq!((comparison.only_first, comparison.only_second), (1, 1));
    let locale = comparison.locales.values().next().unwrap();
    assert_eq!((locale.segments, locale.same), (3, 1));
    let spacing = locale.checks["spacing"];
    assert_eq!((spacing.first, spacing.second, spacing.fixed, spacing.new), (3, 1, 2, 0));
    assert_eq!(locale.checks["untranslated"].new, 1);
    let changes: Vec<_> =
        locale.changes.iter().map(|c| (c.id.as_str(), c.change, c.checks.clone())).collect();
    assert_eq!(changes, [("9", "better", [vec!["spacing"], vec![]])]);
    assert_eq!(locale.difference.better, None);
}

#[test]
fn a_clear_difference_is_named_and_a_contradiction_too() {
    let metrics = LocaleMetrics::of(&LocaleTag::parse("de-DE").unwrap());
    let scored = |target: &str, reference: &str| {
        let statistics: [Statistics; 3] = metrics.all().map(|m| m.statistics(target, &[reference]));
        let chrf = metrics.all()[1].sentence_score(&statistics[1]);
        Some(collect::Scored { statistics, chrf })
    };
    let run = |good: &'static [&'static str], bad: &'static [&'static str]| {
        let of = |right: bool| {
            let records = (0..60).map(|i| {
                let reference = format!("Der Kunde Nummer {i} öffnet heute die Seite.");
                let target =
                    if right { reference.clone() } else { format!("Kunde {i} auf Seite.") };
                let checks = if right { good } else { bad };
                let (id, source) = (i.to_string(), format!("Customer {i} opens the page today."));
                let record = record("a.md", &id, &source, &target, checks);
                Record { scored: scored(&target, &reference), reference: Some(reference), ..record }
            });
            system(records.collect())
        };
        let comparison = compare(of(false), of(true), None);
        comparison.locales.into_values().next().unwrap()
    };
    let clear = run(&[], &["omission"]);
    assert_eq!(clear.difference.better, Some('B'), "{}", clear.difference);
    assert_eq!((clear.better, clear.worse), (60, 0));
    let [bleu, chrf, ter] = clear.metrics.as_ref().unwrap();
    assert!(bleu.difference() > 0.0 && chrf.p_bootstrap < 0.01 && chrf.p_randomization < 0.01);
    assert!(ter.difference() < 0.0 && !ter.higher_is_better);
    let torn = run(&["omission"], &[]);
    assert_eq!(torn.difference.better, None);
    assert!(torn.difference.reason.contains("disagree"), "{}", torn.difference);
    assert!(torn.changes.iter().all(|c| c.change == "mixed"));
}
