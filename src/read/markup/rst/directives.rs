//! Explicit markup: directives, footnotes, substitutions, targets and comments.

use std::ops::Range;

use super::Reader;
use super::lists::{bullet, field};
use crate::read::markup::BlockKind;
use crate::text::words::leading;

/// What a directive makes of what it holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// The text behind its name and below it is one body: `note`.
    Text,
    /// The text behind its name is a title, what stands below it a body: `admonition`.
    Titled,
    /// The same, and the body is a list of lists: `list-table`.
    Rows,
    /// The same, and the body has a row a line: `csv-table`.
    Values,
    /// A version, then text: `versionadded`.
    Version,
    /// A signature, and a body: `function`.
    Object,
    /// Something for programs, and a body: `only`, `figure`.
    Body,
    /// Names of pages, with titles or not: `toctree`.
    Pages,
    /// Code, or what is read from elsewhere: `code-block`, `image`.
    Code,
}

/// Directives of docutils, Sphinx and its extensions, sorted. One that is not here holds a body, and a title where that is
/// of several words.
const DIRECTIVES: &[(&str, Holds)] = &[
    ("admonition", Holds::Titled),
    ("attention", Holds::Text),
    ("attribute", Holds::Object),
    ("autoclass", Holds::Object),
    ("autofunction", Holds::Object),
    ("automodule", Holds::Object),
    ("card", Holds::Titled),
    ("caution", Holds::Text),
    ("centered", Holds::Titled),
    ("class", Holds::Object),
    ("cmdoption", Holds::Object),
    ("code", Holds::Code),
    ("code-block", Holds::Code),
    ("compound", Holds::Body),
    ("confval", Holds::Object),
    ("contents", Holds::Titled),
    ("csv-table", Holds::Values),
    ("currentmodule", Holds::Code),
    ("danger", Holds::Text),
    ("data", Holds::Object),
    ("decorator", Holds::Object),
    ("deprecated", Holds::Version),
    ("deprecated-removed", Holds::Version),
    ("describe", Holds::Object),
    ("digraph", Holds::Code),
    ("doctest", Holds::Code),
    ("dropdown", Holds::Titled),
    ("envvar", Holds::Object),
    ("epigraph", Holds::Text),
    ("error", Holds::Text),
    ("exception", Holds::Object),
    ("figure", Holds::Body),
    ("function", Holds::Object),
    ("glossary", Holds::Body),
    ("graph", Holds::Code),
    ("graphviz", Holds::Code),
    ("grid", Holds::Body),
    ("grid-item", Holds::Body),
    ("grid-item-card", Holds::Titled),
    ("highlight", Holds::Code),
    ("highlights", Holds::Text),
    ("hint", Holds::Text),
    ("ifconfig", Holds::Body),
    ("image", Holds::Code),
    ("important", Holds::Text),
    ("include", Holds::Code),
    ("index", Holds::Code),
    ("inheritance-diagram", Holds::Code),
    ("ipython", Holds::Code),
    ("line-block", Holds::Text),
    ("list-table", Holds::Rows),
    ("literalinclude", Holds::Code),
    ("macro", Holds::Object),
    ("math", Holds::Code),
    ("member", Holds::Object),
    ("mermaid", Holds::Code),
    ("meta", Holds::Body),
    ("method", Holds::Object),
    ("module", Holds::Object),
    ("note", Holds::Text),
    ("only", Holds::Body),
    ("option", Holds::Object),
    ("parsed-literal", Holds::Code),
    ("plantuml", Holds::Code),
    ("productionlist", Holds::Code),
    ("program", Holds::Code),
    ("prompt", Holds::Code),
    ("property", Holds::Object),
    ("pull-quote", Holds::Text),
    ("raw", Holds::Code),
    ("role", Holds::Code),
    ("rst-class", Holds::Body),
    ("rubric", Holds::Titled),
    ("seealso", Holds::Text),
    ("setting", Holds::Object),
    ("sidebar", Holds::Titled),
    ("sourcecode", Holds::Code),
    ("staticmethod", Holds::Object),
    ("tab", Holds::Titled),
    ("tab-item", Holds::Titled),
    ("table", Holds::Titled),
    ("testcode", Holds::Code),
    ("testoutput", Holds::Code),
    ("testsetup", Holds::Code),
    ("tip", Holds::Text),
    ("toctree", Holds::Pages),
    ("topic", Holds::Titled),
    ("type", Holds::Object),
    ("uml", Holds::Code),
    ("unicode", Holds::Code),
    ("var", Holds::Object),
    ("versionadded", Holds::Version),
    ("versionchanged", Holds::Version),
    ("versionremoved", Holds::Version),
    ("warning", Holds::Text),
];

/// Options of directives that people read.
const TEXT_OPTIONS: &[&str] = &["alt", "caption", "description", "header", "title"];

