/** A person is erased: their name and words go by the data map, in pieces, taken up wherever it broke off, again after a restore. */

import type { WebClient } from "@slack/web-api";
import type { Generated, Selectable } from "kysely";
import { z } from "zod";
import type { Kinds } from "../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import type { ActorContext } from "../people/actors.ts";
import { peopleChanged } from "../people/events.ts";
import { nameSearch } from "../people/find-name-in-text.ts";
import { getPerson, type Person, peopleByIds } from "../people/people.ts";
import { adminsOf, refuseUnlessAdmin, settingsOf } from "../people/settings.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Instant } from "../platform/clock.ts";
import { type Db, emptyWriteAheadLog, isPostgres, type Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { lockRows } from "../platform/locks.ts";
import { nextAt } from "../platform/next-at.ts";
import { literals } from "../platform/prepared-queries.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, longDate } from "../platform/texts/language.ts";
import { addMs, DAY, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { yieldToEventLoop } from "../platform/yield-to-event-loop.ts";
import { ledgerPath, noteInLedger, placeSchema, readLedger, type TextPlace } from "./erasure-ledger.ts";
import { erasureKind } from "./erasure-message.ts";
import { programsOfErased } from "./erasure-scope.ts";
import { takeOutOfSlack, UPDATES_TAKE_MS } from "./erasure-slack.ts";
import { type Erasing, STEPS } from "./erasure-steps.ts";
import { insteadTexts } from "./texts.ts";

/** taking: piece by piece. looking: words by others name the person, and an admin looks through them. */
type ErasureState = "taking" | "looking" | "done";

/** The erasure of one person, at most one each: how far it has come. */
interface ErasureTable {
  workspace_id: string;
  id: string;
  person_id: string;
  /** The admin; null: done again after a restore. */
  by_id: string | null;
  state: ErasureState;
  /** The step that it is at, and JSON of the key up to which that is done. */
  step: string;
  done_to: Generated<string>;
  /** JSON of `PersonNames`, to look for words by others that name the person; null once nobody looks any more. */
  names: string | null;
  /** JSON of `TextPlace[]`: words by others that name the person, and those of them that an admin cleared. */
  found: Generated<string>;
  cleared: Generated<string>;
  begun_at: Instant;
  /** When it goes on; while an admin looks, when that ends by itself. */
  due_at: Instant;
  finished_at: Instant | null;
}

declare module "../platform/database.ts" {
  interface Tables {
    erasure: ErasureTable;
  }
}

export type Erasure = Selectable<ErasureTable>;

/** `kinds`: by which messages say what they are about. */
export type ErasingServices = Services & { kinds: Kinds };

export const namesSchema = z.strictObject({ name: z.string(), handle: z.string(), slackId: z.string() });
export const placesSchema = z.array(placeSchema);
const keySchema = placeSchema.shape.key;

const PIECES_IN_TURN = 20;
const DAYS_TO_LOOK = 14;
const BEGIN = "begin";
const IN_SLACK = "slack";
/** Step to resume from after the admin's review: texts derived from the cleared words go too. */
const AFTER_LOOKING = "round";

const failure = errorTable({
  LAST_ADMIN: {
    en: () => "There’s no other admin here. Name one in `/drumbeat admin` first.",
    fr: () => "Personne d’autre n’administre Drumbeat ici. Désignez d’abord une personne dans `/drumbeat admin`.",
  },
  ERASED_ALREADY: {
    en: () => "This person was erased already.",
    fr: () => "Cette personne a déjà été effacée.",
  },
});

/** By an admin. Throws ADMINS_ONLY, LAST_ADMIN, ERASED_ALREADY. */
export async function beginErasure(
  ctx: ActorContext,
  { person, reason }: { person: Person; reason: string },
): Promise<void> {
  const { workspace_id: workspaceId, id: personId } = person;
  await inTransaction(ctx.db, async (tx) => {
    await lockRows(tx, "workspace", { workspaceId, ids: [workspaceId] });
    await refuseUnlessAdmin(tx, ctx.actor);
    const admins = await adminsOf(tx, workspaceId);
    if (admins.length === 1 && admins[0]?.id === personId) throw failure("LAST_ADMIN");
    const erasure = { workspaceId, personId, id: ctx.ids.next(), byId: ctx.actor.id, cleared: [] };
    if (!(await begin(tx, ctx, erasure))) throw failure("ERASED_ALREADY");
    await appendAudit(tx, ctx, {
      workspaceId,
      actorId: ctx.actor.id,
      action: "person.erased",
      subject: { kind: "person", id: personId },
      after: { reason },
    });
  });
}

/** False for somebody who is erased already. */
async function begin(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  given: { workspaceId: string; personId: string; id: string; byId: string | null; cleared: readonly TextPlace[] },
): Promise<boolean> {
  const { workspaceId, personId, id } = given;
  await lockRows(tx, "person", { workspaceId, ids: [personId] });
  const person = await getPerson(tx, workspaceId, personId);
  if (person.erased_at !== null) return false;
  const now = clock.now();
  const { slack_name: name, handle, slack_user_id: slackId } = person;
  await rows(tx, "erasure", workspaceId).insert({
    id,
    person_id: personId,
    by_id: given.byId,
    state: "taking",
    step: BEGIN,
    done_to: "[]",
    found: "[]",
    names: JSON.stringify({ name, handle, slackId } satisfies z.infer<typeof namesSchema>),
    cleared: JSON.stringify(given.cleared),
    begun_at: now,
    due_at: now,
    finished_at: null,
  });
  const { locale } = await settingsOf(tx, workspaceId);
  await rows(tx, "person", workspaceId).update(
    { id: personId },
    {
      name: insteadTexts[languageOf(locale)].name,
      slack_name: "",
      handle: `erased-${personId}`,
      // No id of Slack's: nothing that Slack tells is theirs any more.
      slack_user_id: `erased:${personId}`,
      picture_url: null,
      zone: "UTC",
      locale,
      slack_locale: null,
      is_admin: 0,
      is_primary_owner: 0,
      is_named_admin: 0,
      is_deactivated: 1,
      dm_channel_id: null,
      welcomed_at: null,
      erased_at: now,
      updated_at: now,
    },
  );
  return true;
}

/** When one of them goes on. */
export const nextErasureAt = nextAt((db, { workspaceId }) =>
  db
    .selectFrom("erasure")
    .select(({ fn }) => fn.min("due_at").as("at"))
    .where("workspace_id", "=", workspaceId)
    .where("state", "in", literals("taking", "looking")),
);

/** Some pieces of each that is due. Without `client` all but what is in Slack. */
export async function goOnErasing(
  services: Services,
  workspaceId: string,
  { kinds, client }: { kinds: Kinds; client: WebClient | null },
): Promise<void> {
  const now = services.clock.now();
  for (const { id, state, due_at: dueAt } of await listErasures(services.db, workspaceId)) {
    if (dueAt > now || state === "done") continue;
    if (state === "looking") await endLooking(services, workspaceId, id);
    for (let piece = 0; state === "taking" && piece < PIECES_IN_TURN; piece += 1) {
      if (!(await takePiece({ ...services, kinds }, { workspaceId, id }, client))) break;
      await yieldToEventLoop();
    }
  }
}

/** Returns whether there is more to do now. */
async function takePiece(
  services: ErasingServices,
  given: { workspaceId: string; id: string },
  client: WebClient | null,
): Promise<boolean> {
  const { db, kinds } = services;
  const erasure = await findErasure(db, given);
  if (erasure?.state !== "taking") return false;
  if (erasure.step === BEGIN) return notifyOthers(services, erasure);
  if (erasure.step === IN_SLACK)
    return client !== null && erasure.due_at <= services.clock.now() && takeFromSlack(services, erasure, client);
  return inTransaction(db, async (tx) => {
    const row = await findErasure(tx, given, { isLocked: true });
    // Another instance may be ahead.
    if (row?.state !== "taking" || row.step !== erasure.step) return false;
    const index = STEPS.findIndex(({ name }) => name === row.step);
    const step = STEPS[index];
    if (!step) throw new Error(`There is no step ${row.step} of an erasure`);
    const result = await step.take(
      tx,
      { ...(await erasingOf(services, tx, row)), kinds },
      keySchema.parse(JSON.parse(row.done_to)),
    );
    const next = STEPS[index + 1]?.name ?? IN_SLACK;
    await updateErasure(tx, row, {
      step: result.upTo === null ? next : row.step,
      done_to: JSON.stringify(result.upTo ?? []),
      found: JSON.stringify([...placesIn(row), ...result.found]),
      ...(result.upTo === null && next === IN_SLACK && { due_at: addMs(services.clock.now(), UPDATES_TAKE_MS) }),
    });
    return true;
  });
}

/** What follows for others when somebody leaves, and the note beside the database: done again if this breaks off. */
async function notifyOthers(services: Services, erasure: Erasure): Promise<boolean> {
  const { workspace_id: workspaceId, id, person_id: personId, begun_at: at } = erasure;
  noteInLedger(services, { erasure: id, workspace: workspaceId, person: personId, at, places: [] });
  const person = await getPerson(services.db, workspaceId, personId);
  await peopleChanged.happened(services, services.db, { workspaceId, people: [person] });
  await updateErasure(services.db, erasure, { step: STEPS[0]?.name ?? IN_SLACK, done_to: "[]" });
  return true;
}

async function takeFromSlack(services: ErasingServices, erasure: Erasure, client: WebClient): Promise<boolean> {
  const after = keySchema.parse(JSON.parse(erasure.done_to));
  const { kinds, clock } = services;
  const erasing = { ...(await erasingOf(services, services.db, erasure)), kinds, now: clock.now() };
  const { upTo, retryInMs } = await takeOutOfSlack({ db: services.db, client }, erasing, after);
  const isOver = upTo === null && retryInMs === 0;
  await inTransaction(services.db, async (tx) => {
    if (isOver) return finish(tx, services, erasure);
    const dueAt = addMs(services.clock.now(), retryInMs);
    await updateErasure(tx, erasure, { done_to: JSON.stringify(upTo ?? after), due_at: dueAt });
  });
  // What was changed stood in the database's log as it was.
  if (isOver) await emptyWriteAheadLog(services.db);
  return !isOver && retryInMs === 0;
}

/** It is done, but for words by others that an admin is to look at. */
async function finish(tx: Tx, services: Services, erasure: Erasure): Promise<void> {
  const { workspace_id: workspaceId, id, person_id: personId, by_id: byId } = erasure;
  const now = services.clock.now();
  const isLooking = placesIn(erasure).length > 0 && erasure.cleared === "[]";
  await updateErasure(
    tx,
    erasure,
    isLooking ? { state: "looking", due_at: addMs(now, DAYS_TO_LOOK * DAY) } : { ...OVER, finished_at: now },
  );
  const to = byId ?? (await adminsOf(tx, workspaceId)).find((admin) => admin.id !== personId)?.id;
  if (to === undefined || erasure.cleared !== "[]") return;
  await enqueue(tx, services, erasureKind, {
    workspaceId,
    key: `erasure:${id}`,
    subject: { erasureId: id },
    to: { personId: to },
    notBefore: now,
  });
}

const OVER = { state: "done", names: null, found: "[]" } as const;

export async function erasingOf(services: Services, db: Db | Tx, row: Erasure): Promise<Omit<Erasing, "kinds">> {
  const { workspace_id: workspaceId, person_id: personId } = row;
  const { locale } = await settingsOf(db, workspaceId);
  const language = languageOf(locale);
  // Read for ever, so with its year.
  const day = longDate({ locale, today: "2000-01-01" }, localDateOf(row.begun_at, "UTC")).replace(/^\p{L}+,?\s/u, "");
  const cleared = placesSchema.parse(JSON.parse(row.cleared));
  return {
    services,
    workspaceId,
    personId,
    at: row.begun_at,
    namesThem: row.names === null ? () => false : nameSearch(namesSchema.parse(JSON.parse(row.names))),
    instead: insteadTexts[language].text(day),
    programIds: await programsOfErased(db, { workspaceId, personId, cleared }),
    cleared,
  };
}

export function placesIn({ found }: Pick<Erasure, "found">): TextPlace[] {
  return placesSchema.parse(JSON.parse(found));
}

/** Nobody looks any more. */
export async function endLooking(services: Services, workspaceId: string, id: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const row = await findErasure(tx, { workspaceId, id }, { isLocked: true });
    if (row?.state !== "looking") return;
    await afterLooking(tx, services, row);
    await enqueueUpdate(tx, services, { workspaceId, key: `erasure:${id}` });
  });
}

