//! Tables of which a row does not fit the head, and tables of more or fewer columns than the original's.

use std::ops::Range;

use super::{Found, issue};
use crate::text::page::{self, Line, cells};

/// What is wrong with the tables of a page; `is_current` says whether it should have the columns of its original.
pub(super) fn report(
    sources: &[Line<'_>],
    targets: &[Line<'_>],
    is_current: bool,
    found: &mut Found,
) {
    let (originals, tables) = (page::tables(sources), page::tables(targets));
    if originals.iter().any(|rows| damage(rows).is_some()) {
        return;
    }
    let alike = is_current && originals.len() == tables.len();
    for (at, rows) in tables.iter().enumerate() {
        if let Some((span, message)) = damage(rows) {
            found.push((span, issue(message)));
            continue;
        }
        let columns = cells(rows[0].text);
        let wanted = originals.get(at).map_or(columns, |original| cells(original[0].text));
        if alike && columns != wanted {
            let message = format!("The table has {columns} columns, in the original {wanted}");
            found.push((rows[0].range.clone(), issue(message)));
        }
    }
}

/// A row with another number of cells than the head allows.
fn damage(rows: &[Line<'_>]) -> Option<(Range<usize>, String)> {
    let wanted = cells(rows[0].text);
    let line = &rows[1];
    let given = cells(line.text);
    if given != wanted {
        let message = format!(
            "“{}” has {given} cells below a head of {wanted}, so that there is no table",
            line.text
        );
        return Some((line.range.clone(), message));
    }
    let row = rows[2..].iter().find(|row| cells(row.text) > wanted)?;
    let message = format!(
        "The row has {} cells below a head of {wanted}; what is too much is not shown",
        cells(row.text)
    );
    Some((row.range.clone(), message))
}
