import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { takeAwayLeft } from "./postgres-server.ts";

it("takes away what servers left behind whose tests were killed, and nothing that is in use", async () => {
  const temporary = mkdtempSync(join(tmpdir(), "drumbeat-left-"));
  const server = (name: string, { pid, isOld }: { pid?: number; isOld: boolean }) => {
    const folder = join(temporary, `drumbeat-postgres-${name}`);
    mkdirSync(join(folder, "data"), { recursive: true });
    if (pid !== undefined) writeFileSync(join(folder, "data/postmaster.pid"), `${pid}\n${folder}/data\n`);
    if (isOld) utimesSync(folder, 0, 0);
  };
  const ended = spawnSync("true").pid;
  server("ended", { pid: ended, isOld: true });
  server("never-started", { isOld: true });
  server("running", { pid: process.pid, isOld: true });
  // Its first processes stand there with a minus, and are over before it runs.
  server("starting", { pid: -ended, isOld: false });
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
