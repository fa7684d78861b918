//! What the pages of a site lead to, told by all pages of the run.

use std::fs;

use glossator::pipeline::{ScoreOptions, evaluate_all};

use crate::support::scratch;

#[test]
fn a_link_to_a_page_that_is_not_there_is_said_once_a_page() {
    let folder = scratch("sites-missing");
    let write = |name: String, text: String| {
        let path = folder.join("content").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for at in 0..30 {
        let next = (at + 1) % 30;
        let source = format!("# Box {at}\n\nSee [the next box](/box{next}/) for more.\n");
        let target = format!("# Kiste {at}\n\nSiehe [die nächste Kiste](/de/box{next}/).\n");
        write(format!("en/box{at}.md"), source);
        write(format!("de/box{at}.md"), target);
    }
    // It has no original, and is there all the same.
    write("de/extra.md".to_owned(), "# Mehr\n".to_owned());
    write("en/lid.md".to_owned(), "# Lid\n".to_owned());
    let links =
        |locale: &str| format!("[one]({locale}lid/), [two]({locale}lid/), [three]({locale}box1/)");
    write("en/list.md".to_owned(), format!("# List\n\nSee {}.\n", links("/")));
    write(
        "de/list.md".to_owned(),
        format!("# Liste\n\nSiehe {}.\n\nMehr [hier](/de/extra/).\n", links("/de/")),
    );
    let found = |site: &str| {
        fs::write(folder.join(site), "baseURL = 1\n").unwrap();
        let options =
            ScoreOptions { paths: vec![folder.join("content")], ..ScoreOptions::default() };
        let (pages, _) = evaluate_all(options).unwrap();
        fs::remove_file(folder.join(site)).unwrap();
        let issues = pages.iter().flat_map(|page| &page.issues);
        let links =
            issues.filter(|placed| placed.issue.message.starts_with("The link leads nowhere"));
        links.map(|placed| placed.issue.message.clone()).collect::<Vec<_>>()
    };
    let wanted = "The link leads nowhere: there is no page “/de/lid/” in this locale. Lead to the original (“/lid/”), or translate it";
    assert_eq!(found("hugo.toml"), [wanted]);
    // Some sites show the original instead.
    assert!(found("docusaurus.config.js").is_empty());
}
