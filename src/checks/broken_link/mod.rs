//! Links whose target, text or punctuation was damaged, and links to pages that are not there.
//!
//! Precision: 5 of 8 read on human text.

mod boundary;
mod definitions;
mod label;
mod missing;
mod prefix;
mod route;
mod rules;
mod targets;
mod texts;
mod wiki;

pub(super) use self::route::Route;

use super::rule::{examples, join};
use super::{Check, Example, Kind, PageView, Run, SegmentView};
use crate::checks::issue::{Issue, PageIssue};
use crate::learn::Corpus;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::ProtectedKind;

/// Links of the target that differ from those of the source.
pub(super) static CHECK: Check = Check {
    id: "broken-link",
    kind: Kind::Law,
    category: Category::Markup,
    severity: Severity::Critical,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "A link's target was changed, dropped or torn from its text, its text is empty, or it swallowed or touches what stands beside it",
    details: "Critical: a link target or bare URL that does not lead where the source's leads, \
        that was dropped, or that is torn from its text (`[x] (url)`, a lost parenthesis). Major: a link without \
        text. A locale in the path, host or query is the same target, so is a relative path that leads to the \
        same file from where the localized page lies, a reference or `<url>` for an inline link, and a fragment that is \
        an anchor of the page in the locale. Unless the page says that a machine translated it, a link that leads \
        elsewhere without damage, that was dropped or added, and how much of the sentence it covers are suspicions of low \
        confidence: people choose what suits their readers. Minor: an invented host (`.example`) that was translated, and with low confidence a dropped link where the \
        locale drops one in twenty or more; the sentence's period inside the link's text while the source has it behind the link (not in \
        Russian where the link is the whole sentence), a link glued to the next word (not in Korean, Chinese, \
        Japanese and Thai, where endings and words follow directly), and a link that covers only the end of the \
        title that the source links (less than half of its share of the sentence), or the whole sentence where the \
        source links a part; in Korean a particle inside the link's text; a link on a mere mark (major) or on one of two parentheses; one that \
        begins with a mark or a small word of grammar where the source links a title, or ends with one; and, by the words \
        of both sides as the run's lexicon aligns them, one that takes in a word that the source does not link, leaves \
        out one beside it that it does, or stands on others (medium confidence). A word for “here” may stand for a title. \
        Critical too, once a page: links to pages that the run lacks in the locale, where nine of ten links of the run that \
        are written so (with the locale in the path, from the root, relative) lead to one, of at least 20, \
        and the site does not show the original instead (Docusaurus, Astro, MkDocs). \
        Measured on real pages: 29 of 1,000 machine segments, 0.2 of 1,000 human ones.",
    examples: &EXAMPLES,
    run: Run::CorpusAndPage(run, of_page),
};

/// Those of link targets, an example of each rule of link texts, and what is excused.
const EXAMPLES: [Example; OTHERS.len() + rules::RULES.len()] =
    join(&[OTHERS, &examples(&rules::RULES)]);

const OTHERS: &[Example] = &[
    Example::bad("de-DE", "See [this](a.md).", "Siehe [dies](b.md).", "b.md"),
    Example::bad(
        "fr-FR",
        "See [this](https://a.b/c/d).",
        "Voir [ceci](https:// a.b/c/d).",
        "https:// a.b/c/d",
    ),
    Example::bad("es-ES", "See [this](a.md).", "Vea [esto] (a.md).", "[esto] (a.md)"),
    Example::bad(
        "hu-HU",
        "See <a href=\"/a/b\">this</a>.",
        "Lásd: <a href=\"/a/c\">ez</a>.",
        "/a/c",
    ),
    Example::bad("ko-KR", "See [this](/a/b).", "[이것](/a/b를 참조하세요.", "[이것](/a/b를"),
    Example::bad("pt-BR", "See [this](a.md).", "Veja isto.", ""),
    Example::bad("tr-TR", "See [this](a.md) page.", "[](a.md) sayfasına bakın.", "[](a.md)"),
    rules::GLUED.example,
    Example::bad(
        "ko-KR",
        "See the [portal](a.md) page.",
        "[포털](a.md)페이지를 참조하세요.",
        ")페이지를",
    ),
    Example::good("fr-FR", "See [this](https://a.b/en-us/c).", "Voir [ceci](https://a.b/fr-fr/c)."),
    Example::good("ru-RU", "[See this](a.md).", "[См. это.](a.md)"),
    Example::good("ko-KR", "See [this](a.md).", "[이것](a.md)을 참조하세요."),
    Example::good("zh-CN", "See [this](a.md).", "请参阅[此处](a.md)。"),
    Example::good("hu-HU", "in the [portal](a.md)", "a [portál](a.md)-on"),
];

/// How many links of a side are compared, and how many different ones each of them is compared with; segments with more are
/// generated lists.
const COMPARED: usize = 64;

/// How many links of a side are looked at at all.
const LISTED: usize = 1024;

/// The first different ones of some addresses, as many as are compared.
pub(super) fn different<'t>(addresses: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut different = Vec::new();
    for address in addresses {
        if !different.contains(&address) {
            different.push(address);
            if different.len() == COMPARED {
                break;
            }
        }
    }
    different
}

fn of_page(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    missing::report(page, issues);
    definitions::report(page, issues);
}

fn run(view: &SegmentView<'_>, corpus: &Corpus, issues: &mut Vec<Issue>) {
    let route = Route::new(view, corpus);
    let (source, target) = (&view.source, &view.target);
    if !source.links.is_empty() || !target.links.is_empty() {
        targets::report(view, &route, issues);
        prefix::report(view, &route, issues);
        texts::report(view, &route, corpus, issues);
    }
    if !source.tags.is_empty() && !target.tags.is_empty() {
        targets::in_tags(view, &route, issues);
    }
    wiki::report(view, &route, issues);
    if source.protected.iter().any(|p| p.kind == ProtectedKind::Url) {
        targets::bare_urls(view, &route, issues);
    }
}
