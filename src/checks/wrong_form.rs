//! `wrong-form`: a word stands in a form that its neighbours rule out.

use std::ops::Range;

use super::{Check, Example, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::{Text, Word, WordKind};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "wrong-form",
    category: Category::Linguistic,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: true,
    summary: "a word stands in a form that the words around it rule out",
    details: "Closed rules of grammar that need no dictionary. Czech: a neuter noun with its adjective in the \
              nominative behind a preposition that never takes it (`v Partnerské centrum`, `o podpora`). Hungarian: a role that ends in the adjective at the \
              end of an item (`Globális rendszergazdai |`), the indicative behind a verb of wanting (`elvárjuk, hogy … \
              érkezik`). Korean: `를` behind a consonant, `을` behind a vowel, two particles in a row, a year without `년`. Russian: a date without `г.`. Russian and Czech: a preposition before its own consonant (`s zákazníkem`). German: `Informationen … Sie unter` without its verb. Spanish: `y` and `o` before their own \
              sound, `de el`, `a el`. French: no elision before a vowel (`de Azure`), `de le`, `à le`. By the locale's data: phrases that only \
              go on with certain words (`a través` without `de`). Excused: names, code and quoted words. Measured: \
              machine 7, human 0.3 of 1,000 segments.",
    examples: &[
        Example::bad(
            "cs-CZ",
            "Sign in to Partner Center.",
            "Přihlaste se k Partnerské centrum.",
            "k Partnerské centrum",
        ),
        Example::bad(
            "hu-HU",
            "Global admin | Sales agent",
            "Globális rendszergazdai | Értékesítési ügynök",
            "Globális rendszergazdai",
        ),
        Example::bad(
            "hu-HU",
            "We expect it to come from you.",
            "Elvárjuk, hogy Öntől érkezik.",
            "érkezik",
        ),
        Example::bad("es-ES", "through a request", "a través una solicitud", "a través una"),
        Example::bad("es-ES", "data and information", "datos y información", "y información"),
        Example::bad("fr-FR", "several Azure tenants", "plusieurs locataires de Azure", "de Azure"),
        Example::bad("ko-KR", "Open the process.", "프로세스을 엽니다.", "프로세스을"),
        Example::bad("ru-RU", "On July 1, 2020", "С 1 июля 2020", "1 июля 2020"),
        Example::good("ru-RU", "On July 1, 2020", "С 1 июля 2020 г."),
        Example::bad("ko-KR", "in 2021", "2021에 종료됩니다", "2021에"),
        Example::good("cs-CZ", "Sign in to Partner Center.", "Přihlaste se k Partnerskému centru."),
        Example::bad(
            "de-DE",
            "For info on X, see Y.",
            "Informationen zu X Sie unter Y.",
            "Sie unter",
        ),
        Example::good("de-DE", "For info on X, see Y.", "Informationen zu X finden Sie unter Y."),
        Example::bad("cs-CZ", "with a customer", "s zákazníkem", "s zákazníkem"),
        Example::good("cs-CZ", "take it with you", "vezměte s sebou"),
        Example::bad("ru-RU", "with incentive", "с стимулом", "с стимулом"),
        Example::good("ru-RU", "with own", "со своим стимулом в Венгрии"),
        Example::good("cs-CZ", "for the new center", "pro nové centrum"),
        Example::good("hu-HU", "Global admin tasks", "Globális rendszergazdai feladatok"),
        Example::good("es-ES", "ice and water or iron", "agua y hielo u hierro"),
        Example::good("fr-FR", "the yes", "le oui, le ou, le onze"),
        Example::good("ko-KR", "in the village", "마을 안에서 파일을 엽니다."),
    ],
    run: Run::Segment(run),
};

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let target = &view.target;
    if target.words.len() < 2 {
        return;
    }
    match view.locale.language() {
        "cs" => {
            nominative(view, issues);
            vocalised(view, issues);
        }
        "hu" => {
            unfinished(view, issues);
            indicative(view, issues);
        }
        "ko" => {
            object_particle(view, issues);
            bare_year(view, issues);
        }
        "ru" => {
            bare_date(view, issues);
            vocalised(view, issues);
        }
        "de" => lost_verb(view, issues),
        "es" => conjunctions(view, issues),
        "fr" => elisions(view, issues),
        _ => {}
    }
    for (phrase, continuations) in &view.locale.open_phrases {
        open_phrase(view, issues, phrase, continuations);
    }
}

