/** Somebody is erased: by an admin with a reason, in pieces, taken up wherever it broke off, once. */

import type { WebClient } from "@slack/web-api";
import { peopleChanged } from "../../people/events.ts";
import { handlesOf, type Person, peopleByIds, personById } from "../../people/use-cases.ts";
import { adminsOf, settingsOf } from "../../people/use-cases-settings.ts";
import { appendAudit } from "../../platform/audit.ts";
import { type Db, emptyLog, type Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import { letOthersRun } from "../../platform/loop.ts";
import type { Services } from "../../platform/services.ts";
import { languageOf } from "../../platform/texts/language.ts";
import { addMs, localDateOf, MINUTE } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { wordsOf } from "../rules-names.ts";
import { type LedgerLine, ledgerOf, noteInLedger, readLedger } from "./ledger.ts";
import { STEPS } from "./pieces.ts";
import { added, erasingOf, finish, namesOf, placesIn } from "./progress.ts";
import {
  type Erasure,
  erasePerson,
  findErasure,
  insertErasure,
  type Key,
  listErasures,
  nextErasureAt,
  updateErasure,
} from "./repository.ts";
import { erasedHandle, erasedSlackId, insteadIn, keySchema, type Names, type Place } from "./rules.ts";
import { takeOutOfSlack } from "./slack.ts";
import { stopLooking } from "./use-cases-names.ts";

export { type Erasure, nextErasureAt };

const [PIECES_IN_TURN, MOST_FOUND] = [20, 500];
/** What is sent is said anew first: what cannot be is taken out. */
const UPDATES_TAKE_MS = 10 * MINUTE;
/** After the steps in the database: what was sent is taken out of Slack. */
const IN_SLACK = "slack";

const failure = errorTable({
  LAST_ADMIN: {
    en: () => "There’s no other admin here. Name one in `/drumbeat admin` first.",
    fr: () => "Personne d’autre n’administre Drumbeat ici. Désignez d’abord une personne dans `/drumbeat admin`.",
  },
  NO_REASON: {
    en: () => "Say why: it stands in the audit log.",
    fr: () => "Dites pourquoi\u00a0: le motif figure dans le journal d’audit.",
  },
});

/**
 * Nothing happens for somebody who is erased already. `askedBy` null: by a command on the server. Throws NO_REASON,
 * LAST_ADMIN.
 */
export async function beginErasure(
  tx: Tx,
  services: Services,
  {
    workspaceId,
    personId,
    askedBy,
    ...asked
  }: { workspaceId: string; personId: string; askedBy: string | null; reason: string },
): Promise<void> {
  const reason = asked.reason.trim();
  if (reason === "") throw failure("NO_REASON");
  const admins = await adminsOf(tx, workspaceId);
  if (admins.length === 1 && admins[0]?.id === personId) throw failure("LAST_ADMIN");
  if (!(await begin(tx, services, { workspaceId, personId, id: services.ids.next(), askedBy, confirmed: [] }))) return;
  await appendAudit(tx, services, {
    workspaceId,
    actorId: askedBy,
    action: "person.erased",
    subject: { kind: "person", id: personId },
    after: { reason },
  });
}

async function begin(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  {
    workspaceId,
    personId,
    id,
    askedBy,
    confirmed,
  }: { workspaceId: string; personId: string; id: string; askedBy: string | null; confirmed: readonly Place[] },
): Promise<boolean> {
  const person = await personById(tx, workspaceId, personId);
  if (person.erased_at !== null) return false;
  const now = clock.now();
  const { name, handle, slack_user_id: slackId } = person;
  const names: Names = { name, handle, slackId, isActive: person.is_deactivated === 0 };
  await insertErasure(tx, {
    workspace_id: workspaceId,
    id,
    person_id: personId,
    asked_by: askedBy,
    state: "taking",
    step: "",
    done_to: "",
    names: JSON.stringify(names),
    counts: JSON.stringify({ active: names.isActive ? 1 : 0 }),
    found: "[]",
    confirmed: JSON.stringify(confirmed),
    begun_at: now,
    due_at: now,
    finished_at: null,
  });
  const { locale } = await settingsOf(tx, workspaceId);
  await erasePerson(
    tx,
    { workspaceId, id: personId },
    {
      name: insteadIn(languageOf(locale), localDateOf(now, "UTC")).name,
      handle: erasedHandle(personId),
      slack_user_id: erasedSlackId(personId),
      locale,
      at: now,
    },
  );
  return true;
}

/** Some pieces of each that is due. Without `client` all but what is in Slack. */
export async function goOnErasing(
  services: Services,
  workspaceId: string,
  client: WebClient | null,
  { pieces = PIECES_IN_TURN }: { pieces?: number } = {},
): Promise<void> {
  const now = services.clock.now();
  for (const { id, state, due_at: dueAt } of await listErasures(services.db, workspaceId, {
    states: ["taking", "confirming"],
  })) {
    if (state === "confirming" && dueAt <= now) await stopLooking(services, workspaceId, id);
    for (let piece = 0; state === "taking" && dueAt <= now && piece < pieces; piece += 1) {
      if (!(await takePiece(services, workspaceId, id, client))) {
        // What was changed stood in the log as it was.
        await emptyLog(services.db);
        break;
      }
      await letOthersRun();
    }
  }
}

/** Returns whether there is more to do now. */
async function takePiece(
  services: Services,
  workspaceId: string,
  id: string,
  client: WebClient | null,
): Promise<boolean> {
  const { db } = services;
  const erasure = await findErasure(db, workspaceId, id);
  if (erasure?.state !== "taking") return false;
  if (erasure.step === "") return beginSteps(services, erasure);
  if (erasure.step === IN_SLACK)
    return client !== null && erasure.due_at <= services.clock.now() && takeFromSlack(services, erasure, client);
  return inTransaction(db, async (tx) => {
    const row = await findErasure(tx, workspaceId, id, { isLocked: true });
    // Another instance may be ahead.
    if (row?.state !== "taking" || row.step === IN_SLACK) return false;
    // One of another version of Drumbeat is begun again: what is done is not changed by it.
    const index = Math.max(
      0,
      STEPS.findIndex(({ name }) => name === row.step),
    );
    const step = STEPS[index];
    if (!step) throw new Error("There is no step of an erasure");
    const after: Key | null = row.done_to === "" ? null : keySchema.parse(JSON.parse(row.done_to));
    const taken = await step.take(tx, await erasingOf(services, tx, row), after);
    const { found, beyond } = withFound(placesIn(row), taken.found ?? []);
    await updateErasure(tx, row, {
      step: taken.upTo === null ? (STEPS[index + 1]?.name ?? IN_SLACK) : row.step,
      done_to: taken.upTo === null ? "" : JSON.stringify(taken.upTo),
      counts: added(row, { [step.counts]: taken.rows, left: beyond }),
      ...(taken.upTo === null && !STEPS[index + 1] && { due_at: addMs(services.clock.now(), UPDATES_TAKE_MS) }),
      ...(taken.found && taken.found.length > 0 && { found: JSON.stringify(found) }),
    });
    return true;
  });
}

/** What surely names them is looked at first; no more than somebody can look through. */
function withFound(known: readonly Place[], more: readonly Place[]): { found: Place[]; beyond: number } {
  const all = [...known, ...more].toSorted((a, b) => Number(a.isMaybe ?? false) - Number(b.isMaybe ?? false));
  return { found: all.slice(0, MOST_FOUND), beyond: Math.max(0, all.length - MOST_FOUND) };
}

/** What follows for others from somebody's leaving, and the note beside the database: done again if this breaks off. */
async function beginSteps(services: Services, erasure: Erasure): Promise<boolean> {
  const { db } = services;
  const { workspace_id: workspaceId, id, person_id: personId, begun_at: at } = erasure;
  noteInLedger(ledgerOf(services), { erasure: id, workspace: workspaceId, person: personId, at });
  if (namesOf(erasure)?.isActive) {
    const person = await personById(db, workspaceId, personId);
    await peopleChanged.happened(services, db, { workspaceId, people: [person] });
  }
  await inTransaction(db, async (tx) => {
    const row = await findErasure(tx, workspaceId, id, { isLocked: true });
    // Another instance may be ahead.
    if (row?.step === "") await updateErasure(tx, row, { step: STEPS[0]?.name ?? IN_SLACK });
  });
  return true;
}

async function takeFromSlack(services: Services, erasure: Erasure, client: WebClient): Promise<boolean> {
  const { db } = services;
  const after: Key | null = erasure.done_to === "" ? null : keySchema.parse(JSON.parse(erasure.done_to));
  const taken = await takeOutOfSlack({ db, client }, erasure, after);
  return inTransaction(db, async (tx) => {
    const { workspace_id: workspaceId, id } = erasure;
    const row = await findErasure(tx, workspaceId, id, { isLocked: true });
    if (row?.state !== "taking" || row.done_to !== erasure.done_to) return false;
    const counts = added(row, { deleted: taken.deleted, refused: taken.refused });
    if (taken.upTo !== null || taken.retryInMs > 0) {
      const dueAt = addMs(services.clock.now(), taken.retryInMs);
      await updateErasure(tx, row, { counts, done_to: JSON.stringify(taken.upTo ?? after ?? []), due_at: dueAt });
      return taken.retryInMs === 0;
    }
    await finish(tx, services, { ...row, counts });
    return false;
  });
}

/**
 * Does again what is noted as erased and is not: a back-up of before was put in place. In the database whole, before anything
 * is shown; what is in Slack follows. Returns how many.
 */
export async function eraseAgain(
  services: Services,
  workspaceId: string,
  lines?: readonly LedgerLine[],
  /** The pieces go with the ticks. */
  { isBegunOnly = false }: { isBegunOnly?: boolean } = {},
): Promise<number> {
  const { db } = services;
  const noted = (lines ?? readLedger(ledgerOf(services))).filter(({ workspace }) => workspace === workspaceId);
  let again = 0;
  for (const { erasure: id, person: personId } of noted) {
    const places = noted.filter(({ erasure }) => erasure === id).flatMap((line) => line.places);
    const begun = await inTransaction(db, async (tx) =>
      (await isKnown(tx, workspaceId, personId)) && !(await findErasure(tx, workspaceId, id))
        ? begin(tx, services, { workspaceId, personId, id, askedBy: null, confirmed: places })
        : false,
    );
    if (begun) again += 1;
  }
  if (again === 0 || isBegunOnly) return again;
  for (const { id } of await listErasures(db, workspaceId, { states: ["taking"] }))
    while ((await findErasure(db, workspaceId, id))?.step !== IN_SLACK)
      await takePiece(services, workspaceId, id, null);
  services.log.warn({ erasures: again }, "this database is older than erasures: they were done again");
  return again;
}

async function isKnown(tx: Tx, workspaceId: string, personId: string): Promise<boolean> {
  return (await peopleByIds(tx, workspaceId, [personId])).length > 0;
}

/** Other accounts of the same name, in whatever order and spelling: of the same person, or of somebody else. */
export async function namesakesOf(db: Db | Tx, { workspace_id: workspaceId, id, name }: Person): Promise<Person[]> {
  const called = (of: string) => wordsOf(of).toSorted().join(" ");
  const everybody = await peopleByIds(db, workspaceId, [...(await handlesOf(db, workspaceId)).keys()]);
  return everybody.filter((one) => one.id !== id && one.erased_at === null && called(one.name) === called(name));
}

/** Of a person, or all, the oldest first. */
export async function erasuresOf(db: Db | Tx, workspaceId: string, personId?: string): Promise<Erasure[]> {
  return listErasures(db, workspaceId, personId === undefined ? {} : { personId });
}
