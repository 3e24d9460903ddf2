/** What people did above one round is summed for nobody: what the app asks its database in a month of the story, and what that has room for. */
import Sqlite from "better-sqlite3";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { roundReadings } from "../../src/check-ins/rounds/gauges.ts";
import { runOnce, type SandboxRun } from "../../src/demo/sandbox-run.ts";
import { builtInScenario } from "../../src/demo/scenarios/built-in.ts";
import { until } from "../demo/playing.ts";
import { aDatabase, databases } from "../support/databases.ts";

/** Who did something, or for whom something is: as columns name them. */
const PERSON =
  "(?:person|author|owner|actor|reader|decider|delegate|approver|holder|asker|voter|member|reviewer|lead)_id|raised_by|asked_by|answered_by|decided_by|closed_by|edited_by|handle";

/** From the beginning until after the first digest of a month. */
const UNTIL = "2026-10-05T16:00:00.000Z";

it("in a month of the story no statement sums what a person did", async () => {
  const said = new Set<string>();
  const prepare = vi.spyOn(Sqlite.prototype, "prepare");
  const { run } = await runOnce(until(builtInScenario(), UNTIL), { database: ":memory:", logLevel: "silent" });
  onTestFinished(() => run.close());
  await lookAround(run);
  for (const [statement] of prepare.mock.calls) said.add(statement);
  prepare.mockRestore();

  expect([...said].flatMap(scopesOf).filter(isSumOfPeople)).toEqual([]);
  expect(said.size).toBeGreaterThan(300);
}, 480_000);

/** Home of everybody, what they can ask for, and the measures. */
async function lookAround({ sandbox, clock, app }: SandboxRun): Promise<void> {
  for (const { handle } of builtInScenario().people) await sandbox.as(handle).openHome();
  for (const [handle, ...commands] of [
    ["margaret", "portfolio", "digest", "register", "preferences"],
    ["tom", "register", "register overdue", "plan", "audit", "preferences"],
    ["ines", "portfolio", "digest"],
    ["priya", "register", "preferences", "check-in"],
  ] as const)
    for (const command of commands) {
      await sandbox.as(handle).command(`/drumbeat ${command}`);
      await clock.settle();
    }
  await roundReadings(app.services.db, app.workspace.id);
}

/** Each SELECT by itself: those within it stand apart. */
function scopesOf(statement: string): string[] {
  const scopes: string[] = [];
  const open: { text: string; isScope: boolean }[] = [{ text: "", isScope: true }];
  for (let at = 0; at < statement.length; at += 1) {
    const char = statement.charAt(at);
    if (char === "(") open.push({ text: "", isScope: /^\(\s*(?:select|with)\b/i.test(statement.slice(at, at + 20)) });
    else if (char === ")" && open.length > 1) {
      const closed = open.pop();
      if (!closed) continue;
      if (closed.isScope) scopes.push(closed.text);
      const around = open.at(-1);
      if (around) around.text += closed.isScope ? "(…)" : `(${closed.text})`;
    } else {
      const around = open.at(-1);
      if (around) around.text += char;
    }
  }
  return [...scopes, open.map(({ text }) => text).join("(")];
}

const PERSON_COLUMN = `(?:"?\\w+"?\\.)?"?(?:${PERSON})"?`;
const SUMS = /\b(?:count|sum|avg|total|min|max)\s*\(/i;
const BY_PERSON = new RegExp(`(?:group|partition) by [^()]*?${PERSON_COLUMN}(?=[\\s,)]|$)`, "i");
/** Of one person, by a value, or by the row around it. */
const OF_A_PERSON = new RegExp(`${PERSON_COLUMN} (?:=|in) ?(?:\\+?\\?|\\$\\d|\\(|"?\\w+"?\\.)`, "i");
const COUNTS = /\b(?:count|sum|avg|total)\s*\(/i;

function isSumOfPeople(scope: string): boolean {
  return (SUMS.test(scope) && BY_PERSON.test(scope)) || (COUNTS.test(scope) && OF_A_PERSON.test(scope));
}

const SUM_NAMES =
  /(?:^|_)(?:count|total|sum|average|rate|score|streak|answered|missed|skipped|silent|times|number_of)(?:_|$)/;

describe.each(databases)("on %s", (name) => {
  it("no table that is about persons has a column for a sum, and there is no view", async () => {
    const db = await aDatabase(name);
    const tables = await db.introspection.getTables();
    expect(tables.filter(({ isView }) => isView)).toEqual([]);
    const isAboutPersons = new RegExp(`^(?:${PERSON})$`);
    const found = tables
      .filter((table) => table.name === "person" || table.columns.some((column) => isAboutPersons.test(column.name)))
      .flatMap((table) => table.columns.map((column) => `${table.name}.${column.name}`))
      .filter((column) => SUM_NAMES.test(column.split(".")[1] ?? "") && !/_(?:at|on|by|id)$/.test(column));
    expect(tables.length).toBeGreaterThan(40);
    expect(found).toEqual([]);
  });
});
