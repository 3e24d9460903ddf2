/** Closing a program, and opening it again. */
import { enqueueUpdate } from "../../delivery/use-cases.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { programClosed, programReopened } from "../events.ts";
import { type Program, updateProgram } from "../repository.ts";
import { auditChange, followSeats, programToChange, savedKey, tell } from "../use-cases-changes.ts";
import { CLOSED, REOPENED, wasSlip } from "./rules.ts";

const failure = errorTable({
  REOPENED_ALREADY: {
    en: ({ program }) => `“${program}” is open, so there’s nothing left to undo.`,
    fr: ({ program }) => `«\u00a0${program}\u00a0» est ouvert\u00a0: il n’y a plus rien à annuler.`,
  },
  CLOSING_STANDS: {
    en: ({ program }) => `“${program}” was closed more than a day ago. You can reopen it: \`/drumbeat program\`.`,
    fr: ({ program }) =>
      `«\u00a0${program}\u00a0» est clos depuis plus d’une journée. Vous pouvez le rouvrir\u00a0: \`/drumbeat programme\`.`,
  },
});

/**
 * Nobody is asked or told any more, and digests tell of it once more: that it was closed. What is open in it
 * closes with it. Throws PROGRAM_NOT_YOURS.
 */
export async function closeProgram(services: Services, actor: Person, programId: string): Promise<Program> {
  return inTransaction(services.db, async (tx) => {
    const program = await programToChange(services, tx, actor, programId);
    if (program.state === "closed") return program;
    const closed = { ...program, state: "closed" as const, closed_at: services.clock.now(), closed_by: actor.id };
    const { state, closed_at, closed_by } = closed;
    await updateProgram(tx, program, { state, closed_at, closed_by });
    await auditChange(services, tx, actor, program, CLOSED, {});
    await followSeats(services, tx, program, actor, []);
    await programClosed.happened(services, tx, { program, actor });
    await tell(services, tx, program, { what: "closed", to: actor.id, by: actor });
    return closed;
  });
}

/** Asks again from the next rounds on; what closed with it is as it was. Throws PROGRAM_NOT_YOURS. */
export async function reopenProgram(services: Services, actor: Person, programId: string): Promise<Program> {
  return inTransaction(services.db, async (tx) => reopen(services, tx, actor, programId));
}

/** The same within a day of the closing. Throws PROGRAM_NOT_YOURS, CLOSING_STANDS, REOPENED_ALREADY. */
export async function undoClosing(services: Services, actor: Person, programId: string): Promise<Program> {
  return inTransaction(services.db, async (tx) => {
    const { title, state, closed_at: at } = await programToChange(services, tx, actor, programId);
    if (state !== "closed") throw failure("REOPENED_ALREADY", { program: title });
    if (at === null || !wasSlip({ at, until: services.clock.now() }))
      throw failure("CLOSING_STANDS", { program: title });
    return reopen(services, tx, actor, programId);
  });
}

async function reopen(services: Services, tx: Tx, actor: Person, programId: string): Promise<Program> {
  const program = await programToChange(services, tx, actor, programId);
  if (program.state === "active") return program;
  const changes = { state: "active" as const, closed_at: null };
  await updateProgram(tx, program, changes);
  await auditChange(services, tx, actor, program, REOPENED, {});
  await followSeats(services, tx, program, actor, []);
  await programReopened.happened(services, tx, { program, actor, closedAt: program.closed_at });
  const { workspace_id: workspaceId } = program;
  await enqueueUpdate(tx, services, { workspaceId, keysFrom: `${savedKey(program, "closed")}:`, newest: 1 });
  return { ...program, ...changes };
}
