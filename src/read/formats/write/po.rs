//! Gettext catalogues, one for each locale: path and id of a pair are its context, so that none is merged with another.

use std::io::{self, Write};

use super::{PairWriter, Target};
use crate::document::Document;

/// Gettext catalogues.
pub(super) const TARGET: Target = Target {
    id: "po",
    extension: "po",
    holds_locales: false,
    begin: |to| Ok(Box::new(Po { to, begun: false, lost: 0 })),
};

struct Po {
    to: Box<dyn Write + Send>,
    begun: bool,
    lost: u64,
}

impl Po {
    fn string(&mut self, keyword: &str, text: &str) -> io::Result<()> {
        let mut out = String::with_capacity(text.len() + 16);
        for c in text.chars() {
            match c {
                '\\' => out.push_str("\\\\"),
                '"' => out.push_str("\\\""),
                '\t' => out.push_str("\\t"),
                '\r' => out.push_str("\\r"),
                '\n' => out.push_str("\\n\"\n\""),
                // The format has no way to write these.
                c if c < ' ' || c == '\u{7f}' => {
                    self.lost += 1;
                    out.push('\u{fffd}');
                }
                c => out.push(c),
            }
        }
        writeln!(self.to, "{keyword} \"{out}\"")
    }
}

impl PairWriter for Po {
    fn document(&mut self, document: &Document) -> io::Result<()> {
        if !self.begun {
            self.begun = true;
            let language = document.locale.as_str().replace('-', "_");
            self.string("msgid", "")?;
            self.string(
                "msgstr",
                &format!(
                    "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n\
                     Language: {language}\nX-Generator: glossator {}\n",
                    env!("CARGO_PKG_VERSION")
                ),
            )?;
        }
        for segment in &document.segments {
            // White space in a place would be read as two places.
            let place = document.path.replace([' ', '\n'], "_");
            writeln!(self.to, "\n#: {place}:{}", segment.line)?;
            // The last `#` parts path and id.
            let id = segment.id.replace('%', "%25").replace('#', "%23");
            self.string("msgctxt", &format!("{}#{id}", document.path))?;
            self.string("msgid", &segment.source)?;
            self.string("msgstr", &segment.target)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<u64> {
        self.to.flush()?;
        Ok(self.lost)
    }
}
