/** The programs of which a committee has the word: its own program, or those that a portfolio covers and that have no other. */
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { ladderSeatsOf } from "./committee.ts";
import { labelOfCoverage } from "./coverage.ts";
import type { Program } from "./programs.ts";
import { programsCovered } from "./programs-covered.ts";

export async function programsOfBody(db: Db | Tx, body: Program, now: Instant): Promise<Program[]> {
  if (body.kind === "program") return [body];
  const { workspace_id: workspaceId, id: bodyId } = body;
  const covered = await programsCovered(db, workspaceId, labelOfCoverage(body));
  const ids = covered.map(({ id }) => id);
  const seats = await ladderSeatsOf(db, workspaceId, ids, now);
  const isTheirs = (id: string) => seats.get(id)?.some((seat) => seat.role === "steering" && seat.bodyId === bodyId);
  return covered.filter(({ id }) => isTheirs(id));
}