/** What was put together of words that were cleared goes as well. */
export async function afterLooking(tx: Tx, { clock }: Pick<Services, "clock">, row: Erasure): Promise<void> {
  const now = clock.now();
  const isOver = row.cleared === "[]";
  await updateErasure(
    tx,
    row,
    isOver
      ? { ...OVER, finished_at: now }
      : { state: "taking", step: AFTER_LOOKING, done_to: "[]", found: "[]", due_at: now },
  );
}

/**
 * Does again what is noted as erased and is not: an older back-up was put in place. In the database whole, before anything is
 * shown; what is in Slack follows.
 */
export async function eraseAgain(services: ErasingServices, workspaceId: string): Promise<void> {
  const { db } = services;
  const lines = readLedger(ledgerPath(services)).filter(({ workspace }) => workspace === workspaceId);
  const noted = Map.groupBy(lines, ({ erasure }) => erasure);
  let again = 0;
  for (const [id, [first, ...others]] of noted) {
    if (!first) continue;
    const personId = first.person;
    const cleared = [first, ...others].flatMap(({ places }) => places);
    const isBegun = await inTransaction(db, async (tx) => {
      const exists = (await peopleByIds(tx, workspaceId, [personId])).length > 0;
      if (!exists || (await findErasure(tx, { workspaceId, id }))) return false;
      return begin(tx, services, { workspaceId, personId, id, byId: null, cleared });
    });
    if (!isBegun) continue;
    again += 1;
    while ((await findErasure(db, { workspaceId, id }))?.step !== IN_SLACK)
      await takePiece(services, { workspaceId, id }, null);
  }
  if (again > 0) services.log.warn({ erasures: again }, "this database is older than erasures: they were done again");
}

/** All of a workspace, the oldest first. */
export async function listErasures(db: Db | Tx, workspaceId: string): Promise<Erasure[]> {
  return rows(db, "erasure", workspaceId).list({}, ["id"]);
}

export async function findErasure(
  db: Db | Tx,
  { workspaceId, id }: { workspaceId: string; id: string },
  { isLocked = false } = {},
): Promise<Erasure | undefined> {
  return db
    .selectFrom("erasure")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .$if(isLocked && isPostgres(db), (query) => query.forUpdate())
    .executeTakeFirst();
}

export async function updateErasure(
  db: Db | Tx,
  { workspace_id, id }: Pick<Erasure, "workspace_id" | "id">,
  changes: Partial<Omit<Erasure, "workspace_id" | "id" | "person_id">>,
): Promise<void> {
  await rows(db, "erasure", workspace_id).update({ id }, changes);
}
