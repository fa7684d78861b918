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
