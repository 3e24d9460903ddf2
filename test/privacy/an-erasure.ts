/** Somebody whose words and name stand everywhere, and is erased. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { kindsToSend } from "../../src/app/all-capabilities.ts";
import { pauseCadence } from "../../src/cadences/changes.ts";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { submitCheckIn } from "../../src/check-ins/saving.ts";
import { enqueueNote } from "../../src/pages/messages.ts";
import { sharePage } from "../../src/pages/writing-and-approving.ts";
import type { Person } from "../../src/people/people.ts";
import type { Services } from "../../src/platform/services.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { beginErasure, goOnErasing } from "../../src/privacy/erasure.ts";
import { clearText, textsToLookAt } from "../../src/privacy/erasure-review.ts";
import { changeItem, closeItem } from "../../src/register/acts.ts";
import type { NewItem } from "../../src/register/items.ts";
import { askQuestion } from "../../src/register/requests/acts.ts";
import { digestsTo } from "../../src/reports/digest/digest-reading.ts";
import { correctReport, lastVersionId } from "../../src/reports/drafts/correct.ts";
import { changeWords } from "../../src/reports/drafts/drafts.ts";
import { forward, forwardedText } from "../../src/reports/files/forward.ts";
import { sendFile } from "../../src/reports/files/report-files.ts";
import { caseKind } from "../../src/sponsorship/case.ts";
import { dumpTables, listTables } from "../platform/rows.ts";
import { acting, addQuietly } from "../support/acting.ts";
import type { DatabaseName } from "../support/databases.ts";
import { decided } from "../support/decided.ts";
import { actingAs, aRun, LEA, personIn, type Run, SAM, SOFIA, TOM } from "../support/run.ts";
import { allowChoosing, nameStakeholder, scored } from "../support/stakeholders.ts";

const ALL_TYPES = {
  questions: [
    { key: "progress", type: "long-text", label: "What was done?", feeds: "progress" },
    { key: "next", type: "text", label: "And next?", feeds: "next" },
    { key: "page", type: "text", label: "Where?" },
    { key: "health", type: "health", label: "How does it stand?", feeds: "health" },
    { key: "budget", type: "number", label: "Spent?" },
    {
      key: "way",
      type: "choice",
      label: "Which way?",
      options: [
        { value: "north", label: "North" },
        { value: "south", label: "South" },
      ],
    },
    { key: "risk", type: "long-text", label: "A risk?", feeds: "risk" },
    { key: "request", type: "long-text", label: "What do you need?", feeds: "request" },
    { key: "decided", type: "long-text", label: "What was decided?", feeds: "decision" },
  ],
  rule: { every: "month", on: { workingDay: -3 }, at: "09:00", zone: "Europe/London" },
  audience: ["lead", "team"],
  readers: ["sponsors"],
};

let count = 0;
/** A text that stands nowhere else: whatever is left of it is theirs. */
export function theirs(about: string): string {
  count += 1;
  return `Zephyr${count} walrus${count} ${about} quill${count} ochre${count}`;
}
/** As short as a value can be. */
export function oneWord(): string {
  count += 1;
  return `Zephyr${count}`;
}
const NAMED = /L[ée]a[ .]+Martin|@lea\b|"lea"/i;
export const SENTINEL = /(zephyr|walrus|quill|ochre)\d/i;

