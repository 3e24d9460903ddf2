/** Who reads or changes rows of any workspace: what is due, whosever it is, and what operators choose from. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../../src");

/** In each file how many statements: what each is for, it says there. */
const ACROSS = {
  "cadences/cadences.ts": 2,
  "check-ins/rounds/gauges.ts": 1,
  "check-ins/rounds/rounds.ts": 2,
  "delivery/gauges.ts": 1,
  "delivery/old-rows.ts": 2,
  "meetings/meetings.ts": 1,
  "people/workspaces.ts": 3,
  "programs/role-ends.ts": 3,
  "register/repository.ts": 2,
  "register/requests/requests-store.ts": 2,
  "reports/digest/digests.ts": 2,
  "tracks/ready-steps.ts": 1,
};

it("these statements alone go across workspaces", async () => {
  const found: Record<string, number> = {};
  for (const file of (await readdir(SRC, { recursive: true })).filter((name) => name.endsWith(".ts")).sort()) {
    if (file === "platform/across-workspaces.ts") continue;
    const count = (await readFile(join(SRC, file), "utf8")).match(/acrossWorkspaces\(|ACROSS_WORKSPACES/g)?.length ?? 0;
    if (count > 0) found[file] = count;
  }
  expect(found).toEqual(ACROSS);
});
