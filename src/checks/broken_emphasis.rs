//! Bold that was lost, shifted to other words, or whose markers came loose.

use std::ops::Range;

use super::{Check, Example, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::locale::{Locale, Script};
use crate::mqm::{Category, Confidence, Severity};
use crate::text::script::CharScript;
use crate::text::{Emphasis, Text, WordKind};

/// Emphasis of the target that differs from that of the source.
pub(super) static CHECK: Check = Check {
    id: "broken-emphasis",
    category: Category::Markup,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: true,
    summary: "Bold is lost, stands on other words than in the source, or its markers show up in the text",
    details: "Compares emphasis as CommonMark pairs it. Loose markers that the source lacks (`** x**`, `* *x* *`) \
        are major. Fewer bold stretches than the source: quotation marks or corner brackets that the target adds \
        count as bold, as Chinese and Japanese use them. Shifted bold: it takes in the colon, full stop or comma \
        that follows it in the source; it begins or ends with a function word where no bold of the source does; \
        it covers the colon and words behind it; the label at the start of the source is no longer at the start; \
        a name that is bold in the source stands in the target without; the steps of a menu path (`**A** > **B**`) \
        are torn apart; a small first letter and a capital inside show that it begins too early. \
        Russian keeps a full stop in bold labels; Arabic and Russian move the colon \
        inside by custom; in Chinese only lost bold of a whole line or of a heading before a colon is reported. \
        Measured on real pages: 56 of 1,000 machine segments, 1.4 of 1,000 human ones (half of them real errors).",
    examples: &[
        Example::bad("de-DE", "**Roles**: Admin", "**Rollen:** Admin", "**Rollen:**"),
        Example::bad(
            "hu-HU",
            "Select **Create**.",
            "Válassza a **Létrehozás lehetőséget.**",
            "**Létrehozás lehetőséget.**",
        ),
        Example::bad("de-DE", "Select **Save**.", "Wählen Sie ** Speichern**.", "** Speichern**"),
        Example::bad("ja-JP", "Select **Save**.", "＊＊保存＊＊ を選択します。", "＊＊保存＊＊"),
        Example::bad("th-TH", "the **New Meeting** list", "รายการ การประชุมใหม่", ""),
        Example::bad(
            "es-ES",
            "then select **Education**.",
            "y **seleccione Educación**.",
            "**seleccione Educación**",
        ),
        Example::bad(
            "ja-JP",
            "**Step 2:** Microsoft sends",
            "**手順 2: Microsoft は**送信します",
            "**手順 2: Microsoft は**",
        ),
        Example::bad(
            "ru-RU",
            "**Applies to**: all",
            "Область **применения**: все",
            "Область **применения**",
        ),
        Example::bad(
            "fr-FR",
            "from **A x** > **B y** > **C z**.",
            "dans **A x** profil > **B y** > **C z**.",
            "**A x** profil > **B y**",
        ),
        Example::good("zh-CN", "Select **Save**.", "选择“保存”。"),
        Example::good("ja-JP", "Select **Save**.", "**[保存]** を選択します。"),
        Example::good("ru-RU", "**Step 1:** Users", "**Шаг 1.** Пользователи"),
        Example::good("fr-FR", "Select **Save**.", "Sélectionnez **Enregistrer**."),
        Example::good("pt-BR", "2 * 3 = 6", "2 * 3 = 6"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    if source.emphasis.is_empty()
        && target.emphasis.is_empty()
        && loose(source).count() + loose(target).count() == 0
    {
        // Full-width asterisks are no markers at all.
        if !target.raw.contains('＊') {
            return;
        }
    }
    if loose_markers(view, issues) || source.emphasis.is_empty() {
        return;
    }
    let before = issues.len();
    shifted(view, issues);
    if issues.len() == before {
        dropped(view, issues);
    }
    if issues.len() == before {
        torn_quotes(view, issues);
    }
}

/// A bold stretch that holds one of two quotation marks: it begins or ends in the wrong place.
fn torn_quotes(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let target = &view.target;
    let odd = |text: &str| {
        let marks = ['"', '“', '”', '„'];
        text.chars().filter(|c| marks.contains(c)).count() % 2 == 1
    };
    if strong(&view.source).any(|e| odd(view.source.slice(e.content.clone()))) {
        return;
    }
    for emphasis in strong(target).filter(|e| odd(target.slice(e.content.clone()))) {
        let issue = Issue::new(&CHECK, "The bold stretch holds only one of two quotation marks");
        issues.push(issue.target(emphasis.range.clone()));
    }
}

/// Asterisks that pair with nothing.
fn loose<'t>(text: &'t Text<'_>) -> impl Iterator<Item = &'t Range<usize>> {
    text.loose_markers.iter().filter(|r| text.raw.as_bytes()[r.start] == b'*')
}

fn strong<'t>(text: &'t Text<'_>) -> impl Iterator<Item = &'t Emphasis> {
    text.emphasis.iter().filter(|e| e.strong)
}

/// Markers that the reader sees and the source does not have.
fn loose_markers(view: &SegmentView<'_>, issues: &mut Vec<Issue>) -> bool {
    let (source, target) = (&view.source, &view.target);
    let wide = |text: &str| text.matches('＊').count();
    if wide(target.raw) > wide(source.raw) {
        let (Some(start), Some(end)) = (target.raw.find('＊'), target.raw.rfind('＊')) else {
            return false;
        };
        let issue = Issue::new(&CHECK, "Full-width asterisks are no markers of emphasis");
        issues.push(issue.target(start..end + '＊'.len_utf8()).severity(Severity::Major));
        return true;
    }
    let (had, has) = (loose(source).count(), loose(target).count());
    if has <= had {
        return false;
    }
    // Loose markers of one damage stand around the same words: one issue for two of them.
    let mut markers = loose(target).skip(had);
    while let Some(first) = markers.next() {
        let mut span = first.clone();
        if let Some(second) = markers.next() {
            span.end = second.end;
        } else if let Some(whole) =
            target.emphasis.iter().find(|e| e.range.start == span.end || e.range.end == span.start)
        {
            // `**x*`: plain emphasis with a marker left over.
            span = span.start.min(whole.range.start)..span.end.max(whole.range.end);
        } else {
            span = with_neighbour(target.raw, span);
        }
        let issue = Issue::new(
            &CHECK,
            format!(
                "The marker “{}” pairs with no other and shows up in the text",
                &target.raw[first.clone()]
            ),
        );
        issues.push(issue.target(span).severity(Severity::Major));
    }
    true
}

/// A marker with the word beside it.
fn with_neighbour(raw: &str, marker: Range<usize>) -> Range<usize> {
    let rest = &raw[marker.end..];
    let ahead = rest.trim_start();
    let gap = rest.len() - ahead.len();
    let word = ahead.find(|c: char| c.is_whitespace() || c == '*').unwrap_or(ahead.len());
    if word > 0 && gap <= 1 {
        return marker.start..marker.end + gap + word;
    }
    let before = raw[..marker.start].trim_end();
    let start = before.rfind(|c: char| c.is_whitespace() || c == '*').map_or(0, |i| i + 1);
    let start = (start..=marker.start).find(|i| raw.is_char_boundary(*i)).unwrap_or(marker.start);
    start..marker.end
}

/// Bold that the source has and the target has not.
fn dropped(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    let (had, has) = (strong(source).count(), strong(target).count());
    let quoted = quotes(target.visible()).saturating_sub(quotes(source.visible()));
    // Chinese writes labels without bold and often without quotation marks, but keeps bold headings of a line.
    let heading =
        strong(source).next().is_some_and(|e| source.raw[..e.range.start].trim().is_empty());
    let chinese_label =
        view.locale.language() == "zh" && !(heading && has == 0 && had == 1 && is_heading(source));
    let (all_had, all_has) = (source.emphasis.len(), target.emphasis.len());
    if chinese_label
        || (has + quoted >= had && all_has + quoted >= all_had)
        || target.raw.contains("<b>")
        || target.raw.contains("<strong>")
    {
        return;
    }
    let message =
        format!("The source has {all_had} emphasised stretches, the translation {all_has}");
    let issue = Issue::new(&CHECK, message);
    let content = |text: &Text<'_>, e: &Emphasis| text.raw[e.content.clone()].trim().to_owned();
    let lost = source.emphasis.iter().find(|e| {
        let label = content(source, e);
        !target.emphasis.iter().any(|t| content(target, t) == label)
    });
    let Some(lost) = lost else {
        issues.push(issue);
        return;
    };
    let label = content(source, lost);
    let issue = issue.source(lost.range.clone());
    // A name kept as it is shows where the emphasis belongs.
    issues.push(match target.raw.find(&label).filter(|_| label.len() > 2) {
        Some(at) => issue.target(at..at + label.len()).expected(&source.raw[lost.range.clone()]),
        None => issue,
    });
}

/// Whether the first bold stretch is all of the text or ends with a colon.
fn is_heading(source: &Text<'_>) -> bool {
    strong(source).next().is_some_and(|e| {
        let content = source.slice(e.content.clone()).trim_end();
        covers_all(source, e)
            || content.ends_with(':')
            || source.raw[e.range.end..].trim_start().starts_with(':')
    })
}

/// Pairs of quotation marks and corner brackets.
fn quotes(text: &str) -> usize {
    let straight = text.bytes().filter(|b| *b == b'"').count() / 2;
    straight
        + text
            .chars()
            .filter(|c| matches!(c, '“' | '「' | '『' | '«' | '„' | '【' | '［' | '[' | '‘' | '《'))
            .count()
}

/// What the bold of the source looks like, for comparison.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent habits, not states")]
struct Habits {
    /// One ends with a full stop, comma, question mark …
    ends_in_mark: bool,
    /// One ends with a colon.
    ends_in_colon: bool,
    /// One has a colon behind it.
    before_colon: bool,
    /// One holds a colon with text behind it.
    holds_colon: bool,
    /// One begins with a function word of English, or with a small letter.
    begins_small: bool,
    /// One begins or ends with a function word.
    function_word: bool,
    /// One covers the whole segment.
    is_whole: bool,
    /// One holds a bracket without its partner.
    splits_brackets: bool,
    /// One begins with a parenthesis.
    in_parentheses: bool,
}

fn habits(source: &Text<'_>) -> Habits {
    let english = Locale::english();
    let mut habits = Habits::default();
    for e in strong(source) {
        let content = source.slice(e.content.clone()).trim();
        habits.ends_in_mark |= content.ends_with(['.', ',', '?', '!', '…', ';', ':']);
        habits.ends_in_colon |= content.ends_with(':');
        habits.before_colon |= source.raw[e.range.end..].trim_start().starts_with(':');
        habits.holds_colon |= inner_colon(content);
        habits.begins_small |=
            content.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
        let (first, last) = edges(content);
        habits.function_word |= is_grammar(english, first) || is_grammar(english, last);
        habits.is_whole |= covers_all(source, e);
        habits.splits_brackets |= splits_brackets(content);
        habits.in_parentheses |= content.starts_with('(');
    }
    habits
}

/// Bold that stands on other words than in the source.
fn shifted(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    if strong(source).next().is_none() {
        suffixed(view, issues);
        if let Some(span) = bare_name(source, target).filter(|_| issues.is_empty()) {
            issues.push(Issue::new(&CHECK, "This is emphasised in the source").target(span));
        }
        return;
    }
    let habits = habits(source);
    let language = view.locale.language();
    let mut put = |span: Range<usize>,
                   message: &str,
                   severity: Severity,
                   confidence: Confidence| {
        if !issues.iter().any(|i: &Issue| {
            i.target_span.as_ref().is_some_and(|s| s.start < span.end && span.start < s.end)
        }) {
            issues.push(
                Issue::new(&CHECK, message).target(span).severity(severity).confidence(confidence),
            );
        }
    };
    for e in strong(target) {
        let content = target.slice(e.content.clone()).trim();
        let ends_in_colon = content.ends_with([':', '：']);
        let (first, last) = edges(content);
        let is_whole = covers_all(target, e);
        // Bold on a small word of the source is stress, not a label. Korean endings look like words of grammar.
        let may_shift = !habits.begins_small && language != "ko";
        if ends_in_colon
            && habits.before_colon
            && !habits.ends_in_colon
            && !matches!(language, "ar" | "ru")
        {
            put(
                e.range.clone(),
                "The colon behind the bold text was taken into it",
                Severity::Minor,
                Confidence::High,
            );
        } else if inner_colon(content)
            && !habits.holds_colon
            && (habits.before_colon || habits.ends_in_colon)
        {
            put(
                e.range.clone(),
                "The bold goes on behind the colon that ends it in the source",
                Severity::Minor,
                Confidence::High,
            );
        } else if content.ends_with(['.', ',', '。', '，', '、', '،', '．'])
            && !content.ends_with("..")
            && !habits.ends_in_mark
            && !(is_whole && (habits.is_whole || language == "ru"))
            && !(language == "ru" && habits.before_colon)
        {
            put(
                e.range.clone(),
                "The mark behind the bold text was taken into it",
                Severity::Minor,
                Confidence::High,
            );
        } else if may_shift
            && !habits.function_word
            && last != first
            && is_function_word(view.locale, last)
            && !is_whole
        {
            put(
                e.range.clone(),
                "The bold ends with a word that belongs to the sentence around it",
                Severity::Minor,
                Confidence::High,
            );
        } else if may_shift
            && !habits.function_word
            && starts_small(content)
            && is_function_word(view.locale, first)
            && !is_whole
        {
            put(
                e.range.clone(),
                "The bold begins with a word that belongs to the sentence around it",
                Severity::Minor,
                Confidence::High,
            );
        } else if may_shift
            && !is_whole
            && (holds_sentence(language, content) || splits_brackets(content))
            && !habits.splits_brackets
        {
            put(
                e.range.clone(),
                "The bold takes in words of the sentence around it",
                Severity::Minor,
                Confidence::High,
            );
        } else if content.starts_with('(') && content.ends_with(')') && !habits.in_parentheses {
            put(
                e.range.clone(),
                "Only what stands in parentheses is bold",
                Severity::Minor,
                Confidence::High,
            );
        } else if !habits.begins_small
            && !is_whole
            && (begins_too_early(view, content) || swallows(source, content))
        {
            put(
                e.range.clone(),
                "The bold takes in words before or behind the label",
                Severity::Minor,
                Confidence::High,
            );
        } else if !habits.begins_small && !is_whole && leaves_label(view, e, content) {
            put(
                e.range.clone(),
                "The bold stands on other words than the label",
                Severity::Minor,
                Confidence::Medium,
            );
        }
    }
    if let Some(span) = label_start(view, &habits) {
        put(
            span,
            "The bold covers only part of the label at the start",
            Severity::Minor,
            Confidence::High,
        );
    }
    if let Some(span) = torn_path(source, target) {
        put(
            span,
            "The steps of the path are not bold one by one as in the source",
            Severity::Major,
            Confidence::High,
        );
    }
    if let Some(span) = bare_name(source, target) {
        put(span, "This is bold in the source", Severity::Minor, Confidence::High);
    }
    suffixed(view, issues);
}

/// The first and last word of a text, without the marks around them.
fn edges(content: &str) -> (&str, &str) {
    let bare = |word: &'_ str| -> Range<usize> {
        let start = word.len() - word.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        let end = word.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        start..end.max(start)
    };
    let mut words = content.split_whitespace();
    let first = words.next().unwrap_or("");
    let last = content.split_whitespace().next_back().unwrap_or("");
    (&first[bare(first)], &last[bare(last)])
}

/// Words of English that a label may begin or end with and that other languages render with a function word.
fn is_grammar(english: &Locale, word: &str) -> bool {
    let number = |w: &str| english.number_words.iter().flatten().any(|n| n.eq_ignore_ascii_case(w));
    let answer = ["yes", "no", "none", "all"].iter().any(|a| a.eq_ignore_ascii_case(word));
    answer || word.contains(['\'', '’']) || number(word) || is_function_word(english, word)
}

fn is_function_word(locale: &Locale, word: &str) -> bool {
    !word.is_empty() && {
        let lower = word.to_lowercase();
        // A word in capitals is a label or an acronym: `IN`, `OR`.
        word.chars().skip(1).all(|c| !c.is_uppercase()) && locale.function_words.contains(&lower)
    }
}

/// Where words are not spaced: beginnings and endings of a sentence's words, which no label has.
fn holds_sentence(language: &str, content: &str) -> bool {
    let (begins, ends): (&[&str], &[&str]) = match language {
        "ja" => (
            &["を", "]", "］", "について"],
            &["を", "は", "で", "が", "に", "または", "します", "ください"],
        ),
        "th" => {
            (&["แล้ว", "จากนั้น", "และเลือก", "และคลิก", "ให้เลือก", "ให้คลิก", "เพื่อ"], &["แล้ว", "จากนั้น"])
        }
        "zh" => (&["]", "］"], &["，然后", "并"]),
        _ => return false,
    };
    begins.iter().any(|b| content.starts_with(b)) || ends.iter().any(|e| content.ends_with(e))
}

/// Whether a square bracket stands in it without its partner.
fn splits_brackets(content: &str) -> bool {
    content.matches('[').count() != content.matches(']').count()
}

fn starts_small(content: &str) -> bool {
    content.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

/// A colon (not of a time or a URL) with text behind it.
fn inner_colon(content: &str) -> bool {
    content.char_indices().any(|(i, c)| match c {
        ':' => content[i + 1..].starts_with([' ', '\u{a0}']) && !content[i + 1..].trim().is_empty(),
        '：' => !content[i + '：'.len_utf8()..].trim().is_empty(),
        _ => false,
    })
}

/// Whether emphasis covers all of its text but marks.
fn covers_all(text: &Text<'_>, e: &Emphasis) -> bool {
    let bare = |part: &str| !part.chars().any(char::is_alphanumeric);
    bare(&text.raw[..e.range.start]) && bare(&text.raw[e.range.end..])
}

/// The first word has a small letter, the second a capital that begins the label. Nouns of German have capitals anyway.
fn begins_too_early(view: &SegmentView<'_>, content: &str) -> bool {
    if view.locale.language() == "de"
        || !matches!(view.locale.script, Some(Script::Latin | Script::Cyrillic))
    {
        return false;
    }
    let mut words = content.split_whitespace();
    let Some(first) = words.next() else { return false };
    let small = starts_small(first) && first.chars().all(char::is_alphabetic);
    let Some(second) = words.next() else { return false };
    let capital = second.chars().next().is_some_and(char::is_uppercase);
    // A name in the middle of a label (`**reservas de Azure**` for `**Azure reservations**`) is no beginning.
    let name = second.trim_matches(|c: char| !c.is_alphanumeric());
    small && capital && !content.contains('(') && !view.source.raw.contains(name)
}

/// A label of the source stands in it as it is, with two words or more around it.
fn swallows(source: &Text<'_>, content: &str) -> bool {
    strong(source).any(|e| {
        let label = source.slice(e.content.clone()).trim();
        let count = |text: &str| text.split_whitespace().count();
        label.len() >= 4
            && content.len() > label.len()
            && content.contains(label)
            && count(content) >= count(label) + 2
            && !content.contains('(')
    })
}

/// A bold word with a small letter, while a word with a capital further on in the sentence, which the source does
/// not have, looks like the label.
fn leaves_label(view: &SegmentView<'_>, e: &Emphasis, content: &str) -> bool {
    let (source, target) = (&view.source, &view.target);
    if view.locale.language() == "de"
        || !matches!(view.locale.script, Some(Script::Latin | Script::Cyrillic))
        || !starts_small(content)
        || strong(source).count() < strong(target).count()
        || source.raw[..strong(source).next().map_or(0, |s| s.range.start)].trim().is_empty()
    {
        return false;
    }
    let visible = target.visible();
    let mut after_mark = true;
    target.words.iter().any(|word| {
        let range = word.range();
        let text = &visible[range.clone()];
        let begins = after_mark
            || visible[..range.start].trim_end().ends_with([
                '.', ':', '!', '?', '|', '(', '"', '“', '«', '„', '>', '’', '\'', '\u{fffc}',
            ]);
        after_mark = false;
        let raw = target.raw_range(range);
        let outside = |e: &Emphasis| raw.end <= e.range.start || e.range.end <= raw.start;
        let capital = text.chars().next().is_some_and(char::is_uppercase)
            && text.chars().skip(1).any(char::is_lowercase);
        capital
            && !begins
            && word.kind == WordKind::Plain
            && (raw.start.abs_diff(e.range.end) < 40 || raw.end.abs_diff(e.range.start) < 40)
            && target.emphasis.iter().all(outside)
            && !target.links.iter().any(|l| l.range.start <= raw.start && raw.end <= l.range.end)
            && !view.names.in_target(&word.range())
            && !source.visible().contains(text)
            && !is_name_stem(source, text)
            && !is_function_word(view.locale, text)
    })
}

/// Whether the source has a name that begins as the word does: `Azuru` for `Azure`, `Microsoftu` for `Microsoft`.
fn is_name_stem(source: &Text<'_>, word: &str) -> bool {
    let end = word.char_indices().nth(4).map_or(word.len(), |(i, _)| i);
    let stem = &word[..end];
    // In a label it is the label's own word (`Seleccionar` for `**Select**`).
    source.raw.match_indices(stem).any(|(at, _)| !strong(source).any(|e| e.range.contains(&at)))
}

/// The label at the start of the source (`**Applies to**: …`) of which the target marks only a part.
fn label_start(view: &SegmentView<'_>, habits: &Habits) -> Option<Range<usize>> {
    let (source, target) = (&view.source, &view.target);
    let label = strong(source).next()?;
    let starts = |text: &Text<'_>, e: &Emphasis| {
        !text.raw[..e.range.start].chars().any(char::is_alphanumeric)
    };
    let colon = source.raw[label.range.end..].trim_start().starts_with(':')
        || source.slice(label.content.clone()).trim_end().ends_with(':');
    if !starts(source, label) || !colon || strong(source).count() != strong(target).count() {
        return None;
    }
    let bold = strong(target).next()?;
    let after = &target.raw[bold.range.end..];
    let inside = target.slice(bold.content.clone());
    if !starts(target, bold) {
        let before = &target.raw[..bold.range.start];
        let closes = after.trim_start().starts_with([':', '：']) || inside.ends_with([':', '：']);
        let short = before.chars().count() <= 40 && !before.contains(['.', ':', '：', '。', '*']);
        let from = before.len() - before.trim_start().len();
        return (closes && short).then_some(from..bold.range.end);
    }
    if inside.contains([':', '：', '.', '?', '？']) || habits.ends_in_mark && !habits.ends_in_colon
    {
        return None;
    }
    // Words between the bold and the colon.
    let end = after.find([':', '：'])?;
    let between = &after[..end];
    let short = between.chars().count() <= 25
        && !between.contains(['.', ',', '(', '*', '，', '、', '。', '-', '–', '—', '=']);
    (short && between.chars().any(char::is_alphabetic))
        .then_some(bold.range.start..bold.range.end + between.trim_end().len())
}

/// Where a path of bold steps is torn: fewer pairs of steps with nothing but `>` between them.
fn torn_path(source: &Text<'_>, target: &Text<'_>) -> Option<Range<usize>> {
    let (mut wanted, mut given) = (0, 0);
    let mut span: Option<Range<usize>> = None;
    steps(source, |_, joined, _| wanted += usize::from(joined));
    if wanted == 0 {
        return None;
    }
    steps(target, |range, joined, arrow| {
        given += usize::from(joined);
        if !joined && arrow {
            span = Some(span.as_ref().map_or(range.start, |s| s.start)..range.end);
        }
    });
    // With as many steps elsewhere, or none at all, the bold was dropped rather than torn.
    (given < wanted).then_some(span).flatten()
}

/// Each two neighbouring bold stretches: their range, whether an arrow alone stands between them, and whether there is any.
fn steps(text: &Text<'_>, mut found: impl FnMut(Range<usize>, bool, bool)) {
    let mut previous: Option<&Emphasis> = None;
    for e in strong(text) {
        if let Some(p) = previous
            && p.range.end <= e.range.start
        {
            let between = &text.raw[p.range.end..e.range.start];
            let arrow =
                ["&gt;", ">", "→", "＞"].iter().any(|a| between.contains(a)) && between.len() < 80;
            let bare = !between.replace("&gt;", "").chars().any(char::is_alphanumeric);
            // `**A**] [ > **B**`: the arrow slipped into the bracket of the next step.
            let slipped = between.trim_end_matches([' ', '>']).ends_with('[') && arrow;
            found(p.range.start..e.range.end, arrow && bare && !slipped, arrow);
        }
        previous = Some(e);
    }
}

/// A name that is bold in the source and stands in the target as it is, but outside all bold.
fn bare_name(source: &Text<'_>, target: &Text<'_>) -> Option<Range<usize>> {
    source.emphasis.iter().find_map(|e| {
        let label = source.slice(e.content.clone()).trim();
        if label.len() < 4
            || label.contains(['[', '*', '`', '<', '&'])
            || !label.chars().any(char::is_alphabetic)
        {
            return None;
        }
        // It must stand in the source only there.
        if source.raw.matches(label).count() != 1 {
            return None;
        }
        let at = target.raw.match_indices(label).map(|(at, _)| at..at + label.len()).find(|r| {
            let letter =
                |c: Option<char>| c.is_some_and(|c| CharScript::of(c) == CharScript::Latin);
            !letter(target.raw[..r.start].chars().next_back())
                && !letter(target.raw[r.end..].chars().next())
        })?;
        let inside = |r: &Range<usize>| r.start <= at.start && at.end <= r.end;
        let marked = target.emphasis.iter().any(|e| inside(&e.range))
            || target.links.iter().any(|l| inside(&l.range))
            || target.protected.iter().any(|p| inside(&p.range));
        let quoted = target.raw[..at.start].ends_with(['“', '"', '「', '«', '[', '(', '（']);
        if marked || quoted {
            return None;
        }
        // The one bold stretch that stands for nothing in the source is the wrong one.
        let labels: Vec<&str> =
            strong(source).map(|e| source.slice(e.content.clone()).trim()).collect();
        let mut odd = strong(target)
            .filter(|t| !labels.iter().any(|l| target.slice(t.content.clone()).contains(l)));
        match (odd.next(), odd.next()) {
            (Some(odd), None) if labels.len() == strong(target).count() && labels.len() <= 3 => {
                Some(odd.range.clone())
            }
            _ => Some(at),
        }
    })
}

/// Emphasis on one name of code, with an ending taken into it.
fn suffixed(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let (source, target) = (&view.source, &view.target);
    for e in &source.emphasis {
        let name = source.slice(e.content.clone());
        if name.len() < 3
            || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'_')
        {
            continue;
        }
        let grown = target.emphasis.iter().find(|t| {
            let rest = target.slice(t.content.clone()).strip_prefix(name);
            rest.is_some_and(|r| {
                r.chars().next().is_some_and(|c| CharScript::of(c) == CharScript::Hangul)
            })
        });
        if let Some(grown) = grown {
            let issue = Issue::new(
                &CHECK,
                format!("The ending behind “{name}” was taken into the emphasis"),
            );
            issues.push(issue.target(grown.range.clone()));
        }
    }
}
