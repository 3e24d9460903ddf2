/** Who may have somebody erased, and that a back-up does not bring them back. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readerAt } from "../../src/people/people.ts";
import { listErasures } from "../../src/privacy/erasure.ts";
import { clearText, leaveTheRest, textsToLookAt } from "../../src/privacy/erasure-review.ts";
import { eraseView, lookView } from "../../src/privacy/erasure-screen.ts";
import { type Offer, offersIn, send } from "../platform/forging.ts";
import { acting, addQuietly } from "../support/acting.ts";
import { drumbeat } from "../support/drumbeat.ts";
import { aRun, LEA, leaveSlack, personIn, type Run, SAM, SOFIA, TOM } from "../support/run.ts";
import { theLog } from "../support/the-log.ts";
import { allRows, answer, atlas, eraseBy, nameAdmin } from "./an-erasure.ts";

const GUEST = { handle: "gil", name: "Gil Frost", tz: "Europe/London", locale: "en-GB", affiliation: "guest" };

async function aSmallRun(): Promise<Run> {
  const run = await aRun({
    people: [LEA, TOM, SOFIA, SAM, GUEST],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom", "gil"] }],
    logLevel: "warn",
  });
  await nameAdmin(run, "sam");
  await run.to("2026-11-02T12:00:00.000Z");
  return run;
}

const erasuresIn = async (run: Run) => listErasures(run.db, run.app.workspace.id);
const NAMED = /Tom Baker|Zqsecret/;
const tablesWith = async (run: Run) =>
  Object.entries(await allRows(run)).flatMap(([table, rows]) => (NAMED.test(rows) ? [table] : []));

it("is an admin: neither member, lead, sponsor nor guest begins one or looks through texts, by a forged form neither", async () => {
  const run = await aSmallRun();
  const { services, workspace } = run.app;
  const sam = await personIn(run, "sam");
  const offersOf = (view: object) => offersIn({ view: JSON.parse(JSON.stringify(view)) }, "sam");
  const forged = async (offers: readonly Offer[], by: readonly string[]) => {
    expect(offers.length).toBeGreaterThan(0);
    for (const handle of by) for (const offer of offers) await send(run, offer, handle, "tom");
    await run.settle();
  };
  for (const handle of ["tom", "lea", "sofia", "gil"])
    await expect(eraseBy(run, { admin: handle, handle: "tom" }), handle).rejects.toThrow("ADMINS_ONLY");
  const erasing = offersOf(eraseView(sam, null));
  await forged(erasing, ["tom", "lea", "sofia", "gil"]);
  expect(await erasuresIn(run)).toEqual([]);

  await answer(run, "gil", { progress: "As Tom Baker said", next: "", blockers: "" });
  // The same form, sent by an admin.
  await forged(erasing, ["sam"]);
  await run.to("2026-11-02T13:00:00.000Z");
  const [erasure] = await erasuresIn(run);
  const erasureId = erasure?.id ?? "";
  expect(erasure).toMatchObject({ state: "looking" });
  const { name, texts } = await textsToLookAt(run.db, sam, erasureId);
  await forged(offersOf(lookView(readerAt(sam, services.clock.now()), { erasureId, name, texts })), [
    "lea",
    "sofia",
    "gil",
  ]);
  expect(await listErasures(run.db, workspace.id)).toEqual([erasure]);
});

it("cannot be the only admin, who is told so", async () => {
  const run = await aSmallRun();
  await run.db.updateTable("person").set({ is_admin: 0, is_primary_owner: 0 }).execute();
  await run.as("sam").command("/drumbeat erase");
  run.as("sam").fill("person", "sam");
  run.as("sam").fill("reason", "By letter");
  expect(await run.as("sam").submit()).toEqual({
    errors: { person: "There’s no other admin here. Name one in `/drumbeat admin` first." },
  });
  expect(await erasuresIn(run)).toEqual([]);
});

it("has it done again once an older back-up is restored, with what they cleared, and the log says so", async () => {
  const log = theLog();
  const run = await aSmallRun();
  const { services } = run.app;
  await answer(run, "tom", { progress: "Zqsecret", next: "", blockers: "" });
  await answer(run, "gil", { progress: "As Tom Baker said", next: "", blockers: "" });
  const [gil, { id: programId }] = [await personIn(run, "gil"), await atlas(run)];
  const named = { type: "risk", title: "Whatever Tom B. left", details: {}, sourceKey: "command:1" } as const;
  await addQuietly(acting(services, gil), { programId, ...named });
  const copy = join(run.location, "..", "copy.db");
  expect(await drumbeat(["backup", copy, "--database", run.location])).toMatchObject({ code: 0 });

  await leaveSlack(run, "tom");
  await eraseBy(run, { admin: "sam", handle: "tom" });
  await run.to("2026-11-02T13:00:00.000Z");
  const sam = await personIn(run, "sam");
  const [erasure] = await erasuresIn(run);
  const erasureId = erasure?.id ?? "";
  const { texts } = await textsToLookAt(run.db, sam, erasureId);
  const [place] = texts.find(({ text }) => text === "As Tom Baker said")?.places ?? [];
  if (!place) throw new Error(`Not found: ${JSON.stringify(texts)}`);
  await clearText({ ...services, actor: sam }, { erasureId, place });
  await leaveTheRest({ ...services, actor: sam }, { erasureId });
  await run.settle();
  await run.to("2026-11-02T14:00:00.000Z");
  expect(await erasuresIn(run)).toMatchObject([{ state: "done" }]);
  const title = async () => (await run.db.selectFrom("item").select("title").execute()).map((item) => item.title);
  expect([await tablesWith(run), await title()]).toEqual([[], ["Whatever Tom B. left"]]);
  const ledger = `${run.location}.erasures.jsonl`;
  expect(existsSync(ledger)).toBe(true);
  expect(readFileSync(ledger, "utf8")).not.toMatch(/Tom|tom/);

  await run.stopApp();
  expect(await drumbeat(["restore", copy, "--to", run.location])).toMatchObject({ code: 0 });
  expect(log.join("")).not.toContain("they were done again");
  await run.startApp();
  expect(log.join("")).toContain("this database is older than erasures: they were done again");
  await run.to("2026-11-02T15:00:00.000Z");
  expect([await tablesWith(run), await title()]).toEqual([[], ["Whatever Tom B. left"]]);
  expect(await erasuresIn(run)).toMatchObject([{ id: erasureId, state: "done", names: null }]);
  // Without another one each start.
  await run.stopApp();
  await run.startApp();
  expect(await erasuresIn(run)).toHaveLength(1);
});
