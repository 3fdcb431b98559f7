//! A module as it is written: TOML between `+++` lines, then lessons (`# Title`, Markdown), each with a fenced block
//! that says `quiz` and holds TOML.

use domain::academy::QuizOption;
use domain::taxonomy::{Skill, Strand};
use serde::Deserialize;

/// A module, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    pub head: Head,
    pub lessons: Vec<Lesson>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Head {
    pub id: String,
    pub slug: String,
    pub title: String,
    pub summary: String,
    pub strand: Strand,
    #[serde(default)]
    pub skills: Vec<Skill>,
    pub minutes: u32,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lesson {
    pub title: String,
    pub body: String,
    pub questions: Vec<Question>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Question {
    pub text: String,
    #[serde(rename = "option")]
    pub options: Vec<QuizOption>,
}

#[derive(Deserialize)]
struct Quiz {
    question: Vec<Question>,
}

/// Reads a module.
///
/// # Errors
/// The line and what is wrong with it: no front matter, a quiz that does not read, a question without exactly one
/// right option, text before the first lesson.
pub fn parse(text: &str) -> Result<Written, String> {
    let text = text.replace("\r\n", "\n");
    let rest = text.strip_prefix("+++\n").ok_or("line 1: begins with +++")?;
    let (head, body) = rest.split_once("\n+++\n").ok_or("line 1: +++ is not closed")?;
    let head: Head = toml::from_str(head).map_err(|error| format!("front matter: {error}"))?;
    let first = text.len() - body.len();
    let offset = text[..first].matches('\n').count();
    let mut lessons: Vec<Lesson> = Vec::new();
    let mut quiz: Option<(usize, String)> = None;
    for (n, line) in body.lines().enumerate() {
        let number = offset + n + 1;
        match (&mut quiz, line) {
            (Some((at, toml)), "```") => {
                let questions = questions(toml).map_err(|why| format!("line {at}: {why}"))?;
                let lesson =
                    lessons.last_mut().ok_or(format!("line {at}: a quiz before the first lesson"))?;
                lesson.questions.extend(questions);
                quiz = None;
            }
            (Some((_, toml)), line) => {
                toml.push_str(line);
                toml.push('\n');
            }
            (None, "```quiz") => quiz = Some((number, String::new())),
            (None, line) => match (line.strip_prefix("# "), lessons.last_mut()) {
                (Some(title), _) => {
                    lessons.push(Lesson { title: title.trim().to_owned(), ..Lesson::default() });
                }
                (None, Some(lesson)) => {
                    lesson.body.push_str(line);
                    lesson.body.push('\n');
                }
                (None, None) if line.trim().is_empty() => {}
                (None, None) => return Err(format!("line {number}: text before the first lesson")),
            },
        }
    }
    if let Some((at, _)) = quiz {
        return Err(format!("line {at}: the quiz is not closed"));
    }
    for lesson in &mut lessons {
        lesson.body = lesson.body.trim().to_owned();
    }
    Ok(Written { head, lessons })
}

fn questions(text: &str) -> Result<Vec<Question>, String> {
    let quiz: Quiz = toml::from_str(text).map_err(|error| error.to_string())?;
    match quiz.question.iter().find(|q| q.options.iter().filter(|option| option.right).count() != 1) {
        Some(question) => Err(format!("\"{}\" has not exactly one right option", question.text)),
        None => Ok(quiz.question),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "+++\nid = \"m\"\nslug = \"m\"\ntitle = \"M\"\nsummary = \"\"\nstrand = \"funding\"\nminutes = 5\n+++\n";

    #[test]
    fn every_module_of_the_demo_reads() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../demo/modules");
        let mut read = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let module =
                parse(&std::fs::read_to_string(&path).unwrap()).unwrap_or_else(|e| panic!("{path:?}: {e}"));
            assert!(
                module.lessons.len() >= 3 && module.lessons.iter().all(|l| !l.questions.is_empty()),
                "{path:?}"
            );
            read += 1;
        }
        assert_eq!(read, 12);
    }

    #[test]
    fn what_is_wrong_is_told_by_line() {
        assert_eq!(parse("x").unwrap_err(), "line 1: begins with +++");
        assert_eq!(parse(&format!("{HEAD}text")).unwrap_err(), "line 9: text before the first lesson");
        let two = "# A\n```quiz\n[[question]]\ntext = \"q\"\n[[question.option]]\ntext = \"a\"\nright = false\nfeedback = \"\"\n```\n";
        assert_eq!(
            parse(&format!("{HEAD}{two}")).unwrap_err(),
            "line 10: \"q\" has not exactly one right option"
        );
        assert_eq!(parse(&format!("{HEAD}# A\n```quiz\n")).unwrap_err(), "line 10: the quiz is not closed");
    }
}
