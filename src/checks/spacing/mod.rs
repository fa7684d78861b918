//! `spacing`: a space too many, too few or in the wrong place.
//!
//! Precision: 155 of 167 read on human text, 179 of 181 read on machine text.

mod joined;
mod marks;
mod separators;

use std::ops::Range;

use super::languages::{self, Language};
use super::{Check, Example, Kind, Run, SegmentView, style};
use crate::checks::issue::Issue;
use crate::learn::style::{
    AROUND_CODE, AROUND_DIGITS, AROUND_LATIN, BEFORE_WIDE, BEHIND_WIDE, BRACKET_BEHIND_WORD, Basis,
    SINGLE_SPACE_BEHIND_STOP, SINGLE_SPACES, parted_by_tag,
};
use crate::mqm::{Category, Confidence, Severity};
use crate::text::script::CharScript;
use crate::text::{OBJECT, WordKind, words};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "spacing",
    kind: Kind::Law,
    category: Category::Linguistic,
    severity: Severity::Minor,
    weight: 0.1,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: true,
    summary: "a space is missing, doubled or misplaced",
    details: "Each kind is reported only where the source does not have it too. Everywhere: a space before a full stop or \
              comma, and before `?`, `!`, `:`, `;` where the language puts none; a space inside brackets; a comma or full \
              stop glued to the next word; a ` - ` or ` | ` of the source that lost a space; a word that touches a placeholder; an arrow of a path that touches a label; a blank inside quotation marks, and before the apostrophe of an acronym's ending; on a page that a machine translated a unit without its blank (`64KB`) and two words of a name that touch; a dash with a space on one \
              side; a noun or a capital that touches code. By the nouns of `data/nouns`, where the source has the noun: in Germanic languages and Finnish two that are one \
              word (`resurs grupp`), and on a page that a machine translated one behind a name or label without its hyphen (`Webex appen`); everywhere a blank inside one. By language: Korean a space between a link and its particle; French a space behind an elision's \
              apostrophe; Turkish a space before or behind the apostrophe of an ending; Arabic a detached one-letter particle; \
              Hungarian a conjunction with a hyphen; Chinese spaces inside quotation marks. Rules of style, held to what \
              the project does: two spaces in a row; in Chinese and Japanese a space before or behind full-width marks, and \
              none between their characters and Latin letters, digits or code; in Thai none between Thai and Latin letters; in \
              Korean a space before an opening bracket. Excused: Markdown line breaks, code, file names such as ` .NET`, \
              ellipses, emoticons and numbers.",
    examples: &[
        Example::bad("de-DE", "Open the new page.", "Öffnen Sie die neue  Seite.", "  "),
        Example::bad("es-ES", "Open the page.", "Abra la página .", " ."),
        Example::bad(
            "ru-RU",
            "In the region where you live",
            "Из региона,в котором вы живете",
            ",в",
        ),
        Example::bad("tr-TR", "in Azure", "Azure 'da", " 'da"),
        Example::bad("tr-TR", "Click **Save**.", "**Kaydet**' e tıklayın.", "t**' e"),
        Example::bad("fr-FR", "the [page](a.md)", "l' [article](a.md)", "' [a"),
        Example::bad("ar-SA", "for Windows", "ل Windows", "ل "),
        Example::bad("ar-SA", "aware of problems", "على علم با مشاكل البحث", "با "),
        Example::bad("ru-RU", "%(name)s was saved", "%(name)sсохранено", "%(name)sсохранено"),
        Example::bad("zh-CN", "Buy Microsoft products", "购买Microsoft 产品", "买M"),
        Example::bad("ja-JP", "Confirm it.", "確認します 。", " 。"),
        Example::bad("th-TH", "on [Microsoft](a.md)", "บน[Microsoft](a.md)", "น[M"),
        Example::bad("fr-FR", "User - the person", "Utilisateur-la personne", "r-l"),
        Example::bad("ko-KR", "the Azure AD (Azure AD) account", "Azure 계정 (Azure AD)", " ("),
        Example::bad("ko-KR", "See [page](a.md).", "[페이지](a.md) 를 참조하세요.", " 를"),
        Example::bad("cs-CZ", "to a partner-they wait", "na partnera– musí počkat", "a– "),
        Example::bad("ja-JP", "Step 1. Users", "手順 1.ユーザー", "1.ユ"),
        Example::bad("zh-CN", "Admin agent | Global admin", "管理员代理 |全局管理员", "|全"),
        Example::bad(
            "hu-HU",
            "products and services",
            "termékek és-szolgáltatások",
            "és-szolgáltatások",
        ),
        Example::bad("zh-CN", "Select **Customers**.", "选择 \" **客户** \"。", "\" **客户** \""),
        Example::bad("nl-NL", "the \"Home\" page", "de pagina \" Start \"", "\" "),
        Example::bad("da-DK", "32 virtual CPUs", "32 virtuelle CPU 'er", "CPU 'er"),
        Example::bad("it-IT", "**A** > **B**", "**A** >**B**", ">**"),
        Example::bad("nl-NL", "the default value", "de standaard waarde", "standaard waarde"),
        Example::bad("pl-PL", "Open the `a.log` file.", "Otwórz `a.log`plik.", "`a.log`plik"),
        Example::good("fr-FR", "Open it: now!", "Ouvrez-le : maintenant !"),
        Example::good("de-DE", "Use the .NET SDK", "Verwenden Sie das .NET SDK"),
        Example::good("zh-CN", "Open Office 365.", "打开 Office 365。"),
        Example::good("ja-JP", "Windows 10 and later", "Windows 10 以降"),
        Example::good("de-DE", "line  \nbreak", "Zeile  \nUmbruch"),
        Example::good("tr-TR", "in Azure", "Azure'da"),
        Example::good("tr-TR", "the letter", "' ş'"),
        Example::good("tr-TR", "Click 'Save' too.", "'Kaydet' de seçilir."),
        Example::good("ko-KR", "in Azure", "Azure에서"),
    ],
    run: Run::Segment(run),
};

