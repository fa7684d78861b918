//! Titles and descriptions that were left in English.
//!
//! Precision: 0 of 3 read on human text.

use super::{Check, Example, Kind, PageIssue, PageView, Place, Run};
use crate::checks::issue::Issue;
use crate::checks::view::source_locale;
use crate::document::Located;
use crate::locale::{Locale, Script};
use crate::mqm::{Category, Confidence, Severity};
use crate::text::script::CharScript;
use crate::text::{Text, WordKind};

/// A title or description in the front matter that is English.
pub(super) static CHECK: Check = Check {
    id: "untranslated-metadata",
    kind: Kind::Law,
    category: Category::Page,
    severity: Severity::Major,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "The page's title or description was left in English",
    details: "Judges the text alone, as front matter has no English side. In locales of another script: at least \
        four Latin words, among them an English function word, and hardly a letter of the locale's own script. \
        In locales of Latin script: at least two English function words that are none in the locale, as one \
        of six words or more, and none of the locale's own. Names, code and acronyms alone are not reported.",
    examples: &[
        Example::bad(
            "de-DE",
            "---\ntitle: How to set up your account in the portal\n---\n",
            "",
            "How to set up your account in the portal",
        ),
        Example::good("de-DE", "---\ntitle: Azure Active Directory B2B\n---\n", ""),
    ],
    run: Run::Page(run),
};

fn run(page: &PageView<'_>, issues: &mut Vec<PageIssue>) {
    if !source_locale(page.document).is_english() {
        return;
    }
    let metadata = &page.document.metadata;
    for (place, text) in
        [(Place::Title, &metadata.title), (Place::Description, &metadata.description)]
    {
        if let Some(Located { text, .. }) = text
            && is_english(text, page.locale)
        {
            let which = if place == Place::Title { "title" } else { "description" };
            let issue = Issue::new(&CHECK, format!("The {which} is in English"));
            issues.push(PageIssue { place, issue: issue.target(0..text.len()) });
        }
    }
}

/// Whether a text of the target is English rather than of its locale.
fn is_english(raw: &str, locale: &Locale) -> bool {
    let Some(script) = locale.script.filter(|_| !locale.is_english()) else { return false };
    if script == Script::Latin && !locale.knows_words() {
        return false;
    }
    let text = Text::new(raw);
    let english = Locale::english();
    let (mut latin, mut own_script, mut of_english, mut of_locale) =
        (0usize, 0usize, 0usize, 0usize);
    for word in text.words.iter().filter(|w| w.kind == WordKind::Plain) {
        let written = text.word(word);
        if word.script != CharScript::Latin {
            own_script += 1;
            continue;
        }
        latin += 1;
        let lower = written.to_lowercase();
        let is_own = script == Script::Latin && contains(&locale.function_words, &lower);
        of_locale += usize::from(is_own || !lower.is_ascii());
        of_english += usize::from(!is_own && contains(&english.function_words, &lower));
    }
    if script == Script::Latin {
        // `in`, `an` or `of` belong to several languages.
        of_english >= 2 && of_english * 6 >= latin && of_english >= 3 * of_locale
    } else {
        latin >= 4 && of_english >= 1 && own_script * 4 <= latin
    }
}

fn contains(words: &[String], word: &str) -> bool {
    words.iter().any(|w| w == word)
}
