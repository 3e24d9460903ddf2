/**
 * P23: authority has a ground that holds now. What people of a program are offered is collected by pressing it all, as
 * those who may; then everything is sent again, forged, by people whose grounds have ended, are to come, are of another
 * program, or hang on somebody whose own has ended: nothing changes, not a word of the program is told, and each is
 * answered in words of their language. What comes from another workspace is not looked at, whoever it is, and events about
 * strangers change nothing.
 */
import { cp, rm } from "node:fs/promises";
import { sql } from "kysely";
import { isObject, type JsonObject } from "slack-sandbox";
import { expect, it } from "vitest";
import { goAway } from "../../src/check-ins/away/absences.ts";
import { putInto } from "../../src/demo/answer-check-in.ts";
import type { Person } from "../../src/people/people.ts";
import { endOffice, giveOffice } from "../../src/programs/office-giving.ts";
import { addItem, closeItem } from "../../src/register/acts.ts";
import { delegate } from "../../src/register/requests/acts.ts";
import { escalate } from "../../src/register/requests/due-requests.ts";
import { sendToCommittee } from "../../src/register/requests/votes.ts";
import { askLead } from "../../src/reports/digest/questions.ts";
import { setReportApprover } from "../../src/reports/drafts/drafts.ts";
import type { Listener } from "../../src/slack/listening.ts";
import { slackTexts } from "../../src/slack/texts.ts";
import { saveChoice } from "../../src/sponsorship/candidates.ts";
import { askCandidate } from "../../src/sponsorship/sponsor-request.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { completeStep } from "../../src/tracks/steps.ts";
import { trackTemplateSchema } from "../../src/tracks/template.ts";
import { listWorkRequests } from "../../src/tracks/work/request-queries.ts";
import { takeTypes } from "../../src/tracks/work/request-types.ts";
import { askForWork, askRequester } from "../../src/tracks/work/requests.ts";
import { acting, addQuietly } from "../support/acting.ts";
import { actingAs, aRun, openForm, personIn, type Run } from "../support/run.ts";
import { allowChoosing, type Named, nameStakeholder, scored } from "../support/stakeholders.ts";
import {
  comingFrom,
  listen,
  marked,
  type Offer,
  offersIn,
  paced,
  send,
  toldAnew,
  type World,
  Written,
  wordsIn,
} from "./forging.ts";
import { madeOffers } from "./made-offers.ts";
import { eventsAbout } from "./strange-events.ts";

/** In every word of the program. */
const MARK = "Zebra";
/** Some of them read French. */
const FRENCH = ["sofia", "sam", "ola", "gus", "gil"];
const someone = (handle: string) => ({
  handle,
  name: `${handle} Poe`,
  tz: "Europe/London",
  locale: FRENCH.includes(handle) ? "fr-FR" : "en-GB",
});
const PEOPLE = [
  ...["lea", "tom", "nina", "sofia", "sam", "ravi", "ola", "dan", "fee", "gus", "kim", "iris"].map(someone),
  { ...someone("gil"), affiliation: "guest" },
  { ...someone("eve"), affiliation: "external" },
];
const OF_ZEBRA = { name: "Department", value: MARK };
const ZEBRA = {
  key: "zebra",
  title: `${MARK} one`,
  purpose: `${MARK} purpose`,
  lead: "lea",
  sponsors: ["sofia"],
  steering: ["sam", "ravi"],
  team: ["tom", "nina"],
  labels: { [OF_ZEBRA.name]: OF_ZEBRA.value },
};
const BOREA = { key: "borea", title: "Borea", lead: "fee", sponsors: ["gus"] };
const CADENCES = [
  { key: "daily", program: "zebra", template: "daily-team" },
  { key: "weekly", program: "zebra", template: "weekly-progress", audience: ["lead", "team"] },
  { key: "monthly", program: "zebra", template: "monthly-executive" },
];

const DESTRUCTIVE =
  /take:|close|archive|withdraw|decline|refuse|hold|pause|undo|remove|reopen|reverse|approve|give_up|skip/;

