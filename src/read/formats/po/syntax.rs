//! The entries of a catalogue, and its strings, as they are written.

use crate::document::message::{Families, Family};

/// An entry.
#[derive(Default)]
pub(super) struct Entry {
    pub(super) context: Option<String>,
    pub(super) id: Option<String>,
    pub(super) plural: Option<String>,
    /// Translations with their form and line.
    pub(super) forms: Vec<(u32, String, u32)>,
    pub(super) fuzzy: bool,
    /// What its flags say of its placeholders.
    pub(super) families: Families,
}

/// What is wrong with a catalogue, and where.
pub(super) struct Fault {
    pub(super) line: u32,
    pub(super) column: usize,
    pub(super) message: String,
}

/// Reads the entries of a catalogue; obsolete ones are comments. An entry that is broken is left out.
pub(super) fn entries(text: &str) -> (Vec<Entry>, Vec<Fault>) {
    let mut parser = Parser::default();
    let mut faults = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if parser.is_broken && !parser.goes_on_behind_fault(line.trim()) {
            continue;
        }
        if let Err(fault) = parser.line(number, line) {
            faults.push(fault);
            parser.is_broken = true;
            parser.is_past_id = line.trim().starts_with("msgstr") || parser.field == Field::Form;
            parser.entry = Entry::default();
            parser.field = Field::None;
        }
    }
    parser.end_entry();
    (parser.entries, faults)
}

/// The charset that a catalogue's header names.
pub(super) fn charset(bytes: &[u8]) -> Option<String> {
    const NAME: &[u8] = b"charset=";
    let head = &bytes[..bytes.len().min(1 << 14)];
    let at = memchr::memmem::find(head, NAME)? + NAME.len();
    let name = head[at..].iter().take_while(|b| b.is_ascii_graphic() && !b"\\\";".contains(b));
    String::from_utf8(name.copied().collect()).ok()
}

/// Which string of an entry quoted lines go on with.
#[derive(Clone, Copy, Default, PartialEq)]
enum Field {
    #[default]
    None,
    Context,
    Id,
    Plural,
    Form,
}

#[derive(Default)]
struct Parser {
    entries: Vec<Entry>,
    entry: Entry,
    field: Field,
    /// Whether the entry that is being read is broken, and whether its translations have begun.
    is_broken: bool,
    is_past_id: bool,
}

impl Parser {
    /// Whether a line begins what can be read behind a broken entry.
    fn goes_on_behind_fault(&mut self, trimmed: &str) -> bool {
        let begins = trimmed.starts_with('#')
            || trimmed.starts_with("msgctxt")
            || trimmed.starts_with("msgid") && !trimmed.starts_with("msgid_plural");
        self.is_broken = !(trimmed.is_empty() || self.is_past_id && begins);
        self.is_past_id |= trimmed.starts_with("msgstr");
        !self.is_broken
    }

    fn line(&mut self, number: u32, line: &str) -> Result<(), Fault> {
        let trimmed = line.trim();
        // A comment, a context or a second id begins the next entry.
        let begins = trimmed.starts_with('#')
            || trimmed.starts_with("msgctxt")
            || trimmed.starts_with("msgid") && !trimmed.starts_with("msgid_plural");
        if begins && self.field == Field::Form || trimmed.is_empty() {
            self.end_entry();
        }
        if trimmed.is_empty() {
            return Ok(());
        }
        if trimmed.starts_with('#') {
            let flags = trimmed.strip_prefix("#,").unwrap_or_default();
            for flag in flags.split(',').map(str::trim) {
                self.entry.fuzzy |= flag == "fuzzy";
                self.entry.families = self.entry.families.union(families(flag));
            }
            return Ok(());
        }
        let column = line.len() - line.trim_start().len() + 1;
        let (keyword, rest) = trimmed.split_at(trimmed.find('"').unwrap_or(trimmed.len()));
        let value = unescaped(rest).map_err(|at| Fault {
            line: number,
            column: column + keyword.len() + at,
            message: QUOTES.to_owned(),
        })?;
        self.keyword(keyword.trim(), number).map_err(|message| Fault {
            line: number,
            column,
            message,
        })?;
        if let Some(text) = self.open_string() {
            text.push_str(&value);
        }
        Ok(())
    }

