//! `bare-name`: a product name stands in the sentence without the preposition, article or ending that joins it.

use std::ops::Range;

use super::{Check, Example, PageIssue, PageView, Place, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::locale::Locale;
use crate::mqm::{Category, Confidence, Severity};
use crate::names::Fate;
use crate::text::Text;

/// The check.
pub(super) static CHECK: Check = Check {
    id: "bare-name",
    category: Category::Linguistic,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "a product name lacks the preposition, article or ending that joins it to the sentence",
    details: "Machines put an intact name where the English sentence has it. Reported, by the locale's data: in Spanish \
              and Portuguese a common noun right before or right behind a name (`cuenta Centro de partners`, `Visual \
              Studio suscripciones`), names that take an article without it (`en Centro de partners`) or with one of \
              the other gender; in Czech a noun behind a name (`Partnerské centrum účtu`); in Hungarian and Turkish a name without an ending at the end of a clause where the \
              source has a preposition before it (`in Partner Center.`); in Korean a name without a particle before a \
              word that asks for one. Title and description are judged by the names of the page's segments. Excused: \
              labels in bold, links or quotes, list items, and appositions (`programa`, `aplicación`). Measured: \
              machine 10, human 0.2 of 1,000 segments.",
    examples: &[
        Example::bad(
            "es-ES",
            "Add tenants to your Partner Center account.",
            "Agregue inquilinos a su cuenta Centro de partners.",
            "cuenta Centro de partners",
        ),
        Example::bad(
            "es-ES",
            "Sign in to Partner Center.",
            "Inicie sesión en Centro de partners.",
            "en Centro de partners",
        ),
        Example::bad(
            "pt-BR",
            "Open the Partner Center dashboard.",
            "Abra o painel Partner Center.",
            "painel Partner Center",
        ),
        Example::bad(
            "hu-HU",
            "Sign in to Partner Center.",
            "Jelentkezzen be a Partnerközpont.",
            "a Partnerközpont",
        ),
        Example::good("hu-HU", "Sign in to Partner Center.", "Jelentkezzen be a Partnerközpontba."),
        Example::good(
            "es-ES",
            "Sign in to Partner Center.",
            "Inicie sesión en el Centro de partners.",
        ),
        Example::good(
            "es-ES",
            "**Applies to**: Partner Center",
            "**Se aplica a**: Centro de partners",
        ),
        Example::good(
            "pt-BR",
            "Open the Partner Center dashboard.",
            "Abra o painel do Partner Center.",
        ),
        Example::good("fr-FR", "the Azure account", "le compte Azure"),
    ],
    run: Run::Page(run),
};

fn run(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    let judge: fn(&mut Places<'_, '_>) = match page.locale.language() {
        "hu" | "tr" => no_ending,
        "ko" => no_particle,
        "cs" => english_order,
        _ if !page.locale.name_nouns.is_empty() => no_preposition,
        _ => return,
    };
    for (index, view) in page.segments.iter().enumerate() {
        if view.names.mentions.is_empty() {
            continue;
        }
        let names = standing(view);
        let mut places = Places {
            text: &view.target,
            names: &names,
            view: Some(view),
            locale: page.locale,
            place: Place::Segment(index),
            issues,
        };
        judge(&mut places);
    }
    if page.locale.name_nouns.is_empty() || page.locale.language() == "cs" {
        return;
    }
    let metadata = &page.document.metadata;
    for (place, text) in
        [(Place::Title, &metadata.title), (Place::Description, &metadata.description)]
    {
        let Some(text) = text else { continue };
        let text = Text::new(&text.text);
        let names = known_names(page, text.visible());
        let mut places =
            Places { text: &text, names: &names, view: None, locale: page.locale, place, issues };
        no_preposition(&mut places);
    }
}

/// A name in a target, and whether the source has a preposition before it.
struct Name {
    target: Range<usize>,
    behind_preposition: bool,
}

/// The names of one text, and where issues go.
struct Places<'t, 'i> {
    text: &'t Text<'t>,
    names: &'t [Name],
    view: Option<&'t SegmentView<'t>>,
    locale: &'t Locale,
    place: Place,
    issues: &'i mut Vec<PageIssue>,
}

impl Places<'_, '_> {
    fn report(&mut self, visible: Range<usize>, message: String) {
        let issue = Issue::new(&CHECK, message).target(self.text.raw_range(visible));
        self.issues.push(PageIssue { place: self.place, issue });
    }

    /// The word before a name with one space and no markup between.
    fn before(&self, name: &Range<usize>) -> Option<Range<usize>> {
        let at = name.start;
        let visible = self.text.visible();
        let end = visible[..at].strip_suffix(' ')?.len();
        let start = visible[..end]
            .char_indices()
            .rev()
            .take_while(|(_, c)| c.is_alphanumeric())
            .last()
            .map(|(i, _)| i)?;
        // A joined word, as `auto-` or `l’`, is not the whole of it.
        let whole = !visible[..start].ends_with(['-', '’', '\'', '/', '.', '_', '\u{fffc}']);
        (whole && self.is_plain(start..end, name.clone())).then_some(start..end)
    }

    /// The word behind a name with one space and no markup between.
    fn behind(&self, name: &Range<usize>) -> Option<Range<usize>> {
        let at = name.end;
        let visible = self.text.visible();
        let rest = visible[at..].strip_prefix(' ')?;
        let len = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let joined = rest[len..].starts_with(['-', '/', '_', '.']);
        let stop = rest[len..].starts_with(". ") || &rest[len..] == ".";
        let whole = len > 0 && (!joined || stop);
        let word = at + 1..at + 1 + len;
        (whole && self.is_plain(name.clone(), word.clone())).then_some(word)
    }

    /// Whether nothing but a space stands in the raw text between two neighbours of the visible one.
    fn is_plain(&self, before: Range<usize>, behind: Range<usize>) -> bool {
        let space = self.text.raw_range(before.end..behind.start);
        self.text.raw_range(before).end == space.start
            && space.end == self.text.raw_range(behind).start
    }
}

/// The names of a segment that stand in its target as they should.
fn standing(view: &SegmentView<'_>) -> Vec<Name> {
    let source = view.source.visible();
    let mentions = view.names.mentions.iter();
    let mut names: Vec<Name> = mentions
        .filter(|m| !m.term && matches!(m.fate, Fate::Kept | Fate::Localized))
        .filter_map(|m| {
            let target = m.target.clone()?;
            Some(Name { target, behind_preposition: follows_preposition(source, m.source.start) })
        })
        .collect();
    // A name inside a longer one is not by itself.
    let ranges: Vec<Range<usize>> = names.iter().map(|n| n.target.clone()).collect();
    names.retain(|n| {
        !ranges
            .iter()
            .any(|r| r.start <= n.target.start && n.target.end <= r.end && r.len() > n.target.len())
    });
    names
}

/// Prepositions that say where, or by what means.
const PREPOSITIONS: &[&str] =
    &["in", "to", "on", "through", "from", "within", "into", "via", "at", "inside", "onto"];

fn follows_preposition(source: &str, at: usize) -> bool {
    let before = source[..at].trim_end();
    let before = before.strip_suffix("the").map_or(before, str::trim_end);
    let word = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    // `and sign in to …` begins a sentence rarely, `In …` often: `in` is the same there.
    PREPOSITIONS.iter().any(|p| p.eq_ignore_ascii_case(word))
}

/// Where the forms that the segments of a page use stand in its title or description.
fn known_names(page: &PageView<'_>, text: &str) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for view in page.segments {
        for mention in view.names.mentions.iter().filter(|m| m.fate == Fate::Localized) {
            let form = mention.target.clone().and_then(|t| view.target.visible().get(t));
            let Some((form, at)) = form.and_then(|f| Some((f, text.find(f)?))) else { continue };
            let target = at..at + form.len();
            if !names.iter().any(|n| n.target.start < target.end && target.start < n.target.end) {
                names.push(Name { target, behind_preposition: false });
            }
        }
    }
    names
}

