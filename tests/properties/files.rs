//! What is loaded beside the pages: a bad file is an error in one line, whatever it holds.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use glossator::config::Config;
use glossator::evaluate::rules::CheckRules;
use glossator::learn::dictionaries::Dictionaries;
use glossator::learn::lexicon::Lexicons;
use glossator::locale::LocaleTag;
use glossator::metrics::{Mecab, MecabLanguage, SentencePiece, Tokenizer};
use glossator::names::load as names;
use glossator::output;
use glossator::pipeline::{ShardPlan, plan_of_parts};
use glossator::results::baseline::Baseline;
use glossator::results::trend::Run;

use super::samples::mecab_dictionary;
use super::{choice, two_texts};

pub(super) fn locale_of(tag: &str) -> LocaleTag {
    LocaleTag::parse(tag).unwrap_or_default()
}

/// A folder of its own, removed at last.
pub(super) struct Folder(pub(super) PathBuf);

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
        fs::create_dir_all(path.parent().unwrap_or(&self.0)).unwrap();
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

/// A list of names in each format that it may have.
pub(super) fn termbase(bytes: &[u8]) {
    const LISTS: [&str; 4] = ["a.csv", "a.tsv", "a.yaml", "a.tbx"];
    let (kind, rest) = choice(bytes, LISTS.len());
    let folder = Folder::new();
    if let Some(names) = said(names::read(&folder.file(LISTS[kind], rest))) {
        assert!(names.iter().all(|name| !name.name.trim().is_empty()));
    }
}

/// What a baseline holds is written and read again as it was.
pub(super) fn baseline(bytes: &[u8]) {
    let folder = Folder::new();
    let mut baseline = Baseline::default();
    if said(baseline.read(&folder.file("a.csv", bytes))).is_some() {
        let mut out = Vec::new();
        baseline.write(&mut out).unwrap();
        let mut again = Baseline::default();
        again.read(&folder.file("b.csv", &out)).unwrap();
        assert!(baseline == again, "{baseline:?} {again:?}");
    }
}

/// A workbook of verdicts, by its parts or by its bytes.
pub(super) fn workbook(bytes: &[u8]) {
    let (kind, sheet, strings) = two_texts(bytes, 4);
    let rest = bytes.get(1..).unwrap_or_default();
    let folder = Folder::new();
    let bytes = match kind {
        0 => [b"PK\x03\x04", rest].concat(),
        _ => workbook_of(&sheet, &strings),
    };
    said(Baseline::default().read(&folder.file("a.xlsx", &bytes)));
}

/// A lexicon, packed or not.
pub(super) fn lexicon(bytes: &[u8]) {
    let (kind, rest) = choice(bytes, 3);
    let folder = Folder::new();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(rest).unwrap();
    let packed = packed.finish().unwrap();
    let path = match kind {
        0 => folder.file("a.json.gz", rest),
        1 => folder.file("a.json.gz", &packed),
        _ => folder.file("a.json", rest),
    };
    said(Lexicons::load(&path));
}

/// A configuration.
pub(super) fn configuration(bytes: &[u8]) {
    let folder = Folder::new();
    if let Some(config) = said(Config::read(&folder.file("glossator.yaml", bytes))) {
        said(CheckRules::compile(&config.checks, &config.rules).map(drop));
    }
}

/// The two files of a spelling dictionary.
pub(super) fn dictionary(bytes: &[u8]) {
    let (_, rules, words) = two_texts(bytes, 1);
    let folder = Folder::new();
    folder.file("de_DE.aff", rules.as_bytes());
    folder.file("de_DE.dic", words.as_bytes());
    if let Some(found) = said(Dictionaries::find(std::slice::from_ref(&folder.0)))
        && let Some(dictionary) = found.of(&locale_of("de-DE"))
    {
        let _ = dictionary.load();
    }
}

/// A compiled dictionary with changes: which file, where, and four bytes that stand there then; a fifth file is cut off.
pub(super) fn mecab(bytes: &[u8]) {
    let folder = Folder::new();
    let mut files = mecab_dictionary();
    for change in bytes.chunks_exact(8) {
        let at = u32::from_le_bytes([change[1], change[2], change[3], 0]) as usize;
        let (name, file) = &mut files[usize::from(change[0]) % 5];
        let at = at % file.len().max(1);
        if change[0] & 0x80 != 0 {
            file.truncate(at);
        } else if let Some(there) = file.get_mut(at..at + 4) {
            there.copy_from_slice(&change[4..]);
        } else {
            assert!(!name.is_empty());
        }
    }
    // What is loaded stays until the program ends, so that few may be.
    let may_load = bytes.iter().fold(0_u8, |sum, byte| sum.wrapping_mul(31) ^ byte) % 32 == 0;
    if may_load && let Some(count) = files[0].1.get_mut(12..16) {
        count.copy_from_slice(&392_126_u32.to_le_bytes());
    }
    for (name, file) in &files {
        folder.file(name, file);
    }
    let loaded = said(Mecab::load(&folder.0, MecabLanguage::Japanese));
    if let Some(mecab) = loaded {
        let text = "東京都に住む abc \u{20b9f}、に";
        let tokens = Tokenizer::Mecab(mecab).tokens(text);
        assert!(tokens.iter().all(|token| !token.is_empty() && text.contains(token.as_str())));
    }
}

/// A model for pieces of words.
pub(super) fn sentencepiece(bytes: &[u8]) {
    let folder = Folder::new();
    if let Some(model) = said(SentencePiece::load(&folder.file("a.model", bytes), "flores200")) {
        let tokens = Tokenizer::SentencePiece(model).tokens("the unfolded  map? 漢字");
        assert!(tokens.iter().all(|token| !token.is_empty()));
    }
}

/// What tasks of a run in parts hand to each other, and a folder of earlier reports.
pub(super) fn earlier_runs(bytes: &[u8]) {
    let (kind, first, second) = two_texts(bytes, 2);
    let folder = Folder::new();
    if kind == 0 {
        let plan = folder.file("a.plan", bytes.get(1..).unwrap_or_default());
        said(ShardPlan::read(&plan).map(drop));
        said(plan_of_parts(&folder.0).map(drop));
        return;
    }
    folder.file("summary.csv", first.as_bytes());
    folder.file("de-DE.pages.csv", second.as_bytes());
    folder.file("de-DE.issues.csv", second.as_bytes());
    let manifest = if first.len() % 2 == 0 { second.as_bytes() } else { b"{}" };
    folder.file(output::MANIFEST, manifest);
    said(Run::read(&folder.0).map(drop));
}

/// A workbook whose sheet and strings are these.
fn workbook_of(sheet: &str, strings: &str) -> Vec<u8> {
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
