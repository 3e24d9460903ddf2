/**
 * P23: authority has a ground that holds now. What people of a program are offered is collected by pressing it all, as
 * those who may; then everything is sent again, forged, by people whose grounds have ended, are to come, are of another
 * program, or hang on somebody whose own has ended: nothing changes, not a word of the program is told, and each is
 * answered in words of their language. Who sits for a portfolio over it, or writes for a committee, gets what their standing
 * gives and nothing beyond. What comes from another workspace is not looked at, whoever it is, and events about
 * strangers change nothing.
 */
import { cp, rm } from "node:fs/promises";
import { sql } from "kysely";
import type { JsonObject } from "slack-sandbox";
import { expect, it } from "vitest";
import { addMs, MINUTE } from "../../src/platform/time.ts";
import { endOffice } from "../../src/programs/office-giving.ts";
import { slackTexts } from "../../src/slack/texts.ts";
import { actingAs, personIn, type Run } from "../support/run.ts";
import {
  comingFrom,
  listen,
  marked,
  messagesTo,
  type Offer,
  paced,
  send,
  toldAnew,
  type World,
  Written,
  wordsIn,
} from "./forging.ts";
import { madeOffers } from "./made-offers.ts";
import {
  actOf,
  command,
  commandWords,
  crawl,
  DESTRUCTIVE,
  homeOf,
  matching,
  nameOf,
  OF_BODIES,
  oneOfEach,
  oneOfEachAct,
  shortcuts,
  theirsAnd,
} from "./matrix-acts.ts";
import { ADMIN, BELOW, BOARD, CASE, endBodies, FRENCH, live, MARK, seatLater, theRun } from "./matrix-story.ts";
import { eventsAbout } from "./strange-events.ts";

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

/** They were told that they were named for a portfolio or as a secretary: the message says how that stands. */
const NAMED = [...OF_BODIES, "ben"];

/** To be asked no more, by whoever is asked; Tom and Sam read what they answered. */
const isOfTheirs = (offer: Offer, by: string) =>
  THEIR_OWN.some((own) => own.test(offer.key)) ||
  (offer.by === by && /^submit check_in\.stop_form/.test(offer.key)) ||
  (by === "sam" && /^press program\.menu read:/.test(offer.key)) ||
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

/** To read, as everybody above does: pictures of the steps, packs of meetings and values of measures come as files. */
const PACKS = ["press goals-csv", "press meeting-pack", "press meeting-pack past"];
const READING = [...PACKS, "press raci", "press track-picture", "press work-picture"];
/** What somebody is told with one of these words, or not answered, by every command, Home and the shortcuts. */
async function askedFor(
  run: Run,
  by: string,
  marks: readonly string[],
  own: readonly string[] = [],
): Promise<string[]> {
  const faults: string[] = [];
  const judge = (what: string, told: string) =>
    faults.push(...marked(JSON.parse(told), marks).map((line) => `${what} told ${line.slice(0, 80)}`));
  for (const text of commandWords(run).filter((word) => !own.includes(word))) {
    const told = await command(run, by, text);
    judge(`/drumbeat ${text}`, told);
    if (wordsIn(told).length === 0) faults.push(`/drumbeat ${text} was refused in silence`);
  }
  judge("Home", await homeOf(run, by));
  judge("a shortcut", await shortcuts(run, by));
  return faults;
}

/** Of those who sit or write now: the words that are not theirs to read, and every act of theirs of which anything comes. */
const PRESENT: Record<string, { hidden: readonly string[]; acts: readonly string[] }> = {
  // In the chair of the portfolio's committee: reads, asks, and decides and votes where it is put to them.
  max: {
    hidden: [BELOW, CASE],
    acts: [
      ...READING,
      ...[
        "submit program.not_me_form",
        "submit question.form",
        "submit request.decide_form",
        "submit request.vote_form",
        "submit work.comment_form",
      ],
    ],
  },
  // Secretary of the portfolio: in what it covers they read as its members do.
  sue: {
    hidden: [BELOW, CASE],
    acts: [...PACKS, "press raci", "press work-picture", "submit question.form", "submit work.comment_form"],
  },
  // Secretary of the program: adds to its record and changes it, and puts requests to its committee.
  zoe: {
    hidden: [BELOW, BOARD],
    acts: [
      ...PACKS,
      ...["press meeting.cancel", "press meeting.no_dates committee", "press meeting.to_chair"],
      ...["press meeting.topic earlier", "press meeting.topic later", "press meeting.topic longer"],
      ...["press meeting.topic out", "press meeting.topic shorter"],
      ...["press page.pdf", "press raci", "press register.reached"],
      ...["press register.reopen", "press register.solved", "press register.still_blocking", "press track-picture"],
      ...["press work-picture", "press workshop.pdf"],
      "submit goals.enter_form",
      ...["submit meeting.add_form", "submit meeting.close_form", "submit meeting.record_form"],
      "submit milestones.reach_form",
      ...["submit program.not_me_form", "submit question.form", "submit register.close_form"],
      ...["submit register.delegate_form", "submit register.form", "submit register.import_apply"],
      ...["submit request.committee_form", "submit roles.ask_form", "submit work.comment_form"],
    ],
  },
};

