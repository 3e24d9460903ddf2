/** Items of the register, and requests. */
import { addItem, moveItemTo } from "../../src/register/acts.ts";
import { programByKey } from "../../src/register/cli.ts";
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

refuses(items, {
  async BLOCKER_MOVED({ as, blocker }) {
    return moveItemTo(await as("nina"), { id: blocker.id, to: "2026-11-20", reason: "Not there" });
  },

  async REQUEST_DECIDED({ as, request }) {
    return decide(await as("sofia"), { itemId: request.id, option: 1, label: "Do nothing" });
  },

  async PROGRAM_UNKNOWN({ as }) {
    return programByKey(await as("tom"), { key: "nowhere" });
  },

  async NO_RECORD({ as }) {
    return newItemForm(await as("sam"), { type: "issue", isTypeFixed: false });
  },
});
