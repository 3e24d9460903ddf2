/** In which order the register is shown: what is open before what is over, by severity, then the oldest first. Pure. */
import type { LocalDate } from "../../platform/time.ts";
import { isHighRisk, isLive, isOverdue } from "../rules.ts";
import type { Item } from "../use-cases.ts";

/** 0: blocks work, is severe or a high risk; 1: a decision that is asked for; 2: the rest. */
function severityOf(item: Item): 0 | 1 | 2 {
  switch (item.type) {
    case "issue":
      return item.details.blocksWork || item.details.severity === "high" ? 0 : 2;
    case "risk":
      return isHighRisk(item.details) ? 0 : 2;
    case "ask":
      return 1;
    default:
      return 2;
  }
}

/** Decisions in force stand behind what is open, as nobody has to act on them today. */
function placeOf(item: Item, today: LocalDate): number {
  if (item.state === "active") return 3;
  if (!isLive(item)) return 4;
  const severity = severityOf(item);
  return isOverdue(item, today) ? Math.min(severity, 1) : severity;
}

/** `today`: of the reader. */
export function inOrder<One extends Item>(items: readonly One[], today: LocalDate): One[] {
  const age = ({ raised_at: raisedAt, id }: One) => `${raisedAt} ${id}`;
  return items.toSorted(
    (one, other) => placeOf(one, today) - placeOf(other, today) || (age(one) < age(other) ? -1 : 1),
  );
}
