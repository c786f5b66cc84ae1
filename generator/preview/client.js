/* In the preview alone: the page is loaded again when it, or what it has read, is another one; what is wrong
   stands in a strip at its foot. Asks only while the page is in sight, so that many open pages don't use up
   the connections that a browser has. */

const script = document.currentScript;
const strip = document.getElementById("bb-preview");
const GONE = "<p>The preview has ended. Start it again with <code>benchbook serve</code>.</p>";
const KEY = `benchbook-preview:${location.pathname}`;
const AGAIN = 1000; // ms until somebody who doesn't answer is asked again

let seen = script.dataset.seen;
let files = script.dataset.files;
let told = script.dataset.strip;
let of = location.pathname;
let asking = null;

function putBack() {
  const kept = sessionStorage.getItem(KEY);
  if (kept === null) return;
  const { x, y, open } = JSON.parse(kept);
  // The theme scrolls by itself when it is ready; so twice.
  const scroll = () => scrollTo({ left: x, top: y, behavior: "instant" });
  if (open && strip.firstElementChild) strip.firstElementChild.open = true;
  scroll();
  addEventListener("load", () => {
    scroll();
    sessionStorage.removeItem(KEY);
  });
}

function again() {
  const open = Boolean(strip.querySelector("details[open]"));
  sessionStorage.setItem(KEY, JSON.stringify({ x: scrollX, y: scrollY, open }));
  location.reload();
}

function say(html, digest) {
  const open = Boolean(strip.querySelector("details[open]"));
  strip.innerHTML = html; // escaped where it is made
  if (open && strip.firstElementChild) strip.firstElementChild.open = true;
  told = digest;
}

async function ask() {
  if (location.pathname !== of) [of, seen] = [location.pathname, ""]; // a theme that swaps pages in place
  const query = new URLSearchParams({ page: of, seen, files, strip: told });
  const answer = await fetch(`${script.dataset.news}?${query}`, { signal: asking.signal, cache: "no-store" });
  if (!answer.ok) throw new Error(answer.status);
  const news = await answer.json();
  if (of !== location.pathname) return;
  if (news.reload) {
    again();
    asking.abort();
    return;
  }
  seen = news.seen;
  if (news.strip !== null) say(news.strip, news.digest);
}

async function follow() {
  if (asking) return;
  const mine = (asking = new AbortController());
  while (!mine.signal.aborted) {
    try {
      await ask();
    } catch (reason) {
      if (mine.signal.aborted) break;
      if (reason instanceof TypeError) say(GONE, "gone");
      await new Promise((done) => setTimeout(done, AGAIN));
    }
  }
}

function rest() {
  asking?.abort();
  asking = null;
}

addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? follow() : rest()));
addEventListener("pagehide", rest);
addEventListener("pageshow", () => document.visibilityState === "visible" && follow());
putBack();
