//! A Markdown page line by line: what no segment shows, as fences, rows of tables, front matter and definitions.

use std::ops::Range;

/// A line of a page, outside code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'p> {
    /// Its bytes in the page, without the blanks at its ends.
    pub range: Range<usize>,
    /// What stands there.
    pub text: &'p str,
    /// Whether the line before is empty.
    pub follows_blank: bool,
}

/// The lines of a page that are no code, from `body` on. Linear.
pub fn lines(page: &str, body: usize) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut fence: Option<&str> = None;
    let mut at = body;
    let mut follows_blank = true;
    for whole in page[body..].split_inclusive('\n') {
        let text = whole.trim();
        let start = at + (whole.len() - whole.trim_start().len());
        at += whole.len();
        let bare = text.trim_start_matches(['>', ' ']);
        if let Some(mark) = fence {
            let closes = bare.starts_with(mark) && bare.trim_start_matches(&mark[..1]).is_empty();
            fence = fence.filter(|_| !closes);
            continue;
        }
        fence = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
        if fence.is_none() {
            found.push(Line { range: start..start + text.len(), text, follows_blank });
        }
        follows_blank = text.is_empty();
    }
    found
}

/// How many cells a row of a table has: `| a | b |` has two.
pub fn cells(row: &str) -> usize {
    let inner = row.trim().trim_start_matches('|');
    let inner = inner.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(inner);
    let mut escaped = false;
    let mut count = 1;
    for c in inner.chars() {
        count += usize::from(c == '|' && !escaped);
        escaped = c == '\\' && !escaped;
    }
    count
}

/// Whether a row parts a table's head from its body: `| --- | :-: |`.
pub fn is_delimiter(row: &str) -> bool {
    row.contains('-')
        && row.contains('|')
        && row.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// The tables of a page, each with its rows.
pub fn tables<'l, 'p>(lines: &'l [Line<'p>]) -> Vec<&'l [Line<'p>]> {
    let is_row = |line: &Line<'_>| line.text.starts_with('|');
    let mut found: Vec<&[Line<'_>]> = lines
        .chunk_by(|a, b| is_row(a) && is_row(b))
        .filter(|rows| rows.len() > 2 && is_delimiter(rows[1].text))
        .collect();
    found.retain(|rows| !is_delimiter(rows[0].text));
    found
}

/// The keys of a page's front matter that stand at the beginning of a line, with their values, as bytes of the page. The
/// values of TOML and JSON stand without their quotation marks.
pub fn front_matter(page: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    let Some(mark) = page.lines().next().map(str::trim_end) else { return found };
    let (end, sign): (&[&str], char) = match mark {
        "---" => (&["---", "..."], ':'),
        "+++" => (&["+++"], '='),
        "{" => (&["}"], ':'),
        _ => return found,
    };
    // A text of TOML that goes over lines.
    let mut open: Option<&str> = None;
    for (number, whole) in page.split_inclusive('\n').enumerate() {
        let line = whole.trim_end();
        let start = at;
        at += whole.len();
        if number == 0 {
            continue;
        }
        if end.contains(&line) || (sign == '=' && open.is_none() && line.starts_with('[')) {
            break;
        }
        if sign == '=' {
            let inside = open.is_some();
            for mark in ["\"\"\"", "'''"] {
                if open.is_none_or(|open| open == mark) && line.matches(mark).count() % 2 == 1 {
                    open = if open.is_some() { None } else { Some(mark) };
                }
            }
            if inside {
                continue;
            }
        }
        let entry = match mark {
            "{" => quoted(line),
            _ => plain(line, sign),
        };
        let Some((key, value)) = entry else { continue };
        found.push((start + key.start..start + key.end, start + value.start..start + value.end));
    }
    found
}

/// A key and a value with a sign between them.
fn plain(line: &str, sign: char) -> Option<(Range<usize>, Range<usize>)> {
    let at = line.find(sign).filter(|_| !line.starts_with([' ', '\t', '-', '#']))?;
    let value = super::trimmed(line, at + 1..line.len());
    Some(match sign {
        ':' => (0..at, value),
        _ => (super::trimmed(line, 0..at), unquoted(line, value)),
    })
}

/// A key of JSON in quotation marks, with its value.
fn quoted(line: &str) -> Option<(Range<usize>, Range<usize>)> {
    let start = line.len() - line.trim_start().len() + 1;
    let rest = line.trim_start().strip_prefix('"')?;
    let key = start..start + rest.find('"')?;
    let behind = &line[key.end + 1..];
    let colon = key.end + 1 + (behind.len() - behind.trim_start().len());
    let value = line[colon..].strip_prefix(':')?.trim_end_matches(',').len();
    Some((key, unquoted(line, super::trimmed(line, colon + 1..colon + 1 + value))))
}

/// A range without the quotation marks around it.
fn unquoted(line: &str, range: Range<usize>) -> Range<usize> {
    let text = &line[range.clone()];
    let inner = ['"', '\''].iter().find_map(|mark| text.strip_prefix(*mark)?.strip_suffix(*mark));
    inner.map_or(range.clone(), |inner| range.start + 1..range.start + 1 + inner.len())
}

/// What lies behind the front matter of a page; all of it where there is none.
pub fn behind_front_matter(page: &str) -> &str {
    let mark = page.lines().next().map_or("", str::trim_end);
    if !matches!(mark, "---" | "+++") {
        return page;
    }
    let mut at = 0;
    for (number, line) in page.split_inclusive('\n').enumerate() {
        at += line.len();
        let line = line.trim_end();
        if number > 0 && (line == mark || (line == "..." && mark == "---")) {
            return &page[at..];
        }
    }
    page
}

/// The labels of a page's link definitions, `[label]: address`.
pub fn definitions<'p>(lines: &[Line<'p>]) -> Vec<&'p str> {
    let label = |line: &Line<'p>| -> Option<&'p str> {
        let inner = line.text.strip_prefix('[')?;
        let (label, address) = inner.split_once("]:")?;
        let fits = !label.is_empty() && !label.starts_with('^') && !label.contains(['[', ']']);
        (fits && !address.trim().is_empty()).then_some(label)
    };
    lines.iter().filter_map(label).collect()
}

