/** *Check the installation*, for admins in Slack. */
import { expect, it } from "vitest";
import { dumpTables, listTables } from "../platform/rows.ts";
import { aRun, LEA, type Run, TOM, textOf } from "../support/run.ts";

const aTeam = () =>
  aRun({
    people: [LEA, TOM],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", team: ["tom"] }],
  });

/** Opens the settings, has it checked, and reads the report. The clock stands still meanwhile. */
async function checked(run: Run, handle: string, label = "Check the installation"): Promise<string> {
  await run.as(handle).command("/drumbeat admin");
  await run.as(handle).waitForView();
  await run.as(handle).pressInView({ label });
  const shown = () => {
    const view = run.as(handle).view();
    return view ? textOf(view) : "";
  };
  await expect.poll(shown, { interval: 50, timeout: 30_000 }).toMatch(/Checked |Vérifié /);
  return shown();
}

it("says what Slack makes of messages, commands and Home, sends one that it takes back, and changes nothing", async () => {
  const run = await aTeam();
  await run.to("2026-11-03T12:00Z");
  const owner = run.sandbox.primaryOwner;
  const tables = (await listTables(run.db)).filter(({ name }) => !["workspace_fact", "received"].includes(name));
  const rows = await dumpTables(run.db, tables);
  const standing = run.sandbox.allMessages().length;
  const report = await checked(run, owner);
  expect(report).toMatch(/^ok · Slack accepts what the commands show \(1\d checked\)\.$/m);
  expect(report).toMatch(/^ok · Slack accepts Home/m);
  expect(report).toMatch(
    /^ok · A test message: posting \d+\u00a0ms, changing .*, uploading a picture .*, sharing a file .*, removing /m,
  );
  expect(report).toMatch(/^check · Drumbeat has noted none of these from Slack so far: .*buttons/m);
  // A second message in the same second of a clock that stands still.
  expect(report).toMatch(/^check · Slack is rate-limiting: 1 check wasn’t made/m);
  expect(report).not.toContain("FAIL");
  expect(run.sandbox.allMessages()).toHaveLength(standing);
  expect(await dumpTables(run.db, tables)).toEqual(rows);
});

it("says in the admin's language what Slack refuses, first", async () => {
  const run = await aTeam();
  await run.db.updateTable("person").set({ is_named_admin: 1 }).where("handle", "=", "lea").execute();
  run.sandbox.misbehave({ do: "answer-error", error: "invalid_view", on: { method: "blocks.validate" } });
  const report = await checked(run, "lea", "Vérifier l’installation");
  const [title, summary, first] = report.split("\n");
  expect(title).toContain("Vérification");
  expect(summary).toMatch(/^\*1 point en échec, 2 à voir, \d en ordre\.\*$/);
  expect(first).toMatch(/^ÉCHEC · Slack refuse ce qu’affiche \/drumbeat \S+ \(invalid_view\)\u00a0: transmettez/);
});
