//! Small files of each kind, for inputs to be made of.

use std::io::Write;
use std::sync::{Arc, Mutex};

use glossator::document::{Document, Segment};
use glossator::read::formats;

use super::files::locale_of;
use super::reading::extensions;

const TABLES: &[(&str, &str)] = &[
    (
        "po",
        "msgid \"\"\nmsgstr \"Language: de\\n\"\n\n#, c-format\nmsgid \"%d box\"\nmsgid_plural \"%d boxes\"\nmsgstr[0] \"%d Kiste\"\nmsgstr[1] \"%d Kisten\"\n",
    ),
    (
        "xml",
        "<resources><string name=\"a\">Die <b>Kiste</b> %1$s</string><plurals name=\"b\"><item quantity=\"one\">eine</item></plurals></resources>",
    ),
    ("strings", "/* Knopf */\n\"open\" = \"Öffnen \\\"%@\\\"\";\n"),
    ("properties", "a.b=Die Kiste {0}\\u00e4 \\\n  offen\n! note\nc: d\n"),
    (
        "arb",
        "{\"@@locale\": \"de\", \"a\": \"{n, plural, one {eine} other {# Kisten}}\", \"@a\": {}}",
    ),
    (
        "ftl",
        "-brand = Kiste\na = Die { -brand } { $n ->\n    [one] eine\n   *[other] { $n }\n }\n    .title = Titel\n",
    ),
    (
        "ts",
        "<?xml version=\"1.0\"?><!DOCTYPE TS><TS version=\"2.1\" language=\"de\"><context><name>A</name><message numerus=\"yes\"><source>%n boxes</source><translation><numerusform>%n Kiste</numerusform></translation></message></context></TS>",
    ),
    (
        "xcstrings",
        "{\"sourceLanguage\": \"en\", \"strings\": {\"Open\": {\"localizations\": {\"de\": {\"stringUnit\": {\"state\": \"translated\", \"value\": \"Öffnen\"}}}}}, \"version\": \"1.0\"}",
    ),
    (
        "stringsdict",
        "<?xml version=\"1.0\"?><plist version=\"1.0\"><dict><key>a</key><dict><key>NSStringLocalizedFormatKey</key><string>%#@n@</string><key>n</key><dict><key>one</key><string>eine</string><key>other</key><string>%d</string></dict></dict></dict></plist>",
    ),
    ("yml", "de:\n  a: Die Kiste\n  b: &x 'offen'\n  c: *x\n"),
    ("json", "{\"a\": {\"b\": \"Die Kiste {{n}}\"}, \"c\": [\"eins\", \"zwei\"]}"),
    (
        "jsonl",
        "{\"source\": \"Open.\", \"target\": \"Öffnen.\", \"locale\": \"de\"}\n{\"source\": \"Close\"}\n",
    ),
    ("resx", "<root><data name=\"a\"><value>Die Kiste</value></data></root>"),
];

/// By the choice that `files::load` makes of the first byte.
const LOADED: &[(u8, &str)] = &[
    (0, "source,de-DE,fr-FR\nAzure Monitor,Azure Monitor,\nbox,Kiste,boîte\n"),
    (2, "- name: Azure Monitor\n  kind: product\n  locales:\n    de-DE: {policy: keep}\n"),
    (
        3,
        "<?xml version=\"1.0\"?><martif type=\"TBX\"><text><body><termEntry id=\"1\"><langSet xml:lang=\"en\"><tig><term>box</term></tig></langSet><langSet xml:lang=\"de\"><tig><term>Kiste</term></tig></langSet></termEntry></body></text></martif>",
    ),
    (
        4,
        "fingerprint,verdict,locale,check,path,target_span,comment\nf00000000000000ff,accepted,de-DE,spacing,a.md,' b,\"x, y\"\n",
    ),
    (
        6,
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>verdict</t></is></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"XFD1048576\"><v>2</v></c></row></sheetData></worksheet>\u{1}<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>fingerprint</t></si></sst>",
    ),
    (7, "{\"glossator\": 1, \"lexicons\": {}}"),
    (
        8,
        "checks:\n  spacing: false\nnames: [a.yaml]\nexclude: ['**/{a,{b,c}}/*.md']\nmin-score: {de-DE: 90}\n",
    ),
    (
        9,
        "rules:\n  - id: no-klick\n    message: a\n    target: '(?i)klick(en)?'\n    severity: minor\n",
    ),
    (
        10,
        "SET UTF-8\nTRY esi\nSFX A Y 1\nSFX A 0 e .\nREP 1\nREP ss ß\nCOMPOUNDMIN 2\n\u{1}2\nKiste/A\nBoot\n",
    ),
    (14, "glossator plan 1\n"),
    (
        15,
        "locale,quality_score\nde-DE,99.00\n\u{1}path,quality_score,fingerprint\na.md,99.00,f00000000000000ff\n",
    ),
];

