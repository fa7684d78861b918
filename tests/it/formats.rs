//! Files of every format are scored from end to end: pairs are found, and a code that the translation lost is an issue.

use glossator::document::Input;
use glossator::pipeline::{ScoreOptions, evaluate_all};
use glossator::read::discover::discover;
use glossator::read::{self, ReadOptions};

use crate::support::scratch;

/// The same two pairs in each format; the second translation lost its code.
const FILES: &[(&str, &str, &str)] = &[
    (
        "one.xlf",
        "broken-tag",
        r#"<xliff version="1.2"><file original="a" source-language="en-US" target-language="de-DE"><body>
<trans-unit id="1"><source>Open the <g id="1">settings</g> page.</source><target>Öffnen Sie die Seite <g id="1">Einstellungen</g>.</target></trans-unit>
<trans-unit id="2"><source>Close the window<x id="7"/> of the program.</source><target>Schließen Sie das Fenster des Programms.</target></trans-unit>
</body></file></xliff>"#,
    ),
    (
        "two.xlf",
        "broken-placeholder",
        r#"<xliff version="2.0" srcLang="en" trgLang="de-DE"><file id="f"><unit id="1"><originalData><data id="d">%s</data></originalData>
<segment id="a"><source>Open the <ph id="1" dataRef="d"/> page.</source><target>Öffnen Sie die Seite <ph id="1" dataRef="d"/>.</target></segment>
<segment id="b"><source>Close the window <ph id="1" dataRef="d"/> now.</source><target>Schließen Sie das Fenster jetzt.</target></segment>
</unit></file></xliff>"#,
    ),
    (
        "memory.tmx",
        "broken-tag",
        r#"<tmx version="1.4"><header srclang="en"/><body>
<tu tuid="1"><tuv xml:lang="en"><seg>Open the page.</seg></tuv><tuv xml:lang="de-DE"><seg>Öffnen Sie die Seite.</seg></tuv></tu>
<tu tuid="2"><tuv xml:lang="en"><seg>Close the <bpt i="1">&lt;b></bpt>window<ept i="1">&lt;/b></ept>.</seg></tuv><tuv xml:lang="de-DE"><seg>Schließen Sie das Fenster.</seg></tuv></tu>
</body></tmx>"#,
    ),
    (
        "messages.po",
        "broken-placeholder",
        "msgid \"\"\nmsgstr \"Language: de_DE\\n\"\n\nmsgid \"Open the %s page.\"\nmsgstr \"Öffnen Sie die Seite %s.\"\n\n\
         msgid \"Close the window %s now.\"\nmsgstr \"Schließen Sie das Fenster jetzt.\"\n",
    ),
    (
        "qt.ts",
        "broken-placeholder",
        "<!DOCTYPE TS>\n<TS language=\"de_DE\"><context><name>A</name>\n<message><source>Open the %s page.</source><translation>Öffnen Sie die Seite %s.</translation></message>\n\
         <message><source>Close the window %s now.</source><translation>Schließen Sie das Fenster jetzt.</translation></message></context></TS>",
    ),
    (
        "all.xcstrings",
        "broken-placeholder",
        r#"{"sourceLanguage": "en", "strings": {
"Open the %@ page.": {"localizations": {"de": {"stringUnit": {"state": "translated", "value": "Öffnen Sie die Seite %@."}}}},
"Close the window %@ now.": {"localizations": {"de": {"stringUnit": {"state": "translated", "value": "Schließen Sie das Fenster jetzt."}}}}}}"#,
    ),
    (
        "table.tsv",
        "broken-placeholder",
        "source\ttarget\tlocale\nOpen the {name} page.\tÖffnen Sie die Seite {name}.\tde-DE\nClose the window {name} now.\tSchließen Sie das Fenster jetzt.\tde-DE\n",
    ),
];

