//! Checks a pair given as arguments: `cargo run --example check_pairs -- de-DE "Select **Save**." "Wählen Sie **Speichern **."`
#![allow(clippy::print_stdout)]

use glossator::evaluate::Evaluator;
use glossator::locale::LocaleTag;
use glossator::names::Termbase;

fn main() -> glossator::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [locale, source, target] = &arguments[..] else {
        return Err(glossator::Error::usage("name a locale, a source and its translation"));
    };
    let locale = LocaleTag::parse(locale).unwrap_or_default();
    for issue in Evaluator::new(Termbase::load(&[])?).pair(source, target, &locale) {
        let words = issue.target_span.and_then(|span| target.get(span)).unwrap_or("");
        println!("{} {}: {} {words:?}", issue.severity.as_str(), issue.check.id, issue.message);
    }
    Ok(())
}
