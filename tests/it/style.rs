//! The project's own style: what most places do is measured, printed and held to.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::support::{glossator, scratch, succeeds, text};

/// Pages beside their originals: 24 that go one way, and one that does not.
fn project(folder: &Path) {
    for locale in ["en", "de"] {
        fs::create_dir_all(folder.join("docs").join(locale)).unwrap();
    }
    let write = |locale: &str, name: &str, page: &str| {
        fs::write(folder.join("docs").join(locale).join(name), page).unwrap();
    };
    let (mut source, mut target) = (String::new(), String::new());
    for at in 1..=24 {
        let _ =
            write!(source, "**Part {at}**: the *green* one, see [more](/docs/odd/) of {at}.\n\n");
        let _ =
            write!(target, "**Teil {at}**: der *grüne*, siehe [mehr](/de/docs/odd/) von {at}.\n\n");
    }
    write("en", "even.md", &source);
    write("de", "even.md", &target);
    write("en", "odd.md", "**Size**: the *small* one.\n\nSee [the other page](/docs/even/).\n");
    write("de", "odd.md", "**Größe:** die kleine.\n\nSiehe [die andere Seite](/docs/even/).\n");
}

/// The messages of a check on a page, as the reports have them.
fn messages(folder: &Path, args: &[&str], check: &str, page: &str) -> Vec<String> {
    let args = [&["score", "docs/de", "--source", "docs/en", "--locale", "de"], args].concat();
    let output = glossator(folder, &[&args[..], &["--out", "out"]].concat());
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
    let issues = fs::read(folder.join("out/de.issues.csv")).unwrap();
    let rows = csv::Reader::from_reader(&issues[..]).into_records().map(Result::unwrap);
    let rows = rows.filter(|row| row[1].ends_with(page) && &row[4] == check);
    rows.map(|row| row[14].to_owned()).collect()
}

#[test]
fn a_breach_is_told_with_the_figure_of_the_habit() {
    let folder = scratch("style-habit");
    project(&folder);
    let told = messages(&folder, &[], "broken-emphasis", "odd.md");
    assert_eq!(
        told,
        [
            "The colon behind the bold text was taken into it: put it behind (24 of 25 places here have the colon \
             behind the bold).",
            "The emphasis of the source is lost: emphasise what says the same here (24 of 25 places here keep the \
             italics).",
        ]
    );
    assert!(messages(&folder, &[], "broken-emphasis", "even.md").is_empty());
}

#[test]
fn the_measured_style_is_printed_and_holds_what_comes_later() {
    let folder = scratch("style-held");
    project(&folder);
    let args = ["style", "docs/de", "--source", "docs/en", "--locale", "de"];
    let printed = succeeds(&folder, &args);
    let written = fs::read_to_string(folder.join("glossator-style.yaml")).unwrap();
    for id in ["colon-behind-bold", "italics-kept", "locale-in-links"] {
        assert!(printed.contains(id), "{printed}");
        assert!(written.contains(&format!("{id}: keep # 24 of 25 places ")), "{written}");
    }
    // By itself the page has too few places to show a habit.
    fs::remove_file(folder.join("docs/de/even.md")).unwrap();
    assert!(messages(&folder, &[], "broken-emphasis", "odd.md").len() < 2);
    let held = ["--style", "glossator-style.yaml"];
    let told = messages(&folder, &held, "broken-emphasis", "odd.md");
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().all(|m| m.contains("the style guide “glossator-style.yaml” asks for it")));
    assert!(messages(&folder, &["--style", "none"], "broken-emphasis", "odd.md").is_empty());
}