/** What comes of these offers when somebody sends them: the acts that changed something, and what was told beyond their rights. */
async function whatComesThrough(
  run: Run,
  written: Written,
  offers: readonly Offer[],
  by: string,
  hidden: readonly string[],
): Promise<{ changed: string[]; wrong: string[] }> {
  const changed = new Set<string>();
  const wrong: string[] = [];
  const inTurn = offers.toSorted((offer, other) => lateness(offer) - lateness(other));
  for (const offer of inTurn.filter((each) => !isOfTheirs(each, by))) {
    await paced(run);
    // What is due then, to whomever.
    await run.clock.settle();
    await written.take();
    const told = await send(run, offer, by, "nina");
    const tables = (await written.take()).filter((table) => !OWN_TABLES.includes(table));
    // What their own request in the portfolio gave, where Max has decided it.
    const isOwn = by === "sue" && offer.id.startsWith("request.given:");
    if (tables.length > 0 && !isOwn) changed.add(actOf(offer));
    wrong.push(...toldAnew(told, offer, hidden).map((text) => `${offer.key} told ${text.slice(0, 160)}`));
    if (isUnexpected(told)) wrong.push(`${offer.key} was not understood: ${told.slice(0, 200)}`);
  }
  return { changed: [...changed].toSorted(), wrong };
}

/** What ends something comes late, and last what ends their own part in it. */
function lateness({ key }: Offer): number {
  if (key.includes("program.not_me_form")) return 2;
  return DESTRUCTIVE.test(key) ? 1 : 0;
}

