/** What items of the register promise, as the rules know it. */
import { localDateOf } from "../../platform/time.ts";
import { codeOf } from "../../register/rules.ts";
import type { Commitment } from "./repository.ts";
import type { Promised } from "./rules.ts";

/** Null of a request: nobody has given their word for it. */
export function promisedBy(item: Commitment): Promised | null {
  const { due_on: dueOn, closed_at: closedAt, isLetGo: isDropped } = item;
  if (item.type !== "action" && item.type !== "presence") return null;
  const closedOn = closedAt === null || isDropped ? null : localDateOf(closedAt, "UTC");
  // Somebody was there on its day, whenever it is ticked.
  const doneOn = closedOn !== null && item.type === "presence" ? (dueOn ?? closedOn) : closedOn;
  return { code: codeOf(item), dueOn, doneOn, isDropped };
}

/** Whether somebody still has to keep it. */
export function isOpen({ doneOn, isDropped }: Promised): boolean {
  return doneOn === null && !isDropped;
}
