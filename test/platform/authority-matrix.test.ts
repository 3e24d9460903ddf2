/**
 * P23: authority has a ground that holds now. What people of a program are offered is collected by pressing it all, as
 * those who may; then everything is sent again, forged, by people whose grounds have ended, are to come, are of another
 * program, or hang on somebody whose own has ended: nothing changes, and not a word of the program is told.
 */
import { cp, rm } from "node:fs/promises";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { setApproval } from "../../src/digests/use-cases-approval.ts";

import type { Listener } from "../../src/platform/slack/listening.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { changeSeat } from "../../src/programs/use-cases-changes.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { delegateAsk } from "../../src/register/use-cases-asks.ts";
import { passUp } from "../../src/register/use-cases-escalation-acts.ts";
import { putToCommittee } from "../../src/register/use-cases-votes.ts";
import { isObject, type JsonObject, parseJson } from "../../src/sandbox/json.ts";
import { aRun, openForm, personIn, type Run } from "../support/run.ts";

import { allRecordings, type Recording } from "../upgrades/recording.ts";
import { upgraded } from "../upgrades/upgraded.ts";
import { listen, marked, type Offer, offersIn, Rows, send, toldAnew, type World } from "./forging.ts";

/** In every word of the program. */
const MARK = "Zebra";
const someone = (handle: string) => ({ handle, name: `${handle} Poe`, tz: "Europe/London", locale: "en-GB" });
const PEOPLE = [
  ...["lea", "tom", "nina", "sofia", "sam", "ravi", "ola", "dan", "fee", "gus"].map(someone),
  { ...someone("gil"), affiliation: "guest" },
  { ...someone("eve"), affiliation: "external" },
];
const ZEBRA = {
  key: "zebra",
  title: `${MARK} one`,
  purpose: `${MARK} purpose`,
  lead: "lea",
  sponsors: ["sofia"],
  steering: ["sam", "ravi"],
  team: ["tom", "nina"],
};
const BOREA = { key: "borea", title: "Borea", lead: "fee", sponsors: ["gus"] };
const CADENCES = [
  { key: "daily", program: "zebra", template: "daily-team" },
  { key: "weekly", program: "zebra", template: "weekly-progress" },
  { key: "monthly", program: "zebra", template: "monthly-executive" },
];

const DESTRUCTIVE = /close|archive|withdraw|decline|hold|pause|undo|remove|reopen|reverse|approve|give_up|skip/;

