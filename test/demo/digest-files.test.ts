/** The files in which a played scenario leaves its digests. */
import { expect, it } from "vitest";
import { digestFileName } from "../../src/demo/run.ts";
import { aProgram, green, theDocument } from "../digests/facts.ts";

it("leaves each of two digests that reach somebody on one day in a file of its own (C10)", () => {
  const document = theDocument([aProgram("Atlas", [green])]);
  const taken = new Set<string>();
  const name = (label: string) =>
    digestFileName(
      {
        document: { ...document, rhythm: "weekly", period: { ...document.period, label } },
        edition: 1,
        sentAt: "2026-12-28T09:00:00.000Z",
      },
      taken,
    );
  expect([name("2026-W51"), name("2026-W52")]).toEqual([
    "2026-12-28-weekly-sponsor-1.md",
    "2026-12-28-weekly-sponsor-1-2026-W52.md",
  ]);
});