/// Places reported in one segment.
const MOST: usize = 8;

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let before = issues.len();
    habits(view, issues);
    neighbours(view, issues);
    separators::separators(view, issues);
    separators::before_hyphens(view, issues);
    separators::torn_hyphens(view, issues);
    marks::behind_placeholders(view, issues);
    marks::beside_marks(view, issues);
    marks::inside_quotes(view, issues);
    joined::torn_apostrophes(view, issues);
    joined::units(view, issues);
    joined::glued_names(view, issues);
    languages::report(&CHECK, Language::of(view.locale).spacing, view, issues);
    let rules: [languages::Rule; 4] = [
        languages::hyphens::behind_names,
        languages::hyphens::behind_labels,
        languages::nouns::torn,
        languages::nouns::parted,
    ];
    languages::report(&CHECK, &rules, view, issues);
    issues.truncate(before + MOST);
}

/// What the project does as a rule, and not here.
fn habits(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let quoted = |what: &'static str| move |text: &str| format!("{what} in “{text}”");
    let before = issues.len();
    for (rule, message) in [
        (&SINGLE_SPACES, "Several spaces stand in a row: leave one"),
        (&SINGLE_SPACE_BEHIND_STOP, "Several spaces stand behind the sentence: leave one"),
    ] {
        style::report(&CHECK, rule, view, issues, |_| message.to_owned());
    }
    // Pages show one space for several: that matters only where a style guide asks for it.
    let is_asked = |rule| {
        let norm = view.style.norm(rule);
        norm.is_some_and(|norm| matches!(norm.basis, Basis::Guide(_)))
    };
    if issues.len() > before && view.page.original().is_some() && !is_asked(&SINGLE_SPACES) {
        for issue in &mut issues[before..] {
            issue.confidence = Confidence::Low;
        }
    }
    for (rule, message) in [
        (&BEFORE_WIDE, "A space stands before the full-width mark: leave it out"),
        (&BEHIND_WIDE, "A space stands behind the full-width mark: leave it out"),
        (&BRACKET_BEHIND_WORD, "A space stands before the opening bracket: leave it out"),
    ] {
        style::report(&CHECK, rule, view, issues, |_| message.to_owned());
    }
    let latin = quoted("No space parts the scripts: put one");
    style::report(&CHECK, &AROUND_LATIN, view, issues, latin);
    let code = quoted("No space parts text and code: put one");
    style::report(&CHECK, &AROUND_CODE, view, issues, code);
    let digits = quoted("No space parts text and digits: put one");
    style::report(&CHECK, &AROUND_DIGITS, view, issues, digits);
}

