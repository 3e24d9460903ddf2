/** What nobody does alone: one asks with a reason and an end, another agrees, then it may be done, once. */

import { appendAudit } from "../../platform/audit.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { addMs, DAY } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { listAdmins, listDataProtection, type Person } from "../repository.ts";
import {
  findTwoPersonAct,
  insertTwoPersonAct,
  listAsked,
  listToTell,
  listTwoPersonActs,
  nextTellingAt,
  type TwoPersonAct,
  updateTwoPersonAct,
} from "./repository.ts";
import { isOwnCopy, secondsFor, stateAt } from "./rules.ts";

export type { TwoPersonAct };
export type ActAbout = Pick<TwoPersonAct, "kind" | "subject">;

const DAYS_TO_AGREE = 14;
/** Within a month of being asked a copy of one's data is due (GDPR art. 12(3)). */
const DAYS_TO_COPY = 30;

const failure = errorTable({
  NOBODY_ELSE: {
    en: () => "This takes two people, and there’s no one else. Name someone for data protection in the settings.",
    fr: () =>
      "Il faut deux personnes, et il n’y en a pas d’autre. Désignez une personne pour la protection des données dans les réglages.",
  },
  LAST_ADMIN: {
    en: () => "There’s no other admin here. Name one in `/drumbeat admin` first.",
    fr: () => "Personne d’autre n’administre Drumbeat ici. Désignez d’abord une personne dans `/drumbeat admin`.",
  },
  NO_REASON: {
    en: () => "Say why: the person concerned will read it.",
    fr: () => "Dites pourquoi\u00a0: la personne concernée le lira.",
  },
  NOT_THE_SECOND: {
    en: () => "This is waiting for someone else’s agreement.",
    fr: () => "Cette demande attend l’accord d’une autre personne.",
  },
  NO_LONGER_ASKED: {
    en: () => "This was already answered, or its deadline has passed.",
    fr: () => "Une réponse a déjà été donnée, ou le délai est passé.",
  },
});

/** Whose word an act waits for, by person id. */
export async function secondsOf(db: Db | Tx, act: TwoPersonAct): Promise<string[]> {
  const [dataProtection, admins] = [
    await listDataProtection(db, act.workspace_id),
    await listAdmins(db, act.workspace_id),
  ];
  return secondsFor(act, { dataProtection, admins });
}

/**
 * The same act that still waits or is agreed is returned instead of a second one. A copy of one's own data is agreed with
 * that. Throws NO_REASON, LAST_ADMIN, and NOBODY_ELSE where nobody could agree.
 */
export async function askForAct(
  tx: Tx,
  services: Pick<Services, "clock" | "ids">,
  asked: ActAbout & {
    workspaceId: string;
    reason: string;
    /** Null: by a command on the server. */
    askedBy: string | null;
  },
): Promise<TwoPersonAct> {
  const { workspaceId, kind, subject, askedBy } = asked;
  const reason = asked.reason.trim();
  if (reason === "") throw failure("NO_REASON");
  const now = services.clock.now();
  const isOwn = isOwnCopy({ kind, subject, asked_by: askedBy });
  const standing = (await listTwoPersonActs(tx, workspaceId, { kind, subject })).find((each) =>
    (isOwn ? ["agreed"] : ["asked", "agreed"]).includes(stateAt(each, now)),
  );
  if (standing) return standing;
  const act: TwoPersonAct = {
    workspace_id: workspaceId,
    id: services.ids.next(),
    kind,
    subject,
    reason,
    asked_by: askedBy,
    asked_at: now,
    ends_at: addMs(now, (isOwn ? DAYS_TO_COPY : DAYS_TO_AGREE) * DAY),
    state: isOwn ? "agreed" : "asked",
    answered_by: isOwn ? askedBy : null,
    answered_at: isOwn ? now : null,
    told_at: null,
  };
  await refuseLastAdmin(tx, act);
  if (!isOwn && (await secondsOf(tx, act)).length === 0) throw failure("NOBODY_ELSE");
  await insertTwoPersonAct(tx, act);
  await noted(tx, services, act, askedBy, "asked");
  return act;
}

/** One that waits for this person's word. Throws NO_LONGER_ASKED, NOT_THE_SECOND. */
export async function actToAnswer(db: Db | Tx, actor: Person, actId: string, now: Instant): Promise<TwoPersonAct> {
  const act = await findTwoPersonAct(db, actor.workspace_id, actId, { isLocked: db.isTransaction });
  if (!act || stateAt(act, now) !== "asked") throw failure("NO_LONGER_ASKED");
  if (!(await secondsOf(db, act)).includes(actor.id)) throw failure("NOT_THE_SECOND");
  return act;
}

