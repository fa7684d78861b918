//! Tables of names: our CSV and TSV, Google and Okapi glossaries, tables with a column a locale.

use std::path::Path;

use crate::error::{Error, Result};
use crate::locale::LocaleTag;
use crate::names::name::{Casing, Matching, Name, Policy, Rendering};

pub(super) fn read_csv(path: &Path, text: &str) -> Result<Vec<Name>> {
    read(path, text, b',')
}

pub(super) fn read_tsv(path: &Path, text: &str) -> Result<Vec<Name>> {
    read(path, text, b'\t')
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq)]
enum Column {
    /// The English name or term.
    Name,
    /// A rendering in the locale, or in all where no locale is known.
    Locale(String),
    Forbidden,
    Policy,
    Kind,
    Aliases,
    Matching,
    Case,
    Severity,
    Note,
    Ignored,
}

/// The header of a table names its columns; a table without one is a glossary of two columns, source and target, whose
/// locale stands in the file's name (`terms.fr-FR.csv`).
fn read(path: &Path, text: &str, delimiter: u8) -> Result<Vec<Name>> {
    if delimiter == b','
        && let Some(line) = open_quote(text)
    {
        return Err(Error::malformed(
            path,
            line,
            "the cell that begins with a quote here never ends",
        ));
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .quoting(delimiter == b',')
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let mut columns: Option<Vec<Column>> = None;
    let mut names: Vec<Name> = Vec::new();
    let file_locale = locale_in_name(path);
    for record in reader.records() {
        let record = record.map_err(|e| {
            let line = e.position().map(csv::Position::line);
            Error::malformed(path, line, format!("not a table: {e}"))
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if columns.is_none() {
            columns = header(&record);
            if columns.is_some() {
                continue;
            }
            columns = Some(plain_columns(path, &record, file_locale.as_deref(), line)?);
        }
        let known = columns.as_deref().unwrap_or_default();
        let entry = entry(path, known, &record, line, file_locale.as_deref())?;
        match names.iter_mut().find(|n| n.name == entry.name) {
            Some(name) => merge(name, entry),
            None => names.push(entry),
        }
    }
    Ok(names)
}

/// The line of a cell whose quote is not closed before the end of the table.
fn open_quote(text: &str) -> Option<u64> {
    let (mut open, mut line, mut before) = (None, 1, b'\n');
    for byte in text.bytes() {
        match (byte, open) {
            (b'"', Some(_)) => open = None,
            // Inside a cell a quote is a quote, right behind a closing one it is a doubled one.
            (b'"', None) if matches!(before, b',' | b'\n' | b'"') => open = Some(line),
            _ => {}
        }
        line += u64::from(byte == b'\n');
        before = byte;
    }
    open
}

/// The columns of a header row; none if the row is data already.
fn header(record: &csv::StringRecord) -> Option<Vec<Column>> {
    let columns: Vec<Column> = record.iter().map(column).collect();
    let has_name = columns.iter().any(|c| matches!(c, Column::Name));
    let locales = columns.iter().filter(|c| matches!(c, Column::Locale(_))).count();
    // A header of locales only: the English column is the name (`en,fr,de`).
    let mut columns = columns;
    if !has_name {
        let english =
            columns.iter().position(|c| matches!(c, Column::Locale(l) if l.starts_with("en")))?;
        if locales < 2 {
            return None;
        }
        columns[english] = Column::Name;
    }
    Some(columns)
}

fn column(cell: &str) -> Column {
    let cell = cell.trim().trim_start_matches('\u{feff}').to_ascii_lowercase();
    match cell.as_str() {
        "name" | "term" | "source" | "src" | "source term" | "source_term" | "english" => {
            Column::Name
        }
        "target" | "tgt" | "translation" | "form" | "forms" | "target term" | "suggestion" => {
            Column::Locale(String::new())
        }
        "forbidden" | "avoid" | "not" => Column::Forbidden,
        "policy" => Column::Policy,
        "kind" | "type" => Column::Kind,
        "aliases" | "alias" => Column::Aliases,
        "match" | "matching" => Column::Matching,
        "case" => Column::Case,
        "severity" => Column::Severity,
        "note" | "comment" | "description" | "definition" => Column::Note,
        "pos" | "part of speech" => Column::Ignored,
        _ => match LocaleTag::parse(&cell) {
            Some(tag) => Column::Locale(tag.as_str().to_owned()),
            None => Column::Ignored,
        },
    }
}

fn plain_columns(
    path: &Path,
    record: &csv::StringRecord,
    locale: Option<&str>,
    line: u64,
) -> Result<Vec<Column>> {
    match (record.len(), locale) {
        (1, _) => Ok(vec![Column::Name]),
        (2.., Some(locale)) => {
            let mut columns = vec![Column::Name, Column::Locale(locale.to_owned())];
            columns.resize(record.len(), Column::Note);
            Ok(columns)
        }
        _ => Err(Error::malformed(
            path,
            line,
            "no locale is known for the second column: name the columns in a first row (`name,fr-FR`) or put the locale into the file's name (`terms.fr-FR.csv`)",
        )),
    }
}

fn entry(
    path: &Path,
    columns: &[Column],
    record: &csv::StringRecord,
    line: u64,
    file_locale: Option<&str>,
) -> Result<Name> {
    if record.len() > columns.len() {
        return Err(Error::malformed(
            path,
            line,
            format!(
                "{} cells, but {} columns: quote cells that hold the delimiter",
                record.len(),
                columns.len()
            ),
        ));
    }
    let mut name = Name { kind: "term".to_owned(), ..Name::default() };
    let mut policy = None;
    let mut forbidden = Vec::new();
    for (column, cell) in columns.iter().zip(record) {
        let cell = cell.trim();
        if cell.is_empty() {
            continue;
        }
        match column {
            Column::Name => cell.clone_into(&mut name.name),
            Column::Locale(tag) => {
                let tag = if tag.is_empty() { file_locale.unwrap_or("") } else { tag };
                if tag.is_empty() {
                    return Err(Error::malformed(
                        path,
                        line,
                        "no locale is known for the translations: name the column by its locale (`fr-FR`) or put it into the file's name",
                    ));
                }
                let rendering = rendering(cell, &name.name);
                name.locales.insert(tag.to_owned(), rendering);
            }
            Column::Forbidden => forbidden = split(cell),
            Column::Policy => {
                policy = Some(match cell.to_ascii_lowercase().as_str() {
                    "keep" | "dnt" | "do not translate" => Policy::Keep,
                    "localized" | "localised" | "translate" => Policy::Localized,
                    "both" => Policy::Both,
                    other => {
                        return Err(Error::malformed(
                            path,
                            line,
                            format!("unknown policy {other:?}: keep, localized or both"),
                        ));
                    }
                });
            }
            Column::Kind => cell.to_ascii_lowercase().clone_into(&mut name.kind),
            Column::Aliases => name.aliases = split(cell),
            Column::Matching => {
                name.matching = match cell.to_ascii_lowercase().as_str() {
                    "exact" => Matching::Exact,
                    "prefix" => Matching::Prefix,
                    "fuzzy" => Matching::Fuzzy,
                    "inflected" | "stem" | "" => Matching::Inflected,
                    other => {
                        return Err(Error::malformed(
                            path,
                            line,
                            format!(
                                "unknown matching {other:?}: exact, prefix, fuzzy or inflected"
                            ),
                        ));
                    }
                };
            }
            Column::Case => {
                name.case = match cell.to_ascii_lowercase().as_str() {
                    "exact" | "yes" | "true" => Casing::Exact,
                    "free" | "no" | "false" => Casing::Free,
                    other => {
                        return Err(Error::malformed(
                            path,
                            line,
                            format!("unknown case rule {other:?}: exact or free"),
                        ));
                    }
                };
            }
            Column::Severity => {
                use crate::mqm::Severity as S;
                name.severity = Some(match cell.to_ascii_lowercase().as_str() {
                    "neutral" | "low" => S::Neutral,
                    "minor" => S::Minor,
                    "major" | "medium" => S::Major,
                    "critical" | "high" => S::Critical,
                    other => {
                        return Err(Error::malformed(
                            path,
                            line,
                            format!(
                                "unknown severity {other:?}: neutral, minor, major or critical"
                            ),
                        ));
                    }
                });
            }
            Column::Note => cell.clone_into(&mut name.note),
            Column::Ignored => {}
        }
    }
    if name.name.is_empty() {
        return Err(Error::malformed(
            path,
            line,
            "the name is empty: fill it in or remove the row",
        ));
    }
    if let Some(policy) = policy {
        name.policy = policy;
        if name.kind == "term" && policy == Policy::Keep {
            "product".clone_into(&mut name.kind);
        }
    } else if name.locales.is_empty() && forbidden.is_empty() {
        // A list of bare names says what to keep.
        "product".clone_into(&mut name.kind);
    } else {
        name.policy = Policy::Localized;
    }
    if !forbidden.is_empty() {
        if name.locales.is_empty() {
            let Some(tag) = file_locale else {
                return Err(Error::malformed(
                    path,
                    line,
                    "no locale is known for the forbidden renderings: add a column of the locale or put it into the file's name",
                ));
            };
            name.locales.insert(
                tag.to_owned(),
                Rendering { policy: Policy::Localized, ..Rendering::default() },
            );
        }
        for rendering in name.locales.values_mut() {
            rendering.forbidden.extend(forbidden.iter().cloned());
        }
    }
    Ok(name)
}

/// A cell with the forms of a locale, the best first, apart by `;`; `keep` or the name itself keeps it.
fn rendering(cell: &str, name: &str) -> Rendering {
    let forms: Vec<String> = split(cell);
    let keeps = |f: &String| f == name || f.eq_ignore_ascii_case("keep");
    let localized: Vec<String> = forms.iter().filter(|f| !keeps(f)).cloned().collect();
    let policy = match (forms.iter().any(keeps), localized.is_empty()) {
        (true, true) => Policy::Keep,
        (true, false) => Policy::Both,
        (false, _) => Policy::Localized,
    };
    Rendering { policy, forms: localized, ..Rendering::default() }
}

fn split(cell: &str) -> Vec<String> {
    cell.split(';').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
}

/// A further row of the same name adds its renderings.
fn merge(name: &mut Name, more: Name) {
    for (tag, rendering) in more.locales {
        match name.locales.get_mut(&tag) {
            Some(known) => {
                known.forms.extend(rendering.forms);
                known.forbidden.extend(rendering.forbidden);
            }
            None => {
                name.locales.insert(tag, rendering);
            }
        }
    }
    name.aliases.extend(more.aliases);
}

/// The locale in a file's name: `terms.fr-FR.csv`, `glossary_de.tsv`.
fn locale_in_name(path: &Path) -> Option<String> {
    let stem = path.file_stem()?.to_str()?;
    let last = stem.rsplit(['.', '_']).next()?;
    let tag = LocaleTag::parse(last).filter(|_| last != stem)?;
    Some(tag.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(name: &str, text: &str) -> std::result::Result<Vec<Name>, String> {
        read_csv(Path::new(name), text).map_err(|e| e.to_string())
    }

    #[test]
    fn headers_name_columns_and_locales() {
        let names = csv(
            "a.csv",
            "name,policy,fr-FR,de,severity\nDesk,keep,,,\nrule,,règle;norme,Regel,minor\n",
        )
        .unwrap();
        assert_eq!((names[0].policy, names[0].kind.as_str()), (Policy::Keep, "product"));
        assert_eq!(names[1].locales["fr-FR"].forms, ["règle", "norme"]);
        assert_eq!(names[1].locales["de"].forms, ["Regel"]);
        assert_eq!(names[1].severity, Some(crate::mqm::Severity::Minor));
        let google = csv("a.csv", "en,es,description\nrule,regla,\"a, b\"\n").unwrap();
        assert_eq!(google[0].locales["es"].forms, ["regla"]);
    }

    #[test]
    fn glossaries_without_a_header_take_the_locale_from_the_name_of_the_file() {
        let names = csv("terms.fr-FR.csv", "rule,règle\nrule,norme\n").unwrap();
        assert_eq!(names[0].locales["fr-FR"].forms, ["règle", "norme"]);
        let error = csv("terms.csv", "rule,règle\n").unwrap_err();
        assert!(error.starts_with("terms.csv:1: no locale"), "{error}");
    }

    #[test]
    fn bad_rows_name_their_line() {
        for (text, part) in [
            ("name,policy\nA,keep\nB,perhaps\n", "t.csv:3: unknown policy \"perhaps\""),
            ("name,policy\n,keep\n", "t.csv:2: the name is empty"),
            ("name,case\nA,exact\nB,exact,x\n", "t.csv:3: 3 cells, but 2 columns"),
            ("name,match\nA,loosely\n", "t.csv:2: unknown matching"),
        ] {
            let error = csv("t.csv", text).unwrap_err();
            assert!(error.starts_with(part), "{error}");
        }
    }
}