impl Reader<'_> {
    /// What begins with two full stops; where it ends.
    pub(super) fn explicit(&mut self, at: usize, end: usize, indent: usize, depth: u16) -> usize {
        let text = self.page.line(at);
        let rest = text[2..].trim_start();
        if rest.is_empty() && self.page.is_blank(at + 1) {
            return at + 1;
        }
        let stop = self.page.extent(at, end, indent);
        let skipped = text.len() - rest.len();
        if let Some(label) = rest.strip_prefix('[') {
            // `[1] `, `[#name] `, `[CIT2002] `
            if let Some(len) = label.find("] ") {
                self.behind(at..stop, skipped + len + 3, depth + 1);
            }
            return stop;
        }
        let (name, is_substitution) = match rest.strip_prefix('|') {
            Some(inner) => match inner.find("| ") {
                Some(len) => (inner[len + 2..].trim_start(), true),
                None => return stop,
            },
            None => (rest, false),
        };
        let is_part = |c: char| c.is_alphanumeric() || "_-+.:".contains(c);
        let Some((before, behind)) = name.split_once("::") else { return stop };
        let before = before.trim_end();
        let domain = leading(before, is_part);
        let ends = behind.is_empty() || behind.starts_with(' ');
        if before.is_empty() || domain.len() < before.len() || before.starts_with('_') || !ends {
            return stop;
        }
        let name = before.rsplit(':').next().unwrap_or(before);
        let argument = text.len() - behind.trim_start().len();
        if is_substitution && name == "replace" {
            self.behind(at..stop, argument, depth);
        } else {
            self.directive(at..stop, name, argument, depth);
        }
        stop
    }

    /// A directive, with what stands behind its name after so many bytes.
    fn directive(&mut self, lines: Range<usize>, name: &str, argument: usize, depth: u16) {
        let known = DIRECTIVES.binary_search_by(|(known, _)| known.cmp(&name)).ok();
        let is_long = self.page.line(lines.start)[argument..].contains(' ');
        let unknown = if is_long { Holds::Titled } else { Holds::Body };
        let holds = known.map_or(unknown, |at| DIRECTIVES[at].1);
        let first = lines.start;
        if holds == Holds::Code {
            self.options(lines.clone(), first + 1, depth, false);
            return self.code(lines, depth);
        }
        let is_own =
            |line: &usize| !self.page.is_blank(*line) && field(self.page.line(*line)).is_none();
        let has_argument = argument < self.page.line(first).len();
        let own = (first + 1..lines.end).take_while(is_own).count();
        // What follows in the next line belongs to an argument, or is the body.
        let behind = first + 1 + if has_argument { own } else { 0 };
        self.options(lines.clone(), behind, depth, true);
        let line = &mut self.page.lines[first];
        line.start = (line.start + argument).min(line.end);
        let body = behind..lines.end;
        match holds {
            Holds::Text => return self.behind(lines, 0, depth + 1),
            Holds::Version => {
                let text = self.page.line(first);
                let version = leading(text, |c| c != ' ').len();
                let skipped = text.len() - text[version..].trim_start().len();
                self.page.lines[first].start += skipped;
                self.page.push_lines(BlockKind::Paragraph, depth + 1, first..behind);
            }
            Holds::Titled | Holds::Rows | Holds::Values => {
                self.page.push_lines(BlockKind::Paragraph, depth + 1, first..behind);
            }
            Holds::Object => self.code_from(first..behind, depth),
            Holds::Body | Holds::Pages | Holds::Code => {}
        }
        match holds {
            Holds::Rows => self.rows(body, depth + 1),
            Holds::Values => {
                for line in body {
                    let line = self.page.lines[line];
                    self.page.push_values(depth + 1, line.start..line.end.max(line.start), b',');
                }
            }
            Holds::Pages => self.pages(body, depth + 1),
            _ => self.body(body, depth + 1),
        }
    }

    /// Adds lines as code, from where the first of them begins now.
    fn code_from(&mut self, lines: Range<usize>, depth: u16) {
        let place = self.page.lines[lines.start].start..self.page.lines[lines.end - 1].end;
        if place.start < place.end {
            self.page.push_code(depth, place);
        }
    }

    /// Reads the options of a directive, of which some are for people; the lines are blank then, if they are to be.
    fn options(&mut self, lines: Range<usize>, from: usize, depth: u16, takes: bool) {
        for at in from..lines.end {
            let line = self.page.lines[at];
            let Some((name, marker)) = field(self.page.line(at)) else { break };
            if TEXT_OPTIONS.contains(&name) && marker < line.end - line.start {
                let value = line.start + marker..line.end;
                if name == "header" {
                    self.page.push_values(depth + 1, value, b',');
                } else {
                    self.page.push_stretch(BlockKind::Paragraph, depth + 1, value);
                }
            }
            if takes {
                self.page.lines[at].start = line.end;
            }
        }
    }

    /// A list of rows, each a list of cells.
    fn rows(&mut self, lines: Range<usize>, depth: u16) {
        let Some(indent) = self.indent(lines.clone()) else { return };
        let mut at = lines.start;
        while at < lines.end {
            let stop = self.page.extent(at, lines.end, indent).max(at + 1);
            if let Some(marker) = bullet(self.page.line(at)) {
                self.strip(&(at..stop), marker);
                self.cells(at..stop, depth);
            }
            at = stop;
        }
    }

    fn cells(&mut self, lines: Range<usize>, depth: u16) {
        let Some(indent) = self.indent(lines.clone()) else { return };
        let (mut at, mut column) = (lines.start, 0_u16);
        while at < lines.end {
            let stop = self.page.extent(at, lines.end, indent).max(at + 1);
            if let Some(marker) = bullet(self.page.line(at)) {
                column = column.saturating_add(1);
                let from = self.page.blocks.len();
                self.behind(at..stop, marker, depth);
                for block in &mut self.page.blocks[from..] {
                    if matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) {
                        (block.kind, block.column) = (BlockKind::Cell, column);
                    }
                }
            }
            at = stop;
        }
    }

    /// Entries of a table of contents: `Title <page>`.
    fn pages(&mut self, lines: Range<usize>, depth: u16) {
        for at in lines {
            let line = self.page.lines[at];
            let text = self.page.line(at);
            let Some(open) = text.find(" <").filter(|_| text.ends_with('>')) else { continue };
            let title = line.start..line.start + open;
            self.page.push_stretch(BlockKind::Item, depth, title);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DIRECTIVES;

    #[test]
    fn directives_are_sorted() {
        assert!(DIRECTIVES.is_sorted_by(|a, b| a.0 < b.0));
    }
}
