//! Fixes: each that an issue carries mends it and raises no other.

use std::collections::BTreeMap;

use glossator::checks::{CHECKS, Issue};
use glossator::evaluate::Evaluator;
use glossator::locale::LocaleTag;
use glossator::names::Termbase;

use crate::support::{scratch, succeeds};

fn by_check(issues: &[Issue]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for issue in issues {
        *counts.entry(issue.check.id).or_default() += 1;
    }
    counts
}

#[test]
fn each_fix_mends_its_issue_and_raises_none() {
    let evaluator = Evaluator::new(Termbase::load(&[]).unwrap());
    let mut fixes = BTreeMap::new();
    for example in CHECKS.iter().flat_map(|check| check.examples) {
        let locale = LocaleTag::parse(example.locale).unwrap();
        let before = evaluator.pair(example.source, example.target, &locale);
        for issue in &before {
            let Some(fix) = &issue.fix else { continue };
            let mended = fix.apply(example.target).unwrap();
            let after = evaluator.pair(example.source, &mended, &locale);
            let (had, has) = (by_check(&before), by_check(&after));
            let id = issue.check.id;
            assert!(has.get(id).unwrap_or(&0) < &had[id], "{id}: {mended:?}: {after:?}");
            let raised = has.iter().find(|(check, n)| *n > had.get(*check).unwrap_or(&0));
            assert_eq!(raised, None, "{id}: {mended:?}");
            *fixes.entry(id).or_insert(0) += 1;
        }
    }
    for check in ["spacing", "split-syllables", "misspelling", "wrong-article", "term-case"] {
        assert!(fixes.contains_key(check), "{check} mends none: {fixes:?}");
    }
}

#[test]
fn a_table_of_issues_ends_with_their_fixes() {
    let folder = scratch("fixes");
    let page = folder.join("docs/es-ES");
    std::fs::create_dir_all(&page).unwrap();
    let pair = "<span data-ttu-id=\"a-1\">=Abra la página .</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">Open the page.</span></span>\n";
    std::fs::write(page.join("a.md"), pair).unwrap();
    succeeds(&folder, &["score", "docs", "--quiet"]);
    let mut table = csv::Reader::from_path(folder.join("reports/es-ES.issues.csv")).unwrap();
    let heads = table.headers().unwrap().clone();
    let last: Vec<&str> = heads.iter().skip(heads.len() - 3).collect();
    assert_eq!(last, ["fix_start", "fix_end", "fix"]);
    let rows: Vec<BTreeMap<String, String>> = table.deserialize().map(Result::unwrap).collect();
    let row = rows.iter().find(|row| row["check"] == "spacing").unwrap();
    // The target begins with a mark that keeps spreadsheets from running it; offsets count without it.
    let target = row["target"].strip_prefix('\'').unwrap();
    let (start, end) = (row["fix_start"].parse().unwrap(), row["fix_end"].parse().unwrap());
    assert_eq!(&target[start..end], " .");
    assert_eq!(row["fix"], ".");
}
