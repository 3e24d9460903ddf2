import { expect, it } from "vitest";
import { parseScenario } from "../../src/demo/scenario-file.ts";
import { aDatabaseLocation } from "../support/databases.ts";
import { LEA, SOFIA, TOM } from "../support/run.ts";
import { differences, recordOf } from "./driver/same.ts";

const days = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13].map((day) => `2026-11-${String(day).padStart(2, "0")}`);

/** Two weeks of a program: a check-in each day, one skipped, one reported empty, a weekly one, and their digests. */
const scenario = parseScenario({
  name: "Two weeks",
  locale: "en-GB",
  start: "2026-11-02T00:00:00Z",
  end: "2026-11-17T12:00:00Z",
  people: [LEA, TOM, SOFIA],
  programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom"] }],
  cadences: [
    { key: "daily", program: "atlas", template: "daily-team", audience: ["team"] },
    {
      key: "weekly",
      program: "atlas",
      template: "weekly-progress",
      audience: ["lead"],
      readers: ["lead", "sponsors", "team"],
    },
  ],
  events: days.flatMap((day, index) => {
    const at = `${day}T15:00:00Z`;
    const toms =
      index === 3
        ? { at, by: "tom", do: "skip", cadence: "daily" }
        : index === 4
          ? { at, by: "tom", do: "answer", cadence: "daily", nothingToReport: true }
          : { at, by: "tom", do: "answer", cadence: "daily", answers: { progress: `Day ${index}`, next: "More" } };
    const leas = {
      at: `${day}T16:00:00Z`,
      by: "lea",
      do: "answer",
      cadence: "weekly",
      answers: { progress: `Week of ${day}`, health: "green", next: "Go on" },
    };
    return index % 5 === 4 ? [toms, leas] : [toms];
  }),
});

it("leaves the same record, digests and messages of each day on both databases, and where every tenth call fails", async () => {
  const plain = await recordOf(scenario, { database: ":memory:" });
  expect(plain.checkIns).toHaveLength(11);
  expect(plain.digests.length).toBeGreaterThan(2);
  const onPostgres = await recordOf(scenario, { database: await aDatabaseLocation("PostgreSQL") });
  expect(differences(plain, onPostgres)).toEqual([]);
  const failing = await recordOf(scenario, { database: ":memory:", faults: 1 });
  expect(differences(plain, failing)).toEqual([]);
  expect([plain.failed, failing.failed >= 5]).toEqual([0, true]);
  expect(plain.duplicates).toBe(0);
});
