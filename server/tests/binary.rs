//! The binary itself, as it stands in a folder of its own: what it makes, which settings it goes by, how it ends.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// An empty folder, gone when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("fulcrum-binary-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    /// The binary with nothing from outside but what a test sets.
    fn fulcrum(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fulcrum"));
        command.args(args).current_dir(&self.0).env_clear().stdin(Stdio::null());
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

/// A server that is killed where a test leaves it.
struct Server {
    process: Child,
    /// What it said when it began to listen.
    said: String,
}

impl Server {
    fn start(command: &mut Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs");
        let mut said = String::new();
        BufReader::new(process.stdout.take().expect("its output")).read_line(&mut said).expect("a line");
        Self { process, said }
    }

    /// Asks it to end.
    fn terminate(&self) {
        let told = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status();
        assert!(told.expect("kill runs").success());
    }

    /// The code it ended with.
    fn code(mut self) -> Option<i32> {
        self.process.wait().expect("it ends").code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// A port that nobody listens on.
fn port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port()
}

fn get(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("somebody listens");
    write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").expect("asked");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

fn failed(output: &Output) -> String {
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn an_empty_folder_is_enough_and_two_servers_share_it() {
    let folder = Folder::new();
    let (one, other) = (port(), port());
    let serve =
        |port: u16| Server::start(&mut folder.fulcrum(&["serve", "--addr", &format!("127.0.0.1:{port}")]));
    let first = serve(one);
    assert_eq!(first.said, format!("Fulcrum is at http://127.0.0.1:{one}\n"));
    assert!(folder.0.join("data/fulcrum.db").is_file());
    let second = serve(other);
    for port in [one, other] {
        assert!(get(port, "/ready").starts_with("HTTP/1.1 200 OK"));
        assert!(get(port, "/").contains("<h1>"));
    }
    for server in [first, second] {
        server.terminate();
        assert_eq!(server.code(), Some(0));
    }
}

#[test]
fn a_request_under_way_is_finished_before_the_end() {
    let folder = Folder::new();
    let port = port();
    let server = Server::start(&mut folder.fulcrum(&["serve", "--addr", &format!("127.0.0.1:{port}")]));
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
    let form = "email=ana%40example.org&password=three+words+together&display_name=Ana";
    let (begun, rest) = form.split_at(20);
    let kind = "application/x-www-form-urlencoded";
    write!(
        stream,
        "POST /sign-up HTTP/1.1\r\nhost: localhost\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n{begun}",
        form.len()
    )
    .expect("begun");
    // Another request on its own connection is answered after ours was taken up.
    assert!(get(port, "/health").starts_with("HTTP/1.1 200"));
    server.terminate();
    while TcpStream::connect(("127.0.0.1", port)).is_ok() {
        std::thread::yield_now();
    }
    stream.write_all(rest.as_bytes()).expect("finished");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    assert_eq!(server.code(), Some(0));
}

#[test]
fn a_flag_goes_before_the_environment_and_that_before_the_file() {
    let folder = Folder::new();
    let [file, variable, flag] = [(); 3].map(|()| format!("127.0.0.1:{}", port()));
    let settings = format!("addr = \"{file}\"\ndatabase_url = \"sqlite://from-file/f.db\"\n");
    fs::write(folder.0.join("fulcrum.toml"), settings).expect("a file");
    let said = |args: &[&str], env: &[(&str, &str)]| {
        Server::start(folder.fulcrum(args).envs(env.iter().copied())).said.clone()
    };
    let env = [("FULCRUM_ADDR", variable.as_str()), ("DATABASE_URL", "sqlite://from-env/e.db")];
    assert_eq!(said(&["serve"], &[]), format!("Fulcrum is at http://{file}\n"));
    assert!(folder.0.join("from-file/f.db").is_file() && !folder.0.join("from-env").exists());
    assert_eq!(said(&["serve"], &env), format!("Fulcrum is at http://{variable}\n"));
    assert!(folder.0.join("from-env/e.db").is_file());
    let args = ["serve", "--addr", &flag, "--database-url", "sqlite://from-flag/g.db"];
    assert_eq!(said(&args, &env), format!("Fulcrum is at http://{flag}\n"));
    assert!(folder.0.join("from-flag/g.db").is_file());
}

#[test]
fn what_is_wrong_with_the_settings_is_said() {
    let folder = Folder::new();
    let run = |args: &[&str]| failed(&folder.fulcrum(args).output().expect("it runs"));
    assert!(run(&["serve", "--database-url", "mysql://x"]).contains("must begin with sqlite: or postgres:"));
    assert!(run(&["serve", "--config", "nowhere.toml"]).contains("nowhere.toml cannot be read"));
    fs::write(folder.0.join("fulcrum.toml"), "adress = \"127.0.0.1:1\"\n").expect("a file");
    let said = run(&["serve"]);
    assert!(said.contains("fulcrum.toml does not read") && said.contains("adress"), "{said}");
}

#[test]
fn a_database_that_is_away_and_an_address_that_is_taken_are_said() {
    let folder = Folder::new();
    let away = format!("postgres://nobody@127.0.0.1:{}/none", port());
    let said = failed(&folder.fulcrum(&["serve", "--database-url", &away]).output().expect("it runs"));
    assert!(said.contains("the database cannot be reached"), "{said}");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let addr = taken.local_addr().expect("its address").to_string();
    let said = failed(&folder.fulcrum(&["serve", "--addr", &addr]).output().expect("it runs"));
    assert!(said.contains("is another server there? Try --addr"), "{said}");
}

#[test]
fn the_command_line_tells_what_there_is() {
    let folder = Folder::new();
    let help = folder.fulcrum(&["--help"]).output().expect("it runs");
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    for command in ["serve", "demo", "migrate", "admin", "import", "match", "allocate", "audit"] {
        assert!(help.contains(&format!("\n  {command} ")), "{command}: {help}");
    }
    let run = |args: &[&str]| folder.fulcrum(args).output().expect("it runs");
    assert!(run(&["migrate"]).status.success());
    assert!(run(&["audit"]).status.success());
    assert!(Path::new(&folder.0).join("data/fulcrum.db").is_file());
    assert!(failed(&run(&["admin", "grant", "ana@example.org", "admin"])).contains("sign up first"));
    assert!(failed(&run(&["admin", "grant", "ana@example.org", "mayor"])).contains("mayor is no role"));
}
