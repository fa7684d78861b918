//! The tables of a run cell by cell, for programs that take values rather than files: the columns of the CSV reports,
//! numbers not rounded, texts as they are, all places counted in the text of their row, as `issues.jsonl` has them. What
//! a reviewer fills in is no part of them.

use super::columns::{Cell, Column, ISSUES, PAGES, PROBLEMS, SEGMENTS, SUMMARY};
use super::row::{IssueRow, LocaleRow, PageRow, SegmentRow};
use crate::evaluate::Evaluation;
use crate::results::outcome::Outcome;

/// A table of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// A row a locale.
    Summary,
    /// A row a page.
    Pages,
    /// A row a segment.
    Segments,
    /// A row an issue.
    Issues,
    /// A row a problem of an input.
    Problems,
}

/// What the cells of a column are, where they are not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A count, or a place in a text or file.
    Count,
    /// A score or another measure.
    Number,
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Empty,
    /// Text.
    Text(&'a str),
    /// A count, or a place in a text or file.
    Count(u64),
    /// A score or another measure.
    Number(f64),
}

/// Takes the value of a column, by the column's place in [`Table::columns`]; values come row by row, each row in order.
pub type Take<'t> = &'t mut dyn FnMut(Table, usize, Value<'_>);

/// Columns of scores and other measures, in any table.
const NUMBERS: &[&str] = &[
    "bleu",
    "chrf",
    "clean_segments_percent",
    "coverage_percent",
    "jaro_winkler",
    "levenshtein",
    "penalty",
    "penalty_per_1000_words",
    "quality_score",
    "segment_score",
    "similarity",
    "ter",
];

/// Columns of counts and places.
const COUNTS: &[&str] = &[
    "critical",
    "fix_end",
    "fix_start",
    "human_pages",
    "issues",
    "line",
    "machine_pages",
    "major",
    "minor",
    "names_expected",
    "names_kept",
    "names_localized",
    "names_mangled",
    "occurrences",
    "pages",
    "referenced_segments",
    "segments",
    "source_words",
    "suspicions",
    "target_end",
    "target_start",
    "untranslated_segments",
];

impl Table {
    /// All tables.
    pub const ALL: [Table; 5] =
        [Table::Summary, Table::Pages, Table::Segments, Table::Issues, Table::Problems];

    /// The names of its columns, and what stands in each.
    pub fn columns(self) -> Vec<(&'static str, Kind)> {
        fn named<F>(columns: &[Column<F>]) -> Vec<(&'static str, Kind)> {
            told(columns).map(|column| (column.name, Kind::of(column.name))).collect()
        }
        match self {
            Table::Summary => named(SUMMARY),
            Table::Pages => named(PAGES),
            Table::Segments => named(SEGMENTS),
            Table::Issues => named(ISSUES),
            Table::Problems => named(PROBLEMS),
        }
    }
}

impl Kind {
    fn of(column: &str) -> Kind {
        if NUMBERS.contains(&column) {
            Kind::Number
        } else if COUNTS.contains(&column) {
            Kind::Count
        } else {
            Kind::Text
        }
    }
}

/// The columns that a run fills in.
fn told<F>(columns: &[Column<F>]) -> impl Iterator<Item = &Column<F>> {
    columns.iter().filter(|column| !matches!(column.name, "verdict" | "comment"))
}

/// Hands on the rows of a page: its own, those of its segments and of its issues.
pub fn of_page(page: &Evaluation, take: Take<'_>) {
    let row = PageRow::of(page);
    hand_on(Table::Pages, told(PAGES).map(|column| (column.cell)(&row)), take);
    for row in SegmentRow::all(page) {
        hand_on(Table::Segments, told(SEGMENTS).map(|column| (column.cell)(&row)), take);
    }
    for placed in &page.issues {
        let row = IssueRow::of(page, placed);
        hand_on(Table::Issues, told(ISSUES).map(|column| (column.cell)(&row)), take);
    }
}

/// Hands on the rows of a whole run: those of its locales and of its problems.
pub fn of_run(outcome: &Outcome, take: Take<'_>) {
    for (locale, found) in &outcome.locales {
        let row = LocaleRow::of(locale, found);
        hand_on(Table::Summary, told(SUMMARY).map(|column| (column.cell)(&row)), take);
    }
    for problem in &outcome.problems {
        hand_on(Table::Problems, told(PROBLEMS).map(|column| (column.cell)(problem)), take);
    }
}

fn hand_on<'a>(table: Table, cells: impl Iterator<Item = Cell<'a>>, take: Take<'_>) {
    for (at, cell) in cells.enumerate() {
        let value = match &cell {
            Cell::Empty => Value::Empty,
            Cell::Word(word) => Value::Text(word),
            Cell::Text(text) => Value::Text(text),
            Cell::Count(count) => Value::Count(*count),
            Cell::Number(number, _) => Value::Number(*number),
        };
        take(table, at, value);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::names::Termbase;
    use crate::pipeline::{ScoreOptions, evaluate_all};

    #[test]
    fn values_are_of_the_kind_of_their_column() {
        let options = ScoreOptions {
            paths: vec!["data/sample/docs".into()],
            references: vec!["data/sample/references".into()],
            termbase: Termbase::load(&[]).unwrap(),
            ..ScoreOptions::default()
        };
        let (pages, outcome) = evaluate_all(options).unwrap();
        let mut cells: BTreeMap<Table, usize> = BTreeMap::new();
        let mut filled: BTreeSet<&str> = BTreeSet::new();
        let mut take = |table: Table, at: usize, value: Value<'_>| {
            let (columns, told) = (table.columns(), cells.entry(table).or_default());
            assert_eq!(*told % columns.len(), at);
            *told += 1;
            let (name, kind) = columns[at];
            let fits = match value {
                Value::Empty => return,
                Value::Text(_) => Kind::Text,
                Value::Count(_) => Kind::Count,
                Value::Number(_) => Kind::Number,
            };
            assert_eq!(fits, kind, "{name}");
            filled.insert(name);
        };
        for page in &pages {
            of_page(page, &mut take);
        }
        of_run(&outcome, &mut take);
        assert_eq!(cells[&Table::Summary], outcome.locales.len() * Table::Summary.columns().len());
        assert_eq!(cells[&Table::Pages], pages.len() * Table::Pages.columns().len());
        assert!(cells[&Table::Segments] > cells[&Table::Issues]);
        let measures = NUMBERS.iter().chain(COUNTS);
        let idle: Vec<_> = measures.filter(|name| !filled.contains(*name)).collect();
        assert!(idle.is_empty(), "no cell of {idle:?} was filled");
    }
}
