use super::*;

fn plain(text: &str) -> Vec<String> {
    Words::new().read(text).into_iter().map(|w| w.plain).collect()
}

#[test]
fn accents_case_and_apostrophes_do_not_matter() {
    assert_eq!(plain("Działkę, DON’T café"), ["dzialke", "dont", "cafe"]);
    assert_eq!(plain("বাংলা"), ["বাংলা"]);
}

#[test]
fn a_possessive_is_shown_without_its_ending() {
    let words = Words::new().read("The men's shed, cats’ homes, children's lets. Mens");
    let shown: Vec<_> = words.iter().map(Word::shown).collect();
    assert_eq!(shown, ["the", "men", "shed", "cats", "homes", "children", "lets", "mens"]);
    assert_eq!(words[1].plain, "mens", "a form is found however it is typed");
}

#[test]
fn the_same_word_from_another_keyboard_or_with_its_article_is_the_same() {
    assert_eq!(plain("شیشہ كُرة"), plain("شيشه کره"));
    let words = Words::new();
    assert_eq!(words.stem("المدرسه"), words.stem("مدرسه"));
}

#[test]
fn sentences_are_counted() {
    let words = Words::new().read("One two. Three... four!\nfive");
    assert_eq!(words.iter().map(|w| w.sentence).collect::<Vec<_>>(), [0, 0, 1, 2, 3]);
}

#[test]
fn a_point_between_figures_and_a_semicolon_end_no_sentence() {
    let words = Words::new().read("From 8.45 it costs £2.50; in 2027. 3 more");
    let sentences: Vec<_> = words.iter().map(|w| (w.plain.as_str(), w.sentence)).collect();
    assert_eq!(sentences[1..3], [("8", 0), ("45", 0)]);
    assert_eq!(sentences[5..], [("2", 0), ("50", 0), ("in", 0), ("2027", 0), ("3", 1), ("more", 1)][..]);
}

#[test]
fn a_wall_of_letters_is_no_word_and_long_text_is_cut_at_a_character() {
    assert!(plain(&"x".repeat(100_000)).is_empty());
    assert!(plain(&"ż".repeat(MOST_BYTES)).is_empty());
}
