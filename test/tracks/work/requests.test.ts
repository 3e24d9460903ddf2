/** Work requests: asked for by anybody, and followed by whoever asked. */
import { describe, expect, it } from "vitest";
import type { Person } from "../../../src/people/people.ts";
import { rows } from "../../../src/platform/rows.ts";
import { inTransaction } from "../../../src/platform/transaction.ts";
import { closeProgram, reopenProgram } from "../../../src/programs/changes.ts";
import { builtInTrack } from "../../../src/tracks/library.ts";
import { giveStep } from "../../../src/tracks/look-after.ts";
import { answerGate } from "../../../src/tracks/steps.ts";
import { saveTemplate } from "../../../src/tracks/templates.ts";
import { quantile } from "../../../src/tracks/work/cycle-times.ts";
import { listWorkRequests } from "../../../src/tracks/work/request-queries.ts";
import { takeTypes } from "../../../src/tracks/work/request-types.ts";
import {
  askForWork,
  declineWork,
  joinWork,
  proposeToJoin,
  splitWork,
  withdrawWork,
} from "../../../src/tracks/work/requests.ts";
import { askForCapacity, holdWork, orderWork, resumeWork, startWork } from "../../../src/tracks/work/work-queue.ts";
import { opens, programId } from "../../sponsorship/choosing-people.ts";
import { databases } from "../../support/databases.ts";
import { actingAs, aRun, lastMessage, leaveSlack, personIn, type Run, SAM, TOM, textOf } from "../../support/run.ts";
import { aProgram, stepDone as done } from "../launch.ts";

const ANSWERS = { campaign: "Win-back", goal: "Bring back a tenth", audience: "Gone for a year" };

/** By Sam, who is in no program, or somebody else. */
async function asked(run: Run, answers: Record<string, string> = ANSWERS, who = "sam"): Promise<string> {
  const id = await askForWork(await actingAs(run, who), {
    programId: await programId(run),
    key: "campaign",
    answers,
  });
  await run.settle();
  return id;
}

async function taking(database: (typeof databases)[number]): Promise<Run> {
  const run = await aProgram(database);
  await takeTypes(await actingAs(run, "tom"), { programId: await programId(run), keys: ["campaign"] });
  return run;
}

/** Nina’s request was the same as the `first`, which is Sam’s. */
async function merged(database: (typeof databases)[number]): Promise<{ run: Run; first: string }> {
  const run = await taking(database);
  const first = await asked(run);
  const nina = await actingAs(run, "nina");
  const same = await askForWork(nina, { programId: await programId(run), key: "campaign", answers: ANSWERS });
  await proposeToJoin(await actingAs(run, "tom"), { id: same, intoId: first });
  await joinWork(nina, { id: same });
  await run.to("2026-11-02T15:00:00Z");
  return { run, first };
}

async function requestIn(run: Run, id: string) {
  const { workspace_id: workspaceId } = (await actingAs(run, "tom")).actor;
  const [workRequest] = await listWorkRequests(run.db, workspaceId, { id });
  return workRequest ?? expect.fail(`No request ${id}`);
}

async function begun(run: Run, id: string): Promise<void> {
  await done(run, id, "validation");
  await startWork(await actingAs(run, "tom"), { id });
}

