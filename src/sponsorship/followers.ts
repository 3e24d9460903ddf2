/** What sponsorship adds to capabilities below it, and does when something has happened in them. */
import type { Follower } from "../platform/events.ts";
import { programButtons } from "../programs/menu.ts";
import { caseButton } from "./case/listeners.ts";

export const sponsorshipFollowers: Follower[] = [programButtons.with(caseButton)];
