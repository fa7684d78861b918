//! Apple's plural tables: `fr.lproj/Localizable.stringsdict` beside `en.lproj/Localizable.stringsdict`.

use quick_xml::events::Event;

use crate::cldr::PluralCategory;
use crate::document::message::{Families, Family};
use crate::read::formats::keyed::{self, Entry, Kind, Table};
use crate::read::formats::xml::{self, Data, Fault, Xml};
use crate::read::formats::{Format, extension, stem};

/// Apple's plural tables.
pub(super) const FORMAT: Format = Format {
    id: "stringsdict",
    summary: "Apple `.stringsdict` plurals beside those of the source language",
    extensions: &[],
    ambiguous_extensions: &["stringsdict"],
    sniff: |path, _| extension(path) == "stringsdict" && keyed::original_of(path).is_some(),
    read: |bytes, input, asked| keyed::read(bytes, input, asked, &KIND),
    cut: None,
    write: None,
};

const KIND: Kind =
    Kind { decode: xml::decode, parse, may_be_data: false, families: Families::of(Family::Printf) };

fn parse(text: &str) -> Table {
    xml::table(text, &[], entries)
}

/// The key of the text that the variables of a message stand in.
const FRAME: &str = "NSStringLocalizedFormatKey";

fn entries(xml: &mut Xml<'_>) -> Result<Vec<Entry>, Fault> {
    let mut entries = Vec::new();
    // The key that was read last at each depth.
    let mut keys: Vec<String> = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "dict" => keys.push(String::new()),
                "key" => {
                    let key = xml.inline(&Data::default())?.text;
                    if let Some(last) = keys.last_mut() {
                        *last = key;
                    }
                }
                "string" => {
                    let line = xml.line();
                    let text = xml.inline(&Data::default())?.text;
                    entries.extend(entry(&keys, text, line));
                }
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref() == "dict" => {
                keys.pop();
            }
            Event::Eof => return Ok(entries),
            _ => {}
        }
    }
}

/// The form of a variable of a message, or the text around its variables.
fn entry(keys: &[String], text: String, line: u32) -> Option<Entry> {
    match keys {
        [message, variable, form] => {
            let form = PluralCategory::parse(form)?.as_str().to_owned();
            Some(Entry {
                key: format!("{}.{}", stem(message), stem(variable)),
                form: Some(form),
                text,
                line,
            })
        }
        [message, frame] if frame == FRAME && has_words(&text) => {
            Some(Entry { key: stem(message).into_owned(), form: None, text, line })
        }
        _ => None,
    }
}

/// Whether there is more than variables: `%#@files@ in %#@folders@`.
fn has_words(text: &str) -> bool {
    let mut rest = text;
    while let Some((before, variable)) = rest.split_once("%#@") {
        if before.chars().any(char::is_alphabetic) {
            return true;
        }
        rest = variable.split_once('@').map_or("", |(_, rest)| rest);
    }
    rest.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::formats::keyed::tests::{document, pairs};

    #[test]
    fn variables_have_forms_and_stand_in_a_text() {
        let table = |frame: &str, forms: &[(&str, &str)]| {
            let form =
                |(form, text): &(&str, &str)| format!("<key>{form}</key>\n<string>{text}</string>");
            let forms = forms.iter().map(form).collect::<Vec<_>>().concat();
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"x.dtd\">\n<plist version=\"1.0\"><dict>\
                 <key>n files</key><dict><key>{FRAME}</key><string>{frame}</string><key>files</key><dict>\
                 <key>NSStringFormatSpecTypeKey</key><string>NSStringPluralRuleType</string>\
                 <key>NSStringFormatValueTypeKey</key><string>d</string>{forms}</dict></dict></dict></plist>"
            )
        };
        let english = table("%#@files@ left", &[("one", "One file"), ("other", "%d files")]);
        let russian = table(
            "Ещё %#@files@",
            &[
                ("one", "%d файл"),
                ("few", "%d файла"),
                ("many", "%d файлов"),
                ("other", "%d файла"),
            ],
        );
        let files = [
            ("en.lproj/L.stringsdict", english.as_bytes()),
            ("ru.lproj/L.stringsdict", russian.as_bytes()),
        ];
        let found = document(&files, "ru.lproj/L.stringsdict").unwrap();
        assert_eq!(
            pairs(&found),
            [
                ("n files", 3, "%#@files@ left", "Ещё %#@files@"),
                // In Russian the form is for 21 too.
                ("n files.files[one]", 4, "%d files", "%d файл"),
                ("n files.files[few]", 5, "%d files", "%d файла"),
                ("n files.files[many]", 6, "%d files", "%d файлов"),
                ("n files.files[other]", 7, "%d files", "%d файла"),
            ]
        );
        assert!(!has_words("%#@a@ %#@b@") && has_words("%#@a@ of"));
    }
}
