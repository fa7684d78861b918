//! Arabic: particles of one letter are written together with the next word; hamza, `ة` and `ى` are letters of the word.

use super::{Found, Language, Spelling, has};
use crate::checks::SegmentView;
use crate::locale::{Locale, RuleLists};
use crate::text::Text;
use crate::text::script::CharScript;

pub(super) static ARABIC: Language = Language {
    misspelling: Some(lost_marks),
    spacing: &[detached_particle],
    ..Language::new("ar")
};

/// Particles with the alif of an article or of the next word, which are no words.
const TORN_OFF: &[&str] = &["با", "فا", "كا", "وا"];

/// A particle that stands alone: it belongs to the next word.
fn detached_particle(view: &SegmentView<'_>) -> Vec<Found> {
    let text = &view.target;
    let visible = text.visible();
    let mut found = Vec::new();
    for (at, word) in text.words.iter().enumerate() {
        let alone = visible[..word.start as usize].chars().next_back().is_none_or(|c| c == ' ')
            && visible[word.end as usize..].starts_with(' ');
        let next = text.words.get(at + 1);
        let torn_off = |particle: &str| {
            let arabic =
                next.is_some_and(|w| w.script == CharScript::Arabic && w.start == word.end + 1);
            arabic && TORN_OFF.contains(&particle)
        };
        let particle = text.word(word);
        if alone && (has(&view.locale.rules.proclitics, particle) || torn_off(particle)) {
            let span = word.start as usize..word.end as usize + 1;
            found.push(Found::new(
                text,
                span,
                "A space stands between the particle and its word: leave it out.",
            ));
        }
    }
    found
}

/// A word without the hamza of its alif, or with `ه` for `ة` or `ي` for `ى`, where grammar leaves no other reading: a word of
/// grammar, a noun with the article, a verbal noun.
fn lost_marks(target: &Text<'_>, locale: &Locale, at: usize) -> Option<Spelling> {
    let word = &target.words[at];
    if word.script != CharScript::Arabic {
        return None;
    }
    let written = target.word(word);
    let right = word_of_grammar(target, locale, at).or_else(|| noun(&locale.rules, written))?;
    Some(Spelling { visible: word.range(), right })
}

/// Syllables that follow `اي` where it sounds out an English `i`: iPad, IP.
const SOUNDED_OUT: &[&str] = &["أو", "باد", "بود", "بي", "تي", "دي", "فون", "كلاود", "ماك"];
/// Words of grammar of which the last letter alone tells them from another word, in the form with `ي`.
const IN_MAQSURA: &[&str] = &["الي", "حتي", "علي", "متي"];

/// How a word of grammar is written of which only the marks are missing.
fn word_of_grammar(target: &Text<'_>, locale: &Locale, at: usize) -> Option<String> {
    let word = &target.words[at];
    let written = target.word(word);
    let known = |word: &str| has(&locale.function_words, word);
    let (conjunction, rest) = match written.strip_prefix(['و', 'ف']) {
        // `واحد` is `one`; `واي فاي` is Wi-Fi.
        Some(rest) if rest.starts_with('ا') && !matches!(rest, "احد" | "اي" | "ام" | "او") => {
            written.split_at(written.len() - rest.len())
        }
        _ => ("", written),
    };
    let in_maqsura = IN_MAQSURA.contains(&rest);
    // The list is long, and most words can't be meant.
    if !in_maqsura && !rest.starts_with('ا') || known(written) {
        return None;
    }
    let next = target.words.get(at + 1).map(|w| target.word(w));
    if rest == "اي" && next.is_none_or(|next| SOUNDED_OUT.contains(&next)) {
        return None;
    }
    let marked = |right: String| known(&right).then(|| format!("{conjunction}{right}"));
    if in_maqsura {
        // Behind the last word nothing is there that it could stand before: a name, or a mere ending.
        next?;
        let stem = rest.strip_suffix('ي')?;
        return marked(format!("{stem}ى")).or_else(|| marked(format!("{}ى", raised(stem, 'إ')?)));
    }
    let first = at == 0 || target.visible()[..word.start as usize].trim_end().ends_with(['.', ':']);
    let hamzas = if first { ['إ', 'أ'] } else { ['أ', 'إ'] };
    hamzas.into_iter().find_map(|hamza| marked(raised(rest, hamza)?))
}

/// A word with a hamza on or below its first alif.
fn raised(word: &str, hamza: char) -> Option<String> {
    word.strip_prefix('ا').map(|rest| format!("{hamza}{rest}"))
}

