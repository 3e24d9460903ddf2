/** Which items of the record stand in the view of a program. Pure. */
import { isBlocker } from "../../register/reminders/rules.ts";
import { isHighRisk, isLive } from "../../register/rules.ts";
import type { Item } from "../../register/use-cases.ts";

export const RECORD_KINDS = ["asks", "blockers", "risks", "decisions"] as const;
/** Of each of these at most. */
export const ITEMS_SHOWN = 5;

export type RecordKind = (typeof RECORD_KINDS)[number];

/** What is asked, what blocks, high risks and what was decided, each in the order given; decisions the newest first. */
export function recordOf<Listed extends { item: Item }>(listed: readonly Listed[]): Record<RecordKind, Listed[]> {
  const open = listed.filter(({ item }) => isLive(item) && item.state !== "draft");
  return {
    asks: open.filter(({ item }) => item.type === "ask"),
    blockers: open.filter(({ item }) => isBlocker(item)),
    risks: open.filter(({ item }) => item.type === "risk" && isHighRisk(item.details)),
    decisions: listed
      .filter(({ item }) => item.type === "decision" && item.state === "active")
      .toSorted((one, other) => (one.item.raised_at > other.item.raised_at ? -1 : 1)),
  };
}
