//! Pages of sites, each with the syntax of the program that makes the site: right ones raise nothing, damage is found; and
//! what the pages of a site lead to.

use std::fs;

use glossator::pipeline::{ScoreOptions, evaluate_all};

use crate::support::scratch;

/// A page in two languages in a site, with changes that break it and the checks that see them.
struct Page {
    /// The file that configures the site, and its text.
    site: (&'static str, &'static str),
    name: &'static str,
    source: &'static str,
    target: &'static str,
    damage: &'static [(&'static str, &'static str, &'static str)],
}

const PAGES: &[Page] = &[
    Page {
        site: ("hugo.toml", "baseURL = \"https://example.org\"\n"),
        name: "hugo.md",
        source: "---\ntitle: Boxes\nweight: 10\n---\n\n{{< alert title=\"Note\" color=\"red\" >}}\nOpen the box before you start.\n{{< /alert >}}\n\n## Setting up {#setup}\n\nThe fee is between $5 and $6. See [the guide]({{< ref \"guide.md\" >}}) first.\n\n{{% figure src=\"a.png\" alt=\"A red box\" %}}\n",
        target: "---\ntitle: Kisten\nweight: 10\n---\n\n{{< alert title=\"Hinweis\" color=\"red\" >}}\nÖffnen Sie die Kiste, bevor Sie beginnen.\n{{< /alert >}}\n\n## Einrichten {#setup}\n\nDie Gebühr liegt zwischen $5 und $6. Lesen Sie zuerst [die Anleitung]({{< ref \"guide.md\" >}}).\n\n{{% figure src=\"a.png\" alt=\"Eine rote Kiste\" %}}\n",
        damage: &[
            ("color=\"red\"", "color=\"rot\"", "translated-keyword"),
            ("{{< alert", "{{< warnung", "translated-keyword"),
            ("ref \"guide.md\"", "ref \"anleitung.md\"", "broken-link"),
            ("{#setup}", "{#einrichten}", "translated-keyword"),
            ("weight: 10", "gewicht: 10", "broken-structure"),
            ("$5 und", "$7 und", "wrong-number"),
        ],
    },
    Page {
        site: (".vitepress/config.ts", "export default {}\n"),
        name: "vitepress.md",
        source: "<script setup>\nimport { ref } from 'vue'\nconst count = ref(0)\n</script>\n\n# Counting <Badge type=\"tip\" text=\"New\" />\n\n::: tip Advice\nThe counter shows {{ count }} boxes.\n:::\n\n::: code-group\n\n```sh [npm]\nnpm install boxes --global\n```\n\n:::\n",
        target: "<script setup>\nimport { ref } from 'vue'\nconst count = ref(0)\n</script>\n\n# Zählen <Badge type=\"tip\" text=\"Neu\" />\n\n::: tip Rat\nDer Zähler zeigt {{ count }} Kisten.\n:::\n\n::: code-group\n\n```sh [npm]\nnpm install boxes --global\n```\n\n:::\n",
        damage: &[
            ("::: tip", "::: tipp", "translated-keyword"),
            ("{{ count }}", "{{ zahl }}", "broken-placeholder"),
            ("--global", "--weltweit", "translated-code"),
            ("type=\"tip\"", "type=\"tipp\"", "broken-tag"),
        ],
    },
    Page {
        site: ("docusaurus.config.js", "module.exports = {}\n"),
        name: "docusaurus.mdx",
        source: "import Tabs from '@theme/Tabs';\nimport TabItem from '@theme/TabItem';\n\n# Boxes\n\n:::note[Good to know]\n\nOpen the box before you start.\n\n:::\n\n<Tabs>\n<TabItem value=\"apple\" label=\"Apple\">\n\nThis is a red fruit.\n\n</TabItem>\n</Tabs>\n\nThe name is {props.name} here.\n",
        target: "import Tabs from '@theme/Tabs';\nimport TabItem from '@theme/TabItem';\n\n# Kisten\n\n:::note[Gut zu wissen]\n\nÖffnen Sie die Kiste, bevor Sie beginnen.\n\n:::\n\n<Tabs>\n<TabItem value=\"apple\" label=\"Apfel\">\n\nDas ist eine rote Frucht.\n\n</TabItem>\n</Tabs>\n\nDer Name ist hier {props.name}.\n",
        damage: &[
            (":::note[", ":::hinweis[", "translated-keyword"),
            ("value=\"apple\"", "value=\"apfel\"", "broken-tag"),
            ("{props.name}", "{props.titel}", "broken-placeholder"),
        ],
    },
    Page {
        site: ("mkdocs.yml", "site_name: Boxes\n"),
        name: "mkdocs.md",
        source: "# Boxes\n\n!!! note \"Good to know\"\n\n    Open the box before you start.[^1]\n\n=== \"Linux\"\n\n    Run `boxctl open` in the folder.\n\n??? tip\n\n    The lid is heavy.\n\n[Read on](next.md){ .md-button }\n\n[^1]: This holds for new boxes.\n",
        target: "# Kisten\n\n!!! note \"Gut zu wissen\"\n\n    Öffnen Sie die Kiste, bevor Sie beginnen.[^1]\n\n=== \"Linux\"\n\n    Führen Sie `boxctl open` im Ordner aus.\n\n??? tip\n\n    Der Deckel ist schwer.\n\n[Weiterlesen](next.md){ .md-button }\n\n[^1]: Das gilt für neue Kisten.\n",
        damage: &[
            ("!!! note", "!!! hinweis", "translated-keyword"),
            ("??? tip", "??? tipp", "translated-keyword"),
            ("beginnen.[^1]", "beginnen.[^ 1]", "translated-keyword"),
            ("`boxctl open`", "`boxctl öffnen`", "translated-code"),
        ],
    },
    Page {
        site: ("conf.py", "extensions = ['myst_parser']\n"),
        name: "myst.md",
        source: "(boxes)=\n# Boxes\n\n```{note} Good to know\nOpen the box before you start.\n```\n\nSee {ref}`the list <boxes>` and {doc}`guide`. The size is $x^2 + 1$ here.\n\n{abbr}`BX (box)` is short.\n",
        target: "(boxes)=\n# Kisten\n\n```{note} Gut zu wissen\nÖffnen Sie die Kiste, bevor Sie beginnen.\n```\n\nSiehe {ref}`die Liste <boxes>` und {doc}`guide`. Die Größe ist hier $x^2 + 1$.\n\n{abbr}`BX (Kiste)` ist kurz.\n",
        damage: &[
            ("{ref}", "{verweis}", "translated-keyword"),
            ("<boxes>`", "<kisten>`", "translated-code"),
            ("```{note}", "```{hinweis}", "translated-keyword"),
            ("$x^2 + 1$", "$x^2 + eins$", "translated-code"),
        ],
    },
    Page {
        site: ("_config.yml", "title: Boxes\n"),
        name: "jekyll.md",
        source: "---\nlayout: page\ntitle: Boxes\n---\n\n{% include note.html text=\"Open the box first.\" %}\n\n{% if page.new %}\nWelcome to {{ site.title }} today.\n{% endif %}\n\n[Read on]({{ site.baseurl }}/next)\n{: .button }\n",
        target: "---\nlayout: page\ntitle: Kisten\n---\n\n{% include note.html text=\"Öffnen Sie zuerst die Kiste.\" %}\n\n{% if page.new %}\nWillkommen heute bei {{ site.title }}.\n{% endif %}\n\n[Weiterlesen]({{ site.baseurl }}/next)\n{: .button }\n",
        damage: &[
            ("layout: page", "layout: seite", "broken-structure"),
            ("{% include note.html", "{% include hinweis.html", "translated-keyword"),
            ("{% endif %}", "{% endewenn %}", "translated-keyword"),
            ("{{ site.title }}", "{{ site.titel }}", "broken-placeholder"),
        ],
    },
    Page {
        site: ("package.json", "{}\n"),
        name: "plain.md",
        source: "# Boxes\n\nThe {{cssxref(\"color\")}} property sets it. See [[setup|the setup]] and [the guide][guide].\n\nThe price is $5 and $6 for two; run `box --all` or add -Force to it.\n\n> [!NOTE]\n> Open the box before you start.\n\nTerm\n: What it means.\n\n[guide]: guide.md \"A guide\"\n",
        target: "# Kisten\n\nDie Eigenschaft {{cssxref(\"color\")}} legt das fest. Siehe [[setup|die Einrichtung]] und [die Anleitung][guide].\n\nDer Preis ist $5 und $6 für zwei; führen Sie `box --all` aus oder fügen Sie -Force hinzu.\n\n> [!NOTE]\n> Öffnen Sie die Kiste, bevor Sie beginnen.\n\nBegriff\n: Was er bedeutet.\n\n[guide]: guide.md \"Eine Anleitung\"\n",
        damage: &[
            ("cssxref(\"color\")", "cssxref(\"farbe\")", "translated-keyword"),
            ("[[setup|", "[[einrichtung|", "translated-keyword"),
            ("[guide]: guide.md", "[guide]: anleitung.md", "broken-link"),
            ("-Force", "-Erzwingen", "translated-code"),
            ("[!NOTE]", "[!HINWEIS]", "translated-keyword"),
            ("$6 für", "$ 9 für", "wrong-number"),
        ],
    },
    Page {
        site: ("antora.yml", "name: boxes\n"),
        name: "antora.adoc",
        source: "= Boxes\n:product: Box\n\n[.lead]\nThe {product} has a lid.footnote:[Since 2.0.]\n\n[source,bash]\n----\nboxctl open --all\n----\n\nNOTE: Open the box before you start.\n\nPress kbd:[Ctrl+C] and choose menu:File[Open].\n\nimage::lid.png[The lid]\n\nSee {url-docs}[the manual] for more.\n",
        target: "= Kisten\n:product: Box\n\n[.lead]\nDie {product} hat einen Deckel.footnote:[Seit 2.0.]\n\n[source,bash]\n----\nboxctl open --all\n----\n\nNOTE: Öffnen Sie die Kiste, bevor Sie beginnen.\n\nDrücken Sie kbd:[Ctrl+C] und wählen Sie menu:File[Open].\n\nimage::lid.png[Der Deckel]\n\nMehr steht in {url-docs}[dem Handbuch].\n",
        damage: &[
            ("{product}", "{produkt}", "broken-placeholder"),
            ("{url-docs}", "{url-doku}", "broken-placeholder"),
            ("footnote:[", "fussnote:[", "translated-keyword"),
            ("--all", "--alle", "translated-code"),
            ("kbd:[", "taste:[", "translated-keyword"),
        ],
    },
];

