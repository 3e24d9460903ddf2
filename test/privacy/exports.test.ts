/** What leaves Drumbeat as a file: every command of operators and every file that goes into Slack, and whom it names. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cadenceCommands } from "../../src/cadences/cli-commands.ts";
import { calendarCommands } from "../../src/calendars/cli-commands.ts";
import { checkInCommands } from "../../src/check-ins/cli-commands.ts";
import { digestCommands } from "../../src/digests/cli-commands.ts";
import { listDigests } from "../../src/digests/use-cases.ts";
import { dryRunCommands } from "../../src/dry-run/cli-commands.ts";
import { operationCommands } from "../../src/operations/cli-commands.ts";
import { appendAudit } from "../../src/platform/audit.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { privacyCommands } from "../../src/privacy/cli-commands.ts";
import { programCommands } from "../../src/programs/cli-commands.ts";
import { registerCommands } from "../../src/register/cli-commands.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { setupCommands } from "../../src/setup/cli-commands.ts";
import { built } from "../support/built.ts";
import { databases } from "../support/databases.ts";
import { aNodeProcess } from "../support/process.ts";
import { personIn, type Run } from "../support/run.ts";
import { answer, aTeamsDay, nameAdmin } from "./a-story.ts";

/**
 * `pseudonyms`: gives out what people wrote, and names them with a reason; `own`: to the person themselves;
 * `operator`: by name, for whoever runs Drumbeat, and nothing that anybody wrote (docs/decisions/0035-exports.md); `whole`:
 * the database itself; `nobody`: of no person.
 */
const COMMANDS: Readonly<Record<string, "pseudonyms" | "own" | "operator" | "whole" | "nobody">> = {
  export: "pseudonyms",
  register: "pseudonyms",
  digest: "pseudonyms",
  person: "own",
  audit: "operator",
  plan: "operator",
  backup: "whole",
  restore: "whole",
  move: "whole",
  vacuum: "whole",
  doctor: "nobody",
  manifest: "nobody",
  programs: "nobody",
  messages: "nobody",
  setup: "nobody",
  cadence: "nobody",
  calendar: "nobody",
};

it("every command of operators is one of these, and every file that goes into Slack (V3)", () => {
  const all = [
    ...[setupCommands, programCommands, cadenceCommands, calendarCommands, digestCommands, checkInCommands],
    ...[operationCommands, dryRunCommands, registerCommands, privacyCommands],
  ].flatMap(Object.keys);
  expect(all.toSorted()).toEqual(Object.keys(COMMANDS).toSorted());
  // A digest to its reader, who has read it by name; one's own data; the case of a program, which is of no
  // person; to whoever goes somewhere, and to whoever keeps their calendar, when and where for it.
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const sending = sources.filter((name) => /^ {2}async files\(/m.test(readFileSync(join("src", name), "utf8")));
  expect(sending.toSorted()).toEqual([
    "digests/editions/messages-files.ts",
    "privacy/my-data/messages.ts",
    "register/appearances/messages-keeper.ts",
    "register/appearances/messages.ts",
    "sponsorship/case/messages.ts",
  ]);
});

const SAID = "The certificate is missing.";
const FOR_LEAD = "Zebras are slow";
const OWN = "Yaks are late";
const EVERYBODY = ["Léa Martin", "Tom Baker", "Nina Diaz", "Ravi Nair", "Sam Poe", "lea", "tom", "nina", "ravi", "sam"];

/** Names and handles that stand in it. */
function namedIn(text: string): string[] {
  return EVERYBODY.filter((name) => new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, "u").test(text));
}

/** A month of a team that has ended with a digest. */
async function aMonth(database: (typeof databases)[number]): Promise<Run> {
  const run = await aTeamsDay({ database });
  await nameAdmin(run, "nina");
  await run.db.updateTable("person").set({ is_primary_owner: 1, is_admin: 1 }).where("handle", "=", "sam").execute();
  await answer(run, "tom", { moved: "The supplier agreed.", blocked: SAID });
  await answer(run, "ravi", { moved: FOR_LEAD }, "confidential");
  await run.to("2026-11-05T12:00Z");
  const { id } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const [tom, lea] = [await personIn(run, "tom"), await personIn(run, "lea")];
  const items = [
    { title: "The van is old", disclosure: "program" as const, sourceKey: "test:open" },
    { title: OWN, description: OWN, disclosure: "lead" as const, sourceKey: "test:lead" },
  ];
  await inTransaction(run.db, async (tx) => {
    for (const item of items)
      await raiseItem(run.app.services, tx, tom, id, {
        ...item,
        type: "risk",
        details: {},
        state: "open",
        ownerId: lea.id,
      });
  });
  await run.settle();
  return run;
}

