/** Acts on measures and their values. */
import { enterValues, enterValuesWithin } from "../../../src/goals/values.ts";
import { lockRows } from "../../../src/platform/locks.ts";
import { inTransaction } from "../../../src/platform/transaction.ts";
import { closeProgram } from "../../../src/programs/changes.ts";
import { changeItem, closeItem } from "../../../src/register/acts.ts";
import { addQuietly } from "../../support/acting.ts";
import { kind } from "./kinds.ts";
import type { Handle, World } from "./world.ts";

interface One {
  id: string;
  revision: number;
}

async function aMeasure({ by, programId, next }: World): Promise<One> {
  const line = { baseline: "2", baselineOn: "2026-01-01", target: "4", unit: "points" };
  const details = { direction: "rise" as const, rhythm: "monthly" as const, knownOn: 2, ...line };
  const given = { programId, type: "measure" as const, details, title: "One", dueOn: "2026-12-31" };
  return addQuietly(by("tom"), { ...given, sourceKey: `command:${next()}` });
}

type Source = Parameters<typeof enterValues>[1]["source"];

const enter =
  (handle: Handle, value: string, source: Source = "form") =>
  ({ by }: World, { id }: One) =>
    enterValues(by(handle), { values: [{ measureId: id, on: "2026-10-31", value, isSure: false }], source });

const measure = kind("measure", aMeasure, {
  enter: enter("tom", "2.5"),
  "enter otherwise": enter("lea", "2.6"),
  "enter by a file": enter("workspace-owner", "2.7", "file"),
  "enter in an answer": ({ by, programId }, { id }) => {
    const ctx = by("lea");
    const value = { measureId: id, on: "2026-10-31", value: "2.8", isSure: false };
    return inTransaction(ctx.db, async (tx) => {
      await lockRows(tx, "program", { workspaceId: ctx.actor.workspace_id, ids: [programId], isShared: true });
      await enterValuesWithin({ ...ctx, db: tx }, { values: [value], source: "check-in" });
    });
  },
  change: ({ by }, { id, revision }) => changeItem(by("lea"), { id, revision, edit: { title: "Two" } }),
  reached: ({ by }, { id }) => closeItem(by("tom"), { id, note: "", as: "reached" }),
  "not reached": ({ by }, { id }) => closeItem(by("lea"), { id, note: "", as: "not-reached" }),
  "close program": ({ by, programId }) => closeProgram(by("lea"), { programId }),
});

export const OF_GOALS = [measure];
