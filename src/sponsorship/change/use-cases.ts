/** How the change of a program takes hold, for those who lead it and sit above. */
import { may } from "../../people/rules-rights.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, addMs, instantOf, type LocalDate, localDateOf } from "../../platform/time.ts";
import { titleFor } from "../../programs/naming.ts";
import { programCalled } from "../../programs/rules-program.ts";
import { listSeatsOn, programOf, seatDay, standingsOf } from "../../programs/use-cases.ts";
import { promisedBy } from "../kept/commitments.ts";
import { type Commitment, listCommitments, listRoundsDue } from "../kept/repository.ts";
import { listAskedByMonth } from "./repository.ts";
import {
  type ActionDue,
  actionsIn,
  type DecisionDue,
  decisionsIn,
  FEWEST_PEOPLE,
  lastQuarters,
  type Quarter,
  roundsIn,
  type Trend,
} from "./rules.ts";

const failure = errorTable({
  CHANGE_NOT_YOURS: {
    en: ({ program }) =>
      `How the change of ${programCalled.en(program)} takes hold is for those who lead it, its sponsors and its committee.`,
    fr: ({ program }) =>
      `L’ancrage du changement ${programCalled.frOf(program)} est réservé à ses responsables, à ses sponsors et à son comité.`,
  },
});

export interface ChangeShown {
  programId: string;
  program: string;
  quarters: readonly Quarter[];
  /** Null: the program has too few people for any number. */
  trend: Trend | null;
}

/** Throws CHANGE_NOT_YOURS. */
export async function showChange(services: Services, person: Person, programId: string): Promise<ChangeShown> {
  const { db } = services;
  const shown = await readChange(services, db, person, programId);
  if (shown) return shown;
  const program = await programOf(db, person.workspace_id, programId);
  throw failure("CHANGE_NOT_YOURS", { program: await titleFor(services, db, person, program) });
}

/** Null for whoever neither leads the program nor sits above it. */
export async function readChange(
  { clock }: { clock: Pick<Clock, "now"> },
  db: Db,
  person: Person,
  programId: string,
): Promise<ChangeShown | null> {
  const workspaceId = person.workspace_id;
  const program = await programOf(db, workspaceId, programId);
  if (!may(await standingsOf(db, person, programId, { clock }), "read-executive-answers")) return null;
  const now = clock.now();
  const today = seatDay(now);
  const quarters = lastQuarters(today);
  const from = quarters[0]?.from ?? today;
  const asked = await listAskedByMonth(db, { workspaceId, programId, from });
  const seats = await listSeatsOn(db, program, today);
  const lately = quarters.at(-1)?.from ?? from;
  const people = new Set([
    ...seats.map(({ person_id: id }) => id),
    ...asked.flatMap(({ month, personId }) => (month >= lately ? personId : [])),
  ]);
  const shown = { programId, program: program.title, quarters };
  if (people.size < FEWEST_PEOPLE) return { ...shown, trend: null };
  const begun = instantOf(from, "00:00", "UTC");
  const rounds = await listRoundsDue(db, { workspaceId, programIds: [programId], after: addMs(begun, -1), until: now });
  const items = await listCommitments(db, {
    workspaceId,
    programIds: [programId],
    endedAfter: instantOf(addLocalDays(from, -1), "00:00", "UTC"),
  });
  const due = rounds.map(({ dueAt, outcomes }) => ({ on: localDateOf(dueAt, "UTC"), outcomes }));
  const decisions = items.flatMap((item) => decisionDue(item) ?? []);
  const actions = items.flatMap((item) => actionDue(item) ?? []);
  return {
    ...shown,
    trend: {
      rounds: quarters.map((quarter) => roundsIn(quarter, due, asked)),
      decisions: quarters.map((quarter) => decisionsIn(quarter, decisions, today)),
      actions: quarters.map((quarter) => actionsIn(quarter, actions, today)),
    },
  };
}

function decisionDue(item: Commitment): DecisionDue | null {
  if (item.type !== "ask") return null;
  const { outcome } = item.details;
  return {
    dueOn: item.due_on,
    decidedOn: item.state === "decided" ? dayOf(outcome?.decidedAt ?? item.closed_at) : null,
    personId: outcome?.decidedBy ?? item.owner_id,
  };
}

function dayOf(at: string | null): LocalDate | null {
  return at === null ? null : localDateOf(at, "UTC");
}

function actionDue(item: Commitment): ActionDue | null {
  const promised = promisedBy(item);
  return promised && { ...promised, personId: item.owner_id };
}
