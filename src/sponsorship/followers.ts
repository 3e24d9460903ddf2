/** What stands beside programs in capabilities below. */
import type { Follower } from "../platform/events.ts";
import { programButtons } from "../programs/menu.ts";
import { peopleButton } from "./stakeholders/listeners.ts";

export const sponsorshipFollowers: Follower[] = [programButtons.with(peopleButton)];