export async function aStory(database: DatabaseName, { logLevel = "silent" } = {}): Promise<Run> {
  const run = await aRun({
    database,
    logLevel,
    people: [LEA, TOM, SOFIA, SAM],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom"], channel: "atlas" }],
    channels: [{ name: "atlas", members: ["lea", "tom", "sofia"] }],
    cadences: [
      { key: "daily", program: "atlas", template: "daily-team" },
      { key: "monthly", program: "atlas", ...ALL_TYPES },
    ],
    start: "2026-11-23T00:00:00.000Z",
  });
  await run.db.updateTable("person").set({ is_named_admin: 1 }).where("handle", "=", "sam").execute();
  await run.to("2026-11-26T09:30:00.000Z");
  const progress = theirs("progress");
  await answer(
    run,
    "lea",
    {
      progress,
      next: oneWord(),
      page: `https://example.com/${theirs("page").replaceAll(" ", "-")}`,
      health: { colour: "red", reason: theirs("reason"), pathToGreen: { action: theirs("path"), by: "2026-12-20" } },
      budget: 12,
      way: "north",
      risk: theirs("risk of delay"),
      request: theirs("please decide by Friday"),
      decided: theirs("we go north"),
    },
    "monthly",
  );
  await answer(
    run,
    "tom",
    {
      progress: "Léa Martin showed the plan. Merci @lea.",
      next: "More of it",
      health: { colour: "green" },
    },
    "monthly",
  );
  await intoTheRecord(run);
  await run.to("2026-12-02T12:00:00.000Z");
  const { services } = run.app;
  const [lea, sofia] = [await personIn(run, "lea"), await personIn(run, "sofia")];
  const { id: reportId } = await run.db
    .selectFrom("report")
    .select("id")
    .where("rhythm", "=", "monthly")
    .executeTakeFirstOrThrow();
  const changed = { lines: [{ kind: "done" as const, from: progress, to: theirs("other words") }] };
  const asLea = { ...services, actor: lea };
  await changeWords(asLea, { reportId, seenAt: null, changed });
  await run.to("2026-12-03T12:00:00.000Z");
  const digestId = (await digestsTo(run.db, sofia)).at(-1)?.id ?? "";
  await sendFile({ ...services, actor: sofia }, { digestId, format: "pdf" });
  const text = await forwardedText(services, sofia, digestId);
  const to = [{ personId: (await personIn(run, "sam")).id }];
  await forward({ ...services, actor: sofia }, { digestId, text, to, viewId: "V1" });
  await run.settle();
  await correctReport(asLea, {
    reportId: await lastVersionId(run.db, lea.workspace_id, reportId),
    ...{ changed: { lines: [] }, status: "amber", why: theirs("reason of a correction") },
  });
  const { id: cadenceId } = await run.db
    .selectFrom("cadence")
    .select("id")
    .where("key", "=", "monthly")
    .executeTakeFirstOrThrow();
  await pauseCadence({ ...services, actor: lea }, { cadenceId, reason: theirs("why it is paused"), resumesOn: null });
  await run.to("2026-12-03T12:05:00.000Z");
  // What they have begun and not finished.
  const { workspace_id, id: person_id } = lea;
  const at = run.clock.now();
  await run.db
    .insertInto("typed_words")
    .values({ workspace_id, person_id, ts: "1.0", text: theirs("typed"), at })
    .execute();
  const content = JSON.stringify({ title: theirs("cadence draft") });
  await run.db
    .insertInto("cadence_draft")
    .values({ workspace_id, id: "draft", person_id, content, updated_at: at })
    .execute();
  await besideTheWork(run);
  await run.settle();
  return run;
}

/** What others wrote with the name, however they spell it: somebody has to look at each. */
export const BY_OTHERS = {
  answer: "Léa Martin showed the plan. Merci @lea.",
  purpose: "What LEA  MARTIN began, and others go on with.",
  cadence: "The day of Lea Martin",
  labels: "As Léa\u00a0Martin said",
  address: "lea.martin@northwind.example",
  noted: "A reason that léa martin never gave",
  askedBack: "Does Léa Martin know of it?",
} as const;

