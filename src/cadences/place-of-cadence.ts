import type { ActorContext } from "../people/actors.ts";
import type { Db, Tx } from "../platform/database.ts";
import { type Program, placeToChange, refuseUnlessOfWork } from "../programs/programs.ts";
import { isWorkshop } from "./templates.ts";

/** A program; of the workshop also a portfolio. Locked in a transaction. Throws PROGRAM_NOT_YOURS, PORTFOLIO_HAS_NONE. */
export async function placeOfCadence(
  { clock, actor }: Pick<ActorContext, "clock" | "actor">,
  db: Db | Tx,
  { programId, template }: { programId: string; template: string | null },
): Promise<Program> {
  const place = await placeToChange({ clock }, db, actor, programId);
  if (!isWorkshop({ template })) refuseUnlessOfWork(place);
  return place;
}
