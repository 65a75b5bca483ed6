// Makes a photo light before it leaves the phone: 1600 points on its long side, JPEG. A sheet stays readable.
// Where the browser cannot, the photo goes as it is. Redrawing also leaves the place and the day of the shot behind.
const LONG = 1600, QUALITY = 0.82, LIGHT = 400000;

export function fit(width, height) {
  const share = Math.min(1, LONG / Math.max(width, height));
  return [Math.max(1, Math.round(width * share)), Math.max(1, Math.round(height * share))];
}

async function lighten(file) {
  if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type) || file.size <= LIGHT) return file;
  const image = await createImageBitmap(file, { imageOrientation: "from-image" });
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = fit(image.width, image.height);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!blob || blob.size >= file.size) return file;
  return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
}

async function chosen(input, done) {
  try {
    const files = await Promise.all([...input.files].map(lighten));
    if (files.every((file, i) => file === input.files[i])) return;
    const bag = new DataTransfer();
    files.forEach((file) => bag.items.add(file));
    input.files = bag.files;
    if (done) done.hidden = false;
  } catch { /* the photo goes as it is */ }
}

document.querySelectorAll("[data-photo]").forEach((box) => {
  const input = box.querySelector("input[type=file]");
  const done = box.querySelector("[data-photo-done]");
  input?.addEventListener("change", () => {
    if (done) done.hidden = true;
    chosen(input, done);
  });
});
