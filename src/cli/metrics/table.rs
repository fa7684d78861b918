//! The table of several systems: JSON, a grid for the terminal or LaTeX.

use std::io::{self, Write};

use super::options::Format;
use super::output::{Colors, NONE, quoted, repr};
use glossator::metrics::Interval;

/// A system's score by one metric or judge.
#[derive(Default)]
pub(super) struct Cell {
    /// None of a judge that gave none.
    pub(super) score: Option<f64>,
    /// In paired tests, what the test says.
    pub(super) paired: Option<Paired>,
}

/// What a paired test says of a system.
pub(super) struct Paired {
    /// None for the baseline.
    pub(super) p_value: Option<f64>,
    /// The bootstrap's estimate of the score, or what a judge's sample tells of all segments.
    pub(super) confidence: Option<Interval>,
}

/// The scores of all systems by one metric or judge.
pub(super) struct Measure {
    /// Its name.
    pub(super) name: String,
    /// Its signature as printed.
    pub(super) signature: String,
    /// Decimals.
    pub(super) width: usize,
    /// One a system.
    pub(super) cells: Vec<Cell>,
}

/// The scores of several systems by the same metrics.
pub(super) struct Table {
    /// The systems' names; in paired tests the first is the baseline.
    pub(super) systems: Vec<String>,
    /// The metrics, then the judges.
    pub(super) measures: Vec<Measure>,
    /// The test that was made.
    pub(super) test: Option<Test>,
}

/// A paired test.
#[derive(Clone, Copy)]
pub(super) enum Test {
    Bootstrap(usize),
    Randomization(usize),
}

impl Table {
    /// Prints the table in `format`.
    pub(super) fn print(
        &self,
        format: Format,
        colors: Colors,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if format == Format::Json {
            return self.json(out);
        }
        let columns = self.columns(format, colors);
        if format == Format::Text {
            grid(&columns, out)?;
        } else {
            booktabs(&columns, out)?;
        }
        writeln!(out)?;
        if let Some(test) = self.test {
            self.explain(test, colors, out)?;
        }
        writeln!(out, "-----------------\nMetric signatures\n-----------------")?;
        self.measures.iter().try_for_each(|Measure { name, signature, .. }| {
            writeln!(out, " - {name:<10} {signature}")
        })
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        let number = |value: Option<f64>| value.map_or_else(|| "null".to_owned(), repr);
        let system = |(i, name): (usize, &String)| {
            let mut members = vec![format!("        \"system\": {}", quoted(name, true))];
            members.extend(self.measures.iter().map(|Measure { name, width, cells, .. }| {
                let Cell { score, paired } = &cells[i];
                let value = match paired {
                    None => score
                        .map_or_else(|| "null".to_owned(), |score| format!("\"{score:.width$}\"")),
                    Some(Paired { p_value, confidence }) => format!(
                        "{{\n            \"score\": {},\n            \"p_value\": {},\n            \"mean\": {},\n            \"ci\": {}\n        }}",
                        number(*score),
                        number(*p_value),
                        number(confidence.map(|confidence| confidence.mean)),
                        number(confidence.map(|confidence| confidence.half_width))
                    ),
                };
                format!("        {}: {value}", quoted(name, true))
            }));
            format!("    {{\n{}\n    }}", members.join(",\n"))
        };
        let systems: Vec<String> = self.systems.iter().enumerate().map(system).collect();
        writeln!(out, "[\n{}\n]", systems.join(",\n"))
    }

    /// Headers and cells as text; of a cell, its lines.
    fn columns(&self, format: Format, colors: Colors) -> Vec<Column> {
        let baseline =
            self.systems.first().as_ref().is_some_and(|name| name.starts_with("Baseline:"));
        let highlight = |row: usize, text: String| {
            if row == 0 && baseline { colors.yellow(&text) } else { text }
        };
        let mut columns = vec![Column {
            header: colors.cyan("System"),
            right: true,
            cells: self
                .systems
                .iter()
                .enumerate()
                .map(|(row, name)| vec![highlight(row, name.trim().to_owned())])
                .collect(),
        }];
        // Once a metric has confidence intervals, so do all that follow.
        for Measure { name, width, cells, .. } in &self.measures {
            let confidence =
                |cell: &Cell| cell.paired.as_ref().and_then(|paired| paired.confidence);
            let is_sure = cells.iter().any(|cell| confidence(cell).is_some());
            let title = if is_sure { format!("{name} (μ ± 95% CI)") } else { name.clone() };
            let cell = |(row, cell): (usize, &Cell)| {
                let Some(score) = cell.score else { return vec![highlight(row, NONE.to_owned())] };
                let mut text = format!("{score:.width$}");
                let Some(Paired { p_value, confidence }) = &cell.paired else { return vec![text] };
                if let Some(Interval { mean, half_width }) = confidence {
                    text = format!("{text} ({mean:.width$} ± {half_width:.width$})");
                }
                let Some(p_value) = p_value else { return vec![highlight(row, text)] };
                let p_text = format!("(p = {p_value:.4})");
                let p_text = if *p_value > 0.05 { colors.red(&p_text) } else { p_text + "*" };
                if format == Format::Text {
                    vec![text, p_text]
                } else {
                    vec![format!("{text} {p_text}")]
                }
            };
            columns.push(Column {
                header: colors.cyan(&title),
                right: false,
                cells: cells.iter().enumerate().map(cell).collect(),
            });
        }
        columns
    }

