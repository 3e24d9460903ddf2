/** My people, the choice of a sponsor, and how a change takes hold. */
import { saveChoice, setupOf } from "../../src/sponsorship/candidates.ts";
import { changeViewFor } from "../../src/sponsorship/change-adoption-screen.ts";
import { stopChoosing } from "../../src/sponsorship/sponsor-request.ts";
import { allowChoosing, nameStakeholder } from "../support/stakeholders.ts";
import { refuses, type World } from "./world.ts";

/** Dan chooses in Atlas between Tom, who leads it, and Sam; in Calyx, which Dan leads, nothing has begun. */
async function choosing({ db, record, recorded, atlas, services, as, person }: World) {
  await allowChoosing(db);
  const dan = await person("dan");
  const listed = { owner: dan };
  for (const handle of ["tom", "sam"] as const)
    await nameStakeholder(services, dan, atlas.id, { ...listed, person: await person(handle) });
  const candidates = [recorded.tom.id, recorded.sam.id];
  await saveChoice(await as("dan"), { programId: atlas.id, candidates, scorers: [dan] });
  const calyx = await record.program("calyx", { title: "Calyx", seats: { lead: [recorded.dan] } });
  return { candidates, calyx };
}

refuses(choosing, {
  async CHOICE_CANDIDATE({ as, atlas }) {
    return stopChoosing(await as("tom"), { programId: atlas.id });
  },

  async CHOICE_PROGRAM_CLOSED({ as, borea }) {
    return stopChoosing(await as("dan"), { programId: borea.id });
  },

  async CHOICE_ENDED({ as, calyx }) {
    return stopChoosing(await as("dan"), { programId: calyx.id });
  },

  async CHOICE_FROM_PEOPLE({ services, person, calyx }) {
    return setupOf(services, await person("dan"), calyx.id);
  },

  async CHOICE_NOBODY({ as, person, atlas }) {
    return saveChoice(await as("dan"), { programId: atlas.id, candidates: [], scorers: [await person("dan")] });
  },

  async CHOICE_NO_SCORER({ as, person, atlas, candidates }) {
    return saveChoice(await as("dan"), { programId: atlas.id, candidates, scorers: [await person("sam")] });
  },

  async CHANGE_NOT_YOURS({ services, person, atlas }) {
    return changeViewFor(services, await person("nina"), atlas.id);
  },

  async STAKEHOLDER_LISTED({ services, person, atlas }) {
    const dan = await person("dan");
    return nameStakeholder(services, dan, atlas.id, { owner: dan, person: await person("sam") });
  },

  async STAKEHOLDER_NO_PERSON({ services, person, atlas }) {
    const dan = await person("dan");
    return nameStakeholder(services, dan, atlas.id, { owner: dan, person: await person("gone") });
  },
});
