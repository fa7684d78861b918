use std::fs;

use super::*;
use crate::document::ProblemKind;

/// Plans a folder of these files, with some of them as sources; what is scored as which locale beside which original.
fn planned(name: &str, files: &[&str], paths: &[&str], sources: &[&str]) -> (Plan, Vec<String>) {
    let folder = format!("glossator-layout-{}-{name}", std::process::id());
    let folder = std::env::temp_dir().canonicalize().unwrap().join(folder);
    let _ = fs::remove_dir_all(&folder);
    for file in files {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "text\n").unwrap();
    }
    let below = |paths: &[&str]| paths.iter().map(|path| folder.join(path)).collect::<Vec<_>>();
    let (paths, sources) = (below(paths), below(sources));
    let call = Call { paths: &paths, sources: &sources, ..Call::default() };
    let plan = plan(call);
    let shown = |path: &Path| path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
    let plan = plan.unwrap();
    let lines = plan.inputs.iter().map(|input| {
        let place = input.place.as_ref().unwrap();
        let locale = place.locale.as_deref().map_or("-", LocaleTag::as_str);
        let original = input.original().map_or("-".to_owned(), &shown);
        format!("{locale} {} {original}", shown(&input.path))
    });
    let mut lines: Vec<String> = lines.collect();
    lines.sort();
    fs::remove_dir_all(&folder).unwrap();
    (plan, lines)
}

/// Plans the whole folder without saying anything of it.
fn whole(name: &str, files: &[&str]) -> Vec<String> {
    planned(name, files, &["."], &[]).1
}

#[test]
fn folders_of_languages_pair_with_that_of_the_source() {
    let files =
        ["content/en/a/b.md", "content/fr/a/b.md", "content/it/a/b.mdx", "content/img/a.md"];
    let expected = [
        "- content/img/a.md -",
        "fr content/fr/a/b.md content/en/a/b.md",
        "it content/it/a/b.mdx content/en/a/b.md",
    ];
    assert_eq!(whole("folders", &files), expected);
    let files = ["en/docs/b.md", "de/docs/b.md", "uk/docs/b.md"];
    let expected = ["de de/docs/b.md en/docs/b.md", "uk uk/docs/b.md en/docs/b.md"];
    assert_eq!(whole("outer", &files), expected);
}

#[test]
fn the_source_may_be_what_names_no_locale() {
    let files = ["src/content/docs/a.md", "src/content/docs/b/c.md", "src/content/docs/ja/b/c.md"];
    let expected = ["ja src/content/docs/ja/b/c.md src/content/docs/b/c.md"];
    assert_eq!(whole("root", &files), expected);
    let files = ["docs/n.md", "docs/n.fr.md", "README.md", "README-pt_BR.md", "README_ja.md"];
    let expected = [
        "fr docs/n.fr.md docs/n.md",
        "ja README_ja.md README.md",
        "pt-BR README-pt_BR.md README.md",
    ];
    assert_eq!(whole("names", &files), expected);
    assert_eq!(whole("one", &["README.md", "README-uk.md"]), ["uk README-uk.md README.md"]);
    let files = ["docs/a.md", "docs.fr-fr/a.md", "docs.fr-fr/b.md"];
    let expected = ["fr-FR docs.fr-fr/a.md docs/a.md", "fr-FR docs.fr-fr/b.md -"];
    assert_eq!(whole("repositories", &files), expected);
}

#[test]
fn string_tables_pair_in_every_layout() {
    for (files, localized, source) in [
        (["en.json", "it.json"], "it", "en.json"),
        (["locales/en-US/m.json", "locales/id/m.json"], "id", "locales/en-US/m.json"),
        (["l/Strings.resx", "l/Strings.pt-BR.resx"], "pt-BR", "l/Strings.resx"),
        (["config/locales/en.yml", "config/locales/nb.yml"], "nb", "config/locales/en.yml"),
    ] {
        let expected = [format!("{localized} {} {source}", files[1])];
        assert_eq!(whole("tables", &files), expected);
    }
}

#[test]
fn other_trees_pair_by_what_most_of_their_pages_have() {
    let files = [
        "docs/intro.md",
        "docs/guides/setup.md",
        "blog/intro.md",
        "i18n/de/docusaurus-plugin-content-docs/current/intro.md",
        "i18n/de/docusaurus-plugin-content-docs/current/guides/setup.md",
        "i18n/uk/docusaurus-plugin-content-docs/current/guides/setup.md",
    ];
    let current = "docusaurus-plugin-content-docs/current";
    let expected = [
        "- blog/intro.md -".to_owned(),
        format!("de i18n/de/{current}/guides/setup.md docs/guides/setup.md"),
        format!("de i18n/de/{current}/intro.md docs/intro.md"),
        format!("uk i18n/uk/{current}/guides/setup.md docs/guides/setup.md"),
    ];
    assert_eq!(whole("plugins", &files), expected);
}

