//! Judges: each way in which one may fail, with what it costs.

mod compare;
mod metrics;
mod score;
mod stub;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use glossator::document::{Problem, ProblemKind};
use glossator::judges::{JudgeSpec, Judgement, Judges, Question, Settings};
use glossator::mqm::Severity;

use crate::support::scratch;
use stub::{command, score};

/// The rows of a CSV report, by their columns.
fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let named = |row: csv::StringRecord| {
        header.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|row| named(row.unwrap())).collect()
}

fn questions(targets: &[String]) -> Vec<Question> {
    let question = |(target, line): (&String, u32)| Question {
        path: "de/a.md".to_owned(),
        line,
        source: "Open it.".to_owned(),
        target: target.clone(),
        locale: "de-DE".to_owned(),
        ..Question::default()
    };
    targets.iter().zip(1..).map(question).collect()
}

/// Twenty-two targets, two of them alike, one with a question mark at its end.
fn targets() -> Vec<String> {
    let mut targets: Vec<String> = (1..=20).map(|n| format!("Öffnen {}", "ö".repeat(n))).collect();
    targets.push(targets[4].clone());
    targets.push("Öffnen?".to_owned());
    targets
}

fn settings(seconds: u64) -> Settings {
    Settings { timeout: Duration::from_secs(seconds), cache: None }
}

/// Asks a judge in two goes.
fn asked(role: &str, seconds: u64) -> (Vec<Option<Judgement>>, Vec<Problem>) {
    let spec = JudgeSpec::new(command(role));
    let mut judges = Judges::start(&[spec], &settings(seconds)).unwrap();
    let questions = questions(&targets());
    let mut answers = judges.ask(&questions[..10]).remove(0);
    answers.extend(judges.ask(&questions[10..]).remove(0));
    (answers, judges.finish())
}

fn is_right(answers: &[Option<Judgement>]) -> Vec<bool> {
    let told = |(answer, target): (&Option<Judgement>, String)| match answer {
        Some(answer) => {
            assert!((answer.score - score(&target)).abs() < 1e-12, "{target}: {answer:?}");
            true
        }
        None => false,
    };
    answers.iter().zip(targets()).map(told).collect()
}

#[test]
fn what_costs_nothing_is_told_and_nothing_is_lost() {
    let once = scratch("judges-once");
    let dies = format!("dies-once:{}", once.join("dies").display());
    let hangs = format!("hangs-once:{}", once.join("hangs").display());
    for (role, seconds, kinds) in [
        ("honest", 60, &[][..]),
        ("one-by-one", 60, &[]),
        ("backwards", 60, &[]),
        ("late", 60, &[]),
        ("hoards", 60, &[]),
        ("complains", 60, &[]),
        ("huge", 60, &[]),
        (
            "babbles",
            60,
            &[
                "what it wrote beside its answers (42 times) was passed over, first: 50% |#####     |",
            ],
        ),
        ("twice", 60, &["what it wrote beside its answers (20 times) was passed over, first: {"]),
        (&dies, 60, &["it ended (exit status: 9); it was started again."]),
        (&hangs, 2, &["it said nothing for 2 s; it was started again."]),
    ] {
        let (answers, problems) = asked(role, seconds);
        assert_eq!(is_right(&answers), [true; 22], "{role}: {problems:?}");
        let told: Vec<_> = problems.iter().map(|p| &p.message).collect();
        assert_eq!(problems.len(), kinds.len(), "{role}: {told:?}");
        for (problem, part) in problems.iter().zip(kinds) {
            assert_eq!(problem.kind, ProblemKind::JudgeFault, "{role}");
            assert_eq!(problem.path, "judge:counts");
            assert!(problem.message.contains(part), "{role}: {told:?}");
        }
    }
}

#[test]
fn what_a_judge_does_not_answer_is_lost_and_nothing_else() {
    for (role, seconds, right, told) in [
        (
            "dies",
            60,
            7,
            "it ended (exit status: 9); its last words: out of memory; it was given up",
        ),
        ("hangs", 1, 7, "it said nothing for 1 s; it was given up; 15 segments have no score"),
        ("mute", 1, 0, "it did not name itself within 1 s; it was given up"),
        (
            "dies-at-once",
            60,
            0,
            "it ended before it named itself (exit status: 3); its last words: no weights here",
        ),
        ("chats", 60, 0, "it says much, and does not name itself; it was given up; 22 segments"),
        ("endless", 60, 0, "it says much, and does not name itself; it was given up"),
        ("floods", 60, 0, "it writes what answers nothing; it was given up"),
        ("gobbles", 1, 21, "it said nothing for 1 s; it was given up; 1 segment has no score"),
    ] {
        let begun = Instant::now();
        let (answers, problems) = asked(role, seconds);
        assert!(begun.elapsed() < Duration::from_secs(50), "{role}");
        let answered = is_right(&answers).into_iter().filter(|is| *is).count();
        assert_eq!(answered, right, "{role}: {problems:?}");
        let lost: Vec<_> = problems.iter().filter(|p| p.kind == ProblemKind::NotJudged).collect();
        assert_eq!(lost.len(), 1, "{role}: {problems:?}");
        assert!(lost[0].message.contains(told), "{role}: {}", lost[0].message);
        assert!(lost[0].kind.is_loss());
    }
}