fn found(page: &Page, target: &str, at: usize) -> Vec<(&'static str, String)> {
    let folder = scratch(&format!("sites-{at}-{}", page.name));
    let site = folder.join(page.site.0);
    fs::create_dir_all(site.parent().unwrap()).unwrap();
    fs::write(site, page.site.1).unwrap();
    for (locale, text) in [("en", page.source), ("de", target)] {
        let folder = folder.join("docs").join(locale);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(page.name), text).unwrap();
    }
    let options = ScoreOptions { paths: vec![folder.join("docs")], ..ScoreOptions::default() };
    let (pages, _) = evaluate_all(options).unwrap();
    assert!(
        !pages.is_empty() && pages.iter().all(|page| !page.segments.is_empty()),
        "{}",
        page.name
    );
    let issues = pages.iter().flat_map(|page| &page.issues);
    issues.map(|placed| (placed.issue.check.id, placed.issue.message.clone())).collect()
}

#[test]
fn right_pages_of_every_site_raise_nothing() {
    let wrong: Vec<_> = PAGES
        .iter()
        .map(|page| (page.name, found(page, page.target, 0)))
        .filter(|(_, issues)| !issues.is_empty())
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn damage_of_the_syntax_of_a_site_is_named() {
    let mut unseen = Vec::new();
    for page in PAGES {
        for (at, (right, wrong, check)) in page.damage.iter().enumerate() {
            let target = page.target.replacen(right, wrong, 1);
            assert_ne!(target, page.target, "{}: {right}", page.name);
            let issues = found(page, &target, at + 1);
            if !issues.iter().any(|(id, _)| id == check) {
                unseen.push((page.name, *wrong, *check, issues));
            }
        }
    }
    assert!(unseen.is_empty(), "{unseen:#?}");
}

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
