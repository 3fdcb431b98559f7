use super::*;

const FRONT: &str = "+++\nid = \"m1\"\nslug = \"pots\"\ntitle = \"Pots\"\nsummary = \"Grow in pots.\"\n\
                     strand = \"delivery\"\nskills = [\"growing\"]\nminutes = 20\n+++\n";
const QUESTION: &str = "[[question]]\ntext = \"Which?\"\n[[question.option]]\ntext = \"This\"\nright = true\n\
                        feedback = \"Yes.\"\n[[question.option]]\ntext = \"That\"\nright = false\nfeedback = \"No.\"\n";

fn module(lessons: &str) -> String {
    format!("{FRONT}\n{lessons}")
}

fn refused(text: &str) -> (usize, String) {
    let error = parse(text).expect_err("it cannot be taken");
    (error.line, error.what)
}

#[test]
fn a_module_is_read_with_its_lessons_and_quizzes() {
    let text = module(&format!(
        "# Soil\n\nMix it.\n\n```\n# not a lesson\n```\n\n```quiz\n{QUESTION}\n{QUESTION}```\n\n# Water\n\nDaily.\n"
    ));
    for text in [text.clone(), text.replace('\n', "\r\n"), format!("\u{feff}\n{text}")] {
        let read = parse(&text).expect("a module");
        assert_eq!((read.id.as_str(), read.slug.as_str(), read.minutes), ("m1", "pots", 20));
        assert_eq!((read.strand, read.skills), (Strand::Delivery, vec![Skill::Growing]));
        let titles: Vec<_> = read.lessons.iter().map(|l| (l.title.as_str(), l.questions.len())).collect();
        assert_eq!(titles, [("Soil", 2), ("Water", 0)]);
        assert_eq!(read.lessons[0].body, "Mix it.\n\n```\n# not a lesson\n```");
        let options = &read.lessons[0].questions[1].options;
        assert_eq!((options[0].right, options[1].right), (true, false));
        assert_eq!(options[1].feedback, "No.");
    }
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    assert_eq!(refused("").0, 1);
    assert_eq!(refused("\n# Soil\n"), (2, "a module begins with a line of +++".into()));
    assert_eq!(refused("+++\nid = \"m1\"\n"), (1, "the +++ opened here is never closed".into()));
    let (line, what) = refused(&FRONT.replace("delivery", "gardening"));
    assert!(line == 6 && what.contains("gardening"), "{line}: {what}");
    assert_eq!(refused(&FRONT.replace("minutes = 20", "minutes = twenty")).0, 8);
    assert_eq!(refused(&module("# Soil\n\nMix.\n").replace("minutes = 20", "minutes = 0")).0, 8);
    assert_eq!(refused(&module("# Soil\n\nMix.\n").replace("\"pots\"", "\"Pots and pans\"")).0, 3);
    assert_eq!(refused(FRONT).0, 9);
    assert_eq!(refused(&module("Hello.\n")).0, 11);
    assert_eq!(refused(&module("# \n\nMix.\n")), (11, "the lesson's title is empty".into()));
    assert_eq!(refused(&module("# Soil\n\n# Water\n\nDaily.\n")), (11, "the lesson's text is empty".into()));
    assert_eq!(refused(&module("# Soil\n\na\u{0}b\n")).0, 11);
}

#[test]
fn a_quiz_that_cannot_be_answered_is_named_with_its_line() {
    let quiz = |quiz: &str| refused(&module(&format!("# Soil\n\nMix.\n\n```quiz\n{quiz}```\n")));
    // The block begins on line 16, and a question is eleven lines long with the empty one after it.
    let wrong = QUESTION.replace("true", "false");
    assert_eq!(quiz(&wrong), (16, "0 options of the question are right: exactly one must be".into()));
    assert_eq!(quiz(&format!("{QUESTION}\n{wrong}")).0, 27);
    assert_eq!(quiz("[[question]]\ntext = \"Which?\"\n").0, 16);
    assert_eq!(quiz(&QUESTION.replace("feedback = \"No.\"\n", "")).0, 22);
    assert_eq!(quiz(&QUESTION.replace("\"This\"", "\"\"")), (16, "an option's text is empty".into()));
    assert_eq!(quiz(&QUESTION.replace("right = true", "rihgt = true")).0, 20);
    let after = module(&format!("# Soil\n\nMix.\n\n```quiz\n{QUESTION}```\nMore.\n"));
    assert_eq!(refused(&after), (27, "text after the quiz: the quiz ends its lesson".into()));
    let open = module(&format!("# Soil\n\nMix.\n\n```quiz\n{QUESTION}"));
    assert_eq!(refused(&open), (15, "the quiz opened here is never closed".into()));
    let twice = module(&format!("# Soil\n\nMix.\n\n```quiz\n{QUESTION}```\n```quiz\n{QUESTION}```\n"));
    assert_eq!(refused(&twice).1, "a lesson has one quiz at most");
}