/// The labels that links of a line use, in their brackets, as bytes of it.
#[derive(Debug, Default)]
pub struct References {
    /// `[label]` of `[text][label]`.
    pub full: Vec<Range<usize>>,
    /// `[label]` that is a link if the label has a definition, and `[label][]`.
    pub short: Vec<Range<usize>>,
}

/// The labels that links of a line use. Linear.
pub fn references(line: &str) -> References {
    let mut found = References::default();
    let bytes = line.as_bytes();
    let mut open = None;
    let mut in_code = false;
    // Whether the brackets before end right here.
    let mut ended = usize::MAX;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'`' => in_code = !in_code,
            _ if in_code => {}
            b'[' => open = Some(at),
            b']' => {
                let Some(start) = open.take().filter(|start| at > start + 1) else { continue };
                let range = start..at + 1;
                let is_note = matches!(bytes[start + 1], b'^' | b'!' | b' ');
                if is_note {
                    continue;
                }
                if ended == start {
                    found.full.push(range);
                    ended = usize::MAX;
                } else {
                    ended = at + 1;
                    let behind = &line[at + 1..];
                    let is_short = behind.starts_with("[]") || !behind.starts_with(['(', '[', ':']);
                    if is_short {
                        found.short.push(range);
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// Entities of which the `&` was escaped once more (`&amp;lt;`), as bytes of the text.
pub fn doubled_entities(text: &str) -> Vec<Range<usize>> {
    let entity = |(at, mark): (usize, &str)| -> Option<Range<usize>> {
        let name = &text[at + mark.len()..];
        let len = name.find(';').filter(|len| (2..=8).contains(len))?;
        let is_name =
            name[..len].trim_start_matches('#').bytes().all(|b| b.is_ascii_alphanumeric());
        is_name.then(|| at..at + mark.len() + len + 1)
    };
    text.match_indices("&amp;").filter_map(entity).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_code_are_left_out() {
        let page = "a\n\n```sh\nb\n```\n> c\n";
        let texts: Vec<_> = lines(page, 0).iter().map(|line| line.text).collect();
        assert_eq!(texts, ["a", "", "> c"]);
        assert!(lines(page, 0).iter().all(|line| &page[line.range.clone()] == line.text));
    }

    #[test]
    fn rows_have_cells() {
        assert_eq!((cells("| a | b |"), cells("a | b"), cells(r"| a \| b |")), (2, 2, 1));
        assert!(is_delimiter("|:--|---|") && !is_delimiter("---") && !is_delimiter("| a |"));
        let page = "| a | b |\n|---|---|\n| c | d |\n\n| e |\n";
        assert_eq!(tables(&lines(page, 0)).len(), 1);
    }

    #[test]
    fn labels_of_links_are_found() {
        let line = "See [a][b], [c], [d][], [e](f), `g[h][i]`, [^j] and [k]: l";
        let found = references(line);
        let texts =
            |list: Vec<Range<usize>>| list.into_iter().map(|r| &line[r]).collect::<Vec<_>>();
        assert_eq!(texts(found.full), ["[b]"]);
        assert_eq!(texts(found.short), ["[c]", "[d]"]);
        assert_eq!(behind_front_matter("---\na: b\n---\nc"), "c");
        assert_eq!(behind_front_matter("---\na: b\n"), "---\na: b\n");
    }

    #[test]
    fn keys_definitions_and_entities_are_found() {
        let page = "---\ntitle: A b\nlist:\n  - x: y\n---\n\nz: 1\n\n[one]: a.md\n[^n]: note\n";
        let keys: Vec<_> =
            front_matter(page).into_iter().map(|(k, v)| (&page[k], &page[v])).collect();
        assert_eq!(keys, [("title", "A b"), ("list", "")]);
        let toml = "+++\ntitle = \"A b\"\ndraft = true\ntext = \"\"\"\na = b\n\"\"\"\n[x]\ny = 1\n+++\nz: 1\n";
        let json = "{\n  \"title\": \"A b\",\n  \"draft\" : true\n}\n\"z\": 1\n";
        for page in [toml, json] {
            let keys: Vec<_> =
                front_matter(page).into_iter().map(|(k, v)| (&page[k], &page[v])).collect();
            assert_eq!(keys[..2], [("title", "A b"), ("draft", "true")]);
            assert!(keys[2..].iter().all(|(key, _)| *key == "text"));
        }
        assert_eq!(definitions(&lines(page, 0)), ["one"]);
        let text = "&amp;lt; &amp;nbsp; &lt; a &amp; b;";
        assert_eq!(
            doubled_entities(text).into_iter().map(|r| &text[r]).collect::<Vec<_>>(),
            ["&amp;lt;", "&amp;nbsp;"]
        );
    }
}
