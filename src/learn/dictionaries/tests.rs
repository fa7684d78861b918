use super::*;

/// A folder of its own with files.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("glossator-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    for (file, bytes) in files {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

fn parsed(tag: &str) -> LocaleTag {
    LocaleTag::parse(tag).unwrap()
}

#[test]
fn dictionaries_are_found_by_the_names_of_their_files_or_folders() {
    let (rules, words) = (&b"SET UTF-8\n"[..], &b"1\nmot\n"[..]);
    let found = folder(
        "found",
        &[
            ("fr_FR.aff", rules),
            ("fr_FR.dic", words),
            ("de_DE_frami.aff", rules),
            ("de_DE_frami.dic", words),
            ("alone_XX.aff", rules),
            ("node_modules/dictionary-pt-br/index.aff", rules),
            ("node_modules/dictionary-pt-br/index.dic", words),
            ("hyph_de_DE.dic", words),
        ],
    );
    let mut dictionaries = Dictionaries::default();
    assert_eq!(dictionaries.look(&found, DEPTH), 3);
    let tags: Vec<&str> = dictionaries.iter().map(|(tag, _)| tag.as_str()).collect();
    assert_eq!(tags, ["de-DE", "fr-FR", "pt-BR"]);
    assert!(dictionaries.has(&parsed("fr")) && dictionaries.has(&parsed("fr-FR")));
    // The spelling of another region may be another.
    assert!(!dictionaries.has(&parsed("pt-PT")) && !dictionaries.has(&parsed("es")));
    std::fs::remove_dir_all(found).unwrap();
    let empty = folder("empty", &[("a.txt", b"")]);
    let error = Dictionaries::find(std::slice::from_ref(&empty)).unwrap_err().to_string();
    assert!(error.contains("no dictionary here"), "{error}");
    std::fs::remove_dir_all(&empty).unwrap();
    assert!(Dictionaries::find(&[empty]).is_err());
}

#[test]
fn words_are_known_with_their_endings_in_any_case_and_charset() {
    let rules = b"SET ISO8859-1\nSFX S Y 1\nSFX S 0 s .\n";
    let found =
        folder("latin", &[("fr_FR.aff", rules), ("fr_FR.dic", b"2\n\xe9v\xe9nement/S\nParis\n")]);
    let mut dictionaries = Dictionaries::default();
    dictionaries.look(&found, 0);
    let french = dictionaries.of(&parsed("fr-FR")).unwrap();
    assert_eq!(french.knows("événements"), Some(true));
    assert_eq!(french.knows("Événement"), Some(true));
    assert_eq!(french.knows("paris"), Some(true));
    assert_eq!(french.knows("événémént"), Some(false));
    assert!(dictionaries.failures().next().is_none());
    std::fs::remove_dir_all(found).unwrap();
}

#[test]
fn broken_rules_are_told_and_know_nothing() {
    for (name, rules) in [
        ("flag", &b"FLAG num\nSFX 0 Y 1\nSFX 0 0 s .\n"[..]),
        ("count", b"SFX A Y 9\nSFX A 0 s .\n"),
        ("charset", b"SET KLINGON\n"),
        ("condition", b"SFX A Y 1\nSFX A 0 s [a\n"),
    ] {
        let found = folder(name, &[("fr_FR.aff", rules), ("fr_FR.dic", b"1\nmot/A\n")]);
        let mut dictionaries = Dictionaries::default();
        dictionaries.look(&found, 0);
        let french = dictionaries.of(&parsed("fr-FR")).unwrap();
        if french.load().is_err() {
            assert_eq!(french.knows("mot"), None);
            let failures: Vec<&str> = dictionaries.failures().collect();
            assert!(failures[0].contains("fr_FR.aff"), "{failures:?}");
        } else {
            // Hunspell reads some of these too.
            assert_ne!(name, "charset");
            assert_ne!(name, "flag");
        }
        std::fs::remove_dir_all(found).unwrap();
    }
}

#[test]
fn limits_by_syllables_are_left_out() {
    let rules =
        b"SET UTF-8\nCOMPOUNDSYLLABLE 6 ae\nCOMPOUNDWORDMAX 2\nCOMPOUNDFLAG C\nCOMPOUNDMIN 2\n";
    let found =
        folder("hungarian", &[("hu_HU.aff", rules), ("hu_HU.dic", b"3\nhal/CI\nlab/CI\nfa/CI\n")]);
    let mut dictionaries = Dictionaries::default();
    dictionaries.look(&found, 0);
    let hungarian = dictionaries.of(&parsed("hu-HU")).unwrap();
    assert_eq!(hungarian.knows("hallab"), Some(true));
    assert_eq!(hungarian.knows("hallabfa"), Some(true));
    assert_eq!(hungarian.knows("hallabx"), Some(false));
    std::fs::remove_dir_all(found).unwrap();
}