/// Adjectives and participles that may stand between an article and a name.
const JOINING: &[&str] = &[
    "nuevo",
    "antiguo",
    "propio",
    "mismo",
    "actual",
    "llamado",
    "denominado",
    "novo",
    "antigo",
    "próprio",
    "mesmo",
    "atual",
    "chamado",
    "denominado",
    "versus",
    "vs",
];

/// Brands that begin names, listed or not.
const BRANDS: &[&str] = &[
    "Azure",
    "Dynamics",
    "Exchange",
    "Microsoft",
    "Office",
    "Power",
    "SharePoint",
    "SQL",
    "Visual",
    "Windows",
];

/// Spanish and Portuguese: a noun right before a brand that no name of the list holds (`administração Microsoft`).
fn before_brand(places: &mut Places<'_, '_>) {
    let (text, names) = (places.text, places.names);
    for pair in text.words.windows(2) {
        let [noun, brand] = pair else { continue };
        let written = text.word(brand);
        if !BRANDS.contains(&written) {
            continue;
        }
        let word = text.word(noun);
        let range = noun.range();
        let held =
            names.iter().any(|n| n.target.start < brand.range().end && range.start < n.target.end);
        // The vendor's own accounts go without a preposition.
        let account = written == "Microsoft" && matches!(word, "cuenta" | "conta");
        let listed = places.locale.name_nouns.iter().any(|n| n == word);
        if !held && !account && listed && places.before(&brand.range()).is_some_and(|b| b == range)
        {
            let message = format!("A preposition is missing between “{word}” and “{written}”.");
            places.report(range.start..brand.end as usize, message);
        }
    }
}

