import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { Camera } from "./camera.ts";
import { Hand } from "./hand.ts";
import { problemsOf } from "./pictures.ts";
import { takePictures } from "./scenes.ts";
import { startEmpty, stories } from "./story.ts";

let folder = "";
let browser: Browser;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "drumbeat-pictures-"));
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

it("takes every picture, each once", async () => {
  await takePictures(browser, folder);
  expect(await problemsOf(folder)).toEqual([]);
}, 600_000);

it("takes none that does not show what its name says (B14)", async () => {
  const empty = await mkdtemp(join(folder, "empty-"));
  const { run, scenario } = await startEmpty(stories.fr);
  const camera = await Camera.at(run, scenario, { browser, folder: empty, language: "fr" });
  try {
    await new Hand(run, scenario).openHome("lead");
    await expect(camera.home("home-sponsor", "lead")).rejects.toThrow("would not show “À vous”");
    expect(await readdir(empty)).toEqual([]);
  } finally {
    await camera.close();
    await run.close();
  }
});

it("says which picture is the same as another, which is missing and which nothing makes (B14)", async () => {
  const once = await mkdtemp(join(folder, "once-"));
  for (const file of ["fr-ask.png", "fr-away.png", "fr-form-skip.png"])
    await writeFile(join(once, file), file === "fr-form-skip.png" ? "other" : "same");
  const problems = await problemsOf(once);
  expect(problems).toContain("fr-away.png is the same picture as fr-ask.png");
  expect(problems).toContain("fr-form-skip.png is made by nothing");
  expect(problems).toContain("en-ask.png is missing");
});
