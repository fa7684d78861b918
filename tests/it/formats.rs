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
        "table.tsv",
        "broken-placeholder",
        "source\ttarget\tlocale\nOpen the {name} page.\tÖffnen Sie die Seite {name}.\tde-DE\nClose the window {name} now.\tSchließen Sie das Fenster jetzt.\tde-DE\n",
    ),
];

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
    for (name, _, text) in FILES {
        let folder = scratch(&format!("formats-damage-{name}"));
        let path = folder.join(name);
        let input = Input::new(path.clone(), *name);
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
