//! Trees in the layouts of public projects: every page in its locale, every pair a pair, and no file without a word.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::support::{scratch, succeeds};

/// A tree: its files, and what is found of it. A file that begins with `*` is localized; what is found has a line for each
/// pair and for each file that holds both sides: locale, path, original.
struct Tree {
    name: &'static str,
    files: &'static [&'static str],
    found: &'static [&'static str],
}

const CURRENT: &str = "i18n/de/docusaurus-plugin-content-docs/current";

const TREES: &[Tree] = &[
    Tree {
        name: "docusaurus",
        files: &[
            "docs/intro.md",
            "docs/guide/setup.md",
            "blog/2024-01-01-hello.md",
            "src/pages/about.md",
            "i18n/en/code.json",
            "*i18n/de/code.json",
            "*CURRENT/intro.md",
            "*CURRENT/guide/setup.md",
            "*i18n/de/docusaurus-plugin-content-blog/2024-01-01-hello.md",
            "*i18n/de/docusaurus-plugin-content-pages/about.md",
            "docusaurus.config.js",
            "package.json",
        ],
        found: &[
            "de CURRENT/guide/setup.md docs/guide/setup.md",
            "de CURRENT/intro.md docs/intro.md",
            "de i18n/de/code.json i18n/en/code.json",
            "de i18n/de/docusaurus-plugin-content-blog/2024-01-01-hello.md blog/2024-01-01-hello.md",
            "de i18n/de/docusaurus-plugin-content-pages/about.md src/pages/about.md",
        ],
    },
    Tree {
        name: "docusaurus-versions",
        files: &[
            "docs/intro.md",
            "docs/setup.md",
            "versioned_docs/version-1.0/intro.md",
            "versioned_docs/version-1.0/setup.md",
            "*CURRENT/intro.md",
            "*CURRENT/setup.md",
            "*i18n/de/docusaurus-plugin-content-docs/version-1.0/intro.md",
        ],
        found: &[
            "de CURRENT/intro.md docs/intro.md",
            "de CURRENT/setup.md docs/setup.md",
            "de i18n/de/docusaurus-plugin-content-docs/version-1.0/intro.md versioned_docs/version-1.0/intro.md",
        ],
    },
    Tree {
        name: "hugo-folders",
        files: &[
            "content/en/_index.md",
            "content/en/docs/a.md",
            "*content/de/_index.md",
            "*content/de/docs/a.md",
            "*content/fr/_index.md",
            "i18n/en.yaml",
            "*i18n/de.yaml",
            "hugo.toml",
        ],
        found: &[
            "de content/de/_index.md content/en/_index.md",
            "de content/de/docs/a.md content/en/docs/a.md",
            "de i18n/de.yaml i18n/en.yaml",
            "fr content/fr/_index.md content/en/_index.md",
        ],
    },
    Tree {
        name: "hugo-names",
        files: &[
            "content/_index.md",
            "*content/_index.de.md",
            "content/posts/b/index.md",
            "*content/posts/b/index.de.md",
            "*content/posts/b/index.pt-br.md",
        ],
        found: &[
            "de content/_index.de.md content/_index.md",
            "de content/posts/b/index.de.md content/posts/b/index.md",
            "pt-BR content/posts/b/index.pt-br.md content/posts/b/index.md",
        ],
    },
    Tree {
        name: "mkdocs-names",
        files: &["docs/index.md", "*docs/index.de.md", "docs/x.md", "*docs/x.de.md", "mkdocs.yml"],
        found: &["de docs/index.de.md docs/index.md", "de docs/x.de.md docs/x.md"],
    },
    Tree {
        // A checkout whose own folder is named by the language of the sources.
        name: "mkdocs-folders-en",
        files: &["docs/en/index.md", "docs/en/x.md", "*docs/de/index.md", "*docs/de/x.md"],
        found: &["de docs/de/index.md docs/en/index.md", "de docs/de/x.md docs/en/x.md"],
    },
    Tree {
        name: "jekyll",
        files: &[
            "_en/index.md",
            "_en/a.md",
            "*_de/index.md",
            "*_de/a.md",
            "*_it/a.md",
            "_config.yml",
        ],
        found: &["de _de/a.md _en/a.md", "de _de/index.md _en/index.md", "it _it/a.md _en/a.md"],
    },
    Tree {
        name: "vitepress",
        files: &["docs/index.md", "docs/guide/a.md", "*docs/fr/index.md", "*docs/fr/guide/a.md"],
        found: &["fr docs/fr/guide/a.md docs/guide/a.md", "fr docs/fr/index.md docs/index.md"],
    },
    Tree {
        name: "starlight",
        files: &[
            "src/content/docs/index.mdx",
            "src/content/docs/g/a.md",
            "*src/content/docs/de/index.mdx",
            "*src/content/docs/de/g/a.md",
            "*src/content/docs/pt-br/index.mdx",
            "src/content/i18n/en.json",
            "*src/content/i18n/de.json",
            "astro.config.mjs",
        ],
        found: &[
            "de src/content/docs/de/g/a.md src/content/docs/g/a.md",
            "de src/content/docs/de/index.mdx src/content/docs/index.mdx",
            "de src/content/i18n/de.json src/content/i18n/en.json",
            "pt-BR src/content/docs/pt-br/index.mdx src/content/docs/index.mdx",
        ],
    },
    Tree {
        name: "sphinx",
        files: &[
            "*docs/locales/de/LC_MESSAGES/index.po",
            "*docs/locales/zh_CN/LC_MESSAGES/guide/a.po",
            "docs/locales/index.pot",
            "docs/conf.py",
        ],
        found: &[
            "de docs/locales/de/LC_MESSAGES/index.po",
            "zh-CN docs/locales/zh_CN/LC_MESSAGES/guide/a.po",
        ],
    },
    Tree {
        name: "rails",
        files: &[
            "config/locales/en.yml",
            "*config/locales/de.yml",
            "config/locales/models/en.yml",
            "*config/locales/models/de.yml",
            "config/locales/devise.en.yml",
            "*config/locales/devise.de.yml",
            "*config/locales/pt-BR.yml",
            "config/database.yml",
        ],
        found: &[
            "de config/locales/de.yml config/locales/en.yml",
            "de config/locales/devise.de.yml config/locales/devise.en.yml",
            "de config/locales/models/de.yml config/locales/models/en.yml",
            "pt-BR config/locales/pt-BR.yml config/locales/en.yml",
        ],
    },
    Tree {
        name: "android",
        files: &[
            "app/src/main/res/values/strings.xml",
            "*app/src/main/res/values-de/strings.xml",
            "*app/src/main/res/values-b+sr+Latn/strings.xml",
            "*app/src/main/res/values-pt-rBR/strings.xml",
            "app/src/main/res/values-night/colors.xml",
            "app/src/main/res/values-v21/styles.xml",
            "app/src/main/AndroidManifest.xml",
        ],
        found: &[
            "de app/src/main/res/values-de/strings.xml app/src/main/res/values/strings.xml",
            "pt-BR app/src/main/res/values-pt-rBR/strings.xml app/src/main/res/values/strings.xml",
            "sr-Latn app/src/main/res/values-b+sr+Latn/strings.xml app/src/main/res/values/strings.xml",
        ],
    },
    Tree {
        name: "ios",
        files: &[
            "App/Base.lproj/Main.strings",
            "App/en.lproj/Localizable.strings",
            "*App/de.lproj/Localizable.strings",
            "*App/de.lproj/Main.strings",
            "*App/zh-Hans.lproj/Localizable.strings",
        ],
        found: &[
            "de App/de.lproj/Localizable.strings App/en.lproj/Localizable.strings",
            "de App/de.lproj/Main.strings App/Base.lproj/Main.strings",
            "zh-Hans App/zh-Hans.lproj/Localizable.strings App/en.lproj/Localizable.strings",
        ],
    },
    Tree {
        name: "flutter",
        files: &[
            "lib/l10n/app_en.arb",
            "*lib/l10n/app_de.arb",
            "*lib/l10n/app_pt_BR.arb",
            "pubspec.yaml",
        ],
        found: &[
            "de lib/l10n/app_de.arb lib/l10n/app_en.arb",
            "pt-BR lib/l10n/app_pt_BR.arb lib/l10n/app_en.arb",
        ],
    },
    Tree {
        name: "angular",
        files: &[
            "src/locale/messages.xlf",
            "*src/locale/messages.de.xlf",
            "*src/locale/messages.pt-BR.xlf",
        ],
        found: &["de src/locale/messages.de.xlf", "pt-BR src/locale/messages.pt-BR.xlf"],
    },
    Tree {
        name: "crowdin",
        files: &[
            "docs/a.md",
            "docs/b/c.md",
            "*de-DE/docs/a.md",
            "*de-DE/docs/b/c.md",
            "*pt-BR/docs/a.md",
            "crowdin.yml",
        ],
        found: &[
            "de-DE de-DE/docs/a.md docs/a.md",
            "de-DE de-DE/docs/b/c.md docs/b/c.md",
            "pt-BR pt-BR/docs/a.md docs/a.md",
        ],
    },
    Tree {
        name: "gettext",
        files: &[
            "*po/de.po",
            "*po/pt_BR.po",
            "*po/sr@latin.po",
            "po/app.pot",
            "po/LINGUAS",
            "*languages/plugin-de_DE.po",
        ],
        found: &[
            "de po/de.po",
            "de-DE languages/plugin-de_DE.po",
            "pt-BR po/pt_BR.po",
            "sr-Latn po/sr@latin.po",
        ],
    },
    Tree {
        name: "java",
        files: &[
            "src/main/resources/messages.properties",
            "*src/main/resources/messages_de.properties",
            "*src/main/resources/messages_de_AT.properties",
            "*src/main/resources/messages_zh_Hant_TW.properties",
            "gradle.properties",
        ],
        found: &[
            "de src/main/resources/messages_de.properties src/main/resources/messages.properties",
            "de-AT src/main/resources/messages_de_AT.properties src/main/resources/messages.properties",
            "zh-Hant-TW src/main/resources/messages_zh_Hant_TW.properties src/main/resources/messages.properties",
        ],
    },
    Tree {
        name: "mdn",
        files: &[
            "files/en-us/web/api/fetch/index.md",
            "*files/fr/web/api/fetch/index.md",
            "*files/zh-tw/web/api/fetch/index.md",
            "files/en-us/web/css/color/index.md",
        ],
        found: &[
            "fr files/fr/web/api/fetch/index.md files/en-us/web/api/fetch/index.md",
            "zh-TW files/zh-tw/web/api/fetch/index.md files/en-us/web/api/fetch/index.md",
        ],
    },
    Tree {
        name: "kubernetes",
        files: &[
            "content/en/docs/a.md",
            "content/en/blog/_posts/b.md",
            "*content/zh-cn/docs/a.md",
            "*content/bn/docs/a.md",
            "data/i18n/zh-cn/zh-cn.toml",
        ],
        found: &[
            "bn content/bn/docs/a.md content/en/docs/a.md",
            "zh-CN content/zh-cn/docs/a.md content/en/docs/a.md",
        ],
    },
    Tree {
        name: "mdbook",
        files: &[
            "src/SUMMARY.md",
            "src/a.md",
            "*po/de.po",
            "*po/zh-TW.po",
            "po/messages.pot",
            "book.toml",
        ],
        found: &["de po/de.po", "zh-TW po/zh-TW.po"],
    },
    Tree {
        name: "readme",
        files: &[
            "README.md",
            "*README.de.md",
            "*README_zh-CN.md",
            "*README-pt-BR.md",
            "*docs/README.fr.md",
        ],
        found: &[
            "de README.de.md README.md",
            "fr docs/README.fr.md README.md",
            "pt-BR README-pt-BR.md README.md",
            "zh-CN README_zh-CN.md README.md",
        ],
    },
    Tree {
        name: "programs",
        files: &[
            "public/locales/en/translation.json",
            "*public/locales/de/translation.json",
            "_locales/en/messages.json",
            "*_locales/pt_BR/messages.json",
            "locales/en-US/main.ftl",
            "*locales/de/main.ftl",
            "Resources/Strings.resx",
            "*Resources/Strings.de-AT.resx",
            "translations/messages.en.yaml",
            "*translations/messages.de.yaml",
        ],
        found: &[
            "de locales/de/main.ftl locales/en-US/main.ftl",
            "de public/locales/de/translation.json public/locales/en/translation.json",
            "de translations/messages.de.yaml translations/messages.en.yaml",
            "de-AT Resources/Strings.de-AT.resx Resources/Strings.resx",
            "pt-BR _locales/pt_BR/messages.json _locales/en/messages.json",
        ],
    },
];