fn report(view: &SegmentView<'_>, issues: &mut Vec<Issue>, visible: Range<usize>, message: &str) {
    issues.push(Issue::new(&CHECK, message).target(view.target_span(visible)));
}

/// Marks and scripts that stand side by side.
fn neighbours(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let visible = view.target.visible();
    let source = view.source.visible();
    let mut before: Option<char> = None;
    let mut chars = visible.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|n| n.1);
        let end = at + c.len_utf8();
        let span = |from_before: bool, to_next: bool| {
            let start = at - if from_before { before.map_or(0, char::len_utf8) } else { 0 };
            start..end + if to_next { next.map_or(0, char::len_utf8) } else { 0 }
        };
        if c == ' ' {
            if let (Some(b), Some(n)) = (before, next) {
                space_between(
                    view,
                    issues,
                    source,
                    (b, n),
                    (span(false, true), span(true, false)),
                    &visible[end..],
                );
            }
        } else if c == ')'
            && next.is_some_and(has_case)
            && issues.len() < MOST
            && glues_bracket(view, &visible[..at], &visible[end..])
        {
            report(
                view,
                issues,
                span(false, true),
                "The bracket touches the word behind it: put a space between.",
            );
        } else if matches!(c, ',' | '.' | ';' | '،' | '؛') {
            glued_mark(view, issues, visible, at, (before, next), span(false, true));
        } else if matches!(c, '–' | '—')
            && let (Some(b), Some(n)) = (before, next)
            && (b == ' ') != (n == ' ')
            && (b.is_alphabetic() || n.is_alphabetic())
            && view.locale.spaces_words()
            && !one_sided(source, c)
        {
            report(
                view,
                issues,
                span(true, true),
                "The dash has a space on one side only: put one on the other side too, or on none.",
            );
        }
        before = Some(c);
    }
}

/// Whether a letter is of a script with capitals, whose words are parted by spaces and have no particles behind them.
fn has_case(c: char) -> bool {
    matches!(CharScript::of(c), CharScript::Latin | CharScript::Cyrillic | CharScript::Greek)
}

/// Whether a word of the language begins directly behind a bracket with more than the ending of a word in it, which the
/// source parts from its next word.
fn glues_bracket(view: &SegmentView<'_>, before: &str, behind: &str) -> bool {
    let inside = words::trailing(before, |c| c != '(' && c != ')');
    let opens = before[..before.len() - inside.len()].ends_with('(');
    let word = words::leading(behind, char::is_alphabetic);
    let source = view.source.visible();
    let glued = |(at, _): (usize, &str)| source[at + 1..].starts_with(char::is_alphabetic);
    view.locale.spaces_words()
        && opens
        && (inside.contains(' ') || !inside.contains(char::is_alphabetic))
        && view.locale.function_words.contains(&word.to_lowercase())
        && source.contains(')')
        && !source.match_indices(')').any(glued)
}

