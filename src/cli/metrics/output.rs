//! Scores as sacreBLEU prints them: JSON as Python's, lines aligned at the equals sign.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::options::Format;
use glossator::metrics::{Score, Signature};

/// What stands where a judge gave no score.
pub(super) const NONE: &str = "-";

/// Decimals of a judge's score, for `width` of a metric's: most judges' lie between 0 and 1, and the tools of COMET print four.
pub(super) fn judged_width(width: usize) -> usize {
    width.max(4)
}

/// A row of the report of one system.
pub(super) enum Row {
    /// A metric's score.
    Score(Score),
    /// The mean of a judge's scores.
    Judged(Score),
    /// A judge without scores, by its name and signature.
    Unjudged(String, Signature),
}

/// ANSI colors, on a terminal only.
#[derive(Clone, Copy)]
pub(super) struct Colors(pub(super) bool);

impl Colors {
    pub(super) fn cyan(self, text: &str) -> String {
        self.paint(text, 36)
    }

    pub(super) fn green(self, text: &str) -> String {
        self.paint(text, 32)
    }

    pub(super) fn red(self, text: &str) -> String {
        self.paint(text, 31)
    }

    pub(super) fn yellow(self, text: &str) -> String {
        self.paint(text, 33)
    }

    fn paint(self, text: &str, color: u8) -> String {
        if self.0 { format!("\x1b[{color}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// How the scores of one system are printed.
pub(super) struct Style {
    pub(super) format: Format,
    pub(super) width: usize,
    pub(super) score_only: bool,
    pub(super) short: bool,
    pub(super) colors: Colors,
}

impl Style {
    /// A signature as it is printed.
    pub(super) fn signature(&self, signature: &Signature) -> String {
        if self.short { signature.short() } else { signature.to_string() }
    }

    /// One row.
    fn row(&self, row: &Row) -> String {
        let (score, width) = match row {
            Row::Score(score) => (score, self.width),
            Row::Judged(score) => (score, judged_width(self.width)),
            Row::Unjudged(name, signature) => return self.unjudged(name, signature),
        };
        if self.score_only {
            return score.number(width);
        }
        if self.format == Format::Json {
            return json(score, width);
        }
        score.line(width, Some(&self.signature(&score.signature)))
    }

    /// That there is no score.
    fn unjudged(&self, name: &str, signature: &Signature) -> String {
        match (self.format, self.score_only) {
            (Format::Json, true) => "null".to_owned(),
            (Format::Json, false) => fields(name, "null", signature) + &members(signature),
            (_, true) => NONE.to_owned(),
            (_, false) => format!("{name}|{} = {NONE}", self.signature(signature)),
        }
    }

    /// All scores of one system.
    pub(super) fn scores(&self, scores: &[Row], out: &mut dyn Write) -> io::Result<()> {
        let mut lines: Vec<String> = scores.iter().map(|score| self.row(score)).collect();
        if self.format == Format::Json {
            return match lines.as_slice() {
                [line] => writeln!(out, "{line}"),
                lines => writeln!(out, "[\n{}\n]", lines.join(",\n")),
            };
        }
        // The color comes before the alignment, as in sacreBLEU.
        for line in &mut lines {
            if let (Some(start), Some(end)) = (line.find("(μ = "), line.find(')'))
                && self.colors.0
            {
                *line = format!(
                    "{}{}{}",
                    &line[..start],
                    self.colors.cyan(&line[start..=end]),
                    &line[end + 1..]
                );
            }
        }
        let [_, _, ..] = lines.as_slice() else {
            return lines.iter().try_for_each(|line| writeln!(out, "{line}"));
        };
        // Lines without an equals sign come first; the others are aligned at it.
        let (aligned, plain): (Vec<&String>, Vec<&String>) =
            lines.iter().partition(|line| line.contains('='));
        plain.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        let left = |line: &str| line.split('=').next().unwrap_or_default().chars().count() - 1;
        let widest = aligned.iter().map(|line| left(line)).max().unwrap_or(0);
        aligned
            .iter()
            .try_for_each(|line| writeln!(out, "{:pad$}{line}", "", pad = widest - left(line)))
    }
}

/// The score as `json.dumps(…, indent=1, ensure_ascii=False)`.
fn json(score: &Score, width: usize) -> String {
    let rounded = |value: f64| repr(format!("{value:.width$}").parse().unwrap_or(value));
    let mut out = fields(&score.name, &rounded(score.value), &score.signature);
    if let Some(confidence) = score.confidence.filter(|confidence| confidence.mean.abs() > 0.0) {
        let (mean, interval) = (confidence.mean, confidence.half_width);
        let _ = write!(
            out,
            ",\n \"confidence_mean\": {},\n \"confidence_var\": {},\n \"confidence\": \"μ = {mean:.width$} ± {interval:.width$}\"",
            rounded(mean),
            rounded(interval)
        );
    }
    if let Some(details) = &score.details {
        let _ = write!(out, ",\n \"verbose_score\": {}", quoted(details, false));
    }
    out + &members(&score.signature)
}

/// How the object of a score begins.
fn fields(name: &str, score: &str, signature: &Signature) -> String {
    let (name, signature) = (quoted(name, false), quoted(&signature.to_string(), false));
    format!("{{\n \"name\": {name},\n \"score\": {score},\n \"signature\": {signature}")
}

/// How it ends: with the parts of the signature.
fn members(signature: &Signature) -> String {
    let mut out = String::new();
    for (key, value) in signature.pairs(false) {
        let _ = write!(out, ",\n \"{key}\": {}", quoted(&value, false));
    }
    out + "\n}"
}

/// A string as Python's `json` writes it.
pub(super) fn quoted(text: &str, ascii: bool) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            c if c < ' ' || (ascii && c > '~') => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            c => out.push(c),
        }
    }
    out + "\""
}

/// A number as Python's `repr` writes it: the shortest form that reads back as the same.
pub(super) fn repr(value: f64) -> String {
    let plain = (1e-4..1e16).contains(&value.abs()) || value == 0.0;
    if plain {
        return format!("{value:?}");
    }
    let scientific = format!("{value:e}");
    match scientific.split_once('e') {
        Some((digits, power)) => {
            let (sign, power) = match power.strip_prefix('-') {
                Some(power) => ('-', power),
                None => ('+', power),
            };
            format!("{digits}e{sign}{power:0>2}")
        }
        // NaN and the infinities, in Python's JSON.
        None if value.is_nan() => "NaN".to_owned(),
        None if value > 0.0 => "Infinity".to_owned(),
        None => "-Infinity".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_in_python() {
        let cases = [
            (58.1, "58.1"),
            (100.0, "100.0"),
            (0.0, "0.0"),
            (1.2e-5, "1.2e-05"),
            (0.0001, "0.0001"),
            (1e16, "1e+16"),
            (1.5e-300, "1.5e-300"),
            (123_456_789.125, "123456789.125"),
        ];
        for (value, expected) in cases {
            assert_eq!(repr(value), expected);
        }
    }

    #[test]
    fn strings_are_escaped_as_in_python() {
        assert_eq!(quoted("a\"\\\té\u{1}", false), "\"a\\\"\\\\\\té\\u0001\"");
        assert_eq!(quoted("é😀\u{7f}", true), "\"\\u00e9\\ud83d\\ude00\\u007f\"");
    }

    #[test]
    fn halves_round_to_even_as_in_python() {
        let rounded = [0.5, 1.5, 2.5].map(|value| format!("{value:.0}"));
        assert_eq!(rounded, ["0", "2", "2"]);
        let rounded = [31.25, 31.75, 0.125, 0.375].map(|value| format!("{value:.1}"));
        assert_eq!(rounded, ["31.2", "31.8", "0.1", "0.4"]);
        assert_eq!(format!("{:.2}", 0.125), "0.12");
    }
}