async function drumbeat(run: Run, line: string, ...more: string[]) {
  const child = aNodeProcess([built("cli"), ...line.split(" "), ...more, "--database", run.location]);
  const code = await child.ended;
  const out = child.written();
  return { code, out, said: child.output().replace(out, "") };
}

describe.each(databases)("on %s", (database) => {
  it("names nobody and leaves out what is for the lead alone, but with a reason, which each person reads (V3)", async () => {
    const run = await aMonth(database);
    const tom = await personIn(run, "tom");
    const sofia = { workspaceId: tom.workspace_id, personId: (await personIn(run, "sofia")).id };
    const [edition] = await listDigests(run.db, sofia);
    const noted = async () =>
      (
        await run.db
          .selectFrom("audit")
          .select(["action", "after"])
          .where("subject_kind", "=", "person")
          .where("subject_id", "=", tom.id)
          .orderBy("id")
          .execute()
      ).map(({ action, after }) => ({ action, ...JSON.parse(after ?? "{}") }));
    const digest = `--reader sofia --edition ${edition?.id}`;
    const exports = [
      ["export check-ins", SAID, FOR_LEAD],
      ["export check-ins --format csv", SAID, FOR_LEAD],
      ["register export", "The van is old", OWN],
      ["register export --format csv", "The van is old", OWN],
      ["register export --program atlas", "The van is old", OWN],
      [`digest show ${digest}`, SAID, null],
      [`digest show ${digest} --format markdown`, SAID, null],
      [`digest show ${digest} --format json`, SAID, null],
      ["digest preview --reader sofia --rhythm monthly --at 2026-11-04T08:00:00Z", SAID, null],
    ] as const;
    for (const [line, told, restricted] of exports) {
      const { code, out, said } = await drumbeat(run, line);
      expect([line, code, namedIn(out)]).toEqual([line, 0, []]);
      expect(out).toContain(told);
      expect(out).toMatch(/\bP\d+\b/);
      if (restricted) expect(out).not.toContain(restricted);
      expect(said).toContain("Not for appraisal, pay or discipline. People are P1, P2 …");
    }
    expect(await noted()).toEqual([]);
    for (const [line, told, restricted] of exports) {
      const reason = `The court asks for ${line}`;
      expect(await drumbeat(run, line, "--names")).toMatchObject({
        code: 1,
        out: "",
        said: expect.stringContaining("--reason"),
      });
      const { code, out, said } = await drumbeat(run, line, "--names", "--reason", reason);
      expect([code, said]).toEqual([0, "Not for appraisal, pay or discipline.\n"]);
      expect(namedIn(out)).not.toEqual([]);
      for (const text of [told, ...(restricted ? [restricted] : [])]) expect(out).toContain(text);
      const what = `drumbeat ${line.split(" ").slice(0, 2).join(" ")}`;
      expect((await noted()).at(-1)).toEqual({ action: "person.exported", what, reason });
    }
  }, 240_000);

  it("gives what is of no person without a name, and what operators need by name without a word that anybody wrote (V3)", async () => {
    const run = await aMonth(database);
    const { workspace_id: workspaceId, id: actorId } = await personIn(run, "tom");
    await inTransaction(run.db, (tx) =>
      appendAudit(tx, run.app.services, {
        workspaceId,
        actorId,
        action: "program.changed",
        subject: { kind: "program", id: "p" },
        after: { title: SAID },
      }),
    );
    for (const line of ["programs export", "doctor --json", "messages status"]) {
      const { out } = await drumbeat(run, line);
      expect([line, out.length > 0, namedIn(out)]).toEqual([line, true, []]);
    }
    for (const line of ["audit", "plan --at 2026-11-05T12:00:00Z --format jsonl"]) {
      const { code, out } = await drumbeat(run, line);
      expect([line, code]).toEqual([line, 0]);
      expect(namedIn(out)).not.toEqual([]);
      for (const said of [SAID, FOR_LEAD, OWN, "The van is old"]) expect(out).not.toContain(said);
    }
  });
});