/// A space between two characters that want none.
fn space_between(
    view: &SegmentView<'_>,
    issues: &mut Vec<Issue>,
    source: &str,
    (before, next): (char, char),
    (with_next, with_before): (Range<usize>, Range<usize>),
    rest: &str,
) {
    if next == ']' && before != '[' && !before.is_ascii_digit() && !source.contains(" ]") {
        report(view, issues, with_next, "A space stands before the closing bracket: leave it out.");
        return;
    }
    let after = rest.chars().nth(1);
    let ends = after.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '"' | '”' | '»'));
    let spaced = view.locale.spaced_marks.contains(&next);
    let mark = match next {
        '.' | ',' => ends,
        '?' | '!' | ';' | ':' => ends && !spaced,
        '،' | '؛' | '؟' => true,
        ')' => before != '(' && !matches!(before, ':' | ';'),
        _ => false,
    };
    let before_fits = before.is_alphanumeric()
        || matches!(before, ')' | '"' | '”' | '»' | '%' | OBJECT)
        || CharScript::of(before).is_letter();
    if mark
        && before_fits
        && !source_has(source, next)
        && !parted_by_tag(&view.target, &view.target_span(with_next.clone()))
    {
        report(view, issues, with_next, "A space stands before this mark: leave it out.");
    } else if (before == '(' && !source.contains("( ")
        || before == '[' && next != ']' && !source.contains("[ "))
        && next != ' '
    {
        report(
            view,
            issues,
            with_before,
            "A space stands behind the opening bracket: leave it out.",
        );
    }
}

/// Whether the source has a space before the same mark (or the Latin one for it).
fn source_has(source: &str, mark: char) -> bool {
    let latin = match mark {
        '،' => ',',
        '؛' => ';',
        '؟' => '?',
        other => other,
    };
    let mut spaced = [b' ', 0];
    spaced[1] = if latin.is_ascii() { latin as u8 } else { b' ' };
    memchr::memmem::find(source.as_bytes(), &spaced).is_some()
}

/// Whether a dash of the text has a space on one side only.
fn one_sided(text: &str, dash: char) -> bool {
    text.match_indices(dash)
        .any(|(at, d)| text[..at].ends_with(' ') != text[at + d.len()..].starts_with(' '))
}

/// A comma or full stop with a word glued behind.
fn glued_mark(
    view: &SegmentView<'_>,
    issues: &mut Vec<Issue>,
    visible: &str,
    at: usize,
    (before, next): (Option<char>, Option<char>),
    span: Range<usize>,
) {
    let (Some(b), Some(n)) = (before, next) else { return };
    let c = visible[at..].chars().next().unwrap_or(' ');
    let letters = CharScript::of(b).is_letter() && CharScript::of(n).is_letter();
    if c == '.' && b.is_ascii_digit() && CharScript::of(n).is_unspaced() {
        let numbered: String = [b, '.', ' '].iter().collect();
        if view.source.visible().contains(&numbered) {
            report(
                view,
                issues,
                at - 1..span.end,
                "Nothing parts the number from the text: put a space behind it.",
            );
        }
        return;
    }
    if !letters || CharScript::of(n).is_unspaced() || CharScript::of(b).is_unspaced() {
        return;
    }
    // Inside an identifier or host name the mark is part of it.
    if view.target.words.iter().any(|w| w.kind == WordKind::Identifier && w.range().contains(&at)) {
        return;
    }
    if c == '.' {
        // `Ende.Nächster`: a small letter, the stop and a capital; abbreviations have one letter before the stop.
        let word = words::trailing(&visible[..at], char::is_alphabetic).chars().count();
        let sentence = b.is_lowercase() && n.is_uppercase() && word >= 3;
        if !sentence {
            return;
        }
    }
    let joined: String = [b, c, n].iter().collect();
    if !view.source.visible().contains(&joined) && !glued_in_source(view.source.visible(), c) {
        report(view, issues, span, "The mark touches the word behind it: put a space between.");
    }
}

/// Whether the source glues a letter behind such a mark too.
fn glued_in_source(source: &str, mark: char) -> bool {
    let mark = match mark {
        '،' => ',',
        '؛' => ';',
        other => other,
    };
    mark != '.'
        && source
            .match_indices(mark)
            .any(|(i, m)| source[i + m.len()..].chars().next().is_some_and(char::is_alphabetic))
}
