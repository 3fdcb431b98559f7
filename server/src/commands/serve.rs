//! `fulcrum serve`.

use crate::config::{Config, DatabaseArgs, ServeArgs};
use crate::http::Sessions;
use anyhow::Context;
use app::App;
use app::web::state::Settings;
use axum::serve::ListenerExt;
use clap::Args;
use service::Service;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tower_sessions::ExpiredDeletion;

#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    settings: ServeArgs,
}

impl Serve {
    pub(super) async fn run(&self, database: &DatabaseArgs) -> anyhow::Result<ExitCode> {
        log();
        let (config, service) = super::open::service(database, &self.settings).await?;
        serve(&config, service, false).await
    }
}

/// Serves until it is told to stop, then lets requests finish.
pub(super) async fn serve(config: &Config, service: Service, demo: bool) -> anyhow::Result<ExitCode> {
    let (basemap, archive) = crate::tiles::settle(config.basemap.as_deref())?;
    let settings = Settings {
        demo,
        base_url: config.base_url.clone(),
        assets: crate::assets::addresses(),
        basemap,
        basemap_attribution: config.basemap_attribution.clone(),
    };
    let following = tokio::spawn(service.clone().follow());
    let matching = tokio::spawn(service.clone().keep_matched());
    let clearing = tokio::spawn(clear_sessions(Sessions::new(service.clone())));
    let app = App { service: service.clone(), settings: Arc::new(settings) };
    let router = crate::http::router_with(app, archive);
    let listener = TcpListener::bind(config.addr).await.with_context(|| {
        format!("{} cannot be listened on; is another server there? Try --addr", config.addr)
    })?;
    println!("Fulcrum is at {}", config.base_url);
    let warming = tokio::spawn(warm_up(service.clone()));
    // Without it a streamed page waits for a delayed acknowledgement.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(told_to_stop())
        .await?;
    warming.abort();
    following.abort();
    matching.abort();
    clearing.abort();
    Ok(ExitCode::SUCCESS)
}

/// A moment later, so that whoever waits for the server is answered first.
async fn warm_up(service: Service) {
    tokio::time::sleep(Duration::from_millis(500)).await;
    service.warm_up().await;
}

async fn clear_sessions(sessions: Sessions) {
    let mut ticks = tokio::time::interval(Duration::from_secs(3600));
    loop {
        ticks.tick().await;
        if let Err(error) = sessions.delete_expired().await {
            tracing::warn!(%error, "expired sessions could not be cleared");
        }
    }
}

async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
        }
        Err(_) => {
            let _ = interrupt.await;
        }
    }
    tracing::info!("stopping: requests under way are finished first");
}

/// Logs to standard error; `RUST_LOG` chooses what.
pub(super) fn log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,server=info,service=info,app=info"));
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
