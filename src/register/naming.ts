/** How somebody became the owner of an item, as its history keeps it: it is the ground on which they act. */
import type { ActorContext } from "../people/actors.ts";
import { getPerson } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { localDateOf } from "../platform/time.ts";
import { portfolioSeatsOver } from "../programs/coverage.ts";
import { programOf } from "../programs/programs.ts";
import { listSeatsOf } from "../programs/seats.ts";
import type { Item } from "./repository.ts";

/** For the history: whether the new owner has a role in the program. */
export async function namingOf(
  { clock }: Pick<Services, "clock">,
  tx: Tx,
  item: Item,
  ownerId: string | null | undefined,
) {
  if (!ownerId) return {};
  const program = await programOf(tx, item.workspace_id, item.program_id);
  const { zone } = await getPerson(tx, item.workspace_id, ownerId);
  const seats = await listSeatsOf(tx, program, ownerId, localDateOf(clock.now(), zone));
  const isOver = (await portfolioSeatsOver(tx, item.workspace_id, [program.id], clock.now())).get(program.id) ?? [];
  const isSeated = seats.length > 0 || isOver.some(({ person_id: id }) => id === ownerId);
  return { named: isSeated ? "seated" : "outside" };
}

/** `givenId`: whom it was given to, by hand. */
export async function namingOfNew(ctx: ActorContext<Tx>, raised: Item, givenId: string | null) {
  // Who raised it has their ground by that, and a rule names people by their roles.
  if (givenId !== null && givenId !== raised.raised_by) return namingOf(ctx, ctx.db, raised, givenId);
  return raised.type === "request" && raised.owner_id !== null ? { named: "seated" } : {};
}
