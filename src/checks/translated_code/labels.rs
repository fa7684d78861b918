//! Names of code that stand in emphasis or as the text of a link: parameters, constants, commands.

use std::ops::Range;

use super::{CHECK, NAMED};
use crate::checks::SegmentView;
use crate::checks::issue::Issue;
use crate::document::Origin;
use crate::text::Text;
use crate::text::words::{leading, up_to_word};

/// Constants of programming languages, which no locale has words for; in small letters for comparison, sorted.
const CONSTANTS: &[&str] = &["eof", "false", "nil", "none", "null", "nullptr", "true", "void"];

/// Those of them that are no words of a sentence.
const CONSTANTS_ALONE: &[&str] = &["false", "null", "nullptr", "true"];

/// Segments at the beginning of a page that are looked through for other places of a name.
const LOOKED_AT: usize = 256;

/// Marks that belong to a name at its end.
const KEPT: &[char] = &['*', '\\'];

/// One stretch that markup sets apart.
struct Label<'t> {
    /// Its bytes in the raw text.
    at: Range<usize>,
    text: &'t str,
    /// Whether it is the text of a link.
    is_link: bool,
}

/// Compares the labels of both sides in their order, where there are as many.
pub(super) fn report(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    let (originals, labels) = (labels(source), labels(target));
    if originals.len() != labels.len() || originals.len() > NAMED {
        return;
    }
    for (original, label) in originals.iter().zip(&labels) {
        if original.text == label.text || original.is_link != label.is_link {
            continue;
        }
        let parameter = || {
            is_parameter(view, original)
                && label.text.contains(char::is_alphabetic)
                && !label.text.contains(original.text)
        };
        let constant = || !original.is_link && is_translated_constant(original.text, label.text);
        if (is_recased(view, original, label) || parameter() || constant())
            && !issues.iter().any(|issue| issue.touches(&label.at))
        {
            let message = format!("“{}” must stay exactly as in the source", original.text);
            let issue = Issue::new(&CHECK, message).source(original.at.clone());
            issues.push(issue.target(label.at.clone()).expected(original.text));
        }
    }
}

/// What stands in emphasis or in the brackets of links, without marks around it.
fn labels<'t>(text: &Text<'t>) -> Vec<Label<'t>> {
    let emphasis = text.emphasis.iter().map(|e| (e.content.clone(), false));
    let links = text.links.iter().filter(|l| !l.image).map(|l| (l.text.clone(), true));
    let mut labels: Vec<Label<'t>> = Vec::new();
    for (at, is_link) in emphasis.chain(links) {
        let text = text.raw[at.clone()].trim();
        // Of marks inside marks the inner ones count.
        if !text.is_empty() && !text.starts_with(['*', '_', '[', '`']) {
            labels.push(Label { at, text, is_link });
        }
    }
    labels.sort_by_key(|label| label.at.start);
    labels
}

/// A single word of the source that the target has with other capitals or with blanks in it. A capital in place of a small
/// letter may begin a sentence, or a German noun; a small letter in place of a capital is no matter of code.
fn is_recased(view: &SegmentView<'_>, original: &Label<'_>, label: &Label<'_>) -> bool {
    // A mark at the end may have a blank before it: `**Box :**`.
    let (wanted, label_text) = (up_to_word(original.text, KEPT), up_to_word(label.text, KEPT));
    let given = label_text.replace(char::is_whitespace, "");
    if wanted == label_text
        || wanted.contains(char::is_whitespace)
        || wanted.len() < 2
        || !wanted.eq_ignore_ascii_case(&given)
    {
        return false;
    }
    if label_text.contains(char::is_whitespace) {
        return true;
    }
    let first = |text: &str| text.starts_with(|c: char| c.is_ascii_uppercase());
    let same_rest = wanted.get(1..) == given.get(1..);
    let begins = !view.target.raw[..label.at.start].contains(char::is_alphanumeric)
        || view.target.raw[..label.at.start]
            .trim_end_matches(['*', '_', '[', ' '])
            .ends_with(['.', ':', '!', '?']);
    match (first(wanted), first(&given)) {
        (false, true) if same_rest => !begins && !view.locale.nouns_are_capitalised,
        (true, false) if same_rest => false,
        // `**ABOUT**`, `**About**`: a heading is written in the case of the language.
        _ => {
            wanted.bytes().any(|b| b.is_ascii_lowercase())
                && wanted.bytes().skip(1).any(|b| b.is_ascii_uppercase())
        }
    }
}

