/** What is answered to capabilities below, and done when something has happened in them. */

import { firstNotice } from "../delivery/events.ts";
import type { Follower } from "../platform/events.ts";
import { textsFor } from "../platform/texts/language.ts";
import { homeFoot } from "../settings/events.ts";
import { myDataTexts } from "./my-data/texts.ts";
import { shortNoticeSection } from "./notice/blocks.ts";
import { noticeInShort } from "./notice/use-cases.ts";

export const privacyFollowers: Follower[] = [
  firstNotice.with(async (db, { workspaceId, reader }) => [
    shortNoticeSection(reader, await noticeInShort(db, workspaceId)),
  ]),
  // The way to it, at the end of the Home of whoever is in a program.
  homeFoot.with((reader) => {
    const texts = textsFor(myDataTexts, reader);
    return { says: texts.home, label: texts.commandLabel, line: "my-data" };
  }),
];