    fn end_entry(&mut self) {
        if self.entry.id.is_some() {
            self.entries.push(std::mem::take(&mut self.entry));
        }
        self.field = Field::None;
    }

    /// Begins the string that a keyword names; without one the string before it goes on.
    fn keyword(&mut self, keyword: &str, line: u32) -> Result<(), String> {
        let entry = &mut self.entry;
        match keyword {
            "" if self.field != Field::None => {}
            "msgctxt" => (self.field, entry.context) = (Field::Context, Some(String::new())),
            "msgid" => (self.field, entry.id) = (Field::Id, Some(String::new())),
            "msgid_plural" => (self.field, entry.plural) = (Field::Plural, Some(String::new())),
            other => {
                let form = form(other).filter(|_| entry.id.is_some());
                let form = form.ok_or_else(|| {
                    let other: String = other.chars().take(40).collect();
                    format!(
                        "`{other}` can't stand here; a catalogue has `msgctxt`, `msgid`, `msgid_plural` and `msgstr`, each with a string in quotation marks."
                    )
                })?;
                self.field = Field::Form;
                entry.forms.push((form, String::new(), line));
            }
        }
        Ok(())
    }

    fn open_string(&mut self) -> Option<&mut String> {
        match self.field {
            Field::Context => self.entry.context.as_mut(),
            Field::Id => self.entry.id.as_mut(),
            Field::Plural => self.entry.plural.as_mut(),
            Field::Form => self.entry.forms.last_mut().map(|(_, text, _)| text),
            Field::None => None,
        }
    }
}

/// The placeholders that a flag tells of: `c-format`, `no-python-format`.
fn families(flag: &str) -> Families {
    let Some(language) = flag.strip_suffix("-format") else { return Families::default() };
    let family = match language {
        "qt" | "qt-plural" | "kde" | "kde-kuit" | "ycp" => Family::Qt,
        "csharp" | "python-brace" | "perl-brace" | "java" | "c++" | "rust" => Family::Brace,
        "sh" | "smalltalk" | "lisp" | "scheme" | "librep" => return Families::default(),
        language if language.starts_with("no-") => Family::Percentage,
        _ => Family::Printf,
    };
    Families::of(family)
}

/// The plural form that `msgstr` or `msgstr[1]` gives.
fn form(keyword: &str) -> Option<u32> {
    match keyword.strip_prefix("msgstr")? {
        "" => Some(0),
        form => form.strip_prefix('[')?.strip_suffix(']')?.parse().ok(),
    }
}

const QUOTES: &str = "A string must stand in quotation marks and end on its line; a quotation mark in it is written `\\\"`.";

/// A string without its quotation marks and escapes; else where it is wrong.
fn unescaped(text: &str) -> Result<String, usize> {
    let inner = text.strip_prefix('"').ok_or(0usize)?;
    let mut value = String::with_capacity(inner.len());
    let mut chars = inner.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' if at + 1 == inner.len() => return Ok(value),
            '"' => return Err(at + 1),
            '\\' => match chars.next().map(|(_, c)| c) {
                Some('n') => value.push('\n'),
                Some('t') => value.push('\t'),
                Some('r') => value.push('\r'),
                Some(c @ ('"' | '\\')) => value.push(c),
                Some(c) => value.extend(['\\', c]),
                None => return Err(at + 1),
            },
            _ => value.push(c),
        }
    }
    Err(text.len())
}

/// A text as it stands between quotation marks, over several lines where it has some; what the format can't hold is
/// U+FFFD, and counted.
pub(super) fn escaped(text: &str, lost: &mut u64) -> String {
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
                *lost += 1;
                out.push('\u{fffd}');
            }
            c => out.push(c),
        }
    }
    out
}