#[test]
fn versions_and_pages_above_are_found() {
    let plugin = "docusaurus-plugin-content-docs";
    let files = [
        "docs/a.md".to_owned(),
        "docs/b.md".to_owned(),
        "docs/c.md".to_owned(),
        "versioned_docs/version-1/a.md".to_owned(),
        format!("i18n/uk/{plugin}/current/a.md"),
        format!("i18n/uk/{plugin}/current/b.md"),
        format!("i18n/uk/{plugin}/current/c.md"),
        format!("i18n/uk/{plugin}/version-1/a.md"),
    ];
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let found = whole("versions", &files);
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found[0].ends_with(" docs/a.md") && found[2].ends_with(" docs/c.md"), "{found:?}");
    assert!(found[3].ends_with(" versioned_docs/version-1/a.md"), "{found:?}");
    let files = [
        "README.md",
        "one/README.md",
        "two/README.md",
        "docs/i18n/README.de.md",
        "docs/i18n/README.uk.md",
        "translations/fr/README.md",
        "translations/fr/one/README.md",
    ];
    let expected = [
        "- two/README.md -",
        "de docs/i18n/README.de.md README.md",
        "fr translations/fr/README.md README.md",
        "fr translations/fr/one/README.md one/README.md",
        "uk docs/i18n/README.uk.md README.md",
    ];
    assert_eq!(whole("above", &files), expected);
}

#[test]
fn catalogues_of_the_source_are_left_out() {
    let files = ["po/fr.po", "po/uk.po", "po/en.po", "src/messages.xlf", "src/messages.de.xlf"];
    let expected = ["de src/messages.de.xlf -", "fr po/fr.po -", "uk po/uk.po -"];
    assert_eq!(whole("catalogues", &files), expected);
}

#[test]
fn words_that_are_tags_name_no_locale_by_themselves() {
    let files = [
        "docs/index.md",
        "docs/man/index.md",
        "docs/new/index.md",
        "docs/api/index.md",
        "docs/to-do.md",
        "docs/to.md",
        "docs/sign-in.md",
        "docs/sign.md",
        "docs/is/a.md",
        "samples/cs/a.md",
        "samples/go/a.md",
        "samples/java/a.md",
        "samples/ts/a.md",
        "src/no.json",
        "src/package.json",
        "src/app.json",
        "editions/ce/a.md",
        "editions/ee/a.md",
        "docs/README-api.md",
    ];
    for line in whole("words", &files) {
        assert!(line.starts_with("- ") && line.ends_with(" -"), "{line}");
    }
}

#[test]
fn what_the_call_names_is_a_locale_and_a_source() {
    let files = ["docs/n.md", "docs/it/n.md", "docs/id/x.md"];
    let (_, lines) = planned("named", &files, &["docs/it", "docs/id"], &["docs"]);
    assert_eq!(lines, ["id docs/id/x.md -", "it docs/it/n.md docs/n.md"]);
    let (plan, lines) = planned("reversed", &["x/ja/n.md", "x/en/n.md"], &["x/en"], &["x/ja"]);
    assert_eq!(lines, ["en x/en/n.md x/ja/n.md"]);
    assert_eq!(plan.source_locale.unwrap().as_str(), "ja");
    // The sources beside what is named are found.
    let files = ["x/fr/n.md", "x/en/n.md", "README.md", "README.de.md"];
    let (_, lines) = planned("beside", &files, &["x/fr", "README.de.md"], &[]);
    assert_eq!(lines, ["de README.de.md README.md", "fr x/fr/n.md x/en/n.md"]);
}

#[test]
fn originals_that_are_not_translated_are_told_with_their_locales() {
    let files = ["c/en/a.md", "c/en/b.md", "c/fr/a.md", "c/ja/b.md", "c/en-GB/a.md", "c/x.png"];
    let (plan, _) = planned("lacking", &files, &["."], &[]);
    let lacking = plan.untranslated.iter().map(|untranslated| {
        let locales: Vec<_> = untranslated.locales.iter().map(LocaleTag::as_str).collect();
        (untranslated.original.name.as_str(), locales.join(" "))
    });
    let expected = [("c/en/a.md", "ja".to_owned()), ("c/en/b.md", "fr".to_owned())];
    assert_eq!(lacking.collect::<Vec<_>>(), expected);
    let told: Vec<_> = plan.problems.iter().map(|p| (p.path.as_str(), p.kind)).collect();
    assert_eq!(
        told,
        [("c/*.png", ProblemKind::UnknownFormat), ("c/en-GB/a.md", ProblemKind::NotScored)]
    );
    let layout = plan.layout.unwrap();
    let said = layout.to_string();
    assert!(said.starts_with("source: ") && said.contains("c/en (en), locales: fr ja ("), "{said}");
}
