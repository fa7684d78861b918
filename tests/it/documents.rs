//! The documentation, the help, the list of checks and the code agree.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use glossator::checks::{CHECKS, Check};

/// Replaces what stands between the markers, or tells that it is not current.
fn hold(path: &str, name: &str, text: &str) {
    let (begin, end) = (format!("<!-- begin: {name} -->\n"), format!("<!-- end: {name} -->"));
    let old = fs::read_to_string(path).unwrap();
    let from =
        old.find(&begin).unwrap_or_else(|| panic!("{path} has no marker {begin}")) + begin.len();
    let to = from + old[from..].find(&end).unwrap();
    if old[from..to] == *text {
        return;
    }
    assert!(
        std::env::var_os("SNAPSHOTS").is_some_and(|v| v == "overwrite"),
        "{path}, {name}: not current; renew it with SNAPSHOTS=overwrite cargo test"
    );
    fs::write(path, format!("{}{text}{}", &old[..from], &old[to..])).unwrap();
}

#[test]
fn the_documentation_lists_the_checks() {
    let mut table = String::from(
        "\n| check | kind | severity | category | what is wrong |\n| --- | --- | --- | --- | --- |\n",
    );
    for check in CHECKS {
        let off = if check.on_by_default { "" } else { " (off by default)" };
        writeln!(
            table,
            "| [`{0}`](checks/{0}.md) | {1} | {2} | {3} | {4}{off} |",
            check.id,
            check.kind.as_str(),
            check.severity.as_str(),
            check.category.as_str(),
            check.summary
        )
        .unwrap();
    }
    table.push('\n');
    hold("docs/checks.md", "checks", &table);
}

/// What a check looks for, with examples, as a page of Markdown.
fn page_of(check: &Check) -> String {
    let mut page = format!(
        "# {}\n\n{}{}.\n\n",
        check.id,
        check.summary[..1].to_uppercase(),
        &check.summary[1..]
    );
    let on = if check.on_by_default { "on" } else { "off" };
    for (name, value) in [
        ("kind", check.kind.as_str()),
        ("category", check.category.as_str()),
        ("severity", check.severity.as_str()),
        ("confidence", check.confidence.as_str()),
        ("weight", &check.weight.to_string()),
        ("by default", on),
    ] {
        writeln!(page, "- **{name}**: {value}").unwrap();
    }
    write!(page, "\n{}\n", check.details).unwrap();
    for (title, reported) in [("Reported", true), ("Fine", false)] {
        let examples = check.examples.iter().filter(|e| e.reported.is_some() == reported);
        for (at, example) in examples.enumerate() {
            if at == 0 {
                write!(page, "\n## {title}\n").unwrap();
            }
            write!(page, "\n{}", example.locale).unwrap();
            if let Some(span) = example.reported.filter(|span| !span.is_empty()) {
                write!(page, ", the words {span:?}").unwrap();
            }
            let texts = format!("source: {}\ntarget: {}", example.source, example.target);
            // Longer than any fence in the example.
            let fence = "`".repeat(3 + texts.matches("```").count());
            write!(page, ":\n\n{fence}text\n{texts}\n{fence}\n").unwrap();
        }
    }
    page.push_str(
        "\nIn `glossator.yaml`, `checks:` turns it off or changes its severity, for all locales and paths or for some.\n",
    );
    page
}

#[test]
fn every_check_has_a_page() {
    let overwrite = std::env::var_os("SNAPSHOTS").is_some_and(|v| v == "overwrite");
    for check in CHECKS {
        let (path, page) = (format!("docs/checks/{}.md", check.id), page_of(check));
        if fs::read_to_string(&path).is_ok_and(|old| old == page) {
            continue;
        }
        assert!(overwrite, "{path}: not current; renew it with SNAPSHOTS=overwrite cargo test");
        fs::create_dir_all("docs/checks").unwrap();
        fs::write(&path, page).unwrap();
    }
    // And none is left of a check that is gone.
    let pages = fs::read_dir("docs/checks").unwrap().count();
    assert_eq!(pages, CHECKS.len(), "docs/checks has pages of checks that are not there");
}

#[test]
fn the_documentation_shows_the_help() {
    let help = Command::new(env!("CARGO_BIN_EXE_glossator"))
        .args(["score", "--help"])
        .env("COLUMNS", "100")
        .output();
    let help = String::from_utf8(help.unwrap().stdout).unwrap();
    hold(
        "docs/command-line.md",
        "score --help",
        &format!("\n```text\n{}\n```\n\n", help.trim_end()),
    );
}

#[test]
fn every_column_is_described() {
    let text = fs::read_to_string("reports/README.md").unwrap();
    for entry in fs::read_dir("reports/example").unwrap() {
        let path = entry.unwrap().path();
        let header =
            fs::read_to_string(&path).unwrap().lines().next().unwrap_or_default().to_owned();
        for column in header.split(',') {
            // Columns that several files share may be described once, in a range.
            let in_range = [
                "segments",
                "source_words",
                "referenced_segments",
                "similarity",
                "critical",
                "major",
                "minor",
                "penalty",
                "penalty_per_1000_words",
                "quality_score",
            ]
            .contains(&column);
            assert!(
                in_range || text.contains(&format!("`{column}`")),
                "{}: {column}",
                path.display()
            );
        }
    }
}

#[test]
fn the_readme_is_short_and_its_links_lead_somewhere() {
    let readme = fs::read_to_string("README.md").unwrap();
    assert!(readme.lines().count() <= 200);
    for path in ["README.md", "docs/guide.md", "docs/configuration.md", "docs/rules.md"] {
        let folder = std::path::Path::new(path).parent().unwrap();
        let page = fs::read_to_string(path).unwrap();
        let links = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://") && !link.starts_with('#')) {
            assert!(folder.join(link).exists(), "{path} links {link}");
        }
    }
}
