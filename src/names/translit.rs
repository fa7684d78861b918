//! Whether a word in another script sounds like a Latin name: both are cut down to classes of consonants.

use std::ops::Range;

use crate::text::marks::follows_letter;
use crate::text::script::{CharScript, runs};

/// The place in `text` of a word in another script that sounds like the Latin word `name`.
///
/// ```
/// use glossator::names::translit::find;
/// // A particle at its end is taken for part of the word.
/// assert_eq!(find("이 컴퓨터에서 코타나를 끕니다", "Cortana"), Some(20..32));
/// assert_eq!(find("이 컴퓨터에서 끕니다", "Cortana"), None);
/// ```
pub fn find(text: &str, name: &str) -> Option<Range<usize>> {
    let wanted = latin_skeleton(name);
    if wanted.len() < 2 {
        return None;
    }
    let onset = latin_onset(name);
    // A Cyrillic в writes a v or a w.
    let has_w = name.contains(['w', 'W']);
    let mut best: Option<(usize, Range<usize>)> = None;
    for run in runs(text, sounding) {
        let word = &text[run.clone()];
        let free_start = word.chars().next().is_some_and(|c| CharScript::of(c) == CharScript::Thai);
        let starts: Vec<usize> = if free_start {
            word.char_indices().filter(|(_, c)| !follows_letter(*c)).map(|(i, _)| i).collect()
        } else {
            vec![0]
        };
        for start in starts {
            let begin = word[start..].chars().next().and_then(onset_of);
            if onset.is_some() && begin.is_some() && onset != begin {
                continue;
            }
            if free_start && onset == Some(false) && is_silent(&word[start..]) {
                continue;
            }
            let mut skeleton = Vec::new();
            let mut letters = 0;
            for (i, c) in word[start..].char_indices() {
                if !(has_w && matches!(c, 'в' | 'В')) {
                    push_consonants(c, &mut skeleton);
                }
                letters += 1;
                if skeleton.len() > wanted.len() + 2 {
                    break;
                }
                // One syllable of Korean may hold two consonants.
                let syllable = CharScript::of(c) == CharScript::Hangul && skeleton.len() > 1;
                if letters < 2 && !syllable {
                    continue;
                }
                if is_thai_lead(c) {
                    continue;
                }
                let end = start + i + c.len_utf8();
                if !may_end(&word[end..]) {
                    continue;
                }
                let Some(distance) = like(&wanted, &skeleton) else { continue };
                let found = run.start + start..run.start + end;
                // Of equal distance the longer one: vowels behind the last consonant belong to the word.
                let better = best.as_ref().is_none_or(|(d, r)| {
                    distance < *d
                        || distance == *d
                            && r.start == found.start
                            && r.end < found.end
                            && wanted.len() > 2
                });
                if better {
                    best = Some((distance, found));
                }
            }
        }
    }
    best.map(|(_, range)| range)
}

/// Whether Thai text begins with a letter that writes none of the sounds that are compared.
fn is_silent(text: &str) -> bool {
    text.chars().find(|c| !is_thai_lead(*c)).is_some_and(|c| thai(c).is_empty())
}

/// A vowel sign of Thai that stands before its consonant.
fn is_thai_lead(c: char) -> bool {
    matches!(c, '\u{e40}'..='\u{e44}')
}

/// Whether a word may end before `rest` of its run: only an ending of the locale follows.
fn may_end(rest: &str) -> bool {
    let Some(next) = rest.chars().next() else { return true };
    let letters = rest.chars().count();
    match CharScript::of(next) {
        CharScript::Kana => false,
        CharScript::Hangul | CharScript::Cyrillic => letters <= 3,
        CharScript::Arabic | CharScript::Hebrew | CharScript::Greek => letters <= 2,
        CharScript::Thai => !follows_letter(next),
        _ => true,
    }
}

