//! A form of a name, compiled, and how it is recognised at one place of a text.

use super::name::Matching;
use crate::locale::Locale;
use crate::text::script::{CharScript, is_word_boundary};
use crate::text::stems::lower;
use crate::text::words::stretches;

/// One accepted (or forbidden) form of a name.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// As written in the list, without bars.
    pub(super) text: String,
    items: Vec<Item>,
    /// Whether no ending may follow it.
    pub(super) exact: bool,
    /// The letters before the first gap or opening, to look for.
    head: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Char(char),
    /// Between two words.
    Gap,
    /// Up to this many letters may follow.
    Open(u8),
}

/// How closely letters are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closeness {
    /// Letter by letter.
    Exact,
    /// Without case.
    Caseless,
    /// Without case; native and full-width digits count as ASCII ones.
    Folded,
    /// As folded, and the gaps between words may be missing.
    Glued,
}

/// Letters that a bar or a declension may add at most.
const OPEN: u8 = 8;

impl Form {
    /// The English form: nothing varies inside it.
    pub(super) fn fixed(text: &str) -> Form {
        Form::new(text, |_| None)
    }

    /// A form of the locale: letters behind a bar vary; without bars words are declined as the locale does it.
    pub(super) fn localized(text: &str, locale: &Locale, matching: Matching) -> Form {
        let open = |word: &str| match matching {
            Matching::Exact => None,
            Matching::Prefix => Some(word.chars().count()),
            Matching::Inflected | Matching::Fuzzy => stem_letters(word, locale),
        };
        let mut form = Form { exact: matching == Matching::Exact, ..Form::new(text, open) };
        if matching == Matching::Prefix {
            form.lengthen();
        }
        form
    }

    /// Lets as many letters follow a word as it has itself.
    fn lengthen(&mut self) {
        let mut letters = 0;
        for item in &mut self.items {
            match item {
                Item::Char(_) => letters += 1,
                Item::Gap => letters = 0,
                Item::Open(most) => *most = letters.max(*most),
            }
        }
    }

    /// `stem` gives the letters of a word without bars that stay, if its end varies.
    fn new(text: &str, stem: impl Fn(&str) -> Option<usize>) -> Form {
        let barred = text.contains('|');
        let mut items = Vec::with_capacity(text.len());
        for (i, word) in stretches(text).enumerate() {
            if i > 0 {
                items.push(Item::Gap);
            }
            if let Some((fixed, _)) = word.split_once('|') {
                items.extend(fixed.chars().map(Item::Char));
                items.push(Item::Open(OPEN));
                continue;
            }
            let stays = if barred { None } else { stem(word) };
            items.extend(word.chars().take(stays.unwrap_or(usize::MAX)).map(Item::Char));
            if let Some(stays) = stays {
                let varies = word.chars().count() - stays.min(word.chars().count());
                items.push(Item::Open(varies as u8 + 5));
            }
        }
        let head = items.iter().map_while(|i| match i {
            Item::Char(c) if !matches!(c, ':' | '-' | '\'' | '’') => Some(*c),
            _ => None,
        });
        Form { text: text.replace('|', ""), head: head.collect(), items, exact: false }
    }

    /// The letters that every exact occurrence begins with.
    pub(super) fn head(&self) -> &str {
        &self.head
    }

