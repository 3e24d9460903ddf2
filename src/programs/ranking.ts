/** The order of programs: their committee, or an office over them, gives each its place. */
import type { ActorContext } from "../people/actors.ts";
import type { Person } from "../people/people.ts";
import { may, type Standing } from "../people/rights.ts";
import type { Clock } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { lockRows } from "../platform/locks.ts";
import { inTransaction } from "../platform/transaction.ts";
import { programsDecidedOver } from "./committee.ts";
import { auditChange, listProgramsFor, type Program, updateProgram } from "./programs.ts";

const failure = errorTable({
  RANK_NOT_YOURS: {
    en: () => "Only the committee of a program, or an office over it, can set its place. Nothing was saved.",
    fr: () => "Seuls le comité d’un programme et le bureau qui le suit décident de son rang. Rien n’a été enregistré.",
  },
});

type Reading = { db: Db | Tx; clock: Pick<Clock, "now"> };

/** The running programs to which this person may give a place: those that have one first, in their order, then by title. */
export async function programsToRank({ db, clock }: Reading, person: Person): Promise<Program[]> {
  const visible = (await listProgramsFor(db, person, { clock })).filter(({ program }) => program.state === "active");
  const covered = visible.flatMap(({ program, standings }) => (standings.includes("body") ? program.id : []));
  const decided = new Set(await programsDecidedOver(db, person, covered, clock.now()));
  const standingsIn = (id: string, standings: readonly Standing[]): readonly Standing[] =>
    decided.has(id) ? [...standings, "steering"] : standings;
  const { compare } = new Intl.Collator(person.locale);
  return visible
    .filter(({ program, standings }) => may(standingsIn(program.id, standings), "rank-program"))
    .map(({ program }) => program)
    .sort((one, other) => (one.rank ?? LAST) - (other.rank ?? LAST) || compare(one.title, other.title));
}

const LAST = Number.MAX_SAFE_INTEGER;

/** `ids`: in their order; the others that this person may rank have no place any more. Throws RANK_NOT_YOURS. */
export async function rankPrograms(ctx: ActorContext, { ids }: { ids: readonly string[] }): Promise<void> {
  const { actor } = ctx;
  await inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const named = (await programsToRank(within, actor)).map(({ id }) => id);
    await lockRows(tx, "program", { workspaceId: actor.workspace_id, ids: named });
    const programs = await programsToRank(within, actor);
    if (ids.some((id) => !programs.some((program) => program.id === id))) throw failure("RANK_NOT_YOURS");
    for (const program of programs) {
      const place = ids.indexOf(program.id);
      const rank = place === -1 ? null : place + 1;
      if (rank === program.rank) continue;
      await updateProgram(tx, program, { rank });
      const before = { rank: program.rank };
      await auditChange(within, { program, action: "program.changed", before, after: { rank } });
    }
  });
}
