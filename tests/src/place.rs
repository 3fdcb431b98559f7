//! A place running in process.

use crate::builders::town;
use crate::{Browser, Clock, Database, Scratch};
use app::App;
use app::web::state::{Assets, Settings};
use axum::Router;
use domain::Time;
use domain::ids::{AccountId, ProposalId};
use service::{Service, Shell};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use store::{Store, StoreOptions};
use uuid::Uuid;

/// A server on a database of its own, with the made-up town of [`town`] in it. Cheap to clone.
#[derive(Clone)]
pub struct Place {
    scratch: Arc<Scratch>,
    clock: Arc<Clock>,
    service: Service,
    router: Router,
}

impl Place {
    /// # Panics
    /// Where the database cannot be made.
    pub async fn new(database: Database) -> Self {
        let scratch = Arc::new(Scratch::new(database).await);
        let clock = Arc::new(Clock::default());
        let store = scratch.open(StoreOptions::new(&scratch.url)).await;
        town::build(&store, &*clock).await;
        store.close().await.expect("closed");
        Self::start(scratch, clock, None).await
    }

    /// A second server on the same database and by the same clock, with indexes of its own. `patience` is how long
    /// its queries wait for a connection or a lock.
    pub async fn another_server(&self, patience: Option<Duration>) -> Self {
        Self::start(Arc::clone(&self.scratch), Arc::clone(&self.clock), patience).await
    }

    async fn start(scratch: Arc<Scratch>, clock: Arc<Clock>, patience: Option<Duration>) -> Self {
        let mut options = StoreOptions::new(&scratch.url);
        options.patience = patience.unwrap_or(options.patience);
        let store = scratch.open(options).await;
        let shell: Arc<dyn Shell> = Arc::<Clock>::clone(&clock);
        let service = Service::start(store, shell).await.expect("a service");
        let router = router(service.clone());
        Self { scratch, clock, service, router }
    }

    #[must_use]
    pub fn database(&self) -> Database {
        self.scratch.database()
    }

    #[must_use]
    pub fn service(&self) -> &Service {
        &self.service
    }

    #[must_use]
    pub fn store(&self) -> &Store {
        self.service.store()
    }

    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    #[must_use]
    pub fn now(&self) -> Time {
        self.clock.now()
    }

    #[must_use]
    pub fn fresh_id(&self) -> Uuid {
        self.clock.fresh_id()
    }

    /// The whole router, as the binary serves it.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.router(), SocketAddr::from(([192, 0, 2, 1], 50_000)))
    }

    /// How many queries `work` takes on this server.
    pub async fn queries<F: Future>(&self, work: F) -> (F::Output, u64) {
        let before = self.store().queries();
        let output = work.await;
        (output, self.store().queries() - before)
    }

    /// The count of supports as shown.
    ///
    /// # Panics
    /// Where the database fails.
    pub async fn support_count(&self, id: ProposalId) -> u32 {
        store::proposals::supports(self.store(), id).await.expect("a count")
    }

    /// What someone did to a subject, oldest first, as the audit log has it.
    ///
    /// # Panics
    /// Where the database fails.
    pub async fn done_by(&self, who: AccountId, subject: Uuid) -> Vec<String> {
        let events = store::audit::about(self.store(), subject, 1_000).await.expect("the log");
        let own = events.into_iter().rev().filter(|(_, actor, _)| *actor == Some(who));
        own.map(|(.., action)| action).collect()
    }

    /// Recounts everything and fails where a stored count was not that of its rows.
    ///
    /// # Panics
    /// Where a count was wrong.
    #[track_caller]
    pub fn assert_counts(&self) -> impl Future<Output = ()> {
        let (service, caller) = (self.service.clone(), std::panic::Location::caller());
        async move {
            let wrong = service.recount().await.expect("a recount");
            assert_eq!(wrong, service::Recount::default(), "stored counts were wrong at {caller}");
        }
    }
}

/// The router over a service, with the settings of tests.
pub fn router(service: Service) -> Router {
    router_over(service, None).expect("no basemap")
}

/// The same with a basemap as the setting `basemap` would have it.
///
/// # Errors
/// Where the setting is not taken.
pub fn router_over(service: Service, basemap: Option<&str>) -> Result<Router, String> {
    let base_url = format!("http://{}", crate::browser::HOST);
    let (basemap, archive) = server::tiles::settle(basemap).map_err(|error| format!("{error:#}"))?;
    let assets = Assets::default();
    let settings = Settings { demo: false, base_url, assets, basemap, basemap_attribution: None };
    Ok(server::http::router_with(App { service, settings: Arc::new(settings) }, archive))
}