    /// The end of the form if it begins at `at`; word boundaries are the caller's business.
    pub(super) fn end_at(&self, text: &str, at: usize, closeness: Closeness) -> Option<usize> {
        let mut pos = at;
        for (i, item) in self.items.iter().enumerate() {
            let rest = text.get(pos..)?;
            match *item {
                Item::Char(expected) => {
                    let found = rest.chars().next()?;
                    let initial = pos == at || text[..pos].ends_with([' ', '-']);
                    if same(expected, found, closeness) || initial && is_capital_of(found, expected)
                    {
                        pos += found.len_utf8();
                    } else if expected == 'x' && i + 1 == self.items.len() && spells_out_x(rest) {
                        pos += "ks".len();
                    } else if expected == ':' && rest.starts_with(" :") {
                        // French puts a space before a colon even inside a name.
                        pos += 2;
                    } else {
                        return None;
                    }
                }
                Item::Gap => {
                    let len = gap(rest);
                    let may_miss = closeness == Closeness::Glued
                        || matches!(self.items.get(i + 1), Some(Item::Char('(' | '&')));
                    if len == 0 && !may_miss {
                        return None;
                    }
                    pos += len;
                }
                Item::Open(most) => {
                    let script = text[..pos].chars().next_back().map(CharScript::of);
                    for c in rest.chars().take(most as usize) {
                        if Some(CharScript::of(c)) != script || !c.is_alphabetic() {
                            break;
                        }
                        pos += c.len_utf8();
                    }
                }
            }
        }
        Some(pos)
    }
}

/// Whether a text begins with the `ks` that an `x` at the end of a name becomes before an ending: Polish `Linuksa`.
fn spells_out_x(text: &str) -> bool {
    text.strip_prefix("ks").is_some_and(|ending| ending.starts_with(char::is_lowercase))
}

/// Letters of a word of a localized form that stay when the locale declines it; none if the whole word does.
fn stem_letters(word: &str, locale: &Locale) -> Option<usize> {
    let inflection = locale.inflection.word?;
    let letters = word.chars().count();
    let lost = if letters >= 6 { inflection.of_long } else { inflection.letters };
    (letters >= inflection.from && word.chars().all(char::is_alphabetic)).then(|| letters - lost)
}

/// Bytes of the spaces and hyphens that a text begins with and that may stand for the space inside a name.
fn gap(text: &str) -> usize {
    let mut len = 0;
    for c in text.chars().take(3) {
        if !matches!(c, ' ' | '-' | '\u{2010}' | '\u{2011}') {
            break;
        }
        len += c.len_utf8();
    }
    len
}

/// Whether a letter is the capital of a small one: a common noun of a form may have one.
fn is_capital_of(found: char, expected: char) -> bool {
    expected.is_lowercase() && found.is_uppercase() && fold(found) == fold(expected)
}

fn same(expected: char, found: char, closeness: Closeness) -> bool {
    if expected == found {
        return true;
    }
    match expected {
        '-' => matches!(found, '\u{2010}' | '\u{2011}'),
        '\'' | '’' => matches!(found, '\'' | '’'),
        _ if closeness == Closeness::Exact => false,
        _ if closeness == Closeness::Caseless && CharScript::of(found) == CharScript::Digit => {
            false
        }
        _ => fold(expected) == fold(found),
    }
}

/// A character without its case; native and full-width digits and letters as ASCII, the dotted and dotless i as one.
pub(super) fn fold(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '\0'..='\u{7f}' => c,
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        '०'..='९' => digit(c, '०'),
        '๐'..='๙' => digit(c, '๐'),
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(c as u32 - 0xff01 + 0x21).map_or(c, |c| c.to_ascii_lowercase())
        }
        _ => lower(c),
    }
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(c as u32 - zero as u32, 10).unwrap_or(c)
}

/// Whether a word may begin at `at`.
pub(super) fn begins(text: &str, at: usize) -> bool {
    is_word_boundary(text[..at].chars().next_back(), text[at..].chars().next())
}