/// Tables of one locale a file, with those of the source language; the same in each.
const TABLES: &[[&str; 4]] = &[
    [
        "app.properties",
        "open=Open the {0} page.\nclose=Close the window {0} now.\n",
        "app_de.properties",
        "open=Öffnen Sie die Seite {0}.\nclose=Schließen Sie das Fenster jetzt.\n",
    ],
    [
        "res/values/strings.xml",
        "<resources><string name=\"a\">Open the %1$s page.</string><string name=\"b\">Close the window %1$s now.</string></resources>",
        "res/values-de/strings.xml",
        "<resources><string name=\"a\">Öffnen Sie die Seite %1$s.</string><string name=\"b\">Schließen Sie das Fenster jetzt.</string></resources>",
    ],
    [
        "en.lproj/a.strings",
        "\"a\" = \"Open the %@ page.\";\n/* x */ \"b\" = \"Close the window %@ now.\";\n",
        "de.lproj/a.strings",
        "\"a\" = \"Öffnen Sie die Seite %@.\";\n/* x */ \"b\" = \"Schließen Sie das Fenster jetzt.\";\n",
    ],
    [
        "app_en.arb",
        "{\"a\": \"Open the {name} page.\", \"@a\": {\"description\": \"A page\"}, \"b\": \"Close the window {name} now.\"}",
        "app_de.arb",
        "{\"a\": \"Öffnen Sie die Seite {name}.\", \"b\": \"Schließen Sie das Fenster jetzt.\"}",
    ],
    [
        "en/main.ftl",
        "a = Open the { $name } page.\nb = Close the window { $name } now.\n",
        "de/main.ftl",
        "a = Öffnen Sie die Seite { $name }.\nb = Schließen Sie das Fenster jetzt.\n",
    ],
];

/// Writes a table and that of the source language.
fn write_table(folder: &std::path::Path, [original, source, name, target]: &[&str; 4]) {
    for (name, text) in [(original, source), (name, target)] {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

#[test]
fn a_lost_code_is_an_issue_in_every_table() {
    for table in TABLES {
        let folder = scratch(&format!("formats-{}", table[0].replace('/', "-")));
        write_table(&folder, table);
        let options = ScoreOptions { paths: vec![folder.clone()], ..ScoreOptions::default() };
        let (pages, outcome) = evaluate_all(options).unwrap();
        assert!(outcome.problems.is_empty(), "{}: {:?}", table[0], outcome.problems);
        let issues = pages.iter().flat_map(|page| &page.issues);
        let found: Vec<&str> = issues.map(|placed| placed.issue.check.id).collect();
        assert_eq!(found, ["broken-placeholder"], "{}", table[0]);
    }
}

#[test]
fn a_lost_code_is_an_issue_in_every_format() {
    for (name, check, text) in FILES {
        let folder = scratch(&format!("formats-{name}"));
        std::fs::write(folder.join(name), text).unwrap();
        let options = ScoreOptions { paths: vec![folder.clone()], ..ScoreOptions::default() };
        let (pages, outcome) = evaluate_all(options).unwrap();
        assert!(outcome.problems.is_empty(), "{name}: {:?}", outcome.problems);
        let issues = pages.iter().flat_map(|page| &page.issues);
        let found: Vec<&str> = issues.map(|placed| placed.issue.check.id).collect();
        assert_eq!(found, [*check], "{name}");
    }
}

#[test]
fn no_damage_of_a_file_makes_a_reader_panic() {
    let tables = TABLES.iter().map(|table| (table[2], table[3], Some(table)));
    for (name, text, table) in
        FILES.iter().map(|(name, _, text)| (*name, *text, None)).chain(tables)
    {
        let folder = scratch(&format!("formats-damage-{}", name.replace('/', "-")));
        if let Some(table) = table {
            write_table(&folder, table);
        }
        let path = folder.join(name);
        let input = Input::new(path.clone(), name);
        let bytes = text.as_bytes();
        for at in (0..bytes.len()).step_by(3) {
            let mut lost = bytes.to_vec();
            lost.remove(at);
            let mut changed = bytes.to_vec();
            changed[at] = b"<>&\"\\\0\xff/"[at % 8];
            for damaged in [&bytes[..at], &lost, &changed] {
                std::fs::write(&path, damaged).unwrap();
                if let Err(problem) = read::read(&input, &ReadOptions::default()) {
                    assert!(!problem.message.is_empty(), "{name} at {at}");
                }
            }
        }
    }
}

#[test]
fn reports_of_an_earlier_run_are_no_inputs() {
    let folder = scratch("formats-reports");
    std::fs::write(folder.join("de-DE.segments.csv"), "source,target\nA,B\n").unwrap();
    assert!(discover(&[folder]).unwrap().inputs.is_empty());
}
