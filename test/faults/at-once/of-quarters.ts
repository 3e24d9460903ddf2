/** What a committee does after a quarter, at once. */
import { addLocalDays } from "../../../src/platform/time.ts";
import { inTransaction } from "../../../src/platform/transaction.ts";
import { closeProgram } from "../../../src/programs/changes.ts";
import { goOnNow, pauseProgram } from "../../../src/programs/pausing.ts";
import { confirmAll, discuss } from "../../../src/quarter/confirming.ts";
import { insertReview } from "../../../src/quarter/reviews.ts";
import { takeBack } from "../../../src/quarter/taking-back.ts";
import { kind } from "./kinds.ts";
import type { World } from "./world.ts";

const QUARTER = "2026-Q3";
const placeIn = ({ programId }: World) => ({ bodyId: programId, quarter: QUARTER });

const quarter = kind(
  "quarter",
  async ({ run, person, programId }) => {
    const { workspace_id } = person("lea");
    await inTransaction(run.db, (tx) =>
      insertReview(tx, {
        ...{ workspace_id, program_id: programId, quarter: QUARTER, body_id: programId, check_in_id: null },
        ...{ recommendation: "continue", is_apart: 0, until: null, choices: "[]", state: "to-confirm" },
        ...{ request_id: null, decision_id: null, decided_by: null, begins_on: null },
        opened_at: run.clock.now(),
      }),
    );
  },
  {
    confirm: (world) => confirmAll(world.by("sam"), placeIn(world)),
    "confirm again": (world) => confirmAll(world.by("sam"), placeIn(world)),
    discuss: (world) => discuss(world.by("ravi"), { ...placeIn(world), programId: world.programId }),
    close: ({ by, programId }) => closeProgram(by("lea"), { programId }),
  },
);

const decidedQuarter = kind(
  "decided quarter",
  async ({ run, by, programId }) => {
    const { actor, ...services } = by("lea");
    const [from, until] = [
      addLocalDays(run.clock.now().slice(0, 10), 7),
      addLocalDays(run.clock.now().slice(0, 10), 60),
    ];
    await inTransaction(run.db, async (tx) => {
      await insertReview(tx, {
        ...{ workspace_id: actor.workspace_id, program_id: programId, quarter: QUARTER, body_id: programId },
        ...{ check_in_id: null, recommendation: "pause", is_apart: 1, until, choices: "[]", state: "decided" },
        ...{ request_id: null, decision_id: null, decided_by: actor.id, begins_on: from },
        opened_at: run.clock.now(),
      });
      await pauseProgram({ ...services, actor, db: tx }, { programId, from, until });
    });
  },
  {
    "take back": (world) => takeBack(world.by("sam"), { programId: world.programId, quarter: QUARTER }),
    "take back again": (world) => takeBack(world.by("sam"), { programId: world.programId, quarter: QUARTER }),
    "go on": ({ by, programId }) => goOnNow(by("lea"), { programId }),
    close: ({ by, programId }) => closeProgram(by("lea"), { programId }),
  },
);

export const OF_QUARTERS = [quarter, decidedQuarter];
