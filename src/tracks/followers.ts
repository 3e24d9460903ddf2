import type { Follower } from "../platform/events.ts";
import { programButtons } from "../programs/program-menu.ts";
import { rolesButton } from "./roles-screen.ts";

export const trackFollowers: Follower[] = [programButtons.with(rolesButton)];