/// The text of a file by its name, in English or, where it is localized, in German.
fn content(path: &str, is_localized: bool) -> String {
    let extension = path.rsplit('.').next().unwrap_or("");
    let text = if is_localized { "Öffnen Sie das Ventil." } else { "Open the valve." };
    match extension {
        "md" | "mdx" => format!("# Start\n\n{text}\n"),
        "json" => format!("{{\"open\": {{\"message\": \"{text}\"}}}}"),
        "arb" => format!("{{\"open\": \"{text}\"}}"),
        "yml" | "yaml" => {
            let root = if is_localized { "de" } else { "en" };
            format!("{root}:\n  open: {text}\n")
        }
        "xml" => format!("<resources><string name=\"open\">{text}</string></resources>"),
        "strings" => format!("\"open\" = \"{text}\";\n"),
        "ftl" => format!("open = {text}\n"),
        "properties" => format!("open={text}\n"),
        "resx" => format!("<root><data name=\"open\"><value>{text}</value></data></root>"),
        "po" => format!(
            "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\nmsgid \"Open the valve.\"\nmsgstr \"{text}\"\n"
        ),
        "xlf" => {
            let target =
                if is_localized { format!("<target>{text}</target>") } else { String::new() };
            format!(
                "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file source-language=\"en\" original=\"a\" datatype=\"plaintext\"><body><trans-unit id=\"a\"><source>Open the valve.</source>{target}</trans-unit></body></file></xliff>"
            )
        }
        _ => "x\n".to_owned(),
    }
}