/** Nobody could name another one. */
async function refuseLastAdmin(tx: Tx, { workspace_id, kind, subject }: TwoPersonAct): Promise<void> {
  if (kind !== "erase") return;
  const admins = await listAdmins(tx, workspace_id);
  if (admins.length === 1 && admins[0]?.id === subject) throw failure("LAST_ADMIN");
}

/** Throws NO_LONGER_ASKED, NOT_THE_SECOND, LAST_ADMIN. */
export async function answerAct(
  services: Pick<Services, "db" | "clock" | "ids">,
  actor: Person,
  { actId, isAgreed }: { actId: string; isAgreed: boolean },
  /** In the same transaction. */
  then?: (tx: Tx, act: TwoPersonAct) => Promise<void>,
): Promise<TwoPersonAct> {
  return inTransaction(services.db, async (tx) => {
    const now = services.clock.now();
    const act = await actToAnswer(tx, actor, actId, now);
    if (isAgreed) await refuseLastAdmin(tx, act);
    const answer = {
      state: isAgreed ? ("agreed" as const) : ("refused" as const),
      answered_by: actor.id,
      answered_at: now,
      told_at: null,
    };
    await updateTwoPersonAct(tx, act, answer);
    const answered = { ...act, ...answer };
    await noted(tx, services, act, actor.id, answer.state);
    await then?.(tx, answered);
    return answered;
  });
}

/** The act that may be done now, agreed and not over; undefined where there is none. */
export async function agreedAct(
  db: Db | Tx,
  workspaceId: string,
  about: ActAbout,
  now: string,
): Promise<TwoPersonAct | undefined> {
  return (await listTwoPersonActs(db, workspaceId, about)).find((act) => stateAt(act, now) === "agreed");
}

/** It is done, and not done again. In the transaction of what is done. */
export async function finishAct(
  tx: Tx,
  services: Pick<Services, "clock" | "ids">,
  act: TwoPersonAct,
  actorId: string | null,
): Promise<void> {
  await updateTwoPersonAct(tx, act, { state: "done" });
  await noted(tx, services, act, actorId, "done");
}

export { nextTellingAt };

/**
 * One that nobody agreed to, or of a copy of one's own data that nobody made, in time has lapsed; `tell` says each once to
 * whoever is to hear of it: the seconds that it waits, whoever asked that it has ended.
 */
export async function tellOfActs(
  services: Pick<Services, "db" | "clock" | "ids">,
  workspaceId: string,
  tell: (tx: Tx, act: TwoPersonAct, toIds: readonly string[]) => Promise<void>,
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const now = services.clock.now();
    for (const act of await listToTell(tx, workspaceId)) {
      const state = stateAt(act, now);
      if ((state === "asked" || state === "agreed") && act.told_at !== null) continue;
      const told = { ...act, state, told_at: now };
      const askedBy = act.asked_by === null ? [] : [act.asked_by];
      await tell(tx, told, state === "asked" || state === "agreed" ? await secondsOf(tx, act) : askedBy);
      await updateTwoPersonAct(tx, act, { state, told_at: now });
    }
  });
}

/** By its id. */
export async function actById(db: Db | Tx, workspaceId: string, id: string): Promise<TwoPersonAct | undefined> {
  return findTwoPersonAct(db, workspaceId, id);
}

/** What waits for this person's word, the oldest first. */
export async function actsToAnswer(db: Db | Tx, person: Person, now: string): Promise<TwoPersonAct[]> {
  const waiting: TwoPersonAct[] = [];
  for (const act of await listAsked(db, person.workspace_id))
    if (stateAt(act, now) === "asked" && (await secondsOf(db, act)).includes(person.id)) waiting.push(act);
  return waiting;
}

async function noted(
  tx: Tx,
  services: Pick<Services, "clock" | "ids">,
  act: TwoPersonAct,
  actorId: string | null,
  state: TwoPersonAct["state"],
): Promise<void> {
  await appendAudit(tx, services, {
    workspaceId: act.workspace_id,
    actorId,
    action: `two-person-act.${state}`,
    subject: { kind: "two-person-act", id: act.id },
    after: { kind: act.kind, about: act.subject },
  });
}
