//! The table of formats as a whole.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use super::*;
use crate::document::{Reference, ReferenceOrigin, Segment};

#[test]
fn ids_are_unique_and_every_file_of_a_format_is_in_the_table() {
    let ids: BTreeSet<_> = FORMATS.iter().map(|f| f.id).collect();
    assert_eq!(ids.len(), FORMATS.len());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/read/formats");
    let mut files = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let code = if path.is_dir() { path.join("mod.rs") } else { path.clone() };
        let text = std::fs::read_to_string(code).unwrap();
        if text.lines().any(|line| line.starts_with("pub(super) const FORMAT: Format")) {
            files.insert(path.file_stem().unwrap().to_string_lossy().replace('_', "-"));
        }
    }
    assert_eq!(files.iter().map(String::as_str).collect::<BTreeSet<_>>(), ids);
}

#[test]
fn every_extension_is_of_one_format() {
    let mut seen = BTreeSet::new();
    for format in FORMATS {
        assert!(!format.summary.is_empty(), "{}", format.id);
        for extension in format.extensions.iter().chain(format.ambiguous_extensions) {
            assert!(seen.insert(*extension), "{extension} is there twice");
            assert_eq!(*extension, extension.to_lowercase().trim_start_matches('.'));
        }
        // Where content has no say, the name alone tells the format.
        for extension in format.extensions {
            let path = PathBuf::from(format!("a.{extension}"));
            assert_eq!(of(&path, b"").map(|f| f.id), Some(format.id), "{extension}");
        }
    }
}

