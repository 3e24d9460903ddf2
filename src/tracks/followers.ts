import { waitingBetweenRoles } from "../check-ins/events.ts";
import { peopleChanged } from "../people/events.ts";
import type { Follower } from "../platform/events.ts";
import { inTransaction } from "../platform/transaction.ts";
import { programReopened } from "../programs/events.ts";
import { programButtons } from "../programs/program-menu.ts";
import { itemChanged } from "../register/items.ts";
import { waitingBetween } from "./hand-offs.ts";
import { makeReady } from "./ready.ts";
import { rolesButton } from "./roles-screen.ts";
import { followItem } from "./steps.ts";
import { trackMoved } from "./tracks.ts";
import { tracksButton } from "./tracks-screen.ts";
import { followTrack } from "./work/following.ts";
import { followCapacity } from "./work/order.ts";
import { giveOnRequests } from "./work/requests.ts";

export const trackFollowers: Follower[] = [
  programButtons.with(rolesButton),
  programButtons.with(tracksButton),
  waitingBetweenRoles.answeredBy(({ clock }, db, asked) => waitingBetween(db, { ...asked, now: clock.now() })),
  itemChanged.followedBy(followItem),
  itemChanged.followedBy(followCapacity),
  trackMoved.followedBy(followTrack),
  peopleChanged.followedBy(async (services, db, { workspaceId, people }) => {
    const personIds = people.flatMap(({ id, is_deactivated: hasLeft }) => (hasLeft === 1 ? [id] : []));
    if (personIds.length > 0) await inTransaction(db, (tx) => giveOnRequests(services, tx, { workspaceId, personIds }));
  }),
  programReopened.followedBy((services, tx, { program }) =>
    makeReady(services, tx, { workspaceId: program.workspace_id }),
  ),
];
