/** What items of the register promise, as the rules know it. */
import { localDateOf } from "../../platform/time.ts";
import { codeOf } from "../../register/rules.ts";
import type { Commitment } from "./repository.ts";
import type { Promised } from "./rules.ts";

/** Null of what nobody has given their word for: an ask, an appearance that was not accepted. */
export function promisedBy(item: Commitment): Promised | null {
  const { due_on: dueOn, closed_at: closedAt, isLetGo } = item;
  const closedOn = closedAt === null ? null : localDateOf(closedAt, "UTC");
  const code = codeOf(item);
  if (item.type === "action")
    return { type: "action", code, dueOn, doneOn: isLetGo ? null : closedOn, end: isLetGo ? "dropped" : null };
  if (item.type !== "appearance" || !isAccepted(item)) return null;
  const { outcome } = item.details;
  const end = outcome === "did-not-happen" ? outcome : closedOn !== null && outcome === undefined ? "dropped" : null;
  return { type: "appearance", code, dueOn, doneOn: outcome === "happened" ? dueOn : null, end };
}

export function isAccepted({ details }: Extract<Commitment, { type: "appearance" }>): boolean {
  return details.answer?.is === "accepted" || details.answer?.is === "sent-someone";
}

/** Whether somebody still has to keep it. */
export function isOpen({ doneOn, end }: Promised): boolean {
  return doneOn === null && end === null;
}