/// Whether a Latin name begins with a vowel; none where scripts differ about it.
fn latin_onset(name: &str) -> Option<bool> {
    match name.chars().next()?.to_ascii_lowercase() {
        'a' | 'e' | 'i' | 'o' | 'u' => Some(true),
        'h' | 'w' | 'y' | 'x' => None,
        _ => Some(false),
    }
}

/// Whether a letter of another script begins a word with a vowel.
fn onset_of(c: char) -> Option<bool> {
    let class = CharScript::of(c);
    Some(match class {
        CharScript::Hangul => (c as u32).checked_sub(0xac00)? / 588 == 11,
        CharScript::Kana => matches!(c, 'ア'..='オ' | 'ァ'..='ォ'),
        CharScript::Cyrillic => "аеёиоуыэюяАЕЁИОУЫЭЮЯ".contains(c),
        CharScript::Arabic => "اأإآعئى".contains(c),
        // The signs that stand before their consonant tell nothing.
        CharScript::Thai => match c {
            'อ' => true,
            'ว' | 'ย' | 'ห' | 'ฮ' | '\u{e40}'..='\u{e44}' => return None,
            _ => false,
        },
        CharScript::Han => han(c)?.is_empty(),
        _ => return None,
    })
}

/// How far two skeletons are apart, if they are alike at all.
fn like(wanted: &[u8], found: &[u8]) -> Option<usize> {
    let distance = edit_distance(wanted, found);
    let most = match wanted.len() {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    };
    if distance <= most {
        return Some(distance * 2);
    }
    // Japanese, Korean, Thai and British English drop an r behind a vowel.
    let bare = |s: &[u8]| -> Vec<u8> { s.iter().copied().filter(|c| *c != b'R').collect() };
    let (a, b) = (bare(wanted), bare(found));
    let enough = a.len() >= 3 || a.len() == 2 && wanted.ends_with(b"R") && wanted.len() == 3;
    (enough && edit_distance(&a, &b) == 0).then_some(1)
}

fn edit_distance(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], next);
        }
    }
    row[b.len()]
}

/// The script of a letter that may write a sound of a Latin name.
fn sounding(c: char) -> Option<CharScript> {
    let script = CharScript::of(c);
    let writes = match script {
        CharScript::Han => han(c).is_some(),
        // Hiragana writes grammar.
        CharScript::Kana => !('\u{3041}'..='\u{309f}').contains(&c),
        CharScript::Latin | CharScript::Digit | CharScript::Common => false,
        _ => true,
    };
    writes.then_some(script)
}

/// Classes of consonants: P (p b f v), K (k g c q), S (s z j sh ch), T (t d th), R (r l), M, N. Vowels, h, w and y
/// are not written in all scripts and are left out; a repeated class counts once.
fn push(class: u8, out: &mut Vec<u8>) {
    if out.last() != Some(&class) {
        out.push(class);
    }
}

fn latin_skeleton(name: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let letters: Vec<char> = name.chars().map(|c| c.to_ascii_lowercase()).collect();
    for (i, c) in letters.iter().enumerate() {
        let next = letters.get(i + 1).copied().unwrap_or(' ');
        match c {
            'p' if next == 'h' => push(b'P', &mut out),
            'p' | 'b' | 'f' | 'v' => push(b'P', &mut out),
            'c' if matches!(next, 'e' | 'i' | 'y' | 'h') => push(b'S', &mut out),
            // "Edge": one sound.
            'd' if next == 'g' => {}
            'g' if matches!(next, 'e' | 'i') => push(b'S', &mut out),
            'k' | 'g' | 'c' | 'q' => push(b'K', &mut out),
            'x' => {
                push(b'K', &mut out);
                push(b'S', &mut out);
            }
            's' | 'z' | 'j' => push(b'S', &mut out),
            't' | 'd' => push(b'T', &mut out),
            'r' | 'l' => push(b'R', &mut out),
            'm' => push(b'M', &mut out),
            'n' => push(b'N', &mut out),
            _ => {}
        }
    }
    out
}

