//! XLIFF 1.2 and 2.x: one document for each `<file>`; written as 1.2.

mod tools;
mod unit;
mod v1;
mod v2;
mod write;

use quick_xml::events::{BytesStart, Event};

use self::unit::File;
use crate::document::{Document, Input, Origin};
use crate::locale::LocaleTag;
use crate::read::formats::problems::Problems;
use crate::read::formats::xml::{self, Fault, Xml, attribute};
use crate::read::formats::{Format, extension, locale_of, stem};

const EXTENSIONS: &[&str] = &["xlf", "xliff", "sdlxliff", "mqxliff", "mxliff", "txlf"];

/// XLIFF.
pub(super) const FORMAT: Format = Format {
    id: "xliff",
    summary: "XLIFF 1.2 and 2.x, a document for each file in it",
    extensions: EXTENSIONS,
    ambiguous_extensions: &[],
    sniff: |path, bytes| {
        EXTENSIONS.contains(&extension(path).as_str()) || xml::has_root(path, bytes, "xliff")
    },
    read: |bytes, input, asked| xml::read(bytes, input, asked, &["trans-unit", "unit"], documents),
    cut: None,
    write: Some(write::WRITER),
};

fn documents(
    xml: &mut Xml<'_>,
    input: &Input,
    asked: Option<&LocaleTag>,
    mut problems: Problems<'_>,
) -> Result<Vec<Document>, Fault> {
    let mut files: Vec<File> = Vec::new();
    let mut language = String::new();
    // One entry for each open group: whether what is in it is to be translated.
    let mut translate = vec![true];
    let mut seen_root = false;
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "xliff" => {
                    seen_root = true;
                    language = attribute(&start, "trgLang").unwrap_or_default();
                }
                "file" => {
                    files.push(file(&start, &language, input, asked));
                    translate.push(translated(&start, true));
                }
                "group" => {
                    let outer = translate.last().copied().unwrap_or(true);
                    translate.push(translated(&start, outer));
                }
                name @ ("trans-unit" | "unit") => {
                    let outer = translate.last().copied().unwrap_or(true);
                    let Some(file) = files.last_mut().filter(|_| translated(&start, outer)) else {
                        xml.skip()?;
                        continue;
                    };
                    if name == "unit" {
                        v2::unit(xml, &start, file, &mut problems)?;
                    } else {
                        v1::trans_unit(xml, &start, file, &mut problems)?;
                    }
                }
                "body" => {}
                _ => xml.skip()?,
            },
            Event::End(end) if matches!(end.local_name().as_ref(), "file" | "group") => {
                translate.pop();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !seen_root {
        return Err(xml.fault("There is no `<xliff>` element; the file is no XLIFF."));
    }
    Ok(finish(files, asked, problems))
}

fn file(start: &BytesStart<'_>, language: &str, input: &Input, asked: Option<&LocaleTag>) -> File {
    let named = attribute(start, "target-language").unwrap_or_else(|| language.to_owned());
    let locale = locale_of(Some(&named.replace('_', "-")), input, asked);
    let original = ["original", "id"].iter().find_map(|key| attribute(start, key));
    let original = original.unwrap_or_default();
    let own = attribute(start, "tool-id").is_some_and(|tool| tool == "glossator");
    let path = if own { original.clone() } else { input.name.clone() };
    File { document: Document { path, locale, ..Document::default() }, original, own, machine: 0 }
}

/// Names the segments of several files apart and hands the problems to the first.
fn finish(files: Vec<File>, asked: Option<&LocaleTag>, problems: Problems<'_>) -> Vec<Document> {
    let several = files.len() > 1;
    let mut documents: Vec<Document> = Vec::new();
    for File { mut document, original, own, machine } in files {
        if machine > 0 && machine == document.segments.len() {
            document.origin = Origin::Machine;
        }
        if several && !own && !original.is_empty() {
            let original = format!("{}#", stem(&original));
            for segment in &mut document.segments {
                segment.id.insert_str(0, &original);
            }
        }
        documents.push(document);
    }
    problems.hand_to(documents, asked)
}

