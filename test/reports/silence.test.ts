import { expect, it } from "vitest";
import { answer, plain } from "../mission/acts.ts";
import { away } from "../mission/acts-setup.ts";
import { aCompany, cadence } from "../mission/company.ts";
import { arrivals, type Run } from "../support/run.ts";

function silence(run: Run, who: string): string[] {
  return arrivals(run, who).flatMap(({ text }) => /No answer.*/.exec(plain(text))?.[0] ?? []);
}

const at = (day: number) => `2026-11-${String(day).padStart(2, "0")}T14:00Z`;

it("who answered nothing all week is named to whoever leads on Monday, with how long, and to nobody else (48c-21)", async () => {
  const weekly = cadence("weekly", { audience: ["lead", "priya", "oliver"] });
  const run = await aCompany({ cadences: ["daily", weekly], start: "2026-11-01T00:00:00.000Z" });
  await run.to(at(4));
  await away(run, "priya", { from: "2026-11-13", until: "2026-11-24" });
  await answer(run, "oliver", "daily", { done: "Schemas", next: "Tests" });
  for (const thursday of [5, 12]) {
    await run.to(at(thursday));
    await answer(run, "tom", "weekly", { status: "on track", done: "Import is live" });
    if (thursday === 5) await answer(run, "priya", "weekly", { status: "on track", done: "Schemas" });
    await run.to(at(thursday + 4));
  }
  const named = [
    "No answer: Chloé Durand last week.",
    "No answer: Chloé Durand for 2 weeks, Priya Raman last week, Oliver Hughes last week.",
  ];
  expect([silence(run, "tom"), silence(run, "dan")]).toEqual([named, named]);
  for (const who of ["priya", "oliver", "chloe", "margaret", "ines"]) expect(silence(run, who)).toEqual([]);
  // Hers of week 46 waited while she was away, and is a week old when she comes back.
  await run.to("2026-11-25T14:00Z");
  expect(arrivals(run, "priya").filter(({ text }) => text.includes("WEEK"))).toHaveLength(1);
});