/// Spanish and Portuguese.
fn no_preposition(places: &mut Places<'_, '_>) {
    let (names, locale) = (places.names, places.locale);
    let visible = places.text.visible();
    let noun = |word: &str| locale.name_nouns.iter().any(|n| n == word || is_acronym(word, n));
    for name in names {
        let written = &visible[name.target.clone()];
        let mut range = name.target.clone();
        let mut message = None;
        // Acronyms stand beside a noun in any language (`locatário CSP`).
        let short = written.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
        if let Some(before) = places.before(&name.target) {
            let word = &visible[before.clone()];
            let lower = word.to_lowercase();
            let articled = locale.articled_names.iter().any(|a| takes_article(written, a));
            let function = locale.function_words.contains(&lower);
            // A capitalised word may be part of a longer name, unless the locale's language wrote it.
            let own = name.behind_preposition
                && places.view.is_some_and(|v| !v.source.visible().contains(word));
            let small = word.chars().all(char::is_lowercase)
                || own && word.chars().skip(1).all(char::is_lowercase);
            let wrong = if noun(word) && (articled || !short && !word.starts_with("API")) {
                Some(format!("A preposition is missing between “{word}” and “{written}”."))
            } else if articled && locale.bare_prepositions.contains(&lower) {
                Some(format!("The article is missing between “{word}” and “{written}”."))
            } else if articled && locale.other_determiners.contains(&lower) {
                Some(format!("“{word}” does not fit “{written}”."))
            } else if articled
                && small
                && !function
                && word.chars().count() > 2
                && !JOINING.contains(&word)
            {
                Some(format!("An article or preposition is missing before “{written}”."))
            } else {
                None
            };
            if wrong.is_some() {
                range.start = before.start;
                message = wrong;
            }
        }
        if let Some(behind) = places.behind(&name.target) {
            let word = &visible[behind.clone()];
            let follows = &visible[behind.end..];
            // `cuenta con` and the like are verbs.
            let verb = [" con ", " com ", " a ", " que "].iter().any(|w| follows.starts_with(w));
            if noun(word)
                && !verb
                && !short
                && !places.names.iter().any(|n| n.target.start == behind.start)
            {
                range.end = behind.end;
                message.get_or_insert_with(|| {
                    format!("“{word}” stands behind “{written}” as in English.")
                });
            }
        }
        if let Some(message) = message {
            places.report(range, message);
        }
    }
    before_brand(places);
}

/// Czech: a noun behind a name, as in English; it stands before it.
fn english_order(places: &mut Places<'_, '_>) {
    let names = places.names;
    let visible = places.text.visible();
    for name in names {
        let Some(behind) = places.behind(&name.target) else { continue };
        let word = &visible[behind.clone()];
        let written = &visible[name.target.clone()];
        let short = written.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
        if !short && places.locale.name_nouns.iter().any(|n| n == word) {
            let message = format!("“{word}” stands behind “{written}” as in English.");
            places.report(name.target.start..behind.end, message);
        }
    }
}

