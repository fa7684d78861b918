//! The tables of a run as Arrow columns.

use std::sync::Arc;

use arrow_array::builder::{Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use glossator::evaluate::Evaluation;
use glossator::judges::Names;
use glossator::reports::tables::{self, Kind, Table, Value};
use glossator::results::outcome::Outcome;

/// Rows of a batch: texts of that many stay below the 2 GB that Arrow's strings have.
const BATCH: usize = 1 << 16;

/// All tables of a run, being filled.
pub(crate) struct Tables {
    /// In the order of [`Table::ALL`]; none before the judges have named themselves.
    growing: Vec<Growing>,
    /// Where the names of judges are once the first page is done.
    judges: Option<Names>,
    /// Whether there are rows of segments.
    segments: bool,
}

impl Tables {
    pub(crate) fn new(segments: bool, judges: Option<Names>) -> Tables {
        Tables { growing: Vec::new(), judges, segments }
    }

    pub(crate) fn page(&mut self, page: &Evaluation) -> Result<(), ArrowError> {
        let names = self.judges.clone();
        let names = names.as_ref().and_then(|names| names.get()).map_or(&[][..], Vec::as_slice);
        self.begin(names);
        let take = &mut |table, column, value: Value<'_>| self.take(table, column, value);
        tables::of_page(page, names.len(), take);
        self.growing.iter_mut().try_for_each(|table| table.cut(BATCH))
    }

    /// The tables in the order of [`Table::ALL`].
    pub(crate) fn finish(
        mut self,
        outcome: &Outcome,
    ) -> Result<Vec<(SchemaRef, Vec<RecordBatch>)>, ArrowError> {
        self.begin(&outcome.judges);
        tables::of_run(outcome, &mut |table, column, value| self.take(table, column, value));
        let finish = |mut table: Growing| {
            table.cut(1)?;
            Ok((table.schema, table.batches))
        };
        self.growing.into_iter().map(finish).collect()
    }

    /// Begins the tables, once it is known which columns they have.
    fn begin(&mut self, judges: &[String]) {
        if self.growing.is_empty() {
            let begun = Table::ALL.into_iter().map(|table| Growing::new(table, judges));
            self.growing = begun.collect();
        }
    }

    fn take(&mut self, table: Table, column: usize, value: Value<'_>) {
        if self.segments || table != Table::Segments {
            self.growing[table as usize].take(column, value);
        }
    }
}

/// A table being filled.
struct Growing {
    schema: SchemaRef,
    columns: Vec<Column>,
    rows: usize,
    batches: Vec<RecordBatch>,
}

enum Column {
    Text(StringBuilder),
    Count(Int64Builder),
    Number(Float64Builder),
}

impl Growing {
    fn new(table: Table, judges: &[String]) -> Growing {
        let (mut fields, mut columns) = (Vec::new(), Vec::new());
        for (name, kind) in table.columns(judges) {
            let (kind, column) = match kind {
                Kind::Text => (DataType::Utf8, Column::Text(StringBuilder::new())),
                Kind::Count => (DataType::Int64, Column::Count(Int64Builder::new())),
                Kind::Number => (DataType::Float64, Column::Number(Float64Builder::new())),
            };
            fields.push(Field::new(name, kind, true));
            columns.push(column);
        }
        Growing { schema: Arc::new(Schema::new(fields)), columns, rows: 0, batches: Vec::new() }
    }

    fn take(&mut self, column: usize, value: Value<'_>) {
        self.rows += usize::from(column == 0);
        match (&mut self.columns[column], value) {
            (Column::Text(column), Value::Text(text)) => column.append_value(text),
            (Column::Text(column), _) => column.append_null(),
            (Column::Count(column), Value::Count(count)) => column.append_value(count as i64),
            (Column::Count(column), _) => column.append_null(),
            (Column::Number(column), Value::Number(number)) => column.append_value(number),
            (Column::Number(column), _) => column.append_null(),
        }
    }

    /// Closes a batch that has this many rows.
    fn cut(&mut self, rows: usize) -> Result<(), ArrowError> {
        if self.rows < rows {
            return Ok(());
        }
        let finish = |column: &mut Column| -> ArrayRef {
            match column {
                Column::Text(column) => Arc::new(column.finish()),
                Column::Count(column) => Arc::new(column.finish()),
                Column::Number(column) => Arc::new(column.finish()),
            }
        };
        let columns = self.columns.iter_mut().map(finish).collect();
        self.batches.push(RecordBatch::try_new(Arc::clone(&self.schema), columns)?);
        self.rows = 0;
        Ok(())
    }
}
