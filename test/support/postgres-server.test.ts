import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { takeAwayLeft } from "./postgres-server.ts";

it("takes away what servers left behind whose tests were killed, and nothing that is in use", async () => {
  const temporary = mkdtempSync(join(tmpdir(), "drumbeat-left-"));
  const server = (name: string, pid: number | undefined) => {
    const data = join(temporary, `drumbeat-postgres-${name}`, "data");
    mkdirSync(data, { recursive: true });
    if (pid !== undefined) writeFileSync(join(data, "postmaster.pid"), `${pid}\n${data}\n`);
  };
  server("ended", spawnSync("true").pid);
  server("running", process.pid);
  server("starting", undefined);
  server("never-started", undefined);
  utimesSync(join(temporary, "drumbeat-postgres-never-started"), 0, 0);
  mkdirSync(join(temporary, "another"));
  try {
    await takeAwayLeft(temporary);
    expect(readdirSync(temporary).toSorted()).toEqual([
      "another",
      "drumbeat-postgres-running",
      "drumbeat-postgres-starting",
    ]);
  } finally {
    rmSync(temporary, { recursive: true });
  }
});
