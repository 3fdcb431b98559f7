//! What an address asks for. An address is typed, shared and cut short by people: whatever stands in it, there is a
//! page.

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::convert::Infallible;

/// The parameters of an address, each by its last value where it comes more than once, as in
/// [`Form`](super::Form). One that cannot be read at all is an empty one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Default, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(read(parts.uri.query().unwrap_or_default())))
    }
}

fn read<T: DeserializeOwned + Default>(query: &str) -> T {
    let last: BTreeMap<_, _> = url::form_urlencoded::parse(query.as_bytes()).collect();
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&last).finish();
    let uri = Uri::builder().path_and_query(format!("/?{query}")).build();
    uri.ok()
        .and_then(|uri| axum::extract::Query::try_from_uri(&uri).ok())
        .map_or_else(T::default, |found| found.0)
}

#[cfg(test)]
mod tests {
    use super::read;
    use service::proposals::ListQuery;

    #[test]
    fn the_last_of_several_counts_and_the_rest_is_left() {
        let query: ListQuery = read("theme=food&q=a%20b&theme=green&x=1&q=%ff%00&sort");
        assert_eq!(query.theme.as_deref(), Some("green"));
        assert_eq!(query.q.as_deref(), Some("\u{fffd}\0"));
        assert_eq!(query.sort.as_deref(), Some(""));
        assert_eq!(read::<ListQuery>("&&=&%%%"), ListQuery::default());
    }
}