/// Pairs for the targets that take two texts.
const PAIRS: &[(&str, &str)] = &[
    (
        "text",
        "aSelect **Save** in [the `box`](a.md#b) – 1,234.5 GB, {0} & &amp; <b title=\"x\">it</b>.\u{1}漢字。12 000 ไทย %s ![x](y)",
    ),
    ("metrics", "aThe cat sat on the mat 12.\u{1}On the mat the cat sat 12 ."),
    ("cells", "a=1+1\u{1}'-x\"\r\n"),
    ("names", "aname,de-DE\nAzure Monitor,Azure Monitor\n\u{1}Azure-Überwachung"),
    (
        "checks",
        "aSelect **Save** to open 12 boxes.\u{1}Wählen Sie **Speichern ** , um 13 Kisten zu öffnen ..",
    ),
    ("fixes", "aAbra la página .\u{1}"),
    ("fixes", "\u{1}source\ttarget\tlocale\nOpen the page.\tAbra la página .\tes-ES\n"),
    (
        "pages",
        "a# Open\n\nSelect **Save**.\n\n- 12 boxes\n\u{1}# Öffnen\n\nWählen Sie ** Speichern**.\n\n- 13 Kisten\n",
    ),
    (
        "blocks",
        "a# Open\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\u{1}# Öffnen\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    ),
    ("front-matter", "---\ntitle: 'Open: it'\nno-loc: [a, \"b\"]\n---\n# A\n"),
];

/// The samples, each with the target that it is for.
pub(crate) fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let mut samples = Vec::new();
    let choice = |extension: &str| {
        let at = extensions().iter().position(|known| *known == extension);
        at.map(|at| at as u8)
    };
    for (extension, text) in TABLES {
        let choices = choice(extension).into_iter();
        samples.extend(choices.map(|first| ("formats", [&[first], text.as_bytes()].concat())));
    }
    for (_, writer) in formats::writers() {
        let Some(first) = choice(writer.extension) else { continue };
        samples.push(("formats", [vec![first], written(writer)].concat()));
    }
    samples.extend(
        LOADED.iter().map(|(first, text)| ("loaders", [&[*first], text.as_bytes()].concat())),
    );
    samples.extend(PAIRS.iter().map(|(name, text)| (*name, text.as_bytes().to_vec())));
    samples
}

/// A few pairs in a format.
fn written(writer: &formats::write::Writer) -> Vec<u8> {
    let segment = |(id, source, target): (&str, &str, &str)| Segment {
        id: id.to_owned(),
        line: 1,
        source: source.to_owned(),
        target: target.to_owned(),
        ..Segment::default()
    };
    let pairs = [
        ("a", "Open <b>it</b> & {0}.", "Öffnen Sie <b>es</b> & {0} ."),
        ("b", "12 \"boxes\"", "12\n„Kisten“"),
    ];
    let segments = pairs.map(segment).to_vec();
    let document = Document { locale: locale_of("de-DE"), segments, ..Document::default() };
    let out = Shared::default();
    let mut file = (writer.begin)(Box::new(out.clone())).unwrap();
    file.document(&document).unwrap();
    file.finish().unwrap();
    out.bytes()
}

/// Bytes that a writer of pairs writes.
#[derive(Clone, Default)]
pub(super) struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    pub(super) fn bytes(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
