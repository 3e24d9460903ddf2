/** Who one can be: what each is in the programs, and how one is found among many. */
import { TakenOver } from "slack-sandbox";
import { expect, it } from "vitest";
import { servePage } from "../../../packages/slack-sandbox/test/page/open-page.ts";
import { MONDAY } from "../../../packages/slack-sandbox/test/workspace.ts";
import type { Scenario } from "../../../src/demo/scenario.ts";
import { parseScenario } from "../../../src/demo/scenario-file.ts";
import { largeWorkspace } from "../../../src/demo/scenarios/generated.ts";
import { guideTo } from "../../../src/demo/tour.ts";
import { addMs, DAY } from "../../../src/platform/time.ts";
import { aPage } from "../../support/browser.ts";
import { aSandbox } from "../../support/sandbox.ts";

const PEOPLE = [
  { handle: "sofia", name: "Sofia Rossi", tz: "Europe/London", locale: "en-GB" },
  { handle: "lea", name: "Léa Martin", tz: "Europe/Paris", locale: "fr-FR" },
  { handle: "tom", name: "Tom Baker", tz: "Europe/London", locale: "en-GB" },
];
const SMALL = parseScenario({
  name: "Two programs",
  locale: "en",
  start: MONDAY,
  end: addMs(MONDAY, DAY),
  people: PEOPLE,
  programs: [
    { key: "atlas", title: "Atlas", lead: "tom", deputy: "lea", sponsors: ["sofia"], team: ["lea"] },
    { key: "boreas", title: "Boreas", lead: "lea", sponsors: ["sofia"] },
  ],
  cadences: [],
  events: [],
});

async function opened(scenario: Scenario, as: string) {
  const takenOver = new TakenOver();
  const { sandbox, clock } = await aSandbox({ people: scenario.people });
  const url = await servePage({ sandbox, clock, guide: guideTo(sandbox, scenario), takenOver });
  const { page, complaints } = await aPage();
  await page.addInitScript(() => localStorage.setItem("slack-sandbox-tour-closed", "yes"));
  await page.goto(`${url}#/${as}`);
  return { page, complaints, takenOver };
}

it("says beside each name what they are in which program", async () => {
  const { page, complaints } = await opened(SMALL, "tom");
  await page.getByRole("button", { name: "Switch person" }).click();
  const line = (name: RegExp) => page.getByRole("menuitemradio", { name });
  await line(/Sofia Rossi.*sponsor of Atlas, Boreas/).waitFor();
  await line(/Tom Baker.*lead of Atlas/).waitFor();
  await line(/Léa Martin.*lead of Boreas · deputy of Atlas/).waitFor();
  expect(await page.getByText("team of Atlas").count()).toBe(0);
  expect(await page.getByRole("searchbox").count()).toBe(0);
  expect(complaints).toEqual([]);
});

it("finds one of thousands by name or role, with the keyboard alone", async () => {
  const large = largeWorkspace({ people: 5000, programs: 200 });
  const { page, complaints } = await opened(large, large.people[0]?.handle ?? "");
  await page.getByRole("button", { name: "Switch person" }).click();
  const search = page.getByRole("searchbox", { name: "Name or role" });
  await page.getByText("4,971 more: type a name or a role").waitFor();
  await search.fill("lead returns migration");
  await expect.poll(() => page.getByRole("menuitemradio").count()).toBe(1);
  const lead = large.people.find(
    ({ handle }) => handle === large.programs.find(({ title }) => title === "Returns migration")?.lead,
  );
  await search.press("Enter");
  await page.getByRole("button", { name: new RegExp(`^(You’re|Vous êtes) ${lead?.name}`) }).waitFor();
  await expect.poll(() => page.getByRole("searchbox").count()).toBe(0);
  expect(complaints).toEqual([]);
});

it("takes over whoever the page is open as, as long as it is", async () => {
  const { page, takenOver } = await opened(SMALL, "tom");
  await expect.poll(() => takenOver.has("tom")).toBe(true);
  await page.getByRole("button", { name: "Switch person" }).click();
  await page.getByRole("menuitemradio", { name: /Sofia Rossi/ }).click();
  await expect.poll(() => [takenOver.has("tom"), takenOver.has("sofia")]).toEqual([false, true]);
  await page.close();
  await expect.poll(() => takenOver.has("sofia")).toBe(false);
  takenOver.be("lea");
  expect(takenOver.has("lea")).toBe(true);
  takenOver.be("tom");
  expect([takenOver.has("lea"), takenOver.has("tom")]).toEqual([false, true]);
});
