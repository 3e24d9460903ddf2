/** `npm run screenshots`: the pictures that the guides show, in both languages, into docs/screens. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchChromium } from "../support/chromium.ts";
import { problemsOf } from "./pictures.ts";
import { takePictures } from "./scenes.ts";

const album = join(import.meta.dirname, "../../docs/screens");
const folder = await mkdtemp(join(tmpdir(), "drumbeat-screens-"));
const browser = await launchChromium();
try {
  await takePictures(browser, folder);
  const problems = await problemsOf(folder);
  if (problems.length > 0) throw new Error(`The pictures stay as they were:\n${problems.join("\n")}`);
  await rm(album, { recursive: true, force: true });
  await cp(folder, album, { recursive: true });
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
