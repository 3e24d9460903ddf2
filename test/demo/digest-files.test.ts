/** The files in which a played scenario leaves its digests. */
import { expect, it } from "vitest";
import { digestFileName } from "../../src/demo/run.ts";

it("leaves each of two digests that reach somebody on one day in a file of its own (C10)", () => {
  const taken = new Set<string>();
  const name = (label: string, from: string, until: string) =>
    digestFileName(
      {
        rhythm: "weekly",
        period: { label, from, until },
        handle: "sponsor",
        sentAt: "2026-12-28T09:00:00.000Z",
      },
      taken,
    );
  expect([name("2026-W51", "2026-12-14", "2026-12-20"), name("2026-W52", "2026-12-21", "2026-12-27")]).toEqual([
    "2026-12-28-weekly-sponsor-1.md",
    "2026-12-28-weekly-sponsor-1-2026-W52.md",
  ]);
});
