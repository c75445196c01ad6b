//! Drives Chromium over its debugging protocol: clicks, keys and screenshots.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures::{SinkExt, StreamExt};
use mindtrace_discord::Result;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// The timeout of each wait; long, because the machine may be busy.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Numbers the browsers, because each needs its own profile.
static OPENED: AtomicU32 = AtomicU32::new(0);

/// The folder for screenshots: the one in `PICTURES`, relative to the workspace, else the temporary directory.
pub(crate) fn pictures() -> PathBuf {
    match std::env::var_os("PICTURES") {
        Some(folder) => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(folder),
        None => std::env::temp_dir(),
    }
}

/// A page in a browser that ends with the test.
pub(crate) struct Page {
    _browser: Child,
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    session: String,
    number: u64,
}

impl Page {
    /// Opens a URL in a window of 1280 by 1000 pixels.
    pub(crate) async fn open(url: &str) -> Result<Self> {
        let number = OPENED.fetch_add(1, Ordering::Relaxed);
        let profile = std::env::temp_dir().join(format!("chromium-{}-{number}", std::process::id()));
        let mut browser = Command::new("chromium")
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--window-size=1280,1000",
            ])
            .args([
                "--remote-debugging-port=0",
                &format!("--user-data-dir={}", profile.display()),
                "about:blank",
            ])
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let mut lines = BufReader::new(browser.stderr.take().ok_or("no stderr")?).lines();
        let address = loop {
            let line = lines.next_line().await?.ok_or("the browser ended")?;
            if let Some((_, address)) = line.split_once("DevTools listening on ") {
                break address.to_owned();
            }
        };
        // The rest is read and dropped, because a full pipe would block the browser.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        let (socket, _) = connect_async(address).await?;
        let mut page = Self { _browser: browser, socket, session: String::new(), number: 0 };
        let target = page.send("Target.createTarget", json!({ "url": url })).await?;
        let target = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = page.send("Target.attachToTarget", target).await?;
        attached["sessionId"].as_str().ok_or("no session")?.clone_into(&mut page.session);
        // Before, a look at the page would find the empty document that every target begins with.
        page.until("location.href !== 'about:blank' && document.readyState === 'complete'").await?;
        Ok(page)
    }

    /// Evaluates an expression in the page.
    pub(crate) async fn eval(&mut self, expression: &str) -> Result<Value> {
        let wanted = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.send("Runtime.evaluate", wanted).await?;
        match answer.get("exceptionDetails") {
            Some(error) => Err(format!("{expression}: {error}").into()),
            None => Ok(answer["result"]["value"].clone()),
        }
    }

    /// Waits until an expression is true.
    pub(crate) async fn until(&mut self, expression: &str) -> Result<()> {
        let wait = format!(
            "new Promise((done) => {{ const look = () => ({expression}) ? done(true) : requestAnimationFrame(look); look(); }})"
        );
        let waiting = async {
            loop {
                match self.eval(&wait).await {
                    Err(error) if is_navigation(&error.to_string()) => {}
                    done => break done.map(drop),
                }
            }
        };
        if let Ok(done) = tokio::time::timeout(TIMEOUT, waiting).await {
            return done;
        }
        let screenshot = std::env::temp_dir().join(format!("never-{}.png", std::process::id()));
        self.picture(false, &screenshot).await?;
        Err(format!("{expression} did not become true; {} shows the page", screenshot.display()).into())
    }

    /// Loads the page again. `until` then looks at the new document only.
    pub(crate) async fn reload(&mut self) -> Result<()> {
        self.eval("window.isOld = true").await?;
        self.send("Page.reload", json!({})).await?;
        self.until("!window.isOld && document.readyState === 'complete'").await
    }

    /// Clicks the middle of the first element that a selector finds, with mouse events.
    pub(crate) async fn click(&mut self, selector: &str) -> Result<()> {
        let selector = json!(selector);
        let middle = |condition: &str| {
            format!(
                "((found) => {{ if (!found) return null; found.scrollIntoView({{block: 'center'}}); \
                 const box = found.getBoundingClientRect(); const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]; \
                 return {condition} ? [x, y] : null; }})(document.querySelector({selector}))"
            )
        };
        // Some elements are visible only while the pointer is over them.
        let visible = middle("box.width > 0");
        self.until(&visible).await?;
        let point = self.eval(&visible).await?;
        let moved = json!({ "type": "mouseMoved", "x": point[0], "y": point[1] });
        self.send("Input.dispatchMouseEvent", moved).await?;
        // No other element covers it.
        let free = middle("found.contains(document.elementFromPoint(x, y))");
        self.until(&free).await?;
        let point = self.eval(&free).await?;
        for kind in ["mousePressed", "mouseReleased"] {
            let event =
                json!({ "type": kind, "x": point[0], "y": point[1], "button": "left", "clickCount": 1 });
            self.send("Input.dispatchMouseEvent", event).await?;
        }
        Ok(())
    }

    /// Types into the focused element.
    pub(crate) async fn types(&mut self, text: &str) -> Result<()> {
        self.send("Input.insertText", json!({ "text": text })).await.map(drop)
    }

    /// Presses a key, such as Enter.
    pub(crate) async fn press(&mut self, key: &str, code: u32, text: &str) -> Result<()> {
        for kind in ["keyDown", "keyUp"] {
            let event =
                json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text });
            self.send("Input.dispatchKeyEvent", event).await?;
        }
        Ok(())
    }

    /// Makes the window as large as a phone's, 390 by 844 pixels.
    pub(crate) async fn small(&mut self) -> Result<()> {
        let size = json!({ "width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": true });
        self.send("Emulation.setDeviceMetricsOverride", size).await.map(drop)
    }

    /// Takes a screenshot; `dark` emulates the color scheme `dark`.
    pub(crate) async fn picture(&mut self, dark: bool, file: &Path) -> Result<()> {
        let scheme = if dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.send("Emulation.setEmulatedMedia", media).await?;
        let picture = self.send("Page.captureScreenshot", json!({ "format": "png" })).await?;
        let bytes = STANDARD.decode(picture["data"].as_str().ok_or("no picture")?)?;
        std::fs::write(file, bytes)?;
        Ok(())
    }

    async fn send(&mut self, method: &str, params: Value) -> Result<Value> {
        self.number += 1;
        let number = self.number;
        let mut request = json!({ "id": number, "method": method, "params": params });
        if !self.session.is_empty() {
            request["sessionId"] = json!(self.session);
        }
        self.socket.send(Message::text(request.to_string())).await?;
        loop {
            let frame = self.socket.next().await.ok_or("the browser has closed the connection")??;
            let Message::Text(text) = frame else { continue };
            let answer: Value = serde_json::from_str(&text)?;
            if answer["id"] == number {
                if let Some(error) = answer.get("error") {
                    return Err(format!("{method}: {error}").into());
                }
                return Ok(answer["result"].clone());
            }
        }
    }
}

/// Returns whether an expression was not evaluated because the page navigated meanwhile. Chromium has two messages for it.
fn is_navigation(error: &str) -> bool {
    ["context was destroyed", "navigated or closed"].iter().any(|message| error.contains(message))
}
