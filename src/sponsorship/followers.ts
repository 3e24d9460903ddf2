/** What sponsorship knows that capabilities below it ask, and what it puts beside programs there. */
import { pageKinds } from "../pages/page-kinds.ts";
import type { Follower } from "../platform/events.ts";
import { programButtons } from "../programs/program-menu-and-buttons.ts";
import { weekBegins } from "../register/items.ts";
import { programSections } from "../reports/portfolio/program-screen-data.ts";
import { caseKind } from "./case.ts";
import { caseButton } from "./case-screen.ts";
import { sendContactsDue } from "./contacts-due.ts";
import { phaseOnScreen } from "./phases-screen.ts";
import { peopleButton } from "./stakeholders-screen.ts";

export const sponsorshipFollowers: Follower[] = [
  pageKinds.with(caseKind),
  weekBegins.followedBy(sendContactsDue),
  programButtons.with(caseButton),
  programButtons.with(peopleButton),
  programSections.with(phaseOnScreen),
];