/// The article with the particles that join it.
const ARTICLES: &[&str] = &["ال", "وال", "بال", "كال", "فال", "لل", "ولل", "وبال", "فبال"];

/// How a noun is written of which marks are missing.
fn noun(rules: &RuleLists, written: &str) -> Option<String> {
    let article = ARTICLES.iter().filter(|a| written.starts_with(**a)).max_by_key(|a| a.len());
    let (article, stem) = written.split_at(article.map_or(0, |a| a.len()));
    let is_definite = !article.is_empty();
    // Nothing that is owned has the article, so its `ه` is no pronoun.
    let ended = stem.strip_suffix('ه').filter(|rest| {
        let letters = rest.chars().count();
        is_definite && letters >= 3 && !rest.ends_with('ا') && !has(&rules.words_in_ha, stem)
    });
    let ended = ended.map(|rest| format!("{rest}ة"));
    let stem = ended.as_deref().unwrap_or(stem);
    let verbal = with_hamza(rules, stem);
    if ended.is_none() && verbal.is_none() {
        return None;
    }
    Some(format!("{article}{}", verbal.unwrap_or_else(|| stem.to_owned())))
}

/// A verbal noun or plural of the pattern `إفعال`, `أفعال` or `إفالة`, with its adjective, whose alif lost its hamza.
fn with_hamza(rules: &RuleLists, stem: &str) -> Option<String> {
    // An alif before `ل` may be the article's.
    if !stem.strip_prefix('ا')?.starts_with(|second| !matches!(second, 'ل' | 'ا')) {
        return None;
    }
    let is_one = |base: &str| is_verbal(base) || has(&rules.raised_hamza, base);
    let (base, ending) = ["ية", "يه", "يات", "ي", ""].into_iter().find_map(|ending| {
        let base = stem.strip_suffix(ending)?;
        is_one(base).then_some((base, ending))
    })?;
    if has(&rules.bare_alif, base) {
        return None;
    }
    let hamza = if has(&rules.raised_hamza, base) { 'أ' } else { 'إ' };
    let base = raised(base, hamza)?;
    let base = base.strip_suffix('ه').map_or(base.clone(), |rest| format!("{rest}ة"));
    Some(format!("{base}{}", if ending == "يه" { "ية" } else { ending }))
}

/// Whether letters have the pattern of a verbal noun with hamza: `اعداد`, `ادارة`, `اساس`. A second letter `ت` is that of
/// another pattern, which has none (`اتصال`).
fn is_verbal(base: &str) -> bool {
    let letters: Vec<char> = base.chars().collect();
    match letters[..] {
        ['ا', a, b, 'ا', c] => {
            !matches!(a, 'ت' | 'ا' | 'ى')
                && !matches!(b, 'ا' | 'ت' | 'ة')
                && !matches!(c, 'ا' | 'ة' | 'ه' | 'ى')
        }
        ['ا', a, 'ا', _, 'ة' | 'ه'] => !matches!(a, 'ا'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::LocaleTag;

    fn right(text: &str) -> Vec<String> {
        let locale = Locale::of(&LocaleTag::parse("ar-SA").unwrap());
        let text = Text::new(text);
        (0..text.words.len()).filter_map(|at| Some(lost_marks(&text, locale, at)?.right)).collect()
    }

    #[test]
    fn words_of_grammar_have_their_hamza_and_maqsura() {
        assert_eq!(right("يمكن ان يعمل علي الويب او الي الخادم"), ["أن", "على", "أو", "إلى"]);
        assert_eq!(right("ان الملف هنا، وانه اذا كان"), ["إن", "وأنه", "إذا"]);
        assert!(right("يجب أن يكون على واحد من واي فاي وكان له اي باد من علي").is_empty());
    }

    #[test]
    fn a_noun_with_the_article_ends_in_no_pronoun() {
        assert_eq!(right("الخدمه الاساسيه بالطريقه"), ["الخدمة", "الأساسية", "بالطريقة"]);
        assert!(right("التوجيه الوجه المياه والتنبيه إليه الله استخدامه").is_empty());
    }

    #[test]
    fn verbal_nouns_have_a_hamza() {
        let found = right("اعداد وحدة لانشاء ادارة الاعدادات امكانيه الاضافة ادوات");
        assert_eq!(found, ["إعداد", "إدارة", "إمكانية", "الإضافة", "أدوات"]);
        let wasl =
            "اتصال استخدام انتهاء اختيار اجتماع الاتجاه اطلاع الاشتراك واجهات كائنات الباب ابحث";
        assert!(right(wasl).is_empty(), "{:?}", right(wasl));
    }
}