/** Forms and drafts: rows as the screens write them. */
async function besideTheWork(run: Run): Promise<void> {
  const { db } = run;
  const at = run.clock.now();
  const lea = await personIn(run, "lea");
  const { id: programId, workspace_id } = await atlas(run);
  const owner = await personIn(run, "workspace-owner");
  const row = (id: string) => ({ workspace_id, id });
  const sentBackId = run.app.services.ids.next();
  const written = { program_id: programId, page: "case", revision: 1, written_by: lea.id, written_at: at };
  const measures = JSON.stringify([{ name: theirs("a measure"), baseline: "", target: "" }]);
  await db
    .insertInto("page_section")
    .values([
      { ...row("c-1"), ...written, section: "cost", text: theirs("a section of a case"), measures: "[]" },
      { ...row("c-2"), ...written, section: "benefits", text: "", measures },
    ])
    .execute();
  const sections = JSON.stringify({ cost: "c-1", benefits: "c-2" });
  const basis = JSON.stringify({ items: [], endsOn: null, dates: {} });
  const sofia = await personIn(run, "sofia");
  const asked = { program_id: programId, page: "case", sections, basis, asked_by: lea.id, asked_at: at };
  await db
    .insertInto("page_version")
    .values([
      { ...row("v-1"), ...asked },
      { ...row(sentBackId), ...asked, asked_by: sofia.id },
    ])
    .execute();
  const answered = {
    asked_of: sofia.id,
    state: "approved" as const,
    by_id: sofia.id,
    at,
    reason: null,
    created_at: at,
  };
  const subject = { program_id: programId, subject_kind: "page", subject_id: "v-1" };
  await db
    .insertInto("approval")
    .values([
      { ...row("a-1"), ...subject, ...answered },
      {
        ...{ ...row("a-2"), ...subject, subject_id: sentBackId, ...answered },
        ...{ asked_of: lea.id, by_id: lea.id, state: "refused", reason: theirs("why it was sent back") },
      },
    ])
    .execute();
  await inTransaction(db, (tx) =>
    enqueueNote(run.app.services, tx, {
      ...{ workspaceId: workspace_id, page: "case", programId, is: "asked", versionId: sentBackId },
      ...{ personId: sofia.id, byId: sofia.id },
    }),
  );
  const shared = { kind: caseKind, programId, person: sofia, channelId: null, viewId: "V1" };
  await sharePage({ ...run.app.services, actor: lea }, shared);
  await db.updateTable("workspace").set({ data_protection_address: BY_OTHERS.address }).execute();
  const benefits = theirs("benefits");
  const labels = JSON.stringify([{ name: "Line", value: BY_OTHERS.labels }]);
  await db
    .updateTable("program")
    .set({ purpose: BY_OTHERS.purpose, benefits, labels, writers: JSON.stringify({ benefits: lea.id }) })
    .execute();
  await db.updateTable("cadence").set({ title: BY_OTHERS.cadence }).where("key", "=", "daily").execute();
  await auditRow(run, { id: "au-1", actor: lea, action: "program.changed", after: { benefits } });
  await auditRow(run, {
    id: "au-2",
    actor: owner,
    action: "program.approval",
    after: { approver: "lead", role: "lead" },
  });
  await auditRow(run, { id: "au-3", actor: owner, action: "program.changed", after: { reason: BY_OTHERS.noted } });
  // What is a copy of what others wrote is no other thing to look at.
  await auditRow(run, { id: "au-0", actor: owner, action: "program.created", after: { purpose: BY_OTHERS.purpose } });
  const sent = await db
    .selectFrom("delivery")
    .selectAll()
    .where("state", "=", "sent")
    .limit(1)
    .executeTakeFirstOrThrow();
  const thanks = JSON.stringify({ programId, personId: lea.id, words: theirs("thanks") });
  const inChannel = { person_id: null, conversation: "channel:C1", sent_channel_id: null, sent_ts: null };
  await db
    .insertInto("delivery")
    .values({
      ...sent,
      ...row("thanks"),
      ...inChannel,
      key: "thanks:V1",
      kind: "thanks",
      subject: thanks,
      author_id: lea.id,
    })
    .execute();
  await askedBack(run);
  await aboutOthers(run);
}

/** What is written about others: what a contact said, and how a candidate is scored. */
async function aboutOthers(run: Run): Promise<void> {
  const { services } = run.app;
  const [lea, tom, sam] = [await personIn(run, "lea"), await personIn(run, "tom"), await personIn(run, "sam")];
  const { id: program_id, workspace_id } = await atlas(run);
  for (const person of [await personIn(run, "sofia"), null])
    await nameStakeholder(services, lea, program_id, {
      ...{ person, owner: tom, stance: "agreed-if", stanceWords: oneWord() },
      outside: person === null ? oneWord() : "",
      cares: theirs("what they care about"),
    });
  const at = run.clock.now();
  await allowChoosing(run.db);
  const scorers = JSON.stringify([{ personId: lea.id, byId: lea.id, isOutside: false }]);
  const choice = { turn: 1, state: "open" as const, opened_by: tom.id, opened_at: at, scorers };
  await run.db
    .insertInto("sponsor_choice")
    .values({
      ...{ workspace_id, id: "sc-1", program_id, ...choice },
      ...{ ended_at: null, chosen_id: null, decision_id: null },
    })
    .execute();
  const candidate = { choice_id: "sc-1", person_id: sam.id, named_by: tom.id, named_at: at };
  await run.db
    .insertInto("sponsor_candidate")
    .values({ workspace_id, id: "ca-1", ...candidate })
    .execute();
  await scored(services, lea, "ca-1", theirs("evidence about a candidate"));
}

