//! `repeated-word`: the same word twice in a row.

use super::{Check, Example, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::script::CharScript;
use crate::text::{Text, Word, WordKind};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "repeated-word",
    category: Category::Linguistic,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: true,
    summary: "the same word stands twice in a row",
    details: "Fires when a word of at least two letters (one in scripts where a letter is a syllable) stands twice \
              with nothing but spaces between, and the source has no doubled word; and where both sides of `and` or \
              `or` are the same word with nothing behind to tell them apart (`функций и функций`). Excused: words that the \
              language doubles (`vous vous`, `nous nous`, German `die die`, Turkish and Indonesian reduplication \
              such as `adım adım`, by the locale's list), numbers, and doublings across a sentence, comma or emphasis border.",
    examples: &[
        Example::bad("de-DE", "Open the page.", "Öffnen Sie die Seite Seite.", "Seite Seite"),
        Example::bad("hu-HU", "in the list", "a listában listában", "listában listában"),
        Example::bad("ru-RU", "Open the page.", "Откройте страницу страницу.", "страницу страницу"),
        Example::bad("zh-CN", "the new Azure experience", "Azure 的的新体验", "的的"),
        Example::bad(
            "ru-RU",
            "newer features and functionality in Office",
            "новых функций и функций в Office",
            "функций и функций",
        ),
        Example::bad(
            "zh-CN",
            "for Canada and the United States",
            "加拿大和加拿大的信息",
            "加拿大和加拿大",
        ),
        Example::good("zh-CN", "products and product keys", "产品和产品密钥"),
        Example::good("cs-CZ", "the admin or account admin", "správce nebo správce účtu"),
        Example::good("fr-FR", "You sign in", "Vous vous connectez"),
        Example::good("es-ES", "had had", "había había"),
        Example::good("tr-TR", "Step by step", "Adım adım"),
        Example::good("de-DE", "Open it, then", "Öffnen, öffnen"),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let target = &view.target;
    if !view.locale.spaces_words() {
        same_sides_unspaced(view, issues);
        doubled_characters(view, issues);
        return;
    }
    same_sides(view, issues);
    for pair in target.words.windows(2) {
        let [a, b] = pair else { continue };
        if !doubled(target, a, b)
            || view.source.words.windows(2).any(|p| doubled(&view.source, &p[0], &p[1]))
        {
            continue;
        }
        let word = target.word(a);
        let lower = word.to_lowercase();
        let excused = view.locale.doubled_words.contains(&lower);
        if !excused && word.chars().count() > 1 {
            let span = view.target_span(a.start as usize..b.end as usize);
            issues.push(
                Issue::new(&CHECK, format!("The word “{word}” stands twice."))
                    .target(span)
                    .expected(word),
            );
        }
    }
}

/// `X and X`: the two sides of a conjunction are one word, and nothing behind it tells them apart.
fn same_sides(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let target = &view.target;
    let language = view.locale.language();
    let conjunctions: &[&str] = match language {
        "es" => &["y", "o"],
        "pt" => &["e", "ou"],
        "fr" => &["et", "ou"],
        "it" => &["e", "o"],
        "de" => &["und", "oder"],
        "nl" => &["en", "of"],
        "sv" => &["och", "eller"],
        "cs" => &["a", "nebo"],
        "pl" => &["i", "oraz", "lub"],
        "ru" => &["и", "или"],
        "hu" => &["és", "vagy"],
        "tr" => &["ve", "veya"],
        "ko" => &["및", "또는"],
        _ => return,
    };
    for (at, three) in target.words.windows(3).enumerate() {
        let [a, conjunction, b] = three else { continue };
        // Bytes of the longest of them.
        if conjunction.end - conjunction.start > 6
            || !conjunctions.contains(&target.word(conjunction))
        {
            continue;
        }
        let word = target.word(a);
        if a.kind != WordKind::Plain
            || word.chars().count() < if language == "ko" { 2 } else { 5 }
            || word.chars().all(char::is_uppercase)
            || !same(word, target.word(b))
        {
            continue;
        }
        let visible = target.visible();
        let between = visible[a.end as usize..b.start as usize].matches(' ').count() == 2
            && b.start as usize - a.end as usize == target.word(conjunction).len() + 2;
        // `správce a správce účtu`: what follows makes the second one another.
        let rest = &visible[b.end as usize..];
        let next = target.words.get(at + 3).filter(|_| rest.starts_with(' '));
        let free = next.is_none_or(|n| {
            let lower = target.word(n).to_lowercase();
            view.locale.function_words.contains(&lower)
                && !["de", "del", "do", "da", "des", "du", "di", "von"].contains(&lower.as_str())
        });
        if between && free && !rest.starts_with('-') && !repeats(&view.source) {
            let span = view.target_span(a.start as usize..b.end as usize);
            let message =
                format!("“{word}” stands on both sides of “{}”.", target.word(conjunction));
            issues.push(Issue::new(&CHECK, message).target(span));
        }
    }
}

/// `加拿大和加拿大`: the same in scripts without spaces, where only a mark or `的` ends the second side for sure.
fn same_sides_unspaced(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let conjunctions: &[&str] = match view.locale.language() {
        "zh" => &["和", "或", "与", "及"],
        "ja" => &["と", "または", "や", "および"],
        _ => return,
    };
    let target = view.target.visible();
    for conjunction in conjunctions {
        for (at, _) in target.match_indices(conjunction) {
            let after = &target[at + conjunction.len()..];
            let side = target[..at].chars().rev().take_while(|c| is_side(*c)).map(char::len_utf8);
            let mut len = 0;
            let lengths: Vec<usize> = side
                .map(|bytes| {
                    len += bytes;
                    len
                })
                .collect();
            // The longest side that comes again; one letter is no word.
            let Some(&len) =
                lengths.iter().skip(1).rev().find(|len| after.starts_with(&target[at - **len..at]))
            else {
                continue;
            };
            let end = at + conjunction.len() + len;
            let next = target[end..].chars().next();
            let ends = next
                .is_none_or(|c| !is_side(c) && CharScript::of(c) != CharScript::Kana || c == '的');
            if ends && !repeats(&view.source) {
                let message =
                    format!("“{}” stands on both sides of “{conjunction}”.", &target[at - len..at]);
                let span = view.target_span(at - len..end);
                issues.push(Issue::new(&CHECK, message).target(span));
            }
        }
    }
}

/// Whether a character may be part of a noun: a Chinese character or katakana.
fn is_side(c: char) -> bool {
    CharScript::of(c) == CharScript::Han || ('\u{30a1}'..='\u{30ff}').contains(&c)
}

/// Whether two words of a text begin with the same five letters, so that a translation may well have one word twice.
fn repeats(text: &Text<'_>) -> bool {
    let stem = |w: &Word| text.word(w).get(..5).map(str::to_ascii_lowercase);
    text.words.iter().enumerate().any(|(at, word)| {
        let Some(first) = stem(word) else { return false };
        text.words[at + 1..].iter().any(|other| stem(other).as_deref() == Some(first.as_str()))
    })
}

/// Particles that never stand twice.
const PARTICLES: &str = "がをにはへで的了在和是将与或";

/// Endings of verbs, and words of grammar, that never stand twice.
const ENDINGS: &[&str] = &["する", "です", "ます", "から", "より", "และ", "ของ", "ที่", "การ"];

/// In scripts without spaces: a doubled particle, or a doubled word of two Chinese characters.
fn doubled_characters(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let visible = view.target.visible();
    let mut last = [' '; 3];
    for (at, c) in visible.char_indices() {
        let end = at + c.len_utf8();
        let han = |c: char| CharScript::of(c) == CharScript::Han;
        let particle = c == last[2] && c != last[1] && PARTICLES.contains(c);
        // `的的`; `はは` is a mother and `のの` begins names, but neither occurs in documentation.
        let word =
            last[1] == c && last[0] == last[2] && c != last[2] && [c, last[2]].into_iter().all(han);
        // `更新するする`: an ending that never stands twice.
        let tail = &visible[..end];
        let ending = ENDINGS.iter().any(|e| tail.strip_suffix(e).is_some_and(|t| t.ends_with(e)));
        if particle || word || ending {
            let unit = match (particle, word) {
                (true, _) => c.len_utf8(),
                (_, true) => 6,
                _ => ENDINGS.iter().find(|e| tail.ends_with(**e)).map_or(0, |e| e.len()),
            };
            let start = end - 2 * unit;
            let repeated: String = visible[start..end - unit].to_owned();
            let numerals = repeated.chars().all(|c| "一二三四五六七八九十〇零".contains(c));
            if !numerals && !view.names.in_target(&(start..end)) {
                let message = format!("“{repeated}” stands twice.");
                issues.push(
                    Issue::new(&CHECK, message)
                        .target(view.target_span(start..end))
                        .expected(repeated),
                );
            }
        }
        last = [last[1], last[2], c];
    }
}

/// Whether two neighbouring words are the same with only spaces between.
fn doubled(text: &Text<'_>, a: &Word, b: &Word) -> bool {
    // Nearly all pairs differ in length: look at nothing else of them.
    a.end - a.start == b.end - b.start
        && a.kind == WordKind::Plain
        && b.kind == WordKind::Plain
        && !a.script.is_unspaced()
        && b.start > a.end
        && text.visible()[a.end as usize..b.start as usize].bytes().all(|b| b == b' ')
        // Markup between the two sets them apart.
        && text.slice(text.raw_range(a.end as usize..b.start as usize)).trim().is_empty()
        && text.raw_range(a.range()).end + (b.start - a.end) as usize == text.raw_range(b.range()).start
        && same(text.word(a), text.word(b))
}

fn same(a: &str, b: &str) -> bool {
    a == b
        || (a.len() == b.len()
            && a.chars().flat_map(char::to_lowercase).eq(b.chars().flat_map(char::to_lowercase)))
}
