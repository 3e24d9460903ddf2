import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { problemsOf } from "./pictures.ts";
import { takePictures } from "./scenes.ts";

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