#[test]
fn a_segment_that_a_judge_refuses_is_told_by_its_place() {
    for (role, told) in [
        ("refuses", "The judge counts gives no score: it is a question."),
        ("scoreless", "The judge counts gives no score: an answer without a score."),
    ] {
        let (answers, problems) = asked(role, 60);
        assert_eq!(is_right(&answers).iter().filter(|is| !**is).count(), 1);
        let [problem] = &problems[..] else { panic!("{problems:?}") };
        assert_eq!((problem.path.as_str(), problem.line), ("de/a.md", Some(22)));
        assert_eq!((problem.kind, problem.message.as_str()), (ProblemKind::NotJudged, told));
    }
}

#[test]
fn a_program_that_is_not_there_costs_its_scores_and_not_those_of_others() {
    let specs = [
        JudgeSpec::new("/nowhere/no-such-judge --fast"),
        JudgeSpec::new(command("honest")),
        JudgeSpec::new(command("backwards")),
    ];
    let mut judges = Judges::start(&specs, &settings(60)).unwrap();
    let names = judges.names();
    assert_eq!(names.get(), None);
    let answers = judges.ask(&questions(&targets()));
    assert_eq!(names.get().unwrap(), &["no-such-judge", "counts", "counts-2"]);
    assert!(answers[0].iter().all(Option::is_none));
    assert_eq!(is_right(&answers[1]), [true; 22]);
    assert_eq!(is_right(&answers[2]), [true; 22]);
    let problems = judges.finish();
    let [problem] = &problems[..] else { panic!("{problems:?}") };
    assert!(
        problem
            .message
            .contains("it can't be started: /nowhere/no-such-judge: there is no such file")
    );
    assert!(problem.message.contains("22 segments have no score"), "{}", problem.message);
    assert!(Judges::start(&[JudgeSpec::new("'a")], &settings(1)).is_err());
}

#[test]
fn long_texts_fill_both_pipes_and_neither_side_waits_for_the_other() {
    let targets: Vec<String> = (0..64).map(|n| format!("{n} {}", "ü".repeat(100_000))).collect();
    let mut judges = Judges::start(&[JudgeSpec::new(command("huge"))], &settings(60)).unwrap();
    let answers = judges.ask(&questions(&targets)).remove(0);
    for (answer, target) in answers.iter().zip(&targets) {
        assert!((answer.as_ref().unwrap().score - score(target)).abs() < 1e-9);
    }
    assert_eq!(judges.finish(), []);
}

#[test]
fn equal_texts_are_asked_once_and_those_of_earlier_runs_not_at_all() {
    let folder = scratch("judges-cache");
    let log = folder.join("asked");
    let spec = JudgeSpec::new(command(&format!("marks:{}", log.display())));
    let settings = Settings { cache: Some(folder.join("cache")), ..settings(60) };
    let run = |targets: &[String]| {
        let mut judges = Judges::start(std::slice::from_ref(&spec), &settings).unwrap();
        let answers = judges.ask(&questions(targets)).remove(0);
        let again = judges.ask(&questions(targets)).remove(0);
        assert_eq!(answers, again);
        assert_eq!(judges.finish(), []);
        answers
    };
    let asked = || std::fs::read_to_string(&log).unwrap().lines().filter(|l| *l != "start").count();
    let first = run(&targets()[..10]);
    assert_eq!(asked(), 10);
    // A run that was ended left half a line, and another program left nonsense.
    let kept = std::fs::read_dir(folder.join("cache")).unwrap().next().unwrap().unwrap().path();
    let mut text = std::fs::read_to_string(&kept).unwrap();
    text.push_str("nonsense\n{\"key\":\"00");
    std::fs::write(&kept, text).unwrap();
    let all = run(&targets());
    assert_eq!(asked(), 21);
    assert_eq!(first[..], all[..10]);
    assert_eq!(run(&targets()), all);
    assert_eq!(asked(), 21);
    let marks = &all[0].as_ref().unwrap().marks;
    let spans: Vec<_> =
        marks.iter().map(|mark| mark.span.clone().map(|s| (s.start, s.end))).collect();
    assert_eq!(spans, [Some((0, 4)), None, Some((7, 10))]);
    assert_eq!(
        (marks[0].severity, marks[0].category.as_str()),
        (Severity::Major, "mistranslation")
    );
}

#[test]
fn a_judge_that_needs_references_is_asked_where_there_is_one() {
    let mut judges =
        Judges::start(&[JudgeSpec::new(command("referenced"))], &settings(60)).unwrap();
    let mut questions = questions(&targets());
    for question in &mut questions[..3] {
        question.reference = Some("Öffnen.".to_owned());
    }
    let answers = judges.ask(&questions).remove(0);
    let right = is_right(&answers);
    assert_eq!(right.iter().filter(|is| **is).count(), 3);
    assert!(right[..3].iter().all(|is| *is));
    assert_eq!(judges.finish(), []);
}