fn translated(start: &BytesStart<'_>, outer: bool) -> bool {
    attribute(start, "translate").map_or(outer, |value| value != "no")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Document> {
        let input = Input::new("a.xlf", "a.xlf");
        (FORMAT.read)(text.as_bytes().to_vec(), &input, None).unwrap()
    }

    fn pairs(document: &Document) -> Vec<(&str, &str, &str)> {
        document
            .segments
            .iter()
            .map(|s| (s.id.as_str(), s.source.as_str(), s.target.as_str()))
            .collect()
    }

    #[test]
    fn version_1_2() {
        let documents = read(
            r#"<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="one.html" source-language="en" target-language="de-DE" datatype="html"><header><note>no</note></header><body>
<trans-unit id="1"><source>Save <g id="1">all</g><x id="2"/></source>
<target state="translated" state-qualifier="leveraged-mt">Alles <g id="1">sichern</g><x id="2"/></target><note>no</note>
<alt-trans match-quality="100" origin="tm"><source>Save all</source><target>Alle sichern</target></alt-trans></trans-unit>
<group translate="no"><trans-unit id="2"><source>Keep</source></trans-unit>
<trans-unit id="3" translate="yes"><source><x id="V" equiv-text="{{name}}"/> left</source><target state="translated" state-qualifier="mt-suggestion"/></trans-unit></group>
</body></file>
<file original="two.html" source-language="en" target-language="fr-FR"><body>
<trans-unit id="1"><source>A. B.</source><seg-source><mrk mtype="seg" mid="0">A.</mrk> <mrk mtype="seg" mid="1">B.</mrk></seg-source>
<target><mrk mtype="seg" mid="0">Un.</mrk> <mrk mtype="seg" mid="1">Deux.</mrk></target>
<alt-trans match-quality="80"><target>Presque</target></alt-trans></trans-unit>
</body></file></xliff>"#,
        );
        assert_eq!(
            pairs(&documents[0]),
            [
                (
                    "one.html#1",
                    "Save <g-1 id=\"1\">all</g-1><x-2 id=\"2\"/>",
                    "Alles <g-1 id=\"1\">sichern</g-1><x-2 id=\"2\"/>"
                ),
                ("one.html#3", "{{name}} left", ""),
            ]
        );
        assert_eq!(documents[0].origin, Origin::Unknown);
        assert_eq!(documents[0].segments[0].line, 4);
        let reference = documents[0].segments[0].reference.as_ref().map(|r| r.text.as_str());
        assert_eq!(reference, Some("Alle sichern"));
        assert_eq!(documents[1].locale.as_str(), "fr-FR");
        assert_eq!(
            pairs(&documents[1]),
            [("two.html#1/0", "A.", "Un."), ("two.html#1/1", "B.", "Deux.")]
        );
        assert_eq!(documents[1].segments[0].reference, None);
    }

    #[test]
    fn states_tell_what_is_still_to_be_translated() {
        let states = |version: &str, units: &str| -> Vec<bool> {
            let documents = read(&format!(
                "<xliff version=\"{version}\" srcLang=\"en\" trgLang=\"de\"><file original=\"a\" id=\"a\" \
                 target-language=\"de\">{units}</file></xliff>"
            ));
            documents[0].segments.iter().map(crate::document::Segment::is_untranslated).collect()
        };
        let unit = |target: &str| {
            format!("<trans-unit id=\"1\"><source>Save</source>{target}</trans-unit>")
        };
        for (target, untranslated) in [
            ("<target>Speichern</target>", false),
            ("<target state=\"needs-review-translation\">Speichern</target>", false),
            // It claims to be there: an error, and no work to do.
            ("<target state=\"translated\"/>", false),
            ("", true),
            ("<target/>", true),
            ("<target state=\"needs-translation\">Save</target>", true),
            ("<target state=\"new\">Save</target>", true),
        ] {
            assert_eq!(states("1.2", &unit(target)), [untranslated], "{target}");
        }
        let segment = |state: &str, target: &str| {
            format!("<unit id=\"1\"><segment{state}><source>Save</source>{target}</segment></unit>")
        };
        for (state, target, untranslated) in [
            ("", "<target>Speichern</target>", false),
            (" state=\"initial\"", "<target>Save</target>", true),
            (" state=\"final\"", "<target>Speichern</target>", false),
            ("", "", true),
        ] {
            assert_eq!(states("2.0", &segment(state, target)), [untranslated], "{state}{target}");
        }
    }

    #[test]
    fn what_translation_tools_say_of_a_segment_counts() {
        let shown = |units: &str| -> Vec<(String, String, bool)> {
            let documents = read(&format!(
                "<xliff version=\"1.2\" xmlns:sdl=\"s\" xmlns:mq=\"q\" xmlns:m=\"p\"><file original=\"a\" target-language=\"de\"><body>\n{units}\n</body></file></xliff>"
            ));
            let segments = documents[0].segments.iter();
            segments.map(|s| (s.id.clone(), s.target.clone(), s.is_untranslated())).collect()
        };
        let expect = |rows: &[(&str, &str, bool)]| -> Vec<(String, String, bool)> {
            rows.iter().map(|(id, t, u)| ((*id).to_owned(), (*t).to_owned(), *u)).collect()
        };
        let trados = r#"<trans-unit id="u"><source>A. B. C. D. E.</source><seg-source><g id="9"><mrk mtype="seg" mid="1">A.</mrk> <mrk mtype="seg" mid="2">B.</mrk></g>
            <mrk mtype="seg" mid="3">C.</mrk> <mrk mtype="seg" mid="4">D.</mrk> <mrk mtype="seg" mid="5">E.</mrk></seg-source>
            <target><g id="9"><mrk mtype="seg" mid="1">Ah <mrk mtype="x-sdl-deleted" sdl:revid="r">alt <g id="1">x</g></mrk><mrk mtype="x-sdl-added" sdl:revid="r">neu</mrk>.</mrk> <mrk mtype="seg" mid="2"/></g>
            <mrk mtype="seg" mid="3">Ce.</mrk> <mrk mtype="seg" mid="4">D.</mrk> <mrk mtype="seg" mid="5">E.</mrk></target>
            <sdl:seg-defs><sdl:seg id="1" conf="Translated" origin="interactive"><sdl:value key="x">y</sdl:value></sdl:seg><sdl:seg id="2" conf="ApprovedSignOff"/>
            <sdl:seg id="3" conf="Draft" origin="mt"/><sdl:seg id="4"/><sdl:seg id="5" conf="Translated" locked="true"/></sdl:seg-defs></trans-unit>"#;
        assert_eq!(
            shown(trados),
            expect(&[
                ("u/1", "Ah neu.", false),
                ("u/2", "", false),
                ("u/3", "Ce.", false),
                ("u/4", "D.", true),
            ])
        );
        let fresh = r#"<trans-unit id="u"><source>A. B.</source><seg-source><mrk mtype="seg" mid="1">A.</mrk> <mrk mtype="seg" mid="2">B.</mrk></seg-source>
            <sdl:seg-defs><sdl:seg id="1"/><sdl:seg id="2"/></sdl:seg-defs></trans-unit>"#;
        assert_eq!(shown(fresh), expect(&[("u/1", "", true), ("u/2", "", true)]));
        let unit = |said: &str, target: &str| {
            shown(&format!(
                "<trans-unit id=\"u\" {said}><source>A</source><target>{target}</target></trans-unit>"
            ))
        };
        for (said, target, untranslated) in [
            ("mq:status=\"NotStarted\"", "A", true),
            ("mq:status=\"PartiallyEdited\"", "Ah", false),
            ("mq:status=\"PartiallyEdited\"", "", true),
            ("mq:status=\"ManuallyConfirmed\"", "", false),
            ("m:confirmed=\"0\"", "", true),
            ("m:confirmed=\"0\"", "Ah", false),
            ("m:confirmed=\"1\"", "", false),
            ("m:confirmed=\"1\" m:locked=\"true\"", "Ah", false),
        ] {
            assert_eq!(unit(said, target), expect(&[("u", target, untranslated)]), "{said}");
        }
        assert!(unit("m:confirmed=\"1\" m:locked=\"true\"", "A").is_empty());
        assert!(unit("mq:status=\"ManuallyConfirmed\" mq:locked=\"locked\"", "").is_empty());
    }

    #[test]
    fn version_2() {
        let documents = read(
            r##"<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="ja-JP" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0">
<file id="f1"><notes><note>no</note></notes>
<unit id="u1"><mtc:matches><mtc:match ref="#s1" similarity="100"><source>x</source><target>保存</target></mtc:match>
<mtc:match ref="#s2" type="mt"><source>x</source><target>機械</target></mtc:match></mtc:matches>
<originalData><data id="d1">&lt;b></data><data id="d2">&lt;/b></data><data id="d3">%s</data></originalData>
<segment id="s1" state="translated"><source><pc id="1" dataRefStart="d1" dataRefEnd="d2">Save</pc></source><target><pc id="1" dataRefStart="d1" dataRefEnd="d2">保存</pc></target></segment>
<ignorable><source> </source></ignorable>
<segment id="s2"><source><ph id="2" dataRef="d3"/> files<cp hex="0007"/><sc id="4"/></source><target><mrk id="m" type="term">個</mrk></target></segment></unit>
<unit id="u2" translate="no"><segment><source>no</source></segment></unit>
<unit id="u3"><segment><source>Cancel</source></segment></unit></file></xliff>"##,
        );
        assert_eq!(documents[0].locale.as_str(), "ja-JP");
        assert_eq!(
            pairs(&documents[0]),
            [
                ("u1/s1", "<b>Save</b>", "<b>保存</b>"),
                ("u1/s2", "%s files\u{7}<sc-4 id=\"4\"/>", "個"),
                ("u3", "Cancel", ""),
            ]
        );
        let references: Vec<_> =
            documents[0].segments.iter().map(|s| s.reference.as_ref().map(|r| &*r.text)).collect();
        assert_eq!(references, [Some("保存"), None, None]);
    }
}