/** Questions that deciders asked back: one of theirs, one that names them. */
async function askedBack(run: Run): Promise<void> {
  const { services } = run.app;
  const [lea, tom, sofia] = [await personIn(run, "lea"), await personIn(run, "tom"), await personIn(run, "sofia")];
  const { id: programId } = await atlas(run);
  for (const [decider, question] of [
    [lea, theirs("asked back")],
    [sofia, BY_OTHERS.askedBack],
  ] as const) {
    const ask = await addQuietly(acting(services, tom), {
      programId,
      type: "request",
      title: `Which van for ${decider.handle === "lea" ? "her" : "Sofia"}?`,
      ownerId: decider.id,
      dueOn: "2026-12-20",
      details: { kind: "decision" },
      sourceKey: `command:van-${decider.id}`,
    });
    await askQuestion(acting(services, decider), { itemId: ask.id, question });
  }
  await run.to("2026-12-03T12:06:00.000Z");
}

async function auditRow(
  run: Run,
  { id, actor, action, after }: { id: string; actor: Person; action: string; after: object },
): Promise<void> {
  const { id: subject_id, workspace_id } = await atlas(run);
  const subject = { subject_kind: "program", subject_id, program_id: subject_id, before: null };
  const row = { workspace_id, id, at: run.clock.now(), actor_id: actor.id, action, ...subject };
  await run.db
    .insertInto("audit")
    .values({ ...row, after: JSON.stringify(after) })
    .execute();
}

export async function atlas(run: Run) {
  return run.db.selectFrom("program").selectAll().where("key", "=", "atlas").executeTakeFirstOrThrow();
}

async function intoTheRecord(run: Run): Promise<void> {
  const { services } = run.app;
  const [lea, tom, { id: programId }] = [await personIn(run, "lea"), await personIn(run, "tom"), await atlas(run)];
  const raised = (actor: Person, item: Omit<NewItem, "sourceKey">) => {
    count += 1;
    const given = { ...item, sourceKey: `command:${count}` } as NewItem;
    return addQuietly(acting(services, actor), { programId, ...given });
  };
  const risk = await raised(lea, {
    type: "risk",
    title: theirs("title"),
    description: theirs("description"),
    ownerId: tom.id,
    details: {
      cause: theirs("cause"),
      effect: theirs("effect"),
      probability: 3,
      impact: 4,
      response: "reduce",
      nextAction: oneWord(),
    },
  });
  // Two are drawn: the thread of the digest has a picture with their titles.
  for (const dueOn of ["2026-12-10", "2027-01-15"])
    await raised(lea, { type: "milestone", title: theirs("milestone"), ownerId: lea.id, dueOn, details: {} });
  const renamed = await changeItem(acting(services, lea), { ...risk, edit: { title: oneWord() } });
  await changeItem(acting(services, tom), { ...renamed, edit: { dueOn: "2026-12-24" } });
  await closeItem(acting(services, lea), { id: risk.id, note: oneWord() });
  await raised(lea, {
    type: "decision",
    title: theirs("we keep the north road"),
    details: { rationale: "It is shorter", decidedBy: lea.id, decidedOn: "2026-11-26" },
  });
  const ask = await raised(lea, {
    type: "request",
    title: theirs("which road"),
    ownerId: (await personIn(run, "sofia")).id,
    dueOn: "2026-12-20",
    details: {
      kind: "decision",
      options: [
        { label: "The new road", doesNothing: false },
        { label: "Nothing", doesNothing: true },
      ],
      recommended: 0,
      why: theirs("why"),
      costOfWaiting: theirs("cost"),
    },
  });
  await run.settle();
  await decided(services, await personIn(run, "sofia"), ask.id, { words: "The old road" });
  const theirsToo = await raised(tom, {
    type: "issue",
    title: "A bridge",
    ownerId: tom.id,
    details: { blocksWork: true },
  });
  await changeItem(acting(services, lea), { ...theirsToo, edit: { title: theirs("a bridge by another name") } });
  await run.settle();
}

/** Names somebody as an admin. */
export async function nameAdmin(run: Run, handle: string): Promise<void> {
  await run.db.updateTable("person").set({ is_named_admin: 1 }).where("handle", "=", handle).execute();
}

/** Léa, by Sam, who is an admin. */
export function erase(run: Run): Promise<void> {
  return eraseBy(run, { admin: "sam", handle: "lea" });
}

