//! The tables of a run cell by cell, for programs that take values rather than files: the columns of the CSV reports,
//! numbers not rounded, texts as they are, all places counted in the text of their row, as `issues.jsonl` has them. What
//! a reviewer fills in is no part of them.

use std::borrow::Cow;

use super::columns::{
    Cell, Column, ISSUES, PAGES, PROBLEMS, SEGMENTS, SUMMARY, judge_columns, judge_summary_columns,
    locale_judged, page_judged, segment_judged,
};
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

    /// The names of its columns, and what stands in each; those of the judges that a run asks stand behind the others.
    pub fn columns(self, judges: &[String]) -> Vec<(Cow<'static, str>, Kind)> {
        fn named<F>(columns: &[Column<F>]) -> Vec<(Cow<'static, str>, Kind)> {
            let kind = |column: &Column<F>| (column.name.into(), Kind::of(column.name));
            told(columns).map(kind).collect()
        }
        let (mut columns, judged): (_, Vec<String>) = match self {
            Table::Summary => (named(SUMMARY), judge_summary_columns(judges).collect()),
            Table::Pages => (named(PAGES), judge_columns(judges).collect()),
            Table::Segments => (named(SEGMENTS), judge_columns(judges).collect()),
            Table::Issues => (named(ISSUES), Vec::new()),
            Table::Problems => (named(PROBLEMS), Vec::new()),
        };
        // The second of a judge's columns in the summary is how many segments its mean is of.
        let parts = judged.len() / judges.len().max(1);
        let kind = |at| if at % parts == 1 { Kind::Count } else { Kind::Number };
        let judged = judged.into_iter().enumerate();
        columns.extend(judged.map(|(at, name)| (name.into(), kind(at))));
        columns
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

/// Hands on the rows of a page of a run that asks so many judges: its own, those of its segments and of its issues.
pub fn of_page(page: &Evaluation, judges: usize, take: Take<'_>) {
    let row = PageRow::of(page);
    let cells = told(PAGES).map(|column| (column.cell)(&row));
    hand_on(Table::Pages, cells.chain(page_judged(&row, judges)), take);
    for row in SegmentRow::all(page) {
        let cells = told(SEGMENTS).map(|column| (column.cell)(&row));
        hand_on(Table::Segments, cells.chain(segment_judged(&row, judges)), take);
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
        let cells = told(SUMMARY).map(|column| (column.cell)(&row));
        hand_on(Table::Summary, cells.chain(locale_judged(&row, outcome.judges.len())), take);
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
        let mut filled: BTreeSet<Cow<'static, str>> = BTreeSet::new();
        let mut take = |table: Table, at: usize, value: Value<'_>| {
            let (columns, told) = (table.columns(&[]), cells.entry(table).or_default());
            assert_eq!(*told % columns.len(), at);
            *told += 1;
            let (name, kind) = &columns[at];
            let fits = match value {
                Value::Empty => return,
                Value::Text(_) => Kind::Text,
                Value::Count(_) => Kind::Count,
                Value::Number(_) => Kind::Number,
            };
            assert_eq!(fits, *kind, "{name}");
            filled.insert(name.clone());
        };
        for page in &pages {
            of_page(page, 0, &mut take);
        }
        of_run(&outcome, &mut take);
        assert_eq!(
            cells[&Table::Summary],
            outcome.locales.len() * Table::Summary.columns(&[]).len()
        );
        assert_eq!(cells[&Table::Pages], pages.len() * Table::Pages.columns(&[]).len());
        assert!(cells[&Table::Segments] > cells[&Table::Issues]);
        let measures = NUMBERS.iter().chain(COUNTS);
        let idle: Vec<_> = measures.filter(|name| !filled.contains::<str>(name)).collect();
        assert!(idle.is_empty(), "no cell of {idle:?} was filled");
    }

    #[test]
    fn columns_of_judges_stand_behind_the_others() {
        let judges = ["a".to_owned(), "b:segments".to_owned()];
        let added = |table: Table| {
            let columns = table.columns(&judges);
            columns[table.columns(&[]).len()..].to_vec()
        };
        let number = |name: &str| (Cow::from(name.to_owned()), Kind::Number);
        let count = |name: &str| (Cow::from(name.to_owned()), Kind::Count);
        for table in [Table::Pages, Table::Segments] {
            assert_eq!(added(table), [number("judge:a"), number("judge:b:segments")]);
        }
        let of_a = ["judge:a", "judge:a:low", "judge:a:high"].map(number);
        let [mean, low, high] = of_a;
        assert_eq!(added(Table::Summary)[..4], [mean, count("judge:a:segments"), low, high]);
        assert_eq!(added(Table::Summary).len(), 8);
        assert!(added(Table::Issues).is_empty() && added(Table::Problems).is_empty());
    }
}