async function live(run: Run): Promise<void> {
  const { services } = run.app;
  const [lea, tom, sofia, ola] = [
    await personIn(run, "lea"),
    await personIn(run, "tom"),
    await personIn(run, "sofia"),
    await personIn(run, "ola"),
  ];
  const program = await run.db.selectFrom("program").selectAll().where("key", "=", "zebra").executeTakeFirstOrThrow();
  await sql`update program set benefits = ${`${MARK} benefits`} where key = 'zebra'`.execute(run.db);
  await run.to("2026-10-29T17:00:00Z");
  const answer = async (cadence: string, answers: Record<string, string>) => {
    await openForm(run, "lea", cadence);
    for (const [key, value] of Object.entries(answers)) await putInto(run.as("lea"), `answer:${key}`, value);
    expect(await run.as("lea").submit()).toEqual({ closed: true });
  };
  await answer("weekly", { progress: `${MARK} week`, health: "green" });
  await run.to("2026-10-30T12:00:00Z");
  const words = { "bottom-line": `${MARK} goes well`, progress: `${MARK} progress`, request: `${MARK} money?` };
  await answer("monthly", { ...words, health: "green" });
  await setReportApprover({ ...services, actor: lea }, { programId: program.id, approver: "sponsor" });
  let count = 0;
  const raise = (type: "request" | "issue" | "action", ownerId: string, by = tom) => {
    count += 1;
    const options = [
      { label: `${MARK} yes`, doesNothing: false },
      { label: "Do nothing", doesNothing: true },
    ];
    const typed =
      type === "request"
        ? { type, details: { kind: "decision" as const, options, recommended: 0, costOfWaiting: `${MARK} week` } }
        : type === "issue"
          ? { type, details: { blocksWork: true, blockedSince: "2026-10-01", whoCanUnblock: MARK } }
          : { type, details: {} };
    return addQuietly(acting(services, by), {
      programId: program.id,
      ...typed,
      title: `${MARK} ${type} ${count}`,
      dueOn: "2026-11-05",
      sourceKey: `command:${count}`,
      ownerId,
    });
  };
  await raise("request", sofia.id);
  const named = await raise("request", sofia.id);
  await delegate(acting(services, sofia), { itemId: named.id, person: ola, why: `${MARK} why` });
  const voted = await raise("request", sofia.id);
  await sendToCommittee(acting(services, sofia), { itemId: voted.id });
  const blocker = await raise("issue", tom.id);
  await escalate(acting(services, tom), { itemId: blocker.id, note: MARK });
  await raise("action", tom.id, lea);
  const due = { title: `${MARK} live`, dueOn: "2026-11-05", ownerId: tom.id, sourceKey: "command:milestone" };
  await addItem(acting(services, lea), { programId: program.id, type: "milestone", details: {}, ...due });
  await giveOffice(await actingAs(run, ADMIN), { person: await personIn(run, "iris"), label: OF_ZEBRA });
  const said = { stance: "agreed-if" as const, stanceWords: MARK, stanceOn: null, cares: MARK };
  const role = { power: "decides" as const, interest: "affected" as const, nextOn: "2026-11-02" };
  for (const outside of ["", `${MARK} director`])
    await nameStakeholder(services, lea, program.id, {
      ...{ ...role, ...said, owner: lea },
      ...{ person: outside === "" ? await personIn(run, "fee") : null, outside },
    });
  await chooseKim(run, program.id, { ...role, ...said, owner: lea });
  const appear = (owner: Person, dueOn: string, by = lea) =>
    addQuietly(acting(services, by), {
      programId: program.id,
      type: "presence",
      details: { time: "13:00", place: `${MARK} hall`, points: [`${MARK} point`] },
      title: `${MARK} presence of ${owner.handle}`,
      dueOn,
      sourceKey: `presence:${owner.handle}:${dueOn}`,
      ownerId: owner.id,
    });
  // Of a sponsor, one that is over, and one that somebody of the team entered.
  await appear(sofia, "2026-11-12");
  await appear(await personIn(run, "sam"), "2026-11-13");
  await appear(tom, "2026-11-02");
  await appear(await personIn(run, "dan"), "2026-11-16", await personIn(run, "nina"));
  await run.to("2026-11-02T12:00:00Z");
  await openForm(run, "tom", "daily");
  run.as("tom").fill("answer:progress", `${MARK} done. No progress on the ${MARK} import.`);
  run.as("tom").fill("answer:next", `${MARK} next`);
  expect(await run.as("tom").submit()).toEqual({ closed: true });
  await run.to("2026-11-03T12:00:00Z");
  const question = { programId: program.id, digestId: null, words: `${MARK} why?`, viewId: "asked" };
  await askLead({ ...services, actor: sofia }, question);
  await leaveOpen(run, program.id);
  await runTrack(run, program.id);
  await askAboutWork(run, program.id);
  await eraseSomebody(run);
}