describe.each(databases)("on %s", (database) => {
  it("takes ten of one person that wait for their validation, also where the last two come at once; of whoever leads any number", async () => {
    const run = await taking(database);
    const [sam, tom] = [await actingAs(run, "sam"), await actingAs(run, "tom")];
    const work = { programId: await programId(run), key: "campaign", answers: ANSWERS };
    const first = await askForWork(sam, work);
    for (let count = 2; count < 10; count += 1) await askForWork(sam, work);
    const both = await Promise.allSettled([askForWork(sam, work), askForWork(sam, work)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(askForWork(sam, work)).rejects.toMatchObject({ code: "WORK_ENOUGH" });
    for (let count = 1; count <= 11; count += 1) await askForWork(tom, work);
    await askForWork(await actingAs(run, "nina"), work);
    expect(await rows(run.db, "work_request", tom.actor.workspace_id).list({})).toHaveLength(22);
    await done(run, first, "validation");
    await asked(run);
  });

  it("is validated, put in order and begun; its requester's one message says where it is", async () => {
    const run = await taking(database);
    await run.to("2026-11-02T10:00:00Z");
    const id = await asked(run);
    const card = () => textOf(lastMessage(run, "sam"));
    expect(card()).toContain("*Win-back* · ATL-W-1 · Atlas\nNow: *Validation*, with Tom Baker");
    await done(run, id, "validation");
    await run.to("2026-11-02T10:05:00Z");
    expect(card()).toMatch(/Now: \*Prioritisation\*, with Tom Baker, by Mon\s9\sNov\.\nNext: Creation/);
    await startWork(await actingAs(run, "tom"), { id });
    await run.to("2026-11-02T10:10:00Z");
    expect(card()).toContain("Now: *Creation*, with Léa Martin");
    expect(run.as("sam").dm()).toHaveLength(1);
    expect(await requestIn(run, id)).toMatchObject({ number: 1, isToOrder: false, outcome: null });
  });

  it("of a lead stands once, in the list that they order", async () => {
    const run = await taking(database);
    const tom = await actingAs(run, "tom");
    const id = await askForWork(tom, { programId: await programId(run), key: "campaign", answers: ANSWERS });
    await done(run, id, "validation");
    const list = await opens(run, "tom", "/drumbeat work");
    expect(list).toMatch(/ATLAS · PRIORITISATION · 1[\s\S]*ATL-W-1[\s\S]*\[Start\] \[Up\]/);
    expect(list.match(/ATL-W-1/g)).toHaveLength(1);
  });

  it("is taken of types alone that the program takes, and whole", async () => {
    const run = await taking(database);
    await expect(asked(run, { ...ANSWERS, goal: "" })).rejects.toMatchObject({ code: "WORK_INCOMPLETE" });
    await takeTypes(await actingAs(run, "tom"), { programId: await programId(run), keys: [] });
    await expect(asked(run)).rejects.toMatchObject({ code: "WORK_NOT_TAKEN" });
  });

  it("is approved by neither its author nor whoever asked, and by nobody once it is withdrawn at the gate", async () => {
    const run = await taking(database);
    const tom = await actingAs(run, "tom");
    const id = await askForWork(tom, { programId: await programId(run), key: "campaign", answers: ANSWERS });
    await begun(run, id);
    await done(run, id, "creation");
    await done(run, id, "qa");
    const gate = (await requestIn(run, id)).steps.find(({ key }) => key === "qa");
    // Tom leads, asked for it and answers for the step: there is no deputy.
    expect(gate?.askedOf).toBe((await personIn(run, "sofia")).id);
    const itemId = gate?.stands.item_id ?? "";
    await withdrawWork(tom, { id });
    await expect(answerGate(await actingAs(run, "sofia"), { itemId, reason: null })).rejects.toMatchObject({
      code: "STEP_OVER",
    });
    await expect(withdrawWork(tom, { id })).rejects.toMatchObject({ code: "WORK_MOVED_ON" });
    expect(await requestIn(run, id)).toMatchObject({ outcome: "withdrawn", track: { state: "stopped" } });
  });

  it("is merged into what is asked for already: whoever asked for it follows that one to its end", async () => {
    const { run, first } = await merged(database);
    expect(textOf(lastMessage(run, "nina"))).toMatch(/ATL-W-1[^\n]*\nAsked by Sam Poe[^\n]*\nNow: \*Validation\*/);
    expect(await opens(run, "nina", "/drumbeat work")).toMatch(/\*Win-back\* · ATL-W-1 · Atlas\nNow: \*Validation\*/);
    await declineWork(await actingAs(run, "tom"), { id: first, reason: "Not this year" });
    await run.to("2026-11-02T15:10:00Z");
    for (const who of ["sam", "nina"]) expect(textOf(lastMessage(run, who))).toContain("Tom Baker: Not this year");
  });

  it("tells whoever follows it that it was withdrawn, and not whoever withdrew it", async () => {
    const { run, first } = await merged(database);
    const messages = () => ["sam", "nina"].map((who) => run.as(who).dm().length);
    const [ofSam = 0, ofNina = 0] = messages();
    await withdrawWork(await actingAs(run, "sam"), { id: first });
    await run.to("2026-11-02T15:10:00Z");
    expect(messages()).toEqual([ofSam, ofNina + 1]);
    expect(textOf(lastMessage(run, "nina"))).toContain("*Withdrawn.*");
  });

  it("has one card: what comes after it takes its place, and what comes while it waits is told by it", async () => {
    const run = await taking(database);
    await run.to("2026-11-02T10:00:00Z");
    const id = await asked(run);
    const tom = await actingAs(run, "tom");
    const cards = () => run.as("sam").dm().map(textOf);
    await holdWork(tom, { id, until: "2026-11-10", because: "Budget" });
    await run.to("2026-11-02T10:05:00Z");
    expect(cards()).toEqual([
      expect.stringContaining("*Win-back* · ATL-W-1 · Atlas\nA newer message says where it is."),
      expect.stringMatching(/\*On hold\* until Tue.10.Nov/),
    ]);
    // At night nothing is sent: three changes are one message in the morning.
    await run.to("2026-11-02T23:00:00Z");
    await resumeWork(tom, { id });
    await holdWork(tom, { id, until: "2026-11-11", because: "Budget" });
    await declineWork(tom, { id, reason: "Not this year" });
    await run.to("2026-11-03T12:00:00Z");
    expect(cards()).toHaveLength(3);
    expect(cards().filter((text) => text.includes("newer"))).toHaveLength(2);
    expect(cards().at(-1)).toMatch(/\*Declined\.\*[\s\S]*Tom Baker: Not this year/);
  });

  it("is numbered after the one before, also where two ask at once, and its title ends with a whole emoji", async () => {
    const run = await taking(database);
    const family = "👨‍👩‍👧‍👦";
    const long = { ...ANSWERS, campaign: `${"x".repeat(145)}${family}${family}` };
    const ids = await Promise.all([asked(run), asked(run, long)]);
    const found = await Promise.all(ids.map((id) => requestIn(run, id)));
    expect(found.map(({ number }) => number).sort()).toEqual([1, 2]);
    expect(found.map(({ title }) => title)).toEqual(["Win-back", "x".repeat(145)]);
  });

  it("is the lead's once its requester has left", async () => {
    const run = await taking(database);
    const id = await asked(run);
    await leaveSlack(run, "sam");
    await run.to("2026-11-02T15:00:00Z");
    expect(await requestIn(run, id)).toMatchObject({ requester_id: (await personIn(run, "tom")).id });
    expect(run.as("tom").dm().map(textOf).join("\n")).toMatch(/Asked by Sam Poe on Mon.2.Nov\nNow: \*Validation\*/);
  });

  it("says on its card that its program is closed, and goes on once that is open again", async () => {
    const run = await taking(database);
    await asked(run);
    const tom = await actingAs(run, "tom");
    const card = async () => {
      await run.settle();
      return textOf(run.as("sam").dm()[0] ?? expect.fail());
    };
    await closeProgram(tom, { programId: await programId(run) });
    expect(await card()).toContain("*Its program is closed.*");
    await reopenProgram(tom, { programId: await programId(run) });
    expect(await card()).toContain("Now: *Validation*, with Tom Baker");
  });

  it("keeps the version of its type with which it began: twelve that run, and a thirteenth of the next version", async () => {
    const run = await taking(database);
    const ids: string[] = [];
    for (let count = 0; count < 12; count += 1) ids.push(await asked(run, ANSWERS, count < 6 ? "sam" : "nina"));
    const tom = await actingAs(run, "tom");
    const builtIn = builtInTrack("campaign");
    const [validation, ...others] = builtIn.steps;
    const changed = { ...builtIn, steps: [validation, ...others.slice(0, 2)].flatMap((step) => step ?? []) };
    await inTransaction(run.db, (tx) => saveTemplate({ ...tom, db: tx }, changed));
    const next = await asked(run);
    const lengths = (await Promise.all([...ids, next].map((id) => requestIn(run, id)))).map(
      ({ steps }) => steps.length,
    );
    expect(lengths).toEqual([...Array(12).fill(6), 3]);
  });

  it("waits on hold until its day, for capacity until its date, and is split after it was validated", async () => {
    const run = await taking(database);
    const tom = await actingAs(run, "tom");
    const id = await asked(run);
    await expect(holdWork(tom, { id, until: "2026-11-02", because: "Budget" })).rejects.toMatchObject({
      code: "WORK_DATE_PAST",
    });
    await holdWork(tom, { id, until: "2026-11-04", because: "Budget" });
    expect((await requestIn(run, id)).steps.map(({ stands }) => stands.item_id)).toEqual(Array(6).fill(null));
    await run.to("2026-11-04T09:00:00Z");
    expect(await requestIn(run, id)).toMatchObject({
      held_until: null,
      steps: [{ state: "open" }, {}, {}, {}, {}, {}],
    });
    await done(run, id, "validation");
    await askForCapacity(tom, { id, what: "A second marketer", neededBy: "2026-11-20", how: "words", options: [] });
    expect(await requestIn(run, id)).toMatchObject({ isToOrder: true, held_until: "2026-11-20" });
    const asks = run.db.selectFrom("item").select(["id", "description"]).where("type", "=", "request");
    const item = await asks.executeTakeFirstOrThrow();
    expect(item.description).toBe("ATL-W-1 Win-back");
    await run.to("2026-11-20T10:00:00Z");
    expect(await requestIn(run, id)).toMatchObject({ isToOrder: true, held_until: null, note: null });
    const second = await splitWork(tom, { id, title: "Win-back by post" });
    expect(await requestIn(run, second)).toMatchObject({ title: "Win-back by post", isToOrder: true, rank: 2 });
    await orderWork(tom, { id: second, to: "up" });
    expect([(await requestIn(run, second)).rank, (await requestIn(run, id)).rank]).toEqual([1, 2]);
  });
});

it("of a day’s many, the lead’s morning message has one line for those to put in order, as long as any is", async () => {
  const run = await taking("SQLite");
  await run.to("2026-11-02T12:00:00Z");
  const ids: string[] = [];
  for (let number = 1; number <= 12; number += 1) {
    const id = await asked(run, { ...ANSWERS, campaign: `No. ${number}` });
    await done(run, id, "validation");
    ids.push(id);
  }
  await run.to("2026-11-03T12:00:00Z");
  const morning = () => run.as("tom").dm().map(textOf).join("\n");
  expect(morning().match(/[^\n]*to put in order[^\n]*|Prioritisation/g)).toEqual([
    "Atlas · *12 requests to put in order*",
  ]);
  expect(morning()).toContain("[Put in order…]");
  expect(textOf(lastMessage(run, "sam")).match(/[^\n]*nformed[^\n]*/g)).toEqual([
    "*12 pieces of work that you’re informed of*",
  ]);
  const tom = await actingAs(run, "tom");
  for (const id of ids.slice(1)) await startWork(tom, { id });
  await run.to("2026-11-03T12:05:00Z");
  expect(morning().match(/to put in order|[^\n]*Done/g)).toEqual(["to put in order"]);
  expect(morning()).toContain("Atlas · *1 request to put in order*");
  await startWork(tom, { id: ids[0] ?? "" });
  await run.to("2026-11-03T12:10:00Z");
  expect(morning()).toContain("Atlas · ✓ Done.");
  await done(run, await asked(run), "validation");
  await run.to("2026-11-04T12:00:00Z");
  expect(morning().match(/\d+ requests? to put in order/g)).toEqual(Array(2).fill("1 request to put in order"));
});

/** Pages of ten. */
const PAGES = process.env.DRUMBEAT_ALL ? 50 : 8;

it("shows as many as there are by the step where they are, in pages, each below its head", async () => {
  const run = await taking("SQLite");
  const begunId = await asked(run);
  const workRequest = await requestIn(run, await asked(run));
  const { definition: _, workRequest: __, workspace_id: workspaceId, ...row } = workRequest.track;
  const { workspace_id: ___, ...stored } =
    (await rows(run.db, "work_request", workspaceId).find({ id: workRequest.id })) ?? expect.fail();
  for (let number = 3; number <= PAGES * 10; number += 1) {
    const trackId = `${row.id}-${number}`;
    await rows(run.db, "track", workspaceId).insert({ ...row, id: trackId });
    const copy = { ...stored, id: `${stored.id}-${number}`, track_id: trackId, number, rank: number };
    await rows(run.db, "work_request", workspaceId).insert(copy);
    await rows(run.db, "track_step", workspaceId).insert(
      ...workRequest.steps.map(({ stands: { workspace_id, ...stands } }) => ({ ...stands, track_id: trackId })),
    );
  }
  await begun(run, begunId);
  await run.to("2026-11-04T10:00:00Z");
  const first = await opens(run, "tom", "/drumbeat work");
  expect(first).toContain(
    `ATLAS · VALIDATION · ${PAGES * 10 - 1}\n*ATL-W-2* Win-back\nTom Baker · by Wed 4 Nov · asked 2 days ago`,
  );
  expect(run.as("tom").view()?.blocks.length).toBeLessThan(60);
  for (let page = 1; page < PAGES; page += 1) await run.as("tom").pressInView({ actionId: `work.page:${page}` });
  const last = textOf(await run.as("tom").waitForView());
  expect(last).toContain(`ATLAS · VALIDATION · ${PAGES * 10 - 1}\n*ATL-W-${PAGES * 10 - 8}*`);
  expect(last).toContain("ATLAS · CREATION · 1\n*ATL-W-1*");
});

it("informs whoever asked of all that was done of one request in one line", async () => {
  const run = await taking("SQLite");
  await run.to("2026-11-02T12:00:00Z");
  const [id] = [await asked(run), await asked(run, { ...ANSWERS, campaign: "Spring" })];
  await begun(run, id ?? "");
  await done(run, id ?? "", "creation");
  await run.to("2026-11-03T12:00:00Z");
  const [line, ...more] = textOf(lastMessage(run, "sam")).match(/\*Informed[^\n]*/g) ?? [];
  expect(line).toMatch(
    /^\*Informed\*: “Validation”, “Prioritisation” and “Creation” of “Win-back” are done, by Tom Baker and Léa Martin\. Next: QA, with Nina Diaz\./,
  );
  expect(more).toEqual([]);
});

it("is one line also of whoever has to put in order what the lead who left had", async () => {
  const run = await taking("SQLite");
  await run.to("2026-11-02T12:00:00Z");
  const ids = [await asked(run), await asked(run), await asked(run)];
  for (const id of ids) await done(run, id, "validation");
  await leaveSlack(run, "tom");
  await run.to("2026-11-05T12:00:00Z");
  const told = run.as("sofia").dm().map(textOf).join("\n");
  expect(told.match(/[^\n]*to put in order|Yours now/g)).toEqual(["Atlas · *3 requests to put in order"]);
});

it("waits where nobody else than whoever did it is there to approve, which RACI says before, until somebody is named", async () => {
  const run = await aRun({
    people: [TOM, SAM],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom" }],
    cadences: [],
  });
  const tom = await actingAs(run, "tom");
  await takeTypes(tom, { programId: await programId(run), keys: ["campaign"] });
  expect(await opens(run, "tom", "/drumbeat raci")).toContain(
    "⚠ Nobody but Tom Baker answers for and does QA: it waits until",
  );
  const id = await askForWork(tom, { programId: await programId(run), key: "campaign", answers: ANSWERS });
  await begun(run, id);
  for (const key of ["creation", "qa"]) await done(run, id, key);
  const { reached } = await requestIn(run, id);
  expect(reached).toMatchObject({ key: "qa", state: "done", askedOf: null });
  const itemId = reached?.stands.item_id ?? "";
  const give = (owner: Person) => giveStep(tom, { itemId, owner, note: "" });
  await expect(give(tom.actor)).rejects.toMatchObject({ code: "STEP_DONE_BY_THEM" });
  await give(await personIn(run, "sam"));
  await answerGate(await actingAs(run, "sam"), { itemId, reason: null });
  expect((await requestIn(run, id)).reached).toMatchObject({ key: "execution", state: "open", askedOf: null });
});

it("is the same as nothing where it is the only one", async () => {
  const run = await taking("SQLite");
  const id = await asked(run);
  await run.to("2026-11-03T12:00:00Z");
  await run.as("tom").press(lastMessage(run, "tom"), { actionId: "step.menu", option: `same:${id}` });
  expect(run.as("tom").ephemerals().map(textOf)).toEqual(["No other request is open in this program."]);
  await expect(proposeToJoin(await actingAs(run, "tom"), { id, intoId: id })).rejects.toMatchObject({
    code: "WORK_MOVED_ON",
  });
});

it("puts quartiles and the median between two values in proportion", () => {
  const days = [30, 4, 5, 6, 7, 8, 9, 10, 11, 12];
  expect([0.25, 0.5, 0.75].map((share) => quantile(days, share))).toEqual([6.25, 8.5, 10.75]);
  expect([quantile([3], 0.5), quantile([], 0.5)]).toEqual([3, 0]);
});
