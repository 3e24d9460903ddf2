/** The escalation ladder of a program: its levels, terms and people. */
import { type Person, peopleByIds } from "../../people/use-cases.ts";
import { appendAudit } from "../../platform/audit.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { refuseUnlessMayChange } from "../../programs/use-cases.ts";
import { settingOf } from "../escalation/levels.ts";
import { checkProgram, ladderIn, upsertLadder } from "../escalation/repository.ts";
import type { Ladder, Level } from "../escalation/rules.ts";
import { seatedIn } from "../escalation/rules-cases.ts";

export interface LadderToChange {
  ladder: Ladder;
  /** Who can be asked at each level today, in the order in which they are. */
  seated: Record<Level, { id: string; name: string }[]>;
}

/** For the form. Throws PROGRAM_NOT_YOURS. */
export async function ladderToChange(services: Services, actor: Person, programId: string): Promise<LadderToChange> {
  const { db, clock } = services;
  const { program, ladder, seats } = await settingOf(db, actor.workspace_id, programId, clock.now());
  await refuseUnlessMayChange(db, actor, program, services);
  const ids = [...new Set(seats.map(({ person_id }) => person_id))];
  const names = new Map((await peopleByIds(db, actor.workspace_id, ids)).map(({ id, name }) => [id, name]));
  const seatedAt = seatedIn(seats, { disclosure: "program" });
  const at = (level: Level) => seatedAt(level).map((id) => ({ id, name: names.get(id) ?? "" }));
  return { ladder, seated: { team: at("team"), lead: at("lead"), sponsor: at("sponsor"), committee: at("committee") } };
}

/** Gives a program levels and terms of its own; what is on its way is counted anew. Throws PROGRAM_NOT_YOURS. */
export async function saveLadder(services: Services, actor: Person, programId: string, ladder: Ladder): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const now = services.clock.now();
    const { program, ladder: before } = await settingOf(tx, actor.workspace_id, programId, now);
    await refuseUnlessMayChange(tx, actor, program, services);
    const of = { workspaceId: actor.workspace_id, programId };
    await upsertLadder(tx, of, ladder, now);
    await checkProgram(tx, of, now);
    await appendAudit(tx, services, {
      workspaceId: actor.workspace_id,
      actorId: actor.id,
      action: "program.ladder",
      subject: { kind: "program", id: programId },
      programId,
      before: { ladder: before },
      after: { ladder },
    });
  });
}

/** The levels and terms of a program, its own or the usual ones. */
export async function ladderOf(db: Db | Tx, workspaceId: string, programId: string): Promise<Ladder> {
  return ladderIn(db, workspaceId, programId);
}
