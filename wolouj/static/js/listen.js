// Reads a block aloud with the phone's own voice. The button stays hidden where there is no voice of the page's
// language; nothing plays alone; a second tap stops.
const speech = window.speechSynthesis;
const lang = document.documentElement.lang;

export function voiceFor(voices, wanted) {
  const of = voices.filter((voice) => voice.lang.toLowerCase().replace("_", "-").split("-")[0] === wanted);
  return of.find((voice) => voice.localService) || of[0] || null;
}

// What is seen, without signs, marks of direction and the thin spaces that would cut a number in two.
export function wordsOf(block) {
  const copy = block.cloneNode(true);
  copy.querySelectorAll("[aria-hidden], [hidden], button, svg, .fr").forEach((part) => part.remove());
  copy.querySelectorAll("p, li, dt, dd, td, th, h1, h2, h3, br").forEach((part) => part.append(". "));
  return copy.textContent.replace(/[\u2066-\u2069\u200e\u200f\u061c]/g, "").replace(/(\d)[\u202f\u00a0](?=\d)/g, "$1")
    .replace(/\s+/g, " ").replace(/(\s*\.)+\s/g, ". ").trim();
}

const buttons = document.querySelectorAll("[data-listen]");
let playing = null;

function show(button, on) {
  button.setAttribute("aria-pressed", String(on));
  button.querySelector("[data-listen-off]").hidden = on;
  button.querySelector("[data-listen-on]").hidden = !on;
}

function stop() {
  speech.cancel();
  if (playing) show(playing, false);
  playing = null;
}

function tap(button, voice) {
  const again = playing === button;
  stop();
  const block = document.getElementById(button.dataset.listen);
  if (again || !block) return;
  const said = new SpeechSynthesisUtterance(wordsOf(block));
  said.voice = voice;
  said.lang = voice.lang;
  said.rate = 0.9;
  said.onend = said.onerror = () => playing === button && stop();
  playing = button;
  show(button, true);
  speech.speak(said);
}

function ready() {
  const voice = voiceFor(speech.getVoices(), lang);
  if (!voice) return;
  buttons.forEach((button) => {
    if (!button.hidden) return;
    button.hidden = false;
    button.addEventListener("click", () => tap(button, voice));
  });
}

if (speech && buttons.length) {
  ready();
  speech.addEventListener?.("voiceschanged", ready);
  addEventListener("pagehide", stop);
}
