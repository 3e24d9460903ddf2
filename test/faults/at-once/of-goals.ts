/** Acts on measures and objectives. */
import { askLater } from "../../../src/goals/asking.ts";
import { enterValues, enterValuesWithin } from "../../../src/goals/values.ts";
import { lockRows } from "../../../src/platform/locks.ts";
import { inTransaction } from "../../../src/platform/transaction.ts";
import { closeProgram } from "../../../src/programs/changes.ts";
import { changeItem, closeItem, handOver, moveItemTo } from "../../../src/register/acts.ts";
import type { Item } from "../../../src/register/items.ts";
import { addQuietly } from "../../support/acting.ts";
import { kind } from "./kinds.ts";
import type { Handle, World } from "./world.ts";

const DETAILS = {
  unit: "points",
  direction: "rise" as const,
  baseline: "2.1",
  baselineOn: "2026-09-30",
  target: "4",
  rhythm: "monthly" as const,
  knownOn: 2,
};

function aMeasure({ by, programId, next }: World): Promise<Item> {
  return addQuietly(by("tom"), {
    type: "measure",
    details: DETAILS,
    programId,
    title: "Repeat purchases",
    dueOn: "2027-09-30",
    sourceKey: `command:${next()}`,
  });
}

function anObjective({ by, programId, next }: World, measureId: string): Promise<Item> {
  return addQuietly(by("tom"), {
    type: "objective",
    details: { year: 2027, measureIds: [measureId] },
    programId,
    title: "Members come back",
    sourceKey: `command:${next()}`,
  });
}

type Source = Parameters<typeof enterValues>[1]["source"];

const enter = (handle: Handle, value: string, source: Source = "form") => {
  return ({ by }: World, { id }: Item) =>
    enterValues(by(handle), { values: [{ measureId: id, on: "2026-10-31", value, isSure: true }], source });
};

const closeAll = ({ by, programId }: World) => closeProgram(by("lea"), { programId });

const measure = kind("measure", aMeasure, {
  enter: enter("tom", "2.6"),
  "enter otherwise": enter("lea", "2.8"),
  "enter by a file": enter("workspace-owner", "2.7", "file"),
  "enter in an answer": ({ by, programId }, { id }) => {
    const ctx = by("lea");
    const value = { measureId: id, on: "2026-10-31", value: "2.9", isSure: false };
    return inTransaction(ctx.db, async (tx) => {
      await lockRows(tx, "program", { workspaceId: ctx.actor.workspace_id, ids: [programId], isShared: true });
      await enterValuesWithin({ ...ctx, db: tx }, { values: [value], source: "check-in" });
    });
  },
  "not yet": ({ by }, item) => {
    if (item.type !== "measure") throw new Error("no measure");
    return askLater(by("tom"), { awaited: [{ measure: item, forDay: "2026-10-31" }], on: "2026-11-20" });
  },
  reached: ({ by }, { id }) => closeItem(by("tom"), { id, note: "", as: "reached" }),
  "not reached": ({ by }, { id }) => closeItem(by("lea"), { id, note: "", as: "not-reached" }),
  "another unit": ({ by }, { id, revision }) =>
    changeItem(by("lea"), { id, revision, edit: { typed: { type: "measure", details: { ...DETAILS, unit: "%" } } } }),
  move: ({ by }, { id }) => moveItemTo(by("tom"), { id, to: "2027-12-31", reason: "Later" }),
  "hand over": ({ by, person }, { id }) => handOver(by("lea"), { id, owner: person("nina"), note: "" }),
  closeAll,
});

const objective = kind(
  "objective",
  async (world) => {
    const { id: measureId } = await aMeasure(world);
    for (let count = 0; count < 3; count += 1) await anObjective(world, measureId);
    return { item: await anObjective(world, measureId), measureId };
  },
  {
    "add the fifth": (world, { measureId }) => anObjective(world, measureId),
    "add another": (world, { measureId }) => anObjective(world, measureId),
    change: ({ by }, { item: { id, revision } }) =>
      changeItem(by("lea"), { id, revision, edit: { title: "Members stay" } }),
    reached: ({ by }, { item: { id } }) => closeItem(by("tom"), { id, note: "All stores", as: "reached" }),
    "not reached": ({ by }, { item: { id } }) => closeItem(by("lea"), { id, note: "", as: "not-reached" }),
    closeAll,
  },
);

export const OF_GOALS = [measure, objective];
