// Hands one thing over to Whence when a person chose that in the menu: the bytes of a picture, video or sound where the
// page gives them, else its address, about which Whence asks before anything is downloaded. Nothing of it comes back but
// whether it was taken. What may be said is fixed by the host: verify/features/links/browser/host.py.
"use strict";

const HOST = "org.whence.browser";
const LIMIT_BYTES = 64 * 1024 * 1024; // of a file
const PIECE_BYTES = 512 * 1024; // of one message, before base64
const MENU = { picture: ["image"], video: ["video", "audio"], link: ["link"] };

class Refused extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

chrome.runtime.onInstalled.addListener(() => {
  chrome.contextMenus.removeAll(() => {
    for (const [id, contexts] of Object.entries(MENU)) {
      chrome.contextMenus.create({ id, contexts, title: chrome.i18n.getMessage(`menu_${id}`) });
    }
  });
});

chrome.contextMenus.onClicked.addListener(handOver);

// Do what the menu says, and show on the button whether Whence took it.
async function handOver(info, tab) {
  let answer;
  try {
    answer = info.menuItemId === "link" ? await sendAddress(info.linkUrl) : await sendMedia(info, tab);
  } catch (error) {
    answer = { taken: false, reason: error.reason || "failed" };
  }
  const said = answer.taken ? "taken" : `reason_${answer.reason}`;
  const words = chrome.i18n.getMessage(said) || chrome.i18n.getMessage("reason_failed");
  await chrome.action.setBadgeText({ text: answer.taken ? "✓" : "!" });
  await chrome.action.setTitle({ title: words });
  return answer;
}

// The page's own bytes are better: a server may give others to who is not logged in, or none.
async function sendMedia(info, tab) {
  let answer;
  try {
    answer = await sendBytes(info, tab);
  } catch (error) {
    answer = { taken: false, reason: error.reason || "no_bytes" };
  }
  return answer.taken || !isUsable(info.srcUrl) ? answer : await sendAddress(info.srcUrl);
}

// Whether Whence can be told this address; it refuses what it could not ask for itself.
function isUsable(address) {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url?.protocol === "https:" && !url.port && !url.username && !url.password && address.length <= 2000;
}

async function sendAddress(address) {
  if (!isUsable(address)) {
    throw new Refused("bad_address");
  }
  const host = connect();
  host.port.postMessage({ address });
  return await host.answer;
}

async function sendBytes(info, tab) {
  const name = `bytes ${crypto.randomUUID()}`; // of the one port that is listened to
  const about = {
    address: isUsable(info.srcUrl) ? info.srcUrl : "",
    login: !info.srcUrl.toLowerCase().startsWith("data:"), // a page asks with the user's log-in where it likes
  };
  let host = null;
  let ended = false;
  const sent = new Promise((resolve, reject) => {
    const listen = (port) => {
      if (port.name !== name || port.sender.id !== chrome.runtime.id) {
        return;
      }
      chrome.runtime.onConnect.removeListener(listen);
      port.onMessage.addListener((piece) => {
        if (ended) {
          return;
        }
        if (!host) {
          host = connect();
          host.answer.then(resolve, reject).finally(() => (ended = true));
        }
        host.port.postMessage({ bytes: piece.bytes, type: piece.type, last: piece.last, ...about });
      });
    };
    chrome.runtime.onConnect.addListener(listen);
  });
  const run = {
    target: { tabId: tab.id, frameIds: [info.frameId || 0] },
    func: readInPage,
    args: [info.srcUrl, name, LIMIT_BYTES, PIECE_BYTES],
  };
  const read = chrome.scripting.executeScript(run).then(([first]) => {
    if (!first || first.result !== "sent") {
      throw new Refused((first && first.result) || "no_bytes");
    }
  });
  try {
    await Promise.race([sent, read]);
    return await sent;
  } catch (error) {
    ended = true;
    if (host) {
      host.port.disconnect(); // it keeps nothing of what it has not whole
    }
    throw error;
  } finally {
    sent.catch(() => {}); // it was told already
    read.catch(() => {});
  }
}

// Start the host; `answer` is what it says, or why it could not be asked.
function connect() {
  const port = chrome.runtime.connectNative(HOST);
  const answer = new Promise((resolve, reject) => {
    port.onMessage.addListener((said) => {
      resolve(said);
      port.disconnect();
    });
    port.onDisconnect.addListener(() => {
      void chrome.runtime.lastError; // else it is reported as an error of ours
      reject(new Refused("no_host"));
    });
  });
  return { port, answer };
}

// Within the page: read what it shows, out of the browser's cache where it is still there, and send it in pieces. Returns
// "sent", or the reason why not.
async function readInPage(address, name, limitBytes, pieceBytes) {
  const encode = (bytes) => {
    let text = "";
    for (let at = 0; at < bytes.length; at += 32768) {
      text += String.fromCharCode(...bytes.subarray(at, at + 32768));
    }
    return btoa(text);
  };
  const answer = await fetch(address, { cache: "force-cache" }).catch(() => null);
  if (!answer || !answer.ok || !answer.body) {
    return "no_bytes";
  }
  const type = (answer.headers.get("content-type") || "").split(";")[0].trim().toLowerCase();
  if (!/^(image|video|audio)\//.test(type)) {
    return "not_media";
  }
  const port = chrome.runtime.connect({ name });
  const reader = answer.body.getReader();
  let kept = new Uint8Array(0); // never empty once something came, so that the last piece can say that it is the last
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    size += value.length;
    if (size > limitBytes) {
      reader.cancel();
      return "too_large";
    }
    const joined = new Uint8Array(kept.length + value.length);
    joined.set(kept);
    joined.set(value, kept.length);
    kept = joined;
    while (kept.length > pieceBytes) {
      port.postMessage({ bytes: encode(kept.subarray(0, pieceBytes)), type, last: false });
      kept = kept.subarray(pieceBytes);
    }
  }
  if (!size) {
    return "no_bytes";
  }
  port.postMessage({ bytes: encode(kept), type, last: true });
  return "sent";
}
