//! `glossator score --dry-run`: which file would be scored as which locale, beside which original.

use std::io::Write;
use std::path::Path;

use glossator::document::Input;
use glossator::locale::LocaleTag;
use glossator::output::visible;
use glossator::read;
use glossator::read::layout::Plan;

/// Prints a line for each file: its locale, its path, its original and its format; then what is not scored, and why.
pub(super) fn print(plan: &Plan, asked: Option<&LocaleTag>) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if let Some(layout) = &plan.layout {
        writeln!(out, "{}\n", visible(&layout.to_string()))?;
    }
    let mut not_scored = Vec::new();
    for input in &plan.inputs {
        match read::format_of(input) {
            Ok(format) => {
                let beside = input.original().map(|path| format!(" \u{2190} {}", shown(path)));
                let locale = locale(input, asked);
                let beside = beside.unwrap_or_default();
                let line = format!("{locale}  {}{beside}  ({format})", shown(&input.path));
                writeln!(out, "{}", visible(&line))?;
            }
            Err(problem) => not_scored.push(problem),
        }
    }
    for problem in not_scored.iter().chain(&plan.problems) {
        let line = format!("{}  {}: {}", problem.path, problem.kind.as_str(), problem.message);
        writeln!(out, "-  {}", visible(&line))?;
    }
    for original in &plan.untranslated {
        let locales: Vec<_> = original.locales.iter().map(LocaleTag::file_name).collect();
        let path = shown(&original.original.path);
        writeln!(out, "-  {}  not-translated: {}", visible(&path), locales.join(" "))?;
    }
    out.flush()
}

/// The locale that the path or the call names; the file itself may name another.
fn locale(input: &Input, asked: Option<&LocaleTag>) -> String {
    let named = input.place.as_ref().and_then(|place| place.locale.as_deref());
    named.or(asked).map_or("?", LocaleTag::as_str).to_owned()
}

fn shown(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path);
    path.display().to_string()
}