fn push_consonants(c: char, out: &mut Vec<u8>) {
    let classes: &[u8] = match CharScript::of(c) {
        CharScript::Hangul => {
            hangul(c, out);
            return;
        }
        CharScript::Cyrillic => cyrillic(c),
        CharScript::Greek => greek(c),
        CharScript::Arabic => arabic(c),
        CharScript::Hebrew => hebrew(c),
        CharScript::Thai => thai(c),
        CharScript::Devanagari => devanagari(c),
        CharScript::Kana => kana(c),
        CharScript::Han => han(c).unwrap_or(b""),
        _ => b"",
    };
    for class in classes {
        push(*class, out);
    }
}

fn hangul(c: char, out: &mut Vec<u8>) {
    // Unicode 3.12: a syllable is 0xAC00 + (initial × 21 + vowel) × 28 + final.
    const INITIALS: &[u8; 19] = b"KKNTTRMPPSS-SSSKTP-";
    const FINALS: &[u8; 28] = b"-KKKNNNTRRRRRRRRMPPSSNSSKTP-";
    let Some(index) = (c as u32).checked_sub(0xac00).filter(|i| *i < 11172) else { return };
    for class in [INITIALS[(index / 588) as usize], FINALS[(index % 28) as usize]] {
        if class != b'-' {
            push(class, out);
        }
    }
}

fn cyrillic(c: char) -> &'static [u8] {
    match c.to_lowercase().next().unwrap_or(c) {
        'п' | 'б' | 'ф' | 'в' => b"P",
        'к' | 'г' | 'х' => b"K",
        'с' | 'з' | 'ж' | 'ш' | 'щ' | 'ч' | 'ц' => b"S",
        'т' | 'д' => b"T",
        'р' | 'л' => b"R",
        'м' => b"M",
        'н' => b"N",
        _ => b"",
    }
}

fn greek(c: char) -> &'static [u8] {
    match c.to_lowercase().next().unwrap_or(c) {
        'π' | 'φ' | 'β' => b"P",
        'κ' | 'γ' | 'χ' => b"K",
        'σ' | 'ς' | 'ζ' => b"S",
        'τ' | 'δ' | 'θ' => b"T",
        'ρ' | 'λ' => b"R",
        'μ' => b"M",
        'ν' => b"N",
        'ξ' => b"KS",
        'ψ' => b"PS",
        _ => b"",
    }
}

fn arabic(c: char) -> &'static [u8] {
    match c {
        'ب' | 'ف' | 'پ' | 'ڤ' => b"P",
        'ك' | 'ق' | 'غ' | 'خ' | 'گ' | 'ک' => b"K",
        'س' | 'ص' | 'ز' | 'ش' | 'ج' | 'ژ' | 'چ' | 'ظ' => b"S",
        'ت' | 'ط' | 'د' | 'ض' | 'ث' | 'ذ' => b"T",
        'ر' | 'ل' => b"R",
        'م' => b"M",
        'ن' => b"N",
        _ => b"",
    }
}

fn hebrew(c: char) -> &'static [u8] {
    match c {
        'ב' | 'פ' | 'ף' => b"P",
        'ק' | 'כ' | 'ך' | 'ג' | 'ח' => b"K",
        'ס' | 'ש' | 'ז' | 'צ' | 'ץ' => b"S",
        'ט' | 'ת' | 'ד' => b"T",
        'ר' | 'ל' => b"R",
        'מ' | 'ם' => b"M",
        'נ' | 'ן' => b"N",
        _ => b"",
    }
}

fn thai(c: char) -> &'static [u8] {
    match c {
        'บ' | 'ป' | 'ผ' | 'ฝ' | 'พ' | 'ฟ' | 'ภ' => b"P",
        'ก' | 'ข' | 'ค' | 'ฆ' => b"K",
        'จ' | 'ฉ' | 'ช' | 'ซ' | 'ฌ' | 'ศ' | 'ษ' | 'ส' => b"S",
        'ฎ' | 'ฏ' | 'ฐ' | 'ฑ' | 'ฒ' | 'ด' | 'ต' | 'ถ' | 'ท' | 'ธ' => b"T",
        'ร' | 'ล' | 'ฬ' => b"R",
        'ม' => b"M",
        'ณ' | 'น' => b"N",
        _ => b"",
    }
}