async function live(run: Run): Promise<void> {
  const { services } = run.app;
  const [lea, tom, sofia, ola, dan] = [
    await personIn(run, "lea"),
    await personIn(run, "tom"),
    await personIn(run, "sofia"),
    await personIn(run, "ola"),
    await personIn(run, "dan"),
  ];
  const program = await run.db.selectFrom("program").selectAll().where("key", "=", "zebra").executeTakeFirstOrThrow();
  await sql`update program set benefits = ${`${MARK} benefits`} where key = 'zebra'`.execute(run.db);
  await run.to("2026-10-30T12:00:00Z");
  await openForm(run, "lea", "monthly");
  run.as("lea").fill("answer:bottom-line", `${MARK} goes well`);
  run.as("lea").fill("answer:progress", `${MARK} progress`);
  run.as("lea").fill("answer:ask", `${MARK} money?`);
  await run.as("lea").submit();
  await setApproval(services, lea, { programId: program.id, approver: { personId: tom.id } });
  const seat = await run.db.selectFrom("seat").selectAll().where("person_id", "=", sofia.id).executeTakeFirstOrThrow();
  await changeSeat(
    services,
    lea,
    { programId: program.id, seatId: seat.id },
    { from: null, until: null, delegate: dan },
  );
  let count = 0;
  const raise = (type: "ask" | "issue" | "action", ownerId: string, by = tom) => {
    count += 1;
    const options = [
      { label: `${MARK} yes`, doesNothing: false },
      { label: "Do nothing", doesNothing: true },
    ];
    const typed =
      type === "ask"
        ? { type, details: { kind: "decision" as const, options, recommended: 0, costOfWaiting: `${MARK} week` } }
        : type === "issue"
          ? { type, details: { blocksWork: true, blockedSince: "2026-10-01", whoCanUnblock: MARK } }
          : { type, details: {} };
    return inTransaction(run.db, (tx) =>
      raiseItem(services, tx, by, program.id, {
        ...typed,
        title: `${MARK} ${type} ${count}`,
        dueOn: "2026-11-05",
        sourceKey: `command:${count}`,
        ownerId,
      }),
    );
  };
  await raise("ask", sofia.id);
  const named = await raise("ask", sofia.id);
  await delegateAsk(services, sofia, named.id, { person: ola, why: `${MARK} why`, isConfirmed: true });
  const voted = await raise("ask", sofia.id);
  await putToCommittee(services, sofia, voted.id, { kind: "circulation", quorum: 2, closesOn: "2026-11-20" });
  const blocker = await raise("issue", tom.id);
  const up = { tried: MARK, effect: MARK, options: MARK, recommendation: MARK, matter: "legal" as const };
  await passUp(services, tom, blocker.id, up);
  await raise("action", tom.id, lea);
  await run.to("2026-11-02T12:00:00Z");
  await openForm(run, "tom", "daily");
  run.as("tom").fill("answer:progress", `${MARK} done`);
  run.as("tom").fill("answer:next", `${MARK} next`);
  await run.as("tom").submit();
  await run.to("2026-11-03T12:00:00Z");
}

/**
 * What is everybody's own, by kind: to create a program, to be asked no more, what comes to them, how they are written to,
 * and what they are setting up themselves.
 */
const THEIR_OWN = [
  /^submit program\.form \{"programId":null/,
  /^submit check_in\.stop_form/,
  /^press command\.run:plan/,
  /^submit people\.preferences/,
  /^(?:press|submit) cadence\.(?:preview_)?form/,
];

const LEGIT = ["lea", "tom", "sofia", "sam", "ola", "dan"];
const MOST_PRESSES = 1500;
/** Of those that differ by nothing but what they are about. */
const MOST_ALIKE = 2;

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
    for (const text of ["", "cadence new", "program new", ...words()]) harvest(await command(run, by, text), by);
    harvest(await homeOf(run, by), by);
  }
  for (let presses = 0; presses <= MOST_PRESSES; presses += 1) {
    const offer = queue.shift() ?? last.shift();
    if (!offer) break;
    harvest(await send(run, offer, offer.by, "nina"), offer.by);
  }
  return [...known.values()];
}

