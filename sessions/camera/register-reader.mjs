// Reads QR codes where the browser has no BarcodeDetector (Safari, Firefox), and answers as that would.
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const WANTED = { formats: ["QRCode"], maxNumberOfSymbols: 4 };
const canvas = document.createElement("canvas");
const pen = canvas.getContext("2d", { willReadFrequently: true });

function pictureOf(video) {
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  pen.drawImage(video, 0, 0);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

async function detect(video) {
  if (!video.videoWidth) return []; // no picture yet
  const codes = await readBarcodes(pictureOf(video), WANTED);
  return codes.map(({ text }) => ({ rawValue: text }));
}

// Rejects where the program at this address does not come, or the browser does not run it.
export async function makeReader(address) {
  await prepareZXingModule({ overrides: { locateFile: () => address }, fireImmediately: true });
  return { detect };
}
