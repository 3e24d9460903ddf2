import { expect, it } from "vitest";
import type { SandboxClock } from "../../src/clock.ts";
import type { Sandbox } from "../../src/server.ts";
import { addMs } from "../../src/time.ts";
import { aClient } from "../workspace.ts";
import { openPage } from "./open-page.ts";
import { plain } from "./specimens.ts";

const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

async function postPictures({ sandbox, clock, dm }: { sandbox: Sandbox; clock: SandboxClock; dm: string }) {
  const { files, workspace } = sandbox.slack;
  const { id, key } = files.announce({ name: "chart.png", size: PICTURE.length, altText: null });
  await fetch(`${sandbox.url}/upload/v1/${key}`, { method: "POST", body: new Uint8Array(PICTURE) });
  files.complete([{ id }]);
  await clock.advanceTo(addMs(clock.now(), 2000));
  const url = `https://files.slack.com/files-pri/${workspace.team.id}-${id}/chart.png`;
  await aClient(sandbox).chat.postMessage({
    channel: dm,
    text: "Pictures",
    blocks: [
      { type: "image", slack_file: { id }, alt_text: "Value: 12 of 20", title: plain("Value so far") },
      {
        type: "section",
        text: plain("Beside a text"),
        accessory: { type: "image", slack_file: { url }, alt_text: "The same, small" },
      },
    ],
  });
}

it.each(["light", "dark"] as const)("shows uploaded pictures with their descriptions, in %s", async (colorScheme) => {
  const { page, complaints } = await openPage({ browser: { colorScheme }, before: postPictures });
  for (const name of ["Value: 12 of 20", "The same, small"]) {
    const picture = page.getByRole("img", { name });
    await picture.waitFor();
    await expect.poll(() => picture.evaluate((img) => "naturalWidth" in img && img.naturalWidth)).toBe(1);
  }
  expect(complaints).toEqual([]);
});

it("opens a picture large by keyboard, and closes it with Esc, also on a phone", async () => {
  const { page, complaints } = await openPage({
    browser: { viewport: { width: 390, height: 800 } },
    before: postPictures,
  });
  const small = page.getByRole("button", { name: "Value: 12 of 20" });
  await small.focus();
  await page.keyboard.press("Enter");
  const viewer = page.getByRole("dialog", { name: "Value so far" });
  await viewer.getByRole("img", { name: "Value: 12 of 20" }).waitFor();
  const box = await viewer.boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= 390).toBe(true);
  await page.keyboard.press("Escape");
  await viewer.waitFor({ state: "detached" });
  await expect.poll(() => small.evaluate((button) => button === document.activeElement)).toBe(true);
  expect(complaints).toEqual([]);
});

it("serves no file that is not there", async () => {
  const { url } = await openPage({ before: postPictures });
  expect((await fetch(`${url}page/files/F0UNKNOWN0`)).status).toBe(404);
});

it("shows a file with its name and size, and opens it", async () => {
  const table = Buffer.from("Key,Program\r\n");
  const { page, complaints, url } = await openPage({
    async before({ sandbox, clock, dm }) {
      const client = aClient(sandbox);
      const { ts = "" } = await client.chat.postMessage({ channel: dm, text: "Digest" });
      const announced = await client.files.getUploadURLExternal({ filename: "digest.csv", length: table.length });
      await fetch(announced.upload_url ?? "", { method: "POST", body: new Uint8Array(table) });
      const files: [{ id: string; title: string }] = [{ id: announced.file_id ?? "", title: "The table" }];
      await client.files.completeUploadExternal({ files, channel_id: dm, thread_ts: ts, initial_comment: "As a file" });
      await clock.advanceTo(addMs(clock.now(), 2000));
    },
  });
  await page.locator(".thread-footer").click();
  const link = page.getByRole("link", { name: "The table" });
  await link.waitFor();
  expect(await link.innerText()).toContain("digest.csv · 1 KB");
  const opened = await fetch(new URL((await link.getAttribute("href")) ?? "", url));
  expect([opened.headers.get("content-type"), await opened.text()]).toEqual(["text/csv", table.toString()]);
  expect(complaints).toEqual([]);
});
