/** Items of the register, and requests. */
import { programOf } from "../../src/programs/programs.ts";
import { addItem, moveItemTo } from "../../src/register/acts.ts";
import { programByKey } from "../../src/register/cli.ts";
import { withIds } from "../../src/register/goals/sound-goals.ts";
import type { Details } from "../../src/register/item-types.ts";
import { decide } from "../../src/register/requests/decide.ts";
import { newItemForm } from "../../src/register/views.ts";
import { WHOLE_REQUEST } from "../support/acting.ts";
import { decided } from "../support/decided.ts";
import { refuses, type World } from "./world.ts";

async function items({ as, person, recorded, atlas, services }: World) {
  const issue = { programId: atlas.id, type: "issue", title: "No key", ownerId: recorded.nina.id } as const;
  const blocker = await addItem(await as("nina"), {
    ...issue,
    details: { blocksWork: true },
    dueOn: "2026-11-10",
    sourceKey: "test:blocker",
  });
  await moveItemTo(await as("nina"), { id: blocker.id, to: "2026-11-12", reason: "Ordered" });

  const request = await addItem(await as("tom"), {
    programId: atlas.id,
    type: "request",
    title: "Buy it?",
    ownerId: recorded.sofia.id,
    dueOn: "2026-11-12",
    details: WHOLE_REQUEST,
    sourceKey: "test:request",
  });
  await decided(services, await person("sofia"), request.id, { option: 0, label: "Yes" });
  return { blocker, request };
}

const MEASURE = { direction: "rise", rhythm: "monthly", knownOn: 2, baselineOn: "2026-10-31" } as const;

function aMeasureOf(programId: string, details: Details["measure"]) {
  return { programId, type: "measure" as const, details, title: "Repeat purchases", sourceKey: "test:measure" };
}

refuses(items, {
  async BLOCKER_MOVED({ as, blocker }) {
    return moveItemTo(await as("nina"), { id: blocker.id, to: "2026-11-20", reason: "Not there" });
  },

  async REQUEST_DECIDED({ as, request }) {
    return decide(await as("sofia"), { itemId: request.id, option: 1, label: "Do nothing" });
  },

  async TARGET_NOT_BELOW({ as, atlas }) {
    const details = { ...MEASURE, direction: "fall" as const, baseline: "2", target: "4" };
    return addItem(await as("tom"), { ...aMeasureOf(atlas.id, details), dueOn: "2027-10-31" });
  },

  async TARGET_DAY_MISSING({ as, atlas }) {
    return addItem(await as("tom"), { ...aMeasureOf(atlas.id, MEASURE), dueOn: null });
  },

  async GOAL_NAME_UNKNOWN({ as, atlas, db }) {
    const ctx = await as("tom");
    const program = await programOf(db, ctx.actor.workspace_id, atlas.id);
    const typed = { type: "objective" as const, details: { year: 2027, measureIds: ["KPI-7"] } };
    return withIds(ctx, { typed, program, title: "Members come back" });
  },

  async PROGRAM_UNKNOWN({ as }) {
    return programByKey(await as("tom"), { key: "nowhere" });
  },

  async NO_RECORD({ as }) {
    return newItemForm(await as("sam"), { type: "issue", isTypeFixed: false });
  },
});