/** Of Lea's steps one is ready since another is done, and one waits for Sofia's approval. */
async function runTrack(run: Run, programId: string): Promise<void> {
  const step = (key: string, more: object) => ({
    ...{ key, title: `${MARK} step ${key}`, role: "lead", accountable: "sponsor", term: 5 },
    ...{ checks: [`${MARK} check`], ...more },
  });
  const template = trackTemplateSchema.parse({
    ...{ version: 1, key: "zebra", name: `${MARK} track`, purpose: `${MARK} purpose` },
    steps: [step("one", {}), step("two", { after: ["one"] }), step("three", { gate: true })],
  });
  const ctx = await actingAs(run, "lea");
  await startTrack(ctx, { programId, template });
  for (const key of ["one", "three"]) {
    const item = run.db.selectFrom("item").select("id").where("title", "=", `${MARK} step ${key}`);
    await completeStep(ctx, { itemId: (await item.executeTakeFirstOrThrow()).id, checked: 1, note: MARK });
  }
}

/** Nina, who asked for work, is asked for more; the program takes no more of it. */
async function askAboutWork(run: Run, programId: string): Promise<void> {
  const [lea, nina] = [await actingAs(run, "lea"), await actingAs(run, "nina")];
  await takeTypes(lea, { programId, keys: ["campaign"] });
  const answers = { campaign: `${MARK} campaign`, goal: `${MARK} goal`, audience: MARK };
  const id = await askForWork(nina, { programId, key: "campaign", answers });
  const [request] = await listWorkRequests(run.db, lea.actor.workspace_id, { id });
  await askRequester(lea, { itemId: request?.steps[0]?.stands.item_id ?? "", missing: MARK });
  await takeTypes(lea, { programId, keys: [] });
}

/** An absence, a message that could not be sent, and something closed: each could be changed. */
async function leaveOpen(run: Run, programId: string): Promise<void> {
  const { services } = run.app;
  const [tom, nina] = [await personIn(run, "tom"), await personIn(run, "nina")];
  await goAway({ ...services, actor: nina }, { person: nina, from: "2026-12-21", until: "2026-12-23", delegate: null });
  const sent = await run.db.selectFrom("delivery").select("id").where("state", "=", "sent").executeTakeFirstOrThrow();
  await run.db.updateTable("delivery").set({ state: "parked" }).where("id", "=", sent.id).execute();
  const action = { type: "action" as const, details: {}, title: `${MARK} closed`, dueOn: "2026-11-20" };
  const { id } = await addItem(acting(services, tom), { programId, ...action, sourceKey: "command:closed" });
  await closeItem(acting(services, tom), { id, note: "" });
}

const ADMIN = "workspace-owner";

/** Kim, who has no role, could sponsor it: how two score them, and that they are asked. */
async function chooseKim(run: Run, programId: string, line: Named): Promise<void> {
  const { services } = run.app;
  const [lea, nina, kim] = [await personIn(run, "lea"), await personIn(run, "nina"), await personIn(run, "kim")];
  await nameStakeholder(services, lea, programId, { ...line, person: kim });
  await allowChoosing(run.db);
  await saveChoice({ ...services, actor: lea }, { programId, candidates: [kim.id], scorers: [lea, nina] });
  const candidate = await run.db.selectFrom("sponsor_candidate").select("id").executeTakeFirstOrThrow();
  for (const by of [lea, nina]) await scored(services, by, candidate.id, `${MARK} evidence`);
  await askCandidate({ ...services, actor: lea }, { candidateId: candidate.id });
}

/** Of an erasure somebody looks through where the name stands. */
async function eraseSomebody(run: Run): Promise<void> {
  const { id: subject, workspace_id: workspaceId } = await personIn(run, "gil");
  const item = await run.db.selectFrom("item").select("id").limit(1).executeTakeFirstOrThrow();
  const names = { name: `${MARK} Poe`, handle: "zebra", slackId: "U0GONE" };
  const row = { workspace_id: workspaceId, id: "looked", person_id: subject };
  await run.db
    .insertInto("erasure")
    .values({
      ...row,
      by_id: (await personIn(run, ADMIN)).id,
      state: "looking",
      step: "slack",
      names: JSON.stringify(names),
      found: JSON.stringify([{ table: "item", key: [item.id], column: "title" }]),
      begun_at: run.clock.now(),
      due_at: "2026-12-01T00:00:00.000Z",
      finished_at: null,
    })
    .execute();
  await run.db
    .updateTable("cadence")
    .set({ title: `${MARK} check-in` })
    .where("key", "=", "daily")
    .execute();
}