/// Whether a name begins with `Centro*`, or ends with `*Center`.
fn takes_article(name: &str, pattern: &str) -> bool {
    match pattern.strip_prefix('*') {
        Some(end) => name.ends_with(end),
        None => name.starts_with(pattern.trim_end_matches('*')),
    }
}

/// Whether a word is a noun of the list in capitals (`API`, `APIs`).
fn is_acronym(word: &str, noun: &str) -> bool {
    noun.len() <= 4 && word.starts_with("API") && word.eq_ignore_ascii_case(noun)
}

/// Endings and postpositions by which a Hungarian or Turkish name is joined; what ends so is not bare.
const HUNGARIAN_ENDINGS: &[&str] = &[
    "ban", "ben", "ba", "be", "ból", "ből", "ra", "re", "ról", "ről", "hoz", "hez", "höz", "tól",
    "től", "nál", "nél", "val", "vel", "nak", "nek", "on", "en", "ön", "n", "ig", "ért", "ként",
    "al", "el", "ó", "ő", "i", "os", "es", "k", "ot", "et", "at", "öt", "ja", "je", "ai", "ei",
];

/// Hungarian and Turkish: the clause ends right behind a name that nothing joins to it.
fn no_ending(places: &mut Places<'_, '_>) {
    let names = places.names;
    let visible = places.text.visible();
    let hungarian = places.locale.language() == "hu";
    for name in names.iter().filter(|n| n.behind_preposition) {
        let rest = &visible[name.target.end..];
        let ends = rest.is_empty()
            || [".", ",", ";", ")"].iter().any(|m| {
                rest.strip_prefix(m).is_some_and(|r| r.is_empty() || r.starts_with([' ', ')', '.']))
            });
        let written = &visible[name.target.clone()];
        if !ends || written.len() < 4 {
            continue;
        }
        let (range, bare) = if hungarian {
            let article = places
                .before(&name.target)
                .filter(|b| matches!(&visible[b.clone()], "a" | "az" | "A" | "Az" | "saját"));
            let Some(article) = article else { continue };
            let joined = HUNGARIAN_ENDINGS.iter().any(|e| written.ends_with(e));
            (article.start..name.target.end, !joined)
        } else {
            // The name's own head noun ends in `Merkezi` and the like; a case ending hangs on an apostrophe.
            let whole = visible[..name.target.start].ends_with(' ');
            (name.target.clone(), whole && written.ends_with("zi") && is_sentence(visible))
        };
        if bare {
            let message = format!("“{written}” has no ending that joins it to the sentence.");
            places.report(range, message);
        }
    }
}

/// Whether a text is more than a name or label.
fn is_sentence(visible: &str) -> bool {
    visible.split(' ').count() >= 5
}

/// Words before which a Korean name needs a particle.
const AFTER_PARTICLE: &[&str] = &[
    "사용하여",
    "사용하",
    "사용해",
    "사용 하",
    "통해",
    "대한",
    "대해",
    "위한",
    "위해",
    "등록해",
    "등록하",
    "등록 하",
    "등록한",
    "로그인하",
    "로그인 하",
    "로그인해",
    "액세스하",
    "액세스 하",
    "이러한",
    "다음과",
    "다음",
    "두 가지",
    "따라",
    "관한",
    "들어",
    "이동하",
    "이동 하",
];

/// Korean: a name directly before a verb or determiner.
fn no_particle(places: &mut Places<'_, '_>) {
    let names = places.names;
    let visible = places.text.visible();
    let plain = places.view.is_some();
    for name in names.iter().filter(|n| plain && n.behind_preposition) {
        let Some(rest) = visible[name.target.end..].strip_prefix(' ') else { continue };
        let Some(word) = AFTER_PARTICLE.iter().find(|w| rest.starts_with(**w)) else { continue };
        let end = name.target.end + 1 + word.len();
        let written = &visible[name.target.clone()];
        let message = format!("A particle is missing behind “{written}”.");
        places.report(name.target.start..end, message);
    }
}
