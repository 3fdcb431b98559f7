//! Institutions and their levers.

use crate::Place;
use domain::ids::{InstitutionId, LeverId, SiteId};
use domain::institutions::{ANSWER_DAYS, Institution, Lever, Remit, Site};
use domain::places::{Position, slug};
use domain::taxonomy::{InstitutionKind, LeverKind, Theme};

/// An institution to be set up.
#[must_use = "nothing is set up before `create`"]
pub struct InstitutionBuilder<'a> {
    place: &'a Place,
    institution: Institution,
}

/// A lever to be set up.
#[must_use = "nothing is set up before `create`"]
pub struct LeverBuilder<'a> {
    place: &'a Place,
    lever: Lever,
}

impl Place {
    /// A charity, with the slug of its name.
    pub fn institution(&self, name: &str) -> InstitutionBuilder<'_> {
        let institution = Institution {
            id: InstitutionId(self.fresh_id()),
            external_id: None,
            slug: slug(name),
            name: name.to_owned(),
            kind: InstitutionKind::Charity,
            about: format!("{name} works for everyone in Little Marsh."),
            website: None,
            answer_days: ANSWER_DAYS,
            sites: Vec::new(),
        };
        InstitutionBuilder { place: self, institution }
    }

    /// A lever over land, for everywhere.
    pub fn lever(&self, institution: InstitutionId, title: &str) -> LeverBuilder<'_> {
        let lever = Lever {
            id: LeverId(self.fresh_id()),
            external_id: None,
            institution,
            kind: LeverKind::Land,
            title: title.to_owned(),
            text: format!("{title}, for groups of neighbours who ask."),
            themes: vec![Theme::Green],
            remit: Remit::Everywhere,
            cost_ceiling: None,
            constituted_group: false,
            capacity: None,
            open: true,
        };
        LeverBuilder { place: self, lever }
    }
}

impl InstitutionBuilder<'_> {
    pub fn kind(mut self, kind: InstitutionKind) -> Self {
        self.institution.kind = kind;
        self
    }

    pub fn site(mut self, name: &str, position: Position) -> Self {
        let id = SiteId(self.place.fresh_id());
        self.institution.sites.push(Site { id, name: name.to_owned(), position });
        self
    }

    /// # Panics
    /// Where there is one of that name.
    pub async fn create(self) -> InstitutionId {
        let Self { place, institution } = self;
        let tx = place.store().begin().await.expect("a transaction");
        store::institutions::put(&tx, &institution, false, place.now()).await.expect("an institution");
        super::note(&tx, place, "institution", institution.id.0).await;
        tx.commit().await.expect("committed");
        place.service().catch_up().await.expect("caught up");
        institution.id
    }
}

impl LeverBuilder<'_> {
    pub fn kind(mut self, kind: LeverKind) -> Self {
        self.lever.kind = kind;
        self
    }

    pub fn text(mut self, text: &str) -> Self {
        text.clone_into(&mut self.lever.text);
        self
    }

    pub fn themes(mut self, themes: &[Theme]) -> Self {
        self.lever.themes = themes.to_vec();
        self
    }

    pub fn remit(mut self, remit: Remit) -> Self {
        self.lever.remit = remit;
        self
    }

    /// # Panics
    /// Where its institution is not there.
    pub async fn create(self) -> LeverId {
        let Self { place, lever } = self;
        let tx = place.store().begin().await.expect("a transaction");
        store::institutions::put_lever(&tx, &lever, place.now()).await.expect("a lever");
        super::note(&tx, place, "lever", lever.id.0).await;
        tx.commit().await.expect("committed");
        place.service().catch_up().await.expect("caught up");
        lever.id
    }
}
