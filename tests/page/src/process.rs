//! Programs that run while a test needs them.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};

use crate::Result;

/// The time limit until a program is ready.
const READY_WITHIN: Duration = Duration::from_secs(30);

/// The interval of checks of a program that prints nothing.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Runs a program in its own process group. When the program ends, or its standard input is closed
/// because the test has dropped it or was killed, all processes of the group are ended. Then the
/// program's folder is deleted.
const LEASH: &str = r#"
folder=$1
shift
trap : TERM
exec 3<&0
# What does not end when it is asked to is killed after five seconds, and this shell with it.
(trap '' TERM; exec >/dev/null 2>&1; cat <&3; kill -TERM 0; sleep 5; kill -KILL 0) &
"$@" </dev/null 3<&-
trap '' TERM
exec >/dev/null 2>&1 3<&-
kill -TERM 0
# What is ending may still write to its folder.
for try in 1 2 3 4 5 6 7 8 9 10; do
  [ -z "$folder" ] || rm -rf "$folder" && break
  sleep 0.1
done
kill -KILL 0
"#;

/// A running program. On drop, it is ended with its children.
#[derive(Debug)]
pub struct Process {
    leash: Child,
    /// Whether the standard output is closed, which is so after the program and its children have
    /// ended.
    has_ended: Arc<AtomicBool>,
}

impl Process {
    /// Starts a program, and reads its output until `ready` returns a value for a line. Its folder,
    /// if there is one, is deleted when it has ended.
    ///
    /// # Errors
    /// It does not start, ends, or prints no such line in time.
    pub fn start<T: Send + 'static>(
        command: &Command,
        folder: Option<&Path>,
        ready: impl Fn(&str) -> Option<T> + Send + 'static,
    ) -> Result<(Self, T)> {
        let (found, finding) = mpsc::channel();
        let process = Self::leashed(command, folder, move |line| {
            if let Some(value) = ready(line) {
                // A second one has no receiver.
                let _ = found.send(value);
            }
        })?;
        let program = command.get_program().display();
        match finding.recv_timeout(READY_WITHIN) {
            Ok(value) => Ok((process, value)),
            Err(RecvTimeoutError::Timeout) => {
                bail!("{program} was not ready within {READY_WITHIN:?}")
            }
            Err(RecvTimeoutError::Disconnected) => bail!("{program} ended before it was ready"),
        }
    }

    /// Starts a program that prints nothing, and waits until it listens on a port.
    ///
    /// # Errors
    /// It does not start, ends, or does not listen in time.
    pub fn listening(command: &Command, folder: Option<&Path>, port: u16) -> Result<Self> {
        let started = Instant::now();
        let process = Self::leashed(command, folder, |_| {})?;
        let program = command.get_program().display();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            ensure!(
                !process.has_ended.load(Ordering::Relaxed),
                "{program} ended before it was ready"
            );
            ensure!(
                started.elapsed() < READY_WITHIN,
                "{program} was not ready within {READY_WITHIN:?}"
            );
            thread::sleep(LOOK_EVERY);
        }
        Ok(process)
    }

    /// Starts a program, and passes on each line of its output.
    fn leashed(
        command: &Command,
        folder: Option<&Path>,
        mut line: impl FnMut(&str) + Send + 'static,
    ) -> Result<Self> {
        let program = command.get_program();
        let mut leash = Command::new("sh");
        leash
            .args(["-c", LEASH, "leash"])
            .arg(folder.unwrap_or(Path::new("")))
            .arg(program)
            .args(command.get_args());
        leash.envs(
            command
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        // Browsers log warnings on machines without a screen, a sound card, or a bus.
        leash.stderr(if folder.is_some() {
            Stdio::null()
        } else {
            Stdio::inherit()
        });
        let started = leash
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut leash = started.with_context(|| format!("{} does not start", program.display()))?;
        let lines = BufReader::new(leash.stdout.take().context("its output is piped")?).lines();
        let has_ended = Arc::new(AtomicBool::new(false));
        let ended = has_ended.clone();
        // The output is read to its end, because a full pipe would block the program.
        thread::spawn(move || {
            lines
                .map_while(std::io::Result::ok)
                .for_each(|text| line(&text));
            ended.store(true, Ordering::Relaxed);
        });
        Ok(Self { leash, has_ended })
    }
}

impl Process {
    /// Kills the descendants of this process whose command line contains these words. Returns their
    /// number.
    pub fn kill_below(&self, words: &str) -> Result<usize> {
        let mut below = vec![self.leash.id()];
        let mut killed = 0;
        while let Some(parent) = below.pop() {
            for child in children(parent) {
                let line = fs::read(format!("/proc/{child}/cmdline")).unwrap_or_default();
                let line = String::from_utf8_lossy(&line).replace('\0', " ");
                if line.contains(words) {
                    ensure!(
                        Command::new("kill")
                            .args(["-KILL", &child.to_string()])
                            .status()?
                            .success(),
                        "{child} lives on"
                    );
                    killed += 1;
                }
                below.push(child);
            }
        }
        Ok(killed)
    }
}

fn children(parent: u32) -> Vec<u32> {
    // Each thread has its own children.
    let threads = fs::read_dir(format!("/proc/{parent}/task"))
        .into_iter()
        .flatten()
        .flatten();
    let lists =
        threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
    lists
        .flat_map(|list| {
            list.split_whitespace()
                .filter_map(|id| id.parse().ok())
                .collect::<Vec<_>>()
        })
        .collect()
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.leash.stdin.take());
        // A process that has already ended is only reaped.
        let _ = self.leash.wait();
    }
}