/// The pairs of a dry run, as the table has them.
fn pairs(dry_run: &str) -> Vec<String> {
    let lines = dry_run.lines().skip_while(|line| !line.is_empty()).skip(1);
    let mut found: Vec<String> = Vec::new();
    for line in lines.filter(|line| !line.starts_with('-')) {
        let Some((locale, rest)) = line.split_once("  ") else { continue };
        let rest = rest.rsplit_once("  (").map_or(rest, |(rest, _)| rest);
        found.push(format!("{locale} {}", rest.replace(" \u{2190} ", " ")));
    }
    found.sort();
    found
}

/// Files that neither a pair nor a line of what is not scored tells of.
fn unaccounted<'f>(files: &[&'f str], dry_run: &str) -> Vec<&'f str> {
    let words: BTreeSet<&str> = dry_run.lines().flat_map(|line| line.split("  ")).collect();
    let originals: BTreeSet<&str> =
        words.iter().flat_map(|word| word.split(" \u{2190} ")).collect();
    let is_told = |path: &&&str| {
        let (folder, name) = path.rsplit_once('/').map_or(("", **path), |(f, n)| (f, n));
        let all = name.rsplit_once('.').map_or("*".to_owned(), |(_, e)| format!("*.{e}"));
        let all = if folder.is_empty() { all } else { format!("{folder}/{all}") };
        originals.contains(**path) || words.contains(&*all)
    };
    files.iter().filter(|path| !is_told(path)).copied().collect()
}

