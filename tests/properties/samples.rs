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

/// What is loaded, by target, with the first byte that it chooses by, if any.
const LOADED: &[(&str, Option<u8>, &str)] = &[
    ("termbase", Some(0), "source,de-DE,fr-FR\nAzure Monitor,Azure Monitor,\nbox,Kiste,boîte\n"),
    (
        "termbase",
        Some(2),
        "- name: Azure Monitor\n  kind: product\n  locales:\n    de-DE: {policy: keep}\n",
    ),
    (
        "termbase",
        Some(3),
        "<?xml version=\"1.0\"?><martif type=\"TBX\"><text><body><termEntry id=\"1\"><langSet xml:lang=\"en\"><tig><term>box</term></tig></langSet><langSet xml:lang=\"de\"><tig><term>Kiste</term></tig></langSet></termEntry></body></text></martif>",
    ),
    (
        "baseline",
        None,
        "fingerprint,verdict,locale,check,path,target_span,comment\nf00000000000000ff,accepted,de-DE,spacing,a.md,' b,\"x, y\"\n",
    ),
    (
        "workbook",
        Some(1),
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>verdict</t></is></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"XFD1048576\"><v>2</v></c></row></sheetData></worksheet>\u{1}<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>fingerprint</t></si></sst>",
    ),
    ("lexicon", Some(1), "{\"glossator\": 1, \"lexicons\": {}}"),
    (
        "configuration",
        None,
        "checks:\n  spacing: false\nnames: [a.yaml]\nexclude: ['**/{a,{b,c}}/*.md']\nmin-score: {de-DE: 90}\n",
    ),
    (
        "configuration",
        None,
        "rules:\n  - id: no-klick\n    message: a\n    target: '(?i)klick(en)?'\n    severity: minor\n",
    ),
    (
        "dictionary",
        Some(0),
        "SET UTF-8\nTRY esi\nSFX A Y 1\nSFX A 0 e .\nREP 1\nREP ss ß\nCOMPOUNDMIN 2\n\u{1}2\nKiste/A\nBoot\n",
    ),
    ("earlier-runs", Some(0), "glossator plan 1\n"),
    (
        "earlier-runs",
        Some(1),
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
        "spans",
        "---\nms.contentlocale: de-DE\n---\n<span data-ttu-id=\"a-1\">Die Kiste<span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">The box</span></span></span> <span data-ttu-id=\"a-2\">12</span>\n",
    ),
    ("ter", "aon the mat sat the cat 12\u{1}the cat sat on the mat"),
    ("tokenizers", "bJim's 1,234.5-fold & 漢字。\u{1}&quot;a&quot; ー"),
    (
        "dialects",
        "c# Open\n\n:::note\nSelect **Save**.\n:::\n\n{{< a b=\"c\" >}}\n\n1. 12 `boxes`\n\u{1}# Öffnen\n\n:::note\nWählen Sie **Speichern**.\n:::\n\n{{< a b=\"c\" >}}\n\n1. 12 `Kisten`\n",
    ),
    (
        "runs",
        "a# Open\n\nSelect **Save**.\n\u{2}# Öffnen\n\nWählen Sie **Speichern **.\n\u{2}source\ttarget\tlocale\nOpen 2.\tÖffnen 3.\tes-ES\n\u{2}# Ouvrir\n\u{2}msgid \"Open\"\nmsgstr \"開く\"\n\u{2}Box\n===\n\u{2}Kiste\n=====\n\u{2}{\"source\": \"Open.\", \"target\": \"Öffnen.\", \"locale\": \"de\"}\n",
    ),
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
        LOADED.iter().map(|(name, first, text)| {
            (*name, first.iter().copied().chain(text.bytes()).collect())
        }),
    );
    samples.push(("mecab", b"\x00\x0c\x00\x00\x06\x00\x00\x00".to_vec()));
    samples.push(("sentencepiece", sentencepiece_model()));
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

/// A unigram model of a few pieces.
fn sentencepiece_model() -> Vec<u8> {
    let field = |number: u8, bytes: &[u8]| [&[number << 3 | 2, bytes.len() as u8], bytes].concat();
    let pieces: &[(&str, f32, u8)] = &[
        ("<unk>", 0.0, 2),
        ("<s>", 0.0, 3),
        ("▁the", -1.0, 1),
        ("▁", -3.0, 1),
        ("fold", -2.0, 1),
        ("ed", -2.0, 1),
    ];
    let mut bytes = Vec::new();
    for (piece, score, kind) in pieces {
        let score = score.to_le_bytes();
        let piece = [&field(1, piece.as_bytes())[..], &[2 << 3 | 5], &score, &[3 << 3, *kind]];
        bytes.extend(field(1, &piece.concat()));
    }
    bytes.extend(field(2, &[3 << 3, 1]));
    bytes.extend(field(3, &field(1, b"identity")));
    bytes
}

/// A dictionary in the format of `MeCab`: an entry of two characters, unknown words of two classes, and no costs.
pub(super) fn mecab_dictionary() -> [(&'static str, Vec<u8>); 5] {
    let entries = |words: &[&str]| {
        let mut array = vec![(1_i32, 0_u32)];
        let mut free = 1_i32;
        for (number, word) in (0_i32..).zip(words) {
            let mut parent = 1;
            for byte in word.bytes() {
                free += 300;
                let at = parent as usize + usize::from(byte) + 1;
                array.resize(array.len().max(free as usize + 300), (0, u32::MAX));
                array[at] = (free, parent as u32);
                parent = free;
            }
            array[parent as usize] = (-(number << 8 | 1) - 1, parent as u32);
        }
        let array: Vec<u8> = array
            .iter()
            .flat_map(|(base, check)| [base.to_le_bytes(), check.to_le_bytes()].concat())
            .collect();
        let tokens = [1, 0, 1, 0, 1, 0, 100, 0, 0, 0, 0, 0, 0, 0, 0, 0].repeat(words.len());
        let size = (72 + array.len() + tokens.len()) as u32 ^ 0xef71_8f77;
        let (array_len, tokens_len) = (array.len() as u32, tokens.len() as u32);
        let head = [size, 102, 0, words.len() as u32, 3, 3, array_len, tokens_len, 0, 0];
        let mut bytes: Vec<u8> = head.iter().flat_map(|number| number.to_le_bytes()).collect();
        bytes.extend(b"UTF-8");
        bytes.resize(72, 0);
        [bytes, array, tokens].concat()
    };
    let numbers = [3_i16, 3].into_iter().chain([0; 9]);
    let mut classes = 2_u32.to_le_bytes().to_vec();
    for name in ["DEFAULT", "SPACE"] {
        classes.extend(name.as_bytes());
        classes.resize(classes.len() + 32 - name.len(), 0);
    }
    for c in 0..0xffff_u32 {
        let class: u32 = if c == 0x20 { 1 << 1 | 1 << 18 | 1 << 30 } else { 1 | 2 << 26 };
        classes.extend(class.to_le_bytes());
    }
    [
        ("sys.dic", entries(&["東京"])),
        ("unk.dic", entries(&["DEFAULT", "SPACE"])),
        ("matrix.bin", numbers.flat_map(i16::to_le_bytes).collect()),
        ("char.bin", classes),
        ("dicrc", b"cost-factor = 800\nleft-space-penalty-factor = 1,6000\n".to_vec()),
    ]
}
