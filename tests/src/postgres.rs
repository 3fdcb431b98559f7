//! A PostgreSQL cluster that the tests start themselves from the installed server binaries.
//!
//! It listens on a socket in a folder of its own, never on the network, trades durability for speed, and ends with
//! the test process however that ends: a small shell waits for the other end of a pipe to close.

use crate::database::fresh_folder;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use store::{Store, StoreOptions};
use tokio::sync::OnceCell;

const TEMPLATE: &str = "fulcrum-template";
const MISSING: &str = "\n\
    The tests run on PostgreSQL too and need its server's programs (initdb, pg_ctl), which were not found.\n\
    Install them: apt-get install postgresql\n";
const NO_USER: &str = "\n\
    PostgreSQL refuses to run as root, and there is no user `postgres` to run it as.\n\
    Install it with its user: apt-get install postgresql\n";

/// A running cluster.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    /// Ends the cluster when our end of its input closes.
    _warden: Child,
}

impl Cluster {
    /// The one that this process's tests share, with the schema in its template database.
    ///
    /// # Panics
    /// Where PostgreSQL is not installed or does not start.
    pub async fn shared() -> &'static Self {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        static TEMPLATE_MADE: OnceCell<()> = OnceCell::const_new();
        let cluster = SHARED.get_or_init(Self::start);
        TEMPLATE_MADE.get_or_init(|| cluster.make_template()).await;
        cluster
    }

    /// A fresh cluster without the schema.
    ///
    /// # Panics
    /// As [`Cluster::shared`].
    #[must_use]
    pub fn start() -> Self {
        let folder = fresh_folder();
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).expect("a private folder");
        if let Some(user) = stand_in() {
            std::os::unix::fs::chown(&folder, Some(user), None).expect("a folder of the user postgres");
        }
        let data = folder.join("data");
        let init = ["-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"];
        finish(program("initdb").arg("-D").arg(&data).args(init));
        let cluster = Self { _warden: warden(&folder, &data), folder };
        cluster.resume();
        cluster
    }

    /// Starts the server again after [`Cluster::stop`].
    ///
    /// # Panics
    /// Where it does not start.
    pub fn resume(&self) {
        let options = format!(
            "-k {} -c listen_addresses='' -F -c synchronous_commit=off -c full_page_writes=off \
             -c max_connections=200",
            self.folder.display()
        );
        let mut start = program("pg_ctl");
        start.arg("-D").arg(self.folder.join("data")).arg("-l").arg(self.folder.join("log"));
        finish(start.args(["-w", "-o", &options, "start"]));
    }

    /// Takes the server away, connections and all; what was committed stays.
    ///
    /// # Panics
    /// Where it does not stop.
    pub fn stop(&self) {
        finish(program("pg_ctl").arg("-D").arg(self.folder.join("data")).args(["-m", "fast", "stop"]));
    }

    /// The address of one of its databases.
    #[must_use]
    pub fn url(&self, name: &str) -> String {
        format!("postgres://postgres@localhost/{name}?host={}", self.folder.display())
    }

    /// Makes a database with the schema.
    ///
    /// # Panics
    /// Where it cannot be made.
    pub fn create(&self, name: &str) {
        self.sql(&format!("CREATE DATABASE \"{name}\" TEMPLATE \"{TEMPLATE}\""));
    }

    /// Makes a database without the schema.
    ///
    /// # Panics
    /// Where it cannot be made.
    pub fn create_empty(&self, name: &str) {
        self.sql(&format!("CREATE DATABASE \"{name}\""));
    }

    pub(crate) fn drop_database(&self, name: &str) {
        self.sql(&format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)"));
    }

    async fn make_template(&self) {
        self.create_empty(TEMPLATE);
        let store = Store::connect(&StoreOptions::new(self.url(TEMPLATE))).await.expect("the template");
        store.migrate().await.expect("the template can be migrated");
        store.close().await.expect("the template can be closed");
    }

    fn sql(&self, sql: &str) {
        let mut psql = Command::new(binaries().join("psql"));
        psql.arg("-h").arg(&self.folder).args([
            "-U",
            "postgres",
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            sql,
        ]);
        finish(&mut psql);
    }
}

/// Outlives us by a moment: stops the server and clears its folder away.
fn warden(folder: &Path, data: &Path) -> Child {
    let stop = program("pg_ctl");
    let words = std::iter::once(stop.get_program()).chain(stop.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy().into_owned()).collect();
    let script = format!(
        "trap '' INT HUP TERM; cat; {} -D {data} -m immediate stop; rm -rf {folder}",
        words.join(" "),
        data = data.display(),
        folder = folder.display(),
    );
    let mut shell = Command::new("sh");
    shell.args(["-c", &script]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    shell.process_group(0).spawn().expect("a shell")
}

/// One of the server's programs, run as `postgres` where we are root.
fn program(name: &str) -> Command {
    let path = binaries().join(name);
    if stand_in().is_none() {
        return Command::new(path);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]).arg(path).current_dir("/");
    command
}

/// The user to run the server as, where we are root.
fn stand_in() -> Option<u32> {
    static USER: OnceLock<Option<u32>> = OnceLock::new();
    *USER.get_or_init(|| {
        if id(&["-u"]) != Some(0) {
            return None;
        }
        Some(id(&["-u", "postgres"]).expect(NO_USER))
    })
}

fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

/// Where the newest installed server's programs are: Debian keeps them off the path.
fn binaries() -> &'static Path {
    static FOUND: OnceLock<PathBuf> = OnceLock::new();
    FOUND.get_or_init(|| {
        let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let debian = debian.map(|version| version.path().join("bin"));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut all: Vec<PathBuf> = std::env::split_paths(&path).chain(debian).collect();
        all.retain(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file());
        all.sort_by_key(|folder| version(folder));
        all.pop().expect(MISSING)
    })
}

/// 15 of `/usr/lib/postgresql/15/bin`.
fn version(folder: &Path) -> u32 {
    let name = folder.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    name.and_then(|name| name.parse().ok()).unwrap_or(0)
}

fn finish(command: &mut Command) {
    let output = command.stdin(Stdio::null()).output();
    let output = output.unwrap_or_else(|error| panic!("{command:?} cannot be run: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed: {said}");
}