/** That nobody expected it. A forged form cannot be updated or pushed on. */
function isUnexpected(told: string): boolean {
  const { en, fr } = slackTexts;
  const isShown = /"hash":"1.x"|"view_id":"V0FORGED"|"trigger_id"/.test(told);
  return !isShown && [en, fr].some(({ unexpected }) => told.includes(JSON.stringify(unexpected).slice(1, -1)));
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
    for (const text of ["", ...commandWords(run)])
      await judge(`/drumbeat ${text}`, await command(run, "lea", text), true);
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

/** Those to which everybody has sent something that they may not. */
const reached = new Set<string>();

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
  const run = await theRun();
  await live(run);
  // Somebody who may takes them out below.
  const { id: candidateId } = await run.db.selectFrom("sponsor_candidate").select("id").executeTakeFirstOrThrow();
  await run.stopApp();
  const kept = `${run.location}.kept`;
  await cp(run.location, kept);
  await run.startApp();
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
  const goBack = async () => {
    await run.stopApp();
    for (const suffix of ["-wal", "-shm"]) await rm(`${run.location}${suffix}`, { force: true });
    await cp(kept, run.location);
    await run.startApp();
    await run.settle();
  };
  await goBack();
  // Of what those who may have created there is nothing any more, but what they were setting up.
  const there = await madeIn(run);
  const isGone = (text: string) => made.some((id) => !there.includes(id) && text.includes(id));
  const borea = await run.db.selectFrom("program").select("id").where("key", "=", "borea").executeTakeFirstOrThrow();
  const offers = crawled.filter(({ key }) => !isGone(key) && !key.includes(borea.id));
  const setUp = async () => {
    for (const draft of drafts.filter((each) => !isGone(JSON.stringify(each))))
      await run.db.insertInto("cadence_draft").values(draft).execute();
  };
  await setUp();
  const present = await Written.in(run.db);
  for (const [by, { hidden, acts }] of Object.entries(PRESENT)) {
    // In the program Sue is what Max is.
    const tried = by === "sue" ? theirsAnd(by, oneOfEachAct(offers), offers) : offers;
    expect(await askedFor(run, by, hidden), `of ${by}`).toEqual([]);
    const { changed, wrong } = await whatComesThrough(run, present, tried, by, hidden);
    expect(wrong, `of ${by}`).toEqual([]);
    expect.soft(changed, `of ${by}`).toEqual(acts);
  }
  await goBack();
  await setUp();
  const zebra = await run.db.selectFrom("program").select("id").where("key", "=", "zebra").executeTakeFirstOrThrow();
  const written = await Written.in(run.db);
  expect(await heardFromElsewhere(run, written, oneOfEach(offers)), "from another workspace").toEqual([]);
  for (const handle of ["tom", "nina", "sofia", "sam", "zoe"])
    await sql`update seat set until_date = '2026-11-02', handed_on_at = ${run.clock.now()}
      where program_id = ${zebra.id} and person_id = ${(await personIn(run, handle)).id}`.execute(run.db);
  // As when what hung on their roles is handed on: nobody who has left is asked any more.
  await sql`update prompt set state = 'excused', reason = 'left' where state in ('planned', 'sent') and person_id in
    (select id from person where handle in ('tom', 'nina', 'sofia', 'sam', 'zoe'))`.execute(run.db);
  const office = await run.db.selectFrom("office_seat").select("id").executeTakeFirstOrThrow();
  await endOffice(await actingAs(run, ADMIN), { officeId: office.id });
  await sql`update person set is_deactivated = 1 where handle = 'ravi'`.execute(run.db);
  await seatLater(run, { programId: zebra.id, handle: "gus", role: "lead" });
  await endBodies(run);
  await run.settle();
  const faults: string[] = [];
  const writtenTo = messagesTo(run, ["tom", "sofia", "sam", "iris", ...OF_BODIES, "fay", "ben"], [MARK]);
  const strangers = {
    ended: ["sofia", "tom", "sam", "iris"],
    "ended of a body": OF_BODIES,
    "to come, or of a body elsewhere": ["fay", "ben"],
    "an office over another label": ["gia"],
    named: ["ola", "dan"],
    future: ["gus"],
    foreign: ["fee"],
    deactivated: ["ravi"],
    guest: ["gil"],
    "of another workspace": ["eve"],
  };
  // What was on its way has come.
  await run.to(addMs(run.clock.now(), 10 * MINUTE));
  expect(await cameOfStrangeEvents(run, written), "of events about strangers").toEqual([]);
  const said = { en: new Set<string>(), fr: new Set<string>() };
  for (const [ground, handles] of Object.entries(strangers))
    for (const by of handles) {
      // Who reads what he answered there stays his to know.
      const own = by === "tom" ? ["plan", "my-data"] : ["plan"];
      if (!["ravi", "eve"].includes(by))
        faults.push(...(await askedFor(run, by, [MARK], own)).map((each) => `${ground} ${by}: ${each}`));
      // Who never had to do with the program is refused whatever it is about.
      const isAll = ["ended", "named"].includes(ground);
      const isOfBody = ground.includes("body") || ground.includes("office");
      const some = isOfBody ? oneOfEachAct(offers) : oneOfEach(offers);
      const tried = isAll ? offers : theirsAnd(by, some, offers);
      const isOwnNaming = ({ id }: Offer) => NAMED.includes(by) && id === "program.not_me_form";
      for (const offer of tried.filter((each) => !isOfTheirs(each, by) && !isOwnNaming(each))) {
        const { wrong, answer } = await tryAs(run, written, offer, by, "nina", [MARK]);
        faults.push(...wrong.map((each) => `${ground} ${by}: ${offer.key} ${each}`));
        for (const text of answer) said[FRENCH.includes(by) ? "fr" : "en"].add(text);
      }
    }
  faults.push(...writtenTo().map((text) => `was written ${text}`));
  for (const offer of offers) reached.add(matching(run, offer) ?? "");
  for (const listener of run.app.listeners)
    if (listener.kind === "command" || listener.kind === "shortcut") reached.add(nameOf(listener));
  expect(faults).toEqual([]);
  // A new listener is offered by somebody in the story above, or made below, and so tried by all of them.
  expect(run.app.listeners.map(nameOf).filter((name) => !reached.has(name))).toEqual([]);
  expect([...said.en].filter((text) => said.fr.has(text))).toEqual([]);
});
