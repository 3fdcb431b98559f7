//! Markdown as people write it, made into HTML that holds nothing but text.

use ammonia::Builder;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| cleaner(&[]));
static LESSON_CLEANER: LazyLock<Builder<'static>> =
    LazyLock::new(|| cleaner(&["h2", "table", "thead", "tbody", "tr", "th", "td"]));

fn cleaner(more: &[&'static str]) -> Builder<'static> {
    let mut tags = HashSet::from([
        "p",
        "br",
        "em",
        "strong",
        "del",
        "ul",
        "ol",
        "li",
        "blockquote",
        "code",
        "pre",
        "h3",
        "h4",
        "a",
        "hr",
    ]);
    tags.extend(more);
    let mut cleaner = Builder::empty();
    cleaner
        .tags(tags)
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(Some("nofollow ugc noopener"));
    cleaner
}

/// HTML of a safe subset: paragraphs, emphasis, lists, quotes, code, links, small headings. No images, no raw HTML
/// (it shows as text), no styles, no scripts.
#[must_use]
pub fn render(markdown: &str) -> String {
    let events = Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH).map(|event| match event {
        Event::SoftBreak => Event::HardBreak,
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: small(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(small(level))),
        other => other,
    });
    write(events, markdown.len(), &CLEANER)
}

/// A lesson's text, written with care by those who make modules: tables too, its headings stand under the page's
/// first, and lines run on as Markdown has it. As safe as [`render`].
#[must_use]
pub fn lesson(markdown: &str) -> String {
    let events =
        Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES).map(|event| {
            match event {
                Event::Start(Tag::Heading { level: HeadingLevel::H1, id, classes, attrs }) => {
                    Event::Start(Tag::Heading { level: HeadingLevel::H2, id, classes, attrs })
                }
                Event::End(TagEnd::Heading(HeadingLevel::H1)) => {
                    Event::End(TagEnd::Heading(HeadingLevel::H2))
                }
                other => other,
            }
        });
    write(events, markdown.len(), &LESSON_CLEANER)
}

fn write<'a>(events: impl Iterator<Item = Event<'a>>, length: usize, cleaner: &Builder<'_>) -> String {
    let events = events.map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        other => other,
    });
    let mut out = String::with_capacity(length * 3 / 2);
    html::push_html(&mut out, events);
    cleaner.clean(&out).to_string()
}

/// The page has its own first and second headings.
fn small(level: HeadingLevel) -> HeadingLevel {
    if matches!(level, HeadingLevel::H1 | HeadingLevel::H2) { HeadingLevel::H3 } else { HeadingLevel::H4 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_run_or_reach_out_is_gone() {
        let hostile =
            "<script>alert(1)</script>\n\n![x](https://evil.example/p.png) [a](javascript:alert(1)) **b**";
        let html = render(hostile);
        assert!(
            !html.contains("<script") && !html.contains("<img") && !html.contains("javascript:"),
            "{html}"
        );
        assert!(html.contains("<strong>b</strong>") && html.contains("&lt;script&gt;"), "{html}");
    }

    #[test]
    fn links_and_lists_stay_and_headings_shrink() {
        assert!(render("# Big\n\n- [x](https://a.example)").starts_with("<h3>Big</h3>"));
        assert!(render("[x](https://a.example)").contains("rel=\"nofollow ugc noopener\""));
        assert_eq!(render("one\ntwo").trim(), "<p>one<br>\ntwo</p>");
    }

    #[test]
    fn a_lesson_has_tables_and_headings_and_is_as_safe() {
        let html =
            lesson("## Costs\n\n| What | £ |\n| --- | --- |\n| Pots | 12 |\n\none\ntwo <script>x</script>");
        assert!(html.starts_with("<h2>Costs</h2>") && html.contains("<td>Pots</td>"), "{html}");
        assert!(html.contains("one\ntwo") && !html.contains("<script"), "{html}");
    }
}
