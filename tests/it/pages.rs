//! Pages of other markups than Markdown beside their originals: right ones raise nothing, damage is found.

use std::fs;

use glossator::pipeline::{ScoreOptions, evaluate_all};

use crate::support::scratch;

/// A page in two languages, with changes that break it and the checks that see them.
struct Page {
    name: &'static str,
    source: &'static str,
    target: &'static str,
    damage: &'static [(&'static str, &'static str, &'static str)],
}

const PAGES: &[Page] = &[
    Page {
        name: "guide.rst",
        source: include_str!("../fixtures/pages/en/guide.rst"),
        target: include_str!("../fixtures/pages/de/guide.rst"),
        damage: &[
            ("   $ vaultctl --version", "   $ vaultctl --fassung", "translated-code"),
            ("``python3``", "``schlange3``", "translated-code"),
            (":option:`--prune`", ":option:`--beschneiden`", "translated-code"),
            ("<accounts>`", "<konten>`", "translated-code"),
            (":doc:`/reference", ":dok:`/reference", "translated-keyword"),
            ("example.org/start", "example.org/beginn", "broken-link"),
            ("Intervall auf 15", "Intervall auf 51", "wrong-number"),
        ],
    },
    Page {
        name: "guide.adoc",
        source: include_str!("../fixtures/pages/en/guide.adoc"),
        target: include_str!("../fixtures/pages/de/guide.adoc"),
        damage: &[
            ("$ vaultctl --version", "$ vaultctl --fassung", "translated-code"),
            ("`python3`", "`schlange3`", "translated-code"),
            ("<<accounts,", "<<konten,", "translated-keyword"),
            ("xref:api", "xref:schnittstelle", "translated-keyword"),
            ("example.org/start", "example.org/beginn", "broken-link"),
            ("== Installation", "=== Installation", "broken-structure"),
            ("Intervall auf 15", "Intervall auf 51", "wrong-number"),
        ],
    },
    Page {
        name: "hugo.md",
        source: "+++\ntitle = \"Backing up\"\ndraft = false\n+++\n\nOpen the file.\n",
        target: "+++\ntitle = \"Daten sichern\"\ndraft = false\n+++\n\nÖffnen Sie die Datei.\n",
        damage: &[("= false", "= \"falsch\"", "broken-structure")],
    },
];

fn checks(name: &str, page: &Page, target: &str) -> Vec<&'static str> {
    let folder = scratch(&format!("pages-{name}"));
    for (locale, text) in [("en", page.source), ("de", target)] {
        fs::create_dir_all(folder.join(locale)).unwrap();
        fs::write(folder.join(locale).join(page.name), text).unwrap();
    }
    let options = ScoreOptions { paths: vec![folder], ..ScoreOptions::default() };
    let (pages, outcome) = evaluate_all(options).unwrap();
    let losses: Vec<_> = outcome.problems.iter().filter(|p| p.kind.is_loss()).collect();
    assert!(losses.is_empty(), "{losses:?}");
    assert!(!pages.is_empty() && pages.iter().all(|page| !page.segments.is_empty()), "{name}");
    pages.iter().flat_map(|page| &page.issues).map(|placed| placed.issue.check.id).collect()
}

#[test]
fn right_pages_raise_nothing() {
    for page in PAGES {
        let found = checks(page.name, page, page.target);
        assert!(found.is_empty(), "{}: {found:?}", page.name);
    }
}

#[test]
fn damage_of_a_page_is_found() {
    for page in PAGES {
        for (at, (right, wrong, check)) in page.damage.iter().enumerate() {
            let target = page.target.replacen(right, wrong, 1);
            assert_ne!(target, page.target, "{}: {right}", page.name);
            let found = checks(&format!("{at}-{}", page.name), page, &target);
            assert_eq!(found, [*check], "{}: {wrong}", page.name);
        }
    }
}