/**
 * What is everybody's own, by kind: to create a program, what comes to them, how they are written to,
 * what they are setting up themselves, and what is kept about them.
 */
const THEIR_OWN = [
  /^submit program\.form \{"programId":null/,
  /^press command\.run:plan/,
  /^submit people\.preferences/,
  /^(?:press|submit) cadence\.(?:preview_)?form/,
  // What is kept about them, whatever has become of their roles, and that they object to it.
  /my[-_]data/,
];

/** To be asked no more, by whoever is asked; Tom reads what he answered. */
const isOfTheirs = (offer: Offer, by: string) =>
  THEIR_OWN.some((own) => own.test(offer.key)) ||
  (offer.by === by && /^submit check_in\.stop_form/.test(offer.key)) ||
  (by === "tom" && /^press check_in\.read /.test(offer.key));

/** A list of one's own is turned, a form that only shows is closed, a link is followed, what is chosen is chosen again. */
const SILENT = [
  /^press cadence\.when /,
  /^made press home\./,
  /^submit cadence\.close_form/,
  /^press (?:register\.message|register\.calendar)/,
];

/** That they are known, that it was received, and what they have read. */
const OWN_TABLES = ["person", "received"];

const LEGIT = ["lea", "tom", "sofia", "sam", "ola", "dan", "kim", "iris"];
const MOST_PRESSES = 1500;
/** Of those that differ by nothing but what they are about. */
const MOST_ALIKE = 4;

const nameOf = ({ kind, id }: Pick<Offer, "kind" | "id"> | Listener) =>
  `${kind} ${id instanceof RegExp ? id.source : id}`;

let listeners: readonly Listener[] = [];
/** Those to which everybody has sent something that they may not. */
const reached = new Set<string>();

function matching({ kind, id }: Pick<Offer, "kind" | "id">): string | null {
  const found = listeners.find(
    (listener) => listener.kind === kind && (listener.id instanceof RegExp ? listener.id.test(id) : listener.id === id),
  );
  return found ? nameOf(found) : null;
}

const words = () => listeners.flatMap(({ kind, id }) => (kind === "command" ? [String(id)] : []));

async function command(world: World, by: string, text: string): Promise<string> {
  const said = listen(world);
  const { response } = await world.sandbox.as(by).command(`/drumbeat ${text}`.trim());
  // What takes long comes afterwards.
  if (!response) await world.clock.settle();
  return said(response && { blocks: response.blocks, text: response.text });
}

/** All of them, on a message that they can see. */
async function shortcuts(world: World, by: string): Promise<string> {
  const actor = world.sandbox.as(by);
  const said = listen(world);
  const [message] = actor.dm();
  for (const { kind, id } of listeners) {
    if (kind !== "shortcut") continue;
    if (world.sandbox.slack.manifest.shortcuts.some(({ type, callbackId }) => type === "global" && callbackId === id))
      await actor.shortcut(String(id));
    else if (message) await actor.messageShortcut(String(id), message);
  }
  return said(null);
}

async function homeOf(world: World, by: string): Promise<string> {
  const said = listen(world, { withHomes: true });
  await world.sandbox.as(by).openHome();
  await world.clock.settle();
  return said(null);
}

/** The same for all that differ by nothing but what they are about. */
function shapeOf({ key }: Offer): string {
  return key.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, "#");
}

function oneOfEach(offers: readonly Offer[]): Offer[] {
  return [...new Map(offers.map((offer) => [shapeOf(offer), offer])).values()];
}

