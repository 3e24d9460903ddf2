/** A digest as files: what they say, and how they come into the thread. */
import { expect, it } from "vitest";
import { FILES_FROM } from "../../src/digests/editions/messages-files.ts";
import { sendDocument } from "../../src/digests/editions/use-cases-files.ts";
import type { SandboxMessage } from "../../src/sandbox/workspace.ts";
import {
  aRun,
  MONTHLY_TO_SPONSORS,
  personIn,
  type Run,
  type RunOptions,
  SOFIA,
  TOM,
} from "../support/run.ts";

const DIGEST_AT = "2026-12-04T12:00:00Z";

function portfolioOf(programs: number, options: RunOptions = {}): Promise<Run> {
  const keys = Array.from({ length: programs }, (_, index) => `p${index + 1}`);
  return aRun({
    people: [TOM, SOFIA],
    programs: keys.map((key) => ({ key, title: `Program ${key}`, lead: "tom", sponsors: ["sofia"], team: [] })),
    cadences: keys.map((program) => ({ ...MONTHLY_TO_SPONSORS, key: `monthly-${program}`, program })),
    ...options,
  });
}

/** What came in the thread of Sofia's digest. */
function thread(run: Run): SandboxMessage[] {
  return run
    .as("sofia")
    .dm()
    .filter(({ thread_ts: root }) => root !== undefined);
}

const filesOf = (messages: readonly SandboxMessage[]) =>
  messages.flatMap(({ files = [] }) => files.map(({ name }) => String(name)));

it("comes with its files as the last reply of the thread from ten programs on", async () => {
  const run = await portfolioOf(FILES_FROM);
  await run.to(DIGEST_AT);
  const replies = thread(run);
  const last = replies.at(-1);
  expect(last?.text).toBe("The whole digest to read and print, and its table for a spreadsheet.");
  expect(last?.files).toEqual([
    expect.objectContaining({ name: "digest-2026-11.pdf", title: "November 2026 · 10 programs", filetype: "pdf" }),
    expect.objectContaining({ name: "digest-2026-11.csv", title: "November 2026 · 10 programs · table" }),
  ]);
  expect(filesOf(replies.slice(0, -1))).toEqual([]);
  const [pdf, csv] = (last?.files ?? []).map(({ id }) => run.sandbox.slack.files.opened(String(id)));
  expect(pdf?.mimetype).toBe("application/pdf");
  expect(csv?.bytes.toString("utf8")).toContain("p10,Program p10,");
  const rows = await run.db.selectFrom("delivery").selectAll().where("kind", "=", "digest-file").execute();
  expect(rows).toEqual([expect.objectContaining({ state: "sent", sent_ts: last?.ts, attempts: 0, contact: "reply" })]);
});

it("of fewer programs comes as a file when it is asked for, once", async () => {
  const run = await portfolioOf(FILES_FROM - 1);
  await run.to(DIGEST_AT);
  expect(filesOf(thread(run))).toEqual([]);
  const { id: editionId } = await run.db.selectFrom("digest_edition").select("id").executeTakeFirstOrThrow();
  const { services } = run.app;
  const sofia = await personIn(run, "sofia");
  const ask = () => sendDocument(services, sofia, { editionId, format: "pdf" });
  expect(await ask()).toBe("on-its-way");
  expect(await ask()).toBe("on-its-way");
  await run.to("2026-12-04T12:01:00Z");
  expect(filesOf(thread(run))).toEqual(["digest-2026-11.pdf"]);
  expect(await ask()).toBe("there");
  await run.to("2026-12-04T12:10:00Z");
  expect(filesOf(thread(run))).toEqual(["digest-2026-11.pdf"]);
  await expect(sendDocument(services, await personIn(run, "tom"), { editionId, format: "csv" })).rejects.toMatchObject({
    code: "DIGEST_NOT_YOURS",
  });
});
