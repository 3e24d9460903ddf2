/** What is true of every way in (`every-way-in.ts`), on either database. */
import { dirname } from "node:path";
import { expect } from "vitest";
import { kindsToSend } from "../../src/app/all-capabilities.ts";
import { listErasures } from "../../src/privacy/erasure.ts";
import { ownData, pageOf } from "../../src/privacy/my-data.ts";
import type { Listener } from "../../src/slack/listening.ts";
import type { DatabaseName } from "../support/databases.ts";
import { drumbeat } from "../support/drumbeat.ts";
import { leaveSlack, personIn, type Run } from "../support/run.ts";
import { theLog } from "../support/the-log.ts";
import { allRows, clearAll, eraseBy, filesIn } from "./an-erasure.ts";
import { everyWayIn, OF_ALL, WITHOUT_WORDS } from "./every-way-in.ts";
import { type Filled, Filling, type Story, shownInSlack } from "./filling.ts";
import { missingFromData, strangeInData, undeclaredIn } from "./mapped.ts";

export async function everyWordGoes(database: DatabaseName): Promise<void> {
  const log = theLog();
  const story = await everyWayIn(database, "trace");
  const { run, zoe, me } = story;
  expect.soft(await unfilled(story), "what is registered is filled or listed, and nothing besides").toEqual([]);
  const hers = zoe.filled.filter(({ way, field }) => !OF_ALL.includes(`${way} ${field}`));
  const stored = JSON.stringify(await allRows(run));
  const inData = JSON.stringify(await ownData(run.db, me));
  const without = (filled: readonly Filled[], text: string) =>
    filled.filter(({ word }) => !text.includes(word)).map(nameOf);
  expect.soft(without(zoe.filled, stored), "stored").toEqual([]);
  expect.soft(without(hers, inData), "in her data").toEqual([]);
  await expectMapped(story, new RegExp(hers.map(({ word }) => word).join("|")));
  expect.soft(await kindsAboutNothing(run), "messages that no erasure finds").toEqual(ABOUT_NOTHING);

  await run.to("2026-12-14T12:00:00.000Z");
  await askForPreparation(story);
  await leaveSlack(run, "zoe");
  await run.settle();
  await eraseBy(run, { admin: "sam", handle: "zoe" });
  await run.settle();
  await run.to("2026-12-15T12:00:00.000Z");
  await clearNames(run, me.id);
  await run.to("2026-12-18T12:00:00.000Z");

  const left = finder(hers, me.slack_user_id);
  const tables = Object.entries(await allRows(run)).flatMap(([table, text]) => left(text).map((what) => [table, what]));
  const shown = shownInSlack(run);
  const inSlack = shown.flatMap(({ text, ...rest }) =>
    left(JSON.stringify({ text, ...rest })).map((what) => [text.slice(0, 60), what]),
  );
  const files = shown
    .flatMap(({ files: shared = [] }) => shared)
    .flatMap(({ id }) => {
      const opened = run.sandbox.slack.files.opened(String(id));
      return opened ? left(opened.bytes.toString("utf8")) : [];
    });
  expect.soft({ tables, inSlack, files }).toEqual({ tables: [], inSlack: [], files: [] });
  // That she did something is logged with her id, never with words.
  expect.soft(log.flatMap(left).filter((what) => what !== me.slack_user_id)).toEqual([]);
  expect.soft((await exported(run)).flatMap(left)).toEqual([]);
  if (database !== "SQLite") return;
  await run.stopApp();
  expect(await drumbeat(["vacuum", "--database", run.location])).toMatchObject({ code: 0 });
  expect.soft(filesIn(dirname(run.location)).flatMap(left), "in a byte of the file").toEqual([]);
}

/** All of it is in the data map, and *My data* shows it to those about whom it is, and to nobody else. */
async function expectMapped({ run, me, tom, sofia, lea }: Story, herWords: RegExp): Promise<void> {
  const { db, app } = run;
  const reason = ["--names", "--reason", "A court", "--database", run.location];
  expect(await drumbeat(["register", "export", ...reason])).toMatchObject({ code: 0 });
  expect.soft(await undeclaredIn(db), "not in the data map").toEqual([]);
  for (const person of [me, tom, sofia, lea])
    expect.soft(await missingFromData(db, person), `about ${person.handle}`).toEqual([]);
  for (const person of [tom, sofia, lea])
    expect.soft(await strangeInData(app.services, person, herWords), `of others, to ${person.handle}`).toEqual([]);
  const { rows: logged } = await pageOf(app.services, tom, { kind: "log", page: 0 });
  expect.soft(JSON.stringify(logged)).toContain("A court");
}

