//! A connection with deadlines (THREATS F4): who opens one and says nothing, or says it byte by byte, is dropped; who
//! has been served may keep it for a while.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

/// From the first byte of a request's head (or from the connection) to its last.
pub const HEAD: Duration = Duration::from_secs(8);
/// Between two requests, and while an answer finds no taker.
pub const IDLE: Duration = Duration::from_secs(75);

#[derive(Debug)]
pub struct Timed {
    stream: TcpStream,
    deadline: Pin<Box<Sleep>>,
    /// Counts the heads that were read whole; raised by the service.
    requests: Arc<AtomicU64>,
    seen: u64,
    in_head: bool,
}

impl Timed {
    pub fn new(stream: TcpStream, requests: Arc<AtomicU64>) -> Self {
        Self { stream, deadline: Box::pin(sleep(HEAD)), requests, seen: 0, in_head: true }
    }

    /// Ready when the time is over.
    fn poll_deadline(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let requests = self.requests.load(Ordering::Relaxed);
        if requests != self.seen {
            self.seen = requests;
            self.in_head = false;
            self.deadline.as_mut().reset(Instant::now() + IDLE);
        }
        self.deadline.as_mut().poll(cx)
    }

    fn extend(&mut self, cx: &mut Context<'_>, by: Duration) {
        self.deadline.as_mut().reset(Instant::now() + by);
        // Polled at once, so that it wakes this task.
        let _ = self.deadline.as_mut().poll(cx);
    }
}

fn over<T>() -> Poll<io::Result<T>> {
    Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
}

impl AsyncRead for Timed {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if this.poll_deadline(cx).is_ready() {
            return over();
        }
        let before = buf.filled().len();
        let read = Pin::new(&mut this.stream).poll_read(cx, buf);
        if read.is_ready() && buf.filled().len() > before && !this.in_head {
            this.in_head = true;
            this.extend(cx, HEAD);
        }
        read
    }
}

impl AsyncWrite for Timed {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        if this.poll_deadline(cx).is_ready() {
            return over();
        }
        let written = Pin::new(&mut this.stream).poll_write(cx, bytes);
        if written.is_ready() && !this.in_head {
            this.extend(cx, IDLE);
        }
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
