//! Changes of a file as a unified diff, as `git apply` and `patch -p1` take it.

use std::io::Write;
use std::ops::Range;
use std::path::{Component, Path};

/// Lines shown before and after a change.
const CONTEXT: usize = 3;

/// The diff of a file; nothing where its lines are no bytes of one each, as in UTF-16.
pub(super) fn unified(path: &Path, before: &[u8], after: &[u8]) -> Option<Vec<u8>> {
    if before.starts_with(b"\xff\xfe") || before.starts_with(b"\xfe\xff") {
        return None;
    }
    let old: Vec<&[u8]> = before.split_inclusive(|b| *b == b'\n').collect();
    let new: Vec<&[u8]> = after.split_inclusive(|b| *b == b'\n').collect();
    let changes = changes(&old, &new);
    let name = name(path);
    let mut out =
        format!("--- {}\n+++ {}\n", quoted("a/", &name), quoted("b/", &name)).into_bytes();
    let mut rest = &changes[..];
    while let [first, ..] = rest {
        // Changes whose contexts touch are one hunk.
        let len =
            1 + rest.windows(2).take_while(|w| w[1].0.start - w[0].0.end <= 2 * CONTEXT).count();
        let (hunk, others) = rest.split_at(len);
        let last = &hunk[len - 1];
        let lead = first.0.start.min(CONTEXT);
        let tail = (old.len() - last.0.end).min(CONTEXT);
        let (from, to) =
            (first.0.start - lead..last.0.end + tail, first.1.start - lead..last.1.end + tail);
        let _ = writeln!(out, "@@ -{} +{} @@", range(&from), range(&to));
        let mut at = from.start;
        for (gone, come) in hunk {
            lines(&mut out, b' ', &old[at..gone.start]);
            lines(&mut out, b'-', &old[gone.clone()]);
            lines(&mut out, b'+', &new[come.clone()]);
            at = gone.end;
        }
        lines(&mut out, b' ', &old[at..from.end]);
        rest = others;
    }
    Some(out)
}

/// Lines that differ: those of the old text, with those of the new one in their place.
fn changes(old: &[&[u8]], new: &[&[u8]]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut changes: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    if old.len() == new.len() {
        for (at, _) in old.iter().zip(new).enumerate().filter(|(_, (a, b))| a != b) {
            match changes.last_mut() {
                Some((gone, come)) if gone.end == at => (gone.end, come.end) = (at + 1, at + 1),
                _ => changes.push((at..at + 1, at..at + 1)),
            }
        }
        return changes;
    }
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - start;
    let same = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count().min(most);
    vec![(start..old.len() - same, start..new.len() - same)]
}

fn range(lines: &Range<usize>) -> String {
    let start = if lines.is_empty() { lines.start } else { lines.start + 1 };
    format!("{start},{}", lines.len())
}

fn lines(out: &mut Vec<u8>, mark: u8, lines: &[&[u8]]) {
    for line in lines {
        out.push(mark);
        out.extend_from_slice(line);
        if !line.ends_with(b"\n") {
            out.extend_from_slice(b"\n\\ No newline at end of file\n");
        }
    }
}

/// A path from the current folder, with `/` between its parts.
fn name(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let below = path.strip_prefix(&here).unwrap_or(path);
    let parts = below.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
        Component::ParentDir => Some("..".to_owned()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// A name as git writes it: in marks where it holds what a line of a patch can't.
fn quoted(side: &str, name: &str) -> String {
    if !name.contains(['"', '\\', '\t', '\n', '\r']) {
        return format!("{side}{name}");
    }
    let mut out = format!("\"{side}");
    for c in name.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(before: &str, after: &str) -> String {
        String::from_utf8(
            unified(Path::new("docs/a.md"), before.as_bytes(), after.as_bytes()).unwrap(),
        )
        .unwrap()
    }

    #[test]
    fn near_changes_are_one_hunk_and_far_ones_are_two() {
        let lines: Vec<_> = (1..=30).map(|n| format!("line {n}\n")).collect();
        let text = lines.concat();
        let changed = text.replace("line 2\n", "LINE 2\n").replace("line 8\n", "LINE 8\n");
        let changed = changed.replace("line 25\n", "LINE 25\n");
        let shown = diff(&text, &changed);
        assert!(shown.starts_with("--- a/docs/a.md\n+++ b/docs/a.md\n@@ -1,11 +1,11 @@\n line 1\n-line 2\n+LINE 2\n line 3\n"), "{shown}");
        assert!(shown.contains("\n@@ -22,7 +22,7 @@\n line 22\n"), "{shown}");
        assert_eq!(shown.matches("@@ -").count(), 2);
    }

    #[test]
    fn lines_that_come_and_ends_without_a_line_break_are_told() {
        let shown = diff("a\nb", "a\nc\nb");
        assert_eq!(
            shown,
            "--- a/docs/a.md\n+++ b/docs/a.md\n@@ -1,2 +1,3 @@\n a\n+c\n b\n\\ No newline at end of file\n"
        );
    }
}
