//! The message catalogue: a function for every sentence a person reads, made at build from `messages/*.ftl`.
//!
//! The language is that of the page being drawn (see [`in_language`]); drawing never leaves its thread.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::cell::Cell;
use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// A language there are messages in, by its place in [`LANGUAGES`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Language(usize);

impl Language {
    /// The language with this tag (`en`, `bn`).
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        LANGUAGES.iter().position(|(known, _)| known.eq_ignore_ascii_case(primary)).map(Self)
    }

    #[must_use]
    pub fn tag(self) -> &'static str {
        LANGUAGES[self.0].0
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub fn is_rtl(self) -> bool {
        matches!(self.tag(), "ur" | "ar" | "fa" | "he" | "ps")
    }
}

thread_local! {
    static CURRENT: Cell<Language> = const { Cell::new(Language(0)) };
}

/// Says everything in `draw` in this language.
pub fn in_language<T>(language: Language, draw: impl FnOnce() -> T) -> T {
    let before = CURRENT.replace(language);
    let drawn = draw();
    CURRENT.set(before);
    drawn
}

/// The language being drawn in.
#[must_use]
pub fn language() -> Language {
    CURRENT.get()
}

static BUNDLES: LazyLock<Vec<FluentBundle<FluentResource>>> =
    LazyLock::new(|| LANGUAGES.iter().map(|(tag, text)| bundle(tag, text)).collect());

fn bundle(tag: &str, text: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(tag.parse().into_iter().collect());
    bundle.set_use_isolating(false);
    let resource = match FluentResource::try_new(text.to_owned()) {
        // build.rs refuses what does not read, so nothing is left out here.
        Ok(resource) | Err((resource, _)) => resource,
    };
    bundle.add_resource_overriding(resource);
    bundle
}

fn plain(texts: &[&'static str]) -> &'static str {
    texts[CURRENT.get().0]
}

fn said<'a, const N: usize>(id: &str, values: [(&'static str, FluentValue<'a>); N]) -> String {
    let args: FluentArgs = values.into_iter().collect();
    let own = &BUNDLES[CURRENT.get().0];
    let english = &BUNDLES[0];
    for bundle in [own, english] {
        if let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) {
            return bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned();
        }
    }
    id.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_choose_their_plural() {
        assert_eq!(ideas_in_place(1, "Newham"), "1 idea in Newham");
        assert_eq!(ideas_in_place(152, "Newham"), "152 ideas in Newham");
    }

    #[test]
    fn a_tag_with_a_region_finds_its_language() {
        assert_eq!(Language::from_tag("en-GB"), Some(Language(0)));
        assert_eq!(Language::from_tag("xx"), None);
    }
}
