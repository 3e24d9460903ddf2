import { changeProgram } from "../../src/programs/changes.ts";
import type { ProgramForm } from "../../src/programs/creating.ts";
import type { SeatRole } from "../../src/programs/table.ts";
import { personIn, type Run } from "./run.ts";

/** Gives the seats of the only program anew, as its form does it: a role for each handle. */
export async function seatAnew(run: Run, by: string, roles: Readonly<Record<string, SeatRole>>): Promise<void> {
  const program = await run.db.selectFrom("program").selectAll().executeTakeFirstOrThrow();
  const { id: programId, title, purpose, benefits, visibility, channel_id: channelId } = program;
  const seats: ProgramForm["seats"][number][] = [];
  for (const [handle, role] of Object.entries(roles)) seats.push({ role, person: await personIn(run, handle) });
  const ctx = { ...run.app.services, actor: await personIn(run, by) };
  const words = { title, purpose, benefits, visibility };
  await changeProgram(ctx, { programId, ...words, channelId, startsOn: null, endsOn: null, seats });
  await run.settle();
}
