/** The real app on the page. */
import { expect, it } from "vitest";
import { aPage } from "../../support/browser.ts";
import { aRun, arrivals, MONTHLY_TO_SPONSORS } from "../../support/run.ts";
import { serveStory } from "../../support/story-page.ts";

it("lets somebody answer a check-in with the keyboard alone", async () => {
  const run = await aRun();
  await run.to("2026-11-02T14:40:00Z");
  const url = await serveStory(run);
  const { page, complaints } = await aPage();
  await page.addInitScript(() => localStorage.setItem("slack-sandbox-tour-closed", "yes"));
  await page.goto(`${url}#/nina`);
  await page.getByRole("button", { name: "Check in" }).waitFor();
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute("aria-label") || document.activeElement?.textContent);
  for (let presses = 0; (await focused()) !== "Check in"; presses += 1) {
    if (presses > 60) throw new Error("The button cannot be reached.");
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  const form = page.getByRole("dialog", { name: "Check-in" });
  await form.waitFor();
  const labels: (string | null | undefined)[] = [];
  for (const words of ["Mapped the first journey", "The other four"]) {
    await page.keyboard.type(words);
    labels.push(
      await page.evaluate(() => document.activeElement?.closest(".input")?.querySelector(".label")?.textContent),
    );
    await page.keyboard.press("Tab");
  }
  expect(labels).toEqual(["Done since last time (optional)", "Next"]);
  await page.keyboard.press("Control+Enter");
  await form.waitFor({ state: "detached" });
  await page.getByText("✓ Checked in").waitFor();
  expect(arrivals(run, "nina").at(-1)?.text).toContain("Mapped the first journey");
  expect(complaints).toEqual([]);
});

it("opens on the sponsor's view and leads from there, by the tour, to the lead's, and to no button that decides", async () => {
  const run = await aRun();
  const url = await serveStory(run);
  const { page, complaints } = await aPage();
  await page.goto(url);
  await page.getByRole("button", { name: /^You’re Sofia Rossi/ }).waitFor();
  const tour = page.locator(".tour");
  await tour.getByRole("heading", { name: "You’re Sofia Rossi, the sponsor" }).waitFor();
  await tour.getByRole("button", { name: "Next" }).click();
  await tour.getByRole("button", { name: "Next" }).click();
  await tour.getByRole("button", { name: "To the next event" }).click();
  // Ravi's working day in Kolkata begins first.
  await expect.poll(() => arrivals(run, "ravi").length).toBe(1);
  expect(run.clock.now()).toBe("2026-11-02T04:00:00.000Z");
  await tour.getByRole("button", { name: "Next", exact: true }).click();
  await tour.getByRole("button", { name: "Be Léa Martin" }).click();
  await tour.getByRole("heading", { name: "Répondez à un point d’étape" }).waitFor();
  await page.getByRole("button", { name: /^Vous êtes Léa Martin/ }).waitFor();
  expect(await targetsFor(url)).toEqual([
    "[data-tour=me]",
    "#conversation",
    "[data-tour=clock]",
    "[data-tour=me]",
    "#conversation",
  ]);
  expect(complaints).toEqual([]);
});

it("points by the tour at a whole digest, and at no button of it", async () => {
  const run = await aRun({
    start: "2026-10-29T00:00:00.000Z",
    cadences: [{ key: "month", program: "atlas", ...MONTHLY_TO_SPONSORS }],
  });
  await run.to("2026-11-04T12:00Z");
  expect((await targetsFor(await serveStory(run)))[1]).toBe("[data-long-read=true]");
});

/** What the steps of Sofia's tour point at. */
async function targetsFor(url: string): Promise<string[]> {
  const steps: { target: string }[] = await fetch(new URL("/page/tour/sofia/sofia", url)).then((it) => it.json());
  return steps.map(({ target }) => target);
}
