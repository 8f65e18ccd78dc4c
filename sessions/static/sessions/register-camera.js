// Scanning attendees' codes. The picture never leaves the phone, and is not kept. Where the browser reads no codes
// itself, a reader of ours is fetched, which is large: only now, and not before somebody wants to scan.
const TWICE_A_SECOND = 500;
const BEHIND = { video: { facingMode: "environment" } };
const PROBLEMS = { NotAllowedError: "notAllowed", NotFoundError: "noneThere", OverconstrainedError: "noneThere" };

async function openCamera(picture, words) {
  try {
    picture.srcObject = await navigator.mediaDevices.getUserMedia(BEHIND);
    await picture.play();
  } catch (problem) {
    throw new Error(words[PROBLEMS[problem.name]] || words.noCamera);
  }
}

async function readerOfBrowser() {
  const formats = await window.BarcodeDetector?.getSupportedFormats().catch(() => []);
  return formats?.includes("qr_code") ? new BarcodeDetector({ formats: ["qr_code"] }) : undefined;
}

async function readerOfOurs(words) {
  try {
    const { makeReader } = await import(words.reader);
    return await makeReader(words.readerProgram);
  } catch {
    throw new Error(words.noReader);
  }
}

// Rejects with the sentence that says what is wrong, and then leaves the camera off. `found` is called with what each
// code of ours says, once; `ended` where somebody else takes the camera away.
export async function turnOn(scanner, words, { found, ended }) {
  const picture = scanner.querySelector("video");
  try {
    await openCamera(picture, words);
    const reader = (await readerOfBrowser()) || (await readerOfOurs(words));
    picture.srcObject.getTracks().forEach((track) => track.addEventListener("ended", ended));
    scanner.classList.add("is-scanning");
    lookAt(picture, reader, found);
  } catch (problem) {
    turnOff(scanner);
    throw problem;
  }
}

export function turnOff(scanner) {
  const picture = scanner.querySelector("video");
  picture.srcObject?.getTracks().forEach((track) => track.stop());
  picture.srcObject = null;
  scanner.classList.remove("is-scanning");
}

async function lookAt(picture, reader, found) {
  const stream = picture.srcObject;
  const seen = new Set();
  for (await aWhile(); picture.srcObject === stream; await aWhile()) {
    for (const { rawValue } of await reader.detect(picture).catch(() => [])) {
      if (!rawValue.startsWith("MUSTER:") || seen.has(rawValue)) continue;
      seen.add(rawValue);
      found(rawValue.slice("MUSTER:".length));
    }
  }
}

const aWhile = () => new Promise((done) => setTimeout(done, TWICE_A_SECOND));
