//! What is loaded beside the pages: a bad file is an error in one line, whatever it holds.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use glossator::config::Config;
use glossator::learn::dictionaries::Dictionaries;
use glossator::learn::lexicon::Lexicons;
use glossator::locale::LocaleTag;
use glossator::metrics::{Mecab, MecabLanguage, SentencePiece};
use glossator::names::load as names;
use glossator::output;
use glossator::pipeline::{ShardPlan, plan_of_parts};
use glossator::results::baseline::Baseline;
use glossator::results::trend::Run;

use super::two_texts;

pub(super) fn locale_of(tag: &str) -> LocaleTag {
    LocaleTag::parse(tag).unwrap_or_default()
}

/// A folder of its own, removed at last.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new() -> Folder {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let memory = Path::new("/dev/shm");
        let below = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = below.join(format!("glossator-properties-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    pub(super) fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// An error speaks in one line, of the file.
fn said<T>(result: glossator::Result<T>) -> Option<T> {
    result
        .map_err(|error| {
            let said = error.to_string();
            assert!(!said.trim().is_empty() && said.lines().count() == 1, "{said:?}");
        })
        .ok()
}

/// Files of each kind that a run loads.
pub(super) fn load(bytes: &[u8]) {
    const KINDS: usize = 16;
    let (kind, first, second) = two_texts(bytes, KINDS);
    let rest = bytes.get(1..).unwrap_or_default();
    let folder = Folder::new();
    match kind {
        0..=3 => {
            let name = ["a.csv", "a.tsv", "a.yaml", "a.tbx"][kind];
            if let Some(names) = said(names::read(&folder.file(name, rest))) {
                assert!(names.iter().all(|name| !name.name.trim().is_empty()));
            }
        }
        4 => {
            let mut baseline = Baseline::default();
            if said(baseline.read(&folder.file("a.csv", rest))).is_some() {
                let mut out = Vec::new();
                baseline.write(&mut out).unwrap();
                let mut again = Baseline::default();
                again.read(&folder.file("b.csv", &out)).unwrap();
                assert!(baseline == again, "{baseline:?} {again:?}");
            }
        }
        5 => {
            said(Baseline::default().read(&folder.file("a.xlsx", &[b"PK\x03\x04", rest].concat())));
        }
        6 => {
            said(Baseline::default().read(&folder.file("a.xlsx", &workbook(&first, &second))));
        }
        7 => {
            said(Lexicons::load(&folder.file("a.json.gz", rest)));
            said(Lexicons::load(&folder.file("b.json", rest)));
        }
        8 | 9 => {
            said(Config::read(&folder.file("glossator.yaml", rest)));
        }
        10 | 11 => {
            folder.file("de_DE.aff", first.as_bytes());
            folder.file("de_DE.dic", second.as_bytes());
            if let Some(found) = said(Dictionaries::find(std::slice::from_ref(&folder.0)))
                && let Some(dictionary) = found.of(&locale_of("de-DE"))
            {
                let _ = dictionary.load();
            }
        }
        12 => {
            for name in ["sys.dic", "unk.dic", "matrix.bin", "char.bin", "dicrc"] {
                folder.file(name, rest);
            }
            said(Mecab::load(&folder.0, MecabLanguage::Japanese).map(drop));
        }
        13 => {
            said(SentencePiece::load(&folder.file("a.model", rest), "flores200").map(drop));
        }
        14 => {
            let plan = folder.file("a.plan", rest);
            said(ShardPlan::read(&plan).map(drop));
            said(plan_of_parts(&folder.0).map(drop));
        }
        _ => {
            folder.file("summary.csv", first.as_bytes());
            folder.file("de-DE.pages.csv", second.as_bytes());
            folder.file("de-DE.issues.csv", second.as_bytes());
            folder.file(
                output::MANIFEST,
                if first.len() % 2 == 0 { second.as_bytes() } else { b"{}" },
            );
            said(Run::read(&folder.0).map(drop));
        }
    }
}

/// A workbook whose sheet and strings are these.
fn workbook(sheet: &str, strings: &str) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let parts = [
        (
            "[Content_Types].xml",
            r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Issues" sheetId="1" r:id="b"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="b" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="c" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
    ];
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