/// A file in memory that can be looked at while a writer owns it.
#[derive(Clone, Default)]
pub(super) struct Shared(pub(super) Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn document(path: &str, locale: &str) -> Document {
    let segment = |id: &str, source: &str, target: &str| Segment {
        id: id.to_owned(),
        line: 7,
        source: source.to_owned(),
        target: target.to_owned(),
        reference: Some(Reference { text: format!("{target}!"), origin: ReferenceOrigin::Id }),
        ..Segment::default()
    };
    let segments = vec![
        segment("a-1", "Open <b>\"all\"</b>\tnow,\r\nplease", "Öffnen & 'jetzt' \\n"),
        segment("a#2", " 日本 ", ""),
    ];
    let locale = LocaleTag::parse(locale).unwrap();
    Document { path: path.to_owned(), locale, segments, ..Document::default() }
}

fn pairs(documents: &[Document]) -> Vec<[&str; 5]> {
    let mut pairs = Vec::new();
    for d in documents {
        for s in &d.segments {
            pairs.push([&*d.path, d.locale.as_str(), &*s.id, &*s.source, &*s.target]);
        }
    }
    pairs
}

#[test]
fn every_format_that_is_written_reads_back_what_it_wrote() {
    let documents = [document("a b/c#d.md", "de-DE"), document("e.md", "pt-BR")];
    assert!(writers().count() >= 5);
    for (id, writer) in writers().filter(|(_, writer)| writer.holds_sources) {
        let documents = if writer.holds_locales { &documents[..] } else { &documents[..1] };
        let file = Shared::default();
        let mut to = (writer.begin)(Box::new(file.clone())).unwrap();
        for document in documents {
            to.document(document).unwrap();
        }
        assert_eq!(to.finish().unwrap(), 0, "{id} lost characters");
        let bytes = file.0.lock().unwrap().clone();
        let name = format!("pairs.{}", writer.extension);
        let format = of(Path::new(&name), &bytes).unwrap();
        assert_eq!(format.id, id);
        let input = Input::new(&name, name.clone());
        let found = (format.read)(bytes, &input, None).unwrap();
        assert!(found.iter().all(|d| d.problems.is_empty()), "{id}");
        assert_eq!(pairs(&found), pairs(documents), "{id}");
    }
}

/// Files of the formats whose readers pair what stands in several places of a file.
const WHOLE: &[(&str, &str)] = &[
    (
        "a.sdlxliff",
        r#"<xliff version="1.2" xmlns:sdl="s"><file original="a" target-language="de"><body><trans-unit id="u"><source>A. B.</source><seg-source><g id="9"><mrk mtype="seg" mid="1">A.</mrk> <mrk mtype="seg" mid="2">B.</mrk></g></seg-source><target><g id="9"><mrk mtype="seg" mid="1">Ä <mrk mtype="x-sdl-deleted" sdl:revid="r">alt</mrk>.</mrk> <mrk mtype="seg" mid="2"/></g></target><sdl:seg-defs><sdl:seg id="1" conf="Translated" locked="true"/><sdl:seg id="2"/></sdl:seg-defs></trans-unit></body></file></xliff>"#,
    ),
    (
        "a.mqxliff",
        r#"<xliff version="1.2" xmlns:mq="q"><file original="a" target-language="de"><body><trans-unit id="1" mq:status="NotStarted" mq:locked="locked"><source>A</source><target>Ä</target></trans-unit></body></file></xliff>"#,
    ),
    (
        "a.ts",
        r#"<TS language="ru"><context><name>C</name><message numerus="yes" id="m"><source>%n files</source><translation><numerusform>ä</numerusform><numerusform></numerusform><numerusform/></translation></message><message numerus="yes"><source>b</source><translation type="unfinished"><numerusform>x</numerusform></translation></message></context></TS>"#,
    ),
    (
        "a.xcstrings",
        r#"{"sourceLanguage": "en", "strings": {"n": {"localizations": {"en": {"variations": {"plural": {"one": {"stringUnit": {"state": "translated", "value": "%lld file"}}, "other": {"stringUnit": {"value": "%lld files"}}}}}, "pl": {"variations": {"plural": {"one": {"stringUnit": {"state": "translated", "value": "%lld plik"}}}}}}}}}"#,
    ),
];

#[test]
fn no_damage_makes_a_reader_panic() {
    for (name, text) in WHOLE {
        let input = Input::new(*name, *name);
        let format = of(Path::new(name), text.as_bytes()).unwrap();
        assert!((format.read)(text.as_bytes().to_vec(), &input, None).is_ok(), "{name}");
        for mutant in crate::read::mutants::mutants(text, 3000, 17) {
            let read = (format.read)(mutant.into_bytes(), &input, None);
            assert!(read.map_or_else(|p| !p.message.is_empty(), |d| !d.is_empty()), "{name}");
        }
    }
}

#[test]
fn a_long_name_stands_once_above_many() {
    let long = "k".repeat(3_000);
    let ids = |name: &str, file: String| -> Vec<String> {
        let format = of(Path::new(name), file.as_bytes()).unwrap();
        let input = Input::new(name, name);
        let read = (format.read)(file.into_bytes(), &input, LocaleTag::parse("de").as_ref());
        let segments = read.unwrap().into_iter().flat_map(|document| document.segments);
        segments.map(|segment| segment.id).collect()
    };
    let many = |piece: &str| -> String {
        (0..50).map(|number| piece.replace('#', &number.to_string())).collect()
    };
    let unit = "<source>Open</source><target>Auf</target>";
    let files = [
        (
            "a.xlf",
            format!(
                "<xliff version=\"2.0\" trgLang=\"de\"><file id=\"f\"><unit id=\"{long}\">{}</unit></file></xliff>",
                many(&format!("<segment id=\"s#\">{unit}</segment>"))
            ),
        ),
        (
            "b.xlf",
            format!(
                "<xliff version=\"1.2\"><file original=\"{long}\" target-language=\"de\"><body>{}</body></file><file original=\"b\" target-language=\"de\"><body/></file></xliff>",
                many(&format!("<trans-unit id=\"#\">{unit}</trans-unit>"))
            ),
        ),
        (
            "a.ts",
            format!(
                "<TS language=\"de\"><context><name>A</name><message id=\"{long}\" numerus=\"yes\"><source>Open</source><translation>{}</translation></message></context></TS>",
                many("<numerusform>Auf #</numerusform>")
            ),
        ),
    ];
    for (name, file) in files {
        let ids = ids(name, file);
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 50, "{name}");
        let longest = ids.iter().map(String::len).max();
        assert!(longest.is_some_and(|longest| longest < 300), "{name}: {longest:?}");
    }
    assert_ne!(stem(&format!("{long}a")), stem(&format!("{long}b")));
    assert_eq!(stem("a.b"), "a.b");
}

#[test]
fn a_long_code_is_not_repeated_where_it_is_referred_to() {
    let read = |code: &str| {
        let codes = "<ph id=\"1\" dataRef=\"d\"/>".repeat(20);
        let file = format!(
            "<xliff version=\"2.0\" trgLang=\"de\"><file id=\"f\"><unit id=\"u\"><originalData><data id=\"d\">{code}</data>\
             </originalData><segment><source>Open {codes}</source><target>Auf {codes}</target></segment></unit></file></xliff>"
        );
        let format = of(Path::new("a.xlf"), file.as_bytes()).unwrap();
        let read = (format.read)(file.into_bytes(), &Input::new("a.xlf", "a.xlf"), None).unwrap();
        read[0].segments[0].source.clone()
    };
    assert_eq!(read("%s"), format!("Open {}", "%s".repeat(20)));
    let long = read(&"k".repeat(2_000));
    assert!(long.len() < 1_000 && long.starts_with("Open <"), "{long}");
}
