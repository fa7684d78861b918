//! Slips that machines make and people do not: each is told on a page that a machine translated.

use crate::support::{bilingual_page, files, scratch, succeeds, text};

/// The checks with their spans of a page by itself, in the order of its lines.
fn told(folder: &str, by: &str, locale: &str, pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let folder = scratch(folder);
    let place = folder.join("docs").join(locale);
    std::fs::create_dir_all(&place).unwrap();
    let pairs: Vec<(String, String)> =
        pairs.iter().map(|(s, t)| ((*s).to_owned(), (*t).to_owned())).collect();
    std::fs::write(place.join("page.md"), bilingual_page(by, locale, &pairs)).unwrap();
    succeeds(&folder, &["score", "docs", "--out", "out", "--format", "jsonl"]);
    let reports = files(&folder.join("out"));
    let issues = reports.iter().filter(|(file, _)| file.ends_with("issues.jsonl"));
    let lines =
        issues.flat_map(|(_, bytes)| text(bytes).lines().map(str::to_owned).collect::<Vec<_>>());
    let field = |line: &str, name: &str| {
        let rest = line.split_once(&format!("\"{name}\":\"")).map_or("", |(_, rest)| rest);
        rest.split('"').next().unwrap_or("").to_owned()
    };
    lines.map(|line| (field(&line, "check"), field(&line, "target_span"))).collect()
}

fn has(told: &[(String, String)], check: &str, span: &str) -> bool {
    told.iter().any(|(c, s)| c == check && s == span)
}

#[test]
fn what_machines_leave_is_told_and_a_person_is_trusted() {
    let pairs = [
        ("This report is available from the board.", "le rapport est disponible ici."),
        (
            "See [the long title of a page](a.md) for it.",
            "Voir le long titre de la [page](a.md) ici.",
        ),
        (
            "It runs on OpenGL 4.0 and later.",
            "Il fonctionne avec OpenGL 4,0 et versions ultérieures.",
        ),
        ("It is due on 1/31/2018 as agreed.", "Il est dû le 1/31/2018 comme convenu."),
        ("The PGA of the company is new.", "À l’PGA de l’entreprise tout est neuf."),
    ];
    let by_machine = told("slips-machine", "MT", "fr-FR", &pairs);
    for (check, span) in [
        ("sentence-case", "le"),
        ("broken-link", "[page]"),
        ("number-format", "4,0"),
        ("number-format", "1/31/2018"),
        ("wrong-form", "l’PGA"),
    ] {
        assert!(has(&by_machine, check, span), "{check} {span}: {by_machine:?}");
    }
    let by_person = told("slips-person", "HT", "fr-FR", &pairs);
    assert!(!has(&by_person, "sentence-case", "le"), "{by_person:?}");
}

#[test]
fn a_name_at_the_end_of_a_sentence_in_which_something_happens_is_misplaced() {
    let pairs = [("Open the report in Power BI.", "打开报表 Power BI。")];
    let by_machine = told("slips-chinese", "MT", "zh-CN", &pairs);
    assert!(has(&by_machine, "mangled-name", "Power BI"), "{by_machine:?}");
    assert!(!has(&told("slips-chinese-person", "HT", "zh-CN", &pairs), "mangled-name", "Power BI"));
}

/// Pairs in which a word is rendered, and what follows.
fn with(
    usual: &(&'static str, &'static str),
    last: &[(&'static str, &'static str)],
) -> Vec<(String, String)> {
    let numbered = |n: usize| (format!("{} {n}.", usual.0), format!("{} {n}.", usual.1));
    let owned = |(s, t): &(&str, &str)| ((*s).to_owned(), (*t).to_owned());
    (11..31).map(numbered).chain(last.iter().map(owned)).collect()
}

fn told_of(
    folder: &str,
    by: &str,
    locale: &str,
    pairs: &[(String, String)],
) -> Vec<(String, String)> {
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(s, t)| (&**s, &**t)).collect();
    told(folder, by, locale, &pairs)
}

#[test]
fn a_single_word_left_in_another_script_is_told_where_a_machine_wrote() {
    let usual = ("Save the draft of the page", "Збережіть чернетку сторінки");
    let left =
        [("Open the draft again.", "Знову відкрийте draft."), ("The `draft` tag", "Тег `draft`")];
    let pairs = with(&usual, &left);
    let by_machine = told_of("slips-word-machine", "MT", "uk-UA", &pairs);
    assert!(has(&by_machine, "untranslated-word", "draft"), "{by_machine:?}");
    let by_person = told_of("slips-word-person", "HT", "uk-UA", &pairs);
    assert!(!has(&by_person, "untranslated-word", "draft"), "{by_person:?}");
}

#[test]
fn a_name_that_the_run_keeps_is_no_other_word_whoever_wrote() {
    let usual = ("Open Wagtrail to see page", "Откройте Wagtrail, чтобы увидеть страницу");
    let wrong = [
        ("Use Wagtrail here.", "Используйте здесь Wagtrial."),
        ("Start Wagtrail there.", "Запустите там Wag trail."),
        ("Close Wagtrail now.", "Закройте Wagtrail Wagtrail сейчас."),
    ];
    let pairs = with(&usual, &wrong);
    for by in ["MT", "unknown"] {
        let found = told_of(&format!("slips-name-{by}"), by, "ru-RU", &pairs);
        for (check, span) in [
            ("mangled-name", "Wagtrial"),
            ("mangled-name", "Wag trail"),
            ("repeated-word", "Wagtrail Wagtrail"),
        ] {
            assert!(has(&found, check, span), "{by}: {check} {span}: {found:?}");
        }
    }
}

#[test]
fn a_blank_between_the_two_parts_of_a_link_is_told_where_the_address_is_the_locales_own() {
    let pairs = [
        ("See [the list](/guide/list/) first.", "Voir [la liste](/fr/guide/list/) d’abord."),
        ("See [the page](/guide/page/) too.", "Voir [la page] (/fr/guide/page/) aussi."),
    ];
    let found = told("slips-parted", "unknown", "fr-FR", &pairs);
    assert!(has(&found, "broken-link", "[la page] (/fr/guide/page/)"), "{found:?}");
}