/** What came of it where somebody sends what they may not, and the sentences with which they were answered. */
async function tryAs(
  world: World,
  written: Written,
  offer: Offer,
  by: string,
  named: string,
  marks: readonly string[],
) {
  await paced(world);
  await written.take();
  const told = await send(world, offer, by, named);
  const tables = (await written.take()).filter((table) => !OWN_TABLES.includes(table));
  const answer = wordsIn(told, offer);
  const wrong = toldAnew(told, offer, marks).map((text) => `told ${text.slice(0, 80)}`);
  if (tables.length > 0) wrong.push(`changed ${tables}`);
  if (answer.length === 0 && !SILENT.some((own) => own.test(offer.key))) wrong.push("was refused in silence");
  if (isUnexpected(told)) wrong.push(`was not understood: ${told.slice(0, 200)}`);
  return { wrong, answer };
}

/** That nobody expected it. A forged form cannot be updated or pushed on. */
function isUnexpected(told: string): boolean {
  const { en, fr } = slackTexts;
  const isShown = /"hash":"1.x"|"trigger_id"/.test(told);
  return !isShown && [en, fr].some(({ unexpected }) => told.includes(JSON.stringify(unexpected).slice(1, -1)));
}

/** Everything that those who may are shown, found by pressing it all. */
async function crawl(run: Run): Promise<Offer[]> {
  const known = new Map<string, Offer>();
  const alike = new Map<string, number>();
  const queue: Offer[] = [];
  const last: Offer[] = [];
  const take = (found: Offer[]) => {
    for (const offer of found) {
      // A field that tells nobody when it is changed.
      if (known.has(offer.key) || matching(offer) === null) continue;
      const shape = shapeOf(offer);
      const count = (alike.get(shape) ?? 0) + 1;
      alike.set(shape, count);
      if (count > MOST_ALIKE) continue;
      known.set(offer.key, offer);
      (DESTRUCTIVE.test(offer.key) ? last : queue).push(offer);
    }
  };
  const harvest = (text: string, by: string) => {
    for (const body of JSON.parse(text)) if (isObject(body)) take(offersIn(body, by));
  };
  for (const by of LEGIT) {
    for (const message of run.as(by).dm()) take(offersIn({ blocks: JSON.parse(JSON.stringify(message.blocks)) }, by));
    // The first request was asked in a check-in, whose answers its view opens.
    for (const text of ["", "cadence new", "program new", "find req-1", ...words()])
      harvest(await command(run, by, text), by);
    harvest(await homeOf(run, by), by);
  }
  for (let presses = 0; presses <= MOST_PRESSES; presses += 1) {
    const offer = queue.shift() ?? last.shift();
    if (!offer) break;
    await paced(run);
    harvest(await send(run, offer, offer.by, "nina"), offer.by);
  }
  return [...known.values()];
}

/** Programs, check-ins and questions, which those who may can create. */
async function madeIn({ db }: Run): Promise<string[]> {
  const programs = await db.selectFrom("program").select("id").execute();
  const cadences = await db.selectFrom("cadence").select("id").execute();
  const questions = await db.selectFrom("report_question").select("id").execute();
  return [...programs, ...cadences, ...questions].map(({ id }) => id);
}

async function channelOf({ db }: Run): Promise<string> {
  const program = await db.selectFrom("program").select("channel_id").where("key", "=", "zebra").executeTakeFirst();
  return program?.channel_id ?? "none";
}

/** Of everything that those who may are offered and all that Slack tells: what came of it from where we are not at work. */
async function heardFromElsewhere(run: Run, written: Written, offers: readonly Offer[]): Promise<string[]> {
  const faults: string[] = [];
  const judge = async (what: string, told: string, isAnswered: boolean) => {
    const entries = JSON.parse(told).filter(Boolean);
    const isAsItShould = isAnswered
      ? entries.length === 1 && wordsIn(told).some((text) => text.includes(slackTexts.en.otherWorkspace))
      : entries.length === 0;
    if (!isAsItShould) faults.push(`${what} got ${told.slice(0, 200)}`);
    const tables = await written.take();
    if (tables.length > 0) faults.push(`${what} changed ${tables}`);
  };
  await written.take();
  await comingFrom(run, "T0ELSEWHERE", async () => {
    // Nobody there reads French: the language of people here is theirs alone.
    for (const offer of offers.filter(({ by }) => !FRENCH.includes(by)))
      await judge(offer.key, await send(run, offer, offer.by, "nina"), offer.kind === "submit" || offer.view === null);
    for (const text of ["", ...words()]) await judge(`/drumbeat ${text}`, await command(run, "lea", text), true);
    const [message] = run.as("lea").dm();
    for (const { type, callbackId } of run.sandbox.slack.manifest.shortcuts) {
      const said = listen(run);
      if (type === "global") await run.as("lea").shortcut(callbackId);
      else if (message) await run.as("lea").messageShortcut(callbackId, message);
      await judge(callbackId, said(null), type === "message");
    }
    const room = await channelOf(run);
    for (const person of [run.as("lea").userId, run.sandbox.slack.workspace.botUserId]) {
      const told = listen(run, { withHomes: true });
      const events = eventsAbout(run.sandbox, { person, claims: { deleted: true }, channel: room, room });
      for (const event of Object.values(events).flat()) await run.sandbox.slack.events.deliver(event);
      await run.settle();
      await judge(`events about ${person}`, told(null), false);
    }
  });
  return faults;
}

