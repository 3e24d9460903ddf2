import { expect, it } from "vitest";
import { answer, plain } from "../mission/acts.ts";
import { away } from "../mission/acts-setup.ts";
import { aCompany, cadence } from "../mission/company.ts";
import { openHome } from "../support/home-tab.ts";
import { arrivals } from "../support/run.ts";

it("names on Monday to whoever leads, and to nobody else, who has not answered what its report is made of", async () => {
  const weekly = cadence("weekly", { audience: ["lead", "priya", "oliver"] });
  const run = await aCompany({ cadences: ["daily", weekly], start: "2026-11-01T00:00:00.000Z" });
  const silence = (who: string) => arrivals(run, who).flatMap(({ text }) => /No answer.*/.exec(plain(text))?.[0] ?? []);
  await away(run, "priya", { from: "2026-11-13", until: "2026-11-24" });
  for (const week of ["05 tom priya oliver", "12 tom"]) {
    const [day, ...people] = week.split(" ");
    await run.to(`2026-11-${day}T14:00Z`);
    for (const who of people) await answer(run, who, "weekly", { status: "on track", done: "Import" });
  }
  await run.to("2026-11-16T14:00Z");
  const later = "No answer last week: Priya Raman and Oliver Hughes.";
  expect(silence("tom")).toEqual([later]);
  const home = async (who: string) => plain((await openHome(run, who)).join());
  // All week on Home too.
  await run.to("2026-11-18T14:00Z");
  expect(await home("tom")).toContain(later.slice(0, -1));
  expect(await home("margaret")).not.toContain("No answer");
  for (const who of ["priya", "oliver", "chloe", "margaret"]) expect(silence(who)).toEqual([]);
  await run.to("2026-11-25T14:00Z");
  expect(arrivals(run, "priya").filter(({ text }) => text.includes("WEEK"))).toHaveLength(1);
});
