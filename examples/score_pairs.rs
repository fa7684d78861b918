//! Scores pairs in memory and prints their issues: `cargo run --example score_pairs`.
#![allow(clippy::print_stdout)]

use glossator::evaluate::Evaluator;
use glossator::locale::LocaleTag;
use glossator::names::Termbase;

fn main() -> glossator::Result<()> {
    let evaluator = Evaluator::new(Termbase::load(&[])?);
    let pairs = [
        ("Wait 30 minutes.", "Warten Sie 20 Minuten."),
        ("Open Azure Monitor.", "Öffnen Sie Azure-Überwachung."),
        ("Select **Save**.", "Wählen Sie **Speichern** aus."),
    ];
    let page = evaluator.pairs(&pairs, &LocaleTag::parse("de-DE").unwrap_or_default());
    for found in &page.issues {
        let (severity, check) = (found.issue.severity.as_str(), found.issue.check.id);
        println!("{}: {severity}: {check}: {}", found.line, found.issue.message);
    }
    println!("{} of {} pairs are clean", page.totals.clean_segments, page.totals.segments);
    Ok(())
}
