use super::*;
use crate::document::{Document, Segment};
use crate::learn::Corpus;

/// A corpus of one locale: targets with how often each stands, on pages of people or of nobody known.
fn corpus(locale: &str, targets: &[(&str, usize, Origin)]) -> Corpus {
    let mut corpus = Corpus::default();
    for (of, (target, times, origin)) in targets.iter().enumerate() {
        let segment = |at: usize| Segment {
            source: format!("source {of} {at}"),
            target: (*target).to_owned(),
            ..Segment::default()
        };
        let document = Document {
            locale: LocaleTag::parse(locale).unwrap(),
            origin: *origin,
            segments: (0..*times).map(segment).collect(),
            ..Document::default()
        };
        let observation = corpus.prepare(&document);
        corpus.observe(observation);
    }
    corpus.finish();
    corpus
}

/// What each word of a text is meant to be.
fn meant(corpus: &Corpus, locale: &str, text: &str) -> Vec<String> {
    let tag = LocaleTag::parse(locale).unwrap();
    let target = Text::new(text);
    let Some(words) = corpus.words(&tag, Locale::of(&tag)) else { return Vec::new() };
    (0..target.words.len())
        .filter_map(|at| words.torn(&target, at).or_else(|| words.meant(&target, at)))
        .map(|meant| meant.right)
        .collect()
}

fn after_ten(locale: &str, right: &str, wrong: &str) -> Vec<String> {
    let targets = [(right, 30, Origin::Unknown), (wrong, 1, Origin::Unknown)];
    meant(&corpus(locale, &targets), locale, wrong)
}

#[test]
fn lost_marks_show_where_they_tell_no_other_word_apart() {
    for (locale, right, wrong, found) in [
        ("fr-FR", "un nom sélectionné", "un mot selectionné", "sélectionné"),
        ("pl-PL", "Również tu", "Rownież tam", "Również"),
        ("el", "το βίντεο", "ένα βιντεο", "βίντεο"),
        ("pt-BR", "o áudio", "um aúdio", "áudio"),
        ("es-ES", "la opción", "una opcion", "opción"),
        ("tr-TR", "bu şekilde", "o şekılde", "şekilde"),
        ("ar-SA", "الإضافة هنا", "بالاضافه هناك", "بالإضافة"),
        ("hu-HU", "oldal létrehozva", "lap letrehozva", "létrehozva"),
    ] {
        assert_eq!(after_ten(locale, right, wrong), [found], "{locale}");
    }
}

#[test]
fn neighbours_that_are_exchanged_and_words_that_a_blank_tears_show_in_any_alphabet() {
    for (locale, right, wrong, found) in [
        ("de-DE", "die Verwendung", "die Verwednung", "Verwendung"),
        ("tr-TR", "bu uygulama", "bu uyuglama", "uygulama"),
        ("uk-UA", "ця сторінка", "ця стоірнка", "сторінка"),
        ("ru-RU", "это приложение", "это прило жение", "приложение"),
        ("es-ES", "la configuración", "la confi guración", "configuración"),
    ] {
        assert_eq!(after_ten(locale, right, wrong), [found], "{locale}");
    }
    // A half that is a word may stand by itself.
    let targets = [
        ("die folgenden", 30, Origin::Unknown),
        ("von den Seiten", 30, Origin::Unknown),
        ("sie folgen den Seiten", 1, Origin::Unknown),
    ];
    let found = meant(&corpus("de-DE", &targets), "de-DE", "sie folgen den Seiten");
    assert!(found.is_empty(), "{found:?}");
    // Too short, and too near to the end.
    assert!(after_ten("de-DE", "die Form", "die Fomr").is_empty());
    // Another tense.
    assert!(after_ten("de-DE", "ist beschrieben", "zu beschreiben").is_empty());
}

