import { waitingBetweenRoles } from "../check-ins/events.ts";
import { peopleChanged } from "../people/events.ts";
import type { Follower } from "../platform/events.ts";
import { textsFor } from "../platform/texts/language.ts";
import { inTransaction } from "../platform/transaction.ts";
import { programReopened, rolesEnded } from "../programs/events.ts";
import { programButtons } from "../programs/program-menu.ts";
import { itemChanged } from "../register/items.ts";
import { waitingBetween } from "./hand-offs.ts";
import { makeReady } from "./ready.ts";
import { endRolesOf, holdersChanged } from "./roles.ts";
import { followItem, followRoles } from "./steps.ts";
import { trackTexts } from "./texts.ts";
import { runningTexts } from "./texts-tracks.ts";
import { trackMoved } from "./tracks.ts";
import { followTrack } from "./work/following.ts";
import { followCapacity } from "./work/order.ts";
import { giveOnRequests } from "./work/requests.ts";

export const trackFollowers: Follower[] = [
  programButtons.with({ command: "roles", label: (reader) => textsFor(trackTexts, reader).title }),
  programButtons.with({ command: "tracks", label: (reader) => textsFor(runningTexts, reader).title }),
  waitingBetweenRoles.answeredBy(({ clock }, db, asked) => waitingBetween(db, { ...asked, now: clock.now() })),
  itemChanged.followedBy(followItem),
  itemChanged.followedBy(followCapacity),
  trackMoved.followedBy(followTrack),
  peopleChanged.followedBy(async (services, db, { workspaceId, people }) => {
    const personIds = people.flatMap(({ id, is_deactivated: hasLeft }) => (hasLeft === 1 ? [id] : []));
    if (personIds.length > 0) await inTransaction(db, (tx) => giveOnRequests(services, tx, { workspaceId, personIds }));
  }),
  holdersChanged.followedBy(followRoles),
  rolesEnded.followedBy((services, tx, { program, left }) => endRolesOf(services, tx, program, left)),
  programReopened.followedBy((services, tx, { program }) =>
    makeReady(services, tx, { workspaceId: program.workspace_id }),
  ),
];
