//! `split-syllables`: a Korean word is torn into syllables.

use super::{Check, Example, Run, SegmentView};
use crate::checks::issue::Issue;
use crate::mqm::{Category, Confidence, Severity};
use crate::text::script::CharScript;
use crate::text::{Text, Word};

/// The check.
pub(super) static CHECK: Check = Check {
    id: "split-syllables",
    category: Category::Linguistic,
    severity: Severity::Minor,
    weight: 1.0,
    confidence: Confidence::High,
    on_by_default: true,
    on_metadata: false,
    summary: "a Korean word is torn apart by spaces",
    details: "Korean only. Fires where a verb's ending (`하 여`, `합 니다`, `되 는`, `하 고`) or a particle (`에 대 한`, \
              `테 넌 트`) stands apart from its stem: a stem `하`, `되`, `있`, `없` or `않` and a noun with `하다` \
              (`추가 하 고`) are followed by a space and their ending, or single syllables stand in a row. An older \
              machine did so in 99 of 1,000 segments, people in 0.3.",
    examples: &[
        Example::bad("ko-KR", "about users", "사용자에 대 한 정보", "대 한"),
        Example::bad("ko-KR", "Add and confirm.", "추가 하 고 확인합니다.", "추가 하 고"),
        Example::bad("ko-KR", "It is used.", "사용 됩니다.", "사용 됩니다"),
        Example::good("ko-KR", "about users", "사용자에 대한 정보"),
        Example::good("ko-KR", "can be done", "할 수 있습니다"),
        Example::good("ko-KR", "that and this", "그 및 이 항목"),
    ],
    run: Run::Segment(run),
};

/// What a form of `하다` or `되다` begins with; it is written together with the noun before it.
const ENDINGS: &[&str] = &[
    "합니다",
    "하세요",
    "하십시오",
    "하는",
    "하여",
    "하고",
    "하면",
    "하려면",
    "하려는",
    "하지",
    "해야",
    "했",
    "하였",
    "하도록",
    "하거나",
    "하기",
    "하게",
    "하며",
    "하므로",
    "할",
    "한",
    "함",
    "됩니다",
    "되는",
    "되고",
    "되며",
    "되어",
    "되지",
    "되면",
    "되었",
    "됐",
    "되도록",
    "되거나",
    "되므로",
    "된",
    "될",
    "됨",
];
/// Counters: `한` before them is the number one.
const COUNTERS: &[&str] = &[
    "명",
    "번",
    "개",
    "가지",
    "달",
    "곳",
    "줄",
    "쪽",
    "대",
    "건",
    "사람",
    "차례",
    "편",
    "시간",
    "해",
    "장",
    "페이지",
];
/// Syllables that are words.
const ALONE: &[&str] = &[
    "수", "및", "이", "그", "각", "등", "더", "한", "두", "세", "네", "것", "때", "또", "후", "전",
    "시", "내", "중", "별", "월", "일", "년", "번", "개", "할", "될", "된", "못", "안", "잘", "다",
    "다섯", "약", "총", "새", "옆", "위", "밖", "앞", "뒤", "줄", "행", "열", "값", "키", "앱",
    "웹", "팀", "탭", "창", "맵", "팁", "및", "즉", "단", "주", "날", "분", "초", "원", "점", "간",
    "게", "걸", "건", "데", "바", "뿐", "채", "당", "외", "곧", "꼭", "둘", "셋", "볼", "쓸", "갈",
    "올", "줄", "본", "쓴", "간", "온", "준", "큰", "작은", "좀", "왜", "뭐", "제", "저", "나",
    "너", "집", "손", "눈", "말", "글", "책", "길", "몇", "매", "양", "표", "홈", "명", "건", "회",
    "차", "기", "형", "용", "식", "를", "을", "은", "는", "가", "와", "과", "의", "에", "도", "만",
    "로",
];
/// Syllables that begin a verb and are torn from the rest.
const STEMS: &[&str] = &["하", "되", "대", "통", "위", "의", "관", "따", "않", "있", "없"];
/// What stands behind such a stem.
const RESTS: &[&str] = &[
    "여",
    "고",
    "는",
    "면",
    "지",
    "며",
    "려면",
    "세요",
    "십시오",
    "도록",
    "거나",
    "기",
    "게",
    "한",
    "해",
    "하여",
    "른",
    "라",
    "어",
    "은",
    "습니다",
    "니다",
    "할",
    "된",
    "던",
    "므로",
];

