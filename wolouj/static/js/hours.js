// Hours for one unit by the price of an hour: the part of labour, written where it is added up.
import { lineCentimes, read, write } from "./price.js";

document.querySelectorAll("[data-hours]").forEach((box) => {
  const [hours, rate] = box.querySelectorAll("input");
  const labour = document.querySelector("[name=labour]");
  box.addEventListener("input", () => {
    const h = read(hours.value), r = read(rate.value);
    if (h === null || r === null) return;
    labour.value = write(lineCentimes(h, r)).replace(/\u202f/g, "");
    labour.dispatchEvent(new Event("input", { bubbles: true }));
  });
});