#[test]
fn trees_of_public_projects_are_read_whole() {
    for tree in TREES {
        let site = scratch(&format!("trees-{}", tree.name));
        let full = |path: &str| path.trim_start_matches('*').replace("CURRENT", CURRENT);
        for file in tree.files {
            let path = site.join(full(file));
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content(file, file.starts_with('*'))).unwrap();
        }
        let said = succeeds(&site, &["score", ".", "--dry-run"]);
        let mut expected: Vec<String> = tree.found.iter().map(|line| full(line)).collect();
        expected.sort();
        assert_eq!(pairs(&said), expected, "{}: {said}", tree.name);
        let files: Vec<String> = tree.files.iter().map(|file| full(file)).collect();
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        assert_eq!(unaccounted(&files, &said), [""; 0], "{}: {said}", tree.name);
        succeeds(&site, &["score", "."]);
        let found = scored(&site.join("reports"));
        let count = |locale: &str| {
            expected.iter().filter(|line| line.starts_with(&format!("{locale} "))).count()
        };
        for (locale, files) in &found {
            assert_eq!(*files, count(locale), "{}: {locale}", tree.name);
        }
        let all: usize = found.values().sum();
        assert_eq!(all, expected.len(), "{}: {found:?}", tree.name);
    }
}

/// How many files of each locale have a pair in the reports.
fn scored(reports: &Path) -> BTreeMap<String, usize> {
    let mut files: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in fs::read_dir(reports).unwrap() {
        let path = entry.unwrap().path();
        if !path.to_string_lossy().ends_with(".segments.csv") {
            continue;
        }
        for row in fs::read_to_string(path).unwrap().lines().skip(1) {
            assert!(row.contains("Öffnen Sie das Ventil.") || row.contains("Start"), "{row}");
            let mut cells = row.split(',');
            let (locale, page) = (cells.next().unwrap(), cells.next().unwrap());
            files.entry(locale.to_owned()).or_default().insert(page.to_owned());
        }
    }
    files.into_iter().map(|(locale, files)| (locale, files.len())).collect()
}
