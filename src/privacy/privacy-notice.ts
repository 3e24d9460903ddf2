/** What is answered to capabilities below: in somebody’s first message who asks, who reads, how long it is kept, whom to ask. */
import type { SectionBlock } from "@slack/types";

import { firstNotice } from "../delivery/events.ts";
import { type Retention, termInWords } from "../people/retention.ts";
import { retentionOf } from "../people/settings.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Follower } from "../platform/events.ts";
import { languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { firstWordsOf } from "../programs/sponsor-named.ts";
import { homeFoot } from "../settings/events.ts";
import { button, escapeMrkdwn, section } from "../slack/blocks.ts";
import { myDataIds } from "./my-data-screen.ts";
import { privacyTexts } from "./texts.ts";

export const privacyFollowers: Follower[] = [
  firstNotice.with(async (db, given) => [await noticeSection(db, given)]),
  // The way to it, at the end of the Home of whoever is in a program.
  homeFoot.with((reader) => ({ label: textsFor(privacyTexts, reader).myData.title, line: "my-data" })),
];

async function noticeSection(
  db: Db | Tx,
  { workspaceId, reader }: { workspaceId: string; reader: Pick<Reader, "locale"> },
): Promise<SectionBlock> {
  const retention = await retentionOf(db, workspaceId);
  const { contact } = await firstWordsOf(db, workspaceId, reader);
  return noticeBlock(reader, { retention, contact });
}

export function noticeBlock(
  reader: Pick<Reader, "locale">,
  { retention, contact }: { retention: Retention; contact: string },
): SectionBlock {
  const { notFor, notice, myData, contact: questions } = textsFor(privacyTexts, reader);
  const language = languageOf(reader.locale);
  const terms = notice.terms(termInWords("daily", retention)[language], termInWords("other", retention)[language]);
  const lines = [`*${notFor}*`, notice.asks, terms, escapeMrkdwn(questions(contact)), notice.see];
  return section(lines.join(" "), button(myDataIds.open, myData.title));
}