export async function eraseBy(run: Run, { admin, handle }: { admin: string; handle: string }): Promise<void> {
  const { services, workspace } = run.app;
  const [actor, person] = [await personIn(run, admin), await personIn(run, handle)];
  await beginErasure({ ...services, actor }, { person, reason: "By letter" });
  await eraseWhole(services, workspace.id);
}

/** All but what is in Slack. */
export async function eraseWhole(services: Services, workspaceId: string): Promise<void> {
  const kinds = kindsToSend(services);
  for (let turn = 0; turn < 20; turn += 1) await goOnErasing(services, workspaceId, { kinds, client: null });
}

/** Clears each text by others that names them. Returns the texts. */
export async function clearAll(run: Run, by: Person, erasureId: string): Promise<string[]> {
  const ctx = { ...run.app.services, actor: by };
  const { texts } = await textsToLookAt(ctx.db, by, erasureId);
  for (const { places } of texts) if (places[0]) await clearText(ctx, { erasureId, place: places[0] });
  return texts.map(({ text }) => text);
}

/** Answers the newest check-in of this cadence that was put to a person. */
export async function answer(run: Run, handle: string, answers: Answers, cadence = "daily"): Promise<void> {
  const ctx = await actingAs(run, handle);
  const { id } = await run.db
    .selectFrom("prompt")
    .innerJoin("round", "round.id", "prompt.round_id")
    .innerJoin("cadence", "cadence.id", "round.cadence_id")
    .select("prompt.id")
    .where("prompt.person_id", "=", ctx.actor.id)
    .where("prompt.state", "!=", "planned")
    .where("cadence.key", "=", cadence)
    .orderBy("prompt.opens_at", "desc")
    .executeTakeFirstOrThrow();
  expect(await submitCheckIn(ctx, { promptId: id, answers })).toEqual({ stored: true });
  await run.settle();
}

/** Every row, as it stands. */
export async function allRows(run: Run): Promise<Record<string, string>> {
  const tables = await dumpTables(run.db, await listTables(run.db));
  return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.join("\n")]));
}

export const isTheirs = (text: string, slackId: string) =>
  SENTINEL.test(text) || NAMED.test(text) || text.includes(slackId);

/** What may not change: how many answered, what was decided and voted, which statuses and digests there were. */
export async function countsOf(run: Run, before = "2026-12-02T00:00:00.000Z") {
  const { db } = run;
  const sofia = await personIn(run, "sofia");
  return {
    checkIns: (await db.selectFrom("check_in").select(["id", "revision"]).orderBy("id").execute()).length,
    revisions: await db
      .selectFrom("check_in_revision")
      .select(["revision", "health", "is_late"])
      .orderBy("check_in_id")
      .execute(),
    items: await db
      .selectFrom("item")
      .select(["id", "type", "state", "owner_id", "due_on"])
      // A blocker past its date goes up meanwhile.
      .where((eb) => eb.or([eb("due_on", "is", null), eb("due_on", ">", "2026-12-04")]))
      .orderBy("id")
      .execute(),
    prompts: await db
      .selectFrom("prompt")
      .select(["id", "state"])
      // What is asked meanwhile is no part of it.
      .where("opens_at", "<=", before)
      .orderBy("id")
      .execute(),
    rounds: await db
      .selectFrom("round")
      .select(["id", "missed_reason", "missed_count"])
      .where("opens_at", "<=", before)
      .orderBy("id")
      .execute(),
    votes: await db.selectFrom("request_vote").selectAll().execute(),
    statuses: await db.selectFrom("program_status").select(["id", "at", "status"]).orderBy("id").execute(),
    reports: await db
      .selectFrom("report")
      .select(["id", "version", "state"])
      .where("sent_at", "<=", before)
      .orderBy("id")
      .execute(),
    digests: await db
      .selectFrom("digest")
      .select(["id", "reports"])
      .where("reader_id", "=", sofia.id)
      .orderBy("id")
      .execute(),
  };
}

/** In bytes a short name would be found by chance. */
function wholeOf(slackId: string): RegExp {
  return new RegExp(`${SENTINEL.source}|Léa Martin|${slackId}`, "i");
}

/** Of what lies in a folder, the files with anything of theirs. */
export function filesWith(folder: string, slackId: string): string[] {
  return filesIn(folder).filter((text) => wholeOf(slackId).test(text));
}

/** What stands in each file of a folder, byte by byte. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
}