describe("every listener", () => {
  it("does nothing and tells nothing without a ground that holds (S1)", { timeout: 300_000 }, async () => {
    const run = await aRun({
      people: PEOPLE,
      programs: [ZEBRA, BOREA],
      cadences: CADENCES,
      start: "2026-10-29T00:00:00.000Z",
    });
    await live(run);
    await run.stopApp();
    const kept = `${run.location}.kept`;
    await cp(run.location, kept);
    await run.startApp();
    listeners = run.app.listeners;
    const offers = await crawl(run);
    const wrong: string[] = [];
    for (const offer of await madeOffers(run)) {
      const told = await send(run, offer, offer.by, "nina");
      // It is understood, so that whoever may not is refused for that reason. A forged form cannot be updated or pushed on.
      const isShown = /"hash":"1.x"|"trigger_id"/.test(told);
      if (told.includes("Something went wrong") && !isShown) wrong.push(`${offer.key}: ${told.slice(0, 200)}`);
      offers.push(offer);
    }
    expect(wrong).toEqual([]);
    await run.stopApp();
    for (const suffix of ["-wal", "-shm"]) await rm(`${run.location}${suffix}`, { force: true });
    await cp(kept, run.location);
    await run.startApp();
    await run.settle();
    const zebra = await run.db.selectFrom("program").select("id").where("key", "=", "zebra").executeTakeFirstOrThrow();
    for (const handle of ["tom", "nina", "sofia", "sam"])
      await sql`update seat set until_date = '2026-11-02', handed_on_at = ${run.clock.now()}
        where program_id = ${zebra.id} and person_id = ${(await personIn(run, handle)).id}`.execute(run.db);
    // As when what hung on their roles is handed on: nobody who has left is asked any more.
    await sql`update prompt set state = 'excused', reason = 'left' where state in ('planned', 'sent') and person_id in
      (select id from person where handle in ('tom', 'nina', 'sofia', 'sam'))`.execute(run.db);
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
        delegate_id: null,
        created_at: run.clock.now(),
      })
      .execute();
    await run.settle();
    const faults: string[] = [];
    const strangers = {
      ended: ["sofia", "tom", "sam"],
      delegated: ["dan"],
      named: ["ola"],
      future: ["gus"],
      foreign: ["fee"],
      deactivated: ["ravi"],
      guest: ["gil"],
      "of another workspace": ["eve"],
    };
    const rows = new Rows(run.db);
    for (const [ground, handles] of Object.entries(strangers))
      for (const by of handles) {
        for (const text of ["ravi", "eve"].includes(by) ? [] : words().filter((word) => word !== "plan")) {
          const told = await command(run, by, text);
          for (const line of marked(JSON.parse(told), [MARK]))
            faults.push(`${ground} ${by}: /drumbeat ${text} told ${line.slice(0, 80)}`);
        }
        if (!["ravi", "eve"].includes(by)) {
          for (const line of marked(JSON.parse(await homeOf(run, by)), [MARK]))
            faults.push(`${ground} ${by}: Home told ${line.slice(0, 80)}`);
          for (const line of marked(JSON.parse(await shortcuts(run, by)), [MARK]))
            faults.push(`${ground} ${by}: a shortcut told ${line.slice(0, 80)}`);
        }
        await rows.haveChanged();
        // Who never had to do with the program is refused whatever it is about.
        const tried = ["future", "foreign", "guest", "of another workspace"].includes(ground)
          ? oneOfEach(offers)
          : offers;
        for (const offer of tried.filter(({ key }) => !THEIR_OWN.some((own) => own.test(key)))) {
          const told = await send(run, offer, by, "nina");
          for (const text of toldAnew(told, offer, [MARK]))
            faults.push(`${ground} ${by}: ${offer.key} told ${text.slice(0, 80)}`);
          if (await rows.haveChanged()) faults.push(`${ground} ${by}: ${offer.key} changed rows`);
        }
      }
    for (const offer of offers) reached.add(matching(offer) ?? "");
    for (const listener of listeners)
      if (listener.kind === "command" || listener.kind === "shortcut") reached.add(nameOf(listener));
    expect(faults).toEqual([]);
  });

  it("that this story has no use for does as little, in what earlier ones left behind (S1)", {
    timeout: 300_000,
  }, async () => {
    const faults: string[] = [];
    const open = () => new Set(listeners.map(nameOf).filter((name) => !reached.has(name)));
    const recordings = allRecordings().map((recording) => ({ recording, offers: offersOf(recording) }));
    for (;;) {
      const missing = open();
      const useful = recordings.map(({ recording, offers }) => {
        const own = offers.filter((offer) => missing.has(matching(offer) ?? ""));
        return { recording, own, count: new Set(own.map(matching)).size };
      });
      const best = useful.reduce((one, other) => (other.count > one.count ? other : one));
      if (best.count === 0) break;
      faults.push(...(await tryAsOthers(best.recording, best.own)));
      for (const offer of best.own) reached.add(matching(offer) ?? "");
    }
    expect(faults).toEqual([]);
    // A new listener is offered by somebody in the story above, or in a recording, or stands here with its reason.
    expect([...open()]).toEqual([]);
  });
});

