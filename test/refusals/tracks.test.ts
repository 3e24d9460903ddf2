/** Steps of running tracks, and work requests. */
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { acceptStep, completeStep } from "../../src/tracks/steps.ts";
import { takeTypes } from "../../src/tracks/work/request-types.ts";
import { askForWork, withdrawWork } from "../../src/tracks/work/requests.ts";
import { LAUNCH } from "../tracks/launch.ts";
import { refuses, type World } from "./world.ts";

/** Of a program without holders of its roles: each step is Tom’s. */
async function running({ db, as, atlas }: World) {
  const checks = [{ en: "It runs", fr: "Il fonctionne" }];
  const steps = LAUNCH.steps.map((step) => ({ ...step, checks }));
  await startTrack(await as("tom"), { programId: atlas.id, template: { ...LAUNCH, steps } });
  const step = await db.selectFrom("item").select("id").where("type", "=", "step").executeTakeFirstOrThrow();
  await takeTypes(await as("tom"), { programId: atlas.id, keys: ["campaign"] });
  const answers = { campaign: "Win-back", goal: "A tenth", audience: "Lapsed" };
  const workId = await askForWork(await as("tom"), { programId: atlas.id, key: "campaign", answers });
  return { itemId: step.id, workId };
}

refuses(running, {
  async STEP_NOT_YOURS({ as, itemId }) {
    return acceptStep(await as("nina"), { itemId });
  },

  async STEP_UNCHECKED({ as, itemId }) {
    return completeStep(await as("tom"), { itemId, checked: 0, note: "" });
  },

  // As for one that was never there.
  async WORK_GONE({ as, workId }) {
    return withdrawWork(await as("sam"), { id: workId });
  },
});