/** What may be written of an event about somebody who is nobody here: that they are known, that a message came, an answer. */
const OF_EVENTS: Record<string, string[]> = {
  "message.im": ["delivery", "received", "person"],
  app_home_opened: ["person"],
  user_change: ["person"],
  team_join: ["person"],
};

async function cameOfStrangeEvents(run: Run, written: Written): Promise<string[]> {
  const faults: string[] = [];
  const { workspace, events, manifest } = run.sandbox.slack;
  const room = await channelOf(run);
  const people = ["fee", "gil", "eve"].map((handle) => run.as(handle).userId);
  for (const person of [...people, "U0NOBODY"]) {
    const isKnown = workspace.people.has(person);
    const claims =
      person === people[0] ? {} : { is_admin: true, is_owner: true, ...(!isKnown && { team_id: "T0OTHER" }) };
    const about = { person, claims, channel: "C0STRANGE", room };
    const made: Record<string, JsonObject[]> = eventsAbout(run.sandbox, about);
    for (const type of manifest.botEvents) {
      await written.take();
      const told = listen(run, { withHomes: true });
      if (!made[type]) faults.push(`${type} has no event here`);
      for (const event of made[type] ?? []) await events.deliver(event);
      await run.settle();
      const said = told(null);
      for (const text of marked(JSON.parse(said), [MARK]))
        faults.push(`${type} of ${person} told ${text.slice(0, 80)}`);
      const tables = (await written.take()).filter((table) => !OF_EVENTS[type]?.includes(table));
      if (tables.length > 0) faults.push(`${type} of ${person} changed ${tables}`);
      if (type === "message.im" && isKnown && wordsIn(said).length === 0)
        faults.push(`${type} of ${person} had no answer`);
    }
  }
  const admins = await run.db.selectFrom("person").select("handle").where("is_admin", "=", 1).execute();
  const strangers = admins.filter(({ handle }) => ["gil", "eve", "Nobody"].includes(handle));
  return [...faults, ...strangers.map(({ handle }) => `${handle} became an admin`)];
}

