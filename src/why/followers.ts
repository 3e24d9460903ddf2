/** What this capability does about what happens to digests. */
import { coloursAsked } from "../digests/events.ts";
import { whyAct } from "../health/why-menu.ts";
import type { Follower } from "../platform/events.ts";
import { cardActs } from "../programs/cards.ts";
import { coloursView } from "./colours.ts";
import { openWhy } from "./opening.ts";

export const whyFollowers: Follower[] = [
  coloursAsked.followedBy(async (services, _, { person, editionId, open }) => {
    await open(await coloursView(services, person, editionId));
  }),
  cardActs.with(whyAct(openWhy)),
];
