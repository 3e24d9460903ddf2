/** Items of the register, and requests. */
import { programOf } from "../../src/programs/programs.ts";
import { addItem, moveItemTo } from "../../src/register/acts.ts";
import { programByKey } from "../../src/register/cli.ts";
import { withIds } from "../../src/register/goals/sound-goals.ts";
import { importItems } from "../../src/register/import/import-items.ts";
import { importFormFor } from "../../src/register/import/import-screen.ts";
import { readImport } from "../../src/register/import/items-from-rows.ts";
import { undoImport } from "../../src/register/import/undo-import.ts";
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

  const program = await programOf(services.db, (await as("tom")).actor.workspace_id, atlas.id);
  const { id: importId } = await importItems(await as("tom"), { ...importing("Undone"), program });
  await undoImport(await as("tom"), { program, importId });
  return { blocker, request, program, importId };
}

function importing(title: string) {
  const rows = [
    ["type", "title"],
    ["risk", title],
  ].map((cells, at) => ({ line: at + 1, cells }));
  const { items: read } = readImport(rows, { owners: new Map(), language: "en", today: "2026-11-02" });
  return { rows: read, file: "log.csv", language: "en" as const };
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

  async IMPORT_NOT_YOURS({ as, program }) {
    return importItems(await as("nina"), { ...importing("Tills"), program });
  },

  async IMPORT_OVER({ as, program }) {
    return undoImport(await as("tom"), { program, importId: "another" });
  },

  async IMPORT_UNDONE({ as, program, importId }) {
    return undoImport(await as("tom"), { program, importId });
  },

  async IMPORT_NOWHERE({ as }) {
    return importFormFor(await as("sam"), "F0");
  },

  async NO_RECORD({ as }) {
    return newItemForm(await as("sam"), { type: "issue", isTypeFixed: false });
  },
});