fn report(view: &SegmentView<'_>, issues: &mut Vec<Issue>, span: Range<usize>, message: String) {
    issues.push(Issue::new(&CHECK, message).target(view.target_span(span)));
}

/// Whether only one space lies between two words of the visible text.
fn adjacent(text: &Text<'_>, a: &Word, b: &Word) -> bool {
    a.end + 1 == b.start && text.visible().as_bytes().get(a.end as usize) == Some(&b' ')
}

/// German: `Informationen … Sie unter …` without its verb (`finden`).
fn lost_verb(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let visible = view.target.visible();
    for sentence in sentences(visible) {
        let text = &visible[sentence.clone()];
        let begins = ["Informationen ", "Weitere Informationen ", "Einzelheiten ", "Details "];
        if !begins.iter().any(|b| text.starts_with(b)) {
            continue;
        }
        let Some((at, found)) = ["Sie unter ", "Sie in ", "Sie im ", "Sie hier"]
            .iter()
            .find_map(|f| Some((text.find(f)?, f.trim_end())))
        else {
            continue;
        };
        // Any verb in the plural ends so; a noun in `-en` only hides the error.
        let verb = |w: &str| {
            w.len() > 4
                && w.starts_with(char::is_lowercase)
                && w.ends_with("en")
                && !w.ends_with("zten")
                && !w.ends_with("nen")
        };
        let before_pronoun = text[..at].trim_end().rsplit(' ').next().is_some_and(verb);
        let at_end = text.trim_end_matches(['.', ':', ' ']).rsplit(' ').next().is_some_and(verb);
        let known =
            ["finden", "erhalten", "lesen", "erfahren", "sehen", "können", "siehe", "entnehmen"];
        if !before_pronoun && !at_end && !known.iter().any(|k| text.contains(k)) {
            let start = sentence.start + at;
            let message = "The sentence has lost its verb (“finden”).".to_owned();
            report(view, issues, start..start + found.len(), message);
        }
    }
}

/// The sentences of a text, cut at full stops with a space behind.
fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|r| !r.is_empty())?;
        let len = rest.find(". ").map_or(rest.len(), |i| i + 2);
        let range = at..at + len;
        at += len;
        Some(range)
    })
}

/// Czech prepositions that take neither nominative nor accusative, and nouns that ask for a genitive.
const OBLIQUE: &[&str] = &[
    "v",
    "ve",
    "z",
    "ze",
    "k",
    "ke",
    "do",
    "od",
    "u",
    "bez",
    "podle",
    "při",
    "kromě",
    "pomocí",
    "prostřednictvím",
    "vedle",
    "během",
    "kvůli",
    "díky",
    "vůči",
    "proti",
    "místo",
    "uvnitř",
    "včetně",
    "rámci",
    "části",
    "případě",
    "oblasti",
    "panelu",
    "účtu",
    "okolo",
    "ohledně",
];

/// Czech prepositions behind which no nominative stands; `se` is a pronoun too.
const CZECH_PREPOSITIONS: &[&str] = &[
    "o", "pro", "na", "v", "ve", "do", "z", "ze", "k", "ke", "za", "s", "při", "od", "u", "bez",
    "přes", "podle",
];

/// Czech feminine nouns whose nominative is no other form.
const FEMININE: &[&str] = &[
    "adresa",
    "cena",
    "faktura",
    "karta",
    "nabídka",
    "odměna",
    "platba",
    "pobídka",
    "podpora",
    "sada",
    "služba",
    "smlouva",
    "stránka",
    "zpráva",
    "částka",
    "žádanka",
];

