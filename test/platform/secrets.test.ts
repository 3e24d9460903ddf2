/** Where secrets come from, and where they never go. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { databaseFrom, readConfig } from "../../src/platform/config.ts";
import { shownLocation } from "../../src/platform/secrets.ts";
import { built } from "../support/built.ts";
import { aFolder } from "../support/folder.ts";
import { aNodeProcess } from "../support/process.ts";

const SECRET = "s3cret";

async function aFile(text: string): Promise<string> {
  const folder = await aFolder();
  const file = join(folder, "secret");
  await writeFile(file, text);
  return file;
}

describe("a secret in a file", () => {
  it("is read as the variable would be, without the end of its line", async () => {
    const token = await aFile("xoxb-from-a-file\n");
    const result = readConfig({
      SLACK_BOT_TOKEN_FILE: token,
      SLACK_APP_TOKEN: "xapp-1",
      DATABASE_URL_FILE: await aFile("postgres://drumbeat:s3cret@db.example/drumbeat\n"),
    });
    expect(result).toMatchObject({
      ok: true,
      config: { slack: { botToken: "xoxb-from-a-file" }, database: "postgres://drumbeat:s3cret@db.example/drumbeat" },
    });
  });

  it("that is missing, empty, or given twice is named, and what it holds is not shown", async () => {
    const [full, empty] = [await aFile(SECRET), await aFile("\n")];
    const problemsOf = (env: Record<string, string>) => {
      const result = readConfig({ SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1", ...env });
      return result.ok ? [] : result.problems;
    };
    expect(problemsOf({ DATABASE_URL_FILE: `${full}-none` })).toEqual([
      `DATABASE_URL_FILE: the file ${full}-none cannot be read by this user.`,
    ]);
    expect(problemsOf({ DATABASE_URL_FILE: empty })).toEqual([`DATABASE_URL_FILE: the file ${empty} is empty.`]);
    expect(problemsOf({ SLACK_BOT_TOKEN_FILE: full })).toEqual([
      "SLACK_BOT_TOKEN and SLACK_BOT_TOKEN_FILE are both set: keep one of them.",
    ]);
  });
});

describe("an address", () => {
  it.each([
    ["postgres://drumbeat:s3cret@db.example/drumbeat", "db.example/drumbeat"],
    ["postgres://drumbeat:12/s3cret@db.example:5432/drumbeat?sslmode=require", "db.example:5432/drumbeat"],
    ["mysql://root:s3cret#@db.example/x", "db.example/x"],
    ["postgres://db.example/drumbeat?user=x&password=s3cret", "db.example/drumbeat"],
    ["data/drumbeat.db", "data/drumbeat.db"],
  ])("%s is shown without its secrets", (location, shown) => {
    expect(shownLocation(location)).toBe(shown);
  });

  it("with a password is refused on a command line, with where it goes instead", async () => {
    const env = { PATH: "" };
    expect(() => databaseFrom("postgres://drumbeat:s3cret@db.example/drumbeat", env)).toThrow(/DATABASE_URL_FILE/);
    expect(() => databaseFrom("postgres://db.example/drumbeat?password=s3cret", env)).toThrow(/DATABASE_URL_FILE/);
    expect(databaseFrom("postgres://drumbeat@db.example:5432/drumbeat", env)).toMatch(/^postgres:/);
    for (const args of [
      ["doctor", "--database", "postgres://drumbeat:s3cret@db.example/drumbeat"],
      ["export", "check-ins", "--database", "postgres://drumbeat:s3cret@db.example/drumbeat"],
      ["move", "--to", "postgres://drumbeat:s3cret@db.example/drumbeat"],
    ]) {
      const child = aNodeProcess([built("cli"), ...args], { env: { LANG: "en" } });
      expect([args[0], await child.ended]).toEqual([args[0], 1]);
      expect(child.output()).toMatch(
        /everybody on this machine can read a command line: .* DATABASE_(URL|MOVE_TO)_FILE/,
      );
      expect(child.output()).not.toContain(SECRET);
    }
  });
});
