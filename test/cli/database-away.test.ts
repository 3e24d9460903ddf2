/** A command that cannot open its database says why, each cause by a sentence of its own. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { drumbeat } from "../support/drumbeat.ts";
import { aFolder } from "../support/folder.ts";
import { freePort } from "../support/free-port.ts";

const COMMANDS = [
  "audit export",
  "register export",
  "export check-ins --format csv",
  "messages status",
  "plan --weeks 1 --format table",
];

async function answersAt(database: string): Promise<string[]> {
  const answers: string[] = [];
  for (const command of COMMANDS) {
    const { code, output } = await drumbeat(command.split(" "), { DATABASE_URL: database, LANG: "en_GB.UTF-8" });
    answers.push(`${code} ${output.trim()}`);
  }
  return answers;
}

async function expectAll(database: string, sentence: string) {
  const answers = await answersAt(database);
  for (const [index, answer] of answers.entries()) expect(answer, COMMANDS[index]).toMatch(/^1 /);
  for (const [index, answer] of answers.entries()) expect(answer, COMMANDS[index]).toContain(sentence);
}

it("says that its server is away, or unknown", async () => {
  const port = await freePort();
  await expectAll(`postgres://drumbeat:secret@127.0.0.1:${port}/drumbeat`, "cannot be reached. Is the server running");
});

it("says that there is no such file", async () => {
  const file = join(await aFolder(), "none.db");
  await expectAll(file, `There is no database ${file}. Name it with --database.`);
});

it("says that a file, or a folder of that name, is no database of Drumbeat", async () => {
  const folder = await aFolder();
  const [words, directory] = [join(folder, "words.db"), join(folder, "folder.db")];
  writeFileSync(words, "Only words. ".repeat(500));
  mkdirSync(directory);
  await expectAll(words, "is not a Drumbeat database, or is damaged");
  for (const answer of await answersAt(directory)) expect(answer).not.toContain("no room left");
});

it("says that it is of another version", async () => {
  const file = join(await aFolder(), "other.db");
  const db = openDatabase(file);
  await migrateToLatest(db);
  await db
    .withTables<{ kysely_migration: { name: string; timestamp: string } }>()
    .insertInto("kysely_migration")
    .values({ name: "0002-later", timestamp: "2026-11-02T00:00:00.000Z" })
    .execute();
  await db.destroy();
  for (const answer of await answersAt(file)) expect(answer).toMatch(/version/);
});
