//! Writing XLIFF 1.2: a `<file>` a document; ids of segments are resource names, since they may occur twice on a page.

use std::io::{self, Write};

use crate::document::{Document, Origin};
use crate::read::formats::write::{
    PairWriter, SOURCE_LOCALE, Writer, reference, xml_attribute, xml_text,
};

/// How XLIFF is written.
pub(super) const WRITER: Writer = Writer {
    extension: "xlf",
    holds_locales: true,
    holds_sources: true,
    needs_locale: true,
    begin: |to| Ok(Box::new(Xliff::begin(to)?)),
};

struct Xliff {
    to: Box<dyn Write + Send>,
    lost: u64,
}

impl Xliff {
    fn begin(mut to: Box<dyn Write + Send>) -> io::Result<Xliff> {
        writeln!(
            to,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">"
        )?;
        Ok(Xliff { to, lost: 0 })
    }
}

impl PairWriter for Xliff {
    fn document(&mut self, document: &Document) -> io::Result<()> {
        let lost = &mut self.lost;
        writeln!(
            self.to,
            "<file original=\"{}\" source-language=\"{SOURCE_LOCALE}\" target-language=\"{}\" datatype=\"plaintext\" \
             tool-id=\"glossator\"><header><tool tool-id=\"glossator\" tool-name=\"glossator\"/></header><body>",
            xml_attribute(&document.path, lost),
            document.locale
        )?;
        let machine = if document.origin == Origin::Machine {
            " state=\"translated\" state-qualifier=\"mt-suggestion\""
        } else {
            ""
        };
        for (number, segment) in document.segments.iter().enumerate() {
            write!(
                self.to,
                "<trans-unit id=\"{}\" resname=\"{}\" xml:space=\"preserve\"><source>{}</source>\
                 <target{machine}>{}</target>",
                number + 1,
                xml_attribute(&segment.id, lost),
                xml_text(&segment.source, lost),
                xml_text(&segment.target, lost)
            )?;
            let reference = reference(segment);
            if !reference.is_empty() {
                let reference = xml_text(reference, lost);
                write!(
                    self.to,
                    "<alt-trans match-quality=\"100\"><target>{reference}</target></alt-trans>"
                )?;
            }
            writeln!(self.to, "</trans-unit>")?;
        }
        writeln!(self.to, "</body></file>")
    }

    fn finish(mut self: Box<Self>) -> io::Result<u64> {
        writeln!(self.to, "</xliff>")?;
        self.to.flush()?;
        Ok(self.lost)
    }
}
