import { expect, it } from "vitest";
import { aClient } from "../workspace.ts";
import { openPage } from "./open-page.ts";
import { messageSpecimens } from "./specimens.ts";

/** The pictures of the specimens, so that nothing leaves the machine. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

it("shows every block and element", async () => {
  const { sandbox, page, complaints, dm } = await openPage();
  await page.route("https://example.com/**", (route) => route.fulfill({ body: PICTURE, contentType: "image/png" }));
  const channel = sandbox.createChannel({ name: "atlas", isPrivate: false, members: ["ana", "bruno"] });
  const bruno = sandbox.person("bruno").userId;
  await aClient(sandbox).chat.postMessage({ channel: dm, text: "All", blocks: messageSpecimens(bruno, channel.id) });
  const message = page.locator(".message").last();
  await message.getByRole("heading", { name: "A header 🔔" }).waitFor();
  const shown = await message.innerText();
  for (const words of [
    "@Bruno Blanc",
    "#atlas",
    "@here",
    "Mar 2, 2026 at 4:00 AM",
    "quoted & so on",
    "Field two",
    "Some strong words",
    "Second",
    "Inner",
    "pre  formatted",
    "*not bold*",
  ])
    expect(shown).toContain(words);
  expect(await message.locator("strong").allInnerTexts()).toEqual(
    expect.arrayContaining(["bold", "Field one", "text", "strong"]),
  );
  expect(await message.locator("blockquote").allInnerTexts()).toEqual(["quoted & so on", "Rich quote"]);
  expect(await message.getByRole("link", { name: "a link" }).getAttribute("href")).toBe("https://example.com/a");
  expect(await message.getByRole("img", { name: "A chart" }).isVisible()).toBe(true);
  expect(await message.getByRole("combobox", { name: "Pick a colour" }).isVisible()).toBe(true);
  expect(await message.getByRole("button", { name: "March 31, 2026" }).isVisible()).toBe(true);
  expect(await message.getByLabel("A note in the message").isVisible()).toBe(true);
  expect(complaints).toEqual([]);
});
