//! Lists of names and terms from files: YAML, CSV, TSV, TBX and the glossaries of other tools.

mod table;
mod tbx;
mod yaml;

use std::collections::BTreeMap;
use std::path::Path;

use super::name::Name;
use crate::error::{Error, Result};
use crate::read::decode::decode;

/// One format of lists.
struct ListFormat {
    extensions: &'static [&'static str],
    read: fn(&Path, &str) -> Result<Vec<Name>>,
}

const FORMATS: &[ListFormat] = &[
    ListFormat { extensions: &["yaml", "yml"], read: yaml::read },
    ListFormat { extensions: &["csv"], read: table::read_csv },
    ListFormat { extensions: &["tsv", "tab", "txt"], read: table::read_tsv },
    ListFormat { extensions: &["tbx", "xml", "martif"], read: tbx::read },
];

/// The shipped lists that count only where a run names them, by id: what one publisher calls things.
const OPTIONAL: &[(&str, &str)] =
    &[("partner-center", include_str!("../../../data/names/partner-center.yaml"))];

/// Whether a path is the id of a shipped list. No file is meant by it: those have an extension.
pub fn is_shipped_id(path: &Path) -> bool {
    OPTIONAL.iter().any(|(id, _)| path.as_os_str() == *id)
}

/// Reads a list: a file, whose format is told by its extension, or a shipped list by its id.
///
/// # Errors
/// A file that can't be read, is of no known format, is malformed (with its line) or holds no name.
pub fn read(path: &Path) -> Result<Vec<Name>> {
    if let Some((_, yaml)) = OPTIONAL.iter().find(|(id, _)| path.as_os_str() == *id) {
        return yaml::read(path, yaml);
    }
    let bytes = std::fs::read(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => {
            let ids: Vec<&str> = OPTIONAL.iter().map(|(id, _)| *id).collect();
            Error::usage(format!(
                "{}: there is no such file: give a list of names as YAML, CSV, TSV or TBX, or the id of a shipped one ({})",
                path.display(),
                ids.join(", ")
            ))
        }
        _ => Error::io(path, e),
    })?;
    let text = text_of(path, bytes)?;
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("").to_ascii_lowercase();
    let Some(format) = FORMATS.iter().find(|f| f.extensions.contains(&extension.as_str())) else {
        let known: Vec<&str> = FORMATS.iter().flat_map(|f| f.extensions).copied().collect();
        return Err(Error::malformed(
            path,
            None,
            format!("not a list of names: its extension must be one of {}", known.join(", ")),
        ));
    };
    let names = (format.read)(path, &text)?;
    if names.is_empty() {
        return Err(Error::malformed(
            path,
            None,
            "the list holds no name: a check with an empty list would find nothing and look clean",
        ));
    }
    Ok(names)
}

/// Reads lists as one: a name that several of them hold, such as glossaries of one locale each, has the renderings of
/// all; where two speak of the same locale the later one counts.
///
/// # Errors
/// As [`read`].
pub fn read_all(paths: &[std::path::PathBuf]) -> Result<Vec<Name>> {
    let mut names: Vec<Name> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for path in paths {
        for mut name in read(path)? {
            if let Some(&at) = places.get(&name.name) {
                let earlier = std::mem::take(&mut names[at].locales);
                for (tag, rendering) in earlier {
                    name.locales.entry(tag).or_insert(rendering);
                }
                names[at] = name;
            } else {
                places.insert(name.name.clone(), names.len());
                names.push(name);
            }
        }
    }
    Ok(names)
}

fn text_of(path: &Path, bytes: Vec<u8>) -> Result<String> {
    let decoded = decode(bytes);
    match decoded.invalid_line {
        None => Ok(decoded.text),
        Some(line) => {
            let message = "not UTF-8 or UTF-16: save the file as UTF-8";
            Err(Error::malformed(path, u64::from(line), message))
        }
    }
}

/// The line of a byte, from 1.
fn line_of(bytes: &[u8], at: usize) -> u64 {
    memchr::memchr_iter(b'\n', &bytes[..at.min(bytes.len())]).count() as u64 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_no_known_format_or_without_names_is_an_error() {
        let folder = std::env::temp_dir().join(format!("glossator-lists-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let written = |name: &str, bytes: &[u8]| {
            let path = folder.join(name);
            std::fs::write(&path, bytes).unwrap();
            read(&path).map(|n| n.len()).map_err(|e| e.to_string())
        };
        assert!(written("a.docx", b"x").unwrap_err().contains("must be one of yaml"));
        assert!(written("a.yaml", b"").unwrap_err().contains("holds no name"));
        assert!(written("b.yaml", b"- name: A\n- nme: B\n").unwrap_err().contains("b.yaml:2"));
        assert!(written("c.tsv", b"ok\n\xff\n").unwrap_err().contains("c.tsv:2: not UTF-8"));
        assert_eq!(written("d.yaml", "\u{feff}- name: A\n".as_bytes()), Ok(1));
        let wide: Vec<u8> = "\u{feff}Contoso\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(written("e.txt", &wide), Ok(1));
        // Half a character at the end of the second line.
        let cut = [&wide[..], b"x"].concat();
        assert!(written("g.txt", &cut).unwrap_err().contains("g.txt:2: not UTF-8 or UTF-16"));
        assert!(written("f.csv", b"name,de\na,b\n\"c,d\n").unwrap_err().contains("f.csv:3: "));
        let missing = read(&folder.join("none.csv")).unwrap_err().to_string();
        assert!(missing.contains("no such file") && missing.contains("(partner-center)"));
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn glossaries_of_one_locale_each_add_up() {
        let folder = std::env::temp_dir().join(format!("glossator-lists-2-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let files = [
            ("terms.de-DE.tsv", "tenant\tMandant\n"),
            ("terms.sv-SE.tsv", "tenant\tklient\n"),
            ("more.de-DE.tsv", "tenant\tTenant\n"),
        ];
        let paths: Vec<_> = files
            .iter()
            .map(|(name, text)| {
                std::fs::write(folder.join(name), text).unwrap();
                folder.join(name)
            })
            .collect();
        let names = read_all(&paths).unwrap();
        assert_eq!(names.len(), 1);
        assert_eq!(names[0].locales["de-DE"].forms, ["Tenant"]);
        assert_eq!(names[0].locales["sv-SE"].forms, ["klient"]);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
