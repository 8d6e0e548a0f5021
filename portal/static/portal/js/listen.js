// Reads the page aloud, where the device has a voice of its own for the language: nothing is sent anywhere. Otherwise
// there is no button.
const PARTS = ".page-title, .main-message, .article-lead > :is(section, .aim), .article-body > section, .questions > section";
const LINES = "h1, h2, h3, h4, p, li, dt, dd, th, td, caption";
const SILENT = ".cite, .anchor, .term-box, [hidden], details:not([open]), .provenance, .sources, .feedback, .paper";
const tool = document.querySelector("template[data-tool='listen']");
const article = document.querySelector(".article");
const language = article?.closest("[lang]").lang;

function voice() {
  const fits = (each) => each.localService && each.lang.toLowerCase().split(/[-_]/)[0] === language.split("-")[0];
  return speechSynthesis.getVoices().find(fits);
}

function lines() {
  const found = [];
  for (const part of document.querySelectorAll(PARTS)) {
    for (const element of part.matches(LINES) ? [part] : part.querySelectorAll(LINES)) {
      if (element.closest(SILENT) || element.querySelector(LINES)) continue;
      const copy = element.cloneNode(true);
      for (const silent of copy.querySelectorAll(SILENT)) silent.remove();
      const text = copy.textContent.trim().replace(/\s+/g, " ");
      if (text) found.push({ element, text });
    }
  }
  return found;
}

function offer() {
  if (!voice() || tool.nextElementSibling?.matches(".listen")) return;
  tool.after(tool.content.cloneNode(true));
  const [play, stop] = tool.nextElementSibling.querySelectorAll("button");
  let queue = null;

  function say(state) {
    play.querySelector("span").textContent = play.dataset[state];
    stop.hidden = state === "start";
  }

  function mark(element) {
    document.querySelector(".is-read")?.classList.remove("is-read");
    element?.classList.add("is-read");
  }

  function end() {
    queue = null;
    speechSynthesis.cancel();
    mark();
    say("start");
  }

  function next(round) {
    if (queue !== round) return;
    const line = round.shift();
    if (!line) return end();
    const words = new SpeechSynthesisUtterance(line.text);
    words.voice = voice();
    words.lang = words.voice.lang;
    words.rate = 0.95;
    words.onstart = () => mark(line.element);
    words.onend = () => next(round);
    words.onerror = () => { if (queue === round) end(); };
    speechSynthesis.speak(words);
  }

  play.addEventListener("click", () => {
    if (!queue) {
      speechSynthesis.cancel();
      queue = lines();
      next(queue);
      say("pause");
    } else if (speechSynthesis.paused) {
      speechSynthesis.resume();
      say("pause");
    } else {
      speechSynthesis.pause();
      say("resume");
    }
  });
  stop.addEventListener("click", () => { end(); play.focus(); });
  addEventListener("pagehide", end);
}

if (tool && article && "speechSynthesis" in window) {
  offer();
  speechSynthesis.addEventListener?.("voiceschanged", offer);
}