/// Whether a label of the source names a part of a program: one word in small letters that opens the text before a colon,
/// one with a direction in brackets behind (`*Length* [in]`), or one that its class follows (`the *Lid* parameter`).
fn is_parameter(view: &SegmentView<'_>, label: &Label<'_>) -> bool {
    let source = &view.source;
    let is_name = label.text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && label.text.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_small = label.text.bytes().all(|b| !b.is_ascii_uppercase());
    let before = &source.raw[..label.at.start];
    let behind = source.raw[label.at.end..].trim_start_matches(['*', '_']);
    // Bold ones are labels of dialogs: `the **Lid** field`.
    let is_italic = !before.ends_with("**") && !before.ends_with("__");
    // What stands so in several places of the page is no stressed adjective (`a *different* object`).
    let is_used = || {
        let used = format!("*{}*", label.text);
        let first = view.page.segments().iter().take(LOOKED_AT);
        first.filter(|s| s.source.contains(&used)).nth(1).is_some()
    };
    if !is_name || view.page.origin() != Origin::Machine {
        return false;
    }
    if is_italic {
        let (address, behind) = match (label.is_link, behind.find(')')) {
            (true, Some(end)) => behind.split_at(end + 1),
            _ => ("", behind),
        };
        let class = leading(behind.trim_start(), |c| c.is_ascii_lowercase());
        let is_classed = view.source_locale.rules.class_nouns.iter().any(|noun| noun == class);
        // `[lid](../boxes/lid.md) object`
        let is_page = || is_small && address.contains(&format!("/{}.", label.text));
        if is_classed && (if label.is_link { is_page() } else { !is_small || is_used() }) {
            return true;
        }
    }
    if label.is_link || before.contains(char::is_alphanumeric) {
        return false;
    }
    let directed =
        ["[in", "[out", "[optional"].iter().any(|mark| behind.trim_start().starts_with(mark));
    directed || is_italic && behind.starts_with(':') && (is_small || is_used())
}

/// `TRUE`, `null` as another word. Spreadsheets have functions of these names in their own language, in capitals too.
fn is_translated_constant(original: &str, label: &str) -> bool {
    let is_capital = original.bytes().all(|b| b.is_ascii_uppercase());
    let is_constant = CONSTANTS_ALONE.contains(&original)
        || is_capital
            && CONSTANTS.contains(&original.to_ascii_lowercase().as_str())
            && label.contains(char::is_lowercase);
    is_constant && !label.eq_ignore_ascii_case(original)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Segment};
    use crate::locale::LocaleTag;
    use crate::names::Termbase;

    fn told(locale: &str, source: &str, target: &str) -> Option<String> {
        let segment =
            Segment { source: source.to_owned(), target: target.to_owned(), ..Segment::default() };
        let locale = LocaleTag::parse(locale).unwrap();
        let origin = Origin::Machine;
        let document = Document { locale, origin, segments: vec![segment], ..Document::default() };
        let view = SegmentView::new(&document, &document.segments[0], &Termbase::default());
        let mut issues = Vec::new();
        report(&view, &mut issues);
        issues.pop()?.expected
    }

    #[test]
    fn names_in_emphasis_stay() {
        for (locale, source, target, wanted) in [
            ("it-IT", "*lids*: All lids.", "*coperchi*: tutti.", Some("lids")),
            ("it-IT", "*Length* [in]", "*Lunghezza* [in]", Some("Length")),
            ("uk-UA", "Set it to **TRUE** now.", "Задайте **Істина** зараз.", Some("TRUE")),
            ("it-IT", "if *lid* is null", "se *Lid* è null", Some("lid")),
            ("it-IT", "use **!lid** in it", "usare **! LID** lì", Some("!lid")),
            ("pt-BR", "call [**ncalid**](a.md)", "chamar [**Ncalid**](a.md)", Some("ncalid")),
            ("fr-FR", "**Type** of it", "**type** de cela", None),
            ("de-DE", "the *name* of it", "der *Name* davon", None),
            ("de-DE", "Set it to **TRUE**.", "Auf **WAHR** setzen.", None),
            ("fr-FR", "*Optional*: all", "*Facultatif* : tout", None),
            ("fr-FR", "it is *not* so", "ce n’est *pas* ainsi", None),
            ("fr-FR", "**note**: all", "**remarque** : tout", None),
        ] {
            assert_eq!(told(locale, source, target).as_deref(), wanted, "{target}");
        }
    }

    #[test]
    fn constants_are_sorted() {
        assert!(CONSTANTS.is_sorted());
    }
}
