/** A move to PostgreSQL that is killed can be begun again. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { move } from "../../src/operations/move-to-postgres.ts";
import { built } from "../support/built.ts";
import { aNodeProcess } from "../support/process.ts";
import { aFullFile, anotherFile, aServer, NOON, rowsIn } from "./full-files.ts";

/** How a process that moves ended. */
function killedMove(file: string, url: string, env: Record<string, string>): Promise<number | NodeJS.Signals> {
  const preload = join(import.meta.dirname, "kill-at-query-child.ts");
  return aNodeProcess(["--import", preload, built("cli"), "move", "--database", file], {
    env: { DATABASE_MOVE_TO: url, ...env },
  }).ended;
}

async function goesOnAfter(file: string, url: string): Promise<void> {
  const before = await rowsIn(file);
  await move(file, url, NOON);
  expect(await rowsIn(url)).toEqual(before);
  await expect(move(file, url, NOON)).rejects.toMatchObject({ code: "ALREADY_MOVED" });
}

describe("a move to PostgreSQL", () => {
  it.each([1, 3, 9, 40, 160])("killed at its statement %i can be begun again", async (query) => {
    const [file, url] = [await aFullFile(), await aServer()];
    expect(await killedMove(file, url, { KILL_AT_QUERY: String(query) })).toBe("SIGKILL");
    await goesOnAfter(file, url);
  });

  it("killed after the server has everything and before the file is marked can be begun again", async () => {
    const [file, url] = [await aFullFile(), await aServer()];
    expect(await killedMove(file, url, { KILL_AT_FILE: "commit" })).toBe("SIGKILL");
    expect((await rowsIn(url)).workspace).toHaveLength(2);
    await goesOnAfter(file, url);
  });

  it("into what another move has filled is refused, though that one was killed", async () => {
    const [file, url] = [await aFullFile(), await aServer()];
    expect(await killedMove(file, url, { KILL_AT_FILE: "commit" })).toBe("SIGKILL");
    await expect(move(await anotherFile(), url, NOON)).rejects.toMatchObject({ code: "TARGET_NOT_EMPTY" });
  });
});
