/** When a preparation is put together: as the answers are due, and again with each that comes or changes after that. */
import { workspaceTime } from "../calendars/calendars.ts";
import type { SavedAnswer } from "../check-ins/events.ts";
import { getRoundContext } from "../check-ins/rounds/context.ts";
import type { Round } from "../check-ins/rounds/rounds.ts";
import type { Instant } from "../platform/clock.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { addLocalDays, instantOf, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { lockProgram } from "../programs/programs.ts";
import { sendPreparation } from "./preparation-message.ts";
import { listOpenRounds } from "./rounds.ts";
import { insertVersion, listVersions } from "./versions.ts";

/** Makes the first version of each that is due. Returns when to look again: at the next due time, at the latest tomorrow. */
export async function makeDuePreparations(services: Services, workspaceId: string): Promise<Instant> {
  const { db, clock } = services;
  const now = clock.now();
  const { zone } = await workspaceTime(db, workspaceId);
  const tomorrow = instantOf(addLocalDays(localDateOf(now, zone), 1), "00:00", zone);
  const rounds = await listOpenRounds(db, workspaceId);
  const due = rounds.filter(({ due_at: at }) => at <= now);
  for (const round of due) await inTransaction(db, (tx) => makeFirst(services, tx, round));
  const times = rounds.flatMap(({ due_at: at }) => (at > now ? at : []));
  return [...times, tomorrow].sort()[0] ?? tomorrow;
}

/** Nothing where it is made, or where nobody has answered yet. */
async function makeFirst(services: Services, tx: Tx, round: Round): Promise<void> {
  await lockProgram(tx, { workspaceId: round.workspace_id, programId: round.program_id });
  if ((await listVersions(tx, round)).length > 0) return;
  await makeVersion(services, tx, round);
}

/** An answer after the others were put together makes a new version. */
export async function followAnswer(
  services: Services,
  tx: Tx,
  { workspaceId, workshopRoundId }: SavedAnswer,
): Promise<void> {
  if (workshopRoundId === undefined) return;
  const { round } = await getRoundContext(tx, workspaceId, workshopRoundId);
  if (round.due_at <= services.clock.now()) await makeVersion(services, tx, round);
}

async function makeVersion(services: Services, tx: Tx, round: Round): Promise<void> {
  if (!(await insertVersion(services, tx, round))) return;
  await sendPreparation(services, tx, await getRoundContext(tx, round.workspace_id, round.id));
}
