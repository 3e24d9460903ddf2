/** Check-ins, and the days on which people are away. */
import { changeCadence, pauseCadence } from "../../src/cadences/changes.ts";
import { startDraft } from "../../src/cadences/drafts.ts";
import { goAway } from "../../src/check-ins/away/absences.ts";
import { stopAsking } from "../../src/check-ins/rounds/opt-outs.ts";
import { submitCheckIn } from "../../src/check-ins/saving.ts";
import { MONTHLY } from "../support/record.ts";
import { refuses, type World } from "./world.ts";

async function cadences({ db, record, recorded, atlas }: World) {
  const cadence = await record.cadence(atlas, { rule: MONTHLY });
  const archived = await record.cadence(atlas, {});
  await db.updateTable("cadence").set({ state: "archived" }).where("id", "=", archived.id).execute();
  const required = await record.cadence(atlas, { audience: ["team"] });
  await db.updateTable("cadence").set({ is_required: 1 }).where("id", "=", required.id).execute();
  await record.round(cadence, "2026-11-05", [recorded.tom]);
  const { id: promptId } = await db.selectFrom("prompt").select("id").executeTakeFirstOrThrow();
  return { cadence, archived, required, promptId };
}

refuses(cadences, {
  async CADENCE_ARCHIVED({ as, archived }) {
    return pauseCadence(await as("tom"), { cadenceId: archived.id, reason: "Summer", resumesOn: null });
  },

  async NO_PARTICIPANT({ within, cadence, recorded }) {
    const nobody = {
      cadenceId: cadence.id,
      title: "For nobody",
      rule: MONTHLY,
      audience: [recorded.gone.id],
      readers: ["sponsors" as const],
      disclosure: "team" as const,
      questions: cadence.questions,
      lastKey: null,
    };
    return within("tom", (ctx) => changeCadence(ctx, nobody));
  },

  async CADENCE_REQUIRED({ within, required }) {
    return within("nina", (ctx) => stopAsking(ctx, { cadenceId: required.id }));
  },

  // From a form that was opened before an upgrade.
  async TEMPLATE_UNKNOWN({ as, atlas }) {
    return startDraft(await as("tom"), { programId: atlas.id, template: "fortnightly" });
  },

  async NO_PLAN({ as, promptId }) {
    return submitCheckIn(await as("tom"), { promptId, planUnchanged: true });
  },

  async AWAY_TOO_LONG({ as, person }) {
    const days = { from: "2026-11-06", until: "2027-11-08" };
    return goAway(await as("nina"), { person: await person("nina"), ...days, delegate: null });
  },
});
