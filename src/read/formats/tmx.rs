//! TMX 1.4: translation memories, one document for each target language. In what is written, path, line and the kind of
//! translation stand in properties of the unit.

use std::io::{self, Write};

use quick_xml::events::Event;

use crate::document::{Document, Input, Origin, ProblemKind, Segment};
use crate::locale::LocaleTag;
use crate::read::formats::cut::{Cut, Header};
use crate::read::formats::gathered::Gathered;
use crate::read::formats::problems::Problems;
use crate::read::formats::write::{PairWriter, SOURCE_LOCALE, Writer, xml_attribute, xml_text};
use crate::read::formats::xml::{self, Data, Fault, Xml, attribute};
use crate::read::formats::{Format, extension};

/// Translation memories.
pub(super) const FORMAT: Format = Format {
    id: "tmx",
    summary: "TMX 1.4 translation memories, a document for each target language",
    extensions: &["tmx"],
    ambiguous_extensions: &[],
    sniff: |path, bytes| extension(path) == "tmx" || xml::has_root(path, bytes, "tmx"),
    read: |bytes, input, asked| xml::read(bytes, input, asked, &["tu"], documents),
    cut: Some(Cut {
        header: Header::Before(&[b"<tu ", b"<tu>", b"<tu\n", b"<tu\r"]),
        end: b"</tu>",
        quoted: false,
        footer: b"</body></tmx>",
    }),
    write: Some(Writer {
        extension: "tmx",
        holds_locales: true,
        holds_sources: true,
        needs_locale: true,
        begin: |to| Ok(Box::new(Memory::begin(to)?)),
    }),
};

/// A unit while it is read.
struct Unit {
    id: String,
    line: u32,
    source_language: String,
    variants: Vec<Variant>,
    // What this program writes of a pair beside its texts.
    path: Option<String>,
    line_of_page: Option<u32>,
    origin: Origin,
}

/// One language of a unit.
struct Variant {
    locale: LocaleTag,
    line: u32,
    text: String,
}

