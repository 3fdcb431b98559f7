//! The academy: everything there is to learn, one module, one lesson.

pub mod lesson;
pub mod list;
pub mod module;

use domain::ids::ProposalId;
use service::academy::ForIdea;

/// The idea one came from, in `?for=`; what is no id is none.
fn idea_in(query: Option<&str>) -> Option<ProposalId> {
    let query = query.unwrap_or_default().as_bytes();
    url::form_urlencoded::parse(query).find(|(name, _)| name == "for").and_then(|(_, id)| id.parse().ok())
}

/// A path of the academy that remembers the idea one came from.
fn with_idea(path: String, idea: Option<ProposalId>) -> String {
    match idea {
        Some(id) => format!("{path}?for={id}"),
        None => path,
    }
}

fn id_of(idea: Option<&ForIdea>) -> Option<ProposalId> {
    idea.map(|idea| idea.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_idea_is_remembered_and_anything_else_forgotten() {
        let id: ProposalId = "018f0000-0000-7000-8000-000000000001".parse().unwrap();
        let path = with_idea("/academy/pots".to_owned(), Some(id));
        assert_eq!(idea_in(path.split_once('?').map(|(_, query)| query)), Some(id));
        for query in [None, Some(""), Some("for="), Some("for=1&for=2"), Some("to=%00&&=")] {
            assert_eq!(idea_in(query), None, "{query:?}");
        }
    }
}
