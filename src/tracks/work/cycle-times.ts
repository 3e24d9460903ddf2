/** How long finished requests took, in all and by step, and how often a step was sent back; nothing of anybody. */
import { workingDaysSince } from "../../calendars/availability.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import type { Step } from "../template.ts";
import { type WorkRequest, withSteps } from "./request-queries.ts";

const MOST_COUNTED = 100;

/** By type, those of a program that finished last. Days are working days of the reader. */
export async function finishedByType(
  db: Db,
  { readerId, reader, today }: { readerId: string; reader: { zone: string }; today: LocalDate },
  { workspace_id: workspaceId, id }: WorkRequest["program"],
) {
  const match = { program_id: id, outcome: "finished" as const };
  const ended = (await rows(db, "work_request", workspaceId).list(match, ["ended_at"])).slice(-MOST_COUNTED);
  const dayOf = (at: Instant) => localDateOf(at, reader.zone);
  const oldest = ended.map(({ asked_at: at }) => dayOf(at)).toSorted()[0] ?? today;
  const since = await workingDaysSince(db, workspaceId, readerId, { oldest, today });
  const days = (from: Instant, to: Instant) => since(dayOf(from)) - since(dayOf(to));
  const workRequests = await withSteps(db, workspaceId, ended);
  return [...Map.groupBy(workRequests, ({ track }) => track.definition.key)].map(([key, all]) => {
    const took = all.map(({ asked_at: from, ended_at: to }) => Math.max(1, days(from, to ?? from)));
    const { name, steps = [] } = all.at(-1)?.track.definition ?? {};
    return {
      key,
      name,
      count: all.length,
      half: { from: Math.round(quantile(took, 0.25)), to: Math.round(quantile(took, 0.75)) },
      steps: steps.map((step) => timesOf(step, all, days)),
    };
  });
}

/** Medians of the days from ready to begun and from begun to done, the last time; `sentBack`: how many requests were. */
function timesOf(step: Step, workRequests: readonly WorkRequest[], days: (from: Instant, to: Instant) => number) {
  const all = workRequests.flatMap(({ steps, rework }) =>
    steps.flatMap(({ key, stands }) => (key === step.key ? [{ ...stands, asked: rework }] : [])),
  );
  const timed = all.flatMap(({ ready_at: ready, accepted_at: accepted, done_at: done }) => {
    if (ready === null || done === null) return [];
    // What is to be put in order waits until its turn comes.
    const begun = accepted ?? (step.stage === "prioritisation" ? done : ready);
    return [{ waited: days(ready, begun), worked: days(begun, done) }];
  });
  const median = (of: "waited" | "worked") =>
    quantile(
      timed.map((each) => each[of]),
      0.5,
    );
  const isBack = ({ rework, asked }: (typeof all)[number]) => rework + (step.stage === "validation" ? asked : 0) > 0;
  return { title: step.title, waited: median("waited"), worked: median("worked"), sentBack: all.filter(isBack).length };
}

/** Between two values in proportion (Hyndman and Fan 1996, type 7). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}
