//! `glossator fix`: what is certain is mended in the files, all else stays byte for byte.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{bilingual_page, glossator, scratch, succeeds, test_data, text};

/// A repository with Spanish texts in several formats, each with a space before its full stop.
fn repository(name: &str) -> PathBuf {
    let folder = scratch(name);
    let write = |path: &str, bytes: &[u8]| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    let pair = |source: &str, target: &str| (source.to_owned(), target.to_owned());
    let page = bilingual_page(
        "MT",
        "es-ES",
        &[
            pair("Open the page.", "Abra la página ."),
            pair("Open the page again.", "Abra la página de nuevo ."),
            pair("Close the page.", "Cierre la página."),
        ],
    );
    write("pairs/es-ES/marked.md", format!("\u{feff}{}", page.replace('\n', "\r\n")).as_bytes());
    write("plain/en/steps.md", b"# Steps\n\n- Open the list of\n  all files.\n- Close the list.\n");
    write(
        "plain/es/steps.md",
        "# Pasos\n\n- Abra la lista de\n  todos los archivos .\n- Cierre la lista.".as_bytes(),
    );
    write("table/en.json", br#"{"a": {"open": "Open the \"page\"."}, "close": "Close the page."}"#);
    write(
        "table/es.json",
        r#"{"a": {"open": "Abra la \"página\" ."}, "close": "Cierre la página\u0020."}"#.as_bytes(),
    );
    let strings = "\u{feff}\"open\" = \"Abra la página .\";\n";
    let wide: Vec<u8> = strings.encode_utf16().flat_map(u16::to_le_bytes).collect();
    write("app/es.lproj/Main.strings", &wide);
    write("app/en.lproj/Main.strings", b"\"open\" = \"Open the page.\";\n");
    write(
        "po/es.po",
        "msgid \"\"\nmsgstr \"\"\n\"Language: es\\n\"\n\nmsgid \"Open the page.\"\nmsgstr \"\"\n\"Abra la \"\n\"página .\"\n".as_bytes(),
    );
    folder
}

const FOLDERS: &[&str] = &["pairs", "plain", "table", "app", "po"];

/// The issues of a run, as path, check and message.
fn issues(folder: &Path, path: &str) -> BTreeSet<String> {
    let said = succeeds(folder, &["score", path, "--format", "text", "--quiet"]);
    said.lines().map(str::to_owned).collect()
}

#[test]
fn what_is_certain_is_mended_in_the_files_and_nothing_else() {
    let folder = repository("fix-files");
    for name in FOLDERS {
        let before = issues(&folder, name);
        assert!(before.iter().any(|line| line.contains(" spacing: ")), "{name}: {before:?}");
        let said = succeeds(&folder, &["fix", name, "--check", "spacing"]);
        assert!(said.contains(" mended: spacing "), "{name}: {said}");
        let after = issues(&folder, name);
        let raised: Vec<_> = after.difference(&before).collect();
        assert!(raised.is_empty(), "{name}: {raised:?}");
        let stay = after.iter().filter(|line| line.contains(" spacing: ")).count();
        // The space that stands as an escape is told and left.
        assert_eq!(stay, usize::from(*name == "table"), "{name}: {after:?}");
        assert!(succeeds(&folder, &["fix", name]).starts_with("0 issues in 0 files"), "{name}");
    }
    let read = |path: &str| fs::read(folder.join(path)).unwrap();
    let page = text(&read("pairs/es-ES/marked.md"));
    assert!(page.starts_with('\u{feff}') && page.contains(">Abra la página.</span>"), "{page}");
    assert!(page.lines().count() == page.matches("\r\n").count(), "{page:?}");
    assert!(text(&read("plain/es/steps.md")).ends_with("archivos.\n- Cierre la lista."));
    let table = text(&read("table/es.json"));
    assert!(table.contains(r#""Abra la \"página\".""#) && table.contains(r"\u0020."), "{table}");
    let wide = "\u{feff}\"open\" = \"Abra la página.\";\n".encode_utf16();
    let wide: Vec<u8> = wide.flat_map(u16::to_le_bytes).collect();
    assert_eq!(read("app/es.lproj/Main.strings"), wide);
    assert!(text(&read("po/es.po")).ends_with("\"Abra la \"\n\"página.\"\n"));
}

#[test]
fn a_patch_changes_the_files_as_the_command_does() {
    let folder = repository("fix-patch");
    let page = folder.join("pairs/es-ES/marked.md");
    let before = fs::read(&page).unwrap();
    let shown = succeeds(&folder, &["fix", "pairs", "plain", "--dry-run"]);
    assert!(shown.contains("\n-<span data-ttu-id"), "{shown}");
    let said = succeeds(&folder, &["fix", "pairs", "plain", "--out-patch", "mend.patch"]);
    assert!(
        said.contains("would be mended: ") && said.contains("`git apply mend.patch`"),
        "{said}"
    );
    assert_eq!(text(&fs::read(folder.join("mend.patch")).unwrap()), shown);
    assert_eq!(fs::read(&page).unwrap(), before);
    let git = |args: &[&str]| {
        let output = Command::new("git").current_dir(&folder).args(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
    };
    git(&["init", "--quiet"]);
    git(&["-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "mend.patch"]);
    let patched = fs::read(&page).unwrap();
    assert_ne!(patched, before);
    fs::write(&page, &before).unwrap();
    succeeds(&folder, &["fix", "pairs", "--quiet"]);
    assert_eq!(fs::read(&page).unwrap(), patched);
}

#[test]
fn checks_locales_and_reviewers_narrow_what_is_mended() {
    let folder = repository("fix-narrow");
    let nothing = "0 issues in 0 files";
    for args in [
        &["fix", "pairs", "--check", "term-case"][..],
        &["fix", "pairs", "--locale", "fr-FR"],
        &["fix", "pairs", "--exclude", "**/marked.md", "plain/en", "plain/es", "--check=quotes"],
    ] {
        assert!(succeeds(&folder, args).starts_with(nothing), "{args:?}");
    }
    // What a reviewer finds not worth mending stays.
    succeeds(&folder, &["score", "pairs", "--quiet"]);
    let table = fs::read_to_string(folder.join("reports/es-ES.issues.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let verdict = rows.headers().unwrap().iter().position(|head| head == "verdict").unwrap();
    let mut decided = csv::Writer::from_path(folder.join("decided.csv")).unwrap();
    decided.write_record(rows.headers().unwrap()).unwrap();
    for row in rows.records() {
        let row = row.unwrap();
        let cells = row.iter().enumerate();
        decided
            .write_record(cells.map(|(at, cell)| if at == verdict { "rejected" } else { cell }))
            .unwrap();
    }
    decided.flush().unwrap();
    drop(decided);
    succeeds(&folder, &["baseline", "accept", "decided.csv"]);
    let said = succeeds(&folder, &["fix", "pairs", "--baseline", "glossator-baseline.csv"]);
    assert!(said.starts_with(nothing), "{said}");
    let said = succeeds(&folder, &["fix", "pairs", "--locale", "es-ES"]);
    assert!(said.starts_with("2 issues in 1 file are mended: spacing 2"), "{said}");
}

#[test]
#[cfg(unix)]
fn files_keep_their_permissions_and_their_links() {
    use std::os::unix::fs::PermissionsExt;
    let folder = repository("fix-links");
    let (page, real) = (folder.join("pairs/es-ES/marked.md"), folder.join("pairs/es-ES/real.md"));
    fs::rename(&page, &real).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("real.md", &page).unwrap();
    succeeds(&folder, &["fix", "pairs/es-ES/marked.md", "--quiet"]);
    assert!(fs::symlink_metadata(&page).unwrap().is_symlink());
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::read_to_string(&real).unwrap().contains(">Abra la página.<"));
}

#[test]
fn a_file_that_cannot_be_read_is_told() {
    let folder = repository("fix-unreadable");
    fs::write(folder.join("pairs/es-ES/broken.xlf"), "<xliff version=\"1.2\"><file><trans-unit")
        .unwrap();
    let output = glossator(&folder, &["fix", "pairs", "--dry-run"]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("broken.xlf"), "{}", text(&output.stderr));
}

#[test]
fn the_fixes_of_sarif_are_those_of_the_command() {
    let folder = repository("fix-sarif");
    let out = succeeds(
        &folder,
        &["score", "plain", "--format", "sarif", "--check-url", "https://example.com/{check}.md"],
    );
    assert!(out.contains("reports"), "{out}");
    let sarif = fs::read_to_string(folder.join("reports/issues.sarif")).unwrap();
    let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    let run = &sarif["runs"][0];
    for rule in run["tool"]["driver"]["rules"].as_array().unwrap() {
        let id = rule["id"].as_str().unwrap();
        assert_eq!(rule["helpUri"], format!("https://example.com/{id}.md"));
    }
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let result = run["results"].as_array().unwrap().iter().find(|r| r["ruleId"] == "spacing");
    let result = result.unwrap();
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        *region,
        serde_json::json!({"startLine": 4, "startColumn": 21, "endLine": 4, "endColumn": 23})
    );
    let change = &result["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "plain/es/steps.md");
    let replacement = &change["replacements"][0];
    assert_eq!(replacement["deletedRegion"], *region);
    let page = fs::read_to_string(folder.join("plain/es/steps.md")).unwrap();
    let line = page.lines().nth(3).unwrap();
    let (before, after): (String, String) =
        (line.chars().take(20).collect(), line.chars().skip(22).collect());
    let text = replacement["insertedContent"]["text"].as_str().unwrap();
    let mended = page.replace(line, &format!("{before}{text}{after}"));
    succeeds(&folder, &["fix", "plain", "--quiet"]);
    assert_eq!(fs::read_to_string(folder.join("plain/es/steps.md")).unwrap(), mended);
}

/// How many issues of each check the segments of a run have, suspicions too.
fn counted(folder: &Path, pages: &str) -> BTreeMap<[String; 3], usize> {
    succeeds(folder, &["score", pages, "--quiet", "--clean"]);
    let mut counts = BTreeMap::new();
    for entry in fs::read_dir(folder.join("reports")).unwrap() {
        let path = entry.unwrap().path();
        if !path.to_string_lossy().ends_with(".issues.csv") {
            continue;
        }
        for row in csv::Reader::from_path(path).unwrap().deserialize() {
            let row: BTreeMap<String, String> = row.unwrap();
            let key = ["path", "segment_id", "check"].map(|column| row[column].clone());
            *counts.entry(key).or_insert(0) += 1;
        }
    }
    counts
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            // What is read-only there is written here.
            fs::write(to, fs::read(from).unwrap()).unwrap();
        }
    }
}

#[test]
#[ignore = "needs the public pages in corpus/ of GLOSSATOR_TEST_DATA"]
fn what_is_mended_on_public_pages_raises_nothing() {
    let folder = scratch("fix-public");
    for locale in ["fr-FR", "hu-HU"] {
        copy(&test_data("corpus/pages").join(locale), &folder.join("pages").join(locale));
    }
    let before = counted(&folder, "pages");
    let said = succeeds(&folder, &["fix", "pages"]);
    let mended: usize = said.split(' ').next().unwrap().parse().unwrap();
    assert!(mended > 150, "{said}");
    let after = counted(&folder, "pages");
    let raised: Vec<_> =
        after.iter().filter(|(key, n)| before.get(*key).is_none_or(|had| had < *n)).collect();
    assert!(raised.is_empty(), "{raised:?}");
    let sum = |counts: &BTreeMap<[String; 3], usize>| counts.values().sum::<usize>();
    assert!(sum(&before) - sum(&after) >= mended, "{} to {}", sum(&before), sum(&after));
}