fn documents(
    xml: &mut Xml<'_>,
    input: &Input,
    asked: Option<&LocaleTag>,
    mut problems: Problems<'_>,
) -> Result<Vec<Document>, Fault> {
    let mut gathered = Gathered::default();
    let mut source_language = String::new();
    let mut number = 0;
    let mut seen_root = false;
    loop {
        match xml.next()? {
            Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() == "tmx" => {
                seen_root = true;
            }
            Event::Start(start) | Event::Empty(start)
                if start.local_name().as_ref() == "header" =>
            {
                source_language = attribute(&start, "srclang").unwrap_or_default();
            }
            Event::Start(start) if start.local_name().as_ref() == "tu" => {
                number += 1;
                let id = attribute(&start, "tuid").unwrap_or_else(|| format!("tu{number}"));
                let language = attribute(&start, "srclang");
                let language = language.unwrap_or_else(|| source_language.clone());
                let unit = unit(xml, id, language, &mut problems)?;
                pair(unit, input, &mut gathered, &mut problems);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !seen_root {
        return Err(xml.fault("There is no `<tmx>` element; the file is no TMX."));
    }
    Ok(problems.hand_to(gathered.documents, asked))
}

/// Reads the unit whose start was read last.
fn unit(
    xml: &mut Xml<'_>,
    id: String,
    source_language: String,
    problems: &mut Problems<'_>,
) -> Result<Unit, Fault> {
    let mut unit = Unit {
        id,
        line: xml.line(),
        source_language,
        variants: Vec::new(),
        path: None,
        line_of_page: None,
        origin: Origin::Unknown,
    };
    loop {
        match xml.next()? {
            Event::Start(prop) if prop.local_name().as_ref() == "prop" => {
                let kind = attribute(&prop, "type").unwrap_or_default();
                let text = xml.inline(&Data::default())?.text;
                match kind.as_str() {
                    "x-path" => unit.path = Some(text),
                    "x-line" => unit.line_of_page = text.parse().ok(),
                    "x-translation-type" => unit.origin = Origin::parse(&text),
                    _ => {}
                }
            }
            Event::Start(tuv) if tuv.local_name().as_ref() == "tuv" => {
                let line = xml.line();
                let tag = attribute(&tuv, "lang").unwrap_or_default();
                let locale = LocaleTag::parse(&tag.replace('_', "-"));
                let text = variant_text(xml)?;
                if let Some(locale) = locale {
                    unit.variants.push(Variant { locale, line, text });
                } else {
                    let tag: String = tag.chars().take(40).collect();
                    let message = format!(
                        "`{tag}` in xml:lang is no language tag; the translation is not scored."
                    );
                    problems.add(line, ProblemKind::UnknownLocale, message);
                }
            }
            Event::Start(_) => xml.skip()?,
            Event::End(_) => return Ok(unit),
            _ => {}
        }
    }
}

/// Pairs the source of a unit with each of its other variants, in the document of that variant's locale.
fn pair(mut unit: Unit, input: &Input, gathered: &mut Gathered, problems: &mut Problems<'_>) {
    let Some(at) = source_of(&unit.variants, &unit.source_language) else {
        let id = unit.id;
        let message =
            format!("The unit `{id}` has no variant in the source language; it is not scored.");
        problems.add(unit.line, ProblemKind::Orphan, message);
        return;
    };
    let source = unit.variants.remove(at);
    if source.text.trim().is_empty() {
        let message = format!("The source of `{}` is empty.", unit.id);
        problems.add(source.line, ProblemKind::EmptySource, message);
    }
    let path = unit.path.as_ref().unwrap_or(&input.name);
    for variant in unit.variants {
        gathered.of(path, &variant.locale, || unit.origin).segments.push(Segment {
            id: unit.id.clone(),
            line: unit.line_of_page.unwrap_or(variant.line),
            source: source.text.clone(),
            target: variant.text,
            ..Segment::default()
        });
    }
}

/// The variant of the source language; where any language may be it (`*all*`), an English one, else the first.
fn source_of(variants: &[Variant], language: &str) -> Option<usize> {
    let wanted = LocaleTag::parse(&language.replace('_', "-"));
    let Some(wanted) = wanted.filter(|_| language != "*all*") else {
        let english = variants.iter().position(|v| v.locale.language() == "en");
        return english.or((!variants.is_empty()).then_some(0));
    };
    let exact = variants.iter().position(|v| v.locale == wanted);
    exact.or_else(|| variants.iter().position(|v| v.locale.language() == wanted.language()))
}

fn variant_text(xml: &mut Xml<'_>) -> Result<String, Fault> {
    let mut text = String::new();
    loop {
        match xml.next()? {
            Event::Start(start) if start.local_name().as_ref() == "seg" => {
                text = xml.inline(&Data::default())?.text;
            }
            Event::Start(_) => xml.skip()?,
            Event::End(_) => return Ok(text),
            _ => {}
        }
    }
}

/// Writes a memory.
struct Memory {
    to: Box<dyn Write + Send>,
    lost: u64,
}

impl Memory {
    fn begin(mut to: Box<dyn Write + Send>) -> io::Result<Memory> {
        writeln!(
            to,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n\
         <header creationtool=\"glossator\" creationtoolversion=\"{}\" segtype=\"sentence\" o-tmf=\"glossator\" \
         adminlang=\"en-US\" srclang=\"{SOURCE_LOCALE}\" datatype=\"PlainText\"/>\n<body>",
            env!("CARGO_PKG_VERSION")
        )?;
        Ok(Memory { to, lost: 0 })
    }
}

impl PairWriter for Memory {
    fn document(&mut self, document: &Document) -> io::Result<()> {
        let lost = &mut self.lost;
        let path = xml_text(&document.path, lost);
        for segment in &document.segments {
            let id = xml_attribute(&segment.id, lost);
            writeln!(
                self.to,
                "<tu tuid=\"{id}\"><prop type=\"x-path\">{path}</prop><prop type=\"x-line\">{}</prop>\
                 <prop type=\"x-translation-type\">{}</prop>",
                segment.line,
                document.origin.as_str()
            )?;
            let texts =
                [(SOURCE_LOCALE, &segment.source), (document.locale.as_str(), &segment.target)];
            for (locale, text) in texts {
                let text = xml_text(text, lost);
                writeln!(self.to, "<tuv xml:lang=\"{locale}\"><seg>{text}</seg></tuv>")?;
            }
            writeln!(self.to, "</tu>")?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<u64> {
        writeln!(self.to, "</body>\n</tmx>")?;
        self.to.flush()?;
        Ok(self.lost)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::read::formats;

    fn read(text: &str, locale: Option<&str>) -> Result<Vec<Document>, crate::document::Problem> {
        let input = Input::new("memory.tmx", "memory.tmx");
        let asked = locale.and_then(LocaleTag::parse);
        (FORMAT.read)(text.as_bytes().to_vec(), &input, asked.as_ref())
    }

    const MEMORY: &str = r#"<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="en-US" datatype="html"><prop type="x">de-DE</prop></header><body>
<tu tuid="a"><note>not a text</note>
 <tuv xml:lang="en-US"><seg>Press <bpt i="1">&lt;b></bpt>Start<ept i="1">&lt;/b></ept> &amp; wait<ph x="2"/></seg></tuv>
 <tuv xml:lang="de-DE"><seg>Drücken Sie <bpt i="1">&lt;b></bpt>Start<ept i="1">&lt;/b></ept></seg></tuv>
 <tuv xml:lang="fr_FR"><seg>Appuyez</seg></tuv>
</tu>
<tu><tuv xml:lang="de-DE"><seg>Allein</seg></tuv></tu>
</body></tmx>"#;

    #[test]
    fn every_target_language_is_a_document() {
        let documents = read(MEMORY, Some("de-DE")).unwrap();
        let locales: Vec<_> = documents.iter().map(|d| d.locale.as_str()).collect();
        assert_eq!(locales, ["de-DE", "fr-FR"]);
        let segment = &documents[0].segments[0];
        assert_eq!((segment.id.as_str(), segment.line), ("a", 6));
        assert_eq!(segment.source, "Press <b>Start</b> & wait<ph-2 id=\"2\"/>");
        assert_eq!(segment.target, "Drücken Sie <b>Start</b>");
        let kinds: Vec<_> = documents[0].problems.iter().map(|p| (p.line, p.kind)).collect();
        assert_eq!(kinds, [(Some(9), ProblemKind::Orphan), (None, ProblemKind::LocaleMismatch)]);
    }

    #[test]
    fn broken_and_hostile_files_are_refused_with_their_place() {
        let problem = read("<tmx>\n <body>é</boy>", None).unwrap_err();
        assert_eq!(problem.line, Some(2));
        assert!(problem.message.starts_with("Column "), "{}", problem.message);
        // Entities are not followed.
        let entity = MEMORY.replace("&amp;", "&file;");
        let documents = read(&entity, None).unwrap();
        assert!(documents[0].problems[0].message.contains("`&file;`"));
        let bomb = "<!DOCTYPE tmx [<!ENTITY file \"x\"><!ENTITY b \"&file;&file;\">]>";
        let documents = read(&format!("{bomb}{entity}"), None).unwrap();
        let is_broken = |p: &crate::document::Problem| p.kind == ProblemKind::Malformed;
        assert!(!documents.iter().any(|d| d.problems.iter().any(is_broken)));
        assert!(documents[0].segments.iter().any(|s| s.source.contains("&file;")));
        assert!(read("<tmx><body>", None).unwrap_err().message.contains("closed"));
        assert!(read("<a/>", None).unwrap_err().message.contains("<tmx>"));
        assert!(read(&format!("<tmx>{}", "<a>".repeat(9999)), None).is_err());
    }

    #[test]
    fn utf16_is_read_and_the_root_names_the_format() {
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend(MEMORY.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(formats::of(Path::new("a.xml"), &bytes).map(|f| f.id), Some("tmx"));
        let page = b"A page with a <tmx> tag.";
        assert_eq!(formats::of(Path::new("a.xml"), page).map(|f| f.id), Some("bilingual-markdown"));
        assert_eq!(
            formats::of(Path::new("a.md"), &bytes).map(|f| f.id),
            Some("bilingual-markdown")
        );
        let input = Input::new("a.xml", "a.xml");
        let documents = (FORMAT.read)(bytes, &input, None).unwrap();
        assert_eq!(documents[1].segments[0].target, "Appuyez");
    }
}
