/** What is answered to capabilities below. */

import { firstNotice } from "../delivery/events.ts";
import type { Follower } from "../platform/events.ts";
import { textsFor } from "../platform/texts/language.ts";
import { homeFoot } from "../settings/events.ts";
import { noticeSection } from "./notice.ts";
import { privacyTexts } from "./texts.ts";

export const privacyFollowers: Follower[] = [
  firstNotice.with(async (db, of) => [await noticeSection(db, of)]),
  // The way to it, at the end of the Home of whoever is in a program.
  homeFoot.with((reader) => {
    return { label: textsFor(privacyTexts, reader).myData.label, line: "my-data" };
  }),
];
