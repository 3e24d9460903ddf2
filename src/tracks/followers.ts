import { waitingBetweenRoles } from "../check-ins/events.ts";
import type { Follower } from "../platform/events.ts";
import { programReopened } from "../programs/events.ts";
import { programButtons } from "../programs/program-menu.ts";
import { itemChanged } from "../register/items.ts";
import { waitingBetween } from "./hand-offs.ts";
import { makeReady } from "./ready.ts";
import { rolesButton } from "./roles-screen.ts";
import { followItem } from "./steps.ts";
import { tracksButton } from "./tracks-screen.ts";

export const trackFollowers: Follower[] = [
  programButtons.with(rolesButton),
  programButtons.with(tracksButton),
  waitingBetweenRoles.answeredBy(({ clock }, db, asked) => waitingBetween(db, { ...asked, now: clock.now() })),
  itemChanged.followedBy(followItem),
  programReopened.followedBy((services, tx, { program }) =>
    makeReady(services, tx, { workspaceId: program.workspace_id }),
  ),
];