/**
 * What nobody in the stories happens to be offered, as whoever may would be: pages of long lists, what is decided by hand,
 * and what is everybody's own: their messages, their absences, the pages of their Home, what is new to them.
 */
async function madeOffers({ db }: Run): Promise<Offer[]> {
  const { id: programId } = await db
    .selectFrom("program")
    .select("id")
    .where("key", "=", "zebra")
    .executeTakeFirstOrThrow();
  const items = await db.selectFrom("item").select(["id", "type"]).orderBy("number").execute();
  const [ask = "", otherAsk = ""] = items.flatMap(({ id, type }) => (type === "ask" ? [id] : []));
  const [issue = ""] = items.flatMap(({ id, type }) => (type === "issue" ? [id] : []));
  const { id: promptId } = await db.selectFrom("prompt").select("id").orderBy("id", "desc").executeTakeFirstOrThrow();
  const { id: cadenceId } = await db.selectFrom("cadence").select("id").executeTakeFirstOrThrow();
  const { id: editionId } = (await db.selectFrom("digest_edition").select("id").executeTakeFirst()) ?? { id: "none" };
  const view = (metadata: object): JsonObject =>
    parseObject(JSON.stringify({ private_metadata: JSON.stringify(metadata), blocks: [] }));
  const press = (id: string, value: string | object, more: Partial<Offer> = {}): Offer => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    const action = { type: "button", action_id: id, block_id: "b", action_ts: "1.1", value: text };
    return { kind: "press", id, by: "lea", key: `made press ${id}`, action, view: null, isHome: false, ...more };
  };
  const fieldOf = (name: string, value: string) => [name, { [name]: { type: "plain_text_input", value } }];
  const submit = (id: string, metadata: object, fields: Record<string, string>): Offer => ({
    kind: "submit",
    id,
    by: "lea",
    key: `made submit ${id}`,
    action: {},
    view: { ...view(metadata), callback_id: id },
    isHome: false,
    values: parseObject(
      JSON.stringify(Object.fromEntries(Object.entries(fields).map(([name, value]) => fieldOf(name, value)))),
    ),
  });
  const home = { view: view({}), isHome: true };
  const form = { view: view({ programId, expanded: false, turn: 0 }) };
  const list = { view: view({ page: 1, query: "words" }) };
  const pages = { view: view({ starts: [] }) };
  return [
    press("check_in.send_form", { promptId, prefill: "current" }, { by: "tom" }),
    press("check_in.away_open", "", { view: view({ absenceId: null }) }),
    press("check_in.away_menu", "end:none", { view: view({ absenceId: null }) }),
    press("delivery.pause", ""),
    press("delivery.resume", ""),
    press("register.same", { item: ask, kept: otherAsk }, { view: view({}) }),
    press("register.later", "", list),
    press("register.earlier", "", list),
    press("digest.sources_earlier", { editionId, page: 0 }, { by: "sofia", view: view({}) }),
    press("digest.sources_later", { editionId, page: 1 }, { by: "sofia", view: view({}) }),
    submit("digest_correction.form", { programId, rhythm: "monthly", period: "2026-10" }, { reason: "Wrong" }),
    press("ask.answer", ask, { by: "tom" }),
    submit("ask.answer_form", { itemId: ask }, { answer: "So it is" }),
    submit("ask.complete_form", { itemId: ask }, { title: "Money", cost: "A week" }),
    submit("escalation.answer_form", { itemId: issue }, { answer: "So it is" }),
    press("handing_on.decline", issue),
    press("program.more", "", form),
    press("program.team_from", "C1", form),
    press("program.team_from_group", "S1", form),
    press("cadence.ask_everybody", cadenceId),
    press("audit.earlier", "none", pages),
    press("audit.later", "", pages),
    press("whats_new.read", "", home),
    press("home.more", "", home),
    press("home.back", "", home),
    press("home.unfold", "asks", home),
    press("home.fold", "asks", home),
  ];
}

