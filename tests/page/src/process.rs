//! A program that runs as long as a test needs it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};

use crate::Result;

/// How long a program may take to say that it is ready.
const READY_WITHIN: Duration = Duration::from_secs(30);

/// How often a program that does not say so is asked.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// A child process; dropped, it is killed.
#[derive(Debug)]
pub struct Process(Child);

impl Process {
    /// Starts a program and reads what it prints until `ready` finds what it looks for in a line.
    pub fn start<T: Send + 'static>(
        mut command: Command,
        ready: impl Fn(&str) -> Option<T> + Send + 'static,
    ) -> Result<(Self, T)> {
        let program = command.get_program().to_string_lossy().into_owned();
        let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut process = Self(started.with_context(|| format!("{program} does not start"))?);
        let lines = BufReader::new(process.0.stdout.take().context("its output is piped")?).lines();
        let (found, finding) = mpsc::channel();
        // It reads to the end: a full pipe would stop the program.
        thread::spawn(move || {
            for line in lines.map_while(std::io::Result::ok) {
                if let Some(value) = ready(&line) {
                    // Nobody waits any longer for a second one.
                    let _ = found.send(value);
                }
            }
        });
        match finding.recv_timeout(READY_WITHIN) {
            Ok(value) => Ok((process, value)),
            Err(RecvTimeoutError::Timeout) => bail!("{program} was not ready within {READY_WITHIN:?}"),
            Err(RecvTimeoutError::Disconnected) => bail!("{program} ended before it was ready"),
        }
    }

    /// Starts a program that says nothing, and waits until it listens on a port.
    pub fn listening(mut command: Command, port: u16) -> Result<Self> {
        let program = command.get_program().to_string_lossy().into_owned();
        let started = Instant::now();
        let mut process = Self(command.stdin(Stdio::null()).spawn().with_context(|| format!("{program} does not start"))?);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            ensure!(process.0.try_wait()?.is_none(), "{program} ended before it was ready");
            ensure!(started.elapsed() < READY_WITHIN, "{program} was not ready within {READY_WITHIN:?}");
            thread::sleep(LOOK_EVERY);
        }
        Ok(process)
    }
}

impl Process {
    /// Kills those among the processes below this one whose command line has these words, and says how many they were.
    pub fn kill_below(&self, words: &str) -> Result<usize> {
        let mut below = vec![self.0.id()];
        let mut killed = 0;
        while let Some(parent) = below.pop() {
            for child in children(parent) {
                let line = fs::read(format!("/proc/{child}/cmdline")).unwrap_or_default();
                let line = String::from_utf8_lossy(&line).replace('\0', " ");
                if line.contains(words) {
                    ensure!(Command::new("kill").args(["-KILL", &child.to_string()]).status()?.success(), "{child} lives on");
                    killed += 1;
                }
                below.push(child);
            }
        }
        Ok(killed)
    }
}

fn children(parent: u32) -> Vec<u32> {
    // Each thread has children of its own.
    let threads = fs::read_dir(format!("/proc/{parent}/task")).into_iter().flatten().flatten();
    let lists = threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
    lists.flat_map(|list| list.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<_>>()).collect()
}

impl Drop for Process {
    fn drop(&mut self) {
        // One that has ended already is only reaped.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