/// Czech: `v Partnerské centrum`, `o podpora`.
fn nominative(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let text = &view.target;
    for pair in text.words.windows(2) {
        let [preposition, noun] = pair else { continue };
        let word = text.word(noun);
        if word.ends_with('a')
            && FEMININE.contains(&word)
            && CZECH_PREPOSITIONS.contains(&text.word(preposition))
            && adjacent(text, preposition, noun)
        {
            let message =
                format!("“{}” does not take “{word}” in this case.", text.word(preposition));
            report(view, issues, preposition.start as usize..noun.end as usize, message);
        }
    }
    for three in text.words.windows(3) {
        let [preposition, adjective, noun] = three else { continue };
        let word = text.word(noun);
        if !(word.ends_with("um") && word.len() > 4) || noun.kind != WordKind::Plain {
            continue;
        }
        let before = text.word(preposition);
        let oblique = OBLIQUE.iter().any(|p| {
            p.len() == before.len() && before.chars().flat_map(char::to_lowercase).eq(p.chars())
        });
        let whole = adjacent(text, preposition, adjective) && adjacent(text, adjective, noun);
        if oblique && whole && text.word(adjective).ends_with(['é', 'í']) {
            let preposition = before;
            let message =
                format!("“{preposition}” does not take “{}” in this case.", text.word(adjective));
            let span = three[0].start as usize..noun.end as usize;
            report(view, issues, span, message);
        }
    }
}

/// Hungarian: an item of roles that ends in the adjective `rendszergazdai`.
fn unfinished(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let visible = view.target.visible();
    for (at, found) in visible.match_indices("rendszergazdai") {
        let end = at + found.len();
        let rest = visible[end..].trim_start();
        if rest.is_empty() || rest.starts_with(['|', '.', ',', ';']) {
            let begin = visible[..at].rfind(['|', ':', ',']).map_or(0, |i| i + 1);
            let item = &visible[begin..end];
            let start = end - item.trim_start().len();
            let message = "The role ends in an adjective that belongs before a noun.".to_owned();
            report(view, issues, start..end, message);
        }
    }
}

/// Hungarian verbs that ask for the imperative in the clause behind `hogy`, with that word.
const WANTING: &[&str] = &[
    "lvárjuk, hogy",
    "lvárja, hogy",
    "érjük, hogy",
    "éri, hogy",
    "avasoljuk, hogy",
    "avasolt, hogy",
    "jánlott, hogy",
    "jánljuk, hogy",
    "zükséges, hogy",
    "övetelmény, hogy",
];

/// Hungarian: the indicative where something is wanted: a clause whose last word is a verb in `-ik`.
fn indicative(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let visible = view.target.visible();
    if !visible.contains("hogy") {
        return;
    }
    for wanting in WANTING {
        let Some(at) = visible.find(wanting) else { continue };
        let start = at + wanting.len();
        let rest = &visible[start..];
        let clause = &rest[..rest.find([',', '.', ';', ':']).unwrap_or(rest.len())];
        let verb = clause.rsplit(' ').next().unwrap_or("");
        let indicative = ["zik", "dik", "sik", "lik", "nik"].iter().any(|e| verb.ends_with(e))
            && !verb.ends_with("jenek");
        if indicative && verb.len() > 4 {
            let end = start + clause.len();
            let message =
                format!("“{verb}” is indicative; what is wanted stands in the imperative.");
            report(view, issues, end - verb.len()..end, message);
        }
    }
}

/// Words that end in the syllable of a particle and have none.
const KOREAN_WORDS: &[&str] = &["마을", "가을", "노을", "고을", "겨를", "하늘을"];

