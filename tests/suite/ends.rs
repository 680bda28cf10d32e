//! Work that has to end by itself. No measurement: whoever waits here has found a loop in a loop.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Longer by far than what linear work on the texts of these tests takes on a slow machine without optimisation.
const PATIENCE: Duration = Duration::from_mins(5);

/// Does it on a thread of its own and fails where it does not end.
#[track_caller]
pub fn ends(name: &str, work: impl FnOnce() + Send + 'static) {
    let (done, waiting) = mpsc::channel();
    let thread = thread::spawn(move || {
        work();
        let _ = done.send(());
    });
    let waited = waiting.recv_timeout(PATIENCE);
    assert_ne!(waited, Err(RecvTimeoutError::Timeout), "{name}: no end after {PATIENCE:?}");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}
