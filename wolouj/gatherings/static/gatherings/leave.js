// Signing out wipes what the desk kept on this device; when something was not sent yet, it asks first.
import { all, closeAll } from "./store.js";

const form = document.querySelector("[data-leave]");
const warning = document.querySelector("[data-leave-unsent]");

async function leave() {
  try {
    if ((await all("entries")).length && warning.hidden) {
      warning.hidden = false;
      warning.querySelector("a, button")?.focus();
      return;
    }
    await closeAll();
  } catch { /* no database on this device: nothing was kept */ }
  form.submit();
}

if (form && warning && "indexedDB" in window && navigator.serviceWorker) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
}
