/** What programs do when something has happened to people or to a channel. */
import { channelRefused } from "../delivery/events.ts";
import { peopleChanged } from "../people/events.ts";
import type { Follower } from "../platform/events.ts";
import { channelProblemIn, noteChannel, tellOfDepartures } from "./keepers.ts";
import { handOnOf } from "./role-ends.ts";

export const programFollowers: Follower[] = [
  peopleChanged.followedBy(async (services, _, { people }) => {
    await handOnOf(services, people);
    await tellOfDepartures(services, people);
  }),
  channelRefused.followedBy(async (services, tx, { workspaceId, channelId, error }) => {
    const problem = channelProblemIn(error);
    if (problem) await noteChannel(services, tx, { workspaceId, channelId }, problem);
  }),
];