/** What people of a recording have before them: of those that differ by nothing but what they are about, one. */
function offersOf({ world }: Recording): Offer[] {
  const handleOf = (userId: string | undefined) => world.people.find((each) => each.userId === userId)?.handle;
  const found = [
    ...world.channels.flatMap(({ messages, members, withUser }) =>
      messages.map(({ blocks }) => ({
        by: handleOf(withUser ?? members.find((id) => handleOf(id))),
        body: { blocks },
      })),
    ),
    ...world.ephemerals.map(({ ephemeral_to: to, blocks }) => ({ by: handleOf(to), body: { blocks } })),
    ...[...world.homes, ...world.views].map(({ userId, view }) => ({ by: handleOf(userId), body: { view } })),
  ];
  const offers = found.flatMap(({ by, body }) => {
    const { view, ...json } = parseObject(JSON.stringify(body));
    const values = isObject(view) && isObject(view.state) && isObject(view.state.values) ? view.state.values : null;
    const shown = offersIn(isObject(view) ? { view } : json, by ?? "");
    return by === undefined ? [] : shown.map((offer) => ({ ...offer, ...(values && { values }) }));
  });
  return oneOfEach(offers);
}

function parseObject(text: string): JsonObject {
  const value = parseJson(text);
  return isObject(value) ? value : {};
}

const OUTSIDERS = { outsider: undefined, guest: "guest", stranger: "external" } as const;

/** What was done or told where people outside send these, and whoever they were shown to after their role, or all, has ended. */
async function tryAsOthers(recording: Recording, offers: readonly Offer[]): Promise<string[]> {
  const now = await upgraded(recording);
  const { db, sandbox } = now;
  const { workspace } = sandbox.slack;
  for (const [handle, affiliation] of Object.entries(OUTSIDERS))
    workspace.addPerson({ ...someone(handle), ...(affiliation && { affiliation }) });
  const titles = [
    ...(await db.selectFrom("program").select("title").execute()),
    ...(await db.selectFrom("item").select("title").execute()),
  ].map(({ title }) => title);
  const rows = new Rows(db);
  const faults: string[] = [];
  const attempt = async (offer: Offer, ground: string, by: string) => {
    await rows.haveChanged();
    const told = await send(now, offer, by, "outsider").catch((error: unknown) => JSON.stringify([String(error)]));
    const leaked = toldAnew(told, offer, titles);
    if (leaked.length > 0) faults.push(`${recording.name} ${ground}: ${offer.key} told ${leaked[0]?.slice(0, 80)}`);
    if (await rows.haveChanged()) faults.push(`${recording.name} ${ground}: ${offer.key} changed rows`);
  };
  for (const offer of offers.filter(({ key }) => !THEIR_OWN.some((own) => own.test(key)))) {
    for (const by of Object.keys(OUTSIDERS)) await attempt(offer, by, by);
    const seats = await db.selectFrom("seat").selectAll().execute();
    await sql`update seat set until_date = '2000-01-01', handed_on_at = ${now.clock.now()}`.execute(db);
    const admins = await db.selectFrom("person").select(["id", "is_admin", "is_named_admin"]).execute();
    await sql`update person set is_admin = 0, is_named_admin = 0`.execute(db);
    await attempt(offer, "former", offer.by);
    for (const { id, ...admin } of admins) await db.updateTable("person").set(admin).where("id", "=", id).execute();
    for (const { id, until_date, handed_on_at } of seats)
      await db.updateTable("seat").set({ until_date, handed_on_at }).where("id", "=", id).execute();
    await db.updateTable("person").set({ is_deactivated: 1 }).where("handle", "=", offer.by).execute();
    await attempt(offer, "deactivated", offer.by);
    await db.updateTable("person").set({ is_deactivated: 0 }).where("handle", "=", offer.by).execute();
  }
  return faults;
}
