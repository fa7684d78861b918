//! Words and characters behind a number that multiply it: `1.5 million`, `150 万`, `2 lakh`.

use std::sync::LazyLock;

use super::script::CharScript;

/// What stands behind a number and multiplies it.
pub(super) struct Scale {
    /// The powers of ten that it may stand for: a billion has nine zeros or twelve.
    pub(super) zeros: Vec<usize>,
    /// Its bytes, with the space before it.
    pub(super) len: usize,
    /// Whether it counts by the myriad, so that smaller numbers may follow and add up.
    pub(super) is_myriad: bool,
}

/// Words, or the letters that their forms begin with, that multiply a number by a power of ten: in the languages of
/// documentation, as digits with such a word are read alike wherever they stand. Of three letters at most they are whole
/// words.
const SCALES: &[(&[usize], &str)] = &[
    (
        &[3],
        "thousand, tausend, duizend, tusen, tusind, mille, mil, mii, tisíc, tysi, tys, tis, \
         tisoč, тысяч, тыс, тисяч, тис, хиляд, ezer, tuhat, tuha, bin, ribu, nghìn, ngàn, พัน, \
         हज़ार, हजार, হাজার, ألف, آلاف, هزار, אלף, χιλιάδ",
    ),
    (&[4], "หมื่น"),
    (&[5], "lakh, लाख, লাখ, لاکھ, แสน"),
    (
        &[6],
        "million, millon, millón, milhão, milhões, milion, milió, millió, miljo, miljö, milij, \
         milyon, mio, mln, миллион, милион, мільйон, млн, εκατομμύρι, juta, triệu, ล้าน, \
         مليون, ملايين, میلیون, מיליון",
    ),
    (&[7], "crore, करोड़, কোটি, کروڑ"),
    (
        &[9],
        "milliard, miliard, miliardo, miljard, milijard, milyar, miliar, mrd, mld, миллиард, \
         милиард, мільярд, млрд, δισεκατομμύρι, tỷ, tỉ, พันล้าน, مليار, میلیارد, מיליארד, \
         mil millones, bilhão, bilhões",
    ),
    (&[9, 12], "billion"),
    (
        &[12],
        "billón, billones, bilion, billió, biljo, bilyon, trilhão, trilhões, трлн, триллион, \
         triliun, trilyon",
    ),
    (&[12, 18], "trillion"),
];
/// The words one by one with their powers of ten, in the order of their letters.
static WORDS: LazyLock<Vec<(&'static str, &'static [usize])>> = LazyLock::new(|| {
    let of_row = |(zeros, words): &(&'static [usize], &'static str)| {
        words.split(", ").map(|word| (word, *zeros)).collect::<Vec<_>>()
    };
    let mut words: Vec<_> = SCALES.iter().flat_map(of_row).collect();
    words.sort_unstable();
    words
});

/// Letters that an ending adds to such a word at most.
const MOST_ENDING: usize = 5;

/// What multiplies a number that this text follows.
pub(super) fn scale(rest: &str) -> Option<Scale> {
    let blank = rest.chars().next().filter(|c| c.is_whitespace()).map_or(0, char::len_utf8);
    let word = &rest[blank..];
    // Characters that multiply each other: `百万`, `천만`.
    let (mut zeros, mut len) = (0, 0);
    for c in word.chars() {
        let more = match c {
            '十' | '십' => 1,
            '百' | '백' => 2,
            '千' | '천' => 3,
            '万' | '萬' | '만' => 4,
            '億' | '亿' | '억' => 8,
            '兆' | '조' => 12,
            _ => break,
        };
        zeros += more;
        len += c.len_utf8();
    }
    if zeros > 0 {
        return Some(Scale { zeros: vec![zeros], len: blank + len, is_myriad: zeros >= 4 });
    }
    let letters: String = word
        .chars()
        .take(24)
        .take_while(|c| c.is_alphanumeric() || *c == ' ' || !c.is_ascii())
        .collect();
    if blank == 0 {
        let zeros = match letters.split(' ').next()? {
            "K" | "k" => 3,
            "M" => 6,
            "B" => 9,
            _ => 0,
        };
        if zeros > 0 {
            return Some(Scale { zeros: vec![zeros], len: 1, is_myriad: false });
        }
    }
    let lower = letters.to_lowercase();
    let fits = |word: &str| {
        lower.strip_prefix(word).is_some_and(|ending| {
            let ending = ending.chars().take_while(|c| c.is_alphabetic()).count();
            let unspaced = word.chars().next().is_some_and(|c| CharScript::of(c).is_unspaced());
            ending == 0 || unspaced || word.chars().count() > 3 && ending <= MOST_ENDING
        })
    };
    // Most that stands behind a number begins with a letter that no such word begins with.
    let first = lower.chars().next()?;
    let begin = WORDS.partition_point(|(word, _)| *word < &lower[..first.len_utf8()]);
    let words = WORDS[begin..].iter().take_while(|(word, _)| word.starts_with(first));
    let (word, zeros) = words.filter(|(word, _)| fits(word)).max_by_key(|(word, _)| word.len())?;
    let len = blank + word.len().min(rest.len() - blank);
    Some(Scale { zeros: zeros.to_vec(), len, is_myriad: false })
}