#[test]
fn marks_that_tell_words_or_their_forms_apart_are_no_fault() {
    for (locale, right, wrong) in [
        ("fr-FR", "il indique", "il a indiqué"),
        ("fr-FR", "étant donné", "Etant donné"),
        ("fr-FR", "le précédent", "ils précèdent"),
        ("es-ES", "la práctica", "el practica"),
        ("pt-BR", "integração contínua", "que continua"),
        ("de-DE", "er wurde", "er würde"),
        ("cs-CZ", "části celku", "několik částí"),
        ("hu-HU", "az értéket", "az értékét"),
        ("tr-TR", "bu harici", "o haricî"),
        ("el", "της πρόσβασης", "η πρόσβασής του"),
        ("ar-SA", "قال إن", "يجب أن"),
        ("ru-RU", "всё хорошо", "все хорошо"),
        ("ko-KR", "그 사람", "이 사람"),
    ] {
        assert!(after_ten(locale, right, wrong).is_empty(), "{locale} {wrong}");
    }
}

#[test]
fn a_letter_too_few_or_too_many_shows_in_long_words() {
    for (locale, right, wrong, found) in [
        ("fr-FR", "les changements", "les chaangements", "changements"),
        ("de-DE", "fehlgeschlagen", "fehlgschlagen", "fehlgeschlagen"),
        ("fr-FR", "comment faire", "Commment faire", "Comment"),
        ("es-ES", "seleccionar", "selecionar", "seleccionar"),
        ("ru-RU", "настройка", "насстройка", "настройка"),
    ] {
        assert_eq!(after_ten(locale, right, wrong), [found].map(str::to_owned), "{locale}");
    }
    for (locale, right, wrong) in [
        ("fr-FR", "nous utilisons", "nous utilisions"),
        ("de-DE", "die Konten", "sie konnten"),
        ("tr-TR", "bulunamadı", "bulunmadı"),
        ("fr-FR", "la production", "la reproduction"),
        ("de-DE", "Änderungen", "Änderung"),
    ] {
        assert!(after_ten(locale, right, wrong).is_empty(), "{locale} {wrong}");
    }
}

#[test]
fn what_people_write_outweighs_what_machines_repeat() {
    let machine = ("كيفيه تغيير", 6, Origin::Machine);
    let people = |times| ("كيفية تغيير", times, Origin::Human);
    let text = "حول كيفيه ذلك";
    assert_eq!(meant(&corpus("ar-SA", &[people(3), machine]), "ar-SA", text), ["كيفية"]);
    // Too few people, or people who write both.
    assert!(meant(&corpus("ar-SA", &[people(2), machine]), "ar-SA", text).is_empty());
    let both = ("كيفيه", 1, Origin::Human);
    assert!(meant(&corpus("ar-SA", &[people(9), machine, both]), "ar-SA", text).is_empty());
}

#[test]
fn both_forms_frequent_are_both_right() {
    let targets = [
        ("un nom clé", 40, Origin::Unknown),
        ("opération", 20, Origin::Unknown),
        ("operation", 3, Origin::Unknown),
    ];
    assert!(meant(&corpus("fr-FR", &targets), "fr-FR", "une operation").is_empty());
}

#[test]
fn a_particle_that_a_blank_parts_from_its_noun_is_joined() {
    assert_eq!(after_ten("ko-KR", "작업을 추가", "작업 을 추가"), ["작업을"]);
    // Words of their own.
    let targets = [("할 수 있습니다", 40, Origin::Unknown)];
    assert!(meant(&corpus("ko-KR", &targets), "ko-KR", "추가할 수 있습니다").is_empty());
    let few = [("작업을", 2, Origin::Human), ("작업 을", 1, Origin::Machine)];
    assert!(meant(&corpus("ko-KR", &few), "ko-KR", "작업 을").is_empty());
}

#[test]
fn what_is_not_learned_is_not_judged() {
    assert!(meant(&Corpus::default(), "fr-FR", "selectionné").is_empty());
    let targets = [("un nom sélectionné", 30, Origin::Unknown)];
    let corpus = corpus("fr-FR", &targets);
    assert!(meant(&corpus, "fr-FR", "SELECTIONNÉ selectionné2 x").is_empty());
    assert!(meant(&corpus, "ja-JP", "選択").is_empty());
}
