import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { built } from "../support/built.ts";
import { scratch } from "../support/scratch.ts";
import { aRollOut } from "./roll-out.ts";

describe("drumbeat digest", () => {
  let folder = "";
  let file = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(scratch, "drumbeat-digest-"));
    file = join(folder, "drumbeat.db");
    const db = openDatabase(file);
    await migrateToLatest(db);
    await aRollOut(db, "en-GB");
    await db.destroy();
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("previews as text, Markdown with front matter, and JSON", async () => {
    const at = ["--reader", "helene", "--rhythm", "monthly", "--at", "2026-11-04T08:00:00Z", "--database", file];
    const text = await run(["preview", ...at]);
    expect(text).toMatchObject({ code: 0, errors: expect.stringContaining("People are P1, P2 …") });
    expect(text.output.split("\n")[0]).toBe("October 2026 · 3 programs");
    const markdown = await run(["preview", ...at, "--format", "markdown"]);
    expect(parse(markdown.output.split("\n---\n")[0] ?? "")).toEqual({
      programs: ["loyalty", "welcome", "service"],
      rhythm: "monthly",
      period: "2026-10",
      reader: "helene",
      locale: "en-GB",
      edition: 1,
      sentAt: null,
    });
    const json = await run(["preview", ...at, "--format", "json"]);
    expect(JSON.parse(json.output)).toMatchObject({ bottomLine: { case: "ask", program: "Loyalty" } });
  });

  it("names nobody but its reader, in whatever format (V3)", async () => {
    const db = openDatabase(file);
    const people = await db.selectFrom("person").select(["handle", "name"]).execute();
    await db.destroy();
    const at = ["--reader", "helene", "--rhythm", "monthly", "--at", "2026-11-04T08:00:00Z", "--database", file];
    const csv = join(folder, "named.csv");
    await run(["preview", ...at, "--csv", csv]);
    const table = await readFile(csv, "utf8");
    expect(people.filter(({ name }) => table.includes(name))).toEqual([]);
    for (const format of ["text", "markdown", "json"]) {
      const { output } = await run(["preview", ...at, "--format", format]);
      // In words the names of those who lead alone are left out.
      if (format === "json") expect(output).toMatch(/\bP\d+\b/);
      expect(people.filter(({ handle, name }) => handle !== "helene" && output.includes(name))).toEqual([]);
    }
  });

  it("lists the editions of a reader, and shows one as it was sent", async () => {
    const list = await run(["list", "--reader", "@helene", "--database", file]);
    const lines = list.output.trim().split("\n");
    expect(lines.map((line) => line.split(" ")[2])).toEqual(["2026-09", "2026-10"]);
    const edition = lines[1]?.split(" ")[0] ?? "";
    const shown = await run(["show", "--reader", "helene", "--edition", edition, "--database", file]);
    expect(shown.output).toContain("The launch slips two weeks");
  });

  it.each([
    [[], "Usage"],
    [["preview", "--reader", "helene"], "--rhythm: must be one of weekly, monthly, quarterly, annual"],
    [["preview", "--reader", "helene", "--rhythm", "monthly", "--at", "tomorrow"], "--at: must be an instant"],
    [["preview", "--reader", "nobody", "--rhythm", "monthly"], "nobody has the handle nobody"],
    [["preview", "--reader", "ana", "--rhythm", "weekly"], "No digest for this reader"],
    [["preview", "--unknown"], "Usage"],
  ])("says what is wrong with %j", async (args, message) => {
    const result = await run([...args, ...(args.length > 0 ? ["--database", file] : [])]);
    expect(result.code).toBe(1);
    expect(result.output).toBe("");
    expect(result.errors).toContain(message);
  });

  function run(args: string[]): Promise<{ code: number | null; output: string; errors: string }> {
    const child = spawn(process.execPath, [built("cli"), "digest", ...args], { stdio: ["ignore", "pipe", "pipe"] });
    const result = { output: "", errors: "" };
    child.stdout.on("data", (chunk) => {
      result.output += String(chunk);
    });
    child.stderr.on("data", (chunk) => {
      result.errors += String(chunk);
    });
    return new Promise((resolve) => child.on("close", (code) => resolve({ code, ...result })));
  }
});