/** A bundle holds other messages; a guide, and whose scores are asked for, are sentences of the product. */
const ABOUT_NOTHING = ["bundle", "guide", "sponsor-scores"];

/** The kinds of messages, of all that were sent, that name no row whose words or people they show. */
async function kindsAboutNothing(run: Run): Promise<string[]> {
  const kinds = kindsToSend(run.app.services);
  const sent = await run.db
    .selectFrom("delivery")
    .select(["kind", "subject"])
    .where("updates_id", "is", null)
    .execute();
  expect(new Set(sent.map(({ kind }) => kind)).size).toBeGreaterThan(20);
  const rowsOf = ({ kind, subject }: (typeof sent)[number]) =>
    Object.values(kinds.get(kind)?.about(JSON.parse(subject)) ?? {}).flatMap((ids) => ids ?? []);
  const nothing = sent.filter((delivery) => rowsOf(delivery).length === 0);
  return [...new Set(nothing.map(({ kind }) => kind))].toSorted();
}

/** Whoever chairs the committee has what was answered before its workshop as a file too. */
async function askForPreparation({ run }: Story): Promise<void> {
  const lea = new Filling(run, "lea");
  const rounds = run.db.selectFrom("round").innerJoin("cadence", "cadence.id", "round.cadence_id");
  const { id } = await rounds.select("round.id").where("cadence.key", "=", "year").executeTakeFirstOrThrow();
  await lea.press("workshop.pdf", id);
  await run.settle();
  const { count } = await run.db
    .selectFrom("delivery")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("kind", "=", "asked-for-file")
    .executeTakeFirstOrThrow();
  expect.soft(Number(count), "files that were asked for").toBeGreaterThan(0);
}

const nameOf = ({ way, field }: Pick<Filled, "way" | "field">) => `${way} ${field}`;

/** What is registered and neither filled nor listed; what is listed and not registered. */
async function unfilled({ run, zoe }: Story): Promise<string[]> {
  const { output } = await drumbeat(["help"]);
  const commands = [...output.matchAll(/^ {2}drumbeat ([a-z-]+)/gm)].map(([, word]) => `cli ${word}`);
  expect(commands.length).toBeGreaterThan(10);
  const listener = ({ kind, id }: Listener) => `${kind} ${id instanceof RegExp ? id.source : id}`;
  const presses = run.app.listeners.filter(({ kind }) => kind !== "press");
  const events = run.sandbox.slack.manifest.botEvents.filter((type) => type.startsWith("message."));
  const registered = [...presses.map(listener), ...events.map((type) => `event ${type}`), ...new Set(commands)];
  const listed: string[] = Object.values(WITHOUT_WORDS).flat();
  const known = [...listed, ...zoe.taken];
  return [...registered.filter((way) => !known.includes(way)), ...known.filter((way) => !registered.includes(way))];
}

/** Of a text the fields whose words stand in it, and her name or id. */
function finder(filled: readonly Filled[], slackId: string): (text: string) => string[] {
  const fields = new Map(filled.map((each) => [each.word.toLowerCase(), nameOf(each)]));
  const any = new RegExp([...fields.keys(), "zwname", "zwlast", slackId].join("|"), "gi");
  return (text) => [...new Set(text.match(any) ?? [])].map((found) => fields.get(found.toLowerCase()) ?? found);
}

/** Words by others that name whoever was erased. */
async function clearNames(run: Run, personId: string): Promise<void> {
  const sam = await personIn(run, "sam");
  const erasure = (await listErasures(run.db, sam.workspace_id)).find(({ person_id: id }) => id === personId);
  if (erasure?.state === "looking") await clearAll(run, sam, erasure.id);
}

/** All that an operator can write out of it. */
async function exported(run: Run): Promise<string[]> {
  const written = [];
  for (const args of [
    ["export", "check-ins", "--names", "--reason", "A court"],
    ["register", "export", "--names", "--reason", "A court"],
    ["person", "export", "tom", "--reason", "A court"],
    ["person", "export", "sofia", "--reason", "A court"],
    ["audit", "export", "--names", "--reason", "A court"],
  ]) {
    const answered = await drumbeat([...args, "--database", run.location]);
    expect(answered.code, answered.output).toBe(0);
    written.push(answered.written);
  }
  return written;
}