/// Korean: the particle of the object in the form for the other kind of final sound, or behind another particle.
fn object_particle(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let text = &view.target;
    for word in &text.words {
        let written = text.word(word);
        let Some(stem) = written.strip_suffix(['을', '를']) else { continue };
        let mut letters = stem.chars().rev();
        let (Some(last), Some(_)) = (letters.next(), letters.next()) else { continue };
        let Some(syllable) = (last as u32).checked_sub(0xac00).filter(|s| *s < 11_172) else {
            continue;
        };
        let consonant = syllable % 28 != 0;
        let object = written.ends_with('를');
        let wrong = object == consonant || object && stem.ends_with('에');
        if wrong && !KOREAN_WORDS.iter().any(|w| written.ends_with(w)) {
            let message = format!("The particle behind “{stem}” has another form.");
            report(view, issues, word.range(), message);
        }
    }
}

/// Korean: a year with a particle and without `년`.
fn bare_year(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    const PARTICLES: &[&str] = &["의", "에", "은", "는", "을", "를", "부터", "까지"];
    let visible = view.target.visible();
    for word in view.target.words.iter().filter(|w| w.kind == WordKind::Number) {
        let rest = &visible[word.end as usize..];
        let Some(particle) = PARTICLES.iter().find(|p| rest.starts_with(**p)) else { continue };
        if is_year(view.target.word(word)) {
            let year = view.target.word(word);
            let message = format!("“{year}” is a year and takes 년.");
            report(view, issues, word.start as usize..word.end as usize + particle.len(), message);
        }
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|b| b.is_ascii_digit())
}

/// Russian: a date of day, month and year without `г.` or `года` behind it.
fn bare_date(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let text = &view.target;
    for three in text.words.windows(3) {
        let [day, month, year] = three else { continue };
        if year.kind != WordKind::Number
            || day.kind != WordKind::Number
            || !is_year(text.word(year))
        {
            continue;
        }
        let month_name = text.word(month);
        // The genitive, the form of dates, comes second in the data where it differs.
        let dated = month_name.chars().count() > 2
            && month_name.ends_with(['а', 'я'])
            && view.locale.months.iter().flatten().any(|m| m == month_name);
        let whole = adjacent(text, day, month) && adjacent(text, month, year);
        let rest = text.visible()[year.end as usize..].trim_start();
        let marked = rest.starts_with('г') || rest.starts_with(['-', '–', '—']);
        if dated && whole && !marked {
            let message = "A date with its year takes “г.” behind it.".to_owned();
            report(view, issues, day.start as usize..year.end as usize, message);
        }
    }
}

/// Russian and Czech: a preposition of one consonant before a word that begins with the like and another consonant.
fn vocalised(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let text = &view.target;
    let russian = view.locale.language() == "ru";
    for pair in text.words.windows(2) {
        let [a, b] = pair else { continue };
        if a.end - a.start > 2 || b.kind != WordKind::Plain || !adjacent(text, a, b) {
            continue;
        }
        let next = text.word(b);
        let mut letters = next.chars().flat_map(char::to_lowercase);
        let (Some(first), Some(second), true) =
            (letters.next(), letters.next(), next.chars().count() > 3)
        else {
            continue;
        };
        let consonant = !"аеёиоуыэюяьъaáeéěiíoóuúůyýv".contains(second) && second.is_alphabetic();
        let written = text.word(a);
        let right = match (russian, written) {
            (true, "с" | "С") if consonant && "сзшж".contains(first) => "со",
            (true, "в" | "В") if consonant && "вф".contains(first) => "во",
            // In Czech the like consonant alone is enough.
            (false, "s" | "S") if "szšž".contains(first) => "se",
            (false, "z" | "Z") if "szšž".contains(first) => "ze",
            (false, "v" | "V") if "vf".contains(first) => "ve",
            (false, "k" | "K") if first == 'k' => "ke",
            _ => continue,
        };
        // `s sebou` is an idiom; a letter by itself may be a label (`bod S`); capitals are read letter by letter.
        let capitals = next.chars().nth(1).is_some_and(char::is_uppercase);
        let labelled = text.visible()[..a.start as usize].ends_with(['(', '-', '.', '/', '\'']);
        if next != "sebou" && !capitals && !labelled && !view.source.visible().contains(next) {
            let message = format!("“{written}” before “{next}” is “{right}”.");
            report(view, issues, a.start as usize..b.end as usize, message);
        }
    }
}