/// The end of the name or form that ends at `end`, with an ending that the locale puts right behind it; none if
/// a word goes on there.
pub(super) fn inflected_end(text: &str, end: usize, locale: &Locale) -> Option<usize> {
    let next = text[end..].chars().next();
    let last = text[..end].chars().next_back();
    if is_word_boundary(last, next) {
        return Some(end);
    }
    if last.map(CharScript::of) == Some(CharScript::Hangul) {
        // Particles and the copula.
        let particle: Vec<char> =
            text[end..].chars().take_while(|c| CharScript::of(*c) == CharScript::Hangul).collect();
        return (particle.len() <= 5).then_some(end);
    }
    let letters = text[end..].chars().take_while(|c| c.is_lowercase()).count();
    if letters == 0 {
        return None;
    }
    let len: usize = text[end..].chars().take(letters).map(char::len_utf8).sum();
    let suffix = &text[end..end + len];
    if !is_word_boundary(suffix.chars().next_back(), text[end + len..].chars().next()) {
        return None;
    }
    let inflection = &locale.inflection;
    let allowed = if let Some(most) = inflection.name_letters {
        letters <= most
    } else {
        let endings = inflection.name_endings.unwrap_or(&locale.name_suffixes);
        endings.iter().any(|s| s == suffix)
    };
    allowed.then_some(end + len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::LocaleTag;

    fn locale(tag: &str) -> &'static Locale {
        Locale::of(&LocaleTag::parse(tag).unwrap())
    }

    #[test]
    fn a_form_reaches_over_hyphens_and_the_space_before_a_colon() {
        let end = |form: &str, text: &str, c| Form::fixed(form).end_at(text, 0, c);
        assert_eq!(end("Azure portal", "Azure-portal x", Closeness::Exact), Some(12));
        assert_eq!(
            end("Minecraft: Education", "Minecraft : Education", Closeness::Exact),
            Some(21)
        );
        assert_eq!(end("Azure portal", "Azure Portal", Closeness::Exact), Some(12));
        assert_eq!(end("Azure Portal", "Azure portal", Closeness::Exact), None);
        assert_eq!(end("Azure Portal", "azure portal", Closeness::Folded), Some(12));
        assert_eq!(end("Office 365", "Office ๓๖๕", Closeness::Folded), Some(16));
        assert_eq!(end("Power BI", "PowerBI", Closeness::Glued), Some(7));
        assert_eq!(end("Linux", "Linuksa", Closeness::Exact), Some(6));
        assert_eq!(end("Linux", "Linuks", Closeness::Exact), None);
    }

    #[test]
    fn localized_forms_are_declined() {
        let ends = |tag: &str, form: &str, text: &str| {
            let locale = locale(tag);
            Form::localized(form, locale, Matching::Inflected)
                .end_at(text, 0, Closeness::Exact)
                .is_some_and(|end| inflected_end(text, end, locale) == Some(text.len()))
        };
        assert!(ends("cs-CZ", "Partnerské centrum", "Partnerského centra"));
        assert!(ends("ru-RU", "Центр партнеров", "Центре партнеров"));
        assert!(ends("hu-HU", "Partnerközpont", "Partnerközpontban"));
        assert!(ends("tr-TR", "İş Ortağı Merkezi", "İş Ortağı Merkezinde"));
        assert!(ends("fr-FR", "Espace partenaires", "Espace partenaires"));
        assert!(ends("pl-PL", "Centr|um partner|ów", "Centrach partnerskich"));
        assert!(!ends("fr-FR", "Espace partenaires", "Espaces partenaires"));
    }

    #[test]
    fn names_take_the_endings_of_the_locale() {
        let end = |tag: &str, text: &str, name: usize| inflected_end(text, name, locale(tag));
        assert_eq!(end("hu-HU", "Microsofttal ", 9), Some(12));
        assert_eq!(end("de-DE", "Microsofts ", 9), Some(10));
        assert_eq!(end("fr-FR", "Microsofttal ", 9), None);
        assert_eq!(end("ko-KR", "Azure를", 5), Some(5));
        assert_eq!(end("fr-FR", "Windows10", 7), None);
        // Languages without a file of their own inflect all the same.
        assert_eq!(end("sk-SK", "Microsoftu ", 9), Some(10));
        assert_eq!(end("fi-FI", "Azuressa ", 5), Some(8));
        assert_eq!(end("da-DK", "Microsofts ", 9), Some(10));
        assert_eq!(end("vi-VN", "Microsofts ", 9), None);
    }
}
