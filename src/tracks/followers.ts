import type { Follower } from "../platform/events.ts";
import { programButtons } from "../programs/program-menu.ts";
import { itemChanged } from "../register/items.ts";
import { rolesButton } from "./roles-screen.ts";
import { followItem } from "./steps.ts";
import { tracksButton } from "./tracks-screen.ts";

export const trackFollowers: Follower[] = [
  programButtons.with(rolesButton),
  programButtons.with(tracksButton),
  itemChanged.followedBy(followItem),
];
