/** What this capability does about what happens to digests. */
import { coloursAsked } from "../digests/events.ts";
import type { Follower } from "../platform/events.ts";
import { coloursView } from "./colours.ts";

export const whyFollowers: Follower[] = [
  coloursAsked.followedBy(async (services, _, { person, editionId, open }) => {
    await open(await coloursView(services, person, editionId));
  }),
];
