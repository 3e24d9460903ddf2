/** The asks that wait for somebody, with what was said of them. */

import { readAudience } from "../../../cadences/columns.ts";
import type { Instant } from "../../../platform/clock.ts";
import type { Db, Tx } from "../../../platform/database.ts";
import { earliest } from "../../../platform/time.ts";
import type { Item } from "../../repository.ts";
import { read } from "../../repository.ts";
import { LIVE_STATES } from "../../rules.ts";
import { TAKES_UP } from "../rules.ts";

type AskAtHand = Item & {
  program: string;
  isTakenUp: boolean;
  statedAt: Instant;
  askedAt: Instant;
  readers: readonly string[] | null;
};

/**
 * What waits for a decision in running programs, with the program, whether somebody has stood by its decider since, when its
 * words or its day changed last, when it was raised or the check-in asked in which it was, and the readers of the one in which
 * it was said last: of these people, then in these programs; the oldest first.
 */
export async function listAsksAtHand(
  db: Db | Tx,
  workspaceId: string,
  of: { deciderIds: readonly string[]; programIds: readonly string[] },
  limit = 500,
): Promise<AskAtHand[]> {
  const rows = await asksWithSteps(db)
    .where("item.workspace_id", "=", workspaceId)
    .where("item.type", "=", "ask")
    .where("item.state", "in", [...LIVE_STATES])
    .where("program.state", "=", "active")
    .where((eb) =>
      eb.or([
        eb("item.owner_id", "in", [...of.deciderIds]),
        ...(of.programIds.length > 0 ? [eb("item.program_id", "in", [...of.programIds])] : []),
      ]),
    )
    // What waits for themselves is never beyond the limit.
    .orderBy((eb) =>
      eb
        .case()
        .when("item.owner_id", "in", [...of.deciderIds])
        .then(0)
        .else(1)
        .end(),
    )
    .orderBy("item.raised_at")
    .orderBy("item.id")
    .limit(limit)
    .execute();
  return rows.map(({ program, readers, taken_up, stated_at, asked_at, ...row }) => ({
    ...read(row),
    program,
    statedAt: stated_at ?? row.raised_at,
    askedAt: earliest(row.raised_at, asked_at) ?? row.raised_at,
    isTakenUp: taken_up !== null,
    readers: readers === null ? null : readAudience(readers),
  }));
}

/** With the first step by which somebody stood by its decider, and when its words or its day changed last and it was asked. */
function asksWithSteps(db: Db | Tx) {
  return (
    db
      .selectFrom("item")
      .innerJoin("program", (join) =>
        join.onRef("program.workspace_id", "=", "item.workspace_id").onRef("program.id", "=", "item.program_id"),
      )
      .leftJoin("check_in as said", (join) =>
        join.onRef("said.workspace_id", "=", "item.workspace_id").onRef("said.id", "=", "item.check_in_id"),
      )
      .leftJoin("cadence", (join) =>
        join.onRef("cadence.workspace_id", "=", "said.workspace_id").onRef("cadence.id", "=", "said.cadence_id"),
      )
      .selectAll("item")
      .select(["program.title as program", "program.short_key", "cadence.readers"])
      .select((eb) =>
        eb
          .selectFrom("item_event as step")
          .select(({ fn }) => fn.min("step.revision").as("revision"))
          .whereRef("step.workspace_id", "=", "item.workspace_id")
          .whereRef("step.item_id", "=", "item.id")
          .where("step.event", "in", [...TAKES_UP])
          .as("taken_up"),
      )
      // Each event has the fields that it changed.
      .select((eb) =>
        eb
          .selectFrom("item_event as step")
          .select(({ fn }) => fn.max("step.at").as("at"))
          .whereRef("step.workspace_id", "=", "item.workspace_id")
          .whereRef("step.item_id", "=", "item.id")
          .where((on) =>
            on.or(["title", "description", "due_on"].map((field) => on("step.after", "like", `%"${field}":%`))),
          )
          .as("stated_at"),
      )
      .select((eb) =>
        eb
          .selectFrom("item_event as step")
          .innerJoin("check_in as first", (join) =>
            join.onRef("first.workspace_id", "=", "step.workspace_id").onRef("first.id", "=", "step.check_in_id"),
          )
          .innerJoin("round", (join) =>
            join.onRef("round.workspace_id", "=", "first.workspace_id").onRef("round.id", "=", "first.round_id"),
          )
          .select("round.opens_at")
          .whereRef("step.workspace_id", "=", "item.workspace_id")
          .whereRef("step.item_id", "=", "item.id")
          .where("step.event", "=", "raised")
          .limit(1)
          .as("asked_at"),
      )
  );
}