fn run(view: &SegmentView<'_>, issues: &mut Vec<Issue>) {
    if view.locale.language() != "ko" {
        return;
    }
    let target = &view.target;
    let words: &[Word] = &target.words;
    let mut at = 0;
    while at + 1 < words.len() {
        let Some(last) = torn(target, words, at) else {
            at += 1;
            continue;
        };
        let visible = words[at].start as usize..words[last].end as usize;
        let expected: String =
            target.visible()[visible.clone()].chars().filter(|c| *c != ' ').collect();
        let issue = Issue::new(&CHECK, "The word is torn apart by spaces.").expected(expected);
        issues.push(issue.target(view.target_span(visible)));
        at = last + 1;
    }
}

/// Index of the last word of a torn word that begins at `at`.
fn torn(text: &Text<'_>, words: &[Word], at: usize) -> Option<usize> {
    if !joined(text, words, at) {
        return None;
    }
    let (first, second) = (text.word(&words[at]), text.word(&words[at + 1]));
    let rest = |i: usize| words.get(i).is_some_and(|w| RESTS.contains(&text.word(w)));
    if STEMS.contains(&first) && RESTS.contains(&second) {
        return Some(at + 1);
    }
    // `테 넌 트를`: syllables in a row of which none is a word.
    let syllable = |i: usize| {
        words.get(i).is_some_and(|w| {
            let word = text.word(w);
            word.chars().count() == 1 && !ALONE.contains(&word)
        })
    };
    if syllable(at) && syllable(at + 1) && joined(text, words, at + 1) {
        let short = words.get(at + 2).is_some_and(|w| text.word(w).chars().count() <= 3);
        return short.then_some(at + 2);
    }
    let noun = first.chars().count() >= 2;
    // `추가 하 고`: noun, stem and ending.
    if noun && matches!(second, "하" | "되") && joined(text, words, at + 1) && rest(at + 2) {
        return Some(at + 2);
    }
    let ending = ENDINGS.iter().any(|e| {
        // One syllable is an ending only by itself; longer beginnings go on in many ways.
        if e.chars().count() == 1 && !matches!(*e, "했" | "됐") {
            second == *e
        } else {
            second.starts_with(e)
        }
    });
    let counted = second == "한"
        && words.get(at + 2).is_some_and(|w| COUNTERS.iter().any(|c| text.word(w).starts_with(c)));
    (noun && ending && !counted && !is_marked(first, second)).then_some(at + 1)
}

/// Whether a word bears a particle or ending, so that the verb behind it is a word of its own.
fn is_marked(word: &str, verb: &str) -> bool {
    const MARKS: &[char] = &[
        '을', '를', '은', '는', '에', '로', '게', '도', '와', '과', '의', '서', '만', '고', '히',
        '록', '야', '면', '며', '데', '수', '나', '던', '할', '한', '된', '될', '록', '여', '까',
        '러', '음', '든', '지',
    ];
    // `가 됩니다` is `becomes`; `추가 합니다` is a noun torn from its verb.
    let becomes =
        verb.starts_with(['되', '됩', '된', '될', '됨', '됐']) && word.ends_with(['이', '가']);
    let noun_in_ji = ["중지", "유지", "방지", "금지", "감지", "탐지", "해지", "정지", "공지"]
        .iter()
        .any(|n| word.ends_with(n));
    becomes || (word.ends_with(MARKS) && !noun_in_ji)
}

fn joined(text: &Text<'_>, words: &[Word], at: usize) -> bool {
    let (Some(a), Some(b)) = (words.get(at), words.get(at + 1)) else { return false };
    a.script == CharScript::Hangul
        && b.script == CharScript::Hangul
        && &text.visible()[a.end as usize..b.start as usize] == " "
}