it("every listener does nothing and tells nothing without a ground that holds", {
  timeout: 900_000,
}, async () => {
  const run = await aRun({
    people: PEOPLE,
    programs: [ZEBRA, BOREA],
    cadences: CADENCES,
    start: "2026-10-29T00:00:00.000Z",
  });
  await live(run);
  // Somebody who may takes them out below.
  const { id: candidateId } = await run.db.selectFrom("sponsor_candidate").select("id").executeTakeFirstOrThrow();
  await run.stopApp();
  const kept = `${run.location}.kept`;
  await cp(run.location, kept);
  await run.startApp();
  listeners = run.app.listeners;
  const crawled = await crawl(run);
  const wrong: string[] = [];
  for (const offer of await madeOffers(run, { admin: ADMIN, candidateId })) {
    await paced(run);
    const told = await send(run, offer, offer.by, "nina");
    // Whoever may not is refused for that reason.
    if (isUnexpected(told)) wrong.push(`${offer.key}: ${told.slice(0, 200)}`);
    crawled.push(offer);
  }
  expect(wrong).toEqual([]);
  const [made, drafts] = [await madeIn(run), await run.db.selectFrom("cadence_draft").selectAll().execute()];
  await run.stopApp();
  for (const suffix of ["-wal", "-shm"]) await rm(`${run.location}${suffix}`, { force: true });
  await cp(kept, run.location);
  await run.startApp();
  await run.settle();
  // Of what those who may have created there is nothing any more, but what they were setting up.
  const there = await madeIn(run);
  const isGone = (text: string) => made.some((id) => !there.includes(id) && text.includes(id));
  const offers = crawled.filter(({ key }) => !isGone(key));
  for (const draft of drafts.filter((each) => !isGone(JSON.stringify(each))))
    await run.db.insertInto("cadence_draft").values(draft).execute();
  const zebra = await run.db.selectFrom("program").select("id").where("key", "=", "zebra").executeTakeFirstOrThrow();
  const written = await Written.in(run.db);
  expect(await heardFromElsewhere(run, written, oneOfEach(offers)), "from another workspace").toEqual([]);
  for (const handle of ["tom", "nina", "sofia", "sam"])
    await sql`update seat set until_date = '2026-11-02', handed_on_at = ${run.clock.now()}
      where program_id = ${zebra.id} and person_id = ${(await personIn(run, handle)).id}`.execute(run.db);
  // As when what hung on their roles is handed on: nobody who has left is asked any more.
  await sql`update prompt set state = 'excused', reason = 'left' where state in ('planned', 'sent') and person_id in
    (select id from person where handle in ('tom', 'nina', 'sofia', 'sam'))`.execute(run.db);
  const office = await run.db.selectFrom("office_seat").select("id").executeTakeFirstOrThrow();
  await endOffice(await actingAs(run, ADMIN), { officeId: office.id });
  await sql`update person set is_deactivated = 1 where handle = 'ravi'`.execute(run.db);
  const gus = await personIn(run, "gus");
  await run.db
    .insertInto("seat")
    .values({
      workspace_id: gus.workspace_id,
      id: "seat-future",
      program_id: zebra.id,
      person_id: gus.id,
      role: "lead",
      from_date: "2026-11-04",
      until_date: null,
      created_at: run.clock.now(),
    })
    .execute();
  await run.settle();
  const faults: string[] = [];
  const strangers = {
    ended: ["sofia", "tom", "sam", "iris"],
    named: ["ola", "dan"],
    future: ["gus"],
    foreign: ["fee"],
    deactivated: ["ravi"],
    guest: ["gil"],
    "of another workspace": ["eve"],
  };
  expect(await cameOfStrangeEvents(run, written), "of events about strangers").toEqual([]);
  const said = { en: new Set<string>(), fr: new Set<string>() };
  for (const [ground, handles] of Object.entries(strangers))
    for (const by of handles) {
      // Who reads what he answered there stays his to know.
      const own = by === "tom" ? ["plan", "my-data"] : ["plan"];
      for (const text of ["ravi", "eve"].includes(by) ? [] : words().filter((word) => !own.includes(word))) {
        const told = await command(run, by, text);
        for (const line of marked(JSON.parse(told), [MARK]))
          faults.push(`${ground} ${by}: /drumbeat ${text} told ${line.slice(0, 80)}`);
        if (wordsIn(told).length === 0) faults.push(`${ground} ${by}: /drumbeat ${text} was refused in silence`);
      }
      if (!["ravi", "eve"].includes(by)) {
        for (const line of marked(JSON.parse(await homeOf(run, by)), [MARK]))
          faults.push(`${ground} ${by}: Home told ${line.slice(0, 80)}`);
        for (const line of marked(JSON.parse(await shortcuts(run, by)), [MARK]))
          faults.push(`${ground} ${by}: a shortcut told ${line.slice(0, 80)}`);
      }
      // Who never had to do with the program is refused whatever it is about.
      const isAll = ["ended", "named"].includes(ground);
      const tried = isAll ? offers : oneOfEach(offers);
      for (const offer of tried.filter((each) => !isOfTheirs(each, by))) {
        const { wrong, answer } = await tryAs(run, written, offer, by, "nina", [MARK]);
        faults.push(...wrong.map((each) => `${ground} ${by}: ${offer.key} ${each}`));
        for (const text of answer) said[FRENCH.includes(by) ? "fr" : "en"].add(text);
      }
    }
  for (const offer of offers) reached.add(matching(offer) ?? "");
  for (const listener of listeners)
    if (listener.kind === "command" || listener.kind === "shortcut") reached.add(nameOf(listener));
  expect(faults).toEqual([]);
  // A new listener is offered by somebody in the story above, or made below, and so tried by all of them.
  expect(listeners.map(nameOf).filter((name) => !reached.has(name))).toEqual([]);
  expect([...said.en].filter((text) => said.fr.has(text))).toEqual([]);
});
