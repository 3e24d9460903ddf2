/** The followers of all capabilities, lowest first. */

import { cadenceFollowers } from "../cadences/followers.ts";
import { calendarFollowers } from "../calendars/capability.ts";
import { checkInFollowers } from "../check-ins/followers.ts";
import { forecastFollowers } from "../forecast/followers.ts";
import { goalFollowers } from "../goals/capability.ts";
import { meetingFollowers } from "../meetings/capability.ts";
import { pagesFollowers } from "../pages/followers.ts";
import { eventsWith } from "../platform/events.ts";
import { privacyFollowers } from "../privacy/privacy-notice.ts";
import { programFollowers } from "../programs/capability.ts";
import { quarterFollowers } from "../quarter/capability.ts";
import { recordFollowers } from "../register/capability.ts";
import { reportFollowers } from "../reports/followers.ts";
import { sponsorshipFollowers } from "../sponsorship/followers.ts";
import { trackFollowers } from "../tracks/followers.ts";
import { workshopFollowers } from "../workshop/capability.ts";
import { undeliveredFollower } from "./readers-of-undelivered.ts";
import { weeklyFollowers } from "./weekly-message.ts";

export const events = eventsWith([
  ...programFollowers,
  ...calendarFollowers,
  ...cadenceFollowers,
  ...recordFollowers,
  ...goalFollowers,
  ...checkInFollowers,
  ...quarterFollowers,
  ...reportFollowers,
  ...pagesFollowers,
  ...workshopFollowers,
  ...meetingFollowers,
  ...sponsorshipFollowers,
  ...trackFollowers,
  ...privacyFollowers,
  ...forecastFollowers,
  ...weeklyFollowers,
  undeliveredFollower,
]);
