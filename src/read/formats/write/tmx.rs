//! TMX 1.4: a unit a pair; path, line and the kind of translation stand in its properties.

use std::io::{self, Write};

use super::{PairWriter, SOURCE_LOCALE, Target, xml_attribute, xml_text};
use crate::document::Document;

/// Translation memories.
pub(super) const TARGET: Target = Target {
    id: "tmx",
    extension: "tmx",
    holds_locales: true,
    begin: |to| Ok(Box::new(begin(to)?)),
};

struct Tmx {
    to: Box<dyn Write + Send>,
    lost: u64,
}

fn begin(mut to: Box<dyn Write + Send>) -> io::Result<Tmx> {
    writeln!(
        to,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n\
         <header creationtool=\"glossator\" creationtoolversion=\"{}\" segtype=\"sentence\" o-tmf=\"glossator\" \
         adminlang=\"en-US\" srclang=\"{SOURCE_LOCALE}\" datatype=\"PlainText\"/>\n<body>",
        env!("CARGO_PKG_VERSION")
    )?;
    Ok(Tmx { to, lost: 0 })
}

impl PairWriter for Tmx {
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