fn devanagari(c: char) -> &'static [u8] {
    match c {
        'प' | 'फ' | 'ब' | 'भ' | 'व' => b"P",
        'क' | 'ख' | 'ग' | 'घ' => b"K",
        'च' | 'छ' | 'ज' | 'झ' | 'श' | 'ष' | 'स' => b"S",
        'ट' | 'ठ' | 'ड' | 'ढ' | 'त' | 'थ' | 'द' | 'ध' => b"T",
        'र' | 'ल' => b"R",
        'म' => b"M",
        'न' | 'ण' => b"N",
        _ => b"",
    }
}

fn kana(c: char) -> &'static [u8] {
    match c {
        'カ'..='ゴ' | 'ヵ' | 'ヶ' => b"K",
        'サ'..='ヂ' => match c {
            'タ' | 'ダ' => b"T",
            _ => b"S",
        },
        'ッ' => b"",
        'ツ' | 'ヅ' => b"S",
        'テ'..='ド' => b"T",
        'ナ'..='ノ' | 'ン' => b"N",
        'ハ'..='ポ' => b"P",
        'マ'..='モ' => b"M",
        'ラ'..='ロ' => b"R",
        'ヴ' => b"P",
        // Small vowels follow テ, フ and the like.
        _ => b"",
    }
}

/// Characters that Chinese writes foreign sounds with.
fn han(c: char) -> Option<&'static [u8]> {
    const TABLE: &[(&str, &[u8])] = &[
        ("阿艾埃安奥欧伊亚雅爱维韦威沃瓦怀惠霍哈海亨赫胡豪", b""),
        ("巴比伯布贝波鲍毕彼帕派佩皮普费弗福夫菲法芙佛", b"P"),
        ("卡凯科克库考柯古格戈盖加基吉奎", b"K"),
        ("萨塞斯思索苏森桑祖兹泽佐齐奇切杰吉乔查谢舍什莎夏施西希赛", b"S"),
        ("特塔泰泰托图蒂提德达戴迪杜多道丹顿登廷", b"T"),
        ("拉莱勒里利雷罗洛鲁卢罗劳尔丽莉兰伦林", b"R"),
        ("马麦迈梅米姆莫穆曼门蒙", b"M"),
        ("纳奈内尼娜诺努恩农南", b"N"),
    ];
    TABLE.iter().find(|(chars, _)| chars.contains(c)).map(|(_, class)| *class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_heard_in_other_scripts() {
        for (name, text, word) in [
            ("Microsoft", "最新バージョンの マイクロソフト 顧客", "マイクロソフト"),
            ("Windows", "مصادقة ويندوز المتكاملة", "ويندوز"),
            ("Windows", "лицензия Виндовс E3", "Виндовс"),
            ("Teams", "采用 蒂姆斯 作为", "蒂姆斯"),
            ("Azure", "客户的 阿祖尔 项目", "阿祖尔"),
            ("Penumbra", "ペンンブラはプライベート", "ペンンブラ"),
            ("PowerRename", "Средство Поверренаме для", "Поверренаме"),
            ("Claude", "添加到克劳德代码", "克劳德"),
            ("Microsoft", "บน ไมโครซอฟท์ ใหม่", "ไมโครซอฟท์"),
        ] {
            let found = find(text, name).map(|r| &text[r]);
            assert!(
                found.is_some_and(|f| f.chars().take(2).eq(word.chars().take(2))),
                "{name} in {text}: {found:?}"
            );
        }
        for (name, text) in [
            ("Microsoft", "最新バージョンの顧客"),
            ("Windows", "предложения и продукты"),
            ("Excel", "客户的项目"),
        ] {
            assert_eq!(find(text, name), None, "{name} in {text}");
        }
    }
}