/// Spanish: `y` before the sound `i`, `o` before the sound `o`, and articles that merge with their preposition.
fn conjunctions(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let text = &view.target;
    for pair in text.words.windows(2) {
        let [a, b] = pair else { continue };
        let right = match text.word(a) {
            "y" => "e",
            "o" => "u",
            "de" => "del",
            "a" => "al",
            _ => continue,
        };
        let next = text.word(b);
        if !adjacent(text, a, b) || b.kind != WordKind::Plain || text.word(b).len() < 2 {
            continue;
        }
        let lower = next.starts_with(char::is_lowercase);
        let wrong = match right {
            // `hie`, `ia`: no vowel but a glide.
            "e" => {
                let sound = next.strip_prefix('h').unwrap_or(next);
                let glide = ["ia", "ie", "io", "iu", "iá", "ié", "ió"];
                (sound.starts_with('i') || sound.starts_with('í'))
                    && !glide.iter().any(|g| sound.starts_with(g))
            }
            "u" => {
                let sound = next.strip_prefix('h').unwrap_or(next);
                sound.starts_with('o') || sound.starts_with('ó')
            }
            _ => next == "el",
        };
        // What the source has too is a foreign word.
        if lower && wrong && !view.source.visible().contains(next) {
            let message = format!("“{}” before “{next}” is “{right}”.", text.word(a));
            report(view, issues, a.start as usize..b.end as usize, message);
        }
    }
}

/// French words that lose their vowel before another.
const ELIDED: &[&str] =
    &["de", "le", "la", "que", "ne", "je", "se", "jusque", "lorsque", "puisque"];

/// French words before which nothing is elided.
const UNELIDED: &[&str] =
    &["oui", "ou", "onze", "onzième", "un", "une", "uns", "un-", "et", "a", "y", "en"];

/// French: `de Azure`, `de le`, `à le`.
fn elisions(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    let text = &view.target;
    for pair in text.words.windows(2) {
        let [a, b] = pair else { continue };
        let word = text.word(a);
        let elided = ELIDED.contains(&word);
        if !elided || !adjacent(text, a, b) || b.kind != WordKind::Plain {
            continue;
        }
        let next = text.word(b);
        let mut letters = next.chars();
        let (Some(first), Some(second)) = (letters.next(), letters.next()) else { continue };
        // `y` and `h` depend on the word, acronyms on how they are read, `U` and `One` on English.
        let vowel = "aàâeéèêiîoôAÀÂEÉÈÊIÎOÔ".contains(first);
        let acronym = second.is_uppercase() || next.len() <= 3 && first.is_uppercase();
        let hyphen = text.visible()[b.end as usize..].starts_with('-');
        let joined = text.visible()[..a.start as usize].ends_with(['-', '’', '\'', '(']);
        let english = ["One", "Eu", "Ya"].iter().any(|e| next.starts_with(e));
        let marked = text.raw_range(a.range()).end + 1 != text.raw_range(b.range()).start;
        if vowel
            && !acronym
            && !hyphen
            && !joined
            && !english
            && !marked
            && !UNELIDED.contains(&next)
        {
            let message = format!("“{word}” before a vowel is written with an apostrophe.");
            report(view, issues, a.start as usize..b.end as usize, message);
        }
    }
}

/// A phrase that goes on with other words than it can.
fn open_phrase(
    view: &SegmentView<'_>,
    issues: &mut Vec<Issue>,
    phrase: &str,
    continuations: &[String],
) {
    let text = &view.target;
    let visible = text.visible();
    for (at, _) in visible.match_indices(phrase) {
        let end = at + phrase.len();
        let Some(rest) = visible[end..].strip_prefix(' ') else { continue };
        let next = &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())];
        let inside = visible[..at].ends_with(char::is_alphanumeric);
        if inside || next.is_empty() || continuations.iter().any(|c| c == next) {
            continue;
        }
        let message = format!("“{phrase}” goes on with “{}”.", continuations[0]);
        report(view, issues, at..end + 1 + next.len(), message);
    }
}
