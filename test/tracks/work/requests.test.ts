/** Work requests: asked for by anybody, and followed by whoever asked. */
import { describe, expect, it } from "vitest";
import { rows } from "../../../src/platform/rows.ts";
import { completeStep } from "../../../src/tracks/steps.ts";
import { startWork } from "../../../src/tracks/work/order.ts";
import { listRequests } from "../../../src/tracks/work/reading.ts";
import { askForWork } from "../../../src/tracks/work/requests.ts";
import { takeTypes } from "../../../src/tracks/work/taking.ts";
import { programId } from "../../sponsorship/choosing-people.ts";
import { databases } from "../../support/databases.ts";
import { actingAs, lastMessage, type Run, textOf } from "../../support/run.ts";
import { aProgram } from "../launch.ts";

const ANSWERS = { campaign: "Win-back", goal: "Bring back a tenth", audience: "Gone for a year" };

/** By Sam, who is in no program. */
async function asked(run: Run, answers: Record<string, string> = ANSWERS): Promise<string> {
  const id = await askForWork(await actingAs(run, "sam"), {
    programId: await programId(run),
    key: "campaign",
    answers,
  });
  await run.settle();
  return id;
}

async function taking(database: (typeof databases)[number]): Promise<Run> {
  const run = await aProgram(database);
  await takeTypes(await actingAs(run, "tom"), { programId: await programId(run), keys: ["campaign"] });
  return run;
}

async function requestIn(run: Run, id: string) {
  const { workspace_id: workspaceId } = (await actingAs(run, "tom")).actor;
  const [request] = await listRequests(run.db, workspaceId, { id });
  return request ?? expect.fail(`No request ${id}`);
}

/** Its open step of this key is done by whoever has it. */
async function done(run: Run, id: string, key: string): Promise<void> {
  const { steps, workspace_id: workspaceId } = await requestIn(run, id);
  const step = steps.find((each) => each.key === key);
  const owner = await rows(run.db, "person", workspaceId).find({ id: step?.ownerId ?? "" });
  const ctx = await actingAs(run, owner?.handle ?? "");
  await completeStep(ctx, { itemId: step?.stands.item_id ?? "", checked: step?.checks.length ?? 0, note: "" });
  await run.settle();
}

describe.each(databases)("on %s", (database) => {
  it("is validated, put in order and begun; its requester's one message says where it is", async () => {
    const run = await taking(database);
    await run.to("2026-11-02T10:00:00Z");
    const id = await asked(run);
    const card = () => textOf(lastMessage(run, "sam"));
    expect(card()).toContain("*Win-back* · ATL-W-1 · Atlas\nNow: *Validation*, with Tom Baker");
    await done(run, id, "validation");
    await run.to("2026-11-02T10:05:00Z");
    expect(card()).toMatch(/Now: \*Prioritisation\*, with Tom Baker[\s\S]*Place 1 in[\s\S]*Next: Creation/);
    await startWork(await actingAs(run, "tom"), { id });
    await run.to("2026-11-02T10:10:00Z");
    expect(card()).toContain("Now: *Creation*, with Léa Martin");
    expect(run.as("sam").dm()).toHaveLength(1);
    expect(await requestIn(run, id)).toMatchObject({ number: 1, rank: null, outcome: null });
  });

  it("is taken of types alone that the program takes, and whole", async () => {
    const run = await taking(database);
    await expect(asked(run, { ...ANSWERS, goal: "" })).rejects.toMatchObject({ code: "WORK_INCOMPLETE" });
    await takeTypes(await actingAs(run, "tom"), { programId: await programId(run), keys: [] });
    await expect(asked(run)).rejects.toMatchObject({ code: "WORK_NOT_TAKEN" });
  });
});
