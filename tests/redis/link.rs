//! A network between a process and Redis that can be slow, or be cut.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until};

/// Passes connections on to a server on loopback, as long as the test runs.
pub(crate) struct Link {
    port: u16,
    cut: watch::Sender<bool>,
}

impl Link {
    /// Passes connections on to this port. Each byte arrives `delay` after it was sent.
    pub(crate) async fn to(port: u16, delay: Duration) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let (cut, is_cut) = watch::channel(false);
        let link = Self { port: listener.local_addr()?.port(), cut };
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(pass_on(near, port, delay, is_cut.clone()));
            }
        });
        Ok(link)
    }

    /// The URL of the Redis at the other end.
    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Cuts the network. Connections stay open, and carry nothing any more.
    pub(crate) fn cut(&self) {
        self.cut.send_replace(true);
    }

    /// Restores the network, for connections that are opened from now on.
    pub(crate) fn restore(&self) {
        self.cut.send_replace(false);
    }
}

async fn pass_on(near: TcpStream, port: u16, delay: Duration, mut is_cut: watch::Receiver<bool>) {
    let Ok(far) = TcpStream::connect(("127.0.0.1", port)).await else { return };
    let ((near_in, near_out), (far_in, far_out)) = (near.into_split(), far.into_split());
    let both = async { tokio::join!(copy(near_in, far_out, delay), copy(far_in, near_out, delay)) };
    let mut both = std::pin::pin!(both);
    let is_cut = async { is_cut.wait_for(|cut| *cut).await.is_ok() };
    let was_cut = tokio::select! {
        biased;
        was_cut = is_cut => was_cut,
        _ = &mut both => false,
    };
    if was_cut {
        // With the connections still open.
        std::future::pending::<()>().await;
    }
}

async fn copy(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, delay: Duration) {
    let (sender, mut parts) = mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    let read = async move {
        let mut buffer = vec![0; 16 << 10];
        while let Ok(count @ 1..) = from.read(&mut buffer).await {
            if sender.send((Instant::now() + delay, buffer[..count].to_vec())).is_err() {
                return;
            }
        }
    };
    let write = async move {
        while let Some((at, part)) = parts.recv().await {
            sleep_until(at).await;
            if to.write_all(&part).await.is_err() {
                return;
            }
        }
    };
    tokio::join!(read, write);
}
