/** Somebody is erased: nothing of theirs is left but what an admin left in words by others, and all else is as it was. */
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { listAudit } from "../../src/platform/audit.ts";
import { DATA_KINDS } from "../../src/privacy/data-map.ts";
import { listErasures } from "../../src/privacy/erasure.ts";
import { pageOf } from "../../src/privacy/my-data.ts";
import { readDigest } from "../../src/reports/digest/digest-reading.ts";
import { firstScreen } from "../../src/reports/digest/first-screen.ts";
import { digestPdf } from "../../src/reports/files/digest-pdf.ts";
import { databases } from "../support/databases.ts";
import { drumbeat } from "../support/drumbeat.ts";
import { leaveSlack, personIn, type Run } from "../support/run.ts";
import { theLog } from "../support/the-log.ts";
import { allRows, aStory, BY_OTHERS, clearAll, countsOf, erase, filesWith, isTheirs, SENTINEL } from "./an-erasure.ts";

/** In which something of theirs stands before. */
const WITH_WORDS = [
  ...[
    "check_in_revision",
    "item",
    "item_event",
    "audit",
    "report",
    "program_status",
    "cadence",
    "typed_words",
    "page_section",
  ],
  ...["cadence_draft", "program", "delivery", "approval"],
  ...["candidate_score"],
];

/** All that anybody can have written out, and what others see as their data. */
async function writtenOut(run: Run): Promise<Record<string, string>> {
  const commands = [
    ["export", "check-ins", "--names", "--reason", "A court"],
    ["register", "export", "--names", "--reason", "A court"],
    ["person", "export", "tom", "--reason", "A court"],
    ["person", "export", "sofia", "--reason", "A court"],
  ];
  const audit = await listAudit(run.db, run.app.workspace.id, { programIds: null, before: null, limit: 10_000 });
  const all: Record<string, string> = { audit: JSON.stringify(audit) };
  for (const args of commands) {
    const { code, written, output } = await drumbeat([...args, "--database", run.location]);
    expect(code, `${args.join(" ")}: ${output}`).toBe(0);
    const name = args.slice(0, 3).join(" ");
    all[name] = `${all[name] ?? ""}${written}`;
  }
  const { services, workspace } = run.app;
  for (const { id } of await run.db.selectFrom("digest").select("id").execute()) {
    const digest = await readDigest({ db: run.db, workspaceId: workspace.id, now: services.clock.now() }, id);
    if (!digest) throw new Error(`No digest ${id}`);
    all.digests = `${all.digests ?? ""}${JSON.stringify(digestPdf(firstScreen(digest.input), digest.input, { organisation: "Northwind", leads: new Map() }))}`;
  }
  for (const handle of ["tom", "sofia", "sam"])
    for (const kind of DATA_KINDS) {
      const { rows } = await pageOf(run.app.services, await personIn(run, handle), { kind, page: 0 });
      all[`my data of ${handle}`] = `${all[`my data of ${handle}`] ?? ""}${JSON.stringify(rows)}`;
    }
  return all;
}

describe.each(databases)("somebody who is erased, on %s", (database) => {
  it("is nowhere any more: in no table, no byte of the file, no export, no line of the log, no message as Slack shows it", {
    timeout: 180_000,
  }, async () => {
    const log = theLog();
    const run = await aStory(database, { logLevel: "trace" });
    const { slack_user_id: slackId } = await personIn(run, "lea");
    const before = await allRows(run);
    for (const table of WITH_WORDS) expect(before[table], table).toMatch(SENTINEL);
    const out = await writtenOut(run);
    for (const name of ["export check-ins --names", "register export --names", "audit", "digests"])
      expect(isTheirs(out[name] ?? "", slackId), name).toBe(true);
    const file = run.sandbox.allMessages().flatMap(({ files = [] }) => files)[0];
    expect(run.sandbox.slack.files.opened(String(file?.id))).not.toBeNull();
    const drawn = await run.db.selectFrom("picture").select("file_id").execute();
    expect(drawn.map(({ file_id: id }) => run.sandbox.slack.files.opened(String(id)) !== null)).toEqual([true]);

    await run.to("2026-12-03T12:06:00.000Z");
    expect(JSON.stringify(run.sandbox.allMessages())).toMatch(/why it was sent back/);

    await leaveSlack(run, "lea");
    await run.settle();
    const counted = await countsOf(run);
    await erase(run);
    await run.settle();
    await run.to("2026-12-04T12:00:00.000Z");
    const sam = await personIn(run, "sam");
    const [erasure] = await listErasures(run.db, sam.workspace_id);
    expect(erasure).toMatchObject({ state: "looking" });
    const texts = await clearAll(run, sam, erasure?.id ?? "");
    expect(texts.toSorted()).toEqual(Object.values(BY_OTHERS).toSorted());
    await run.settle();
    await run.to("2026-12-05T12:00:00.000Z");
    expect(await listErasures(run.db, sam.workspace_id)).toMatchObject([{ state: "done", names: null }]);

    const left = Object.entries(await allRows(run)).filter(([, rows]) => isTheirs(rows, slackId));
    expect(left.map(([table]) => table)).toEqual([]);
    const exported = Object.entries(await writtenOut(run)).filter(([, text]) => isTheirs(text, slackId));
    expect(exported.map(([name]) => name)).toEqual([]);
    // What they wrote in Slack themselves is not the app's to delete.
    const ours = run.sandbox.allMessages().filter((message) => message.bot_id !== undefined);
    const shown = ours.filter((message) => SENTINEL.test(JSON.stringify(message)));
    expect(shown.map((message) => JSON.stringify(message))).toEqual([]);
    for (const id of [file?.id, ...drawn.map(({ file_id: drawnId }) => drawnId)])
      expect(run.sandbox.slack.files.opened(String(id))).toBeNull();
    expect(await countsOf(run)).toEqual(counted);
    expect(log.length).toBeGreaterThan(0);
    expect(log.filter((line) => SENTINEL.test(line) || /L[ée]a Martin/i.test(line))).toEqual([]);
    if (database !== "SQLite") return;
    // While it runs, and once the file is written anew.
    expect(filesWith(dirname(run.location), slackId)).toEqual([]);
    await run.stopApp();
    expect(await drumbeat(["vacuum", "--database", run.location])).toMatchObject({ code: 0 });
    expect(filesWith(dirname(run.location), slackId)).toEqual([]);
  });
});
