import { movedStatuses } from "./moved-statuses.ts";
import type { Picture, Pictured } from "./picture.ts";
import { roadmap } from "./roadmap.ts";
import { sixPeriods } from "./six-periods.ts";

/** Of a digest, in the order in which they are shown. A weekly report has none: those who do the work read it. */
export function picturesOf(pictured: Pictured): Picture[] {
  if (pictured.rhythm === "weekly") return [];
  return [movedStatuses(pictured), sixPeriods(pictured), roadmap(pictured)].filter((picture) => picture !== null);
}