    fn explain(&self, test: Test, colors: Colors, out: &mut dyn Write) -> io::Result<()> {
        let title = match test {
            Test::Bootstrap(n) => {
                format!("Paired bootstrap resampling test with {n} resampling trials")
            }
            Test::Randomization(n) => {
                format!("Paired approximate randomization test with {n} trials")
            }
        };
        let given = match test {
            Test::Bootstrap(_) => {
                "Actual system score / bootstrap estimated true mean / 95% CI are provided for each metric."
            }
            Test::Randomization(_) => "Actual system score is provided for each metric.",
        };
        let named = self.systems.first().filter(|name| name.starts_with("Baseline:"));
        let name = colors.yellow(named.map_or("", String::as_str));
        let (baseline, null) = (colors.yellow("baseline"), colors.green("Null hypothesis"));
        let (null_again, red) = (null.to_lowercase(), colors.red("highlighted in red"));
        let rule = "-".repeat(title.len());
        write!(
            out,
            "{rule}\n{title}\n{rule}\n \
- Each system is pairwise compared to {name}.
   {given}

 - {null}: the system and the {baseline} translations are essentially
   generated by the same underlying process. For a given system and the {baseline},
   the p-value is roughly the probability of the absolute score difference (delta)
   or higher occurring due to chance, under the assumption that the {null_again} is correct.

 - Assuming a significance threshold of 0.05, the {null_again} can be rejected
   for p-values < 0.05 (marked with \"*\"). This means that the delta is unlikely to be attributed
   to chance, hence the system is significantly \"different\" than the {baseline}.
   Otherwise, the p-values are {red}.

 - NOTE: Significance does not tell whether a system is \"better\" than the {baseline} but rather
   emphasizes the \"difference\" of the systems in terms of the replicability of the delta.

"
        )
    }
}

/// A column of text, aligned right or centered.
struct Column {
    header: String,
    right: bool,
    cells: Vec<Vec<String>>,
}

impl Column {
    /// Columns of characters: at least the header's and two more.
    fn width(&self) -> usize {
        let widest = self.cells.iter().flatten().map(|line| visible(line)).max().unwrap_or(0);
        widest.max(visible(&self.header) + 2)
    }

    fn pad(&self, text: &str) -> String {
        let room = self.width() - visible(text);
        let left = if self.right { room } else { room / 2 };
        format!("{}{text}{}", " ".repeat(left), " ".repeat(room - left))
    }
}

/// Characters that show: all but color codes.
fn visible(text: &str) -> usize {
    let mut rest = text;
    let mut count = 0;
    while let Some((before, code)) = rest.split_once('\x1b') {
        count += before.chars().count();
        rest = code.split_once('m').map_or("", |(_, after)| after);
    }
    count + rest.chars().count()
}

fn grid(columns: &[Column], out: &mut dyn Write) -> io::Result<()> {
    let rule = |[left, line, middle, right]: [&str; 4]| {
        let lines: Vec<String> =
            columns.iter().map(|column| line.repeat(column.width() + 2)).collect();
        format!("{left}{}{right}", lines.join(middle))
    };
    let row = |cells: Vec<String>| format!("│ {} │", cells.join(" │ "));
    writeln!(out, "{}", rule(["╒", "═", "╤", "╕"]))?;
    writeln!(out, "{}", row(columns.iter().map(|column| column.pad(&column.header)).collect()))?;
    writeln!(out, "{}", rule(["╞", "═", "╪", "╡"]))?;
    for i in 0..columns[0].cells.len() {
        if i > 0 {
            writeln!(out, "{}", rule(["├", "─", "┼", "┤"]))?;
        }
        let lines = columns.iter().map(|column| column.cells[i].len()).max().unwrap_or(1);
        for line in 0..lines {
            let cells = columns
                .iter()
                .map(|column| column.pad(column.cells[i].get(line).map_or("", String::as_str)))
                .collect();
            writeln!(out, "{}", row(cells))?;
        }
    }
    writeln!(out, "{}", rule(["╘", "═", "╧", "╛"]))
}

fn booktabs(columns: &[Column], out: &mut dyn Write) -> io::Result<()> {
    let alignment: String =
        columns.iter().map(|column| if column.right { 'r' } else { 'c' }).collect();
    let row = |cells: Vec<String>| format!(" {} \\\\", cells.join(" & "));
    let cell = |column: &Column, text: &str| escaped(&column.pad(text));
    writeln!(out, "\\begin{{tabular}}{{{alignment}}}\n\\toprule")?;
    writeln!(out, "{}", row(columns.iter().map(|column| cell(column, &column.header)).collect()))?;
    writeln!(out, "\\midrule")?;
    for i in 0..columns[0].cells.len() {
        let cells = columns.iter().map(|column| cell(column, &column.cells[i].join(" "))).collect();
        writeln!(out, "{}", row(cells))?;
    }
    writeln!(out, "\\bottomrule\n\\end{{tabular}}")
}

/// Text with LaTeX's special characters escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            '^' => out.push_str("\\^{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '<' => out.push_str("\\ensuremath{<}"),
            '>' => out.push_str("\\ensuremath{>}"),
            c => out.push(c),
        }
    }
    out
}
